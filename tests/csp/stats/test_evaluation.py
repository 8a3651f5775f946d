"""The weighted displacement difference: the golden answers and laws."""

import math

import pytest
from golden import answers
from hypothesis import assume, given
from hypothesis import strategies as st

from csp.stats.evaluation import (
    NOTHING,
    Counts,
    displacement_quotient,
    weighted_displacement_difference,
)

GOLDEN = answers("evaluation.toml")
COUNT = st.integers(0, 5_000)
PAIR = st.builds(Counts, COUNT, COUNT)


def test_the_difference_is_the_golden_one():
    told = GOLDEN["weighted_displacement_difference"]
    roles = ("target", "control", "displacement", "displacement_control")
    found = weighted_displacement_difference(*(Counts(*told[role]) for role in roles))
    assert found.value == told["value"]
    assert found.standard_error == pytest.approx(told["standard_error"], abs=5e-4)
    assert found.z == pytest.approx(told["z"], abs=5e-3)
    assert (round(found.lower), round(found.upper)) == (told["lower"], told["upper"])
    assert found.is_clear


def test_the_quotient_is_the_golden_one():
    told = GOLDEN["displacement_quotient"]
    roles = ("target", "displacement", "control")
    assert displacement_quotient(*(Counts(*told[role]) for role in roles)) == told["value"]


@pytest.mark.parametrize(
    ("target", "control"),
    [
        ((100, 100), (100, 100)),  # it did not fall
        ((100, 120), (100, 150)),  # it rose, if less than its control
        ((100, 90), (100, 80)),  # it fell less than its control
        ((100, 50), (0, 10)),
        ((100, 50), (10, 0)),
    ],
)
def test_without_a_fall_beside_a_counted_control_there_is_no_quotient(target, control):
    assert displacement_quotient(Counts(*target), Counts(50, 60), Counts(*control)) is None


def test_where_nothing_was_counted_nothing_is_said():
    with pytest.raises(ValueError, match="nothing to compare"):
        weighted_displacement_difference(NOTHING, NOTHING)


@given(PAIR, PAIR, PAIR, PAIR)
def test_target_and_control_exchanged_turn_the_sign_and_keep_the_error(a, b, c, d):
    assume(a.before + b.before + c.before + d.before)
    one = weighted_displacement_difference(a, b, c, d)
    other = weighted_displacement_difference(b, a, d, c)
    assert one.value == -other.value
    assert one.standard_error == other.standard_error
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))
    assert one.lower <= one.value <= one.upper
    assert one.is_clear == other.is_clear
    beside_first = weighted_displacement_difference(c, d, a, b)
    assert beside_first == one


@given(PAIR, PAIR, PAIR, PAIR, COUNT)
def test_a_change_that_the_control_shares_is_no_effect(a, b, c, d, more):
    assume(a.before + b.before + c.before + d.before)
    told = weighted_displacement_difference(a, b, c, d)
    both = weighted_displacement_difference(
        Counts(a.before, a.after + more), Counts(b.before, b.after + more), c, d
    )
    assert both.value == told.value
    assert both.standard_error >= told.standard_error


@given(PAIR, PAIR, PAIR, PAIR, st.integers(1, 50))
def test_counts_times_n_give_n_times_the_difference_and_root_n_times_the_error(a, b, c, d, times):
    assume(a.before + b.before + c.before + d.before)
    told = weighted_displacement_difference(a, b, c, d)
    larger = weighted_displacement_difference(
        *(Counts(one.before * times, one.after * times) for one in (a, b, c, d))
    )
    assert larger.value == times * told.value
    assert larger.standard_error == pytest.approx(math.sqrt(times) * told.standard_error)


@given(st.integers(1, 5_000), COUNT, COUNT, COUNT)
def test_where_nothing_changed_the_difference_is_nothing(a, b, c, d):
    told = weighted_displacement_difference(*(Counts(n, n) for n in (a, b, c, d)))
    assert (told.value, told.z, told.is_clear) == (0, 0, False)


@given(PAIR, PAIR, PAIR)
def test_a_quotient_is_given_only_where_the_target_fell(target, beside, control):
    found = displacement_quotient(target, beside, control)
    if found is not None:
        assert target.change < 0
        assert control.before and control.after
        assert math.isfinite(found)
