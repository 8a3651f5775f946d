"""Whole numbers add up and keep near; chance keeps its promises."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.sample.draw import apportion, chance, drawn, noise, share_of, some, whole

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(("amount", "number"), [(681.5, 682), (682.5, 683), (0.49, 0), (3.0, 3)])
def test_a_half_goes_up(amount, number):
    assert whole(amount) == number


def test_a_share_in_whole_people():
    # 29% of 2,350 is 681.5 and 76.9% of 996 is 765.9
    assert (share_of(2350, 29), share_of(996, 76.9)) == (682, 766)


def test_apportions_by_largest_remainder():
    # by hand: 7 × (53, 24, 23) / 100 = 3.71, 1.68, 1.61; two are left over, for .71 and .68
    parts = apportion(7, pd.Series({"a": 53, "b": 24, "c": 23}))
    assert parts.to_dict() == {"a": 4, "b": 2, "c": 1}


def test_of_equal_remainders_the_first_is_served():
    assert list(apportion(2, pd.Series([1, 1, 1]))) == [1, 1, 0]


@given(st.integers(0, 10_000), WEIGHTS)
def test_parts_add_up_and_lie_within_one_of_the_exact_share(total, weights):
    parts = apportion(total, pd.Series(weights))
    exact = total * np.array(weights) / sum(weights)
    assert parts.sum() == total
    assert (np.abs(parts - exact) < 1 + 1e-9).all()
    assert (parts >= 0).all()


@given(st.integers(0, 50), st.integers(0, 1000))
def test_marks_exactly_so_many(many, seed):
    assert some(np.random.default_rng(seed), many, np.ones(50)).sum() == many


def test_the_heavier_are_marked_more_often():
    rng, weights = np.random.default_rng(1), np.repeat([1.0, 3.0], 50)
    times = sum(some(rng, 20, weights).astype(int) for _ in range(500))
    assert 2 < times[50:].sum() / times[:50].sum() < 3  # 3 but for those used up


def test_places_are_drawn_as_often_as_they_weigh():
    taken = np.bincount(drawn(np.random.default_rng(1), np.array([1.0, 0.0, 3.0]), 8000))
    assert taken[1] == 0
    assert taken[2] / 8000 == pytest.approx(0.75, abs=0.02)


def test_noise_is_centred_of_unit_spread_and_bounded():
    told = noise(np.random.default_rng(1), 20_000)
    assert told.mean() == pytest.approx(0, abs=0.03)
    assert told.std() == pytest.approx(1, abs=0.03)
    assert np.abs(told).max() <= 3


def test_each_source_has_its_own_chance_and_always_the_same():
    first, again, other = (chance(name).random(3).tolist() for name in ("marac", "marac", "x"))
    assert first == again != other
