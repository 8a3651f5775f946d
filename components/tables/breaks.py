"""The break register of a dataset as a table: readable where a chart cannot name every entry."""

import html
from collections.abc import Sequence

import pandas as pd

from components.tables.html import Column, table_html
from components.words import breaks as words
from components.words import numbers

CAPTION = "Changes in how it was recorded, newest first"


def break_table(breaks: pd.DataFrame) -> str:
    """Each entry with when, what changed and what that does to limits, newest first; note and
    source stand below the name, on a phone what it does, too.
    """
    columns = {
        "when": Column("When", row_head=True),
        "what": Column("What changed", markup=True),
        "effect": Column("What it does here", wide=True),
    }
    rows = [_cells(row, [words.effect(row)]) for _, row in breaks.iloc[::-1].iterrows()]
    return table_html(columns, rows, CAPTION)


def register_table(register: pd.DataFrame) -> str:
    """Entries of several datasets, newest first: as above, with kind and dataset beside; `register`
    has the dataset's title, too.
    """
    columns = {
        "when": Column("When", row_head=True),
        "what": Column("What changed", markup=True),
        "kind": Column("Kind of change", wide=True),
        "title": Column("Dataset", wide=True),
        "effect": Column("What it does here", wide=True),
    }
    rows = [
        {
            **_cells(row, [words.effect(row), numbers.capital(row["kind"]), row["title"]]),
            "kind": numbers.capital(row["kind"]),
            "title": row["title"],
        }
        for _, row in register.iloc[::-1].iterrows()
    ]
    return table_html(columns, rows, CAPTION)


def _cells(row: pd.Series, on_a_phone: Sequence[str]) -> dict[str, str]:
    """What every list of entries has; `on_a_phone` stands below the name where its columns go."""
    narrow = f'<span class="phone-only">{html.escape(". ".join(on_a_phone))}</span>'
    return {
        "when": words.when(row),
        "what": (
            f"{html.escape(numbers.capital(row['short']))}"
            f"<small>{narrow}{html.escape(row['note'])}</small>"
            f"<small>Source: {html.escape(row['source'])}</small>"
        ),
        "effect": words.effect(row),
    }
