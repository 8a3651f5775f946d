"""Reads the sheets of XLSX and ODS files, with the errors and merged cells that readers hide."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from csp.archive import UNREADABLE_ZIP
from csp.errors import IntakeError
from csp.ingest.unfit import SPREADSHEET_ERROR, Cell

ROWS_LIMIT = 300_000
COLUMNS_LIMIT = 702  # the last is ZZ
UNPACKED_LIMIT = 600 * 1024**2  # a sheet of the largest size has some 150 MB
DAMAGED = "is damaged and cannot be read; perhaps it was cut off while it was copied"

# A filled cell beyond the limits. A reader fills the whole rectangle up to it, in memory.
FAR_OUT = re.compile(rb' r="([A-Z]{3}\d+|[A-Z]{1,2}(?:[3-9]\d{5}|\d{7,}))"[^>]*[^/>]>')
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>/]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
# A program that writes formulas without working them out leaves their results empty.
NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
ERROR_WORD = re.compile(rb">\s*([#E][^<]{2,14}?)\s*<")
BARE_FORMULA = "="  # stands in a grid for a formula without its result


@dataclass(frozen=True)
class Merged:
    """Cells joined to one; rows are counted from 1, columns from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def address(self) -> str:
        """As a spreadsheet would write it: B5 to B7."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        return f"{first} to {column_letters(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Grid:
    """One sheet: all its rows from the first of the file on, so that row n is `rows[n - 1]`."""

    name: str  # empty for a text file
    rows: list[list[Cell]]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()  # by hand or by a filter


@dataclass
class Scanned:
    """What a sheet's own text says beyond its values; places are (row from 1, column from 0)."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def xlsx(name: str, data: bytes) -> list[Grid]:
    """The sheets of an XLSX file; formulas count by their results. Raises IntakeError."""
    with _unpacked(name, data) as packed:
        parts = _parts(packed)
        scanned = {
            sheet: _scan_xlsx(name, sheet, packed.read(part)) for sheet, part in parts.items()
        }
    return _grids(data, scanned)


def ods(name: str, data: bytes) -> list[Grid]:
    """The sheets of an ODS file; formulas count by their results. Raises IntakeError."""
    with _unpacked(name, data) as packed:
        content = packed.read("content.xml")
    return _grids(data, _OdsScan(name).scan(content))


def _unpacked(name: str, data: bytes) -> zipfile.ZipFile:
    packed = zipfile.ZipFile(io.BytesIO(data))
    if sum(entry.file_size for entry in packed.infolist()) > UNPACKED_LIMIT:
        packed.close()
        limit = f"{UNPACKED_LIMIT / 1024**2:.0f} MB"
        raise IntakeError(name, [f"unpacks to more than {limit}, which no table needs"])
    return packed


def _grids(data: bytes, scanned: dict[str, Scanned]) -> list[Grid]:
    grids = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue  # a chart has no cells
            read = book.get_sheet_by_name(sheet.name)
            rows: list[list[Cell]] = list(read.to_python(skip_empty_area=False))
            beside = scanned.get(sheet.name, Scanned())
            for place, error in beside.errors.items():
                _put(rows, place, error)
            ranges = [
                Merged(a + 1, c + 1, b, d) for (a, b), (c, d) in read.merged_cell_ranges or ()
            ]
            hidden = sheet.visible is not SheetVisibleEnum.Visible
            merged = (*beside.merged, *ranges)
            grids.append(Grid(sheet.name, rows, hidden, merged, frozenset(beside.hidden_rows)))
    return grids


