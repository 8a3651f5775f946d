"""The figures entered by hand: well formed, tied together, standing in their document's text."""

import re
from bisect import bisect_right

import pandas as pd
import pytest

from csp.build import entered
from csp.measures import measures
from csp.settings import ROOT, settings
from csp.stats.recompute import recompute

FOLDER = ROOT / "data" / "published"
TEXTS = {
    "action_plans_2017_18": "action-plans-2017-18.txt",
    "plan_2014": "csp-plan-2013-18-refreshed-january-2014.txt",
    "plan_2017": "csp-plan-2013-18-refreshed-march-2017.txt",
    "plan_2019_draft": "csp-plan-2019-22-draft.txt",
    "assessment_2020": "strategic-assessment-2020-21-and-csp-plan-2019-22-april-2020.txt",
}


def read(kind: str) -> pd.DataFrame:
    return entered.read(FOLDER, kind)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("document", ["document"]),
        ("disagreement", ["figure", "against"]),
        ("plan", ["plan"]),
        ("priority", ["plan", "priority"]),
        ("figure", ["figure"]),
        ("indicator", ["plan", "priority", "indicator"]),
        ("action", ["plan", "priority", "four_p", "action"]),
    ],
)
def test_nothing_is_entered_twice(name, key):
    assert not read(name).duplicated(key).any()


def test_every_figure_says_where_it_stands():
    figures = read("figure")
    assert set(figures["document"]) <= set(read("document")["document"])
    assert (figures["section"].str.len() > 0).all()
    assert (figures["what"].str.len() > 0).all()
    assert figures["unit"].str.len().gt(0).all()


def test_plans_lead_from_indicator_to_priority_to_measure():
    plans, priorities, indicators = read("plan"), read("priority"), read("indicator")
    assert settings().plan.current in set(plans["plan"])
    known = set(zip(priorities["plan"], priorities["priority"], strict=True))
    assert set(zip(indicators["plan"], indicators["priority"], strict=True)) <= known
    named = set(" ".join([*priorities["measure"], *priorities["measures"]]).split())
    assert named | (set(indicators["measure"]) - {""}) <= set(measures())


def test_the_current_plan_has_its_five_priorities():
    priorities = read("priority")
    of_the_plan = priorities["plan"] == settings().plan.current
    own = priorities[of_the_plan & (priorities["cross_cutting"] == "false")]
    assert len(own) == 5
    shown = (own["measure"] != "") | (own["latest_figure"] != "")
    assert shown.all()


def test_all_eighteen_indicators_of_2014_carry_their_baseline_and_target():
    indicators = read("indicator")
    old = indicators[indicators["plan"] == "2013-18"]
    assert len(old) == 18
    assert (old["baseline"] != "").all()
    assert ((old["target"] != "") | (old["target_words"] != "")).all()


def test_no_small_count_of_people_is_repeated():
    figures = read("figure")
    people = figures["unit"].isin(["people", "children", "offences", "victims"])
    values = pd.to_numeric(figures.loc[people, "value"])
    assert not values.between(1, 9).any()


def recomputed() -> pd.DataFrame:
    """Every figure with what its parts give, and by how much its own rounding may part them."""
    figures = read("figure")
    decimals = figures["value"].str.partition(".")[2].str.len()
    figures["value"] = pd.to_numeric(figures["value"])
    return recompute(figures).assign(rounding=0.5 / 10**decimals).set_index("figure")


def test_what_does_not_follow_from_its_parts_is_listed_and_nothing_else():
    told = recomputed()
    off = told[told["difference"].abs() > told["rounding"] + 1e-9]
    listed = read("disagreement").query("against == 'recomputed'")
    assert set(off.index) == set(listed["figure"])
    assert told["recomputed"].notna().sum() > 100


def test_the_changes_worked_elsewhere_come_out():
    told = recomputed()["recomputed"]
    assert told["domestic_abuse_incidents_change"] == pytest.approx(18.8, abs=0.05)
    assert told["hate_crime_race_share"] == pytest.approx(72.5, abs=0.05)
    assert told["needle_exchanges_2016_change"] == pytest.approx(-21.6, abs=0.05)
    assert told["violence_person_2013_change"] == pytest.approx(2.3, abs=0.05)
    assert told["iom_cohort_change"] == pytest.approx(-4.0, abs=0.05)
    assert told["all_crime_change"] == pytest.approx(-1.72, abs=0.005)


def test_pairs_that_disagree_state_two_values_of_one_unit():
    """Beyond what rounding to the coarser of the two allows."""
    figures = read("figure").set_index("figure")
    pairs = read("disagreement").query("against not in ['recomputed', 'words']")
    assert len(pairs) > 10
    for pair in pairs.itertuples():
        one, other = figures.loc[pair.figure], figures.loc[pair.against]
        assert one["unit"] == other["unit"], pair.figure
        coarser = min(len(cell.partition(".")[2]) for cell in (one["value"], other["value"]))
        apart = abs(float(one["value"]) - float(other["value"]))
        assert apart > 0.5 / 10**coarser, pair.figure


