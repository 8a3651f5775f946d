"""Pictures as files: a chart as PNG or SVG, drawn without a browser and in our own font."""

import atexit
import html
import re
import shutil
import tempfile
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import vl_convert
from fontTools.ttLib import TTFont

from components.charts.palette import DARK, LIGHT
from csp.settings import ROOT

PICTURE_WIDTH = 1100  # px, for charts that stretch on screen
SHARPNESS = 2.0  # PNG pixels for one of the screen
# Of the note below a picture, in px: a line, half the size of its letters (about what one is wide),
# and what is left free round it.
LINE, LETTER, MARGIN = 16, 5.5, 10
SIZE = re.compile(r'<svg[^>]*? width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"')
VIEW = re.compile(r'viewBox="[^"]*"')


@lru_cache
def fonts() -> Path:
    """A folder with the bundled font unpacked, for what reads no WOFF2; no glyph is changed."""
    folder = Path(tempfile.mkdtemp(prefix="csp-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for packed in sorted((ROOT / "static").glob("*.woff2")):
        font = TTFont(packed, recalcTimestamp=False)
        font.flavor = None
        font.save(folder / f"{packed.stem}.ttf")
    return folder


@lru_cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(fonts()))


def drawn(spec: Mapping[str, Any]) -> str:
    """The chart as the text of an SVG, in our own font."""
    return _drawn(spec, "")


def to_png(svg: str, scale: float) -> bytes:
    """The text of an SVG as a PNG so many times as large."""
    _register_fonts()
    made: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return made


def png(spec: Mapping[str, Any], note: str = "") -> bytes:
    """The chart as a PNG picture, with a note below it: where its numbers come from."""
    return vl_convert.svg_to_png(_drawn(spec, note), scale=SHARPNESS)


def svg(spec: Mapping[str, Any], note: str = "") -> bytes:
    """The chart as an SVG picture, with the same note."""
    return _drawn(spec, note).encode()


def _drawn(spec: Mapping[str, Any], note: str) -> str:
    _register_fonts()
    made: str = vl_convert.vegalite_to_svg(_sized(spec))
    return _noted(made, note, spec) if note else made


def _noted(made: str, note: str, spec: Mapping[str, Any]) -> str:
    """The picture made higher by the lines of its note, on the same ground."""
    size = SIZE.search(made)
    if size is None:  # a picture that says no size cannot be made higher; it stays as it is
        return made
    width, height = float(size["width"]), float(size["height"])
    lines = textwrap.wrap(note, max(20, int((width - 2 * MARGIN) / LETTER)))
    higher = height + LINE * len(lines) + MARGIN
    ground, ink = _colours(spec)
    words = "".join(
        f'<text x="{MARGIN}" y="{height + LINE * number}">{html.escape(line)}</text>'
        for number, line in enumerate(lines, start=1)
    )
    opening = made[: made.index(">", size.start()) + 1]
    taller = opening.replace(f'height="{size["height"]}"', f'height="{higher:g}"')
    taller = VIEW.sub(f'viewBox="0 0 {width:g} {higher:g}"', taller)
    below = (
        f'<rect y="{height:g}" width="{width:g}" height="{higher - height:g}" fill="{ground}"/>'
        f'<g font-family="IBM Plex Sans, sans-serif" font-size="{LETTER * 2:g}" fill="{ink}">'
        f"{words}</g></svg>"
    )
    return taller + made[len(opening) :].removesuffix("</svg>").rstrip() + below


def _colours(spec: Mapping[str, Any]) -> tuple[str, str]:
    """The ground of a picture, and the ink that is read on it."""
    ground = str(spec.get("background") or spec.get("config", {}).get("background") or "#FFFFFF")
    dark = ground.upper() == DARK.bg.upper()
    return ground, (DARK if dark else LIGHT).muted


def _sized(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The chart with a width of its own where the screen would give one."""
    sized = dict(spec)
    if sized.get("width") in (None, "container"):
        sized["width"] = PICTURE_WIDTH
    return sized
