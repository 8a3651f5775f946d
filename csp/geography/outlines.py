"""Outlines made ready for the panels of a flat map. For the build only: it brings shapely."""

import json
from typing import Any

import pandas as pd
from shapely import (
    LinearRing,
    MultiPolygon,
    Polygon,
    box,
    clip_by_rect,
    coverage_simplify,
    coverage_union_all,
    orient_polygons,
)
from shapely.geometry import mapping, shape

from csp.geography.panels import Panel

SIMPLER = 2  # px: a corner whose triangle is smaller than the square of this is left away
PAD = 4  # px of land beyond the panel's edge: a cut is never seen


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


def inside(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """A point inside an outline, x and y, and the outline's size, square metres."""
    land = shape(geometry)
    point = land.representative_point()
    return point.x, point.y, land.area


def joined(geometries: pd.Series) -> str:
    """The land of some neighbouring areas (GeoJSON) as one geometry."""
    land = coverage_union_all([shape(json.loads(text)) for text in geometries])
    return json.dumps(mapping(land), separators=(",", ":"))


def named_at(geometry: str) -> tuple[int, int]:
    """Where a name lies inside the largest part of some land (GeoJSON)."""
    return _named_at(shape(json.loads(geometry)))


def named_within(geometry: str, panel: Panel, least: float) -> tuple[int, int] | None:
    """The same of the part that lies in a panel; None where it fills less of the panel than a
    share.
    """
    enlarged = box(panel.west, panel.south, panel.east, panel.north)
    seen = shape(json.loads(geometry)).intersection(enlarged)
    return _named_at(seen) if seen.area > least * enlarged.area else None


def _named_at(land: Polygon | MultiPolygon) -> tuple[int, int]:
    parts = getattr(land, "geoms", [land])
    point = max(parts, key=lambda part: part.area).representative_point()
    return round(point.x), round(point.y)
