"""Holds the rows of a partner's file against each other: twice, out of order, of two kinds."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from csp.errors import Fault
from csp.ingest.faults import listed
from csp.ingest.place_cells import WARD_CODE
from csp.ingest.wards import Places
from csp.sources import Column, Source, category_id

SHOWN = 3  # rows named of each kind when codes of two kinds are mixed

# A column's normal spellings, None where a cell has a fault of its own.
Columns = Mapping[str, Sequence[str | None]]


def repeated(
    columns: Columns, named: Sequence[str], numbers: Sequence[int], headings: Mapping[str, str]
) -> Iterator[Fault]:
    """A fault for each row that says the same as an earlier one in all the columns named.

    Capitals do not tell two references apart. `numbers` are the rows' numbers in the file.
    """
    first: dict[tuple[str, ...], int] = {}
    for number, cells in zip(numbers, zip(*(columns[n] for n in named), strict=True), strict=True):
        key = tuple(cell.casefold() for cell in cells if cell is not None)
        if len(key) < len(named):
            continue
        if key in first:
            yield Fault(_same_as(first[key], named, headings), number, headings[named[0]], "twice")
        first.setdefault(key, number)


def _same_as(earlier: int, named: Sequence[str], headings: Mapping[str, str]) -> str:
    if len(named) == 1:
        return f"the same as in row {earlier}"
    return f"the same {listed(headings[name] for name in named)} as in row {earlier}"


def out_of_order(
    columns: Columns,
    pair: tuple[Column, Column],
    numbers: Sequence[int],
    headings: Mapping[str, str],
) -> Iterator[Fault]:
    """A fault for each row whose first column exceeds its second.

    Counts are compared as numbers, days and moments as far as both are exact. Blanks are in order.
    """
    smaller, larger = (column.name for column in pair)
    if not {smaller, larger} <= set(columns):
        return
    counts = pair[0].type == "count"
    says = f'is {"more" if counts else "later"} than "{headings[larger]}"'
    rows = zip(numbers, columns[smaller], columns[larger], strict=True)
    for number, low, high in rows:
        if low and high and _exceeds(low, high, counts=counts):
            yield Fault(says, number, headings[smaller], f"order {larger}")


def _exceeds(low: str, high: str, *, counts: bool) -> bool:
    if counts:
        return int(low) > int(high)
    exact = min(len(low), len(high))  # a day and a moment are compared by their day
    return low[:exact] > high[:exact]


def not_added_up(
    columns: Columns, parts: Sequence[Column], numbers: Sequence[int], headings: Mapping[str, str]
) -> Iterator[Fault]:
    """A fault for each row in which the first column is not the sum of the others.

    Rows in which one of them is blank or has a fault of its own are left alone.
    """
    names = [column.name for column in parts]
    if not set(names) <= set(columns):
        return
    rest = listed(headings[name] for name in names[1:])
    for number, cells in zip(numbers, zip(*(columns[n] for n in names), strict=True), strict=True):
        if not all(cells):
            continue
        stated, given = int(cells[0] or 0), sum(int(cell or 0) for cell in cells[1:])
        if stated != given:
            says = f"is not the sum of {rest}"
            yield Fault(
                f"{says} ({stated:,}, they give {given:,})", number, headings[names[0]], says
            )


def totals_apart(
    columns: Columns, source: Source, numbers: Sequence[int], headings: Mapping[str, str]
) -> Iterator[Fault]:
    """A fault for each row of a total that is not the sum of the rows that it adds up.

    One of 0 is good without any, but not in a month that has no other rows: it would be lost.
    """
    total, counts = source.total, source.counts
    if total is None or counts is None:
        return
    if not {*source.unique, *counts.values} <= set(columns):
        return
    word = category_id(total.word)
    key, keys = _rest(columns, source, total.column)
    periods = columns.get(source.period_column, [])
    given = {
        period for period, of in zip(periods, columns[total.column], strict=False) if of != word
    }
    same = listed(headings[name] for name in key)
    for value in counts.values:
        parts: Counter[tuple[str | None, ...]] = Counter()
        unread: set[tuple[str | None, ...]] = set()  # a part has a fault of its own
        rows = list(zip(numbers, keys, columns[total.column], columns[value], strict=True))
        for _, own, of, cell in rows:
            if of != word:
                parts[own] += int(cell or 0)
                unread |= {own} if cell is None else set()
        for place, (number, own, of, cell) in enumerate(rows):
            if of != word or not cell or own in unread:
                continue
            if own not in parts and (int(cell) or periods[place] not in given):
                says = f"adds up nothing: no other row has the same {same}"
                yield Fault(says, number, headings[value], says)
            elif int(cell) != parts[own]:
                says = "is not the sum of the rows that it adds up"
                told = f"{says} ({int(cell):,}, they give {parts[own]:,})"
                yield Fault(told, number, headings[value], says)


def _rest(
    columns: Columns, source: Source, apart: str
) -> tuple[list[str], list[tuple[str | None, ...]]]:
    """The columns that name a row besides one of them, and each row's cells in those."""
    key = [name for name in source.unique if name != apart]
    return key, list(zip(*(columns[name] for name in key), strict=True))


