"""Sound files of every source, and seeded ways of spoiling them: cells, rows, bytes, members."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partner_files import csv_of, ods_of, xlsx_of

from csp.ingest.faults import may_quote
from csp.sources import Source, partner_sources

MARK = "ξ"  # occurs in no sentence of ours and in no heading
MONTHS = 5
ENDINGS = ("csv", "xlsx", "ods")

Row = list[object]
Chance = random.Random

NASTY: tuple[object, ...] = (
    *("", " ", "<5", "*", "-", "–", "n/a", "Total", "All", "Kent", "1,204", "1 204", "1.5", "-3"),
    *("12%", "12²", "1e9", "99999999999999999999", "=1+1", "@x", "+1", "#REF!", "TRUE", "0", "0.0"),
    *("2025/26", "Q1 2026", "Jan", "46023", "01/31/2026", "02/01/2026", "31/02/2026", "1999-12"),
    *("2099-01", "2026-13", "2026-01", "01/01/2026 24:00", "Not known", "Unknown", "High Stret"),
    *("High Street (E05016625)", "Swale BC", "Shepway", "E07000110", "E01024361", "open"),
    *(
        "sensitive",
        "partner",
        "{x}",
        "%s",
        "\\",
        "'",
        '"',
        ";",
        ",",
        "\t",
        "a\nb",
        "\u200b",
        "\u202e",
    ),
    *("😀", "é", "\u00a0", "İ", "ß", "x" * 5_000, "../../etc/passwd", "\ufeff", "\u0661", "NaN"),
    *("None", "nan", "inf", "1_000", "0x10", "٣", "½"),
    *(0, -1, 7, 7.0, 7.5, 1e300, 2**70, True, date(2025, 3, 1), date(1901, 1, 1)),
    datetime(2025, 3, 1, 10, 30),  # noqa: DTZ001  # as a spreadsheet has it
)


@dataclass
class Spoilt:
    """A file that was spoilt: its ending, its bytes, and whether MARK stands only where no cell
    may be quoted.
    """

    ending: str
    content: bytes
    marked: bool


def sound(source: Source) -> list[Row]:
    """A header and some rows that the source's contract takes, totals included."""
    rows: list[Row] = [[column.name for column in source.columns]]
    for number in range(1, MONTHS + 1):
        row = [_example(source, place, number) for place in range(len(source.columns))]
        rows.append(row)
        if source.total:
            place = [column.name for column in source.columns].index(source.total.column)
            rows.append([source.total.word if at == place else cell for at, cell in enumerate(row)])
    return rows


def _example(source: Source, place: int, number: int) -> object:
    column = source.columns[place]
    if column.type == "month":
        return f"2025-{number:02}"
    if column.type == "date" and column.name == source.period_column:
        return f"{6 + 7 * number - 7:02}/01/2025" if number < 4 else f"0{number - 1}/02/2025"
    if column.type == "reference":
        return f"R-{number}"
    return column.example


def spoilt(source: Source, seed: int) -> Spoilt:
    """The file that a seed makes of the source's sound one: the same for the same seed."""
    chance = random.Random(seed)
    rows = sound(source)
    kind = chance.choice(("nothing", "marks", "cells", "cells", "rows", "header", "bytes", "zip"))
    ending = chance.choice(ENDINGS)
    if kind == "marks":
        _mark_cells(chance, rows, source)
    if kind in {"marks", "cells", "rows", "header"}:
        for _ in range(chance.choice((1, 1, 2, 5))):
            _WAYS["cells" if kind == "marks" else kind](chance, rows)
    content = _written(chance, rows, ending, plain=kind in {"nothing", "marks"})
    if kind == "bytes":
        content = _spoil_bytes(chance, content)
    if kind == "zip":
        content = _spoil_zip(chance, content) if ending != "csv" else _spoil_bytes(chance, content)
    return Spoilt(ending, content, marked=kind == "marks")


def _mark_cells(chance: Chance, rows: list[Row], source: Source) -> None:
    """Junk with MARK in cells that may not be quoted; a source without any gets none."""
    hidden = [at for at, column in enumerate(source.columns) if not may_quote(column, source)]
    for _ in range(chance.randint(1, 6) if hidden else 0):
        junk = "".join(chance.choices("abc019 <>%{}'=@-/:" + MARK, k=chance.randint(0, 30)))
        rows[chance.randint(1, len(rows) - 1)][chance.choice(hidden)] = f"{MARK}{junk}{MARK}"


def _spoil_cell(chance: Chance, rows: list[Row]) -> None:
    row = rows[chance.randint(1, len(rows) - 1)]
    at = chance.randrange(len(row))
    row[at] = chance.choice((chance.choice(NASTY), _misspelt(chance, str(row[at]))))


