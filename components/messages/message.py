"""One message of a page: what fills a screen of a meeting, a slide, a figure of a document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.screens.figures import Figure
from components.screens.source_line import source_in
from components.screens.ward_map import Answer
from components.tables.shapes import Fact, shapes_html
from components.words.marks import Mark, Marked, mark_of
from components.words.sources import Source
from components.words.ward_map import uninvited
from csp.db import Reader


@dataclass(frozen=True)
class Picture:
    """A picture of a message, with its words; its title is a short name where there are more."""

    title: str
    spec: Mapping[str, Any]  # Vega-Lite
    alt: str
    wall: Mapping[str, Any] | None = None  # the same, made to be read across a room
    paper: Mapping[str, Any] | None = None  # the same, for a page that holds two


@dataclass(frozen=True)
class Message:
    """A message with what bears it out. Whatever it has no use for is empty.

    name: of its files, in agendas and references; one of a kind on its page, whatever is chosen.
    """

    name: str
    title: str
    under: str = ""  # unit, period, what is outlined
    source: Source | None = None  # None for words of our own
    lead: str = ""  # a sentence with **bold**
    facts: tuple[Fact, ...] = ()
    mark: tuple[str, str] | None = None  # shape and direction of the first fact
    pictures: tuple[Picture, ...] = ()
    legend: str = ""  # the key above the pictures, as HTML
    table: str = ""  # HTML
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    lines: tuple[str, ...] = ()  # sentences, one below the other
    note: str = ""
    doubts: tuple[str, ...] = ()  # where the documents say otherwise
    invented: Marked = False
    areas: Callable[[Mapping[str, str]], bytes] | None = None  # as GeoJSON, given the facts told

    @property
    def mark_worn(self) -> Mark | None:
        """What its numbers wear where they are invented; None for real ones."""
        return mark_of(self.invented) or (self.source.mark if self.source else None)

    @property
    def file_name(self) -> str:
        """What its files are called: invented numbers say so first."""
        mark = self.mark_worn
        return f"{mark.file_word} {self.name}" if mark else self.name


@dataclass(frozen=True)
class Told:
    """What a page says for its choices: title and lead, then its messages in their order. Where the
    page stands in the navigation, and what it is called there, is known to who asks for it.
    """

    title: str
    lead: str
    messages: tuple[Message, ...] = ()
    group: str = ""
    page: str = ""


def of_figure(
    data: Reader, made: Figure | None, name: str, colours: Palette, *, heading: str = ""
) -> list[Message]:
    """A figure as a message; none where there is no figure. `heading` stands where the figure's own
    message is the page's title.
    """
    if made is None:
        return []
    pictures = () if made.spec is None else (Picture("", made.spec, made.alt, made.wall),)
    shapes = shapes_html(made.shapes, colours) if made.shapes else ""
    return [
        Message(
            name=name,
            title=heading or made.title,
            under=made.under,
            source=source_in(data, made.dataset, made.period),
            pictures=pictures,
            legend=made.legend or shapes,
            table=made.table,
            files=made.files,
            note=made.note,
            doubts=made.doubts,
            invented=made.illustrative,
        )
    ]


def of_areas(said: Answer, source: Source, name: str) -> list[Message]:
    """A map of areas as a message, without its table where the map says it all; none where there is
    nothing to draw.
    """
    if said.empty:
        return []
    keys = said.sides.keys if said.sides else (said.key,)
    return [
        Message(
            name=name,
            title=said.map_title,
            under=uninvited(said.map_under),
            source=source,
            lead=said.lead,
            pictures=tuple(Picture(title, spec, said.alt) for title, spec in said.pictures),
            legend="".join(keys),
            table=said.every() if said.every else said.table,
            files=said.files,
            note=said.note,
            invented=source.mark or False,
            areas=said.areas,
        )
    ]


def of_lines(name: str, title: str, lines: Iterable[str], under: str = "") -> list[Message]:
    """Sentences under a title; none where there are no sentences."""
    told = tuple(lines)
    return [Message(name=name, title=title, under=under, lines=told)] if told else []


def with_lead(messages: list[Message], lead: str) -> list[Message]:
    """The messages, the first with the page's lead."""
    return [
        replace(one, lead=one.lead or lead) if at == 0 else one for at, one in enumerate(messages)
    ]
