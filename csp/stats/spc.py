"""The partnership's control chart (XmR): limits of usual variation, named rules, and a verdict.

Source of the chart: Wheeler (2003), Making Sense of Data; of its use here: the plan refreshed in
March 2017, which describes the centre line, limits, runs, rises and the "step change". We differ
from the common rule set in needing seven points for a run, as the plan's own charts do, and in
screening moving ranges once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from csp import months

XMR_LIMIT = 2.66  # 3 / 1.128: three sigma from the mean moving range
MOVING_RANGE_SCREEN = 3.267  # the upper limit of a moving range, in mean moving ranges
NEAR = 2 / 3  # the near limit lies two thirds of the way to the limit
RUN = 7  # months in a row on one side of the mean
STEPS = 6  # successive rises or falls, over seven months
TRIAL_BELOW = 12  # months: fewer give trial limits
NONE_BELOW = 6  # months: fewer give no limits
TOO_RARE_BELOW = 2.0  # events a month on average: fewer are too rare for this chart
SEASONS = 24  # consecutive months without which a season can look like a signal
CURRENT = 12  # months back from the newest that a signal still makes the headline

# Months that begin a signal by chance: all four rules together, on 20,000 simulated normal series
# of 24 months that only vary as usual. Of 12 months 0.007, of 36 months 0.011; of Poisson counts
# near 20 the same within 0.001. tests/csp/stats/test_spc.py simulates it again.
FALSE_SIGNALS_PER_MONTH = 0.0095

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


def per_equal_month(events: float, month: date) -> float:
    """Events of a calendar month put on a month of 30.4375 days."""
    return events / months.days(month) * months.DAYS_IN_AVERAGE_MONTH


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


def chart(
    series: pd.DataFrame, rebase_on: Sequence[date] = (), better: str = "lower"
) -> pd.DataFrame:
    """The control chart of a monthly series: one row a calendar month, first to last, in order.

    `series` has month (first day), events (blank where missing) and status ('complete',
    'incomplete', 'missing'); a calendar month without a row is missing. New limits start with the
    first month that begins on or after a date of `rebase_on`, and nowhere else.

    Columns: month, events, value (events on a month of equal length, complete months only),
    status, span (0, 1, ...), centre, lower, upper, near_lower, near_upper (NaN where the span has
    no limits; centre wherever it has a value), lower_shown (lower, at least 0), limits_kind, rules
    (tuple of names, the most telling first), direction (of the first rule: 'better', 'worse',
    'neither'; '' without a rule). Missing and incomplete months carry no value and break every run.

    Raises ValueError without a month or when a month is given twice.
    """
    told = _every_month(series)
    events = pd.to_numeric(told["events"]).to_numpy(dtype=float, na_value=np.nan)
    levels = [per_equal_month(*pair) for pair in zip(events, told["month"], strict=True)]
    told["value"] = np.where(told["status"] == "complete", levels, np.nan)
    spans = pd.Series([sum(start <= month for start in rebase_on) for month in told["month"]])
    told["span"] = spans.rank(method="dense").astype(int) - 1
    parts = [_charted(part, better) for _, part in told.groupby("span", sort=True)]
    return pd.concat(parts, ignore_index=True)


def _every_month(series: pd.DataFrame) -> pd.DataFrame:
    """A row for each calendar month: one that is not there must not let its neighbours touch."""
    given = series[["events", "status"]].set_axis(pd.to_datetime(series["month"]).dt.date)
    if given.empty or given.index.has_duplicates:
        raise ValueError("a chart needs at least one month, and each month once")
    every = months.Span(min(given.index), max(given.index)).all()
    told = given.reindex(every).rename_axis("month").reset_index()
    return told.assign(status=told["status"].fillna("missing"))


def _charted(part: pd.DataFrame, better: str) -> pd.DataFrame:
    values = part["value"].to_numpy(dtype=float)
    columns = ["centre", "lower", "upper", "near_lower", "near_upper", "lower_shown"]
    if np.isnan(values).all():
        return part.assign(
            **dict.fromkeys(columns, np.nan),
            limits_kind="none",
            rules=_tuples([()] * len(part), part),
            direction="",
        )
    of = limits(values)
    drawn = of.kind in ("limits", "trial")
    flags = {name: rule(values, of) for name, rule in RULES.items()} if drawn else {}
    rules = [tuple(name for name in flags if flags[name][place]) for place in range(len(part))]
    edges = {name: getattr(of, name) if drawn else np.nan for name in columns[1:5]}
    return part.assign(
        centre=of.centre,
        **edges,
        lower_shown=max(of.lower, 0.0) if drawn else np.nan,
        limits_kind=of.kind,
        rules=_tuples(rules, part),
        direction=[
            _direction(fired, place, values, of, better) for place, fired in enumerate(rules)
        ],
    )


def _tuples(rules: list[tuple[str, ...]], part: pd.DataFrame) -> pd.Series:
    return pd.Series(rules, index=part.index, dtype=object)


def _direction(fired: tuple[str, ...], place: int, values: Floats, of: Limits, better: str) -> str:
    """Whether a point's first rule tells of better or worse; a steady rise or fall by its slope."""
    if not fired:
        return ""
    if better == "neither":
        return "neither"
    by_slope = fired[0] == "six_rising_or_falling"
    rising = _slope(values, place) > 0 if by_slope else values[place] > of.centre
    return "better" if rising == (better == "higher") else "worse"


