"""Answers about who lies next to whom."""

import json
from collections.abc import Mapping
from typing import Any

from csp.db import Reader
from csp.stats.coverage import Neighbours


def ward_neighbours(reader: Reader, vintage: str) -> Neighbours:
    """Each ward's neighbours by code: those that share a point of their prepared outlines.

    The outlines of a ward set are cut along the same points, so that no geometry library is needed.
    """
    shapes = reader.read("shapes", kind="ward", vintage=vintage)
    points = {row.area_code: _points(json.loads(row.shape_metres)) for row in shapes.itertuples()}
    return {
        code: tuple(other for other in points if other != code and points[other] & own)
        for code, own in points.items()
    }


def _points(geometry: Mapping[str, Any]) -> set[tuple[float, float]]:
    told = geometry["coordinates"]
    polygons = [told] if geometry["type"] == "Polygon" else told
    return {tuple(point) for rings in polygons for ring in rings for point in ring}
