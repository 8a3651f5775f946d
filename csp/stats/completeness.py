"""Which months were supplied whole, judged by the force's own level in the months around."""

from collections.abc import Mapping
from datetime import date
from statistics import median

import pandas as pd

from csp import months


def supply_status(
    crimes: pd.DataFrame, smallest_share: float, neighbours_months: int
) -> pd.DataFrame:
    """One row a month from the first to the last: month, status, reason.

    `crimes` has month (first day) and events: the force's crimes without anti-social behaviour of
    each month held. A month is 'incomplete' when its crimes per day are under `smallest_share` of
    the median of the sound months up to `neighbours_months` away, before and after; 'missing' when
    it is not held; else 'complete'. Months found incomplete stop being neighbours, and the rest are
    judged again until nothing changes. A month without sound neighbours is taken as it is. The
    reason is blank for a month that was checked and is complete.

    Raises ValueError without a month or when a month is given twice. It cannot see a supply that
    stays short for longer than half the neighbourhood, nor one that is short by less than a fifth.
    """
    if crimes.empty or crimes["month"].duplicated().any():
        raise ValueError("completeness needs at least one month, and each month once")
    per_day = {
        month: float(events) / months.days(month)
        for month, events in zip(crimes["month"], crimes["events"], strict=True)
    }
    usual = _settled_levels(per_day, smallest_share, neighbours_months)
    rows = []
    for month in months.Span(min(per_day), max(per_day)).all():
        status, reason = "missing", "not held"
        if month in per_day:
            status, reason = _judged(per_day[month], usual[month], smallest_share)
        rows.append((month, status, reason or None))
    return pd.DataFrame(rows, columns=["month", "status", "reason"])


def _judged(level: float, usual: float, smallest_share: float) -> tuple[str, str]:
    if not usual:
        return "complete", "no month within reach to hold it against"
    if level >= smallest_share * usual:
        return "complete", ""
    return "incomplete", (
        f"{level:.0f} crimes a day in the whole force, {100 * level / usual:.0f}% of the"
        f" {usual:.0f} a day that are usual in the months around"
    )


def _settled_levels(
    per_day: Mapping[date, float], smallest_share: float, reach: int
) -> dict[date, float]:
    """What is usual around each month [crimes a day], judged until nothing changes; 0: unknown."""
    broken: set[date] = set()
    while True:
        usual = {month: _level_around(month, per_day, broken, reach) for month in per_day}
        found = {month for month in per_day if per_day[month] < smallest_share * usual[month]}
        if found <= broken:
            return usual
        # The lowest first: a very low month must not make its sound neighbours look high or low.
        broken.add(min(found - broken, key=lambda month: per_day[month] / usual[month]))


def _level_around(
    month: date, per_day: Mapping[date, float], broken: set[date], reach: int
) -> float:
    around = [
        level
        for other, level in per_day.items()
        if other not in broken | {month} and abs(months.index(other) - months.index(month)) <= reach
    ]
    return median(around) if around else 0.0
