"""Bullet charts: where an indicator stood, where it was to go and where it is, a row and a scale of
its own for each.
"""

from textwrap import wrap

import altair as alt
import numpy as np
import pandas as pd

from components.charts.palette import INTERVAL, Palette
from components.charts.theme import LEAD, SHAPES, TEXT, signal_colour, themed

ROW = 146  # px, at scale 1
WORDS = 118  # px at both ends of a row, for the words beside its outermost marks
NARROW = 560  # px: below it, long names stand on two lines
LETTERS = 50  # on one line of a narrow picture
MARKS = 100  # px from the top of a row to its marks
ABOVE, BELOW = 26, 22  # px from the marks to the middle of the words above and below them
SAME = 1e-6  # of a row's own scale: marks this close are one
POINT = 260  # px²
VALUES = ("baseline", "latest", "goal", "county", "lower", "upper")


def bullet(
    rows: pd.DataFrame, colours: Palette, *, scale: float = 1.0, narrow: int = NARROW
) -> alt.TopLevelMixin:
    """One row an indicator, in the order given, as wide as its place.

    `rows` has label (name and unit), baseline, latest, goal, county, lower, upper (the latest
    value's interval; any may be blank), the same with `_told` as they are written (baseline_told,
    latest_told, goal_told, county_told; '' for none), verdict (in words), shape and direction (of
    its mark), gradual and reading (for a screen reader). Each row runs over its own values, so rows
    cannot be held against each other. Where it is `gradual`, a pale bar leads from the baseline to
    the goal; a goal that was to hold all the time has none.
    """
    height = ROW * scale
    marked = _placed(rows.reset_index(drop=True))
    drawn = [
        *_way(marked, colours, scale),
        *_ticks(marked, colours, scale),
        *_latest(marked, colours, scale),
        *_words(marked, colours, scale),
        *_names(marked, colours, scale, narrow),
    ]
    made = alt.layer(*drawn).properties(width="container", height=round(height * len(marked)))
    return themed(made, colours, scale)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every value as a place from 0 to 1 on its own scale: columns x_..."""
    values = rows[list(VALUES)].astype(float)
    low, high = values.min(axis=1), values.max(axis=1)
    flat = (high - low) <= 0
    reach = (high - low).where(~flat, 1.0)
    placed = values.sub(low, axis=0).div(reach, axis=0)
    placed = placed.where(~flat, placed.where(placed.isna(), 0.5), axis=0)
    return rows.join(placed.add_prefix("x_")).assign(row=np.arange(len(rows)))


def _layer(rows: list[dict[str, object]], scale: float, count: int, **more: object) -> alt.Chart:
    """Marks at x (0 to 1 between the words at both ends) and y (px from the top)."""
    ends = f"{WORDS * scale:g} / max(1, width - {2 * WORDS * scale:g})"
    x = alt.X(
        "x:Q",
        axis=None,
        scale=alt.Scale(
            domainMin=alt.ExprRef(f"-{ends}"),
            domainMax=alt.ExprRef(f"1 + {ends}"),
            nice=False,
            zero=False,
        ),
    )
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, ROW * count], reverse=True, nice=False))
    return alt.Chart(pd.DataFrame(rows)).encode(x=x, y=y, **more)


def _at(row: object, name: str, dy: float) -> dict[str, object]:
    return {"x": getattr(row, f"x_{name}"), "y": row.row * ROW + MARKS + dy}  # type: ignore[attr-defined]  # a named tuple


def _held(rows: pd.DataFrame, *names: str) -> list[object]:
    return list(rows.dropna(subset=[f"x_{name}" for name in names]).itertuples())


def _way(rows: pd.DataFrame, colours: Palette, scale: float) -> list[alt.Chart]:
    """The line that a row runs on, and the pale bar from its baseline to its goal."""
    lines = [{"x": 0.0, "x2": 1.0, "y": row.row * ROW + MARKS} for row in rows.itertuples()]
    ways = [
        {**_at(row, "baseline", 0), "x2": row.x_goal}
        for row in _held(rows[rows["gradual"].astype(bool)], "baseline", "goal")
    ]
    return [
        _layer(held, scale, len(rows), x2="x2:Q").mark_rule(
            color=colour, strokeWidth=width * scale, aria=False
        )
        for held, colour, width in ((lines, colours.axis, 1), (ways, colours.border, 14))
        if held
    ]


def _ticks(rows: pd.DataFrame, colours: Palette, scale: float) -> list[alt.Chart]:
    """Baseline as a short line, the county's as a dotted one, the goal as a long one."""
    looks = {
        "county": (11, {"color": colours.context, "strokeWidth": 2.5, "strokeDash": [1.5, 3]}),
        "baseline": (9, {"color": colours.muted, "strokeWidth": 3}),
        "goal": (16, {"color": colours.ink, "strokeWidth": 3}),
    }
    layers = []
    for name, (half, look) in looks.items():
        held = [
            {**_at(row, name, -half), "y2": row.row * ROW + MARKS + half}
            for row in _held(rows, name)
        ]
        if held:
            wide = {**look, "strokeWidth": look["strokeWidth"] * scale}
            layers.append(_layer(held, scale, len(rows), y2="y2:Q").mark_rule(**wide, aria=False))
    return layers


