"""Which small areas stand out, in each period and over time: fills `hotspot` and `local_moran`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd
from shapely.geometry import shape

from csp import months
from csp.db import sql
from csp.geography.contiguity import edge_areas, queen_neighbours
from csp.months import Span
from csp.sources import partner_sources
from csp.stats import hotspots as method
from csp.stats.local_moran import local_moran

QUARTERS_FOR_A_PATTERN = 8  # fewer consecutive quarters are too short to say how a hotspot lasts
TOO_SHORT = "too short to say"


@dataclass(frozen=True)
class _Around:
    """The small areas of one vintage: who touches whom, and which lie at the borough's edge."""

    neighbours: dict[str, tuple[str, ...]]
    edge: frozenset[str]


def hotspots(connection: duckdb.DuckDBPyConnection, progress: Callable[[float], None]) -> None:
    """Fills `hotspot` for every dataset with small areas: LSOAs by Gi*, wards by their worst LSOA;
    and `local_moran`, the second opinion on the LSOAs.

    Each period of a dataset is worked out, and each of its newest consecutive quarters where there
    are eight or more; the word for how a hotspot lasts comes from these.
    """
    held = _spans_held(connection)
    connection.register("spans", held[["dataset", "starts", "ends"]].drop_duplicates())
    runs = connection.execute(sql("build", "43_hotspot_runs")).fetchall()
    around = {vintage: _around(connection, vintage) for vintage in sorted({run[3] for run in runs})}
    wards = connection.execute(
        "SELECT lsoa_code AS area_code, lsoa_vintage, ward_code FROM lsoa_ward"
    ).df()
    told, second = [], []
    for done, (dataset, starts, ends, vintage) in enumerate(runs):
        counts = connection.execute(
            sql("build", "44_lsoa_counts"),
            {"dataset": dataset, "starts": starts, "ends": ends, "vintage": vintage},
        ).df()
        of_vintage = wards[wards["lsoa_vintage"] == vintage]
        found, other = _classes(counts, around[vintage], of_vintage)
        told.append(found.assign(dataset=dataset, starts=starts, ends=ends))
        second.append(other.assign(starts=starts, ends=ends))
        progress((done + 1) / len(runs))
    if told:
        classes = pd.concat(told, ignore_index=True)
        connection.register(
            "classes",
            classes.merge(_patterns(classes, held), how="left").fillna({"pattern": TOO_SHORT}),
        )
        connection.execute(sql("build", "45_hotspot"))
        connection.register("second_opinion", pd.concat(second, ignore_index=True))
        connection.execute(sql("build", "45_local_moran"))


def _classes(
    counts: pd.DataFrame, around: _Around, wards: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The classes of small areas and of both sets of wards, for every measure of one span, and the
    second opinion on the small areas.
    """
    by_measure = counts.pivot_table(index="area_code", columns="measure", values="events")
    # Both methods ask the same of chance, so the rearrangements are dealt out once.
    p = method.permuted(by_measure, around.neighbours, method.PERMUTATIONS, method.SEED)
    lsoas = method.hotspots(by_measure, around.neighbours, p=p)
    second = local_moran(by_measure, around.neighbours, p=p)
    lsoas["at_edge"] = lsoas["area_code"].isin(around.edge)
    by_ward = method.ward_class(lsoas.merge(wards, on="area_code"))
    return pd.concat([lsoas, by_ward.rename(columns={"ward_code": "area_code"})]), second


def _spans_held(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every span to work out: dataset, starts, ends, quarter (whether it is one of the newest)."""
    spans = connection.execute("SELECT dataset, starts, ends FROM period ORDER BY ALL").fetchall()
    rows = [(*span, False) for span in spans]
    complete = connection.execute(
        "SELECT dataset, month FROM supply WHERE status = 'complete' ORDER BY ALL"
    ).fetchall()
    by_dataset: dict[str, list[date]] = {}
    for dataset, month in complete:
        by_dataset.setdefault(dataset, []).append(month)
    for dataset, held in by_dataset.items():
        if dataset in partner_sources():  # the public edition has these spans alone
            rows += [(dataset, year.start, year.end, False) for year in months.whole_years(held)]
        found = quarters(held)
        if len(found) >= QUARTERS_FOR_A_PATTERN:
            rows += [(dataset, quarter.start, quarter.end, True) for quarter in found]
    each_once = list(dict.fromkeys(rows))
    return pd.DataFrame(each_once, columns=["dataset", "starts", "ends", "quarter"])


def quarters(held: list[date]) -> list[Span]:
    """The whole quarters of the newest run of months, counted back from its last month, oldest
    first.
    """
    newest = months.runs(held)[-1]
    ends = [months.shift(newest.end, -3 * back) for back in range(newest.months // 3)]
    return [Span(months.shift(end, -2), end) for end in reversed(ends)]


def _patterns(classes: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """How a hotspot lasts: measure, area_code, pattern, for datasets with quarters enough."""
    of_quarter = classes.merge(held[held["quarter"]], on=["dataset", "starts", "ends"])
    rows = [
        (measure, area, method.pattern(list(own["class"].str.startswith("hot"))))
        for (measure, area), own in of_quarter.sort_values("starts").groupby(
            ["measure", "area_code"]
        )
    ]
    return pd.DataFrame(rows, columns=["measure", "area_code", "pattern"])


def _around(connection: duckdb.DuckDBPyConnection, vintage: str) -> _Around:
    outlines = connection.execute(
        "SELECT area.area_code, boundary.geojson FROM area"
        " INNER JOIN boundary USING (area_code, vintage)"
        " WHERE area.kind = 'lsoa' AND area.vintage = $vintage ORDER BY ALL",
        {"vintage": vintage},
    ).fetchall()
    shapes = {code: shape(json.loads(geojson)) for code, geojson in outlines}
    return _Around(queen_neighbours(shapes), frozenset(edge_areas(shapes)))
