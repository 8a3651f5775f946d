"""When before and after can be compared: each condition met, and each way of not being met."""

from datetime import date

import pytest

from csp.months import Span
from csp.stats import conditions
from csp.stats.conditions import Against

BEFORE, AFTER = Span(date(2024, 1, 1), date(2024, 4, 1)), Span(date(2025, 1, 1), date(2025, 4, 1))
NEW_YEAR = date(2025, 1, 1)


def chosen(**roles: str) -> dict[str, tuple[str, ...]]:
    return {role: tuple(roles.get(role, "")) for role in conditions.ROLES}


@pytest.mark.parametrize(
    ("roles", "kinds"),
    [
        (chosen(target="A", control="B"), []),
        (chosen(target="A", control="B", beside="C", beside_control="D"), []),
        (chosen(control="B"), ["no target"]),
        (chosen(target="A"), ["no control"]),
        (chosen(target="A", beside="C"), ["no control", "no control"]),
        (chosen(target="A", control="B", beside_control="D"), ["nothing next to it"]),
    ],
)
def test_a_target_and_a_control_are_named(roles, kinds):
    assert [one.kind for one in conditions.roles_named(roles)] == kinds


def test_no_area_has_two_roles():
    assert conditions.areas_apart(chosen(target="A", control="BC")) == []
    found = conditions.areas_apart(chosen(target="AB", control="BC", beside="C"))
    assert found == [Against("overlap", names=("B", "C"))]


def test_every_month_is_held_whole():
    held = {*BEFORE.all(), *AFTER.all()}
    assert conditions.months_held(BEFORE, AFTER, held) == []
    found = conditions.months_held(BEFORE, AFTER, held - {AFTER.end, BEFORE.start})
    assert [(one.kind, one.months) for one in found] == [
        ("months before", (BEFORE.start,)),
        ("months after", (AFTER.end,)),
    ]


def test_only_a_change_that_parts_the_series_stands_against_it():
    assert conditions.recorded_alike([("new wards", "annotate")]) == []
    found = conditions.recorded_alike([("a", "rebase"), ("b", "annotate"), ("c", "do not compare")])
    assert found == [Against("break", names=("a", "c"))]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "left_out", "kinds"),
    [
        (NEW_YEAR, None, True, []),
        (date(2024, 12, 12), None, True, []),
        (date(2025, 1, 2), None, False, ["starts within a month"]),
        (date(2025, 1, 2), date(2026, 1, 31), True, []),
        (NEW_YEAR, date(2025, 4, 30), True, []),
        (NEW_YEAR, date(2025, 4, 29), True, ["ended"]),
        (NEW_YEAR, date(2025, 3, 31), True, ["ended"]),
    ],
)
def test_months_part_before_from_after(starts_on, ends_on, left_out, kinds):
    before, after = conditions.windows(starts_on, 4, first_month_left_out=left_out)
    found = conditions.can_be_parted(before, after, starts_on, ends_on)
    assert [one.kind for one in found] == kinds


def test_windows_that_lie_on_the_wrong_side_are_told():
    late = conditions.can_be_parted(AFTER, AFTER, NEW_YEAR)
    assert [one.kind for one in late] == ["not before"]
    early = conditions.can_be_parted(BEFORE, BEFORE, NEW_YEAR)
    assert [one.kind for one in early] == ["not after"]


@pytest.mark.parametrize(
    ("day", "first"), [(1, date(2019, 10, 1)), (2, date(2019, 11, 1)), (31, date(2019, 11, 1))]
)
def test_windows_are_equal_seasonal_and_leave_a_split_month_out(day, first):
    before, after = conditions.windows(date(2019, 10, day), 12)
    assert after.start == first
    assert before == after.years_earlier()
    assert before.months == after.months == conditions.WHOLE_YEAR
    assert before.end < after.start


def test_a_count_is_there_and_large_enough():
    assert conditions.counted({"target": 10, "control": 99}) == []
    found = conditions.counted({"target": 9, "control": None})
    assert found == [
        Against("no counts", names=("control",)),
        Against("small", names=("target",), number=10),
    ]
    assert conditions.counted({"target": 0}) == [Against("small", names=("target",), number=10)]


def test_a_control_that_touches_the_target_is_told():
    around = {"A": ("B", "C")}
    assert conditions.touching(("B", "D"), ("A",), around) == ("B",)
    assert conditions.touching(("D",), ("A",), around) == ()
