"""The names of a control chart's lines at their right end, spread so that none hides another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.charts.placing import spread
from components.charts.rows import Spec
from components.charts.spc_canvas import Canvas
from components.charts.theme import LEAD
from components.words import numbers

LEADER = 14  # px, from the end of the lines
LABELS = 18  # px, from the end of the lines


@dataclass(frozen=True)
class Reference:
    """A line to hold the series against: a name, and either one value or one a month.

    `until` is the last month for which the one value was meant.
    """

    name: str
    value: float | None = None
    monthly: pd.DataFrame | None = None  # month, value
    until: date | None = None

    @property
    def newest(self) -> float | None:
        """Its value at the right end; None without any."""
        if self.monthly is None:
            return self.value
        held = self.monthly["value"].dropna()
        return float(held.iloc[-1]) if len(held) else None


def end_words(
    canvas: Canvas, force: Reference | None = None, target: Reference | None = None
) -> list[Spec]:
    """Each line's name and value beside its end, with a leader where it had to move."""
    return beside_ends(canvas, _lines(canvas, force, target))


def beside_ends(canvas: Canvas, lines: Iterable[tuple[float, str, str]]) -> list[Spec]:
    """Words beside the ends of lines, each given as value, words and tone ('ink' or 'muted')."""
    told = sorted(lines)
    line = canvas.high(LEAD)
    places = spread([value for value, _, _ in told], line, line / 2, canvas.top)
    placed = list(zip(told, places, strict=True))
    length = canvas.axis.length
    leaders = [
        {"x": length, "x2": length + canvas.wide(LEADER), "y": value, "y2": place}
        for (value, _, _), place in placed
        if abs(value - place) > line / 8
    ]
    layers = canvas.leaders(leaders)
    for tone, weight in (("muted", 400), ("ink", 600)):
        rows = [
            {"x": length + canvas.wide(LABELS), "y": place, "words": words}
            for (_, words, of), place in placed
            if of == tone
        ]
        colour = getattr(canvas.colours, tone)
        layers += canvas.words(rows, colour, align="left", weight=weight, halo=True)
    return layers


def _lines(
    canvas: Canvas, force: Reference | None, target: Reference | None
) -> Iterator[tuple[float, str, str]]:
    """Value, words and tone of each line; the values are those drawn, so their order is, too."""
    span = canvas.spans[-1]
    if numbers.finite(span["upper"]):
        for name, edge in (
            ("Upper limit", "upper"),
            ("Average", "centre"),
            ("Lower limit", "lower"),
        ):
            yield span[edge], f"{name} {numbers.count(span[edge])}", "muted"
    complete = canvas.drawn[canvas.drawn["status"] == "complete"]
    if not complete.empty:
        last = complete.iloc[-1]
        words = f"{numbers.month(last['month'])}: {numbers.count(last['value'])}"
        yield float(last["value"]), words, "ink"
    if force is not None and force.newest is not None:
        yield force.newest, f"{force.name} {numbers.count(force.newest)}", "muted"
    if target is not None and target.newest is not None and target.until is None:
        yield target.newest, f"{target.name} {numbers.figure(target.newest)}", "ink"
