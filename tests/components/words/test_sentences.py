"""Sentences agree with the numbers they are made from."""

from datetime import date

import pandas as pd
import pytest

from components.words import glance, ward_map
from csp.answers.places import verdict_of
from csp.measures import measures
from csp.months import Span
from csp.stats.ranks import rank_ranges
from csp.stats.rates import add_rates

CRIME = measures()["crime_total_excl_asb"]
VEHICLE = measures()["crime_vehicle_crime"]


def wards(counts: dict[str, int], people: int = 5000) -> pd.DataFrame:
    frame = pd.DataFrame({"area_name": list(counts), "events": list(counts.values())})
    rated = rank_ranges(add_rates(frame.assign(people=people), 1000))
    return rated.sort_values("rate", ascending=False, ignore_index=True)


def test_the_title_names_the_first_ward_and_the_first_tie_behind_it():
    told = ward_map.rate_title(wards({"Ash": 900, "Beech": 300, "Cedar": 290, "Dell": 100}), CRIME)
    assert told == (
        "Ash has the highest recorded crime rate; the second and third places cannot be told apart"
    )


def test_a_tie_is_no_chain():
    """Beech overlaps Cedar and Cedar overlaps Dell, but Beech and Dell lie apart."""
    frame = wards({"Ash": 900, "Beech": 400, "Cedar": 355, "Dell": 312})
    lower, upper = frame["lower"], frame["upper"]
    assert lower[1] < upper[2] and lower[2] < upper[3] and lower[1] > upper[3]
    assert "the second and third places" in ward_map.rate_title(frame, CRIME)


def test_no_ward_is_called_first_when_the_first_two_overlap():
    told = ward_map.rate_title(wards({"Ash": 301, "Beech": 300, "Cedar": 50}), CRIME)
    assert told == (
        "Two\N{NO-BREAK SPACE}wards share the highest recorded crime rates;"
        " which is first cannot be told"
    )


def test_nothing_recorded_is_said_and_not_ranked():
    assert ward_map.rate_title(wards({"Ash": 0, "Beech": 0}), VEHICLE) == (
        "No vehicle crimes are recorded in any ward"
    )


def test_the_smallest_set_of_wards_that_holds_half():
    frame = wards({"Ash": 50, "Beech": 30, "Cedar": 15, "Dell": 5})
    assert ward_map.count_title(frame, CRIME) == "Ash alone holds 50% of crimes"
    frame = wards({"Ash": 40, "Beech": 30, "Cedar": 20, "Dell": 10})
    assert ward_map.count_title(frame, CRIME).startswith(
        "Two of 4\N{NO-BREAK SPACE}wards hold half"
    )


@pytest.mark.parametrize(
    ("better", "difference", "p", "word"),
    [
        ("lower", -5, 0.01, "better"),
        ("lower", 5, 0.01, "worse"),
        ("higher", 5, 0.01, "better"),
        ("neither", 5, 0.01, "neither"),
        ("lower", 5, 0.05, "none"),
        ("lower", 0, 0.01, "none"),
    ],
)
def test_a_change_means_something_only_when_it_is_more_than_chance(better, difference, p, word):
    assert verdict_of(better, difference, p) == word


def changes(rows: list[tuple[str, int, int, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["measure", "events_before", "events", "p"])
    frame["difference"] = frame["events"] - frame["events_before"]
    frame["percent"] = 100 * frame["difference"] / frame["events_before"]
    return frame


def test_the_glance_title_tells_the_clearest_fall_and_rise_and_leaves_chance_out():
    frame = changes(
        [
            ("crime_total_excl_asb", 4948, 4499, 0.0),
            ("crime_vehicle_crime", 352, 218, 0.0),
            ("crime_drugs", 154, 207, 0.005),
            ("crime_bicycle_theft", 35, 16, 0.01),  # too few to shout about
            ("crime_burglary", 100, 60, 0.2),  # chance would give it
        ]
    )
    assert glance.title(frame) == "Vehicle crime is down 38% and drug offences are up 34%"
    assert glance.clearest(frame) == ["crime_vehicle_crime", "crime_drugs"]
    lead = glance.lead(frame, frame, Span(date(2025, 1, 1), date(2025, 4, 1)), "Kent")
    assert "fell from 4,948 to 4,499 (−9.1%)" in lead


def test_nothing_clear_is_said_to_be_nothing():
    frame = changes([("crime_total_excl_asb", 100, 101, 0.9), ("crime_drugs", 60, 61, 0.9)])
    assert glance.title(frame) == "No kind of crime changed by more than chance would give"