def _latest(rows: pd.DataFrame, colours: Palette, scale: float) -> list[alt.Chart]:
    """The latest value as its verdict's mark, over its interval where there is one."""
    spans = [{**_at(row, "lower", 0), "x2": row.x_upper} for row in _held(rows, "lower", "upper")]
    layers = []
    if spans:
        layers.append(
            _layer(spans, scale, len(rows), x2="x2:Q").mark_rule(
                color=colours.accent, opacity=INTERVAL, strokeWidth=8 * scale, aria=False
            )
        )
    for (shape, direction), own in rows.groupby(["shape", "direction"], sort=False):
        held = [{**_at(row, "latest", 0), "reading": row.reading} for row in _held(own, "latest")]
        if not held:
            continue
        hollow = "ring" in shape
        colour = signal_colour(direction, colours)
        look = (
            {"fill": colours.bg, "stroke": colours.muted, "strokeWidth": 2.5 * scale}
            if hollow
            else {"fill": colour, "stroke": colours.bg, "strokeWidth": 1}
        )
        size = POINT * (1 if shape in ("ring", "dot") else 2.2) * scale**2
        layers.append(
            _layer(
                held,
                scale,
                len(rows),
                tooltip=alt.Tooltip("reading:N", title="Indicator"),
                description="reading:N",
            ).mark_point(shape=SHAPES[shape], size=size, opacity=1, **look)
        )
    return layers


def _words(rows: pd.DataFrame, colours: Palette, scale: float) -> list[alt.Chart]:
    """What each mark is and its value: baseline and target above, latest and county below."""
    told: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows.itertuples():
        for names, dy in ((("baseline", "goal"), -ABOVE), (("latest", "county"), BELOW)):
            for name, align, words in _beside(row, names):
                told.setdefault((name, align), []).append({**_at(row, name, dy), "words": words})
    layers = []
    for (name, align), held in told.items():
        strong = name in ("goal", "latest")
        layers.append(
            _layer(held, scale, len(rows), text="words:N").mark_text(
                align=align,
                dx={"left": -2, "right": 2}[align] * scale,
                color=colours.ink if strong else colours.muted,
                fontWeight=600 if strong else 400,
                fontSize=round(TEXT * scale),
                aria=False,
            )
        )
    return layers


def _beside(row: object, names: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Of two marks on one line: which way the words of each run, so that they never meet."""
    held = [
        (getattr(row, f"x_{name}"), name, getattr(row, f"{name}_told"))
        for name in names
        if not np.isnan(getattr(row, f"x_{name}"))
    ]
    if len(held) == 2 and abs(held[0][0] - held[1][0]) < SAME:
        place, name, _ = held[1]
        held = [(place, name, f"{held[0][2]}, {held[1][2]}")]
    if len(held) == 1:
        place, name, words = held[0]
        return [(name, "left" if place <= 0.5 else "right", words)]
    (_, first, first_words), (_, second, second_words) = sorted(held)[:2] or [("", "", "")] * 2
    return [(first, "right", first_words), (second, "left", second_words)] if held else []


def _names(rows: pd.DataFrame, colours: Palette, scale: float, narrow: int) -> list[alt.Chart]:
    """Each row's name, on two lines where there is little room, and its verdict below it."""
    folded = [wrap(label, LETTERS) for label in rows["label"]]
    held = [
        {
            "y": row.row * ROW + 10,
            "wide": row.label,
            "folded": "\n".join(lines[:2]) + ("…" if len(lines) > 2 else ""),
            "under_wide": row.row * ROW + 12 + LEAD * 1.2,
            "under_folded": row.row * ROW + 12 + LEAD * 1.2 * min(2, len(lines)),
            "verdict": row.verdict,
        }
        for row, lines in zip(rows.itertuples(), folded, strict=True)
    ]
    fits = f"width >= {narrow * scale:g}"
    base = (
        alt.Chart(pd.DataFrame(held))
        .transform_calculate(
            name=f"{fits} ? datum.wide : datum.folded",
            under=f"{fits} ? datum.under_wide : datum.under_folded",
        )
        .encode(x=alt.value(0))
    )
    size = round(TEXT * scale)
    y = alt.Scale(domain=[0, ROW * len(rows)], reverse=True, nice=False)
    return [
        base.mark_text(
            align="left",
            baseline="middle",
            fontWeight=600,
            fontSize=size,
            lineBreak="\n",
            lineHeight=LEAD * 1.2 * scale,
            color=colours.ink,
            aria=False,
        ).encode(y=alt.Y("y:Q", axis=None, scale=y), text="name:N"),
        base.mark_text(
            align="left", baseline="middle", fontSize=size, color=colours.ink, aria=False
        ).encode(y=alt.Y("under:Q", axis=None, scale=y), text="verdict:N"),
    ]
