"""Whose figures are shown, and what does not yet work for everyone: the tables of About and of the
accessibility statement.
"""

from collections.abc import Sequence

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers
from components.words.accessibility import Fault
from components.words.sources import source_of

UNBROKEN = "\N{NO-BREAK SPACE}"  # a day stays on one line


def attribution_table(datasets: pd.DataFrame) -> str:
    """One row a dataset that the file holds; columns of `datasets` as the read of that name."""
    columns = {
        "title": Column("Dataset", row_head=True),
        "publisher": Column("Publisher"),
        "licence": Column("Licence", wide=True),
        "attribution": Column("Attribution that its licence asks for"),
        "received": Column("Received", wide=True),
    }
    rows = []
    for row in datasets.sort_values("title").to_dict("records"):
        source = source_of(datasets, row["dataset"], "")
        rows.append(
            {
                "title": row["title"],
                "publisher": row["publisher"],
                "licence": row["licence"],
                "attribution": f"{source.attribution}." if source.attribution else "none",
                "received": source.received.replace(" ", UNBROKEN) or numbers.NOT_APPLICABLE,
            }
        )
    return table_html(columns, rows, "Every dataset with its publisher, licence and attribution")


def faults_table(faults: Sequence[Fault]) -> str:
    """What does not work for everyone, what can be done instead, and what it falls short of."""
    columns = {
        "what": Column("What does not work", row_head=True),
        "instead": Column("What can be done instead"),
        "criterion": Column("Criterion of WCAG 2.2"),
    }
    rows = [
        {"what": one.what, "instead": one.instead, "criterion": one.criterion} for one in faults
    ]
    return table_html(columns, rows, "What does not work yet for everyone")
