"""When events happen: the hours of the week that they may have begun in, and the season.

For the build only: the season brings statsmodels. What screens work out themselves from the hours
of the week is in csp/stats/shifts.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from csp import months
from csp.stats.spc import per_equal_month

HOURS_IN_DAY = 24
HOURS_IN_WEEK = 168
# A longer range says nothing about the hour of the week: it holds each hour at least once.
LONGEST_RANGE = HOURS_IN_WEEK  # hours
FEWEST_MONTHS = 24  # consecutive: a season must come back once to be told from chance

Floats = NDArray[np.float64]
MONDAY = np.datetime64("1970-01-05T00", "s")


@dataclass(frozen=True)
class Aoristic:
    """Events spread over the hours of the week that they may have happened in."""

    weights: Floats  # 7 x 24, weekday (0 is Monday) by hour; events, not whole numbers
    events: int  # how many were spread: the sum of the weights
    left_out: int  # how many were not, since their range is longer than a week


def aoristic(starts: ArrayLike, ends: ArrayLike) -> Aoristic:
    """Each event's weight of 1, spread evenly over the time from its start to its end.

    `starts` and `ends` are moments of local time, one pair an event; a blank end is the start. An
    event without length belongs to the hour that it begins in. Ranges longer than 7 days are left
    out and counted. The clock's change is not heeded: one hour of a night in March and October is
    an hour off. Raises ValueError for a blank start or an end before its start.
    Source: Ratcliffe (2002), J. Quantitative Criminology 18, 23-43.
    """
    start, end = _hours(starts), _hours(ends)
    end = np.where(np.isnan(end), start, end)
    if np.isnan(start).any() or (end < start).any():
        raise ValueError("an event needs a start, and an end that is not before it")
    held = end - start <= LONGEST_RANGE
    week = _spread(start[held], end[held])
    return Aoristic(week.reshape(7, HOURS_IN_DAY), int(held.sum()), int((~held).sum()))


def _hours(moments: ArrayLike) -> Floats:
    """Hours since a Monday's midnight; NaN for a blank."""
    stamps = pd.to_datetime(pd.Series(moments)).to_numpy(dtype="datetime64[s]")
    passed: Floats = (stamps - MONDAY) / np.timedelta64(1, "h")
    return passed


def _spread(start: Floats, end: Floats) -> Floats:
    """The weights of the 168 hours of the week: an hour of every event at a time, not an event."""
    week = np.zeros(HOURS_IN_WEEK)
    length = end - start
    hour = np.floor(start)
    instant = length == 0
    _add(week, hour[instant], np.ones(instant.sum()))
    start, end, length, hour = (of[~instant] for of in (start, end, length, hour))
    while hour.size:
        inside = np.minimum(end, hour + 1) - np.maximum(start, hour)
        _add(week, hour, inside / length)
        more = end > hour + 1
        start, end, length, hour = start[more], end[more], length[more], hour[more] + 1
    return week


def _add(week: Floats, hour: Floats, weight: Floats) -> None:
    place = hour.astype(np.int64) % HOURS_IN_WEEK
    week += np.bincount(place, weight, minlength=HOURS_IN_WEEK)


def hour_of_week(starts: ArrayLike, ends: ArrayLike) -> pd.DataFrame:
    """168 rows: weekday (0 is Monday), hour, events; as `aoristic` spreads them."""
    weights = aoristic(starts, ends).weights
    weekday, hour = np.divmod(np.arange(HOURS_IN_WEEK), HOURS_IN_DAY)
    return pd.DataFrame({"weekday": weekday, "hour": hour, "events": weights.ravel()})


def season(series: pd.DataFrame) -> pd.DataFrame:
    """A monthly series in parts: what lasts, and what comes back each year.

    `series` has month (its first day) and events, blank where a month has none to show. Columns:
    month, value, trend, seasonal, in events on a month of 30.4375 days; value less trend and
    seasonal is what is left. The newest run of 24 or more consecutive months is taken; without one
    nothing comes back, an empty frame. With two or three years a "season" is still half chance. For
    the build only. Raises ValueError for a month given twice.
    Source: Cleveland and others (1990), J. Official Statistics 6, 3-73 (STL, robust).
    """
    counts = _by_month(series)
    long_enough = [run for run in months.runs(counts) if run.months >= FEWEST_MONTHS]
    if not long_enough:
        return pd.DataFrame(columns=["month", "value", "trend", "seasonal"])
    return _parts(long_enough[-1].all(), counts)


def _by_month(series: pd.DataFrame) -> dict[date, float]:
    held = series.dropna(subset=["events"])
    dates = pd.to_datetime(held["month"]).dt.date
    if dates.duplicated().any():
        raise ValueError("a month is given twice")
    return dict(zip(dates, held["events"].astype(float), strict=True))


def _parts(held: Sequence[date], counts: dict[date, float]) -> pd.DataFrame:
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 (slow to import)

    value = np.array([per_equal_month(counts[month], month) for month in held])
    found = STL(value, period=12, robust=True).fit()
    return pd.DataFrame(
        {"month": list(held), "value": value, "trend": found.trend, "seasonal": found.seasonal}
    )
