"""The table of what a plan promised to measure."""

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers

WISHED = {"lower": "lower", "higher": "higher", "neither": "either way"}


def indicator_table(found: pd.DataFrame, county: str) -> str:
    """Indicators with baseline, latest, the county's figure, target and status, as the plan states
    them.
    """
    columns = {
        "indicator": Column("Indicator", row_head=True, markup=True),
        "baseline": Column("Baseline", number=True),
        "latest": Column("Latest", number=True, bold=True),
        "kent": Column(f"{county}-wide", number=True, muted=True),
        "target": Column("Target"),
        "status": Column("Status"),
    }
    rows = [
        {
            "indicator": f"{_escape(row.indicator)}<small>{_escape(_small(row))}</small>",
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


def _small(row: object) -> str:
    parts = [
        _text(getattr(row, "unit", "")),
        f"baseline {_text(row.baseline_period)}" if _text(row.baseline_period) else "",  # type: ignore[attr-defined]
        f"latest {_text(row.latest_period)}" if _text(row.latest_period) else "",  # type: ignore[attr-defined]
        _text(row.source),  # type: ignore[attr-defined]
    ]
    return "; ".join(part for part in parts if part)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
