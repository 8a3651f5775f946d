"""Pictures as files: a chart as PNG or SVG, drawn without a browser and in our own font."""

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import vl_convert
from fontTools.ttLib import TTFont

from csp.settings import ROOT

PICTURE_WIDTH = 1100  # px, for charts that stretch on screen
SHARPNESS = 2.0  # PNG pixels for one of the screen


@lru_cache
def _register_fonts() -> None:
    """Unpacks the bundled font for the converter, which reads no WOFF2; no glyph is changed."""
    folder = Path(tempfile.mkdtemp(prefix="csp-fonts-"))
    for packed in sorted((ROOT / "static").glob("*.woff2")):
        font = TTFont(packed)
        font.flavor = None
        font.save(folder / f"{packed.stem}.ttf")
    vl_convert.register_font_directory(str(folder))


def png(spec: Mapping[str, Any]) -> bytes:
    """The chart as a PNG picture."""
    _register_fonts()
    return vl_convert.vegalite_to_png(_sized(spec), scale=SHARPNESS)


def svg(spec: Mapping[str, Any]) -> bytes:
    """The chart as an SVG picture."""
    _register_fonts()
    return vl_convert.vegalite_to_svg(_sized(spec)).encode()


def _sized(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The chart with a width of its own where the screen would give one."""
    sized = dict(spec)
    if sized.get("width") in (None, "container"):
        sized["width"] = PICTURE_WIDTH
    return sized