def _slope(values: Floats, place: int) -> float:
    """1 for a point of a steady rise, -1 of a steady fall; at a turn, that which led there."""
    steps = _steps(values)
    for first, last in _runs(steps, STEPS):
        if first <= place <= last + 1:
            return float(steps[first])
    return 0.0


@dataclass(frozen=True)
class Verdict:
    """What a chart's newest span says.

    kind: 'signal' (it holds in the newest month with a value), 'earlier signal' (in the 12 months
    up to it, not in it), 'no signal', 'too few points', 'too rare', 'no data'. rule, direction,
    starts, ends, length [months] and above (over the mean, or rising) tell of the signal; rule is
    '' without one. trial: under 12 months. needs_seasons: under 24 months in a row, so that summer
    or December alone can make a signal.
    """

    kind: str
    rule: str = ""
    direction: str = ""
    starts: date | None = None
    ends: date | None = None
    length: int = 0
    above: bool = False
    trial: bool = False
    needs_seasons: bool = False


def verdict(told: pd.DataFrame) -> Verdict:
    """The verdict of the newest span of a `chart`.

    A signal in the newest month with a value comes before an earlier one; among several rules in
    one month the order is limit, run, trend, near.
    """
    newest = told[told["span"] == told["span"].max()].reset_index(drop=True)
    held = newest[newest["value"].notna()]
    if held.empty:
        return Verdict("no data")
    kind = newest["limits_kind"].iloc[0]
    in_a_row = max(run.months for run in months.runs(held["month"]))
    facts = {"trial": kind == "trial", "needs_seasons": in_a_row < SEASONS}
    if kind in ("none", "too rare"):
        return Verdict("too few points" if kind == "none" else "too rare", **facts)
    last = held["month"].iloc[-1]
    recent = held[[months.index(last) - months.index(month) < CURRENT for month in held["month"]]]
    fired = recent[[bool(rules) for rules in recent["rules"]]]
    if fired.empty:
        return Verdict("no signal", **facts)
    point = fired.iloc[-1]
    rule = point["rules"][0]
    stretch = _stretch(newest, point["month"], rule)
    return Verdict(
        kind="signal" if point["month"] == last else "earlier signal",
        rule=rule,
        direction=point["direction"],
        starts=stretch[0],
        ends=stretch[-1],
        length=len(stretch),
        above=_above(newest, stretch, rule),
        **facts,
    )


def _stretch(newest: pd.DataFrame, month: date, rule: str) -> list[date]:
    """The months up to `month` that make one signal: the same rule, without a break, one way."""
    if rule == "outside_limits":
        return [month]
    values = newest.set_index("month")["value"]
    centre = newest["centre"].iloc[0]
    named = zip(newest["month"], newest["rules"], strict=True)
    told = {held for held, rules in named if rule in rules}
    if rule == "two_of_three_near":  # the third of the three may lie between the two
        told |= {held for held in values.index if _neighbours(held) <= told}
    by_slope = rule == "six_rising_or_falling"

    def way(held: date) -> float:
        return float(values[held] - (values[months.shift(held, -1)] if by_slope else centre))

    stretch = [month]
    while (before := months.shift(stretch[0], -1)) in told:
        if way(stretch[0] if by_slope else before) * way(month) <= 0:
            break
        stretch.insert(0, before)
    return stretch


def _neighbours(month: date) -> set[date]:
    return {months.shift(month, -1), months.shift(month, 1)}


def _above(newest: pd.DataFrame, stretch: list[date], rule: str) -> bool:
    values = newest.set_index("month")["value"]
    if rule == "six_rising_or_falling":
        return bool(values[stretch[-1]] > values[stretch[0]])
    return bool(values[stretch[-1]] > newest["centre"].iloc[0])


def expected_signals(points: int) -> float:
    """How many signals chance alone begins in so many months, of one series or of many together.

    An approximation from simulation (see FALSE_SIGNALS_PER_MONTH), for series of one to three years
    whose months vary independently; seasons and trends begin more.
    """
    return points * FALSE_SIGNALS_PER_MONTH
