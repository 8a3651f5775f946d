"""Numbers about partners' counts that are no cells: each must follow from the file's own cells."""

import math
from collections.abc import Iterator, Sequence
from datetime import date

import duckdb
import pandas as pd

from csp import months
from csp.answers.breaks import restarts
from csp.db import sql
from csp.disclosure.audit.cells import AREAS, GROUPS, Cell, Published
from csp.measures import measures
from csp.stats import spc, temporal
from csp.stats.changes import e_test
from csp.stats.signal_runs import in_words

NEAR = 1e-6


def faults(file: duckdb.DuckDBPyConnection, held: Published, own: Sequence[str]) -> Iterator[str]:
    """A sentence for every table that says more than the cells do. `own` are partners' measures."""
    if not all(_follows(held, row) for row in _changes(file, own)):
        yield "Table area_change holds a change that does not follow from the published counts."
    if not all(_follows(held, row) for row in _group_changes(file)):
        yield (
            "Table breakdown_change holds a change that does not follow from the published counts."
        )
    for measure, area in _series_in(file, "season", own):
        if not _same_season(file, measure, area):
            yield f"{measures()[measure].title}: its seasons do not follow from its months."
    for measure, area in _series_in(file, "signal", own):
        if not _same_signals(file, measure, area):
            yield f"{measures()[measure].title}: a signal does not follow from its months."


Change = tuple[Cell, Cell, int | None, int | None, float | None]


def _changes(file: duckdb.DuckDBPyConnection, own: Sequence[str]) -> Iterator[Change]:
    for measure, area, starts, ends, earlier, before, now, p in file.execute(
        "SELECT measure, area_code, starts, ends, before_starts, events_before, events, p"
        " FROM area_change WHERE list_contains($own, measure)",
        {"own": list(own)},
    ).fetchall():
        length = months.Span(starts, ends).months
        cells = [
            Cell(AREAS, measures()[measure].source, measure, area, first, last)
            for first, last in (
                (earlier, months.shift(earlier, length - 1)),
                (starts, ends),
            )
        ]
        yield cells[0], cells[1], before, now, p


def _group_changes(file: duckdb.DuckDBPyConnection) -> Iterator[Change]:
    (borough,) = file.execute(
        "SELECT max(area_code) FROM area WHERE kind = 'borough'"
    ).fetchone() or (None,)
    for dataset, category, grouping, group, starts, ends, before, now, p in file.execute(
        "SELECT dataset, category, grouping, group_name, starts, ends, events_before, events, p"
        " FROM breakdown_change"
    ).fetchall():
        cells = [
            Cell(
                GROUPS,
                dataset,
                category,
                borough,
                months.shift(starts, by),
                months.shift(ends, by),
                grouping,
                group,
            )
            for by in (-12, 0)
        ]
        yield cells[0], cells[1], before, now, p


def _follows(held: Published, change: Change) -> bool:
    """Whether both counts and the p-value are those of the published cells."""
    earlier, later, before, now, p = change
    if (before is not None and before != _total(held, earlier)) or (
        now is not None and now != _total(held, later)
    ):
        return False
    if p is None:
        return True
    if before is None or now is None:
        return False
    return math.isclose(p, e_test(before, now), abs_tol=NEAR)


def _total(held: Published, cell: Cell) -> int | None:
    """What the file shows of a window: its own cell, else the sum of its months; None if blank.

    A group without a row has none.
    """
    if cell in held:
        return held[cell]
    if cell.kind == GROUPS:
        return 0
    total = 0
    for month in months.Span(cell.starts, cell.ends).all():
        shown = held.get(Cell(AREAS, cell.dataset, cell.thing, cell.area, month, month))
        if shown is None:
            return None
        total += shown
    return total


def _series_in(
    file: duckdb.DuckDBPyConnection, table: str, own: Sequence[str]
) -> list[tuple[str, str]]:
    return file.execute(
        f"SELECT DISTINCT measure, area_code FROM {table} WHERE list_contains($own, measure)"
        " ORDER BY ALL",
        {"own": list(own)},
    ).fetchall()


def _series(file: duckdb.DuckDBPyConnection, measure: str, area: str) -> pd.DataFrame:
    asked = {"measure": measure, "area_code": area}
    series = file.execute(sql("reads", "series"), asked).df()
    series["month"] = series["month"].dt.date
    return series


def _same_season(file: duckdb.DuckDBPyConnection, measure: str, area: str) -> bool:
    series = _series(file, measure, area)
    again = temporal.season(series[series["status"] == "complete"][["month", "events"]])
    told = file.execute(
        "SELECT month, value, trend, seasonal FROM season"
        " WHERE measure = $measure AND area_code = $area_code ORDER BY month",
        {"measure": measure, "area_code": area},
    ).fetchall()
    made = [
        (row.month, row.value, row.trend, row.seasonal)
        for row in again.sort_values("month").itertuples()
    ]
    return len(made) == len(told) and all(
        _day(one[0]) == _day(other[0])
        and all(math.isclose(a, b, abs_tol=NEAR) for a, b in zip(one[1:], other[1:], strict=True))
        for one, other in zip(made, told, strict=True)
    )


def _same_signals(file: duckdb.DuckDBPyConnection, measure: str, area: str) -> bool:
    """Whether every signal of a series is one that its published months give."""
    asked = {"measure": measure, "area_code": area}
    breaks = file.execute(sql("reads", "measure_breaks"), asked).df()
    series = _series(file, measure, area)
    charted = spc.chart(series, restarts(breaks), measures()[measure].better)
    made = {
        (point.month, rule, in_words(point.lower_shown, point.centre, point.upper))
        for point in charted.itertuples()
        for rule in point.rules
    }
    told = file.execute(
        "SELECT month, rule, limits FROM signal"
        " WHERE measure = $measure AND area_code = $area_code",
        asked,
    ).fetchall()
    return {(month, rule, limits) for month, rule, limits in told} <= made


def _day(moment: date) -> tuple[int, int]:
    return moment.year, moment.month
