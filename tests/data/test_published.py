"""The figures entered by hand: well formed, tied together, standing in their document's text."""

import re
from bisect import bisect_right

import pandas as pd
import pytest

from csp.measures import measures
from csp.settings import ROOT, settings
from csp.stats.recompute import recompute

FOLDER = ROOT / "data" / "published"
TEXTS = {
    "plan_2014": "csp-plan-2013-18-refreshed-january-2014.txt",
    "plan_2017": "csp-plan-2013-18-refreshed-march-2017.txt",
    "plan_2019_draft": "csp-plan-2019-22-draft.txt",
    "assessment_2020": "strategic-assessment-2020-21-and-csp-plan-2019-22-april-2020.txt",
}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("document", ["document"]),
        ("plan", ["plan"]),
        ("priority", ["plan", "priority"]),
        ("figure", ["figure"]),
        ("indicator", ["plan", "priority", "indicator"]),
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


# What the documents state and what their own counts give, where more than rounding parts them.
KNOWN_DIFFERENCES = {
    "domestic_abuse_incidents_change": (34, 18.8),
    "hate_crime_race_share": (69, 72.5),
    "needle_exchanges_2016_change": (-20, -21.6),
    "violence_person_2013_change": (1.7, 2.3),
}


def test_what_can_be_recomputed_agrees_but_for_the_known_differences():
    figures = read("figure")
    figures["value"] = pd.to_numeric(figures["value"])
    told = recompute(figures).set_index("figure")
    off = told[told["difference"].abs() > 0.6]
    assert set(off.index) == set(KNOWN_DIFFERENCES)
    for figure, (stated, given) in KNOWN_DIFFERENCES.items():
        assert off.loc[figure, "value"] == stated
        assert off.loc[figure, "recomputed"] == pytest.approx(given, abs=0.05)
    assert told.loc["all_crime_change", "recomputed"] == pytest.approx(-1.72, abs=0.005)


@pytest.mark.parametrize("document", TEXTS)
def test_each_value_stands_in_its_document(document, shared_folder):
    text = (shared_folder / "seeds" / TEXTS[document]).read_text(encoding="utf-8")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
    figures = read("figure")
    entered = figures[(figures["document"] == document) & (figures["value"] != "")]
    missing = [
        (row.figure, row.value)
        for row in entered.itertuples()
        if row.value.lstrip("-").removesuffix(".0") not in numbers
        and f"{float(row.value.lstrip('-')):.1f}" not in numbers
    ]
    assert not missing


def test_each_baseline_and_target_of_2014_stands_in_the_plan(shared_folder):
    text = (shared_folder / "seeds" / TEXTS["plan_2014"]).read_text(encoding="utf-8")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
    old = read("indicator").query("plan == '2013-18'")
    entered = {cell for column in ("baseline", "kent", "target") for cell in old[column] if cell}
    assert entered <= numbers


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
    for name in ("document", "plan", "priority", "figure", "indicator", "break_register"):
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        found = re.search(r"\b(?:Cllr|Councillor|Insp(?:ector)?|Sgt|Mrs?|Ms|Dr)\b\.? [A-Z]", text)
        assert found is None