def test_there_are_between_thirty_and_forty_places_that_do_not_add_up():
    assert 30 <= len(read("disagreement")) <= 40


# Figures that the documents state in words alone, each with the word that states it.
IN_WORDS = {
    "action_days_target_2017": "four days of action spread",
    "gangs_education_days_target_2017": "four days of action throughout",
    "policing_divisions_2014": "three policing divisions",
    "drug_offences_high_street_2013_rank": "highest volume of drug offences",
    "reoffenders_share_of_crime_plan_2014": "over half",
    "known_offenders_share_of_crime_2017": "over half",
    "road_focus_groups_2013": "three user groups",
    "violence_first_half_2013_rank": "highest increase",
    "priorities_plan_2014": "five identified priorities",
    "cross_cutting_themes_plan_2014": "three cross cutting themes",
    "population_rank_plan_2019": "largest in kent",
    "central_railway_stations_plan_2019": "three central railway stations",
    "priorities_plan_2019": "five key priority themes",
    "crime_groups_disrupted_plan_2019": "disrupt four ocgs",
    "home_grown_gangs_plan_2019": "no \"home grown\" gang",
    "minutes_2019_active_gangs": "had two active",
    "recording_accuracy_rank_2019": "highest accuracy rate",
    "district_size_rank_2020": "largest kent local authority district",
    "population_rank_plan_2020": "largest in kent",
    "crime_groups_disrupted_plan_2020": "disrupt four ocg",
    "home_grown_gangs_plan_2020": "no home grown gangs",
    "licensing_officer_rank_2020": "most proactive licensing officer",
    "largest_rises_2019": "two largest increases",
}


@pytest.mark.parametrize("document", TEXTS)
def test_each_value_stands_in_its_document(document, shared_folder):
    text = (shared_folder / "seeds" / TEXTS[document]).read_text(encoding="utf-8")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
    figures = read("figure")
    stated = figures[(figures["document"] == document) & (figures["value"] != "")]
    missing = [
        (row.figure, row.value)
        for row in stated.itertuples()
        if row.figure not in IN_WORDS
        and row.value.lstrip("-").removesuffix(".0") not in numbers
        and f"{float(row.value.lstrip('-')):.1f}" not in numbers
    ]
    assert not missing
    unsaid = [
        row.figure
        for row in stated.itertuples()
        if row.figure in IN_WORDS and IN_WORDS[row.figure] not in text.lower()
    ]
    assert not unsaid


def test_each_baseline_and_target_of_2014_stands_in_the_plan(shared_folder):
    text = (shared_folder / "seeds" / TEXTS["plan_2014"]).read_text(encoding="utf-8")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
    old = read("indicator").query("plan == '2013-18'")
    stated = {cell for column in ("baseline", "kent", "target") for cell in old[column] if cell}
    assert stated <= numbers


def test_the_borough_s_series_falls_into_exactly_three_spans():
    """2014; 2018-19; 2024-25: what is held between two restarts has limits of its own."""
    breaks = read("break_register")
    police = breaks[(breaks["dataset"] == "police_uk") & (breaks["effect"] == "rebase")]
    restarts = sorted(police["starts_on"])
    held = pd.read_csv(ROOT / "data" / "open" / "crime_district_month.csv")["month"].unique()
    spans = [
        [month for month in sorted(held) if bisect_right(restarts, f"{month}-01") == number]
        for number in range(len(restarts) + 1)
    ]
    assert [(months[0], months[-1]) for months in spans if months] == [
        ("2014-01", "2014-11"),
        ("2018-03", "2019-02"),
        ("2024-01", "2025-12"),
    ]


def test_a_change_of_codes_or_wards_restarts_no_limits():
    breaks = read("break_register")
    geography = breaks[breaks["kind"].isin(["geography vintage", "boundary", "system"])]
    assert len(geography) == 3
    assert set(geography["effect"]) == {"annotate"}


def test_the_short_words_of_a_break_fit_a_chart():
    assert read("break_register")["short"].str.split().str.len().max() <= 4


def test_latest_values_of_indicators_are_entered_figures():
    """What a later document reports stands among the figures, too."""
    values = set(pd.to_numeric(read("figure")["value"]))
    latest = read("indicator")["latest"]
    assert set(pd.to_numeric(latest[latest != ""])) <= values


def test_no_person_is_named():
    """Leads are agencies and roles; titles and ranks would betray a name."""
    for file in (file for kind in entered.PLACES for file in entered.files_of(FOLDER, kind)):
        text = file.read_text(encoding="utf-8")
        found = re.search(r"\b(?:Cllr|Councillor|Insp(?:ector)?|Sgt|Mrs?|Ms|Dr)\b\.? [A-Z]", text)
        assert found is None
