"""Months and spans of months: calendar arithmetic, with dates on the first of a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

DAYS_IN_AVERAGE_MONTH = 30.4375  # 365.25 / 12


@dataclass(frozen=True, order=True)
class Span:
    """A run of whole months, both ends included, each given as the first day of its month."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """How many months the span holds."""
        return index(self.end) - index(self.start) + 1

    def all(self) -> list[date]:
        """Every month of the span, in order."""
        return [shift(self.start, step) for step in range(self.months)]

    def years_earlier(self, years: int = 1) -> "Span":
        """The same months of an earlier year."""
        return Span(shift(self.start, -12 * years), shift(self.end, -12 * years))


def index(month: date) -> int:
    """Months since year 0: neighbours differ by one."""
    return month.year * 12 + month.month - 1


def shift(month: date, by: int) -> date:
    """The first day of the month that lies `by` months later (earlier when negative)."""
    year, zero_based = divmod(index(month) + by, 12)
    return date(year, zero_based + 1, 1)


def days(month: date) -> int:
    """How many days the month has."""
    return (shift(month, 1) - month.replace(day=1)).days


def runs(months: Iterable[date]) -> list[Span]:
    """Consecutive months joined to spans, in order; repeated months count once."""
    ordered = sorted(set(months))
    spans = []
    for _, group in groupby(enumerate(ordered), key=lambda pair: index(pair[1]) - pair[0]):
        held = [month for _, month in group]
        spans.append(Span(held[0], held[-1]))
    return spans


def newest_year(complete: Iterable[date]) -> Span | None:
    """The newest 12 consecutive complete months, or None when there are not 12 in a row."""
    for run in reversed(runs(complete)):
        if run.months >= 12:
            return Span(shift(run.end, -11), run.end)
    return None


def whole_years(held: Iterable[date]) -> list[Span]:
    """The calendar years of which every month is held, in order."""
    every = set(held)
    years = (Span(date(year, 1, 1), date(year, 12, 1)) for year in {month.year for month in every})
    return sorted(year for year in years if every.issuperset(year.all()))


def longest(held: Iterable[date]) -> Span | None:
    """The longest run of months, at most 12 (the newest of it); the newest wins a tie."""
    found = runs(held)
    if not found:
        return None
    best = max(found, key=lambda run: (min(run.months, 12), run.end))
    return Span(shift(best.end, -min(best.months, 12) + 1), best.end)
