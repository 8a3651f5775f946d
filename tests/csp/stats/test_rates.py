"""Rates and proportions: golden answers, a second road to the exact form, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from csp.stats.rates import (
    add_rates,
    effective_size,
    newcombe,
    poisson_limits,
    rate,
    wilson,
)

GOLDEN = answers("rates.toml")
COUNTS = st.integers(0, 200_000)
PEOPLE = st.integers(1, 2_000_000)


@pytest.mark.parametrize("case", GOLDEN["poisson"], ids=lambda case: str(case["events"]))
def test_limits_of_a_count_are_the_golden_ones(case):
    lower, upper = poisson_limits([case["events"]])
    assert (lower[0], upper[0]) == pytest.approx((case["lower"], case["upper"]), rel=1e-12)


@pytest.mark.parametrize("case", GOLDEN["rate"], ids=lambda case: case["method"])
def test_a_rate_is_the_golden_one_and_carries_its_unit_and_method(case):
    found = rate(case["events"], case["people"], case["per"])
    golden = (case["value"], case["lower"], case["upper"])
    assert (found.value, found.lower, found.upper) == pytest.approx(golden, rel=1e-12)
    assert (found.per, found.method) == (case["per"], case["method"])


@pytest.mark.parametrize("case", GOLDEN["wilson"], ids=lambda case: str(case["successes"]))
def test_limits_of_a_proportion_are_the_golden_ones(case):
    found = wilson(case["successes"], case["trials"])
    assert found == pytest.approx((case["lower"], case["upper"]), abs=case["within"])


@pytest.mark.parametrize("case", GOLDEN["newcombe"], ids=lambda case: str(case["first"]))
def test_the_difference_of_two_proportions_is_the_golden_one(case):
    found = newcombe(*case["first"], *case["second"])
    assert found[0] == pytest.approx(case["difference"])
    assert found[1:] == pytest.approx((case["lower"], case["upper"]), abs=5e-5)


@pytest.mark.parametrize("case", GOLDEN["effective_size"], ids=str)
def test_weighted_answers_count_for_fewer(case):
    assert effective_size(case["weights"]) == pytest.approx(case["size"])


def test_below_ten_events_the_limits_are_the_chi_square_ones():
    events = np.arange(1, 10)
    lower, upper = poisson_limits(events)
    assert lower == pytest.approx(chi2.ppf(0.025, 2 * events) / 2)
    assert upper == pytest.approx(chi2.ppf(0.975, 2 * events + 2) / 2)


def test_byar_begins_at_ten_events_and_not_before():
    exact = chi2.ppf(0.025, [18, 20]) / 2
    lower, _ = poisson_limits([9, 10])
    assert lower[0] == pytest.approx(exact[0], rel=1e-12)
    assert lower[1] != pytest.approx(exact[1], rel=1e-5)
    assert lower[1] == pytest.approx(exact[1], rel=1e-2)


def test_a_blank_count_has_blank_limits_and_its_neighbours_keep_theirs():
    lower, upper = poisson_limits([np.nan, 65, 0])
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert lower[1:].tolist() == pytest.approx([50.163187710459454, 0.0])


def test_counts_below_nought_and_rates_of_nobody_are_refused():
    with pytest.raises(ValueError, match="negative"):
        poisson_limits([3, -1])
    with pytest.raises(ValueError, match="people"):
        rate(3, 0, 1000)
    with pytest.raises(ValueError, match="no more successes"):
        wilson(3, 2)
    with pytest.raises(ValueError, match="trials"):
        wilson(0, 0)


def test_rates_are_blank_where_events_or_people_are_and_never_nought():
    frame = pd.DataFrame(
        {
            "events": pd.array([10, None, 10, 10, 0], dtype="Int64"),
            "people": [2000.0, 2000.0, np.nan, 0.0, 2000.0],
        }
    )
    told = add_rates(frame, 1000)
    assert told["rate"].iloc[0] == 5.0
    assert told.loc[1:3, ["rate", "lower", "upper"]].isna().all(axis=None)
    assert (told["rate"].iloc[4], told["lower"].iloc[4]) == (0.0, 0.0)
    assert told["upper"].iloc[4] == pytest.approx(3.6888794541139363 / 2)
    assert "rate" not in frame


def test_a_frame_and_a_single_rate_agree():
    told = add_rates(pd.DataFrame({"events": [5, 222], "people": [100, 3215]}), 1000).iloc[1]
    single = rate(222, 3215, 1000)
    assert (told["rate"], told["lower"], told["upper"]) == pytest.approx(
        (single.value, single.lower, single.upper)
    )


@given(COUNTS)
@settings(deadline=None)
def test_the_limits_contain_the_count(events):
    lower, upper = poisson_limits([events])
    assert 0 <= lower[0] <= events < upper[0]


@given(COUNTS)
@settings(deadline=None)
def test_the_limits_rise_with_the_count_also_where_the_form_changes(events):
    for count in (events, 9):
        lower, upper = poisson_limits([count, count + 1])
        assert lower[0] < lower[1]
        assert upper[0] < upper[1]


@given(COUNTS, PEOPLE, st.sampled_from([1, 100, 1000, 100_000]))
@settings(deadline=None)
def test_a_rate_and_its_limits_scale_with_per(events, people, per):
    one, many = rate(events, people, 1), rate(events, people, per)
    assert (many.value, many.lower, many.upper) == pytest.approx(
        (one.value * per, one.lower * per, one.upper * per)
    )


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(deadline=None)
def test_wilson_stays_inside_nought_and_one_holds_the_share_and_mirrors(pair):
    successes, trials = pair
    lower, upper = wilson(successes, trials)
    assert 0 <= lower <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= upper <= 1
    mirrored = wilson(trials - successes, trials)
    assert mirrored == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@given(st.integers(0, 50), st.integers(0, 80))
@settings(deadline=None)
def test_a_difference_of_proportions_turns_round_with_its_pair(first, second):
    difference, lower, upper = newcombe(first, 50, second, 80)
    turned = newcombe(second, 80, first, 50)
    assert turned == pytest.approx((-difference, -upper, -lower))
    assert -1 <= lower <= difference + 1e-12
    assert difference - 1e-12 <= upper <= 1


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=50))
@settings(deadline=None)
def test_the_effective_size_is_at_most_the_number_of_answers(weights):
    assert 1 - 1e-9 <= effective_size(weights) <= len(weights) + 1e-9
    assert effective_size([7.0] * len(weights)) == pytest.approx(len(weights))
