"""The words inside a control chart that are no signal: what gaps, strips and spans are, and the
changes in recording among the months drawn.
"""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from components.charts.placing import Box, Room, fold, longest
from components.charts.rows import Spec
from components.charts.spc_canvas import ROOMY, Canvas
from components.charts.theme import LEAD
from components.charts.time_axis import Stretch
from components.words import breaks as words_of
from components.words import signals
from csp import months

CHARACTER = 6.2  # px: the usual width of a letter
STRIP_LINE = 12  # characters of a line in a folded stretch
ALONG_LINE = 12  # characters of a folded line along a rule
SHORTEST = 4  # characters: a line is never narrower
DATED = 4  # months not held: a shorter gap says only that it is one
PAD = 6  # px between words and what bounds them
STEP = 8  # px from one place that is tried to the next
STEPS = 12

Rows = list[dict[str, Any]]


def gap_words(canvas: Canvas, room: Room) -> list[Spec]:
    """Which months a dashed box stands for, at its foot."""
    rows = []
    for gap in canvas.axis.stretches:
        if gap.folded or gap.span.months < 2:
            continue
        dated = f"{signals.short_span(gap.span)}\n" if gap.span.months >= DATED else ""
        words = _folded(canvas, f"{dated}{gap.why}", gap.x2 - gap.x)
        rows += _take(canvas, room, words, (gap.x + gap.x2) / 2, [canvas.high(PAD)])
    return canvas.words(rows, canvas.colours.muted)


def strip_words(canvas: Canvas, breaks: pd.DataFrame) -> list[Spec]:
    """Which years a folded stretch spans, and the break that lies in it."""
    years, told = [], []
    for strip in canvas.axis.stretches:
        if not strip.folded:
            continue
        x = (strip.x + strip.x2) / 2
        years.append({"x": x, "y": canvas.top * 0.95, "words": _years(strip)})
        if words := words_of.strip(strip.span, breaks):
            told.append({"x": x, "y": canvas.top * 0.66, "words": fold(words, STRIP_LINE)})
    return [
        *canvas.words(years, canvas.colours.ink, weight=600),
        *canvas.words(told, canvas.colours.muted, from_width=ROOMY),
    ]


def span_words(canvas: Canvas, room: Room) -> list[Spec]:
    """What is to be known of a span's limits, over its longest stretch of months."""
    rows = []
    for _, part in canvas.drawn.groupby("span"):
        held = int((part["status"] == "complete").sum())
        told = _limits_words(part["limits_kind"].iloc[0], held)
        if not told:
            continue
        run = max(months.runs(part["month"]), key=lambda one: one.months)
        left, right = canvas.axis.run(run.start)
        words = _folded(canvas, told, right - left)
        highest = canvas.top - canvas.height_of(words) - canvas.high(PAD)
        lows = [highest - canvas.high(STEP) * step for step in range(STEPS)]
        rows += _take(canvas, room, words, (left + right) / 2, lows)
    return canvas.words(rows, canvas.colours.muted, halo=True, from_width=ROOMY)


def change_rules(canvas: Canvas, breaks: pd.DataFrame) -> list[Spec]:
    """Entries of the break register among the months drawn, as thin rules."""
    rules = [
        {"x": place, "y": 0.0, "y2": canvas.top}
        for row, place in _among_months(canvas, breaks)
        if row.kind != words_of.INCOMPLETE
    ]
    if not rules:
        return []
    drawn = canvas.layer(rules, y2=alt.Y2("y2:Q"))
    return [
        drawn.mark_rule(color=canvas.colours.axis, strokeDash=[2, 3], strokeWidth=1, aria=False)
    ]


def change_words(canvas: Canvas, room: Room, breaks: pd.DataFrame) -> list[Spec]:
    """The names of those entries, along their rules. Months supplied incompletely are drawn as such
    already and are named below their points.
    """
    along, below = [], []
    for row, place in _among_months(canvas, breaks):
        if row.kind == words_of.INCOMPLETE:
            below += _named_below(canvas, room, row, place)
        else:
            words = words_of.along(row)
            along += _named_along(canvas, room, words, place)
    muted = canvas.colours.muted
    return [
        *canvas.words(along, muted, angle=270, align="left", from_width=ROOMY),
        *canvas.words(below, muted, halo=True, from_width=ROOMY),
    ]


def _among_months(canvas: Canvas, breaks: pd.DataFrame) -> Iterator[tuple[Any, float]]:
    """Entries with their places; a folded stretch names what lies in it itself."""
    for row in breaks.itertuples():
        place = canvas.axis.place(row.starts_on.date())
        if place is not None and not _begins_a_run(canvas, place):
            yield row, place


def _begins_a_run(canvas: Canvas, place: float) -> bool:
    """True at the right edge of a folded stretch, which names what lies in it up to there."""
    return any(one.folded and one.x2 == place for one in canvas.axis.stretches)


def _named_along(canvas: Canvas, room: Room, words: str, place: float) -> Iterator[dict[str, Any]]:
    """The words of a rule, read upwards: at its top or foot or between, right or left of it, on one
    line or folded; none where there is no room, for the list below the chart names it.
    """
    near = canvas.wide(1)
    for lines in (words, fold(words, ALONG_LINE)):
        wide = canvas.wide(LEAD) * (lines.count("\n") + 1)
        # One letter more: along a rule nothing gives way above the top of the chart.
        high = canvas.high((longest(lines) + 1) * CHARACTER)
        top, foot = canvas.top - high - canvas.high(PAD), canvas.high(PAD)
        lows = [top, foot, *(top - canvas.high(STEP / 2) * step for step in range(1, 8 * STEPS))]
        boxes = (
            Box(left, left + wide, low, low + high)
            for low in lows
            for left in (place + near, place - near - wide)
        )
        if box := room.take(boxes):
            return [{"x": box.left + canvas.wide(LEAD / 2), "y": box.low, "words": lines}]
    return []


def _named_below(canvas: Canvas, room: Room, row: Any, place: float) -> Rows:
    """The words of months supplied incompletely, as low as they have room."""
    ends = None if pd.isna(row.ends_on) else canvas.axis.place(row.ends_on.date())
    words = fold(str(row.short), SHORTEST)
    lows = [canvas.high(PAD + STEP * step) for step in range(STEPS)]
    return _take(canvas, room, words, (place + (ends or place)) / 2, lows)


def _folded(canvas: Canvas, words: str, wide: float) -> str:
    """Words on lines as wide as a stretch of months."""
    characters = int((wide / canvas.wide(1) - PAD) / CHARACTER)
    return fold(words, max(SHORTEST, characters))


def _take(canvas: Canvas, room: Room, words: str, x: float, lows: list[float]) -> Rows:
    """Centred words at the first free height of those wanted; none where none is free, for the
    table, the key and the list below the chart say the same.
    """
    half, high = canvas.wide(longest(words) * CHARACTER) / 2, canvas.height_of(words)
    boxes = [Box(x - half, x + half, low, low + high) for low in lows]
    box = room.take(boxes)
    return [{"x": x, "y": box.high - canvas.high(LEAD / 2), "words": words}] if box else []


def _limits_words(kind: str, held: int) -> str:
    if kind == "trial":
        return f"Trial limits ({held} months)"
    if kind == "none":
        return f"{held} full {'month' if held == 1 else 'months'}: no limits"
    return "Too rare for limits" if kind == "too rare" else ""


def _years(strip: Stretch) -> str:
    first = months.shift(strip.span.start, -1).year
    return f"{first}\nto {months.shift(strip.span.end, 1).year}"
