"""Hostile spreadsheets: each with its whole message, nothing kept, and no traceback."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from odf.element import Element
from odf.table import TableCell
from odf.text import P
from openpyxl.worksheet.worksheet import Worksheet
from partner_files import (
    DOMESTIC_ABUSE,
    KEY,
    LSOA,
    MARAC,
    ONE_STOP_SHOP,
    SURVEY,
    add_sheet,
    book,
    csv_of,
    data_folder,
    incident,
    message,
    ods_of,
    refusal,
    saved,
    visits,
    write,
    xlsx_of,
)

from csp.errors import IntakeError
from csp.ingest import partner, workbook
from csp.ingest.spreadsheet import SIZE_LIMIT
from csp.sources import sources

OSS, DA, RS = "one_stop_shop", "domestic_abuse", "residents_survey"
NOT_A_COUNT = "is not a whole number; send the true count, it is protected when published"
NOT_A_DAY = "the value is not a day (day before month, as 31/12/2025)"
NO_TIME = "the value has no time of day; give it as 31/12/2025 21:30"
DAMAGED = "is damaged and cannot be read; perhaps it was cut off while it was copied"
FOUND = "columns found: Month, Ward, Sex, Visits"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def answer(**other: object) -> list[object]:
    cells: dict[str, object] = {
        "wave": "2026",
        "respondent": "R-1",
        "question": "By day",
        "answer": "Fairly safe",
        "weight": "0.93",
        "ward": "Fant & Oakwood",
        "age_band": "35 to 54",
        "sex": "Female",
    }
    return list({**cells, **other}.values())


def changed(*rows: list[object] | tuple[object, ...], change: Callable[[Worksheet], None]) -> bytes:
    made = book(*rows)
    change(made.worksheets[0])
    return saved(made)


def two_sheets() -> bytes:
    made = book(ONE_STOP_SHOP, visits("2026-01"), title="January")
    add_sheet(made, "February", ONE_STOP_SHOP, visits("2026-02"))
    return saved(made)


def hidden_sheet() -> bytes:
    made = book(ONE_STOP_SHOP, visits(), title="Visits")
    add_sheet(made, "Cover", ["Nothing to see here"])
    made["Visits"].sheet_state = "hidden"
    made.active = 1
    return saved(made)


def errors(sheet: Worksheet) -> None:
    for place, word in (("D2", "#REF!"), ("D3", "#N/A"), ("B4", "#DIV/0!")):
        sheet[place].value = word
        sheet[place].data_type = "e"
    sheet["D5"] = "=2+3"  # written by a program that does not work it out


def far_out(place: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[place] = "stray"

    return change


def unpacked_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(workbook.UNPACKED_LIMIT // 2**24 + 1):
                part.write(bytes(2**24))
    return content.getvalue()


def packed(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, inside in entries.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), inside)
    return content.getvalue()


def ods_error() -> Element:
    cell = TableCell(valuetype="float", value="0", formula="of:=[.A1]/0")
    cell.addElement(P(text="#DIV/0!"))
    return cell


def ods_merged() -> bytes:
    tall = TableCell(valuetype="string", numberrowsspanned="2", numbercolumnsspanned="1")
    tall.addElement(P(text="High Street"))
    first = ["2026-01", tall, "Women", 4]
    return ods_of(ONE_STOP_SHOP, first, ["2026-01", None, "Men", 2])


HOSTILE: dict[str, tuple[str, str, Callable[[], bytes], list[str]]] = {
    "title rows above, a total and a note below": (
        OSS,
        "visits.xlsx",
        lambda: xlsx_of(
            ["Visits to the one-stop shop"],
            [],
            ONE_STOP_SHOP,
            visits(),
            ["Total", "", "", 7],
            ["Figures are provisional"],
        ),
        [
            "row 5 looks like a total; take it out",
            "row 6 has only one filled cell; take notes out of the table",
        ],
    ),
    "hidden and impossible counts": (
        OSS,
        "visits.csv",
        lambda: csv_of(
            ONE_STOP_SHOP,
            *(
                visits(f"2025-{n:02}", n=cell)
                for n, cell in enumerate(
                    ["<5", "*", "-", "n/a", "-3", "4.5", "1,20", "9999999", "", "1 204"], start=1
                )
            ),
        ),
        [
            f"row 2, \"Visits\": '<5' {NOT_A_COUNT}",
            f"row 3, \"Visits\": '*' {NOT_A_COUNT}",
            f"row 4, \"Visits\": '-' {NOT_A_COUNT}",
            f"row 5, \"Visits\": 'n/a' {NOT_A_COUNT}",
            "row 6, \"Visits\": '-3' is less than 0",
            f"row 7, \"Visits\": '4.5' {NOT_A_COUNT}",
            f"row 8, \"Visits\": '1,20' {NOT_A_COUNT}",
            "row 9, \"Visits\": '9999999' is more than 1,000,000, which cannot be",
            'row 10, "Visits": the cell is empty; write 0 where there were none',
            "row 11, \"Visits\": '1 204' is not a whole number; write digits alone, without marks"
            " (as 1204)",
        ],
    ),
    "numbers that are none in a workbook": (
        OSS,
        "visits.xlsx",
        lambda: xlsx_of(
            ONE_STOP_SHOP,
            visits(n=7.5),
            visits("2026-02", n=True),
            visits("2026-03", n=date(2026, 1, 5)),
        ),
        [
            f"row 2, \"Visits\": '7.5' {NOT_A_COUNT}",
            f"row 3, \"Visits\": 'TRUE' {NOT_A_COUNT}",
            f"row 4, \"Visits\": '05/01/2026' {NOT_A_COUNT}",
        ],
    ),
    "wrong wards": (
        OSS,
        "visits.csv",
        lambda: csv_of(
            ONE_STOP_SHOP,
            visits("2023-05", "Shepway Nth"),
            visits("2023-05", "Palace Wood"),
            visits("2026-01", "Heath"),
            visits("2024-05", "Tovil"),
            visits("2023-05", "Ashford"),
            visits("2023-05", ""),
        ),
        [
            "row 2, \"Ward\": 'Shepway Nth' is not a ward of Maidstone"
            " (did you mean Shepway North?)",
            "row 3, \"Ward\": 'Palace Wood' is a ward only since May 2024",
            "row 4, \"Ward\": 'Heath' was a ward only until May 2024",
            "row 5, \"Ward\": 'Tovil' is a ward only since 2 May 2024;"
            " rows of that month carry the older names",
            "row 6, \"Ward\": 'Ashford' is not a ward of Maidstone; write “Outside the borough” or"
            " “Not known” where it is none",
            'row 7, "Ward": the cell is empty',
        ],
    ),
    "a column of another name, and one that is missing": (
        OSS,
        "visits.csv",
        lambda: csv_of(("Wards", "Visits", "Gender"), ["High Street", 7, "Female"]),
        [
            "row 2, \"Gender\": 'Female' is none of: Women; Men; Not stated",
            'column "Month" is missing (columns found: Wards, Visits, Gender)',
            'column "Ward" is missing (columns found: Wards, Visits, Gender; is it "Wards"?)',
        ],
    ),
    "the same row twice": (
        OSS,
        "visits.csv",
        lambda: csv_of(ONE_STOP_SHOP, visits(), visits(ward="Fant & Oakwood"), visits(n=2)),
        ['row 4, "Month": the same "Month", "Ward" and "Sex" as in row 2'],
    ),
    "the same reference twice": (
        DA,
        "extract.csv",
        lambda: csv_of(DOMESTIC_ABUSE, incident(), incident(incident_reference="da-1 ")),
        ['row 3, "Incident reference": the same as in row 2'],
    ),
    "errors of the spreadsheet, and a formula without its result": (
        OSS,
        "visits.xlsx",
        lambda: changed(
            ONE_STOP_SHOP,
            *(visits(f"2025-{n:02}") for n in range(1, 6)),
            change=errors,
        ),
        [
            'row 2, "Visits": the cell holds an error of the spreadsheet (#REF!)',
            'row 3, "Visits": the cell holds an error of the spreadsheet (#N/A)',
            'row 4, "Ward": the cell holds an error of the spreadsheet (#DIV/0!)',
            'row 5, "Visits": the cell holds a formula, not its result; send the values alone',
        ],
    ),
    "errors of an ODS spreadsheet": (
        OSS,
        "visits.ods",
        lambda: ods_of(ONE_STOP_SHOP, ["2026-01", "High Street", "Women", ods_error()]),
        ['row 2, "Visits": the cell holds an error of the spreadsheet (#DIV/0!)'],
    ),
    "formulas as text": (
        OSS,
        "visits.csv",
        lambda: csv_of(ONE_STOP_SHOP, visits(n="=1+1"), visits("2026-02", n="#VALUE!")),
        [
            'row 2, "Visits": the cell holds a formula, not its result; send the values alone',
            'row 3, "Visits": the cell holds an error of the spreadsheet (#VALUE!)',
        ],
    ),
    "merged cells among the rows": (
        DA,
        "extract.xlsx",
        lambda: changed(
            DOMESTIC_ABUSE,
            incident(lsoa_code="", ward="High Street"),
            incident(incident_reference="DA-2", lsoa_code=""),
            change=lambda sheet: sheet.merge_cells("F2:F3"),
        ),
        ['row 2, "Ward": the cells F2 to F3 are merged; give each row its own value'],
    ),
    "merged cells of an ODS spreadsheet": (
        OSS,
        "visits.ods",
        ods_merged,
        [
            'row 2, "Ward": the cells B2 to B3 are merged; give each row its own value',
            'row 3, "Ward": the cell is empty',
        ],
    ),
    "two sheets that could each be it": (
        OSS,
        "visits.xlsx",
        two_sheets,
        ['sheets "January" and "February" each hold the columns; send one of them'],
    ),
    "the table on a hidden sheet": (
        OSS,
        "visits.xlsx",
        hidden_sheet,
        ['the columns stand on a hidden sheet ("Visits"); show it'],
    ),
    "empty sheets": (OSS, "visits.xlsx", lambda: xlsx_of([], []), ["is empty"]),
    "an empty file": (OSS, "visits.csv", lambda: b"", ["is empty"]),
    "only blank lines": (OSS, "visits.csv", lambda: b"\r\n ,, \r\n", ["is empty"]),
    "a header alone": (
        OSS,
        "visits.ods",
        lambda: ods_of(ONE_STOP_SHOP),
        ["has a header but no rows"],
    ),
    "no header": (
        DA,
        "extract.csv",
        lambda: csv_of(incident(), incident(incident_reference="DA-2")),
        [
            "no header was found in the first 30 rows (columns looked for: Incident reference,"
            " Reported on, From, To, Crime recorded, Repeat victim, High risk)"
        ],
    ),
    "the header again, among the rows": (
        OSS,
        "visits.csv",
        lambda: csv_of(ONE_STOP_SHOP, visits(), ONE_STOP_SHOP, visits("2026-02")),
        ["row 3 repeats the header; take it out"],
    ),
    "two columns for the same": (
        OSS,
        "visits.csv",
        lambda: csv_of((*ONE_STOP_SHOP, "Gender"), [*visits(), "Women"]),
        ['columns "Sex" and "Gender" stand for the same; keep one of them'],
    ),
    "a comma too many": (
        OSS,
        "visits.csv",
        lambda: b"Month,Ward,Sex,Visits\n2026-01,Harrietsham, Lenham & North Downs,Women,7\n",
        ["row 2 has 5 values, the header has 4"],
    ),
    "stray quotation marks": (
        OSS,
        "visits.csv",
        lambda: b'Month;Ward;Sex;Visits\n2026-01;High "Street;Women;7\n2026-02;Bridge;Women;7\n',
        ["row 2: a quotation mark stands inside a value or is never closed"],
    ),
    "a quotation mark never closed": (
        OSS,
        "visits.csv",
        lambda: b'Month,Ward,Sex,Visits\n2026-01,"High Street,Women,7\n2026-02,Bridge,Women,7\n',
        ["row 2: a quotation mark stands inside a value or is never closed"],
    ),
    "a cell over two lines": (
        OSS,
        "visits.csv",
        lambda: b'Month,Ward,Sex,Visits\n2026-01,"High\nStreet",Women,7\n',
        ["row 2 runs over more than one line; a quotation mark may be missing"],
    ),
    "no text at all": (
        OSS,
        "visits.csv",
        lambda: bytes(range(256)),
        ["is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 CSV"],
    ),
    "days that are none, or cannot be": (
        DA,
        "extract.csv",
        lambda: csv_of(
            DOMESTIC_ABUSE,
            *(
                incident(incident_reference=f"DA-{n}", reported_on=cell)
                for n, cell in enumerate(
                    ["12/31/2025", "03/01/26", "46025", "30 Feb 2026", "01/01/2099", "03/01/1926"]
                )
            ),
        ),
        [
            f'row 2, "Reported on": {NOT_A_DAY}',
            'row 3, "Reported on": the value has a year of two digits; write all four',
            'row 4, "Reported on": the value is a bare number; have the spreadsheet show it as a'
            " date",
            f'row 5, "Reported on": {NOT_A_DAY}',
            'row 6, "Reported on": the value lies in the future',
            'row 7, "Reported on": the value lies before 2000',
        ],
    ),
    "moments without a time, out of order, and no moments": (
        DA,
        "extract.csv",
        lambda: csv_of(
            DOMESTIC_ABUSE,
            incident(**{"from": "02/01/2026"}),
            incident(incident_reference="DA-2", to="02/01/2026 21:29"),
            incident(incident_reference="DA-3", reported_on="01/01/2026"),
            incident(incident_reference="DA-4", **{"from": "2 Jan 2026 24:10"}),
            incident(incident_reference="DA-5", **{"from": "evening"}),
        ),
        [
            f'row 2, "From": {NO_TIME}',
            'row 3, "From": is later than "To"',
            'row 4, "From": is later than "Reported on"',
            'row 5, "From": the value is not a day with a time (as 31/12/2025 21:30)',
            'row 6, "From": the value is not a day with a time (as 31/12/2025 21:30)',
        ],
    ),
    "midnight in every row": (
        DA,
        "extract.xlsx",
        lambda: xlsx_of(
            DOMESTIC_ABUSE,
            *(
                incident(
                    incident_reference=f"DA-{day}",
                    reported_on=date(2026, 2, 1),
                    **{"from": date(2026, 1, day), "to": ""},
                )
                for day in range(1, 12)
            ),
        ),
        [
            'column "From" says midnight in every row; give the times of day, or 00:00 and 23:59 as'
            " the earliest and the latest where only the day is known"
        ],
    ),
    "places that are elsewhere or none": (
        DA,
        "extract.csv",
        lambda: csv_of(
            DOMESTIC_ABUSE,
            incident(lsoa_code="E01000001"),
            incident(incident_reference="DA-2", lsoa_code="12 High Street"),
            incident(incident_reference="DA-3", lsoa_code="", ward="Shepway Nth"),
            incident(incident_reference="DA-4", high_risk="perhaps"),
        ),
        [
            'row 2, "LSOA code": the value is not a small area of Maidstone',
            'row 3, "LSOA code": the value is not an LSOA code (E01 or W01 and six digits)',
            'row 4, "Ward": the value is not a ward of Maidstone',
            'row 5, "High risk": the value is neither yes nor no',
        ],
    ),
    "codes of both vintages": (
        DA,
        "extract.csv",
        lambda: csv_of(
            DOMESTIC_ABUSE,
            incident(),
            *(
                incident(incident_reference=f"DA-{code}", lsoa_code=code)
                for code in ("E01024334", "E01034990", "E01024388")
            ),
        ),
        [
            'column "LSOA code" mixes LSOA codes of 2011 (rows 3, 5) and 2021 (row 4);'
            " use one kind in a file"
        ],
    ),
    "no column of a place": (
        DA,
        "extract.csv",
        lambda: csv_of(
            (*DOMESTIC_ABUSE[:4], *DOMESTIC_ABUSE[6:]), [*incident()[:4], *incident()[6:]]
        ),
        [
            'has neither column "LSOA code" nor "Ward" (columns found: Incident reference, Reported'
            " on, From, To, Crime recorded, Repeat victim, High risk)"
        ],
    ),
    "more repeat cases than cases, and a month twice": (
        "marac",
        "marac.csv",
        lambda: csv_of(
            MARAC, ["Jan 2026", 5, 7, ""], ["2026-01-15", 5, 2, 3], ["2099-01", 1, 1, 1]
        ),
        [
            'row 2, "Repeat cases": is more than "Cases"',
            'row 3, "Month": the same as in row 2',
            "row 4, \"Month\": '2099-01' lies in the future",
        ],
    ),
    "months that are none": (
        "marac",
        "marac.csv",
        lambda: csv_of(MARAC, *([cell, 5, 1, ""] for cell in ("2025-13", "Januar", "13/2025", ""))),
        [
            "row 2, \"Month\": '2025-13' is not a month (as 2025-12)",
            "row 3, \"Month\": 'Januar' has no year; write it as 2025-12",
            "row 4, \"Month\": '13/2025' is not a month (as 2025-12)",
            'row 5, "Month": the cell is empty',
        ],
    ),
    "answers that are none": (
        RS,
        "survey.csv",
        lambda: csv_of(
            SURVEY,
            answer(question="By dey", respondent="R-0"),
            answer(answer="Farly safe"),
            answer(respondent="R-2", weight="0", age_band="18 - 30", sex="F"),
            answer(respondent="R-3"),
            answer(respondent="R-3", answer="Very safe", wave="2026.5"),
            answer(respondent="R-3", answer="Very safe"),
        ),
        [
            "row 2, \"Question\": 'By dey' is not a word that is known here (did you mean By day?)",
            "row 3, \"Answer\": 'Farly safe' is none of: Very safe; Fairly safe; Neither safe nor"
            " unsafe; Fairly unsafe; Very unsafe; Don't know; Not applicable"
            " (did you mean Fairly safe?)",
            "row 4, \"Weight\": '0' is not a weight (a number above 0, as 0.93)",
            "row 4, \"Age band\": '18 - 30' is none of: 18 to 34; 35 to 54; 55 to 64; 65 and over"
            " (did you mean 18 to 34?)",
            "row 4, \"Sex\": 'F' is none of: Female; Male; Other; Not stated",
            "row 6, \"Wave\": '2026.5' is not a wave (a year as 2025, or a month as 2025-12)",
            'row 7, "Wave": the same "Wave", "Respondent" and "Question" as in row 5',
        ],
    ),
    "a survey in both shapes": (
        RS,
        "survey.csv",
        lambda: csv_of((*SURVEY, "At night"), [*answer(), "Very safe"]),
        [
            'columns "Question", "Answer" and "At night" together:'
            " hold one answer a row, or one question a column"
        ],
    ),
    "a survey in neither shape": (
        RS,
        "survey.csv",
        lambda: csv_of(("Wave", "Respondent", "Sex"), ["2026", "R-1", "Female"]),
        [
            'has neither columns "Question" and "Answer" nor one for each question'
            " (columns found: Wave, Respondent, Sex)"
        ],
    ),
    "a survey without an answer": (
        RS,
        "survey.csv",
        lambda: csv_of(("Wave", "Respondent", "By day"), ["2026", "R-1", ""], ["2026", "R-2", " "]),
        ["holds no answers"],
    ),
    "a respondent twice, one question a column": (
        RS,
        "survey.csv",
        lambda: csv_of(
            ("Wave", "Respondent", "By day", "At night"),
            ["2026", "R-1", "Very safe", "Very safe"],
            ["2026", "r-1", "Very safe", "safe"],
        ),
        [
            "row 3, \"At night\": 'safe' is none of: Very safe; Fairly safe; Neither safe nor"
            " unsafe; Fairly unsafe; Very unsafe; Don't know; Not applicable",
            'row 3, "Wave": the same "Wave" and "Respondent" as in row 2',
        ],
    ),
    "a stray cell far to the right": (
        OSS,
        "visits.xlsx",
        lambda: changed(ONE_STOP_SHOP, visits(), change=far_out("XFD2")),
        [
            'sheet "Sheet1" reaches as far as cell XFD2;'
            " at most 300,000 rows and 702 columns are taken"
        ],
    ),
    "a stray cell far below": (
        OSS,
        "visits.xlsx",
        lambda: changed(ONE_STOP_SHOP, visits(), change=far_out("B1048576")),
        [
            'sheet "Sheet1" reaches as far as cell B1048576;'
            " at most 300,000 rows and 702 columns are taken"
        ],
    ),
    "a row repeated a million times": (
        OSS,
        "visits.ods",
        lambda: ods_of(ONE_STOP_SHOP, visits(), repeated=1_000_000),
        [
            'sheet "Sheet1" reaches as far as cell A1000001;'
            " at most 300,000 rows and 702 columns are taken"
        ],
    ),
    "a file that unpacks without end": (
        OSS,
        "visits.xlsx",
        unpacked_bomb,
        ["unpacks to more than 600 MB, which no table needs"],
    ),
    "too large": (
        OSS,
        "visits.csv",
        lambda: b"Month,Ward,Sex,Visits\n" + b" " * SIZE_LIMIT,
        ["has 50 MB; at most 50 MB are taken"],
    ),
    "too many rows": (
        OSS,
        "visits.csv",
        lambda: b"Month,Ward,Sex,Visits\n" * 300_001,
        ["has 300,001 rows; at most 300,000 are taken"],
    ),
    "a workbook locked with a password": (
        OSS,
        "visits.xlsx",
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(512)
            + "EncryptedPackage".encode("utf-16-le")
        ),
        ["is locked with a password; save it without one"],
    ),
    "an ODS locked with a password": (
        OSS,
        "visits.ods",
        lambda: packed(
            mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
            content_dot_xml=b"junk",
            **{"META-INF__manifest_dot_xml": b"<manifest:encryption-data/>"},
        ),
        ["is locked with a password; save it without one"],
    ),
    "an older Excel file": (
        OSS,
        "visits.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        ["is an older Excel file; save it as XLSX, ODS or CSV"],
    ),
    "a damaged workbook": (
        OSS,
        "visits.xlsx",
        lambda: xlsx_of(ONE_STOP_SHOP, visits())[:-200],
        [DAMAGED],
    ),
    "a workbook whose sheet is junk": (
        OSS,
        "visits.xlsx",
        lambda: packed(
            xl__workbook_dot_xml=b"<workbook", xl___rels__workbook_dot_xml_dot_rels=b"<"
        ),
        [DAMAGED],
    ),
    "a workbook called CSV": (
        OSS,
        "visits.csv",
        lambda: xlsx_of(ONE_STOP_SHOP, visits()),
        ["is called .csv but is a workbook; give it its right ending"],
    ),
    "text called XLSX": (
        OSS,
        "visits.xlsx",
        lambda: csv_of(ONE_STOP_SHOP, visits()),
        ["is called .xlsx but is no XLSX file"],
    ),
    "ODS called XLSX": (
        OSS,
        "visits.XLSX",
        lambda: ods_of(ONE_STOP_SHOP, visits()),
        ["is called .xlsx but is ODS; give it its right ending"],
    ),
    "a zip called ODS": (
        OSS,
        "visits.ods",
        lambda: packed(readme_dot_txt=b"hello"),
        ["is called .ods but is no ODS file"],
    ),
    "a document": (
        OSS,
        "visits.docx",
        lambda: b"PK",
        ["is of a kind that is not taken; save it as XLSX, ODS or CSV"],
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_told_whole(
    case: str, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    source, name, content, faults = HOSTILE[case]
    file = write(tmp_path / "sent", name, content())
    assert refusal(source, file, capsys, data) == message(name, *faults)
    with pytest.raises(IntakeError) as raised:
        partner.check(sources()[source], file, key=KEY)
    assert str(raised.value) == message(name, *faults)


def test_the_sentences_of_the_style_guide(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    rows = [visits(f"2022-{n % 12 + 1:02}", "Fant", n=n) for n in range(13)]
    content = csv_of(
        ("Ward", "Visits", "Gender"),
        *([ward, n, "Men"] for _, ward, _, n in rows[:12]),
        ["Shepway Nth", 3, "Men"],
        *([ward, n, "Women"] for _, ward, _, n in rows[:7]),
        ["Fant", "<5", "Men"],
    )
    file = write(tmp_path / "sent", "one_stop_shop_2026q1.csv", content)
    assert refusal(OSS, file, capsys, data) == message(
        file.name,
        "row 14, \"Ward\": 'Shepway Nth' is not a ward of Maidstone (did you mean Shepway North?)",
        f"row 22, \"Visits\": '<5' {NOT_A_COUNT}",
        'column "Month" is missing (columns found: Ward, Visits, Gender)',
    )


def test_many_faults_of_a_kind_are_counted_after_twenty(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    rows = [visits(f"{2000 + n // 12}-{n % 12 + 1:02}", "Fant", "<5") for n in range(1045)]
    content = csv_of(ONE_STOP_SHOP, *rows[:200], visits("2020-01", "Fant", -1))
    told = refusal(OSS, write(tmp_path / "sent", "v.csv", content), capsys, data).splitlines()
    assert told[0] == "v.csv: 22 problems, nothing was taken"
    assert told[20] == f"  row 21, \"Visits\": '<5' {NOT_A_COUNT}"
    assert told[21] == "  row 202, \"Visits\": '-1' is less than 0"
    assert told[22] == '  and 180 more rows with a fault of this kind in "Visits"'


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc on this machine")
def test_a_file_that_cannot_be_read(tmp_path: Path, data: Path, capsys):
    """A link whose target refuses to be read, whoever asks."""
    file = tmp_path / "visits.csv"
    file.symlink_to("/proc/self/mem")
    told = refusal(OSS, file, capsys, data)
    assert re.fullmatch(r"visits\.csv: 1 problem, nothing was taken\n  cannot be read \(.+\)", told)
    file.unlink()
    file.symlink_to(file)
    told = refusal(OSS, file, capsys, data)
    assert re.fullmatch(r"visits\.csv: 1 problem, nothing was taken\n  cannot be read \(.+\)", told)


def test_a_path_that_is_no_file(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "folder").mkdir()
    for name, says in (
        ("folder", "is a folder; name the file in it"),
        ("nowhere.csv", "there is no such file"),
    ):
        assert refusal(OSS, tmp_path / name, capsys, data) == message(name, says)


def test_a_hostile_file_keeps_a_sound_one_out(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    sound = write(tmp_path / "sent", "a.csv", csv_of(ONE_STOP_SHOP, visits()))
    wrong = write(tmp_path / "sent", "b.csv", csv_of(ONE_STOP_SHOP, visits("2026-02", n="<5")))
    with pytest.raises(IntakeError) as raised:
        partner.ingest(OSS, [sound, wrong])
    fault = f"b.csv: row 2, \"Visits\": '<5' {NOT_A_COUNT}"
    assert str(raised.value) == message(OSS, fault)
    assert not (data / "raw").exists()


# The letters of the mark occur in no sentence of ours and in no heading.
MARK = "ξ"
JUNK = st.text(st.sampled_from("abc019 ,;'\"{}%<>=@#/-:\\\t" + MARK), max_size=60).map(
    lambda text: MARK + text + MARK
)


@given(st.dictionaries(st.integers(0, 8), JUNK, min_size=1), st.sampled_from(["csv", "xlsx"]))
@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_of_a_sensitive_file_is_ever_repeated(tmp_path: Path, data: Path, junk, ending):
    row = [junk.get(place, cell) for place, cell in enumerate(incident())]
    rows = (DOMESTIC_ABUSE, row, incident(), row)
    file = write(tmp_path / "sent", f"x.{ending}", {"csv": csv_of, "xlsx": xlsx_of}[ending](*rows))
    with pytest.raises(IntakeError) as raised:
        partner.check(sources()[DA], file, key=KEY)
    told = str(raised.value)
    assert MARK not in told
    assert told.isascii()
    assert "x." in told


@given(st.lists(JUNK, min_size=1, max_size=12))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sensitive_file_without_a_header_is_not_repeated(tmp_path: Path, data: Path, cells):
    file = write(tmp_path / "sent", "x.csv", csv_of(cells, ["Ward", *cells]))
    with pytest.raises(IntakeError) as raised:
        partner.check(sources()[DA], file, key=KEY)
    assert MARK not in str(raised.value)


def a_hundred_thousand() -> list[list[object]]:
    start = datetime(2022, 1, 1, 0, 30)  # noqa: DTZ001  # as a spreadsheet has it
    return [
        incident(
            incident_reference=f"DA-{n:06}",
            reported_on=(start + timedelta(minutes=20 * n)).date() + timedelta(days=1),
            **{"from": start + timedelta(minutes=20 * n), "to": start + timedelta(minutes=21 * n)},
            lsoa_code=LSOA if n % 3 else "",
        )
        for n in range(100_000)
    ]


def quick_xlsx(rows: list[list[object]]) -> bytes:
    """As openpyxl would write it, which takes half a minute: its sheet is written here instead."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(DOMESTIC_ABUSE, rows[0]))) as small,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as large,
    ):
        for name in small.namelist():
            part = small.read(name)
            if name == "xl/worksheets/sheet1.xml":
                style = re.search(rb'<c r="C2" s="(\d+)"', part)[1].decode()
                start, end = part.index(b'<row r="2"'), part.index(b"</sheetData>")
                lines = (row_xml(n, row, style) for n, row in enumerate(rows, start=2))
                part = part[:start] + "".join(lines).encode() + part[end:]
            large.writestr(name, part)
    return content.getvalue()


