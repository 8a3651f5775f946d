"""What somebody who knows every rule and every release sets up: one dataset's sums of unknowns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from csp import months
from csp.disclosure.audit import contracts
from csp.disclosure.audit.cells import AREAS, GROUPS, Cell, Known, Published, Rule
from csp.disclosure.audit.places import Piece, Places
from csp.disclosure.audit.programme import Question, Row, Terms, Unknown
from csp.sources import category_id

Where = tuple[object, ...]  # a place or a group, with its first and last month
Facts = dict[Cell, int | None]
Before = tuple[Published, Rule]  # what a release published of a dataset, and by which rule


@dataclass(frozen=True)
class Told:
    """A row, and whether it rests on something that a reader may only suppose."""

    row: Row
    supposed: str = ""  # '' for certain; else one of SUPPOSED (asked.py)


@dataclass(frozen=True)
class Between:
    """A piece that lies in one ward of each set, and that no published count tells of."""

    measure: str
    piece: Piece
    starts: date
    ends: date


@dataclass
class Sheet:
    """All that is told of one dataset, now and before, as sums of unknown counts."""

    dataset: str
    rule: Rule
    places: Places
    now: Published
    before: Sequence[Before] = ()
    known: Sequence[Known] = ()
    # Whether a count that was shown before and is hidden now is taken as the same count.
    same_count: bool = False
    _sets: dict[tuple[date, date], list[str]] = field(default_factory=dict)
    _monthly: set[int] = field(default_factory=set)
    _every: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reads off which months and years tell of which ward sets."""
        self._every = sorted(set(chain(self.now, *(held for held, _ in self.before))))
        for cell in self._every:
            if cell.kind == AREAS and self.places.is_below(cell.area):
                own = self._sets.setdefault((cell.starts, cell.ends), [])
                if (held := self.places.set_of(cell.area)) not in own:
                    own.append(held)
                    own.sort()
                if cell.starts == cell.ends:
                    self._monthly.add(cell.starts.year)

    # ------------------------------------------------------------------ sums of unknowns

    def terms(self, cell: Cell) -> dict[Unknown, float]:
        """The unknowns whose sum a cell is."""
        if cell.kind == GROUPS:
            return dict.fromkeys(self._of_group(cell), 1.0)
        categories = contracts.categories_of(cell.thing)
        return {
            (category, *where): 1.0
            for where in self._where(cell.area, cell.starts, cell.ends)
            for category in categories
        }

    def _where(self, area: str, starts: date, ends: date) -> Iterator[Where]:
        if not self.places.is_below(area):
            for month in months.Span(starts, ends).all():
                yield area, month, month
            return
        spans = (
            [(month, month) for month in months.Span(starts, ends).all()]
            if starts.year in self._monthly
            else [(starts, ends)]
        )
        for span in spans:
            for piece in self.places.within(area, self._pieces(*span)):
                yield piece, *span

    def _pieces(self, starts: date, ends: date) -> list[Piece]:
        return self.places.pieces(self._sets.get((starts, ends), []), starts, ends)

    def _of_group(self, cell: Cell) -> Iterator[Unknown]:
        own = contracts.grouping_of_category(self.dataset)
        every = contracts.all_categories(self.dataset)
        if cell.grouping == own:
            category = category_id(cell.group)
            if cell.thing in ("", category):
                for where in self._where(cell.area, cell.starts, cell.ends):
                    yield category, *where
            return
        for category in [cell.thing] if cell.thing else every:
            yield category, (cell.grouping, cell.group, cell.area), cell.starts, cell.ends

    # ------------------------------------------------------------------ rules that always hold

    def rules(self) -> Iterator[Told]:
        """What holds of the unknowns themselves: sums of places, of groups, and of categories."""
        used = {place for cell in self._every for place in self.terms(cell)}
        spots = {(unknown[1], unknown[2], unknown[3]) for unknown in used}
        categories = self._in_play({unknown[0] for unknown in used})
        yield from self._wards_make_the_borough(categories)
        yield from self._groups_make_the_borough()
        spots |= {(self.places.borough, month, month) for _, month, _ in self._borough_months()}
        for spot in sorted(spots, key=str):
            for smaller, larger in contracts.not_more_than(self.dataset):
                if {smaller, larger} <= categories:
                    yield Told(Row({(larger, *spot): 1.0, (smaller, *spot): -1.0}))
            for whole, parts in contracts.sums(self.dataset):
                if whole in categories:
                    terms = {(part, *spot): 1.0 for part in parts} | {(whole, *spot): -1.0}
                    yield Told(Row(terms, 0, 0))

    def _in_play(self, named: Iterable[str]) -> set[str]:
        """The categories that cells count, and those that bound them."""
        known = set(named)
        pairs = contracts.not_more_than(self.dataset)
        while more := {one for pair in pairs if known & set(pair) for one in pair} - known:
            known |= more
        return known

    def _borough_months(self) -> Iterator[Where]:
        for cell in self._every:
            if cell.area == self.places.borough:
                yield from self._where(cell.area, cell.starts, cell.ends)

    def _wards_make_the_borough(self, categories: Iterable[str]) -> Iterator[Told]:
        supposed = "" if contracts.adds_up_to_borough(self.dataset) else "wards"
        for starts, ends in sorted(self._sets):
            if starts != ends and starts.year in self._monthly:
                continue  # its months say it already
            span = months.Span(starts, ends)
            for category in categories:
                terms: dict[Unknown, float] = {
                    (category, self.places.borough, month, month): -1.0 for month in span.all()
                }
                terms |= {
                    (category, piece, starts, ends): 1.0 for piece in self._pieces(starts, ends)
                }
                yield Told(Row(terms, 0, 0), supposed)

    def _groups_make_the_borough(self) -> Iterator[Told]:
        """A group without a row has none of the events, so those with one are all."""
        own = contracts.grouping_of_category(self.dataset)
        held: dict[tuple[str, str, date, date], dict[str, set[str]]] = {}
        for cell in self._every:
            if cell.kind == GROUPS and cell.grouping != own:
                key = (cell.grouping, cell.area, cell.starts, cell.ends)
                held.setdefault(key, {}).setdefault(cell.thing, set()).add(cell.group)
        for (grouping, area, starts, ends), by_category in held.items():
            every = set().union(*by_category.values())
            for category in contracts.all_categories(self.dataset):
                groups = by_category.get(category, every)
                terms: dict[Unknown, float] = {
                    (category, *where): -1.0 for where in self._where(area, starts, ends)
                }
                terms |= {
                    (category, (grouping, group, area), starts, ends): 1.0 for group in groups
                }
                yield Told(Row(terms, 0, 0))

    # ------------------------------------------------------------------ what was published

    def rows(self) -> list[Told]:
        """Everything told: the rules, this release, known totals, and every earlier release."""
        rules = list(self.rules())
        told = [*rules, *self._facts(self.now, {}), *self.totals()]
        for number, (held, _) in enumerate(self._epochs()):
            renamed = {unknown: (number, unknown) for unknown in self._revised(held, rules)}
            told += self._facts(held, renamed, supposed="before")
            told += [
                Told(Row(_renamed(one.row.terms, renamed), one.row.lower, one.row.upper), "before")
                for one in rules
                if renamed and not renamed.keys().isdisjoint(one.row.terms)
            ]
        return told

    def _facts(
        self, held: Published, renamed: Mapping[Unknown, Unknown], supposed: str = ""
    ) -> Iterator[Told]:
        """Each count's bounds. A series of months of which nothing is shown may hold zeros."""
        told = _told_of(held)
        for cell, shown in held.items():
            if terms := self.terms(cell):
                low, high = self._rule_of(cell, shown).between(shown)
                low = 0 if shown is None and _series(cell) not in told else low
                yield Told(Row(_renamed(terms, renamed), low, high), supposed)

    def _rule_of(self, cell: Cell, shown: int | None) -> Rule:
        """By which rule a count is shown: what was shown before is still shown as it was then."""
        return next(
            (rule for held, rule in self.before if shown and held.get(cell) == shown), self.rule
        )

    def totals(self) -> Iterator[Told]:
        """Exact totals. That they are of the same rows is no supposition: only such are known."""
        for one in self.known:
            terms: dict[Unknown, float] = {}
            for area in one.areas:
                terms |= self.terms(self._cell_of(one, area))
            yield Told(Row(terms, one.count, one.count))

    def _cell_of(self, one: Known, area: str) -> Cell:
        """What a total counts in an area, as the cell that it would be."""
        when = (area, one.starts, one.ends)
        if not one.grouping:
            return Cell(AREAS, self.dataset, one.measure, *when)
        own = contracts.grouping_of_category(self.dataset) == one.grouping
        category = "" if own else contracts.categories_of(one.measure)[0]
        return Cell(GROUPS, self.dataset, category, *when, one.grouping, one.group)

    # ------------------------------------------------------------------ earlier releases

    def _epochs(self) -> list[Before]:
        """The earlier releases, joined as long as no count of them was revised."""
        joined: list[tuple[Facts, Rule]] = []
        for held, rule in self.before:
            kept = joined[-1][0] if joined else {}
            if joined and not any(
                cell in kept and self._differs(kept[cell], shown) for cell, shown in held.items()
            ):
                kept.update({c: v for c, v in held.items() if v is not None or c not in kept})
            else:
                joined.append((dict(held), rule))
        return list(joined)

    def _differs(self, earlier: int | None, later: int | None) -> bool:
        """Whether the two cannot be of one count."""
        if earlier is not None and later is not None:
            return earlier != later
        if earlier is None:
            return later == 0
        return later is None and (earlier == 0 or not self.same_count)

    def _revised(self, held: Published, rules: Sequence[Told]) -> set[Unknown]:
        """The unknowns that must have changed since, supposing that as few as possible did."""
        changed = [
            frozenset(self.terms(cell))
            for cell, shown in held.items()
            if cell in self.now and self._differs(shown, self.now[cell])
        ]
        least = [one for one in changed if not any(other < one for other in changed)]
        revised: set[Unknown] = set().union(*least)
        equations = [one.row.terms for one in rules if one.row.lower == one.row.upper]
        grown = bool(revised)
        while grown:
            grown = False
            for terms in equations:
                own = {unknown: terms[unknown] for unknown in revised.intersection(terms)}
                if own and len(set(own.values())) == 1:
                    # One side alone cannot have changed: what on the other did is not known.
                    other = {u for u, times in terms.items() if times not in own.values()}
                    grown = grown or not other <= revised
                    revised |= other
        return revised

    # ------------------------------------------------------------------ what must stay unknown

    def questions(self) -> list[Question]:
        """Every hidden cell, and every piece between ward sets that no cell tells of. What a
        document states itself is no question: it is known already.
        """
        stated, told = [one.row.terms for one in self.totals()], _told_of(self.now)
        shown_before = {
            cell for held, _ in self.before for cell, shown in held.items() if shown is not None
        }
        asked = [
            Question(cell, terms, width=self.rule.smallest, none=_series(cell) not in told)
            for cell, shown in self.now.items()
            if shown is None and not (self.same_count and cell in shown_before)
            if (terms := self.terms(cell)) and terms not in stated
        ]
        return asked + list(self._between_sets())

    def _between_sets(self) -> Iterator[Question]:
        measures = sorted({cell.thing for cell in self.now if cell.kind == AREAS})
        for (starts, ends), sets in sorted(self._sets.items()):
            pieces = self._pieces(starts, ends) if len(sets) > 1 else []
            parts: dict[str, int] = {}
            for ward in chain.from_iterable(pieces):
                parts[ward] = parts.get(ward, 0) + 1
            for piece in pieces:
                if min(parts[ward] for ward in piece) > 1:
                    for measure in measures:
                        terms = {
                            (category, piece, starts, ends): 1.0
                            for category in contracts.categories_of(measure)
                        }
                        name = Between(measure, piece, starts, ends)
                        yield Question(name, terms, small=self.rule.smallest - 1)

    @property
    def hides_what_was_shown(self) -> bool:
        """Whether a count that an earlier release showed is hidden now."""
        return any(
            held.get(cell) not in (None, 0)
            for held, _ in self.before
            for cell, shown in self.now.items()
            if shown is None
        )


def _series(cell: Cell) -> Cell:
    """What stands for all months of a measure in an area; other cells stand for themselves."""
    if cell.kind == AREAS and cell.starts == cell.ends:
        return replace(cell, starts=date.min, ends=date.min)
    return cell


def _told_of(held: Published) -> set[Cell]:
    """The series of which a month is shown, and every other cell."""
    return {
        _series(cell) for cell, shown in held.items() if shown is not None or _series(cell) == cell
    }


def _renamed(terms: Terms, names: Mapping[Unknown, Unknown]) -> Terms:
    return (
        {names.get(unknown, unknown): times for unknown, times in terms.items()} if names else terms
    )
