"""An agenda walked through: every screen of a meeting, each with the link that reproduces it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from components import messages
from components.addressed import MEETING, VIEW, Addressed
from components.charts.palette import Palette
from components.messages.message import Message, Told
from csp.agenda import Agenda, Item
from csp.db import Reader
from csp.errors import SettingsError

# What a reference adds to the choices of a page, by their keys in the address.
RELEASE, ON, MESSAGE = "release", "on", "message"
# Which edition the release is of: the public file of a release holds other numbers.
EDITION = "edition"
# Where a meeting stands: the item of its agenda, the screen of a message that needs several.
ITEM, SHEET = "item", "screen"


@dataclass(frozen=True)
class Screen:
    """One message of an item of the agenda.

    number: among all screens, from 1. `told` is the page that it is from.
    """

    number: int
    item: Item
    told: Told
    message: Message

    def reference(self, release: str, on: date) -> str:
        """The link, below the dashboard's own address, that shows the message as it is now: the
        page with its choices, the release and the day.
        """
        return reference(self.item.page, self.item.choices, self.message.name, release, on)


def reference(
    page: str,
    choices: str,
    message: str,
    release: str,
    on: date,
    *,
    edition: str = "",
    screen: int = 1,
) -> str:
    """The link to a message of a page as a release shows it on a day; of an edition, and to a later
    screen of a message that needs several, where these are given.
    """
    own = {VIEW, RELEASE, ON, MESSAGE, EDITION, ITEM, SHEET}
    kept = [(key, said) for key, said in parse_qsl(choices) if key not in own]
    asked = [(VIEW, MEETING), (MESSAGE, message)]
    asked += [(SHEET, str(screen))] if screen > 1 else []
    asked += [(RELEASE, release)] + ([(EDITION, edition)] if edition else [])
    asked += [(ON, on.isoformat())]
    return f"{page}?{urlencode([*kept, *asked])}"


def screens(data: Reader, agenda: Agenda, colours: Palette, today: date) -> list[Screen]:
    """Every screen of an agenda in its order. Raises SettingsError, with every fault, where an item
    names a page, choice or message that is not offered.
    """
    faults: list[str] = []
    made: list[Screen] = []
    for place, item in enumerate(agenda.item, start=1):
        told, unknown = _told(data, item, colours, today)
        faults += [f"item {place}: {one}" for one in unknown]
        if told is not None:
            wanted = list(_wanted(item, told))
            made += [Screen(len(made) + at, item, told, one) for at, one in enumerate(wanted, 1)]
            faults += [f"item {place}: {one}" for one in _missing(item, told)]
    if faults:
        raise SettingsError("\n  ".join(["The agenda cannot be used:", *faults]))
    return made


def _told(data: Reader, item: Item, colours: Palette, today: date) -> tuple[Told | None, list[str]]:
    if item.page not in messages.PAGES:
        offered = ", ".join(messages.PAGES)
        return None, [f"“{item.page}” is no page with messages; there are {offered}."]
    choices = Addressed.of(item.choices)
    told = messages.told(item.page, data, choices, colours, today)
    return told, [f"“{key}” asks for what is not offered." for key in choices.unknown]


def _wanted(item: Item, told: Told) -> Iterator[Message]:
    by_name = {one.name: one for one in told.messages}
    yield from (by_name[name] for name in item.messages or by_name if name in by_name)


def _missing(item: Item, told: Told) -> Iterator[str]:
    """The messages that an item names and its page does not have just now."""
    held = [one.name for one in told.messages]
    for name in item.messages:
        if name not in held:
            yield f"“{name}” is no message of {told.page} just now; there are {', '.join(held)}."
