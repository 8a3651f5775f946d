"""Hostile files of counts: each with its whole message, nothing kept, and no traceback; and odd
ones that mean no harm, which are taken as the plain file would be.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from partner_files import (
    KEY,
    book,
    csv_of,
    data_folder,
    message,
    ods_of,
    refusal,
    repacked,
    saved,
    write,
    xlsx_of,
)

from csp import archive
from csp.errors import UnconfirmedError
from csp.ingest import partner
from csp.sources import sources

ASB, HA, HC = "asb_complaints", "hospital_admissions", "hate_crime"
NF, SS, MC = "needle_finds", "stop_and_search", "monthly_counts"
COMPLAINTS = ("Month", "Ward", "Kind", "Complaints", "Sensitivity")
ADMISSIONS = ("Month", "District", "Cause", "Age band", "Admissions", "Sensitivity")
CRIMES = ("Month", "Strand", "Crimes", "Sensitivity")
NEEDLES = ("Month", "Place", "Ward", "Needles", "Sensitivity")
SEARCHES = ("Month", "Ward", "Looked for", "Searches", "Arrests", "Sensitivity")
MONTHLY = ("Month", "Area", "What", "Count", "Sensitivity")
SHEET = "xl/worksheets/sheet1.xml"

NOT_A_COUNT = "is not a whole number; send the true count, it is protected when published"
DIGITS_ALONE = "is not a whole number; write digits alone, without marks (as 1204)"
MARK_BESIDE = "has a mark beside the number; write the digits alone"
LONGER = "is longer than a month; send one row for each month (as 2025-12)"
NO_WARD = "is not a ward of Maidstone; write “Outside the borough” or “Not known” where it is none"
STRANDS = (
    "is none of: Race; Religion; Sexual orientation; Disability; Transgender identity; Other;"
    " All strands"
)
NO_SAME = 'adds up nothing: no other row has the same "Month", "Cause" and "Age band"'

Row = Sequence[object]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def complaint(month: object = "2026-01", ward: object = "High Street", n: object = 9) -> Row:
    return [month, ward, "Noise", n, "partner"]


def admission(district: str = "Maidstone", n: object = 12, age: str = "All ages") -> Row:
    return ["2026-01", district, "Alcohol", age, n, "sensitive"]


def crimes(strand: str, n: object = 3) -> Row:
    return ["2026-01", strand, n, "sensitive"]


def needles(month: str, place: str) -> Row:
    return [month, place, "High Street", 3, "partner"]


def in_months(*cells: object) -> bytes:
    """A workbook of complaints whose months are the cells."""
    return xlsx_of(COMPLAINTS, *(complaint(month=cell) for cell in cells))


def in_counts(*cells: object) -> bytes:
    """A workbook of complaints whose counts are the cells, one a month of 2025."""
    rows = [complaint(month=f"2025-{n:02}", n=cell) for n, cell in enumerate(cells, start=1)]
    return xlsx_of(COMPLAINTS, *rows)


def in_wards(*cells: object) -> bytes:
    return xlsx_of(COMPLAINTS, *(complaint(ward=cell) for cell in cells))


def changed(change: Callable[[Worksheet], None], *rows: Row) -> bytes:
    made = book(COMPLAINTS, *(rows or three()))
    change(made.worksheets[0])
    return saved(made)


def three() -> list[Row]:
    return [complaint(), complaint(ward="Fant & Oakwood"), complaint(month="2026-02")]


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:E4"
    sheet.auto_filter.add_filter_column(0, ["2026-01"])
    sheet.row_dimensions[4].hidden = True


def hidden_in_ods() -> bytes:
    plain = ods_of(COMPLAINTS, *three())
    return repacked(plain, "content.xml", lambda text: hidden(text, b"Fant &amp; Oakwood"))


def hidden(text: bytes, word: bytes) -> bytes:
    start = text.rindex(b"<table:table-row", 0, text.index(word))
    return text[:start] + text[start:].replace(
        b"<table:table-row", b'<table:table-row table:visibility="filter"', 1
    )


def no_result(sheet: Worksheet) -> None:
    sheet["D2"] = "='[other.xlsx]Sheet1'!A1"


HOSTILE: dict[str, tuple[str, str, Callable[[], bytes], list[str]]] = {
    "the file of another form": (
        ASB,
        "hate.csv",
        lambda: csv_of(CRIMES, crimes("Race")),
        [
            'holds the columns of another form, "Hate crime by strand" (hate_crime); send it as'
            ' that, or fill in the form "Anti-social behaviour complaints to the council"'
        ],
    ),
    "months across the columns": (
        ASB,
        "pivot.xlsx",
        lambda: xlsx_of(
            ("Ward", "Kind", "Jan 2026", date(2026, 2, 1), "Mar", "Q2 2026"),
            ["High Street", "Noise", 3, 4, 5, 9],
        ),
        [
            'months stand across the columns ("Jan 2026", "01/02/2026" and "Mar" and 1 more); give'
            ' each its own row, with the word in a column "Month" and one number a row'
        ],
    ),
    "months across the columns, and no other heading": (
        ASB,
        "pivot.xlsx",
        lambda: xlsx_of(["Noise"], ["", "Jan", "Feb", "Mar"], ["High Street", 3, 4, 5]),
        ['row 2 has months across the columns; give each its own row, in a column "Month"'],
    ),
    "causes across the columns": (
        HA,
        "pivot.csv",
        lambda: csv_of(
            ("Month", "District", "Age band", "Alcohol", "Assault"),
            ["2026-01", "Swale", "All ages", 3, 4],
        ),
        [
            'words of "Cause" stand across the columns ("Alcohol" and "Assault"); give each its'
            ' own row, with the word in a column "Cause" and one number a row'
        ],
    ),
    "wards across the columns": (
        ASB,
        "pivot.ods",
        lambda: ods_of(("Month", "Kind", "High Street", "Heath"), ["2026-01", "Noise", 3, 4]),
        [
            'words of "Ward" stand across the columns ("High Street" and "Heath"); give each its'
            ' own row, with the word in a column "Ward" and one number a row'
        ],
    ),
    "two tables, one below the other": (
        ASB,
        "two.xlsx",
        lambda: xlsx_of(
            COMPLAINTS,
            complaint(n="<5"),
            [],
            ["Fly-tipping"],
            ("Month", "Ward", "Tips"),
            ["2026-01", "Bridge", "many"],
        ),
        [
            f"row 2, \"Complaints\": '<5' {NOT_A_COUNT}",
            "row 4 has only one filled cell; take notes out of the table",
            "row 5 names columns again: a second table begins here; send one table a file",
        ],
    ),
    "two tables, side by side": (
        ASB,
        "two.xlsx",
        lambda: xlsx_of(
            [*COMPLAINTS, "", *COMPLAINTS], [*complaint(), "", *complaint(month="2026-02")]
        ),
        [
            'columns "Month", "Ward", "Kind", "Complaints" and "Sensitivity" stand side by side'
            " more than once; put the tables below each other, under one header"
        ],
    ),
    "totals in the middle, and of quarters": (
        ASB,
        "totals.xlsx",
        lambda: xlsx_of(
            COMPLAINTS,
            complaint(),
            ["Q1 total", "", "", 9, ""],
            ["2026-01", "All wards", "Noise", 9, "partner"],
            ["2026-01", "Maidstone", "Noise", 9, "partner"],
            ["2026-01", "High Street", "Total", 9, "partner"],
            ["Grand total", "", "", 9, ""],
        ),
        [
            "row 3 looks like a total; take it out",
            "row 4, \"Ward\": 'All wards' is a total; take out rows that add up others",
            "row 5, \"Ward\": 'Maidstone' is all of Maidstone, not a ward; leave out rows that add"
            " up wards",
            "row 6, \"Kind\": 'Total' is a total; take out rows that add up others",
            "row 7 looks like a total; take it out",
        ],
    ),
    "a merged month": (
        ASB,
        "merged.xlsx",
        lambda: changed(
            lambda sheet: sheet.merge_cells("A2:A3"), complaint(), complaint("", "Heath")
        ),
        [
            'row 2, "Month": the cells A2 to A3 are merged; give each row its own value',
            'row 3, "Month": the cell is empty',
        ],
    ),
    "quarters and years instead of months": (
        ASB,
        "years.xlsx",
        lambda: in_months(
            *("Q1 2026", "Quarter 4", "2025/26", "2025-26", "FY2025", "2026", 2026),
            *("April 2025 - March 2026", "Jan to Mar 2026"),
        ),
        [
            *(
                f"row {row}, \"Month\": '{cell}' is a quarter; send one row for each month"
                " (as 2025-12)"
                for row, cell in enumerate(["Q1 2026", "Quarter 4"], start=2)
            ),
            *(
                f"row {row}, \"Month\": '{cell}' {LONGER}"
                for row, cell in enumerate(
                    [
                        *("2025/26", "2025-26", "FY2025", "2026", "2026"),
                        *("April 2025 - March 2026", "Jan to Mar 2026"),
                    ],
                    start=4,
                )
            ),
        ],
    ),
    "months as numbers, without a year, with a word beside": (
        ASB,
        "months.xlsx",
        lambda: in_months(46023, "46023", "January", "Sept", "202601", "2026-01 (provisional)"),
        [
            *(
                f"row {row}, \"Month\": '46023' is a bare number; have the spreadsheet show it as"
                " a date"
                for row in (2, 3)
            ),
            "row 4, \"Month\": 'January' has no year; write it as 2025-12",
            "row 5, \"Month\": 'Sept' has no year; write it as 2025-12",
            "row 6, \"Month\": '202601' is not a month (as 2025-12)",
            "row 7, \"Month\": '2026-01 (provisional)' is not a month (as 2025-12)",
        ],
    ),
    "days in American order": (
        ASB,
        "american.csv",
        lambda: csv_of(
            COMPLAINTS, *(complaint(month=cell) for cell in ("01/31/2026", "02/01/2026"))
        ),
        [
            "row 2, \"Month\": '01/31/2026' has the month before the day; write it as 2025-12",
            "row 3, \"Month\": '02/01/2026' may be a day of January or the first of another month;"
            " write it as 2025-12",
        ],
    ),
    "months long past and far ahead": (
        ASB,
        "when.xlsx",
        lambda: in_months("1999-12", "2099-01", date(1900, 1, 1)),
        [
            "row 2, \"Month\": '1999-12' lies before 2000",
            "row 3, \"Month\": '2099-01' lies in the future",
            "row 4, \"Month\": '01/01/1900' lies before 2000",
        ],
    ),
    "counts that were hidden": (
        ASB,
        "hidden.xlsx",
        lambda: in_counts("<5", "*", "-", "..", "≤4", "0-4", "suppressed", "n/a"),
        [
            f"row {row}, \"Complaints\": '{cell}' {NOT_A_COUNT}"
            for row, cell in enumerate(
                ["<5", "*", "-", "..", "≤4", "0-4", "suppressed", "n/a"], start=2
            )
        ],
    ),
    "counts that are shares, parts or less than nothing": (
        ASB,
        "shares.xlsx",
        lambda: in_counts("12%", 0.12, 4.5, -3, 10**7),
        [
            "row 2, \"Complaints\": '12%' is a share; send the count itself",
            f"row 3, \"Complaints\": '0.12' {NOT_A_COUNT}",
            f"row 4, \"Complaints\": '4.5' {NOT_A_COUNT}",
            "row 5, \"Complaints\": '-3' is less than 0",
            "row 6, \"Complaints\": '10000000' is more than 1,000,000, which cannot be",
        ],
    ),
    "thousands apart, and marks beside": (
        ASB,
        "marks.xlsx",
        lambda: in_counts("1 204", "1.204", "1\u00a0204", "12.00", "£12", "12*", "12 (p)", "12²"),
        [
            *(
                f"row {row}, \"Complaints\": '{cell}' {DIGITS_ALONE}"
                for row, cell in enumerate(["1 204", "1.204", "1 204", "12.00"], start=2)
            ),
            *(
                f"row {row}, \"Complaints\": '{cell}' {MARK_BESIDE}"
                for row, cell in enumerate(["£12", "12*", "12 (p)", "12²"], start=6)
            ),
        ],
    ),
    "wards with codes, of elsewhere, of former years": (
        ASB,
        "wards.xlsx",
        lambda: in_wards(
            *("High Street (E05016625)", "E05016625", "Ashford Central", "Shepway North"),
            *("Unknown", "Out of borough", "x" * 2_000),
        ),
        [
            "row 2, \"Ward\": 'High Street (E05016625)' is not a ward of Maidstone (did you mean"
            " High Street?)",
            "row 3, \"Ward\": 'E05016625' is a code; write the ward's name",
            f"row 4, \"Ward\": 'Ashford Central' {NO_WARD}",
            "row 5, \"Ward\": 'Shepway North' was a ward only until May 2024",
            "row 6, \"Ward\": 'Unknown' is not a ward of Maidstone (did you mean Not known?)",
            f"row 7, \"Ward\": 'Out of borough' {NO_WARD}",
            f"row 8, \"Ward\": '{'x' * 39}…' {NO_WARD}",
        ],
    ),
    "districts with their councils": (
        HA,
        "districts.csv",
        lambda: csv_of(
            ADMISSIONS,
            *map(
                admission,
                [
                    *("Maidstone Borough Council", "Dover District", "City of Canterbury"),
                    *("Shepway District Council", "Swale (E07000113)", "Kent County Council"),
                    *("Kent total", "England"),
                ],
            ),
        ),
        [
            *(
                f"row {row}, \"District\": '{cell}' is not a district of Kent (did you mean"
                f" {meant}?)"
                for row, (cell, meant) in enumerate(
                    [
                        ("Maidstone Borough Council", "Maidstone"),
                        ("Dover District", "Dover"),
                        ("City of Canterbury", "Canterbury"),
                        ("Shepway District Council", "Shepway"),
                        ("Swale (E07000113)", "Swale"),
                    ],
                    start=2,
                )
            ),
            "row 7, \"District\": 'Kent County Council' is not a district of Kent",
            "row 8, \"District\": 'Kent total' is a total; write “Kent” where a row adds up the"
            " others",
            "row 9, \"District\": 'England' is not a district of Kent",
        ],
    ),
    "the total of Kent twice": (
        HA,
        "kent.csv",
        lambda: csv_of(
            ADMISSIONS, admission(), admission("Swale", 3), *[admission("Kent", 15)] * 2
        ),
        ['row 5, "Month": the same "Month", "District", "Cause" and "Age band" as in row 4'],
    ),
    "a total with parts missing, and one without any": (
        HA,
        "kent.csv",
        lambda: csv_of(
            ADMISSIONS, admission(), admission("Kent", 15), admission("Kent", 2, "Under 18")
        ),
        [
            'row 3, "Admissions": is not the sum of the rows that it adds up (15, they give 12)',
            f'row 4, "Admissions": {NO_SAME}',
        ],
    ),
    "a total of nothing, alone": (
        HA,
        "kent.csv",
        lambda: csv_of(ADMISSIONS, admission("Kent", 0)),
        [f'row 2, "Admissions": {NO_SAME}'],
    ),
    "all strands alone": (
        HC,
        "hate.csv",
        lambda: csv_of(CRIMES, crimes("All strands", 14)),
        ['row 2, "Crimes": adds up nothing: no other row has the same "Month"'],
    ),
    "all ages beside bands": (
        HA,
        "ages.csv",
        lambda: csv_of(
            ADMISSIONS,
            admission(age="Under 18", n=3),
            admission(age="25-64", n=9),
            admission(n=12),
            admission("Swale"),
        ),
        [
            'row 4, "Age band": “All ages” beside others of the same "Month", "District" and'
            ' "Cause" counts twice; send either'
        ],
    ),
    "words near those of the form": (
        HC,
        "hate.csv",
        lambda: csv_of(CRIMES, *map(crimes, ["Sexual orientaton", "Racial", "Total"])),
        [
            f"row 2, \"Strand\": 'Sexual orientaton' {STRANDS} (did you mean Sexual orientation?)",
            f"row 3, \"Strand\": 'Racial' {STRANDS}",
            "row 4, \"Strand\": 'Total' is a total; write “All strands” where a row adds up the"
            " others",
        ],
    ),
    "more arrests than searches": (
        SS,
        "searches.csv",
        lambda: csv_of(SEARCHES, ["2026-01", "High Street", "Drugs", 3, 5, "partner"]),
        ['row 2, "Arrests": is more than "Searches"'],
    ),
    "rows hidden by a filter": (
        ASB,
        "filtered.xlsx",
        lambda: changed(filtered),
        ["row 4 is hidden, perhaps by a filter; show it, or take it out"],
    ),
    "rows hidden in an ODS file": (
        ASB,
        "filtered.ods",
        hidden_in_ods,
        ["row 3 is hidden, perhaps by a filter; show it, or take it out"],
    ),
    "a link to another workbook, without its result": (
        ASB,
        "link.xlsx",
        lambda: changed(no_result),
        ['row 2, "Complaints": the cell holds a formula, not its result; send the values alone'],
    ),
    "an XLSX called XLS": (
        ASB,
        "new.xls",
        lambda: in_months("2026-01"),
        ["is called .xls but is of the newer kind; give it the ending .xlsx"],
    ),
    "a web page called XLS": (
        ASB,
        "page.xls",
        lambda: b"\xef\xbb\xbf\r\n<HTML xmlns:x='urn:x'><table><tr><td>Month</td></tr></table>",
        ["is a web page or XML, not a table; open it and save it as XLSX, ODS or CSV"],
    ),
    "a web page called XLSX": (
        ASB,
        "page.xlsx",
        lambda: b"<!DOCTYPE html><table><tr><td>Month</td></tr></table>",
        ["is a web page or XML, not a table; open it and save it as XLSX, ODS or CSV"],
    ),
    "a cell of two million letters": (
        ASB,
        "cell.csv",
        lambda: csv_of(COMPLAINTS, complaint(ward="x" * 2_000_000)),
        [
            "row 2: a value is far too long; a quotation mark before it may be missing or one too"
            " many"
        ],
    ),
    "all the columns that a spreadsheet has": (
        ASB,
        "wide.csv",
        lambda: csv_of([*COMPLAINTS, *["x"] * 16_379], [*complaint(), *[1] * 16_379]),
        ["has 16,384 columns; at most 702 are taken"],
    ),
    "a heading twice": (
        ASB,
        "twice.csv",
        lambda: csv_of([*COMPLAINTS, "Ward"], [*complaint(), "Heath"]),
        ['columns "Ward" and "Ward" stand for the same; keep one of them'],
    ),
    "no word of how to handle the rows": (
        ASB,
        "sensitivity.csv",
        lambda: csv_of(COMPLAINTS[:4], complaint()[:4]),
        ['column "Sensitivity" is missing (columns found: Month, Ward, Kind, Complaints)'],
    ),
    "several words of how to handle the rows": (
        MC,
        "sensitivity.csv",
        lambda: csv_of(
            MONTHLY,
            *(
                ["2026-01", area, "Fly-tipping", 3, word]
                for area, word in zip(
                    ["Heath", "High Street", "Bearsted & Downswood", "Swale"],
                    ["partner", "sensitive", "", "official"],
                    strict=True,
                )
            ),
        ),
        [
            "row 2, \"Area\": 'Heath' was a ward only until May 2024",
            "row 3, \"Sensitivity\": 'sensitive' is not how this source is handled (partner); ask"
            " whoever looks after the dashboard before you send it",
            'row 4, "Sensitivity": the cell is empty; write partner, as agreed',
            "row 5, \"Sensitivity\": 'official' is no word for it; write partner, as agreed",
        ],
    ),
    "commands in a place's name": (
        NF,
        "needles.csv",
        lambda: csv_of(
            NEEDLES,
            needles("2026-01", '=HYPERLINK("http://x")'),
            needles("2026-02", "@SUM(1)"),
            needles("2026-03", "\u200b＝1+1"),
            needles("2026-04", "-2+3"),
        ),
        [
            'row 2, "Place": the cell holds a formula, not its result; send the values alone',
            "row 3, \"Place\": '@SUM(1)' begins with @, as a formula does; leave it out",
            'row 4, "Place": the cell holds a formula, not its result; send the values alone',
            "row 5, \"Place\": '-2+3' begins with -, as a formula does; leave it out",
        ],
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_of_counts_is_told_whole(
    case: str, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    source, name, content, faults = HOSTILE[case]
    told = refusal(source, write(tmp_path / "sent", name, content()), capsys, data)
    assert told == message(name, *faults)


PLAIN = [complaint(n=1204), complaint(ward="Fant & Oakwood"), complaint(month="2026-02")]


def in_the_middle(mark: bytes) -> bytes:
    whole = csv_of(COMPLAINTS, *PLAIN)
    half = whole.index(b"2026-01,Fant")
    return whole[:half] + mark + whole[half:]


def with_result(formula: bytes) -> Callable[[bytes], bytes]:
    def change(text: bytes) -> bytes:
        result = b"<f>" + formula + b"</f><v>1204</v>"
        return re.sub(rb"<v>1204</v>", lambda _: result, text)

    return change


def empty_rows(text: bytes) -> bytes:
    rows = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(5, 1_048_577))
    return text.replace(b"</sheetData>", rows + b"</sheetData>")


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "UTF-16": ("a.csv", lambda: csv_of(COMPLAINTS, *PLAIN).decode().encode("utf-16")),
    "semicolons": ("a.csv", lambda: csv_of(COMPLAINTS, *PLAIN, delimiter=";")),
    "a byte order mark in the middle": ("a.csv", lambda: in_the_middle(b"\xef\xbb\xbf")),
    "spaces of no width, marks of direction, spaces that do not break, capitals": (
        "a.xlsx",
        lambda: xlsx_of(
            [f" {name}\u00a0" for name in COMPLAINTS],
            complaint(ward="HIGH\u00a0\u200bSTREET", n="\u200e1,204"),
            complaint(ward="\u202bFant\u2009& Oakwood\u202c"),
            complaint(month="2026\u2060-02", n="９"),
        ),
    ),
    "a smiling face beside the name": (
        "a.csv",
        lambda: csv_of(COMPLAINTS, complaint(ward="High Street 😀", n=1204), *PLAIN[1:]),
    ),
    "rows that are empty, to the last": (
        "a.xlsx",
        lambda: repacked(xlsx_of(COMPLAINTS, *PLAIN), SHEET, empty_rows),
    ),
    "empty lines below the table": (
        "a.csv",
        lambda: csv_of(COMPLAINTS, *PLAIN) + b",,,,\r\n" * 400_000,
    ),
    "a formula with its result": (
        "a.xlsx",
        lambda: repacked(xlsx_of(COMPLAINTS, *PLAIN), SHEET, with_result(b"SUM(1200,4)")),
    ),
    "a link to another workbook, with its result": (
        "a.xlsx",
        lambda: repacked(xlsx_of(COMPLAINTS, *PLAIN), SHEET, with_result(b"'[1]C:\\x'!A1")),
    ),
    "a sheet that is called like a path": (
        "a.xlsx",
        lambda: repacked(
            xlsx_of(COMPLAINTS, *PLAIN),
            "xl/workbook.xml",
            lambda text: text.replace(b"Sheet1", b"../../etc/passwd"),
        ),
    ),
    "a hidden column of one's own": (
        "a.xlsx",
        lambda: changed(
            lambda sheet: setattr(sheet.column_dimensions["G"], "hidden", True), *PLAIN
        ),
    ),
    "an ODS file": ("a.ods", lambda: ods_of(COMPLAINTS, *PLAIN)),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_an_odd_file_that_means_no_harm_is_taken_as_the_plain_one(
    case: str, tmp_path: Path, data: Path
):
    plain = write(tmp_path / "sent", "plain.csv", csv_of(COMPLAINTS, *PLAIN))
    name, content = HARMLESS[case]
    odd = write(tmp_path / "sent", name, content())
    source = sources()[ASB]
    kept = partner.check(source, plain, key=KEY).to_csv()
    assert b"1204" in kept
    assert partner.check(source, odd, key=KEY).to_csv() == kept


def test_a_jump_within_one_file_is_told_whole_and_nothing_is_kept(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
):
    rows = [complaint(n=3), complaint(month="2026-02", n=300)]
    file = write(tmp_path / "sent", "jump.csv", csv_of(COMPLAINTS, *rows))
    with pytest.raises(UnconfirmedError) as doubted:
        partner.ingest(ASB, [file])
    assert str(doubted.value) == (
        "jump.csv: nothing was taken, since these counts jump by an order of magnitude:\n"
        "  Complaints: 300 in February 2026 against 3 in January 2026\n"
        "  High Street, Noise, Complaints: 300 in February 2026 against 3 in January 2026"
    )
    assert archive.received(ASB) == []
    assert not (data / "raw").exists()
