"""Named days and their effects: golden lists, planted effects, 1,000 years without any, laws."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.calendar import day_effects, named_days
from tests.long import LONG

GOLDEN = answers("calendar.toml")
RECORD = [date(2017, 11, 1) + timedelta(days=step) for step in range(730)]
NAMED = named_days(RECORD[0], RECORD[-1])
YEAR = [day for day in RECORD if day.year == 2018]
NAMED_2018 = named_days(YEAR[0], YEAR[-1])
WEEK = np.array([0.9, 0.9, 0.9, 1.0, 1.1, 1.3, 1.2])  # of the average day, from Monday
EFFECTS = {
    "Bank holidays",
    "Valentine’s Day",
    "Father’s Day",
    "Christmas",
    "New Year",
    "England’s football matches",
}


def usual(days: list[date], level: float) -> np.ndarray:
    """What ordinary days lead to expect: a week, a summer and a slow rise."""
    step = np.arange(len(days))
    season = 1 + 0.2 * np.sin(2 * np.pi * (step - 80) / 365.25) + step / 3650
    return level * season * WEEK[[day.weekday() for day in days]]


def drawn(days: list[date], mean: np.ndarray, seed: int) -> pd.DataFrame:
    return pd.DataFrame({"day": days, "events": np.random.default_rng(seed).poisson(mean)})


def days_of(effect: str, first: date, last: date) -> list[date]:
    named = named_days(first, last)
    return named.loc[named["effect"] == effect, "day"].tolist()


@pytest.mark.parametrize("year", ["2018", "2020", "2021", "2022", "2023"])
def test_bank_holidays_are_those_of_the_official_list_each_once(year):
    listed = set(GOLDEN["bank_holidays"][year])
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    found = days_of("Bank holidays", first, last)
    assert len(found) == len(set(found))
    christmas_and_new_year = {day for day in listed if (day.month, day.day) in FESTIVE}
    assert set(found) == listed - christmas_and_new_year
    assert all(day.weekday() < 5 for day in found)


FESTIVE = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}


def test_a_holiday_on_a_weekend_is_counted_once_on_the_day_it_is_observed():
    found = days_of("Bank holidays", date(2021, 12, 1), date(2022, 1, 31))
    assert found == [date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3)]
    assert date(2022, 1, 1) in days_of("New Year", date(2022, 1, 1), date(2022, 1, 1))


def test_days_that_move_are_found_and_fixed_ones_are_fixed():
    golden = GOLDEN["fathers_day"]["days"]
    found = days_of("Father’s Day", date(2017, 1, 1), date(2025, 12, 31))
    assert set(golden) <= set(found)
    assert len(found) == 9
    named = named_days(date(2019, 1, 1), date(2019, 12, 31))
    by_effect = named.groupby("effect")["day"].apply(list)
    assert by_effect["Valentine’s Day"] == [date(2019, 2, 14)]
    assert by_effect["Christmas"] == [date(2019, 12, day) for day in (24, 25, 26)]
    assert by_effect["New Year"] == [date(2019, 1, 1), date(2019, 12, 31)]


def test_england_s_matches_are_as_many_as_were_played():
    found = days_of("England’s football matches", date(2018, 1, 1), date(2024, 12, 31))
    by_year = pd.Series([day.year for day in found]).value_counts().sort_index()
    assert by_year.to_dict() == {2018: 7, 2021: 7, 2022: 5, 2024: 7}
    assert {date(2018, 7, 11), date(2021, 7, 11), date(2022, 12, 10), date(2024, 7, 14)} <= {*found}


def test_named_days_lie_between_the_first_and_the_last():
    named = named_days(date(2018, 12, 26), date(2019, 1, 1))
    assert named.to_numpy().tolist() == [
        ["Christmas", date(2018, 12, 26)],
        ["New Year", date(2018, 12, 31)],
        ["New Year", date(2019, 1, 1)],
    ]
    assert set(NAMED["effect"]) == EFFECTS


def flat(special: dict[date, int], days: list[date] = RECORD) -> pd.DataFrame:
    return pd.DataFrame({"day": days, "events": [special.get(day, 10) for day in days]})


def one(day: date) -> pd.DataFrame:
    return pd.DataFrame({"effect": ["fair"], "day": [day]})


def test_an_effect_is_the_golden_one():
    golden = GOLDEN["effect"]
    told = day_effects(flat({date(2018, 9, 5): 30}), one(date(2018, 9, 5))).iloc[0]
    assert (told["effect"], told["days"]) == ("fair", 1)
    assert told["observed"] == golden["observed"]
    assert told["expected"] == pytest.approx(golden["expected"])
    assert told["ratio"] == pytest.approx(golden["ratio"])
    limits = (golden["lower"], golden["upper"])
    assert (told["lower"], told["upper"]) == pytest.approx(limits, abs=1e-5)


def test_other_named_days_and_other_weekdays_speak_for_no_day():
    fair, week_after = date(2018, 9, 5), date(2018, 9, 12)
    named = pd.DataFrame({"effect": ["fair", "market"], "day": [fair, week_after]})
    special = {week_after: 500, date(2018, 9, 6): 500}
    told = day_effects(flat(special), named).set_index("effect")
    assert told.loc["fair", "expected"] == pytest.approx(10)
    # Named days of one effect do not speak for one another, either.
    twice = named.assign(effect="fair")
    assert day_effects(flat(special), twice)["expected"].item() == pytest.approx(20)


def test_a_named_day_that_too_few_weeks_speak_for_is_left_out():
    days = RECORD[:60]
    at_the_edge, inside = days[1], days[10]
    told = day_effects(flat({}, days), one(at_the_edge))
    assert told["days"].tolist() == [1]  # four weeks after it are enough
    short = RECORD[:28]
    assert day_effects(flat({}, short), one(short[1])).empty
    gap = flat({}, days).drop(index=[17, 24, 31, 38, 3])
    assert day_effects(gap, one(inside)).empty
    assert day_effects(flat({}, days), one(date(2030, 1, 1))).empty
    assert list(day_effects(flat({}, days), one(date(2030, 1, 1))).columns) == [
        *("effect", "days", "observed", "expected", "ratio", "lower", "upper")
    ]


def test_a_day_outside_the_record_is_not_a_day_without_events():
    held = flat({}).drop(index=range(300, 400))
    fair = RECORD[295]
    assert day_effects(held, one(fair))["expected"].item() == pytest.approx(10)
    assert day_effects(held, one(RECORD[350])).empty


def test_weeks_that_speak_for_two_days_are_not_taken_for_more_than_they_are():
    fair = date(2018, 9, 5)
    twice = pd.DataFrame({"effect": "fair", "day": [fair, fair + timedelta(days=7)]})
    apart = pd.DataFrame({"effect": "fair", "day": [fair, fair + timedelta(days=1)]})
    shared, own = (day_effects(flat({}), named).iloc[0] for named in (twice, apart))
    assert shared["ratio"] == own["ratio"] == 1
    assert shared["upper"] > own["upper"]


def test_without_any_expected_events_there_is_no_effect_and_no_division():
    none = flat(dict.fromkeys(RECORD, 0))
    assert day_effects(none, NAMED).empty
    none.loc[308, "events"] = 4
    assert day_effects(none, one(RECORD[308])).empty


def test_a_day_without_events_has_a_ratio_of_nought_and_an_upper_limit():
    told = day_effects(flat({date(2018, 9, 5): 0}), one(date(2018, 9, 5))).iloc[0]
    assert (told["observed"], told["ratio"], told["lower"]) == (0, 0, 0)
    assert 0.3 < told["upper"] < 0.6  # 3.69 of 10, and a little for what is expected


def test_a_day_given_twice_or_a_blank_count_is_refused():
    twice = pd.concat([flat({}), flat({}).head(1)])
    with pytest.raises(ValueError, match="each day once"):
        day_effects(twice, NAMED)
    with pytest.raises(ValueError, match="each day once"):
        day_effects(flat({}).assign(events=np.nan), NAMED)


PLANTED = {"Bank holidays": 1.4, "Father’s Day": 2.0, "Christmas": 1.6, "New Year": 2.2}


def test_planted_effects_lie_inside_their_intervals_19_times_in_20():
    mean = usual(RECORD, 6.0)
    at = {day: place for place, day in enumerate(RECORD)}
    for effect, day in NAMED.itertuples(index=False):
        mean[at[day]] *= PLANTED.get(effect, 1.0)
    held: dict[str, list[bool]] = {effect: [] for effect in EFFECTS}
    found = dict.fromkeys(EFFECTS, 0)
    for seed in range(600):
        for row in day_effects(drawn(RECORD, mean, seed), NAMED).itertuples():
            held[row.effect].append(row.lower <= PLANTED.get(row.effect, 1.0) <= row.upper)
            found[row.effect] += row.lower > 1
    assert all(len(inside) == 600 for inside in held.values())
    assert min(np.mean(inside) for inside in held.values()) >= 0.94
    # The largest is told from chance nearly always, those of nothing hardly ever.
    assert found["New Year"] >= 570
    assert max(found["Valentine’s Day"], found["England’s football matches"]) <= 30


def false_finds(draws, years: int) -> dict[str, int]:
    found = dict.fromkeys(EFFECTS, 0)
    for year in range(years):
        told = day_effects(draws(year), NAMED_2018)
        assert set(told["effect"]) == EFFECTS
        for row in told.itertuples():
            found[row.effect] += not row.lower <= 1 <= row.upper
    return found


@LONG
def test_absent_effects_are_found_at_most_5_times_in_100_in_1000_years():
    mean = usual(YEAR, 6.0)
    found = false_finds(lambda seed: drawn(YEAR, mean, seed), 1000)
    assert max(found.values()) <= 50
    assert max(found.values()) > 5  # the interval is not so wide that it can find nothing


def test_absent_effects_are_no_likelier_found_when_days_vary_more_than_poisson():
    mean = usual(YEAR, 6.0)

    def draws(seed: int) -> pd.DataFrame:
        gamma = np.random.default_rng(seed).gamma(mean / 1.5, 1.5)  # variance 2.5 times the mean
        return drawn(YEAR, gamma, seed + 10_000)

    found = false_finds(draws, 400)
    assert max(found.values()) <= 20  # without the widening it would be 50 to 90


@given(st.lists(st.integers(0, 30), min_size=150, max_size=150), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_interval_holds_the_ratio_and_order_does_not_matter(events, dice):
    days = RECORD[:150]
    daily = pd.DataFrame({"day": days, "events": events})
    told = day_effects(daily, NAMED)
    assert (told["lower"] <= told["ratio"]).all()
    assert (told["ratio"] <= told["upper"]).all()
    order = list(range(150))
    dice.shuffle(order)
    pd.testing.assert_frame_equal(day_effects(daily.iloc[order], NAMED), told)
