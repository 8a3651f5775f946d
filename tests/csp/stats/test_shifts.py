"""Shifts: the best ones by trying all, weeks that wrap, ties, and laws."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.shifts import best_shifts


def week(events: dict[tuple[int, int], float]) -> pd.DataFrame:
    """Hours of a week that hold the events given by weekday and hour, and none else."""
    rows = [(day, hour, events.get((day, hour), 0.0)) for day in range(7) for hour in range(24)]
    return pd.DataFrame(rows, columns=["weekday", "hour", "events"])


def test_the_fullest_shift_comes_first_with_the_share_that_it_covers():
    hours = week({(5, 22): 6, (5, 23): 6, (6, 0): 6, (6, 1): 2, (2, 12): 4, (0, 8): 1})
    told = best_shifts(hours, length=4, number=2)
    assert told.to_dict("records") == [
        {
            "weekday": 5,
            "start_hour": 22,
            "length": 4,
            "events": 20.0,
            "share": 0.8,
            "share_so_far": 0.8,
        },
        {
            "weekday": 2,
            "start_hour": 9,
            "length": 4,
            "events": 4.0,
            "share": 0.16,
            "share_so_far": pytest.approx(0.96),
        },
    ]


def test_a_shift_may_cross_the_end_of_the_week():
    told = best_shifts(week({(6, 23): 1, (0, 0): 1, (0, 1): 1}), length=3, number=1)
    assert told[["weekday", "start_hour", "events"]].to_numpy().tolist() == [[6, 23, 3]]


def test_shifts_do_not_take_the_best_one_when_two_others_hold_more_together():
    hours = week({(0, 10): 3, (0, 11): 5, (0, 12): 5, (0, 13): 4})
    told = best_shifts(hours, length=2, number=2)
    # The fullest alone is 11 to 13 (10); with it the rest would hold 3 or 4, not 17 together.
    assert told["start_hour"].tolist() == [12, 10]
    assert told["share_so_far"].iloc[-1] == pytest.approx(1)


def test_equal_choices_fall_to_the_earlier_in_the_week_also_by_a_hair():
    hours = week({(1, 5): 0.1 + 0.2, (3, 5): 0.3, (2, 5): 0.3})
    told = best_shifts(hours, length=1, number=2)
    assert told[["weekday", "start_hour"]].to_numpy().tolist() == [[1, 5], [2, 5]]
    turned = best_shifts(hours.iloc[::-1], length=1, number=2)
    pd.testing.assert_frame_equal(told, turned)


def test_shifts_without_events_are_left_out():
    told = best_shifts(week({(4, 20): 2}), length=4, number=6)
    assert len(told) == 1
    empty = best_shifts(week({}))
    assert empty.empty
    assert list(empty.columns) == list(told.columns)


def test_shifts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="fit into a week"):
        best_shifts(week({}), length=30, number=6)
    with pytest.raises(ValueError, match="an hour each"):
        best_shifts(week({}), length=0)


WEEKS = st.lists(st.integers(0, 9), min_size=168, max_size=168).map(
    lambda events: week(
        {(at // 24, at % 24): float(count) for at, count in enumerate(events) if count}
    )
)


@given(WEEKS, st.integers(1, 12), st.integers(1, 8))
@settings(deadline=None, max_examples=25)
def test_shifts_never_overlap_and_their_shares_add_up(hours, length, number):
    told = best_shifts(hours, length=length, number=number)
    starts = (24 * told["weekday"] + told["start_hour"]).tolist()
    covered = [(start + step) % 168 for start in starts for step in range(length)]
    assert len(set(covered)) == len(covered)
    assert told["events"].sum() == pytest.approx(hours["events"].to_numpy()[covered].sum())
    assert told["events"].is_monotonic_decreasing
    share = told["events"].sum() / max(1, hours["events"].sum())
    assert told["share"].sum() == pytest.approx(share)
    assert told["share_so_far"].tolist()[-1:] == pytest.approx([share] if share else [])


@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.integers(0, 167))
@settings(deadline=None, max_examples=40)
def test_no_other_three_shifts_hold_more_wherever_in_the_week(events, first):
    at = [(first + hour) % 168 for hour in range(12)]
    hours = week({(place // 24, place % 24): float(n) for place, n in zip(at, events, strict=True)})
    line = np.array([0, 0, *events, 0, 0])
    held = line[:-2] + line[1:-1] + line[2:]
    best = max(
        held[list(starts)].sum()
        for starts in combinations(range(len(held)), 3)
        if starts[1] - starts[0] >= 3 and starts[2] - starts[1] >= 3
    )
    assert best_shifts(hours, length=3, number=3)["events"].sum() == best
