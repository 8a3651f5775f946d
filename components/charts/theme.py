"""How every chart looks: one Vega-Lite configuration from the palette; the shapes of signals."""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from components.charts.palette import Palette
from components.words import marks
from components.words.marks import Mark, Marked, mark_of

FONT = "IBM Plex Sans, Segoe UI, Arial, sans-serif"
TEXT = 13  # px, of chart and axis text
LEAD = 16  # px between labels that stand below each other

# Paths in the unit square; a mark's size gives their area.
SHAPES = {
    "triangle up": "M0,-.6L.6,.5L-.6,.5Z",
    "triangle down": "M-.6,-.5L.6,-.5L0,.6Z",
    "diamond": "M0,-.65L.65,0L0,.65L-.65,0Z",
    "square": "M-.5,-.5L.5,-.5L.5,.5L-.5,.5Z",
    "dot": "circle",
    "ring": "circle",
}
SIGNAL_SIZE = 430  # px², of the paths above
DOT_SIZE = 46
ILLUSTRATIVE = marks.ILLUSTRATIVE.word  # on every picture that holds invented records
WORD = 19  # px, of that word
NAME_LINE = 20  # letters of a row's name that stand on one line
NAME_LETTER = 7.2  # px, for a letter of it and its part of the gap behind it
HALO = 4  # px, of ground round words that stand on lines


def themed(
    chart: alt.TopLevelMixin,
    colours: Palette,
    scale: float = 1.0,
    padding: int = 6,
    *,
    illustrative: Marked = False,
) -> alt.TopLevelMixin:
    """The chart in our type and colours; `scale` is 2.2 in meeting mode.

    `illustrative` writes the word of its mark into the picture itself, above the plot, where a
    download keeps it; a map that fills its frame is marked by `illustrated`.
    """
    size = round(TEXT * scale)
    if (mark := mark_of(illustrative)) is not None:
        chart = chart.properties(title=_word(mark, colours, scale, inside=False))
    return chart.configure(
        background=colours.bg,
        font=FONT,
        view={"stroke": None},
        axis={
            "labelColor": colours.muted,
            "labelFontSize": size,
            "labelFont": FONT,
            "gridColor": colours.grid,
            "domain": False,
            "ticks": False,
            "title": None,
            "labelPadding": 8,
        },
        text={"font": FONT, "fontSize": size, "color": colours.ink},
        padding=padding,
    )


def _word(mark: Mark, colours: Palette, scale: float, *, inside: bool) -> alt.TitleParams:
    """The word of what is invented, as the title of a picture."""
    return alt.TitleParams(
        mark.word,
        anchor="start" if inside else "end",
        orient="bottom" if inside else "top",
        frame="group",
        color=colours.illustrative_edge,
        font=FONT,
        fontSize=round(WORD * scale),
        fontWeight=700,
        offset=round(-WORD * 1.3 * scale) if inside else 8,
    )


def illustrated(spec: Mapping[str, Any], colours: Palette) -> dict[str, Any]:
    """A finished map's specification with the word of invented records over its lower left
    corner, where no ward is named.

    A plate keeps the word legible on whatever fill lies below. `spec` has a height in pixels.
    """
    plate = {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": colours.bg, "opacity": 0.85, "aria": False},
        "encoding": {
            "x": {"value": 0},
            "x2": {"value": len(ILLUSTRATIVE) * WORD * 0.7},
            "y": {"value": spec["height"] - WORD * 1.5},
            "y2": {"value": spec["height"]},
        },
    }
    word = _word(marks.ILLUSTRATIVE, colours, 1.0, inside=True).to_dict()
    return {**spec, "layer": [*spec["layer"], plate], "title": word}


def names_axis(names: Iterable[str], colours: Palette, scale: float, widest: int) -> alt.Axis:
    """The axis of rows with these names, at most `widest` pixels wide.

    A name of more than twenty characters stands on two lines, the second from its "and" on; one
    without an "and" stays on one line. A browser may draw before our letters have arrived and find
    the names narrower than they will be, so room is kept for the longest.
    """
    longest = max((len(name) for name in names if len(name) <= NAME_LINE), default=0)
    long = f"length(datum.label) > {NAME_LINE} && test(regexp(' (and|&) '), datum.label)"
    lines = "split(replace(datum.label, regexp(' (?=(and|&) )'), '\\n'), '\\n')"
    return alt.Axis(
        labelExpr=f"{long} ? {lines} : datum.label",
        # The first of two lines stands above the middle of the row, the second below.
        labelBaseline={"condition": {"test": long, "value": "bottom"}, "value": "middle"},
        labelLineHeight=LEAD * scale * 0.8,
        labelLimit=widest,
        minExtent=min(widest, round(longest * NAME_LETTER * scale)),
        labelColor=colours.ink,
        labelPadding=8,
    )


def words_that_fit(long: str, short: str, room: str, letter: float) -> alt.ExprRef:
    """The text of a part: the field `long` where it fits into `room` (an expression, px), else the
    field `short`, else nothing. `letter` is the usual width of a letter, px.
    """
    fits, short_fits = (f"length(datum.{name}) * {letter} < {room}" for name in (long, short))
    return alt.ExprRef(f"{fits} ? datum.{long} : {short_fits} ? datum.{short} : ''")


def halo(colours: Palette, scale: float) -> dict[str, Any]:
    """The look of a copy of words that lies below them, where they may stand on lines."""
    ground = {"color": colours.bg, "stroke": colours.bg, "strokeJoin": "round"}
    return {**ground, "strokeWidth": HALO * scale}


def as_spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart as a plain Vega-Lite specification.

    It is not held against the schema of Vega-Lite here, which takes as long as all the rest:
    the tests hold every picture of every page against it.
    """
    return chart.to_dict(validate=False)


def signal_colour(direction: str, colours: Palette) -> str:
    """The colour of a signal by what it means; without a meaning, that of “no signal”."""
    return {
        "better": colours.better,
        "worse": colours.worse,
        "neither": colours.neither,
    }.get(direction, colours.none)
