"""A funnel: every area's rate against its residents, within limits that chance alone would keep."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.placing import Box, Room, end_of_scale, spread
from components.charts.rows import Finished, Layer, Rows, Spec, channel, layered
from components.charts.theme import LEAD, SHAPES, TEXT, halo

HEIGHT = 340  # px
DESK = 1000  # px: the width of a plot at a desk, for which words are placed
NARROW = 560  # px of the plot: below it, only the chosen area is named
ENDS = 128  # px at the right, for the names of the lines
EDGE = 8  # px at the right on a phone, which has no room for them
CHARACTER = 6.4  # px: the usual width of a letter
AROUND = 9  # px round a point that words leave free
SIZES = {"dot": 62, "triangle up": 230, "triangle down": 230, "ring": 70}
OFF = "\N{UPWARDS ARROW}"  # beside what lies beyond the scale
# The shape of where an area lies in the funnel.
SHAPE_OF = {
    "inside": "dot",
    "inner above": "ring",
    "inner below": "ring",
    "outer above": "triangle up",
    "outer below": "triangle down",
}
LIMITS = ("outer_lower", "outer_upper", "inner_lower", "inner_upper")
Listed = list[dict[str, Any]]


def funnel_chart(
    areas: pd.DataFrame,
    curves: pd.DataFrame,
    colours: Palette,
    *,
    common: float,
    common_words: str,
    scale: float = 1.0,
    illustrative: bool = False,
) -> Finished:
    """The areas as points over their residents, round one common rate.

    `areas` has label, people, rate, told (the rate as written), place (as csp.stats.funnel says),
    own (the chosen one, in the accent's colour), named (whose name is written where there is room)
    and reading (for a tip and a screen reader). `curves` has people, inner_lower, inner_upper,
    outer_lower and outer_upper. One rate far beyond all others stands at the top of the scale with
    an arrow and its value.
    """
    top = end_of_scale([*areas["rate"], float(curves["outer_upper"].median())])
    drawn = areas.assign(y=areas["rate"].clip(upper=top), far=areas["rate"] > top)
    frame = _Frame(drawn, curves.assign(common=common), colours, top, scale)
    layers = [
        *_limits(frame),
        *_common(frame, common, common_words),
        *_points(frame),
        *_names(frame),
    ]
    high = round(HEIGHT * scale)
    return layered(
        layers,
        frame.rows,
        colours,
        scale,
        illustrative=illustrative,
        width="container",
        height=high,
    )


class _Frame:
    """What all layers share: one x (residents), one y (rate), and how pixels become their units."""

    def __init__(
        self, drawn: pd.DataFrame, curves: pd.DataFrame, colours: Palette, top: float, scale: float
    ) -> None:
        self.drawn, self.curves, self.colours = drawn, curves, colours
        self.top, self.scale, self.rows = top, scale, Rows()
        self.first, self.last = float(curves["people"].min()), float(curves["people"].max())
        self.ends = ENDS * scale
        ends = f"(width < {NARROW} ? {EDGE} : {self.ends:g})"
        end = f"{self.first} + {self.last - self.first} * width / (width - {ends})"
        self.x = channel(
            alt.X(
                "people:Q",
                axis=alt.Axis(tickCount=6, format=",d", grid=False, values=self._ticks()),
                scale=alt.Scale(
                    domainMin=self.first, domainMax=alt.ExprRef(end), nice=False, zero=False
                ),
            )
        )
        self.y = channel(
            alt.Y(
                "y:Q",
                axis=alt.Axis(tickCount=5, format=",~f", grid=True),
                scale=alt.Scale(domain=[0, top], nice=False),
            )
        )

    def _ticks(self) -> list[int]:
        """Round numbers of residents, none of them under the names of the lines."""
        step = next(
            one
            for one in (500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 10**9)
            if (self.last - self.first) / one <= 7
        )
        return list(range(-(-int(self.first) // step) * step, int(self.last) + 1, step))

    def wide(self, px: float) -> float:
        """Pixels at a desk as residents."""
        return px * (self.last - self.first) / (DESK - ENDS)

    def high(self, px: float) -> float:
        """Pixels as units of the rate."""
        return px * self.top / HEIGHT

    def layer(self, rows: Listed | pd.DataFrame, **channels: Any) -> Layer:
        """A chart of some rows on the shared axes."""
        return self.rows.chart(rows, x=self.x, y=self.y, **channels)


def _limits(frame: _Frame) -> list[Spec]:
    """Shading between the outer limits, and the four lines: inner dashed, outer solid."""
    colours, layers = frame.colours, []
    cut = frame.curves.round(2).astype({"people": int})
    band = frame.layer(
        cut[["people", "outer_upper", "outer_lower"]].rename(
            columns={"outer_upper": "y", "outer_lower": "y2"}
        )
    )
    layers.append(
        band.encode(y2=alt.Y2("y2:Q")).mark_area(
            color=colours.band, opacity=1, clip=True, aria=False
        )
    )
    lines = pd.concat(
        [cut[["people", name]].rename(columns={name: "y"}).assign(line=name) for name in LIMITS],
        ignore_index=True,
    )
    for kind, dash in (("outer", [1, 0]), ("inner", [5, 4])):
        rows = lines[lines["line"].str.startswith(kind)]
        layers.append(
            frame.layer(rows, detail=alt.Detail("line:N")).mark_line(
                color=colours.axis, strokeWidth=1.5, strokeDash=dash, clip=True, aria=False
            )
        )
    return layers


def _common(frame: _Frame, common: float, words: str) -> list[Spec]:
    """The common rate as a line, and the names of all lines at their right ends."""
    ends = [{"people": frame.first, "y": common}, {"people": frame.last, "y": common}]
    line = frame.layer(ends).mark_line(color=frame.colours.ink, strokeWidth=1.8, aria=False)
    last = frame.curves.iloc[-1]
    told = sorted(
        [
            (common, words, True),
            *(
                (float(last[f"{kind}_{side}"]), f"{share} {side} limit", False)
                for kind, share in (("inner", "95%"), ("outer", "99.8%"))
                for side in ("lower", "upper")
            ),
        ]
    )
    held = [one for one in told if 0 < one[0] <= frame.top]
    places = spread([one[0] for one in held], frame.high(LEAD), 0.0, frame.top)
    layers = [line]
    for (_, name, own), place in zip(held, places, strict=True):
        layers += _words(
            frame,
            [{"people": frame.last, "y": place, "words": name}],
            colour=frame.colours.ink if own else frame.colours.muted,
            weight=600 if own else 400,
            dx=8,
            from_width=NARROW,
        )
    # On a phone the words stand at the end that the chosen area is further from.
    own = frame.drawn.loc[frame.drawn["own"], "people"]
    right = own.empty or own.mean() < (frame.first + frame.last) / 2
    at = frame.last if right else frame.first
    return [*layers, *_on_a_phone(frame, at, common, words, frame.colours.ink)]


def _on_a_phone(frame: _Frame, people: float, y: float, words: str, colour: str) -> list[Spec]:
    """Words just above their place, on its inner side, on a phone alone."""
    right = people > (frame.first + frame.last) / 2
    row = {"people": people, "y": y + frame.high(14), "words": words}
    look = {"align": "right" if right else "left", "weight": 600}
    return _words(frame, [row], colour=colour, below_width=NARROW, **look)


def _words(
    frame: _Frame,
    rows: Listed,
    *,
    colour: str,
    weight: int = 400,
    dx: float = 0.0,
    align: str = "left",
    from_width: int = 0,
    below_width: int = 10**6,
) -> list[Spec]:
    """Words over a copy of themselves in the colour of the ground, in plots of some widths [px]."""
    if not rows:
        return []
    size = round(TEXT * frame.scale)
    fits = f"width >= {from_width} && width < {below_width}"
    base = frame.layer(rows, text=alt.Text("words:N"))
    look = {
        "align": align,
        "baseline": "middle",
        "dx": dx * frame.scale,
        "fontSize": alt.ExprRef(f"{fits} ? {size} : 0"),
        "fontWeight": weight,
        "aria": False,
    }
    ground = halo(frame.colours, frame.scale)
    ground["strokeWidth"] = alt.ExprRef(f"{fits} ? {ground['strokeWidth']:g} : 0")
    return [base.mark_text(**look, **ground), base.mark_text(**look, color=colour)]


def colour_of(shape: str, colours: Palette) -> str:
    """The colour of a shape that is not the chosen area's."""
    return colours.context if shape == "dot" else colours.ink


def _points(frame: _Frame) -> list[Spec]:
    """Every area by its shape; the chosen one in the accent's colour, on top."""
    colours, layers = frame.colours, []
    kinds = frame.drawn.assign(shape=frame.drawn["place"].map(SHAPE_OF))
    for (own, shape), rows in kinds.groupby(["own", "shape"], sort=True):
        colour = colours.accent if own else colour_of(shape, colours)
        hollow = shape == "ring"
        layers.append(
            frame.layer(
                rows[["people", "y", "reading"]],
                tooltip=alt.Tooltip("reading:N", title="Area"),
                description=alt.Description("reading:N"),
            ).mark_point(
                shape=SHAPES[shape],
                size=SIZES[shape] * frame.scale**2 * (2 if own else 1),
                fill=colours.bg if hollow else colour,
                stroke=colour if hollow else colours.bg,
                strokeWidth=1.8 if hollow else 1,
                opacity=1,
            )
        )
    return layers


def _names(frame: _Frame) -> list[Spec]:
    """The names of the areas that are to be named, the chosen first, each where it has room."""
    room = Room(Box(frame.first, frame.last + frame.wide(ENDS), 0, frame.top), _taken(frame))
    order = frame.drawn[frame.drawn["named"]].assign(
        apart=lambda told: (told["rate"] - told["rate"].median()).abs()
    )
    own, others = [], []
    for area in order.sort_values(["own", "apart"], ascending=False).itertuples():
        words = f"{area.label} {area.told} {OFF}" if area.far else area.label
        wide, high = frame.wide(len(words) * CHARACTER), frame.high(LEAD)
        found = room.take(_beside(frame, area, wide, high))
        if found is None and not area.own:
            continue
        box = found or next(iter(_beside(frame, area, wide, high)))
        row = {"people": box.left, "y": (box.low + box.high) / 2, "words": words}
        (own if area.own else others).append(row)
    colours = frame.colours
    return [
        *_words(frame, others, colour=colours.ink, from_width=NARROW),
        *_words(frame, own, colour=colours.accent, weight=600, from_width=NARROW),
        *(
            layer
            for area in (order[order["own"]] if len(own) == 1 else order.head(0)).itertuples()
            for layer in _on_a_phone(frame, area.people, area.y, area.label, colours.accent)
        ),
    ]


def _taken(frame: _Frame) -> list[Box]:
    """What words leave free: the points, and the lines between which chance keeps an area."""
    wide, high, thin = frame.wide(AROUND), frame.high(AROUND), frame.high(2)
    points = [
        Box(one.people - wide, one.people + wide, one.y - high, one.y + high)
        for one in frame.drawn.itertuples()
    ]
    steps = zip(frame.curves.itertuples(), frame.curves.iloc[1:].itertuples(), strict=False)
    lines = [
        Box(
            here.people,
            after.people,
            min(getattr(here, name), getattr(after, name)) - thin,
            max(getattr(here, name), getattr(after, name)) + thin,
        )
        for here, after in steps
        for name in (*LIMITS, "common")
    ]
    return points + lines


def _beside(frame: _Frame, area: Any, wide: float, high: float) -> Iterator[Box]:
    """Where a name may stand: right, left, above, below its point, then a little off."""
    gap = frame.wide(AROUND + 2)
    for up in (0.0, 0.6, -0.6, 1.0, -1.0, 1.6, -1.6):
        middle = min(max(area.y + up * high * 1.2, high / 2), frame.top - high / 2)
        for left in (area.people + gap, area.people - gap - wide, area.people - wide / 2):
            if left >= frame.first:
                yield Box(left, left + wide, middle - high / 2, middle + high / 2)
