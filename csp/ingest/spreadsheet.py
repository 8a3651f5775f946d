"""Opens a partner's file (CSV, XLSX or ODS) as rows of cells, or says why it cannot be read."""

import csv
import io
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

from csp.archive import UNREADABLE_ZIP
from csp.contract import (
    BARE_RETURN,
    ENDLESS_CELL,
    STRAY_QUOTE,
    lines_that_spread,
    stray_quotes,
)
from csp.errors import IntakeError
from csp.ingest import workbook
from csp.ingest.alike import alike
from csp.ingest.unfit import Cell
from csp.ingest.workbook import COLUMNS_LIMIT, DAMAGED, ROWS_LIMIT, UNREADABLE_BOOK, Grid

SIZE_LIMIT = 50 * 1024**2
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
DELIMITERS = ",;\t"
SAMPLE_LINES = 40  # the header is among the first 30 rows

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
LOCKED = "is locked with a password; save it without one"
OLDER_EXCEL = "is an older Excel file; save it as XLSX, ODS or CSV"
OTHER_KIND = "is of a kind that is not taken; save it as XLSX, ODS or CSV"
NEWER_EXCEL = "is called .xls but is of the newer kind; give it the ending .xlsx"
WEB_PAGE = "is a web page or XML, not a table; open it and save it as XLSX, ODS or CSV"
WEB_STARTS = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")
WINDOWS = "was read as Windows-1252, not UTF-8; look whether letters such as é came out right"


def read(path: Path, names: Collection[str]) -> tuple[list[Grid], list[str]]:
    """The sheets of a file (one without a name for a text file), and notes on how it was read.

    `names` are those of the columns looked for, as they are compared (`alike`): they tell which
    mark parts the cells. A CSV file may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons
    or tabs. Raises IntakeError when the file is none of the three kinds, locked, damaged or too
    large.
    """
    data = _bytes(path)
    ending = path.suffix.lower()
    if data[:100].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(WEB_STARTS):
        _refuse(path, WEB_PAGE)
    try:
        if ending in TEXT_ENDINGS:
            return _text_file(path, data, names)
        if ending not in {".xlsx", ".ods"}:
            older = NEWER_EXCEL if data.startswith(ZIP) else OLDER_EXCEL
            _refuse(path, older if ending == ".xls" else OTHER_KIND)
        _refuse_what_is_no(ending, path, data)
        opened = workbook.xlsx if ending == ".xlsx" else workbook.ods
        return opened(path.name, data), []
    except UNREADABLE_BOOK as error:
        raise IntakeError(path.name, [DAMAGED]) from error
    except BaseException as error:
        # The reader is written in Rust: what it cannot bear, it raises as a class of its own,
        # below BaseException and not to be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IntakeError(path.name, [DAMAGED]) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            _refuse(path, "is a folder; name the file in it")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            megabytes = f"{size / 1024**2:,.0f} MB"
            _refuse(path, f"has {megabytes}; at most {SIZE_LIMIT // 1024**2} MB are taken")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError(path.name, ["there is no such file"]) from error
    except OSError as error:
        raise IntakeError(path.name, [f"cannot be read ({error.strerror})"]) from error
    if not data:
        _refuse(path, "is empty")
    return data


def _refuse(path: Path, *sentences: str) -> NoReturn:
    raise IntakeError(path.name, sentences)


def _refuse_what_is_no(ending: str, path: Path, data: bytes) -> None:
    """Refuses a file that is not what its ending says, or that is locked."""
    kind = ending[1:].upper()
    if data.startswith(OLE):
        _refuse(path, LOCKED if LOCKED_PACKAGE in data else OLDER_EXCEL)
    if not data.startswith(ZIP):
        _refuse(path, f"is called {ending} but is no {kind} file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = _ending_of(packed)
            locked = _is_locked(packed)
    except UNREADABLE_ZIP as error:
        raise IntakeError(path.name, [DAMAGED]) from error
    if locked:
        _refuse(path, LOCKED)
    if found is None:
        _refuse(path, f"is called {ending} but is no {kind} file")
    if found != ending:
        _refuse(path, f"is called {ending} but is {found[1:].upper()}; give it its right ending")


def _ending_of(packed: zipfile.ZipFile) -> str | None:
    inside = set(packed.namelist())
    if "xl/workbook.xml" in inside:
        return ".xlsx"
    if "content.xml" in inside and b"spreadsheet" in packed.read("mimetype"):
        return ".ods"
    return None


def _is_locked(packed: zipfile.ZipFile) -> bool:
    if any(entry.flag_bits & 1 for entry in packed.infolist()):
        return True
    manifest = "META-INF/manifest.xml"
    return manifest in packed.namelist() and b"encryption-data" in packed.read(manifest)


def _text_file(path: Path, data: bytes, names: Collection[str]) -> tuple[list[Grid], list[str]]:
    if data.startswith((ZIP, OLE)):
        _refuse(
            path, f"is called {path.suffix.lower()} but is a workbook; give it its right ending"
        )
    text, notes = _decoded(path, data)
    if not text.strip():
        _refuse(path, "is empty")
    rows, faults = _rows(text, names)
    if faults:
        _refuse(path, *faults)
    while rows and not any(rows[-1]):
        rows.pop()
    if (width := max(map(len, rows), default=0)) > COLUMNS_LIMIT:
        _refuse(path, f"has {width:,} columns; at most {COLUMNS_LIMIT} are taken")
    if len(rows) > ROWS_LIMIT:
        _refuse(path, f"has {len(rows):,} rows; at most {ROWS_LIMIT:,} are taken")
    return [Grid("", rows)], notes


def _decoded(path: Path, data: bytes) -> tuple[str, list[str]]:
    """The text, by its byte order mark, else UTF-8 when it can be that, else Windows-1252."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if wide else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, [WINDOWS] if encoding == "cp1252" else []
    _refuse(path, "is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 CSV")


def _rows(text: str, names: Collection[str]) -> tuple[list[list[Cell]], list[str]]:
    """The rows as the reader of CSV finds them, and faults of the file's form, each a sentence."""
    if BARE_RETURN.search(text):
        return [], ["lines end in an outdated way; save the file as UTF-8 CSV again"]
    delimiter = _delimiter(text, names)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        endless = "larger than field limit" in str(error)
        fault = ENDLESS_CELL if endless else STRAY_QUOTE
        return [], [f"row {len(records) + 1}: {fault}".rstrip(".")]
    spread = reader.line_num > len(records)
    faults = lines_that_spread(records) if spread else stray_quotes(text, delimiter)
    rows: list[list[Cell]] = [list(record) for record in records]
    return rows, [fault.rstrip(".") for fault in faults]


def _delimiter(text: str, names: Collection[str]) -> str:
    """The mark that parts one of the first rows into the most names of columns."""
    lines = text.splitlines()[:SAMPLE_LINES]

    def found(mark: str) -> tuple[int, int]:
        parts = [{alike(part) for part in line.split(mark)} for line in lines]
        return max(len(part & set(names)) for part in parts), max(len(part) for part in parts)

    return max(DELIMITERS, key=found)
