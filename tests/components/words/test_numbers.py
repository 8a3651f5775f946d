"""How numbers are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.words import numbers
from csp.months import Span


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (numbers.count(16947), "16,947"),
        (numbers.count(None), "no data"),
        (numbers.count(float("nan"), "hidden"), "hidden"),
        (numbers.count_of(1, "drug offences"), "1 drug offence"),
        (numbers.count_of(1, "incidents of domestic abuse"), "1 incident of domestic abuse"),
        (numbers.count_of(1, "people new to treatment"), "1 person new to treatment"),
        (numbers.count_of(1, "children in the households"), "1 child in the households"),
        (numbers.count_of(1, "arrests after a search"), "1 arrest after a search"),
        (numbers.count_of(1, "burglaries"), "1 burglary"),
        (numbers.count_of(1, "searches"), "1 search"),
        (numbers.count_of(1, "crimes of damage and arson"), "1 crime of damage and arson"),
        (numbers.count_of(0, "burglaries"), "0 burglaries"),
        (numbers.count_of(2, "burglaries"), "2 burglaries"),
        (numbers.rate(99.64), "99.6"),
        (numbers.interval(93.4, 106.2), "93.4–106.2"),
        (numbers.signed(-7.84, "%", 1), "−7.8%"),
        (numbers.signed(53), "+53"),
        (numbers.signed(0), "0"),
        (numbers.signed(-0.04, "%", 1), "0.0%"),
        (numbers.signed(None), "–"),
        (numbers.figure(27.77), "27.77"),
        (numbers.figure(62.4), "62.4"),
        (numbers.figure(1579), "1,579"),
        (numbers.month(date(2025, 3, 1)), "Mar 2025"),
        (numbers.span(Span(date(2025, 1, 1), date(2025, 4, 1))), "Jan 2025 to Apr 2025"),
        (numbers.span(Span(date(2018, 3, 1), date(2018, 3, 1))), "Mar 2018"),
        (numbers.rank(3, 5), "3–5"),
        (numbers.rank(1, 1), "1"),
        (numbers.rank(float("nan"), float("nan")), "–"),
        (numbers.ordinal(3), "third"),
        (numbers.ordinal(21), "21st"),
        (numbers.ordinal(13), "13th"),
        (numbers.ordinal(112), "112th"),
        (numbers.join(["a", "b", "c"]), "a, b and c"),
        (numbers.join(["a"]), "a"),
        (numbers.small(6), "six"),
        (numbers.small(26), "26"),
    ],
)
def test_written_as_the_house_writes(made, text):
    assert made == text


def test_a_month_and_its_year_stay_on_one_line():
    assert numbers.unbroken("fell in Dec 2025, Jan 2025 to Apr 2025: 2,040") == (
        "fell in Dec\N{NO-BREAK SPACE}2025, Jan\N{NO-BREAK SPACE}2025 to"
        " Apr\N{NO-BREAK SPACE}2025: 2,040"
    )
    assert numbers.unbroken("May 12 people, Mar 20251") == "May 12 people, Mar 20251"


def test_no_percentage_on_a_base_under_ten():
    assert numbers.percent(9, 18) is None
    assert numbers.percent(10, 15) == 50
    assert numbers.percent(float("nan"), 15) is None


@given(st.floats(-1e6, 1e6), st.integers(0, 2))
def test_a_change_never_wears_a_hyphen_and_zero_has_no_sign(value, decimals):
    text = numbers.signed(value, "%", decimals)
    assert "-" not in text
    if not text.startswith(("+", "−")):
        assert set(text) <= set("0.%")
