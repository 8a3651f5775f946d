"""Names on a flat map: in their areas at reviewed places, or in columns beside it with leaders."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import FONT, TEXT
from csp.geography.panels import Panel

PHONE = 640  # px of the window: below it, a map is drawn smaller and its words larger
LARGER = 1.35  # so much, on a phone
LINE = 15  # px between the lines of a label
BETWEEN = 9  # px between labels of a column
LETTER = {500: 6.3, 700: 7.1}  # px: the usual width of a letter of `TEXT`, by weight
GAP = 5  # px between a label and its leader
DOT = 2.5  # px, the radius of a leader's end
EDGE = 4  # px between names and the panel’s edge
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Name:
    """What stands for one area: its name in lines, its value ('' for none), and where it belongs.

    `x`, `y` is the middle of the label in an area, or the place that a label beside the map leads
    to; `leads_to` the place of a label that stands outside its area (pixels). `fill` is the
    colour of the words, `halo` that of the rim round them.
    """

    lines: tuple[str, ...]
    value: str
    x: float
    y: float
    fill: str
    halo: str
    leads_to: tuple[float, float] | None = None
    strong: bool = False


def in_place(
    names: Sequence[Name], panel: Panel, colours: Palette, scale: float, *, on_phones: bool
) -> list[alt.LayerChart]:
    """Names over values in their areas; leaders where a name stands outside.

    A phone has no room for the values, and where not `on_phones` for the names either: the table
    below holds them.
    """
    rows, leaders = [], []
    for name in names:
        texts = [*name.lines, *([name.value] if name.value else [])]
        weights = [700 if name.strong else 500] * len(name.lines) + [700]
        inward = _inward(name, panel, scale)
        for number, (text, weight) in enumerate(zip(texts, weights, strict=False)):
            value = number == len(name.lines)
            rows.append(
                {
                    "px": name.x,
                    "py": name.y,
                    "words": text,
                    "fill": name.fill,
                    "halo": name.halo,
                    "weight": weight,
                    "align": "center",
                    "size": TEXT if value or name.strong else TEXT - 1,
                    "phone": on_phones and not value,
                    "phone_dx": inward,
                    "desk_dy": LINE * (number - (len(texts) - 1) / 2),
                    "phone_dy": LARGER * LINE * (number - (len(name.lines) - 1) / 2),
                }
            )
        if name.leads_to:
            leaders.append(_leader_of(name, texts))
    return [*_leaders(leaders, panel, colours, on_phones=on_phones), *_texts(rows, panel, scale)]


def _inward(name: Name, panel: Panel, scale: float) -> float:
    """How far a phone's larger words are moved (pixels) so that the panel's edge cuts none."""
    letter = LETTER[700 if name.strong else 500] * scale * LARGER
    half = max(len(line) for line in name.lines) * letter / 2 + EDGE
    return min(max(name.x, half), max(half, panel.width - half)) - name.x


def _leader_of(name: Name, texts: Sequence[str]) -> dict[str, float]:
    """The line from a label's near side to its area: sideways where that is the longer way."""
    x, y = name.leads_to or (name.x, name.y)
    across, down = x - name.x, y - name.y
    if abs(across) > abs(down):
        half = max(len(text) for text in texts) * LETTER[500] / 2 + GAP
        return {"px": name.x + math.copysign(half, across), "py": name.y, "px2": x, "py2": y}
    half = LINE * len(texts) / 2 + 2
    return {"px": name.x, "py": name.y + math.copysign(half, down), "px2": x, "py2": y}


def beside(
    names: Sequence[Name], panel: Panel, colours: Palette, scale: float
) -> list[alt.LayerChart]:
    """Names with values in columns at both sides of the map, each with a leader to its place."""
    rows, leaders = [], []
    for left in (True, False):
        column = [name for name in names if (name.x < panel.width / 2) == left]
        for name, y in _untangled(column, panel, left=left):
            lines = _lines_beside(name)
            leaders.append(
                {"px": _start(name, panel, left=left), "py": y, "px2": name.x, "py2": name.y}
            )
            rows += [
                {
                    "px": EDGE if left else panel.width - EDGE,
                    "py": y,
                    "words": line,
                    "fill": name.fill,
                    "halo": name.halo,
                    "weight": 700,
                    "align": "left" if left else "right",
                    "size": TEXT,
                    "phone": True,
                    "phone_dx": 0,
                    "desk_dy": LINE * (number - (len(lines) - 1) / 2),
                    "phone_dy": LARGER * LINE * (number - (len(lines) - 1) / 2),
                }
                for number, line in enumerate(lines)
            ]
    return [*_leaders(leaders, panel, colours, on_phones=True), *_texts(rows, panel, scale)]


def _lines_beside(name: Name) -> list[str]:
    """The lines of a label beside the map, its value at the end of the last."""
    return [*name.lines[:-1], f"{name.lines[-1]} {name.value}".strip()]


