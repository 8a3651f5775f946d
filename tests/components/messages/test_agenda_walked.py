"""An agenda walked through: its screens in their order, each with the link that shows it again."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from components.addressed import Addressed
from components.charts.palette import LIGHT
from components.messages import agenda as walking
from components.messages import told
from csp.agenda import Agenda, Item, agenda
from csp.errors import SettingsError
from tests.long import LONG

TODAY = date(2026, 11, 27)


def screens(reader, *items: Item) -> list[walking.Screen]:
    return walking.screens(reader, Agenda(title="A meeting", item=items), LIGHT, TODAY)


def test_an_item_without_names_shows_all_of_its_page_in_order(demonstration):
    found = screens(demonstration, Item(page="signal_ledger"), Item(page="break_register"))
    assert [one.message.name for one in found] == [
        "signals-waiting",
        "signals-earlier",
        "break-register",
    ]
    assert [one.number for one in found] == [1, 2, 3]
    assert found[2].told.page == "Break register"


def test_an_item_with_names_shows_those_in_its_own_order(demonstration):
    named = ("signals-earlier", "signals-waiting")
    found = screens(demonstration, Item(page="signal_ledger", messages=named))
    assert tuple(one.message.name for one in found) == named


def test_every_fault_of_an_agenda_is_told_at_once(demonstration):
    with pytest.raises(SettingsError) as said:
        screens(
            demonstration,
            Item(page="nowhere"),
            Item(page="break_register", choices="dataset=none&dataset=police_uk"),
            Item(page="break_register", choices="dataset=%27+OR+1"),
            Item(page="signal_ledger", messages=("signals-waiting", "signals")),
        )
    lines = str(said.value).split("\n  ")
    assert lines[0] == "The agenda cannot be used:"
    assert lines[1].startswith("item 1: “nowhere” is no page with messages; there are at_a_glance")
    assert lines[2] == "item 3: “dataset” asks for what is not offered."
    assert lines[3].startswith("item 4: “signals” is no message of Signal ledger just now;")
    assert len(lines) == 4


def test_a_reference_shows_the_same_message_again(demonstration):
    item = Item(page="break_register", choices="dataset=police_uk&view=desk&release=old")
    (screen,) = screens(demonstration, item)
    name = screen.message.name
    link = walking.reference(
        item.page, item.choices, name, "2025-12-a", TODAY, edition="demonstration"
    )
    page, _, asked = link.partition("?")
    assert page == "break_register"
    assert parse_qs(asked) == {
        "dataset": ["police_uk"],
        "view": ["meeting"],
        "message": ["break-register"],
        "release": ["2025-12-a"],
        "edition": ["demonstration"],
        "on": ["2026-11-27"],
    }
    again = told(page, demonstration, Addressed.of(asked), LIGHT, TODAY)
    (message,) = (one for one in again.messages if one.name == name)
    assert (message.title, message.table) == (screen.message.title, screen.message.table)
    assert message.files.equals(screen.message.files)


@LONG  # all of its pages are made, which takes half a minute
def test_the_agenda_that_comes_with_the_code_can_be_walked(demonstration):
    kept = agenda()
    assert kept is not None
    found = walking.screens(demonstration, kept, LIGHT, TODAY)
    assert len(found) >= len(kept.item)
    assert {one.item.page for one in found} == {one.page for one in kept.item}
