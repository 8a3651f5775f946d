"""A chart as a picture for a wall, its words as large as the room lets them be."""

import json
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image

from components.charts import export

READABLE = 2.3  # times as large as at a desk, where the height lets it be: 13 pixels become 30
NARROWEST, WIDEST = 620, 1500  # px, of a chart that takes the width it is given
BESIDE = 20  # px, above which what stands beside a chart makes it be drawn narrower
SHARPNESS = 1.25  # pixels of the picture for one of a screen of 1920
COLOURS = 128  # of a picture
KEPT = 96  # pictures


def picture(spec: Mapping[str, Any], width: int, height: int) -> bytes:
    """The chart as a PNG that fits a room of so many pixels of a screen of 1920 × 1080. A chart
    that takes the width it is given is drawn as narrow as lets it fill the room; a map, or a chart
    of a size of its own, is made larger as a whole.
    """
    return _picture(_told(spec), width, height)


def larger(spec: Mapping[str, Any], width: int, height: int) -> float:
    """How many times as large as at a desk it stands in such a room."""
    return _drawn(_told(spec), width, height)[1]


def _told(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, default=str)


@lru_cache(maxsize=KEPT)
def _picture(spec: str, width: int, height: int) -> bytes:
    made, times = _drawn(spec, width, height)
    return _smaller(export.to_png(made, times * SHARPNESS))


def _smaller(png: bytes) -> bytes:
    """The picture in a palette of its own: a fifth of the bytes, and no eye sees it."""
    made = BytesIO()
    with Image.open(BytesIO(png)) as held:
        plain = held.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    plain.save(made, "PNG", optimize=True)
    return made.getvalue()


@lru_cache(maxsize=KEPT)
def _drawn(spec: str, width: int, height: int) -> tuple[str, float]:
    held = json.loads(spec)
    asked = max(NARROWEST, round(width / READABLE))
    made, wide, high = _svg(held, asked)
    beside = round(wide) - asked  # names of rows may stand beside what takes the width
    if _stretches(held) and high / wide > height / width:
        fitting = min(WIDEST, round(high * width / height) - max(0, beside))
        made, wide, high = _svg(held, max(NARROWEST, fitting))
    elif _stretches(held) and beside > BESIDE:
        made, wide, high = _svg(held, max(NARROWEST, asked - beside))
    return made, min(width / wide, height / high)


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
