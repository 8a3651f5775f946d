"""Rates and proportions with their limits: count rates (exact Poisson, Byar), Wilson, Newcombe."""

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from csp.stats.quantiles import Floats, gamma_quantile, gamma_share

Z_95 = 1.959963984540054  # the standard normal's 97.5% point
EXACT_BELOW = 10  # events: exact Poisson limits below, Byar's approximation from here
Side = Literal["lower", "upper"]
SIDES: tuple[Side, Side] = ("lower", "upper")


@dataclass(frozen=True)
class Rate:
    """A rate with its 95% limits, all per `per` people; `method` names how the limits were made."""

    value: float
    lower: float
    upper: float
    per: int
    method: str


def poisson_limits(events: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of counts of events, lower and upper, in events; NaN where a count is NaN. `level` is
    how often such limits hold the true count.

    Exact (chi-square) below 10 events, Byar's approximation from 10; no events give 0 and
    −ln(0.025) (at 95%). Raises ValueError for a negative count. Not for weighted or estimated
    counts.
    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, pp. 69-71.
    """
    counts = np.asarray(events, dtype=float)
    if np.any(counts < 0):
        raise ValueError("a count of events cannot be negative")
    blank = np.isnan(counts)
    few = counts < EXACT_BELOW
    lower, upper = (np.where(blank, np.nan, _byar(counts, level, side)) for side in SIDES)
    # Whole counts, so the same few again and again.
    lower[few], upper[few] = np.array([_exact(one, level) for one in counts[few]]).reshape(-1, 2).T
    return lower, upper


def _byar(counts: Floats, level: float, side: Side) -> Floats:
    z = _z(level)
    several = counts + 1 if side == "upper" else np.where(counts >= 1, counts, 1.0)
    limit: Floats = (
        several
        * (1 - 1 / (9 * several) + (z if side == "upper" else -z) / (3 * np.sqrt(several))) ** 3
    )
    return limit


@lru_cache(maxsize=4096)
def _exact(count: float, level: float) -> tuple[float, float]:
    """No events give the one-sided-looking upper limit −ln(0.025) (at 95%), and 0 below it."""
    tail = (1 - level) / 2
    lower = gamma_quantile(count, tail) if count > 0 else 0.0
    return lower, gamma_quantile(count + 1, 1 - tail)


@lru_cache
def _z(level: float) -> float:
    return Z_95 if level == 0.95 else NormalDist().inv_cdf(1 - (1 - level) / 2)


def limits_below(counts: Floats, wanted: Floats, level: float, side: Side) -> NDArray[np.bool_]:
    """Whether the limit of each count, as `poisson_limits` has it, lies below what is wanted: at
    less cost, and of counts that need not be whole.
    """
    tail = (1 - level) / 2
    few = counts < EXACT_BELOW
    told: NDArray[np.bool_] = _byar(counts, level, side) < wanted
    if side == "upper":
        told[few] = gamma_share(counts[few] + 1, wanted[few]) > 1 - tail
    else:
        shapes = np.maximum(counts[few], np.finfo(float).tiny)  # of none the limit is 0
        told[few] = gamma_share(shapes, wanted[few]) > tail
    return told


def rate(events: float, people: float, per: int) -> Rate:
    """The rate of `events` among `people`, per `per` of them, with 95% limits.

    Raises ValueError when there are no people.
    """
    if people <= 0:
        raise ValueError("a rate needs people")
    lower, upper = poisson_limits([events])
    scale = per / people
    method = "exact Poisson" if events < EXACT_BELOW else "Byar"
    return Rate(events * scale, float(lower[0]) * scale, float(upper[0]) * scale, per, method)


def add_rates(frame: pd.DataFrame, per: int) -> pd.DataFrame:
    """The frame with rate, lower and upper [per `per` people, 95%] from its events and people.

    All three are blank where events or people are, or where there are no people.
    """
    events = pd.to_numeric(frame["events"]).to_numpy(dtype=float, na_value=np.nan)
    people = pd.to_numeric(frame["people"]).to_numpy(dtype=float, na_value=np.nan)
    scale = np.where(people > 0, per / np.where(people > 0, people, 1.0), np.nan)
    lower, upper = poisson_limits(events)
    return frame.assign(rate=events * scale, lower=lower * scale, upper=upper * scale)


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """The 95% Wilson score interval of a proportion, both between 0 and 1.

    `trials` may be an effective sample size, so neither needs to be whole. Raises ValueError
    without trials or with more successes than trials.
    Source: Wilson (1927), JASA 22, 209-212.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError("a proportion needs trials, and no more successes than trials")
    share, square = successes / trials, Z_95**2
    middle = share + square / (2 * trials)
    reach = Z_95 * np.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    whole = 1 + square / trials
    return max(0.0, float((middle - reach) / whole)), min(1.0, float((middle + reach) / whole))


def newcombe(
    successes: float, trials: float, other_successes: float, other_trials: float
) -> tuple[float, float, float]:
    """The difference of two proportions (first minus second) with its 95% hybrid score interval.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    first, second = successes / trials, other_successes / other_trials
    low_1, high_1 = wilson(successes, trials)
    low_2, high_2 = wilson(other_successes, other_trials)
    difference = first - second
    lower = difference - np.hypot(first - low_1, high_2 - second)
    upper = difference + np.hypot(high_1 - first, second - low_2)
    return difference, max(-1.0, float(lower)), min(1.0, float(upper))


def effective_size(weights: ArrayLike) -> float:
    """Kish's effective sample size of weighted answers: (Σw)² / Σw².

    Source: Kish (1965), Survey Sampling, section 11.7.
    """
    held = np.asarray(weights, dtype=float)
    return float(held.sum() ** 2 / (held**2).sum())
