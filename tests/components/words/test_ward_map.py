"""The sentences of the ward map that change with period, ward set and measure."""

from datetime import date

import pandas as pd
import pytest

from components.words import ward_map as words
from csp.answers import places
from csp.answers.mapped import Pair
from csp.answers.places import Period
from csp.measures import measures, measures_of
from csp.months import Span

CRIME = measures()["crime_total_excl_asb"]
YEAR = Span(date(2025, 1, 1), date(2025, 12, 1))
FOUR = Span(date(2025, 1, 1), date(2025, 4, 1))
PAIR = Pair(FOUR, FOUR.years_earlier())
BOROUGH = pd.Series({"events_before": 4948, "events": 4499, "percent": -9.07})


@pytest.mark.parametrize(
    ("fell", "rose", "told"),
    [
        (6, 1, "Crimes fell clearly in six wards and rose in one"),
        (1, 0, "Crimes fell clearly in one ward and rose in none"),
        (0, 2, "Crimes rose clearly in two wards and fell in none"),
        (0, 0, "Crimes: no ward changed by more than chance would give"),
    ],
)
def test_how_many_wards_fell_and_rose(fell, rose, told):
    rows = [(-9, 0.001)] * fell + [(9, 0.001)] * rose + [(1, 0.8)]
    frame = pd.DataFrame(rows, columns=["difference", "p"])
    assert words.change_title(frame, CRIME).replace(words.NBSP, " ") == told


def test_a_number_and_its_wards_and_a_short_name_are_kept_on_one_line():
    frame = pd.DataFrame([(-9, 0.001)] * 6, columns=["difference", "p"])
    assert f"six{words.NBSP}wards" in words.change_title(frame, CRIME)
    assert words.kept("High Street") == f"High{words.NBSP}Street"
    assert words.kept("Boughton Monchelsea and Chart Sutton") == (
        "Boughton Monchelsea and Chart Sutton"
    )


@pytest.mark.parametrize(
    ("span", "only", "why"),
    [
        (YEAR, True, "**Jan 2025 to Apr 2025**, the only months held in both years, against"),
        (YEAR, False, "**, the longest run of months held in both years, against"),
        (FOUR, True, "**Jan 2025 to Apr 2025** against"),
    ],
)
def test_the_lead_says_why_fewer_months_are_compared(span, only, why):
    lead = words.change_lead(26, BOROUGH, PAIR, Period("", span, FOUR, False), only=only)
    assert why in lead
    assert "from 4,948 to 4,499 (−9.1%)" in lead


@pytest.mark.parametrize("name", list(measures_of("police_uk")))
def test_every_measure_has_a_name_for_its_rate(name):
    told = words.rates_of(measures()[name])
    of_kind = f"rate of recorded {measures()[name].counted}"
    assert told == ("recorded crime rate" if name == CRIME.id else of_kind)


def test_the_muted_line_names_the_outlined_ward_or_says_how_to_choose_one():
    wards = pd.DataFrame(
        {"area_code": ["A"], "area_name": ["Ash"], "rate": [0.4], "lower": [0.1], "upper": [1.2]}
    )
    assert words.outlined_line(wards, "A", 2) == "Outlined: Ash, 0.40 (95% interval 0.10 to 1.20)."
    assert words.outlined_line(wards[["area_code", "area_name"]], "A") == "Outlined: Ash."
    assert words.outlined_line(wards, "").startswith("Choose a ward")


def test_what_has_no_place_is_told_with_its_share():
    assert words.not_located_line(1234, 102_833, CRIME) == (
        "In these months 1,234 crimes of the whole force (1.2%) had no place and are in no ward’s"
        " figure."
    )
    assert words.not_located_line(0, 0, CRIME) == ""


def test_one_none_and_many_small_areas_are_told_in_grammar():
    def lead(*classes: str) -> str:
        return words.hotspot_lead(pd.DataFrame({"class": classes}), YEAR)

    assert "none of 1 small areas" in lead("not significant")
    assert "one of 2 small areas" in lead("hot 95", "cold 90")
    assert "stands, with its neighbours," in lead("hot 95", "cold 90")
    assert "two of 2 small areas" in lead("hot 95", "hot 99")


def test_the_only_months_held_in_both_years_are_found(demonstration):
    newest = next(one for one in places.periods(demonstration) if one.newest)
    assert newest.compared == FOUR
    assert places.all_months_compared(demonstration, "police_uk", newest)
    shorter = Period("", YEAR, Span(date(2025, 1, 1), date(2025, 3, 1)), False)
    assert not places.all_months_compared(demonstration, "police_uk", shorter)
