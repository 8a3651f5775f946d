"""Changes: golden p-values, the E-test worked the long way, and laws."""

import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson, poisson_means_test

from csp.stats.changes import change, e_test

COUNTS = st.integers(0, 400)


@pytest.mark.parametrize("case", answers("changes.toml")["e_test"], ids=str)
def test_the_p_value_is_the_golden_one(case):
    exposures = (case["exposure_before"], case["exposure_after"])
    p = e_test(case["before"], case["after"], *exposures)
    assert p == pytest.approx(case["p"], abs=case["within"])


def the_long_way(before, after):
    """The E-test as its paper writes it: every pair of counts at least as far apart, summed."""
    mean = (before + after) / 2
    found = abs(after - before) / (after + before) ** 0.5
    chances = poisson(mean).pmf(range(150))
    return sum(
        chances[one] * chances[two]
        for one in range(150)
        for two in range(150)
        if one + two and abs(one - two) / (one + two) ** 0.5 >= found - 1e-12
    )


@pytest.mark.parametrize(("before", "after"), [(0, 3), (10, 22), (40, 41), (60, 85)])
def test_the_p_value_is_what_the_paper_s_own_sum_gives(before, after):
    assert e_test(before, after) == pytest.approx(the_long_way(before, after), abs=1e-6)


@pytest.mark.parametrize(("before", "after"), [(980, 1040), (940, 1075), (1100, 1001), (900, 1100)])
def test_the_large_count_form_agrees_with_the_exact_one_where_it_takes_over(before, after):
    exact = poisson_means_test(before, 1, after, 1).pvalue
    assert e_test(before, after) == pytest.approx(exact, abs=5e-4)


@pytest.mark.parametrize(
    ("before", "after", "years_before", "years_after"),
    [(900, 1200, 1.0, 1.2), (1500, 600, 2.0, 1.0), (1400, 720, 2.0, 1.0)],
)
def test_the_large_count_form_agrees_for_unequal_exposures_too(
    before, after, years_before, years_after
):
    exact = poisson_means_test(before, years_before, after, years_after).pvalue
    assert e_test(before, after, years_before, years_after) == pytest.approx(exact, abs=5e-4)


def test_unequal_exposures_compare_rates_and_not_counts():
    assert e_test(100, 200, 1, 2) > 0.9
    assert e_test(100, 100, 1, 2) < 0.001
    assert e_test(2000, 4000, 1, 2) == 1.0


def test_a_change_tells_both_counts_the_difference_and_the_percentage():
    told = change(40, 50)
    assert (told.before, told.after, told.difference, told.percent) == (40, 50, 10, 25.0)
    assert told.p == e_test(40, 50)


def test_there_is_no_percentage_on_a_base_under_ten():
    assert change(9, 18).percent is None
    assert change(0, 18).percent is None
    assert change(10, 18).percent == 80.0


def test_the_published_totals_of_two_years_do_not_differ_clearly():
    assert e_test(17_244, 16_947) == pytest.approx(0.108, abs=5e-4)


def test_nothing_against_nothing_is_no_change_and_nonsense_is_refused():
    assert e_test(0, 0) == 1.0
    with pytest.raises(ValueError, match="negative"):
        e_test(-1, 3)
    with pytest.raises(ValueError, match="exposure"):
        e_test(1, 3, 0, 1)


@given(COUNTS, COUNTS)
@settings(deadline=None, max_examples=50)
def test_the_test_is_the_same_both_ways_round(before, after):
    assert e_test(before, after) == pytest.approx(e_test(after, before), abs=1e-9)
    assert 0 <= e_test(before, after) <= 1 + 1e-9


@given(COUNTS, st.integers(1, 60))
@settings(deadline=None, max_examples=50)
def test_a_larger_rise_is_a_smaller_chance(before, rise):
    assert e_test(before, before + rise + 5) < e_test(before, before + rise) + 1e-9
