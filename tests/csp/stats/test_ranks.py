"""Ranks as ranges: by hand, and laws."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.ranks import first_tie, rank_ranges
from csp.stats.rates import add_rates


def rated(*triples):
    return pd.DataFrame(triples, columns=["rate", "lower", "upper"], dtype=float)


def ranges(frame):
    return frame[["rank", "rank_low", "rank_high"]].to_numpy().tolist()


def test_areas_apart_have_one_place_and_overlapping_ones_share_a_range():
    told = rank_ranges(rated((10, 9, 11), (5, 4, 6.5), (6, 5, 7), (1, 0.5, 1.5)))
    assert ranges(told) == [[1, 1, 1], [3, 2, 3], [2, 2, 3], [4, 4, 4]]


def test_intervals_that_just_touch_overlap():
    assert ranges(rank_ranges(rated((3, 2, 4), (1, 0, 2)))) == [[1, 1, 2], [2, 1, 2]]


def test_equal_rates_share_the_better_place():
    assert rank_ranges(rated((3, 2, 4), (3, 2, 4), (1, 0.5, 1)))["rank"].tolist() == [1, 1, 3]


def test_a_blank_has_no_rank_and_counts_for_none():
    told = rank_ranges(rated((3, 2, 4), (np.nan, np.nan, np.nan), (1, 0.5, 1)))
    assert told.loc[1, ["rank", "rank_low", "rank_high"]].isna().all()
    assert told.loc[2, ["rank", "rank_low", "rank_high"]].tolist() == [2, 2, 2]


def test_nothing_to_rank_is_no_error():
    blank = rated((np.nan, np.nan, np.nan))
    assert rank_ranges(blank)[["rank", "rank_low", "rank_high"]].isna().all(axis=None)
    assert rank_ranges(blank.iloc[:0]).empty


COUNTED = st.lists(
    st.tuples(st.integers(0, 500), st.integers(100, 9000)), min_size=1, max_size=30
).map(lambda rows: add_rates(pd.DataFrame(rows, columns=["events", "people"]), 1000))


@given(COUNTED)
@settings(deadline=None)
def test_a_rank_lies_in_its_range_and_the_range_among_the_areas(frame):
    told = rank_ranges(frame)
    assert (told["rank_low"] >= 1).all()
    assert (told["rank_low"] <= told["rank"]).all()
    assert (told["rank"] <= told["rank_high"]).all()
    assert (told["rank_high"] <= len(told)).all()


@given(COUNTED, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_does_not_matter(frame, dice):
    order = list(range(len(frame)))
    dice.shuffle(order)
    assert rank_ranges(frame.iloc[order]).sort_index().equals(rank_ranges(frame))


def test_the_first_tie_is_a_run_of_places_that_all_overlap():
    chain = rated((90, 80, 99), (40, 36, 44), (36, 32, 40), (33, 29, 35), (10, 9, 11))
    assert first_tie(chain) == (2, 3), "the fourth meets the third only"
    apart = rated((90, 80, 99), (40, 39, 41), (20, 19, 21))
    assert first_tie(apart) is None
    assert first_tie(rated((9, 8, 10))) is None
