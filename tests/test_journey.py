"""The journey of one number: rows of a police file in, the fill colour of each ward out."""

import csv
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens.ward_map import View, answer
from csp.answers import places
from csp.answers.places import Period
from csp.build import build
from csp.db import READER_SETTINGS, Reader, pointer
from csp.ingest.police_uk import ingest
from csp.ingest.whole_month import NEVER_ABSENT
from csp.measures import measures
from csp.months import Span
from csp.settings import ROOT
from tests import map_read
from tests.conftest import fresh_data_folder

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
OPEN = ROOT / "data" / "open"
BURGLARY, ASB = "Burglary", "Anti-social behaviour"
MEDWAY = "E01016016"  # an LSOA of another district of the force
FOLKESTONE, ITS_LSOA = "E07000112", "E01024500"
BACKGROUND = 15_000  # rows a month elsewhere in the force: what is usual there
NOT_LOCATED = 37
WARD = "Boxley"


def table(name: str) -> list[dict[str, str]]:
    with (OPEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wards_of(lsoa_vintage: str, ward_vintage: str = "2013") -> dict[str, str]:
    """Ward code by LSOA code, from the committed look-up."""
    return {
        row["lsoa_code"]: row["ward_code"]
        for row in table("lookup_lsoa_ward.csv")
        if (row["lsoa_vintage"], row["ward_vintage"]) == (lsoa_vintage, ward_vintage)
    }


def ward_code(name: str) -> str:
    (code,) = {
        row["area_code"]
        for row in table("area.csv")
        if (row["area_name"], row["kind"], row["vintage"]) == (name, "ward", "2013")
    }
    return code


def placed(code: str) -> tuple[str, str]:
    """An LSOA of the borough with its name, as the publisher writes them."""
    (name,) = {row["area_name"] for row in table("area.csv") if row["area_code"] == code}
    return code, name


def write_month(folder: Path, month: str, rows: list[tuple[str, str, str]]) -> Path:
    """A street file as the publisher's, of (LSOA code, LSOA name, crime type)."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{month}-kent-street.csv"
    lines = [
        f"{'' if kind == ASB else f'{number:064x}'},{month},Kent Police,Kent Police,"
        f"{'0.5,51.2' if code else ','},On or near Lane,{code},{name},{kind},,"
        for number, (code, name, kind) in enumerate(rows)
    ]
    file.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return file


def usual_month() -> list[tuple[str, str, str]]:
    """A month of the force outside the borough, with some rows without a location."""
    return [
        *[(MEDWAY, "Medway 001A", kind) for kind in NEVER_ABSENT],
        *[(MEDWAY, "Medway 001A", "Drugs")] * BACKGROUND,
        *[("", "", "Drugs")] * NOT_LOCATED,
    ]


@dataclass(frozen=True)
class Built:
    """A partner file and the rows that the tests put into it."""

    reader: Reader
    january: list[tuple[str, str, str]]
    december: list[tuple[str, str, str]]
    folder: Path
    replaced: tuple[date, ...]
    told: tuple[str, ...]  # by the build


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Iterator[Built]:
    """A new month and a replaced one, ingested and built."""
    with pytest.MonkeyPatch.context() as place:
        folder = fresh_data_folder(tmp_path_factory.mktemp("journey") / "data")
        place.setenv("CSP_DATA", str(folder))
        lsoas = sorted(code for code, ward in wards_of("2021").items() if ward == ward_code(WARD))
        january = [
            *usual_month(),
            *[(*placed(lsoas[0]), BURGLARY)] * 33,
            *[(*placed(lsoas[1]), BURGLARY)] * 12,
            *[(*placed(lsoas[1]), ASB)] * 5,  # identical rows, separate incidents
            *[(ITS_LSOA, "Shepway 014A", "Robbery")] * 9,
        ]
        december = [*usual_month(), (*placed(lsoas[0]), BURGLARY)]
        files = [
            write_month(folder.parent / "first", "2026-01", january),
            write_month(folder.parent / "first", "2025-12", december),
        ]
        took = ingest(files)
        told = build("partner").sentences
        reader = Reader(pointer("partner").resolve(), "partner")
        yield Built(reader, january, december, folder, took.replaced, told)
        reader.close()


def events(reader: Reader, **where: str) -> int | None:
    """The count of one cell of `area_month`, or None when the file has no such row."""
    found = rows_of(
        reader,
        "SELECT events FROM area_month"
        " WHERE area_code = $area AND measure = $measure AND month = $month",
        **({"measure": "crime_burglary"} | where),
    )
    return found[0][0] if found else None


def rows_of(reader: Reader, query: str, **params: object) -> list[tuple]:
    with duckdb.connect(str(reader.path), read_only=True, config=READER_SETTINGS) as held:
        return held.execute(query, params or None).fetchall()


def fills(reader: Reader, period: Period) -> dict[str, str]:
    """The fill colour of each ward on the borough's map of burglary counts."""
    view = View(measures()["crime_burglary"], period, "count", "2013", "")
    (_, spec), *_ = answer(reader, view, LIGHT).panels
    return {area["properties"]["name"]: area["properties"]["fill"] for area in map_read.areas(spec)}


def carried(first: str, last: str) -> Counter[str]:
    """Burglaries by ward name in committed months, summed by hand."""
    ward_of, counted = wards_of("2021"), Counter()
    names = {row["area_code"]: row["area_name"] for row in table("area.csv")}
    for row in table("crime_lsoa_month.csv"):
        if row["category"] == "burglary" and first <= row["month"] <= last:
            counted[names[ward_of[row["lsoa_code"]]]] += int(row["events"])
    return counted


def colour(burglaries: int) -> str:
    """The fill that a year's count has by the measure's own bounds."""
    return LIGHT.sequential[bisect_right(measures()["crime_burglary"].count_classes, burglaries)]


def test_rows_of_a_file_become_the_fill_of_every_ward(built, demonstration):
    """Boxley's 45 new burglaries put it into the highest class; the others only lose and gain
    their months.
    """
    period = next(one for one in places.periods(built.reader) if one.newest)
    assert period.span == Span(date(2025, 2, 1), date(2026, 1, 1))
    expected = carried("2025-02", "2025-11")
    expected[WARD] += 1 + 45  # December replaced by one row, January's two LSOAs
    drawn = fills(built.reader, period)
    assert len(drawn) == 26
    assert drawn == {name: colour(expected[name]) for name in drawn}

    before = next(one for one in places.periods(demonstration) if one.newest)
    assert before.span == Span(date(2025, 1, 1), date(2025, 12, 1))
    was, by_hand = fills(demonstration, before), carried("2025-01", "2025-12")
    assert was == {name: colour(by_hand[name]) for name in was}
    assert was[WARD] != drawn[WARD] == LIGHT.sequential[4]


def test_what_the_map_says_is_the_count_of_the_rows(built):
    """One month, one ward, one table: the same number in the tip, the table and the file."""
    january = Span(date(2026, 1, 1), date(2026, 1, 1))
    view = View(measures()["crime_burglary"], Period("", january, None, False), "count", "2013", "")
    said = answer(built.reader, view, LIGHT)
    told = {
        area["properties"]["name"]: area["properties"]["told"]
        for area in map_read.areas(said.panels[0][1])
    }
    assert told == {name: "45" if name == WARD else "0" for name in told}
    row = said.files.set_index("area_name").loc[WARD]
    assert row["events"] == 45
    assert f'<th scope="row">{WARD}</th><td class="n b">45</td>' in said.table


def test_a_raw_month_replaces_the_carried_counts_whole(built, demonstration):
    """December's own rows are one burglary: nothing of the carried December is left."""
    assert events(demonstration, area="E07000110", month="2025-12-01") > 1
    assert events(built.reader, area="E07000110", month="2025-12-01") == 1
    of_month = (
        "SELECT sum(events) FROM area_month JOIN area USING (area_code)"
        " WHERE kind = 'force' AND month = '2025-12-01'"
        " AND measure IN ('crime_total_excl_asb', 'asb_incidents')"
    )
    assert rows_of(built.reader, of_month) == [(len(built.december),)]
    assert events(built.reader, area="E07000110", month="2025-11-01") == events(
        demonstration, area="E07000110", month="2025-11-01"
    )


def test_the_build_says_which_months_stand_for_carried_ones(built):
    """January is new; December takes the place of the carried counts."""
    assert built.told == (
        "2 of 34 months come from received files and 1 of them replaces the carried counts.",
    )


def test_identical_asb_rows_are_separate_incidents(built):
    assert events(built.reader, area="E07000110", measure="asb_incidents", month="2026-01-01") == 5


def test_rows_without_a_location_stay_counted(built):
    at = {"measure": "crime_drugs", "month": "2026-01-01"}
    assert events(built.reader, area="not located", **at) == NOT_LOCATED
    assert events(built.reader, area="E23000032", **at) == BACKGROUND + NOT_LOCATED
    assert events(built.reader, area="E06000035", **at) == BACKGROUND


def test_shepway_is_folkestone_and_hythe(built):
    """A district's old name in an LSOA's name puts nothing into Maidstone's Shepway wards."""
    at = {"measure": "crime_robbery", "month": "2026-01-01"}
    assert events(built.reader, area=FOLKESTONE, **at) == 9
    assert events(built.reader, area="E07000110", **at) == 0
    named = "SELECT area_name FROM area WHERE area_code = $code"
    assert rows_of(built.reader, named, code=FOLKESTONE) == [("Folkestone and Hythe",)]
    shepways = rows_of(built.reader, "SELECT area_code FROM area WHERE area_name LIKE 'Shepway%'")
    assert len(shepways) >= 2
    assert {events(built.reader, area=code, **at) for (code,) in shepways} == {0}


def test_a_resupplied_month_replaces_and_a_short_one_is_caught(built, monkeypatch):
    """The second January has 300 rows only: it stands for the month, and is called incomplete."""
    monkeypatch.setenv("CSP_DATA", str(built.folder))
    lsoa = next(code for code, ward in wards_of("2021").items() if ward == ward_code(WARD))
    rows = [*[(MEDWAY, "Medway 001A", "Drugs")] * 293, *[(*placed(lsoa), BURGLARY)] * 7]
    took = ingest([write_month(built.folder.parent / "second", "2026-01", rows)])
    assert took.replaced == (date(2026, 1, 1),)
    assert "they replace the" in took.sentences[0]
    build("partner")
    with_short = Reader(pointer("partner").resolve(), "partner")
    assert events(with_short, area="E07000110", month="2026-01-01") == 7
    assert events(with_short, area="not located", measure="crime_drugs", month="2026-01-01") == 0
    supply = with_short.read("supply", dataset="police_uk").set_index("month")["status"]
    assert supply.loc["2026-01-01"] == "incomplete"
    newest = next(one for one in places.periods(with_short) if one.newest)
    assert newest.span == Span(date(2025, 1, 1), date(2025, 12, 1))
    with_short.close()


# ---- the oddities of the real data, in the built file


def test_missing_months_have_no_rows_and_are_called_missing(demonstration):
    held = {row["month"] for row in table("crime_district_month.csv")}
    supply = demonstration.read("supply", dataset="police_uk")
    status = {f"{row.month:%Y-%m}": row.status for row in supply.itertuples()}
    assert {month for month, word in status.items() if word != "missing"} == held
    assert len(held) == 33
    assert len(status) == 12 * 12  # January 2014 to December 2025
    with_rows = rows_of(
        demonstration,
        "SELECT DISTINCT strftime(area_month.month, '%Y-%m') FROM area_month"
        " SEMI JOIN measure ON area_month.measure = measure.measure"
        " AND measure.dataset = 'police_uk'",
    )
    assert {month for (month,) in with_rows} == held
    assert {month for month, word in status.items() if word == "incomplete"} == {
        "2018-11",
        "2018-12",
    }


@pytest.mark.parametrize("wards", ["2013", "2024"])
def test_wards_are_lsoas_are_the_borough_in_each_month(demonstration, wards):
    """A boring twin of the build: sums of the committed table by the committed look-up."""
    counts = pd.read_csv(OPEN / "crime_lsoa_month.csv", dtype={"month": str})
    counts = counts[counts["category"] != "anti_social_behaviour"]
    expected: Counter[tuple[str, str]] = Counter()
    borough: Counter[str] = Counter()
    look = {vintage: wards_of(vintage, wards) for vintage in ("2011", "2021")}
    for row in counts.itertuples():
        ward = look["2021" if row.month >= "2023-06" else "2011"][row.lsoa_code]
        expected[ward, row.month] += row.events
        borough[row.month] += row.events
    query = (
        "SELECT area_code, strftime(month, '%Y-%m'), events FROM area_month"
        " JOIN area USING (area_code) WHERE measure = 'crime_total_excl_asb'"
        " AND kind = $kind AND vintage = $vintage"
    )
    found = rows_of(demonstration, query, kind="ward", vintage=wards)
    assert {(ward, month): events for ward, month, events in found if events} == dict(expected)
    whole = rows_of(demonstration, query, kind="borough", vintage="2024")
    assert {month: events for _, month, events in whole} == dict(borough)
    assert sum(events for month, events in borough.items() if month >= "2025") == 13_618
    incidents = rows_of(
        demonstration,
        "SELECT sum(events)::INTEGER FROM area_month WHERE area_code = 'E07000110'"
        " AND measure = 'asb_incidents' AND month >= '2025-01-01'",
    )
    assert incidents == [(3_001,)]


def test_what_is_not_located_is_the_committed_count(demonstration):
    expected = Counter({row["month"]: 0 for row in table("crime_district_month.csv")})
    for row in table("crime_district_month.csv"):
        if row["district_code"] == "not located":
            expected[row["month"]] += int(row["events"])
    found = rows_of(
        demonstration,
        "SELECT strftime(month, '%Y-%m'), sum(events)::INTEGER FROM area_month"
        " WHERE area_code = 'not located'"
        " AND measure IN ('crime_total_excl_asb', 'asb_incidents') GROUP BY ALL",
    )
    assert dict(found) == dict(expected)
    assert min(expected.values()) > 0


@pytest.mark.slow
@pytest.mark.skipif("CSP_LONG" not in os.environ, reason="half a minute: set CSP_LONG=1")
def test_all_raw_months_give_the_counts_that_are_carried(
    shared_folder, demonstration, tmp_path, monkeypatch
):
    """The 21 months of the downloads, ingested and built, equal what is committed for them."""
    folder = fresh_data_folder(tmp_path / "data")
    monkeypatch.setenv("CSP_DATA", str(folder))
    took = ingest(sorted((shared_folder / "data" / "police_uk").glob("*.zip")))
    assert len(took.taken) == 21
    assert build("partner").sentences == (
        "21 of 33 months come from received files and replace the carried counts.",
    )
    with duckdb.connect(str(pointer("partner")), read_only=True) as made:
        made.execute(f"ATTACH '{demonstration.path}' AS shown (READ_ONLY)")
        made.execute(
            "CREATE TEMP VIEW open_counts AS SELECT counted.* FROM shown.area_month AS counted"
            " SEMI JOIN shown.measure AS own"
            " ON counted.measure = own.measure AND own.dataset = 'police_uk'"
        )
        differ = made.execute(
            "SELECT count(*) FROM (FROM area_month EXCEPT ALL FROM open_counts)"
        ).fetchone()
        missing = made.execute(
            "SELECT count(*) FROM (FROM open_counts EXCEPT ALL FROM area_month)"
        ).fetchone()
        (rows,) = made.execute(
            "SELECT count(*) FROM area_month WHERE month IN (SELECT unnest($months::DATE[]))",
            {"months": list(took.taken)},
        ).fetchone()
    assert (differ, missing) == ((0,), (0,))
    assert rows > 10_000
