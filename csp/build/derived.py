"""The tables that SQL alone cannot make: completeness, periods, changes, hotspots, signals,
boundaries.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
from shapely.geometry import mapping, shape

from csp import months
from csp.db import sql
from csp.errors import BuildError
from csp.geography.contiguity import edge_areas, queen_neighbours
from csp.geography.projection import to_metres
from csp.measures import measures
from csp.settings import settings
from csp.stats import spc
from csp.stats.changes import e_test
from csp.stats.completeness import supply_status
from csp.stats.hotspots import hotspots as gi_star_classes
from csp.stats.hotspots import ward_class

SHORTEST_PERIOD = 3  # months: a shorter run of a year is not offered as a period
QUARTERS_FOR_A_PATTERN = 8  # fewer consecutive quarters are too short to say how a hotspot lasts


def supply(connection: duckdb.DuckDBPyConnection) -> list[date]:
    """Fills `supply` for the police data and gives the complete months."""
    crimes = connection.execute(sql("build", "41_force_crimes")).df()
    if crimes.empty:
        raise BuildError("There are no counts to build from: data/open holds none.")
    crimes["month"] = crimes["month"].dt.date
    rule = settings().completeness
    judged = supply_status(crimes, rule.smallest_share, rule.neighbours_months)
    connection.register("judged", judged)
    connection.execute("INSERT INTO supply SELECT 'police_uk', month, status, reason FROM judged")
    return list(judged.loc[judged["status"] == "complete", "month"])


def periods(connection: duckdb.DuckDBPyConnection, complete: list[date]) -> None:
    """Fills `period`: the newest year, and each calendar year's longest run of complete months."""
    newest = months.newest_year(complete)
    spans = {newest} if newest else set()
    for year in {month.year for month in complete}:
        longest = max(
            months.runs(month for month in complete if month.year == year),
            key=lambda run: (run.months, run.end),
        )
        if longest.months >= SHORTEST_PERIOD:
            spans.add(longest)
    if not spans:
        raise BuildError("No three complete months in a row are held, so there is nothing to show.")
    default = newest or max(spans, key=lambda span: span.end)
    compared = {span: _compared(span, complete) for span in spans}
    # What is compared can be looked at by itself, too: both spans are offered.
    for part in [part for part in compared.values() if part]:
        for span in (part, part.years_earlier()):
            compared.setdefault(span, _compared(span, complete))
    connection.executemany(
        "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?)",
        [
            [
                f"{span.start:%Y-%m}_{span.end:%Y-%m}",
                span.start,
                span.end,
                part.start if part else None,
                part.end if part else None,
                span == default,
            ]
            for span, part in sorted(compared.items())
        ],
    )


def _compared(span: months.Span, complete: list[date]) -> months.Span | None:
    """The longest part of a span whose months are complete a year earlier, too."""
    held = set(complete)
    return months.longest(
        month for month in span.all() if month in held and months.shift(month, -12) in held
    )


