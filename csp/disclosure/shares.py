"""What of a partner's survey is published: whole per cents of rounded bases, by answer and group,
as a puzzle of how many people gave each answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from csp.disclosure.counts import Atom, Count, Held, Key, Puzzle
from csp.disclosure.protect import Protection, UnprotectableError, protect
from csp.disclosure.rules import Rule

ALL = "all"
BASE = "base"  # what stands for all the answers of a scale together
Parts = Mapping[str, Sequence[str]]  # of each answer that is shown the answers it adds up
NEAR = 1e-9
HALF = 0.5  # of a per cent: whole ones are rounded by as much
WEIGHT_OF_ALL = 9  # what hiding a share of everybody costs, beside 1 for a group's


@dataclass(frozen=True, order=True)
class Group:
    """Whose answers to one question of one wave."""

    wave: str
    question: str
    area_code: str
    grouping: str
    group_name: str


@dataclass(frozen=True, order=True)
class ShareKey:
    """One share: a row of `survey_answer`."""

    group: Group
    answer: str  # of the scale, 'top' or 'low'


@dataclass(frozen=True)
class Given:
    """What a group answered: people by answer with 'top', 'low' and 'base', and per cents.

    `hidden` says that the group is too small to be shown at all. The per cents are those of the
    numbers: of weighted ones other rules would have to hold, and none are known to be enough.
    """

    numbers: Mapping[str, int]
    percents: Mapping[str, float]
    hidden: bool = False


@dataclass(frozen=True)
class Shown:
    """What earlier releases published of a share: whole per cent and rounded base; None: hidden."""

    percent: int | None
    base: int | None


@dataclass(frozen=True)
class StatedShare:
    """What a document states of everybody's answers: per cent, by how much rounding may have moved
    it, and its base.
    """

    percent: float
    half: float
    base: int

    def is_of(self, number: int, base: int) -> bool:
        """Whether it says the same of the same people, so that these are known exactly."""
        return self.base == base and abs(100 * number / base - self.percent) <= self.half + NEAR


# What everybody has already: earlier releases, and what documents state.
Public = tuple[Mapping[ShareKey, Shown], Mapping[ShareKey, StatedShare]]


@dataclass
class Shares:
    """Which shares of a survey are hidden; `dropped` groups of which nothing is published."""

    hidden: set[ShareKey] = field(default_factory=set)
    dropped: set[Group] = field(default_factory=set)
    small: set[ShareKey] = field(default_factory=set)
    best: bool = True


def protect_shares(
    given: Mapping[Group, Given],
    parts: Mapping[str, Parts],
    rule: Rule,
    before: Mapping[ShareKey, Shown] | None = None,
    stated: Mapping[ShareKey, StatedShare] | None = None,
) -> Shares:
    """Hides the shares of few people and those that would give them away, question by question.

    `parts` says by question which answers of the scale each share adds up, 'base' all of them;
    `stated` what documents say of everybody: where it is of these answers it is known exactly.

    Where a grouping of a question cannot be protected otherwise, nothing of it is published; where
    not even everybody's answers can, nothing of the question.
    """
    found = Shares()
    questions: dict[tuple[str, str], dict[Group, Given]] = defaultdict(dict)
    for group, answers in given.items():
        questions[group.wave, group.question][group] = answers
    for (_, question), own in sorted(questions.items()):
        _one_question(found, own, parts[question], rule, (before or {}, stated or {}))
    return found


def _one_question(
    found: Shares,
    own: Mapping[Group, Given],
    parts: Parts,
    rule: Rule,
    public: Public,
) -> None:
    held = dict(own)
    while held:
        maker = _Maker(held, parts, rule, public)
        try:
            told = protect(maker.puzzle())
        except UnprotectableError as error:
            groupings = {group.grouping for group in held}
            named = error.key.group.grouping if isinstance(error.key, ShareKey) else ALL
            worst = named if named != ALL else max(groupings - {ALL}, default=ALL)
            found.dropped |= {group for group in held if worst in (group.grouping, ALL)}
            held = {group: one for group, one in held.items() if group not in found.dropped}
            continue
        _take(found, told, rule, held)
        return


def _take(
    found: Shares,
    told: Protection,
    rule: Rule,
    held: Mapping[Group, Given],
) -> None:
    hidden = {key for key in told.hidden if isinstance(key, ShareKey)}
    # Of a group that is not shown also what everybody's answers tell to be none.
    hidden |= {
        ShareKey(group, answer)
        for group, given in held.items()
        if given.hidden
        for answer in given.numbers
        if answer != BASE
    }
    found.hidden |= hidden
    found.small |= {key for key in hidden if rule.is_small(held[key.group].numbers[key.answer])}
    found.best = found.best and told.best


class _Maker:
    """The puzzle of one question: everybody's answers and those of every group."""

    def __init__(
        self,
        given: Mapping[Group, Given],
        parts: Parts,
        rule: Rule,
        public: Public,
    ) -> None:
        self._given, self._rule = given, rule
        self._before, self._stated = public
        self._scale = parts[BASE]
        self._answers = {answer: own for answer, own in parts.items() if answer != BASE}

    def puzzle(self) -> Puzzle:
        made = Puzzle()
        for group, given in sorted(self._given.items()):
            made.counts += self._of_group(group, given)
            made.counts += self._known_exactly(group, given)
        made.equal += self._groupings()
        return made

    def _of_group(self, group: Group, given: Given) -> Iterator[Count]:
        every, base = frozenset(self._atoms(group, self._scale)), given.numbers[BASE]
        held: Held = "hidden" if given.hidden else "shown"
        yield Count((BASE, group), every, base, self._rule, held, reach=(base, base))
        for answer, parts in self._answers.items():
            key, number = ShareKey(group, answer), given.numbers[answer]
            percent = round(given.percents.get(answer, 0.0))
            yield Count(
                key,
                frozenset(self._atoms(group, parts)),
                number,
                self._rule,
                self._held(key, given, percent),
                WEIGHT_OF_ALL if group.grouping == ALL else 1,
                shows=percent,
                reach=self._reach(number, base, percent),
                may_be_none=given.hidden,
            )

    def _reach(self, number: int, base: int, percent: int) -> tuple[int, int]:
        """The fewest and the most people of whom a whole per cent may be shown.

        As if everybody knew the base: whole numbers of people so often tell which of the five that
        round to it is the true one, and that it is 30 or more, that no other is worth hoping for.
        """
        if not number:
            return 0, 0
        least, most = ((percent + side) / 100 * base for side in (-HALF, HALF))
        return max(self._rule.smallest_shown, ceil(least - NEAR)), floor(most + NEAR)

    def _known_exactly(self, group: Group, given: Given) -> Iterator[Count]:
        """Numbers of people, and their base, that follow from a share that a document states."""
        base, same = given.numbers[BASE], False
        for answer, parts in self._answers.items():
            told, number = self._stated.get(ShareKey(group, answer)), given.numbers[answer]
            if told and told.is_of(number, base):
                atoms, same = frozenset(self._atoms(group, parts)), True
                yield Count(("stated", group, answer), atoms, number, self._rule, exact=True)
        if same:
            every = frozenset(self._atoms(group, self._scale))
            yield Count(("stated", group, BASE), every, base, self._rule, exact=True)

    def _held(self, key: ShareKey, given: Given, percent: int) -> Held:
        earlier = self._before.get(key)
        number = given.numbers[key.answer]
        nothing_to_see = number > 0 and percent == 0  # it would look like nobody
        if given.hidden or nothing_to_see or (earlier is not None and earlier.percent is None):
            return "hidden"
        same = Shown(percent, self._rule.shown(given.numbers["base"]))
        return "shown" if earlier == same else "free"

    def _atoms(self, group: Group, answers: Sequence[str]) -> Iterator[Atom]:
        for answer in answers:
            yield (group, answer)

    def _groupings(self) -> Iterator[tuple[frozenset[Atom], frozenset[Atom]]]:
        """Who gave an answer is in one group of a grouping, or told none."""
        everybody = [group for group in self._given if group.grouping == ALL]
        groupings: dict[str, list[Group]] = defaultdict(list)
        for group in self._given:
            if group.grouping != ALL:
                groupings[group.grouping].append(group)
        for whole in everybody:
            for grouping, groups in groupings.items():
                for answer in self._scale:
                    parts: set[Key] = {(group, answer) for group in groups}
                    parts.add((grouping, "not told", answer))
                    yield frozenset(parts), frozenset([(whole, answer)])
