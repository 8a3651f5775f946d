"""What flat maps are drawn from, made when the file is: pages know no library of geometry."""

import json

import duckdb
import pandas as pd

from csp.geography.outlines import inside, joined, named_at, named_within, outlines
from csp.geography.panels import Panel, every_panel, town
from csp.settings import settings

SMALLEST_PART = 0.08  # of the enlarged land: a group that has less there is not named on it


def drawn_outlines(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills `drawn_outline` with the wards and small areas of every vintage, and with the groups of
    every partition; and `group_outline`.
    """
    sets = connection.execute(
        "SELECT DISTINCT kind, vintage FROM area WHERE kind IN ('ward', 'lsoa') ORDER BY ALL"
    ).fetchall()
    for kind, vintage in sets:
        _draw(connection, (kind, vintage, ""), _shapes(connection, kind, vintage))
    partitions = connection.execute(
        "SELECT partition, ward_set FROM area_group GROUP BY ALL ORDER BY min(sort)"
    ).fetchall()
    for partition, wards in partitions:
        land = _groups(connection, partition, wards)
        _insert(connection, "group_outline", land.assign(partition=partition, ward_set=wards))
        _draw(connection, ("group", wards, partition), land)


def _shapes(connection: duckdb.DuckDBPyConnection, kind: str, vintage: str) -> pd.DataFrame:
    return connection.execute(
        "SELECT area_code, shape_metres, geojson FROM boundary"
        " INNER JOIN area USING (area_code, vintage)"
        " WHERE area.kind = $kind AND vintage = $vintage ORDER BY area_code",
        {"kind": kind, "vintage": vintage},
    ).df()


def _draw(
    connection: duckdb.DuckDBPyConnection, named: tuple[str, str, str], shapes: pd.DataFrame
) -> None:
    """Draws some areas for every panel."""
    if shapes.empty:
        return
    rows = [
        (*named, panel.key, code, _compact(outline), *inside(outline))
        for panel in every_panel(shapes, _town())
        for code, outline in outlines(shapes, panel).items()
    ]
    columns = ["kind", "vintage", "partition", "panel", "area_code", "outline"]
    columns += ["inside_x", "inside_y", "square_metres"]
    _insert(connection, "drawn_outline", pd.DataFrame(rows, columns=columns))


def _groups(connection: duckdb.DuckDBPyConnection, partition: str, wards: str) -> pd.DataFrame:
    """The groups of a partition, each the land of its wards; the rest comes last, under no code."""
    shapes = _shapes(connection, "ward", wards)
    parts = connection.execute(
        "SELECT area_code, part_code FROM area_part INNER JOIN area_group USING (area_code)"
        " WHERE partition = $partition AND ward_set = $wards ORDER BY sort, part_code",
        {"partition": partition, "wards": wards},
    ).df()
    of_group = {
        code: set(held["part_code"]) for code, held in parts.groupby("area_code", sort=False)
    }
    if rest := set(shapes["area_code"]) - set(parts["part_code"]):
        of_group[""] = rest
    return pd.DataFrame(
        [_land(code, shapes[shapes["area_code"].isin(own)]) for code, own in of_group.items()]
    ).astype({"town_x": "Int32", "town_y": "Int32"})


def _land(code: str, wards: pd.DataFrame) -> dict[str, object]:
    metres, enlarged = joined(wards["shape_metres"]), _town()
    x, y = named_at(metres)
    # Without enlarged land no map asks where a name would stand on it.
    there = named_within(metres, enlarged, SMALLEST_PART) if enlarged else None
    town_x, town_y = there or (None, None)
    return {
        "area_code": code,
        "geojson": joined(wards["geojson"]),
        "shape_metres": metres,
        "x": x,
        "y": y,
        "town_x": town_x,
        "town_y": town_y,
    }


def _town() -> Panel | None:
    own = settings().map.town
    return town(own.west, own.east, own.south, own.north) if own else None


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    connection.register("drawn", rows)  # at once: row by row takes seconds
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM drawn")
    connection.unregister("drawn")


def _compact(geometry: object) -> str:
    return json.dumps(geometry, separators=(",", ":"))
