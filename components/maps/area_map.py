"""Flat maps as SVG: the borough and the town enlarged, one path an area, named and clickable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import as_spec, themed
from components.maps.classes import BLANK, HIDDEN, NO_DATA, Classes
from components.maps.names import Name, beside, in_place
from components.maps.panel import Feature, borders
from components.maps.patterns import (
    DASHED,
    HATCHED,
    HATCHED_BACK,
    OUTLINED,
    PATTERNS,
    STRIPED,
    stripes,
)
from components.maps.topology import Topology
from csp.geography.panels import TOWN, Outline, Panel

SELECTION = "area"  # the name of the click selection; its field is `code`
# What a screen reader hears of an area: sent only where it is not the name and the value.
SAYS = "datum.properties.description || datum.properties.name + ': ' + datum.properties.told"
MOST_BESIDE = 8  # names with leaders beside a map of which every small area may be coloured
LINES = 0.9  # px, of the wards' lines above small areas
FAINT = 0.55  # their opacity
# The outlines of every layer of a map: one topology, sent once.
AREAS = "areas"
HEARS = (*PATTERNS, "hidden")  # what lies over an area and hears its clicks
CHOSEN = "chosen"  # what is drawn over the area that is outlined
SHARED = alt.NamedData(name=AREAS, format=alt.TopoDataFormat(type="topojson", feature=AREAS))


@dataclass(frozen=True, eq=False)
class AreaMap:
    """One panel of a map, made once, on which any area is outlined at next to no cost.

    `spec` has the two layers of an outline at the place `at`; `areas` are what may be outlined,
    with their codes; `joined` where the outline is the line round all that share a code.
    """

    spec: dict[str, Any]
    at: int
    outlines: Topology
    areas: list[Feature]
    joined: bool
    selected: str = ""

    def outlined(self, code: str) -> dict[str, Any]:
        """The specification with the area of this code outlined; for any other, with none."""
        own = [one for one in self.areas if one["properties"]["code"] == code] if code else []
        layers = self.spec["layer"]
        if not own:
            layers = [*layers[: self.at], *layers[self.at + 2 :]]
        drawn = [borders(own, code)] if own and self.joined else own
        over = [{**one, "properties": {"over": CHOSEN}} for one in drawn]
        datasets = {**self.spec.get("datasets", {}), AREAS: self.outlines.sent(over)}
        return {**self.spec, "layer": layers, "datasets": datasets}

    def to_dict(self, validate: bool = True) -> dict[str, Any]:
        """As any chart is asked for its specification: with the selected area outlined."""
        del validate
        return self.outlined(self.selected)


def area_map(
    areas: pd.DataFrame,
    seen: Mapping[str, Outline],
    classes: Classes,
    colours: Palette,
    panel: Panel,
    *,
    labels: pd.DataFrame,
    selected: str = "",
    frame: Panel | None = None,
    only_coloured: bool = False,
    lines: str = "",
    own_clicks: bool = False,
    scale: float = 1.0,
) -> AreaMap:
    """One panel of a map of areas.

    `areas` has area_code, area_name, told (the value as written) and description (for a screen
    reader), in the order of `classes.of_area`, and may have written (what stands below a name where
    it is not `told`); `seen` are the outlines that the panel shows, by area_code; `labels`
    positions (area_code, panel, x, y, leader_x, leader_y, lines). `selected` is outlined; `frame`
    draws another panel's edge; `only_coloured` names none but the areas outside the plain class
    (changes), with their values beside the map.

    `lines` is the column of `areas` with the codes of larger areas (wards above small areas):
    their outlines are drawn above the fills, they are what is named, clicked and selected, and
    those that hold a coloured area are named in bold. With `own_clicks` the larger areas are only
    named, and the small ones are clicked and selected.

    What has no data has a dashed edge and no fill; what is hidden has stripes.
    """
    above = areas[lines or "area_code"]
    own = areas["area_code"] if own_clicks else above
    drawn = areas.assign(place=classes.of_area, code=own, above=above)
    drawn = drawn[drawn["area_code"].isin(seen)]
    inside = [
        _feature(row, seen[row.area_code].geometry, classes, colours) for row in drawn.itertuples()
    ]
    layers: list[alt.Chart | alt.LayerChart] = [*_fills(colours)]
    over: dict[str, list[Feature]] = {}  # what is drawn above the fills
    blank = [one for one, place in zip(inside, drawn["place"], strict=True) if place == NO_DATA]
    if blank:
        over["blank"] = blank
        layers.append(_outline("blank", colours.axis, 1.5, dash=[4, 3]))
    hidden = [one for one, place in zip(inside, drawn["place"], strict=True) if place == HIDDEN]
    if hidden:
        over["hidden"] = [stripes(one, panel.pixels) for one in hidden]
        layers.append(_outline("hidden", colours.muted, 1.5))
    if lines:
        over["wards"] = [borders(_grouped(inside, drawn["above"]))]
        layers.append(_outline("wards", colours.ink, LINES, opacity=FAINT))
    for pattern, drawn_so, looks in _patterns(inside, drawn["place"], classes, panel, colours):
        over[pattern] = drawn_so
        layers.append(_outline(pattern, **looks))
    at = len(layers)
    layers += [_outline(CHOSEN, colours.bg, 6), _outline(CHOSEN, colours.ink, 3)]
    if frame is not None:
        over["frame"] = [frame.frame()]
        layers.append(_outline("frame", colours.ink, 1.2, dash=[4, 3]))
    naming = _Naming(labels, classes, colours, panel, scale)
    if lines:
        own_land = [seen[code] for code in drawn["area_code"]]
        groups = list(zip(drawn["above"], drawn["place"], own_land, strict=True))
        layers += _names_of_groups(groups, naming, crowded=own_clicks)
    else:
        layers += _names(drawn, naming, only=only_coloured)
    on_top = [
        {**one, "properties": {"over": name, **(_code_of(one) if name in HEARS else {})}}
        for name, drawn_so in over.items()
        for one in drawn_so
    ]
    made = as_spec(_composed(layers, panel, colours, scale))
    joined = bool(lines) and not own_clicks
    return AreaMap(made, at, Topology([*inside, *on_top]), inside, joined, selected)


def _grouped(inside: Sequence[Feature], groups: Iterable[str]) -> list[Feature]:
    """The features with the codes of their larger areas as their own."""
    return [{**one, "properties": {"code": code}} for one, code in zip(inside, groups, strict=True)]


def _patterns(
    inside: Sequence[Feature],
    places: Sequence[int],
    classes: Classes,
    panel: Panel,
    colours: Palette,
) -> Iterator[tuple[str, list[Feature], dict[str, Any]]]:
    """What is drawn over the fills of each class with a pattern, and how; outlines come last."""
    looks: dict[str, dict[str, Any]] = {
        HATCHED: {"colour": colours.muted, "width": 1.2},
        HATCHED_BACK: {"colour": colours.muted, "width": 1.2},
        DASHED: {"colour": colours.ink, "width": 1.5, "dash": [4, 3]},
        OUTLINED: {"colour": colours.ink, "width": 3},
    }
    for pattern, look in looks.items():
        own = [
            feature
            for feature, place in zip(inside, places, strict=True)
            if place not in BLANK and classes.classes[place].pattern == pattern
        ]
        if own and pattern in STRIPED:
            own = [stripes(one, panel.pixels, back=pattern == HATCHED_BACK) for one in own]
        if own:
            yield pattern, own, look


def _code_of(feature: Feature) -> dict[str, str]:
    """What lies over an area hears its clicks: it must say whose they are."""
    return {"code": feature["properties"]["code"]}


def _fills(colours: Palette) -> list[alt.Chart]:
    """The areas, and below them a line round the whole: only its outer half is left to be seen.

    One copy of the outlines serves all layers: everything sent is sent once.
    """
    base = alt.Chart(SHARED).transform_filter("!datum.properties.over")
    click = alt.selection_point(name=SELECTION, fields=["properties.code"], on="click", empty=False)
    fills = (
        base.mark_geoshape(stroke=colours.bg, strokeWidth=1.2, cursor="pointer", clip=True)
        .encode(
            color=alt.Color("properties.fill:N", scale=None),
            tooltip=[
                alt.Tooltip("properties.name:N", title="Area"),
                alt.Tooltip("properties.told:N", title="Value"),
            ],
            description="says:N",
        )
        .transform_calculate(says=SAYS)
        .add_params(click)
    )
    rim = base.mark_geoshape(
        filled=False, stroke=colours.axis, strokeWidth=3.4, aria=False, clip=True, tooltip=None
    )
    return [rim, fills]


def _composed(
    layers: Sequence[alt.Chart | alt.LayerChart],
    panel: Panel,
    colours: Palette,
    scale: float,
) -> alt.TopLevelMixin:
    """The layers on one projection: grid metres to pixels, north up."""
    project = {
        "type": "identity",
        "reflectY": True,
        "scale": panel.pixels,
        "translate": [-panel.west * panel.pixels, panel.north * panel.pixels],
    }
    # Names stand in pixels: only what has a mark of its own is an outline.
    made = alt.layer(
        *[layer.project(**project) if isinstance(layer, alt.Chart) else layer for layer in layers]
    )
    return themed(
        made.properties(
            width=panel.width,
            height=panel.height,
            # Fitting would move the names and leave the outlines where they are.
            autosize={"type": "none"},
        ).resolve_scale(x="independent", y="independent"),
        colours,
        scale,
        padding=0,
    )


def _feature(row: Any, outline: dict[str, Any], classes: Classes, colours: Palette) -> Feature:
    blank = row.place in BLANK
    plain = row.description == f"{row.area_name}: {row.told}"
    return {
        "type": "Feature",
        "geometry": outline,
        "properties": {
            "code": row.code,
            "name": row.area_name,
            "told": row.told,
            **({} if plain else {"description": row.description}),
            "fill": colours.bg if blank else classes.classes[row.place].fill,
        },
    }


def _outline(
    over: str,
    colour: str,
    width: float,
    dash: list[int] | None = None,
    opacity: float = 1,
) -> alt.Chart:
    """The layer of what is drawn above the fills under that name.

    Without any fill, not with a clear one: a click on what lies below would stay in it.
    """
    drawn = alt.Chart(SHARED).transform_filter(f"datum.properties.over == '{over}'")
    return drawn.mark_geoshape(
        filled=False,
        fill="none",
        stroke=colour,
        strokeWidth=width,
        strokeDash=dash or [1, 0],
        strokeJoin="round",
        opacity=opacity,
        aria=False,
        clip=True,
        tooltip=None,
    )


@dataclass(frozen=True)
class _Naming:
    """What every way of naming needs: reviewed places, colours, and the panel to write on."""

    labels: pd.DataFrame
    classes: Classes
    colours: Palette
    panel: Panel
    scale: float

    @property
    def in_town(self) -> bool:
        """Whether this is the panel that is large enough for names on a phone."""
        return self.panel.name == TOWN

    def in_place(self, names: Sequence[Name]) -> list[alt.LayerChart]:
        return in_place(names, self.panel, self.colours, self.scale, on_phones=self.in_town)

    def beside(self, names: Sequence[Name]) -> list[alt.LayerChart]:
        return beside(names, self.panel, self.colours, self.scale)

    def leads_to(self, row: Any) -> tuple[float, float] | None:
        """The place that a label outside its area leads to; None for one inside."""
        return None if pd.isna(row.leader_x) else self.panel.xy(row.leader_x, row.leader_y)

    def outside(self, lines: tuple[str, ...], value: str, at: tuple[float, float]) -> Name:
        """A name beside the map that leads to a place (metres)."""
        return Name(lines, value, *self.panel.xy(*at), self.colours.ink, self.colours.bg)


def _names(drawn: pd.DataFrame, naming: _Naming, *, only: bool) -> list[alt.LayerChart]:
    """The areas' names and values: in their places, or, of changes, beside the whole borough."""
    named = drawn[drawn["place"] != naming.classes.plain] if only else drawn
    if only and not naming.in_town:
        at = naming.labels.sort_values("panel").drop_duplicates("area_code")
        rows = named.merge(at, on="area_code").itertuples()
        return naming.beside(
            [
                naming.outside(
                    _lines(row),
                    row.told,
                    (row.x, row.y) if pd.isna(row.leader_x) else (row.leader_x, row.leader_y),
                )
                for row in rows
            ]
        )
    here = naming.labels[naming.labels["panel"] == naming.panel.name]
    names = []
    for row in named.merge(here, on="area_code").itertuples():
        leads_to = naming.leads_to(row)
        on = None if leads_to or row.place < 0 else naming.classes.classes[row.place]
        fill, halo = (on.text, on.fill) if on else (naming.colours.ink, naming.colours.bg)
        x, y = naming.panel.xy(row.x, row.y)
        value = getattr(row, "written", row.told)
        names.append(Name(_lines(row), value, x, y, fill, halo, leads_to))
    return naming.in_place(names)


