"""Which counts of a partner are published, and what they are made of."""

from datetime import date

import pytest

from csp.disclosure.cells import (
    Areas,
    Before,
    GroupKey,
    KnownKey,
    MonthKey,
    Sent,
    YearKey,
    cells,
    marks,
)
from csp.disclosure.protect import UnprotectableError, protect
from csp.disclosure.rules import Known, Rule
from csp.sources import sources

BOROUGH = "B"
AREAS = Areas(
    BOROUGH,
    {"2013": frozenset({"w1", "w2"}), "2024": frozenset({"n1", "n2"})},
    {"g": frozenset({"w1"})},
    {"2011": frozenset({("w1", "n1"), ("w2", "n1"), ("w2", "n2")})},
)
MONTHS = [date(2018, month, 1) for month in range(1, 13)]
RULE = Rule(10, 5)


def sent(source: str, counts: dict[tuple[str, str], int], **more: object) -> Sent:
    """The same counts in every month of 2018."""
    months = {
        (measure, area, month): events
        for (measure, area), events in counts.items()
        for month in MONTHS
    }
    return Sent(sources()[source], months, **more)


def total(measure: str, ends: date, **more: str) -> Known:
    """A total from January on that a figure states of the borough."""
    when = {"starts": MONTHS[0], "ends": ends}
    return Known(figure="f", measure=measure, area_code=BOROUGH, **when, **more)


def by_key(puzzle):
    return {one.key: one for one in puzzle.counts}


VISITS = {
    ("one_stop_shop_visits", BOROUGH): 9,
    ("one_stop_shop_visits", "w1"): 7,
    ("one_stop_shop_visits", "w2"): 2,
    ("one_stop_shop_visits", "g"): 7,
    ("one_stop_shop_visits", "not located"): 1,
}


def test_a_sensitive_source_has_years_in_wards_and_months_in_the_borough_alone():
    found = by_key(cells(sent("one_stop_shop", VISITS), AREAS, RULE))
    months = {key.area_code for key in found if isinstance(key, MonthKey)}
    years = {key.area_code for key in found if isinstance(key, YearKey)}
    assert months == {BOROUGH, "not located"}
    assert years == {BOROUGH, "w1", "w2", "g", "not located"}
    assert found[YearKey("one_stop_shop_visits", "w1", 2018)].value == 84
    same = [found[YearKey("one_stop_shop_visits", area, 2018)].atoms for area in ("w1", "g")]
    assert same[0] == same[1]


def test_a_source_that_is_not_sensitive_has_every_ward_by_month():
    counts = {("noise_complaints", area): 6 for area in ("w1", "w2")}
    counts[("noise_complaints", BOROUGH)] = 12
    puzzle = cells(sent("asb_complaints", counts), AREAS, Rule(5, 5))
    found = by_key(puzzle)
    first = MONTHS[0]
    parts = [found[MonthKey("noise_complaints", area, first)].atoms for area in ("w1", "w2")]
    assert found[MonthKey("noise_complaints", BOROUGH, first)].atoms == parts[0] | parts[1]
    year = found[YearKey("noise_complaints", "w1", 2018)].atoms
    assert parts[0] < year
    assert puzzle.equal == []


def test_a_year_with_a_month_missing_is_not_published():
    held = sent("one_stop_shop", VISITS)
    months = {key: events for key, events in held.months.items() if key[2] != MONTHS[4]}
    found = by_key(cells(Sent(held.source, months), AREAS, RULE))
    assert not [key for key in found if isinstance(key, YearKey)]


def test_two_ward_sets_are_made_of_the_same_pieces():
    counts = {
        ("domestic_abuse_incidents", area): events
        for area, events in {BOROUGH: 9, "w1": 4, "w2": 5, "n1": 6, "n2": 3}.items()
    }
    held = sent("domestic_abuse", counts, vintages=dict.fromkeys(MONTHS, "2011"))
    found = by_key(cells(held, AREAS, RULE))
    w1, w2, n1, n2 = (
        found[YearKey("domestic_abuse_incidents", area, 2018)].atoms
        for area in ("w1", "w2", "n1", "n2")
    )
    assert w1 < n1
    assert n2 < w2
    assert w1 | w2 == n1 | n2
    assert len(w1 | w2) == 3


def test_marked_incidents_are_no_more_than_all():
    assert (("high_risk",), "incidents") in marks(sources()["domestic_abuse"])
    assert marks(sources()["stop_and_search"]) == [(("arrests",), "searches")]
    assert (("girls", "boys"), "young_people") in marks(sources()["youth_justice"])
    counts = {
        ("stop_searches", BOROUGH): 30,
        ("stop_searches", "w1"): 30,
        ("stop_search_arrests", BOROUGH): 6,
        ("stop_search_arrests", "w1"): 6,
        ("stop_searches", "w2"): 0,
        ("stop_search_arrests", "w2"): 0,
    }
    puzzle = cells(sent("stop_and_search", counts), AREAS, Rule(5, 5))
    assert len(puzzle.at_most) == 2 * 12


def test_groups_add_up_to_their_category_and_all_categories_to_a_sum():
    counts = {("hate_crimes", BOROUGH): 9}
    groups = {
        (strand, "Strand", word, month): events
        for month in MONTHS
        for strand, word, events in (("race", "Race", 6), ("religion", "Religion", 3))
    }
    puzzle = cells(sent("hate_crime", counts, groups=groups), AREAS, RULE)
    found = by_key(puzzle)
    assert found[GroupKey("race", "Strand", "Race", 2018)].value == 72
    assert found[GroupKey("", "Strand", "Religion", 2018)].value == 36
    ((parts, whole),) = puzzle.equal
    assert {len(parts), len(whole)} == {2, 12}


