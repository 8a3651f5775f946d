"""What of a partner's counts is published, and what binds it: areas, months, years, categories,
marks and groups, as one puzzle a dataset.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import cast

from csp import months
from csp.disclosure.counts import Atom, Count, Held, Puzzle
from csp.disclosure.rules import Known, Rule
from csp.measures import measures_of
from csp.sources import Source, category_id

BOROUGH = "borough"  # the place of what is counted in the borough without its ward
APART = ("not located", "elsewhere")
WEIGHTS = {"borough": 4, "year": 2, "newest": 1}  # beyond 1: what a reader would miss most


@dataclass(frozen=True)
class MonthKey:
    """A count by month: a row of `area_month`."""

    measure: str
    area_code: str
    month: date


@dataclass(frozen=True)
class YearKey:
    """A count over whole calendar years: a row of `area_period`."""

    measure: str
    area_code: str
    year: int


@dataclass(frozen=True)
class GroupKey:
    """A borough's count of a calendar year by group: a row of `breakdown_period`."""

    category: str
    grouping: str
    group_name: str
    year: int


@dataclass(frozen=True)
class KnownKey:
    """A total that a published figure states."""

    figure: str


CellKey = MonthKey | YearKey | GroupKey
Series = tuple[str, str]  # a measure and an area, month by month


def series_of(key: MonthKey) -> Series:
    """The series that a month's count is one of."""
    return key.measure, key.area_code


@dataclass(frozen=True)
class Before:
    """What earlier releases published of a count: its bounds there, or that it was hidden."""

    shown: int | None
    rule: Rule


@dataclass(frozen=True)
class Areas:
    """What everybody knows of areas.

    `wards` are the wards of each set; `groups` the wards of each group of wards; `pieces` for each
    vintage of small areas the pairs of wards (one a set, in the order of the sets) that small areas
    lie in.
    """

    borough: str
    wards: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    pieces: Mapping[str, frozenset[tuple[str, ...]]]

    @property
    def sets(self) -> list[str]:
        """The ward sets in their order."""
        return sorted(self.wards)

    def set_of(self, ward: str) -> str | None:
        """The set that a ward is of."""
        return next((name for name in self.sets if ward in self.wards[name]), None)


@dataclass(frozen=True)
class Sent:
    """What the partner file holds of one dataset.

    `months` are the counts by measure, area and month, without small areas; `vintages` which
    vintage of small areas the counts of a month are made from; `groups` the borough's counts by
    category, grouping, group and month.
    """

    source: Source
    months: Mapping[tuple[str, str, date], int]
    vintages: Mapping[date, str] = field(default_factory=dict)
    groups: Mapping[tuple[str, str, str, date], int] = field(default_factory=dict)


def cells(
    sent: Sent,
    areas: Areas,
    rule: Rule,
    known: Mapping[Known, float] | None = None,
    before: Mapping[CellKey, Before] | None = None,
    *,
    silent: Collection[Series] = (),
) -> Puzzle:
    """All counts of a dataset that are published, with what they are made of.

    Of a sensitive dataset nothing below the borough is published by month. A calendar year is
    published where each of its months was sent. `known` totals, each with the value of its figure,
    bind where all their months are held and add up to it; `before` says what earlier releases held.
    Of `silent` series no month is shown, not even that there were none.
    """
    return _Maker(sent, areas, rule, before or {}, silent).puzzle(known or {})


