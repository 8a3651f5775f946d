"""Answers to either side of one line: safe to the left, neither and unsafe to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import LEAD, TEXT, themed, words_that_fit

ROW = 76  # px: a bar and the line of words above it
BAR = 34  # px
LETTER = 7.4  # px: the width of a letter of a segment's words
TOTAL = 20  # px, of the headline share
BESIDE = 72  # px: where the words beside it begin
NARROW = 8.0  # percentage points: thinner parts are named behind the last one
PHONE = 640  # px of the plot: below it, the words of a break stand in the note alone
MARGIN = 3.0  # percentage points left free at both ends
NOT_PUBLISHED = -1  # the fill of what was not published apart: an outline


@dataclass(frozen=True)
class Part:
    """One part of a bar: its words, its share, its side, and its fill.

    `fill` is a place in the ramp of answers (0 the most favourable), or NOT_PUBLISHED.
    """

    words: str
    percent: float
    left: bool
    fill: int


@dataclass(frozen=True)
class Bar:
    """One bar: the headline share as written, the words beside it, its parts, the nearest first.

    `break_above` are words for a dotted rule above it: this bar and the one above do not compare.
    """

    total: str
    label: str
    parts: Sequence[Part]
    reading: str  # for a screen reader
    break_above: str = ""


def diverging_bars(
    bars: Sequence[Bar], colours: Palette, *, scale: float = 1.0, illustrative: bool = False
) -> alt.TopLevelMixin:
    """The bars, one below the other, as wide as their place."""
    rows = pd.DataFrame([row for place, bar in enumerate(bars) for row in _rows(place, bar)])
    low, high = rows["x"].min() - MARGIN, rows["x2"].max() + MARGIN
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[low, high], nice=False))
    height = round(ROW * scale) * len(bars)
    y_scale = alt.Scale(domain=[0, len(bars)], reverse=True, nice=False)
    y = alt.Y("y:Q", axis=None, scale=y_scale)
    base = alt.Chart(rows).encode(x=x, y=y)
    drawn = [
        *_segments(base, colours, scale),
        *_words(base, colours, scale, high - low),
        *_tails(bars, x, y, colours, scale),
        *_heads(bars, y, colours, scale),
        *_breaks(bars, y, colours, scale),
        _line(len(bars), x, y, colours),
    ]
    made = alt.layer(*drawn).properties(width="container", height=height)
    return themed(made, colours, scale, illustrative=illustrative)


def _rows(place: int, bar: Bar) -> list[dict[str, object]]:
    """A row a part: from x to x2, negative to the left of the line."""
    rows, edges = [], {True: 0.0, False: 0.0}
    for part in bar.parts:
        start = edges[part.left]
        end = start + part.percent
        edges[part.left] = end
        x, x2 = (-end, -start) if part.left else (start, end)
        rows.append(
            {
                "x": x,
                "x2": x2,
                "middle": (x + x2) / 2,
                "y": place + 0.66,
                "fill": part.fill,
                "words": part.words,
                "share": part.words.rsplit(" ", 1)[-1],
                "reading": f"{bar.reading}: {part.words}",
            }
        )
    return rows


def _segments(base: alt.Chart, colours: Palette, scale: float) -> list[alt.Chart]:
    ramp = alt.Color(
        "fill:N",
        scale=alt.Scale(domain=list(range(5)), range=list(colours.answers)),
        legend=None,
    )
    told = {"tooltip": alt.Tooltip("reading:N", title="Answer"), "description": "reading:N"}
    size = round(BAR * scale)
    filled = (
        base.transform_filter(f"datum.fill != {NOT_PUBLISHED}")
        .mark_bar(size=size, stroke=colours.bg, strokeWidth=1.2)
        .encode(x2="x2:Q", color=ramp, **told)
    )
    outlined = (
        base.transform_filter(f"datum.fill == {NOT_PUBLISHED}")
        .mark_bar(size=size, filled=True, color=colours.bg, stroke=colours.axis, strokeWidth=1.2)
        .encode(x2="x2:Q", **told)
    )
    return [filled, outlined]


def _words(base: alt.Chart, colours: Palette, scale: float, reach: float) -> list[alt.Chart]:
    """Each part's words inside it, or only its share where it is too thin for them."""
    room = f"(datum.x2 - datum.x) * width / {reach} - 8"
    told = words_that_fit("words", "share", room, LETTER * scale)
    light = colours.theme == "light"
    strong = {0, 4} if light else {1, 2, 3}
    kinds = (
        (strong, colours.bg if light else colours.ink),
        (set(range(5)) - strong, colours.ink if light else colours.bg),
        ({NOT_PUBLISHED}, colours.muted),
    )
    return [
        base.transform_filter(" || ".join(f"datum.fill == {place}" for place in sorted(fills)))
        .mark_text(
            text=told, fontSize=round(TEXT * scale), fontWeight=500, color=colour, aria=False
        )
        .encode(x="middle:Q")
        for fills, colour in kinds
    ]