def test_a_known_total_binds_only_where_it_is_held_and_agrees():
    known = total("one_stop_shop_visits", MONTHS[2])
    held = sent("one_stop_shop", VISITS)
    assert by_key(cells(held, AREAS, RULE, {known: 27.0}))[KnownKey("f")].exact
    assert KnownKey("f") not in by_key(cells(held, AREAS, RULE, {known: 26.0}))
    later = known.model_copy(update={"ends": date(2019, 1, 1)})
    assert KnownKey("f") not in by_key(cells(held, AREAS, RULE, {later: 27.0}))


@pytest.mark.parametrize(("stated", "binds"), [(72.0, True), (71.0, False)])
def test_a_known_total_of_a_group_binds_its_year_alike(stated, binds):
    known = total("hate_crimes", MONTHS[-1], grouping="Strand", group="Race")
    groups = {("race", "Strand", "Race", month): 6 for month in MONTHS}
    held = sent("hate_crime", {("hate_crimes", BOROUGH): 9}, groups=groups)
    found = by_key(cells(held, AREAS, RULE, {known: stated}))
    assert (KnownKey("f") in found) is binds
    if binds:
        own = found[GroupKey("race", "Strand", "Race", 2018)]
        assert (found[KnownKey("f")].atoms, found[KnownKey("f")].value) == (own.atoms, 72)


def test_a_small_count_that_a_document_states_is_hidden_and_not_asked_about():
    known = total("one_stop_shop_men", MONTHS[0])
    held = Sent(sources()["one_stop_shop"], {("one_stop_shop_men", BOROUGH, MONTHS[0]): 4})
    found = protect(cells(held, AREAS, RULE, {known: 4.0}))
    assert found.hidden == {MonthKey("one_stop_shop_men", BOROUGH, MONTHS[0])}


def test_a_total_may_count_what_lies_elsewhere_with_the_borough():
    counts = {("one_stop_shop_men", area): n for area, n in ((BOROUGH, 2), ("elsewhere", 1))}
    held = sent("one_stop_shop", {**counts, ("one_stop_shop_men", "not located"): 0})
    known = total("one_stop_shop_men", MONTHS[-1])
    found = by_key(cells(held, AREAS, RULE, {known: 36.0}))
    assert len(found[KnownKey("f")].atoms) == 36


def test_of_a_silent_series_a_month_without_events_is_hidden_too_unless_it_was_shown():
    """A total of 12 in three months: hidden ones, each of 1 or more, would be told too closely."""
    own = ("one_stop_shop_men", BOROUGH)
    months = {(*own, month): 4 if month < MONTHS[3] else 0 for month in MONTHS}
    held = Sent(sources()["one_stop_shop"], months)
    known = Known(figure="f", measure=own[0], area_code=BOROUGH, starts=MONTHS[0], ends=MONTHS[-1])
    with pytest.raises(UnprotectableError):
        protect(cells(held, AREAS, RULE, {known: 12.0}))
    silent = cells(held, AREAS, RULE, {known: 12.0}, silent=[own])
    assert {MonthKey(*own, month) for month in MONTHS} <= protect(silent).hidden
    before = {MonthKey(*own, MONTHS[11]): Before(0, RULE)}
    shown = by_key(cells(held, AREAS, RULE, {known: 12.0}, before, silent=[own]))
    assert [shown[MonthKey(*own, MONTHS[at])].held for at in (10, 11)] == ["hidden", "free"]


@pytest.mark.parametrize(
    ("shown", "held"), [(85, "shown"), (None, "hidden"), (70, "free"), (0, "free")]
)
def test_earlier_releases_bind_a_count_unless_it_was_corrected(shown, held):
    key = YearKey("one_stop_shop_visits", "w1", 2018)
    before = {key: Before(shown, RULE)}
    found = by_key(cells(sent("one_stop_shop", VISITS), AREAS, RULE, before=before))
    assert found[key].held == held


def test_a_value_shown_under_an_older_rule_stays_as_it_was():
    key = YearKey("one_stop_shop_visits", "w1", 2018)
    before = {key: Before(84, Rule(5, 3))}
    found = by_key(cells(sent("one_stop_shop", VISITS), AREAS, RULE, before=before))
    assert (found[key].held, found[key].shown, found[key].bounds) == ("shown", 84, (83, 85))


def test_what_is_cut_from_known_wards_stays_uncertain():
    """A ward of 4 a year beside one of 80: hiding the small one alone would give it away."""
    counts = {
        ("one_stop_shop_visits", BOROUGH): 7,
        ("one_stop_shop_visits", "w1"): 7,
        ("one_stop_shop_visits", "w2"): 0,
    }
    held = sent("one_stop_shop", counts)
    months = dict(held.months)
    months["one_stop_shop_visits", "w2", MONTHS[0]] = 4
    months["one_stop_shop_visits", "w1", MONTHS[0]] = 3
    found = protect(cells(Sent(held.source, months), AREAS, RULE))
    assert YearKey("one_stop_shop_visits", "w2", 2018) in found.hidden
    assert found.secondary