class _Maker:
    def __init__(
        self,
        sent: Sent,
        areas: Areas,
        rule: Rule,
        before: Mapping[CellKey, Before],
        silent: Collection[Series],
    ) -> None:
        self._sent, self._areas, self._rule, self._before = sent, areas, rule, before
        self._silent = silent
        self._by_month_below = sent.source.sensitivity != "sensitive"
        held = {measure for measure, _, _ in sent.months}
        self._categories = {
            name: one.categories
            for name, one in measures_of(sent.source.id).items()
            if name in held
        }
        self._kind = _kinds(sent.source, self._categories)
        self._measures = {
            name: tuple(dict.fromkeys(self._kind[one] for one in categories))
            for name, categories in self._categories.items()
        }
        self._every_month = sorted({month for _, _, month in sent.months})
        years = [
            year
            for year in sorted({month.year for month in self._every_month})
            if all(month in self._every_month for month in _months_of(year))
        ]
        self._years = years
        self._newest = years[-1] if years else 0
        self._ward_set = {ward: name for name, wards in areas.wards.items() for ward in wards}
        self._fine: dict[tuple[str, object], tuple[str, ...]] = {}
        self._known_sets = self._sets_known()
        self._made = Puzzle()

    def puzzle(self, known: Mapping[Known, float]) -> Puzzle:
        for (measure, area, month), events in sorted(self._sent.months.items()):
            if self._by_month(area):
                self._add(MonthKey(measure, area, month), self._month(measure, area, month), events)
        for (measure, area, year), events in sorted(self._whole_years().items()):
            self._add(YearKey(measure, area, year), self._year(measure, area, year), events)
        if not self._by_month_below:
            self._tie_years_to_months()
        self._tie_marks()
        self._add_groups()
        for one, stated in known.items():
            self._add_known(one, stated)
        return self._made

    # ---- what is published

    def _by_month(self, area: str) -> bool:
        return self._by_month_below or not self._below(area)

    def _below(self, area: str) -> bool:
        """Whether an area lies in the borough and is smaller."""
        return area in self._ward_set or area in self._areas.groups

    def _whole_years(self) -> dict[tuple[str, str, int], int]:
        held: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for (measure, area, month), events in self._sent.months.items():
            held[measure, area, month.year].append(events)
        return {key: sum(counts) for key, counts in held.items() if len(counts) == 12}

    def _add(self, key: CellKey, atoms: frozenset[Atom], value: int) -> None:
        earlier = self._before.get(key)
        held: Held = "free"
        shows, reach = None, None
        if earlier is not None and value > 0:
            if earlier.shown is None:
                held = "hidden"
            elif _within(earlier, value):
                held, shows = "shown", earlier.shown
                reach = earlier.rule.bounds(earlier.shown)
        silent = (
            isinstance(key, MonthKey)
            and series_of(key) in self._silent
            and (earlier is None or earlier.shown is None)
        )
        self._made.counts.append(
            Count(
                key,
                atoms,
                value,
                self._rule,
                "hidden" if silent else held,
                self._weight(key),
                shows=shows,
                reach=reach,
                may_be_none=silent,
            )
        )

    def _weight(self, key: CellKey) -> int:
        year = key.month.year if isinstance(key, MonthKey) else key.year
        area = BOROUGH if isinstance(key, GroupKey) else key.area_code
        return (
            1
            + WEIGHTS["borough"] * (area == self._areas.borough)
            + WEIGHTS["year"] * isinstance(key, YearKey)
            + WEIGHTS["newest"] * (year == self._newest)
        )

    # ---- what it is made of

    def _sets_known(self) -> dict[tuple[str, date], frozenset[str]]:
        """Of which ward sets the wards are known, by category and month."""
        found: dict[tuple[str, date], set[str]] = defaultdict(set)
        for measure, area, month in self._sent.months:
            if area in self._ward_set:
                for category in self._measures[measure]:
                    found[category, month].add(self._ward_set[area])
        return {key: frozenset(sets) for key, sets in found.items()}

    def _places(self, category: str, when: date | int) -> tuple[str | tuple[str, ...], ...]:
        """What the borough is made of for a category in a month or year: wards, or the pieces in
        which two sets cut each other; the borough itself where no ward is known.
        """
        if (category, when) not in self._fine:
            self._fine[category, when] = tuple(self._find_places(category, when))  # type: ignore[arg-type]
        return self._fine[category, when]

    def _find_places(self, category: str, when: date | int) -> list[str | tuple[str, ...]]:
        asked = _months_of(when) if isinstance(when, int) else [when]
        held = [self._known_sets.get((category, month), frozenset()) for month in asked]
        sets = sorted(frozenset.intersection(*held))
        if not sets:
            return [BOROUGH]
        if len(sets) == 1:
            return sorted(self._areas.wards[sets[0]])
        kept = [self._areas.sets.index(name) for name in sets]
        pieces = {
            tuple(piece[place] for place in kept)
            for month in asked
            for piece in self._areas.pieces[self._sent.vintages[month]]
        }
        return sorted(pieces)

    def _inside(self, category: str, area: str, when: date | int) -> Iterator[Atom]:
        """The atoms of a category in an area: in the borough its places, else the area alone."""
        if area != self._areas.borough and not self._below(area):
            yield (category, area, when)
            return
        wards = self._areas.groups.get(area, frozenset([area]))
        for place in self._places(category, when):
            parts = place if isinstance(place, tuple) else (place,)
            if area == self._areas.borough or wards.intersection(parts):
                yield (category, place, when)

    def _month(self, measure: str, area: str, month: date) -> frozenset[Atom]:
        return frozenset(
            atom
            for category in self._measures[measure]
            for atom in self._of_month(category, area, month)
        )

    def _of_month(self, category: str, area: str, month: date) -> Iterator[Atom]:
        if self._by_month_below or area != self._areas.borough:
            yield from self._inside(category, area, month)
        else:
            yield (category, BOROUGH, month)

    def _year(self, measure: str, area: str, year: int) -> frozenset[Atom]:
        return frozenset(
            atom
            for category in self._measures[measure]
            for atom in self._of_year(category, area, year)
        )

    def _of_year(self, category: str, area: str, year: int) -> Iterator[Atom]:
        if not self._by_month_below and self._below(area):
            yield from self._inside(category, area, year)
            return
        for month in _months_of(year):
            yield from self._of_month(category, area, month)

    # ---- what binds it besides

    def _tie_years_to_months(self) -> None:
        """Of a sensitive dataset: a year of all wards is the year of all months. Which months the
        events of a ward are of is told by nothing, so the two sides need no common parts.
        """
        categories = sorted({one for every in self._measures.values() for one in every})
        for category in categories:
            for year in self._years:
                if self._places(category, year) != (BOROUGH,):
                    self._made.equal.append(
                        (
                            frozenset(self._inside(category, self._areas.borough, year)),
                            frozenset(self._of_year(category, self._areas.borough, year)),
                        )
                    )

    def _tie_marks(self) -> None:
        """Counts of some of the events of another count are no more than it, place by place."""
        used: dict[str, set[tuple[object, object]]] = defaultdict(set)
        for count in self._made.counts:
            for atom in count.atoms:
                category, place, when = cast(tuple[str, object, object], atom)  # as made here
                used[category].add((place, when))
        for parts, whole in marks(self._sent.source):
            common = set.intersection(used[whole], *(used[part] for part in parts))
            for place, when in sorted(common, key=repr):
                self._made.at_most.append(
                    (
                        frozenset((part, place, when) for part in parts),
                        frozenset([(whole, place, when)]),
                    )
                )

    def _add_groups(self) -> None:
        totals = {
            GroupKey(*group, year): 0
            for group in sorted({key[:3] for key in self._sent.groups})
            for year in self._years
            if self._was_sent(group[0], year)
        }
        for (category, grouping, group, month), count in self._sent.groups.items():
            key = GroupKey(category, grouping, group, month.year)
            if key in totals:
                totals[key] += count
        rule = self._sent.source.counts
        own = rule.category if rule else ""
        for key, value in totals.items():
            self._add(key, frozenset(self._of_group(key, own)), value)
        if own or (rule and len(rule.values) == 1):
            self._add_all_categories(totals, own)
        self._tie_groups(totals, own)

    def _was_sent(self, category: str, year: int) -> bool:
        """Whether each month of a year has a count of the category, as far as a measure tells."""
        sent = [
            {month for name, _, month in self._sent.months if name == measure}
            for measure, categories in self._categories.items()
            if category in categories
        ]
        return not sent or any(months.issuperset(_months_of(year)) for months in sent)

    def _of_group(self, key: GroupKey, own: str) -> Iterator[Atom]:
        kind = self._kind.get(key.category)
        if key.grouping == own and kind == key.category:  # counted by itself in every area
            yield from self._of_year(key.category, self._areas.borough, key.year)
        else:
            yield (key.category, (key.grouping, key.group_name), key.year)

    def _add_all_categories(self, totals: Mapping[GroupKey, int], own: str) -> None:
        together: dict[GroupKey, list[GroupKey]] = defaultdict(list)
        for key in totals:
            together[GroupKey("", key.grouping, key.group_name, key.year)].append(key)
        for whole, parts in together.items():
            atoms = frozenset(atom for part in parts for atom in self._of_group(part, own))
            self._add(whole, atoms, sum(totals[part] for part in parts))

    def _tie_groups(self, totals: Mapping[GroupKey, int], own: str) -> None:
        """The groups of a grouping are all there is of their category, where they add up to it; and
        categories that areas count together are all there is of these.
        """
        sums: dict[tuple[str, str, int], list[GroupKey]] = defaultdict(list)
        for key in totals:
            kind = self._kind.get(key.category, key.category)
            if key.grouping != own:
                sums[key.category, key.grouping, key.year].append(key)
            elif kind != key.category:
                sums[kind, key.grouping, key.year].append(key)
        whole: dict[tuple[str, int], dict[str, tuple[frozenset[Atom], int]]] = defaultdict(dict)
        for (category, grouping, year), keys in sums.items():
            atoms = frozenset(atom for key in keys for atom in self._of_group(key, own))
            whole[category, year][grouping] = atoms, sum(totals[key] for key in keys)
        for (category, year), groupings in whole.items():
            sides = list(groupings.values())
            total = self._category_total(category, year)
            if total is not None:
                sides.append(total)
            for (first, count), (second, other) in combinations(sides, 2):
                if count == other:
                    self._made.equal.append((first, second))

    def _category_total(self, category: str, year: int) -> tuple[frozenset[Atom], int] | None:
        """The borough's year of a category, where measures tell it: one that counts it alone, or
        one less others that do.
        """
        whole = {
            measure: told
            for measure in self._measures
            if (told := self._borough_year(measure, year)) is not None
        }
        alone = {
            self._measures[measure][0]: told
            for measure, told in whole.items()
            if len(self._measures[measure]) == 1
        }
        for measure, total in whole.items():
            others = [one for one in self._measures[measure] if one != category]
            if category in self._measures[measure] and all(one in alone for one in others):
                atoms = frozenset(self._of_year(category, self._areas.borough, year))
                return atoms, total - sum(alone[one] for one in others)
        return None

    def _borough_year(self, measure: str, year: int) -> int | None:
        asked = [(measure, self._areas.borough, month) for month in _months_of(year)]
        counts = [self._sent.months[one] for one in asked if one in self._sent.months]
        return sum(counts) if len(counts) == len(asked) else None

    def _add_known(self, known: Known, stated: float) -> None:
        if known.measure not in self._measures:
            return
        if known.grouping:
            self._add_known_group(known, stated)
            return
        areas: tuple[str, ...] = (known.area_code,)
        for more in ((), APART if known.area_code == self._areas.borough else ()):
            areas = (known.area_code, *more)
            if self._sum_of(known, areas) == stated:
                break
        else:
            return
        atoms = frozenset(
            atom
            for month in months.Span(known.starts, known.ends).all()
            for area in areas
            for atom in self._month(known.measure, area, month)
        )
        self._made.counts.append(
            Count(KnownKey(known.figure), atoms, round(stated), self._rule, exact=True)
        )

    def _sum_of(self, known: Known, areas: Sequence[str]) -> int | None:
        """What was sent of a measure in these areas together; None where a month is missing."""
        counts = [
            self._sent.months.get((known.measure, area, month))
            for area in areas
            for month in months.Span(known.starts, known.ends).all()
        ]
        told = [count for count in counts if count is not None]
        return sum(told) if len(told) == len(counts) else None

    def _add_known_group(self, known: Known, stated: float) -> None:
        """A group's total of a year; no row is none of the events where the year was sent."""
        year = known.starts.year
        if self._borough_year(known.measure, year) is None:
            return
        group = (known.category, known.grouping, known.group)
        value = sum(self._sent.groups.get((*group, month), 0) for month in _months_of(year))
        if value != stated:
            return
        rule = self._sent.source.counts
        atoms = self._of_group(GroupKey(*group, year), rule.category if rule else "")
        self._made.counts.append(
            Count(KnownKey(known.figure), frozenset(atoms), value, self._rule, exact=True)
        )


