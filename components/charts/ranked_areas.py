"""Areas in order, each with its value and interval, one of them our own, against one line."""

import json

import altair as alt
import pandas as pd

from components.charts.palette import INTERVAL, Palette
from components.charts.theme import TEXT, halo, names_axis, themed
from components.words import numbers

ROW = 28  # px
WORDS = 72  # px at the right, for the value behind the longest interval
NAMES = 250  # px, for names
OFF_THE_SCALE = "→"


def ranked_areas(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    reference: float | None = None,
    reference_words: str = "",
    top: float | None = None,
    bars: bool = False,
    what: str = "Rate",
    words_width: float = WORDS,
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """One row an area, in the order given, from zero.

    `rows` has label (each its own), value, lower, upper (blank: no interval is drawn), told (the
    value as written), reading (for a screen reader), own (true for the area that is ours: ink and
    bold) and, if wanted, before (an earlier value: a hollow ring). A blank value draws only its
    word. `reference` draws a dashed line with `reference_words` above it. `top` ends the scale:
    what lies beyond it gives its value and an arrow, so that one far area squeezes none of the
    others. With `bars` a bar stands for the value, for counts without an interval. `words_width`
    [px] is the room for `told`.
    """
    rows = rows.reset_index(drop=True)
    end = _reach(rows, reference) if top is None else top
    drawn = rows.assign(
        own=rows["own"].astype(bool),
        end=[_words_at(row, end) for row in rows.itertuples()],
        says=[
            f"{row.told} {OFF_THE_SCALE}" if row.value > end else row.told
            for row in rows.itertuples()
        ],
    )
    x = alt.X(
        "value:Q",
        axis=None,
        scale=alt.Scale(
            domainMin=0.0,
            domainMax=alt.ExprRef(f"{end} * width / (width - {words_width * scale:g})"),
            nice=False,
        ),
    )
    y = alt.Y("label:N", sort=list(rows["label"]), axis=_names(drawn, colours, scale))
    base = alt.Chart(drawn).encode(x=x, y=y)
    inside = base.transform_filter(f"isValid(datum.value) && datum.value <= {end}")
    layers = [
        *_values(inside, colours, scale, bars=bars, what=what),
        *_before(inside, drawn, colours, scale),
        *_reference(x, reference, reference_words, colours, scale),
        *_told(base, colours, scale, column="before" in drawn),
    ]
    made = alt.layer(*layers).properties(
        width="container",
        height=round(ROW * scale) * len(rows),
        # The height is that of the rows alone: what stands above them comes on top.
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return themed(made, colours, scale, illustrative=illustrative)


def _reach(rows: pd.DataFrame, reference: float | None) -> float:
    """The largest thing drawn."""
    reached = [rows["value"].max(), rows["upper"].max(), reference or 0.0]
    return float(max(value for value in reached if not numbers.is_blank(value)) or 1.0)


def _words_at(row: object, end: float) -> float:
    """Where a row's value is written: behind its interval, at most at the end of the scale."""
    ends = [value for value in (row.upper, row.value) if not pd.isna(value)]  # type: ignore[attr-defined]  # a named tuple
    return min([*ends[:1], end]) if ends else 0.0


def _names(rows: pd.DataFrame, colours: Palette, scale: float) -> alt.Axis:
    """The names of the areas, ours in bold."""
    axis = names_axis(rows["label"], colours, scale, NAMES)
    own = json.dumps(rows.loc[rows["own"], "label"].tolist())
    axis.labelFontWeight = {
        "condition": {"test": f"indexof({own}, datum.label) >= 0", "value": 700},
        "value": 400,
    }
    return axis


def _values(
    inside: alt.Chart, colours: Palette, scale: float, *, bars: bool, what: str
) -> list[alt.Chart]:
    """The interval as a pale bar, the value as a mark on it (or as a bar); ours in ink."""
    colour = alt.condition("datum.own", alt.value(colours.ink), alt.value(colours.context))
    told = {"tooltip": alt.Tooltip("reading:N", title=what), "description": "reading:N"}
    if bars:
        return [inside.mark_bar(height=round(14 * scale)).encode(color=colour, **told)]
    interval = inside.transform_filter("isValid(datum.lower)").mark_bar(
        height=round(8 * scale), opacity=INTERVAL, aria=False, clip=True
    )
    mark = inside.mark_tick(thickness=3 * scale, size=round(15 * scale), opacity=1)
    return [
        interval.encode(x=alt.X("lower:Q"), x2="upper:Q", color=colour),
        mark.encode(color=colour, **told),
    ]


def _before(
    inside: alt.Chart, rows: pd.DataFrame, colours: Palette, scale: float
) -> list[alt.Chart]:
    """The earlier value as a hollow ring."""
    if "before" not in rows or rows["before"].isna().all():
        return []
    ring = inside.transform_filter("isValid(datum.before)").mark_point(
        shape="circle",
        size=55 * scale**2,
        fill=colours.bg,
        stroke=colours.accent,
        strokeWidth=2 * scale,
        opacity=1,
        aria=False,
        clip=True,
    )
    return [ring.encode(x=alt.X("before:Q"))]


def _reference(
    x: alt.X, reference: float | None, words: str, colours: Palette, scale: float
) -> list[alt.Chart]:
    """The dashed line that all are held against, its words above it."""
    if reference is None:
        return []
    line = alt.Chart(pd.DataFrame({"value": [reference], "words": [words]}))
    return [
        line.mark_rule(color=colours.muted, strokeDash=[5, 4], strokeWidth=1.5, aria=False).encode(
            x=x
        ),
        line.mark_text(
            align="center",
            baseline="bottom",
            fontSize=round(TEXT * scale),
            fontWeight=600,
            color=colours.muted,
            aria=False,
        ).encode(x=x, y=alt.value(-5), text="words:N"),
    ]


def _told(base: alt.Chart, colours: Palette, scale: float, *, column: bool) -> list[alt.Chart]:
    """Each value as written, behind its interval on a halo where the line may cross it; in a
    column at the right where rings may lie behind the interval.
    """
    look = {"fontSize": round(TEXT * scale), "aria": False}
    if column:
        at = alt.value(alt.ExprRef("width"))
        right = base.mark_text(align="right", color=colours.ink, **look)
        return [right.encode(x=at, text="says:N")]
    return [
        base.mark_text(align="left", dx=8, **look, **tone).encode(x=alt.X("end:Q"), text="says:N")
        for tone in (halo(colours, scale), {"color": colours.ink})
    ]
