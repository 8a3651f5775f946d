"""The supply of every dataset as a table of plain text, for the command line: 120 columns wide."""

import textwrap
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from string import ascii_lowercase
from typing import Any

import pandas as pd

from csp.answers.supply import AWAITED, NEWEST, in_short

GAP = "  "
LINES = 3  # of a cell; longer words end in an ellipsis
# Heading and width of each column, in characters: 120 with the gaps.
COLUMNS = {
    "Dataset": 20,
    "Partner": 12,
    "Latest": 8,
    "Lag": 12,
    f"Full of {NEWEST}": 5,
    "Failed checks": 6,
    "Geography": 11,
    "Sensitive": 9,
    "Licence": 7,
    "Status": 12,
}
SENSITIVE = {"open": "no", "partner": "partners", "sensitive": "yes"}


def lines(found: pd.DataFrame, edition: str, today: date) -> Iterator[str]:
    """The table of a frame of `csp.answers.supply.datasets`, line by line, with its title before
    and the licences behind it: a letter stands for each in the table.
    """
    letters = _letters(list(found["licence"]))
    yield f"Supply of the {edition} file on {today.day} {today:%B %Y}"
    yield ""
    yield from _row(list(COLUMNS))
    yield GAP.join("-" * width for width in COLUMNS.values())
    for row in found.to_dict("records"):
        yield from _row(_cells(row, letters))
    yield ""
    for licence, letter in letters.items():
        yield from textwrap.wrap(
            f"Licence {letter}: {licence}.", 120, subsequent_indent=" " * len("Licence a: ")
        )
    yield ""


def _letters(licences: list[str]) -> dict[str, str]:
    """A letter for each licence, in the order in which they are met; a number beyond the last."""
    met = dict.fromkeys(licences)
    return {
        licence: ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)
        for place, licence in enumerate(met)
    }


def _cells(row: dict[str, Any], letters: dict[str, str]) -> list[str]:
    monthly = row["period"] == "month"
    return [
        row["dataset"],
        row["publisher"],
        _latest(row["latest_period"], monthly=monthly),
        lag_words(row),
        "-" if pd.isna(row["complete"]) else str(int(row["complete"])),
        "none" if row["failed_checks"] == 0 else str(row["failed_checks"]),
        in_short(row["geography"]),
        SENSITIVE[row["sensitivity"]],
        letters[row["licence"]],
        row["status"],
    ]


def _latest(period: Any, *, monthly: bool) -> str:
    if pd.isna(period):
        return "-"
    return f"{period:%b %Y}" if monthly else str(period.year)


def lag_words(row: dict[str, Any]) -> str:
    """How late a row is against its promise: “late: 3 (2 promised)” (months)."""
    if row["standing"] == AWAITED:
        return "-"
    if row["standing"] == "no promise":
        return "no promise"
    lag = "-" if pd.isna(row["lag"]) else int(row["lag"])
    return f"{row['standing']}: {lag} ({int(row['promised'])}\N{NO-BREAK SPACE}promised)"


def _row(cells: list[str]) -> Iterator[str]:
    """One row on as many lines as its longest cell needs, at most `LINES`."""
    folded = [_folded(cell, width) for cell, width in zip(cells, COLUMNS.values(), strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        padded = (f"{part:{width}}" for part, width in zip(parts, COLUMNS.values(), strict=True))
        yield GAP.join(padded).replace("\N{NO-BREAK SPACE}", " ").rstrip()


def _folded(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, max_lines=LINES, placeholder="…")
