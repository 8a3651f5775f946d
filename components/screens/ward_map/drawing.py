"""From areas in classes to pictures: the flat panels, the key, the map to move in, the GeoJSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.maps.area_map import AreaMap
from components.maps.classes import Classes, with_others
from components.maps.deck_map import deck_map
from components.maps.legend import legend_html
from components.screens.panels import Unchosen, outlined, unchosen_panels
from components.screens.ward_map.ground import Ground
from components.screens.ward_map.view import Answer, View
from components.words import mapped as words
from components.words import numbers
from components.words import ward_map as ward_words
from components.words.files import geojson_bytes
from csp.answers import places
from csp.db import Reader
from csp.geography.panels import RIM

OfArea = Callable[[str], Answer]  # the answer once an area is chosen, by its code, or '' for none


@dataclass(frozen=True, eq=False)
class Shaded:
    """One map: areas with their words in classes, on a ground.

    `areas` has area_code, area_name, told (the value as written), description (for a screen
    reader), and the columns that the ground's lines name, in the order of `classes.of_area`.
    """

    areas: pd.DataFrame
    classes: Classes
    ground: Ground
    counted: str = "wards"  # the plural of what the key counts
    only_coloured: bool = False
    margin: float = RIM


@dataclass(frozen=True, eq=False)
class Made:
    """A way of showing before it is laid out and before an area is chosen: what it says, the fields
    of the answer that the chosen area decides, its map, and what a table beside another map holds:
    area_code, area_name, told and detail, with what each of the two is called.
    Without a map the answer is empty. `caveat` ends its lead.
    """

    said: Answer
    of_area: Callable[[str], dict[str, Any]] = lambda _: {}
    shaded: Shaded | None = None
    cells: pd.DataFrame | None = None
    heads: tuple[str, str] = ("", "")
    caveat: str = ""


def shaded(
    view: View, areas: pd.DataFrame, classes: Classes, ground: Ground, colours: Palette, **how: Any
) -> Shaded:
    """The map of a view's areas; `how` are further fields of `Shaded`.

    `areas` stands in the order of the classes; the rest of the borough joins those of groups.
    """
    named = areas.assign(area_name=areas["full_name"]) if "full_name" in areas else areas
    counted = ward_words.AREAS[view.kind][1]
    if view.kind == "group" and "" in set(ground.shapes["area_code"]):
        rest = {"area_code": "", "area_name": "Other wards", "told": words.OTHERS}
        rest["description"] = f"{rest['area_name']}: {rest['told']}"
        named = pd.concat([named, pd.DataFrame([rest])], ignore_index=True)
        classes = with_others(classes, words.OTHERS, colours)
        counted = "groups"
    return Shaded(named, classes, ground, **{"counted": counted, **how})


def drawn_rows(areas: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """The rows that a ground has outlines of: of groups those of one partition."""
    own = set(ground.shapes["area_code"])
    return areas[areas["area_code"].isin(own)].reset_index(drop=True)


def one_panel(reader: Reader, made: Shaded, colours: Palette, land: str) -> AreaMap:
    """The borough alone, or the town enlarged alone ('town'), without the other's frame."""
    return _drawn(reader, made, colours, only=land)[0][1]


def _drawn(reader: Reader, made: Shaded, colours: Palette, only: str = "") -> Unchosen:
    return unchosen_panels(
        reader,
        made.areas,
        made.ground.land,
        made.classes,
        colours,
        margin=made.margin,
        only=only,
        labels=made.ground.names,
        only_coloured=made.only_coloured,
        lines=made.ground.lines,
        own_clicks=made.ground.own_clicks,
    )


def finished(reader: Reader, view: View, made: Made, colours: Palette) -> OfArea:
    """The answer with its key, its panels and the map to move in; approximate wards say so. What
    takes time is done here, before an area is chosen.
    """
    if made.shaded is None:
        return lambda _: made.said
    one = made.shaded
    maps = _drawn(reader, one, colours)  # the borough, and the town enlarged
    said = replace(
        made.said,
        lead=f"{made.said.lead} {made.caveat}".strip(),
        key=legend_html(one.classes, colours, one.counted),
    )

    def of_area(code: str) -> Answer:
        chosen = replace(
            said,
            panels=outlined(maps, code),
            deck=partial(moving, reader, view, one, colours, code),
            **made.of_area(code),
        )
        return approximate(reader, view, chosen)

    return of_area


def approximate(reader: Reader, view: View, said: Answer) -> Answer:
    """The answer of wards without exact boundaries, which says so; any other as it is."""
    if view.kind != "ward" or places.is_exact(reader, view.vintage):
        return said
    return replace(
        said,
        map_under=f"{ward_words.APPROXIMATE} {said.map_under}",
        note=f"{ward_words.APPROXIMATE_NOTE} {said.note}".strip(),
    )


def moving(reader: Reader, view: View, made: Shaded, colours: Palette, selected: str) -> Any:
    """The same map to move in, with the same classes and colours."""
    ground = made.ground
    clicked = "area_code" if ground.own_clicks or not ground.lines else ground.lines
    wards = reader.read("shapes", kind="ward", vintage=view.vintage)
    return deck_map(
        made.areas.assign(code=made.areas[clicked]),
        ground.shapes,
        made.classes,
        colours,
        lines=wards if ground.lines or view.kind == "group" else wards.head(0),
        selected=selected,
    )


def geojson(figures: pd.DataFrame, shapes: pd.DataFrame) -> Callable[[Mapping[str, str]], bytes]:
    """The areas with their figures, made when asked for; those without an outline are left out."""
    held = figures[figures["area_code"].isin(shapes["area_code"])]
    return partial(geojson_bytes, held, shapes)


def not_located(reader: Reader, view: View) -> str:
    """What of a view's measure and months has no place, in words."""
    if places.is_protected(reader, view.measure):  # a part of the force's, of rounded counts
        return ""
    span = view.pair.span if view.show == "change" and view.pair else view.period.span
    found = places.not_located(reader, view.measure, span)
    return ward_words.not_located_line(*found, measure=view.measure)


def months(view: View) -> str:
    """The months of a view in words."""
    return numbers.span(view.period.span)
