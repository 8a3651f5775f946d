"""What the signal ledger says: the signals that wait, those decided with their history, those
before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from components.charts.palette import Palette
from components.screens.at_a_glance.sparks import spark, spark_alt
from components.tables import ledger as tables
from components.tables.ledger import SPARK, Row, row
from components.tables.shapes import image, marks_in
from components.words import ledger as words
from components.words import numbers
from csp.answers import ledger
from csp.answers.ledger import DECIDED, EARLIER, WAITS, Entry, Known
from csp.answers.trends import trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span

PAGE = "signal_ledger"  # its address
WAITING_TITLE = "Waiting for a decision"
WAITING_UNDER = "The signal farthest from its average stands first"
UNPUBLISHED_TITLE = "Without a published decision"
DECIDED_TITLE = "Decided"
DECIDED_UNDER = "The newest decision first; decisions before it on the same signal stand below it"
EARLIER_TITLE = "Signals before the newest change in recording"
NOTE = (
    "Only the borough’s headline measures enter the ledger; areas and other measures are looked at"
    " elsewhere, since many series make chance signals. A signal is neighbouring months on one side"
    " of the average that a rule of the chart names. It waits until a meeting has decided; signals"
    " that ended before the newest change in recording do not wait. Where a signal goes on after"
    " its decision, the ledger says so."
)


@dataclass(frozen=True)
class Ledger:
    """The whole ledger: its heading, and its rows by what stands of them.

    fault: why the partnership's book could not be read, else ''. The rows of each kind are held as
    a table, too.
    """

    title: str
    lead: str
    waiting: tuple[Row, ...]
    decided: tuple[Row, ...]
    earlier: tuple[Row, ...]
    period: str  # in words
    public: bool
    fault: str
    waiting_table: str
    decided_table: str
    earlier_table: str


def signal_ledger(reader: Reader, colours: Palette, on: date | None = None) -> Ledger:
    """The ledger as it is now, or as it was known on a day: the partner edition reads the
    partnership's book each time.
    """
    return _ledger(reader, ledger.known(reader, on), colours)


@remembered
def _ledger(reader: Reader, known: Known, colours: Palette) -> Ledger:
    public = reader.edition == "public"
    held = ledger.entries(reader, known)
    reach = _reach(reader)
    judged, chance = ledger.watched(reader)
    number = len(ledger.headline(reader))

    def rows(standing: str) -> list[Row]:
        return [row(one, public=public) for one in held if one.standing == standing]

    waiting = tuple(_drawn(reader, one, colours) for one in farthest_first(rows(WAITS)))
    decided = tuple(_with_steps(reader, one) for one in _newest_first(rows(DECIDED)))
    earlier, mark = tuple(rows(EARLIER)), marks_in(colours)
    return Ledger(
        title=words.title(held, public=public),
        lead=words.lead(held, number, reach, judged, chance, public=public),
        waiting=waiting,
        decided=decided,
        earlier=earlier,
        period=numbers.span(reach),
        public=public,
        fault=known.fault,
        waiting_table=tables.waiting_table(waiting, mark, image),
        decided_table=tables.decided_table(decided, mark, public=public),
        earlier_table=tables.earlier_table(earlier, mark),
    )


def farthest_first(rows: Iterable[Row]) -> list[Row]:
    """Rows by how far the signal was from its average; those that fire no more last."""
    return sorted(rows, key=lambda one: -(one.distance or 0.0))


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda one: one.entry.decisions[-1].decided_on, reverse=True)


def _reach(reader: Reader) -> Span:
    """From the first to the newest month since the ledger began, over all headline measures."""
    spans = []
    for name in ledger.headline(reader):
        told = trend(reader, measures()[name])
        held = told.chart[told.chart["value"].notna()]
        held = held[held["month"] >= ledger.ledger_begins(told)]
        spans += [Span(held["month"].iloc[0], held["month"].iloc[-1])] if len(held) else []
    return Span(min(one.start for one in spans), max(one.end for one in spans))


def _drawn(reader: Reader, one: Row, colours: Palette) -> Row:
    """The row with the measure's newest months as a picture."""
    told = trend(reader, measures()[one.entry.measure])
    return replace(one, spark=spark(told, colours, *SPARK), spark_alt=spark_alt(told))


def _with_steps(reader: Reader, one: Row) -> Row:
    """The row with what its decisions did to limits: a step that the file does not hold yet takes
    effect with the next build.
    """
    entry = one.entry
    if entry.measure not in measures():
        return one
    taken = set(trend(reader, measures()[entry.measure]).breaks["starts_on"].dt.date)
    steps = (words.step(each, each.new_limits_from in taken) for each in entry.decisions)
    return replace(one, steps=tuple(steps))


def offered(told: Ledger) -> dict[str, Entry]:
    """The entries that can be decided on, by reference: those that wait first."""
    return {one.entry.reference: one.entry for one in (*told.waiting, *told.decided)}


def files(rows: Sequence[Row]) -> pd.DataFrame:
    """The ledger as a table: a line for each decision, and one for a signal without any."""
    lines = [
        {**_signal_cells(one), **_decision_cells(decided)}
        for one in rows
        for decided in (one.entry.decisions or (None,))
    ]
    return pd.DataFrame(lines)


def _signal_cells(one: Row) -> dict[str, object]:
    entry = one.entry
    return {
        "reference": entry.reference,
        "measure": one.measure,
        "first_month": entry.months.start,
        "last_month": entry.months.end,
        "direction": one.direction,
        "says": one.says,
        "distance": one.distance,
        "standing": one.standing,
    }


def _decision_cells(decided: object) -> dict[str, object]:
    """What a meeting decided, blank without a decision."""
    told = vars(decided) if decided is not None else {}
    columns = ("decided_on", "decision", "note", "limits", "release", "new_limits_from")
    names = {"limits": "limits_as_seen", "release": "release_looked_at"}
    return {names.get(name, name): told.get(name) for name in columns}