def boundaries(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fills `boundary` from the committed GeoJSON: as given, and in whole metres for the flat
    maps.
    """
    layers = connection.execute(
        "SELECT DISTINCT CASE kind WHEN 'lsoa' THEN 'lsoa' WHEN 'ward' THEN 'wards' ELSE"
        " 'districts' END"
        " || CASE WHEN kind IN ('lsoa', 'ward') THEN '_' || vintage ELSE '' END, vintage"
        " FROM area WHERE kind IN ('lsoa', 'ward', 'district') ORDER BY ALL"
    ).fetchall()
    for layer, vintage in layers:
        collection = json.loads((folder / f"{layer}.geojson").read_text(encoding="utf-8"))
        connection.executemany(
            "INSERT INTO boundary VALUES (?, ?, ?, ?)",
            [
                [
                    feature["properties"]["area_code"],
                    vintage,
                    _compact(feature["geometry"]),
                    _compact(_whole(mapping(to_metres(shape(feature["geometry"]))))),
                ]
                for feature in collection["features"]
            ],
        )


def _whole(geometry: dict[str, object]) -> dict[str, object]:
    def rounded(part: object) -> object:
        return (
            [rounded(x) for x in part]
            if isinstance(part, list | tuple)
            else round(float(str(part)))
        )

    return {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])}


def _compact(geometry: object) -> str:
    return json.dumps(geometry, separators=(",", ":"))


def changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `area_change` for every compared span, with the E-test's p-value."""
    pairs = connection.execute(sql("build", "42_change_counts")).df()
    pairs["p"] = [
        e_test(before, now)
        for before, now in zip(pairs["events_before"], pairs["events"], strict=True)
    ]
    connection.register("pairs", pairs)
    connection.execute(
        "INSERT INTO area_change"
        " SELECT measure, area_code, starts, ends, events_before, events, p FROM pairs"
    )


def hotspots(connection: duckdb.DuckDBPyConnection, progress: Callable[[float], None]) -> None:
    """Fills `hotspot` for every period and measure: LSOAs by Gi*, wards by their worst LSOA."""
    runs = connection.execute(sql("build", "43_hotspot_runs")).fetchall()
    around = {vintage: _neighbourhood(connection, vintage) for vintage in ("2011", "2021")}
    wards = connection.execute(
        "SELECT lsoa_code AS area_code, lsoa_vintage, ward_code FROM lsoa_ward"
    ).df()
    told = []
    for done, (starts, ends, vintage) in enumerate(runs):
        counts = connection.execute(
            sql("build", "44_lsoa_counts"), {"starts": starts, "ends": ends, "vintage": vintage}
        ).df()
        neighbours, edge = around[vintage]
        by_measure = counts.pivot_table(index="area_code", columns="measure", values="events")
        lsoas = gi_star_classes(by_measure, neighbours)
        lsoas["at_edge"] = lsoas["area_code"].isin(edge)
        joined = lsoas.merge(wards[wards["lsoa_vintage"] == vintage], on="area_code")
        by_ward = ward_class(joined).rename(columns={"ward_code": "area_code"})
        told.append(pd.concat([lsoas, by_ward]).assign(starts=starts, ends=ends))
        progress((done + 1) / len(runs))
    if told:
        connection.register("classes", pd.concat(told, ignore_index=True))
        connection.execute(sql("build", "45_hotspot"), {"pattern": _pattern_word(connection)})


def _neighbourhood(
    connection: duckdb.DuckDBPyConnection, vintage: str
) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    outlines = connection.execute(
        "SELECT area.area_code, boundary.geojson FROM area"
        " INNER JOIN boundary USING (area_code, vintage)"
        " WHERE area.kind = 'lsoa' AND area.vintage = $vintage ORDER BY ALL",
        {"vintage": vintage},
    ).fetchall()
    shapes = {code: shape(json.loads(geojson)) for code, geojson in outlines}
    return queen_neighbours(shapes), set(edge_areas(shapes))


def _pattern_word(connection: duckdb.DuckDBPyConnection) -> str:
    """The word for how hotspots last while their classes over time are not worked out."""
    complete = connection.execute(
        "SELECT month FROM supply WHERE status = 'complete' ORDER BY month"
    ).fetchall()
    longest = max(run.months for run in months.runs(month for (month,) in complete))
    return "too short to say" if longest < 3 * QUARTERS_FOR_A_PATTERN else "n/a"


def signals(connection: duckdb.DuckDBPyConnection, release: str) -> None:
    """Fills `signal` for the borough's headline measures: only these enter the ledger."""
    own = settings().area.code
    restarts = [
        month
        for (month,) in connection.execute(
            "SELECT starts_on FROM break_register"
            " WHERE dataset = 'police_uk' AND effect = 'rebase' ORDER BY starts_on"
        ).fetchall()
    ]
    rows = []
    for measure in measures().values():
        if not measure.headline:
            continue
        series = connection.execute(
            sql("reads", "series"), {"measure": measure.id, "area_code": own}
        ).df()
        series["month"] = series["month"].dt.date
        for point in spc.chart(series, restarts, measure.better).itertuples():
            above = bool(point.value > point.centre)
            limits = f"{point.lower_shown:.1f}, {point.centre:.1f}, {point.upper:.1f}"
            rows += [
                [measure.id, own, point.month, rule, point.direction, above, limits, release]
                for rule in point.rules
            ]
    if rows:
        connection.executemany("INSERT INTO signal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
