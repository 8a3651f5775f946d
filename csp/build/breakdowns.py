"""Breakdowns of published figures: files that an officer can add, held to their rules and brought
into the new file with what two counts say of chance.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csp.answers.breakdowns import figures_in
from csp.build.entered import read
from csp.build.published import OF_PEOPLE
from csp.db import sql
from csp.measures import measures
from csp.settings import ROOT, explain, is_projects_own, not_utf8
from csp.sources import sources
from csp.stats.changes import e_test

FOLDER = "breakdowns"
# Units in which two values are no counts of events, so that chance cannot be asked.
NOT_COUNTED = ("percent", "rank", "days", "per 1,000 residents", "places", "million pounds")
ALL_OF_ONE_UNIT = ("change", "districts", "months", "amounts")
BESIDE_EACH_OTHER = ("change", "districts", "stated")  # forms whose columns are of one period
LARGEST_CITED = 9  # a count of people from 1 to this is cited, not shown
A_DAY_OR_TWO = 2  # by which two years may differ in length

Better = Literal["lower", "higher", "neither"]
Form = Literal["change", "districts", "months", "amounts", "stated", "list"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Strict):
    """One row: its words and the ids of its figures."""

    label: str = Field(min_length=1)
    before: str = ""
    after: str = ""
    number: str = ""  # a stated change in number beside a stated percentage
    beside: str = ""  # the force's or the county's
    better: Better | None = None  # where it differs from the file's
    chance: bool | None = None  # false: two values between which chance is not asked

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids that it names."""
        return tuple(one for one in (self.before, self.after, self.number, self.beside) if one)


class Live(_Strict):
    """Where partners' counts of the same thing are found, once they have been supplied."""

    dataset: str
    grouping: str = ""  # the contract's column; without it `measures` are compared by area
    category: str = ""  # one of the source's categories; without it all of them together
    measures: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()  # codes; without them the districts


class Breakdown(_Strict):
    """A breakdown as its file says it."""

    title: str = Field(min_length=1)
    counted: str = Field(min_length=1)
    parts: str = Field(min_length=1)
    form: Form
    better: Better
    sort: int = Field(default=100, ge=0, le=100_000)
    unit: str = ""
    chance: bool = True
    note: str = ""
    lost: tuple[str, ...] = ()
    under: dict[str, tuple[str, ...]] = Field(min_length=1)
    rows: tuple[Row, ...] = Field(min_length=1)
    whole: Row | None = None
    live: Live | None = None

    @property
    def in_note(self) -> tuple[str, ...]:
        """The figures whose values its note gives: their ids in braces."""
        return figures_in(self.note)

    @property
    def every_row(self) -> tuple[Row, ...]:
        """The rows and, where there is one, the whole."""
        return self.rows if self.whole is None else (*self.rows, self.whole)


@dataclass(frozen=True)
class Known:
    """What a breakdown may name."""

    figures: Mapping[str, Mapping[str, str]]  # the cells of each figure, by its id
    priorities: frozenset[tuple[str, str]]  # plan, priority
    unreadable: frozenset[str]


def check_breakdowns(folder: Path) -> list[str]:
    """A sentence for each fault of the breakdowns in `folder` (data/published); empty is good.

    The figures and plans of the folder must be sound already: what they lack would be told here
    once more, as a slip of every breakdown that names it.
    """
    own = folder / FOLDER
    if not own.is_dir():
        return []
    known = _known(folder)
    return [fault for file in sorted(own.glob("*.toml")) for fault in _faults(file, known)]


def _known(folder: Path) -> Known:
    figures = {row["figure"]: row for row in read(folder, "figure").to_dict("records")}
    priorities = read(folder, "priority")
    return Known(
        figures,
        frozenset(zip(priorities["plan"], priorities["priority"], strict=True)),
        frozenset(read(folder, "unreadable")["place"]),
    )


def _faults(file: Path, known: Known) -> list[str]:
    name = f"{FOLDER}/{file.name}"
    made, told = _loaded(file)
    if made is None:
        return [f"{name}: {told}"]
    return [f"{name}: {fault}" for fault in _slips(made, known)]


