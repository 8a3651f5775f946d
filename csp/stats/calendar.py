"""What the calendar does: the days that have a name, and whether more happens on them than usual.

For the build only: the bank holidays come from the library `holidays`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betaincinv

FOOTBALL = Path(__file__).with_name("football.toml")
WEEKS_AROUND = 4  # before and as many after: the same weekday, near enough in season and trend
FEWEST_WEEKS = 4  # of the eight: a named day with fewer to be held against is left out
TAIL = 0.025  # on each side of a 95% interval
COLUMNS = ["effect", "days", "observed", "expected", "ratio", "lower", "upper"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]  # counted from the record's first day
Flags = NDArray[np.bool_]


def named_days(first: date, last: date) -> pd.DataFrame:
    """The named days from `first` to `last`, both included: effect, day, in order of day.

    Effects: bank holidays of England, Valentine's Day, Father's Day (third Sunday of June),
    Christmas (24 to 26 December), New Year (31 December and 1 January), and England's matches at
    the finals of the World Cup and the European Championship (men), as football.toml lists them.
    Each bank holiday comes once: where it falls on a weekend, the weekday on which it is observed,
    as the official list has it; and not at all where it is one of the days of Christmas or New
    Year. Other days may be under two effects (a match on Father's Day).
    """
    effects = {
        "Bank holidays": _bank_holidays,
        "Valentine’s Day": lambda year: [date(year, 2, 14)],
        "Father’s Day": lambda year: [_third_sunday_of_june(year)],
        "Christmas": _christmas,
        "New Year": _new_year,
        "England’s football matches": _football,
    }
    rows = [
        (effect, day)
        for effect, days_of in effects.items()
        for year in range(first.year, last.year + 1)
        for day in days_of(year)
        if first <= day <= last
    ]
    told = pd.DataFrame(rows, columns=["effect", "day"])
    return told.sort_values(["day", "effect"], ignore_index=True)


def _bank_holidays(year: int) -> list[date]:
    from holidays import country_holidays  # noqa: PLC0415 (the build's alone)

    listed = country_holidays("GB", subdiv="ENG", years=year)
    # The library lists a holiday on a weekend and the weekday on which it is observed. Those on a
    # weekend are always days of Christmas or New Year, so that the weekday alone stays here.
    return [day for day in sorted(listed) if day not in {*_christmas(year), *_new_year(year)}]


def _christmas(year: int) -> list[date]:
    return [date(year, 12, day) for day in (24, 25, 26)]


def _new_year(year: int) -> list[date]:
    return [date(year, 1, 1), date(year, 12, 31)]


def _third_sunday_of_june(year: int) -> date:
    first = date(year, 6, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 14)


def _football(year: int) -> list[date]:
    listed = tomllib.loads(FOOTBALL.read_text(encoding="utf-8"))["tournament"]
    return [day for one in listed for day in one["days"] if day.year == year]


def day_effects(daily: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """What happened on named days against what the same weekdays around them would lead to expect.

    `daily` has day and events, every day of the record once, days without events too; `named` has
    effect and day. Columns: effect, days (of it in the record), observed and expected [events],
    ratio (observed for each expected), lower and upper (its 95% limits). Expected is the mean of
    the same weekday in the four weeks before and the four after, other named days and days outside
    the record left out; a named day with fewer than four of the eight is left out, and so is an
    effect without days or with none expected. The interval takes both numbers as counts
    (conditional binomial, Clopper and Pearson 1934), is widened where ordinary days vary more
    than Poisson counts would, and is rather too wide than too narrow. Each effect has its own 5% of
    chance finds. Raises ValueError for a day given twice or a blank count.
    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313-323, for the ratio of two rates.
    """
    first, events = _record(daily)
    places = _places(named, first, len(events))
    around = _around(events, np.concatenate([np.empty(0, np.int64), *places.values()]))
    dispersion = _dispersion(events, around)
    rows = []
    for effect, days in places.items():
        place = days[~np.isnan(around.expected[days])]
        expected = float(around.expected[place].sum())
        if expected > 0:
            observed = int(events[place].sum())
            worth = _worth(expected, around, place, events)
            limits = _limits(observed, worth, expected, dispersion)
            rows.append((effect, len(place), observed, expected, observed / expected, *limits))
    return pd.DataFrame(rows, columns=COLUMNS)


@dataclass(frozen=True)
class _Around:
    """What the weeks around lead to expect of each day of the record, and which days say so."""

    expected: Floats  # events; NaN on days that too few weeks speak for, or that are not held
    weeks: Places  # how many of the eight same weekdays speak for the day
    days: Places  # a row a day: where those eight lie
    usable: Flags  # the same shape: whether each is held and has no name
    ordinary: Flags  # days that are held and have no name


def _record(daily: pd.DataFrame) -> tuple[date, Floats]:
    """The first day, and the events of it and of every day after it; NaN where not held."""
    days = pd.to_datetime(daily["day"])
    if days.duplicated().any() or daily["events"].isna().any():
        raise ValueError("a record of days needs each day once, with its count")
    place = (days - days.min()).dt.days.to_numpy()
    events = np.full(place.max() + 1, np.nan)
    events[place] = daily["events"].to_numpy(dtype=float)
    return days.min().date(), events


def _places(named: pd.DataFrame, first: date, size: int) -> dict[str, Places]:
    """Where the days of each effect lie in the record."""
    days = pd.to_datetime(named["day"]).to_numpy(dtype="datetime64[D]")
    place = (days - np.datetime64(first)).astype(np.int64)
    inside = (place >= 0) & (place < size)
    effects = named["effect"].to_numpy(dtype=object)
    return {
        effect: np.unique(place[inside & (effects == effect)]) for effect in dict.fromkeys(effects)
    }


def _around(events: Floats, named: Places) -> _Around:
    held = ~np.isnan(events)
    ordinary = held.copy()
    ordinary[named] = False
    apart = 7 * np.array([week for week in range(-WEEKS_AROUND, WEEKS_AROUND + 1) if week])
    days = np.arange(len(events))[:, None] + apart
    inside = (days >= 0) & (days < len(events))
    days = np.where(inside, days, 0)
    usable = inside & ordinary[days]
    weeks = usable.sum(axis=1)
    total = np.where(usable, events[days], 0.0).sum(axis=1)
    known = held & (weeks >= FEWEST_WEEKS)
    expected = np.divide(total, weeks, out=np.full(len(events), np.nan), where=known)
    return _Around(expected, weeks, days, usable, ordinary)


def _dispersion(events: Floats, around: _Around) -> float:
    """How many times more ordinary days vary about what is expected than Poisson counts would."""
    judged = around.ordinary & ~np.isnan(around.expected)
    expected = around.expected[judged]
    usual = (expected * (1 + 1 / around.weeks[judged])).sum()
    if usual == 0:
        return 1.0
    return max(1.0, float(((events[judged] - expected) ** 2).sum() / usual))


def _worth(expected: float, around: _Around, place: Places, events: Floats) -> float:
    """How many events the expected number rests on, as if they were one count.

    A weekday that speaks for two named days counts twice in what is expected, not in what is known.
    """
    weight = np.zeros(len(events))
    part = around.usable[place] / around.weeks[place][:, None]
    np.add.at(weight, around.days[place], part)
    held = weight > 0
    return float(expected**2 / (weight[held] ** 2 * events[held]).sum())


def _limits(observed: int, worth: float, expected: float, dispersion: float) -> tuple[float, float]:
    """95% limits of observed for each expected, where the expected rests on `worth` events."""
    found, against = observed / dispersion, worth / dispersion
    lower = betaincinv(found, against + 1, TAIL) if observed else 0.0
    upper = betaincinv(found + 1, against, 1 - TAIL)
    scale = worth / expected
    return float(lower / (1 - lower) * scale), float(upper / (1 - upper) * scale)
