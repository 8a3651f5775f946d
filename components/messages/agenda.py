"""An agenda walked through: every screen of a meeting, and the link that reproduces one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from components import messages
from components.addressed import (
    EDITION,
    MEETING,
    MESSAGE,
    ON,
    OWN,
    RELEASE,
    SHEET,
    VIEW,
    Addressed,
)
from components.charts.palette import Palette
from components.messages.message import Message, Told
from csp.agenda import Agenda, Item
from csp.db import Reader
from csp.errors import SettingsError


@dataclass(frozen=True)
class Screen:
    """One message of an item of the agenda.

    number: among all screens, from 1. `told` is the page that it is from.
    """

    number: int
    item: Item
    told: Told
    message: Message


def reference(
    page: str,
    choices: str,
    message: str,
    release: str,
    on: date,
    *,
    edition: str,
    screen: int = 1,
) -> str:
    """The link, below the dashboard's own address, to a message of a page as a release of an
    edition shows it on a day; to a later `screen` of it, where it needs several.
    """
    kept = [(key, said) for key, said in parse_qsl(choices) if key not in OWN]
    asked = [(VIEW, MEETING), (MESSAGE, message)]
    asked += [(SHEET, str(screen))] if screen > 1 else []
    asked += [(RELEASE, release), (EDITION, edition), (ON, on.isoformat())]
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
