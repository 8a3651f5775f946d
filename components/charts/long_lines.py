"""A long series beside what it is held against: gaps, breaks and incomplete months as on a control
chart, but no limits.
"""

import math
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.spc import RING_SIZE, segments, stretches, years
from components.charts.spc_canvas import Canvas
from components.charts.spc_ends import beside_ends
from components.charts.spc_words import change_rules, change_words, gap_words, strip_words
from components.charts.theme import DOT_SIZE
from components.charts.time_axis import lay_out

ABOVE = 1.16  # of the highest point: room for words


def long_lines(
    series: pd.DataFrame,
    colours: Palette,
    *,
    breaks: pd.DataFrame,
    names: tuple[str, str],
    scale: float = 1.0,
) -> alt.TopLevelMixin:
    """Two lines over all months held, as wide as their place, never joined across a gap or a break.

    `series` has month, status, span, value and other (blank unless the month is complete), height
    (the value by what was supplied, for incomplete months) and reading (for a screen reader).
    `names` are what stands at the right ends of value (in ink) and of other (dotted). `breaks` is
    the break register.
    """
    axis = lay_out(series)
    drawn = series[series["month"].isin(axis.x)].reset_index(drop=True)
    drawn = drawn.assign(
        x=[axis.x[month] for month in drawn["month"]],
        **dict.fromkeys(("centre", "lower_shown", "upper"), math.nan),
    )
    canvas = Canvas(drawn, axis, colours, _top(drawn), scale)
    room = canvas.room()
    layers = [
        *stretches(canvas),
        *change_rules(canvas, breaks),
        *_line(canvas, "other", strokeWidth=2, strokeDash=[1.5, 3], color=colours.context),
        *_line(canvas, "value", strokeWidth=1.8, color=colours.ink),
        *_points(canvas),
        *gap_words(canvas, room),
        *change_words(canvas, room, breaks),
        *strip_words(canvas, breaks),
        *beside_ends(canvas, _ends(canvas, names)),
        *years(canvas),
    ]
    return canvas.framed(layers)


def _top(drawn: pd.DataFrame) -> float:
    """The upper end of the scale: a round number over all that is drawn."""
    reach = float(drawn[["height", "other"]].max().max()) * ABOVE or 1.0
    step = 10 ** math.floor(math.log10(reach)) / 5
    return math.ceil(reach / step) * step


def _line(canvas: Canvas, name: str, **look: Any) -> list[alt.Chart]:
    held = canvas.drawn.dropna(subset=[name])
    rows = segments(canvas, pd.DataFrame({"month": held["month"], "value": held[name]}))
    if not rows:
        return []
    return [canvas.layer(rows, detail="segment:N").mark_line(aria=False, **look)]


def _points(canvas: Canvas) -> list[alt.Chart]:
    """A dot for each complete month, a dashed ring for one that was supplied in part."""
    larger = canvas.scale**2
    looks: dict[str, dict[str, Any]] = {
        "complete": {"filled": True, "color": canvas.colours.ink, "size": DOT_SIZE * larger},
        "incomplete": {
            "stroke": canvas.colours.muted,
            "fill": canvas.colours.bg,
            "strokeWidth": 1.5,
            "strokeDash": [2, 2],
            "size": RING_SIZE * larger,
        },
    }
    layers = []
    for status, look in looks.items():
        rows = [
            {"x": row.x, "y": float(row.height), "reading": row.reading}
            for row in canvas.drawn.itertuples()
            if row.status == status and not math.isnan(row.height)
        ]
        if rows:
            layers.append(
                canvas.layer(
                    rows, tooltip=alt.Tooltip("reading:N", title="Month"), description="reading:N"
                ).mark_point(shape="circle", opacity=1, **look)
            )
    return layers


def _ends(canvas: Canvas, names: tuple[str, str]) -> list[tuple[float, str, str]]:
    """The newest complete value of each line, with its name."""
    told = []
    for column, words, tone in zip(("value", "other"), names, ("ink", "muted"), strict=True):
        held = canvas.drawn[column].dropna()
        if len(held):
            told.append((float(held.iloc[-1]), words, tone))
    return told
