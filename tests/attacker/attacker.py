"""Somebody who knows every rule and the truth of nothing: what follows from published cells.

Written from the rules alone, apart from both the protection and the audit. Every event is one of
the finest kind that anybody could think of (category, small piece of the map, month), and every
published number a bound on a sum of those.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import duckdb
import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, lil_matrix, vstack

from tests.attacker.partner_files import Sent, small_areas, wards

BOROUGH = "E07000110"
ROUNDED_BY = 2  # at most, either way
SMALLEST = {"sensitive": 10, "partner": 5}
MARKS = ("crime_recorded", "repeat_victim", "high_risk")
# measure → dataset, and the categories that it adds up
MEASURES = {
    "domestic_abuse_incidents": ("domestic_abuse", ("incidents",)),
    "domestic_abuse_crimes": ("domestic_abuse", ("crime_recorded",)),
    "domestic_abuse_repeat_victims": ("domestic_abuse", ("repeat_victim",)),
    "domestic_abuse_high_risk": ("domestic_abuse", ("high_risk",)),
    "needle_finds": ("needle_finds", ("needles",)),
    "one_stop_shop_visits": ("one_stop_shop", ("women", "men", "not_stated")),
    "one_stop_shop_women": ("one_stop_shop", ("women",)),
    "one_stop_shop_men": ("one_stop_shop", ("men",)),
    "stop_searches": ("stop_and_search", ("searches",)),
    "stop_search_arrests": ("stop_and_search", ("arrests",)),
    "hate_crimes": (
        "hate_crime",
        ("race", "religion", "sexual_orientation", "disability", "other"),
    ),
    "marac_cases": ("marac", ("cases",)),
    "marac_repeat_cases": ("marac", ("repeat_cases",)),
}
SENSITIVE = ("domestic_abuse", "one_stop_shop", "hate_crime", "marac")
WITHIN = {  # category → the one that it is a part of
    **dict.fromkeys(MARKS, "incidents"),
    "arrests": "searches",
    "repeat_cases": "cases",
}
Event = tuple[str, str, date, str]  # category, place, month, group ('' where none is told)


@dataclass(frozen=True)
class Published:
    """A published count: what it is of, and its value (None: hidden)."""

    dataset: str
    categories: tuple[str, ...]
    area: str
    starts: date
    ends: date
    group: str
    shown: int | None


def published(file: duckdb.DuckDBPyConnection) -> list[Published]:
    """All counts of partners in a public file."""
    found = []
    for measure, area, starts, ends, events in file.execute(
        "SELECT measure, area_code, month, month, events FROM area_month"
        " WHERE events IS NOT NULL OR why_blank = 'hidden'"
        " UNION ALL SELECT measure, area_code, starts, ends, events FROM area_period"
        " WHERE events IS NOT NULL OR why_blank = 'hidden'"
    ).fetchall():
        if measure in MEASURES:
            found.append(Published(*MEASURES[measure], area, starts, ends, "", events))
    for dataset, category, word, starts, ends, events in file.execute(
        "SELECT dataset, category, group_name, starts, ends, events FROM breakdown_period"
    ).fetchall():
        if dataset == "stop_and_search":
            group = word.lower().replace(" ", "_")
            one = Published(dataset, (category,), BOROUGH, starts, ends, group, events)
        else:  # by category: the group is the category
            own = word.lower().replace(" ", "_") or category
            if dataset == "needle_finds":
                own = "needles"
            one = Published(dataset, (own,), BOROUGH, starts, ends, "", events)
        found.append(one)
    return found


@lru_cache
def pieces() -> tuple[tuple[str, str], ...]:
    """Where a ward of 2013 and one of 2024 overlap."""
    return tuple(sorted({(old, new) for _, old, new in small_areas()}))


def _places(dataset: str) -> list[str]:
    if dataset == "domestic_abuse":
        return ["/".join(piece) for piece in pieces()] + ["not located"]
    if dataset in ("hate_crime", "marac"):
        return [BOROUGH]
    return [*wards(), "elsewhere", "not located"]


def _in_area(area: str, groups: dict[str, set[str]]) -> Callable[[str], bool]:
    if area == BOROUGH:
        return lambda place: place not in ("elsewhere", "not located")
    inside = groups.get(area, {area})
    return lambda place: not inside.isdisjoint(place.split("/"))


@dataclass
class Attack:
    """All that is told of one dataset in one calendar year, as bounds on sums of events."""

    dataset: str
    year: int
    groups: dict[str, set[str]]
    told: Sequence[Published]
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Thinks of every kind of event, and writes down every bound."""
        categories = sorted(
            {c for one in MEASURES.values() if one[0] == self.dataset for c in one[1]}
        )
        with_groups = self.dataset == "stop_and_search"
        kinds = ("drugs", "weapons", "stolen_goods", "other") if with_groups else ("",)
        self.events = [
            (category, place, date(self.year, month, 1), kind)
            for category in categories
            for place in _places(self.dataset)
            for month in range(1, 13)
            for kind in kinds
        ]
        self.smallest = SMALLEST["sensitive" if self.dataset in SENSITIVE else "partner"]
        self._columns = [
            np.array(column, dtype=object) for column in zip(*self.events, strict=True)
        ]
        self._inside: dict[str, np.ndarray] = {}
        self.own = [one for one in self.told if self._is_mine(one)]
        bounds = [self._bounds(one.shown) for one in self.own]
        rows = csr_matrix(np.array([self.row(one) for one in self.own]))
        lower, upper = (np.array(side, dtype=float) for side in zip(*bounds, strict=True))
        above = np.isfinite(upper)
        parts = self._parts()
        self.matrix = vstack([rows[above], -rows, parts])
        self.limits = np.concatenate([upper[above], -lower, np.zeros(parts.shape[0])])

    def _parts(self) -> csr_matrix:
        """A row for each event that is a part of another: the part less the whole is 0 or less."""
        at = {event: number for number, event in enumerate(self.events)}
        pairs = [
            (number, at[(WITHIN[event[0]], *event[1:])])
            for event, number in at.items()
            if event[0] in WITHIN
        ]
        made = lil_matrix((len(pairs), len(self.events)))
        for row, (part, whole) in enumerate(pairs):
            made[row, part], made[row, whole] = 1, -1
        return made.tocsr()

    def _is_mine(self, one: Published) -> bool:
        return one.dataset == self.dataset and one.starts.year == one.ends.year == self.year

    def _bounds(self, shown: int | None) -> tuple[float, float]:
        if shown is None:
            return 1, np.inf
        if shown == 0:
            return 0, 0
        return max(shown - ROUNDED_BY, self.smallest), shown + ROUNDED_BY

    def row(self, one: Published) -> np.ndarray:
        """Which events a published count counts."""
        categories, places, months, groups = self._columns
        if one.area not in self._inside:
            is_inside = _in_area(one.area, self.groups)
            self._inside[one.area] = np.array([is_inside(place) for place in places])
        return (
            np.isin(categories.astype(str), one.categories)
            & self._inside[one.area]
            & (months >= one.starts)
            & (months <= one.ends)
            & ((groups == one.group) | (one.group == ""))
        ).astype(float)

    def interval(self, one: Published) -> tuple[int, int]:
        """The smallest and the largest whole number that a count can be."""
        row, found = self.row(one), []
        for way in (1, -1):
            best = linprog(
                way * row,
                A_ub=self.matrix,
                b_ub=self.limits,
                bounds=(0, 100_000),
                method="highs",
            )
            assert best.status == 0, best.message
            found.append(best.fun * way)
        return int(np.ceil(found[0] - 1e-6)), int(np.floor(found[1] + 1e-6))


