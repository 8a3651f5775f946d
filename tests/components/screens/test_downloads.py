"""What can be taken away: every whole table, what each file says of itself, what is invented."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from components.addressed import Addressed
from components.choosing import downloads as choosing
from components.screens import downloads as screen
from components.screens import taken_away, whole_tables
from components.screens.taken_away import Table
from components.screens.whole_tables import Whole
from components.tables.workbook import MOST_ROWS
from components.words import downloads as words
from components.words.columns import COLUMNS
from components.words.files import IN_FILES, rows_sha256
from csp.answers.whole_tables import sets_of
from csp.db import Reader

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def demonstration(demonstration_throughout) -> Reader:
    """One reader for all tests here."""
    return demonstration_throughout


@pytest.fixture(scope="module")
def every(demonstration) -> list[Whole]:
    """Every whole table of the demonstration."""
    names = ["", *whole_tables.datasets(demonstration)]
    return [one for name in names for one in whole_tables.of(demonstration, name, TODAY)]


def named(tables: list[Whole], name: str) -> Whole:
    (found,) = (one for one in tables if one.table.name == name)
    return found


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, encoding="utf-8-sig")


def test_the_tables_that_an_open_data_reader_expects_are_there(every):
    names = {one.table.name for one in every}
    assert names >= {
        "police_uk-wards-2013-by-month",
        "police_uk-wards-2024-by-month",
        "police_uk-small-areas-2011-by-month",
        "police_uk-small-areas-2021-by-month",
        "police_uk-districts-by-month",
        "police_uk-supply",
        "residents",
        "residents-by-age",
        "deprivation",
        "areas-wards-2013",
        "areas-wards-2024",
        "areas-small-areas-2021",
        "small-areas-and-wards",
        "published-figures-register",
        "indicators-of-plans",
        "actions-of-plans",
        "residents_survey-answers",
        "breaks",
        "datasets",
        "what-is-counted",
        "what-columns-hold",
    }
    titles = [one.table.title for one in every]
    assert all(titles) and all(one.table.under and one.rows > 0 for one in every)
    files = [one.table.file_name for one in every]
    assert len(set(files)) == len(files)


def test_a_table_has_as_many_rows_as_it_says_and_every_column_is_explained(every):
    for one in every:
        rows = one.table.rows()
        assert len(rows) == one.rows, one.table.name
        unknown = [name for name in rows if IN_FILES.get(name, name) not in COLUMNS]
        assert unknown == [], one.table.name
        assert not rows.duplicated().any(), one.table.name


def test_the_counts_are_those_that_the_screens_read(demonstration, every):
    table = named(every, "police_uk-wards-2013-by-month").table.rows()
    own = table[(table["measure"] == "crime_vehicle_crime") & (table["area_code"] == "E05004996")]
    told = demonstration.read("series", measure="crime_vehicle_crime", area_code="E05004996")
    kept = told.dropna(subset=["events"]).set_index("month")["events"]
    assert len(own) == 33
    assert own.set_index("month")["events"].astype(int).equals(kept.astype(int))


def test_small_areas_stand_under_the_codes_of_their_months(every):
    older = named(every, "police_uk-small-areas-2011-by-month").table.rows()
    newer = named(every, "police_uk-small-areas-2021-by-month").table.rows()
    assert older["month"].max() < pd.Timestamp("2023-06-01") <= newer["month"].min()
    assert (older["area_code"].nunique(), newer["area_code"].nunique()) == (95, 99)


def test_of_a_sensitive_subject_only_the_borough_goes_out_by_month(demonstration):
    for dataset in ("domestic_abuse", "marac", "one_stop_shop"):
        for one in whole_tables.of(demonstration, dataset, TODAY):
            rows = one.table.rows()
            if "area_code" in rows:
                assert set(rows["area_code"]) == {"E07000110"}


def test_what_is_invented_says_so_in_its_name_and_in_every_row(demonstration, every):
    status = demonstration.read("datasets").set_index("dataset")["status"]
    invented = {name for name, word in status.items() if word in ("illustrative", "example")}
    assert invented >= {"domestic_abuse", "residents_survey", "priority_setting"}
    for dataset in invented:
        for one in whole_tables.of(demonstration, dataset, TODAY):
            word = status[dataset]
            assert one.table.file_name.startswith(f"{word} ")
            told = read(taken_away.as_csv(demonstration, one.table))
            assert set(told["records"]) == {word}
    real = [one for one in every if not one.table.source.mark]
    assert not any(one.table.file_name.startswith(("illustrative", "example")) for one in real)


def test_a_file_tells_all_that_must_go_with_it(demonstration, every):
    one = named(every, "police_uk-districts-by-month")
    row = read(taken_away.as_csv(demonstration, one.table)).iloc[0]
    behind = list(row.index[list(row.index).index("table_title") :])
    assert behind == list(words.CARRIED_COLUMNS)
    held = demonstration.read("datasets").set_index("dataset").loc["police_uk"]
    assert row["table_title"] == one.table.title
    assert row["period"] == "Jan 2014 to Dec 2025"
    assert row["geography"] == "the borough, districts and the force area"
    assert row["protection"].startswith("None needed")
    assert row["received_sha256"] == held["sha256"]
    assert row["release"] == demonstration.release
    assert row["reference"].startswith("downloads?part=tables&dataset=police_uk&table=police_uk-")
    assert row["reference"].endswith(
        f"&release={demonstration.release}&edition=demonstration&on=2026-11-27"
    )
    assert row["rows_sha256"] == rows_sha256(one.table.rows())
    assert "Open Government Licence" in row["licence"] and row["attribution"]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["E05004996"], "wards of 2013"),
        (["E05015603"], "wards of 2024 (approximate)"),
        (["E05004996", "E05015603"], "wards of 2013 and 2024 (approximate)"),
        (["E07000110", "E07000106"], "the borough and districts"),
        (["group_urban"], "the partnership’s groups of wards"),
        ([], "no areas by code"),
        (["nowhere", None], "no areas by code"),
    ],
)
def test_a_file_says_of_which_sets_of_areas_its_codes_are(demonstration, codes, told):
    rows = pd.DataFrame({"area_code": codes, "n": range(len(codes))})
    assert taken_away.geography(demonstration, rows) == told


def test_a_code_of_two_sets_is_of_the_one_that_knows_all(demonstration):
    newer = set(demonstration.read("shapes", kind="lsoa", vintage="2021")["area_code"])
    older = set(demonstration.read("shapes", kind="lsoa", vintage="2011")["area_code"])
    both = sorted(newer & older)
    assert sets_of(demonstration, newer) == {"lsoa": ("2021",)}
    assert sets_of(demonstration, older) == {"lsoa": ("2011",)}
    assert sets_of(demonstration, both) == {"lsoa": ("2011", "2021")}
    assert sets_of(demonstration, newer | older) == {"lsoa": ("2011", "2021")}


def test_every_table_that_is_not_too_long_is_a_workbook(demonstration, every):
    short = [one for one in every if one.rows <= 60]
    for one in short:
        content = taken_away.as_workbook(demonstration, one.table.title, [one.table], TODAY)
        book = openpyxl.load_workbook(io.BytesIO(content))
        (table,) = book["Table_1"].tables.values()
        first, last = table.ref.split(":")
        rows = book["Table_1"][last].row - book["Table_1"][first].row
        assert rows == one.rows, one.table.name
        cover = [cell.value for cell in book["Cover"]["A"]]
        assert cover[0] == one.table.title == book.properties.title
        assert any(demonstration.release in line for line in cover)
        assert any(line.startswith("Contact: ") for line in cover)
        assert not any(".." in line for line in cover)
    assert len(short) > 5
    assert any(one.rows > MOST_ROWS for one in every)


def test_a_workbook_of_several_tables_tells_the_source_of_each(demonstration):
    tables = [one.table for one in whole_tables.of(demonstration, "boundaries", TODAY)[:2]]
    content = taken_away.as_workbook(demonstration, "Areas", tables, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, first, second = list(book["Contents"].iter_rows(min_row=3, values_only=True))
    told = dict(zip(head, first, strict=True))
    assert told["Title"] == tables[0].title and told["Licence"] == tables[0].source.licence
    assert told["SHA-256 of the rows"] == rows_sha256(tables[0].rows())
    assert second[1] == tables[1].title


def test_each_row_of_an_invented_workbook_says_so(demonstration):
    (one,) = (
        one
        for one in whole_tables.of(demonstration, "marac", TODAY)
        if one.table.name == "marac-supply"
    )
    content = taken_away.as_workbook(demonstration, one.table.title, [one.table], TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Table_1"]
    rows = [row[-1] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert rows == ["Records", *["ILLUSTRATIVE"] * one.rows]


def test_notes_hold_the_shorthand_the_rule_and_the_breaks(demonstration, every):
    one = named(every, "police_uk-supply")
    content = taken_away.as_workbook(demonstration, one.table.title, [one.table], TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Notes"]
    told = dict(sheet.iter_rows(min_row=4, max_col=2, values_only=True))
    assert {"[hidden]", "[no data]", "[n/a]", "Protection"} <= set(told)
    breaks = [name for name in told if name.startswith("Break of ")]
    assert len(breaks) == len(demonstration.read("breaks", dataset="police_uk"))


def test_boundaries_leave_with_their_names_and_attribution(demonstration, every):
    one = named(every, "areas-wards-2024")
    made = json.loads(whole_tables.geojson(demonstration, one))
    assert len(made["features"]) == 22
    assert made["geography"] == "wards of 2024 (approximate)"
    assert "Crown copyright" in made["attribution"]
    assert made["features"][0]["properties"]["exact"] is False
    with pytest.raises(ValueError, match="no areas"):
        whole_tables.geojson(demonstration, named(every, "residents"))


def test_an_archive_holds_every_table_as_its_own_file(demonstration):
    tables = whole_tables.of(demonstration, "published", TODAY)
    with ZipFile(io.BytesIO(whole_tables.all_as_zip(demonstration, tables))) as archive:
        assert archive.namelist() == [
            "published-figures-register.csv",
            "indicators-of-plans.csv",
            "actions-of-plans.csv",
            "residents-survey-answers.csv",
        ]
        first = archive.read(archive.namelist()[0])
    assert first == taken_away.as_csv(demonstration, tables[0].table)
    assert len(list(csv.reader(io.StringIO(first.decode("utf-8-sig"))))) == tables[0].rows + 1


def test_no_long_table_stays_in_memory(demonstration, every):
    one = named(every, "police_uk-small-areas-2021-by-month")
    assert one.table.rows() is not one.table.rows()


def test_title_and_lead_say_how_much_there_is(demonstration):
    pages = choosing.pages(demonstration)
    title, lead = screen.heading(demonstration, len(pages))
    assert title == "Everything shown here can be taken away"
    assert f"figures of {len(pages)} pages" in lead
    assert f"whole tables of {len(whole_tables.datasets(demonstration))} datasets" in lead
    assert lead.startswith(f"**Release {demonstration.release}**, demonstration:")


@pytest.mark.parametrize(
    ("address", "view"),
    [
        ("", screen.View("tables", dataset="police_uk")),
        ("dataset=", screen.View("tables", dataset="")),
        ("dataset=population", screen.View("tables", dataset="population")),
        ("part=figures", screen.View("figures", page="at_a_glance")),
        ("part=figures&page=Ward+map", screen.View("figures", page="ward_map")),
        ("part=pack", screen.View("pack")),
    ],
)
def test_what_is_chosen_stands_in_the_address(demonstration, address, view):
    choose = Addressed.of(address)
    assert choosing.chosen(demonstration, choose) == view
    assert choose.unknown == []


def test_a_district_without_plans_is_offered_what_it_holds(changed):
    bare = changed("DELETE FROM plan", "DELETE FROM published_figure", "DELETE FROM document")
    offered = choosing.pages(bare)
    assert not {"priority_trends", "action_plan", "published_figures"} & set(offered)
    assert "ward_map" in offered
    names = {one.table.name for one in whole_tables.of(bare, "published", TODAY)}
    assert "indicators-of-plans" not in names


def test_a_table_without_a_mark_is_called_by_its_name():
    source = whole_tables.own_words("2025-12-a")
    assert Table("a-table", "A", "", source, pd.DataFrame).file_name == "a-table"
