"""Puts beside each fault what stands in its cell, where that may be repeated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from csp.errors import Fault
from csp.ingest.faults import may_quote, shortened
from csp.ingest.header import Table
from csp.ingest.survey import ANSWER, asked
from csp.ingest.unfit import Cell, plain
from csp.sources import Source


def beside_cells(
    faults: Iterable[Fault], places: Mapping[str, int], rows: Mapping[int, Sequence[Cell]]
) -> list[Fault]:
    """The faults, each of a row and a column of `places` with what stands there, shortened.

    `places` tells by its heading where a column stands that may be quoted: of any other column no
    cell is touched. `rows` are the rows by their numbers in the file.
    """
    return [
        fault if (cell := _cell(fault, places, rows)) is None else replace(fault, stands=cell)
        for fault in faults
    ]


def _cell(
    fault: Fault, places: Mapping[str, int], rows: Mapping[int, Sequence[Cell]]
) -> str | None:
    if fault.row is None or fault.column not in places or fault.row not in rows:
        return None
    row, place = rows[fault.row], places[fault.column]
    return shortened(plain(row[place])) if place < len(row) else ""


def beside(faults: Iterable[Fault], table: Table, source: Source) -> list[Fault]:
    """The faults of a partner's table with what stands in those cells that a fault may quote."""
    quoted = [column.name for column in source.columns if may_quote(column, source)]
    if source.questions and ANSWER in quoted:
        quoted += asked(table, source)
    places = {table.heading(name): table.places[name] for name in quoted if name in table.places}
    return beside_cells(faults, places, dict(zip(table.numbers, table.rows, strict=True)))
