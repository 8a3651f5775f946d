"""The tables of At a glance: priorities, kinds of crime, published changes, signals, supply."""

import html
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from components.tables.html import Column, marked_html, table_html
from components.words import numbers
from components.words.supply import latest
from csp.answers.supply import months_in_words

if TYPE_CHECKING:  # the screens that hold them make their tables here
    from components.screens.at_a_glance.cards import Card
    from components.screens.at_a_glance.priorities import Row

Image = Callable[[str, str, int, int], str]  # address, words, width, height -> HTML
Mark = Callable[[str, str], str]  # shape, direction -> HTML


def card_table(cards: "Sequence[Card]") -> str:
    """The newest month's numbers: count, change on the month before, usual range."""
    columns = {
        "measure": Column("Measure", row_head=True),
        "month": Column("Month"),
        "events": Column("Count", number=True, bold=True),
        "step": Column("On the month before", number=True),
        "usual": Column("Usual range", number=True, muted=True),
    }
    rows = [
        {
            "measure": card.measure,
            "month": numbers.month(card.month),
            "events": numbers.count(card.events),
            "step": numbers.signed(card.step),
            "usual": card.usual,
        }
        for card in cards
    ]
    return table_html(columns, rows, "The newest complete month of each measure")


def priority_table(rows: "Sequence[Row]", force: str, image: Image, mark: Mark) -> str:
    """The priorities as rows: headline, 24 months, verdict, two counts, change, the force's
    change.
    """
    columns = {
        "title": Column("Priority and headline measure", row_head=True, markup=True),
        "spark": Column("24 months", wide=True, markup=True),
        "verdict": Column("Verdict", markup=True),
        "latest": Column("Latest", number=True, bold=True),
        "before": Column("Before", number=True, muted=True, wide=True),
        "change": Column("Change", number=True, bold=True),
        "force": Column(force, number=True, muted=True, wide=True),
    }
    cells = [
        {
            "title": f"<b>{html.escape(row.title)}</b>{_small(row.measure, row.second)}",
            "spark": image(row.spark, row.spark_alt, 180, 44)
            if row.spark
            else '<span class="tag dashed">no monthly data</span>',
            "verdict": marked_html(mark(*row.mark), row.verdict),
            "latest": row.latest,
            "before": row.before,
            "change": row.change,
            "force": row.force,
        }
        for row in rows
    ]
    return table_html(columns, cells, "The priorities, each with its headline measure")


def _small(*lines: str) -> str:
    held = [html.escape(numbers.unbroken(line)) for line in lines if line]
    return "".join(f"<small>{line}</small>" for line in held)


def kinds_table(kinds: pd.DataFrame, force: str) -> str:
    """Kinds of crime: two counts, change in number and percent, the force's, share of all."""
    columns = {
        "label": Column("Kind", row_head=True),
        "after": Column("Latest", number=True, bold=True),
        "before": Column("Before", number=True, muted=True),
        "difference": Column("Change", number=True),
        "percent": Column("Percent", number=True),
        "force": Column(force, number=True, muted=True),
        "share": Column("Share of all", number=True),
    }
    rows = [
        {
            "label": row.label,
            "after": numbers.count(row.after),
            "before": numbers.count(row.before),
            "difference": numbers.signed(row.difference),
            "percent": numbers.signed(row.percent, "%", 1),
            "force": numbers.signed(row.force_percent, "%", 1),
            "share": f"{row.share:.1f}%",
        }
        for row in kinds.itertuples()
    ]
    return table_html(columns, rows, "Change and share by kind of crime")


def published_table(stated: pd.DataFrame) -> str:
    """The changes that the document states, with what its own counts give."""
    columns = {
        "what": Column(
            "Stated change, Nov 2018 to Oct 2019 against the year before", row_head=True
        ),
        "value": Column("Percent", number=True, bold=True),
        "recomputed": Column("From its counts", number=True, muted=True),
        "comparator": Column("Beside it", wide=True),
    }
    rows = [
        {
            "what": row.what,
            "value": numbers.stated_percent(row.value),
            "recomputed": numbers.signed(row.recomputed, "%", 1),
            "comparator": row.comparator if isinstance(row.comparator, str) else "",
        }
        for row in stated.itertuples()
    ]
    return table_html(columns, rows, "Changes stated in the assessment of 2020")


def supply_table(datasets: pd.DataFrame) -> str:
    """Each dataset held: how far it reaches, how far behind that is, how much of two years is held,
    status. `datasets` has the columns of `csp.answers.supply.datasets`.
    """
    columns = {
        "title": Column("Dataset", row_head=True),
        "latest": Column("Latest period"),
        "lag": Column("Lag", number=True),
        "held": Column("Complete months of the last 24", number=True, wide=True),
        "received": Column("Received", wide=True),
        "status": Column("Status", markup=True),
    }
    rows = []
    for row in datasets.itertuples():
        monthly = not pd.isna(row.complete)
        rows.append(
            {
                "title": row.title,
                "latest": latest(row.latest_period, row.period),
                "lag": months_in_words(row.lag) if monthly else numbers.NOT_APPLICABLE,
                "held": numbers.count(row.complete, numbers.NOT_APPLICABLE),
                "received": numbers.day(row.received_at),
                "status": f'<span class="tag">{html.escape(row.status)}</span>',
            }
        )
    return table_html(columns, rows, "Datasets held, with latest period, lag and status")
