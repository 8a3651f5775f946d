"""Districts, wards against the force area, groups: boring twins, laws of sums, refusals."""

from datetime import date

import pandas as pd
import pytest

from csp.answers import against_force, breaks, districts, places, rural
from csp.measures import measures
from csp.months import Span
from csp.settings import settings
from csp.stats.ratios import part_ratio, rate_ratio

ALL, BURGLARY = "crime_total_excl_asb", "crime_burglary"
YEAR = Span(date(2025, 1, 1), date(2025, 12, 1))


def newest(reader) -> places.Period:
    return next(one for one in places.periods(reader) if one.newest)


def test_every_district_is_held_against_all_districts_together(demonstration):
    """The sums are those of the months, without what has no place."""
    told = districts.districts(demonstration, measures()[ALL], YEAR)
    assert len(told.rates) == 13
    assert told.events == told.rates["events"].sum()
    force = places.area_rate(demonstration, measures()[ALL], YEAR, settings().area.force_code)
    without, whole = places.not_located(demonstration, measures()[ALL], YEAR)
    elsewhere = demonstration.read("series", measure=ALL, area_code="elsewhere")
    outside = elsewhere[elsewhere["month"] >= "2025-01-01"]["events"].sum()
    assert told.events + without + outside == whole == force["events"]
    assert told.own["rank_low"] <= told.own["rank"] <= told.own["rank_high"]
    assert told.share.lower < told.share.value < told.share.upper
    assert told.share.residents == pytest.approx(told.own["people"] / force["people"])


def test_the_long_series_is_never_of_a_month_that_is_not_whole(demonstration):
    code = settings().area.code
    told = districts.long_series(demonstration, measures()[ALL], code).set_index("month")
    assert told.loc[date(2018, 11, 1), "status"] == "incomplete"
    assert told.loc[date(2018, 11, 1), ["value", "all_value", "share"]].isna().all()
    assert told.loc[date(2018, 11, 1), "height"] > 0
    assert told.loc[date(2016, 1, 1), ["value", "height", "share"]].isna().all()
    row = told.loc[date(2025, 1, 1)]
    assert row["value"] == pytest.approx(1000 * row["events"] / 31 * 30.4375 / row["people"])
    assert row["share"] == pytest.approx(100 * row["events"] / row["all_events"])
    assert (row["basis"], row["year"]) == ("Census 2021", 2021)
    assert told.loc[date(2014, 5, 1), "year"] == 2017
    held = told[told["status"] != "missing"]
    assert held.groupby("span")["year"].nunique().max() == 1  # one base a span


def test_wards_are_held_against_the_force_area_in_every_span(demonstration):
    told = against_force.against_force(demonstration, measures()[ALL], "2013")
    assert [(one.span.start.year, one.span.months) for one in told.positions] == [
        *((2014, 11), (2019, 2), (2024, 4), (2025, 4)),
    ]
    for one in told.positions:
        assert len(one.wards) == 26
        ward = one.wards.iloc[5]
        again = part_ratio(ward["events"], ward["people"], one.events, one.people)
        assert (ward["ratio"], ward["lower"]) == (again.value, again.lower)
        assert one.wards[["basis", "year"]].drop_duplicates().shape[0] == 1
    assert list(told.parted["short"]) == [
        *("crime recorded differently", "pandemic restrictions", "end of pandemic restrictions"),
    ]


def test_a_move_is_the_later_share_over_the_earlier(demonstration):
    told = against_force.against_force(demonstration, measures()[ALL], "2013")
    before, after = told.positions[-2:]
    row = told.moves.wards.set_index("area_name").loc["Park Wood"]
    again = rate_ratio(row["events"], after.events, row["events_before"], before.events)
    assert (row["moved"], row["lower"], row["upper"]) == (again.value, again.lower, again.upper)
    ratios = [one.wards.set_index("area_name").loc["Park Wood", "ratio"] for one in (after, before)]
    assert row["moved"] == pytest.approx(ratios[0] / ratios[1])  # residents are of one count
    assert told.moves.by_chance == pytest.approx(1.3)
    assert (told.moves.before, told.moves.after) == (before.span, after.span)


