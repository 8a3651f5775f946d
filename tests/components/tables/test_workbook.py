"""Workbooks: what a reader, a screen reader and a spreadsheet meet in one."""

import io
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from components.tables.workbook import (
    EXPLAINED,
    MOST_ROWS,
    ONE_TABLE,
    Sheet,
    Workbook,
    workbook_bytes,
)
from csp.errors import DownloadError

ROWS = pd.DataFrame(
    {
        "area_code": ["E05000001", "E05000002", "E05000003"],
        "area_name": ["High Street", "=1+1", "@SUM(A1)"],
        "month": pd.to_datetime(["2025-01-01", "2025-02-01", None]),
        "events": pd.array([1200, None, None], dtype="Int64"),
        "rate": [93.42, None, None],
        "year": [2025, 2024, 2023],
        "p": [0.0312, 0.5, 0.25],
        "exact": [True, False, True],
        "note": ["", "-7.8%", None],
        "why_blank": [None, "hidden", None],
    }
)
MADE = Workbook(
    title="Crimes by ward",
    by="The partnership",
    cover=("One row a ward.", "Release 2025-12-a."),
    notes={"[hidden]": "Held and not shown."},
    columns={"area_code": "the code of the area", "events": "how many"},
    sheets=(
        Sheet("Crimes by ward", ("Counts, 2025", "Source: police."), ROWS, {"Period": "2025"}),
    ),
)


def opened(made: Workbook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(made)))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(MADE)


def cells(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_it_opens_on_a_cover_and_says_who_made_it_in_which_language(book):
    assert book.sheetnames == ["Cover", "Notes", "Columns", "Table_1"]
    assert book.active.title == "Cover"
    told = [row[0] for row in cells(book["Cover"])]
    assert told[:3] == ["Crimes by ward", "One row a ward.", "Release 2025-12-a."]
    assert told[-1] == "Worksheets: Cover, Notes, Columns and Table_1."
    properties = book.properties
    assert (properties.title, properties.creator) == ("Crimes by ward", "The partnership")
    assert properties.language == "en-GB"


def test_each_worksheet_has_its_title_in_a1_and_one_real_table_below(book):
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert isinstance(sheet["A1"].value, str) and sheet["A1"].font.b
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        head = sheet[first].row
        assert last == f"{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
        headings = [cell.value for cell in sheet[head]]
        assert len(set(headings)) == len(headings) and all(headings)
        assert sheet.freeze_panes == f"A{head + 1}"
        assert list(sheet.merged_cells.ranges) == []
        assert all(row[0] for row in cells(sheet)), "no blank row"
        assert all(value is not None for row in cells(sheet)[head - 1 :] for value in row)
        assert sheet.sheet_state == "visible"
    names = [one.displayName for sheet in book for one in sheet.tables.values()]
    assert len(set(names)) == len(names) == 3


def test_numbers_are_numbers_and_every_blank_has_its_word(book):
    sheet = book["Table_1"]
    told = cells(sheet)
    assert told[:4] == [
        ["Crimes by ward"] + [None] * 8,
        ["Counts, 2025"] + [None] * 8,
        ["Source: police."] + [None] * 8,
        [f"{ONE_TABLE} {EXPLAINED}"] + [None] * 8,
    ]
    head = ["Area code", "Area name", "Month", "Events", "Rate", "Year", "P", "Exact", "Note"]
    assert told[4] == head
    assert told[5][3:] == [1200, 93.42, 2025, 0.0312, "yes", "[n/a]"]
    assert told[6][3:] == ["[hidden]", "[hidden]", 2024, 0.5, "no", "-7.8%"]
    assert told[7][2:5] == ["[n/a]", "[no data]", "[no data]"]
    formats = [cell.number_format for cell in sheet[6]]
    assert formats[2:7] == ["yyyy-mm-dd", "#,##0", "#,##0.00", "0", "0.0000"]


def test_no_text_runs_as_a_formula(book):
    sheet = book["Table_1"]
    for place, text in (("B7", "=1+1"), ("B8", "@SUM(A1)"), ("I7", "-7.8%")):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s")
        assert sheet[place].quotePrefix
    with ZipFile(io.BytesIO(workbook_bytes(MADE))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\x1f", "\ufffe", "\ud800"])
def test_control_characters_are_refused_without_repeating_them(text):
    rows = pd.DataFrame({"name": pd.Series([text], dtype=object)})
    made = replace(MADE, sheets=(Sheet("Some rows", (), rows),))
    with pytest.raises(DownloadError) as told:
        workbook_bytes(made)
    assert str(told.value) == "Some rows: a text holds a control character, so no file is made."


def test_several_tables_have_contents_that_lead_to_each():
    two = Sheet("Crimes by month", ("Counts",), ROWS.head(1), {"Period": "2024", "Licence": "OGL"})
    book = opened(replace(MADE, sheets=(*MADE.sheets, two)))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Columns", "Table_1", "Table_2"]
    assert cells(book["Contents"])[2:] == [
        ["Worksheet", "Title", "Period", "Licence"],
        ["Table_1", "Crimes by ward", "2025", "[n/a]"],
        ["Table_2", "Crimes by month", "2024", "OGL"],
    ]
    links = [book["Contents"].cell(row, 1).hyperlink.location for row in (4, 5)]
    assert links == ["'Table_1'!A1", "'Table_2'!A1"]


def test_a_column_is_explained_once_under_the_heading_that_it_has(book):
    told = dict(row[:2] for row in cells(book["Columns"])[3:])
    assert told["Area code"] == "the code of the area"
    assert told["Events"] == "how many"
    assert told["Rate"] == "[n/a]"
    assert "Why blank" not in told


def test_a_table_that_no_workbook_bears_is_refused():
    rows = pd.DataFrame({"n": range(MOST_ROWS + 1)})
    with pytest.raises(DownloadError, match="CSV file only"):
        workbook_bytes(replace(MADE, sheets=(Sheet("Long", (), rows),)))


def test_no_row_of_it_touches_a_disk(monkeypatch):
    def opened_file(*_, **__):
        raise AssertionError("a file was made")

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", opened_file)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", opened_file)
    assert workbook_bytes(MADE)[:2] == b"PK"
