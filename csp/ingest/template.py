"""Makes the empty file that a partner fills in: the columns, one example row, and the rules."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csp.errors import CspError
from csp.ingest.wards import Places, places
from csp.sources import Column, Source, partner_sources, sources, total_words

DATA, RULES, LISTS = "Data", "How to fill this in", "Lists"
CHECKED_ROWS = 5_000  # as far down as a cell offers its list
TYPES = {
    "text": "Text",
    "reference": "Text or number",
    "month": "Month",
    "date": "Day",
    "moment": "Day and time",
    "wave": "Year or month",
    "number": "Number",
    "count": "Whole number, 0 or more",
    "weight": "Number above 0",
    "yes_no": "yes or no",
    "choice": "One of the words listed",
    "category": "One of the words listed",
    "lsoa_code": "Code",
    "ward": "Name",
    "district": "Name",
    "area": "Name",
    "sensitivity": "One word",
}
HANDLING = {
    "open": "open: it may be published as it is",
    "partner": "for the partnership: only protected figures are published",
    "sensitive": "sensitive: kept by the partnership, published only in protected figures",
}


def template(source_id: str, out: Path | None = None) -> Path:
    """The file written: `out`, or `<source>.xlsx` in the current folder.

    An ending .csv gives the header and the example row alone, .xlsx the rules beside them; the
    file as written passes the source's own check. Raises CspError for a source that has no
    template, another ending, or a file that is there already.
    """
    source = _fillable(source_id)
    file = out or Path(f"{source.id}.xlsx")
    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise CspError(f"{file.name}: a template ends in .xlsx or .csv.")
    if file.exists():
        raise CspError(f"{file.name} is there already; name another file with --out.")
    content = _csv(source) if file.suffix.lower() == ".csv" else _xlsx(source, places())
    with file.open("xb") as made:
        made.write(content)
    return file


def workbook(source_id: str) -> bytes:
    """The same as XLSX, as the bytes of the file. Raises CspError for a source without one."""
    return _xlsx(_fillable(source_id), places())


def listed() -> list[str]:
    """A line for each source that has a template: its id and title."""
    held = partner_sources()
    width = max(map(len, held), default=0)
    return [f"{name:{width}}  {source.title}" for name, source in held.items()]


def _fillable(source_id: str) -> Source:
    if source_id not in sources():
        raise CspError(f"There is no source “{source_id}”; known are: {', '.join(sources())}.")
    source = sources()[source_id]
    if source.status != "partner":
        raise CspError(
            f"{source_id} has no template: its files are taken as the publisher sends them."
            f" Templates are for: {', '.join(partner_sources())}."
        )
    return source


def _csv(source: Source) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_header(source), _example(source, places())])
    return text.getvalue().encode("utf-8-sig")  # with its mark, Excel takes it for UTF-8


def _header(source: Source) -> list[str]:
    return [column.name for column in source.columns]


def _example(source: Source, held: Places) -> list[str]:
    return [_own_place(column, held) or column.example for column in source.columns]


def _own_place(column: Column, held: Places) -> str:
    """A place of this district for the example; '' where the contract's own example lies here, or
    names no place.
    """
    known: Iterable[str] = ()
    if column.type in ("ward", "area"):
        known = (*held.newer.names.values(), *column.values)
    elif column.type == "lsoa_code":
        newest = max(held.lsoa_codes, default="")
        known = sorted(held.lsoa_codes.get(newest, ()))
    return "" if column.example in known else next(iter(known), "")


def _xlsx(source: Source, held: Places) -> bytes:
    book = Workbook()
    data = book.worksheets[0]
    data.title = DATA
    data.append(_header(source))
    data.append(_example(source, held))
    _dress(data, [max(14, len(column.name) + 4) for column in source.columns])
    for number in range(1, len(source.columns) + 1):
        # Text, so that nothing typed turns into something else: “11-13” into a day of November.
        data.column_dimensions[get_column_letter(number)].number_format = "@"
    data.freeze_panes = "A2"
    _offer_lists(book, data, source, held)
    _write_rules(book.create_sheet(RULES), source)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _offer_lists(book: Workbook, data: Worksheet, source: Source, held: Places) -> None:
    """Drop-down lists for the columns of few words, from a sheet of their own.

    A word that is not listed only warns: names of wards that are no more may be right.
    """
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for number, column in enumerate(source.columns, start=1):
        words = _words(column, source, held)
        if not words:
            continue
        letter = get_column_letter(number)
        for row, word in enumerate(words, start=1):
            lists[f"{letter}{row}"] = word
        reach = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        offered = DataValidation(
            type="list", formula1=reach, allow_blank=True, errorStyle="warning"
        )
        offered.add(f"{letter}2:{letter}{CHECKED_ROWS}")
        data.add_data_validation(offered)


def _words(column: Column, source: Source, held: Places) -> Sequence[str]:
    wards, districts = held.newer.names.values(), held.districts.names.values()
    named = {"ward": wards, "district": districts, "area": (*districts, *wards)}
    if column.type in named:
        return (*named[column.type], *column.values, *total_words(column, source))
    match column.type:
        case "yes_no":
            return ("yes", "no")
        case "category":
            return (*source.categories, *total_words(column, source))
        case "sensitivity":
            return (source.sensitivity,)
        case "choice" if not column.values:
            return [question.short for question in source.questions]
        case _:
            return column.values


def _write_rules(sheet: Worksheet, source: Source) -> None:
    for line in _about(source):
        sheet.append([line])
        sheet.cell(sheet.max_row, 1).font = Font(bold=sheet.max_row == 1)
    sheet.append([])
    for table in (_column_rules(source), _question_rules(source)):
        for place, words in enumerate(table):
            sheet.append(words)
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=place == 0)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([])
    for letter, width in zip("ABCDE", (24, 26, 18, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _about(source: Source) -> Iterator[str]:
    yield source.title
    yield f"Sent by: {source.publisher}"
    yield f"Licence: {source.licence}"
    yield f"Handling: {HANDLING[source.sensitivity]}"
    yield f"Placed by: {source.geography}"
    yield (
        f"The row below the header on the sheet “{DATA}” is an example: replace it. Leave the"
        " header as it is; columns of your own, to the right of it, are not read. Add no totals and"
        " merge no cells."
    )


def _column_rules(source: Source) -> Iterator[list[str]]:
    yield ["Column", "Holds", "May be empty", "Rule", "Allowed words"]
    for column in source.columns:
        words = column.values or (source.categories if column.type == "category" else ())
        empty = "yes" if column.blank_allowed else "no"
        if not column.required:
            empty = f"{empty}; the column may be left out"
        yield [column.name, TYPES[column.type], empty, column.says, "; ".join(words)]


def _question_rules(source: Source) -> Iterator[list[str]]:
    if not source.questions:
        return
    yield ["Question", "Or, as a column", "", "Asked as", "Allowed answers"]
    for question in source.questions:
        answers = (*source.scale_of(question.id).answers, *source.left_out)
        yield [question.short, question.id, "", question.wording, "; ".join(answers)]


def _dress(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
