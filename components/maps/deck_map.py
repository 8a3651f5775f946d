"""Maps for exploring: pan, zoom, hover and click; no basemap is asked for."""

import html
import json
import math
from typing import Any

import pandas as pd
import pydeck as pdk

from components.charts.palette import Palette
from components.maps.classes import BLANK, Classes

LAYER = "areas"  # the id that a click's answer comes under
PIXELS = 512  # of a map tile at zoom 0
WIDTH = 330  # px: all of the borough is seen on a phone, too
LINE = 1.0


class _CompactDeck(pdk.Deck):
    """A deck whose JSON carries no white space: pydeck's own is four times as large."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


def deck_map(
    areas: pd.DataFrame,
    shapes: pd.DataFrame,
    classes: Classes,
    colours: Palette,
    *,
    lines: pd.DataFrame,
    selected: str = "",
) -> pdk.Deck:
    """Areas filled by class, with the outlines of larger ones above them; the selected one's is
    strong.

    `areas` has area_code, area_name, code (what a click chooses: its own, or that of the larger
    area) and told (the words of the tooltip), in the order of `classes.of_area`; `shapes` area_code
    and geojson (degrees); `lines` the same of the larger areas. `selected` is one of either.
    """
    drawn = areas.assign(place=classes.of_area).merge(shapes[["area_code", "geojson"]])
    fills = pdk.Layer(
        "GeoJsonLayer",
        id=LAYER,
        data=_collection([_feature(row, classes, colours) for row in drawn.itertuples()]),
        get_fill_color="properties.fill",
        get_line_color=_rgb(colours.bg),
        line_width_min_pixels=LINE,
        pickable=True,
        auto_highlight=True,
        highlight_color=[*_rgb(colours.ink), 60],
    )
    layers = [fills, _lines("lines", lines, [*_rgb(colours.ink), 140], 0.9)]
    every = pd.concat([shapes, lines]).drop_duplicates("area_code")
    chosen = every[every["area_code"] == selected]
    if not chosen.empty:
        layers.append(_lines("halo", chosen, _rgb(colours.bg), 6))
        layers.append(_lines("chosen", chosen, _rgb(colours.ink), 3))
    return _CompactDeck(
        layers=layers,
        initial_view_state=_view(shapes),
        map_provider=None,
        tooltip={
            "html": "<b>{name}</b><br>{told}",
            "style": {
                "backgroundColor": colours.surface,
                "color": colours.ink,
                "fontFamily": "IBM Plex Sans, sans-serif",
                "fontSize": "13px",
                "border": f"1px solid {colours.border}",
                "borderRadius": "4px",
            },
        },
        parameters={"clearColor": [*(part / 255 for part in _rgb(colours.bg)), 1]},
    )


def _feature(row: Any, classes: Classes, colours: Palette) -> dict[str, Any]:
    fill = colours.bg if row.place in BLANK else classes.classes[row.place].fill
    return {
        "type": "Feature",
        "geometry": json.loads(row.geojson),
        "properties": {
            "code": row.code,
            # the tooltip is HTML: what stands in it is escaped here
            "name": html.escape(row.area_name),
            "told": html.escape(row.told),
            "fill": _rgb(fill),
        },
    }


def _lines(name: str, outlines: pd.DataFrame, colour: list[int], width: float) -> pdk.Layer:
    features = [
        {"type": "Feature", "geometry": json.loads(text), "properties": {}}
        for text in outlines["geojson"]
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data=_collection(features),
        filled=False,
        get_line_color=colour,
        line_width_units="'pixels'",
        get_line_width=width,
        pickable=False,
    )


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _view(shapes: pd.DataFrame) -> pdk.ViewState:
    """A view that holds every outline on a map of `WIDTH` pixels."""
    points = [point for text in shapes["geojson"] for point in _corners(json.loads(text))]
    wests, souths = [point[0] for point in points], [point[1] for point in points]
    longitude = (min(wests) + max(wests)) / 2
    latitude = (min(souths) + max(souths)) / 2
    wide = (max(wests) - min(wests)) / 360 * PIXELS
    zoom = math.floor(100 * math.log2(WIDTH / wide)) / 100
    return pdk.ViewState(longitude=longitude, latitude=latitude, zoom=zoom, min_zoom=7)


def _corners(geometry: dict[str, Any]) -> list[list[float]]:
    def flat(part: Any) -> list[Any]:
        return [part] if isinstance(part[0], int | float) else [p for x in part for p in flat(x)]

    return flat(geometry["coordinates"])
