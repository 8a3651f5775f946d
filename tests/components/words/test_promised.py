"""What is said of promised indicators agrees with their table."""

import pandas as pd
import pytest

from components.screens.priority_trends.promises import of_priority
from components.tables.indicators import indicator_table
from components.words import promised as words
from csp.answers.plans import Priority, Published, plans, priorities
from csp.answers.promises import TOLD, verdicts

NEVER, NONE_SET, REPORTED = "promised, never reported", "no target set", "reported"


def frame(*rows: tuple[str, bool]) -> pd.DataFrame:
    """Indicators of (status, whether it has a target)."""
    verdict = {NEVER: "never reported", NONE_SET: "no target set", REPORTED: "met"}
    return pd.DataFrame(
        [(status, 5.0 if target else None, None, verdict[status]) for status, target in rows],
        columns=["status", "target", "target_words", "verdict"],
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (frame(), "No indicator was promised for this priority"),
        (
            frame((NEVER, True), (NEVER, True)),
            "Two indicators were promised, both with a target; neither was reported in the same"
            " form",
        ),
        (frame((NEVER, True)), "One indicator was promised, with a target; it was never reported"),
        (frame((NONE_SET, False)), "One indicator was promised, without a target"),
        (
            frame((REPORTED, True), (NEVER, True), (NEVER, False)),
            "Three indicators were promised, two with a target; one was reported",
        ),
        (
            frame((REPORTED, False), (REPORTED, False)),
            "Two indicators were promised, neither with a target; both were reported",
        ),
        (
            frame((NONE_SET, False), (NONE_SET, False), (NEVER, True)),
            "Three indicators were promised, one with a target; one was never reported",
        ),
        (
            frame(*[(NEVER, True)] * 4),
            "Four indicators were promised, all with a target; none was reported in the same form",
        ),
    ],
)
def test_promises_are_counted(found, told):
    assert words.promised_title(found) == told


def test_a_plan_is_called_by_its_title():
    assert words.promised_under(frame(), "2019-22, refreshed 2020") == (
        "The plan 2019-22, refreshed 2020 names no indicator for it."
    )
    told = words.promised_under(frame((NEVER, True), (NEVER, True)), "2013-18")
    assert told == "Plan 2013-18. Verdicts: two never reported."
    told = words.promised_under(frame((REPORTED, True), (NONE_SET, False)), "2013-18")
    assert told == "Plan 2013-18. Verdicts: one met and one with no target set."


def test_every_priority_of_every_plan_has_words_that_count_its_rows(demonstration):
    for plan in plans(demonstration):
        for priority in priorities(demonstration, plan):
            found = of_priority(demonstration, plan, priority.title)
            title = words.promised_title(found)
            assert title.startswith("No ") == (len(found) == 0)
            made = indicator_table(found, "Kent")
            assert made.count("<tr>") == 1 + len(found)


PUBLISHED = Published("MARAC cases", 10.0, None, None, None, "A document", "5")


@pytest.mark.parametrize(
    ("published", "told"),
    [(PUBLISHED, "published stands below"), (None, "state no count for it, either")],
)
def test_nothing_below_is_promised_where_nothing_is(published, told):
    priority = Priority("Preventing radicalisation", True, "", None, (), published)
    title, lead = words.without_series(priority)
    assert title == "Preventing radicalisation: no monthly figures are held"
    assert told in lead


def told_of(found: pd.DataFrame, indicator: str):
    """The first row of an indicator."""
    return next(found[found["indicator"] == indicator].itertuples())


def test_each_reason_is_told_with_its_numbers(demonstration):
    old, later = verdicts(demonstration, "2013-18"), verdicts(demonstration, "2017-18")
    for found, indicator, told in (
        (old, "People killed or seriously injured on the roads", "Met: 50 reported, 55 promised"),
        (
            old,
            "Repeat victims of domestic abuse",
            "Off track: a straight way would be at 23.8%",
        ),
        (
            old,
            "Discarded needles picked up",
            "Cannot say: baseline, target and latest are of different lengths of time",
        ),
        (
            old,
            "Repeat MARAC cases (high-risk domestic abuse)",
            "Cannot say: neither direction is better",
        ),
        (old, "Violence against the person", "Never reported"),
        (
            later,
            "Needles found in a year",
            "Off track: 1,000 was to hold; measured after the plan’s end",
        ),
        (later, "Use of section 136 of the Mental Health Act", "No target set: it was reported"),
        (later, "Referrals to treatment", "No target set"),
    ):
        assert words.verdict_and_why(told_of(found, indicator)) == told


def test_a_change_comes_with_its_interval_or_with_why_there_is_none(demonstration):
    found = verdicts(demonstration, "2013-18")
    roads = told_of(found, "People killed or seriously injured on the roads")
    assert (words.change(roads), words.change_limits(roads)) == ("−8", "−29 to +13")
    victims = told_of(found, "Repeat victims of domestic abuse")
    assert words.change(victims) == "+2.1 points"
    assert words.change_limits(victims) == "no interval: the baseline’s base was not published"
    needles = told_of(found, "Discarded needles picked up")
    assert (words.change(needles), words.change_limits(needles)) == ("not comparable", "")
    never = told_of(found, "Violence against the person")
    assert (words.change(never), words.change_limits(never)) == ("–", "")
    batch = pd.DataFrame(
        [{"change": 102.0, "change_lower": None, "form": "batch", "unit": "needles"}]
    )
    assert words.change_limits(next(batch.itertuples())) == "no interval: found many at a time"


def test_what_is_to_hold_is_called_a_bound_and_what_is_to_be_reached_a_target(demonstration):
    old, later = verdicts(demonstration, "2013-18"), verdicts(demonstration, "2017-18")
    assert words.goal(told_of(old, "Violence against the person")) == "target 1,200"
    assert words.goal(told_of(old, "People who feel safe overall")) == "at least 95.1%"
    assert words.goal(told_of(later, "Needles found in a year")) == "at most 1,000"
    assert words.goal(told_of(old, "Incidents of domestic abuse")) == "limit 16.3"


def test_nothing_is_called_better_or_worse_where_no_direction_is(demonstration):
    for plan in plans(demonstration):
        found = verdicts(demonstration, plan)
        for row in found[found["direction"] == "neither"].itertuples():
            assert words.MARKS[row.verdict][1] == ""


def test_a_phone_reads_the_verdict_first_and_no_source():
    found = pd.DataFrame(
        {
            "indicator": ["Incidents <of> noise"],
            "unit": ["per 1,000"],
            "baseline": [27.77],
            "baseline_period": ["March 2013"],
            "latest": [None],
            "latest_period": [None],
            "latest_ends": [None],
            "plan_ends": [None],
            "kent": [31.85],
            "target": [25.0],
            "target_words": ["reduce to 25"],
            "status": [NEVER],
            "source": ["Plan, section 7"],
            "direction": ["lower"],
            "alike": [None],
            "form": ["rate"],
            **{name: [None] for name in TOLD},
        }
    ).assign(verdict="never reported", why="no later document reports it")
    made = indicator_table(found, "Kent")
    assert (
        '<small><span class="phone-only">Never reported</span>per 1,000'
        '<span class="wide">; baseline March 2013</span><span class="wide">; Plan, section 7</span>'
        "</small>"
    ) in made
    assert "&lt;of&gt;" in made
    heads = made.split("<thead>")[1].split("</thead>")[0]
    shown = [
        head.split(">")[1].split("<")[0] for head in heads.split("<th ")[1:] if "wide" not in head
    ]
    assert shown == ["Indicator", "Latest", "Target"]
