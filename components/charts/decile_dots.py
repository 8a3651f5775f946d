"""Small areas as dots by tenth, a strip an edition: the areas themselves, never their mean."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, themed

TENTHS = 10
STEP = 14  # px from one row of dots to the next above it
DOT = 80  # px²
ABREAST = 3  # dots of one tenth beside each other
APART = 0.28  # of a tenth's width, between two of them: a phone just keeps them apart
HEAD = 24  # px above the dots of a strip, for its name
FOOT = 8  # px below them
MARKED = 3  # tenths that are shaded: the most deprived


def decile_dots(rows: pd.DataFrame, colours: Palette, *, scale: float = 1.0) -> alt.TopLevelMixin:
    """A strip for each edition, in the order given.

    `rows` has edition, decile [1 to 10, 1 at the left] and reading (for a screen reader), one row a
    small area; those of one tenth stand beside and above each other. The first three tenths lie on
    a band.
    """
    placed = _placed(rows)
    strips = list(dict.fromkeys(placed["edition"]))
    tops, bottom = {}, 0.0
    for edition in strips:
        high = int(placed.loc[placed["edition"] == edition, "row"].max()) + 1
        tops[edition] = bottom
        bottom += HEAD + STEP * high + FOOT
    ends = [*list(tops.values())[1:], bottom]
    floors = {edition: end - FOOT for edition, end in zip(strips, ends, strict=True)}
    placed["y"] = [floors[row.edition] - STEP / 2 - STEP * row.row for row in placed.itertuples()]
    x_scale = alt.Scale(domain=[0.5, TENTHS + 0.5], nice=False)
    y_scale = alt.Scale(domain=[bottom, 0], nice=False)
    x = alt.X(
        "at:Q",
        scale=x_scale,
        axis=alt.Axis(
            values=list(range(1, TENTHS + 1)),
            grid=False,
            labelExpr="datum.value == 1 ? '1, most' : datum.value == 10 ? '10, least'"
            " : datum.label",
        ),
    )
    y = alt.Y("y:Q", scale=y_scale, axis=None)
    heads = pd.DataFrame([{"at": 0.55, "y": tops[one] + 8, "edition": one} for one in strips])
    lines = pd.DataFrame([{"at": 0.5, "end": TENTHS + 0.5, "y": floors[one]} for one in strips])
    shade = pd.DataFrame(
        [
            {"at": 0.5, "end": MARKED + 0.5, "y": floors[one], "top": tops[one] + HEAD - 6}
            for one in strips
        ]
    )
    layers = [
        alt.Chart(shade)
        .mark_rect(color=colours.band, aria=False)
        .encode(x=x, x2="end:Q", y=y, y2="top:Q"),
        alt.Chart(lines).mark_rule(color=colours.axis, aria=False).encode(x=x, x2="end:Q", y=y),
        alt.Chart(heads)
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=round(TEXT * scale),
            fontWeight=600,
            color=colours.ink,
            aria=False,
        )
        .encode(x=x, y=y, text="edition:N"),
        alt.Chart(placed[["at", "y", "reading"]])
        .mark_point(
            filled=True,
            opacity=1,
            size=DOT * scale**2,
            color=colours.accent,
            stroke=colours.bg,
            strokeWidth=1,
        )
        .encode(
            x=x,
            y=y,
            tooltip=alt.Tooltip("reading:N", title="Small area"),
            description="reading:N",
        ),
    ]
    made = alt.layer(*layers).properties(width="container", height=round(bottom * scale))
    return themed(made, colours, scale)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The dots with their row (0 is the lowest) and where each lies along the tenths."""
    group = rows.groupby(["edition", "decile"])["decile"]
    order, many = group.cumcount(), group.transform("size")
    row = order // ABREAST
    abreast = (many - row * ABREAST).clip(upper=ABREAST)
    aside = (order % ABREAST - (abreast - 1) / 2) * APART
    return rows.assign(row=row, at=rows["decile"] + aside)
