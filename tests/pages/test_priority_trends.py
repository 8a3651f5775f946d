"""Priority trends as a page: what it says of a priority with a series, and of one without."""

from functools import partial

import pytest

from tests.pages import opening
from tests.pages.opening import blocks

pytestmark = pytest.mark.usefixtures("demonstration")

opened = partial(opening.opened, "priority_trends")


def test_the_changes_in_recording_are_listed_and_the_chart_is_told_in_words():
    app = opened()
    assert [one.label for one in app.get("expander")][:2] == [
        "The same figures as a table",
        "Changes in how it was recorded (10)",
    ]
    (changes,) = [block for block in blocks(app) if "Changes in how it was recorded, new" in block]
    for told in ("New wards", "New small areas", "New map points", "New substances law"):
        assert told in changes
    (key,) = [block for block in blocks(app) if 'class="shapes"' in block]
    assert 'class="note phone-only chart-words">Grey strips: Dec' in key
    for words in ("ordinary variation", "no limits, not judged", "incomplete month, not used"):
        assert words in key


def test_the_table_says_which_months_are_not_judged():
    (table,) = [block for block in blocks(opened()) if "by month, newest first" in block]
    assert ">Per equal month</th>" in table
    assert table.count("no limits, not judged") == 4
    assert table.count("incomplete supply, not used") == 2


def test_a_priority_with_neither_series_nor_figure_has_no_empty_strip():
    app = opened(priority="Preventing radicalisation")
    told = blocks(app)
    assert not any('class="strip' in block for block in told)
    assert any("state no count for it, either" in block for block in told)
    assert not any("stands below" in block for block in told)


def test_two_published_counts_are_bars_with_what_chance_gives():
    app = opened(priority="Reducing the harm of domestic abuse")
    told = blocks(app)
    assert not any('class="strip' in block for block in told)
    assert any(">209</td>" in block and ">202</td>" in block for block in told)
    plain = [block.replace("\N{NO-BREAK SPACE}", " ") for block in told]
    assert any("fell from 209 to 202, which may be chance" in block for block in plain)


def test_one_name_for_the_plan_and_a_source_for_its_indicators():
    told = blocks(opened(plan="2013-18", priority="Anti-social behaviour", part="promises"))
    assert any("Plan 2013-18, refreshed 2014. Verdicts: two never reported." in t for t in told)
    assert any("documents, plan 2013-18, refreshed 2014. Received" in one for one in told)
    empty = blocks(opened(part="promises"))
    assert not any("2020-21" in one for one in empty)


def test_who_answers_for_a_priority_stands_under_its_promises():
    told = blocks(opened(priority="Substance misuse", part="promises"))
    assert any("<h2>Led by Maidstone Borough Council</h2>" in block for block in told)


def test_what_was_promised_first_and_every_priority_since():
    app = opened(plan="2013-18", priority="Road safety", part="since")
    assert app.title[0].value == "Of 18 promises of 2014, four were reported again; one is met"
    (threads,) = [block for block in blocks(app) if "Every priority and theme through" in block]
    assert threads.count('aria-current="true"') == 1
    assert "Dropped: Far fewer killed or seriously injured" in threads


def test_an_address_brings_up_a_breakdown():
    app = opened(priority="Substance misuse", part="detail", breakdown="needle_months")
    assert app.selectbox(key="breakdown").value == "needle_months"
    assert app.title[0].value.startswith("Needles found rose from 1,934")


def test_a_part_that_a_priority_has_not_is_not_offered():
    def offered(**choices: str) -> list[str]:
        (part,) = [
            one for one in opened(**choices).get("button_group") if one.proto.id.endswith("part")
        ]
        return [one.content for one in part.proto.options]

    assert offered() == ["Trend", "Promises", "In detail", "Since 2014"]
    without = offered(plan="2013-18", priority="Prevention and early intervention")
    assert without == ["Trend", "Promises", "Since 2014"]
