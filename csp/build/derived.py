"""The tables that SQL alone cannot make: completeness, periods, changes, signals, boundaries."""

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
from shapely.geometry import mapping, shape

from csp import months, true_wards
from csp.answers.breaks import restarts
from csp.db import sql
from csp.errors import BuildError
from csp.geography.projection import to_metres
from csp.measures import measures
from csp.settings import settings
from csp.stats import spc
from csp.stats.changes import e_test
from csp.stats.completeness import supply_status
from csp.stats.signal_runs import in_words
from csp.true_wards import OUTLINES

# Units of things that are found many at a time: no test for single events fits them.
IN_BATCHES = ("needles",)
SQUARE_METRES = 1_000_000  # in a square kilometre
SHORTEST_PERIOD = 3  # months: a shorter run of a year is not offered as a period


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


def partner_supply(connection: duckdb.DuckDBPyConnection) -> dict[str, list[date]]:
    """Fills `supply` for every partner's monthly dataset; gives the months held of each.

    A month between the first and the last that was not sent is missing.
    """
    held = connection.execute(
        "SELECT DISTINCT dataset, month FROM int_partner_place ORDER BY ALL"
    ).fetchall()
    sent: dict[str, list[date]] = {}
    for dataset, month in held:
        sent.setdefault(dataset, []).append(month)
    rows = [
        [dataset, month, *(("complete", None) if month in own else ("missing", "not held"))]
        for dataset, own in sent.items()
        for month in months.Span(own[0], own[-1]).all()
    ]
    if rows:
        connection.executemany("INSERT INTO supply VALUES (?, ?, ?, ?)", rows)
    return sent


def partner_periods(connection: duckdb.DuckDBPyConnection, sent: dict[str, list[date]]) -> None:
    """Fills `period` for partners' datasets: years back from the newest month, and all of a run."""
    for dataset, held in sent.items():
        newest = months.runs(held)[-1]
        years = [
            months.Span(
                months.shift(newest.end, -12 * back - 11), months.shift(newest.end, -12 * back)
            )
            for back in range(newest.months // 12)
        ]
        whole = [] if newest in years else [newest]
        spans = {span: _compared(span, held) for span in [*years, *whole]}
        _insert_periods(connection, dataset, spans, years[0] if years else newest)


def periods(connection: duckdb.DuckDBPyConnection, complete: list[date]) -> None:
    """Fills `period` for the police data: the newest year, and each calendar year's longest run of
    complete months.
    """
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
    _insert_periods(connection, "police_uk", compared, default)


def _insert_periods(
    connection: duckdb.DuckDBPyConnection,
    dataset: str,
    compared: dict[months.Span, months.Span | None],
    newest: months.Span,
) -> None:
    connection.executemany(
        "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            [
                dataset,
                f"{span.start:%Y-%m}_{span.end:%Y-%m}",
                span.start,
                span.end,
                part.start if part else None,
                part.end if part else None,
                span == newest,
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
    """Fills `boundary` from the GeoJSON of the data folder: as given, and in whole metres for the
    flat maps; and `area_size` from the latter. True boundaries of wards stand before derived ones.
    """
    true = {f"wards_{year}": own / OUTLINES for year, own in true_wards.held(folder).items()}
    layers = connection.execute(
        "SELECT DISTINCT CASE kind WHEN 'lsoa' THEN 'lsoa' WHEN 'ward' THEN 'wards' ELSE"
        " 'districts' END"
        " || CASE WHEN kind IN ('lsoa', 'ward') THEN '_' || vintage ELSE '' END, vintage"
        " FROM area WHERE kind IN ('lsoa', 'ward', 'district') ORDER BY ALL"
    ).fetchall()
    for layer, vintage in layers:
        file = true.get(layer, folder / "open" / "boundaries" / f"{layer}.geojson")
        collection = json.loads(file.read_text(encoding="utf-8"))
        drawn = [
            (feature, feature["properties"]["area_code"], to_metres(shape(feature["geometry"])))
            for feature in collection["features"]
        ]
        outlines = pd.DataFrame(
            [
                [code, vintage, _compact(feature["geometry"]), _compact(_whole(mapping(outline)))]
                for feature, code, outline in drawn
            ]
        )
        connection.register("outlines", outlines)  # at once: row by row takes seconds
        connection.execute("INSERT INTO boundary SELECT * FROM outlines")
        connection.executemany(
            "INSERT INTO area_size VALUES (?, ?, ?)",
            [[code, vintage, outline.area / SQUARE_METRES] for _, code, outline in drawn],
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
    """Fills `area_change` for every pair of spans on offer, with the E-test's p-value."""
    _insert_changes(connection, connection.execute(sql("build", "42_change_counts")).df())


def year_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds to `area_change` every pair of calendar years of `area_period`."""
    _insert_changes(connection, connection.execute(sql("build", "70_year_pairs")).df())


def _insert_changes(connection: duckdb.DuckDBPyConnection, pairs: pd.DataFrame) -> None:
    pairs["p"] = [
        e_test(before, now)
        for before, now in zip(pairs["events_before"], pairs["events"], strict=True)
    ]
    connection.register("pairs", pairs)
    connection.execute(
        "INSERT INTO area_change"
        " SELECT measure, area_code, starts, ends, before_starts, events_before, events, p"
        " FROM pairs"
    )


def published_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `published_change`: the E-test of the two published counts of each priority.

    The two are taken as counts of equal lengths of time, as the documents set them side by side.
    """
    pairs = connection.execute(
        sql("build", "46_published_pairs"), {"in_batches": list(IN_BATCHES)}
    ).fetchall()
    if pairs:
        connection.executemany(
            "INSERT INTO published_change VALUES (?, ?, ?)",
            [[*ids, e_test(round(before), round(now))] for *ids, before, now in pairs],
        )


def signals(
    connection: duckdb.DuckDBPyConnection, release: str, only: Collection[str] | None = None
) -> None:
    """Fills `signal` for the borough's headline measures: only these enter the ledger.

    `only` names measures to look at; left out, all.
    """
    own = settings().area.code
    rows = []
    for measure in measures().values():
        if not measure.headline or (only is not None and measure.id not in only):
            continue
        asked = {"measure": measure.id, "area_code": own}
        series = connection.execute(sql("reads", "series"), asked).df()
        series["month"] = series["month"].dt.date
        series.loc[series["events"].isna(), "status"] = "missing"  # hidden, or not known
        breaks = connection.execute(sql("reads", "measure_breaks"), asked).df()
        for point in spc.chart(series, restarts(breaks), measure.better).itertuples():
            limits = in_words(point.lower_shown, point.centre, point.upper)
            above = point.side == "above"
            rows += [
                [measure.id, own, point.month, rule, point.direction, above, limits, release]
                for rule in point.rules
            ]
    if rows:
        connection.executemany("INSERT INTO signal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
