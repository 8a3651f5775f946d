"""The way through a meeting: the screens of a page or of an item of the agenda, what comes before
and after, and calm words where something is not there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components import messages
from components.addressed import Addressed
from components.charts.palette import Palette
from components.meeting import place as places
from components.meeting import prose, signals
from components.meeting.place import LAST, Place
from components.meeting.sheets import Sheet, sheets
from components.messages.message import Message, Told
from components.words import meeting as words
from csp.agenda import Agenda, Item
from csp.db import Reader


@dataclass(frozen=True)
class Step:
    """One screen of a page or item: of which message, and which of its screens."""

    message: str
    sheet: int
    shown: Sheet


@dataclass(frozen=True)
class Stand:
    """Where a meeting stands, and where it can go.

    place is as exact as can be. number, of: of the screens of this page or item. said: sentences
    about what the address asks for and is not there.
    """

    place: Place
    told: Told
    shown: Sheet
    number: int
    of: int
    before: Place | None
    after: Place | None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is asked for, as of which day, in which colours; partner: whether it is the
    partner edition, which decides on signals, one a screen.
    """

    place: Place
    on: date
    colours: Palette
    title: str  # of the page, where it has no messages
    partner: bool = False


def stand(data: Reader, asked: Asked, agenda: Agenda | None) -> Stand:
    """What a place shows: on the agenda one of the item's screens, else one of the page's own."""
    place, item = _on_the_agenda(asked.place, agenda)
    said = [] if place.item == asked.place.item else [words.AGENDA_CHANGED]
    address = Addressed.of(place.asked)
    told = _told(data, asked, address)
    said += [words.NOT_OFFERED] if address.unknown else []  # what it asks for is not repeated
    steps = _steps(data, asked, told, item)
    at = _index(steps, place)
    if at is None:
        said.append(words.NO_SUCH_MESSAGE)
    exact = _exact(place, steps[at or 0])
    before, after = _neighbours(exact, steps, at or 0, agenda)
    return Stand(
        exact, told, steps[at or 0].shown, (at or 0) + 1, len(steps), before, after, tuple(said)
    )


def broken(place: Place, agenda: Agenda | None, title: str, lines: Sequence[str]) -> Stand:
    """A calm screen in the place of one that cannot be shown; the meeting goes on beside it."""
    place, _ = _on_the_agenda(place, agenda)
    before, after = _neighbours(place, [], 0, agenda)
    return Stand(place, Told(title, ""), Sheet(title, lines=tuple(lines)), 1, 1, before, after)


def _on_the_agenda(place: Place, agenda: Agenda | None) -> tuple[Place, Item | None]:
    if place.item is None:
        return place, None
    items = agenda.item if agenda else ()
    if 1 <= place.item <= len(items) and places.is_at(place, items[place.item - 1]):
        return place, items[place.item - 1]
    return replace(place, item=None), None


def _told(data: Reader, asked: Asked, address: Addressed) -> Told:
    page = asked.place.page
    if page in messages.PAGES:
        return messages.told(page, data, address, asked.colours, asked.on)
    if page in prose.PAGES:
        return prose.PAGES[page](data)
    return prose.desk(asked.title)


def _steps(data: Reader, asked: Asked, told: Told, item: Item | None) -> list[Step]:
    """Every screen of the page, or of the item; at least one."""
    held = {one.name: one for one in told.messages}
    wanted = item.messages if item and item.messages else tuple(held)
    made = [
        step
        for name in wanted
        for step in (
            _steps_of(data, asked, held[name])
            if name in held
            else [Step(name, 1, _missing(told, name))]
        )
    ]
    return made or [Step("", 1, Sheet(told.title, lead=told.lead))]


def _steps_of(data: Reader, asked: Asked, message: Message) -> Iterator[Step]:
    for number, one in enumerate(sheets(message), start=1):
        yield Step(message.name, number, one)
    if asked.partner and message.name == signals.WAITING:
        named = asked.place.message
        for name, one in signals.sheets(data, message, asked.colours, asked.on, named):
            yield Step(name, 1, one)


def _missing(told: Told, name: str) -> Sheet:
    """What stands in the place of a message that this edition or release does not have."""
    return Sheet(told.title, lead=told.lead, lines=(words.missing(name, told.page),))


def _index(steps: Sequence[Step], place: Place) -> int | None:
    """Which step a place is; None where its message is not there. A number beyond the last screen
    of a message is its last one: decisions make them fewer.
    """
    if place.sheet == LAST and not place.message:
        return len(steps) - 1
    if not place.message:
        return 0
    of_message = [at for at, one in enumerate(steps) if one.message == place.message]
    if not of_message:
        return None
    number = len(of_message) if place.sheet == LAST else min(place.sheet, len(of_message))
    return of_message[number - 1]


def _exact(place: Place, step: Step) -> Place:
    return place.at(step.message, step.sheet)


def _neighbours(
    place: Place, steps: Sequence[Step], at: int, agenda: Agenda | None
) -> tuple[Place | None, Place | None]:
    """The screens before and after; beyond those of an item, its neighbours'."""
    before = _exact(place, steps[at - 1]) if at > 0 else None
    after = _exact(place, steps[at + 1]) if at + 1 < len(steps) else None
    if agenda is None or place.item is None:
        return before, after
    return (
        before or places.of_item(agenda, place.item - 1, LAST),
        after or places.of_item(agenda, place.item + 1),
    )
