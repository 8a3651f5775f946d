"""Partners' protected counts by ward, added to a public file as publishing writes them."""

import duckdb

from csp.measures import measures
from csp.settings import settings

ADDED = ("needle_finds", "stop_searches")
SHOWN = {"Allington": 5, "Bearsted": 0, "Boxley": 45, "Fant": 15, "Leeds": 20}  # all others: hidden
HIDDEN_WARD, BOROUGH = "High Street", 310
YEARS = (2018, 2019)
HIDDEN_MONTHS = (3, 4)  # of the borough, in each year
MONTHLY = 25
INCIDENTS = "domestic_abuse_incidents"
ROWS = """
INSERT INTO dataset
SELECT $dataset, $title, 'Partner', 'For the partnership', 'partner', 'partner', DATE '2018-01-01',
       DATE '2019-12-01', TIMESTAMP '2026-01-01', NULL, 100
"""

HIDE = """
UPDATE area_period SET events = NULL, why_blank = 'hidden'
FROM area
WHERE area.area_code = area_period.area_code AND area.area_name = $ward AND area.vintage = '2013'
      AND measure = $measure
"""


def added(held: duckdb.DuckDBPyConnection) -> None:
    """Adds two measures of two partners by ward (of 2013) and year and by month in the borough, and
    hides one ward's count of domestic abuse.
    """
    for name in ADDED:
        _measure(held, name)
    held.execute(HIDE, {"measure": INCIDENTS, "ward": HIDDEN_WARD})


def _measure(held: duckdb.DuckDBPyConnection, name: str) -> None:
    told = measures()[name]
    dataset, code = told.source, settings().area.code
    held.execute(ROWS, {"dataset": dataset, "title": told.title})
    held.execute(
        "UPDATE release SET audit = json_merge_patch(audit, ?)",
        [f'{{"protection": {{"{dataset}": {{"smallest_shown": 5, "rounding": 5}}}}}}'],
    )
    for year in YEARS:
        _year(held, name, dataset, code, year)


def _year(held: duckdb.DuckDBPyConnection, name: str, dataset: str, code: str, year: int) -> None:
    first, last = f"{year}-01-01", f"{year}-12-01"
    held.execute(
        "INSERT INTO period VALUES (?, ?, ?, ?, NULL, NULL, ?)",
        [dataset, f"{first[:7]}_{last[:7]}", first, last, year == YEARS[-1]],
    )
    wards = held.execute(
        "SELECT area_code, area_name FROM area WHERE kind = 'ward' AND vintage = '2013'"
    ).fetchall()
    counts = [(ward, SHOWN.get(title)) for ward, title in wards] + [(code, BOROUGH)]
    held.executemany(
        "INSERT INTO area_period VALUES (?, ?, ?, ?, ?, ?)",
        [
            [name, area, first, last, events, "hidden" if events is None else None]
            for area, events in counts
        ],
    )
    for month in range(1, 13):
        day, hidden = f"{year}-{month:02}-01", month in HIDDEN_MONTHS
        held.execute("INSERT INTO supply VALUES (?, ?, 'complete', NULL)", [dataset, day])
        held.execute(
            "INSERT INTO area_month VALUES (?, ?, ?, ?, ?)",
            [code, name, day, None if hidden else MONTHLY, "hidden" if hidden else None],
        )
