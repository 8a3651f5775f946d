"""What stands in the strategic assessment: the sections that the Regulations of 2007 ask for, each
made of what the pages say.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from urllib.parse import parse_qsl, urlencode

from components.charts.palette import LIGHT
from components.pack import cells, from_docs, review
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
from components.pack.in_short import in_short
from components.screens import breakdowns, not_held, signal_ledger
from components.tables.about import attribution_table
from components.words import about, help
from components.words import pack as said
from components.words.marks import MARKS
from csp.answers import plans, priority_setting
from csp.db import Reader
from csp.narrative import Narrative, Part, Run
from csp.settings import settings

STANDS = 15  # rows of a table beside its picture; more stand in the annex
WHOLE = 40  # rows of a table that stands whole, beside its figure or in the annex
SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")
SUBSTANCES = ("substance", "drug", "alcohol")  # in the title of a priority

Progress = Callable[[float, str], None]


ON_A_PAGE = ("newest-month", "priorities", "change-by-kind", "change-by-ward")


def data_on_a_page(figures: Figures) -> Section:
    """What the one sheet shows: the lead of At a glance and its figures."""
    blocks = [_glance(figures), *figures.every([Asked("at_a_glance", "", ON_A_PAGE)])]
    return Section("summary", said.PAGE_TITLE, tuple(blocks))


def _glance(figures: Figures) -> Paragraph:
    """The title and lead of At a glance."""
    told = figures.told("at_a_glance", "")
    return Paragraph((Run(f"{told.title}. ", bold=True), *words(told.lead)))


class _Assessment:
    """Makes the sections in their order."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.data = figures, figures.data
        self._shown: set[str] = set()
        self._led: set[Words] = set()

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
        """The figures asked for that stand nowhere before, each lead once."""
        held = [one for one in self.figures.every(asked) if one.reference not in self._shown]
        self._shown |= {one.reference for one in held}
        told = []
        for one in held:
            told.append(replace(one, lead=()) if one.lead in self._led else one)
            self._led.add(one.lead)
        return told

    def _summary(self) -> list[Block]:
        made = review.review(self.figures)
        short = Points(tuple(in_short(self.figures, made.title if made else "")))
        held = self._of(Asked("at_a_glance", "", ("priorities",)))
        return [_glance(self.figures), short, *(replace(one, lead=()) for one in held)]

    def _levels(self) -> list[Block]:
        asked = (Asked("among_districts"), *self._of_priorities())
        alike, held = said_once([plainer(one) for one in self._of(*asked)], "trend-")
        first: list[Block] = [Paragraph(words(said.HOW_FIGURES_READ), muted=True)]
        if not alike:
            return [*first, *held]
        read = Paragraph(words(f"**{said.HOW_CHARTS_READ}** {alike}"), muted=True)
        at = next(at for at, one in enumerate(held) if one.name.startswith("trend-"))
        return [*first, *held[:at], read, *held[at:]]

    def _of_priorities(self) -> list[Asked]:
        """Each priority's series, published counts, breakdowns of substance misuse."""
        plan, asked = settings().plan.current, []
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
        return asked

    def _changes(self) -> list[Block]:
        ledger = Asked("signal_ledger", "", without=("book",))
        kinds = Asked("at_a_glance", "", ("change-by-kind",))
        older = Asked("at_a_glance", "", ("published-2020",))
        long = Asked("among_districts", "part=over_time")
        held = signal_ledger.signal_ledger(self.data, LIGHT, self.figures.on)
        found = said.decided(len(held.waiting), len(held.decided), public=held.public)
        why = f"{said.CHANGES_WHY} {found}".strip()
        return [Paragraph(words(why)), *self._of(kinds, ledger, long, older)]

    def _community(self) -> list[Block]:
        return [*self._of(Asked("feeling_safe"))]

    def _review(self) -> list[Block]:
        plan = settings().plan.current
        titles = [one.title for one in plans.priorities(self.data, plan)]
        asked = [
            Asked(
                "priority_trends",
                urlencode({"plan": plan, "priority": title, "part": "promises"}),
                without=("priority",),
            )
            for title in titles
        ]
        if titles:
            asked.append(Asked("priority_trends", urlencode({"plan": plan, "part": "since"})))
        first = review.review(self.figures)
        told = [_named(one, titles) for one in self._of(*asked)]
        return [first, *told] if first else [*told]

    def _priorities(self) -> list[Block]:
        rounds = priority_setting.rounds(self.data)
        model = Asked("setting_priorities", "part=model")
        if not_held.no_model(self.data) is not None:
            return [Paragraph(words(said.NO_SCORES))]
        if not rounds or any(one.example for one in rounds[:1]):
            why = said.EXAMPLE_SCORES if rounds else said.NO_SCORES
            missing = Points(tuple(words(one) for one in said.MISSING))
            how = [Paragraph(words(said.HOW_SCORED))] if rounds else []
            # Neither the order that invented scores give nor one of them worked out.
            bare = [replace(one, lead=(), lines=one.lines[:1]) for one in self._of(model)]
            return [Paragraph(words(why)), missing, *how, *bare]
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
            ends = "" if title.endswith("?") else "."
            short.append(Paragraph((Run(f"{title}{ends} ", bold=True), *paragraph.words)))
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
    return replace(document, sections=numbered(with_annex(held)))


