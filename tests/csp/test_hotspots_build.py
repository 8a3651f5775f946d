"""Hotspots through the build, on small areas whose hot quarters were planted: each word for how one
lasts, and the second opinion beside it.
"""

import json
from datetime import date
from itertools import product

import duckdb
import numpy as np
import pandas as pd
import pytest

from csp import months
from csp.build.hotspots import hotspots as fill
from csp.db import sql
from csp.stats import hotspots as method

SIDE, QUARTERS = 10, 10
LAST = date(2025, 12, 1)
# In which of the ten quarters each corner was made hot.
PLANTED = {
    "persistent": {0, 1, 2, 3, 5, 6, 7, 8, 9},
    "emerging": {8, 9},
    "former": {0, 1, 2},
    "intermittent": {2, 5, 6, 9},
}
CORNERS = dict(zip(PLANTED, product((0, 6), (0, 6)), strict=True))


def ward_of(row: int, column: int) -> str:
    """The ward of a cell: a corner of four by four, or what lies between."""
    for name, (top, left) in CORNERS.items():
        if top <= row < top + 4 and left <= column < left + 4:
            return name
    return "none"


def heart(name: str) -> str:
    """The middle of a corner's nine hot cells: those at the edge of the land."""
    top, left = CORNERS[name]
    return f"L{1 if top == 0 else 8}{1 if left == 0 else 8}"


def is_planted(row: int, column: int, quarter: int) -> bool:
    name = ward_of(row, column)
    if quarter not in PLANTED.get(name, ()):
        return False
    at = heart(name)
    return abs(row - int(at[1])) <= 1 and abs(column - int(at[2])) <= 1


def square(x: int, y: int) -> str:
    """The outline of a cell."""
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def built(quarters: int) -> duckdb.DuckDBPyConnection:
    """A file with so many quarters of a planted measure, before its hotspots are worked out."""
    held = duckdb.connect()
    held.execute(sql("build", "00_schema"))
    cells = pd.DataFrame(product(range(SIDE), range(SIDE)), columns=["row", "column"])
    cells["code"] = [f"L{cell.row}{cell.column}" for cell in cells.itertuples()]
    cells["ward"] = [ward_of(cell.row, cell.column) for cell in cells.itertuples()]
    cells["shape"] = [square(cell.column, cell.row) for cell in cells.itertuples()]
    held.register("cells", cells)
    for vintage, prefix in (("2011", "old "), ("2021", "")):
        code, asked = f"'{prefix}' || code", f"'{vintage}'"
        held.execute(f"INSERT INTO area SELECT {code}, code, 'lsoa', {asked}, true, 'B' FROM cells")
        held.execute(f"INSERT INTO boundary SELECT {code}, {asked}, shape, shape FROM cells")
        held.execute(f"INSERT INTO lsoa_ward SELECT {code}, {asked}, ward, 'w', true FROM cells")
    held.execute("INSERT INTO area SELECT DISTINCT ward, ward, 'ward', 'w', true, 'B' FROM cells")
    held.execute(
        "INSERT INTO measure VALUES"
        " ('m', 'M', 'event', 1000, 'lower', NULL, 'open', 'd', false, true)"
    )
    fill_months(held, cells, quarters)
    return held


def fill_months(held: duckdb.DuckDBPyConnection, cells: pd.DataFrame, quarters: int) -> None:
    """Counts of three months a quarter, the last of them December 2025."""
    dice = np.random.default_rng(4)
    first = QUARTERS - quarters
    rows = []
    for quarter in range(first, QUARTERS):
        for month in (months.shift(LAST, 3 * (quarter - QUARTERS) + step) for step in (1, 2, 3)):
            held.execute("INSERT INTO supply VALUES ('d', ?, 'complete', NULL)", [month])
            for cell in cells.itertuples():
                more = 25 if is_planted(cell.row, cell.column, quarter) else 0
                rows.append((cell.code, "m", month, int(dice.poisson(7)) + more, None))
    held.register("counted", pd.DataFrame(rows, columns=["a", "m", "month", "events", "why"]))
    held.execute("INSERT INTO area_month SELECT a, m, month::DATE, events, NULL FROM counted")
    start = months.shift(LAST, -11)
    held.execute("INSERT INTO period VALUES ('d', 'y', ?, ?, NULL, NULL, true)", [start, LAST])


def words(held: duckdb.DuckDBPyConnection, codes: list[str]) -> dict[str, set[str]]:
    """The words for how hotspots last, by area."""
    rows = held.execute(
        "SELECT area_code, pattern FROM hotspot WHERE area_code IN (SELECT unnest($codes))",
        {"codes": codes},
    ).fetchall()
    told: dict[str, set[str]] = {}
    for code, word in rows:
        told.setdefault(code, set()).add(word)
    return told


@pytest.fixture(scope="module")
def planted():
    with pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(method, "PERMUTATIONS", 999)
        held = built(QUARTERS)
        fill(held, lambda share: None)
    yield held
    held.close()


def test_every_planted_corner_has_its_word_and_so_has_its_ward(planted):
    hearts = {heart(name): name for name in PLANTED}
    told = words(planted, [*hearts, *PLANTED, "none", "L45"])
    assert {name: told[code] for code, name in hearts.items()} == {name: {name} for name in PLANTED}
    assert {ward: told[ward] for ward in PLANTED} == {name: {name} for name in PLANTED}
    assert told["none"] == told["L45"] == {"none"}


def test_each_quarter_is_hot_where_it_was_planted(planted):
    found = planted.execute(
        "SELECT period_end, class LIKE 'hot%' FROM hotspot WHERE area_code = $code"
        " AND date_diff('month', period_start, period_end) = 2 ORDER BY period_end",
        {"code": heart("intermittent")},
    ).fetchall()
    assert len(found) == QUARTERS
    assert {at for at, (_, hot) in enumerate(found) if hot} == PLANTED["intermittent"]


def test_fewer_than_eight_quarters_are_too_short(monkeypatch):
    monkeypatch.setattr(method, "PERMUTATIONS", 99)
    held = built(7)
    fill(held, lambda share: None)
    assert words(held, [heart("persistent"), "persistent"]) == {
        heart("persistent"): {"too short to say"},
        "persistent": {"too short to say"},
    }
    held.close()


def test_the_second_opinion_stands_beside_every_small_area_and_span(planted):
    beside = planted.execute(
        "SELECT count(*), count(local_moran.area_code), bool_and(hotspot.p = local_moran.p)"
        " FROM hotspot INNER JOIN area USING (area_code)"
        " LEFT JOIN local_moran USING (measure, area_code, period_start, period_end)"
        " WHERE area.kind = 'lsoa'"
    ).fetchone()
    assert beside == ((QUARTERS + 1) * SIDE**2, (QUARTERS + 1) * SIDE**2, True)
    hot = planted.execute(
        "SELECT DISTINCT local_moran.class FROM local_moran INNER JOIN hotspot"
        " USING (measure, area_code, period_start, period_end)"
        " WHERE area_code = $code AND hotspot.class LIKE 'hot%'",
        {"code": heart("persistent")},
    ).fetchall()
    assert hot == [("high-high",)]