def _names_of_groups(
    groups: Sequence[tuple[str, int, Outline]], naming: _Naming, *, crowded: bool
) -> list[alt.LayerChart]:
    """The names of larger areas: of those with a coloured area in bold, and beside the whole
    borough. `groups` has each small area's larger one, its class and its outline. On a ramp every
    class has a colour: none is in bold, and each name has a rim that reads on all of them. Where
    the map may be `crowded` so are the names of more than a few.
    """
    coloured: dict[str, list[Outline]] = {}
    for code, place, outline in groups:
        if naming.classes.plain not in (None, place):
            coloured.setdefault(code, []).append(outline)
    if crowded and len(coloured) > MOST_BESIDE:
        coloured = {}
    held = {code for code, _, _ in groups}
    ink, bg = naming.colours.ink, naming.colours.bg
    labels = naming.labels[naming.labels["area_code"].isin(held)]
    if not naming.in_town:
        bold = labels[labels["area_code"].isin(coloured)].drop_duplicates("area_code")
        led = [
            naming.outside(_lines(row), "", _middle(coloured[row.area_code]))
            for row in bold.itertuples()
        ]
        labels = labels[~labels["area_code"].isin(coloured)]
    placed = []
    for row in labels[labels["panel"] == naming.panel.name].itertuples():
        strong, leads_to = row.area_code in coloured, naming.leads_to(row)
        at = naming.classes.plain
        plain = bg if at is None or not coloured else naming.classes.classes[at].fill
        x, y = naming.panel.xy(row.x, row.y)
        halo = bg if strong or leads_to else plain
        placed.append(Name(_lines(row), "", x, y, ink, halo, leads_to, strong))
    return [*naming.in_place(placed), *([] if naming.in_town else naming.beside(led))]


def _middle(outlines: Sequence[Outline]) -> tuple[float, float]:
    """A point inside the largest of some areas."""
    return max(outlines, key=lambda one: one.square_metres).inside


def _lines(row: Any) -> tuple[str, ...]:
    return tuple(str(row.lines).split("|"))
