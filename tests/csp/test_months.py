"""Months and spans: calendar arithmetic at its edges, and laws."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from csp import months
from csp.months import Span

MONTHS = st.dates(date(1990, 1, 1), date(2090, 12, 1)).map(lambda day: day.replace(day=1))


@given(MONTHS, st.integers(-600, 600))
def test_a_shift_is_undone_by_its_opposite_and_counts_months(month, by):
    moved = months.shift(month, by)
    assert months.shift(moved, -by) == month
    assert months.index(moved) - months.index(month) == by


def test_days_of_a_month_know_leap_years():
    assert months.days(date(2024, 2, 1)) == 29
    assert months.days(date(2025, 2, 1)) == 28
    assert months.days(date(2025, 12, 1)) == 31


@given(st.lists(MONTHS, max_size=40))
def test_runs_hold_every_month_once_and_never_touch(held):
    spans = months.runs(held)
    assert [month for span in spans for month in span.all()] == sorted(set(held))
    for earlier, later in zip(spans, spans[1:], strict=False):
        assert months.index(later.start) - months.index(earlier.end) > 1


def held(*spans: tuple[str, str]) -> list[date]:
    return [
        month
        for start, end in spans
        for month in Span(date.fromisoformat(start), date.fromisoformat(end)).all()
    ]


def test_the_newest_year_is_the_newest_twelve_months_in_a_row():
    months_held = held(("2014-01-01", "2014-11-01"), ("2023-01-01", "2024-03-01"))
    assert months.newest_year(months_held) == Span(date(2023, 4, 1), date(2024, 3, 1))
    assert months.newest_year(held(("2014-01-01", "2014-11-01"))) is None
    assert months.newest_year([]) is None


def test_the_longest_run_is_cut_to_its_newest_twelve_months_and_the_newest_wins_a_tie():
    tied = held(("2020-01-01", "2020-03-01"), ("2022-05-01", "2022-07-01"))
    assert months.longest(tied) == Span(date(2022, 5, 1), date(2022, 7, 1))
    assert months.longest(held(("2020-01-01", "2022-03-01"))) == Span(
        date(2021, 4, 1), date(2022, 3, 1)
    )
    assert months.longest([]) is None


def test_a_year_earlier_is_the_same_months():
    assert Span(date(2025, 1, 1), date(2025, 4, 1)).years_earlier() == Span(
        date(2024, 1, 1), date(2024, 4, 1)
    )
