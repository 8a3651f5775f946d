"""The break register over time: a row for each entry, below the name of its dataset."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import SHAPES, TEXT, signal_colour, themed

ROW = 26  # px
MARK = 9  # px from a mark to its words
SIZES = {"diamond": 260, "square": 220, "dot": 60}  # px², by shape
# What an entry does, by the shape that says it.
SHAPE_OF = {"rebase": "diamond", "annotate": "dot", "do not compare": "square"}


def break_timeline(
    entries: pd.DataFrame, colours: Palette, *, scale: float = 1.0
) -> alt.TopLevelMixin:
    """Every entry at its time, as wide as its place; one that lasts is a bar from its start.

    `entries` has title (of the dataset), starts_on, ends_on (blank: a moment), effect ('rebase',
    'annotate' or 'do not compare'), words (its name beside the mark) and reading (for a screen
    reader); the entries of one dataset stand together, in the order given.
    """
    rows = _rows(entries)
    first, last = rows["x"].min() // 1, -(-rows["x2"].max() // 1)
    years = max(1, int(last - first))
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[first, first + years], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=years, labelOverlap=True, grid=True),
    )
    deep = int(rows["y"].max()) + 1
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.5, deep], reverse=True, nice=False), axis=None)
    base = alt.Chart(rows).encode(x=x, y=y)
    held = base.transform_filter("datum.shape != ''")
    layers = [
        held.transform_filter("datum.x2 > datum.x")
        .mark_rule(color=colours.axis, strokeWidth=5 * scale, opacity=0.6, aria=False)
        .encode(x2="x2:Q"),
        *_marks(held, sorted(set(rows["shape"]) - {""}), colours, scale),
        *_words(base, colours, scale, first, years),
    ]
    made = alt.layer(*layers).properties(
        width="container", height=round(ROW * scale * (deep + 0.5))
    )
    return themed(made, colours, scale)


def _rows(entries: pd.DataFrame) -> pd.DataFrame:
    """A row for each dataset's name and each entry, y counted downwards; x in years."""
    rows: list[dict[str, Any]] = []
    for title, own in entries.groupby("title", sort=False):
        rows.append({"words": title, "shape": "", "y": len(rows), "reading": ""})
        for entry in own.itertuples():
            starts = _year(entry.starts_on)
            ends = starts if pd.isna(entry.ends_on) else _year(entry.ends_on)
            shape = SHAPE_OF[entry.effect]
            told = {"words": entry.words, "reading": entry.reading}
            rows.append({**told, "shape": shape, "x": starts, "x2": ends, "y": len(rows)})
    return pd.DataFrame(rows)


def _year(moment: pd.Timestamp) -> float:
    return float(round(moment.year + (moment.day_of_year - 1) / 365.25, 3))


def _marks(held: alt.Chart, shapes: list[str], colours: Palette, scale: float) -> list[alt.Chart]:
    return [
        held.transform_filter(f"datum.shape == '{shape}'")
        .mark_point(
            shape=SHAPES[shape],
            filled=True,
            color=colours.ink if shape == "dot" else signal_colour("none", colours),
            size=SIZES[shape] * scale**2,
            opacity=1,
        )
        .encode(description="reading:N", tooltip=alt.Tooltip("reading:N", title="Change"))
        for shape in shapes
    ]


def _words(
    base: alt.Chart, colours: Palette, scale: float, first: float, years: int
) -> list[alt.Chart]:
    """The names of datasets at the left edge; those of entries at the side with more room."""
    size, middle = round(TEXT * scale), first + years / 2
    looks: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("datum.shape == ''", {"align": "left", "fontWeight": 600}, {"x": alt.value(0)}),
        (
            f"datum.shape != '' && datum.x2 <= {middle}",
            {"align": "left", "dx": MARK * scale},
            {"x": "x2:Q"},
        ),
        (
            f"datum.shape != '' && datum.x2 > {middle}",
            {"align": "right", "dx": -MARK * scale},
            {},
        ),
    ]
    return [
        base.transform_filter(which)
        .mark_text(**look, fontSize=size, color=colours.ink, baseline="middle", aria=False)
        .encode(text="words:N", **place)
        for which, look, place in looks
    ]
