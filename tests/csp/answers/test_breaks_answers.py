"""Breaks: which entries a span crosses, and that one which forbids a comparison refuses it."""

from datetime import date

import pytest

from components.charts.palette import LIGHT
from components.screens import at_a_glance, feeling_safe
from components.screens.at_a_glance import change, published
from components.screens.priority_trends import trend as trend_screen
from components.screens.ward_map import View, answer
from csp.answers import breaks, places
from csp.answers.trends import trend
from csp.measures import measures
from csp.months import Span

FORBIDS = "UPDATE break_register SET effect = 'do not compare' WHERE short = 'new wards'"
BURGLARY = "crime_burglary"


def shorts(reader, first: date, last: date) -> list[str]:
    return list(breaks.crossed(reader, "police_uk", Span(first, last))["short"])


def test_a_span_crosses_what_begins_after_its_first_day_and_what_lasts_into_it(demonstration):
    assert shorts(demonstration, date(2024, 1, 1), date(2025, 4, 1)) == ["new wards"]
    assert shorts(demonstration, date(2018, 1, 1), date(2018, 10, 1)) == []  # begins with it
    assert shorts(demonstration, date(2017, 12, 1), date(2018, 1, 1)) == [
        "crime recorded differently"
    ]
    assert shorts(demonstration, date(2021, 1, 1), date(2021, 6, 1)) == ["pandemic restrictions"]
    assert shorts(demonstration, date(2024, 6, 1), date(2025, 12, 1)) == []


def newest(reader) -> places.Period:
    return next(one for one in places.periods(reader) if one.newest)


def test_what_is_compared_across_a_noted_change_says_so(demonstration):
    assert newest(demonstration).compared is not None
    sentence = "A change of areas falls between what is compared here: new wards (2 May 2024)."
    view = View(measures()[BURGLARY], newest(demonstration), "change", "2013", "")
    assert answer(demonstration, view, LIGHT).note == sentence
    assert change.changed_between(demonstration) == sentence
    trends = trend_screen.answer(demonstration, measures()[BURGLARY], "all", LIGHT)
    assert trends.note.endswith(sentence)
    assert "crime recorded differently (2018)" in published.published(demonstration).note


def test_a_change_that_forbids_it_refuses_every_comparison_across(changed):
    reader = changed(FORBIDS)
    period = newest(reader)
    assert (period.compared, period.refused) == (None, "new wards")
    said = answer(reader, View(measures()[BURGLARY], period, "change", "2013", ""), LIGHT)
    assert said.panels == ()
    assert "recorded differently (new wards), so the two are not compared" in said.empty
    assert change.changes(reader) is None
    assert change.kinds(reader, LIGHT) is change.ward_change(reader, LIGHT) is None
    assert "(new wards)" in at_a_glance.heading(reader)[1]
    trends = trend_screen.answer(reader, measures()[BURGLARY], "all", LIGHT)
    assert "so the two are not compared" in trends.note
    # Spans on one side of it are compared as before.
    assert any(one.compared for one in places.periods(reader)) == any(
        one.compared and one.compared.start < date(2024, 1, 1) for one in places.periods(changed())
    )


def test_limits_start_afresh_where_nothing_may_be_compared(changed):
    before = trend(changed(), measures()[BURGLARY]).chart["span"].nunique()
    assert trend(changed(FORBIDS), measures()[BURGLARY]).chart["span"].nunique() == before + 1


@pytest.mark.parametrize(("effect", "compared"), [("annotate", True), ("do not compare", False)])
def test_waves_of_a_survey_are_told_apart_by_the_register(changed, effect, compared):
    reader = changed(
        "INSERT INTO break_register VALUES ('residents_survey', '2019-06-01', NULL, 'method',"
        f" '{effect}', 'asked online', 'It was asked online.', 'A document')"
    )
    said = feeling_safe.waves(reader, LIGHT)
    assert "asked online (Jun 2019)" in said.note
    assert "Different people, asked in a different way; asked online" in str(said.spec)
    assert ("percentage points" in said.note) == compared
    assert said.title.startswith("How safe do residents feel?") != compared
