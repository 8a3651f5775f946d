"""The curve of concentration: what share of all events the busiest areas hold, one by one."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import DOT_SIZE, TEXT, themed

HEIGHT = 280  # px


def concentration(
    curve: pd.DataFrame,
    colours: Palette,
    *,
    mark: tuple[int, str],
    even: str,
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """The curve over the line on which it would lie if all areas held as many.

    `curve` has areas (how many so far, from 0), share (of all events, per cent) and reading; no
    area's name. `mark` is the number of areas that is marked, and its words; `even` names the line.
    """
    areas = int(curve["areas"].max())
    x = alt.X(
        "areas:Q",
        scale=alt.Scale(domain=[0, areas], nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=6, grid=False, format="d"),
    )
    y = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'"),
    )
    base = alt.Chart(curve[["areas", "share", "reading"]]).encode(x=x, y=y)
    line = base.mark_line(color=colours.ink, strokeWidth=1.8, aria=False)
    dots = base.mark_point(
        filled=True, color=colours.ink, size=DOT_SIZE * 0.6 * scale**2, opacity=1
    ).encode(tooltip=alt.Tooltip("reading:N", title="So far"), description="reading:N")
    level = pd.DataFrame({"areas": [0, areas], "share": [0.0, 100.0]})
    evenly = (
        alt.Chart(level)
        .mark_line(color=colours.axis, strokeWidth=1.5, strokeDash=[5, 4], aria=False)
        .encode(x=x, y=y)
    )
    number, told = mark
    at = curve.loc[curve["areas"] == number, ["areas", "share"]]
    words = pd.DataFrame(
        [
            {"areas": areas * 0.62, "share": 58.0, "words": even},
            {"areas": number + 0.8, "share": float(at["share"].iloc[0]) - 5, "words": told},
        ]
    )
    ring = alt.Chart(at).mark_point(
        filled=True,
        color=colours.accent,
        stroke=colours.bg,
        strokeWidth=2,
        size=DOT_SIZE * 4 * scale**2,
        opacity=1,
        aria=False,
    )
    named = alt.Chart(words).mark_text(
        align="left",
        baseline="top",
        fontSize=round(TEXT * scale),
        lineBreak="\n",
        aria=False,
    )
    made = alt.layer(
        evenly, line, dots, ring.encode(x=x, y=y), named.encode(x=x, y=y, text="words:N")
    )
    return themed(
        made.properties(width="container", height=round(HEIGHT * scale)),
        colours,
        scale,
        illustrative=illustrative,
    )
