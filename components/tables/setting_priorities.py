"""The tables of Setting priorities: the order, what is weighed with it, rounds, a theme, the
model.
"""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.tables.html import Column, table_html
from components.words import numbers
from components.words import setting_priorities as words
from components.words.marks import Marked
from csp.answers.priority_setting import Model

Told = tuple[str, str]  # a figure, and the small words below it


def _small(told: Told) -> str:
    """A figure with its small words, as HTML."""
    figure, small = (html.escape(numbers.unbroken(text)) for text in told)
    return f"{figure}<small>{small}</small>" if small else figure


def ranking_table(ranked: pd.DataFrame, parts: Sequence[str], marked: Marked) -> str:
    """The themes in order: score, what makes it, place, and how sure the place is."""
    columns = {
        "place": Column("Place", number=True, bold=True),
        "theme": Column("Theme", row_head=True, markup=True),
        "score": Column("Score", number=True, bold=True),
        **{part: Column(part, number=True, wide=True) for part in parts},
        "step": Column("Any one score changed", number=True, wide=True),
        "trials": Column("Range in trials", number=True),
        "top": Column(f"Top {words.FIRST}", number=True),
    }
    rows = [
        {
            "place": words.place(row["rank_low"], row["rank_high"]),
            "theme": _small((row["title"], _listed(row))),
            "score": words.points(row["score"]),
            **{part: words.points(row[part]) for part in parts},
            "step": words.place(row["step_low"], row["step_high"]),
            "trials": words.place(row["draw_low"], row["draw_high"]),
            "top": words.share(row["top_share"]),
        }
        for _, row in ranked.iterrows()
    ]
    return table_html(columns, rows, "Themes by score", illustrative=marked)


def _listed(row: pd.Series) -> str:
    """What the list of 2017 made of a theme; why it has no place."""
    if numbers.is_blank(row["score"]):
        return words.no_place(row)
    return str(row["listed"])


def beside_table(rows: Sequence[Mapping[str, Told]], marked: Marked, *, scored: bool) -> str:
    """What is weighed with a place: volume, trend, residents' views and influence.

    Each row has theme, place, volume, trend, perception and influence: a figure and small words.
    """
    columns = {
        **({"place": Column("Place", number=True, bold=True, markup=True)} if scored else {}),
        "theme": Column("Theme", row_head=True, markup=True),
        "volume": Column("How much", markup=True),
        "trend": Column("Where it is heading", markup=True),
        "perception": Column("What residents say", markup=True, wide=True),
        **({"influence": Column("Influence", markup=True, wide=True)} if scored else {}),
    }
    cells = [
        {name: _small(row[name]) for name in columns} | {"theme": _on_phones(row)} for row in rows
    ]
    return table_html(columns, cells, "What is weighed with a place", illustrative=marked)


def _on_phones(row: Mapping[str, Told]) -> str:
    """A theme's name, below which a phone has what its columns have no room for."""
    told = [f"Residents: {row['perception'][0]}"]
    if "influence" in row:
        told.append(f"influence: {row['influence'][0]}")
    small = f'<small><span class="phone-only">{html.escape("; ".join(told))}</span></small>'
    return html.escape(row["theme"][0]) + small


def years_table(rows: pd.DataFrame, years: tuple[int, int], marked: Marked) -> str:
    """Two rounds side by side: scores, places and their ranges.

    `rows` has title, and score, rank_low, rank_high, draw_low, draw_high of the later round, and
    the same with `_before` of the earlier.
    """
    earlier, now = years
    columns = {
        "theme": Column("Theme", row_head=True),
        "score_before": Column(f"Score {earlier}", number=True, muted=True),
        "score": Column(f"Score {now}", number=True, bold=True),
        "place_before": Column(f"Place {earlier}", number=True, muted=True),
        "place": Column(f"Place {now}", number=True, bold=True),
        "range_before": Column(f"Range {earlier}", number=True, muted=True, wide=True),
        "range": Column(f"Range {now}", number=True, wide=True),
    }
    cells = [
        {
            "theme": row["title"],
            **{
                f"{name}{end}": told
                for end in ("", "_before")
                for name, told in (
                    ("score", words.points(row[f"score{end}"])),
                    ("place", words.place(row[f"rank_low{end}"], row[f"rank_high{end}"])),
                    ("range", words.place(row[f"draw_low{end}"], row[f"draw_high{end}"])),
                )
            },
        }
        for _, row in rows.iterrows()
    ]
    return table_html(columns, cells, f"Scores of {earlier} and {now}", illustrative=marked)


def theme_table(rows: pd.DataFrame, marked: Marked) -> str:
    """One theme, criterion by criterion: point, its words, what it adds, evidence, who and when."""
    columns = {
        "criterion": Column("Criterion", row_head=True, markup=True),
        "score": Column("Points", number=True, bold=True),
        "words": Column("In words"),
        "adds": Column("Adds", number=True),
        "evidence": Column("Evidence", wide=True),
        "who": Column("Scored by", markup=True, wide=True),
    }
    cells = [
        {
            "group": row.group_name,
            "criterion": _small((row.title, row.question)) + _given(row),
            "score": _points(row),
            "words": row.words if isinstance(row.words, str) else "not scored",
            "adds": numbers.NOT_APPLICABLE if row.part == "beside" else words.points(row.adds),
            "evidence": row.evidence if isinstance(row.evidence, str) else "no data",
            "who": _who(row),
        }
        for row in rows.itertuples()
    ]
    caption = "One theme, criterion by criterion"
    return table_html(columns, cells, caption, group="group", illustrative=marked)


def _given(row: Any) -> str:
    """Evidence, role and day, for a phone, which has no columns for them."""
    if not isinstance(row.evidence, str):
        return ""
    told = html.escape(f"{row.evidence} ({row.scorer}, {numbers.day(row.scored_on)})")
    return f'<small><span class="phone-only">{told}</span></small>'


def _points(row: Any) -> str:
    score, highest = row.score, row.highest
    return "no data" if numbers.is_blank(score) else f"{int(score)} of {highest}"


def _who(row: Any) -> str:
    scorer, day = row.scorer, row.scored_on
    return _small((scorer, numbers.day(day))) if isinstance(scorer, str) else "no data"


def model_table(own: Model) -> str:
    """The criteria with what they ask, their weights, and every point of their scales in words."""
    columns = {
        "criterion": Column("Criterion", row_head=True, markup=True),
        "weight": Column("Weight", number=True),
        "points": Column("Points in words", markup=True),
    }
    cells = [
        {
            "group": f"{row.group_name}: {words.part(own, row.part)}",
            "criterion": _small((row.title, row.question)),
            "weight": numbers.NOT_APPLICABLE if row.part == "beside" else str(row.weight),
            "points": _scale(own, row.criterion),
        }
        for row in own.criteria.itertuples()
    ]
    return table_html(columns, cells, f"The model, version {own.version}", group="group")


def _scale(own: Model, criterion: str) -> str:
    held = own.points[own.points["criterion"] == criterion]
    return "<br>".join(f"<b>{row.point}</b> {html.escape(row.words)}" for row in held.itertuples())
