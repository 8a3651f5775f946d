"""Holds a table of text against its source's contract; every fault in the file's own words."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from csp.errors import Fault
from csp.sources import Column, Source
from csp.table import HEADER_ROW, plain_table
from csp.table import Table as Table  # noqa: PLC0414 - handed on to all who judge a table here

LISTED = 20  # faults of one kind in a file that are told one by one; the rest are only counted
NAMED_ROWS = 3  # with the same fault: of more only the number and the first are told
QUOTED = 40  # characters of a cell that a sentence quotes
FOUND = 200  # characters of a header that a sentence quotes
OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
BARE_RETURN = re.compile(r"\r(?!\n)")
ENDLESS_CELL = "a value is far too long; a quotation mark before it may be missing or one too many."
STRAY_QUOTE = "a quotation mark stands inside a value or is never closed."
FORMS = {
    "month": (r"\d{4}-(0[1-9]|1[0-2])", "a month (YYYY-MM)"),
    "number": (r"-?\d+(\.\d+)?", "a number"),
    # Wales too: a force may record an incident that happened there.
    "lsoa_code": (r"[EW]01\d{6}", "an LSOA code (E01 or W01 and six digits)"),
}


class Sentence(str):
    """A sentence about cells or rows that remembers each of them: what a refusal tells in few words
    a screen can put beside the rows.
    """

    faults: tuple[Fault, ...]

    def __new__(cls, text: str, faults: Iterable[Fault]) -> "Sentence":
        """The sentence `text` about the rows and columns of `faults`."""
        made = super().__new__(cls, text)
        made.faults = tuple(faults)
        return made


def each_fault(sentence: str, file: str = "") -> tuple[Fault, ...]:
    """Every fault that a sentence tells, one a row; the sentence itself where it names none.

    `file` says which of several files it is about.
    """
    faults = sentence.faults if isinstance(sentence, Sentence) else (Fault(str(sentence)),)
    return tuple(replace(fault, file=file) for fault in faults)


def read_csv(data: bytes, asked: Collection[tuple[str, ...]] = ()) -> tuple[Table, list[str]]:
    """The rows that are as wide as the header, and a sentence for each fault of the file's form.

    UTF-8 with or without a byte order mark. A file cut off exactly between two rows cannot be told
    from a whole one here; only a zip's checksum or the completeness of the month shows it. `asked`
    names the columns, alone or together, of which the different cells will be asked: a large table
    is held against its contract sooner then.
    """
    try:
        text = data.decode("utf-8-sig")
        first_nul = data.find(b"\0")
    except UnicodeDecodeError as error:
        text, first_nul = "", error.start
    if first_nul >= 0:
        row = data.count(b"\n", 0, first_nul) + 1
        return Table([], [], []), [f"row {row} is not UTF-8 text; save the file as UTF-8 CSV."]
    if not text or text.isspace():
        return Table([], [], []), ["is empty."]
    plain = plain_table(text, asked)
    return (plain, []) if plain else any_table(text)


def any_table(text: str) -> tuple[Table, list[str]]:
    """The table of a text of any kind, read in full, and a sentence for each fault of its form."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        fault = ENDLESS_CELL if "larger than field limit" in str(error) else STRAY_QUOTE
        return _even(records, [f"row {len(records) + 1}: {fault}"])
    if BARE_RETURN.search(text):
        return _even(records, ["lines end in an outdated way; save the file as UTF-8 CSV again."])
    spread = reader.line_num > len(records)
    faults = lines_that_spread(records) if spread else stray_quotes(text)
    if not text.endswith("\n"):
        faults.append(f"ends in the middle of row {len(records)}; it may have been cut off.")
        records.pop()
    elif len(records) == HEADER_ROW:
        faults.append("has a header but no rows.")
    return _even(records, faults)


def stray_quotes(text: str, delimiter: str = ",") -> list[str]:
    """A sentence for each row with a quotation mark inside an unquoted cell.

    Readers do not agree on what it means, so it is refused. `delimiter` is one character.
    """
    if '"' not in text:
        return []
    quoted_cell = re.compile(rf'(?<![^{delimiter}\n])"(?:[^"]|"")*"(?=[{delimiter}\r\n]|$)')
    stray = [
        Sentence(f"row {number}: {STRAY_QUOTE}", [Fault(STRAY_QUOTE, number)])
        for number, line in enumerate(text.split("\n"), start=HEADER_ROW)
        if '"' in quoted_cell.sub("", line)
    ]
    return shortened(stray, "rows with a stray quotation mark")


def lines_that_spread(records: list[list[str]]) -> list[str]:
    """A sentence for each row of which a cell holds a line's end."""
    says = "runs over more than one line; a quotation mark may be missing."
    spread = [
        Sentence(f"row {number} {says}", [Fault(says, number)])
        for number, record in enumerate(records, start=HEADER_ROW)
        if any("\n" in cell for cell in record)
    ]
    return shortened(spread, "rows that run over several lines")


