"""Every exact count that a published figure states of what partners send is in the list of known
totals, or says why not.
"""

import csv
from datetime import date, timedelta
from fnmatch import fnmatch

import pytest

from csp.disclosure.rules import read
from csp.settings import ROOT

BOROUGH = "E07000110"
# Units in which no partner's measure counts.
OTHER_UNITS = {
    *("percent", "pounds", "thousand pounds", "million pounds", "rank", "years", "weeks", "months"),
    *("per 1,000 residents", "hectares", "days a quarter", "students a year", "crimes a year"),
    *("groups", "wards", "services", "orders", "priorities", "themes", "meetings", "teams"),
    *("places", "packs", "schools", "stations", "motorways", "councils", "pharmacies", "parts"),
    *("sessions", "inspections", "reviews", "authorities", "kinds of crime", "exchanges"),
}
# Why a count of the borough is not in the list: the patterns of figures, and the reason.
OPEN = "crimes and anti-social behaviour that data.police.uk publishes itself"
NO_PERIOD = "no period stated, so nobody knows which months it adds up"
NOBODYS = "of nothing that a partner's measure or group counts"
DIFFERENCE = "a difference of two years that are listed themselves"
WHY_NOT = {
    "all_crime_20*": OPEN,
    "drug_offences_*": OPEN,
    "vehicle_interference_difference": OPEN,
    "violence_*": OPEN,
    "crime_*difference": OPEN,
    "shoplifting_*difference": OPEN,
    "asb_incidents_20*": OPEN,
    "one_stop_shop_difference": DIFFERENCE,
    "marac_cases_difference": DIFFERENCE,
    "alcohol_admissions_maidstone_difference": DIFFERENCE,
    "psychoactive_admissions_maidstone_difference": DIFFERENCE,
    "domestic_abuse_2013_difference": "a difference of two years of which neither is stated",
    "dangerous_dogs_difference_2019": "a difference of a part of the complaints about dogs",
    "youth_offen*": NO_PERIOD,
    "hate_crime_*": NO_PERIOD,
    "section_136_*": NO_PERIOD,
    "referrals_*": NO_PERIOD,
    "iom_offences_*": NO_PERIOD,
    "mediation_*": NO_PERIOD,
    "sanctuary_2016": NO_PERIOD,
    "protection_order_breaches_2018": NO_PERIOD,
    "community_trigger_*": NO_PERIOD,
    "*_baseline_plan_2014": NO_PERIOD,
    "minutes_2019_*": "no end stated, so nobody knows which months it adds up",
    "*_target_20*": "a target",
    "*_target_plan_*": "a target",
    "encampment_stay_*": "an average; encampments and their days are listed themselves",
    "needle_places_*": "a place that is no area of ours and no group of the source",
    "protection_*_asb_*": "what a notice was for is no column of the source",
    "protection_*_dogs_*": "what a notice was for is no column of the source",
    "protection_*_noise_*": "what a notice was for is no column of the source",
    "protection_*_nuisance_*": "what a notice was for is no column of the source",
    "protection_*_encampments_*": "what a notice was for is no column of the source",
    "psychoactive_people_*": "people, where the measure counts admissions",
    "drug_admissions_2013": "admissions for substance misuse: of another definition than a measure",
    "safe_*_base_2020": "the base of a share: taken up with the survey",
    "survey_2017_answers_*": "the answers to a survey, not those to a question of it",
    "sanctuary_20*": NOBODYS,
    "asb_reports_to_council_2016": NOBODYS,
    "youth_population_2019": NOBODYS,
    "population_2020": NOBODYS,
    "domestic_abuse_gp_people_2020": NOBODYS,
    "domestic_abuse_awareness_day_2016": NOBODYS,
    "know_your_score_reach_2016": NOBODYS,
}


def _figures() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for file in sorted((ROOT / "data" / "published" / "figures").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            found += csv.DictReader(opened)
    return found


def _is_whole_months(row: dict[str, str]) -> bool:
    """Whether the period is whole months, or is not stated whole."""
    if not row["period_end"]:
        return True
    ends = date.fromisoformat(row["period_end"])
    return row["period_start"].endswith("-01") and (ends + timedelta(days=1)).day == 1


@pytest.fixture(scope="module")
def counts() -> dict[str, dict[str, str]]:
    """The counts of our borough that might be of a partner's months."""
    return {
        row["figure"]: row
        for row in _figures()
        if row["value"]
        and row["area_code"] == BOROUGH
        and row["unit"] not in OTHER_UNITS
        and _is_whole_months(row)
    }


def test_every_count_of_the_borough_is_known_or_says_why_not(counts):
    known = {one.figure for one in read(ROOT / "data").known}
    missing = [
        figure
        for figure in counts
        if figure not in known and not any(fnmatch(figure, one) for one in WHY_NOT)
    ]
    assert missing == []


def test_no_reason_is_left_over_and_none_is_given_for_what_is_known(counts):
    known = {one.figure for one in read(ROOT / "data").known}
    for pattern in WHY_NOT:
        named = {figure for figure in counts if fnmatch(figure, pattern)}
        assert named, pattern
        assert not named & known, pattern


def test_known_totals_are_of_the_figures_own_months_and_area():
    figures = {row["figure"]: row for row in _figures()}
    for one in read(ROOT / "data").known:
        row = figures[one.figure]
        assert row["area_code"] in (BOROUGH, ""), one.figure  # '': the area is not stated
        if one.taken_from:
            assert row["comparator"] == one.taken_from
            continue
        assert row["period_start"] == str(one.starts), one.figure
        assert row["period_end"][:7] == f"{one.ends:%Y-%m}", one.figure