def row_xml(number: int, row: list[object], style: str) -> str:
    cells = []
    for letter, cell in zip("ABCDEFGHI", row, strict=True):
        if isinstance(cell, date):
            serial = cell.toordinal() - date(1899, 12, 30).toordinal()
            if isinstance(cell, datetime):
                serial += (60 * cell.hour + cell.minute) / 1440
            cells.append(f'<c r="{letter}{number}" s="{style}"><v>{serial}</v></c>')
        elif cell:
            text = f"<is><t>{cell}</t></is>"
            cells.append(f'<c r="{letter}{number}" t="inlineStr">{text}</c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def as_text(cell: object) -> object:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


@pytest.mark.skipif("CSP_LONG" not in os.environ, reason="a benchmark: set CSP_LONG=1")
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_hundred_thousand_rows_take_less_than_ten_seconds(tmp_path: Path, data: Path, ending):
    rows = a_hundred_thousand()
    content = (
        quick_xlsx(rows)
        if ending == "xlsx"
        else csv_of(DOMESTIC_ABUSE, *([as_text(cell) for cell in row] for row in rows))
    )
    file = write(tmp_path / "sent", f"big.{ending}", content)
    before = time.process_time()  # of this process: a busy machine is no fault of ours
    checked = partner.check(sources()[DA], file, key=KEY)
    assert time.process_time() - before < 10
    assert len(checked.table) == 100_000
    assert "33,334 rows without a place are counted as not located" in checked.notes