def _even(records: list[list[str]], faults: list[str]) -> tuple[Table, list[str]]:
    header, rows = (records[0], records[1:]) if records else ([], [])
    if records and not header:
        return Table([], [], []), [*faults, "row 1 is empty; it must name the columns."]
    numbers = range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows))
    width = len(header)
    wrong = {
        number: f"has {len(row)} values, the header has {width}." if row else "is empty."
        for number, row in zip(numbers, rows, strict=True)
        if len(row) != width
    }
    uneven = [
        Sentence(f"row {number} {says}", [Fault(says, number)]) for number, says in wrong.items()
    ]
    faults = [*faults, *shortened(uneven, "rows of another width")]
    pairs = [pair for pair in zip(numbers, rows, strict=True) if len(pair[1]) == width]
    columns = [[row[place] for _, row in pairs] for place in range(width)]
    return Table(header, columns, [number for number, _ in pairs]), faults


def faults_against(table: Table, source: Source) -> list[str]:
    """A sentence for each column and cell that is not as the source's contract says.

    Columns that the contract does not know are left alone.
    """
    faults = [
        f'column "{name}" stands in the header more than once.'
        for name in dict.fromkeys(table.header)
        if table.header.count(name) > 1
    ]
    needed = [column.name for column in source.columns if column.required]
    expected = {column.name for column in source.columns}
    open_to_all = source.sensitivity == "open"
    faults += missing_columns(table, needed, None if open_to_all else expected)
    for column in source.columns:
        if not _takes_anything(column):
            faults.extend(complaints(table, (column.name,), _cell_check(column, source)))
    return faults


def _takes_anything(column: Column) -> bool:
    """Whether no cell of it can be wrong, so that none needs to be looked at."""
    return column.blank_allowed and column.type not in {"category", *FORMS}


def missing_columns(
    table: Table, needed: Sequence[str], may_be_named: Collection[str] | None = None
) -> list[str]:
    """One sentence for all columns that are not there, and one when they stand behind another mark.

    A file without a header has cells where names should be, so of a source that is not open only
    the names in `may_be_named` are repeated.
    """
    missing = [f'"{name}"' for name in needed if name not in table.header]
    if not missing:
        return []
    what = f"column {missing[0]} is" if len(missing) == 1 else f"columns {_listed(missing)} are"
    found = [name for name in table.header if may_be_named is None or name in may_be_named]
    told = _short(", ".join(found), FOUND) if found else "none that is known"
    faults = [f"{what} missing (columns found: {told})."]
    for mark, word in OTHER_MARKS.items():
        if table.header[0].count(mark) >= len(needed) - 1 > 0:
            faults.append(f"the values seem to be separated by {word}; save the file with commas.")
    return faults


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _cell_check(column: Column, source: Source) -> Callable[[str], str | None]:
    def check(cell: str) -> str | None:
        if not cell:
            return None if column.blank_allowed else "the cell is empty."
        if column.type == "category" and cell not in source.categories:
            near = _nearest(cell, source)
            return f"{quoted(cell, source)} is not a category that is known here{near}."
        if column.type in FORMS and not has_form(column.type, cell):
            return f"{quoted(cell, source)} is not {FORMS[column.type][1]}."
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
    """A sentence for each complaint that the function has of the cells in `columns`, with its rows.

    Each different combination of cells is asked about once, so a month takes milliseconds; rows
    with the same complaint are told together.
    """
    if not set(columns) <= set(table.header):
        return []
    told = {each: fault for each in table.together(columns) if (fault := complain(*each))}
    if not told:
        return []
    numbers: dict[str, list[int]] = {}
    cells = zip(*(table.column(name) for name in columns), strict=True)
    for number, each in zip(table.numbers, cells, strict=True):
        if each in told:
            numbers.setdefault(told[each], []).append(number)
    sentences = [_in_rows(columns[0], fault, rows) for fault, rows in numbers.items()]
    return shortened(sentences, f'faults of this kind in "{columns[0]}"')


def _in_rows(column: str, fault: str, rows: list[int]) -> Sentence:
    if len(rows) > NAMED_ROWS:
        many = f"({len(rows):,} rows, the first row {rows[0]})"
        text = f'"{column}": {fault.removesuffix(".")} {many}.'
    else:
        noun = "row" if len(rows) == 1 else "rows"
        text = f'{noun} {_listed([str(row) for row in rows])}, "{column}": {fault}'
    return Sentence(text, [Fault(fault, row, column) for row in rows])


def shortened(sentences: Sequence[Sentence], what: str) -> list[str]:
    """The first of many faults of one kind, and how many more there are."""
    rest = sentences[LISTED:]
    if not rest:
        return list(sentences)
    behind = [fault for sentence in rest for fault in sentence.faults]
    return [*sentences[:LISTED], Sentence(f"and {len(rest):,} more {what}.", behind)]


def quoted(cell: str, source: Source) -> str:
    """The cell in quotation marks, shortened; of a source that is not open, no part of it."""
    if source.sensitivity != "open":
        return "the value"
    short = _short(cell, QUOTED)
    return f"'{short}'" if short.isprintable() else repr(short)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
