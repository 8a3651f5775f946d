"""The tables of Feeling safe: waves, worries, promises, groups, and feeling beside record."""

import pandas as pd

from components.tables.html import Column, table_html
from components.words import feeling_safe as words
from components.words import numbers


def waves_table(rows: pd.DataFrame) -> str:
    """Each question and wave: the headline share, its interval, neither, unsafe, and the base.

    `rows` has short, wave, percent, lower, upper, neither, low, base and note.
    """
    columns = {
        "question": Column("Time", row_head=True),
        "wave": Column("Wave"),
        "top": Column("Very or fairly safe", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True),
        "neither": Column("Neither", number=True, wide=True),
        "low": Column("Unsafe", number=True),
        "base": Column("Base", number=True),
    }
    cells = [
        {
            "question": row.short,
            "wave": row.wave,
            "top": words.percent(row.percent, decimals=row.decimals),
            "limits": words.limits(row.lower, row.upper),
            "neither": words.percent(row.neither),
            "low": words.percent(row.low),
            "base": numbers.count(row.base, "not published") + ("*" if row.whole_survey else ""),
        }
        for row in rows.itertuples()
    ]
    return table_html(columns, cells, "Feeling safe by time of day and wave, percent")


def worries_table(rows: pd.DataFrame) -> str:
    """What residents worry about: share, interval and base."""
    columns = {
        "short": Column("Worry", row_head=True),
        "percent": Column("Worried", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True),
        "base": Column("Base", number=True),
    }
    cells = [
        {
            "short": row.short,
            "percent": words.percent(row.percent),
            "limits": words.limits(row.lower, row.upper),
            "base": numbers.count(row.base),
        }
        for row in rows.itertuples()
    ]
    return table_html(columns, cells, "Worries of residents, 2017")


def problems_table(rows: pd.DataFrame) -> str:
    """Perceived problems of 2013 beside the county and the target of the plan."""
    columns = {
        "short": Column("Of residents, in 2013", row_head=True),
        "percent": Column("Borough", number=True, bold=True),
        "kent": Column("County", number=True, muted=True, wide=True),
        "target": Column("Target"),
        "status": Column("What became of it"),
    }
    cells = [
        {
            "short": row.short,
            "percent": words.percent(row.percent),
            "kent": words.percent(row.kent),
            "target": row.target_words if isinstance(row.target_words, str) else "no target set",
            "status": numbers.capital(row.status),
        }
        for row in rows.itertuples()
    ]
    return table_html(columns, cells, "Perceived problems against the targets of the plan of 2014")


def groups_table(rows: pd.DataFrame, grouping: str, *, illustrative: bool) -> str:
    """Each group: headline share, interval, base; hidden where the base is small."""
    columns = {
        "name": Column(numbers.capital(grouping), row_head=True),
        "percent": Column("Very or fairly safe", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True),
        "base": Column("Base", number=True),
    }
    cells = [
        {
            "name": row.name,
            "percent": words.percent(row.percent, row.why_blank),
            "limits": words.limits(row.lower, row.upper),
            "base": numbers.count(row.base, "hidden" if row.why_blank == "hidden" else "no data"),
        }
        for row in rows.itertuples(index=False)
    ]
    caption = f"Answers by {grouping}"
    return table_html(columns, cells, caption, illustrative=illustrative)


def corners_table(rows: pd.DataFrame, rate_title: str, *, illustrative: bool) -> str:
    """Each ward's share beside its rate, in the order of the names: no ranking."""
    columns = {
        "ward": Column("Ward", row_head=True),
        "percent": Column("Very or fairly safe", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True, wide=True),
        "base": Column("Base", number=True, wide=True),
        "rate": Column(rate_title, number=True),
    }
    cells = [
        {
            "ward": row.area_name,
            "percent": words.percent(row.percent, row.why_blank),
            "limits": words.limits(row.lower, row.upper),
            "base": numbers.count(row.base, "hidden" if row.why_blank == "hidden" else "no data"),
            "rate": numbers.rate(row.rate),
        }
        for row in rows.sort_values("area_name").itertuples()
    ]
    return table_html(columns, cells, "Feeling beside record by ward", illustrative=illustrative)
