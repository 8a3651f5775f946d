"""Actions: how their statuses came, how late they are on a day, what they should move."""

from datetime import date

import pytest

from csp.answers import actions, plans
from csp.stats import promises
from csp.stats.due import OVERDUE, SETTLED, UNREPORTED

TODAY = date(2026, 11, 26)


def late_of(reader, plan: str, day: date) -> dict[str, str]:
    told = actions.actions(reader, plan)
    late = actions.late(reader, plan, day)
    return {name: how for name, how in zip(told["action"], late, strict=True) if how}


def test_every_action_of_every_plan_is_there_with_a_verdict_where_it_names_an_indicator(
    demonstration,
):
    found = {plan: actions.actions(demonstration, plan) for plan in plans.plans(demonstration)}
    assert [len(told) for told in found.values()] == [26, 51, 79, 77]  # the newest plan first
    for told in found.values():
        assert not told.drop(columns="due_day").isna().any(axis=None)
        named = told["indicator"] != ""
        assert set(told.loc[named, "verdict"]) <= set(promises.KINDS)
        assert (told.loc[~named, "verdict"] == "").all()
        assert (told["measured"] == (named | (told["measure"] != ""))).all()
        assert (told["open"] == ~told["status"].isin(SETTLED)).all()


def test_priorities_come_in_the_order_of_the_plan_those_without_one_last(demonstration):
    told = actions.actions(demonstration, "2013-18")
    order = list(dict.fromkeys(told["priority"]))
    own = [one.title for one in plans.priorities(demonstration, "2013-18")]
    assert order == [title for title in own if title in order] + [""]


def test_an_action_has_the_verdict_of_its_indicator(demonstration):
    told = actions.actions(demonstration, "2013-18").set_index("action")
    assert told.loc["Find places of concern on the roads", "verdict"] == promises.MET
    assert told.loc["Make victims’ homes safer so that they can stay", "verdict"] == (
        promises.OFF_TRACK
    )
    assert told.loc["Refer more victims who live on the street", "verdict"] == ""


def test_a_report_after_the_last_day_makes_overdue_and_its_lack_unreported(demonstration):
    assert late_of(demonstration, "2017-18", TODAY) == {
        "Four days of action over the year against organised crime groups": OVERDUE,
        "Four days of action in the year to teach young people and parents": UNREPORTED,
    }
    assert late_of(demonstration, "2017-18", date(2018, 3, 31)) == {}


def test_what_falls_due_after_the_newest_report_is_never_called_overdue(demonstration):
    """The papers of March 2020 came two weeks before the year's actions were due."""
    assert actions.report(demonstration, "2019-22").reported_on == date(2020, 3, 17)
    assert late_of(demonstration, "2019-22", date(2020, 3, 31)) == {}
    late = late_of(demonstration, "2019-22", date(2020, 4, 1))
    assert len(late) == 7 and set(late.values()) == {UNREPORTED}


def test_a_plan_kept_up_to_date_is_overdue_the_day_after(changed):
    reader = changed("UPDATE plan SET reported_on = NULL WHERE plan = '2020-21'")
    assert actions.report(reader, "2020-21").reported_on is None
    late = late_of(reader, "2020-21", date(2021, 4, 1))
    assert set(late.values()) == {OVERDUE, UNREPORTED}
    assert late["Adopt the new meetings on young people and their surroundings"] == OVERDUE
    assert late["Update the youth safety action plan"] == UNREPORTED


def test_no_share_may_be_worked_out_where_the_list_is_of_two_plans(demonstration):
    told = {plan: actions.report(demonstration, plan).no_share for plan in ("2013-18", "2020-21")}
    assert "had not promised" in told["2013-18"] and told["2020-21"] == ""


@pytest.mark.parametrize(
    ("measure", "status", "held"),
    [
        ("asb_incidents", "open", True),
        ("domestic_abuse_incidents", "illustrative", False),
        ("treatment_starts", "", False),
    ],
)
def test_only_months_that_are_held_and_not_invented_give_a_verdict(
    demonstration, measure, status, held
):
    assert (actions.signal_of(demonstration, measure, status) is not None) == held
