"""Panels of a flat map: the land that each shows, and on how many pixels. Knows no library of
geometry: pages are drawn by it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

WIDTH = 520  # px
LOCATOR = 300  # px: as wide as a map beside facts
RIM = 0.02  # of the land's width, left free round it
# What else is left at both sides of the borough for names, as a share of the land's width: beside
# wards and small areas, beside changes, beside roles, and beside changes in half a page.
NAMES_BESIDE, CHANGES_BESIDE, ROLES_BESIDE, GLANCE_BESIDE = 0.1, 0.17, 0.22, 0.2
# What the whole land is shown with: what is left beside it, and the width in pixels.
VIEWS = (
    (RIM, WIDTH),
    (NAMES_BESIDE, WIDTH),
    (CHANGES_BESIDE, WIDTH),
    (ROLES_BESIDE, WIDTH),
    (RIM, LOCATOR),
    (GLANCE_BESIDE, WIDTH),
)
TOWN = "town"  # the panel that is enlarged


@dataclass(frozen=True)
class Panel:
    """One view of the map: its name, the square of land it shows (metres), its width on screen.

    `key` is what outlines made ready for it are known by (the table `drawn_outline`).
    """

    name: str
    west: float
    east: float
    south: float
    north: float
    width: int = WIDTH
    key: str = ""

    @property
    def height(self) -> int:
        """The height that keeps a metre a metre."""
        return round(self.width * (self.north - self.south) / (self.east - self.west))

    @property
    def pixels(self) -> float:
        """Pixels a metre."""
        return self.width / (self.east - self.west)

    def xy(self, east: float, north: float) -> tuple[float, float]:
        """Where a point of the grid lies on screen."""
        return (east - self.west) * self.pixels, (self.north - north) * self.pixels

    def frame(self) -> dict[str, Any]:
        """The panel's own edge as a feature, to be drawn on another."""
        west, east, south, north = map(round, (self.west, self.east, self.south, self.north))
        ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
        return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


@dataclass(frozen=True)
class Outline:
    """The outline of an area as a panel shows it: GeoJSON geometry in metres, a point inside it,
    and its size in square metres.
    """

    geometry: dict[str, Any]
    inside: tuple[float, float]
    square_metres: float


def town(west: float, east: float, south: float, north: float) -> Panel:
    """The panel of the enlarged land."""
    return Panel(TOWN, west, east, south, north, key=TOWN)


def around(
    shapes: pd.DataFrame, name: str = "area", margin: float = RIM, width: int = WIDTH
) -> Panel:
    """The panel that holds every outline of `shapes` (shape_metres: GeoJSON in metres).

    `margin` is left at both sides for names, as a share of the width of the land.
    """
    corners = [
        corner
        for text in shapes["shape_metres"]
        for corner in _corners(json.loads(text)["coordinates"])
    ]
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    pad, sides = RIM * (max(easts) - min(easts)), margin * (max(easts) - min(easts))
    return Panel(
        name,
        min(easts) - sides,
        max(easts) + sides,
        min(norths) - pad,
        max(norths) + pad,
        width,
        key=f"{width} px, {100 * margin:.0f}% beside",
    )


def every_panel(shapes: pd.DataFrame, enlarged: Panel | None) -> list[Panel]:
    """All panels in which a page draws some areas."""
    whole = [around(shapes, margin=margin, width=width) for margin, width in VIEWS]
    return [*whole, *([enlarged] if enlarged else [])]


def _corners(part: Any) -> Iterator[Any]:
    if isinstance(part[0], int | float):
        yield part
    else:
        for inner in part:
            yield from _corners(inner)
