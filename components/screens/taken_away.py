"""What leaves the house of a figure or a whole table: its rows with all that must go with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.screens.prose import contact_words
from components.tables.workbook import SHORTHAND, Sheet, Workbook, workbook_bytes
from components.words import files as words
from components.words import numbers
from components.words.columns import COLUMNS
from components.words.files import TITLE, csv_parts
from components.words.sources import Source
from csp.answers import places
from csp.answers.whole_tables import sets_of
from csp.db import Reader
from csp.settings import settings

# What some codes are of, by kind; {of} names the vintages.
SETS = {
    "ward": "wards of {of}",
    "lsoa": "small areas (LSOAs) by the codes of {of}",
    "group": "the partnership’s groups of wards",
    "borough": "the borough",
    "district": "districts",
    "force": "the force area",
}
NO_CODES = "no areas by code"
EDITIONS = {
    "public": "public edition",
    "partner": "partner edition, for officers alone",
    "demonstration": "demonstration",
}


@dataclass(frozen=True)
class Table:
    """A table that can be taken away. `rows` gives it, since it is made when asked for; `reference`
    is the link that shows it again, below the dashboard's own address.
    """

    name: str  # of its files, without the word that invented records wear
    title: str
    under: str
    source: Source
    rows: Callable[[], pd.DataFrame]
    reference: str = ""

    @property
    def file_name(self) -> str:
        """What its files are called: invented records say so first."""
        return f"{self.source.mark.file_word} {self.name}" if self.source.mark else self.name


def told(reader: Reader, table: Table, rows: pd.DataFrame) -> dict[str, str]:
    """What goes with the rows, by name: title, period, areas, protection, source, licence, hash of
    what was received, release, whether they are invented, and the link that shows them again.
    """
    facts = table.source.facts(reader.release)
    return {
        TITLE: table.title,
        "period": facts.pop("period"),
        "geography": geography(reader, rows),
        "protection": facts.pop("protection"),
        **facts,
        "reference": table.reference,
    }


def geography(reader: Reader, rows: pd.DataFrame) -> str:
    """Of which sets of areas the codes in a table are, in words."""
    columns = [name for name in rows if str(name).endswith("_code")]
    codes = {code for name in columns for code in rows[name].dropna().unique()}
    found = sets_of(reader, codes)
    named = [_set(reader, kind, found[kind]) for kind in SETS if kind in found]
    return numbers.join(named) or NO_CODES


def _set(reader: Reader, kind: str, vintages: Sequence[str]) -> str:
    of = numbers.join(vintages)
    rough = kind == "ward" and not all(places.is_exact(reader, one) for one in vintages)
    return SETS[kind].format(of=of) + (" (approximate)" if rough else "")


def as_csv(reader: Reader, table: Table) -> bytes:
    """The table as CSV, each row with all that is told of it."""
    return b"".join(as_csv_parts(reader, table))


def as_csv_parts(reader: Reader, table: Table) -> Iterator[bytes]:
    """The same in parts, for tables that are long."""
    rows = table.rows()
    yield from csv_parts(rows, told(reader, table, rows))


def as_workbook(
    reader: Reader, title: str, tables: Sequence[Table], on: date, more: Sequence[str] = ()
) -> bytes:
    """One or more tables as a workbook that everyone can read. `on` is the day on which it is made,
    `more` are further lines of its cover.
    """
    made = [(one, rows, told(reader, one, rows)) for one in tables for rows in [one.rows()]]
    single = made[0][2] if len(made) == 1 else {}
    cover = (
        *((tables[0].under,) if len(tables) == 1 and tables[0].under else ()),
        *more,
        f"{settings().area.partnership}: {EDITIONS[reader.edition]}, release {reader.release},"
        f" taken away on {numbers.day(on)}.",
        *(f"{FACTS[name]}: {single[name]}." for name in FACTS if single.get(name)),
        *_hashes(made[0][1], single),
        *(() if single else ("Each table’s source, licence and rule stand in the Contents.",)),
        f"Contact: {contact_words(settings().contact)}",
    )
    sheets = tuple(_sheet(one, rows, facts) for one, rows, facts in made)
    return workbook_bytes(
        Workbook(
            title=title,
            by=settings().area.partnership,
            cover=tuple(line.replace("..", ".") for line in cover),
            notes=_notes(reader, made),
            columns=COLUMNS,
            sheets=sheets,
        )
    )


# What is told of a table, by its name in a CSV, as a cover or a list of contents says it.
FACTS = {
    "period": "Period",
    "geography": "Areas",
    "protection": "How small counts are protected",
    "source": "Source",
    "licence": "Licence",
    "attribution": "Attribution",
    "received": "Received",
    "received_sha256": "SHA-256 of what was received",
    "records": "Records",
    "reference": "Link, below the dashboard’s own address",
}


def _hashes(rows: pd.DataFrame, single: Mapping[str, str]) -> tuple[str, ...]:
    if not single:
        return ()
    return (f"SHA-256 of the rows: {words.rows_sha256(rows)} (of the CSV: {words.HASHED}).",)


def _sheet(table: Table, rows: pd.DataFrame, facts: Mapping[str, str]) -> Sheet:
    listed = {FACTS[name]: facts[name] for name in FACTS}
    mark = table.source.mark
    return Sheet(
        table.title,
        (table.under, table.source.line()),
        # In a CSV every row says so anyway.
        rows.assign(records=mark.word) if mark else rows,
        {**listed, "SHA-256 of the rows": words.rows_sha256(rows)},
    )


def _notes(
    reader: Reader, made: Sequence[tuple[Table, pd.DataFrame, Mapping[str, str]]]
) -> dict[str, str]:
    """What the shorthand means, how counts are protected, and the breaks of the datasets."""
    rules = dict.fromkeys(facts["protection"] for _, _, facts in made if facts["protection"])
    notes = dict(SHORTHAND)
    for number, rule in enumerate(rules, start=1):
        notes["Protection" if len(rules) == 1 else f"Protection {number}"] = rule
    marks = {one.source.mark for one, _, _ in made} - {None}
    notes |= {mark.word: mark.warning for mark in marks if mark}
    datasets = reader.read("datasets")
    named = dict(zip(datasets["title"], datasets["dataset"], strict=True))
    for title in dict.fromkeys(one.source.text for one, _, _ in made):
        for row in reader.read("breaks", dataset=named.get(title, "")).itertuples():
            notes[f"Break of {row.starts_on:%Y-%m-%d}: {row.short}"] = row.note
    return notes
