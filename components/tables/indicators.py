"""The table of what a plan promised to measure."""

import html
from typing import Any

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers


def indicator_table(found: pd.DataFrame, county: str) -> str:
    """Indicators with baseline, latest, the county's figure, target and status, as the plan states
    them. On a phone the status stands in the small line, first; baseline, the county's figure and
    the source go.
    """
    columns = {
        "indicator": Column("Indicator", row_head=True, markup=True),
        "baseline": Column("Baseline", number=True, wide=True),
        "latest": Column("Latest", number=True, bold=True),
        "kent": Column(f"{county}-wide", number=True, muted=True, wide=True),
        "target": Column("Target"),
        "status": Column("Status", wide=True),
    }
    rows = [
        {
            "indicator": f"{html.escape(row.indicator)}<small>{_small(row)}</small>",
            "baseline": _number(row.baseline),
            "latest": _number(row.latest),
            "kent": _number(row.kent),
            "target": _text(row.target_words) or _number(row.target),
            "status": numbers.capital(row.status),
        }
        for row in found.itertuples()
    ]
    return table_html(
        columns, rows, f"Indicators promised, with baseline, {county}-wide figure and target"
    )


def _number(value: float) -> str:
    return numbers.figure(value, numbers.NOT_APPLICABLE)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _small(row: Any) -> str:
    """Unit, periods and source; what a phone leaves out and what only a phone shows is marked."""
    status = f'<span class="phone-only">{html.escape(numbers.capital(row.status))}</span>'
    parts = [
        (_text(row.unit), False),
        (f"baseline {_text(row.baseline_period)}" if _text(row.baseline_period) else "", True),
        (f"latest {_text(row.latest_period)}" if _text(row.latest_period) else "", False),
        (_text(row.source), True),
    ]
    told, before = "", ""
    for words, wide in parts:
        if not words:
            continue
        part = f"{before}{html.escape(words)}"
        told += f'<span class="wide">{part}</span>' if wide else part
        before = "; "
    return f"{status}{told}"
