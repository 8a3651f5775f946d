"""One signal: where it begins and ends, and that it is found again however it grows."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from csp import months
from csp.months import Span
from csp.stats.signal_runs import signal_runs
from csp.stats.spc import chart
from csp.stats.xmr import RULES, Limits, slope

FIRST = date(2024, 1, 1)
FIXED = Limits(0.0, -3.0, 3.0, -2.0, 2.0, 1.0, 24, "limits")


def month(number: int) -> date:
    return months.shift(FIRST, number)


def judged(values: list[float], starts_new: int = 10**6) -> pd.DataFrame:
    """A chart whose limits lie fixed at 0 ± 3: only what fires is worked out."""
    held = np.array(values, dtype=float)
    flags = {name: rule(held, FIXED) for name, rule in RULES.items()}
    rules = [tuple(name for name in flags if flags[name][n]) for n in range(len(held))]
    return pd.DataFrame(
        {
            "month": [month(n) for n in range(len(held))],
            "value": held,
            "span": [int(n >= starts_new) for n in range(len(held))],
            "centre": 0.0,
            "upper": 3.0,
            "lower_shown": -3.0,
            "rules": pd.Series(rules, dtype=object),
            "side": [_side(rules[n], held, n) for n in range(len(held))],
            "direction": ["worse" if one else "" for one in rules],
        }
    )


def _side(fired: tuple[str, ...], held: np.ndarray, place: int) -> str:
    if not fired:
        return ""
    steady = fired[0] == "six_rising_or_falling"
    up = slope(held, place) > 0 if steady else held[place] > 0
    return "above" if up else "below"


def test_a_run_is_one_signal_named_by_its_strongest_rule():
    found = signal_runs(judged([-1, 1, 1, 1, 1, 1, 3.5, 1, -1]))
    (one,) = found
    assert one.months == Span(month(1), month(7))
    assert (one.rule, one.told) == ("outside_limits", Span(month(6), month(6)))
    assert (one.side, one.is_shift, one.above) == ("above", True, True)
    assert one.distance == round(100 * 3.5 / 3, 1)
    assert one.limits == "-3.0, 0.0, 3.0"
    assert one.limits_from == FIRST


def test_a_change_of_side_and_new_limits_end_a_signal():
    told = judged([3.5, -3.5, 3.5, 3.5], starts_new=3)
    found = [(one.side, one.months.start, one.limits_from) for one in signal_runs(told)]
    assert found == [
        ("above", month(0), month(0)),
        ("below", month(1), month(0)),
        ("above", month(2), month(0)),
        ("above", month(3), month(3)),
    ]


def test_the_third_of_two_of_three_belongs_to_the_signal():
    (one,) = signal_runs(judged([-1, 2.5, 1, 2.5, -1]))
    assert one.months == Span(month(1), month(3))
    assert len(signal_runs(judged([-1, 3.5, 1, 3.5, -1]))) == 1
    assert len(signal_runs(judged([-1, 3.5, -1, 3.5, -1]))) == 2


def test_a_missing_month_ends_a_signal():
    series = pd.DataFrame(
        {"month": [month(n) for n in range(30)], "events": 100.0, "status": "complete"}
    )
    series.loc[::2, "events"] = 104.0
    series.loc[[10, 12], "events"] = 400.0
    series.loc[11, ["events", "status"]] = [np.nan, "missing"]
    found = signal_runs(chart(series))
    before, after = (next(one for one in found if month(n) in one.months.all()) for n in (10, 12))
    assert before.months.end == month(10)
    assert after.months.start == month(12)


VALUES = st.sampled_from([-4.0, -2.5, -1.0, 1.0, 2.5, 4.0, 1.5, 0.5, -0.5, 3.2])


@given(st.lists(VALUES, min_size=3, max_size=20), VALUES)
def test_whoever_named_a_month_of_a_signal_names_it_still_when_it_has_grown(values, further):
    """With the same limits, each signal of the shorter chart lies in one of the longer."""
    longer = signal_runs(judged([*values, further]))
    for one in signal_runs(judged(values)):
        if any("six_rising_or_falling" in rules for rules in judged([*values, further])["rules"]):
            continue  # a steady rise may take a month over to the other side of the average
        (grown,) = [
            other
            for other in longer
            if other.side == one.side and one.months.start in other.months.all()
        ]
        assert set(one.months.all()) <= set(grown.months.all())


@given(st.lists(VALUES, min_size=1, max_size=24))
def test_every_month_that_fired_lies_in_exactly_one_signal(values):
    told = judged(values)
    held = [each for one in signal_runs(told) for each in one.months.all()]
    fired = set(told.loc[told["side"] != "", "month"])
    assert fired <= set(held)
    assert len(held) == len(set(held))
