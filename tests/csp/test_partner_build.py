"""Partners' tables in the built file: counted once in every area, blank where not known."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens import feeling_safe, ward_map
from components.screens.ward_map import View
from csp.answers import places
from csp.build import build
from csp.build.hotspots import quarters
from csp.build.load import Supplied
from csp.db import Reader, pointer
from csp.errors import BuildError
from csp.measures import measures
from csp.settings import ROOT
from csp.sources import sources
from tests.conftest import fresh_data_folder

BOROUGH = "E07000110"
SWALE = "E07000113"
RECEIVED = datetime(2026, 1, 1)  # noqa: DTZ001 - as the file stores it


def incident(month: str, lsoa: str = "", ward: str = "", **told: str) -> dict[str, str]:
    base = {
        "incident_reference": "",
        "reported_on": f"{month}-03",
        "from": f"{month}-02 21:00:00",
        "to": f"{month}-02 23:00:00",
        "lsoa_code": lsoa,
        "ward": ward,
        "crime_recorded": "yes",
        "repeat_victim": "no",
        "high_risk": "no",
        "period": f"{month}-01",
    }
    return base | told


def supplied(source: str, rows: list[dict[str, str]], status: str = "partner") -> Supplied:
    return Supplied(source, pd.DataFrame(rows), RECEIVED, "0" * 64, status)


@pytest.fixture(scope="module")
def ward_names() -> dict[str, str]:
    """The names of the wards of 2013 by code."""
    table = pd.read_csv(ROOT / "data" / "open" / "area.csv", dtype=str)
    own = table[(table["kind"] == "ward") & (table["vintage"] == "2013")]
    return dict(zip(own["area_name"], own["area_code"], strict=True))


@pytest.fixture(scope="module")
def lsoas() -> list[str]:
    table = pd.read_csv(ROOT / "data" / "open" / "area.csv", dtype=str)
    return sorted(table.loc[(table["kind"] == "lsoa") & (table["vintage"] == "2011"), "area_code"])


@pytest.fixture(scope="module")
def partner(tmp_path_factory, ward_names, lsoas) -> Iterator[Reader]:
    """A partner file: one month known to small areas, one partly by ward name, one not sent."""
    folder: Path = fresh_data_folder(tmp_path_factory.mktemp("partner") / "data")
    before = os.environ.get("CSP_DATA")
    os.environ["CSP_DATA"] = str(folder)
    high_street = ward_names["High Street"]
    try:
        build(
            "partner",
            supplied=[
                supplied(
                    "domestic_abuse",
                    [
                        *(incident("2018-01", code) for code in lsoas),
                        incident("2018-01", lsoas[0], repeat_victim="yes", crime_recorded="no"),
                        incident("2018-01"),
                        incident("2018-02", lsoas[0]),
                        incident("2018-02", ward=high_street),
                        incident("2018-04", lsoas[0], high_risk="yes"),
                    ],
                ),
                supplied(
                    "one_stop_shop",
                    [
                        _visit("2018-01", high_street, "women", 5),
                        _visit("2018-01", high_street, "men", 1),
                        _visit("2018-01", "outside_the_borough", "women", 2),
                        _visit("2018-01", "not_known", "women", 3),
                    ],
                ),
                supplied("residents_survey", _answers("2023-01-01")),
                supplied(
                    "marac",
                    [_heard("2018-01", cases="17", repeat_cases="5", children="")],
                ),
                supplied(
                    "hospital_admissions",
                    [
                        _admitted(BOROUGH, "alcohol", "18 to 24", 4),
                        _admitted(BOROUGH, "alcohol", "25 to 64", 8),
                        _admitted(SWALE, "alcohol", "All ages", 30),
                    ],
                ),
                supplied(
                    "monthly_counts",
                    [
                        _counted(high_street, "fly_tipping", 7),
                        _counted("not_known", "fly_tipping", 2),
                        _counted(BOROUGH, "fly_tipping", 7),
                        _counted(BOROUGH, "deliberate_fires", 3),
                    ],
                ),
            ],
        )
        reader = Reader(pointer("partner").resolve(), "partner")
        yield reader
        reader.close()
    finally:
        os.environ.pop("CSP_DATA") if before is None else os.environ.update(CSP_DATA=before)


def _admitted(district: str, cause: str, age: str, count: int) -> dict[str, str]:
    return {
        "month": "2018-01-01",
        "district": district,
        "cause": cause,
        "age_band": age,
        "admissions": str(count),
        "period": "2018-01-01",
    }


def _counted(area: str, what: str, count: int) -> dict[str, str]:
    return {
        "month": "2018-01-01",
        "area": area,
        "what": what,
        "count": str(count),
        "period": "2018-01-01",
    }


def _answers(wave: str) -> list[dict[str, str]]:
    """A hundred residents, twenty of them for each answer, by day and at night."""
    scale = sources()["residents_survey"].scale_of("safe_day").answers
    return [
        {
            "wave": wave,
            "respondent": f"{number:032x}",
            "question": question,
            "answer": scale[number % len(scale)],
            "weight": "",
            "ward": "not_known",
            "age_band": "",
            "sex": "",
            "period": wave,
        }
        for number in range(100)
        for question in ("safe_day", "safe_night")
    ]


def _heard(month: str, **counts: str) -> dict[str, str]:
    return {"month": f"{month}-01", "period": f"{month}-01", **counts}


def _visit(month: str, ward: str, sex: str, visits: int) -> dict[str, str]:
    period = f"{month}-01"
    return {"month": period, "ward": ward, "sex": sex, "visits": str(visits), "period": period}


def events(reader: Reader, measure: str, month: str, kind: str, vintage: str) -> pd.DataFrame:
    return reader.read(
        "area_counts",
        measure=measure,
        starts=f"{month}-01",
        ends=f"{month}-01",
        kinds=[kind],
        vintage=vintage,
    ).set_index("area_code")


def series(reader: Reader, measure: str, area: str) -> dict[str, float | None]:
    found = reader.read("series", measure=measure, area_code=area)
    return {
        f"{row.month:%Y-%m}": None if pd.isna(row.events) else float(row.events)
        for row in found.itertuples()
    }


@pytest.mark.parametrize("vintage", ["2013", "2024"])
def test_each_incident_is_counted_once_in_every_kind_of_area(partner, vintage):
    wards = events(partner, "domestic_abuse_incidents", "2018-01", "ward", vintage)
    small = events(partner, "domestic_abuse_incidents", "2018-01", "lsoa", "2011")
    assert wards["events"].sum() == small["events"].sum() == 96
    assert series(partner, "domestic_abuse_incidents", BOROUGH)["2018-01"] == 96


def test_what_has_no_place_stays_counted_apart(partner):
    assert series(partner, "domestic_abuse_incidents", "not located")["2018-01"] == 1


def test_a_row_is_counted_as_what_it_says(partner):
    told = {
        name: series(partner, f"domestic_abuse_{name}", BOROUGH)["2018-01"]
        for name in ("incidents", "crimes", "repeat_victims", "high_risk")
    }
    assert told == {"incidents": 96, "crimes": 95, "repeat_victims": 1, "high_risk": 0}


def test_a_ward_known_by_name_leaves_small_areas_and_the_other_ward_set_blank(partner, ward_names):
    """Nobody can say in which small area or ward of 2024 it lies: blank, never too few."""
    in_force = events(partner, "domestic_abuse_incidents", "2018-02", "ward", "2013")
    assert in_force.loc[ward_names["High Street"], "events"] >= 1
    assert in_force["events"].sum() == 2
    for kind, vintage in (("ward", "2024"), ("lsoa", "2011")):
        blank = events(partner, "domestic_abuse_incidents", "2018-02", kind, vintage)
        assert set(blank["why_blank"]) == {"no data"}
        assert blank["events"].isna().all()
    assert series(partner, "domestic_abuse_incidents", BOROUGH)["2018-02"] == 2


def test_a_month_that_was_not_sent_is_missing(partner):
    held = partner.read("supply", dataset="domestic_abuse")
    assert dict(zip(held["month"].dt.strftime("%Y-%m"), held["status"], strict=True)) == {
        "2018-01": "complete",
        "2018-02": "complete",
        "2018-03": "missing",
        "2018-04": "complete",
    }
    assert series(partner, "domestic_abuse_incidents", BOROUGH)["2018-03"] is None


def test_a_ward_without_visits_is_nought_and_visitors_from_elsewhere_stay_apart(
    partner, ward_names
):
    wards = events(partner, "one_stop_shop_visits", "2018-01", "ward", "2013")
    assert wards["events"].sum() == wards.loc[ward_names["High Street"], "events"] == 6
    assert (wards["events"] == 0).sum() == 25
    assert series(partner, "one_stop_shop_visits", "elsewhere")["2018-01"] == 2
    assert series(partner, "one_stop_shop_visits", "not located")["2018-01"] == 3
    other = events(partner, "one_stop_shop_visits", "2018-01", "ward", "2024")
    assert set(other["why_blank"]) == {"no data"}


def test_cases_are_of_the_borough_alone_and_a_cell_left_empty_is_no_nought(partner):
    assert series(partner, "marac_cases", BOROUGH)["2018-01"] == 17
    assert series(partner, "marac_repeat_cases", BOROUGH)["2018-01"] == 5
    assert series(partner, "marac_children", BOROUGH)["2018-01"] is None
    assert set(events(partner, "marac_cases", "2018-01", "ward", "2013")["why_blank"]) == {
        "no data"
    }


def test_the_dataset_says_who_sent_it_and_no_reference_is_in_the_file(partner):
    held = partner.read("datasets").set_index("dataset")
    assert held.loc["domestic_abuse", "status"] == "partner"
    assert held.loc["domestic_abuse", "rows"] == 100
    for table in ("area_month", "hour_of_week", "calendar_effect"):
        columns = partner._connection.execute(f"DESCRIBE {table}").df()["column_name"]
        assert not any("reference" in name for name in columns)


def test_hours_are_spread_over_the_range_and_add_up(partner):
    found = partner._connection.execute(
        "SELECT weekday, hour, sum(events) AS events FROM hour_of_week"
        " WHERE area_code = $area GROUP BY ALL HAVING sum(events) > 0 ORDER BY ALL",
        {"area": BOROUGH},
    ).df()
    assert set(found["hour"]) == {21, 22}
    (period,) = places.periods(partner, "domestic_abuse")
    assert period.span.start.isoformat() == "2018-04-01"
    assert found["events"].sum() == pytest.approx(1.0)


def test_open_measures_are_as_without_partners(partner, demonstration):
    measure = measures()["crime_burglary"]
    period = next(one for one in places.periods(partner) if one.newest)
    here = places.ward_rates(partner, measure, period.span, "2013")
    there = places.ward_rates(demonstration, measure, period.span, "2013")
    pd.testing.assert_frame_equal(here, there)


@pytest.mark.parametrize(
    ("edition", "status"), [("partner", "illustrative"), ("demonstration", "partner")]
)
def test_invented_records_and_real_ones_never_share_an_edition(
    tmp_path, monkeypatch, edition, status, lsoas
):
    monkeypatch.setenv("CSP_DATA", str(fresh_data_folder(tmp_path / "data")))
    rows = [incident("2018-01", lsoas[0])]
    with pytest.raises(BuildError, match="may hold no other than"):
        build(edition, supplied=[supplied("domestic_abuse", rows, status)])
    assert not pointer(edition).exists()


def test_quarters_are_counted_back_from_the_newest_month():
    every = [month for year in (2018, 2019) for month in _year(year)]
    found = quarters(every)
    assert len(found) == 8
    assert (found[0].start, found[-1].end) == (every[0], every[-1])
    assert len(quarters(every[1:])) == 7
    gap = [month for month in every if (month.year, month.month) != (2019, 6)]
    assert len(quarters(gap)) == 2


def _year(year: int) -> list:
    return list(pd.date_range(f"{year}-01-01", periods=12, freq="MS").date)


def test_a_wave_supplied_as_answers_stands_beside_the_published_ones(partner):
    """All five answers as they were given; the newest wave leads the page."""
    made = feeling_safe.waves(partner, LIGHT)
    assert "2023" in made.title and "2020" in made.title
    assert not made.illustrative
    newest = made.files[made.files["wave"] == "2023"]
    assert list(newest["percent"]) == [40.0, 40.0]
    assert list(newest["base"]) == [100, 100]
    parts = [
        row["words"] for rows in made.spec["datasets"].values() for row in rows if "fill" in row
    ]
    for answer in ("Very safe", "Fairly safe", "Neither", "Fairly unsafe", "Very unsafe"):
        assert parts.count(f"{answer} 20%") == 2, answer


def _january(partner: Reader, measure: str) -> dict[str, int | None]:
    rows = partner._connection.cursor().execute(
        "SELECT area_code, events FROM area_month WHERE measure = $measure", {"measure": measure}
    )
    return dict(rows.fetchall())


def test_counts_by_district_are_known_for_the_districts_sent(partner):
    assert _january(partner, "alcohol_admissions") == {BOROUGH: 12, SWALE: 30}
    assert _january(partner, "assault_admissions") == {}


def test_counts_by_ward_know_every_ward_and_those_of_the_borough_only_the_borough(
    partner, ward_names
):
    tips = _january(partner, "fly_tipping")
    assert tips[ward_names["High Street"]] == 7
    assert tips[ward_names["Fant"]] == 0
    assert (tips[BOROUGH], tips["not located"]) == (7, 2)
    assert _january(partner, "deliberate_fires") == {BOROUGH: 3}


def test_a_breakdown_is_kept_of_each_group(partner):
    rows = partner._connection.cursor().execute(
        "SELECT area_code, group_name, events FROM breakdown"
        " WHERE dataset = 'hospital_admissions' AND grouping = 'Age band' ORDER BY ALL"
    )
    assert rows.fetchall() == [
        (BOROUGH, "18 to 24", 4),
        (BOROUGH, "25 to 64", 8),
        (SWALE, "All ages", 30),
    ]


def test_a_borough_that_is_sent_beside_its_wards_is_broken_down_once(partner):
    rows = partner._connection.cursor().execute(
        "SELECT events FROM breakdown WHERE dataset = 'monthly_counts' AND area_code = $own"
        " AND category = 'fly_tipping'",
        {"own": BOROUGH},
    )
    assert rows.fetchall() == [(7,)]


def test_a_ward_without_the_set_of_its_month_is_blank(partner):
    blank = partner._connection.cursor().execute(
        "SELECT count(*) FROM area_month WHERE measure = 'fly_tipping' AND events IS NULL"
    )
    assert blank.fetchone() == (22,)


def test_the_ward_map_offers_what_is_counted_by_ward_and_is_not_sensitive(partner):
    offered = places.mappable(partner)
    assert offered[0].id == "crime_total_excl_asb"
    assert [one.id for one in offered if one.source != "police_uk"] == ["fly_tipping"]
    assert all(one.sensitivity != "sensitive" for one in offered)


def _mapped(partner: Reader, show: str, vintage: str = "2013") -> ward_map.Answer:
    (period,) = places.periods(partner, "monthly_counts")
    return ward_map.answer(
        partner, View(measures()["fly_tipping"], period, show, vintage, ""), LIGHT
    )


def test_a_partner_s_counts_are_mapped_in_the_wards_of_their_month(partner):
    rates = _mapped(partner, "rate")
    assert "rates of fly-tips" in rates.title
    assert "the partner counted 7 fly-tips" in rates.lead
    assert "Classes are made from the figures shown." in rates.map_under
    counts = _mapped(partner, "count")
    assert counts.title.replace("\u00a0", " ") == "High Street alone holds 100% of fly-tips"
    assert "5.0" not in counts.key


def test_what_a_partner_s_counts_cannot_show_is_said_in_a_sentence(partner):
    assert _mapped(partner, "rate", "2024").title == "These counts are not known for this ward set"
    assert "small area" in _mapped(partner, "hotspots").empty
    assert _mapped(partner, "change").empty
