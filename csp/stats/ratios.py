"""Ratios of rates with exact limits: one rate over another, and a part's over its whole's.

Both are exact conditional intervals: given the sum of two counts, the first of them is binomial,
and the binomial's limits are Clopper and Pearson's.
"""

from dataclasses import dataclass

from csp.stats.quantiles import beta_quantile

TAIL = 0.025  # beyond each limit
CHANCE = 2 * TAIL  # how often a 95% interval misses though nothing is different, at most


@dataclass(frozen=True)
class Ratio:
    """A ratio of two rates with its 95% limits; `upper` is infinite where nothing bounds it."""

    value: float
    lower: float
    upper: float

    @property
    def side(self) -> str:
        """Where the whole interval lies: 'above' 1, 'below' 1, or 'either' when it holds 1."""
        if self.lower > 1:
            return "above"
        return "below" if self.upper < 1 else "either"


def clopper_pearson(successes: float, trials: float) -> tuple[float, float]:
    """The exact 95% interval of a proportion, both between 0 and 1.

    Raises ValueError without trials or with more successes than trials. At least 95% of such
    intervals hold the truth, mostly more: it errs on the side of saying less.
    Source: Clopper and Pearson (1934), Biometrika 26, 404-413.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError("a proportion needs trials, and no more successes than trials")
    missed = trials - successes
    lower = beta_quantile(successes, missed + 1, TAIL) if successes else 0.0
    upper = beta_quantile(successes + 1, missed, 1 - TAIL) if missed else 1.0
    return lower, upper


def rate_ratio(events: float, size: float, other_events: float, other_size: float) -> Ratio:
    """The rate of `events` in `size` over that of `other_events` in `other_size`.

    Sizes are residents, or the events of the whole that each count is a part of (then it is a ratio
    of shares, and the interval is a little wide: it takes no account of how sure a share is made by
    being part of its whole). The two counts must be of different people or months. Raises
    ValueError for a negative count, a size that is not above 0, or two counts of 0.

    Given a + b, a is binomial with odds ρ·size / other_size. Real crimes come in series, which
    makes the interval too narrow.
    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313-323; limits as Clopper, Pearson.
    """
    _check(events, size, other_events, other_size)
    if events + other_events == 0:
        raise ValueError("two counts of 0 have no ratio")
    low, high = clopper_pearson(events, events + other_events)
    scale = other_size / size
    value = events / other_events * scale if other_events else float("inf")
    return Ratio(value, _odds(low) * scale, _odds(high) * scale)


def part_ratio(events: float, size: float, whole_events: float, whole_size: float) -> Ratio:
    """The rate of a part over the rate of the whole that it belongs to.

    Given the whole's events, the part's are binomial; its share of events over its share of `size`
    [residents] is the ratio. Unlike `rate_ratio` it allows the part to be counted in the whole.
    Raises ValueError for a negative count, a size that is not above 0, a part larger than its
    whole, or a whole without events.
    """
    _check(events, size, whole_events, whole_size)
    if size > whole_size:
        raise ValueError("a part cannot be larger than its whole")
    low, high = clopper_pearson(events, whole_events)
    scale = whole_size / size
    return Ratio(events / whole_events * scale, low * scale, high * scale)


def _check(events: float, size: float, other_events: float, other_size: float) -> None:
    if events < 0 or other_events < 0:
        raise ValueError("a count of events cannot be negative")
    if size <= 0 or other_size <= 0:
        raise ValueError("a rate needs a size above 0")


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
