"""Funnel limits: how far a rate may lie from a common one by chance, given an area's residents."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from csp.stats.quantiles import Floats
from csp.stats.rates import Side, limits_below, poisson_limits

INNER, OUTER = 0.95, 0.998  # how often chance alone keeps an area inside
TIMES = 2.0  # so many times what chance gives, and one more: then areas differ by more than chance
INSIDE = "inside"
STEPS = 60  # of the bisection: far below a thousandth of an event


def funnel_limits(expected: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """The counts between which chance keeps an area that expects so many, lower and upper, events.

    They turn the limits of a count round (csp.stats.rates: exact Poisson below 10 events, Byar from
    10): a count lies on the upper limit when its own lower limit is what was expected. So an area
    is outside the funnel of a level exactly when its own interval of that level leaves out the
    common rate. Lower is 0 where no count, not even none, is too few. Raises ValueError for a
    negative or missing expectation. Too narrow where events come in series or areas truly differ.
    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, for funnels; the limits are
    those of Breslow and Day (1987), as for rates.
    """
    wanted = np.asarray(expected, dtype=float)
    if not np.all(wanted >= 0):
        raise ValueError("a funnel needs an expected number of events")
    reach = 12 * np.sqrt(wanted + 1) + 20
    upper = _turned(wanted, np.zeros_like(wanted), wanted + reach, level, "lower")
    lower = _turned(wanted, np.zeros_like(wanted), wanted, level, "upper")
    return lower, upper


def _turned(wanted: Floats, low: Floats, high: Floats, level: float, side: Side) -> Floats:
    """The counts whose own lower or upper limit is `wanted`, by bisection."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        short = limits_below(middle, wanted, level, side)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.where(low == 0, 0.0, high)


def funnel(areas: pd.DataFrame, common_rate: float, per: int) -> pd.DataFrame:
    """The areas (events, people, rate) with where each lies in the funnel round a common rate.

    Columns added: expected [events], inner_lower, inner_upper, outer_lower, outer_upper [rates per
    `per`, 95% and 99.8%] and place: 'inside', or 'above' or 'below' with 'inner' or 'outer' before
    it, the last limit passed ('outer above'). Areas without a count or people are left out.
    """
    held = areas[areas["rate"].notna() & (areas["people"] > 0)].reset_index(drop=True)
    people = held["people"].to_numpy(dtype=float)
    told = held.assign(expected=people * common_rate / per)
    for name, level in (("inner", INNER), ("outer", OUTER)):
        lower, upper = funnel_limits(told["expected"], level)
        told[f"{name}_lower"], told[f"{name}_upper"] = lower * per / people, upper * per / people
    return told.assign(place=sides(told["events"], told["expected"]))


def sides(events: ArrayLike, expected: ArrayLike) -> list[str]:
    """Where each count lies in the funnel: by its own limits, which the funnel turns round."""
    wanted: Floats = np.asarray(expected, dtype=float)
    told = np.full(wanted.shape, INSIDE, dtype=object)
    for name, level in (("inner", INNER), ("outer", OUTER)):
        lower, upper = poisson_limits(events, level)
        told[lower > wanted] = f"{name} above"
        told[upper < wanted] = f"{name} below"
    return list(told)


def outside(told: pd.DataFrame, level: float) -> int:
    """How many areas of a `funnel` lie outside the limits of a level (INNER or OUTER)."""
    kinds = ("outer",) if level == OUTER else ("inner", "outer")
    return int(told["place"].str.startswith(kinds).sum())


def by_chance(areas: int, level: float) -> float:
    """How many of so many areas chance alone would put outside the limits of a level."""
    return areas * (1 - level)


def too_many(found: int, areas: int, level: float) -> bool:
    """Whether so many more lie outside than chance would put there that the areas truly differ, and
    the limits, which know chance alone, are too narrow to say which of them is unusual.
    """
    return found > TIMES * by_chance(areas, level) + 1


def curves(people: tuple[float, float], common_rate: float, per: int, points: int) -> pd.DataFrame:
    """The limits to draw from the fewest people to the most: people, inner_lower, inner_upper,
    outer_lower, outer_upper [per `per`]. Closer together where there are few people, since there
    they bend.
    """
    at = np.geomspace(max(people[0], 1.0), max(people[1], 2.0), points)
    told = pd.DataFrame({"people": at})
    for name, level in (("inner", INNER), ("outer", OUTER)):
        lower, upper = funnel_limits(at * common_rate / per, level)
        told[f"{name}_lower"], told[f"{name}_upper"] = lower * per / at, upper * per / at
    return told
