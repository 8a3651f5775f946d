"""What Data supply says: every dataset against its promise, what is awaited, and one in detail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.charts.supply_strip import strip_svg, strip_width
from components.screens.source_line import source_in
from components.tables import supply as tables
from components.tables.breaks import break_table
from components.tables.shapes import image, marks_in
from components.words import breaks as break_words
from components.words import numbers
from components.words import supply as words
from components.words.marks import MARKS, Marked
from components.words.sources import Source
from csp.answers import supply
from csp.answers.supply import AWAITED, MONTHS
from csp.attributions import attribution
from csp.db import Reader, remembered
from csp.sources import in_words as law_words
from csp.sources import sources

HELD_UNDER = (
    "How far each reaches, how far behind today that is, and what was supplied month by month"
)
AWAITED_UNDER = "Nothing of what is listed here was received, and no page shows anything of it yet"


def heading(found: pd.DataFrame) -> tuple[str, str]:
    """Title and lead of the page, from a frame of `csp.answers.supply.datasets`."""
    return words.title(found), words.lead(found)


def held(found: pd.DataFrame) -> pd.DataFrame:
    """The datasets that the file holds."""
    return found[found["status"] != AWAITED].reset_index(drop=True)


def titles(found: pd.DataFrame) -> dict[str, str]:
    """What to call each dataset where one is chosen, by its id, in the order of the titles."""
    named = dict(zip(found["dataset"], found["title"], strict=True))
    return dict(sorted(named.items(), key=lambda one: one[1]))


@dataclass(frozen=True)
class Standing:
    """Every dataset that is held against its promise, with a sentence for each of whose newest 24
    months some are not complete; and those that were never received ('' where there is none).
    """

    heading: tuple[str, str]  # title and lead of the page
    titles: Mapping[str, str]  # what to call each dataset where one is chosen, by its id
    title: str
    table: str  # HTML
    reasons: tuple[str, ...]
    files: pd.DataFrame
    awaited_title: str
    awaited: str  # HTML
    awaited_files: pd.DataFrame


@remembered
def standing(reader: Reader, today: date, colours: Palette) -> Standing:
    """How all datasets stand on a day."""
    found = supply.datasets(reader, today)
    own, others = held(found), found[found["status"] == AWAITED].reset_index(drop=True)
    supplied = _newest_months(reader, own, today)
    drawn = {dataset: _strip(months, colours) for dataset, months in supplied.items()}
    return Standing(
        heading=heading(found),
        titles=titles(found),
        title=words.held_title(own),
        table=tables.held_table(own, drawn, image, marks_in(colours)),
        reasons=tuple(_reasons(supplied, own)),
        files=files(own),
        awaited_title=words.awaited_title(len(others)) if len(others) else "",
        awaited=tables.awaited_table(others) if len(others) else "",
        awaited_files=files(others),
    )


def _newest_months(reader: Reader, own: pd.DataFrame, today: date) -> dict[str, pd.DataFrame]:
    """The newest 24 months of each dataset that comes by month, by its id."""
    supplied = {
        row["dataset"]: supply.newest(_months(reader, row, today)) for row in own.to_dict("records")
    }
    return {dataset: months for dataset, months in supplied.items() if len(months)}


def _strip(months: pd.DataFrame, colours: Palette) -> tuple[str, str, int]:
    return strip_svg(list(months["status"]), colours), words.strip(months), strip_width(len(months))


def _reasons(supplied: Mapping[str, pd.DataFrame], own: pd.DataFrame) -> list[str]:
    return [
        f"{words.name_of(row)}: {why}."
        for row in own.to_dict("records")
        if row["dataset"] in supplied and (why := words.reasons(supplied[row["dataset"]]))
    ]


def key(colours: Palette) -> list[tuple[str, str, int]]:
    """The key of the strips: a box of each kind, its words and its width."""
    return [(strip_svg([one], colours), one, strip_width(1)) for one in MONTHS]


def files(found: pd.DataFrame) -> pd.DataFrame:
    """The table as a file: months and dates as text, without what only the screen needs."""
    told = found.copy()
    for column in ("first_period", "latest_period", "received_at"):
        told[column] = pd.to_datetime(told[column]).dt.strftime("%Y-%m-%d")
    return told.rename(
        columns={
            "lag": "lag_months",
            "promised": "promised_lag_months",
            **{
                name: f"{name}_of_newest_24_months"
                for name in ("complete", "incomplete", "missing", "not_due")
            },
        }
    )


@dataclass(frozen=True)
class Detail:
    """One dataset: what is known of it, its months, its columns and its breaks, as HTML tables;
    '' where it has none.
    """

    title: str
    under: str
    illustrative: Marked
    strip: tuple[str, str, int] | None  # address, words, width
    facts: str
    months_title: str
    months: str
    months_file: pd.DataFrame
    law_title: str
    law: str  # '' for a dataset without a contract
    columns: str
    to_send: str
    breaks_title: str
    breaks: str


@remembered
def detail(reader: Reader, dataset: str, today: date, colours: Palette) -> Detail:
    """Everything about one dataset, as of a day. Raises IndexError for one that nobody knows."""
    row = _row(reader, dataset, today).to_dict()
    contract = sources().get(dataset)
    supplied = _months(reader, row, today)
    breaks = reader.read("breaks", dataset=dataset)
    told = words.strip(supplied)
    return Detail(
        title=row["title"],
        under=words.STATUSES[row["status"]],
        illustrative=MARKS.get(row["status"], False),
        strip=_strip(supply.newest(supplied), colours) if len(supplied) else None,
        facts=tables.facts_table(_facts(row), row["title"]),
        months_title=f"Every month of its supply, {told}" if len(supplied) else "",
        months=tables.months_table(words.runs(supplied)) if len(supplied) else "",
        months_file=supplied,
        law_title=law_words.title(contract.law) if contract else law_words.NO_CONTRACT,
        law=tables.law_table(law_words.facts(contract.law), row["title"]) if contract else "",
        columns=tables.columns_table(contract) if contract else "",
        to_send=words.to_send(contract) if contract else "",
        breaks_title=break_words.title(breaks),
        breaks=break_table(breaks) if len(breaks) else "",
    )


@remembered
def source(reader: Reader, dataset: str, today: date) -> Source:
    """Where what is shown of one dataset comes from; of one that was never received, its title."""
    row = _row(reader, dataset, today)
    if row["status"] == AWAITED:
        return Source(row["title"], "never received", "", row["licence"], status=AWAITED)
    return source_in(reader, dataset, words.reach(row))


def _row(reader: Reader, dataset: str, today: date) -> pd.Series:
    found = supply.datasets(reader, today)
    return found[found["dataset"] == dataset].iloc[0]


def _months(reader: Reader, row: dict[str, Any], today: date) -> pd.DataFrame:
    promised = None if pd.isna(row["promised"]) else int(row["promised"])
    return supply.by_month(reader, row["dataset"], promised, today)


def _facts(row: dict[str, Any]) -> list[tuple[str, str]]:
    facts = [
        ("Partner", row["publisher"]),
        ("Against its promise", words.lag(row)),
        ("Comes", numbers.capital(words.PERIODS[row["period"]])),
        ("Placed in", numbers.capital(row["geography"])),
        ("Who may see it", words.SENSITIVITY[row["sensitivity"]]),
        ("Licence", row["licence"]),
        ("Attribution", _attribution(row)),
        ("Checks", numbers.capital(words.failed(row["failed_checks"]))),
    ]
    if row["status"] != AWAITED:
        facts += [
            ("First and latest period", words.reach(row)),
            ("Received", "–" if pd.isna(row["received_at"]) else numbers.day(row["received_at"])),
            ("Rows held", numbers.count(row["rows"])),
            ("Fingerprint of what was received", row["sha256"] or numbers.NOT_APPLICABLE),
        ]
    return facts


def _attribution(row: dict[str, Any]) -> str:
    """The words that its licence asks for; invented records are nobody's."""
    if row["status"] in supply.INVENTED:
        return numbers.NOT_APPLICABLE
    received = row.get("received_at")
    day = None if numbers.is_blank(received) else received
    return attribution(row["dataset"], day) or numbers.NOT_APPLICABLE
