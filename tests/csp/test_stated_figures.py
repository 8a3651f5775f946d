"""Which published figures are held to be of the partner file: its own counts say so."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from csp.db import sql
from csp.disclosure.rules import Asked, Known, Rules
from csp.publish.stated import Stated, stated_totals

BOROUGH = "E07000110"
APART = ("elsewhere", "not located")
JANUARY, FEBRUARY = date(2018, 1, 1), date(2018, 2, 1)
ASKED = Asked(smallest_shown=10, rounding=5, agreement="none")


def rules(**more: object) -> Rules:
    """Rules with one known total, of January and February unless `more` says otherwise."""
    own = {
        **{"figure": "f", "measure": "one_stop_shop_men", "area_code": BOROUGH},
        **{"starts": JANUARY, "ends": FEBRUARY},
    }
    return Rules(partner=ASKED, sensitive=ASKED, known=(Known(**{**own, **more}),))


@pytest.fixture
def held() -> Iterator[duckdb.DuckDBPyConnection]:
    """A partner file: 3 visits a month by men of the borough, 1 elsewhere, none not located."""
    with duckdb.connect() as made:
        made.execute("ATTACH ':memory:' AS partner; USE partner")
        made.execute(sql("build", "00_schema"))
        made.execute(
            "INSERT INTO measure BY NAME SELECT 'one_stop_shop_men' AS measure, 'x' AS title,"
            " 'x' AS unit, 1000 AS per, 'lower' AS better, 'sensitive' AS sensitivity,"
            " 'one_stop_shop' AS dataset, false AS headline, false AS hotspots"
        )
        for area, events in ((BOROUGH, 3), ("elsewhere", 1), ("not located", 0)):
            for month in (JANUARY, FEBRUARY):
                made.execute(
                    "INSERT INTO area_month VALUES (?, 'one_stop_shop_men', ?, ?, NULL)",
                    [area, month, events],
                )
        made.execute("USE memory")
        made.execute(sql("build", "00_schema"))
        yield made


def state(made: duckdb.DuckDBPyConnection, value: int) -> None:
    made.execute(
        "INSERT INTO published_figure BY NAME SELECT 'f' AS figure, 'd' AS document, 's' AS"
        " section, 't' AS theme, 'w' AS what, ? AS value, 'visits' AS unit",
        [value],
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (6, Stated({"f": (BOROUGH,)})),
        (8, Stated({"f": (BOROUGH, *APART)})),
        (7, Stated({}, frozenset({"f"}))),
    ],
)
def test_a_total_is_of_the_borough_or_of_all_that_was_sent_or_another_number(held, value, found):
    state(held, value)
    assert stated_totals(held, rules()) == found


def test_a_total_of_months_that_were_not_sent_is_neither(held):
    state(held, 6)
    assert stated_totals(held, rules(ends=date(2018, 3, 1))) == Stated()


def test_a_difference_is_taken_from_the_figure_that_it_names(held):
    state(held, 2)
    held.execute(
        "INSERT INTO published_figure BY NAME SELECT 'later' AS figure, document, section, theme,"
        " what, 8 AS value, unit FROM published_figure"
    )
    assert stated_totals(held, rules(taken_from="later")) == Stated({"f": (BOROUGH,)})


@pytest.mark.parametrize(("stated", "same"), [(2, True), (1, False)])
def test_a_group_without_a_row_in_a_month_that_was_sent_has_none(held, stated, same):
    year = {"starts": JANUARY, "ends": date(2018, 12, 1), "grouping": "Sex", "group": "Men"}
    held.execute(
        "INSERT INTO partner.area_month SELECT area_code, measure, unnest(?::DATE[]), 0, NULL"
        " FROM partner.area_month WHERE month = '2018-01-01'",
        [[date(2018, month, 1) for month in range(3, 13)]],
    )
    held.execute(
        f"INSERT INTO partner.breakdown VALUES ('one_stop_shop', '{BOROUGH}', '2018-05-01', 'men',"
        " 'Sex', 'Men', 2)"
    )
    state(held, stated)
    found = stated_totals(held, rules(**year))
    assert found == (Stated({"f": (BOROUGH,)}) if same else Stated({}, frozenset({"f"})))
    assert len(list(found.sentences())) == 1
