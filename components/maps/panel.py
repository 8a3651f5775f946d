"""Panels of a flat map: the land each shows, and outlines made ready for its scale."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from shapely import (
    LinearRing,
    LineString,
    MultiLineString,
    MultiPolygon,
    Polygon,
    clip_by_rect,
    coverage_simplify,
    orient_polygons,
)
from shapely.geometry import shape
from shapely.ops import linemerge

WIDTH = 520  # px
RIM = 0.02  # of the land's width, left free round it
SIMPLER = 2  # px: a corner whose triangle is smaller than the square of this is left away
PAD = 4  # px of land beyond the panel's edge: a cut is never seen

Feature = dict[str, Any]  # GeoJSON, in metres of the British National Grid
Corner = tuple[int, int]


@dataclass(frozen=True)
class Panel:
    """One view of the map: its name, the square of land it shows (metres), its width on screen."""

    name: str
    west: float
    east: float
    south: float
    north: float
    width: int = WIDTH

    @property
    def height(self) -> int:
        """The height that keeps a metre a metre."""
        return round(self.width * (self.north - self.south) / (self.east - self.west))

    @property
    def pixels(self) -> float:
        """Pixels a metre."""
        return self.width / (self.east - self.west)

    def xy(self, east: float, north: float) -> tuple[float, float]:
        """Where a point of the grid lies on screen."""
        return (east - self.west) * self.pixels, (self.north - north) * self.pixels

    def frame(self) -> Feature:
        """The panel's own edge, to be drawn on another."""
        west, east, south, north = map(round, (self.west, self.east, self.south, self.north))
        ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
        return _feature({"type": "Polygon", "coordinates": [ring]})


def around(
    shapes: pd.DataFrame, name: str = "area", margin: float = RIM, width: int = WIDTH
) -> Panel:
    """The panel that holds every outline of `shapes` (shape_metres: GeoJSON in metres).

    `margin` is left at both sides for names, as a share of the width of the land.
    """
    corners = [
        corner
        for text in shapes["shape_metres"]
        for corner in _corners(json.loads(text)["coordinates"])
    ]
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    pad, sides = RIM * (max(easts) - min(easts)), margin * (max(easts) - min(easts))
    return Panel(
        name, min(easts) - sides, max(easts) + sides, min(norths) - pad, max(norths) + pad, width
    )


def outlines(shapes: pd.DataFrame, panel: Panel) -> dict[str, dict[str, Any]]:
    """The geometry of each area that a panel shows, by area_code: corners that nobody could see
    and land beyond the panel's edge are left away. Shared edges stay shared.
    """
    whole = [shape(json.loads(text)) for text in shapes["shape_metres"]]
    simple = coverage_simplify(whole, SIMPLER / panel.pixels)
    pad = PAD / panel.pixels
    land = (panel.west - pad, panel.south - pad, panel.east + pad, panel.north + pad)
    # Cutting leaves rings as they come: a hole is seen only when its ring runs the other way round.
    seen = orient_polygons(clip_by_rect(simple, *land))
    cut = zip(shapes["area_code"], seen, strict=True)
    return {code: _whole_metres(outline) for code, outline in cut if outline.area > 0}


def _whole_metres(outline: Polygon | MultiPolygon) -> dict[str, Any]:
    def ring(line: LinearRing) -> list[list[int]]:
        corners = [[round(x), round(y)] for x, y in line.coords]
        return [at for at, before in zip(corners, [None, *corners], strict=False) if at != before]

    parts = [outline] if isinstance(outline, Polygon) else list(outline.geoms)
    polygons = [[ring(line) for line in (part.exterior, *part.interiors)] for part in parts]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def borders(features: Sequence[Feature], of: str = "") -> Feature:
    """The lines between the groups of areas that share a `code`, each held once; with `of` the
    lines round that group.

    Made from the areas' own edges, so that a ward's line never misses the small areas below it.
    """
    sides: dict[tuple[Corner, Corner], list[str]] = {}
    for feature in features:
        for edge in edges(feature["geometry"]["coordinates"]):
            sides.setdefault(edge, []).append(feature["properties"]["code"])

    def wanted(groups: list[str]) -> bool:
        return groups.count(of) == 1 if of else len(set(groups)) > 1

    joined = linemerge(MultiLineString([edge for edge, groups in sides.items() if wanted(groups)]))
    parts = [joined] if isinstance(joined, LineString) else list(joined.geoms)
    lines = [[[int(x), int(y)] for x, y in part.coords] for part in parts]
    return _feature({"type": "MultiLineString", "coordinates": lines})


def edges(part: Any) -> Iterator[tuple[Corner, Corner]]:
    """The edges of the lines in some GeoJSON coordinates, each with its lesser corner first."""
    if not isinstance(part[0][0], int | float):
        for inner in part:
            yield from edges(inner)
        return
    for start, end in zip(part, part[1:], strict=False):
        one, other = sorted(((start[0], start[1]), (end[0], end[1])))
        yield one, other


def middle(features: Sequence[Feature]) -> tuple[float, float]:
    """A point inside the largest of some areas."""
    largest = max((shape(feature["geometry"]) for feature in features), key=lambda one: one.area)
    point = largest.representative_point()
    return point.x, point.y


def _feature(geometry: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": geometry}


def _corners(part: Any) -> Iterator[Any]:
    if isinstance(part[0], int | float):
        yield part
    else:
        for inner in part:
            yield from _corners(inner)