def _kinds(source: Source, measures: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What each category is counted as in the equations: itself, or together with those that every
    measure counts together with it. What stands only in sums needs no parts of its own.
    """
    every = sorted({one for categories in measures.values() for one in categories})
    if source.counts is None or not source.counts.category:
        return {category: category for category in every}  # marks bind them one by one
    held_by = {
        category: frozenset(name for name, own in measures.items() if category in own)
        for category in every
    }
    together: dict[frozenset[str], list[str]] = defaultdict(list)
    for category, names in held_by.items():
        together[names].append(category)
    return {category: " + ".join(together[names]) for category, names in held_by.items()}


def marks(source: Source) -> list[tuple[tuple[str, ...], str]]:
    """Which categories of a source together are no more than which other: (parts, whole)."""
    if source.counts is None:
        first, *others = (category_id(word) for word in source.categories)
        return [((other,), first) for other in others]
    values = set(source.counts.values)
    told: list[tuple[tuple[str, ...], str]] = [
        ((part,), whole) for part, whole in source.in_order if {part, whole} <= values
    ]
    for whole, *parts in source.adds_up:
        held = tuple(part for part in parts if part in values)
        if whole in values and held:
            told.append((held, whole))
    return [
        (tuple(category_id(part) for part in parts), category_id(whole)) for parts, whole in told
    ]


def _months_of(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, 13)]


def _within(earlier: Before, value: int) -> bool:
    least, most = earlier.rule.bounds(earlier.shown or 0)
    return least <= value <= most
