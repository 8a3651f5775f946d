"""Values with their intervals: a bar or a point each, a line over it, the value at the end."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, halo, names_axis, themed

ROW = 30  # px
WORDS = 56  # px at the right, for the value behind the longest interval
NAMES = 230  # px, for names


def interval_bars(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    reference: float | None = None,
    bars: bool = True,
    bottom: float = 0.0,
    top: float = 100.0,
    scale: float = 1.0,
    illustrative: bool = False,
    what: str = "Share",
) -> alt.TopLevelMixin:
    """One row a thing, in the order given.

    `rows` has label, value, lower, upper (blank: no interval is drawn), told (the value as
    written) and reading (for a screen reader); a blank value draws only its word. `reference`
    draws a dashed line; without `bars` a point stands for the value, and the scale may start at
    `bottom`; `top` ends it, with room behind for the words. `what` names the value in its tip.
    """
    rows = rows.reset_index(drop=True)
    end = f"{bottom} + {top - bottom} * width / (width - {WORDS * scale:g})"
    x_scale = alt.Scale(
        domainMin=0.0 if bars else bottom, domainMax=alt.ExprRef(end), nice=False, zero=False
    )
    x = alt.X("value:Q", axis=None, scale=x_scale)
    y = alt.Y(
        "label:N",
        sort=list(rows["label"]),
        axis=names_axis(rows["label"], colours, scale, NAMES),
        scale=alt.Scale(paddingInner=0.45),
    )
    base = alt.Chart(rows).encode(y=y)
    held = base.transform_filter("isValid(datum.value)")
    told = {"tooltip": alt.Tooltip("reading:N", title=what), "description": "reading:N"}
    mark = (
        held.mark_bar(color=colours.context)
        if bars
        else held.mark_point(filled=True, color=colours.ink, size=70 * scale**2, opacity=1)
    )
    layers = [mark.encode(x=x, **told)]
    if rows["lower"].notna().any():
        with_limits = base.transform_filter("isValid(datum.lower)")
        layers.append(
            with_limits.mark_rule(color=colours.ink, strokeWidth=2, aria=False).encode(
                x=alt.X("lower:Q", scale=x_scale, axis=None), x2="upper:Q"
            )
        )
    if reference is not None:
        line = alt.Chart(pd.DataFrame({"value": [reference]}))
        layers.append(
            line.mark_rule(
                color=colours.muted, strokeDash=[5, 4], strokeWidth=1.5, aria=False
            ).encode(x=x)
        )
    words = base.transform_calculate(
        end="isValid(datum.upper) ? datum.upper"
        f" : isValid(datum.value) ? datum.value : {0.0 if bars else bottom}"
    )
    layers += [
        words.mark_text(
            align="left",
            dx=8,
            fontSize=round(TEXT * scale),
            fontWeight=600,
            aria=False,
            **look,
        ).encode(x=alt.X("end:Q", scale=x_scale, axis=None), text="told:N")
        for look in (halo(colours, scale), {"color": colours.ink})
    ]
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(rows))
    return themed(made, colours, scale, illustrative=illustrative)
