"""A page's message as a figure of a document: pictures drawn, tables and keys read into cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from components import messages
from components.addressed import Addressed
from components.charts.palette import LIGHT
from components.messages.agenda import reference
from components.messages.message import Message, Told
from components.pack import cells, keys
from components.pack.document import Shown, words
from components.pack.pictures import Drawn, drawn
from components.words import numbers
from components.words import pack as said
from csp.db import Reader
from csp.errors import SettingsError


@dataclass(frozen=True)
class Asked:
    """Messages of a page for some choices, as an address has them; without names all of them."""

    page: str
    choices: str = ""
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Figures:
    """Makes figures of what pages say, of one file on one day; each picture is drawn once."""

    def __init__(self, data: Reader, on: date) -> None:
        self.data, self.on = data, on
        self._told: dict[tuple[str, str], Told] = {}
        self._drawn: dict[tuple[str, str, str, int, bool], Drawn] = {}

    def told(self, page: str, choices: str) -> Told:
        """What a page says for some choices. Raises SettingsError where they are not offered."""
        key = (page, choices)
        if key not in self._told:
            address = Addressed.of(choices)
            told = messages.told(page, self.data, address, LIGHT, self.on)
            if address.unknown:
                raise SettingsError(f"{page}?{choices} asks for what is not offered.")
            self._told[key] = told
        return self._told[key]

    def offers(self, page: str, choices: str) -> bool:
        """Whether a page of this file offers these choices."""
        try:
            self.told(page, choices)
        except SettingsError:
            return False
        return True

    def of(self, asked: Asked) -> list[Shown]:
        """The messages asked for, those that the page has, in the order of the names."""
        told = self.told(asked.page, asked.choices)
        held = {one.name: one for one in told.messages if one.name not in asked.without}
        named = (
            [held[name] for name in asked.names if name in held] if asked.names else held.values()
        )
        return [self.shown(asked.page, asked.choices, one) for one in named]

    def every(self, asked: Iterable[Asked]) -> list[Shown]:
        """All of them, each once."""
        made = {shown.reference: shown for one in asked for shown in self.of(one)}
        return list(made.values())

    def shown(self, page: str, choices: str, one: Message, *, wall: bool = False) -> Shown:
        """One message as a figure, on a page, or on a wall."""
        mark = one.mark_worn
        return Shown(
            name=one.name,
            title=numbers.unbroken(one.title),
            under=numbers.unbroken(one.under),
            lead=words(one.lead),
            facts=one.facts,
            pictures=tuple(
                (
                    picture.title,
                    picture.alt,
                    self._picture((page, choices, one.name, at, wall), picture),
                )
                for at, picture in enumerate(one.pictures)
                if picture.spec
            ),
            key=keys.entries(one.legend),
            tables=cells.tables(one.table),
            lines=tuple(words(line) for line in one.lines),
            note=one.note,
            doubts=one.doubts,
            source=one.source.line() if one.source else "",
            reference=self._reference(page, choices, one.name),
            cited=said.cited(messages.titles()[page], self.data.release, self.on),
            invented=f"{mark.word}: {mark.says}" if mark else "",
        )

    def _reference(self, page: str, choices: str, name: str) -> str:
        """The link to a message; it names the edition, too, since the public file of a release
        holds other numbers.
        """
        return reference(page, choices, name, self.data.release, self.on, edition=self.data.edition)

    def _picture(self, key: tuple[str, str, str, int, bool], picture: messages.Picture) -> Drawn:
        *_, wall = key
        if key not in self._drawn:
            made = picture.wall if wall else picture.paper
            self._drawn[key] = drawn(made or picture.spec)
        return self._drawn[key]
