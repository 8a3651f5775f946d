"""What Action plan hands over: bars that add up, a list with late actions first, links, a file."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlparse

import pytest

from components.charts.palette import DARK, LIGHT
from components.screens import action_plan as screen
from components.screens.action_plan import FIRST, FOUR_P, View
from csp.answers import actions, plans

TODAY = date(2026, 11, 26)


def late(reader, plan):
    return actions.late(reader, plan, TODAY)


def listed(reader, view, *, every=False):
    return screen.listing(reader, view, late(reader, view.plan), LIGHT, every=every)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_bars_are_as_long_as_their_actions_are_many(demonstration, colours):
    made = screen.picture(
        demonstration, View("2019-22", ""), late(demonstration, "2019-22"), colours
    )
    rows = [row for table in made.spec["datasets"].values() for row in table if "start" in row]
    assert sum(row["end"] - row["start"] for row in rows) == 51
    assert made.files.drop(columns=["group", "reported_on"]).sum().sum() == 51
    assert made.title == "Most open actions: Reducing the harm of domestic abuse (seven)"
    assert "Anti-social behaviour: 3 delivered" in made.alt
    assert made.legend.count("<li>") == 5


def test_the_list_shows_eight_of_each_group_and_every_one_when_asked(demonstration):
    view = View("2017-18", "")
    some, every = listed(demonstration, view), listed(demonstration, view, every=True)
    assert every.table.count('<th scope="row"') == 79
    assert some.table.count('<th scope="row"') == sum((8, 8, 8, 8, 6, 1, 1))
    assert len(some.files) == len(every.files) == 79
    assert "the first eight of each" in some.under and "eight" not in every.under


def test_late_actions_stand_first_in_their_group(demonstration):
    made = listed(demonstration, View("2017-18", "Organised crime groups and modern slavery"))
    first = made.table[made.table.index('<th scope="row"') :]
    assert "Four days of action over the year" in first[:120]
    assert "Overdue when last reported" in first[: first.index("</tr>")]
    assert made.table.count("Overdue when last reported") == 1


def test_what_should_move_links_to_priority_trends_of_the_plan_and_priority(demonstration):
    made = listed(demonstration, View("2013-18", "Road safety"))
    links = set(re.findall(r'href="([^"]+)"', made.table))
    (link,) = links
    address = urlparse(link.replace("&amp;", "&"))
    assert address.path == "priority_trends"
    chosen = dict(parse_qsl(address.query))
    assert chosen == {"plan": "2013-18", "priority": "Road safety", "part": "promises"}
    assert "People killed or seriously injured on the roads</a>: <b>Met</b>" in made.table


def test_a_measure_has_its_chart_s_verdict_and_invented_records_have_none(demonstration):
    made = listed(demonstration, View("2019-22", ""), every=True)
    assert ">Domestic abuse: <b>Invented sample records, no verdict</b>" in made.table
    assert ">People new to treatment: <b>No monthly figures held</b>" in made.table
    assert "&amp;measure=crime_total_excl_asb" not in made.table  # shown there under the next plan
    assert "&amp;measure=crime_violence_and_sexual_offences" in made.table
    told = made.files.set_index("measure")["verdict"]
    assert told["asb_incidents"] not in ("", "No monthly figures held")


def test_the_four_ps_are_offered_where_an_action_names_one(demonstration):
    offered = {
        plan: screen.groups_offered(demonstration, plan, "") for plan in plans.plans(demonstration)
    }
    assert {plan for plan, groups in offered.items() if FOUR_P in groups} == {"2017-18"}
    assert FOUR_P not in screen.groups_offered(demonstration, "2017-18", "Mental health")


def test_by_the_four_ps_each_p_is_a_group_in_their_order(demonstration):
    view = View("2017-18", "", FOUR_P)
    made = listed(demonstration, view)
    groups = re.findall(r'scope="rowgroup" colspan="5">(\w+)<', made.table)
    assert groups == ["Pursue", "Prevent", "Protect", "Prepare"]
    told = screen.opening(demonstration, view, TODAY)
    assert told.count == 24 and told.longest == FIRST
    assert told.note.endswith("55 further actions are set under none of them and not listed.")
    assert len(told.explained) == 4


def test_a_priority_without_actions_has_no_figures_and_says_so(demonstration):
    view = View("2020-21", "Reducing reoffending")
    assert screen.picture(demonstration, view, late(demonstration, "2020-21"), LIGHT) is None
    assert listed(demonstration, view) is None
    told = screen.opening(demonstration, view, TODAY)
    assert told.title == "Reducing reoffending: no action is listed"
    assert (told.count, told.longest) == (0, 0)


def test_the_file_says_when_each_was_due_and_how_late_it_is(demonstration):
    file = listed(demonstration, View("2020-21", "")).files
    assert set(file["late"]) == {"", "no report since"}
    assert set(file.loc[file["due"] == "2020-21", "due_day"]) == {date(2021, 3, 31)}
    assert set(file["reported_on"]) == {date(2020, 3, 17)}