def borough_apart(
    columns: Columns, source: Source, numbers: Sequence[int], headings: Mapping[str, str], own: str
) -> Iterator[Fault]:
    """A fault for each row of the borough, `own`, that its wards' rows do not add up to.

    Rows without a ward are counted apart, here as in every other source; a row of the borough
    without a ward's row beside it stands alone.
    """
    rule = source.counts
    placed = {column.name for column in source.columns if column.type == "area"}
    if (
        rule is None
        or rule.place not in placed
        or not {*source.unique, *rule.values} <= set(columns)
    ):
        return
    _, keys = _rest(columns, source, rule.place)
    for value in rule.values:
        rows = list(zip(numbers, keys, columns[rule.place], columns[value], strict=True))
        parts: Counter[tuple[str | None, ...]] = Counter()
        for _, of, code, cell in rows:
            if code and WARD_CODE.fullmatch(code):
                parts[of] += int(cell or 0)
        for number, of, code, cell in rows:
            if code == own and cell and of in parts and int(cell) != parts[of]:
                says = "is not the sum of its wards"
                told = (
                    f"{says} ({int(cell):,}, they give {parts[of]:,}); leave out what has no ward"
                )
                yield Fault(told, number, headings[value], says)


def beside_the_whole(
    columns: Columns, source: Source, numbers: Sequence[int], headings: Mapping[str, str]
) -> Iterator[Fault]:
    """A fault for each row of a word that stands for all others, where some of them are there.

    Rows of the source's total are not kept, so they count nothing twice.
    """
    if (whole := source.alone) is None or not set(source.unique) <= set(columns):
        return
    key, keys = _rest(columns, source, whole.column)
    rows = list(zip(numbers, keys, columns[whole.column], strict=True))
    total = category_id(source.total.word) if source.total else None
    apart = {own for _, own, word in rows if word is not None and word != whole.word}
    same = listed(headings[name] for name in key)
    for number, own, word in rows:
        if word == whole.word and own in apart and total not in own:
            says = f"“{whole.word}” beside others of the same {same} counts twice; send either"
            yield Fault(says, number, headings[whole.column], "whole")


def not_over(
    periods: Sequence[str | None], numbers: Sequence[int], heading: str
) -> Iterator[Fault]:
    """A fault for each row of the running month: its count would look like a fall."""
    running = f"{datetime.now(UTC):%Y-%m}"
    for number, cell in zip(numbers, periods, strict=True):
        if cell and cell.startswith(running):
            says = "lies in a month that is not over yet; leave it out until then"
            yield Fault(says, number, heading, "not over")


def of_two_vintages(
    codes: Sequence[str | None], numbers: Sequence[int], heading: str, places: Places
) -> Iterator[Fault]:
    """The fault of a file whose LSOA codes belong to both vintages; most codes belong to each."""
    rows: dict[str, list[int]] = {}
    for number, code in zip(numbers, codes, strict=True):
        held = [vintage for vintage, known in places.lsoa_codes.items() if code in known]
        if len(held) == 1:
            rows.setdefault(held[0], []).append(number)
    if len(rows) > 1:
        kinds = " and ".join(f"{vintage} ({_rows(rows[vintage])})" for vintage in sorted(rows))
        yield Fault(f'column "{heading}" mixes LSOA codes of {kinds}; use one kind in a file')


def _rows(numbers: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:SHOWN])
    rest = len(numbers) - SHOWN
    noun = "row" if len(numbers) == 1 else "rows"
    return f"{noun} {named}" + (f" and {rest:,} more" if rest > 0 else "")


def without_a_place(columns: Columns, source: Source) -> int:
    """How many rows have none of the columns of which one should be filled."""
    held = [columns[name] for name in source.one_of if name in columns]
    return sum(not any(cells) for cells in zip(*held, strict=True)) if held else 0
