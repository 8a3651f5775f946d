"""The break register of a dataset as a table: readable where a chart cannot name every entry."""

import html

import pandas as pd

from components.tables.html import Column, table_html
from components.words import breaks as words
from components.words import numbers


def break_table(breaks: pd.DataFrame) -> str:
    """Each entry with when, what changed and what that does to limits, newest first; note and
    source stand below the name, on a phone what it does, too.
    """
    columns = {
        "when": Column("When", row_head=True),
        "what": Column("What changed", markup=True),
        "effect": Column("What it does here", wide=True),
    }
    rows = [
        {
            "when": words.when(row),
            "what": (
                f"{html.escape(numbers.capital(row['short']))}"
                f'<small><span class="phone-only">{html.escape(words.effect(row))}</span>'
                f"{html.escape(row['note'])}</small>"
                f"<small>Source: {html.escape(row['source'])}</small>"
            ),
            "effect": words.effect(row),
        }
        for _, row in breaks.iloc[::-1].iterrows()
    ]
    return table_html(columns, rows, "Changes in how it was recorded, newest first")
