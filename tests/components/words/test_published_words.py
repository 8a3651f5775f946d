"""The sentences of Published figures against their numbers."""

import pandas as pd
import pytest

from components.words import published_figures as words


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("34", "percent", ("34%", "")),
        ("-6.50", "percent", ("\N{MINUS SIGN}6.50%", "")),
        ("17244", "crimes", ("17,244", "crimes")),
        ("1", "days a quarter", ("1", "day a quarter")),
        ("1", "authorities", ("1", "authority")),
        ("2", "rank", ("rank 2", "")),
        ("0", "groups", ("0", "groups")),
        (None, "victims", (words.CITED, "")),
    ],
)
def test_a_value_keeps_its_own_decimals_and_a_blank_is_never_nought(text, unit, told):
    assert words.stated(text, unit) == told


@pytest.mark.parametrize(
    ("value", "text", "unit", "told"),
    [
        (18.822, "34", "percent", "18.8%"),
        (-30.0, "-30", "percent", "\N{MINUS SIGN}30.0%"),
        (18.705, "18.71", "percent", "18.70%"),
        (784.0, "784", "admissions", "784"),
        (1.5714, "1", "days", "1.6"),
    ],
)
def test_what_parts_give_is_told_finely_enough_to_be_compared(value, text, unit, told):
    assert words.given(value, text, unit)[0] == told


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2014-09-01", "2015-08-31", "Sep 2014 to Aug 2015"),
        ("2018-02-01", "2018-02-28", "Feb 2018"),
        ("2019-10-12", "2020-02-19", "12 Oct 2019 to 19 Feb 2020"),
        ("2019-04-01", None, "from Apr 2019"),
        (None, None, "period not stated"),
    ],
)
def test_a_period_is_told_in_months_or_days(starts, ends, told):
    assert words.period(pd.Timestamp(starts), pd.Timestamp(ends)) == told


def of(form: str, parts: dict[str, str], found: float | None, unit: str, stated: str = "1") -> str:
    held = {"recompute": form, "recomputed": found, "unit": unit, "stated": stated}
    row = pd.Series({**held, "parts": tuple(parts)}, dtype=object)
    return words.workings(row, {name: pd.Series({"stated": text}) for name, text in parts.items()})


@pytest.mark.parametrize(
    ("form", "parts", "found", "unit", "told"),
    [
        ("change a b", {"a": "2258", "b": "2683"}, 18.82, "percent", "2,258 to 2,683 is +18.8%"),
        ("difference a b", {"a": "9", "b": "2"}, -7.0, "cases", "9 to 2 is \N{MINUS SIGN}7"),
        ("share a b", {"a": "309", "b": "426"}, 72.53, "percent", "309 of 426 is 72.5%"),
        ("mean a b", {"a": "11", "b": "7"}, 1.571, "days", "11 over 7 is 1.6"),
        ("sum a b c", {"a": "1", "b": "2", "c": "3"}, 6.0, "needles", "1, 2 and 3 are 6"),
        ("sum a b c d e", dict.fromkeys("abcde", "2"), 10.0, "x", "5 figures together are 10"),
        ("rate a b", {"a": "5", "b": "1000"}, 5.0, "per 1,000 residents", "5 for 1,000 residents is"
         " 5 per 1,000 residents"),
        ("rise a b", {"a": "241", "b": "-10"}, -3.98, "percent", "a difference of \N{MINUS SIGN}10"
         " that leads to 241 is \N{MINUS SIGN}4.0%"),
    ],
)  # fmt: skip
def test_the_workings_are_told_in_words(form, parts, found, unit, told):
    assert of(form, parts, found, unit) == told


def test_without_parts_nothing_is_worked_out():
    assert of("", {}, None, "percent") == ""
    assert of("change a b", {"a": "1", "b": "2"}, None, "percent") == ""


@pytest.mark.parametrize(
    ("what", "against", "told"),
    [
        ("Visits", "visits_2018", "259 visits, from Jan 2018"),
        ("Cases", "visits_2018", "Visits: 259 visits, from Jan 2018"),
        ("Cases", "the county", "the county"),
        ("Cases", None, ""),
    ],
)
def test_what_a_figure_is_held_against_is_a_figure_or_words(what, against, told):
    held = {"what": "Visits", "stated": "259", "unit": "visits"}
    period = {"period_start": pd.Timestamp("2018-01-01"), "period_end": pd.NaT}
    other = pd.Series({**held, **period}, dtype=object)
    row = pd.Series({"what": what, "comparator": against}, dtype=object)
    assert words.comparator(row, {"visits_2018": other}) == told


def test_an_area_that_is_on_no_map_is_the_county_and_none_is_told():
    assert words.area("E05004996", "High Street") == "High Street"
    assert words.area("E10000016", None) == "County"
    assert words.area(None, None) == "area not stated"


@pytest.mark.parametrize(
    ("count", "shown", "told"),
    [
        (601, 50, "All 601 figures; the first 50 are shown."),
        (601, 601, "All 601 figures."),
        (56, 50, "56 of 601 figures found; the first 50 are shown."),
        (1, 1, "1 of 601 figures found."),
    ],
)
def test_what_was_found_is_counted(count, shown, told):
    assert words.found_sentence(count, 601, shown) == told


def test_nothing_found_says_what_to_try():
    assert words.found_sentence(0, 601, 0).startswith("No figure is found.")
