"""Two values of each thing, joined: a ring for the earlier, a dot for the later."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from components.charts.contributions import columns_of, named_rows, room_of
from components.charts.palette import Palette
from components.charts.theme import TEXT, themed
from components.words.marks import Marked

ROW = 32  # px
EDGE = 40  # px on either side, for the values beside the marks


def dumbbells(
    rows: pd.DataFrame,
    columns: Sequence[tuple[str, str]],
    colours: Palette,
    *,
    scale: float = 1.0,
    illustrative: Marked = False,
) -> alt.TopLevelMixin:
    """One row a thing, in the order given.

    `rows` has label, before, after (blank where there is none) and reading (for a screen reader).
    `columns` are pairs of a heading and the name of a column of words, at the right.
    """
    rows = rows.reset_index(drop=True)
    x_scale = _x_scale(rows, len(columns), scale)
    base = alt.Chart(rows).encode(y=named_rows(rows, colours, scale))

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=x_scale)

    words = {"fontSize": round(TEXT * scale), "aria": False}
    # The value on the left stands before its mark, that on the right behind it.
    falls = "isValid(datum.before) && datum.after <= datum.before"
    rises = "isValid(datum.after) && datum.before < datum.after"
    marks = {"size": 90 * scale**2, "opacity": 1}
    layers = [
        base.transform_filter("isValid(datum.before) && isValid(datum.after)")
        .mark_rule(color=colours.axis, strokeWidth=2, aria=False)
        .encode(x=x("before"), x2="after:Q"),
        base.transform_filter("isValid(datum.before)")
        .mark_point(fill=colours.bg, stroke=colours.muted, strokeWidth=1.8, **marks)
        .encode(x=x("before"), tooltip="reading:N", description="reading:N"),
        base.transform_filter("isValid(datum.after)")
        .mark_point(filled=True, color=colours.ink, **marks)
        .encode(x=x("after"), tooltip="reading:N", description="reading:N"),
        *(
            base.transform_filter(f"isValid(datum.{field})")
            .mark_text(
                align=alt.ExprRef(f"{left} ? 'right' : 'left'"),
                dx=alt.ExprRef(f"{left} ? {-9 * scale:g} : {9 * scale:g}"),
                color=colour,
                fontWeight=weight,
                **words,
            )
            .encode(x=x(field), text=f"{field}:Q")
            for field, left, colour, weight in (
                ("before", rises, colours.muted, 400),
                ("after", falls, colours.ink, 600),
            )
        ),
        *columns_of(base, columns, colours, scale),
    ]
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(rows))
    return themed(made, colours, scale, illustrative=illustrative)


def _x_scale(rows: pd.DataFrame, columns: int, scale: float) -> alt.Scale:
    """From the lowest to the highest value, with room for the marks and for the columns."""
    low, high = (
        float(end)
        for end in (
            rows[["before", "after"]].min(axis=None),
            rows[["before", "after"]].max(axis=None),
        )
    )
    reach = (high - low) or 1.0
    room = room_of(columns, scale)
    pixel = f"{reach} / max(40, width - {room} - {2 * EDGE * scale:g})"  # of the values
    return alt.Scale(
        domainMin=alt.ExprRef(f"{low} - {EDGE * scale:g} * {pixel}"),
        domainMax=alt.ExprRef(f"{low} + (width - {EDGE * scale:g}) * {pixel}"),
        nice=False,
        zero=False,
    )
