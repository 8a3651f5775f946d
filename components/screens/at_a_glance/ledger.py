"""Since the last meeting: the headline measures' new signals, those that wait, and what was
decided.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.charts.palette import Palette
from components.screens.signal_ledger import farthest_first, files
from components.tables.ledger import Row, row, since_table
from components.tables.shapes import marks_in
from components.words import glance as words
from components.words import ledger as ledger_words
from components.words import numbers
from csp import months
from csp.answers import ledger, places
from csp.answers.ledger import DECIDED, WAITS, Entry, Known
from csp.db import Reader, remembered


@dataclass(frozen=True)
class Signals:
    """Signals of the headline measures since a meeting: the new ones, the farthest first, then
    those that wait from before, then earlier ones that were decided on since.
    """

    title: str
    under: str
    found: tuple[Row, ...]


def new_signals(reader: Reader, since: date, on: date | None = None) -> Signals:
    """The signals that reach into the month of the last meeting or a later one, the farthest from
    its average first, with the number that chance would give; and what waits or was decided, now or
    as it was known on a day.
    """
    return _signals(reader, since, ledger.known(reader, on))


def period(reader: Reader, since: date) -> str:
    """Which months may hold new signals since a day, in words."""
    newest = next(one for one in places.periods(reader) if one.newest).span.end
    return f"{numbers.month(min(since, newest))} to {numbers.month(newest)}"


@remembered
def _signals(reader: Reader, since: date, known: Known) -> Signals:
    first, public = since.replace(day=1), reader.edition == "public"
    held = ledger.entries(reader, known)
    fresh = [one for one in held if one.signal and one.months.end >= first]
    rest = [one for one in held if one not in fresh]
    # What no published decision closes may well have been decided: the public is not told it waits.
    waiting = [] if public else [one for one in rest if one.standing == WAITS]
    decided = [one for one in rest if _decided_since(one, since)]
    newest = max(period.span.end for period in places.periods(reader))
    watched = max(0, months.index(newest) - months.index(first) + 1)
    names = ledger_words.groups(since)
    number = None if public else sum(one.standing == WAITS for one in held)
    return Signals(
        words.signals_title(len({one.measure for one in fresh}), number),
        words.signals_under(len(ledger.headline(reader)), watched),
        tuple(
            one
            for name, group in zip(names, (fresh, waiting, decided), strict=True)
            for one in farthest_first(row(each, public=public, group=name) for each in group)
        ),
    )


@remembered
def signals_table(reader: Reader, told: Signals, colours: Palette) -> str:
    """The same as a table; '' without any."""
    del reader  # which the signals are of
    return since_table(told.found, marks_in(colours)) if told.found else ""


def _decided_since(entry: Entry, since: date) -> bool:
    if entry.standing != DECIDED or entry.last is None:
        return False
    return entry.last.decided_on >= since


def signals_file(told: Signals) -> pd.DataFrame:
    """The signals as a table: a line for each decision, and one for a signal without any."""
    return files(told.found)
