"""The table of Downloads: what every row of a file carries."""

from components.tables.html import Column, table_html
from components.words import downloads as words


def carried_table() -> str:
    """The columns that stand behind those of the table itself, with what each holds."""
    columns = {"name": Column("Column", row_head=True), "holds": Column("What it holds")}
    rows = [{"name": name, "holds": holds} for name, holds in words.CARRIED_COLUMNS.items()]
    return table_html(columns, rows, words.CARRIED_TITLE)
