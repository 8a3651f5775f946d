"""Scores as stacked bars: what each part adds, the score at the tip, what else is known in columns
at the right.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, names_axis, themed
from components.words.marks import Marked

ROW = 36  # px
NAMES = 230  # px, for names
TIP = 34  # px, for the score behind the longest bar
COLUMN = 78  # px, of each column at the right
NARROW = 430  # px of the plot: below it there is no room for columns


def part_colours(colours: Palette, parts: int) -> list[str]:
    """The colours of the lowest possible score and of so many parts, at most five."""
    return [colours.border, *reversed(colours.sequential)][: parts + 1]


def contribution_bars(
    rows: pd.DataFrame,
    parts: Sequence[str],
    columns: Sequence[tuple[str, str]],
    colours: Palette,
    *,
    scale: float = 1.0,
    illustrative: Marked = False,
) -> alt.TopLevelMixin:
    """One row a theme, in the order given.

    `rows` has label, score and one column for each of `parts`, which add up to it; where the score
    is blank, why and why_short, which stand in the place of its bar.
    `columns` are pairs of a heading and the name of a column of words.
    """
    rows = rows.reset_index(drop=True)
    x_scale = _x_scale(rows, len(columns), scale)
    y = named_rows(rows, colours, scale)
    base = alt.Chart(rows).encode(y=y)
    layers = [
        _bars(rows, parts, colours, x_scale, y),
        _unranked(base, colours, scale),
        base.transform_filter("isValid(datum.score)")
        .mark_text(
            align="left",
            dx=6,
            fontWeight=600,
            fontSize=round(TEXT * scale),
            color=colours.ink,
            aria=False,
        )
        .encode(x=_x("score", x_scale), text="score:Q"),
        *columns_of(base, columns, colours, scale),
    ]
    made = alt.layer(*layers).properties(width="container", height=round(ROW * scale) * len(rows))
    return themed(made, colours, scale, illustrative=illustrative)


def named_rows(rows: pd.DataFrame, colours: Palette, scale: float) -> alt.Y:
    """The rows by their labels, in the order given."""
    return alt.Y(
        "label:N",
        sort=list(rows["label"]),
        axis=names_axis(rows["label"], colours, scale, NAMES),
        scale=alt.Scale(paddingInner=0.4),
    )


def _x(field: str, x_scale: alt.Scale) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=x_scale)


def _x_scale(rows: pd.DataFrame, columns: int, scale: float) -> alt.Scale:
    """From zero, with room at the right for the tips and for the columns that stand."""
    top = float(rows["score"].max()) if rows["score"].notna().any() else 1.0
    room = room_of(columns, scale)
    end = f"{top} * width / max(40, width - {room} - {TIP * scale:g})"
    return alt.Scale(domainMin=0, domainMax=alt.ExprRef(end), nice=False)


def room_of(columns: int, scale: float) -> str:
    """The room of the columns at the right, as an expression of the plot's width."""
    return f"(width < {NARROW} ? 0 : {COLUMN * scale * columns:g})"


def _bars(
    rows: pd.DataFrame, parts: Sequence[str], colours: Palette, x_scale: alt.Scale, y: alt.Y
) -> alt.Chart:
    """The parts of each score, one after the other."""
    held = rows.dropna(subset=["score"])
    ends = held[list(parts)].cumsum(axis=1)
    fills = part_colours(colours, len(parts) - 1)
    drawn = pd.concat(
        [
            pd.DataFrame(
                {
                    "label": held["label"],
                    "start": ends[part] - held[part],
                    "end": ends[part],
                    "colour": fill,
                    "part": part,
                    "adds": held[part],
                    "reading": held["label"] + f", {part}: " + held[part].map("{:g}".format),
                }
            )
            for part, fill in zip(parts, fills, strict=True)
        ],
        ignore_index=True,
    )
    return (
        alt.Chart(drawn)
        .mark_bar(stroke=colours.bg, strokeWidth=1.5)
        .encode(
            y=y,
            x=_x("start", x_scale),
            x2="end:Q",
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("label:N", title="Theme"),
                alt.Tooltip("part:N", title="Part"),
                alt.Tooltip("adds:Q", title="Points"),
            ],
            description="reading:N",
        )
    )


def _unranked(base: alt.Chart, colours: Palette, scale: float) -> alt.Chart:
    """Why there is no score, where its bar would begin; shorter where the plot is narrow.

    One text with two readings: words that are only unseen would still take their room.
    """
    return (
        base.transform_filter("!isValid(datum.score)")
        .mark_text(
            align="left",
            fontSize=round(TEXT * scale),
            color=colours.muted,
            aria=False,
            text=alt.ExprRef(f"width < {NARROW} ? datum.why_short : datum.why"),
        )
        .encode(x=alt.value(0))
    )


def columns_of(
    base: alt.Chart, columns: Sequence[tuple[str, str]], colours: Palette, scale: float
) -> list[alt.Chart]:
    """Words set in columns at the right, with their headings; none where the plot is narrow."""
    size, step = round(TEXT * scale), COLUMN * scale
    made = []
    for number, (head, field) in enumerate(columns):
        place = alt.value(alt.ExprRef(f"width - {step * (len(columns) - 1 - number):g}"))
        look = {
            "align": "right",
            "fontSize": size,
            "aria": False,
            "opacity": alt.ExprRef(f"width < {NARROW} ? 0 : 1"),
        }
        made += [
            base.mark_text(color=colours.ink, **look).encode(x=place, text=f"{field}:N"),
            alt.Chart(pd.DataFrame({"words": [head]}))
            .mark_text(color=colours.muted, fontWeight=600, baseline="bottom", **look)
            .encode(text="words:N", x=place, y=alt.value(-4)),
        ]
    return made
