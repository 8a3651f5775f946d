"""Patterns over the fills of a map, so that its kinds of areas are told apart without colour."""

import math

from shapely import LineString, MultiLineString
from shapely.geometry import shape

from components.maps.panel import Feature

OUTLINED, DASHED, HATCHED, HATCHED_BACK = "outlined", "dashed", "hatched", "hatched_back"
STRIPES = 7  # px between stripes
STRIPED = (HATCHED, HATCHED_BACK)
PATTERNS = (OUTLINED, DASHED, *STRIPED)

# The same patterns in a key: stripes over the swatch's own colour, or its edge.
PATTERN_CSS = """
.key i.outlined {{border: 2.5px solid {ink} !important}}
.key i.dashed {{border: 1.5px dashed {ink} !important}}
.key i.hatched {{background-image: repeating-linear-gradient(-45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
.key i.hatched_back {{background-image: repeating-linear-gradient(45deg, {muted} 0 1.2px,
  transparent 1.2px 5px) !important}}
"""


def stripes(area: Feature, pixels: float, *, back: bool = False) -> Feature:
    """Slanting lines over an area, cut to its outline, in whole metres, with its properties.

    They rise to the right, with `back` to the left; those of neighbours meet. `pixels` is how many
    lie on a metre.
    """
    land = shape(area["geometry"])
    west, south, east, north = land.bounds
    step = STRIPES * math.sqrt(2) / pixels
    slope = -1 if back else 1
    # A line is told by where it meets the grid's own axis, whichever area it crosses.
    meets = sorted(x - slope * y for x in (west, east) for y in (south, north))
    places = range(math.ceil(meets[0] / step), math.floor(meets[-1] / step) + 1)
    drawn = [
        LineString([(at * step + slope * south, south), (at * step + slope * north, north)])
        for at in places
    ]
    cut = land.intersection(MultiLineString(drawn))
    parts = [part for part in getattr(cut, "geoms", [cut]) if isinstance(part, LineString)]
    lines = [[[round(x), round(y)] for x, y in part.coords] for part in parts]
    return {
        **area,
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [line for line in lines if line[0] != line[-1]],
        },
    }
