"""Recognises a file that is laid out otherwise than its form: another form, words across."""

from collections.abc import Iterator, Sequence

from csp.errors import Fault
from csp.ingest import days, header
from csp.ingest.cells import read_column, type_of
from csp.ingest.faults import listed
from csp.ingest.header import LOOKED_THROUGH, Table
from csp.ingest.unfit import Cell
from csp.ingest.wards import Places, places
from csp.ingest.workbook import Grid
from csp.sources import Column, Source, partner_sources

ACROSS = 2  # headings that are words of one column: fewer may be chance
MONTHS_IN_A_ROW = 3  # where no header is known; a row of data has fewer
NAMED = 3  # headings that a sentence names
TYPES = {"month", "date", "ward", "district", "area", "category", "choice"}


def faults(grids: Sequence[Grid], table: Table | None, source: Source) -> list[Fault]:
    """What tells, better than a list of missing columns, why no table fits the form.

    `table` is the one that comes nearest, None when no sheet has a header. Empty when the file is
    not recognised either.
    """
    if other := _other_form(grids, source):
        return [
            Fault(
                f'holds the columns of another form, "{other.title}" ({other.id}); send it as'
                f' that, or fill in the form "{source.title}"'
            )
        ]
    if table is not None:
        return list(_across(table, source, places()))
    return list(_months_in_a_row(grids)) if source.counts else []


def _other_form(grids: Sequence[Grid], source: Source) -> Source | None:
    """The form with the most columns of which a sheet has every one that is required."""
    fitting = [
        other
        for other in partner_sources().values()
        if other.id != source.id and not other.questions and header.holds(grids, other)
    ]
    return max(fitting, key=lambda other: len(other.columns), default=None)


def _across(table: Table, source: Source, held: Places) -> Iterator[Fault]:
    taken = set(table.places.values())
    others = [word for place, word in enumerate(table.header) if word and place not in taken]
    for column in source.columns:
        if column.name in table.places or not column.required or column.type not in TYPES:
            continue
        words = _words_of(column, others, source, held)
        if len(words) < ACROSS:
            continue
        shown = words[:NAMED]
        more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
        what = "months" if column.name == source.period_column else f'words of "{column.name}"'
        yield Fault(
            f"{what} stand across the columns ({listed(shown)}{more}); give each its own row, with"
            f' the word in a column "{column.name}" and one number a row'
        )


def _words_of(column: Column, headings: list[str], source: Source, held: Places) -> list[str]:
    """The headings that would be cells of the column."""
    if column.type in {"month", "date"}:
        return [word for word in headings if days.tells_months(word)]
    read = read_column(headings, type_of(column, source, held))
    return [word for word, known in zip(headings, read.cells, strict=True) if known]


def _months_in_a_row(grids: Sequence[Grid]) -> Iterator[Fault]:
    """The fault of the first row that holds many months; none of its cells is repeated."""
    for grid in grids:
        for number, row in enumerate(grid.rows[:LOOKED_THROUGH], start=1):
            if sum(map(_is_month, row)) >= MONTHS_IN_A_ROW:
                says = 'has months across the columns; give each its own row, in a column "Month"'
                yield Fault(says, number)
                return


def _is_month(cell: Cell) -> bool:
    return not isinstance(cell, int | float) and days.tells_months(cell)
