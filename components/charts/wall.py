"""A chart as a picture for a wall, its words as large as the room lets them be."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from components.charts import export

READABLE = 2.15  # times as large as at a desk: 13 pixels become 28
NARROWEST, WIDEST = 620, 1500  # px, of a chart that takes the width it is given
SHARPNESS = 1.25  # pixels of the picture for one of a screen of 1920
KEPT = 96  # pictures


@lru_cache(maxsize=KEPT)
def _drawn(spec: str, width: int, height: int) -> tuple[bytes, int]:
    held = json.loads(spec)
    made, wide, high = _svg(held, max(NARROWEST, round(width / READABLE)))
    if _stretches(held) and high / wide > height / width:
        fitting = min(WIDEST, round(high * width / height))
        made, wide, high = _svg(held, fitting)
    larger = min(width / wide, height / high)
    return export.to_png(made, larger * SHARPNESS), round(wide * larger)


def picture(spec: Mapping[str, Any], width: int, height: int) -> tuple[bytes, int]:
    """The chart as a PNG that fits a room of so many pixels of a screen of 1920 × 1080, and how
    wide it stands there. A chart that takes the width it is given is drawn as narrow as lets it
    fill the room; a map or a chart of a size of its own is made larger as a whole.
    """
    return _drawn(json.dumps(spec, sort_keys=True, default=str), width, height)


def _svg(spec: dict[str, Any], width: int) -> tuple[str, float, float]:
    made = export.drawn({**spec, "width": width} if _stretches(spec) else spec)
    found = export.SIZE.search(made)
    if found is None:
        return made, float(width), float(width) / 2
    return made, float(found["width"]), float(found["height"])


def _stretches(spec: Mapping[str, Any]) -> bool:
    """Whether a chart takes the width it is given."""
    own = any(key in spec for key in ("hconcat", "vconcat", "concat", "facet", "repeat"))
    return not own and spec.get("width") in (None, "container")
