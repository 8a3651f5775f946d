"""The sentences of Action plan agree with the actions that they count."""

from datetime import date

import pandas as pd
import pytest

from components.words import action_plan as words
from csp.answers.actions import Report
from csp.stats.due import OVERDUE, UNREPORTED

TODAY = date(2026, 11, 26)
DATED = Report(date(2020, 3, 17), "")
MONTHLY = Report(date(2017, 3, 31), "")
LIVE = Report(None, "")
MIXED = Report(date(2017, 3, 31), "Two lists are one")


def frame(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["status", "late", "measured"])


DONE, GOING, SILENT = ("delivered", "", True), ("ongoing", "", True), ("not reported", "", False)


@pytest.mark.parametrize(
    ("rows", "of", "whose", "title"),
    [
        (
            [DONE] * 4 + [GOING] * 10,
            DATED,
            "",
            "Of 14 actions four are reported as delivered; ten are ongoing",
        ),
        (
            [GOING, ("ongoing", UNREPORTED, True)],
            DATED,
            "Road safety",
            "Road safety: of two actions none is reported as delivered; one fell due with no report"
            " since",
        ),
        (
            [DONE, ("ongoing", OVERDUE, True)],
            LIVE,
            "",
            "Of two actions one is reported as delivered; one is overdue",
        ),
        (
            [DONE, SILENT, SILENT],
            MIXED,
            "",
            "One action is reported as delivered; two were never reported on",
        ),
        ([GOING], MIXED, "", "No action is reported as delivered; one is ongoing"),
        (
            [DONE],
            DATED,
            "",
            "Of its one action one is reported as delivered; no other is ongoing",
        ),
        ([], DATED, "Road safety", "Road safety: no action is listed"),
    ],
)
def test_the_title_counts_and_gives_a_share_only_where_it_may(rows, of, whose, title):
    assert words.title(frame(*rows), of, whose) == title


def test_the_lead_names_statuses_day_lateness_and_what_moves_nothing():
    told = frame(DONE, SILENT, ("ongoing", UNREPORTED, True), ("on hold", OVERDUE, False), SILENT)
    assert words.lead(told, DATED, TODAY) == (
        "As last reported on **17 Mar 2020**: one delivered, one ongoing, one on hold and two not"
        " reported; one was overdue by then. By today, 26 Nov 2026, one has fallen due and no"
        " report since says what became of it. Three of the five name nothing measured that they"
        " should move."
    )
    assert words.lead(told, LIVE, TODAY).startswith(
        "Kept up to date, as of **26 Nov 2026**: one delivered"
    )
    assert "; one is overdue." in words.lead(told, LIVE, TODAY)


def test_a_report_known_by_its_month_only_is_called_by_it():
    assert words.as_of(MONTHLY, TODAY) == "As last reported in **Mar 2017**"


@pytest.mark.parametrize(
    ("bars", "title"),
    [
        ([("One", 3), ("Two", 1)], "Most open actions: One (three)"),
        ([("One", 3), ("Two", 3), ("Six", 0)], "Most open actions: One and Two (three each)"),
        ([("One", 2), ("Two", 2), ("Six", 2)], "Open actions are spread: no P has more than two"),
        ([("One", 0), ("Two", 0)], "No action is open"),
        ([("One", 1)], "One action is open"),
    ],
)
def test_the_picture_s_title_says_where_most_are_open(bars, title):
    assert words.picture_title(bars, "P") == title


def test_the_list_says_its_order_only_where_something_is_late():
    told = frame(GOING, DONE, ("ongoing", OVERDUE, True))
    assert words.list_title(told) == "The three actions, late ones first"
    assert words.list_under(told, 2, 1, by="priority") == (
        "By priority, the first one of each. First those that were overdue."
    )
    calm = frame(GOING, DONE)
    assert words.list_title(calm) == "The two actions"
    assert words.list_under(calm, 2, 8, by="P") == "By P."


def test_the_note_says_why_no_share_is_worked_out():
    assert words.note(MIXED).endswith("Two lists are one, so no share delivered is worked out.")
    assert "share" not in words.note(DATED)
    assert "when last reported" not in words.note(LIVE)


def test_each_of_the_four_ps_is_told_and_what_stands_under_none_is_counted():
    assert [name for name, _ in words.FOUR_PS] == ["Pursue", "Prevent", "Protect", "Prepare"]
    assert words.without_p(0) == words.FOUR_PS_ARE
    assert words.without_p(1).endswith(
        "One further action is set under none of them and not listed."
    )
