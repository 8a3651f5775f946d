"""What stands in the strategic assessment: the sections that the Regulations of 2007 ask for, each
made of what the pages say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from components.pack import cells, from_docs
from components.pack.document import (
    Block,
    Document,
    Own,
    Paragraph,
    Points,
    Section,
    Shown,
    Words,
    plain,
    words,
)
from components.pack.figures import Asked, Figures
from components.screens import breakdowns, not_held
from components.tables.about import attribution_table
from components.words import about, help
from components.words import pack as said
from components.words.marks import MARKS
from csp.answers import plans, priority_setting
from csp.db import Reader
from csp.narrative import Narrative, Part, Run
from csp.settings import settings

STANDS = 15  # rows of a table beside its figure
BEGINS = 10  # rows of a longer one, whose whole is in the annex
ANNEXED = 40  # rows that the annex takes
SUBSTANCES = ("substance", "drug", "alcohol")  # in the title of a priority

Progress = Callable[[float, str], None]


def summary_asked() -> tuple[Asked, ...]:
    """The figures of the data on a page."""
    return (
        Asked(
            "at_a_glance", "", ("newest-month", "priorities", "change-by-kind", "change-by-ward")
        ),
    )


class _Assessment:
    """Makes the sections in their order."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.data = figures, figures.data
        self._shown: set[str] = set()

    def section(self, name: str) -> list[Block]:
        """The blocks of a section but the partnership's own words."""
        made: Mapping[str, Callable[[], Iterable[Block]]] = {
            "summary": self._summary,
            "levels": self._levels,
            "changes": self._changes,
            "community": self._community,
            "review": self._review,
            "priorities": self._priorities,
            "places": self._places,
            "domestic-abuse": self._abuse,
            "did-it-work": self._worked,
            "actions": self._actions,
            "methods": self._methods,
            "hidden": self._hidden,
        }
        return list(made[name]()) if name in made else []

    def _of(self, *asked: Asked) -> list[Shown]:
        """The figures asked for that stand nowhere before."""
        held = [one for one in self.figures.every(asked) if one.reference not in self._shown]
        self._shown |= {one.reference for one in held}
        return held

    def _summary(self) -> list[Block]:
        told = self.figures.told("at_a_glance", "")
        lead = [Paragraph((Run(f"{told.title}. ", bold=True), *words(told.lead)))]
        figures = [replace(one, lead=()) for one in self._of(*summary_asked())]
        return [*lead, Paragraph(words(said.HOW_FIGURES_READ), muted=True), *figures]

    def _levels(self) -> list[Block]:
        plan = settings().plan.current
        asked = [Asked("among_districts")]
        for priority in plans.priorities(self.data, plan):
            own = {"plan": plan, "priority": priority.title}
            if priority.live:
                asked += [
                    Asked("priority_trends", urlencode(own | {"measure": one.id}))
                    for one in priority.live
                ]
            elif priority.published:
                asked.append(Asked("priority_trends", urlencode(own)))
            if any(word in priority.title.lower() for word in SUBSTANCES):
                offered = breakdowns.offered(self.data, plan, priority.title)
                asked += [
                    Asked("priority_trends", urlencode(own | {"part": "detail", "breakdown": one}))
                    for one in offered
                ]
        return [*self._of(*asked)]

    def _changes(self) -> list[Block]:
        ledger = Asked("signal_ledger", "", without=("book",))
        older = Asked("at_a_glance", "", ("published-2020",))
        long = Asked("among_districts", "part=over_time")
        return [Paragraph(words(said.CHANGES_WHY)), *self._of(ledger, long, older)]

    def _community(self) -> list[Block]:
        return [*self._of(Asked("feeling_safe"))]

    def _review(self) -> list[Block]:
        plan = settings().plan.current
        titles = [one.title for one in plans.priorities(self.data, plan)]
        asked = [
            Asked(
                "priority_trends",
                urlencode({"plan": plan, "priority": title, "part": "promises"}),
            )
            for title in titles
        ]
        if titles:
            asked.append(Asked("priority_trends", urlencode({"plan": plan, "part": "since"})))
        return [_named(one, titles) for one in self._of(*asked)]

    def _priorities(self) -> list[Block]:
        rounds = priority_setting.rounds(self.data)
        model = Asked("setting_priorities", "part=model")
        if not_held.no_model(self.data) is not None:
            return [Paragraph(words(said.NO_SCORES))]
        if not rounds or any(one.example for one in rounds[:1]):
            why = said.EXAMPLE_SCORES if rounds else said.NO_SCORES
            missing = Points(tuple(words(one) for one in said.MISSING))
            how = [Paragraph(words(said.HOW_SCORED))] if rounds else []
            return [Paragraph(words(why)), missing, *how, *self._of(model)]
        asked = (Asked("setting_priorities"), Asked("setting_priorities", "part=years"), model)
        return [Paragraph(words(said.RANKED)), *self._of(*asked)]

    def _places(self) -> list[Block]:
        shows = ("show=rate", "show=change", "show=hotspots", "measure=asb_incidents")
        if not_held.no_wards(self.data) is not None:
            shows = ()
        asked = [
            Asked("ward_map", one, without=("closer-words",))
            for one in shows
            if self._held("ward_map", one)
        ]
        asked += [
            Asked("among_districts", one)
            for one in ("part=wards", "part=urban_rural")
            if self._held("among_districts", one)
        ]
        return [*self._of(*asked)]

    def _held(self, page: str, choices: str) -> bool:
        """Whether this file offers these choices."""
        return self.figures.offers(page, choices)

    def _abuse(self) -> list[Block]:
        asked = [
            Asked("domestic_abuse", one)
            for one in ("part=reached", "part=where&show=count", "part=reading")
            if self._held("domestic_abuse", one)
        ] or [Asked("domestic_abuse")]
        return [
            Paragraph((Run(said.HELP_LEAD, bold=True),)),
            Points(tuple(_help(self.figures.on))),
            *self._of(*asked),
        ]

    def _worked(self) -> list[Block]:
        told = self.figures.told("did_it_work", "")
        lead = [Paragraph((Run(f"{told.title}. ", bold=True), *words(told.lead)))]
        figures = [replace(one, lead=()) for one in self._of(Asked("did_it_work"))]
        return [*lead, *figures]

    def _actions(self) -> list[Block]:
        if not_held.no_plans(self.data) is not None:
            return []
        own = {"plan": settings().plan.current} if settings().plan.current else {}
        return [*self._of(Asked("action_plan", urlencode(own), without=("four-ps",)))]

    def _methods(self) -> list[Block]:
        short: list[Block] = [Paragraph(words(said.METHODS_LEAD), muted=True)]
        for title, paragraph in from_docs.methods():
            short.append(Paragraph((Run(f"{title.rstrip('?')}. ", bold=True), *paragraph.words)))
        asked = (Asked("data_supply"), Asked("break_register"))
        datasets = Shown(
            name="datasets",
            title=said.DATASETS_TITLE,
            tables=cells.tables(attribution_table(self.data.read("datasets"))),
        )
        return [*short, *self._of(*asked), datasets]

    def _hidden(self) -> list[Block]:
        says = {"partner": said.NOTHING_HIDDEN, "demonstration": said.DEMONSTRATION_HIDDEN}
        told = says.get(self.data.edition)
        first = [Paragraph(words(told))] if told else []
        return [*first, *self._of(Asked("how_we_protect_people"))]


