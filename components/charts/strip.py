"""A strip: every area a dot on one scale of a value, with a few lines and one area named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from components.charts.palette import Palette
from components.charts.placing import end_of_scale
from components.charts.rows import Finished, Layer, Rows, Spec, channel, layered, records
from components.charts.theme import TEXT, halo
from components.words import numbers

ROW = 11  # px between dots that would lie on each other
AT_LEAST = 3  # rows of dots
HEAD, FOOT = 46, 52  # px above and below the dots, for the words of lines
NEAR = 520  # px of the plot at which dots are kept apart
DOT = 92  # px²
APART = 12  # px between the middles of two dots
END = 0.97  # of the scale, from where words stand left of their place
OFF = "→"
Listed = list[dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """A value to hold the dots against: its words, where they stand, and how it is drawn."""

    value: float
    words: str
    above: bool
    own: bool  # ours is solid and in ink, another dotted


def strip_chart(
    areas: pd.DataFrame | Sequence[Mapping[str, Any]],
    colours: Palette,
    *,
    lines: Sequence[Line],
    scale: float = 1.0,
    illustrative: bool = False,
) -> Finished:
    """The areas as dots over their value, from zero; those that would lie on each other are set
    side by side, so that the shape of the heap says how many are alike.

    `areas` has value, told (the value as written), label, own (true for the chosen area, which is
    named), part (true for those that a chosen group is made of) and reading (for a tip and a screen
    reader); blanks are left out. One value far beyond all others stands at the end with an arrow.
    """
    held = [row for row in records(areas) if row["value"] is not None]
    held.sort(key=lambda row: row["value"])
    lines = [line for line in lines if not numbers.is_blank(line.value)]
    top = end_of_scale([*(row["value"] for row in held), *(line.value for line in lines)])
    held = [{**row, "far": row["value"] > top, "value": min(row["value"], top)} for row in held]
    places = _rows([row["value"] for row in held], top)
    rows = max(AT_LEAST, *(int(2 * abs(place)) + 1 for place in places), 0)
    height = HEAD + rows * ROW + FOOT
    held = [
        {**row, "up": FOOT + rows * ROW / 2 + place * ROW}
        for row, place in zip(held, places, strict=True)
    ]
    frame = _Frame(*_axes(top, height), colours, top, height, scale, Rows())
    layers = [*_lines(frame, lines), *_dots(frame, held), *_chosen(frame, held, lines)]
    high = round(height * scale)
    return layered(
        layers,
        frame.rows,
        colours,
        scale,
        illustrative=illustrative,
        width="container",
        height=high,
    )


@lru_cache(maxsize=16)
def _axes(top: float, height: float) -> tuple[Spec, Spec]:
    """The value and the place in the heap; the same whichever area is chosen."""
    x = alt.X(
        "value:Q",
        axis=alt.Axis(tickCount=6, format=",~f", grid=True),
        scale=alt.Scale(domain=[0, top], nice=False),
    )
    y = alt.Y("up:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False))
    return channel(x), channel(y)


@dataclass(frozen=True)
class _Frame:
    """What all layers share."""

    x: Spec
    y: Spec
    colours: Palette
    top: float
    height: float
    scale: float
    rows: Rows

    def layer(self, rows: Listed, **channels: Any) -> Layer:
        return self.rows.chart(rows, x=self.x, y=self.y, **channels)

    def words(self, value: float, up: float, words: str, colour: str, *, left: bool) -> list[Spec]:
        """Bold words beside a value: left of it or right, the other side where there is no room."""
        left = value > 0.8 * self.top or (left and value > 0.2 * self.top)
        aside = 0.0 if value >= END * self.top else 7 * self.scale
        align, dx = ("right", -aside) if left else ("left", aside)
        base = self.layer([{"value": value, "up": up, "words": words}], text=alt.Text("words:N"))
        look = {
            "align": align,
            "dx": dx,
            "baseline": "middle",
            "fontSize": round(TEXT * self.scale),
            "fontWeight": 600,
            "aria": False,
        }
        ground = halo(self.colours, self.scale)
        return [base.mark_text(**look, **ground), base.mark_text(**look, color=colour)]


def _rows(values: list[float], top: float) -> list[float]:
    """The row of each of some sorted values, 0 in the middle: the first that keeps it clear of the
    dots before it.
    """
    apart = APART * top / NEAR
    ends: dict[float, float] = {}  # of each row, its last dot
    told = []
    for value in values:
        step = 0
        while True:
            row = (step + 1) // 2 * (1.0 if step % 2 else -1.0)
            if value - ends.get(row, float("-inf")) >= apart:
                break
            step += 1
        ends[row] = value
        told.append(row)
    return told


def _lines(frame: _Frame, lines: Sequence[Line]) -> list[Spec]:
    """The lines with their words, at the head or the foot."""
    layers: list[Spec] = []
    for line in lines:
        colour = frame.colours.ink if line.own else frame.colours.muted
        low, high = (8, frame.height) if line.own else (0, frame.height - 24)
        rule = frame.layer([{"value": line.value, "up": low, "up2": high}], y2=alt.Y2("up2:Q"))
        layers.append(
            rule.mark_rule(
                color=colour,
                strokeWidth=1.8 if line.own else 2,
                strokeDash=[1, 0] if line.own else [2, 3],
                aria=False,
            )
        )
        up = frame.height - 8 if line.above else 10
        lower = line.value <= min(one.value for one in lines)
        layers += frame.words(line.value, up, line.words, colour, left=lower)
    return layers


def _dots(frame: _Frame, held: Listed) -> list[Spec]:
    """Every area; those of a chosen group in ink, the chosen one larger and in the accent."""
    colours, layers = frame.colours, []
    looks = {
        "other": (colours.context, 1.0),
        "part": (colours.ink, 1.0),
        "own": (colours.accent, 2.4),
    }
    kinds = ["own" if row["own"] else "part" if row["part"] else "other" for row in held]
    for look, (colour, larger) in looks.items():
        rows = [
            {name: row[name] for name in ("value", "up", "reading")}
            for row, kind in zip(held, kinds, strict=True)
            if kind == look
        ]
        if not rows:
            continue
        layers.append(
            frame.layer(
                rows,
                tooltip=alt.Tooltip("reading:N", title="Area"),
                description=alt.Description("reading:N"),
            ).mark_point(
                filled=True,
                color=colour,
                stroke=colours.bg,
                strokeWidth=1,
                size=DOT * larger * frame.scale**2,
                opacity=1,
            )
        )
    return layers


def _chosen(frame: _Frame, held: Listed, lines: Sequence[Line]) -> list[Spec]:
    """The name of the chosen area above the dots, and below them of one that is off the scale."""
    layers: list[Spec] = []
    for area in [row for row in held if row["own"] or row["far"]]:
        arrow = f" {OFF}" if area["far"] else ""
        words = f"{area['label']} {area['told']}{arrow}"
        colour = frame.colours.accent if area["own"] else frame.colours.ink
        # Away from the lines, whose own words stand above and below.
        lower = area["value"] < min((line.value for line in lines), default=0.0)
        up = frame.height - HEAD + 16 if area["own"] else FOOT - 16
        layers += frame.words(area["value"], up, words, colour, left=lower)
    return layers
