"""The tables of what plans promised: indicators with verdicts, who answers, how it ended."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers, since
from components.words import promised as words
from csp.answers.lineage import Thread

REPORTED_FIRST = ("met", "on track", "off track", "cannot say", "never reported", "no target set")


def indicator_table(found: pd.DataFrame, county: str) -> str:
    """Indicators with baseline, latest, change with its interval, the county's figure, target and
    verdict, as csp.answers.promises gives them; what was reported first. On a phone the verdict
    stands in the small line, first; baseline, change, the county's figure and the source go.
    """
    columns = {
        "indicator": Column("Indicator", row_head=True, markup=True),
        "baseline": Column("Baseline", number=True, wide=True),
        "latest": Column("Latest", number=True, bold=True),
        "change": Column("Change", number=True, wide=True, markup=True),
        "kent": Column(f"{county}-wide", number=True, muted=True, wide=True),
        "target": Column("Target"),
        "verdict": Column("Verdict", wide=True, markup=True),
    }
    rows = [
        {
            "indicator": f"{html.escape(row.indicator)}<small>{_small(row)}</small>",
            "baseline": _number(row.baseline),
            "latest": _number(row.latest),
            "change": f"{html.escape(words.change(row))}{_small_line(words.change_limits(row))}",
            "kent": _number(row.kent),
            "target": _text(row.target_words) or _number(row.target),
            "verdict": f"{html.escape(words.verdict(row))}{_small_line(words.why(row))}",
        }
        for row in _reported_first(found).itertuples()
    ]
    return table_html(
        columns, rows, f"Indicators promised, with {county}-wide figure, target and verdict"
    )


def _reported_first(found: pd.DataFrame) -> pd.DataFrame:
    """The rows by verdict, reported ones first, otherwise in the plan's order."""
    order = found["verdict"].map(REPORTED_FIRST.index)
    reported = found["latest"].isna()
    keys = pd.DataFrame({"reported": reported, "order": order})
    return found.loc[keys.sort_values(["reported", "order"], kind="stable").index]


def _small_line(told: str) -> str:
    return f"<small>{html.escape(told)}</small>" if told else ""


def pair_table(rows: pd.DataFrame, what: str, change: str) -> str:
    """Two published counts, one a row, and the change between them."""
    columns = {
        "label": Column("Period", row_head=True),
        "told": Column("Count", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True),
    }
    told = [
        {
            "label": row.label,
            "told": row.told,
            "limits": numbers.interval(row.lower, row.upper)
            if numbers.finite(row.lower)
            else numbers.NOT_APPLICABLE,
        }
        for row in rows.itertuples()
    ]
    if len(rows) > 1:
        last = {"label": "Change", "told": change, "limits": numbers.NOT_APPLICABLE}
        told.append(last)
    return table_html(columns, told, what)


def owner_table(rows: Sequence[tuple[str, str, str]], priority: str) -> str:
    """Who answers for a priority and what became of it: (what, words, note) a row."""
    columns = {
        "what": Column("What", row_head=True),
        "told": Column("As the plans say", markup=True),
    }
    made = [
        {"what": what, "told": f"{html.escape(told)}{_small_line(note)}"}
        for what, told, note in rows
    ]
    return table_html(columns, made, f"{priority}: who answers for it, and what became of it")


def ending_table(found: pd.DataFrame) -> str:
    """Every promise of a plan: what was promised, what was last reported and where, verdict; by
    verdict, what was reported first.
    """
    columns = {
        "indicator": Column("Promised", row_head=True, markup=True),
        "baseline": Column("Baseline", number=True, wide=True),
        "target": Column("Target", wide=True),
        "latest": Column("Last reported", markup=True),
        "verdict": Column("Verdict", markup=True, wide=True),
    }
    rows = [
        {
            "indicator": f"{html.escape(words.label(row))}<small>"
            f'<span class="phone-only">{html.escape(words.verdict(row))}</span>'
            f"{html.escape(row.priority)}"
            f'<span class="phone-only">Target: {html.escape(_target(row))}</span></small>',
            "baseline": words.value(row.baseline, row.unit),
            "target": _target(row),
            "latest": _last(row),
            "verdict": f"{html.escape(words.verdict(row))}{_small_line(words.why(row))}",
        }
        for row in _reported_first(found).itertuples()
    ]
    return table_html(columns, rows, "What was promised, what was last reported, and the verdict")


def _target(row: Any) -> str:
    return _text(row.target_words) or words.value(row.target, row.unit)


def _last(row: Any) -> str:
    if numbers.is_blank(row.latest):
        return "never"
    told = html.escape(words.value(row.latest, row.unit))
    where = ", ".join(one for one in (_text(row.latest_period), _text(row.latest_document)) if one)
    return f"<b>{told}</b>{_small_line(where)}"


def thread_table(threads: Sequence[Thread], plans: Mapping[str, str], chosen: str) -> str:
    """Every priority in every plan, a row a thread; the chosen one is marked. On a phone the plans
    between the first and the newest go.
    """
    ids = list(plans)
    columns = {
        plan: Column(plans[plan], markup=True, row_head=plan == ids[0], wide=plan in ids[1:-1])
        for plan in ids
    }
    rows = []
    for thread in threads:
        row = {"name": since.thread_name(thread)}
        for place, plan in enumerate(ids):
            row[plan] = _cell(thread, place, plan)
        rows.append(row)
    return table_html(
        columns, rows, "Every priority and theme through the plans", selected=chosen, key="name"
    )


def _cell(thread: Thread, place: int, plan: str) -> str:
    step = thread.at(plan)
    if step is not None:
        how = "" if step.how in ("", "continued") else step.how
        return f"{html.escape(since.step_cell(step))}{_small_line(how)}"
    ended = place == thread.start + len(thread.steps)
    return (
        html.escape(since.ending(thread))
        if ended and thread.end != "runs"
        else (numbers.NOT_APPLICABLE)
    )


def _number(value: float) -> str:
    return numbers.figure(value, numbers.NOT_APPLICABLE)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _small(row: Any) -> str:
    """Unit, periods and source; what a phone leaves out and what only a phone shows is marked."""
    status = f'<span class="phone-only">{html.escape(words.verdict_and_why(row))}</span>'
    parts = [
        (_text(row.unit), False),
        (f"baseline {_text(row.baseline_period)}" if _text(row.baseline_period) else "", True),
        (f"latest {_text(row.latest_period)}" if _text(row.latest_period) else "", False),
        (_text(row.source), True),
    ]
    told, before = "", ""
    for part_words, wide in parts:
        if not part_words:
            continue
        part = f"{before}{html.escape(part_words)}"
        told += f'<span class="wide">{part}</span>' if wide else part
        before = "; "
    return f"{status}{told}"
