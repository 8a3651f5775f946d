"""The two panels of a map of wards: the borough, and the town enlarged."""

from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.area_map import area_map
from components.maps.classes import Classes
from components.maps.panel import Panel, around
from csp.db import Reader
from csp.settings import settings

Panels = tuple[tuple[str, dict[str, Any]], ...]  # title and Vega-Lite spec


def borough_and_town(
    reader: Reader,
    areas: pd.DataFrame,
    shapes: pd.DataFrame,
    classes: Classes,
    colours: Palette,
    *,
    margin: float,
    **choices: Any,
) -> Panels:
    """The borough, and the town where the settings say where it lies; `choices` are those of
    `area_map`, and `margin` is left for names at both sides of the borough.
    """
    own = settings().map.town
    town = Panel("town", own.west, own.east, own.south, own.north) if own else None

    def drawn(panel: Panel, frame: Panel | None = None) -> dict[str, Any]:
        labels = reader.read("label_positions")
        return as_spec(
            area_map(areas, shapes, classes, colours, panel, labels=labels, frame=frame, **choices)
        )

    borough = ("", drawn(around(shapes, margin=margin), town))
    return (borough, (own.title, drawn(town))) if own and town else (borough,)
