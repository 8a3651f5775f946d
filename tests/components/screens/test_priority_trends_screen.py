"""What the parts of Priority trends say agrees with the plans and with each other."""

import re

import pytest

from components.charts.palette import LIGHT
from components.screens import priority_trends as screen
from components.screens.priority_trends import View, pair, promises, since, trend
from csp.answers import lineage, plans
from csp.answers.promises import verdicts, yearly_target
from csp.measures import measures
from csp.stats import promises as rule
from tests.long import LONG


@pytest.fixture
def priority(demonstration):
    """A priority by its plan and title."""

    def found(plan: str, title: str) -> plans.Priority:
        return next(one for one in plans.priorities(demonstration, plan) if one.title == title)

    return found


def test_a_picture_holds_only_what_can_be_held_against_each_other(demonstration, priority):
    made = promises.indicators(
        demonstration, "2013-18", "T", priority("2013-18", "Substance misuse"), LIGHT
    )
    assert made.title.startswith("Three of four indicators have numbers")
    assert "needles" not in made.alt
    assert "Discarded needles" in made.table
    named = promises.indicators(
        demonstration, "2017-18", "T", priority("2017-18", "Mental health"), LIGHT
    )
    assert named.spec is None
    assert "use of section 136" in named.table.lower()


@LONG
def test_every_priority_of_every_plan_has_all_parts(demonstration):
    titles = plans.plans(demonstration)
    for plan, title in titles.items():
        for one in plans.priorities(demonstration, plan):
            made = promises.indicators(demonstration, plan, title, one, LIGHT)
            owned = promises.owner(demonstration, plan, title, one)
            counted = re.findall(r"Verdicts: (.+?)\. ", f"{made.under} ")
            assert bool(counted) == (len(made.files) > 0)
            assert owned.table.count("Became") == 1
            assert "None" not in owned.table and "nan" not in owned.table
            for part in ("promises", "since", "trend"):
                view = View(plan, title, one, part, one.headline)
                head, lead = screen.heading(demonstration, view, LIGHT)
                assert head and lead


def test_who_answers_whom_it_serves_and_what_became_of_it(demonstration, priority):
    night = "Violent crime: night-time economy"
    own = promises.owner(demonstration, "2013-18", "T", priority("2013-18", night))
    assert own.title == "Led by Kent Police"
    told = dict(zip(own.files["what"], own.files["told"], strict=True))
    assert told["Became"].startswith("Domestic abuse and other violent crime (2013-18, refreshed")
    assert told["In this plan"] == "Named priority"
    assert told["Serves, of Kent’s priorities"] == "Violent crime"
    abuse = promises.owner(
        demonstration, "2017-18", "T", priority("2017-18", "Domestic abuse and other violent crime")
    )
    came = abuse.files[abuse.files["what"] == "Came from"]["told"]
    assert [one.partition(" (")[0] for one in came] == [
        "Violent crime: domestic abuse",
        "Violent crime: night-time economy",
    ]
    roads = promises.owner(demonstration, "2013-18", "T", priority("2013-18", "Road safety"))
    assert "Dropped" in roads.table
    now = promises.owner(demonstration, "2020-21", "T", priority("2020-21", "Reducing reoffending"))
    assert "Cross-cutting theme" in now.table
    assert "Still runs in the newest plan" in now.table


def test_where_the_first_promises_ended_adds_up(demonstration):
    title, lead = since.heading(demonstration)
    found = verdicts(demonstration, "2013-18")
    assert title == "Of 18 promises of 2014, four were reported again; one is met"
    assert (found["status"] == "reported").sum() == 4
    assert (found["verdict"] == rule.MET).sum() == 1
    assert "one met, one off track, two cannot say and 14 never reported" in lead
    assert "Of the nine priorities and themes of **2014**, four can be followed" in lead
    assert "one went into another and four ended" in lead
    made = since.promised(demonstration, LIGHT)
    assert made.table.count('<th scope="row"') == 18
    assert made.table.count(">never</td>") == 14
    assert "Strategic Assessment 2020-21" in made.table
    assert "14 of 18 indicators were never reported again in the same form" in made.title


def test_the_flow_marks_the_chosen_priority_and_names_all(demonstration):
    made = since.flow(demonstration, "2013-18", "Road safety", LIGHT)
    threads = lineage.threads(demonstration)
    assert made.table.count('aria-current="true"') == 1
    assert len(made.files) == sum(len(one.steps) for one in threads) == 34
    assert made.title == (
        "Of 14 priorities and themes since the first plan, eight are in the newest; five dropped"
        " and one merged"
    )
    for one in threads:
        for step in one.steps:
            assert step.priority.replace("’", "&#x27;")[:20] in made.table.replace("&#x27;", "'")


def test_a_yearly_rate_becomes_a_line_of_months_and_says_how(demonstration):
    asb = measures()["asb_incidents"]
    target = yearly_target(demonstration, "2013-18", asb)
    assert target.monthly == pytest.approx(25 * 167_730 / 1000 / 12)
    said = trend.answer(demonstration, asb, "all", LIGHT, "2013-18")
    assert "comes to 349 a month at the 167,730 residents of 2017" in said.note
    assert "Target 349" in str(said.spec)
    for plan in ("2017-18", "2020-21"):
        assert yearly_target(demonstration, plan, asb) is None
        assert "Target" not in str(trend.answer(demonstration, asb, "all", LIGHT, plan).spec)
    drugs = measures()["crime_drugs"]
    assert yearly_target(demonstration, "2013-18", drugs) is None


def test_two_counts_are_bars_with_intervals_only_where_a_test_fits(demonstration, priority):
    roads = pair.counts(demonstration, priority("2013-18", "Road safety"), LIGHT)
    assert roads.files["value"].tolist() == [74.0, 50.0]
    assert roads.files["lower"].notna().all()
    assert roads.files["label"].tolist() == ["Jan 2014 to Dec 2014", "Jan 2015 to Dec 2015"]
    abuse = pair.counts(demonstration, priority("2013-18", "Violent crime: domestic abuse"), LIGHT)
    assert "18.8%" in " ".join(abuse.doubts)  # what the two counts give, where 34% is stated
    marks = [layer["mark"]["type"] for layer in roads.spec["layer"]]
    assert "bar" in marks and "line" not in marks
    assert (
        pair.counts(demonstration, priority("2020-21", "Preventing radicalisation"), LIGHT) is None
    )


def test_a_link_to_an_indicator_s_figure_opens_its_part(demonstration, priority):
    uses = screen.shown_for(demonstration, "2013-18", priority("2013-18", "Road safety"))
    part = {use.figure: dict(use.choices).get("part", "") for use in uses}
    assert part["killed_seriously_injured_target_plan_2014"] == "promises"
    assert part["road_casualties_2014"] == part["road_casualties_2015"] == ""
