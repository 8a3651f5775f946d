"""Invented incidents of domestic abuse: what was published of them, and what was planted."""

import json

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import shape

from csp.geography.contiguity import queen_neighbours
from csp.months import Span, index
from csp.sample.places import CENTRAL, RURAL
from csp.sample.when import NAMED_DAYS
from csp.settings import ROOT
from csp.sources import sources
from csp.stats import calendar
from csp.stats.hotspots import hotspots, pattern

BOTH_YEARS = Span(pd.Timestamp("2017-11-01").date(), pd.Timestamp("2019-10-01").date())


@pytest.fixture(scope="module")
def by_ward(incidents) -> pd.Series:
    """Incidents by ward, most first."""
    return incidents.loc[incidents["ward"] != "", "ward"].value_counts()


def yes(column: pd.Series) -> pd.Series:
    return column == "yes"


def test_is_written_as_the_contract_asks(extracts):
    known = {column.name for column in sources()["domestic_abuse"].columns}
    # Every place is a small area; the last column may be left out.
    assert set(extracts["domestic_abuse"]) == known - {"Ward", "Sensitivity"}


@pytest.mark.parametrize(
    ("figure", "incidents_held", "crimes_held"),
    # by hand: 16% of 17,244 is 2,759.04 and of 16,947 is 2,711.52; divided by 75%
    [("all_crime_2018", 3679, 2759), ("all_crime_2019", 3616, 2712)],
)
def test_sixteen_per_cent_of_each_years_crime(
    figure, incidents_held, crimes_held, incidents, figures
):
    span = figures.span(figure)
    months = incidents["starts"].dt.date.map(lambda day: day.replace(day=1))
    own = incidents[months.between(span.start, span.end)]
    assert len(own) == incidents_held
    assert yes(own["Crime recorded"]).sum() == crimes_held
    share = 100 * crimes_held / figures.value(figure)
    assert round(share) == figures.value("domestic_abuse_share_of_crime") == 16


def test_six_wards_hold_the_published_share(by_ward, figures):
    share = 100 * by_ward[list(CENTRAL)].sum() / by_ward.sum()
    assert round(share, 1) == figures.value("domestic_abuse_six_wards") == 42.5


def test_wards_are_ordered_as_published(by_ward):
    first = list(by_ward.index[:10])
    assert first[:2] == ["High Street", "Park Wood"]
    assert by_ward["High Street"] > 1.5 * by_ward["Park Wood"]  # “first by far”
    assert set(CENTRAL) <= set(first)
    assert set(first) & set(RURAL) == {"Marden and Yalding"}
    assert by_ward.iloc[9] > by_ward.iloc[10]  # no tie decides who is tenth


def test_every_ward_and_every_month_has_some(by_ward, incidents):
    assert len(by_ward) == 26
    assert by_ward.min() > 0
    months = {day.replace(day=1) for day in incidents["starts"].dt.date}
    assert months == set(BOTH_YEARS.all())


@pytest.mark.parametrize("placed", [True, False])
def test_repeat_victims_as_published_and_high_risk_as_invented(placed, incidents, figures):
    # in both groups, so that it does not matter whether the unplaced are counted
    own = incidents[(incidents["ward"] != "") == placed]
    repeat, risk = yes(own["Repeat victim"]), yes(own["High risk"])
    of_person = 100 / len(own)
    assert 100 * repeat.mean() == pytest.approx(figures.value("repeat_victims_2016"), abs=of_person)
    assert 100 * risk.mean() == pytest.approx(12, abs=of_person)


def test_published_repeat_share_to_its_last_digit(incidents, figures):
    for own in (incidents, incidents[incidents["ward"] != ""]):
        share = 100 * yes(own["Repeat victim"]).mean()
        assert round(share, 1) == figures.value("repeat_victims_2016") == 26.4


def test_one_in_a_hundred_has_no_place(incidents):
    assert (incidents["LSOA code"] == "").sum() == 73  # 1% of 7,295


def test_references_are_invented_and_unique(incidents):
    assert incidents["Incident reference"].str.fullmatch(r"DA-\d{7}").all()
    assert incidents["Incident reference"].is_unique


def test_times_are_in_order_and_of_every_kind(incidents):
    lasting = incidents["ends"] - incidents["starts"]
    assert (lasting >= pd.Timedelta(0)).all()
    assert (incidents["reported"] >= incidents["ends"].dt.normalize()).all()
    assert 0.5 < (lasting == pd.Timedelta(0)).mean() < 0.75
    hours = (lasting > pd.Timedelta(0)) & (lasting < pd.Timedelta(days=1))
    assert 0.2 < hours.mean() < 0.4
    assert 0.02 < (lasting >= pd.Timedelta(days=1)).mean() < 0.08
    same_day = incidents["reported"] == incidents["ends"].dt.normalize()
    assert 0.5 < same_day.mean() < 0.9


def test_evenings_and_weekend_nights_stand_out(incidents):
    hour, weekday = incidents["starts"].dt.hour, incidents["starts"].dt.day_of_week
    by_hour = hour.value_counts()
    assert by_hour.idxmax() in range(19, 23)
    small = incidents[hour < 4].groupby(weekday).size()
    assert small[[5, 6]].min() > 1.5 * small[[0, 1, 2, 3, 4]].max()


def test_summers_are_higher_than_winters(incidents):
    months = incidents["starts"].dt.month.value_counts()
    assert months[[6, 7, 8]].sum() > 1.2 * months[[12, 1, 2]].sum()


def test_named_days_stand_out(incidents):
    days = pd.date_range("2017-11-01", "2019-10-31")
    counts = incidents["starts"].dt.normalize().value_counts().reindex(days, fill_value=0)
    daily = pd.DataFrame({"day": days.date, "events": counts.to_numpy()})
    found = calendar.day_effects(daily, calendar.named_days(days[0].date(), days[-1].date()))
    assert set(found["effect"]) == set(NAMED_DAYS)
    assert (found["ratio"] > 1.1).all()
    assert (found["ratio"] < 2).all()
    assert found.set_index("effect").loc["England’s football matches", "lower"] > 1


def test_small_areas_of_a_ward_share_its_incidents(incidents, where):
    counts = incidents["LSOA code"].value_counts().drop("")
    assert set(counts.index) == set(where.lsoas["lsoa_code"])
    assert counts.max() > 4 * counts.mean()  # some concentration


def test_hotspots_of_every_kind_over_eight_quarters(incidents, where):
    placed = incidents[incidents["ward"] != ""]
    first = index(BOTH_YEARS.start)
    quarter = [(index(day) - first) // 3 for day in placed["starts"].dt.date]
    counts = pd.crosstab(placed["LSOA code"], np.array(quarter))
    classes = hotspots(counts, _neighbours())
    hot = classes.assign(hot=classes["class"].str.startswith("hot"))
    by_area = hot.pivot(index="area_code", columns="measure", values="hot")
    words = by_area.apply(lambda row: pattern(list(row)), axis=1).value_counts()
    assert set(words.index) == {"persistent", "emerging", "former", "intermittent", "none"}
    assert words.drop("none").max() < 10  # few


def _neighbours() -> dict[str, tuple[str, ...]]:
    file = ROOT / "data" / "open" / "boundaries" / "lsoa_2011.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return queen_neighbours(
        {one["properties"]["area_code"]: shape(one["geometry"]) for one in features}
    )
