"""The control chart: golden limits, rules at their boundaries, gaps, restarts, verdicts, laws."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp import months
from csp.stats import xmr
from csp.stats.spc import chart, expected_signals, per_equal_month, verdict
from csp.stats.xmr import (
    RULES,
    limits,
    outside_limits,
    seven_on_one_side,
    six_rising_or_falling,
    two_of_three_near,
)

GOLDEN = answers("spc.toml")
START = date(2023, 1, 1)
USUAL = xmr.Limits(
    10, 4, 16, 6, 14, 2.2556, 20, "limits"
)  # centre 10, near 6 and 14, limits 4 and 16


def places(flags) -> list[int]:
    return np.flatnonzero(flags).tolist()


def series(*values: float | None, start: date = START) -> pd.DataFrame:
    """Months in a row with these values on a month of equal length; None is a missing month."""
    held = [months.shift(start, step) for step in range(len(values))]
    return pd.DataFrame(
        {
            "month": held,
            "events": [
                None if value is None else value * months.days(month) / 30.4375
                for value, month in zip(values, held, strict=True)
            ],
            "status": ["missing" if value is None else "complete" for value in values],
        }
    )


def fired(*values: float | None, **said) -> list[tuple[str, ...]]:
    return chart(series(*values), **said)["rules"].tolist()


# Golden answers


@pytest.mark.parametrize("case", GOLDEN["limits"], ids=lambda case: case["worked_by"][:40])
def test_the_limits_are_the_golden_ones(case):
    found = limits(case["values"], screened=case["screened"])
    for name in ("centre", "lower", "upper", "near_lower", "near_upper"):
        if name in case:
            assert getattr(found, name) == pytest.approx(case[name], abs=case["within"])


@pytest.mark.parametrize("case", GOLDEN["fires"], ids=lambda case: case["rule"])
def test_a_rule_fires_where_the_golden_answer_says(case):
    of = limits(case["values"])
    rules = RULES.values() if case["rule"] == "any" else [RULES[case["rule"]]]
    flags = np.any([rule(case["values"], of) for rule in rules], axis=0)
    assert places(flags) == case["places"]


def test_a_month_of_equal_length_has_30_4375_days():
    assert per_equal_month(310, date(2025, 1, 1)) == pytest.approx(304.375)
    assert per_equal_month(280, date(2025, 2, 1)) == pytest.approx(304.375)
    assert per_equal_month(290, date(2024, 2, 1)) == pytest.approx(304.375)


# Limits


def test_the_kind_goes_by_points_and_level():
    assert limits([5] * 5).kind == "none"
    assert limits([5] * 6).kind == "trial"
    assert limits([5] * 11).kind == "trial"
    assert limits([5] * 12).kind == "limits"
    assert limits([1, 2.9] * 6).kind == "too rare"
    assert limits([1, 3] * 6).kind == "limits"
    assert limits([5, None] * 5).kind == "none"  # gaps are no points
    assert limits([5, None] * 5).points == 5


def test_no_moving_range_is_taken_over_a_gap():
    found = limits([10, 12, None, 100, 98, np.nan, 50], screened=False)
    assert found.average_moving_range == 2
    assert found.centre == 54


def test_a_moving_range_of_exactly_3_267_times_the_mean_is_screened_out():
    small, large = (4 - 3.267) / 3, 3.267  # the mean of three small and one large is 1
    steps = np.cumsum([0, small, small, small, large])
    assert limits(steps).average_moving_range == pytest.approx(small)
    below = np.cumsum([0, small, small, small, large - 0.01])
    assert limits(below).average_moving_range > 0.9


def test_moving_ranges_are_screened_once_only():
    # Without the 100, the 12 would be screened as well if one looked twice.
    steps = np.cumsum([0, *[1] * 20, 12, 100])
    assert limits(steps).average_moving_range == pytest.approx(32 / 21)


def test_no_value_at_all_has_no_limits():
    with pytest.raises(ValueError, match="at least one value"):
        limits([None, None])


# Rules at their boundaries


def test_a_point_on_the_limit_is_inside():
    assert places(outside_limits([16, 16.001, 4, 3.999, 10], USUAL)) == [1, 3]


def test_seven_make_a_run_and_six_do_not():
    assert places(seven_on_one_side([9, 11, 11, 11, 11, 11, 11, 9], USUAL)) == []
    assert places(seven_on_one_side([9, *[11] * 7, 9], USUAL)) == list(range(1, 8))
    assert places(seven_on_one_side([*[9] * 8, 11], USUAL)) == list(range(8))


def test_a_value_on_the_mean_or_a_gap_breaks_a_run():
    assert places(seven_on_one_side([11, 11, 11, 10, 11, 11, 11, 11], USUAL)) == []
    assert places(seven_on_one_side([11, 11, 11, None, 11, 11, 11, 11], USUAL)) == []
    assert places(seven_on_one_side([None, *[11] * 7, None], USUAL)) == list(range(1, 8))


def test_six_rises_flag_seven_points_and_five_rises_none():
    assert places(six_rising_or_falling([5, 6, 7, 8, 9, 10, 9], USUAL)) == []
    assert places(six_rising_or_falling([9, 5, 6, 7, 8, 9, 10, 11, 3], USUAL)) == list(range(1, 8))
    assert places(six_rising_or_falling([11, 10, 9, 8, 7, 6, 5], USUAL)) == list(range(7))


def test_an_equal_value_or_a_gap_breaks_a_trend():
    assert places(six_rising_or_falling([1, 2, 3, 3, 4, 5, 6, 7], USUAL)) == []
    assert places(six_rising_or_falling([1, 2, 3, None, 4, 5, 6, 7], USUAL)) == []


def test_a_rise_and_a_fall_share_the_turning_point_and_do_not_add_up():
    assert places(six_rising_or_falling([1, 2, 3, 4, 3, 2, 1], USUAL)) == []
    assert places(six_rising_or_falling([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3], USUAL)) == list(range(7))


def test_two_of_three_beyond_the_near_limit_on_one_side():
    assert places(two_of_three_near([15, 11, 15], USUAL)) == [0, 2]
    assert places(two_of_three_near([11, 15, 15], USUAL)) == [1, 2]
    assert places(two_of_three_near([5, 9, 5], USUAL)) == [0, 2]
    assert places(two_of_three_near([15, 15, 15], USUAL)) == [0, 1, 2]


@pytest.mark.parametrize(
    "values",
    [
        [14, 11, 14],  # exactly on the near limit
        [15, 9, 15],  # the third on the other side
        [15, 10, 15],  # the third on the mean
        [15, 11, 5],  # one near each limit
        [15, 11, 11, 15],  # two of four
        [15, None, 15],  # a gap
        [15, 15],  # only two points
    ],
)
def test_two_of_three_needs_all_of_its_words(values):
    assert places(two_of_three_near(values, USUAL)) == []


# The chart


def test_the_chart_has_a_row_for_every_calendar_month():
    frame = series(*[10.0] * 6).drop(index=[2, 3])
    told = chart(frame.iloc[::-1])
    assert told["month"].tolist() == [months.shift(START, step) for step in range(6)]
    assert told["status"].tolist() == ["complete"] * 2 + ["missing"] * 2 + ["complete"] * 2
    assert told["value"].isna().tolist() == [False] * 2 + [True] * 2 + [False] * 2


def test_a_month_left_out_breaks_a_run_as_a_missing_one_does():
    rising = series(*range(11, 19))
    trend = ["six_rising_or_falling" in rules for rules in chart(rising)["rules"]]
    assert trend == [True] * 8
    gap = chart(rising.drop(index=4))["rules"]
    assert not any("six_rising_or_falling" in rules for rules in gap)


def test_missing_is_not_nought():
    held = [20, 22, 21, 19, 20, 21, 22, 20]
    with_gap, with_nought = fired(*held, None, *held), fired(*held, 0, *held)
    assert not any(with_gap)
    assert "outside_limits" in with_nought[8]


def test_an_incomplete_month_keeps_its_events_and_counts_for_nothing():
    plain = series(*[20, 22, 21, 19] * 4)
    broken = plain.copy()
    broken.loc[8, ["events", "status"]] = [1, "incomplete"]
    told, without = chart(broken), chart(plain.drop(index=8))
    assert told.loc[8, "events"] == 1
    assert np.isnan(told.loc[8, "value"])
    assert told.loc[8, "rules"] == ()
    columns = ["centre", "lower", "upper", "limits_kind"]
    pd.testing.assert_frame_equal(told[columns], without[columns])


def test_a_month_said_to_be_complete_but_blank_is_a_gap():
    frame = series(*[20, 22, 21, 19] * 4)
    frame.loc[15, "events"] = None
    told = chart(frame)
    assert np.isnan(told.loc[15, "value"])
    assert verdict(told).kind == "no signal"
    frame.loc[14, "events"] = 90
    assert verdict(chart(frame)).kind == "signal"  # in the newest month that has a value


def test_new_limits_start_at_a_restart_and_nowhere_else():
    low, high = [20, 22, 21, 19] * 4, [40, 42, 41, 39] * 4
    told = chart(series(*low, None, None, *high), rebase_on=[months.shift(START, 16)])
    assert told["span"].tolist() == [0] * 16 + [1] * 18
    assert told["centre"].unique().tolist() == pytest.approx([20.5, 40.5])
    assert not any(told["rules"])
    apart = chart(series(*low, None, None, *high))
    assert set(apart["span"]) == {0}
    assert any(apart["rules"])


def test_a_restart_within_a_month_begins_with_the_next_one():
    told = chart(series(*[20] * 4), rebase_on=[START.replace(month=2, day=2)])
    assert told["span"].tolist() == [0, 0, 1, 1]


def test_restarts_outside_the_months_held_make_no_span():
    far = [date(1990, 1, 1), START, date(2090, 1, 1)]
    assert chart(series(*[20] * 4), rebase_on=far)["span"].tolist() == [0] * 4


def test_limits_below_nought_are_clipped_for_show_only():
    told = chart(series(*[1, 9] * 8)).iloc[0]
    assert told["lower"] < 0
    assert told["lower_shown"] == 0
    # The rules use the limit that is not clipped: no count can fall below nought.
    assert not any("outside_limits" in rules for rules in fired(*[1, 9] * 8, 0))


def test_few_points_and_rare_events_fire_no_rule_and_draw_no_limits():
    few = chart(series(1, 50, 1, 90, 3))
    assert set(few["limits_kind"]) == {"none"}
    assert not any(few["rules"])
    rare = chart(series(*[0] * 13, 20))
    assert set(rare["limits_kind"]) == {"too rare"}
    assert rare[["lower", "upper", "near_lower", "near_upper", "lower_shown"]].isna().all(axis=None)
    assert rare["centre"].notna().all()
    assert not any(rare["rules"])


def test_months_all_missing_are_no_error():
    told = chart(series(None, None))
    assert set(told["limits_kind"]) == {"none"}
    assert verdict(told).kind == "no data"


def test_no_month_and_a_month_given_twice_are_refused():
    frame = series(10, 10)
    for wrong in (frame.iloc[:0], pd.concat([frame, frame])):
        with pytest.raises(ValueError, match="each month once"):
            chart(wrong)


def test_months_as_a_database_gives_them_are_understood():
    frame = series(*[20, 22, 21, 19] * 4)
    as_stamps = frame.assign(month=pd.to_datetime(frame["month"]))
    pd.testing.assert_frame_equal(chart(as_stamps), chart(frame))


# Direction


@pytest.mark.parametrize(
    ("better", "high", "low"),
    [("lower", "worse", "better"), ("higher", "better", "worse"), ("neither",) * 3],
)
def test_a_signal_says_better_or_worse_only_where_the_measure_does(better, high, low):
    usual = [20, 22, 21, 19] * 5
    told = chart(series(*usual, 60, *usual, 0), better=better)
    assert told["direction"].iloc[20] == high
    assert told["direction"].iloc[-1] == low
    assert told["direction"].iloc[0] == ""


FALLING = [*[20, 22] * 10, 25.4, 25.2, 24, 22, 20, 19, 18]  # from near the upper limit to below


def test_a_steady_fall_goes_by_its_slope_on_both_sides_of_the_mean():
    told = chart(series(*FALLING), better="lower").iloc[20:]
    assert [rules[0] for rules in told["rules"]] == ["six_rising_or_falling"] * 7
    assert (told["value"] > told["centre"]).nunique() == 2
    assert told["direction"].tolist() == ["better"] * 7
    assert set(chart(series(*FALLING), better="higher")["direction"][20:]) == {"worse"}


def test_a_point_that_falls_near_the_upper_limit_says_one_thing_only():
    """The words and the direction of a point are those of its first rule."""
    point = chart(series(*FALLING), better="lower").iloc[20]
    assert point["rules"] == ("six_rising_or_falling", "two_of_three_near")
    assert point["value"] > point["centre"]
    assert point["direction"] == "better"
    found = verdict(chart(series(*FALLING), better="lower"))
    assert (found.signal.rule, found.signal.above, found.signal.direction) == (
        "six_rising_or_falling",
        False,
        "better",
    )


# The verdict


USUAL_MONTHS = [20, 23, 19, 22, 21, 18] * 4


def test_a_signal_in_the_newest_month_is_the_verdict():
    found = verdict(chart(series(*USUAL_MONTHS, 60)))
    newest = months.shift(START, 24)
    assert (found.kind, found.signal.rule) == ("signal", "outside_limits")
    assert (found.signal.starts, found.signal.ends, found.signal.length) == (newest, newest, 1)
    assert found.signal.above and found.signal.direction == "worse"


def test_a_run_that_includes_the_newest_month_is_told_from_its_first_month():
    found = verdict(chart(series(*USUAL_MONTHS, *[18.5, 17.5] * 4), better="lower"))
    assert (found.kind, found.signal.rule, found.signal.direction) == (
        "signal",
        "seven_on_one_side",
        "better",
    )
    assert found.signal.length >= 8
    assert found.signal.ends == months.shift(START, 31)
    assert not found.signal.above


def test_an_earlier_signal_counts_for_twelve_months_and_no_longer():
    calm = [20, 23, 19, 22, 21, 18, 20, 23, 19, 22, 21, 18]
    found = verdict(chart(series(*USUAL_MONTHS, 60, *calm[:11])))
    assert (found.kind, found.signal.rule) == ("earlier signal", "outside_limits")
    assert found.signal.starts == months.shift(START, 24)
    assert verdict(chart(series(*USUAL_MONTHS, 60, *calm))).kind == "no signal"


def test_a_current_signal_comes_before_an_earlier_one():
    found = verdict(chart(series(*USUAL_MONTHS, 60, 20, 23, 19, 62)))
    assert found.signal.starts == months.shift(START, 28)


def test_the_strongest_of_twelve_months_is_told_not_the_newest():
    """A month above the limit is not covered by the two months near it that follow."""
    found = verdict(chart(series(*USUAL_MONTHS, 40, 28, 20, 28, 20, 23)))
    assert found.kind == "earlier signal"
    assert (found.signal.rule, found.signal.starts) == (
        "outside_limits",
        months.shift(START, 24),
    )
    assert found.signal.above and found.other is None


def test_of_two_equal_signals_the_newer_is_told_and_neighbours_are_one():
    found = verdict(chart(series(*USUAL_MONTHS, 60, 20, 23, 62, 63, 20)))
    assert (found.signal.starts, found.signal.ends, found.signal.length) == (
        months.shift(START, 27),
        months.shift(START, 28),
        2,
    )


@pytest.mark.parametrize(
    ("since", "kind", "first", "second"),
    [
        ([60, 20, 23, *[0] * 2, 20], "earlier signal", "better", "worse"),
        ([60, 20, 23, 0], "signal", "better", "worse"),
        ([0, 20, 23, 60], "signal", "worse", "better"),
    ],
)
def test_signals_of_both_directions_are_told(since, kind, first, second):
    found = verdict(chart(series(*USUAL_MONTHS, *since), better="lower"))
    assert (found.kind, found.signal.direction, found.other.direction) == (kind, first, second)
    assert found.signal.above != found.other.above


def test_the_other_direction_is_looked_for_in_the_same_twelve_months():
    calm = [20, 23, 19, 22, 21, 18, 20, 23, 19, 22, 21]
    found = verdict(chart(series(*USUAL_MONTHS, 60, *calm, 0)))
    assert found.signal.rule == "outside_limits" and not found.signal.above
    assert found.other is None
    assert verdict(chart(series(*USUAL_MONTHS, 60, *calm[:10], 0))).other.above


def test_among_rules_of_one_month_the_limit_comes_first():
    told = chart(series(*USUAL_MONTHS, 24, 26, 28, 30, 32, 40))
    assert len(told["rules"].iloc[-1]) > 1
    assert verdict(told).signal.rule == "outside_limits"


def test_a_trend_is_told_with_its_own_months_only():
    down, up = [22, 21, 20, 19, 18, 17, 16], [17.5, 18.5, 19.5, 20.5, 21.5, 22.5]
    told = chart(series(*[10, 30] * 8, *down, *up))
    assert ["six_rising_or_falling" in rules for rules in told["rules"][16:]] == [True] * 13
    found = verdict(told)
    assert (found.signal.rule, found.signal.above, found.signal.length) == (
        "six_rising_or_falling",
        True,
        7,
    )
    assert found.signal.starts == months.shift(START, 22)


def test_two_of_three_is_told_with_the_month_between():
    values = [*[20, 24] * 10, 31.5, 23.5, 31.5]
    told = chart(series(*values))
    assert told["rules"].iloc[-1] == ("two_of_three_near",)
    assert told["rules"].iloc[-2] == ()
    found = verdict(told)
    assert (found.signal.starts, found.signal.length) == (months.shift(START, 20), 3)


def test_only_the_newest_span_speaks():
    high = [60, 63, 59, 62, 61, 58] * 2
    found = verdict(chart(series(*USUAL_MONTHS, 100, *high), rebase_on=[months.shift(START, 25)]))
    assert found.kind == "no signal"


def test_too_few_and_too_rare_have_their_own_words_and_trial_limits_are_said():
    assert verdict(chart(series(20, 21, 22, 20, 21))).kind == "too few points"
    assert verdict(chart(series(*[0, 1, 2, 1] * 4))).kind == "too rare"
    assert verdict(chart(series(*USUAL_MONTHS[:11]))).trial
    assert not verdict(chart(series(*USUAL_MONTHS[:12]))).trial


def test_seasons_are_a_caution_until_24_months_stand_in_a_row():
    assert not verdict(chart(series(*USUAL_MONTHS))).needs_seasons
    assert verdict(chart(series(*USUAL_MONTHS[:23]))).needs_seasons
    assert verdict(chart(series(*USUAL_MONTHS[:12], None, *USUAL_MONTHS[:12]))).needs_seasons


def test_the_false_signals_to_expect_are_those_of_a_simulation():
    """4,000 series that only vary as usual: how many months begin a signal, all rules together."""
    dice = np.random.default_rng(20_25)
    begun = 0
    for _ in range(4000):
        values = dice.normal(100, 10, 24)
        of = limits(values)
        hit = np.any([rule(values, of) for rule in RULES.values()], axis=0)
        begun += int((hit & ~np.concatenate([[False], hit[:-1]])).sum())
    assert begun / 4000 == pytest.approx(expected_signals(24), rel=0.1)


# Laws


WHOLE = st.integers(0, 500)
VALUES = st.lists(st.one_of(WHOLE, st.none()), min_size=7, max_size=40).filter(
    lambda values: any(value is not None for value in values)
)


def flags(values) -> dict[str, list[bool]]:
    of = limits(values)
    return {name: rule(values, of).tolist() for name, rule in RULES.items()}


def moved(values, by, times=1):
    return [None if value is None else value * times + by for value in values]


@given(VALUES, st.integers(-1000, 1000))
@settings(deadline=None)
def test_a_shift_of_all_values_moves_the_limits_and_changes_no_signal(values, by):
    assert flags(moved(values, by)) == flags(values)
    assert limits(moved(values, by)).upper == pytest.approx(
        limits(values).upper + by, abs=1e-6, nan_ok=True
    )


@given(VALUES, st.sampled_from([0.1, 0.37, 3, 12.5, 1000]))
@settings(deadline=None)
def test_another_unit_changes_no_signal(values, times):
    assert flags(moved(values, 0, times)) == flags(values)


@given(VALUES)
@settings(deadline=None)
def test_a_series_upside_down_fires_the_same_rules(values):
    assert flags(moved(values, 0, -1)) == flags(values)


@given(st.lists(st.integers(2, 500), min_size=7, max_size=40), st.sampled_from(["lower", "higher"]))
@settings(deadline=None)
def test_upside_down_with_the_better_side_turned_the_chart_says_the_same(events, better):
    turned = {"lower": "higher", "higher": "lower"}[better]
    frame = series(*(value + 600 for value in events))
    mirrored = series(*(1700 - value for value in events))
    one, other = chart(frame, better=better), chart(mirrored, better=turned)
    assert one["rules"].tolist() == other["rules"].tolist()
    assert one["direction"].tolist() == other["direction"].tolist()


@given(VALUES)
@settings(deadline=None)
def test_read_backwards_the_same_points_lie_outside(values):
    backwards = values[::-1]
    assert (
        outside_limits(backwards, limits(backwards)).tolist()
        == (outside_limits(values, limits(values)).tolist()[::-1])
    )
    for name in ("seven_on_one_side", "six_rising_or_falling", "two_of_three_near"):
        assert flags(backwards)[name] == flags(values)[name][::-1]


@given(st.floats(0.001, 1e6), st.integers(1, 60))
@settings(deadline=None)
def test_a_constant_series_has_no_signal(value, length):
    assert not any(any(found) for found in flags([value] * length).values())


@given(VALUES)
@settings(deadline=None)
def test_a_gap_never_fires(values):
    for found in flags(values).values():
        assert not any(hit for hit, value in zip(found, values, strict=True) if value is None)


@given(VALUES)
@settings(deadline=None)
def test_the_limits_stand_in_order_around_the_mean(values):
    of = limits(values)
    if not np.isnan(of.average_moving_range):
        assert of.lower <= of.near_lower <= of.centre <= of.near_upper <= of.upper
        assert limits(values, screened=False).upper >= of.upper - 1e-9


@given(VALUES)
@settings(deadline=None)
def test_the_order_of_rows_does_not_matter(values):
    frame = series(*values)
    pd.testing.assert_frame_equal(chart(frame.iloc[::-1]), chart(frame))


@given(VALUES)
@settings(deadline=None)
def test_a_verdict_is_always_to_be_had_and_its_months_are_in_the_chart(values):
    told = chart(series(*values))
    found = verdict(told)
    if found.signal:
        assert found.signal.starts in set(told["month"]) and found.signal.ends in set(told["month"])
        assert (
            months.index(found.signal.ends) - months.index(found.signal.starts) + 1
            == found.signal.length
        )
        assert found.kind in ("signal", "earlier signal")
    else:
        assert found.kind in ("no signal", "too few points", "too rare")
