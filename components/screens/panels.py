"""The two panels of a map of wards: the borough, and the town enlarged."""

from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.maps.area_map import AreaMap, area_map
from components.maps.classes import Classes
from csp.answers import outlines
from csp.answers.outlines import Land
from csp.db import Reader
from csp.geography import panels
from csp.geography.panels import Panel, around
from csp.settings import settings

Panels = tuple[tuple[str, dict[str, Any]], ...]  # title and Vega-Lite spec
Unchosen = tuple[tuple[str, AreaMap], ...]  # title and map, on which any area can be outlined


def borough_and_town(
    reader: Reader,
    areas: pd.DataFrame,
    land: Land,
    classes: Classes,
    colours: Palette,
    *,
    selected: str = "",
    **how: Any,
) -> Panels:
    """The borough and the town with one area outlined; `how` as for `unchosen_panels`."""
    return outlined(unchosen_panels(reader, areas, land, classes, colours, **how), selected)


def outlined(made: Unchosen, code: str) -> Panels:
    """The panels with the area of a code outlined, which costs next to nothing."""
    return tuple((title, one.outlined(code)) for title, one in made)


def unchosen_panels(
    reader: Reader,
    areas: pd.DataFrame,
    land: Land,
    classes: Classes,
    colours: Palette,
    *,
    margin: float,
    labels: pd.DataFrame | None = None,
    only: str = "",
    **choices: Any,
) -> Unchosen:
    """The borough, and the town where the settings say where it lies; `land` is what areas are
    drawn, `choices` are those of `area_map`, `labels` the places of names where they are not the
    reviewed ones of the wards, and `margin` is left for names at both sides of the borough. `only`
    is 'borough' or 'town' where one of them is wanted.
    """
    own, town = settings().map.town, town_panel()
    places = reader.read("label_positions") if labels is None else labels

    def drawn(panel: Panel, frame: Panel | None = None) -> AreaMap:
        seen = outlines.drawn(reader, land, panel)
        return area_map(areas, seen, classes, colours, panel, labels=places, frame=frame, **choices)

    if own and town and only == "town":
        return ((own.title, drawn(town)),)
    whole = around(outlines.shapes(reader, land), margin=margin)
    if not (own and town) or only == "borough":
        return (("", drawn(whole)),)
    return ("", drawn(whole, town)), (own.title, drawn(town))


def named(drawn: Panels) -> list[tuple[str, dict[str, Any]]]:
    """The panels as files, by short names; a single one needs none."""
    specs = [spec for _, spec in drawn]
    names = ("Borough map", "Town map") if len(specs) > 1 else ("",)
    return list(zip(names, specs, strict=True))


def town_panel() -> Panel | None:
    """The land that the enlarged map shows, where the settings say so."""
    own = settings().map.town
    return panels.town(own.west, own.east, own.south, own.north) if own else None
