"""Patterns over the fills of a map, so that its kinds of areas are told apart without colour."""

import math

from components.maps.panel import Feature, edges

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
    step = STRIPES * math.sqrt(2) / pixels
    slope = -1 if back else 1
    sides = [
        # A line is told by where it meets the grid's own axis, whichever area it crosses.
        ((x - slope * y) / step, y, (x2 - slope * y2) / step, y2)
        for (x, y), (x2, y2) in edges(area["geometry"]["coordinates"])
    ]
    met: dict[int, list[float]] = {}
    for meets, y, meets_2, y2 in sides:
        # A corner on a line belongs to one of its two sides: it is met once or twice, never half.
        low, high = sorted((meets, meets_2))
        for at in range(math.floor(low) + 1, math.floor(high) + 1):
            share = (at - meets) / (meets_2 - meets)
            met.setdefault(at, []).append(y + share * (y2 - y))
    lines = [
        [[round(at * step + slope * y), round(y)] for y in pair]
        for at in sorted(met)
        for pair in _pairs(sorted(met[at]))
    ]
    return {
        **area,
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [line for line in lines if line[0] != line[1]],
        },
    }


def _pairs(met: list[float]) -> list[tuple[float, float]]:
    """A line enters an area at every other side that it meets, and leaves it at the next."""
    return list(zip(met[::2], met[1::2], strict=True))
