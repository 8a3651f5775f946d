"""Funnel limits: by hand, against intervals of counts, what chance leaves outside, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given
from hypothesis import strategies as st

from csp.stats.funnel import (
    INNER,
    OUTER,
    by_chance,
    curves,
    funnel,
    funnel_limits,
    outside,
    sides,
    too_many,
)
from csp.stats.rates import add_rates, poisson_limits

GOLDEN = answers("rates.toml")["funnel"]


@pytest.mark.parametrize("name", ["", "outer_", "byar_"])
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_limits_are_those_worked_by_hand(name, side):
    level = OUTER if name == "outer_" else INNER
    for expected, count in GOLDEN[f"{name}{side}"]:
        found = funnel_limits([expected], level)[side == "upper"]
        assert found[0] == pytest.approx(count, abs=2e-3)


def test_where_no_count_is_too_few_there_is_no_lower_limit():
    lower, upper = funnel_limits([0.0, 1.0, 3.6], INNER)
    assert lower.tolist() == [0, 0, 0]
    assert (upper[1:] > [1.0, 3.6]).all()


def areas(*pairs: tuple[int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["events", "people"])
    return add_rates(frame.assign(area_code=[f"W{at}" for at in range(len(pairs))]), 1000)


def test_each_area_has_its_place():
    counted = {
        50: "inside",
        64: "inside",
        65: "inner above",  # its own lower limit is 50.16
        90: "outer above",
        37: "inside",
        36: "inner below",  # its own upper limit is 49.8
        25: "outer below",
    }
    told = funnel(areas(*((events, 1000) for events in counted)), 50.0, 1000)
    assert dict(zip(told["events"], told["place"], strict=True)) == counted
    assert told["expected"].tolist() == [50.0] * 7
    assert (outside(told, INNER), outside(told, OUTER)) == (4, 2)
    outer = told[told["place"].str.startswith("outer")]
    beyond = (outer["rate"] > outer["outer_upper"]) | (outer["rate"] < outer["outer_lower"])
    assert beyond.all()


def test_an_area_without_a_count_or_people_is_left_out():
    frame = areas((5, 100), (0, 100)).assign(rate=[50.0, np.nan])
    assert len(funnel(frame, 50.0, 1000)) == 1


def test_chance_leaves_as_many_outside_as_it_says():
    """Twenty thousand areas of pure chance round one rate: fewer than one in twenty, since counts
    are whole and the limits exact.
    """
    dice = np.random.default_rng(11)
    expected = dice.uniform(20, 400, 20_000)
    told = pd.DataFrame({"place": sides(dice.poisson(expected), expected)})
    assert 0.040 < outside(told, INNER) / 20_000 < 0.052
    assert 0.0012 < outside(told, OUTER) / 20_000 < 0.0025
    assert by_chance(26, INNER) == pytest.approx(1.3)
    assert not too_many(outside(told, INNER), 20_000, INNER)


def test_areas_that_truly_differ_are_told_from_chance():
    assert not too_many(3, 26, INNER)
    assert too_many(4, 26, INNER)
    assert too_many(20, 26, INNER)


COUNTS = st.integers(0, 3000)


@given(COUNTS, st.floats(0.2, 3000), st.sampled_from([INNER, OUTER]))
def test_outside_is_when_its_own_interval_leaves_the_common_rate_out(events, expected, level):
    lower, upper = poisson_limits([events], level)
    low, high = funnel_limits([expected], level)
    # Between exact and Byar's limits lies a step of a hundredth of an event.
    if min(abs(lower[0] - expected), abs(upper[0] - expected)) > 0.02:
        assert (events > high[0]) == (lower[0] > expected)
        assert (events < low[0]) == (upper[0] < expected)


@given(st.floats(0.0, 5000))
def test_the_inner_limits_lie_within_the_outer_and_hold_what_is_expected(expected):
    inner, outer = funnel_limits([expected], INNER), funnel_limits([expected], OUTER)
    assert outer[0][0] <= inner[0][0] <= expected + 1e-9
    assert expected - 1e-9 <= inner[1][0] <= outer[1][0]


def test_the_funnel_narrows_with_people():
    told = curves((500, 20_000), 50.0, 1000, 12)
    assert told["people"].is_monotonic_increasing and len(told) == 12
    assert told["outer_upper"].is_monotonic_decreasing
    assert told["outer_lower"].is_monotonic_increasing


def test_a_negative_or_missing_expectation_is_refused():
    for wrong in (-1.0, float("nan")):
        with pytest.raises(ValueError, match="expected number"):
            funnel_limits([wrong], INNER)
