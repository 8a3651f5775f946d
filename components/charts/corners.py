"""Two measures of the same places against each other, with the four corners named."""

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import TEXT, halo, themed

HEIGHT = 400  # px
ROOM = 0.08  # of each scale, left free at both ends
ROOM_FOR_WORDS = 0.18  # of the scale upwards: two lines of a corner's words stand beyond all points


def corners(
    rows: pd.DataFrame,
    colours: Palette,
    *,
    across: str,
    up: str,
    middle: tuple[float, float],
    names: tuple[str, str, str, str],
    scale: float = 1.0,
    illustrative: bool = False,
) -> alt.TopLevelMixin:
    """A point a place; dashed lines at `middle` (x, y) cut the plot in four.

    `rows` has x, y and reading; `across` and `up` are the axes' words; `names` are the corners'
    words: upper left, upper right, lower left, lower right.
    """
    x_domain = _domain(rows["x"], middle[0], ROOM)
    y_domain = _domain(rows["y"], middle[1], ROOM_FOR_WORDS)
    x = alt.X(
        "x:Q",
        axis=alt.Axis(
            title=across,
            titleColor=colours.muted,
            titleFontWeight="normal",
            grid=False,
            tickCount=8,
            labelOverlap="parity",
            labelSeparation=8,
        ),
        scale=alt.Scale(domain=x_domain, nice=False),
    )
    y = alt.Y(
        "y:Q",
        axis=alt.Axis(title=up, titleColor=colours.muted, titleFontWeight="normal", tickCount=5),
        scale=alt.Scale(domain=y_domain, nice=False),
    )
    points = (
        alt.Chart(rows)
        .mark_point(filled=True, size=70 * scale**2, color=colours.accent, opacity=1)
        .encode(x=x, y=y, tooltip=alt.Tooltip("reading:N", title="Ward"), description="reading:N")
    )
    lines = {"color": colours.axis, "strokeDash": [5, 4], "strokeWidth": 1.5, "aria": False}
    upright = alt.Chart(pd.DataFrame({"x": [middle[0]]})).mark_rule(**lines).encode(x=x)
    level = alt.Chart(pd.DataFrame({"y": [middle[1]]})).mark_rule(**lines).encode(y=y)
    made = alt.layer(upright, level, points, *_corner_words(names, colours, scale))
    sized = made.properties(width="container", height=round(HEIGHT * scale))
    return themed(sized, colours, scale, illustrative=illustrative)


def _domain(values: pd.Series, middle: float, free: float) -> list[float]:
    low, high = min(values.min(), middle), max(values.max(), middle)
    room = free * (high - low or 1.0)
    return [float(low - room), float(high + room)]


def _corner_words(
    names: tuple[str, str, str, str], colours: Palette, scale: float
) -> list[alt.Chart]:
    places = (
        ("left", "top", "0", "0"),
        ("right", "top", "width", "0"),
        ("left", "bottom", "0", "height"),
        ("right", "bottom", "width", "height"),
    )
    return [
        alt.Chart(pd.DataFrame({"words": [words]}))
        .mark_text(
            align=align,
            baseline=baseline,
            dx=6 if align == "left" else -6,
            dy=6 if baseline == "top" else -6,
            lineBreak="\n",
            fontSize=round(TEXT * scale),
            fontWeight=600,
            aria=False,
            **look,
        )
        .encode(x=alt.value(alt.ExprRef(x)), y=alt.value(alt.ExprRef(y)), text="words:N")
        for words, (align, baseline, x, y) in zip(names, places, strict=True)
        for look in (halo(colours, scale), {"color": colours.muted})
    ]
