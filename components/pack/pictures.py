"""Pictures for paper and slides: each drawn once, as wide as letters of 9 points ask on a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from components.charts import export

# px: a chart that stretches on screen. On the text of a page (17 cm) its letters have 9 points, on
# a slide (31 cm) 15.
WIDTH = 720
NUMBERED = re.compile(r'(?<=id=")[a-z_]+\d+(?=")|(?<=url\(#)[a-z_]+\d+(?=\))')
IDS = re.compile(r'((?<![\w-])id="|url\(#|href="#)')


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG, and its size in px."""

    svg: str
    width: float
    height: float

    @cached_property
    def png(self) -> bytes:
        """The same as PNG, two pixels for one."""
        return export.to_png(self.svg, export.SHARPNESS)


def drawn(spec: Mapping[str, Any]) -> Drawn:
    """Draws a picture."""
    sized = {**spec, "width": WIDTH} if spec.get("width") in (None, "container") else spec
    svg = _counted(export.drawn(sized))
    size = export.SIZE.search(svg)
    assert size is not None, "the converter gives every picture a size"
    return Drawn(svg, float(size["width"]), float(size["height"]))


def _counted(svg: str) -> str:
    """The picture with its numbered names counted from 1: the converter counts them on from picture
    to picture, so that the same would be told by other bytes.
    """
    names: dict[str, str] = {}
    for found in NUMBERED.findall(svg):
        names.setdefault(found, f"{found.rstrip('0123456789')}{len(names) + 1}")
    return NUMBERED.sub(lambda found: names[found[0]], svg)


def inlined(picture: Drawn, name: str) -> str:
    """The picture as an <svg> of a page that holds others, its names beginning with its own."""
    held = IDS.sub(rf"\g<1>{name}-", picture.svg)
    return held.replace("<svg ", '<svg aria-hidden="true" ', 1)
