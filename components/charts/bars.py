"""Bars of change: each kind's difference in number, with percentages set in columns beside."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, signal_colour, themed
from components.words import numbers

# What the colours of bars say, by verdict, in the order of the key.
MEANINGS = {
    "better": "towards better",
    "worse": "towards worse",
    "neither": "neither direction is better",
    "none": "may be chance",
}
ROW, LOW_ROW = 26, 19  # px, at a desk and on a wall, where the whole is made larger
NARROW = 330  # px of the plot, its labels left out: below it, the second column of percentages goes


def change_bars(
    kinds: pd.DataFrame, colours: Palette, *, force_name: str, scale: float = 1.0, low: bool = False
) -> alt.TopLevelMixin:
    """Bars to the left for falls and to the right for rises, the largest rise on top.

    `kinds` has label, before, after, difference, percent, force_percent and verdict ('better',
    'worse', 'neither' for a change that is more than chance; 'none' is drawn in the colour of
    context).
    """
    rows = kinds.assign(
        number=[numbers.signed(value) for value in kinds["difference"]],
        own=[numbers.signed(value, "%", 1) for value in kinds["percent"]],
        theirs=[numbers.signed(value, "%", 1) for value in kinds["force_percent"]],
    )
    rows["reading"] = [
        f"{row.label}: {numbers.count(row.before)} to {numbers.count(row.after)}, {row.number}"
        for row in rows.itertuples()
    ]
    tooltip = [
        alt.Tooltip("label:N", title="Kind"),
        alt.Tooltip("before:Q", title="Before", format=","),
        alt.Tooltip("after:Q", title="Latest", format=","),
        alt.Tooltip("number:N", title="Change"),
        alt.Tooltip("own:N", title="Percent"),
        alt.Tooltip("theirs:N", title=force_name),
    ]
    return signed_bars(
        rows, colours, heads=("Percent", force_name), tooltip=tooltip, scale=scale, low=low
    )


def signed_bars(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    heads: tuple[str, str],
    tooltip: Sequence[alt.Tooltip],
    scale: float = 1.0,
    low: bool = False,
) -> alt.TopLevelMixin:
    """Bars of `difference`, whatever its unit, the largest rise on top; `number` at their tips;
    `low` for a wall.

    `rows` has label, difference, number, verdict, reading (for a screen reader) and, as written in
    the two columns beside under `heads`, own and theirs; a phone keeps the first of them.
    """
    row = LOW_ROW if low else ROW
    rows = rows.sort_values("difference", ascending=False, ignore_index=True)
    rows["colour"] = [_colour(verdict, colours) for verdict in rows["verdict"]]
    reach = float(rows["difference"].abs().max() or 1)
    left = min(0.0, float(rows["difference"].min()))
    right = max(0.0, float(rows["difference"].max()))
    # Room for the labels at the tips, and at the right for the columns; a phone needs more of both.
    narrow = f"width < {NARROW}"
    least = f"({narrow} ? {left - 0.8 * reach} : {left - 0.22 * reach})"
    high = f"({narrow} ? {right + 0.45 * reach} : {right + 0.2 * reach})"
    columns_width = f"({narrow} ? 62 : 132)"
    x = alt.X(
        "difference:Q",
        axis=None,
        scale=alt.Scale(
            domainMin=alt.ExprRef(least),
            domainMax=alt.ExprRef(
                f"{least} + ({high} - {least}) * width / (width - {columns_width})"
            ),
            nice=False,
        ),
    )
    y = alt.Y(
        "label:N",
        sort=list(rows["label"]),
        axis=alt.Axis(labelLimit=230, labelColor=colours.ink, labelPadding=6),
        scale=alt.Scale(paddingInner=0.3),
    )
    base = alt.Chart(rows).encode(x=x, y=y)
    bars = base.mark_bar().encode(
        color=alt.Color("colour:N", scale=None), tooltip=list(tooltip), description="reading:N"
    )
    size = round(TEXT * scale)
    tips = [
        base.transform_filter(f"datum.difference {test} 0")
        .mark_text(align=align, dx=dx, fontWeight=600, fontSize=size, color=colours.ink, aria=False)
        .encode(text="number:N")
        for test, align, dx in (("<", "right", -5), (">=", "left", 5))
    ]
    zero = (
        alt.Chart(rows.head(1))
        .transform_calculate(difference="0")
        .mark_rule(color=colours.ink, strokeWidth=1.5, aria=False)
        .encode(x=x)
    )
    columns = [
        base.mark_text(
            align="right",
            fontSize=size,
            color=colour,
            aria=False,
            opacity=alt.ExprRef(f"width < {NARROW} ? 0 : 1") if hidden else 1,
        ).encode(x=alt.value(alt.ExprRef(place)), text=text)
        for text, colour, place, hidden in (
            ("own:N", colours.ink, f"width < {NARROW} ? width : width - 66", False),
            ("theirs:N", colours.muted, "width", True),
        )
    ]
    heads = [
        alt.Chart(pd.DataFrame({"words": [words]}))
        .mark_text(
            align="right",
            baseline="bottom",
            fontSize=size,
            fontWeight=600,
            color=colours.muted,
            aria=False,
            opacity=alt.ExprRef(f"width < {NARROW} ? 0 : 1") if hidden else 1,
        )
        .encode(text="words:N", x=alt.value(alt.ExprRef(place)), y=alt.value(-4))
        for words, place, hidden in (
            (heads[0], f"width < {NARROW} ? width : width - 66", False),
            (heads[1], "width", True),
        )
    ]
    layered = alt.layer(bars, zero, *tips, *columns, *heads).properties(
        width="container", height=round(row * scale) * len(rows)
    )
    return themed(layered, colours, scale)


def bar_key(kinds: pd.DataFrame, colours: Palette) -> tuple[tuple[str, str], ...]:
    """The colours that the bars of `kinds` have, each with what it says."""
    drawn = set(kinds["verdict"])
    return tuple((_colour(one, colours), words) for one, words in MEANINGS.items() if one in drawn)


def _colour(verdict: str, colours: Palette) -> str:
    return colours.context if verdict == "none" else signal_colour(verdict, colours)
