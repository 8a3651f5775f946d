"""The signals that wait for a decision, one a screen: what a meeting decides on there and then."""

from collections.abc import Iterator
from datetime import date

from components.charts.palette import Palette
from components.meeting.sheets import Sheet, above_picture
from components.messages.message import Message, Picture
from components.screens import signal_ledger
from components.screens.priority_trends import trend
from components.screens.signal_ledger import farthest_first
from components.tables.ledger import Row
from components.tables.shapes import shapes_html
from components.words import ledger as ledger_words
from components.words import numbers
from csp.answers.ledger import WAITS
from csp.db import Reader
from csp.measures import measures

WAITING = "signals-waiting"  # the message after which they stand
NAMED = "signal "  # how the name of one of them begins, before its reference


def sheets(
    data: Reader, message: Message, colours: Palette, on: date, named: str
) -> Iterator[tuple[str, Sheet]]:
    """A screen for each signal that waits, by its name, the farthest from its average first.

    The signal that `named` names has one, too, once it is decided on: a meeting stays where it was,
    and a link finds the signal that it names and no other.
    """
    told = signal_ledger.signal_ledger(data, colours, on)
    asked = [one for one in told.decided if name(one) == named]
    held = [one for one in (*told.waiting, *asked) if one.entry.measure in measures()]
    waiting = [one for one in farthest_first(held) if one not in asked]
    for one in farthest_first(held):
        place = "" if one in asked else f"Signal {waiting.index(one) + 1} of {len(waiting)}"
        yield name(one), _sheet(data, message, one, place, colours)


def name(one: Row) -> str:
    """What stands in an address for a signal."""
    return f"{NAMED}{one.entry.reference}"


def _sheet(data: Reader, message: Message, one: Row, place: str, colours: Palette) -> Sheet:
    asked = (measures()[one.entry.measure], "all", colours)
    said = trend.answer(data, *asked)
    facts = [
        ("Signal", one.when, ""),
        ("Distance (limit = 100%)", _distance(one), ""),
        ("Now", said.facts[0][1], ""),
    ]
    if one.entry.last is not None:
        facts.insert(1, ("Decided", ledger_words.decision(one.entry.last, public=False), ""))
    return above_picture(
        Sheet(
            title=f"{one.measure}: {one.says[:1].lower()}{one.says[1:]}",
            # A chart may take the room of a lead; what was decided stays in sight.
            under=f"“{one.entry.last.note}”"
            if one.entry.last
            else f"{said.chart_title}. {said.chart_under}",
            facts=tuple(facts),
            mark=(one.shape, one.direction),
            pictures=(Picture("", said.spec, said.alt, trend.on_wall(data, *asked)),),
            legend=shapes_html(said.key, colours),
            caption=place,
            source=message.source,
            signal=one.entry.reference if one.entry.standing == WAITS else "",
            notes=tuple(filter(None, (said.note, message.note))),
            whole_table=said.table,
        )
    )


def _distance(one: Row) -> str:
    """How far a signal was, as the ledger's table has it."""
    return numbers.NOT_APPLICABLE if one.distance is None else f"{one.distance:.0f}%"
