"""Whole numbers that add up, and chance that falls the same way on every machine."""

from math import floor

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SEED = 2020

Floats = NDArray[np.float64]


def chance(source: str) -> np.random.Generator:
    """A source's own chance: a change in one source's draws leaves the others as they were.

    Draw from it by `random` alone: that is bits divided by a power of two, so the same everywhere.
    """
    return np.random.default_rng([SEED, *source.encode()])


def whole(amount: float) -> int:
    """The nearest whole number; a half goes up (Python's own `round` sends it to the even one)."""
    return floor(amount + 0.5)


def share_of(total: int, percent: float) -> int:
    """So many per cent of a total as a whole number."""
    return whole(total * percent / 100)


def apportion(total: int, weights: pd.Series) -> pd.Series:
    """A total in whole parts near to the weights, adding up exactly.

    The largest remainders take what is left over; of equal ones, the first. `weights` are 0 or
    more, not all 0. Source: Hamilton's method of apportionment.
    """
    exact = total * weights.to_numpy(dtype=float) / float(weights.sum())
    parts = np.floor(exact).astype(int)
    left = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:left]] += 1
    return pd.Series(parts, index=weights.index)


def drawn(rng: np.random.Generator, weights: Floats, size: int) -> NDArray[np.intp]:
    """Places among the weights, drawn with replacement, each as often as it weighs."""
    reach = np.cumsum(weights)
    return np.searchsorted(reach / reach[-1], rng.random(size), side="right")


def some(rng: np.random.Generator, many: int, weights: Floats) -> NDArray[np.bool_]:
    """Marks exactly so many of the rows, the heavier the likelier.

    `weights` are above 0. Source: Efraimidis and Spirakis (2006), Information Processing Letters
    97, 181-185, with the logarithm of their key.
    """
    wait = -np.log1p(-rng.random(len(weights))) / weights
    marked = np.zeros(len(weights), dtype=bool)
    marked[np.argsort(wait, kind="stable")[:many]] = True
    return marked


def noise(rng: np.random.Generator, size: int) -> Floats:
    """Bell-shaped chance with mean 0 and standard deviation 1, at most 3 from the mean.

    The sum of three even draws (Irwin-Hall), each of standard deviation 1/√12; nearly normal.
    """
    summed: Floats = rng.random((size, 3)).sum(axis=1)
    return 2 * (summed - 1.5)