def _loaded(file: Path) -> tuple[Breakdown | None, str]:
    """The breakdown of a file, or why there is none."""
    try:
        return Breakdown.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))), ""
    except ValidationError as error:
        return None, "; ".join(explain(file, error).split("\n  ")[1:])
    except UnicodeDecodeError as error:
        return None, not_utf8(file, error).removeprefix(f"{file.name} ")
    except (OSError, tomllib.TOMLDecodeError) as error:
        return None, f"cannot be read: {error}."


def _slips(made: Breakdown, known: Known) -> Iterator[str]:
    """Every slip of one breakdown."""
    for plan, titles in made.under.items():
        for title in titles:
            if (plan, title) not in known.priorities:
                yield f"under: the plan {plan} has no priority '{title}'."
    for what in made.lost:
        if what not in known.unreadable:
            yield f"lost: '{what}' is no place of unreadable.csv."
    for label, number in Counter(row.label for row in made.every_row).items():
        if number > 1:
            yield f"row '{label}' is entered {number} times."
    yield from _live_slips(made.live)
    unknown = [
        f"row '{row.label}': '{figure}' is not a figure that is known here."
        for row in made.every_row
        for figure in row.figures
        if figure not in known.figures
    ]
    yield from unknown
    for figure in made.in_note:
        if figure not in known.figures or not known.figures[figure]["value"]:
            yield f"note: '{figure}' is not a figure with a value."
    if not unknown:
        yield from _row_slips(made, known.figures)


def _live_slips(live: Live | None) -> Iterator[str]:
    if live is None:
        return
    source = sources().get(live.dataset)
    if source is None:
        yield f"live: '{live.dataset}' is not a source of data."
        return
    kept = (source.counts.category, *source.counts.groups) if source.counts else ()
    if live.grouping and live.grouping not in kept:
        yield f"live: {live.dataset} keeps no counts by '{live.grouping}'."
    if not live.grouping and not live.measures:
        yield "live: neither a grouping nor a measure is named."
    for measure in live.measures:
        if measure not in measures() or measures()[measure].source != live.dataset:
            yield f"live: '{measure}' is not a measure of {live.dataset}."


