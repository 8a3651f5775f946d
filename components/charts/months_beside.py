"""The months of two years side by side: a line for each year, named at its end."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.placing import spread
from components.charts.theme import LEAD, TEXT, halo, themed

HEIGHT = 260  # px
ROOM = 1.08  # of the largest value, to the top
NAMES = 72  # px at the right, for the names of the years


def months_beside(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    years: tuple[str, str],
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """One point a month and year, on one scale from zero; the later year in ink.

    `rows` has label (the month), before, after and reading (for a screen reader), in the order of
    the year; `years` names the two. No limits are drawn: two lines are no control chart.
    """
    rows = rows.reset_index(drop=True)
    top = float(rows[["before", "after"]].max().max() or 1) * ROOM
    # One scale and one axis for every layer: a browser draws no mixture of them.
    y_look = {
        "scale": alt.Scale(domain=[0, top], nice=False),
        "axis": alt.Axis(tickCount=5, format=",d", grid=True),
    }
    x = alt.X(
        "label:N",
        sort=list(rows["label"]),
        scale=alt.Scale(
            type="point", padding=0.3, range=[0, alt.ExprRef(f"width - {NAMES * scale:g}")]
        ),
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelPadding=8),
    )
    height = round(HEIGHT * scale)
    base = alt.Chart(rows).encode(x=x)
    layers = []
    for name, colour, dash in (("before", colours.context, [2, 3]), ("after", colours.ink, [1, 0])):
        y = alt.Y(f"{name}:Q", **y_look)
        held = base.transform_filter(f"isValid(datum.{name})").encode(y=y)
        layers += [
            held.mark_line(color=colour, strokeWidth=2.2 * scale, strokeDash=dash, aria=False),
            held.mark_point(filled=True, color=colour, size=46 * scale**2, opacity=1).encode(
                tooltip=alt.Tooltip("reading:N", title="Figures"), description="reading:N"
            ),
        ]
    for end in _ends(rows, years, LEAD * scale * top / height):
        layers += _named(end, colours, x, y_look, scale=scale)
    made = alt.layer(*layers).properties(width="container", height=height)
    return themed(made, colours, scale, illustrative=illustrative)


@dataclass(frozen=True)
class _End:
    """A year's name at the end of its line: the month, where it stands, its words and weight."""

    label: str
    place: float
    words: str
    later: bool


def _ends(rows: pd.DataFrame, years: tuple[str, str], apart: float) -> list[_End]:
    """The names of the years, at least `apart` from each other on the scale of the values."""
    last = rows.iloc[-1]
    held = sorted(
        (float(last[name]), words, name == "after")
        for name, words in zip(("before", "after"), years, strict=True)
        if not pd.isna(last[name])
    )
    places = spread([value for value, _, _ in held], apart, 0.0, 1e9)
    return [
        _End(last["label"], place, words, later)
        for (_, words, later), place in zip(held, places, strict=True)
    ]


def _named(
    end: _End, colours: Palette, x: alt.X, y_look: dict[str, Any], *, scale: float
) -> list[alt.Chart]:
    """The name, over a copy of it in the colour of the ground."""
    named = alt.Chart(pd.DataFrame([vars(end)])).encode(
        x=x, y=alt.Y("place:Q", **y_look), text="words:N"
    )
    common = {
        "align": "left",
        "dx": 10 * scale,
        "fontSize": round(TEXT * scale),
        "fontWeight": 600 if end.later else 400,
        "aria": False,
    }
    ink = colours.ink if end.later else colours.muted
    return [named.mark_text(**common, **look) for look in (halo(colours, scale), {"color": ink})]