def _tails(
    bars: Sequence[Bar], x: alt.X, y: alt.Y, colours: Palette, scale: float
) -> list[alt.Chart]:
    """Behind the last part of a bar, the words of parts too thin to hold their own."""
    rows = []
    for place, bar in enumerate(bars):
        right = [part for part in bar.parts if not part.left]
        thin = [part.words.lower() for part in right if part.percent < NARROW]
        if thin:
            end = sum(part.percent for part in right)
            rows.append({"x": end, "y": place + 0.66, "words": ", ".join(thin)})
    if not rows:
        return []
    # A phone has room for them below each other only, around the middle of the bar.
    folded = f"width < {PHONE} && indexof(datum.words, ', ') > 0"
    words = alt.Chart(pd.DataFrame(rows)).mark_text(
        text=alt.ExprRef(f"{folded} ? split(datum.words, ', ') : datum.words"),
        dy=alt.ExprRef(f"{folded} ? {-LEAD * scale / 2} : 0"),
        lineHeight=LEAD * scale,
        align="left",
        dx=8,
        fontSize=round(TEXT * scale),
        color=colours.ink,
        aria=False,
    )
    return [words.encode(x=x, y=y)]


def _heads(bars: Sequence[Bar], y: alt.Y, colours: Palette, scale: float) -> list[alt.Chart]:
    """Above each bar its headline share, and the words beside it."""
    rows = pd.DataFrame(
        [
            {"y": place + 0.24, "total": bar.total, "label": bar.label}
            for place, bar in enumerate(bars)
        ]
    )
    base = alt.Chart(rows).encode(y=y)
    look = {"align": "left", "baseline": "middle", "aria": False}
    return [
        base.mark_text(
            **look, fontSize=round(TOTAL * scale), fontWeight=700, color=colours.better
        ).encode(x=alt.value(0), text="total:N"),
        base.mark_text(
            **look, fontSize=round(TEXT * scale), fontWeight=600, color=colours.ink
        ).encode(x=alt.value(BESIDE * scale), text="label:N"),
    ]


def _breaks(bars: Sequence[Bar], y: alt.Y, colours: Palette, scale: float) -> list[alt.Chart]:
    rows = pd.DataFrame(
        [
            {"y": float(place), "words": bar.break_above}
            for place, bar in enumerate(bars)
            if bar.break_above
        ],
        columns=["y", "words"],
    )
    if rows.empty:
        return []
    base = alt.Chart(rows).encode(y=y)
    rule = base.mark_rule(color=colours.axis, strokeDash=[2, 3], strokeWidth=1.5, aria=False)
    words = base.mark_text(
        align="right",
        baseline="top",
        dy=6,
        fontSize=round(TEXT * scale),
        color=colours.muted,
        aria=False,
        opacity=alt.ExprRef(f"width < {PHONE} ? 0 : 1"),
    )
    return [
        rule.encode(x=alt.value(0), x2=alt.value(alt.ExprRef("width"))),
        words.encode(x=alt.value(alt.ExprRef("width")), text="words:N"),
    ]


def _line(bars: int, x: alt.X, y: alt.Y, colours: Palette) -> alt.Chart:
    """The one line that the answers lie to either side of."""
    rows = pd.DataFrame([{"x": 0.0, "y": place + 0.42, "y2": place + 0.9} for place in range(bars)])
    return (
        alt.Chart(rows)
        .mark_rule(color=colours.ink, strokeWidth=1.5, aria=False)
        .encode(x=x, y=y, y2="y2:Q")
    )
