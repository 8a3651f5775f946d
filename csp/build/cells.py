"""Holds a table that comes with the project to what its columns may hold, cell by cell."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from csp.contract import Table, complaints, has_form, missing_columns, read_csv

MOST_DIGITS = 9
Check = Callable[[str], str | None]  # a cell in, what is wrong with it out


def text(cell: str) -> str | None:
    """Anything but a blank."""
    return None if cell.strip() else "the cell is empty."


def number(cell: str) -> str | None:
    """A number with a point, without thousands marks."""
    return None if has_form("number", cell) else f"'{cell}' is not a number."


def whole(cell: str) -> str | None:
    """A whole number from 0, of nine digits at most: what a table's column holds."""
    if len(cell) > MOST_DIGITS and cell.isdecimal():
        return f"a number of {len(cell)} digits is too large here."
    return None if re.fullmatch(r"[0-9]+", cell) else f"'{cell}' is not a whole number."


def day(cell: str) -> str | None:
    """A day of the calendar."""
    try:
        sound = date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        sound = False
    return None if sound else f"'{cell}' is not a date (YYYY-MM-DD)."


def month(cell: str) -> str | None:
    """A month of the calendar."""
    return None if has_form("month", cell) else f"'{cell}' is not a month (YYYY-MM)."


def identifier(cell: str) -> str | None:
    """The id of a row."""
    sound = re.fullmatch(r"[a-z][a-z0-9_]*", cell)
    return None if sound else f"'{cell}' is not an id (small letters, digits and underscores)."


def area_code(cell: str) -> str | None:
    """A code of the Office for National Statistics."""
    sound = re.fullmatch(r"E[0-9]{8}", cell)
    return None if sound else f"'{cell}' is not an area code (E and eight digits)."


def one_of(*words: str) -> Check:
    """One of a few words."""

    def check(cell: str) -> str | None:
        return None if cell in words else f"'{cell}' is none of: {'; '.join(words)}."

    return check


def or_blank(check: Check) -> Check:
    """What the check allows, or nothing."""
    return lambda cell: check(cell) if cell else None


def anything(_cell: str) -> None:
    """Free words, or nothing."""


def held_table(
    file: Path,
    columns: Mapping[str, Check],
    key: tuple[str, ...],
    *,
    exact: bool = False,
    name: str = "",
) -> tuple[Table, list[str]]:
    """The table in a file, and a sentence for each fault, with file, row and column.

    `key` names the columns that tell one row from another; with `exact` the header must be just
    `columns`, in their order. `name` is what sentences call the file, else its own name. Rows of
    the wrong width are told and otherwise left out.
    """
    name = name or file.name
    try:
        table, faults = read_csv(file.read_bytes())
    except FileNotFoundError:
        return Table([], [], []), [f"{name}: is missing."]
    except OSError as error:
        return Table([], [], []), [f"{name}: cannot be read ({error.strerror})."]
    if table.header and exact and table.header != list(columns):
        faults.append(f"the columns are not: {', '.join(columns)}.")
    elif table.header:
        faults += missing_columns(table, list(columns))
    for column_name, check in columns.items():
        faults += complaints(table, (column_name,), check)
    return table, [f"{name}: {fault}" for fault in [*faults, *_twice(table, key)]]


def _twice(table: Table, key: tuple[str, ...]) -> list[str]:
    seen = Counter(together(table, key))

    def check(*cells: str) -> str | None:
        return f"'{cells[0]}' is entered {seen[cells]} times." if seen[cells] > 1 else None

    return complaints(table, key, check)


def column(table: Table, name: str) -> list[str]:
    """The cells of a column; none when the table lacks it."""
    return table.column(name) if name in table.header else []


def together(table: Table, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The cells of some columns, row by row; none when the table lacks one of them."""
    if not set(names) <= set(table.header):
        return []
    return list(zip(*(table.column(name) for name in names), strict=True))
