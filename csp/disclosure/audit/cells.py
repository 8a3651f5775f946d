"""What is published of partners' counts: cells of the finished file and of the log of releases."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from csp.errors import PublishError
from csp.sources import Source, sources

HIDDEN = "hidden"
AREAS, GROUPS = "areas", "groups"  # counts of places, and of groups of people or things


@dataclass(frozen=True, order=True)
class Cell:
    """One count that a reader may ask for. `starts` and `ends` are first days of months, both
    included.
    """

    kind: str
    dataset: str
    thing: str  # a measure, or a category ('' for all together)
    area: str
    starts: date
    ends: date
    grouping: str = ""
    group: str = ""


@dataclass(frozen=True, order=True)
class Answer:
    """One share of a survey: who gave this answer, of those who answered."""

    survey: str
    wave: str
    question: str
    answer: str
    area: str
    grouping: str
    group: str


ANSWER = ("dataset", "wave", "question", "answer", "area_code", "grouping", "group_name")
Published = Mapping[Cell, int | None]  # None: hidden
Shares = Mapping[Answer, tuple[int, int] | None]  # percent and base, both rounded; None: hidden


@dataclass(frozen=True)
class Rule:
    """How a dataset's counts are shown: what is below `smallest` hidden, the rest rounded."""

    smallest: int
    rounding: int
    agreement: str = field(default="", compare=False)  # which asks for it

    @property
    def least_shown(self) -> int:
        """The smallest value above 0 that may be shown."""
        return self.rounding * ((self.smallest + self.rounding // 2) // self.rounding)

    def between(self, shown: int | None) -> tuple[float, float]:
        """The smallest and the largest true count of which this may be told."""
        if shown is None:
            return 1, float("inf")
        if shown == 0:
            return 0, 0
        away = self.rounding // 2
        return max(self.smallest, shown - away), shown + away


@dataclass(frozen=True)
class Known:
    """A total that everybody knows exactly, since a document states it."""

    measure: str
    areas: tuple[str, ...]  # that it adds up
    starts: date
    ends: date
    count: int
    grouping: str = ""
    group: str = ""


@dataclass(frozen=True)
class Release:
    """An earlier release: its name, what it published and by which rules, and the wards that its
    groups were made of.
    """

    name: str
    cells: dict[Cell, int | None] = field(default_factory=dict)
    answers: dict[Answer, tuple[int, int] | None] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)  # by dataset


@dataclass(frozen=True)
class Rules:
    """The thresholds of a rules file, by sensitivity, and what a source tightens."""

    by_sensitivity: Mapping[str, Rule]
    by_source: Mapping[str, Rule] = field(default_factory=dict)
    known: Sequence[Mapping[str, object]] = ()

    def of(self, dataset: str) -> Rule:
        """The rule of a dataset: the stricter of its sensitivity's and its source's."""
        base = self.by_sensitivity[sources()[dataset].sensitivity]
        own = self.by_source.get(dataset, base)
        return Rule(max(base.smallest, own.smallest), own.rounding, own.agreement)


def rules(file: Path) -> Rules:
    """The rules out of `data/disclosure.toml`; raises PublishError where they cannot be read."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        by_source = {one["source"]: _rule(one) for one in told.get("source", [])}
        by_sensitivity = {name: _rule(told[name]) for name in ("partner", "sensitive")}
        return Rules(by_sensitivity, by_source, told.get("known", []))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise PublishError(f"The audit cannot read the thresholds in {file.name}.") from error


def _rule(told: Mapping[str, Any]) -> Rule:
    smallest, rounding = int(told["smallest_shown"]), int(told["rounding"])
    return Rule(smallest, rounding, str(told["agreement"]))


def is_partners(dataset: str) -> bool:
    """Whether a dataset is a partner's, by its contract; what no contract names is, too."""
    contract: Source | None = sources().get(dataset)
    return contract is None or contract.status == "partner"


def published(file: duckdb.DuckDBPyConnection) -> dict[Cell, int | None]:
    """Every count of partners that the finished file shows or hides; `no data` is no cell."""
    dataset_of = dict(file.execute("SELECT measure, dataset FROM measure").fetchall())
    held: dict[Cell, int | None] = {}
    for measure, area, starts, ends, events, why in _area_rows(file):
        dataset = dataset_of.get(measure, "")
        if is_partners(dataset) and (events is not None or why == HIDDEN):
            held[Cell(AREAS, dataset, measure, area, starts, ends)] = events
    for dataset, area, starts, ends, category, grouping, group, events, why in _rows(
        file,
        "breakdown_period",
        "dataset, area_code, starts, ends, category, grouping, group_name, events, why_blank",
    ):
        if events is not None or why == HIDDEN:
            cell = Cell(GROUPS, dataset, category, area, starts, ends, grouping, group)
            held[cell] = events
    return held


def _area_rows(file: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    months = "measure, area_code, month, month, events, why_blank"
    windows = "measure, area_code, starts, ends, events, why_blank"
    yield from _rows(file, "area_month", months)
    yield from _rows(file, "area_period", windows)


def _rows(file: duckdb.DuckDBPyConnection, table: str, columns: str) -> Sequence[tuple[Any, ...]]:
    """The rows of a table; none where the file has no such table, which the structure tells."""
    try:
        # Both are names of this module.
        return file.execute(f"SELECT {columns} FROM {table}").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return []


def earlier(folder: Path) -> list[Release]:
    """The earlier releases out of their logs, in the order of their names."""
    return [_logged(file) for file in sorted(folder.glob("*.csv"))]


def _logged(file: Path) -> Release:
    told = Release(file.stem)
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                _take(told, row)
    except (OSError, UnicodeDecodeError, KeyError, ValueError, TypeError) as error:
        raise PublishError(
            f"The log of an earlier release, {file.name}, cannot be read; without it nobody can"
            " tell what may be published now."
        ) from error
    return told


def _take(told: Release, row: Mapping[str, str]) -> None:
    shown = None if row["why_blank"] == HIDDEN else round(float(row["value"]))
    told.rules[row["dataset"]] = Rule(int(row["smallest_shown"]), int(row["rounding"]))
    if row["table"] == "survey_answer":
        answer = Answer(*(row[name] for name in ANSWER))
        base = None if shown is None else round(float(row["base"]))
        told.answers[answer] = None if shown is None or base is None else (shown, base)
        return
    area = row["area_code"]
    if row["parts"]:
        told.parts[area] = tuple(sorted(row["parts"].split()))
    starts, ends = (date.fromisoformat(row[name]) for name in ("starts", "ends"))
    if row["table"] == "breakdown_period":
        groups = (row["grouping"], row["group_name"])
        cell = Cell(GROUPS, row["dataset"], row["category"], area, starts, ends, *groups)
    else:
        cell = Cell(AREAS, row["dataset"], row["measure"], area, starts, ends)
    told.cells[cell] = shown


def known_totals(
    file: duckdb.DuckDBPyConnection, own: Rules, true: Mapping[str, Sequence[str]]
) -> list[Known]:
    """The exact totals that published figures state, as the rules list them; of these the ones that
    are `true` of what the partner sent, each with the areas that it adds up.
    """
    stated = dict(
        file.execute(
            "SELECT figure, value FROM published_figure WHERE value IS NOT NULL"
        ).fetchall()
    )
    return [
        _known(one, stated, true[str(one["figure"])]) for one in own.known if one["figure"] in true
    ]


def _known(one: Mapping[str, object], stated: Mapping[str, float], areas: Sequence[str]) -> Known:
    """A listed total with its count; of a difference the figure before which it stands less it."""
    count = stated[str(one["figure"])]
    if "taken_from" in one:
        count = stated[str(one["taken_from"])] - count
    return Known(
        str(one["measure"]),
        tuple(areas),
        _day(one["starts"]),
        _day(one["ends"]),
        round(count),
        str(one.get("grouping", "")),
        str(one.get("group", "")),
    )


def _day(told: object) -> date:
    return told if isinstance(told, date) else date.fromisoformat(str(told))
