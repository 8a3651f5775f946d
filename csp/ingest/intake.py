"""What an intake comes back with, and the words that every intake uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from csp.archive import Receipt
from csp.sources import Source

TRIAL = "Nothing was kept: this was a trial run."

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Intake:
    """What came of one intake; months are first days, in order."""

    sentences: tuple[str, ...]  # to be shown, one a line
    taken: tuple[date, ...]  # newly kept, replacements included
    replaced: tuple[date, ...]  # of those, held before in another version
    already_held: tuple[date, ...]  # in files that were received before, byte for byte
    ignored: int  # files left aside: outcomes, stop and search, other forces, others
    doubts: tuple[str, ...] = ()  # counts that jump, to be confirmed before they are taken


@dataclass(frozen=True)
class Before:
    """What the archive held when the intake began."""

    known: dict[str, Receipt]  # by SHA-256
    newest: dict[date, tuple[Receipt, str]]


def period_in_words(source: Source, period: date) -> str:
    """A period as sentences name it. A wave that is a year is kept as its January."""
    if source.period == "wave":
        return f"Wave {period:%Y}" if period.month == 1 else f"Wave {period:%B %Y}"
    return f"{period:%B %Y}"


def silent(_share: float, _step: str) -> None:
    """Progress that nobody watches."""


def in_words(moment: datetime) -> str:
    """A day as a sentence says it: 3 May 2026."""
    return f"{moment.day} {moment:%B %Y}"


def rows_in_words(rows: int) -> str:
    """A number of rows as a sentence says it."""
    return "1 row" if rows == 1 else f"{rows:,} rows"