@pytest.mark.parametrize("effect", ["rebase", "do not compare"])
def test_no_move_is_judged_across_an_entry_that_parts_the_series(changed, effect):
    reader = changed(f"UPDATE break_register SET effect = '{effect}' WHERE short = 'new wards'")
    told = against_force.against_force(reader, measures()[ALL], "2013")
    assert told.moves is None
    assert "new wards" in set(told.parted["short"])
    found = breaks.parting(reader, "police_uk", Span(date(2024, 1, 1), date(2025, 4, 1)))
    assert list(found["short"]) == ["new wards"]


def test_the_most_alike_are_the_nearest_in_the_stated_things(demonstration):
    told = districts.alike(demonstration)
    assert told.districts["distance"].is_monotonic_increasing
    assert told.districts.loc[0, "area_code"] == settings().area.code
    assert told.nearest == tuple(told.districts["area_code"][1:4])
    density = told.districts["residents"] / told.districts["square_km"]
    assert told.districts["density"].tolist() == pytest.approx(density.tolist())
    own = told.districts.iloc[0]
    assert 380 < own["square_km"] < 400  # the plan says 40,000 hectares, a round number


def test_admissions_have_a_rate_only_where_residents_of_the_year_are_held(demonstration, changed):
    alcohol = districts.admissions(demonstration)[0]
    told = districts.admitted(demonstration, alcohol)
    assert (len(told.rates), told.absent) == (12, ("Medway",))
    own = told.rates.set_index("area_code").loc[settings().area.code]
    assert (own["before"], own["after"], own["difference"]) == (139, 165, 26)
    assert own["percent"] == pytest.approx(100 * 26 / 139)
    assert own["rate"] == pytest.approx(1000 * 165 / own["people"])
    without = districts.admitted(changed("DELETE FROM population WHERE year = 2019"), alcohol)
    assert without.rates["rate"].isna().all()
    assert without.rates["rank_low"].isna().all()


def test_groups_that_part_the_borough_add_up_and_each_has_its_own_share(demonstration):
    told = rural.groups(demonstration, measures()[ALL], YEAR).rates.set_index("area_code")
    pair = rural.pair(demonstration)
    both = told.loc[[pair.rural["area_code"], pair.urban["area_code"]]]
    assert both["share"].sum() == pytest.approx(1)
    assert both["residents"].sum() == pytest.approx(1)
    assert (both["share_lower"] < both["share"]).all()
    wards = places.ward_rates(demonstration, measures()[ALL], YEAR, "2013")
    assert both["events"].sum() == wards["events"].sum()


def test_rural_beside_urban_is_the_ratio_of_their_rates(demonstration):
    pair = rural.pair(demonstration)
    told = rural.by_category(demonstration, pair, newest(demonstration)).set_index("measure")
    assert told["whole"].sum() == 1
    row = told.loc[BURGLARY]
    assert row["ratio"] == pytest.approx(row["rural_rate"] / row["urban_rate"])
    assert row["lower"] < row["ratio"] < row["upper"]
    kinds = told[~told["whole"]].drop(index="asb_incidents")
    assert kinds["rural"].sum() == told.loc[ALL, "rural"]
    few = told[told["rural_before"] < 10]
    assert few["percent"].isna().all() and len(few) > 0


def test_nothing_is_compared_across_an_entry_that_forbids_it(changed):
    reader = changed(
        "UPDATE break_register SET effect = 'do not compare' WHERE short = 'new wards'"
    )
    told = rural.by_category(reader, rural.pair(reader), newest(reader))
    assert told["rural_before"].isna().all()


def test_without_a_partition_of_two_there_is_no_pair(changed):
    assert rural.pair(changed("UPDATE area_group SET kind = 'other'")) is None
    assert rural.pair(changed("DELETE FROM area_group")) is None


def test_a_blank_ward_has_no_ratio_and_a_group_with_it_no_share(changed):
    hidden = "UPDATE area_month SET events = NULL, why_blank = 'hidden' WHERE area_code = "
    reader = changed(f"{hidden} 'E05005002'", f"{hidden} 'group_urban'")
    told = against_force.against_force(reader, measures()[ALL], "2013")
    row = told.newest.wards.set_index("area_name").loc["Park Wood"]
    assert pd.isna(row["ratio"]) and row["side"] == ""
    groups = rural.groups(reader, measures()[ALL], YEAR).rates.set_index("area_code")
    assert pd.isna(groups.loc["group_urban", "share"])