def section(figures: Figures, name: str) -> list[Block]:
    """The blocks of one section alone, but the partnership's own words."""
    return _Assessment(figures).section(name)


def whole_section(figures: Figures, name: str, own: Mapping[str, Narrative]) -> list[Block]:
    """The blocks of one section alone."""
    return with_words(name, section(figures, name), own)


def with_words(name: str, blocks: Sequence[Block], own: Mapping[str, Narrative]) -> list[Block]:
    """The blocks of a section after the partnership's own words for it, or after what it then does
    not say.
    """
    if name in own:
        return [_own(own[name]), *blocks]
    missing = said.WITHOUT_OWN.get(name, "")
    return [Paragraph(words(missing)), *blocks] if missing and blocks else list(blocks)


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


def with_annex(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with long tables cut or moved to the end, where they are numbered."""
    names: dict[tuple[cells.Table, ...], str] = {}  # figures that share a table have it once
    made = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            held = _cut(block) if isinstance(block, Shown) else block
            if isinstance(held, Shown) and held.annexed:
                own = names.setdefault(held.tables, f"A{len(names) + 1}")
                held = replace(held, annexed=own)
            blocks.append(held)
        made.append(replace(section, blocks=tuple(blocks)))
    return tuple(made)


def _cut(one: Shown) -> Shown:
    longest = max((table.count for table in one.tables), default=0)
    if longest <= (STANDS if one.pictures else WHOLE):
        return one
    return replace(one, first=STANDS) if longest > WHOLE else replace(one, first=-1, annexed="A")


def plainer(one: Shown) -> Shown:
    """A figure of a priority without what a screen alone needs."""
    if one.name.startswith("breakdown-"):
        return replace(one, lead=())  # how many breakdowns the page offers
    if one.name.startswith("trend-"):
        return replace(one, facts=one.facts[1:])  # the verdict: title and lead tell it
    return one


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with their references numbered through."""
    number = count(1)
    return tuple(
        replace(
            one,
            blocks=tuple(
                replace(block, number=next(number))
                if isinstance(block, Shown) and block.reference
                else block
                for block in one.blocks
            ),
        )
        for one in sections
    )


def said_once(shown: Sequence[Shown], kind: str) -> tuple[str, list[Shown]]:
    """What all figures of a kind (the beginning of their names) say alike below title or picture,
    and all figures, those without it; '' where fewer than two are of the kind.
    """
    alike = [one for one in shown if one.name.startswith(kind)]
    if len(alike) < 2:
        return "", list(shown)
    told = [{*_sentences(one.under), *_sentences(one.note)} for one in alike]
    both = [*_sentences(alike[0].under), *_sentences(alike[0].note)]
    once = [one for one in dict.fromkeys(both) if all(one in each for each in told)]

    def rest(text: str) -> str:
        return " ".join(one for one in _sentences(text) if one not in once)

    made = [
        replace(one, under=rest(one.under), note=rest(one.note)) if one in alike else one
        for one in shown
    ]
    return " ".join(once), made


def _sentences(text: str) -> list[str]:
    return [one for one in SENTENCE.split(text) if one]


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