def truth(sent: Sent, attack: Attack) -> np.ndarray:
    """How many of each kind of event there truly were."""
    counts = dict.fromkeys(attack.events, 0)
    for event, count in _true_events(sent, attack.dataset):
        if event in counts:
            counts[event] += count
    return np.array([counts[event] for event in attack.events])


def _true_events(sent: Sent, dataset: str) -> Iterator[tuple[Event, int]]:
    table = sent.tables[dataset]
    lies_in = {code: f"{old}/{new}" for code, old, new in small_areas()}
    apart = {"outside_the_borough": "elsewhere", "not_known": "not located"}
    for row in table.to_dict("records"):
        month = date.fromisoformat(row["period"])
        place = apart.get(row.get("ward", BOROUGH), row.get("ward", BOROUGH))
        if dataset == "domestic_abuse":
            place = lies_in.get(row["lsoa_code"], "not located")
            yield ("incidents", place, month, ""), 1
            for mark in MARKS:
                yield (mark, place, month, ""), int(row[mark] == "yes")
        elif dataset == "stop_and_search":
            for category in ("searches", "arrests"):
                yield (category, place, month, row["looked_for"]), int(row[category])
        elif dataset == "marac":
            for category in ("cases", "repeat_cases"):
                yield (category, BOROUGH, month, ""), int(row[category])
        else:
            category, value = {
                "needle_finds": ("needles", "needles"),
                "one_stop_shop": (row.get("sex", ""), "visits"),
                "hate_crime": (row.get("strand", ""), "crimes"),
            }[dataset]
            place = BOROUGH if dataset == "hate_crime" else place
            yield (category, place, month, ""), int(row[value])


def groups_of(file: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The wards of each group of wards."""
    parts = file.execute("SELECT area_code, part_code FROM area_part").df()
    return {code: set(own["part_code"]) for code, own in parts.groupby("area_code")}


def attacks(told: Sequence[Published], groups: dict[str, set[str]]) -> Iterator[Attack]:
    """Every dataset and calendar year of which anything is told."""
    for dataset, year in sorted({(one.dataset, one.starts.year) for one in told}):
        yield Attack(dataset, year, groups, told)


def hidden(attack: Attack, counts: np.ndarray, most: int) -> list[tuple[Published, int]]:
    """The hidden cells with what they truly are, the smallest first, at most so many."""
    frame = pd.DataFrame(
        {"cell": attack.own, "count": [int(attack.row(one) @ counts) for one in attack.own]}
    )
    blank = frame[[one.shown is None for one in frame["cell"]]].sort_values("count", kind="stable")
    return [
        (row.cell, row.count_)
        for row in blank.rename(columns={"count": "count_"}).head(most).itertuples()
    ]
