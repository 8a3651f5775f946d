"""The tables of Data supply: datasets held, datasets awaited, and one dataset's own."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from components.tables.html import Column, marked_html, table_html
from components.words import numbers
from components.words import supply as words
from components.words.marks import MARKS
from csp.months import Span
from csp.sources import Source

Image = Callable[[str, str, int, int, str], str]  # address, words, width, height, class -> HTML
Mark = Callable[[str, str], str]  # shape, direction -> HTML

SUPPLY_CSS = """
.any-break {{overflow-wrap: anywhere}}
.months24 {{width: 100%; max-width: 194px; min-width: 5.5rem; height: auto; display: block}}
@media (min-width: 641px) {{.months24 {{min-width: 194px}}}}
"""


def held_table(
    found: pd.DataFrame, strips: Mapping[str, tuple[str, str, int]], image: Image, mark: Mark
) -> str:
    """Each dataset held: how it stands, its newest months, its checks, where its rows lie, who may
    see it, its licence. `strips` has address, words and width of the months by dataset.
    """
    columns = {
        "title": Column("Dataset and partner", row_head=True, markup=True),
        "latest": Column("Latest", wide=True),
        "lag": Column("Against its promise", markup=True),
        "strip": Column("Newest 24 months", markup=True),
        "failed": Column("Checks", wide=True),
        "place": Column("Placed in", wide=True),
        "sensitivity": Column("Who may see it", wide=True),
        "licence": Column("Licence", wide=True),
    }
    rows = [
        {
            "title": _titled(row),
            "latest": numbers.unbroken(_latest(row)),
            "lag": _against_promise(row, mark),
            "strip": _strip(strips.get(row["dataset"]), image),
            "failed": words.failed(row["failed_checks"]),
            "place": words.placed(row["geography"]),
            "sensitivity": words.SENSITIVITY[row["sensitivity"]],
            "licence": row["licence"],
        }
        for row in found.to_dict("records")
    ]
    return table_html(columns, rows, "Datasets held, those that are late first")


def _latest(row: Mapping[str, Any]) -> str:
    return words.latest(row["latest_period"], row["period"])


def _against_promise(row: Mapping[str, Any], mark: Mark) -> str:
    """How a dataset stands; on a phone, which has no column for it, with its latest period."""
    told = marked_html(mark(*words.MARKS[row["standing"]]), words.lag(row))
    reaches = html.escape(numbers.unbroken(f"to {_latest(row)}"))
    return (
        told
        if pd.isna(row["latest_period"])
        else (f'{told}<small><span class="phone-only">{reaches}</span></small>')
    )


def _titled(row: Mapping[str, str]) -> str:
    tag = "illus" if row["status"] in MARKS else ""
    title = html.escape(numbers.capital(row["title"].removeprefix("Invented records: ")))
    return (
        f"{title}<small>{html.escape(row['publisher'])}</small>"
        f'<span class="tag {tag}">{html.escape(row["status"])}</span>'
    )


def _strip(drawn: tuple[str, str, int] | None, image: Image) -> str:
    if drawn is None:
        return html.escape("Not by month")
    address, alt, width = drawn
    span = html.escape(numbers.unbroken(alt.split(":")[0]))
    return f"{image(address, alt, width, 18, 'months24')}<small>{span}</small>"


def awaited_table(found: pd.DataFrame) -> str:
    """Each dataset that is promised and was never received: who is to send it, how often, how
    soon after its period, and where its rows would lie.
    """
    columns = {
        "title": Column("Dataset", row_head=True),
        "publisher": Column("Partner"),
        "promised": Column("Promised", wide=True),
        "place": Column("Placed in", wide=True),
        "sensitivity": Column("Who may see it", wide=True),
        "status": Column("Status", markup=True),
    }
    rows = [
        {
            "title": row["title"],
            "publisher": row["publisher"],
            "promised": words.promise_of(row["period"], row["promised"]),
            "place": words.placed(row["geography"]),
            "sensitivity": words.SENSITIVITY[row["sensitivity"]],
            "status": f'<span class="tag dashed">{html.escape(row["status"])}</span>',
        }
        for row in found.to_dict("records")
    ]
    return table_html(columns, rows, "Datasets that are promised and were never received")


def facts_table(facts: Sequence[tuple[str, str]], title: str) -> str:
    """What is known of one dataset, a line each."""
    columns = {"what": Column("About", row_head=True), "says": Column("In words", markup=True)}
    rows = [
        {"what": what, "says": f'<span class="any-break">{html.escape(says)}</span>'}
        for what, says in facts
    ]
    return table_html(columns, rows, f"About {title}")


def law_table(facts: Sequence[tuple[str, str]], title: str) -> str:
    """Under which law one dataset is held, a line each."""
    columns = {"what": Column("What is asked", row_head=True), "says": Column("In words")}
    rows = [{"what": what, "says": says} for what, says in facts]
    return table_html(columns, rows, f"Under which law {title} is held")


def months_table(told: Sequence[tuple[Span, str, str]]) -> str:
    """Every month of one dataset's supply: months of one status and reason together."""
    columns = {
        "span": Column("Months", row_head=True),
        "number": Column("How many", number=True, wide=True),
        "status": Column("Supply"),
        "reason": Column("Reason"),
    }
    rows = [
        {
            "span": numbers.unbroken(numbers.span(span)),
            "number": str(span.months),
            "status": numbers.capital(status),
            "reason": reason or numbers.NOT_APPLICABLE,
        }
        for span, status, reason in told
    ]
    return table_html(columns, rows, "Every month of the supply, newest first")


def columns_table(source: Source) -> str:
    """The columns that a contract asks for: name, what it says, whether it may be left out."""
    columns = {
        "name": Column("Column", row_head=True),
        "says": Column("What it says"),
        "needed": Column("Needed", wide=True),
    }
    rows = [
        {
            "name": column.name,
            "says": column.says or words.holds(column),
            "needed": words.needed(column),
        }
        for column in source.columns
    ]
    return table_html(columns, rows, f"What a file of {source.title} holds")
