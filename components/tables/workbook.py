"""Tables as a workbook that everyone can read: a cover, contents, notes, what each column holds,
and one table a worksheet.

It follows the Analysis Function's guidance "Releasing statistics in spreadsheets" (UK government):
titles in A1, real and named tables, one line of headings, nothing merged, hidden or blank, meaning
in words and never in colour.
"""

import io
import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pandas as pd

from components.words import numbers
from components.words.files import FORMULA_STARTS, IN_FILES
from csp.errors import DownloadError

if TYPE_CHECKING:  # a third of a second, which only who asks for a workbook waits for
    from openpyxl import Workbook as Book
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 15_000  # of a table that is made a workbook; a longer one is a CSV
HIDDEN, NO_DATA, NOT_APPLICABLE = "[hidden]", "[no data]", "[n/a]"
WHY_BLANK = "why_blank"  # a column whose word stands in the blank cells of its row
ONE_TABLE = "This worksheet holds one table."
EXPLAINED = "Words in square brackets are explained on the worksheet Notes."
NARROWEST, WIDEST = 12, 60  # of a column, in letters
LOOKED_AT = 200  # rows from which a column's width is told
PLAIN = ("year", "rank", "place", "hour", "weekday", "decile", "round", "version", "month_number")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FONT = "Arial"
TITLE_STYLE, HEAD_STYLE, TEXT_STYLE = "table title", "column heading", "words"
WRAPPED_STYLE, LINK_STYLE = "long words", "link to a worksheet"
WHOLE, PLAIN_WHOLE, PARTS, SMALL_PARTS, DAY = "#,##0", "0", "#,##0.00", "0.0000", "yyyy-mm-dd"
# How numbers are written, each with the name of its look.
NUMBER_STYLES = {
    WHOLE: "whole number",
    PLAIN_WHOLE: "year or place",
    PARTS: "number with decimals",
    SMALL_PARTS: "share or chance",
    DAY: "day",
}


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above it, and what the contents say of it by heading."""

    title: str
    lines: tuple[str, ...]
    table: pd.DataFrame
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    """A whole workbook: the lines of its cover, notes by what they are about, and its tables.

    columns: by the name of a column what it holds; `by` is who made it, a body.
    """

    title: str
    by: str
    cover: tuple[str, ...]
    notes: Mapping[str, str]
    columns: Mapping[str, str]
    sheets: tuple[Sheet, ...]


SHORTHAND = {
    HIDDEN: "A count that is held and not shown, to protect people; it is not 0.",
    NO_DATA: "No number is held or can be worked out; it is not 0.",
    NOT_APPLICABLE: "There is nothing to say here, or the number would mean nothing.",
}


def workbook_bytes(made: Workbook) -> bytes:
    """The workbook as XLSX, made in memory alone: the rows of a partner may lie on no disk as they
    are. Raises DownloadError for a table that is too long and for text with control characters.
    """
    from openpyxl import Workbook as Book  # noqa: PLC0415  # see above

    book = Book()
    book.remove(book.active)
    _styled(book)
    names = [f"Table_{number}" for number in range(1, len(made.sheets) + 1)]
    _cover(book, made, names)
    if len(made.sheets) > 1:
        _contents(book, made, names)
    _listed(book, "Notes", "Notes", ("Note", "What it says"), made.notes)
    columns = _columns_of(made)
    _listed(book, "Columns", "What each column holds", ("Column", "What it holds"), columns)
    for name, sheet in zip(names, made.sheets, strict=True):
        _table(book, name, sheet)
    _described(book, made)
    return _in_memory(book)


def _styled(book: "Book") -> None:
    """The few looks of a cell, all in one large and plain letter."""
    from openpyxl.styles import Alignment, Font, NamedStyle  # noqa: PLC0415

    plain, top = Font(name=FONT, size=12), Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    bold, large = Font(name=FONT, size=12, bold=True), Font(name=FONT, size=16, bold=True)
    link = Font(name=FONT, size=12, underline="single")
    for name, font, place in (
        (TITLE_STYLE, large, top),
        (HEAD_STYLE, bold, wrapped),
        (TEXT_STYLE, plain, top),
        (WRAPPED_STYLE, plain, wrapped),
        (LINK_STYLE, link, top),
    ):
        book.add_named_style(NamedStyle(name, font=font, alignment=place))
    for written, name in NUMBER_STYLES.items():
        book.add_named_style(NamedStyle(name, font=plain, alignment=top, number_format=written))


def heading(column: str) -> str:
    """The heading of a column: its name in the CSV as words."""
    return numbers.capital(IN_FILES.get(column, column).replace("_", " "))


def _cover(book: "Book", made: Workbook, names: Sequence[str]) -> None:
    """What it is and whose, a line each; no table."""
    others = ["Contents"] if len(names) > 1 else []
    sheets = numbers.join(["Cover", *others, "Notes", "Columns", *_range(names)])
    lines = (*made.cover, f"Worksheets: {sheets}.")
    sheet = book.create_sheet("Cover")
    sheet.column_dimensions["A"].width = 100
    _titled(sheet, made.title, lines, wrapped=True)


def _range(names: Sequence[str]) -> list[str]:
    return list(names) if len(names) < 3 else [f"{names[0]} to {names[-1]}"]


def _contents(book: "Book", made: Workbook, names: Sequence[str]) -> None:
    """Which table stands where, each with a link, its source and how its counts are protected."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    headings = dict.fromkeys(name for one in made.sheets for name in one.facts)
    rows = [
        {"Worksheet": name, "Title": one.title}
        | {name: one.facts.get(name) or NOT_APPLICABLE for name in headings}
        for name, one in zip(names, made.sheets, strict=True)
    ]
    sheet = book.create_sheet("Contents")
    first = _filled(sheet, "Contents", (ONE_TABLE,), pd.DataFrame(rows), "contents")
    for row, name in enumerate(names, start=first):
        cell = sheet.cell(row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.style = LINK_STYLE


def _listed(
    book: "Book", name: str, title: str, headings: tuple[str, str], told: Mapping[str, str]
) -> None:
    """A table of two columns of text."""
    rows = pd.DataFrame(list(told.items()), columns=list(headings))
    _filled(book.create_sheet(name), title, (ONE_TABLE,), rows, name.lower())


def _columns_of(made: Workbook) -> dict[str, str]:
    """Every column of the tables, once, with what it holds."""
    names = dict.fromkeys(name for one in made.sheets for name in one.table if name != WHY_BLANK)
    told = {name: made.columns.get(IN_FILES.get(name, name), "") for name in names}
    return {heading(name): holds or NOT_APPLICABLE for name, holds in told.items()}


def _table(book: "Book", name: str, made: Sheet) -> None:
    if len(made.table) > MOST_ROWS:
        raise DownloadError(f"{made.title}: with over {MOST_ROWS:,} rows it is a CSV file only.")
    lines = (*filter(None, made.lines), f"{ONE_TABLE} {EXPLAINED}")
    written = _written(made.table)
    _filled(book.create_sheet(name), made.title, lines, written, name.lower())


def _written(table: pd.DataFrame) -> pd.DataFrame:
    """The table as its cells are: headings as words, every blank with the word for it."""
    why = table[WHY_BLANK] if WHY_BLANK in table else pd.Series(None, index=table.index)
    shown = table.drop(columns=WHY_BLANK, errors="ignore")
    words = [f"[{word}]" if isinstance(word, str) and word else NO_DATA for word in why]
    none = [NOT_APPLICABLE] * len(words)
    return pd.DataFrame(
        {
            heading(name): [
                _value(cell, blank)
                for cell, blank in zip(column, words if _numeric(column) else none, strict=True)
            ]
            for name, column in shown.items()
        },
        dtype=object,
    )


def _numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _value(cell: Any, blank: str) -> Any:
    if isinstance(cell, str):
        return cell or blank
    if isinstance(cell, (list, tuple, np.ndarray)):
        return ", ".join(map(str, cell)) or NOT_APPLICABLE
    if numbers.is_blank(cell):
        return blank
    if isinstance(cell, (bool, np.bool_)):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else str(cell)
    return cell.item() if isinstance(cell, np.generic) else cell


def _titled(sheet: "Worksheet", title: str, lines: Sequence[str], *, wrapped: bool) -> int:
    """Title and lines in column A; gives the row below them."""
    for row, text in enumerate((title, *lines), start=1):
        cell = sheet.cell(row, 1)
        cell.style = TITLE_STYLE if row == 1 else WRAPPED_STYLE if wrapped else TEXT_STYLE
        _put(cell, text, title)
    return len(lines) + 2


def _filled(
    sheet: "Worksheet", title: str, lines: Sequence[str], table: pd.DataFrame, name: str
) -> int:
    """A worksheet with its one table, a real one of that name; gives its first row of cells."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

    head = _titled(sheet, title, lines, wrapped=False)
    for place, (column, cells) in enumerate(table.items(), start=1):
        _column(sheet, (head, place), str(column), list(cells), title)
        width = _width(str(column), list(cells))
        sheet.column_dimensions[get_column_letter(place)].width = width
    last = f"{get_column_letter(len(table.columns))}{head + len(table)}"
    made = Table(displayName=name, name=name, ref=f"A{head}:{last}")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(made)
    sheet.freeze_panes = f"A{head + 1}"
    return head + 1


def _column(
    sheet: "Worksheet", at: tuple[int, int], column: str, cells: Sequence[Any], title: str
) -> None:
    """A heading at a row and column, and the cells below it."""
    head, place = at
    top = sheet.cell(head, place)
    top.style = HEAD_STYLE
    _put(top, column, title)
    written = NUMBER_STYLES[_format(column, cells)]
    looks: dict[str, Any] = {}
    for row, value in enumerate(cells, start=head + 1):
        cell, look = sheet.cell(row, place), written
        if isinstance(value, str):
            look = WRAPPED_STYLE if len(value) > WIDEST else TEXT_STYLE
        # Looked up by its name, a look would cost more than all else of a cell.
        if look in looks:
            cell._style = looks[look]
        else:
            cell.style = look
            looks[look] = cell._style
        _put(cell, value, title)


def _put(cell: "Cell", value: Any, title: str) -> None:
    """A value as it is: words as words, whatever they begin with, numbers as numbers."""
    if isinstance(value, str):
        if CONTROL.search(value):
            raise DownloadError(f"{title}: a text holds a control character, so no file is made.")
        cell.value = value
        cell.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            cell._style = copy(cell._style)  # others look like it and need no quote
            cell.quotePrefix = True
    else:
        cell.value = value


def _format(column: str, cells: Sequence[Any]) -> str:
    """How the numbers of a column are written."""
    held = [cell for cell in cells if not isinstance(cell, str)]
    if any(isinstance(cell, date) for cell in held):
        return DAY
    if all(float(cell).is_integer() for cell in held):
        plain = column.lower().replace(" ", "_")
        return PLAIN_WHOLE if plain in PLAIN or plain.endswith("_year") else WHOLE
    return SMALL_PARTS if max(abs(float(cell)) for cell in held) <= 1 else PARTS


def _width(column: str, cells: Sequence[Any]) -> float:
    longest = max((len(str(cell)) for cell in cells[:LOOKED_AT]), default=0)
    word = max((len(part) for part in column.split()), default=0)
    return min(WIDEST, max(NARROWEST, longest, word) + 3)


def _described(book: "Book", made: Workbook) -> None:
    """The document's own properties: what a screen reader says first."""
    book.properties.title = made.title
    book.properties.creator = made.by
    book.properties.language = "en-GB"
    book.active = 0


def _in_memory(book: "Book") -> bytes:
    from openpyxl.worksheet._writer import WorksheetWriter  # noqa: PLC0415
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    class InMemory(ExcelWriter):
        """Writes worksheets where openpyxl would write each to a file of its own first."""

        def write_worksheet(self, ws: "Worksheet") -> None:
            out = io.BytesIO()
            writer = WorksheetWriter(ws, out)
            writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], out.getvalue())
            self.manifest.append(ws)

    out = io.BytesIO()
    InMemory(book, ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return out.getvalue()