def assessment(
    figures: Figures, own: Mapping[str, Narrative], progress: Progress = lambda *_: None
) -> Document:
    """The whole document; `own` are the partnership's words by section."""
    made, sections = _Assessment(figures), []
    for at, (name, title) in enumerate(said.SECTIONS.items()):
        progress(at / len(said.SECTIONS), title)
        blocks = with_words(name, made.section(name), own)
        sections.append(Section(name, title, tuple(blocks), said.ASKED.get(name, "")))
    document = frame(figures.data, figures.on, said.TITLE, tuple(sections))
    terms = from_docs.glossary(text_of(document))
    glossary = [Paragraph(words(said.GLOSSARY_LEAD), muted=True), terms]
    told = tuple(
        replace(one, blocks=(*one.blocks, *glossary)) if one.id == "glossary" else one
        for one in sections
    )
    held = tuple(one for one in told if one.blocks)
    return replace(document, sections=_with_annex(held))


def section(figures: Figures, name: str) -> list[Block]:
    """The blocks of one section alone, but the partnership's own words."""
    return _Assessment(figures).section(name)


def with_words(name: str, blocks: Sequence[Block], own: Mapping[str, Narrative]) -> list[Block]:
    """The blocks of a section, after the partnership's own words for it."""
    return [_own(own[name]), *blocks] if name in own else list(blocks)


