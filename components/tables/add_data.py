"""The tables of the page for adding data: faults beside their rows, and what a file changed."""

from collections.abc import Sequence

import pandas as pd

from components.tables.html import Column, table_html
from components.words import add_data as words
from components.words import numbers
from csp.errors import Fault
from csp.sources import sources

SHOWN_FAULTS = 200


def faults(found: Sequence[Fault]) -> str:
    """The first SHOWN_FAULTS faults of rows, as HTML: row, column, what stands there, the fault."""
    columns = {
        "file": Column("File"),
        "row": Column("Row", number=True, row_head=True),
        "column": Column("Column"),
        "stands": Column("What stands there"),
        "says": Column("What is wrong"),
    }
    if len({fault.file for fault in found}) < 2:
        del columns["file"]
    rows = [_fault(fault) for fault in found[:SHOWN_FAULTS]]
    return table_html(columns, rows, "Every fault beside its row, as the file counts rows")


def _fault(fault: Fault) -> dict[str, str]:
    return {
        "file": fault.file,
        "row": f"{fault.row:,}",
        "column": fault.column or numbers.NOT_APPLICABLE,
        "stands": _stands(fault),
        "says": numbers.capital(fault.says.removesuffix(".")),
    }


def _stands(fault: Fault) -> str:
    if fault.stands is None:
        return words.NOT_SHOWN if fault.column else numbers.NOT_APPLICABLE
    return fault.stands or "(empty)"


def faults_file(found: Sequence[Fault]) -> pd.DataFrame:
    """Every fault as a table to download: file, row, column, stands, says; blanks are empty."""
    return pd.DataFrame(
        [
            {
                "file": fault.file,
                "row": "" if fault.row is None else str(fault.row),
                "column": fault.column,
                "stands": _stands(fault) if fault.row is not None else "",
                "says": fault.says,
            }
            for fault in found
        ]
    )


def datasets(changed: pd.DataFrame) -> str:
    """How far each changed dataset reached and reaches, and its rows; `csp.answers.received`."""
    columns = {
        "title": Column("Dataset", row_head=True),
        "latest_before": Column("Reached to", muted=True),
        "latest": Column("Reaches to", bold=True),
        "rows_before": Column("Rows before", number=True, muted=True, wide=True),
        "rows": Column("Rows now", number=True, bold=True),
    }
    rows = [
        {
            "title": row.title,
            "latest_before": _month(row.latest_before),
            "latest": _month(row.latest),
            "rows_before": numbers.count(row.rows_before, "none"),
            "rows": numbers.count(row.rows, "none"),
        }
        for row in changed.itertuples()
    ]
    return table_html(columns, rows, "Datasets that changed")


def shares(changed: pd.DataFrame) -> str:
    """The headline shares of a survey before and after; `csp.answers.received`."""
    columns = {
        "question": Column("Question", row_head=True),
        "wave": Column("Wave"),
        "before": Column("Before", number=True, muted=True),
        "now": Column("Now", number=True, bold=True),
    }
    rows = [
        {
            "question": _headline(row.dataset, row.question),
            "wave": row.wave,
            "before": _percent(row.percent_before),
            "now": _percent(row.percent),
        }
        for row in changed.itertuples()
    ]
    return table_html(columns, rows, "Answers that changed, of everybody in the borough")


def _headline(survey: str, question: str) -> str:
    source = sources()[survey]
    short = {one.id: one.short for one in source.questions}[question]
    return f"{short}: {source.scale_of(question).headline}"


def _percent(value: float) -> str:
    return "no data" if pd.isna(value) else f"{value:.1f}%"


def _month(moment: pd.Timestamp) -> str:
    return numbers.NOT_APPLICABLE if pd.isna(moment) else numbers.month(moment.date())


def measures(changed: pd.DataFrame) -> str:
    """What each changed measure counted in the borough before and after; `csp.answers.received`."""
    columns = {
        "title": Column("Measure", row_head=True),
        "months": Column("Months"),
        "events_before": Column("Before", number=True, muted=True),
        "events": Column("Now", number=True, bold=True),
        "change": Column("Change", number=True),
    }
    rows = [
        {
            "title": row.title,
            "months": words.how_changed(row.how, row.months, row.first.date(), row.last.date()),
            "events_before": numbers.count(row.events_before),
            "events": numbers.count(row.events),
            "change": numbers.signed(row.events - row.events_before),
        }
        for row in changed.itertuples()
    ]
    return table_html(columns, rows, "Borough totals of the months that changed")