def _misspelt(chance: Chance, text: str) -> str:
    at = chance.randint(0, len(text))
    letter = chance.choice(" abz09-/.,;'\u00a0é")
    return chance.choice((text[:at] + letter + text[at:], text[:at] + text[at + 1 :], text.upper()))


def _spoil_rows(chance: Chance, rows: list[Row]) -> None:
    at = chance.randint(1, len(rows) - 1)
    match chance.randrange(9):
        case 0:
            rows.insert(at, list(rows[at]))
        case 1 if len(rows) > 2:
            del rows[at]
        case 2:
            rows.insert(at, [chance.choice(("Total", "Sum", "Notes: provisional", "", "Q1"))])
        case 3:
            rows.insert(at, list(rows[0]))
        case 4:
            rows[at].insert(0, "")
        case 5:
            rows[at].append(chance.choice(NASTY))
        case 6:
            rows.insert(0, ["Title of the table"])
        case 7:
            rows[at] = rows[at][: chance.randrange(len(rows[at]) + 1)]
        case _:
            other = chance.randint(1, len(rows) - 1)
            rows[at], rows[other] = rows[other], rows[at]


def _spoil_header(chance: Chance, rows: list[Row]) -> None:
    header = rows[0]
    at = chance.randrange(len(header)) if header else 0
    match chance.randrange(7):
        case 0 if header:
            header[at] = _misspelt(chance, str(header[at]))
        case 1 if header:
            header[at] = chance.choice(NASTY)
        case 2:
            for row in rows:
                row.append(row[at] if at < len(row) else "")
        case 3:
            for row in rows:
                del row[at : at + 1]
        case 4:
            source = chance.choice(list(partner_sources().values()))
            header[at : at + 1] = [chance.choice(source.columns).name]
        case 5:
            chance.shuffle(header)
        case _:
            rows[0] = ["Jan 2025", "Feb 2025", *header[:1]]


_WAYS: dict[str, Callable[[Chance, list[Row]], None]] = {
    "cells": _spoil_cell,
    "rows": _spoil_rows,
    "header": _spoil_header,
}


def _written(chance: Chance, rows: Sequence[Row], ending: str, *, plain: bool) -> bytes:
    if ending == "csv":
        delimiter = "," if plain else chance.choice(",,;\t")
        encoding = "utf-8" if plain else chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
        return csv_of(*rows, delimiter=delimiter).decode().encode(encoding, "replace")
    clean = [[_cell(cell) for cell in row] for row in rows]
    return xlsx_of(*clean) if ending == "xlsx" else ods_of(*clean)


def _cell(cell: object) -> object:
    """What a workbook can hold: no control characters, numbers as floats."""
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) > 2**53:
        return float(cell)
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", cell) if isinstance(cell, str) else cell


def _spoil_bytes(chance: Chance, content: bytes) -> bytes:
    spoiling = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(spoiling) or 1)
        match chance.randrange(4):
            case 0:
                spoiling[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                spoiling[at:at] = bytes(chance.choices(b'\x00\xff",;\n\r\t=<>A9 ', k=3))
            case 2:
                del spoiling[at : at + chance.randint(1, 40)]
            case _ if chance.random() < 0.2:
                del spoiling[at:]
    return bytes(spoiling)


def _spoil_zip(chance: Chance, content: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        names = before.namelist()
        # The sheet is what matters, so it is spoilt most.
        tables = [name for name in names if name.endswith(("sheet1.xml", "content.xml"))]
        chosen = chance.choice([*names, *tables * 5])
        for name in names:
            inside = before.read(name)
            if name == chosen:
                if chance.random() < 0.1:
                    continue
                inside = _spoil_xml(chance, inside)
            after.writestr(name, inside)
    return made.getvalue()


def _spoil_xml(chance: Chance, inside: bytes) -> bytes:
    """Numbers, names and values of the XML changed, tags doubled or dropped, or bytes spoilt."""
    places = list(re.finditer(rb"\d+|<[^>]+>|\"[^\"]*\"|>[^<]+<", inside))
    if not places or chance.random() < 0.2:
        return _spoil_bytes(chance, inside)
    found = chance.choice(places)
    word = found[0]
    if word.isdigit():
        instead = chance.choice((b"0", b"-1", b"299999", b"1048577", b"9" * 20, b"x", b"1e9"))
    elif word.startswith(b'"'):
        instead = chance.choice(
            (b'""', b'"x"', b'"1"', b'"e"', b'"str"', b'"b"', b'"d"', b'"&#1;"')
        )
    else:
        instead = chance.choice((b"", word * 2, word[::-1], b"<!--", b"<c t='e'/>", b"<f>1</f>"))
    return inside[: found.start()] + instead + inside[found.end() :]
