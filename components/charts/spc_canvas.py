"""What all layers of a control chart share: one x, one y, words and rules; pixels as the chart's
units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd

from components.charts import theme
from components.charts.palette import Palette
from components.charts.placing import Box, Room
from components.charts.rows import Finished, Layer, Spec, layered
from components.charts.rows import Rows as NamedRows
from components.charts.theme import LEAD, TEXT
from components.charts.time_axis import TimeAxis
from components.words import numbers

HEIGHT = 360  # px, of the plot itself: what stands below it comes on top
DESK = 1100  # px: the least width of a plot at a desk, with the labels at its right
END_LABELS = 150  # px at the right for the labels of lines
NARROW = 640  # px of the plot: below it, words inside the picture give way to a note below it
ROOMY = 860  # px of the plot: below it, those that need the room of a desk do so, too
PHONE_PLOT = 300  # px: the width of the plot on a phone
POINT = 8  # px round a point that words leave free
LINE = 2  # px above and below a limit that words leave free
BETWEEN = 5  # px between words that stand below each other
BELOW_MONTHS = 44  # px from the zero line down to the years

Rows = Sequence[dict[str, Any]] | pd.DataFrame


@dataclass(frozen=True)
class Canvas:
    """The months drawn (a chart's columns and x), their axis, the colours, the upper end of the
    scale, how much larger than at a desk all is drawn, and how high the plot is [px at a desk].
    """

    drawn: pd.DataFrame
    axis: TimeAxis
    colours: Palette
    top: float
    scale: float
    plot: int = HEIGHT
    rows: NamedRows = field(default_factory=NamedRows)

    def wide(self, px: float) -> float:
        """Pixels at a desk as months on the x axis."""
        return px * self.axis.length / (DESK - END_LABELS)

    def high(self, px: float) -> float:
        """Pixels at a desk as units of the y axis."""
        return px * self.top / self.plot

    def height_of(self, words: str) -> float:
        """How much of the y axis some lines take."""
        return self.high(LEAD) * (words.count("\n") + 1)

    def room(self) -> Room:
        """The plot, of which limits, points and the line between them are taken."""
        taken = [
            Box(span["x"], span["x2"], span[edge] - self.high(LINE), span[edge] + self.high(LINE))
            for span in self.spans
            for edge in ("lower", "upper")
            if numbers.finite(span[edge])
        ]
        before: Any = None
        for row in self.drawn.itertuples():
            taken.append(self._round(row.x, row.height, POINT))
            if before is not None and _joined(before, row):
                rise = row.height - before.height
                taken += [
                    self._round(before.x + share, before.height + share * rise, POINT / 2)
                    for share in (0.25, 0.5, 0.75)
                ]
            before = row
        return Room(Box(0, self.axis.length, 0, self.top), taken, self.high(BETWEEN))

    def _round(self, x: float, y: float, px: float) -> Box:
        wide, high = self.wide(px), self.high(px)
        return Box(x - wide, x + wide, y - high, y + high)

    @property
    def spans(self) -> list[dict[str, Any]]:
        """One row a span: where it lies and its limits."""
        return [
            {
                "x": part["x"].min() - 0.5,
                "x2": part["x"].max() + 0.5,
                "centre": part["centre"].iloc[0],
                "lower": part["lower_shown"].iloc[0],
                "upper": part["upper"].iloc[0],
            }
            for _, part in self.drawn.groupby("span")
        ]

    # One x and one y for every layer, or the browser would not draw them.

    @cached_property
    def x(self) -> alt.X:
        """Months by their places, named where there is room; labels of lines stand beyond them."""
        end = f"{self.axis.length} * width / (width - {END_LABELS * self.scale:g})"
        return alt.X(
            "x:Q",
            axis=alt.Axis(
                values=sorted(self.axis.x.values()),
                labelExpr=self._month_names(),
                grid=False,
                ticks=True,
                tickColor=self.colours.axis,
                labelOverlap=False,
                labelFlush=False,
                orient="bottom",
            ),
            scale=alt.Scale(
                domainMin=0,
                domainMax=alt.ExprRef(f"width < {NARROW} ? {self.axis.length} : {end}"),
                nice=False,
                zero=False,
            ),
        )

    def _month_names(self) -> str:
        """The names of months as an expression; on a phone only those that have room."""
        labels = self.axis.month_labels()
        lookup = "{" + ",".join(f"'{x:g}':'{name}'" for x, name in labels.items()) + "}"
        few = apart(sorted(labels), self.axis.length * 34 / PHONE_PLOT)
        kept = "{" + ",".join(f"'{x:g}':1" for x in few) + "}"
        at = "format(datum.value, '.12~g')"
        return f"width < {NARROW} && !{kept}[{at}] ? '' : {lookup}[{at}] || ''"

    @cached_property
    def y(self) -> alt.Y:
        """Values, from zero."""
        return alt.Y(
            "y:Q",
            axis=alt.Axis(tickCount=6, tickMinStep=1, format=",~f", grid=True),
            scale=alt.Scale(domain=[0, self.top], nice=False),
        )

    def layer(self, rows: Rows, **channels: Any) -> Layer:
        """A chart of some rows on the shared axes; without a y they stand at the top."""
        frame = pd.DataFrame(rows)
        if "y" not in frame:
            frame["y"] = self.top
        return self.rows.chart(frame, x=self.x, y=self.y, **channels)

    def rule(self, rows: Rows, colour: str, width: float, dash: list[float] | None = None) -> Layer:
        """Horizontal lines from x to x2."""
        return self.layer(rows, x2=alt.X2("x2:Q")).mark_rule(
            color=colour, strokeWidth=width, strokeDash=dash or [1, 0], aria=False
        )

    def words(
        self,
        rows: Rows,
        colour: str,
        *,
        weight: int = 400,
        align: str = "center",
        halo: bool = False,
        from_width: int = NARROW,
        **mark: Any,
    ) -> list[Spec]:
        """Words at their places, on a halo of the ground where they may stand on lines.

        Below `from_width` [px of the plot] they are drawn at no size: hidden ones would still claim
        their place.
        """
        if not len(rows):
            return []
        size = round(TEXT * self.scale)
        shown = alt.ExprRef(f"width < {from_width} ? 0 : {size}")
        look: dict[str, Any] = {
            "fontSize": shown,
            "fontWeight": weight,
            "align": align,
            "baseline": "middle",
            "lineBreak": "\n",
            "lineHeight": round(LEAD * self.scale),
            "aria": False,
            "clip": False,
            **mark,
        }
        base = self.layer(rows, text=alt.Text("words:N"))
        front = base.mark_text(color=colour, **look)
        if not halo:
            return [front]
        ground = theme.halo(self.colours, self.scale)
        edge = alt.ExprRef(f"width < {from_width} ? 0 : {ground['strokeWidth']:g}")
        return [base.mark_text(**{**ground, "strokeWidth": edge}, **look), front]

    def framed(self, layers: Sequence[Spec], *, illustrative: bool = False) -> Finished:
        """The finished chart of some layers, as wide as its place."""
        return layered(
            layers,
            self.rows,
            self.colours,
            self.scale,
            illustrative=illustrative,
            width="container",
            height=round(self.plot * self.scale),
            # The height is the plot's own, so that words are spread by true pixels.
            autosize={"type": "fit-x", "contains": "padding"},
        )

    def leaders(self, rows: Rows, from_width: int = NARROW) -> list[Spec]:
        """Thin lines from a place to the words that belong to it."""
        if not len(rows):
            return []
        return [
            self.layer(rows, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")).mark_rule(
                color=self.colours.axis,
                strokeWidth=1,
                opacity=alt.ExprRef(f"width < {from_width} ? 0 : 1"),
                aria=False,
            )
        ]


def _joined(before: Any, row: Any) -> bool:
    """True when the line of the series joins two months."""
    return (
        row.x - before.x == 1
        and row.span == before.span
        and before.status == row.status == "complete"
    )


def apart(places: Sequence[float], least: float) -> set[float]:
    """Those of some sorted places that lie at least so far apart, the last one kept first."""
    kept: list[float] = []
    for place in reversed(places):
        if not kept or kept[-1] - place >= least:
            kept.append(place)
    return set(kept)
