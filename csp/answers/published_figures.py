"""Answers about what the documents state: every figure, what disagrees, what cannot be read."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pandas as pd

from csp.db import Reader, remembered
from csp.stats.recompute import parts_of

RECOMPUTED, WORDS = "recomputed", "words"  # what a figure is held against besides another
SAME, OPEN, AGAINST_WORDS = "same", "open", "words"  # how a disagreement is to be read


@dataclass(frozen=True)
class Use:
    """A screen that shows a figure: its path ('' is the first page), where on it, in words, and the
    choices that bring the figure up.
    """

    figure: str
    page: str
    where: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The link, relative to any page of the dashboard."""
        asked = f"?{urlencode(self.choices, quote_via=quote)}" if self.choices else ""
        return f"{self.page or './'}{asked}"


def documents(reader: Reader) -> dict[str, str]:
    """The documents by id with their titles, newest first."""
    return {row.document: row.title for row in reader.read("documents").itertuples()}


def themes(reader: Reader) -> list[str]:
    """The themes that the figures stand under, by name."""
    return sorted(set(register(reader)["theme"]))


@remembered
def register(reader: Reader) -> pd.DataFrame:
    """Every published figure; columns as queries/reads/figure_register says, and `parts`: the ids
    that it can be worked out again from.
    """
    rows = reader.read("figure_register")
    return rows.assign(parts=[tuple(parts_of(_text(form))) for form in rows["recompute"]])


@remembered
def disagreements(reader: Reader) -> pd.DataFrame:
    """The places that do not add up, in the order of their weight.

    First those where the same thing has two values, then those that may be no conflict, then those
    against words; within each the largest difference first, as a share of the larger value.
    Columns as queries/reads/disagreements says, and kind ['same', 'open' or 'words'] and relative
    [0 to 1, blank where there is no difference].
    """
    rows = reader.read("disagreements")
    larger = rows[["stated", "other"]].abs().max(axis=1)
    kinds = [_kind(row.against, row.alike) for row in rows.itertuples()]
    told = rows.assign(kind=kinds, relative=rows["difference"].abs() / larger)
    order = {kind: place for place, kind in enumerate((SAME, OPEN, AGAINST_WORDS))}
    return (
        told.assign(place=told["kind"].map(order))
        .assign(doubtful=told["alike"] != "same")
        .sort_values(["place", "relative", "doubtful"], ascending=[True, False, True])
        .drop(columns=["place", "doubtful"])
        .reset_index(drop=True)
    )


def _kind(against: str, alike: str) -> str:
    if against == WORDS:
        return AGAINST_WORDS
    return SAME if alike == "same" else OPEN


@remembered
def about(reader: Reader, figures: frozenset[str]) -> pd.DataFrame:
    """The disagreements that a screen which shows these figures must tell.

    Either side of a disagreement is shown, or all that it is worked out from (two counts stand for
    the change between them). Columns as `disagreements` gives them.
    """
    parts = dict(zip(register(reader)["figure"], register(reader)["parts"], strict=True))

    def shown(figure: str) -> bool:
        own = parts.get(figure, ())
        return figure in figures or (bool(own) and figures.issuperset(own))

    rows = disagreements(reader)
    concerned = [shown(row.figure) or shown(row.against) for row in rows.itertuples()]
    return rows[concerned].reset_index(drop=True)


def unreadable(reader: Reader) -> pd.DataFrame:
    """Tables and pictures that the text does not give as numbers; columns as the query's."""
    return reader.read("unreadable")


def searchable(rows: pd.DataFrame, told: Mapping[str, str]) -> dict[str, str]:
    """What a search looks through, by figure: what it is, its section, unit, document, area and
    value, and what is `told` of it besides.
    """
    columns = ("what", "section", "unit", "title", "area_name", "stated")
    return {
        row["figure"]: _plain(" ".join([*(_text(row[name]) for name in columns), further]))
        for _, row in rows.iterrows()
        for further in [told.get(row["figure"], "")]
    }


def found(
    rows: pd.DataFrame,
    texts: Mapping[str, str],
    search: str = "",
    document: str = "",
    theme: str = "",
) -> pd.DataFrame:
    """The figures of one document and theme ('' for all) in whose texts, made by `searchable`,
    every word of the search stands; case and accents do not count.
    """
    own = rows
    if document:
        own = own[own["document"] == document]
    if theme:
        own = own[own["theme"] == theme]
    words = _plain(search).split()
    held = [all(word in texts[figure] for word in words) for figure in own["figure"]]
    return own[held].reset_index(drop=True)


def _plain(text: str) -> str:
    """Without accents, case and the shapes of dashes, minus signs and apostrophes."""
    alike = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'")
    parted = unicodedata.normalize("NFKD", alike)
    return "".join(mark for mark in parted if not unicodedata.combining(mark)).casefold()


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def ids(uses: Collection[Use]) -> frozenset[str]:
    """The figures that some uses are of."""
    return frozenset(use.figure for use in uses)
