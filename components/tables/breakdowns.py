"""Tables of breakdowns: two values of each row, stated changes, single values, a list of facts."""

from collections.abc import Callable, Sequence

import pandas as pd

from components.tables.html import Column, table_html
from components.words import breakdowns as words
from components.words import numbers

Cells = Callable[[pd.Series], dict[str, str]]
LABEL = Column("", row_head=True)


def paired_table(
    rows: pd.DataFrame, heads: tuple[str, str], caption: str, *, illustrative: bool = False
) -> str:
    """Before, after, change in number and percent, and whether chance alone would give it.

    `rows` as csp.answers.breakdowns gives them; the row of the whole stands last.
    """
    columns = {
        "label": LABEL,
        "before": Column(heads[0], number=True, muted=True),
        "after": Column(heads[1], number=True, bold=True),
        "difference": Column("Change", number=True),
        "percent": Column("Percent", number=True),
        "chance": Column("Chance", wide=True),
    }
    cells = [_paired(row) for _, row in rows.iterrows()]
    return table_html(columns, cells, caption, illustrative=illustrative)


def _paired(row: pd.Series) -> dict[str, str]:
    return {
        "label": row["label"],
        "before": _value(row, "before"),
        "after": _value(row, "after"),
        "difference": numbers.signed(row["difference"], "", _decimals(row)),
        "percent": numbers.signed(row["percent"], "%", 1),
        "chance": words.chance(row["verdict"])
        if not numbers.is_blank(row["difference"])
        else numbers.NOT_APPLICABLE,
    }


def _decimals(row: pd.Series) -> int:
    """A change of whole numbers is whole; else it has the one decimal of its values."""
    return 0 if row["difference"] == row["difference"] // 1 else 1


def _value(row: pd.Series, column: str) -> str:
    """A value as written; 'cited' for one that stands in its document only, a dash where the row
    names no figure.
    """
    named = row.get(f"{column}_figure", "live")
    if not isinstance(named, str):
        return numbers.NOT_APPLICABLE
    return words.value(row[column], row["unit"])


def stated_table(rows: pd.DataFrame, force: str, caption: str) -> str:
    """Changes in percent as stated, in number where the document gives it, the force's beside."""
    columns = {
        "label": LABEL,
        "percent": Column("Percent", number=True, bold=True),
        "number": Column("In number", number=True),
        "beside": Column(force, number=True, muted=True),
    }
    cells = [
        {
            "label": row["label"],
            "percent": numbers.stated_percent(row["after"]),
            "number": numbers.signed(row["number"]),
            "beside": numbers.stated_percent(row["beside"]),
        }
        for _, row in rows.iterrows()
    ]
    return table_html(columns, cells, caption)


def amounts_table(rows: pd.DataFrame, caption: str) -> str:
    """Single values of one unit."""
    columns = {"label": LABEL, "value": Column("Value", number=True, bold=True)}
    cells = [{"label": row["label"], "value": _value(row, "after")} for _, row in rows.iterrows()]
    return table_html(columns, cells, caption)


def list_table(rows: pd.DataFrame, force: str, caption: str) -> str:
    """Facts of several units, each with its period; a pair with its change and the verdict."""
    pairs = rows["before_figure"].notna().any()
    beside = rows["beside_figure"].notna().any()
    columns = {
        "label": LABEL,
        **({"before": Column("Before", number=True, muted=True)} if pairs else {}),
        "after": Column("Latest" if pairs else "Value", number=True, bold=True),
        "unit": Column("Unit", wide=True),
        **(
            {"change": Column("Change", number=True), "chance": Column("Chance", wide=True)}
            if pairs
            else {}
        ),
        **({"beside": Column(force, number=True, muted=True)} if beside else {}),
        "period": Column("Period", wide=True),
    }
    return table_html(columns, [_fact(row) for _, row in rows.iterrows()], caption)


def _fact(row: pd.Series) -> dict[str, str]:
    told = _paired(row)
    percent = "" if numbers.is_blank(row["percent"]) else f" ({told['percent']})"
    return {
        **told,
        "unit": str(row["unit"]),
        "change": f"{told['difference']}{percent}",
        "beside": words.value(row["beside"], row["unit"], numbers.NOT_APPLICABLE),
        "period": words.period_of(row),
    }


def file_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows for a file: values as numbers, counts that are only cited blank and named so."""
    columns: Sequence[str] = (
        "label",
        "unit",
        "before",
        "after",
        "difference",
        "percent",
        "p",
        "chance",
        "number",
        "beside",
        "period",
        "area_name",
        "before_figure",
        "after_figure",
        "document",
        "section",
    )
    told = rows.assign(
        chance=[words.chance(verdict) for verdict in rows["verdict"]],
        period=[words.period_of(row) for _, row in rows.iterrows()],
    )
    return told[[*columns]].dropna(axis="columns", how="all").reset_index(drop=True)
