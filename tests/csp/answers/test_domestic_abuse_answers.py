"""Domestic abuse: the answers against simpler ways to the same, on the demonstration's records."""

import json
from datetime import date

import pytest
from shapely.geometry import shape

from csp.answers import domestic_abuse as abuse
from csp.answers import places
from csp.geography.contiguity import queen_neighbours
from csp.months import Span

HIGH_STREET = "E05004996"


@pytest.fixture
def year(demonstration):
    (newest,) = [one for one in places.periods(demonstration, abuse.INCIDENTS) if one.newest]
    return newest


def test_a_dataset_says_whose_it_is_and_one_that_is_not_held_says_nothing(demonstration):
    assert abuse.status(demonstration) == "illustrative"
    assert abuse.status(demonstration, "published") == "published"
    assert abuse.status(demonstration, "young_people_survey") is None


def test_the_published_ranking_names_wards_that_are_there(demonstration):
    ranking = abuse.published_ranking()
    wards = set(places.ward_names(demonstration, "2013").values())
    assert ranking.says.named <= wards
    assert abuse.shop_ward() in wards
    assert abuse.published(demonstration).loc[ranking.group_figure, "value"] == 42.5
    assert (ranking.span.start, ranking.span.end) == (date(2017, 11, 1), date(2019, 10, 1))


def test_the_ward_set_is_the_one_in_force_when_the_period_begins(demonstration):
    may, june = (Span(date(2024, month, 1), date(2025, 4, 1)) for month in (5, 6))
    assert abuse.ward_set(demonstration, may) == "2013"
    assert abuse.ward_set(demonstration, june) == "2024"


def test_hours_hold_every_incident_of_the_period_once(demonstration, year):
    week = abuse.hours(demonstration, year)
    counted = places.area_rate(demonstration, abuse.incidents(), year.span, "E07000110")["events"]
    assert len(week) == 168
    # Ranges longer than a week are left out: a handful.
    assert counted * 0.99 <= week["events"].sum() <= counted + 1e-6
    ward = abuse.hours(demonstration, year, HIGH_STREET)
    assert 0 < ward["events"].sum() < week["events"].sum()


def test_the_public_edition_has_no_hours_below_the_borough(demonstration, year, monkeypatch):
    monkeypatch.setattr(demonstration, "edition", "public")
    assert abuse.hours(demonstration, year, HIGH_STREET).empty
    assert len(abuse.hours(demonstration, year)) == 168


def test_a_season_is_each_month_against_the_trend_averaged_over_the_years(demonstration):
    found = abuse.season(demonstration).set_index("number")
    assert list(found.index) == list(range(1, 13))
    assert set(found["years"]) == {2}
    parts = demonstration.read("season", measure=abuse.incidents().id, area_code="E07000110")
    july = [row.seasonal / row.trend for row in parts.itertuples() if row.month.month == 7]
    assert found.loc[7, "share"] == pytest.approx(50 * sum(july))
    assert found.loc[7, "share"] > 10 > found.loc[1, "share"]


def test_wards_that_share_a_point_are_the_neighbours_that_libpysal_finds(demonstration):
    shapes = demonstration.read("shapes", kind="ward", vintage="2013")
    outlines = {row.area_code: shape(json.loads(row.shape_metres)) for row in shapes.itertuples()}
    boring = queen_neighbours(outlines)
    found = abuse.ward_neighbours(demonstration, "2013")
    assert {code: sorted(others) for code, others in found.items()} == {
        code: sorted(others) for code, others in boring.items()
    }


def test_coverage_takes_the_months_that_both_are_held_for(demonstration, year):
    found = abuse.coverage(demonstration, year.span)
    assert (found.span.start, found.span.end) == (date(2018, 11, 1), date(2019, 9, 1))
    wards = found.wards.set_index("area_code")
    ratio = wards["visits"].sum() / wards["incidents"].sum()
    own = wards.loc[HIGH_STREET]
    assert own["gap"] == pytest.approx(ratio * own["incidents"] - own["visits"])
    assert own["lower"] < own["gap"] < own["upper"]
    # The shop's own ward is left out of half of the ways to work the gaps out.
    assert own["sets"] == wards["sets"].max() / 2
    assert (wards["times"] <= wards["sets"]).all()


def test_no_shared_month_is_no_coverage_and_not_unmet_need(demonstration):
    later = Span(date(2024, 1, 1), date(2024, 12, 1))
    assert abuse.coverage(demonstration, later) is None


def test_a_year_is_held_against_the_year_before(demonstration):
    found = abuse.year_on_year(demonstration, abuse.MARAC)
    assert found.loc["marac_cases", ["events_before", "events"]].tolist() == [209, 202]
    assert found.loc["marac_repeat_cases", "events"] == 66
    assert abuse.year_on_year(demonstration, "young_people_survey").empty


def test_quarters_follow_one_another_for_every_ward(demonstration):
    found = abuse.hotspot_quarters(demonstration, "2013")
    assert found.groupby("area_code").size().eq(8).all()
    assert found["area_code"].nunique() == 26
    assert found.groupby("area_code")["pattern"].nunique().eq(1).all()
