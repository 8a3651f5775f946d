"""Puts a dataset's sums to the programme, part by part, and says which counts are not safe."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from csp.disclosure.audit.attack import Sheet, Told
from csp.disclosure.audit.programme import Programme, Question, Row, Unknown

# What a reader may suppose: that a borough's count is the sum of its wards, that nothing unseen was
# revised. Where it cannot all be true, the fewest suppositions are dropped, these first.
SUPPOSED = ("wards", "before")


@dataclass
class Found:
    """What the programmes gave: the names of what is not safe, and how much was asked."""

    unsafe: set[Hashable] = field(default_factory=set)
    contradictory: set[str] = field(default_factory=set)  # datasets
    narrowest: dict[int, int] = field(default_factory=dict)  # threshold → smallest width
    questions: int = 0
    equations: int = 0
    solves: int = 0
    shares: Counter[str] = field(default_factory=Counter)  # by survey
    hidden_shares: Counter[str] = field(default_factory=Counter)
    stated: int = 0  # exact totals and shares of documents that were held against the counts

    def add(self, other: "Found") -> None:
        """Takes another's findings in."""
        self.unsafe |= other.unsafe
        self.contradictory |= other.contradictory
        for width, found in other.narrowest.items():
            self.narrowest[width] = min(self.narrowest.get(width, found), found)
        self.questions += other.questions
        self.equations += other.equations
        self.solves += other.solves
        self.shares += other.shares
        self.hidden_shares += other.hidden_shares
        self.stated += other.stated


def ask(sheet: Sheet) -> Found:
    """All questions of a dataset, put to everything told of it."""
    found = Found()
    for told, questions in parts(sheet.rows(), sheet.questions()):
        found.add(answered(sheet.dataset, told, questions))
    return found


def answered(dataset: str, told: Sequence[Told], questions: Sequence[Question]) -> Found:
    """Some questions about a dataset put to the rows that bear on them."""
    for dropped in _droppable({one.supposed for one in told}):
        rows = _merged(one.row for one in told if one.supposed not in dropped)
        if rows is None:
            continue
        programme = Programme(rows, questions)
        answers = programme.answers()
        if answers is not None:
            asked = {one.name: one for one in questions}
            unsafe = {name for name, one in answers.items() if not one.safe(asked[name])}
            widths = {one.width for one in questions if one.width}
            narrowest = {
                width: found
                for width in widths
                if (found := programme.narrowest(width)) is not None
            }
            return Found(
                unsafe=unsafe,
                narrowest=narrowest,
                questions=len(questions),
                equations=len(rows),
                solves=programme.solves,
            )
    return Found(contradictory={dataset}, questions=len(questions))


def _droppable(held: Iterable[str]) -> list[tuple[str, ...]]:
    """Which suppositions to do without, the fewest first."""
    own = [one for one in SUPPOSED if one in held]
    return [one for count in range(len(own) + 1) for one in combinations(own, count)]


def _merged(rows: Iterable[Row]) -> list[Row] | None:
    """Rows of the same sum as one; None where two of them cannot both be true."""
    held: dict[frozenset[tuple[Unknown, float]], Row] = {}
    for row in rows:
        key = frozenset(row.terms.items())
        other = held.get(key)
        lower, upper = (row.lower, row.upper) if other is None else _both(row, other)
        if lower > upper:
            return None
        held[key] = Row(row.terms, lower, upper)
    return list(held.values())


def _both(one: Row, other: Row) -> tuple[float, float]:
    return max(one.lower, other.lower), min(one.upper, other.upper)


def parts(
    told: Sequence[Told], questions: Sequence[Question]
) -> list[tuple[list[Told], list[Question]]]:
    """Rows and questions apart that share no unknown, without rows that no question touches."""
    leader: dict[Unknown, Unknown] = {}

    def find(unknown: Unknown) -> Unknown:
        while leader.setdefault(unknown, unknown) != unknown:
            leader[unknown] = leader[leader[unknown]]
            unknown = leader[unknown]
        return unknown

    for terms in [one.row.terms for one in told] + [one.terms for one in questions]:
        first, *others = terms
        for other in others:
            leader[find(other)] = find(first)
    held: dict[Unknown, tuple[list[Told], list[Question]]] = {}
    for question in questions:
        held.setdefault(find(next(iter(question.terms))), ([], []))[1].append(question)
    for one in told:
        if (own := find(next(iter(one.row.terms)))) in held:
            held[own][0].append(one)
    return list(held.values())
