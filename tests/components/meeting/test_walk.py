"""A meeting walks its whole agenda forth and back, and nothing that is missing stops it."""

from dataclasses import replace
from datetime import date

import pytest

from components.charts.palette import LIGHT
from components.meeting import place as places
from components.meeting import walk
from components.meeting.place import LAST, Place
from components.meeting.walk import Asked, Stand
from components.words import meeting as words
from csp.agenda import Agenda, Item, agenda

TODAY = date(2026, 11, 27)


def stand(data, place: Place, of: Agenda | None = None, *, partner: bool = False) -> Stand:
    return walk.stand(data, Asked(place, TODAY, LIGHT, "A page", partner), of)


def test_the_agenda_that_comes_with_the_code_is_walked_forth_and_back(demonstration):
    held = agenda()
    forth, place = [], places.of_item(held, 1)
    while place is not None:
        here = stand(demonstration, place, held)
        assert not here.said
        forth.append(here.place)
        place = here.after
    assert len(forth) == len(set(forth)) > len(held.item)
    assert {one.item for one in forth} == set(range(1, len(held.item) + 1))
    back, place = [], forth[-1]
    while place is not None:
        here = stand(demonstration, place, held)
        back.append(here.place)
        place = here.before
    assert back[::-1] == forth


def test_a_page_outside_the_agenda_walks_its_own_messages(demonstration):
    held = agenda()
    here = stand(demonstration, Place("feeling_safe"), held)
    assert here.before is None and here.number == 1 and here.of > 3
    last = stand(demonstration, Place("feeling_safe", sheet=LAST), held)
    assert last.number == last.of == here.of and last.after is None


def test_what_an_item_names_and_nobody_holds_is_a_calm_screen(demonstration):
    held = Agenda(
        title="Executive",
        item=(
            Item(page="break_register", messages=("no-such-thing", "break-register")),
            Item(page="nowhere"),
        ),
    )
    here = stand(demonstration, places.of_item(held, 1), held)
    assert "no such thing" in here.shown.lines[0] and "goes on" in here.shown.lines[0]
    following = stand(demonstration, here.after, held)
    assert following.place.message == "break-register"
    nowhere = walk.broken(places.of_item(held, 2), held, words.NOT_IN_EDITION, ["Calm."])
    assert nowhere.before == places.of_item(held, 1, LAST) and nowhere.after is None


def test_a_link_to_an_agenda_that_has_changed_walks_the_page(demonstration):
    held = Agenda(title="Executive", item=(Item(page="break_register"),))
    here = stand(demonstration, Place("data_supply", item=1), held)
    assert here.said == (words.AGENDA_CHANGED,)
    assert here.place.item is None


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("ward_map", (("measure", "no_such"),)), words.NOT_OFFERED),
        (Place("ward_map", message="no-such"), words.NO_SUCH_MESSAGE),
    ],
)
def test_what_an_address_asks_for_and_is_not_there_is_told(demonstration, place, said):
    here = stand(demonstration, place)
    assert said in here.said
    assert here.number == 1


def test_a_screen_beyond_the_last_of_its_message_is_the_last(demonstration):
    here = stand(demonstration, Place("data_supply", message="data-supply", sheet=900))
    assert 1 < here.place.sheet < 900
    assert stand(demonstration, replace(here.place)).place == here.place


@pytest.mark.parametrize("page", ["about", "accessibility"])
def test_a_page_of_words_tells_its_parts_one_a_screen(demonstration, page):
    here = stand(demonstration, Place(page))
    assert here.of > 4 and here.shown.lines


def test_a_page_for_the_desk_says_so(demonstration):
    here = stand(demonstration, Place("add_data"))
    assert here.shown.title == "A page" and "desk" in here.shown.lead


def test_where_decisions_are_taken_each_signal_has_a_screen_of_its_own(demonstration):
    held = agenda()
    ledger = next(at for at, one in enumerate(held.item, 1) if one.page == "signal_ledger")
    place = places.of_item(held, ledger, LAST)
    seen = stand(demonstration, place, held)
    decided = stand(demonstration, place, held, partner=True)
    assert not seen.shown.signal
    assert decided.shown.signal and decided.shown.pictures and decided.of > seen.of


def test_a_link_to_a_signal_finds_it_or_says_that_it_is_not_there(demonstration):
    place = Place("signal_ledger", message="signal vehicle_crime:2024-02:above")
    assert "Vehicle crime" in stand(demonstration, place, partner=True).shown.title
    other = replace(place, message="signal vehicle_crime:1999-02:above")
    assert words.NO_SUCH_MESSAGE in stand(demonstration, other, partner=True).said
