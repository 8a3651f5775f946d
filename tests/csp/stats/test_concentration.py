"""Concentration: golden Gini, the curve and the smallest set, ties, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.concentration import gini, lorenz, smallest_set, top_share

GOLDEN = answers("concentration.toml")


def areas(*events: float) -> pd.Series:
    return pd.Series(events, index=[f"A{at:02d}" for at in range(len(events))], dtype=float)


@pytest.mark.parametrize("case", GOLDEN["gini"], ids=lambda case: str(case["counts"]))
def test_gini_is_the_golden_one(case):
    assert gini(areas(*case["counts"])) == pytest.approx(case["gini"])


def test_the_curve_takes_the_busiest_areas_first_and_equal_ones_by_code():
    told = lorenz(areas(2, 5, 2, 1)[::-1])
    assert pd.isna(told["area_code"].iloc[0])
    assert told["area_code"].tolist()[1:] == ["A01", "A00", "A02", "A03"]
    assert told["events"].tolist() == [0, 5, 2, 2, 1]
    assert told["share_of_areas"].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert told["share_of_events"].tolist() == pytest.approx([0, 0.5, 0.7, 0.9, 1])


def test_the_smallest_set_holds_at_least_what_was_asked_for():
    found = smallest_set(areas(1, 6, 3, 2))
    assert (found.areas, found.events, found.share, found.ties) == (("A01",), 6, 0.5, ())
    found = smallest_set(areas(1, 6, 3, 2), 0.51)
    assert (found.areas, found.share) == (("A01", "A02"), 0.75)
    assert smallest_set(areas(1, 6, 3, 2), 1).areas == ("A01", "A02", "A03", "A00")


def test_areas_that_would_do_as_well_are_named_as_ties():
    found = smallest_set(areas(4, 2, 2, 2))
    assert (found.areas, found.ties) == (("A00", "A01"), ("A02", "A03"))
    assert smallest_set(areas(4, 2, 2, 2), 0.4).ties == ()


def test_a_share_that_is_met_to_the_hair_needs_no_further_area():
    # 0.07 × 100 is a little over 7 to a computer.
    assert len(smallest_set(areas(*[1] * 100), 0.07).areas) == 7


def test_the_top_areas_hold_their_share():
    assert top_share(areas(1, 6, 3, 2), 2) == 0.75
    assert top_share(areas(1, 6, 3, 2), 9) == 1


def test_without_events_nothing_is_said_and_not_nought():
    nothing = areas(0, 0, 0)
    assert lorenz(nothing).empty
    assert list(lorenz(nothing).columns) == list(lorenz(areas(1)).columns)
    assert np.isnan(gini(nothing)) and np.isnan(top_share(nothing, 1))
    found = smallest_set(nothing)
    assert found.areas == () and np.isnan(found.share)


@pytest.mark.parametrize(
    "method", [lorenz, gini, smallest_set, lambda counts: top_share(counts, 1)]
)
def test_a_blank_count_is_refused_not_read_as_nought(method):
    with pytest.raises(ValueError, match="every area"):
        method(areas(1, np.nan))
    with pytest.raises(ValueError, match="every area"):
        method(areas(1, -1))


def test_shares_and_tops_that_are_none_are_refused():
    for share in (0, 1.01):
        with pytest.raises(ValueError, match="share"):
            smallest_set(areas(1), share)
    with pytest.raises(ValueError, match="one at least"):
        top_share(areas(1), 0)


def test_many_equal_areas_keep_the_order_of_their_codes():
    alike = areas(*[3] * 90)
    mixed = alike.sample(frac=1, random_state=2)
    assert lorenz(mixed)["area_code"].tolist()[1:] == alike.index.tolist()
    assert smallest_set(mixed, 0.1).areas == tuple(alike.index[:9])


COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=40).filter(any)


@given(COUNTS)
@settings(deadline=None)
def test_the_curve_rises_ever_more_slowly_from_nothing_to_all(counts):
    told = lorenz(areas(*counts))
    steps = np.diff(told["share_of_events"])
    assert told[["share_of_areas", "share_of_events"]].iloc[0].tolist() == [0, 0]
    assert told["share_of_events"].iloc[-1] == pytest.approx(1)
    assert (steps >= 0).all() and (np.diff(steps) <= 1e-12).all()
    assert (told["share_of_events"] >= told["share_of_areas"] - 1e-12).all()


@given(COUNTS, st.integers(1, 1000), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_gini_knows_neither_scale_nor_order_and_is_the_area_over_the_curve(counts, times, dice):
    found = gini(areas(*counts))
    assert -1e-12 <= found <= (len(counts) - 1) / len(counts) + 1e-12
    assert gini(areas(*(times * count for count in counts))) == pytest.approx(found)
    turned = list(counts)
    dice.shuffle(turned)
    assert gini(areas(*turned)) == pytest.approx(found)
    curve = lorenz(areas(*counts))
    under = np.trapezoid(curve["share_of_events"], curve["share_of_areas"])
    assert 2 * under - 1 == pytest.approx(found, abs=1e-9)


@given(COUNTS, st.floats(0.01, 1))
@settings(deadline=None)
def test_no_smaller_set_holds_the_share(counts, share):
    series = areas(*counts)
    found = smallest_set(series, share)
    assert found.share >= share - 1e-8
    assert found.share == pytest.approx(top_share(series, len(found.areas)))
    if len(found.areas) > 1:
        assert top_share(series, len(found.areas) - 1) < share
    # Any of the ties in place of the last one would hold as many.
    for tie in found.ties:
        assert series[tie] == series[found.areas[-1]]
