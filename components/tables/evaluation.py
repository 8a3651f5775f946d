"""Did it work? as tables: the sums step by step, the conditions, and wards alike."""

import html
from collections.abc import Mapping

import pandas as pd

from components.tables.html import Column, table_html
from components.words import evaluation as words
from components.words import numbers
from csp.answers.evaluation import Evaluation
from csp.stats.conditions import CONTROL_OF


def sums_table(asked: Evaluation, names: Mapping[str, str]) -> str:
    """Each role before and after with its wards, then the difference step by step."""
    columns = {
        "what": Column("What", row_head=True, markup=True),
        "before": Column("Before", number=True, muted=True),
        "after": Column("After", number=True),
        "change": Column("Change", number=True, bold=True),
    }
    rows = [
        {
            "what": f"{words.ROLES[role]}<small>{_wards(asked, role, names)}</small>",
            "before": numbers.count(counts.before),
            "after": numbers.count(counts.after),
            "change": numbers.signed(counts.change),
        }
        for role, counts in asked.counts.items()
    ]
    return table_html(columns, [*rows, *_steps(asked)], "Counts before and after, and the sums")


def _wards(asked: Evaluation, role: str, names: Mapping[str, str]) -> str:
    return html.escape(", ".join(names[code] for code in asked.question.chosen[role]))


def _steps(asked: Evaluation) -> list[dict[str, str]]:
    blank = {"before": "", "after": ""}
    steps = [
        {
            "what": f"{words.ROLES[role]}, less {words.ROLES[control][0].lower()}"
            f"{words.ROLES[control][1:]}",
            **blank,
            "change": numbers.signed(asked.counts[role].change - asked.counts[control].change),
        }
        for role, control in CONTROL_OF.items()
        if role in asked.counts
    ]
    effect = asked.effect
    if effect is None:
        return steps
    interval = f"{numbers.signed(effect.lower)} to {numbers.signed(effect.upper)}"
    total = (
        "Weighted displacement difference"
        f"<small>95% interval {html.escape(numbers.unbroken(interval))}; standard error"
        f" {effect.standard_error:.1f}</small>"
    )
    return [*steps, {"what": total, **blank, "change": numbers.signed(effect.value)}]


def sums_file(asked: Evaluation, names: Mapping[str, str]) -> pd.DataFrame:
    """The same as a table to take away."""
    rows = [
        {
            "what": words.ROLES[role],
            "wards": "; ".join(names[code] for code in asked.question.chosen[role]),
            "window_before": numbers.span(asked.before),
            "before": counts.before,
            "window_after": numbers.span(asked.after),
            "after": counts.after,
            "change": counts.change,
        }
        for role, counts in asked.counts.items()
    ]
    effect = asked.effect
    if effect is None:
        return pd.DataFrame(rows)
    whole = {
        "what": "Weighted displacement difference",
        "change": effect.value,
        "standard_error": round(effect.standard_error, 3),
        "z": round(effect.z, 3),
        "lower": round(effect.lower, 1),
        "upper": round(effect.upper, 1),
    }
    quotient = {"what": "Displacement quotient", "change": asked.quotient}
    return pd.DataFrame([*rows, whole, *([quotient] if asked.quotient is not None else [])])


def conditions_table(asked: Evaluation, names: Mapping[str, str]) -> str:
    """Every condition, whether it is met, and where not what stands against it and is needed."""
    columns = {
        "asks": Column("Condition", row_head=True),
        "state": Column("Is it met?", markup=True),
    }
    rows = []
    for condition in asked.conditions:
        told = [words.failing(one, asked, names) for one in condition.against or ()]
        failing = "".join(
            f"<small>{html.escape(numbers.capital(numbers.unbroken(one.says)))}."
            f" Needed: {html.escape(numbers.unbroken(one.needed))}.</small>"
            for one in told
        )
        mark = f"<b>{numbers.capital(words.state(condition))}</b>"
        rows.append({"asks": words.ASKS[condition.name], "state": f"{mark}{failing}"})
    return table_html(columns, rows, "What the figures must bear, and whether they do")


def alike_table(found: pd.DataFrame, names: Mapping[str, str]) -> str:
    """For each ward of the target and next to it, the wards nearest by their count before."""
    columns = {
        "other": Column("Ward", row_head=True),
        "before": Column("Count before", number=True),
        "difference": Column("Difference", number=True),
        "within": Column("Within a tenth?"),
    }
    rows = [
        {
            "group": f"For {names[row.area_code]}: {words.ROLES[row.role].lower()},"
            f" {numbers.count(row.before)} before",
            "other": names[row.other],
            "before": numbers.count(row.other_before),
            "difference": words.candidate_difference(row.difference, row.before),
            "within": "yes" if row.within else "no",
        }
        for row in found.itertuples()
    ]
    return table_html(columns, rows, words.CANDIDATES_TITLE, group="group")


def published_table(figures: pd.DataFrame) -> str:
    """What a document states of an action; `figures` has what, dates, value and unit."""
    columns = {
        "what": Column("As published", row_head=True),
        "period": Column("Dates"),
        "value": Column("Count", number=True, bold=True),
    }
    rows = [
        {
            "what": row.what,
            "period": row.dates,
            "value": f"{numbers.figure(row.value)} {row.unit}",
        }
        for row in figures.itertuples()
    ]
    return table_html(columns, rows, "What was published of this action")
