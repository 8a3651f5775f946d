"""Ratios of rates: published answers, a second road, laws, and how often the interval is right."""

import math

import numpy as np
import pytest
from golden import answers
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from csp.stats.ratios import Ratio, clopper_pearson, part_ratio, rate_ratio

GOLDEN = answers("ratios.toml")
COUNTS = st.integers(1, 5_000)
SIZES = st.integers(1, 1_000_000)


def told(ratio: Ratio) -> tuple[float, float, float]:
    return ratio.value, ratio.lower, ratio.upper


@pytest.mark.parametrize("case", GOLDEN["clopper_pearson"], ids=lambda case: str(case["trials"]))
def test_limits_of_a_proportion_are_the_published_ones(case):
    found = clopper_pearson(case["successes"], case["trials"])
    assert found == pytest.approx((case["lower"], case["upper"]), abs=5e-5)


@pytest.mark.parametrize("case", GOLDEN["rate_ratio"], ids=lambda case: str(case["first"]))
def test_a_ratio_of_two_rates_is_the_published_one(case):
    found = rate_ratio(*case["first"], *case["second"])
    golden = (case["value"], case["lower"], case["upper"])
    assert told(found) == pytest.approx(golden, abs=case["within"])


@pytest.mark.parametrize("case", GOLDEN["part_ratio"], ids=lambda case: str(case["part"]))
def test_a_part_over_its_whole_is_the_golden_one(case):
    found = part_ratio(*case["part"], *case["whole"])
    golden = (case["value"], case["lower"], case["upper"])
    assert told(found) == pytest.approx(golden, abs=case["within"])


@given(st.integers(0, 400), st.integers(1, 400))
def test_limits_of_a_proportion_agree_with_another_program(successes, more):
    found = clopper_pearson(successes, successes + more)
    other = binomtest(successes, successes + more).proportion_ci(method="exact")
    assert found == pytest.approx((other.low, other.high), abs=1e-9)


@given(COUNTS, SIZES, COUNTS, SIZES)
def test_turned_round_the_ratio_is_its_own_reciprocal(events, size, other, other_size):
    one, turned = (
        rate_ratio(events, size, other, other_size),
        rate_ratio(other, other_size, events, size),
    )
    assert told(one) == pytest.approx((1 / turned.value, 1 / turned.upper, 1 / turned.lower))


@given(COUNTS, SIZES, COUNTS, SIZES, st.integers(2, 50))
def test_the_unit_of_size_changes_nothing(events, size, other, other_size, times):
    one = rate_ratio(events, size, other, other_size)
    assert told(one) == pytest.approx(
        told(rate_ratio(events, size * times, other, other_size * times))
    )
    assume(size <= other_size)
    whole = events + other
    assert told(part_ratio(events, size, whole, other_size)) == pytest.approx(
        told(part_ratio(events, size * times, whole, other_size * times))
    )


@given(COUNTS, COUNTS, st.integers(2, 10))
def test_more_events_make_it_surer(events, other, times):
    few = rate_ratio(events, 1, other, 1)
    many = rate_ratio(events * times, 1, other * times, 1)
    assert few.lower < many.lower < many.value < many.upper < few.upper
    few, many = (part_ratio(events * n, 1, (events + other) * n, 2) for n in (1, times))
    assert few.lower < many.lower < many.value < many.upper < few.upper


def test_no_events_leave_one_side_open():
    assert told(rate_ratio(0, 1, 10, 1))[:2] == (0.0, 0.0)
    assert math.isinf(rate_ratio(10, 1, 0, 1).upper)
    assert told(part_ratio(0, 1, 20, 4)) == pytest.approx((0, 0, 4 * 0.16843347))


@pytest.mark.parametrize(
    "ratio, side",
    [((2, 1.1, 3), "above"), ((0.5, 0.2, 0.9), "below"), ((1.2, 0.9, 1.6), "either")],
)
def test_the_side_is_that_of_the_whole_interval(ratio, side):
    assert Ratio(*ratio).side == side


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: clopper_pearson(3, 2),
        lambda: rate_ratio(0, 1, 0, 1),
        lambda: rate_ratio(-1, 1, 2, 1),
        lambda: rate_ratio(1, 0, 2, 1),
        lambda: part_ratio(1, 3, 5, 2),
        lambda: part_ratio(1, 1, 0, 2),
    ],
)
def test_what_has_no_ratio_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_a_share_that_did_not_move_is_called_moved_in_at_most_one_in_twenty():
    """A ward that holds 1% of the force's events in both periods, both counts moved by chance."""
    draw = np.random.default_rng(20190924)
    wards, rests = draw.poisson((30, 40), (800, 2)), draw.poisson((2970, 3960), (800, 2))
    missed = sum(
        rate_ratio(b, b + rest_b, a, a + rest_a).side != "either"
        for (a, b), (rest_a, rest_b) in zip(wards, rests, strict=True)
    )
    assert 10 <= missed <= 40  # of 800; exact limits err on the side of saying less
