"""What one signal is: neighbouring months that fired on one side, named by their strongest rule."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp import months
from csp.months import Span
from csp.stats.xmr import RULES

NEAR, RUN = "two_of_three_near", "seven_on_one_side"


@dataclass(frozen=True)
class SignalRun:
    """One signal of a control chart.

    months: every month of it, first to last, whatever rule each fired. rule: the strongest of them,
    in the order of RULES; told: the months that fired it. side: 'above' (or rising) or 'below' (or
    falling). direction: 'better', 'worse' or 'neither'. limits_from: the first month of the span
    whose limits judged it. lower, centre, upper: those limits as drawn. distance: the farthest of
    the told months from the centre, percent of the way to the limit. is_shift: whether it holds
    seven or more on one side, which suggests that a step be accepted.
    """

    months: Span
    rule: str
    told: Span
    side: str
    direction: str
    limits_from: date
    lower: float
    centre: float
    upper: float
    distance: float
    is_shift: bool

    @property
    def above(self) -> bool:
        """Whether it lies above the centre, or rises."""
        return self.side == "above"

    @property
    def limits(self) -> str:
        """Lower limit, centre and upper limit in words."""
        return in_words(self.lower, self.centre, self.upper)


def in_words(lower: float, centre: float, upper: float) -> str:
    """Limits as a signal and a decision carry them: 24.2, 63.3, 102.4."""
    return f"{lower:.1f}, {centre:.1f}, {upper:.1f}"


def signal_runs(chart: pd.DataFrame) -> list[SignalRun]:
    """The signals of a frame of `csp.stats.spc.chart`, each once, in the order of their months.

    A signal ends where no rule fires, where the side changes, at a month without a value, and where
    new limits start. The third of two of three near a limit, which may lie between the two, belongs
    to it. Months that a later one adds, at its end or before its start, leave its other months in
    it: whoever named one of them names it still.
    """
    found = []
    for _, span in chart.groupby("span", sort=True):
        sides = _sides(span)
        for side in ("above", "below"):
            held = [month for month, own in sides.items() if own == side]
            found += [_signal(span, run, side) for run in months.runs(held)]
    return sorted(found, key=lambda one: (one.months, one.side))


def _sides(span: pd.DataFrame) -> dict[date, str]:
    """The side of each month that belongs to a signal."""
    rows = span.set_index("month")
    fired = rows[rows["side"] != ""]
    sides: dict[date, str] = dict(fired["side"])
    near = {month for month, rules in fired["rules"].items() if NEAR in rules}
    for month in rows.index.difference(fired.index):
        before, after = (months.shift(month, step) for step in (-1, 1))
        if not {before, after} <= near or sides[before] != sides[after]:
            continue
        row = rows.loc[month]
        if ("above" if row["value"] > row["centre"] else "below") == sides[before]:
            sides[month] = sides[before]
    return sides


def _signal(span: pd.DataFrame, run: Span, side: str) -> SignalRun:
    part = span[span["month"].between(run.start, run.end)]
    fired = {rule for rules in part["rules"] for rule in rules}
    rule = next(rule for rule in RULES if rule in fired)
    told = part[[rule in rules for rules in part["rules"]]]
    last = told.iloc[-1]
    reach = (told["value"] - told["centre"]).abs() / (told["upper"] - told["centre"])
    return SignalRun(
        months=run,
        rule=rule,
        told=Span(told["month"].iloc[0], last["month"]),
        side=side,
        direction=str(last["direction"]),
        limits_from=span["month"].iloc[0],
        lower=float(last["lower_shown"]),
        centre=float(last["centre"]),
        upper=float(last["upper"]),
        distance=round(100 * float(reach.max()), 1),
        is_shift=RUN in fired,
    )
