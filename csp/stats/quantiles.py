"""Quantiles of the gamma and the beta distribution, by their own series: what limits of counts and
of proportions are made of. Pages ask for them, and a statistics library takes a serving process
longer to load, and more memory to hold, than all pages together.

Both series have positive terms alone, so that nothing cancels: quantiles are right to 12 digits,
and to 8 where a proportion is of hundreds of thousands. The tests hold them against scipy.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LARGEST_SHAPE = 12.0  # of the gamma distribution: limits of larger counts are Byar's
CERTAIN = 60.0  # beyond it lies less than 1e-13 of a gamma distribution of such a shape
GAMMA_TERMS = 220  # of its series: below 1e-17 of the sum up to there
BETA_TERMS = (1500, 20.0)  # of its series: so many, and so many for each root of the shape
FARTHEST = 12.0  # standard deviations above its middle, below which a share of 0.98 lies
STEPS = 80  # of the search for a quantile, at most
NEAR = 1e-13  # of the quantile: the search ends

_log_gamma = np.frompyfunc(math.lgamma, 1, 1)


def gamma_share(shape: ArrayLike, below: ArrayLike) -> Floats:
    """How much of a gamma distribution of a shape, scale 1, lies below a value, 0 to 1: how likely
    `shape` or more events are where so many are expected. Shapes above 0 up to 12.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 6.5.4 and 6.5.29.
    """
    a = np.asarray(shape, dtype=float)
    x = np.clip(np.asarray(below, dtype=float), 0.0, CERTAIN)
    ratios = x[..., None] / (a[..., None] + np.arange(1.0, GAMMA_TERMS))
    series = 1 + np.cumprod(ratios, axis=-1).sum(axis=-1)
    with np.errstate(divide="ignore"):  # nothing lies below 0
        first = np.exp(a * np.log(x) - x - np.asarray(_log_gamma(a + 1), dtype=float))
    told: Floats = np.minimum(first * series, 1.0)
    return told


def gamma_quantile(shape: float, share: float) -> float:
    """The value below which a share of a gamma distribution of a shape lies. Shapes up to 12."""
    return _found(
        share,
        lambda x: float(gamma_share(shape, x)),
        lambda x: math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape)),
        begin=shape,
        end=CERTAIN,
    )


def beta_quantile(one: float, other: float, share: float) -> float:
    """The value, between 0 and 1, below which a share of a beta distribution lies. Shapes from 1
    up, shares from 0.02 to 0.98.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.5.4.
    """
    if one > other:  # the series is short from the side of the smaller
        return 1 - beta_quantile(other, one, 1 - share)
    few, for_each = BETA_TERMS
    steps = np.arange(float(few + int(for_each * math.sqrt(one))))
    ratios = (one + other + steps) / (one + 1 + steps)
    scale = math.lgamma(one + other) - math.lgamma(one) - math.lgamma(other)

    def density(x: float) -> float:
        return math.exp(scale + (one - 1) * math.log(x) + (other - 1) * math.log1p(-x))

    def below(x: float) -> float:
        series = 1 + float(np.cumprod(ratios * x).sum())
        return density(x) * x * (1 - x) / one * series

    middle = one / (one + other)
    deviation = math.sqrt(middle * (1 - middle) / (one + other + 1))
    near = middle + NormalDist().inv_cdf(share) * deviation
    end = min(1.0, middle + FARTHEST * deviation)
    return _found(share, below, density, begin=near if 0 < near < end else middle, end=end)


def _found(
    share: float,
    below: Callable[[float], float],
    density: Callable[[float], float],
    *,
    begin: float,
    end: float,
) -> float:
    """Where `below` comes to a share, between 0 and `end`: Newton's steps, and halves where one of
    them would leave what is left.
    """
    low, high, at = 0.0, end, begin
    for _ in range(STEPS):
        over = below(at) - share
        low, high = (low, at) if over > 0 else (at, high)
        slope = density(at)
        step = at - over / slope if slope > 0 else low
        new = step if low < step < high else (low + high) / 2
        if abs(new - at) <= NEAR * new:
            return new
        at = new
    return at
