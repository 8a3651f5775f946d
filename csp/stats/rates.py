"""Rates and proportions with their limits: count rates (exact Poisson, Byar), Wilson, Newcombe."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtri

Z_95 = 1.959963984540054  # the standard normal's 97.5% point
EXACT_BELOW = 10  # events: exact Poisson limits below, Byar's approximation from here
Floats = NDArray[np.float64]


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
    tail = (1 - level) / 2
    z = Z_95 if level == 0.95 else float(ndtri(1 - tail))
    # Both forms are worked out everywhere; the guards keep the unused one free of warnings.
    several = np.where(counts >= 1, counts, 1.0)
    byar_lower = several * (1 - 1 / (9 * several) - z / (3 * np.sqrt(several))) ** 3
    more = counts + 1
    byar_upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    exact_lower = np.where(counts > 0, gammaincinv(np.where(counts > 0, counts, 1.0), tail), 0.0)
    exact_upper = gammaincinv(more, 1 - tail)
    few = counts < EXACT_BELOW
    # 0 events: the one-sided-looking upper limit −ln(0.025) that the exact form gives, too.
    lower = np.where(few, exact_lower, byar_lower)
    upper = np.where(few, exact_upper, byar_upper)
    blank = np.isnan(counts)
    return np.where(blank, np.nan, lower), np.where(blank, np.nan, upper)


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
