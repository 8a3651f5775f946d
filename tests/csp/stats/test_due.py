"""When an action falls due, against days read off a calendar and by laws; when it is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.stats.due import IN_TIME, OVERDUE, SETTLED, UNREPORTED, last_day, lateness
from tests.csp.stats.golden import answers

GOLDEN = answers("due.toml")
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
STATUSES = st.sampled_from(["delivered", "ongoing", "on hold", "discontinued", "not reported"])


@pytest.mark.parametrize(("due", "day"), GOLDEN["last_days"].items())
def test_the_last_day_is_the_one_on_the_calendar(due, day):
    assert last_day(due) == day


@pytest.mark.parametrize("due", GOLDEN["no_day"]["stated"])
def test_words_that_state_no_last_day_give_none(due):
    assert last_day(due) is None


@given(st.text())
def test_no_words_are_too_strange(due):
    found = last_day(due)
    assert found is None or isinstance(found, date)


@given(DAYS)
def test_a_day_a_month_and_a_year_come_back(day):
    assert last_day(day.isoformat()) == day
    assert last_day(f"{day.day} {day:%B %Y}") == day
    of_the_month = last_day(f"{day:%B %Y}")
    assert of_the_month >= day and (of_the_month + timedelta(days=1)).day == 1
    assert last_day(f"{day:%b %Y}") == of_the_month
    assert of_the_month <= last_day(f"{day.year}") == date(day.year, 12, 31)


@given(st.integers(1990, 2098), st.integers(1, 9))
def test_a_year_of_plans_ends_in_march(first, length):
    last = first + length
    assert last_day(f"{first}-{last % 100:02d}") == date(last, 3, 31)


@given(DAYS | st.none(), STATUSES, DAYS | st.none(), DAYS)
def test_what_is_settled_undated_or_still_to_come_is_never_late(due, status, reported, today):
    found = lateness(due, status, reported, today)
    if due is None or due >= today or status in SETTLED:
        assert found == IN_TIME
    else:
        assert found in (OVERDUE, UNREPORTED)


@given(DAYS, STATUSES, DAYS | st.none(), DAYS)
def test_a_later_day_never_makes_an_action_less_late(due, status, reported, today):
    if lateness(due, status, reported, today):
        assert lateness(due, status, reported, today + timedelta(days=1))


DUE = date(2018, 3, 31)


@pytest.mark.parametrize(
    ("status", "reported", "today", "found"),
    [
        ("ongoing", date(2020, 3, 17), date(2026, 1, 1), OVERDUE),
        ("on hold", date(2018, 4, 1), date(2026, 1, 1), OVERDUE),
        ("ongoing", date(2018, 3, 31), date(2026, 1, 1), UNREPORTED),
        ("ongoing", date(2017, 3, 31), date(2026, 1, 1), UNREPORTED),
        ("not reported", date(2020, 3, 17), date(2026, 1, 1), UNREPORTED),
        ("not reported", None, date(2018, 4, 1), UNREPORTED),
        ("ongoing", None, date(2018, 4, 1), OVERDUE),
        ("ongoing", None, date(2018, 3, 31), IN_TIME),
        ("ongoing", date(2020, 3, 17), date(2018, 3, 31), IN_TIME),
        ("delivered", date(2020, 3, 17), date(2026, 1, 1), IN_TIME),
        ("discontinued", date(2017, 3, 31), date(2026, 1, 1), IN_TIME),
    ],
)
def test_a_report_after_the_day_makes_an_open_action_overdue(status, reported, today, found):
    assert lateness(DUE, status, reported, today) == found
