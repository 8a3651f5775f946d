"""The supply as plain text: every dataset, within 120 columns, in the numbers of the page."""

from datetime import date

import pytest

from csp import supply_table
from csp.answers import supply

TODAY = date(2026, 3, 9)


@pytest.fixture
def lines(demonstration) -> list[str]:
    return list(supply_table.lines(supply.datasets(demonstration, TODAY), "demonstration", TODAY))


def test_no_line_is_wider_than_120_columns_and_none_ends_in_blanks(lines):
    assert max(map(len, lines)) <= 120
    assert all(line == line.rstrip() for line in lines)
    assert lines[0] == "Supply of the demonstration file on 9 March 2026"


def test_every_dataset_has_a_row_that_says_how_it_stands(lines, demonstration):
    found = supply.datasets(demonstration, TODAY)
    for row in found.itertuples():
        (line,) = [line for line in lines if line.startswith(f"{row.dataset} ")]
        assert line.endswith(row.status)
        assert "none" in line  # no check failed
    police = next(place for place, line in enumerate(lines) if line.startswith("police_uk"))
    assert "Dec 2025  late: 3       14" in lines[police]
    assert "(2 promised)" in lines[police + 1]
    young = next(line for line in lines if line.startswith("young_people_survey"))
    assert young.endswith("awaited")


def test_the_letter_of_a_licence_is_told_below(lines, demonstration):
    found = supply.datasets(demonstration, TODAY)
    text = " ".join(" ".join(lines).split())
    for licence in set(found["licence"]):
        assert f": {licence}." in text
    assert "Licence a: Open Government Licence v3.0." in lines


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"standing": "late", "lag": 3, "promised": 2}, "late: 3 (2\N{NO-BREAK SPACE}promised)"),
        (
            {"standing": "on time", "lag": 1, "promised": 2},
            "on time: 1 (2\N{NO-BREAK SPACE}promised)",
        ),
        ({"standing": "no promise"}, "no promise"),
        ({"standing": "awaited"}, "-"),
    ],
)
def test_the_lag_is_told_against_the_promise(row, told):
    assert supply_table.lag_words(row) == told
