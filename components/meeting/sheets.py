"""One message cut into screens: its pictures, or what it says in rows, then in lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from components.meeting import rows
from components.messages.message import Message, Picture
from components.tables.shapes import Fact
from components.words.sources import Source

MOST_PICTURES = 2  # beside each other
WIDE, LINE = 84, 46.2  # letters of a line of sentences; px of a screen of 1080
BETWEEN = 0.35  # lines between two sentences
# Letters of a title or lead from which it is written smaller.
LONG_TITLE, LONGER_TITLE, LONG_LEAD = 56, 125, 190
HIGH = 770  # px of a screen of 1080 between the first line and the foot
LEAST = 300  # px that what is shown has at least
MOST_LEAD, MOST_UNDER = 185, 118  # letters above a picture
SENTENCE = re.compile(r"(?<=[.?])\s+(?=[\w*“])")
DESK = ("Choose ", "Click ")  # of sentences that are for who sits at it
SMALL = 40  # px of a line of small words


@dataclass(frozen=True)
class Sheet:
    """What one screen shows; whatever it has no use for is empty.

    caption: which part of the message it is. signal: the reference of the signal that may be
    decided on here. told: the notes and the whole table, which are opened by a key.
    """

    title: str
    under: str = ""
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    mark: tuple[str, str] | None = None
    pictures: tuple[Picture, ...] = ()
    legend: str = ""
    table: str = ""
    few: bool = False  # rows, so that they may be written larger
    lines: tuple[str, ...] = ()
    caption: str = ""
    source: Source | None = None
    signal: str = ""
    notes: tuple[str, ...] = ()
    whole_table: str = ""


def room(shown: Sheet, said: int = 0) -> int:
    """How many pixels of a screen of 1080 are left below title, lead and what else stands above
    what is shown; `said` counts sentences about the address.
    """
    long = len(shown.title) > LONG_TITLE
    two = long and len(shown.title) > 74
    title = 62 + 55 * two if long else 72
    lead = (42 if len(shown.lead) > LONG_LEAD else 50) * -(
        -len(shown.lead) // (112 if len(shown.lead) > LONG_LEAD else 93)
    )
    strip = 190 if shown.facts and not shown.pictures else 48 * bool(shown.facts)
    lines = -(-len(shown.under) // 120) + bool(shown.legend) + said + bool(shown.caption)
    marked = bool(shown.pictures and shown.source and shown.source.mark)
    return max(LEAST, HIGH - title - lead - strip - SMALL * (lines + marked))


def sheets(message: Message) -> list[Sheet]:
    """The screens of a message, at least one: the pictures; where there are none, the table in
    parts; then sentences. The table of a picture is left to the notes.
    """
    first = Sheet(
        title=message.title,
        under=message.under,
        lead=message.lead,
        source=message.source,
        notes=tuple(filter(None, (message.note, *message.doubts))),
    )
    made = list(_pictured(message, first)) if message.pictures else list(_tabled(message, first))
    made += [replace(first, lines=part) for part in _lines(message.lines, room(first))]
    made = made or [first]
    made[0] = replace(made[0], facts=message.facts, mark=message.mark)
    return [made[0], *(replace(one, lead="") for one in made[1:])]


def _pictured(message: Message, first: Sheet) -> Iterator[Sheet]:
    drawn, first = message.pictures, above_picture(first)
    for at in range(0, len(drawn), MOST_PICTURES):
        last = min(at + MOST_PICTURES, len(drawn))
        more = f"Pictures {at + 1} to {last} of {len(drawn)}" if len(drawn) > MOST_PICTURES else ""
        yield replace(
            first,
            pictures=drawn[at:last],
            legend=message.legend,
            caption=more,
            whole_table=message.table,
        )


def above_picture(shown: Sheet) -> Sheet:
    """The screen with as many sentences as leave pictures room; the notes tell the others."""
    lead, more = _first_sentences(shown.lead, MOST_LEAD)
    under, further = _first_sentences(shown.under, MOST_UNDER)
    notes = tuple(filter(None, (more.replace("**", ""), further, *shown.notes)))
    return replace(shown, lead=lead, under=under, notes=notes)


def _first_sentences(told: str, most: int) -> tuple[str, str]:
    """The sentences that fit so many letters, the first in any case, and the others. What a reader
    at a desk is asked to do is left out.
    """
    sentences = [one for one in SENTENCE.split(told) if one and not one.startswith(DESK)]
    shown = sentences[:1]
    for one in sentences[1:]:
        if len(" ".join([*shown, one])) > most:
            break
        shown.append(one)
    return " ".join(shown), " ".join(sentences[len(shown) :])


def _tabled(message: Message, first: Sheet) -> Iterator[Sheet]:
    """The table in parts; one that says no more than the facts above it is left to the notes."""
    if len(message.facts) > 1 and len(message.facts) == message.table.count("<tr") - 1:
        yield replace(first, whole_table=message.table)
        return
    told = replace(first, caption="Rows", legend=message.legend, facts=message.facts)
    for part in rows.parts(message.table, room(told)):
        yield replace(
            first, table=part.html, caption=part.caption, legend=message.legend, few=part.few
        )


def _lines(told: Iterable[str], high_px: int) -> Iterator[tuple[str, ...]]:
    """Sentences in parts that fit."""
    held: list[str] = []
    high, most = 0.0, high_px / LINE
    for line in told:
        needs = -(-len(line) // WIDE) + BETWEEN
        if held and high + needs > most:
            yield tuple(held)
            held, high = [], 0.0
        held.append(line)
        high += needs
    if held:
        yield tuple(held)
