"""The tables of How we protect people: thresholds with their agreements, counts by dataset."""

import html
from collections.abc import Mapping, Sequence

from components.tables.html import Column, table_html
from components.words import protection as words
from csp.answers.audited import Protected, Threshold


def thresholds(rules: Sequence[Threshold], titles: Mapping[str, str]) -> str:
    """What is hidden and how the rest is rounded, by subject, with the agreement behind it."""
    columns = {
        "subject": Column("Subject, and the agreement", row_head=True, markup=True),
        "hidden": Column("Hidden"),
        "rounded": Column("Rounded to"),
    }
    rows = [
        {
            "subject": (
                f"{html.escape(words.subject(one, titles))}"
                f"<small>{html.escape(one.agreement)}</small>"
            ),
            "hidden": words.hidden_from(one),
            "rounded": words.rounded_to(one),
        }
        for one in rules
    ]
    return table_html(columns, rows, words.THRESHOLDS_TITLE)


def by_dataset(datasets: Sequence[tuple[str, Protected]]) -> str:
    """How many counts of each dataset are published, shown and hidden."""
    columns = {
        "dataset": Column("Dataset", row_head=True),
        "rule": Column("Hidden for their own sake", wide=True),
        "cells": Column("Counts published", number=True),
        "shown": Column("Shown", number=True),
        "hidden": Column("Hidden", number=True, bold=True),
        "share": Column("Share hidden", number=True, wide=True),
    }
    rows = [
        {
            "dataset": name,
            "rule": words.hidden_from(one),
            "cells": f"{one.cells:,}",
            "shown": f"{one.cells - one.hidden:,}",
            "hidden": f"{one.hidden:,}",
            "share": words.share(one),
        }
        for name, one in datasets
    ]
    return table_html(columns, rows, words.AUDIT_TITLE)
