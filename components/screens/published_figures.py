"""What Published figures says: what does not add up, what is found, what was left out."""

from dataclasses import dataclass

import pandas as pd

from components.screens.figure_uses import uses
from components.screens.figures import Figure
from components.tables import published_figures as tables
from components.words import published_figures as words
from csp.answers import published_figures as published
from csp.db import Reader, remembered

FIRST = 50  # rows that a page shows until all are asked for
PERIOD = "2014 to 2020"


@remembered
def heading(reader: Reader) -> tuple[str, str]:
    """Title and lead of the page."""
    rows, found = published.register(reader), published.disagreements(reader)
    return (
        words.title(len(rows), len(found)),
        words.lead(rows, found, len(published.documents(reader))),
    )


@remembered
def by_id(reader: Reader) -> dict[str, pd.Series]:
    """Every figure by its id."""
    return {row["figure"]: row for _, row in published.register(reader).iterrows()}


@remembered
def adds_up(reader: Reader) -> Figure | None:
    """The places that do not add up, worst first; None where there is none."""
    found = published.disagreements(reader)
    if found.empty:
        return None
    return Figure(
        title="Where the documents do not add up, the largest difference first",
        under=words.NOTHING_CORRECTED,
        spec=None,
        alt="",
        table=tables.disagreement_table(found, by_id(reader), uses(reader)),
        files=_disagreements_file(reader, found),
        note=words.ORDER,
        period=PERIOD,
    )


def _disagreements_file(reader: Reader, found: pd.DataFrame) -> pd.DataFrame:
    """The disagreements with what each side is, as a table to take away."""
    figures = by_id(reader)
    told = {"what": "what", "unit": "unit", "title": "document", "section": "section"}
    sides = {
        f"{prefix}{name}": [str(figures[id][column]) if id in figures else "" for id in found[side]]
        for side, prefix in (("figure", ""), ("against", "other_"))
        for column, name in told.items()
    }
    return found.assign(kind=found["kind"].map(words.GROUPS), **sides)


@dataclass(frozen=True)
class Found:
    """What a search gives: how many, a sentence on it, and the figure with table and file."""

    count: int
    sentence: str
    figure: Figure


def found(reader: Reader, search: str, document: str, theme: str, *, every: bool = False) -> Found:
    """The figures in which the words of a search stand, of a document and theme ('' for all).

    The first FIRST of them are in the table, all of them with `every`; the file has them all. Not
    remembered, since anyone may search for anything.
    """
    rows = published.register(reader)
    own = published.found(rows, _searchable(reader), search, document, theme)
    shown = own if every else own.head(FIRST)
    return Found(
        len(own),
        words.found_sentence(len(own), len(rows), len(shown)),
        Figure(
            title="What the documents state",
            under="Values with the documents’ own decimals and in our words",
            spec=None,
            alt="",
            table=tables.register_table(shown, by_id(reader), uses(reader), _off(reader)),
            files=register_file(reader).loc[own["figure"]].reset_index(),
            note=words.NOTHING_CORRECTED,
            period=PERIOD,
        ),
    )


@remembered
def _searchable(reader: Reader) -> dict[str, str]:
    """What a search looks through, with each value and period as the page writes them."""
    written = {
        figure: f"{words.in_line(row['stated'], row['unit'])}"
        f" {words.period(row['period_start'], row['period_end'])}"
        for figure, row in by_id(reader).items()
    }
    return published.searchable(published.register(reader), written)


@remembered
def _off(reader: Reader) -> dict[str, str]:
    """The figures that a disagreement is about, with its words."""
    found = published.disagreements(reader)
    off: dict[str, str] = {}
    for row in found.itertuples():
        for figure in (row.figure, row.against):
            off.setdefault(figure, row.says)
    return off


@remembered
def register_file(reader: Reader) -> pd.DataFrame:
    """Every figure as a table to take away, by id, with workings and screens in words."""
    figures, shown = by_id(reader), uses(reader)
    rows = published.register(reader).set_index("figure")
    each = list(figures.values())
    return rows.drop(columns=["parts", "recompute", "comparator", "title", "dated"]).assign(
        document=rows["title"],
        area_name=[words.area(row["area_code"], row["area_name"]) for row in each],
        held_against=[words.comparator(row, figures) for row in each],
        workings=[words.workings(row, figures) for row in each],
        blank=["" if isinstance(row["stated"], str) else words.CITED for row in each],
        shown_on=["; ".join(use.where for use in shown.get(figure, ())) for figure in rows.index],
    )


@dataclass(frozen=True)
class Unreadable:
    """What cannot be read as numbers: a title, and a table for each document."""

    title: str
    tables: tuple[tuple[str, str], ...]  # the document with its number of them; HTML
    files: pd.DataFrame


@remembered
def unreadable(reader: Reader) -> Unreadable:
    """Tables and pictures that the documents' text does not give as numbers."""
    rows = published.unreadable(reader)
    groups = [(name, own) for name, own in rows.groupby("title", sort=False)]
    return Unreadable(
        words.left_out_title(len(rows), len(groups)),
        tuple((f"{name} ({len(own)})", tables.unreadable_table(own)) for name, own in groups),
        rows,
    )
