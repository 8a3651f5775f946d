"""A place in an address comes back as it was, and an address of no good will does no harm."""

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.meeting import place as places
from components.meeting.place import LAST, OWN, Place
from csp.agenda import Agenda, Item
from tests.hostile_words import TRIED

TODAY = date(2026, 11, 27)
KEYS = st.sampled_from(["measure", "ward", "part", "show"])
NAMES = st.text("abcdefghijkl-", min_size=1, max_size=20)
PLACES = st.builds(
    Place,
    page=st.sampled_from(["at_a_glance", "ward_map"]),
    choices=st.dictionaries(KEYS, NAMES, max_size=3).map(lambda held: tuple(held.items())),
    message=NAMES,
    sheet=st.integers(LAST, 400),
    item=st.none() | st.integers(1, 60),
)


@given(PLACES)
def test_a_place_comes_back_from_its_address(place):
    said = parse_qs(urlencode(place.query()), keep_blank_values=True)
    assert Place.of(place.page, said) == place


def test_a_reference_stands_beside_the_agenda():
    place = Place.of("ward_map", {"item": ["3"], "release": ["2025-12-ab"], "on": ["2026-11-27"]})
    assert place.item is None and place.past


def test_the_page_without_a_name_is_the_first():
    assert Place.of("", {}).page == places.HOME


@pytest.mark.parametrize("tried", [*TRIED, "9" * 400, "-1", "1e3", "٣", "²"])
def test_what_nobody_means_well_by_is_no_number_and_no_day(tried):
    place = Place.of("", {key: [tried] for key in OWN})
    assert 0 <= place.sheet < 1000 and place.item is None
    assert len(place.message) <= 80 and len(place.release) <= 80
    assert place.day(TODAY) is None or not place.on


@pytest.mark.parametrize(("on", "day"), [("2026-11-27", TODAY), ("2026-11-28", None), ("x", None)])
def test_a_day_must_have_been(on, day):
    assert Place("ward_map", on=on).day(TODAY) == day


def test_a_long_address_is_read_as_far_as_choices_are():
    place = Place.of("ward_map", {f"k{at}": ["x" * 100] for at in range(1000)})
    assert len(urlencode(place.choices)) <= 2000


def test_the_items_of_an_agenda_are_found_and_their_own_moves_left_out():
    agenda = Agenda(
        title="Executive",
        item=(Item(page="ward_map", choices="show=count&view=desk&screen=3"), Item(page="about")),
    )
    first = places.of_item(agenda, 1)
    assert first == Place("ward_map", (("show", "count"),), item=1)
    assert places.is_at(first, agenda.item[0])
    assert not places.is_at(first, agenda.item[1])
    assert places.of_item(agenda, 0) is None and places.of_item(agenda, 3) is None
    assert places.of_item(agenda, 2, LAST).sheet == LAST
