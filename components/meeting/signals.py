"""The signals that wait for a decision, one a screen: what a meeting decides on there and then."""

from datetime import date

from components.charts.palette import Palette
from components.meeting.sheets import Sheet
from components.messages.message import Message, Picture
from components.screens import signal_ledger
from components.screens.priority_trends import trend
from components.tables.ledger import Row
from components.tables.shapes import shapes_html
from components.words import numbers
from csp.db import Reader
from csp.measures import measures

WAITING = "signals-waiting"  # the message after which they stand


def sheets(data: Reader, message: Message, colours: Palette, on: date) -> list[Sheet]:
    """A screen for each signal that waits, the farthest from its average first."""
    waiting = signal_ledger.signal_ledger(data, colours, on).waiting
    return [
        _sheet(data, message, one, f"Signal {at} of {len(waiting)}", colours)
        for at, one in enumerate(waiting, start=1)
        if one.entry.measure in measures()
    ]


def _sheet(data: Reader, message: Message, one: Row, place: str, colours: Palette) -> Sheet:
    said = trend.answer(data, measures()[one.entry.measure], "all", colours)
    return Sheet(
        title=f"{one.measure}: {one.says[:1].lower()}{one.says[1:]}",
        under=f"{said.chart_title}. {said.chart_under}",
        facts=(
            ("Signal", one.says, one.when),
            ("Distance", _distance(one), "of the way from the average to the limit"),
            ("Now", said.facts[0][1], said.facts[0][2]),
        ),
        mark=(one.shape, one.direction),
        pictures=(Picture("", said.spec, said.alt),),
        legend=shapes_html(said.key, colours),
        caption=place,
        source=message.source,
        signal=one.entry.reference,
        notes=tuple(filter(None, (said.note, message.note))),
        whole_table=said.table,
    )


def _distance(one: Row) -> str:
    """How far a signal was, as the ledger's table has it."""
    return numbers.NOT_APPLICABLE if one.distance is None else f"{one.distance:.0f}%"
