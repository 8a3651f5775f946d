"""Counts before and after: a ring and a dot on one line each, and the change in words."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, halo, names_axis, themed

ROW = 40  # px
WORDS = 130  # px at the right, for "1,173 → 1,142 (−31)"
NAMES = 180  # px, for the rows' names


def before_after(rows: pd.DataFrame, colours: Palette, *, scale: float = 1.0) -> alt.TopLevelMixin:
    """One row a group of areas, in the order given, on one scale from 0.

    `rows` has label, before, after [counts], told (the counts and the change as written) and
    reading (for a screen reader). The ring is before, the dot after.
    """
    rows = rows.assign(end=rows[["before", "after"]].max(axis=1))
    top = f"{float(rows['end'].max()):g} * width / (width - {WORDS * scale:g})"
    x_scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef(top), nice=False)
    x = alt.X("before:Q", axis=None, scale=x_scale)
    after = alt.X("after:Q", axis=None, scale=x_scale)
    y = alt.Y(
        "label:N", sort=list(rows["label"]), axis=names_axis(rows["label"], colours, scale, NAMES)
    )
    base = alt.Chart(rows).encode(y=y)
    told = {"tooltip": alt.Tooltip("reading:N", title="Counts"), "description": "reading:N"}
    point = {"size": 110 * scale**2, "opacity": 1}
    layers = [
        base.mark_rule(color=colours.context, strokeWidth=2, aria=False).encode(x=x, x2="after:Q"),
        base.mark_point(
            filled=True, fill=colours.bg, stroke=colours.muted, strokeWidth=2, aria=False, **point
        ).encode(x=x),
        base.mark_point(filled=True, color=colours.ink, **point).encode(x=after, **told),
    ]
    layers += [
        base.mark_text(
            align="left", dx=12, fontSize=round(TEXT * scale), fontWeight=600, aria=False, **look
        ).encode(x=alt.X("end:Q", axis=None, scale=x_scale), text="told:N")
        for look in (halo(colours, scale), {"color": colours.ink})
    ]
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(rows))
    return themed(made, colours, scale)
