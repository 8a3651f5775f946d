"""One area's months and where it stands: wards of both sets, small areas of both codes, groups."""

from datetime import date

import pandas as pd
import pytest

from csp.answers import places
from csp.answers.area_series import area_of, area_series, standing
from csp.answers.districts import districts
from csp.measures import measures
from csp.settings import settings

ALL = measures()["crime_total_excl_asb"]
FANT, NEWER_WARD = "E05004992", "2024"
OLD_HALF, MERGED, KEPT = "E01024334", "E01034990", "E01024333"
CHANGED = date(2023, 6, 1)


def newest(reader):
    return places.periods(reader)[0]


def test_an_area_is_known_by_its_code_in_every_vintage(demonstration):
    assert area_of(demonstration, FANT).kind == "ward"
    assert area_of(demonstration, KEPT).vintages == ("2011", "2021")
    assert area_of(demonstration, MERGED).vintages == ("2021",)
    assert area_of(demonstration, "group_town_centre").kind == "group"
    assert area_of(demonstration, "nowhere") is None


def test_a_small_area_s_series_stops_or_begins_where_its_code_changes(demonstration):
    old = area_series(demonstration, ALL, OLD_HALF)
    assert (old.changed, old.ends) == (CHANGED, True)
    assert old.complete["month"].max() < CHANGED
    new = area_series(demonstration, ALL, MERGED)
    assert (new.changed, new.ends) == (CHANGED, False)
    assert new.complete["month"].min() > CHANGED
    for series in (old, new):
        other = series.chart[series.chart["events"].isna()]
        assert (other["status"] == "missing").all()


def test_one_that_kept_its_code_goes_on_as_do_wards_and_groups(demonstration):
    whole = area_series(demonstration, ALL, settings().area.code)
    for code in (KEPT, FANT, "group_town_centre"):
        series = area_series(demonstration, ALL, code)
        assert series.changed is None
        assert series.complete["month"].tolist() == whole.complete["month"].tolist()
        assert (series.chart["status"] == "incomplete").sum() == 2


def test_the_average_is_that_of_a_span_s_complete_months(demonstration):
    series = area_series(demonstration, ALL, FANT)
    held = demonstration.read("series", measure=ALL.id, area_code=FANT)
    held = held[(held["status"] == "complete") & (held["month"] >= "2024-01-01")]
    assert series.average(int(series.newest["span"].iloc[0])) == pytest.approx(
        held["events"].mean()
    )
    assert not series.rare
    assert area_series(demonstration, measures()["crime_robbery"], MERGED).rare


def test_what_is_not_held_has_no_series(demonstration):
    assert area_series(demonstration, ALL, "nowhere") is None
    assert area_series(demonstration, measures()["encampments"], FANT) is None


@pytest.mark.parametrize("vintage", ["2013", "2024"])
def test_a_ward_stands_where_the_ranked_table_says(demonstration, vintage):
    period = newest(demonstration)
    wards = places.ward_rates(demonstration, ALL, period.span, vintage)
    for row in wards.iloc[[0, 7, -1]].itertuples():
        told = standing(demonstration, ALL, period, vintage, row.area_code)
        assert told.own["events"] == row.events
        assert (told.own["rank_low"], told.own["rank_high"]) == (row.rank_low, row.rank_high)
        assert told.among == len(wards)
        others = wards[wards["area_code"] != row.area_code]
        overlap = (others["lower"] <= row.upper) & (others["upper"] >= row.lower)
        assert list(told.tied) == others.loc[overlap, "area_name"].tolist()
        assert told.change["events"] > 0 and told.compared == period.compared


def test_a_small_area_is_ranked_among_the_small_areas_of_its_months(demonstration):
    newest_period, oldest = newest(demonstration), places.periods(demonstration)[-1]
    told = standing(demonstration, ALL, newest_period, "2013", MERGED)
    assert (told.own["events"], told.among) == (48, 99)
    assert standing(demonstration, ALL, oldest, "2013", MERGED).own is None
    assert standing(demonstration, ALL, oldest, "2013", OLD_HALF).among == 95
    assert standing(demonstration, ALL, newest_period, "2013", OLD_HALF).own is None


def test_a_group_stands_beside_the_borough_and_has_no_rank(demonstration):
    period = newest(demonstration)
    told = standing(demonstration, ALL, period, "2013", "group_six_town_wards")
    groups = demonstration.read("area_groups").set_index("area_code")
    names = groups.loc["group_six_town_wards", "wards"].split(", ")
    of_wards = told.wards[told.wards["area_name"].isin(names)]
    assert len(of_wards) == 6
    assert told.own["events"] == of_wards["events"].sum()
    assert told.among == 0 and told.tied == () and pd.isna(told.own["rank_low"])


@pytest.mark.parametrize("code", ["", "nowhere", "E07000110"])
def test_without_an_area_that_may_be_chosen_there_are_the_wards_alone(demonstration, code):
    told = standing(demonstration, ALL, newest(demonstration), "2013", code)
    assert told.area is None and told.own is None
    assert len(told.wards) == 26 and told.borough["rate"] > 0
    # the same figure for the force area as on every other page
    together = districts(demonstration, ALL, newest(demonstration).span).together
    assert told.force["rate"] == together.value and told.force["lower"] == together.lower


def test_counts_that_are_not_known_for_a_ward_set_have_no_standing(changed):
    reader = changed(
        "DELETE FROM area_month WHERE area_code IN"
        " (SELECT area_code FROM area WHERE kind = 'ward' AND vintage = '2024')"
    )
    assert standing(reader, ALL, newest(reader), "2024", "") is None