def frame(data: Reader, on: date, title: str, sections: tuple[Section, ...] = ()) -> Document:
    """A document of a file on a day, with what it wears."""
    area = settings().area
    edition = about.EDITIONS[data.edition]
    kept = said.KEEP_IN.get(data.edition, "")
    worn = [
        mark.word
        for status, mark in MARKS.items()
        if status in set(data.read("datasets")["status"])
    ]
    return Document(
        title=title,
        subtitle=said.subtitle(area.name, on),
        partnership=area.partnership,
        edition=data.edition,
        edition_words=f"{edition} {kept}".strip(),
        release=data.release,
        on=on,
        band=said.band(worn) if data.edition == "demonstration" else "",
        sections=sections,
    )


def _with_annex(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with long tables cut or moved to the end, where they are numbered."""
    number = 0
    made = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            held = _cut(block) if isinstance(block, Shown) else block
            if isinstance(held, Shown) and held.annexed:
                number += 1
                held = replace(held, annexed=f"A{number}")
            blocks.append(held)
        made.append(replace(section, blocks=tuple(blocks)))
    return tuple(made)


def _cut(one: Shown) -> Shown:
    longest = max((table.count for table in one.tables), default=0)
    if longest <= STANDS:
        return one
    if longest > ANNEXED:
        return replace(one, first=STANDS)
    return replace(one, first=-1 if one.pictures else BEGINS, annexed="A")


def _named(one: Shown, priorities: Sequence[str]) -> Shown:
    """A figure of one priority, whose title says which: on its page the choice above says it."""
    own = dict(parse_qsl(one.reference.partition("?")[2])).get("priority", "")
    if own not in priorities or own.lower() in one.title.lower():
        return one
    return replace(one, title=f"{own}: {one.title}")


def _own(told: Narrative) -> Own:
    return Own(tuple(_part(one) for one in told.parts))


def _part(one: Part) -> Paragraph | Points:
    if one.kind == "words":
        return Paragraph(one.entries[0])
    return Points(one.entries, steps=one.kind == "steps")


def _help(on: date) -> Iterable[Words]:
    """Every source of help that may be shown on a day."""
    for line in help.lines(settings().help.shown(on)):
        number = [Run(f" {line.telephone}", bold=True), Run(". ")] if line.telephone else [Run(" ")]
        web = [Run(line.web, to=line.web), Run(". ")] if line.web else []
        yield (Run(line.before, bold=line.urgent), *number, *web, Run(line.after))


def text_of(document: Document) -> str:
    """All words of a document, for the glossary."""
    return "\n".join(text_of_blocks(section.blocks) for section in document.sections)


def text_of_blocks(blocks: Iterable[Block]) -> str:
    """All words of some blocks."""
    return "\n".join(_said(block) for block in blocks)


def _said(block: Block) -> str:
    match block:
        case Paragraph():
            return plain(block.words)
        case Points():
            return "\n".join(plain(one) for one in block.entries)
        case Own():
            return "\n".join(_said(one) for one in block.parts)
        case Shown():
            rows = [
                cell.text
                for table in block.tables
                for row in (cells.Row(table.heads), *table.rows)
                for cell in row.cells
            ]
            lines = [plain(line) for line in (block.lead, *block.lines)]
            told = [block.title, block.under, *lines, block.note, *block.doubts, *rows]
            return "\n".join(told)
        case _:
            return ""
