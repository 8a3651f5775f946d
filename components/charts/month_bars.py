"""Counts month by month as bars, with the gaps, incomplete months and breaks of a control chart,
and the average of each span.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.placing import Box, Room, end_of_scale
from components.charts.rows import Finished, Spec
from components.charts.spc import stretches, years
from components.charts.spc_canvas import BETWEEN, Canvas
from components.charts.spc_words import (
    CHARACTER,
    PAD,
    STEP,
    change_rules,
    change_words,
    gap_words,
    strip_words,
)
from components.charts.time_axis import lay_out

HEIGHT = 230  # px
HALF = 0.38  # of a month's place, on either side of its middle
ROOM = 1.12  # of the largest count, to the top
FEW = 4.0  # the least upper end of a scale: one event fills no picture


def month_bars(
    chart: pd.DataFrame,
    colours: Palette,
    *,
    breaks: pd.DataFrame,
    averages: dict[int, tuple[float, str]],
    scale: float = 1.0,
    illustrative: bool = False,
) -> Finished:
    """One bar a month held; nothing stands for a month that is not.

    `chart` has month, events, status, span and reading (for a tip and a screen reader); `breaks` is
    the break register; `averages` gives a span's mean count and the words at its line. A bar of an
    incomplete month is hollow and counts for no average. No limits are drawn.
    """
    axis = lay_out(chart)
    drawn = chart[chart["month"].isin(axis.x)].reset_index(drop=True)
    drawn = drawn.assign(
        x=[axis.x[month] for month in drawn["month"]],
        height=drawn["events"].astype(float),
        centre=[averages.get(span, (float("nan"), ""))[0] for span in drawn["span"]],
        lower_shown=float("nan"),
        upper=float("nan"),
    )
    top = max(FEW, end_of_scale([float(drawn["height"].max()) * ROOM]))
    canvas = Canvas(drawn, axis, colours, top, scale, HEIGHT)
    room = _room(canvas)
    lines = _averages(canvas, averages, room)
    words = [
        *gap_words(canvas, room),
        *change_words(canvas, room, breaks),
        *strip_words(canvas, breaks),
    ]
    layers = [
        *stretches(canvas),
        *_bars(canvas),
        *change_rules(canvas, breaks),
        *lines,
        *words,
        *years(canvas),
    ]
    return canvas.framed(layers, illustrative=illustrative)


def _room(canvas: Canvas) -> Room:
    """The plot, of which the bars are taken."""
    bars = [Box(row.x - 0.5, row.x + 0.5, 0.0, row.height) for row in canvas.drawn.itertuples()]
    return Room(Box(0, canvas.axis.length, 0, canvas.top), bars, canvas.high(BETWEEN))


def _bars(canvas: Canvas) -> list[Spec]:
    """The months: filled where they are complete, hollow and dashed where they are not."""
    colours, layers = canvas.colours, []
    looks: Sequence[tuple[str, dict[str, Any]]] = (
        ("complete", {"fill": colours.accent}),
        (
            "incomplete",
            {"fill": colours.bg, "stroke": colours.muted, "strokeWidth": 1.5, "strokeDash": [3, 2]},
        ),
    )
    for status, look in looks:
        rows = [
            {
                "x": round(row.x - HALF, 3),
                "x2": round(row.x + HALF, 3),
                "y": 0.0,
                "y2": row.height,
                "reading": row.reading,
            }
            for row in canvas.drawn.itertuples()
            if row.status == status
        ]
        if rows:
            told = {"tooltip": alt.Tooltip("reading:N", title="Month"), "description": "reading:N"}
            layers.append(
                canvas.layer(rows, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), **told).mark_rect(**look)
            )
    return layers


def _averages(canvas: Canvas, averages: dict[int, tuple[float, str]], room: Room) -> list[Spec]:
    """The average of each span over its months, with its words at the end of the last one and above
    the others.
    """
    numbers_of = sorted(canvas.drawn["span"].unique())
    rows = [
        {**span, "y": span["centre"], "words": averages[number][1]}
        for number, span in zip(numbers_of, canvas.spans, strict=True)
        if number in averages
    ]
    if not rows:
        return []
    ink = canvas.colours.ink
    end = {**rows[-1], "x": canvas.axis.length}
    return [
        canvas.rule(rows, ink, 1.5),
        *canvas.words([end], ink, weight=600, align="left", dx=8),
        *canvas.words(_above(canvas, room, rows[:-1]), ink, weight=600, align="left"),
    ]


def _above(canvas: Canvas, room: Room, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The words of earlier averages, as near above their lines as the bars leave room; none where
    there is none, for the table has them.
    """
    told = []
    for row in rows:
        wide, high = canvas.wide(len(row["words"]) * CHARACTER), canvas.height_of("")
        left = row["x"] + canvas.wide(PAD)
        steps = (row["y"] + canvas.high(4 + STEP * step) for step in range(30))
        if box := room.take(Box(left, left + wide, low, low + high) for low in steps):
            told.append({**row, "x": box.left, "y": (box.low + box.high) / 2})
    return told
