"""What a map of each kind of areas is drawn on: outlines, the wards above small areas, names."""

import json
import textwrap
from dataclasses import dataclass

import pandas as pd
from shapely import MultiPolygon, Polygon, box, coverage_union_all
from shapely.geometry import mapping, shape

from components.screens.panels import town_panel
from components.screens.ward_map.view import View
from csp.answers import mapped, places
from csp.db import Reader, remembered
from csp.months import Span

LONGEST_LINE = 12  # letters of a group's name on the map
SMALLEST_PART = 0.08  # of the enlarged land: a group that has less there is not named on it


@dataclass(frozen=True, eq=False)
class Ground:
    """The outlines of areas, and what is drawn and named above them.

    `shapes` has area_code, area_name, shape_metres and geojson. `lines` is the column with the
    codes of larger areas, or ''; with `own_clicks` the areas below are the ones that are chosen.
    `names` are the places of names, None for the reviewed ones of the wards.
    """

    shapes: pd.DataFrame
    lines: str = ""
    own_clicks: bool = False
    names: pd.DataFrame | None = None


def ground_of(reader: Reader, view: View, span: Span | None = None) -> Ground:
    """What the areas of a view are drawn on; `span` are its months where not the period's."""
    if view.kind == "lsoa":
        return small_areas(reader, span or view.period.span, own_clicks=True)
    if view.kind == "group":
        return groups(reader, view.vintage, drawn_partition(reader, view))
    return Ground(reader.read("shapes", kind="ward", vintage=view.vintage))


def small_areas(reader: Reader, span: Span, *, own_clicks: bool) -> Ground:
    """Small areas with the codes of a span's months, below the lines of their wards."""
    vintage = places.lsoa_vintage(span)
    return Ground(reader.read("shapes", kind="lsoa", vintage=vintage), "ward_code", own_clicks)


def drawn_partition(reader: Reader, view: View) -> str:
    """The partition that a map of groups draws: that of the chosen group, else the first."""
    told = mapped.groups(reader, view.vintage)
    chosen = told[told["area_code"] == view.ward]
    return str((told if chosen.empty else chosen)["partition"].iloc[0])


@remembered
def groups(reader: Reader, wards: str, partition: str) -> Ground:
    """The groups of one partition, each the land of its wards; the rest of the borough comes last,
    under no code.
    """
    told = mapped.groups(reader, wards)
    own = told[told["partition"] == partition]
    shapes = reader.read("shapes", kind="ward", vintage=wards)
    parts = {row.area_code: (row.title, set(row.wards.split(", "))) for row in own.itertuples()}
    named = set().union(*(names for _, names in parts.values()))
    rest = set(shapes["area_name"]) - named
    if rest:
        parts[""] = ("Other wards", rest)
    made = pd.DataFrame(
        [
            {
                "area_code": code,
                "area_name": title,
                "shape_metres": _joined(shapes, "shape_metres", names),
                "geojson": _joined(shapes, "geojson", names),
            }
            for code, (title, names) in parts.items()
        ]
    )
    return Ground(made, names=_names(made[made["area_code"] != ""]))


def _joined(shapes: pd.DataFrame, column: str, names: set[str]) -> str:
    """The land of some wards as one geometry."""
    own = shapes.loc[shapes["area_name"].isin(names), column]
    land = coverage_union_all([shape(json.loads(text)) for text in own])
    return json.dumps(mapping(land), separators=(",", ":"))


def _names(shapes: pd.DataFrame) -> pd.DataFrame:
    """A place inside each group for its name, on the borough and on the enlarged land."""
    town = town_panel()
    enlarged = box(town.west, town.south, town.east, town.north) if town else None
    rows = []
    for area in shapes.itertuples():
        land = shape(json.loads(area.shape_metres))
        lines = "|".join(textwrap.wrap(area.area_name, LONGEST_LINE))
        rows.append(_place(area.area_code, "area", land, lines))
        inside = land.intersection(enlarged) if enlarged is not None else land
        if enlarged is not None and inside.area > SMALLEST_PART * enlarged.area:
            rows.append(_place(area.area_code, "town", inside, lines))
    return pd.DataFrame(rows)


def _place(code: str, panel: str, land: Polygon | MultiPolygon, lines: str) -> dict[str, object]:
    parts = getattr(land, "geoms", [land])
    point = max(parts, key=lambda part: part.area).representative_point()
    at = {"x": round(point.x), "y": round(point.y), "leader_x": None, "leader_y": None}
    return {"area_code": code, "panel": panel, **at, "lines": lines}


def whole(reader: Reader, view: View, ground: Ground) -> pd.DataFrame:
    """The outlines of every area of a view's set, for its files: of groups all partitions'."""
    if view.kind != "group":
        return ground.shapes
    partitions = mapped.groups(reader, view.vintage)["partition"].unique()
    every = pd.concat([groups(reader, view.vintage, one).shapes for one in partitions])
    return every[every["area_code"] != ""]
