"""Holds a table of text against its source's contract; every fault in the file's own words."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from csp.sources import Column, Source

LISTED = 20  # faults of one kind that are told row by row; the rest are only counted
QUOTED = 40  # characters of a cell that a sentence quotes
HEADER_ROW = 1
BARE_RETURN = re.compile(r"\r(?!\n)")
QUOTED_CELL = re.compile(r'(?<![^,\n])"(?:[^"]|"")*"(?=[,\r\n]|$)')
ENDLESS_CELL = "a value is far too long; a quotation mark before it may be missing or one too many."
STRAY_QUOTE = "a quotation mark stands inside a value or is never closed."
FORMS = {
    "month": (r"\d{4}-(0[1-9]|1[0-2])", "a month (YYYY-MM)"),
    "number": (r"-?\d+(\.\d+)?", "a number"),
    # Wales too: a force may record an incident that happened there.
    "lsoa_code": (r"[EW]01\d{6}", "an LSOA code (E01 or W01 and six digits)"),
}


@dataclass(frozen=True)
class Table:
    """A table as text. `numbers` are the row numbers in the file, where the header is row 1."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]

    def column(self, name: str) -> list[str]:
        """The cells of one column, in the order of the rows."""
        place = self.header.index(name)
        return [row[place] for row in self.rows]


def read_csv(data: bytes) -> tuple[Table, list[str]]:
    """The rows that are as wide as the header, and a sentence for each fault of the file's form.

    UTF-8 with or without a byte order mark. A file cut off exactly between two rows cannot be told
    from a whole one here; only a zip's checksum or the completeness of the month shows it.
    """
    try:
        text = data.decode("utf-8-sig")
        first_nul = data.find(b"\0")
    except UnicodeDecodeError as error:
        text, first_nul = "", error.start
    if first_nul >= 0:
        row = data.count(b"\n", 0, first_nul) + 1
        return Table([], [], []), [f"row {row} is not UTF-8 text; save the file as UTF-8 CSV."]
    if not text.strip():
        return Table([], [], []), ["is empty."]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        fault = ENDLESS_CELL if "larger than field limit" in str(error) else STRAY_QUOTE
        return _even(records, [f"row {len(records) + 1}: {fault}"])
    if BARE_RETURN.search(text):
        return _even(records, ["lines end in an outdated way; save the file as UTF-8 CSV again."])
    faults = _spread(records) if reader.line_num > len(records) else _stray_quotes(text)
    if not text.endswith("\n"):
        faults.append(f"ends in the middle of row {len(records)}; it may have been cut off.")
        records.pop()
    elif len(records) == HEADER_ROW:
        faults.append("has a header but no rows.")
    return _even(records, faults)


def _stray_quotes(text: str) -> list[str]:
    """Readers do not agree on what a quotation mark in an unquoted cell means, so it is refused."""
    if '"' not in text:
        return []
    stray = [
        f"row {number}: {STRAY_QUOTE}"
        for number, line in enumerate(text.split("\n"), start=HEADER_ROW)
        if '"' in QUOTED_CELL.sub("", line)
    ]
    return shortened(stray, "rows with a stray quotation mark")


def _spread(records: list[list[str]]) -> list[str]:
    spread = [
        f"row {number} runs over more than one line; a quotation mark may be missing."
        for number, record in enumerate(records, start=HEADER_ROW)
        if any("\n" in cell for cell in record)
    ]
    return shortened(spread, "rows that run over several lines")


def _even(records: list[list[str]], faults: list[str]) -> tuple[Table, list[str]]:
    header, rows = (records[0], records[1:]) if records else ([], [])
    numbers = range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows))
    width = len(header)
    uneven = [
        f"row {number} has {len(row)} values, the header has {width}."
        if row
        else f"row {number} is empty."
        for number, row in zip(numbers, rows, strict=True)
        if len(row) != width
    ]
    faults = [*faults, *shortened(uneven, "rows of another width")]
    pairs = [pair for pair in zip(numbers, rows, strict=True) if len(pair[1]) == width]
    return Table(header, [row for _, row in pairs], [number for number, _ in pairs]), faults


def faults_against(table: Table, source: Source) -> list[str]:
    """A sentence for each column and cell that is not as the source's contract says.

    Columns that the contract does not know are left alone.
    """
    found = ", ".join(table.header)
    faults = [
        f'column "{name}" stands in the header more than once.'
        for name in dict.fromkeys(table.header)
        if table.header.count(name) > 1
    ]
    for column in source.columns:
        if column.name in table.header:
            faults.extend(complaints(table, (column.name,), _cell_check(column, source)))
        elif column.required:
            faults.append(f'column "{column.name}" is missing (columns found: {found}).')
    return faults


def _cell_check(column: Column, source: Source) -> Callable[[str], str | None]:
    def check(cell: str) -> str | None:
        if not cell:
            return None if column.blank_allowed else "the cell is empty."
        shown = quoted(cell, source)
        if column.type == "category" and cell not in source.categories:
            return f"{shown} is not a category that is known here{_nearest(cell, source)}."
        if column.type in FORMS and not has_form(column.type, cell):
            return f"{shown} is not {FORMS[column.type][1]}."
        return None

    return check


def has_form(type_of_column: str, cell: str) -> bool:
    """Whether the cell is written as that type of column asks."""
    return re.fullmatch(FORMS[type_of_column][0], cell, re.ASCII) is not None


def _nearest(cell: str, source: Source) -> str:
    if source.sensitivity != "open":
        return ""
    near = get_close_matches(cell[:QUOTED], source.categories, n=1, cutoff=0.8)
    return f" (did you mean {near[0]}?)" if near else ""


def complaints(
    table: Table, columns: tuple[str, ...], complain: Callable[..., str | None]
) -> list[str]:
    """A sentence for each row of whose cells in `columns` the function complains.

    Each different combination of cells is asked about once, so a month takes milliseconds.
    """
    if not set(columns) <= set(table.header):
        return []
    cells = list(zip(*(table.column(name) for name in columns), strict=True))
    told = {each: complain(*each) for each in set(cells)}
    if not any(told.values()):
        return []
    rows = [
        f'row {number}, "{columns[0]}": {told[each]}'
        for number, each in zip(table.numbers, cells, strict=True)
        if told[each]
    ]
    return shortened(rows, f'rows with a fault of this kind in "{columns[0]}"')


def shortened(sentences: list[str], what: str) -> list[str]:
    """The first of many faults of one kind, and how many more there are."""
    return list(_shortened(sentences, what))


def _shortened(sentences: list[str], what: str) -> Iterator[str]:
    yield from sentences[:LISTED]
    if len(sentences) > LISTED:
        yield f"and {len(sentences) - LISTED:,} more {what}."


def quoted(cell: str, source: Source) -> str:
    """The cell in quotation marks, shortened; of a source that is not open, no part of it."""
    if source.sensitivity != "open":
        return "the value"
    short = cell if len(cell) <= QUOTED else cell[: QUOTED - 1] + "…"
    return f"'{short}'" if short.isprintable() else repr(short)
