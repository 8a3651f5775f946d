"""Hours of the week and seasons: golden answers, a boring twin, planted seasons, and laws."""

import time
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp import months
from csp.stats.temporal import aoristic, hour_of_week, season

GOLDEN = answers("temporal.toml")
MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 (local time, as the intake keeps it)


@pytest.mark.parametrize("case", GOLDEN["aoristic"], ids=lambda case: case["name"])
def test_events_are_spread_as_the_golden_answers_say(case):
    expected = np.zeros((7, 24))
    for weekday, hour, events in case["weights"]:
        expected[weekday, hour] = events
    found = aoristic(case["starts"], case["ends"])
    assert found.weights == pytest.approx(expected)
    assert (found.events, found.left_out) == (len(case["starts"]), 0)


def test_a_day_and_a_week_are_even():
    day = aoristic([MONDAY], [MONDAY + timedelta(days=1)]).weights
    assert day[0] == pytest.approx(np.full(24, 1 / 24))
    assert day[1:].sum() == 0
    week = aoristic([MONDAY], [MONDAY + timedelta(days=7)]).weights
    assert week == pytest.approx(np.full((7, 24), 1 / 168))


def test_a_range_over_a_week_is_left_out_and_counted():
    longest = timedelta(days=7)
    found = aoristic([MONDAY] * 2, [MONDAY + longest, MONDAY + longest + timedelta(seconds=1)])
    assert (found.events, found.left_out) == (1, 1)
    assert found.weights.sum() == pytest.approx(1)


def test_a_blank_end_is_the_start_and_a_blank_start_is_refused():
    found = aoristic(pd.Series([MONDAY]), pd.Series([pd.NaT]))
    assert found.weights[0, 0] == 1
    with pytest.raises(ValueError, match="needs a start"):
        aoristic([pd.NaT], [MONDAY])
    with pytest.raises(ValueError, match="not before"):
        aoristic([MONDAY], [MONDAY - timedelta(hours=1)])


def test_the_hours_of_the_week_are_168_rows_in_order():
    told = hour_of_week([MONDAY + timedelta(hours=25)], [MONDAY + timedelta(hours=27)])
    assert list(told.columns) == ["weekday", "hour", "events"]
    assert list(zip(told["weekday"], told["hour"], strict=True)) == [
        (weekday, hour) for weekday in range(7) for hour in range(24)
    ]
    held = told[told["events"] > 0]
    assert held.to_numpy().tolist() == [[1, 1, 0.5], [1, 2, 0.5]]
    assert hour_of_week([], [])["events"].sum() == 0


def test_100_000_events_of_up_to_a_week_take_under_five_seconds():
    dice = np.random.default_rng(1)
    starts = pd.Series(MONDAY + pd.to_timedelta(dice.integers(0, 9_000_000, 100_000), unit="s"))
    ends = starts + pd.to_timedelta(dice.integers(0, 604_800, 100_000), unit="s")
    began = time.perf_counter()
    assert aoristic(starts, ends).weights.sum() == pytest.approx(100_000)
    assert time.perf_counter() - began < 5


def boring(start: datetime, minutes: int) -> np.ndarray:
    """The same, a minute at a time."""
    week = np.zeros((7, 24))
    for minute in range(minutes) or (0,):
        at = start + timedelta(minutes=minute)
        week[at.weekday(), at.hour] += 1 / max(1, minutes)
    return week


EVENTS = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 2_000)), min_size=1, max_size=6)


@given(EVENTS)
@settings(deadline=None, max_examples=40)
def test_events_are_spread_as_a_minute_at_a_time_would(events):
    starts = [MONDAY + timedelta(minutes=start) for start, _ in events]
    ends = [MONDAY + timedelta(minutes=start + length) for start, length in events]
    expected = sum(boring(start, length) for start, (_, length) in zip(starts, events, strict=True))
    assert aoristic(starts, ends).weights == pytest.approx(expected, abs=1e-9)


@given(EVENTS)
@settings(deadline=None, max_examples=40)
def test_no_event_is_lost_whatever_the_week_or_the_order(events):
    starts = pd.Series([MONDAY + timedelta(minutes=start) for start, _ in events])
    ends = starts + pd.to_timedelta([length for _, length in events], unit="min")
    found = aoristic(starts, ends).weights
    assert found.sum() == pytest.approx(len(events))
    assert (found >= 0).all()
    turned = aoristic(starts[::-1], ends[::-1]).weights
    later = aoristic(starts + pd.Timedelta(days=70), ends + pd.Timedelta(days=70)).weights
    assert turned == pytest.approx(found, abs=1e-9)
    assert later == pytest.approx(found, abs=1e-9)


def planted(number: int, first: date = date(2017, 11, 1)) -> pd.DataFrame:
    """Months of 100 a month of equal length, 30 more in July and 30 fewer in January."""
    held = [months.shift(first, step) for step in range(number)]
    wave = {7: 30, 1: -30}
    level = [100 + wave.get(month.month, 0) for month in held]
    events = [
        value * months.days(month) / months.DAYS_IN_AVERAGE_MONTH
        for value, month in zip(level, held, strict=True)
    ]
    return pd.DataFrame({"month": held, "events": events})


def test_a_planted_season_is_found_on_months_of_equal_length():
    told = season(planted(36))
    assert list(told.columns) == ["month", "value", "trend", "seasonal"]
    by_month = told.groupby([month.month for month in told["month"]])["seasonal"].mean()
    assert (by_month.idxmax(), by_month.idxmin()) == (7, 1)
    assert by_month[7] - by_month[4] == pytest.approx(30, abs=3)
    # February is short; on months of equal length that is no season.
    assert told.loc[told["month"] == date(2018, 2, 1), "value"].item() == pytest.approx(100)
    assert told["trend"].to_numpy() == pytest.approx(100, abs=4)


def test_one_wild_month_does_not_make_a_season():
    wild = planted(48)
    wild.loc[20, "events"] += 300
    calm = season(planted(48))["seasonal"].to_numpy()
    assert season(wild)["seasonal"].to_numpy() == pytest.approx(calm, abs=10)


def test_under_24_months_in_a_row_there_is_no_season():
    assert season(planted(23)).empty
    assert len(season(planted(24))) == 24
    gap = planted(30).drop(index=12)
    assert season(gap).empty
    blank = planted(40)
    blank.loc[10, "events"] = np.nan
    assert season(blank)["month"].tolist() == blank["month"].tolist()[11:]
    newest = planted(60).drop(index=29)
    assert season(newest)["month"].tolist() == newest["month"].tolist()[29:]
    assert list(season(planted(3)).columns) == ["month", "value", "trend", "seasonal"]


def test_a_month_given_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        season(pd.concat([planted(24), planted(1)]))
