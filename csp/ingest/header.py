"""Finds the table in a sheet: its header, wherever it stands, and the rows below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csp.errors import Fault
from csp.ingest.alike import alike, is_total, nearest
from csp.ingest.faults import found, listed
from csp.ingest.questions import question_words
from csp.ingest.unfit import Cell, plain
from csp.ingest.workbook import Grid, column_letters
from csp.sources import Source

LOOKED_THROUGH = 30  # rows in which the header is looked for
LONGEST = 120  # characters of a heading; the longest wording of a question has fewer
ENOUGH = 2  # names that make a row the header: fewer would be chance, and quoting it a leak
ANOTHER = "names columns again: a second table begins here; send one table a file"
HIDDEN = "is hidden, perhaps by a filter; show it, or take it out"
NAMED = 10  # columns left alone that a note names


@dataclass(frozen=True)
class Table:
    """A table as found: where each known column stands, and the rows that hold anything.

    Columns are known by their name in the contract; those of a survey's questions by the
    question's id.
    """

    places: dict[str, int]
    header: list[str]  # the headings in the file's own words, by their place
    header_rows: tuple[int, ...]  # as the file counts them
    rows: list[list[Cell]]
    numbers: list[int]  # of the rows, as the file counts them
    grid: Grid

    def heading(self, name: str) -> str:
        """What the file calls a column."""
        return self.header[self.places[name]]

    def cells(self, name: str) -> list[Cell]:
        """The cells of one column; rows that end before it give empty ones."""
        place = self.places[name]
        return [row[place] if place < len(row) else "" for row in self.rows]


def names_of(source: Source) -> dict[str, str]:
    """What a heading may say, as it is compared, with the column or question that it means."""
    said = {alike(word): question for word, question in question_words(source).items()}
    for column in source.columns:
        for word in (column.name, *column.other_names):
            said[alike(word)] = column.name
    return said


def find(
    grids: Sequence[Grid], source: Source, names: dict[str, str]
) -> tuple[Table | None, list[Fault], list[str]]:
    """The one table among the sheets, with what is wrong with its form, and notes on what was
    passed over. There is no table when no sheet, or more than one, could be it.
    """
    held = [table for grid in grids if (table := _table(grid, names)) is not None]
    seen = [table for table in held if not table.grid.hidden]
    full = [table for table in seen if table.rows and is_whole(table, source)]
    chosen = full or sorted(seen, key=lambda table: len(table.places), reverse=True)[:1]
    if len(chosen) > 1:
        sheets = listed(table.grid.name for table in chosen)
        return None, [Fault(f"sheets {sheets} each hold the columns; send one of them")], []
    if not chosen:
        return None, [Fault(_no_table(grids, held, source))], []
    table = chosen[0]
    sifted, faults = _sifted(table)
    return sifted, [*faults, *_repeated(table, names)], list(_notes(sifted, grids))


def _no_table(grids: Sequence[Grid], held: list[Table], source: Source) -> str:
    if held:
        return f"the columns stand on a hidden sheet ({listed(t.grid.name for t in held)}); show it"
    if not any(_filled(row) for grid in grids for row in grid.rows):
        return "is empty"
    looked_for = ", ".join(column.name for column in source.columns if column.required)
    return (
        f"no header was found in the first {LOOKED_THROUGH} rows (columns looked for: {looked_for})"
    )


def holds(grids: Sequence[Grid], source: Source) -> bool:
    """Whether a sheet has every column that the source requires."""
    names = names_of(source)
    tables = [_table(grid, names) for grid in grids]
    return any(table is not None and is_whole(table, source) for table in tables)


def is_whole(table: Table, source: Source) -> bool:
    """Whether every column that the source requires is there."""
    return all(column.name in table.places for column in source.columns if column.required)


def _table(grid: Grid, names: dict[str, str]) -> Table | None:
    """The sheet's table by its best header: one row, or two of which one fills the other's gaps."""
    start = grid.rows[:LOOKED_THROUGH]
    known = [_known(row, names) for row in start]
    best = max(range(len(start)), key=lambda row: len(set(known[row].values())), default=None)
    if best is None or len(set(known[best].values())) < min(ENOUGH, len(set(names.values()))):
        return None
    places, used = dict(known[best]), [best]
    if best > 0 and (more := _above(places, known[best - 1], start[best])):
        places, used = places | more, [best - 1, best]
    if best + 1 < len(start) and (more := _below(places, known[best + 1], start[best + 1])):
        places, used = places | more, [*used, best + 1]
    below = [
        (number, row)
        for number, row in enumerate(grid.rows[used[-1] + 1 :], start=used[-1] + 2)
        if _filled(row)
    ]
    return Table(
        places={name: place for place, name in reversed(places.items())},
        header=_header([start[row] for row in used], names),
        header_rows=tuple(row + 1 for row in used),
        rows=[row for _, row in below],
        numbers=[number for number, _ in below],
        grid=grid,
    )


def _header(rows: Sequence[Sequence[Cell]], names: dict[str, str]) -> list[str]:
    """The headings by their place: of several rows, the one that is known, else the lowest."""
    header = []
    for place in range(max(map(len, rows))):
        said = [plain(row[place]) for row in rows if place < len(row) and _filled([row[place]])]
        known = [word for word in said if alike(word) in names]
        header.append(_legible([*known, *reversed(said), ""][0]))
    return header


def _legible(heading: str) -> str:
    """A heading as sentences repeat it: shortened, and without what cannot be printed."""
    short = heading if len(heading) <= LONGEST else heading[: LONGEST - 1] + "…"
    return "".join(letter if letter.isprintable() else "�" for letter in short)


def _known(row: Sequence[Cell], names: dict[str, str]) -> dict[int, str]:
    """The columns that a row names, by their place."""
    said = {place: alike(plain(cell)) for place, cell in enumerate(row) if isinstance(cell, str)}
    return {place: names[word] for place, word in said.items() if word in names}


def _above(places: dict[int, str], above: dict[int, str], header: Sequence[Cell]) -> dict[int, str]:
    """What the row above names where the header is empty, as merged cells leave it."""
    return {
        place: name
        for place, name in above.items()
        if name not in places.values() and not (place < len(header) and _filled([header[place]]))
    }


def _below(places: dict[int, str], below: dict[int, str], row: Sequence[Cell]) -> dict[int, str]:
    """What the row below names that the header does not, if it holds nothing but names."""
    only_names = len(below) == sum(_filled([cell]) for cell in row)
    more = {place: name for place, name in below.items() if name not in places.values()}
    return {p: name for p, name in more.items() if p not in places} if only_names else {}


def _filled(row: Sequence[Cell]) -> bool:
    return any(not isinstance(cell, str) or cell.strip() for cell in row)


def _repeated(table: Table, names: dict[str, str]) -> Iterator[Fault]:
    counted: dict[str, list[str]] = {}
    for heading in table.header:
        if (name := names.get(alike(heading))) is not None:
            counted.setdefault(name, []).append(heading)
    twice = [said for said in counted.values() if len(said) > 1]
    if len(twice) > 1:
        several = listed(said[0] for said in twice)
        yield Fault(
            f"columns {several} stand side by side more than once; put the tables below"
            " each other, under one header"
        )
        return
    for said in twice:
        yield Fault(f"columns {listed(said)} stand for the same; keep one of them")


def _sifted(table: Table) -> tuple[Table, list[Fault]]:
    """The table with its rows of data alone, and a fault for each row that is none."""
    if not table.rows:
        return table, [Fault("has a header but no rows")]
    rows, numbers, faults = [], [], []
    header = [word for word in table.header if word]
    own = {table.heading(name).casefold() for name in table.places}
    for number, row in zip(table.numbers, table.rows, strict=True):
        if _begins_another(row, header, own):
            faults.append(Fault(ANOTHER, number))
            break  # what follows belongs to it
        if number in table.grid.hidden_rows:
            faults.append(Fault(HIDDEN, number, kind=HIDDEN))
        elif says := _no_row_of_data(row, header, table):
            faults.append(Fault(says, number, kind=says))
        else:
            rows.append(row)
            numbers.append(number)
    sifted = replace(table, rows=rows, numbers=numbers)
    return sifted, [*faults, *_merged(sifted)]


def _begins_another(row: Sequence[Cell], header: list[str], own: set[str]) -> bool:
    """Whether a row names columns again, and others beside them: a second table.

    `own` are the headings of the first, without capitals. Every row is asked, so it is quick.
    """
    again = sum(isinstance(cell, str) and cell.strip().casefold() in own for cell in row)
    if again < ENOUGH:
        return False
    return [plain(cell) for cell in row if _filled([cell])] != header


def _no_row_of_data(row: Sequence[Cell], header: list[str], table: Table) -> str | None:
    filled = [cell for cell in row if not isinstance(cell, str) or cell.strip()]
    if isinstance(filled[0], str) and is_total(filled[0]):
        return "looks like a total; take it out"
    if len(filled) == 1 and len(table.places) > ENOUGH:
        return "has only one filled cell; take notes out of the table"
    if plain(filled[0]) == header[0] and [plain(cell) for cell in filled] == header:
        return "repeats the header; take it out"
    width = len(table.header)
    if not table.grid.name and _filled(row[width:]):
        return f"has {len(row)} values, the header has {width}"
    return None


def _merged(table: Table) -> Iterator[Fault]:
    for merged in table.grid.merged:
        columns = range(merged.first_column, merged.last_column + 1)
        inside = [name for name, place in table.places.items() if place in columns]
        numbers = [n for n in table.numbers if merged.first_row <= n <= merged.last_row]
        if inside and numbers:
            says = f"the cells {merged.address} are merged; give each row its own value"
            yield Fault(says, numbers[0], table.heading(inside[0]), "merged")


def _notes(table: Table, grids: Sequence[Grid]) -> Iterator[str]:
    above = sum(_filled(row) for row in table.grid.rows[: table.header_rows[0] - 1])
    if above:
        yield f"{_counted(above, 'row')} above the header {_were(above)} passed over"
    more = list(_left_alone(table))
    if more:
        rest = [f"{len(more) - NAMED} more"] if len(more) > NAMED else []
        named = ", ".join([*more[:NAMED], *rest])
        yield f"{_plural(len(more), 'column')} {named} {_were(len(more))} left alone"
    others = [
        grid.name
        for grid in grids
        if grid is not table.grid and not grid.hidden and any(map(_filled, grid.rows))
    ]
    if others:
        sheets = _plural(len(others), "sheet")
        yield f"{sheets} {listed(others)} {_were(len(others))} passed over"


def _left_alone(table: Table) -> Iterator[str]:
    """The columns that the contract does not know, by their name or else their letters."""
    taken = set(table.places.values())
    width = max([len(table.header), *(len(row) for row in table.rows)])
    for place in range(width):
        heading = table.header[place] if place < len(table.header) else ""
        if place in taken:
            continue
        if heading:
            yield f'"{heading}"'
        elif any(_filled(row[place : place + 1]) for row in table.rows):
            yield f"{column_letters(place)} (without a name)"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {_plural(number, noun)}"


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def missing(table: Table, name: str) -> Fault:
    """The fault of a column that is not there, with what stands in the header instead."""
    taken = set(table.places.values())
    unknown = [word for place, word in enumerate(table.header) if word and place not in taken]
    meant = nearest(name, unknown)
    told = found(table.header)
    if meant:
        told = f'{told[:-1]}; is it "{meant}"?)'
    return Fault(f'column "{name}" is missing {told}')
