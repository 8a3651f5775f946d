"""The partnership's control chart: limits and rules span by span, month by month, and a verdict.

Source of its use here: the plan refreshed in March 2017, which also describes the "step change".
Limits and rules are those of `csp.stats.xmr`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from csp import months
from csp.stats.xmr import RULES, Floats, Limits, limits, slope

SEASONS = 24  # consecutive months without which a season can look like a signal
CURRENT = 12  # months back from the newest that a signal still makes the headline

# Months that begin a signal by chance: all four rules together, on 20,000 simulated normal series
# of 24 months that only vary as usual. Of 12 months 0.007, of 36 months 0.011; of Poisson counts
# near 20 the same within 0.001. tests/csp/stats/test_spc.py simulates it again.
FALSE_SIGNALS_PER_MONTH = 0.0095


def per_equal_month(events: float, month: date) -> float:
    """Events of a calendar month put on a month of 30.4375 days."""
    return events / months.days(month) * months.DAYS_IN_AVERAGE_MONTH


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
    (tuple of names, the most telling first), side (of the first rule: 'above' the centre or rising,
    'below' it or falling), direction ('better', 'worse', 'neither'); both '' without a rule.
    Missing and incomplete months carry no value and break every run.

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
            side="",
            direction="",
        )
    of = limits(values)
    drawn = of.kind in ("limits", "trial")
    flags = {name: rule(values, of) for name, rule in RULES.items()} if drawn else {}
    rules = [tuple(name for name in flags if flags[name][place]) for place in range(len(part))]
    sides = [_side(fired, place, values, of) for place, fired in enumerate(rules)]
    edges = {name: getattr(of, name) if drawn else np.nan for name in columns[1:5]}
    return part.assign(
        centre=of.centre,
        **edges,
        lower_shown=max(of.lower, 0.0) if drawn else np.nan,
        limits_kind=of.kind,
        rules=_tuples(rules, part),
        side=sides,
        direction=[direction(side, better) for side in sides],
    )


def _tuples(rules: list[tuple[str, ...]], part: pd.DataFrame) -> pd.Series:
    return pd.Series(rules, index=part.index, dtype=object)


def _side(fired: tuple[str, ...], place: int, values: Floats, of: Limits) -> str:
    """On which side of the centre a point fired; a steady rise or fall by its slope."""
    if not fired:
        return ""
    by_slope = fired[0] == "six_rising_or_falling"
    rising = slope(values, place) > 0 if by_slope else values[place] > of.centre
    return "above" if rising else "below"


def direction(side: str, better: str) -> str:
    """What a signal on a side ('above', 'below' or '') means: 'better', 'worse' or 'neither', or ''
    for none. `better` is what the measure says: 'lower', 'higher' or 'neither'.
    """
    if not side or better == "neither":
        return side and "neither"
    return "better" if (side == "above") == (better == "higher") else "worse"


@dataclass(frozen=True)
class Signal:
    """One signal: neighbouring months that fired one rule on one side.

    direction: 'better', 'worse' or 'neither'. length [months], from the month `starts` to the month
    `ends`. above: over the mean, or rising.
    """

    rule: str
    direction: str
    starts: date
    ends: date
    length: int
    above: bool


@dataclass(frozen=True)
class Verdict:
    """What a chart's newest span says.

    kind: 'signal' (it holds in the newest month with a value), 'earlier signal' (in the 12 months
    up to it, not in it), 'no signal', 'too few points', 'too rare', 'no data'. signal: the one that
    makes the headline; other: the strongest of the other direction in the same 12 months. newest:
    the newest month with a value. trial: under 12 months. in_a_row: months of the longest run with
    a value; under 24 of them, summer or December alone can make a signal.
    """

    kind: str
    signal: Signal | None = None
    other: Signal | None = None
    newest: date | None = None
    trial: bool = False
    in_a_row: int = 0

    @property
    def needs_seasons(self) -> bool:
        """Whether too few months are held in a row to know what a season does."""
        return 0 < self.in_a_row < SEASONS


def verdict(told: pd.DataFrame) -> Verdict:
    """The verdict of the newest span of a `chart`.

    A signal in the newest month with a value comes first; without one, the strongest of the newest
    12 months: limit, run, trend, near, the newest of its rule. Two directions in those months are
    both told, so that good news does not cover bad, or bad news good.
    """
    newest = told[told["span"] == told["span"].max()].reset_index(drop=True)
    held = newest[newest["value"].notna()]
    if held.empty:
        return Verdict("no data")
    last, kind = held["month"].iloc[-1], newest["limits_kind"].iloc[0]
    in_a_row = max(run.months for run in months.runs(held["month"]))
    facts = {"newest": last, "trial": kind == "trial", "in_a_row": in_a_row}
    if kind in ("none", "too rare"):
        return Verdict("too few points" if kind == "none" else "too rare", **facts)
    recent = held[[months.index(last) - months.index(month) < CURRENT for month in held["month"]]]
    fired = recent[[bool(rules) for rules in recent["rules"]]]
    if fired.empty:
        return Verdict("no signal", **facts)
    found = [_signal(newest, point) for _, point in fired.iterrows()]
    current = found[-1].ends == last
    signal = found[-1] if current else _strongest(found)
    opposed = [one for one in found if one.above != signal.above]
    return Verdict(
        "signal" if current else "earlier signal",
        signal,
        _strongest(opposed) if opposed else None,
        **facts,
    )


def _signal(newest: pd.DataFrame, point: pd.Series) -> Signal:
    """The signal of a point's first rule, up to that point."""
    rule = point["rules"][0]
    stretch = _stretch(newest, point["month"], rule)
    return Signal(
        rule=rule,
        direction=point["direction"],
        starts=stretch[0],
        ends=stretch[-1],
        length=len(stretch),
        above=_above(newest, stretch, rule),
    )


def _strongest(found: Sequence[Signal]) -> Signal:
    """The signal of the first rule in the order of RULES, the newest of it."""
    order = list(RULES)
    return max(found, key=lambda one: (-order.index(one.rule), one.ends))


def _stretch(newest: pd.DataFrame, month: date, rule: str) -> list[date]:
    """The months up to `month` that make one signal: the same rule, without a break, one way."""
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
