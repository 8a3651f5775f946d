"""What can be chosen on a page, read from an address: the defaults, and every choice by its id."""

import pytest

from components.addressed import Addressed
from components.choices import Choices
from components.choosing import (
    action_plan,
    among_districts,
    did_it_work,
    domestic_abuse,
    priority_trends,
    setting_priorities,
    ward_map,
    ward_profile,
)
from components.screens.ward_map import View

CHOOSING = {
    "action_plan": action_plan,
    "among_districts": among_districts,
    "did_it_work": did_it_work,
    "domestic_abuse": domestic_abuse,
    "priority_trends": priority_trends,
    "setting_priorities": setting_priorities,
    "ward_map": ward_map,
    "ward_profile": ward_profile,
}
# The boxes of each page in their order, for the part that it opens on.
ASKED = {
    "action_plan": ["plan", "priority"],
    "among_districts": ["part", "measure", "period"],
    "did_it_work": [
        *("action", "measure", "months", "first_month", "role"),
        *("target", "beside", "control", "beside_control"),
    ],
    "domestic_abuse": ["part", "period", "ward", "show"],
    "priority_trends": ["plan", "priority", "part", "measure", "reach"],
    "setting_priorities": ["part", "round"],
    "ward_map": ["measure", "period", "show", "wards", "ward", "second"],
    "ward_profile": ["wards", "ward"],
}


@pytest.mark.parametrize("page", CHOOSING)
def test_a_bare_address_opens_a_page_on_its_first_choices(demonstration, page):
    choose = Addressed.of("")
    view = CHOOSING[page].chosen(demonstration, choose)
    assert view is not None
    assert choose.asked == ASKED[page]
    assert choose.unknown == []


@pytest.mark.parametrize("page", CHOOSING)
def test_what_is_not_offered_is_noted_and_the_first_choices_stand(demonstration, page):
    hostile = "%3Cscript%3E"
    choose = Addressed.of("&".join(f"{key}={hostile}" for key in ASKED[page]))
    view = CHOOSING[page].chosen(demonstration, choose)
    bare = CHOOSING[page].chosen(demonstration, Addressed.of(""))
    assert set(choose.unknown) == set(ASKED[page])
    assert page == "did_it_work" or view == bare  # an address that names a role speaks for all


def test_the_choices_of_a_map_stand_in_its_view(demonstration):
    address = "measure=crime_burglary&show=change&wards=2024&ward=E05015603&against=year"
    view = ward_map.chosen(demonstration, Addressed.of(address))
    assert isinstance(view, View)
    assert (view.measure.id, view.show, view.vintage, view.ward) == (
        *("crime_burglary", "change", "2024"),
        "E05015603",
    )
    assert view.second is None and view.pair is not None


def test_a_second_map_brings_the_choice_of_its_part(demonstration):
    choose = Addressed.of("second=measure:crime_burglary&land=town")
    view = ward_map.chosen(demonstration, choose)
    assert view.second is not None and view.second.measure.id == "crime_burglary"
    assert view.land == "town" and choose.asked[-1] == "land"


def test_a_part_asks_only_for_what_it_uses(demonstration):
    choose = Addressed.of("part=admissions&measure=crime_burglary")
    view = among_districts.chosen(demonstration, choose)
    assert (view.part, view.what) == ("admissions", "Alcohol-related hospital admissions")
    assert choose.asked == ["part", "what"]


def test_every_kind_of_choice_has_one_method_that_both_ways_share():
    """A page that asks by a method of its own would be shown otherwise in a meeting."""
    abstract = {"row", "box", "segments", "day", "typed", "switched", "roles"}
    assert Choices.__abstractmethods__ == abstract
    own = {name for name in vars(Addressed) if not name.startswith("_")} - {"of"}
    assert own == abstract
