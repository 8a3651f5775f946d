"""The tables of Action plan: every action with what it should move; statuses by group."""

import html
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from components.charts.stacked_bars import Kind
from components.tables.html import Column, table_html
from components.words import action_plan as words
from components.words import numbers
from csp.answers.actions import STATUSES, Report


def action_table(rows: pd.DataFrame, of: Report, looks: Mapping[str, Kind], caption: str) -> str:
    """Actions with lead, last day, status, and what they should move, under their group's heading.

    `rows` has the columns of csp.answers.actions with group, late, moves (words), verdict_told and
    link ('' where there is none). On a phone all but action and status stand below the action.
    """
    columns = {
        "action": Column("Action and what was reported of it", row_head=True, markup=True),
        "lead": Column("Lead", wide=True),
        "due": Column("Due", wide=True, markup=True),
        "status": Column("Status", markup=True),
        "moves": Column("Should move", wide=True, markup=True),
    }
    cells = [_cells(row, of, looks) for _, row in rows.iterrows()]
    return table_html(columns, cells, caption, group="group")


def _cells(row: pd.Series, of: Report, looks: Mapping[str, Kind]) -> dict[str, str]:
    moves = _moves(row)
    tag = words.late_tag(row["late"], of)
    return {
        "group": row["group"],
        "action": html.escape(row["action"])
        + _small(row["update_note"])
        + _small(row["also"])
        + _phone(html.escape(_joined(row["lead"], row["due"] and f"due {row['due']}")))
        + _phone(f"Should move: {moves}" if row["measured"] else "")
        + f'<small><span class="wide">{html.escape(row["source"])}</span></small>',
        "lead": row["lead"] or numbers.NOT_APPLICABLE,
        "due": _due(row["due"]),
        "status": f'<span class="held">{_status(row["status"], looks)}</span>'
        + (f'<small><span class="tag">{html.escape(tag)}</span></small>' if tag else ""),
        "moves": moves
        if row["measured"]
        else f'<span class="m">{html.escape(words.MOVES_NOTHING)}</span>',
    }


def _moves(row: pd.Series) -> str:
    """What an action should move as a link, and its verdict."""
    if not row["measured"]:
        return ""
    name, verdict = html.escape(row["moves"]), html.escape(row["verdict_told"])
    if row["link"]:
        name = f'<a href="{html.escape(row["link"])}" target="_self">{name}</a>'
    return f"{name}: <b>{verdict}</b>"


def _due(due: str) -> str:
    """The words of a last day, a span of years on one line."""
    if not due:
        return numbers.NOT_APPLICABLE
    return "".join(
        f'<span class="held">{part}</span>' if "-" in part else part
        for part in re.split(r"(\S+)", html.escape(due))
    )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _small(text: str) -> str:
    return f"<small>{html.escape(text)}</small>" if text else ""


def _phone(markup: str) -> str:
    return f'<small><span class="phone-only">{markup}</span></small>' if markup else ""


def status_table(bars: Sequence[tuple[str, pd.DataFrame]], caption: str) -> str:
    """How many actions of each group have each status."""
    columns: Mapping[str, Column] = {
        "name": Column("Actions of", row_head=True),
        "all": Column("All", number=True, bold=True),
        **{one: Column(numbers.capital(one), number=True) for one in STATUSES},
    }
    cells = [
        {
            "name": name,
            "all": numbers.count(len(rows)),
            **{one: numbers.count(int((rows["status"] == one).sum())) for one in STATUSES},
        }
        for name, rows in bars
    ]
    return table_html(columns, cells, caption)


def status_key(looks: Mapping[str, Kind]) -> str:
    """The statuses with their looks, in the order of the bars."""
    made = "".join(f"<li>{_status(status, looks)}</li>" for status in looks)
    return f'<ul class="shapes">{made}</ul>'


def _status(status: str, looks: Mapping[str, Kind]) -> str:
    return f"{_swatch(looks[status])}{html.escape(numbers.capital(status))}"


def _swatch(kind: Kind) -> str:
    """A status's look as a small square; the words stand beside it."""
    line, edge = "dashed" if kind.dashed else "solid", kind.edge or kind.fill
    return f'<i class="swatch edged" style="background:{kind.fill};border:1.5px {line} {edge}"></i>'
