"""Choices as an address makes them: ids, words, what is not offered, days, roles, hostile text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.addressed import LONGEST, Addressed
from components.choices import Choices
from csp.stats.conditions import ROLES

TITLES = {"a": "Alpha", "b": "Beta & more", "": "Nothing"}
FIRST, EARLIEST, LAST = date(2025, 6, 1), date(2025, 1, 1), date(2025, 12, 31)
NAMES = {"E05000001": "High Street", "E05000002": "East"}
OWN = (("E05000002",), (), (), ())


def box(address: str, **how: str) -> tuple[str, list[str]]:
    choose = Addressed.of(address)
    return choose.box("Label", TITLES, key="k", **how), choose.unknown


@pytest.mark.parametrize(
    ("address", "chosen", "unknown"),
    [
        ("", "a", []),
        ("other=b", "a", []),
        ("k=b", "b", []),
        ("k=Beta+%26+more", "b", []),
        ("k=Beta%20%26%20more", "b", []),
        ("k=", "", []),
        ("k=beta", "a", ["k"]),
        ("k=%00", "a", ["k"]),
        ("k=%ff%fe", "a", ["k"]),
        ("k='; DROP TABLE area--", "a", ["k"]),
        ("k=%3Cscript%3E", "a", ["k"]),
        ("&&;=&k=b&", "b", []),
    ],
)
def test_a_choice_stands_in_an_address_by_its_id_or_its_words(address, chosen, unknown):
    assert box(address) == (chosen, unknown)


def test_the_default_stands_where_nothing_offered_is_asked_for():
    assert box("", default="b") == ("b", [])
    assert box("k=x", default="b") == ("b", ["k"])
    assert box("", default="gone") == ("a", [])


def test_an_id_goes_before_the_words_of_another():
    choose = Addressed.of("k=b")
    assert choose.box("Label", {"a": "b", "b": "Beta"}, key="k") == "b"


def test_a_segment_is_read_as_a_box():
    assert Addressed.of("k=Beta+%26+more").segments("Label", TITLES, key="k") == "b"


def test_of_a_key_that_stands_twice_the_last_counts_as_on_screen():
    assert box("k=b&k=a") == ("a", [])
    assert box("k=b&k=x") == ("a", ["k"])


@pytest.mark.parametrize(
    ("said", "day", "unknown"),
    [
        ("2025-03-04", date(2025, 3, 4), []),
        ("2025-01-01", EARLIEST, []),
        ("2025-12-31", LAST, []),
        ("2026-01-01", FIRST, ["since"]),
        ("2025-02-30", FIRST, ["since"]),
        ("soon", FIRST, ["since"]),
        ("", FIRST, ["since"]),
    ],
)
def test_a_day_lies_within_its_bounds_or_is_not_known(said, day, unknown):
    choose = Addressed.of(f"since={said}")
    assert choose.day("Label", FIRST, EARLIEST, LAST, key="since") == day
    assert choose.unknown == unknown


def test_no_day_is_the_first_one():
    assert Addressed.of("").day("Label", FIRST, EARLIEST, LAST, key="since") == FIRST


def test_words_are_taken_as_they_stand_without_blanks_round_them():
    assert Addressed.of("search=+needles+2019+").typed("Search", "", key="search") == "needles 2019"
    assert Addressed.of("").typed("Search", "", key="search") == ""


@pytest.mark.parametrize(
    ("said", "on"), [("true", True), ("True", True), ("false", False), ("1", False), ("", False)]
)
def test_a_switch_is_on_where_the_address_says_so(said, on):
    assert Addressed.of(f"all={said}").switched("All", key="all") is on


def test_without_any_role_the_own_areas_stand():
    assert Addressed.of("").roles({}, NAMES, OWN) == OWN


def test_one_role_in_an_address_speaks_for_all():
    choose = Addressed.of(f"{ROLES[0]}=E05000001&{ROLES[0]}=East&{ROLES[2]}=Nowhere")
    assert choose.roles({}, NAMES, OWN) == (("E05000001", "E05000002"), (), (), ())
    assert choose.unknown == [ROLES[2]]


def test_an_area_that_stands_twice_in_a_role_counts_once():
    choose = Addressed.of(f"{ROLES[0]}=E05000001&{ROLES[0]}=High+Street")
    assert choose.roles({}, NAMES, OWN)[0] == ("E05000001",)


def test_what_was_asked_for_is_told_in_its_order():
    choose = Addressed.of("b=1")
    choose.box("B", TITLES, key="b")
    choose.switched("A", key="a")
    assert choose.asked == ["b", "a"]


def test_a_long_address_is_read_to_its_limit():
    assert box(f"x={'y' * LONGEST}&k=b") == ("a", [])


@given(st.text(max_size=300))
def test_no_address_chooses_what_is_not_offered(address):
    choose: Choices = Addressed.of(address)
    assert choose.box("Label", TITLES, key="k") in TITLES
    assert EARLIEST <= choose.day("Label", FIRST, EARLIEST, LAST, key="d") <= LAST
    assert set(sum(choose.roles({}, NAMES, OWN), ())) <= set(NAMES)
    assert [len(choose.row(widths)) for widths in ([1], [1, 2])] == [1, 2]
