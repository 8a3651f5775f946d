"""Where months lie on a chart: to scale inside a span, with long unheld stretches folded to a
strip.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.words import numbers
from components.words.protected import HIDDEN
from csp import months
from csp.months import Span

FOLDED_FROM = 10  # missing months: a longer stretch is folded
NOT_HELD = "not held"
STRIP = 5.5  # the width of a folded stretch, in months: room for the longest word in it


@dataclass(frozen=True)
class Stretch:
    """A part of the axis without data: from and to (positions), the months it stands for, folded
    or not, and why in words.
    """

    x: float
    x2: float
    span: Span
    folded: bool
    why: str = NOT_HELD


@dataclass(frozen=True)
class TimeAxis:
    """The positions of all months drawn, the stretches without data, and the labels below."""

    x: dict[date, float]
    stretches: tuple[Stretch, ...]
    length: float

    def place(self, day: date) -> float | None:
        """Where a day lies; None in a folded stretch and beyond either end."""
        month = day.replace(day=1)
        into = (day.day - 1) / months.days(month)
        if month in self.x:
            return self.x[month] - 0.5 + into
        for gap in self.stretches:
            if not gap.folded and gap.span.start <= month <= gap.span.end:
                return gap.x + months.index(month) - months.index(gap.span.start) + into
        return None

    def run(self, month: date) -> tuple[float, float]:
        """The left and right end of the months in a row that a month drawn stands in."""
        place = self.x[month]
        left = max((one.x2 for one in self.stretches if one.x2 < place), default=0.0)
        right = min((one.x for one in self.stretches if one.x > place), default=self.length)
        return left, right

    def month_labels(self) -> dict[float, str]:
        """Quarter months, and the first month after each stretch, by position."""
        firsts = {stretch.x2 for stretch in self.stretches if stretch.folded} | {0.0}
        chosen: dict[float, str] = {}
        for month, place in self.x.items():
            begins = any(abs(place - first - 0.5) < 0.01 for first in firsts)
            near = any(abs(place - other) < 3 for other in chosen)
            if begins or (month.month in (1, 4, 7, 10) and not near):
                chosen[place] = numbers.MONTHS[month.month - 1]
        return chosen

    def year_labels(self) -> dict[float, str]:
        """Each year once, at its first month drawn."""
        firsts: dict[int, float] = {}
        for month, place in self.x.items():
            firsts.setdefault(month.year, place)
        return {place: str(year) for year, place in firsts.items()}


def lay_out(chart: pd.DataFrame) -> TimeAxis:
    """The axis for the months of a chart (columns month, status, span, and why_blank where some may
    be hidden), in order.

    Unheld months at either end are left out. Each month drawn is one unit wide; a stretch of 10 or
    more missing months is folded to 5.5 units.
    """
    held = [row.month for row in chart.itertuples() if row.status != "missing"]
    places: dict[date, float] = {}
    stretches = []
    at = 0.0
    for run, following in zip(months.runs(held), [*months.runs(held)[1:], None], strict=True):
        for month in run.all():
            places[month] = at + 0.5
            at += 1
        if following is None:
            break
        missing = Span(months.shift(run.end, 1), months.shift(following.start, -1))
        folded = missing.months >= FOLDED_FROM
        width = STRIP if folded else float(missing.months)
        stretches.append(Stretch(at, at + width, missing, folded, _why(chart, missing)))
        at += width
    return TimeAxis(places, tuple(stretches), at)


def _why(chart: pd.DataFrame, span: Span) -> str:
    """Why the months of a stretch have no data."""
    if "why_blank" not in chart:
        return NOT_HELD
    within = [span.start <= month <= span.end for month in chart["month"]]
    hidden = chart.loc[within, "why_blank"] == HIDDEN
    if not hidden.any():
        return NOT_HELD
    return HIDDEN if hidden.all() else f"{NOT_HELD} or {HIDDEN}"