def _start(name: Name, panel: Panel, *, left: bool) -> float:
    reach = EDGE + GAP + max(len(line) for line in _lines_beside(name)) * LETTER[700]
    return reach if left else panel.width - reach


def _untangled(column: Sequence[Name], panel: Panel, *, left: bool) -> list[tuple[Name, float]]:
    """The labels of one column with their heights, in the order in which no leaders cross.

    Two lines that cross get shorter when their ends are exchanged: where no exchange shortens
    them, none cross.
    """
    order = sorted(column, key=lambda name: name.y)

    def length(placed: list[tuple[Name, float]]) -> float:
        return sum(
            math.hypot(_start(name, panel, left=left) - name.x, y - name.y) for name, y in placed
        )

    best = _spread(order, panel.height)
    shorter = True
    while shorter:
        shorter = False
        for one in range(len(order)):
            for other in range(one + 1, len(order)):
                tried = [name for name, _ in best]
                tried[one], tried[other] = tried[other], tried[one]
                placed = _spread(tried, panel.height)
                if length(placed) < length(best) - 0.01:
                    best, shorter = placed, True
    return best


def _spread(order: Sequence[Name], height: float) -> list[tuple[Name, float]]:
    """Heights for labels in this order: near their own places, apart, and inside the panel."""
    # as high as a phone's larger words are
    halves = [LARGER * LINE * len(_lines_beside(name)) / 2 + BETWEEN / 2 for name in order]
    heights: list[float] = []
    below = 0.0
    for name, half in zip(order, halves, strict=True):
        heights.append(max(name.y, below + half))
        below = heights[-1] + half
    above = height
    for place in reversed(range(len(order))):
        heights[place] = min(heights[place], above - halves[place])
        above = heights[place] - halves[place]
    return list(zip(order, heights, strict=True))


def _leaders(
    rows: Rows, panel: Panel, colours: Palette, *, on_phones: bool
) -> list[alt.LayerChart]:
    if not rows:
        return []
    base = alt.Chart()
    look = {"aria": False, "tooltip": None, "opacity": 1 if on_phones else _by_window(0, 1)}
    rule = base.mark_rule(color=colours.ink, strokeWidth=1, **look)
    dot = base.mark_point(
        shape="circle",
        filled=True,
        size=math.pi * DOT**2,
        color=colours.ink,
        stroke=colours.bg,
        strokeWidth=1,
        **look,
    )
    there = _pixels(panel, "px2", "py2")
    lines = rule.encode(**_pixels(panel), x2="px2:Q", y2="py2:Q")
    return [alt.layer(lines, dot.encode(**there), data=_sent(rows))]


def _texts(rows: Rows, panel: Panel, scale: float) -> list[alt.LayerChart]:
    """Text marks, one layer for each look: a rim in the area's own colour keeps a name readable
    where it overlaps a neighbour.
    """
    layers = []
    looks = ("weight", "align", "size", "phone")
    for weight, align, size, phone in sorted({tuple(row[key] for key in looks) for row in rows}):
        chosen = [
            {key: cell for key, cell in row.items() if key not in looks}
            for row in rows
            if tuple(row[key] for key in looks) == (weight, align, size, phone)
        ]
        words = alt.Chart().encode(**_pixels(panel), text="words:N")
        look = {
            "fontSize": _by_window(size * scale * LARGER, size * scale),
            "fontWeight": weight,
            "font": FONT,
            "align": align,
            "baseline": "middle",
            "dy": _by_window("datum.phone_dy", "datum.desk_dy"),
            "aria": False,
            "tooltip": None,
            "opacity": 1 if phone else _by_window(0, 1),
        }
        if any(row["phone_dx"] for row in chosen):
            look["dx"] = _by_window("datum.phone_dx", 0)
        else:
            chosen = [{key: row[key] for key in row if key != "phone_dx"} for row in chosen]
        rim = words.mark_text(**look, strokeWidth=3, strokeJoin="round")
        inside = words.mark_text(**look).encode(color=alt.Color("fill:N", scale=None))
        around = rim.encode(stroke=alt.Stroke("halo:N", scale=None))
        layers.append(alt.layer(around, inside, data=_sent(chosen)))
    return layers


def _sent(rows: Rows) -> pd.DataFrame:
    """The rows with places to a tenth of a pixel: more of their digits weigh and show nothing."""
    return pd.DataFrame(rows).round(1)


def _by_window(phone: object, desk: object) -> alt.ExprRef:
    return alt.ExprRef(f"windowSize()[0] < {PHONE} ? {phone} : {desk}")


def _pixels(panel: Panel, x: str = "px", y: str = "py") -> dict[str, Any]:
    """Positions given in pixels of the panel."""
    across = alt.Scale(domain=[0, panel.width], nice=False)
    down = alt.Scale(domain=[panel.height, 0], nice=False)
    return {
        "x": alt.X(f"{x}:Q", axis=None, scale=across),
        "y": alt.Y(f"{y}:Q", axis=None, scale=down),
    }
