"""Ward maps as SVG: the borough and the town enlarged, one path an area, named and clickable."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import FONT, TEXT, themed
from components.maps.classes import HIDDEN, NO_DATA, Classes

SELECTION = "area"  # the name of the click selection; its field is `code`
PHONE = 640  # px of the window: below it, the names of the borough panel go
RIM = 0.02  # of the land's width, left free round it
LINE = 15  # px between the lines of a label
BESIDE = 22  # px between names in a column beside the map
CHARACTER = 7.4  # px: the width of a letter of such a name
FINE = 0.04  # pixels a metre: on smaller scales corners are thinned
COARSE_GRID = 25  # metres: half a pixel of the borough panel


@dataclass(frozen=True)
class Panel:
    """One view of the map: its name, the square of land it shows (metres), its width on screen."""

    name: str
    west: float
    east: float
    south: float
    north: float
    width: int = 520

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

    def holds(self, east: float, north: float) -> bool:
        """Whether a point lies inside."""
        return self.west < east < self.east and self.south < north < self.north


def around(
    shapes: pd.DataFrame, name: str = "area", margin: float = RIM, width: int = 520
) -> Panel:
    """The panel that holds every outline of `shapes` (shape_metres: GeoJSON in metres).

    `margin` is left at both sides for names, as a share of the width of the land.
    """
    points = [point for text in shapes["shape_metres"] for point in _points(json.loads(text))]
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    pad, sides = RIM * (max(easts) - min(easts)), margin * (max(easts) - min(easts))
    return Panel(
        name, min(easts) - sides, max(easts) + sides, min(norths) - pad, max(norths) + pad, width
    )


def _points(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    def flat(part: Any) -> list[Any]:
        return [part] if isinstance(part[0], int | float) else [p for x in part for p in flat(x)]

    return flat(geometry["coordinates"])


def area_map(
    areas: pd.DataFrame,
    shapes: pd.DataFrame,
    classes: Classes,
    colours: Palette,
    panel: Panel,
    *,
    labels: pd.DataFrame,
    selected: str = "",
    frame: Panel | None = None,
    only_coloured: bool = False,
    scale: float = 1.0,
) -> alt.TopLevelMixin:
    """One panel of a map of areas.

    `areas` has area_code, area_name, told (the value as written) and description (for a screen
    reader), in the order of `classes.of_area`; `shapes` area_code and shape_metres; `labels`
    positions (area_code, panel, x, y, leader_x, leader_y, lines). `selected` is outlined; `frame`
    draws another panel's edge; `only_coloured` names none but the areas outside the middle class
    (changes).
    """
    drawn = areas.assign(place=classes.of_area).merge(shapes[["area_code", "shape_metres"]])
    grid = 1 if panel.pixels > FINE else COARSE_GRID
    features = [_feature(row, classes, colours, grid) for row in drawn.itertuples()]
    inside = [feature for feature in features if _touches(feature, panel)]
    # One copy of the outlines serves both layers: everything sent is sent once.
    base = alt.Chart(alt.NamedData(name="areas"))
    click = alt.selection_point(name=SELECTION, fields=["properties.code"], on="click", empty=False)
    fills = (
        base.mark_geoshape(stroke=colours.bg, strokeWidth=1.2, cursor="pointer", clip=True)
        .encode(
            color=alt.Color("properties.fill:N", scale=None),
            tooltip=[
                alt.Tooltip("properties.name:N", title="Area"),
                alt.Tooltip("properties.told:N", title="Value"),
            ],
            description="properties.description:N",
        )
        .add_params(click)
    )
    # A line round the whole: drawn under the fills, only its outer half is left to be seen.
    rim = base.mark_geoshape(
        filled=False, stroke=colours.axis, strokeWidth=3.4, aria=False, clip=True, tooltip=None
    )
    layers: list[alt.Chart] = [rim, fills]
    blank = [feature for feature in inside if feature["properties"]["blank"]]
    if blank:
        layers.append(_outline(blank, colours.axis, 1.5, dash=[4, 3]))
    chosen = [feature for feature in inside if feature["properties"]["code"] == selected]
    if chosen:
        layers += [_outline(chosen, colours.bg, 6), _outline(chosen, colours.ink, 3)]
    if frame is not None:
        layers.append(_outline([_box(frame)], colours.ink, 1.2, dash=[4, 3]))
    named = drawn[drawn["place"] != 1] if only_coloured else drawn
    if only_coloured:
        layers += _names_beside(named, labels, colours, panel, scale)
    else:
        layers += _names(named, labels, classes, colours, panel=panel, scale=scale)
    project = {
        "type": "identity",
        "reflectY": True,
        "scale": panel.pixels,
        "translate": [-panel.west * panel.pixels, panel.north * panel.pixels],
    }
    made = alt.layer(*[layer.project(**project) if _is_shape(layer) else layer for layer in layers])
    return themed(
        made.properties(
            width=panel.width,
            height=panel.height,
            datasets={"areas": inside},
            # Fitting would move the names and leave the outlines where they are.
            autosize={"type": "none"},
        ).resolve_scale(x="independent", y="independent"),
        colours,
        scale,
        padding=0,
    )


def _feature(row: Any, classes: Classes, colours: Palette, grid: int) -> dict[str, Any]:
    blank = row.place in (NO_DATA, HIDDEN)
    return {
        "type": "Feature",
        "geometry": _snapped(json.loads(row.shape_metres), grid),
        "properties": {
            "code": row.area_code,
            "name": row.area_name,
            "told": row.told,
            "description": row.description,
            "fill": colours.bg if blank else classes.classes[row.place].fill,
            "blank": blank,
        },
    }


def _snapped(geometry: dict[str, Any], grid: int) -> dict[str, Any]:
    """The outline on a coarser grid, without the corners that fall together; shared edges stay
    shared.
    """

    def thinned(part: Any) -> Any:
        if not isinstance(part[0][0], int | float):
            return [thinned(inner) for inner in part]
        corners = [[round(x / grid) * grid, round(y / grid) * grid] for x, y in part]
        return [at for at, before in zip(corners, [None, *corners], strict=False) if at != before]

    if grid == 1:
        return geometry
    return {"type": geometry["type"], "coordinates": thinned(geometry["coordinates"])}


def _touches(feature: dict[str, Any], panel: Panel) -> bool:
    points = _points(feature["geometry"])
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    return (
        min(easts) < panel.east
        and max(easts) > panel.west
        and min(norths) < panel.north
        and max(norths) > panel.south
    )


def _shapes(features: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=list(features)))


def _is_shape(layer: alt.Chart) -> bool:
    return layer.mark.type == "geoshape"


def _outline(
    features: Sequence[dict[str, Any]], colour: str, width: float, dash: list[int] | None = None
) -> alt.Chart:
    bare = [{"type": "Feature", "geometry": feature["geometry"]} for feature in features]
    return _shapes(bare).mark_geoshape(
        filled=False,
        stroke=colour,
        strokeWidth=width,
        strokeDash=dash or [1, 0],
        strokeJoin="round",
        aria=False,
        clip=True,
        tooltip=None,
    )


def _box(panel: Panel) -> dict[str, Any]:
    ring = [
        [panel.west, panel.south],
        [panel.west, panel.north],
        [panel.east, panel.north],
        [panel.east, panel.south],
        [panel.west, panel.south],
    ]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _names(
    named: pd.DataFrame,
    labels: pd.DataFrame,
    classes: Classes,
    colours: Palette,
    *,
    panel: Panel,
    scale: float,
) -> list[alt.Chart]:
    """Names over values at their reviewed places; leaders where a name stands outside its area."""
    wanted = labels[labels["panel"] == panel.name]
    rows, leaders = [], []
    for row in named.merge(wanted, on="area_code").itertuples():
        x, y = panel.xy(row.x, row.y)
        outside = not pd.isna(row.leader_x)
        lines = str(row.lines).split("|")
        on = None if outside or row.place < 0 else classes.classes[row.place]
        look = {"fill": on.text if on else colours.ink, "halo": on.fill if on else colours.bg}
        top = y - LINE * len(lines) / 2
        rows += [
            {"px": x, "py": top + LINE * number, "words": line, "weight": 500, **look}
            for number, line in enumerate(lines)
        ]
        rows.append(
            {"px": x, "py": top + LINE * len(lines), "words": row.told, "weight": 700, **look}
        )
        if outside:
            lx, ly = panel.xy(row.leader_x, row.leader_y)
            leaders.append(
                {
                    "px": x,
                    "py": top - 9 if ly < y else top + LINE * len(lines) + 9,
                    "px2": lx,
                    "py2": ly,
                }
            )
    hidden = panel.name != "town"
    return [*_leaders(leaders, colours, panel), *_texts(rows, panel, scale, desk_only=hidden)]


def _names_beside(
    named: pd.DataFrame, labels: pd.DataFrame, colours: Palette, panel: Panel, scale: float
) -> list[alt.Chart]:
    """Names with values in columns at both sides, each with a leader to its area."""
    at = labels.sort_values("panel").drop_duplicates("area_code")
    points = [
        (*panel.xy(row.x, row.y), f"{row.area_name} {row.told}")
        for row in named.merge(at, on="area_code").itertuples()
    ]
    middle = panel.width / 2
    rows, leaders = [], []
    for left in (True, False):
        side = sorted((y, x, words) for x, y, words in points if (x < middle) == left)
        place = 0.0
        for y, x, words in side:
            place = max(y - BESIDE * 1.5, place + BESIDE)
            edge = 4 if left else panel.width - 4
            rows.append(
                {
                    "px": edge,
                    "py": place,
                    "words": words,
                    "fill": colours.ink,
                    "halo": colours.bg,
                    "weight": 700,
                    "align": "left" if left else "right",
                }
            )
            reach = len(words) * CHARACTER + 6
            start = edge + reach if left else edge - reach
            leaders.append({"px": start, "py": place, "px2": x, "py2": y})
    return [*_leaders(leaders, colours, panel), *_texts(rows, panel, scale, desk_only=False)]


def _leaders(rows: list[dict[str, Any]], colours: Palette, panel: Panel) -> list[alt.Chart]:
    if not rows:
        return []
    rule = alt.Chart(pd.DataFrame(rows)).mark_rule(
        color=colours.axis,
        strokeWidth=1,
        aria=False,
        opacity=_on_desk() if panel.name == "area" else 1,
    )
    return [rule.encode(**_pixels(panel), x2="px2:Q", y2="py2:Q")]


def _texts(
    rows: list[dict[str, Any]], panel: Panel, scale: float, *, desk_only: bool
) -> list[alt.Chart]:
    """Text marks, one layer for each weight and alignment."""
    layers = []
    for weight, align in sorted({(row["weight"], row.get("align", "center")) for row in rows}):
        chosen = [
            row for row in rows if (row["weight"], row.get("align", "center")) == (weight, align)
        ]
        words = alt.Chart(pd.DataFrame(chosen)).encode(**_pixels(panel), text="words:N")
        look = {
            "fontSize": (TEXT - 1 if weight == 500 else TEXT) * scale,
            "fontWeight": weight,
            "font": FONT,
            "align": align,
            "baseline": "middle",
            "aria": False,
            "tooltip": None,
            "opacity": _on_desk() if desk_only else 1,
        }
        # A rim in the area's own colour keeps a name readable where it overlaps a neighbour.
        rim = words.mark_text(**look, strokeWidth=3, strokeJoin="round")
        layers.append(rim.encode(stroke=alt.Stroke("halo:N", scale=None)))
        layers.append(words.mark_text(**look).encode(color=alt.Color("fill:N", scale=None)))
    return layers


def _on_desk() -> alt.ExprRef:
    return alt.ExprRef(f"windowSize()[0] < {PHONE} ? 0 : 1")


def _pixels(panel: Panel) -> dict[str, Any]:
    """Positions given in pixels of the panel."""
    return {
        "x": alt.X("px:Q", axis=None, scale=alt.Scale(domain=[0, panel.width], nice=False)),
        "y": alt.Y("py:Q", axis=None, scale=alt.Scale(domain=[panel.height, 0], nice=False)),
    }
