"""Two values of each thing: a ring and a point joined by a line, or a ring on a bar; the numbers
stand in columns beside.
"""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, WORD, names_axis, signal_colour, themed

ROW = 30  # px
NAMES = 230  # px, for names
NARROW = 360  # px of the plot, its labels left out: below it, the columns of change go
HEADS = 34  # px, for the heads of the columns and the edges
POINT = 90  # px²
MARGIN = 0.03  # of the largest value, so that a point at zero keeps clear of the names
# The columns at the right, each with where it ends, in px from the right, and whether a narrow
# picture keeps it.
COLUMNS = (
    ("both", "Before → after", 132, True),
    ("moved", "Change", 66, False),
    ("own", "%", 0, False),
)
WIDE, SLIM = 250, 116  # px, for the columns


def paired(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    bars: bool = False,
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """One row a thing, in the order given.

    `rows` has label, before, after (blank: not drawn), both, moved, own (the columns as written),
    verdict ('better', 'worse', 'neither'; 'none' and '' in the colour of context), in_ink (the
    area's own row among others) and reading (for a screen reader). The ring is the earlier value;
    the later one is a point joined to it or, with `bars`, a bar.
    """
    rows = rows.reset_index(drop=True).assign(
        colour=[
            _colour(verdict, in_ink, colours)
            for verdict, in_ink in zip(rows["verdict"], rows["in_ink"], strict=True)
        ]
    )
    x, y = _scales(rows, colours, bars, scale)
    base = alt.Chart(rows).encode(y=y)
    told = {"tooltip": alt.Tooltip("reading:N", title="Figures"), "description": "reading:N"}
    marks = _bars(base, x, colours, scale, told) if bars else _points(base, x, colours, scale, told)
    layers = [*marks, *_columns(base, colours, scale), *_heads(colours, scale)]
    # A screen takes heads, edges and the word of invented records out of the height.
    above = HEADS + (WORD * 2 if illustrative else 0)
    height = round(ROW * scale) * len(rows) + round(above * scale)
    made = alt.layer(*layers).properties(width="container", height=height)
    return themed(made, colours, scale, illustrative=illustrative)


def _colour(verdict: str, in_ink: bool, colours: Palette) -> str:
    if verdict in ("none", ""):
        return colours.ink if in_ink else colours.context
    return signal_colour(verdict, colours)


def _scales(rows: pd.DataFrame, colours: Palette, bars: bool, scale: float) -> tuple[alt.X, alt.Y]:
    """From zero, with room at the right for the columns; names on the left."""
    largest = float(rows[["before", "after"]].max().max() or 1)
    low, top = 0.0 if bars else -MARGIN * largest, (1 + MARGIN) * largest
    room = f"(width < {NARROW} ? {SLIM * scale:g} : {WIDE * scale:g})"
    end = alt.ExprRef(f"{low:g} + {top - low:g} * width / max(40, width - {room})")
    x = alt.X(
        "after:Q", axis=None, scale=alt.Scale(domainMin=low, domainMax=end, nice=False, zero=False)
    )
    y = alt.Y(
        "label:N",
        sort=list(rows["label"]),
        axis=names_axis(rows["label"], colours, scale, NAMES),
        scale=alt.Scale(paddingInner=0.45),
    )
    return x, y


def _at(x: alt.X, name: str) -> alt.X:
    """The same scale for another column."""
    return alt.X(f"{name}:Q", axis=None, scale=x.to_dict()["scale"])


def _rings(base: alt.Chart, x: alt.X, colours: Palette, scale: float) -> alt.Chart:
    return (
        base.transform_filter("isValid(datum.before)")
        .mark_point(
            filled=True,
            fill=colours.bg,
            stroke=colours.muted,
            strokeWidth=1.8,
            size=POINT * scale**2,
            opacity=1,
            aria=False,
        )
        .encode(x=_at(x, "before"))
    )


def _points(
    base: alt.Chart, x: alt.X, colours: Palette, scale: float, told: dict[str, Any]
) -> list[alt.Chart]:
    line = base.transform_filter("isValid(datum.before) && isValid(datum.after)").mark_rule(
        strokeWidth=3 * scale, aria=False
    )
    dot = base.transform_filter("isValid(datum.after)").mark_point(
        filled=True, size=POINT * scale**2, opacity=1
    )
    colour = alt.Color("colour:N", scale=None)
    return [
        line.encode(x=_at(x, "before"), x2="after:Q", color=colour),
        _rings(base, x, colours, scale),
        dot.encode(x=_at(x, "after"), color=colour, **told),
    ]


def _bars(
    base: alt.Chart, x: alt.X, colours: Palette, scale: float, told: dict[str, Any]
) -> list[alt.Chart]:
    bar = base.mark_bar().encode(x=_at(x, "after"), color=alt.Color("colour:N", scale=None), **told)
    return [bar, _rings(base, x, colours, scale)]


def _columns(base: alt.Chart, colours: Palette, scale: float) -> list[alt.Chart]:
    return [
        base.mark_text(
            align="right",
            fontSize=round(TEXT * scale),
            fontWeight=600 if name == "both" else 400,
            color=colours.ink,
            aria=False,
            opacity=_seen(kept),
        ).encode(x=alt.value(_end(at, scale, kept)), text=f"{name}:N")
        for name, _, at, kept in COLUMNS
    ]


def _heads(colours: Palette, scale: float) -> list[alt.Chart]:
    return [
        alt.Chart(pd.DataFrame({"words": [words]}))
        .mark_text(
            align="right",
            baseline="bottom",
            fontSize=round(TEXT * scale),
            fontWeight=600,
            color=colours.muted,
            aria=False,
            opacity=_seen(kept),
        )
        .encode(text="words:N", x=alt.value(_end(at, scale, kept)), y=alt.value(-4))
        for _, words, at, kept in COLUMNS
    ]


def _end(at: int, scale: float, kept: bool) -> alt.ExprRef:
    """Where a column ends; in a narrow picture the one that is kept stands at the edge."""
    narrow = 0 if kept else at
    return alt.ExprRef(f"width - (width < {NARROW} ? {narrow * scale:g} : {at * scale:g})")


def _seen(kept: bool) -> object:
    return 1 if kept else alt.ExprRef(f"width < {NARROW} ? 0 : 1")
