"""Shares as bars, each with a line where the share of a larger area lies."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, names_axis, themed

ROW = 34  # px
WORDS = 56  # px at the right, for the words behind the longest bar
NAMES = 160  # px, for names


def shares_beside(rows: pd.DataFrame, colours: Palette, *, scale: float = 1.0) -> alt.TopLevelMixin:
    """One row a share, in the order given.

    `rows` has label, value and beside [per cent; a blank `beside` draws no line], told (the value
    as written) and reading (for a screen reader).
    """
    rows = rows.reset_index(drop=True)
    rows["end"] = rows[["value", "beside"]].max(axis=1)
    most = float(rows["end"].max()) or 1.0
    x_scale = alt.Scale(
        domainMin=0.0,
        domainMax=alt.ExprRef(f"{most} * width / (width - {WORDS * scale:g})"),
        nice=False,
    )
    x = alt.X("value:Q", axis=None, scale=x_scale)
    y = alt.Y(
        "label:N", sort=list(rows["label"]), axis=names_axis(rows["label"], colours, scale, NAMES)
    )
    base = alt.Chart(rows).encode(y=y)
    told = {"tooltip": alt.Tooltip("reading:N", title="Share"), "description": "reading:N"}
    layers = [
        base.mark_bar(color=colours.context, height=round(16 * scale)).encode(x=x, **told),
        base.transform_filter("isValid(datum.beside)")
        .mark_tick(color=colours.ink, thickness=3 * scale, size=round(26 * scale), opacity=1)
        .encode(x=alt.X("beside:Q", axis=None, scale=x_scale), **told),
        base.mark_text(
            align="left",
            dx=8,
            fontSize=round(TEXT * scale),
            fontWeight=600,
            color=colours.ink,
            aria=False,
        ).encode(x=alt.X("end:Q", axis=None, scale=x_scale), text="told:N"),
    ]
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(rows))
    return themed(made, colours, scale)
