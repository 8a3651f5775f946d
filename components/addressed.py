"""Choices as an address makes them, without a screen: what a meeting and a pack read."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qs

from components.choices import LONGEST_SEARCH, Choices, is_day
from csp.answers.evaluation import Roles
from csp.stats.conditions import ROLES

VIEW, MEETING = "view", "meeting"  # how an address asks for the meeting view
# What a reference adds to the choices of a page, by their keys in the address.
RELEASE, ON, MESSAGE = "release", "on", "message"
# Which edition the release is of: the public file of a release holds other numbers.
EDITION = "edition"
# Where a meeting stands: the item of its agenda, the screen of a message that needs several.
ITEM, SHEET = "item", "screen"
# The keys that are no choice of a page.
OWN = frozenset({VIEW, RELEASE, ON, MESSAGE, EDITION, ITEM, SHEET})
LONGEST = 2000  # letters of an address that are read
Taken = TypeVar("Taken")


class Addressed(Choices):
    """Answers every choice from an address, in which a choice stands by its id or by its words.

    What the address asks for and is not offered is noted in `unknown`, by key; the first choice, or
    the default, is taken instead, as on screen. What the address does not mention is so, too.
    """

    def __init__(self, said: Mapping[str, Sequence[str]]) -> None:
        """`said`: every value of each key, as `parse_qs` gives them."""
        self.said = said
        self.asked: list[str] = []  # the keys that were asked for, in order
        self.unknown: list[str] = []

    @classmethod
    def of(cls, address: str) -> "Addressed":
        """The choices of the part of an address behind its question mark."""
        return cls(parse_qs(address[:LONGEST], keep_blank_values=True))

    def row(self, widths: Sequence[float]) -> Sequence[AbstractContextManager[object]]:
        """Nothing is laid out."""
        return [nullcontext() for _ in widths]

    def box(
        self,
        label: str,
        titles: Mapping[str, str],
        *,
        key: str,
        default: str | None = None,
    ) -> str:
        """One of many."""
        del label
        first = default if default in titles else next(iter(titles))
        said = self._said(key)
        if said is None:
            return first
        by_words = {words: name for name, words in titles.items()}
        chosen = said if said in titles else by_words.get(said)
        return self._instead(key, first) if chosen is None else chosen

    def segments(self, label: str, titles: Mapping[str, str], *, key: str) -> str:
        """One of a few."""
        return self.box(label, titles, key=key)

    def day(self, label: str, first: date, earliest: date, last: date, *, key: str) -> date:
        """A day."""
        del label
        said = self._said(key)
        if said is None:
            return first
        if not is_day(said, earliest, last):
            return self._instead(key, first)
        return date.fromisoformat(said)

    def typed(self, label: str, example: str, *, key: str) -> str:
        """Words as they stand in the address."""
        del label, example
        return (self._said(key) or "")[:LONGEST_SEARCH].strip()

    def switched(self, label: str, *, key: str) -> bool:
        """Whether the address switches it on."""
        del label
        return (self._said(key) or "").lower() == "true"

    def roles(self, titles: Mapping[str, str], names: Mapping[str, str], own: Roles) -> Roles:
        """The areas of each role."""
        del titles
        self.asked += ROLES
        if not any(role in self.said for role in ROLES):
            return own
        return tuple(tuple(self._areas(role, names)) for role in ROLES)

    def _areas(self, role: str, names: Mapping[str, str]) -> list[str]:
        by_name = {name: code for code, name in names.items()}
        said = [one for one in self.said.get(role, ()) if one]
        known = [one if one in names else by_name.get(one, "") for one in said]
        return list(dict.fromkeys(code for code in known if code or self._instead(role, "")))

    def _instead(self, key: str, taken: Taken) -> Taken:
        """What is taken where the address asked for what is not offered."""
        self.unknown.append(key)
        return taken

    def _said(self, key: str) -> str | None:
        self.asked.append(key)
        said = self.said.get(key)
        return said[-1] if said else None  # of several the last, as on screen
