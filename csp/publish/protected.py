"""Brings partners' counts into the public file as they may be shown: hidden, rounded, logged."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import duckdb
import pandas as pd

from csp.build.load import register
from csp.db import sql
from csp.disclosure import releases
from csp.disclosure.attacker import ContradictionError
from csp.disclosure.cells import (
    Areas,
    CellKey,
    GroupKey,
    KnownKey,
    MonthKey,
    Sent,
    Series,
    YearKey,
    cells,
    series_of,
)
from csp.disclosure.counts import Count, Puzzle
from csp.disclosure.protect import Protection, UnprotectableError, protect
from csp.disclosure.releases import Entry
from csp.disclosure.rules import Rule, Rules
from csp.errors import PublishError
from csp.measures import measures
from csp.publish.stated import Stated, known
from csp.settings import settings
from csp.sources import sources

BY_MONTH = ["measure", "area_code", "month", "events"]
BY_YEAR = ["measure", "area_code", "starts", "ends", "events"]
BY_GROUP = [
    "dataset",
    "area_code",
    "starts",
    "ends",
    "category",
    "grouping",
    "group_name",
    "events",
]


@dataclass(frozen=True)
class Lost:
    """How many cells of a dataset are hidden since they are small, and how many for their sake;
    zeros count as shown. `best` says whether fewer could not have been hidden.
    """

    dataset: str
    rule: Rule
    primary: int
    secondary: int
    shown: int
    best: bool

    def public(self) -> dict[str, object]:
        """The same without what tells the two kinds of hidden cells apart."""
        return {
            "sensitivity": sources()[self.dataset].sensitivity,
            "smallest_shown": self.rule.smallest_shown,
            "rounding": self.rule.rounding,
            "hidden": self.primary + self.secondary,
            "shown": self.shown,
        }

    def sentence(self) -> str:
        """The whole, for who publishes."""
        source = sources()[self.dataset]
        return (
            f"{source.title} ({source.sensitivity}): {self.shown:,} shown, {self.primary:,} hidden"
            f" since they are small, {self.secondary:,} for their sake"
            f"{'' if self.best else ' (perhaps not the fewest possible)'}."
        )


@dataclass
class Protected:
    """What protection did: the rows of the log, how many cells each dataset lost, a sentence on
    whatever is not published at all, and which published figures are exact of the partner file.
    """

    entries: list[Entry] = field(default_factory=list)
    lost: list["Lost"] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    stated: Stated = field(default_factory=Stated)

    def public(self) -> dict[str, dict[str, object]]:
        """What everybody may know of it, by dataset: how many cells are hidden, not which kind."""
        return {one.dataset: one.public() for one in self.lost}


def protected_counts(
    connection: duckdb.DuckDBPyConnection,
    datasets: Sequence[str],
    rules: Rules,
    earlier: Sequence[Sequence[Entry]],
    progress: Callable[[float], None],
) -> Protected:
    """Fills `area_month`, `area_period` and `breakdown_period` with partners' counts as they are
    published; `connection` has the partner file attached as `partner`.

    Raises PublishError when the rules and earlier releases leave no way to protect a count.
    """
    told = Protected()
    areas = _areas(connection)
    totals = known(connection, rules)
    rows: dict[str, list[list[object]]] = {"month": [], "year": [], "group": []}
    for done, dataset in enumerate(datasets):
        sent, rule = _sent(connection, dataset, areas.borough), rules.of(dataset).rule
        before = releases.before(earlier, dataset)
        made = partial(cells, sent, areas, rule, totals, before)
        puzzle, found, silent = _solved(dataset, made)
        told.left_out += _silent_sentences(silent)
        counts = [count for count in puzzle.counts if not count.exact]
        blank = found.hidden | {count.key for count in counts if count.may_be_none}
        for count in counts:
            table, row, entry = _row(dataset, areas, count, hidden=count.key in blank)
            rows[table].append(row)
            told.entries.append(entry)
        small = sum(count.rule.is_small(count.value) for count in counts)
        hidden = len(blank)
        told.lost.append(
            Lost(dataset, rule, small, hidden - small, len(counts) - hidden, found.best)
        )
        progress((done + 1) / len(datasets))
    for name, columns in (("month", BY_MONTH), ("year", BY_YEAR), ("group", BY_GROUP)):
        frame = pd.DataFrame(rows[name], columns=columns)
        register(connection, f"by_{name}", frame.astype({"events": "Int64"}))
    connection.execute(sql("build", "65_protected"))
    return told


def _solved(dataset: str, made: Callable[..., Puzzle]) -> tuple[Puzzle, Protection, list[Series]]:
    """The puzzle, what is hidden of it, and the series of which no month is shown: those of months
    that nothing else can protect, since a document states the total of a few events.
    """
    silent: list[Series] = []
    while True:
        puzzle = made(silent=silent)
        try:
            return puzzle, protect(puzzle), silent
        except ContradictionError as error:
            raise PublishError(contradiction(dataset)) from error
        except UnprotectableError as error:
            if not isinstance(error.key, MonthKey) or series_of(error.key) in silent:
                raise PublishError(contradiction(dataset, error.key)) from error
            silent.append(series_of(error.key))


def _silent_sentences(silent: Sequence[Series]) -> Iterator[str]:
    """What is not shown by month at all, a sentence for each measure."""
    for measure in sorted({measure for measure, _ in silent}):
        areas = sum(one == measure for one, _ in silent)
        places = "1 area" if areas == 1 else f"{areas:,} areas"
        yield (
            f"{measures()[measure].title}: no month of {places} is shown, not even that there were"
            " none. Too few events make up a total that everybody knows."
        )


def _row(
    dataset: str, areas: Areas, count: Count, *, hidden: bool
) -> tuple[str, list[object], Entry]:
    """Where a count goes, its row there, and its row of the log."""
    key: CellKey = count.key  # type: ignore[assignment]  # of no known total
    shown = None if hidden else count.shown
    if isinstance(key, GroupKey):
        starts, ends = _year(key.year)
        group = [key.category, key.grouping, key.group_name]
        row: list[object] = [dataset, areas.borough, starts, ends, *group, shown]
        named = dict(zip(("category", "grouping", "group_name"), group, strict=True))
        named["area_code"], table, where = areas.borough, "group", "breakdown_period"
    else:
        named = {"measure": key.measure, "area_code": key.area_code}
        if isinstance(key, YearKey):
            (starts, ends), table, where = _year(key.year), "year", "area_period"
            row = [key.measure, key.area_code, starts, ends, shown]
        else:
            starts, ends, table, where = key.month, key.month, "month", "area_month"
            row = [key.measure, key.area_code, starts, shown]
    entry = Entry(
        where,
        dataset,
        **named,
        starts=str(starts),
        ends=str(ends),
        value="" if shown is None else str(shown),
        why_blank="hidden" if hidden else "",
        smallest_shown=str(count.rule.smallest_shown),
        rounding=str(count.rule.rounding),
        parts=" ".join(sorted(areas.groups.get(named["area_code"], ()))),
    )
    return table, row, entry


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 1)


def contradiction(dataset: str, key: object = None) -> str:
    """The sentence of a refusal: which count cannot be protected, without its value."""
    if isinstance(key, KnownKey):
        where = f"beside the published figure “{key.figure}”"
    else:
        where = f"({_told(key)})" if key else "since what is published would contradict itself"
    return (
        f"Nothing was published: in “{sources()[dataset].title}” a small count cannot be kept from"
        f" being worked out {where}. What would have to be hidden with it is known already, from an"
        " earlier release or a published figure; leave the dataset out, or ask its owner."
    )


def _told(key: object) -> str:
    """Which count it is, without its value."""
    if isinstance(key, MonthKey):
        return f"{key.measure}, {key.area_code}, {key.month:%Y-%m}"
    if isinstance(key, YearKey):
        return f"{key.measure}, {key.area_code}, {key.year}"
    if isinstance(key, GroupKey):
        return f"{key.category}, {key.grouping}: {key.group_name}, {key.year}"
    return str(key)


# ---- what the partner file holds


def _areas(connection: duckdb.DuckDBPyConnection) -> Areas:
    wards: dict[str, set[str]] = defaultdict(set)
    for code, vintage in connection.execute(
        "SELECT area_code, vintage FROM area WHERE kind = 'ward'"
    ).fetchall():
        wards[vintage].add(code)
    groups: dict[str, set[str]] = defaultdict(set)
    for code, part in connection.execute("SELECT area_code, part_code FROM area_part").fetchall():
        groups[code].add(part)
    return Areas(
        settings().area.code,
        {name: frozenset(own) for name, own in wards.items()},
        {name: frozenset(own) for name, own in groups.items()},
        {name: frozenset(pairs) for name, pairs in _pieces(connection, sorted(wards))},
    )


def _pieces(
    connection: duckdb.DuckDBPyConnection, sets: Sequence[str]
) -> Iterator[tuple[str, set[tuple[str, ...]]]]:
    """For each vintage of small areas, which wards (one a set) any of them lies in together."""
    held = connection.execute(
        "SELECT lsoa_vintage, lsoa_code, ward_vintage, ward_code FROM lsoa_ward"
    ).fetchall()
    lies_in: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for vintage, lsoa, ward_set, ward in held:
        lies_in[vintage][lsoa][ward_set] = ward
    for vintage, small in lies_in.items():
        yield vintage, {tuple(own.get(name, "") for name in sets) for own in small.values()}


def _sent(connection: duckdb.DuckDBPyConnection, dataset: str, borough: str) -> Sent:
    asked = {"dataset": dataset}
    months: Mapping[tuple[str, str, date], int] = {
        (measure, area, month): events
        for measure, area, month, events in _rows(connection, "62_sent_counts", asked)
    }
    vintages = dict(_rows(connection, "63_sent_vintages", asked))
    listed = [c.name for c in sources()[dataset].columns if c.type in ("category", "choice")]
    groups = {
        (category, grouping, group, month): events
        for category, grouping, group, month, events in _rows(
            connection, "64_sent_groups", asked | {"borough": borough, "listed": listed}
        )
    }
    return Sent(sources()[dataset], months, vintages, groups)


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, asked: Mapping[str, object]
) -> list[tuple]:  # type: ignore[type-arg]  # of any cells
    return connection.execute(sql("build", name), dict(asked)).fetchall()
