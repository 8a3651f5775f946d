"""What is said of promised indicators agrees with their table."""

import pandas as pd
import pytest

from components.tables.indicators import indicator_table
from components.words import promised as words
from csp.answers.plans import Priority, Published, indicators, plans, priorities

NEVER, NONE_SET, REPORTED = "promised, never reported", "no target set", "reported"


def frame(*rows: tuple[str, bool]) -> pd.DataFrame:
    """Indicators of (status, whether it has a target)."""
    return pd.DataFrame(
        [(status, 5.0 if target else None, None) for status, target in rows],
        columns=["status", "target", "target_words"],
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (frame(), "No indicator was promised for this priority"),
        (
            frame((NEVER, True), (NEVER, True)),
            "Two indicators were promised, both with a target; neither was ever reported",
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
            "Four indicators were promised, all with a target; none was ever reported",
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
    assert told == "Plan 2013-18. Promised, never reported: 2."


def test_every_priority_of_every_plan_has_words_that_count_its_rows(demonstration):
    for plan in plans(demonstration):
        for priority in priorities(demonstration, plan):
            found = indicators(demonstration, plan, [priority.title])
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


def test_a_phone_reads_the_status_first_and_no_source():
    found = pd.DataFrame(
        {
            "indicator": ["Incidents <of> noise"],
            "unit": ["per 1,000"],
            "baseline": [27.77],
            "baseline_period": ["March 2013"],
            "latest": [None],
            "latest_period": [None],
            "kent": [31.85],
            "target": [25.0],
            "target_words": ["reduce to 25"],
            "status": [NEVER],
            "source": ["Plan, section 7"],
        }
    )
    made = indicator_table(found, "Kent")
    assert (
        '<small><span class="phone-only">Promised, never reported</span>per 1,000'
        '<span class="wide">; baseline March 2013</span><span class="wide">; Plan, section 7</span>'
        "</small>"
    ) in made
    assert "&lt;of&gt;" in made
    heads = made.split("<thead>")[1].split("</thead>")[0]
    shown = [
        head.split(">")[1].split("<")[0] for head in heads.split("<th ")[1:] if "wide" not in head
    ]
    assert shown == ["Indicator", "Latest", "Target"]
