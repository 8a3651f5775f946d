"""Builds partners' files as CSV, XLSX and ODS, and offers them as an officer would."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as OdsTable
from odf.text import P
from openpyxl import Workbook

from csp import archive, cli

ROOT = Path(__file__).resolve().parents[3]
KEY = b"a key that only these tests have"

DOMESTIC_ABUSE = (
    *("Incident reference", "Reported on", "From", "To", "LSOA code", "Ward"),
    *("Crime recorded", "Repeat victim", "High risk"),
)
ONE_STOP_SHOP = ("Month", "Ward", "Sex", "Visits")
MARAC = ("Month", "Cases", "Repeat cases", "Children")
SURVEY = ("Wave", "Respondent", "Question", "Answer", "Weight", "Ward", "Age band", "Sex")
LSOA = "E01024361"

Cells = Sequence[object]


def data_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the real table of areas, and a key beside it."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    (data / "open").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "open" / "area.csv", data / "open")
    monkeypatch.setenv("CSP_DATA", str(data))
    monkeypatch.setenv("CSP_KEY_FILE", str(folder / "keys" / "reference.key"))
    return data


def incident(**other: object) -> list[object]:
    """A sound row of domestic_abuse, with the cells named by their field changed."""
    cells: dict[str, object] = {
        "incident_reference": "DA-1",
        "reported_on": "03/01/2026",
        "from": "02/01/2026 21:30",
        "to": "02/01/2026 23:15",
        "lsoa_code": LSOA,
        "ward": "",
        "crime_recorded": "yes",
        "repeat_victim": "no",
        "high_risk": "no",
    }
    return list({**cells, **other}.values())


def visits(month: object = "2026-01", ward: object = "High Street", n: object = 7) -> list[object]:
    """A sound row of one_stop_shop."""
    return [month, ward, "Women", n]


def csv_of(*rows: Cells, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def book(*rows: Cells, title: str = "Sheet1") -> Workbook:
    made = Workbook()
    add_sheet(made, title, *rows)
    made.remove(made.worksheets[0])
    return made


def add_sheet(made: Workbook, title: str, *rows: Cells) -> None:
    sheet = made.create_sheet(title)
    for row in rows:
        sheet.append(list(row))


def saved(made: Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def xlsx_of(*rows: Cells) -> bytes:
    return saved(book(*rows))


def repacked(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of the files in its zip changed."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            inside = before.read(name)
            after.writestr(name, change(inside) if name == member else inside)
    return content.getvalue()


def ods_of(*rows: Cells, repeated: int = 1) -> bytes:
    """An ODS file, its last row repeated as a spreadsheet shortens equal rows.

    `None` in a row stands for a cell that an earlier one covers. Below the table are the empty rows
    that LibreOffice writes.
    """
    made = OpenDocumentSpreadsheet()
    table = OdsTable(name="Sheet1")
    for number, line in enumerate(rows, start=1):
        row = TableRow(numberrowsrepeated=repeated if number == len(rows) else 1)
        for cell in line:
            row.addElement(CoveredTableCell() if cell is None else ods_cell(cell))
        table.addElement(row)
    rest = TableRow(numberrowsrepeated=1_048_576 - len(rows))
    rest.addElement(TableCell(numbercolumnsrepeated=16_384))
    table.addElement(rest)
    made.spreadsheet.addElement(table)
    content = io.BytesIO()
    made.write(content)
    return content.getvalue()


def ods_cell(cell: object) -> Element:
    if isinstance(cell, Element):
        return cell
    match cell:
        case datetime():
            said = {"valuetype": "date", "datevalue": cell.isoformat()}
        case date():
            said = {"valuetype": "date", "datevalue": cell.isoformat()}
        case int() | float():
            said = {"valuetype": "float", "value": str(cell)}
        case "":
            return TableCell()
        case _:
            said = {"valuetype": "string"}
    made = TableCell(**said)
    made.addElement(P(text=str(cell)))
    return made


def write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content)
    return file


def refusal(source: str, file: Path, capsys: pytest.CaptureFixture[str], data: Path) -> str:
    """What the command line says of a file that it refuses; nothing of it was kept."""
    assert cli.main(["ingest", source, str(file)]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert archive.received(source) == []
    assert not (data / "raw").exists()
    return said.err.rstrip("\n")


def message(name: str, *faults: str) -> str:
    """A refusal as it should read."""
    noun = "problem" if len(faults) == 1 else "problems"
    return "\n  ".join([f"{name}: {len(faults)} {noun}, nothing was taken", *faults])