def _row_slips(made: Breakdown, figures: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for row in made.every_row:
        if not (row.before or row.after):
            yield f"row '{row.label}' names no figure."
        if made.form == "months" and row is not made.whole:
            yield from _month_slip(row, figures)
    yield from _unit_slips(made, figures)
    for column in ("before", "after"):
        yield from _period_slips(made, column, figures)
        yield from _cited_slips(made, column, figures)


def _month_slip(row: Row, figures: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    starts = [figures[one]["period_start"] for one in (row.before, row.after) if one]
    earlier, later = (starts + ["", ""])[:2]
    same = earlier[5:] == later[5:] and earlier[:4].isdigit() and later[:4].isdigit()
    if not same or int(later[:4]) - int(earlier[:4]) != 1:
        yield f"row '{row.label}' does not hold one month of two years that follow each other."


def _unit_slips(made: Breakdown, figures: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Values on one scale are of one unit, that of the file."""
    asked = {
        **dict.fromkeys(ALL_OF_ONE_UNIT, made.unit),
        "stated": "percent",
    }.get(made.form)
    if asked is None:
        return
    if not asked:
        yield "unit: says nothing; values on one scale are of one unit."
        return
    for row in made.every_row:
        for figure in (row.before, row.after, row.beside):
            if figure and figures[figure]["unit"] != asked:
                unit = figures[figure]["unit"]
                yield f"row '{row.label}': '{figure}' is in {unit}, the breakdown in {asked}."


def _period_slips(
    made: Breakdown, column: str, figures: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """A column that is read down must be of one period."""
    if made.form not in BESIDE_EACH_OTHER:
        return
    held = [figures[one] for row in made.every_row if (one := getattr(row, column))]
    spans = sorted({(one["period_start"], one["period_end"]) for one in held})
    if len(spans) > 1:
        told = "; ".join(" to ".join(day or "not stated" for day in span) for span in spans)
        yield f"{column}: its figures are of periods that differ ({told})."


def _cited_slips(
    made: Breakdown, column: str, figures: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """A whole less the rows that are shown must not give a count that is only cited.

    Parts that overlap add up to more than the whole, from which nothing follows.
    """
    whole = made.whole and getattr(made.whole, column)
    if not whole or figures[whole]["unit"] not in OF_PEOPLE or not figures[whole]["value"]:
        return
    named = [one for row in made.rows if (one := getattr(row, column))]
    blank = [one for one in named if not figures[one]["value"]]
    shown = sum(float(figures[one]["value"]) for one in named if figures[one]["value"])
    rest = float(figures[whole]["value"]) - shown
    if blank and rest >= 0 and (len(blank) == 1 or rest <= len(blank)):
        yield f"{column}: the whole less the rows shown gives a count that is only cited."


def breakdowns(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fills the tables of breakdowns from `folder` (data/published).

    A data folder of the project's own district without breakdowns is given those that come with the
    project, as far as they speak of figures and priorities that it holds.
    """
    known = _known(folder)
    under: list[list[object]] = []
    rows: list[list[object]] = []
    for sort, (name, made) in enumerate(_held(folder, known)):
        connection.execute(
            "INSERT INTO published_breakdown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(name, 1000 * made.sort + sort, made.title, made.counted, made.parts),
                *(made.form, made.better, made.note or None, list(made.lost)),
                *_live_cells(made.live),
            ],
        )
        under += [[name, plan, title] for plan, titles in made.under.items() for title in titles]
        rows += _rows(name, made, known.figures)
    for table, held in (("published_breakdown_priority", under), ("published_breakdown_row", rows)):
        if held:
            connection.register("held", pd.DataFrame(held))  # at once: row by row takes a second
            connection.execute(f"INSERT INTO {table} SELECT * FROM held")
            connection.unregister("held")


def _held(folder: Path, known: Known) -> Iterator[tuple[str, Breakdown]]:
    own = folder / FOLDER
    if not own.is_dir() and not is_projects_own():
        return
    lent = not own.is_dir()
    for file in sorted((ROOT / "data" / "published" / FOLDER if lent else own).glob("*.toml")):
        made, _ = _loaded(file)
        if made is not None and not (lent and list(_slips(made, known))):
            yield file.stem, made


def _live_cells(live: Live | None) -> list[object]:
    if live is None:
        return [None, None, None, [], []]
    return [live.dataset, live.grouping, live.category, list(live.measures), list(live.areas)]


def _rows(
    name: str, made: Breakdown, figures: Mapping[str, Mapping[str, str]]
) -> Iterator[list[object]]:
    for place, row in enumerate(made.every_row, start=1):
        yield [
            *(name, place, row.label, row is made.whole),
            *(one or None for one in (row.before, row.after, row.number, row.beside)),
            row.better or made.better,
            _chance(made, row, figures),
        ]


def _chance(made: Breakdown, row: Row, figures: Mapping[str, Mapping[str, str]]) -> float | None:
    """The p-value of two counts of equal length; None where chance cannot be asked."""
    asked = made.chance if row.chance is None else row.chance
    if made.form == "stated" or not asked or not (row.before and row.after):
        return None
    before, after = figures[row.before], figures[row.after]
    if before["unit"] != after["unit"] or before["unit"] in NOT_COUNTED:
        return None
    if not (before["value"] and after["value"]) or _length(before, after) > A_DAY_OR_TWO:
        return None
    return e_test(int(before["value"]), int(after["value"]))


def _length(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """By how many days two spans differ in length; none where neither states one, and too many
    where one of them does.
    """
    spans: list[int] = []
    for one in (before, after):
        if one["period_start"] and one["period_end"]:
            starts, ends = (date.fromisoformat(one[f"period_{end}"]) for end in ("start", "end"))
            spans.append((ends - starts).days)
    if len(spans) == 1:
        return A_DAY_OR_TWO + 1
    return abs(spans[0] - spans[1]) if spans else 0


def partner_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `breakdown_change`: partners' counts by group against the year before."""
    found: pd.DataFrame = connection.execute(sql("build", "46_breakdown_counts")).df()
    if found.empty:
        return
    found["p"] = [
        e_test(int(before), int(now)) for before, now in _pairs(found, "events_before", "events")
    ]
    connection.register("changed", found)
    connection.execute("INSERT INTO breakdown_change BY NAME SELECT * FROM changed")
    connection.unregister("changed")


def _pairs(table: pd.DataFrame, *columns: str) -> Sequence[tuple[int, ...]]:
    return list(zip(*(table[name] for name in columns), strict=True))
