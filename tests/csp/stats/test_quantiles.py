"""Quantiles of our own: against scipy, back through their own shares, at both ends."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import betaincinv, gammainc, gammaincinv

from csp.stats.quantiles import beta_quantile, gamma_quantile, gamma_share

SHAPES = st.floats(0.05, 11)
TAILS = st.sampled_from([0.001, 0.025, 0.975, 0.999])


@given(SHAPES, TAILS)
def test_a_quantile_of_a_gamma_distribution_is_that_of_another_program(shape, share):
    assert gamma_quantile(shape, share) == pytest.approx(gammaincinv(shape, share), rel=1e-11)


@given(SHAPES, st.floats(0, 5_000))
def test_a_share_of_a_gamma_distribution_is_that_of_another_program(shape, below):
    assert gamma_share(shape, below) == pytest.approx(gammainc(shape, below), rel=1e-11)


def test_shares_are_found_many_at_a_time_and_nothing_lies_below_nought():
    shapes, below = np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 1e9])
    assert gamma_share(shapes, below) == pytest.approx(gammainc(shapes, below), rel=1e-12)


@given(st.integers(0, 300_000), st.integers(0, 300_000))
@example(0, 0)
@example(0, 300_000)
@example(300_000, 0)
@example(9, 225_000)
def test_limits_of_a_proportion_are_those_of_another_program(successes, missed):
    for shapes, share in (
        ((successes + 1, missed + 1), 0.025),
        ((successes + 1, missed + 1), 0.975),
    ):
        assert beta_quantile(*shapes, share) == pytest.approx(betaincinv(*shapes, share), rel=2e-8)
