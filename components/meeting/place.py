"""Where a meeting stands: a page with its choices, one of its messages, one screen of it; all of it
in the address, so that a reload or a link comes back to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from components.addressed import (
    EDITION,
    ITEM,
    LONGEST,
    MEETING,
    MESSAGE,
    ON,
    OWN,
    RELEASE,
    SHEET,
    VIEW,
)
from csp.agenda import Agenda, Item

HOME = "at_a_glance"  # the page without a name of its own in the address
LAST = 0  # as the number of a screen: the last one of the item
NUMBER = re.compile(r"\d{1,3}")
LONGEST_WORD = 80  # letters of a message's or a release's name that are read
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """One screen.

    choices: what stands behind the question mark of the page's own address. message: '' for the
    first one. sheet: which screen of it, from 1. item: of the agenda, from 1; None where the moves
    walk the page's own messages. release, edition, on: as the address says them, '' for now.
    """

    page: str
    choices: Pairs = ()
    message: str = ""
    sheet: int = 1
    item: int | None = None
    release: str = ""
    edition: str = ""
    on: str = ""

    @classmethod
    def of(cls, page: str, said: Mapping[str, Sequence[str]]) -> "Place":
        """The place that an address names; `page` without a name is the first one."""

        def first(key: str) -> str:
            return (list(said.get(key, ())) or [""])[0][:LONGEST_WORD]

        past = bool(first(RELEASE) or first(ON))
        return cls(
            page=page or HOME,
            choices=tuple(_short(said)),
            message=first(MESSAGE),
            sheet=_number(first(SHEET), 1) or 0,
            item=None if past else _number(first(ITEM), None),
            release=first(RELEASE),
            edition=first(EDITION),
            on=first(ON),
        )

    @property
    def asked(self) -> str:
        """The choices as the part of an address behind its question mark."""
        return urlencode(self.choices)

    def query(self) -> list[tuple[str, str]]:
        """The whole part behind the question mark, in pairs."""
        told = (
            (VIEW, MEETING),
            (ITEM, str(self.item or "")),
            (MESSAGE, self.message),
            (SHEET, "" if self.sheet == 1 else str(self.sheet)),
            (RELEASE, self.release),
            (EDITION, self.edition),
            (ON, self.on),
        )
        return [*self.choices, *((key, value) for key, value in told if value)]

    @property
    def past(self) -> bool:
        """Whether it is to be shown as it was seen, not as it is."""
        return bool(self.release or self.on)

    def day(self, today: date) -> date | None:
        """The day as of which it is shown; None where the address names none that has been."""
        if not self.on:
            return today
        try:
            day = date.fromisoformat(self.on)
        except ValueError:
            return None
        return day if date(2000, 1, 1) <= day <= today else None

    def at(self, message: str, sheet: int) -> "Place":
        """Another screen of the same page."""
        return replace(self, message=message, sheet=sheet)


def of_item(agenda: Agenda, number: int, sheet: int = 1) -> Place | None:
    """The first screen of an item, or its last one; None before the first and after the last."""
    if not 1 <= number <= len(agenda.item):
        return None
    item = agenda.item[number - 1]
    return Place(item.page, _of_item(item), sheet=sheet, item=number)


def is_at(place: Place, item: Item) -> bool:
    """Whether a place is one of an item: an agenda may have changed since a link was made."""
    return place.page == item.page and place.choices == _of_item(item)


def _of_item(item: Item) -> Pairs:
    return tuple(pair for pair in parse_qsl(item.choices) if pair[0] not in OWN)


def _short(said: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The choices, as far as an address is read."""
    left = LONGEST
    for key, values in said.items():
        for value in () if key in OWN else values:
            left -= len(key) + len(value) + 2
            if left < 0:
                return
            yield key, value


def _number(said: str, otherwise: int | None) -> int | None:
    return int(said) if NUMBER.fullmatch(said) and said.isascii() else otherwise
