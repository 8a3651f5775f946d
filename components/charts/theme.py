"""How every chart looks: one Vega-Lite configuration from the palette; the shapes of signals."""

from typing import Any

import altair as alt

from components.charts.palette import Palette

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


def themed(
    chart: alt.TopLevelMixin, colours: Palette, scale: float = 1.0, padding: int = 6
) -> alt.TopLevelMixin:
    """The chart in our type and colours; `scale` is 2.2 in meeting mode."""
    size = round(TEXT * scale)
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


def as_spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart as a plain Vega-Lite specification."""
    return chart.to_dict()


def signal_colour(direction: str, colours: Palette) -> str:
    """The colour of a signal by what it means; without a meaning, that of “no signal”."""
    return {
        "better": colours.better,
        "worse": colours.worse,
        "neither": colours.neither,
    }.get(direction, colours.none)
