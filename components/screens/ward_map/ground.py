"""What a map of each kind of areas is drawn on: outlines, the wards above small areas, names."""

import textwrap
from dataclasses import dataclass

import pandas as pd

from components.screens.ward_map.view import View
from csp.answers import mapped, outlines, places
from csp.answers.outlines import GROUP, Land
from csp.db import Reader, remembered
from csp.geography.panels import TOWN
from csp.months import Span

LONGEST_LINE = 12  # letters of a group's name on the map


@dataclass(frozen=True, eq=False)
class Ground:
    """The outlines of areas, and what is drawn and named above them.

    `shapes` has area_code, area_name, shape_metres and geojson; `land` is what they are of. `lines`
    is the column with the codes of larger areas, or ''; with `own_clicks` the areas below are the
    ones that are chosen. `names` are the places of names, None for the reviewed ones of the wards.
    """

    shapes: pd.DataFrame
    land: Land
    lines: str = ""
    own_clicks: bool = False
    names: pd.DataFrame | None = None


def ground_of(reader: Reader, view: View, span: Span | None = None) -> Ground:
    """What the areas of a view are drawn on; `span` are its months where not the period's."""
    if view.kind == "lsoa":
        return small_areas(reader, span or view.period.span, own_clicks=True)
    if view.kind == "group":
        return groups(reader, view.vintage, drawn_partition(reader, view))
    land = Land("ward", view.vintage)
    return Ground(outlines.shapes(reader, land), land)


def small_areas(reader: Reader, span: Span, *, own_clicks: bool) -> Ground:
    """Small areas with the codes of a span's months, below the lines of their wards."""
    land = Land("lsoa", places.lsoa_vintage(span))
    return Ground(outlines.shapes(reader, land), land, "ward_code", own_clicks)


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
    land = Land(GROUP, wards, partition)
    told = outlines.shapes(reader, land)
    named = told.assign(area_name=told["title"].fillna("Other wards")).drop(columns="title")
    return Ground(named, land, names=_names(named[named["area_code"] != ""]))


def _names(shapes: pd.DataFrame) -> pd.DataFrame:
    """A place inside each group for its name, on the borough and on the enlarged land."""
    rows = []
    for area in shapes.itertuples():
        lines = "|".join(textwrap.wrap(area.area_name, LONGEST_LINE))
        at = {"area": (area.x, area.y), TOWN: (area.town_x, area.town_y)}
        rows += [
            _place(area.area_code, panel, int(x), int(y), lines)
            for panel, (x, y) in at.items()
            if pd.notna(x)
        ]
    return pd.DataFrame(rows)


def _place(code: str, panel: str, x: int, y: int, lines: str) -> dict[str, object]:
    at = {"x": x, "y": y, "leader_x": None, "leader_y": None}
    return {"area_code": code, "panel": panel, **at, "lines": lines}


def whole(reader: Reader, view: View, ground: Ground) -> pd.DataFrame:
    """The outlines of every area of a view's set, for its files: of groups all partitions'."""
    if view.kind != "group":
        return ground.shapes
    partitions = mapped.groups(reader, view.vintage)["partition"].unique()
    every = pd.concat([groups(reader, view.vintage, one).shapes for one in partitions])
    return every[every["area_code"] != ""]