def _put(rows: list[list[Cell]], place: tuple[int, int], word: str) -> None:
    row, column = place
    rows.extend([] for _ in range(row - len(rows)))
    rows[row - 1].extend("" for _ in range(column + 1 - len(rows[row - 1])))
    rows[row - 1][column] = word


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the zip that holds each sheet."""
    targets = {
        str(link.get("Id")): str(link.get("Target"))
        for link in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    parts = {}
    for sheet in book.iter():
        links = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
        if sheet.tag.endswith("}sheet") and links:
            target = targets[links[0]]
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "chartsheet" not in inside:
                parts[str(sheet.get("name"))] = inside
    return parts


def _scan_xlsx(name: str, sheet: str, text: bytes) -> Scanned:
    if far := FAR_OUT.search(text):
        raise IntakeError(name, [_too_far(sheet, far[1].decode())])
    found = Scanned()
    if b't="e"' in text:
        for cell in ERROR_CELL.finditer(text):
            word = ERROR_WORD.search(cell[2])
            said = word[1].decode("ascii", "replace") if word else ""
            known = said if SPREADSHEET_ERROR.fullmatch(said) else "#VALUE!"
            found.errors[_place(name, sheet, cell[1])] = known
    for row in HIDDEN_ROW.finditer(text) if b'hidden="' in text else ():
        if number := ROW_NUMBER.search(row[1]):
            found.hidden_rows.add(int(number[1]))
    has_formulas = any(start in text for start in (b"<f>", b"<f ", b":f>", b":f "))
    for cell in NO_RESULT.finditer(text) if has_formulas else ():
        if b't="str"' not in cell[1]:  # a formula whose result is an empty text
            found.errors[_place(name, sheet, cell[1])] = BARE_FORMULA
    return found


def _place(name: str, sheet: str, attributes: bytes) -> tuple[int, int]:
    address = ADDRESS.search(attributes)
    if address is None:
        raise IntakeError(name, [f'sheet "{sheet}" holds a formula that ends in an error'])
    return int(address[2]), column_number(address[1].decode())


def column_number(letters: str) -> int:
    """A column's place from 0 by its letters: 0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """A column's letters by its place from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _too_far(sheet: str, address: str) -> str:
    return (
        f'sheet "{sheet}" reaches as far as cell {address};'
        f" at most {ROWS_LIMIT:,} rows and {COLUMNS_LIMIT} columns are taken"
    )


class _OdsScan:
    """Walks the content of an ODS file, counting rows and columns as its repeats say."""

    def __init__(self, name: str) -> None:
        self._file = name
        self._held: dict[str, Scanned] = {}
        self._sheet = ""
        self._row, self._next_row, self._column = 1, 1, 0
        self._formula = ""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def scan(self, content: bytes) -> dict[str, Scanned]:
        self._parser.Parse(content, True)
        return self._held

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet = said.get("table:name", "")
            self._held[self._sheet] = Scanned()
            self._next_row = 1
        elif tag == "table:table-row":
            self._row = self._next_row
            self._next_row += int(said.get("table:number-rows-repeated", "1"))
            self._column = 0
            if said.get("table:visibility") in {"collapse", "filter"}:
                last = min(self._next_row, ROWS_LIMIT + 1)
                self._held[self._sheet].hidden_rows.update(range(self._row, last))
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            self._cell(said)

    def _cell(self, said: dict[str, str]) -> None:
        last_column = self._column + int(said.get("table:number-columns-repeated", "1")) - 1
        if "office:value-type" in said:
            self._refuse_far(self._next_row - 1, last_column)
        down = int(said.get("table:number-rows-spanned", "1"))
        across = int(said.get("table:number-columns-spanned", "1"))
        if down > 1 or across > 1:
            span = (self._row, self._row + down - 1, self._column, self._column + across - 1)
            self._held[self._sheet].merged.append(Merged(*span))
        if "table:formula" in said or said.get("calcext:value-type") == "error":
            self._formula = ""
            self._parser.CharacterDataHandler = self._text
        self._column = last_column + 1

    def _refuse_far(self, row: int, column: int) -> None:
        if row > ROWS_LIMIT or column >= COLUMNS_LIMIT:
            address = f"{column_letters(column)}{row}"
            raise IntakeError(self._file, [_too_far(self._sheet, address)])

    def _text(self, text: str) -> None:
        self._formula += text

    def _end(self, tag: str) -> None:
        if tag == "table:table-cell" and self._parser.CharacterDataHandler is not None:
            self._parser.CharacterDataHandler = None
            if SPREADSHEET_ERROR.fullmatch(self._formula.strip()):
                place = (self._row, self._column - 1)
                self._held[self._sheet].errors[place] = self._formula.strip()


# What reading a damaged workbook may raise, besides IntakeError.
UNREADABLE_BOOK = (
    *UNREADABLE_ZIP,
    CalamineError,
    ElementTree.ParseError,
    expat.ExpatError,
    MemoryError,
)
