"""Counts by kind, stacked: one bar a group, as long as its total, under a line that names it."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.placing import fold
from components.charts.theme import LEAD, TEXT, themed, words_that_fit

ROW = 80  # px: a bar and the words above it, on up to two lines
BAR = 28  # px
LOW, LOW_BAR = 40, 18  # px, of both on a wall, where names stand on one line
LETTER = 7.4  # px: the width of a letter of a part's words
PAD = 10  # px that a part keeps free beside its words
HEAD, MIDDLE = 0.42, 0.71  # of a row's height: where the last line of words and the bar lie
PHONE = 640  # px of the plot: below it, a long name stands on two lines, and only its number beside
FOLDED = 40  # characters of a line of such a name


@dataclass(frozen=True)
class Kind:
    """How one kind is drawn: its fill, its words' colour, and its edge, dashed or not."""

    fill: str
    ink: str
    edge: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a bar: its kind by name, how many, and its words ('4 delivered')."""

    kind: str
    count: int
    words: str


@dataclass(frozen=True)
class Bar:
    """One group: its name, the words at its right (`short` on a phone), its parts in order."""

    name: str
    beside: str
    short: str
    parts: Sequence[Part]


def stacked_bars(
    bars: Sequence[Bar],
    kinds: dict[str, Kind],
    colours: Palette,
    *,
    scale: float = 1.0,
    low: bool = False,
) -> alt.TopLevelMixin:
    """The bars, one below the other, on one scale, as wide as their place; `low` for a wall, so
    that the whole can be made larger.

    A part holds its words where they fit, else its number, else nothing: its tooltip, the key and
    the table have them all.
    """
    rows = pd.DataFrame([row for place, bar in enumerate(bars) for row in _rows(place, bar)])
    longest = int(rows["end"].max())
    row, bar = (LOW, LOW_BAR) if low else (ROW, BAR)
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, len(bars)], reverse=True, nice=False))
    drawn = [
        layer
        for name, kind in kinds.items()
        if (own := rows[rows["kind"] == name]).size
        for layer in _kind(alt.Chart(own).encode(x=x, y=y), kind, colours, scale, longest, high=bar)
    ]
    layered = alt.layer(*drawn, *_heads(bars, y, colours, scale))
    height = round(row * scale) * len(bars)
    return themed(layered.properties(width="container", height=height), colours, scale)


def _rows(place: int, bar: Bar) -> list[dict[str, object]]:
    rows, start = [], 0
    for part in bar.parts:
        end = start + part.count
        rows.append(
            {
                "kind": part.kind,
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
                "y": place + MIDDLE,
                "words": part.words,
                "number": str(part.count),
                "reading": f"{bar.name}: {part.words}",
            }
        )
        start = end
    return rows


def _kind(
    base: alt.Chart, kind: Kind, colours: Palette, scale: float, longest: int, *, high: int
) -> list[alt.Chart]:
    """The parts of one kind, so many pixels high, with their words inside."""
    edge = {"stroke": kind.edge or colours.bg, "strokeWidth": 1.5}
    dashed = {"strokeDash": [4, 3]} if kind.dashed else {}
    bar = base.mark_bar(size=round(high * scale), color=kind.fill, **edge, **dashed).encode(
        x2="end:Q",
        tooltip=alt.Tooltip("reading:N", title="Actions"),
        description="reading:N",
    )
    room = f"(datum.end - datum.start) * width / {longest} - {PAD * scale}"
    words = base.mark_text(
        text=words_that_fit("words", "number", room, LETTER * scale),
        fontSize=round(TEXT * scale),
        fontWeight=500,
        color=kind.ink,
        aria=False,
    ).encode(x="middle:Q")
    return [bar, words]


def _heads(bars: Sequence[Bar], y: alt.Y, colours: Palette, scale: float) -> list[alt.Chart]:
    """The line above each bar: the group's name, and what is to be known of it at the right."""
    rows = [
        {"y": place + HEAD, "name": bar.name, "beside": bar.beside, "short": bar.short}
        for place, bar in enumerate(bars)
    ]
    folded = [fold(bar.name, FOLDED) for bar in bars]
    lines = pd.DataFrame(rows).assign(
        folded=folded, up=[LEAD * scale * name.count("\n") for name in folded]
    )
    base = alt.Chart(lines).encode(y=y)
    look = {"baseline": "bottom", "aria": False, "fontSize": round(TEXT * scale)}
    narrow = f"width < {PHONE}"
    return [
        base.mark_text(
            **look,
            align="left",
            fontWeight=600,
            color=colours.ink,
            text=alt.ExprRef(f"{narrow} ? split(datum.folded, '\\n') : datum.name"),
            dy=alt.ExprRef(f"{narrow} ? -datum.up : 0"),
            lineHeight=LEAD * scale,
        ).encode(x=alt.value(0)),
        base.mark_text(
            **look,
            align="right",
            color=colours.muted,
            text=alt.ExprRef(f"{narrow} ? datum.short : datum.beside"),
        ).encode(x=alt.value(alt.ExprRef("width"))),
    ]
