"""XmR: the limits of usual variation of a series, and the four rules that name a signal.

Source: Wheeler (2003), Making Sense of Data; of its use here: the plan refreshed in March 2017,
which describes the centre line, limits, runs and rises. We differ from the common rule set in
needing seven points for a run, as the plan's own charts do, and in screening moving ranges once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

XMR_LIMIT = 2.66  # 3 / 1.128: three sigma from the mean moving range
MOVING_RANGE_SCREEN = 3.267  # the upper limit of a moving range, in mean moving ranges
NEAR = 2 / 3  # the near limit lies two thirds of the way to the limit
RUN = 7  # months in a row on one side of the mean
STEPS = 6  # successive rises or falls, over seven months
TRIAL_BELOW = 12  # months: fewer give trial limits
NONE_BELOW = 6  # months: fewer give no limits
TOO_RARE_BELOW = 2.0  # events a month on average: fewer are too rare for this chart

ROUNDING = 1e-12  # of the largest value: a difference below is the computer's, not the data's

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Limits:
    """The centre and limits of one span, in the unit of its values; not clipped at zero."""

    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    average_moving_range: float
    points: int
    kind: str  # 'limits', 'trial' (under 12 points), 'none' (under 6), 'too rare' (mean under 2)


def limits(values: Sequence[float | None] | Floats, *, screened: bool = True) -> Limits:
    """The XmR limits of a series; None or NaN is a gap, over which no moving range is taken.

    With `screened`, moving ranges at or above 3.267 times their own mean are left out once. Fewer
    than two points give limits of NaN. Raises ValueError without a single value.
    """
    series = _floats(values)
    held = series[~np.isnan(series)]
    if held.size == 0:
        raise ValueError("limits need at least one value")
    centre = float(held.mean())
    ranges = np.abs(np.diff(series))
    ranges = ranges[~np.isnan(ranges)]
    if screened and ranges.size:
        ranges = _screen(ranges)
    average = float(ranges.mean()) if ranges.size else float("nan")
    reach = XMR_LIMIT * average
    return Limits(
        centre=centre,
        lower=centre - reach,
        upper=centre + reach,
        near_lower=centre - NEAR * reach,
        near_upper=centre + NEAR * reach,
        average_moving_range=average,
        points=int(held.size),
        kind=_kind(int(held.size), centre),
    )


def _screen(ranges: Floats) -> Floats:
    usual = ranges[ranges < MOVING_RANGE_SCREEN * ranges.mean()]
    return usual if usual.size else ranges


def _kind(points: int, centre: float) -> str:
    if points < NONE_BELOW:
        return "none"
    if 0 <= centre < TOO_RARE_BELOW:
        return "too rare"
    return "trial" if points < TRIAL_BELOW else "limits"


def outside_limits(values: Sequence[float | None] | Floats, of: Limits) -> Flags:
    """True for each point strictly outside the limits."""
    series = _floats(values)
    return (_side(series, of.upper) > 0) | (_side(series, of.lower) < 0)


def seven_on_one_side(values: Sequence[float | None] | Floats, of: Limits) -> Flags:
    """True for each point of a run of seven or more on one side of the mean.

    A value equal to the mean breaks the run, and so does a gap.
    """
    series = _floats(values)
    flags = np.zeros(series.size, dtype=bool)
    for first, last in _runs(_side(series, of.centre), RUN):
        flags[first : last + 1] = True
    return flags


def six_rising_or_falling(values: Sequence[float | None] | Floats, _of: Limits) -> Flags:
    """True for all points of six or more successive rises, or falls: seven points at least.

    An equal value breaks it, and so does a gap.
    """
    series = _floats(values)
    flags = np.zeros(series.size, dtype=bool)
    for first, last in _runs(_steps(series), STEPS):
        flags[first : last + 2] = True
    return flags


def two_of_three_near(values: Sequence[float | None] | Floats, of: Limits) -> Flags:
    """True for points beyond a near limit where two of three successive points are.

    All three must lie on the same side of the mean; a gap breaks the three.
    """
    series = _floats(values)
    flags = np.zeros(series.size, dtype=bool)
    for sign, near in ((1, of.near_upper), (-1, of.near_lower)):
        beyond = _side(series, near) == sign
        same_side = _side(series, of.centre) == sign
        for start in range(series.size - 2):
            window = slice(start, start + 3)
            if same_side[window].all() and beyond[window].sum() >= 2:
                flags[window] |= beyond[window]
    return flags


RULES: dict[str, Callable[[Floats, Limits], Flags]] = {
    "outside_limits": outside_limits,
    "seven_on_one_side": seven_on_one_side,
    "six_rising_or_falling": six_rising_or_falling,
    "two_of_three_near": two_of_three_near,
}


def _floats(values: Sequence[float | None] | Floats) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _side(series: Floats, level: float | Floats) -> Floats:
    """1 above the level, -1 below, 0 on it, NaN in a gap."""
    difference = series - level
    size = np.nan_to_num(np.abs(series)).max(initial=0.0)
    return np.sign(np.where(np.abs(difference) <= ROUNDING * size, 0.0, difference))


def _steps(series: Floats) -> Floats:
    """1 for a rise to the next point, -1 for a fall, 0 for neither, NaN beside a gap."""
    return _side(series[1:], series[:-1])


def _runs(signs: Floats, needed: int) -> list[tuple[int, int]]:
    """First and last place of each run of at least `needed` equal signs; 0 and NaN break it."""
    found, start = [], 0
    for place in range(1, signs.size + 1):
        if place < signs.size and signs[place] == signs[start]:
            continue
        if signs[start] in (-1.0, 1.0) and place - start >= needed:
            found.append((start, place - 1))
        start = place
    return found


def slope(values: Floats, place: int) -> float:
    """1 for a point of a steady rise, -1 of a steady fall; at a turn, that which led there."""
    steps = _steps(values)
    for first, last in _runs(steps, STEPS):
        if first <= place <= last + 1:
            return float(steps[first])
    return 0.0
