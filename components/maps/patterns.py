"""Patterns over the fills of a map, so that its kinds of areas are told apart without colour."""

import math
from collections.abc import Sequence

from shapely import LineString, MultiLineString, unary_union
from shapely.geometry import shape

from components.maps.panel import Feature

OUTLINED, DASHED, HATCHED, HATCHED_BACK = "outlined", "dashed", "hatched", "hatched_back"
STRIPES = 7  # px between stripes
STRIPED = (HATCHED, HATCHED_BACK)

# The same patterns in a key: stripes over the swatch's own colour, or its edge.
PATTERN_CSS = """
.key i.outlined {{border: 2.5px solid {ink} !important}}
.key i.dashed {{border: 1.5px dashed {ink} !important}}
.key i.hatched {{background-image: repeating-linear-gradient(-45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
.key i.hatched_back {{background-image: repeating-linear-gradient(45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
"""


def stripes(areas: Sequence[Feature], pixels: float, *, back: bool = False) -> Feature:
    """Slanting lines over some areas, cut to their outlines, in whole metres.

    They rise to the right, with `back` to the left; `pixels` is how many lie on a metre.
    """
    land = unary_union([shape(area["geometry"]) for area in areas])
    west, south, east, north = land.bounds
    step = STRIPES * math.sqrt(2) / pixels
    slope, high = (-1 if back else 1), north - south
    start = west - high if slope > 0 else west
    drawn = [
        LineString([(at, south), (at + slope * high, north)])
        for at in (
            start + step * number for number in range(math.ceil((east - west + high) / step))
        )
    ]
    cut = land.intersection(MultiLineString(drawn))
    parts = [part for part in getattr(cut, "geoms", [cut]) if isinstance(part, LineString)]
    lines = [[[round(x), round(y)] for x, y in part.coords] for part in parts]
    return {
        "type": "Feature",
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [line for line in lines if line[0] != line[-1]],
        },
    }
