"""Whose figures are shown: every dataset with its publisher, licence and attribution."""

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers
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
