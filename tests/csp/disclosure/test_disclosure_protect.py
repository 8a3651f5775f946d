"""What is hidden of small tables: golden answers of the worked case, and laws."""

import itertools
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.disclosure.attacker import Attacker
from csp.disclosure.counts import Count, Puzzle
from csp.disclosure.protect import UnprotectableError, protect
from csp.disclosure.rules import Rule
from csp.settings import ROOT
from tests.csp.disclosure.tables_of_counts import is_protected, puzzle

GOLDEN = tomllib.loads((ROOT / "tests/golden/disclosure.toml").read_text(encoding="utf-8"))
PARTNER, SENSITIVE, NOT_ROUNDED = Rule(5, 5), Rule(10, 5), Rule(5, 1)
TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 14), min_size=width, max_size=width), min_size=2, max_size=3
    )
)
RULES = st.sampled_from([PARTNER, SENSITIVE, NOT_ROUNDED])


def _cells(name: str) -> list[tuple[int, int]]:
    return [(row, column) for row, column in GOLDEN[name]]


def _intervals(hidden: list[tuple[int, int]], floor: int) -> list[list[float]]:
    attacker = Attacker(puzzle(GOLDEN["rows"], NOT_ROUNDED), floor)
    places = {one.key: place for place, one in enumerate(attacker.counts)}
    attacker.hide(frozenset(places[key] for key in hidden))
    return [list(attacker.interval(places[key])) for key in _cells("small")]


def test_the_worked_case_gives_its_intervals():
    small, both = _cells("small"), _cells("small") + _cells("others")
    for floor in (0, 1):
        assert _intervals(small, floor) == GOLDEN["known_exactly"]
    assert _intervals(both, floor=0) == GOLDEN["knowing_nothing_else"]
    assert _intervals(both, floor=1) == GOLDEN["knowing_that_zeros_are_shown"]
    wide = {most - least for least, most in _intervals(both, floor=1)}
    assert wide == {GOLDEN["wide"]}
    assert GOLDEN["passes_at"] <= GOLDEN["wide"] < GOLDEN["fails_at"]


def test_the_worked_case_loses_no_more_than_its_three_others():
    table = puzzle(GOLDEN["rows"], NOT_ROUNDED)
    found = protect(table)
    assert found.primary == frozenset(_cells("small"))
    assert len(found.secondary) == len(_cells("others"))
    assert found.best
    assert is_protected(table, found.hidden)
    assert not is_protected(table, found.primary)
    # rounding alone makes the small ones uncertain enough
    assert protect(puzzle(GOLDEN["rows"], PARTNER)).secondary == frozenset()


@given(TABLES, RULES)
def test_every_hidden_count_is_uncertain_enough_and_no_zero_or_small_one_is_shown_wrong(rows, rule):
    table = puzzle(rows, rule)
    found = protect(table)
    assert is_protected(table, found.hidden)
    for one in table.counts:
        if one.value == 0:
            assert one.key not in found.hidden
            assert one.shown == 0
        if one.key not in found.hidden and one.value:
            assert one.value >= rule.smallest_shown
            assert one.bounds[0] <= one.value <= one.bounds[1]
            assert one.shown % rule.rounding == 0


@given(TABLES, RULES, st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_rows_changes_nothing_that_it_costs(rows, rule, chance):
    table = puzzle(rows, rule)
    mixed = Puzzle(chance.sample(table.counts, len(table.counts)))
    found, other = protect(table), protect(mixed)
    assert found.primary == other.primary
    assert len(found.secondary) == len(other.secondary)
    assert is_protected(table, other.hidden)


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=3), min_size=2, max_size=2).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    ),
    st.sampled_from([PARTNER, NOT_ROUNDED]),
)
@settings(max_examples=12)
def test_no_choice_of_fewer_counts_would_do(rows, rule):
    table = puzzle(rows, rule)
    found = protect(table)
    assert found.best
    free = sorted((one.key for one in table.counts if one.value and not one.small), key=str)
    for fewer in range(len(found.secondary)):
        for chosen in itertools.combinations(free, fewer):
            assert not is_protected(table, found.primary | frozenset(chosen))


def test_counts_of_the_same_parts_are_hidden_together():
    atoms = frozenset(["a"])
    table = Puzzle([Count("month", atoms, 3, PARTNER), Count("year", atoms, 3, PARTNER)])
    assert protect(table).hidden == {"month", "year"}


def test_a_piece_between_two_ward_sets_is_not_known_to_be_small():
    """Two wards that differ by a piece of few events: what is shown must leave it uncertain."""
    rule = Rule(10, 5)
    table = Puzzle(
        [
            Count("ward of 2013", frozenset(["both", "piece"]), 15, rule),
            Count("ward of 2024", frozenset(["both"]), 11, rule),
        ]
    )
    found = protect(table)
    assert found.primary == frozenset()
    assert len(found.secondary) == 1


def test_what_was_shown_stays_and_a_contradiction_is_told():
    shown = Count("whole", frozenset("ab"), 12, SENSITIVE, held="shown")
    parts = [Count("a", frozenset("a"), 2, SENSITIVE), Count("b", frozenset("b"), 10, SENSITIVE)]
    assert protect(Puzzle([shown, *parts])).hidden == {"a", "b"}
    held = [parts[0], Count("b", frozenset("b"), 10, SENSITIVE, held="shown")]
    with pytest.raises(UnprotectableError) as raised:
        protect(Puzzle([shown, *held]))
    assert raised.value.key == "a"


def test_what_was_hidden_stays_hidden_though_it_is_no_longer_small():
    table = Puzzle([Count("a", frozenset("a"), 40, PARTNER, held="hidden")])
    assert protect(table).hidden == {"a"}


def test_marks_and_sums_bind_what_can_be_worked_out():
    """A shown count of some of the events says that all of them are at least as many."""
    whole = Count("all", frozenset(["all"]), 3, PARTNER)
    table = Puzzle(
        [whole, Count("some", frozenset(["some"]), 3, PARTNER)],
        at_most=[(frozenset(["some"]), frozenset(["all"]))],
    )
    assert protect(table).hidden == {"all", "some"}
    beside = Puzzle(
        [
            Count("left", frozenset(["a", "b"]), 3, PARTNER),
            Count("right", frozenset(["c"]), 12, PARTNER),
            Count("rest", frozenset(["d"]), 9, PARTNER),
        ],
        equal=[(frozenset(["a", "b", "d"]), frozenset(["c"]))],
    )
    assert protect(beside).secondary
