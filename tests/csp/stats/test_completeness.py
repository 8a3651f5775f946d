"""Completeness: the force's real months, each of them halved, and the edges of the rule."""

from datetime import date

import pandas as pd
import pytest
from golden import GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st

from csp import months
from csp.stats.completeness import supply_status

BROKEN = [date(2018, 11, 1), date(2018, 12, 1)]
SHARE, REACH = 0.8, 12


def force() -> pd.DataFrame:
    read = pd.read_csv(GOLDEN / "force_crimes_33_months.csv", comment="#")
    return read.assign(month=pd.to_datetime(read["month"]).dt.date)


def judged(frame: pd.DataFrame, status: str) -> list[date]:
    told = supply_status(frame, SHARE, REACH)
    return told.loc[told["status"] == status, "month"].tolist()


def level(start: date, *events: int) -> pd.DataFrame:
    """Months in a row with so many events a day."""
    held = [months.shift(start, step) for step in range(len(events))]
    counts = [count * months.days(month) for count, month in zip(events, held, strict=True)]
    return pd.DataFrame({"month": held, "events": counts})


def test_of_the_33_real_months_exactly_the_two_broken_ones_are_incomplete():
    assert len(force()) == 33
    assert judged(force(), "incomplete") == BROKEN
    assert date(2025, 9, 1) in judged(force(), "complete")


def test_months_that_are_not_held_are_missing_and_every_month_is_told_once():
    told = supply_status(force(), SHARE, REACH)
    whole = months.Span(date(2014, 1, 1), date(2025, 12, 1)).all()
    assert told["month"].tolist() == whole
    held = set(force()["month"])
    assert judged(force(), "missing") == [month for month in whole if month not in held]


@pytest.mark.parametrize("month", [month for month in force()["month"] if month not in BROKEN])
def test_the_halving_of_any_one_sound_month_is_caught(month):
    frame = force()
    frame.loc[frame["month"] == month, "events"] //= 2
    assert judged(frame, "incomplete") == sorted([*BROKEN, month])


def test_the_reason_says_the_figures():
    # By hand: 6,132 in 31 days; the sound neighbours held are March and October 2018, January and
    # February 2019, with 542.5, 559.6, 505.1 and 504.5 a day.
    told = supply_status(force(), SHARE, REACH).set_index("month")["reason"]
    assert told[date(2018, 12, 1)] == (
        "198 crimes a day in the whole force, 38% of the 524 a day that are usual in the months"
        " around"
    )
    assert told[date(2015, 1, 1)] == "not held"
    assert pd.isna(told[date(2025, 9, 1)])


def test_exactly_the_smallest_share_is_complete_and_just_under_is_not():
    assert judged(level(date(2025, 4, 1), 1000, 800, 1000), "incomplete") == []
    assert judged(level(date(2025, 4, 1), 1000, 799, 1000), "incomplete") == [date(2025, 5, 1)]


def test_a_short_month_is_judged_by_the_day():
    february = pd.DataFrame(
        {"month": [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)], "events": [310, 225, 310]}
    )
    assert judged(february, "incomplete") == []  # 8.04 a day against 10


def test_broken_months_do_not_vouch_for_each_other():
    frame = level(date(2025, 1, 1), 1000, 1000, 300, 300, 300, 1000, 1000)
    assert len(judged(frame, "incomplete")) == 3


def test_a_month_alone_is_taken_as_it_is_and_says_that_it_could_not_be_checked():
    apart = pd.concat([level(date(2020, 1, 1), 1000), level(date(2022, 1, 1), 100)])
    told = supply_status(apart, SHARE, REACH).set_index("month")
    assert told.loc[date(2022, 1, 1)].tolist() == [
        "complete",
        "no month within reach to hold it against",
    ]


def test_months_at_the_reach_vouch_and_those_beyond_do_not():
    start = date(2020, 1, 1)
    near = pd.concat([level(start, 1000), level(months.shift(start, 12), 100)])
    beyond = pd.concat([level(start, 1000), level(months.shift(start, 13), 100)])
    assert judged(near, "incomplete") == [date(2021, 1, 1)]
    assert judged(beyond, "incomplete") == []


def test_months_of_no_crime_at_all_are_no_error():
    assert judged(level(date(2025, 1, 1), 0, 0, 0), "incomplete") == []
    assert judged(level(date(2025, 1, 1), 900, 0, 900), "incomplete") == [date(2025, 2, 1)]


def test_no_month_and_a_month_given_twice_are_refused():
    frame = level(date(2025, 1, 1), 1000, 1000)
    for wrong in (frame.iloc[:0], pd.concat([frame, frame])):
        with pytest.raises(ValueError, match="each month once"):
            supply_status(wrong, SHARE, REACH)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=24), st.integers(2, 9))
@settings(deadline=None)
def test_only_the_shares_matter_and_the_order_of_rows_does_not(events, times):
    frame = level(date(2024, 1, 1), *events)
    larger = frame.assign(events=frame["events"] * times)
    statuses = supply_status(frame, SHARE, REACH)["status"].tolist()
    assert supply_status(larger.iloc[::-1], SHARE, REACH)["status"].tolist() == statuses
