"""The slides of an agenda: one message a slide, native text and tables, pictures with words; tables
that stand behind a picture follow at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from components.charts import export
from components.charts.palette import LIGHT
from components.pack import measure, slide_tables
from components.pack import slide_frame as frame
from components.pack.addresses import bytes_of, link
from components.pack.document import Document, Shown, Words, plain
from components.pack.keys import Entry
from components.pack.slide_frame import EDGE, ROOM
from components.words import pack as said
from csp.narrative import Run

TOP, BAND = 16.0, 18.0  # points: where a slide begins, and the demonstration's band
FOOT = 506.0  # where the content ends
GAP = 8.0
LEAD, UNDER, FACT, SMALL, SOURCE = 18.0, 14.0, 30.0, 14.0, 10.5
BODY = (22.0, 20.0, 18.0, 16.0)  # of sentences, the largest that fits
KEY = 13.0


@dataclass(frozen=True)
class Talk:
    """One thing of the agenda: its title, how many minutes it may take, its figures."""

    title: str
    page: str
    minutes: int | None
    figures: tuple[Shown, ...]


def slides(document: Document, agenda: str, talks: Sequence[Talk], address: str = "") -> bytes:
    """The deck; `document` tells edition, release and day, `agenda` is its title."""
    made = _Deck(document, address)
    made.cover(agenda)
    made.agenda(talks)
    for talk in talks:
        for figure in talk.figures:
            made.message(talk, figure)
    made.tables()
    return frame.saved(made.deck, agenda, document.partnership, document.on)


class _Deck:
    def __init__(self, document: Document, address: str) -> None:
        self.document, self.address = document, address
        self.deck = frame.deck()
        self._later: list[tuple[Talk, Shown, Any]] = []

    def cover(self, agenda: str) -> None:
        """What this is, of which release."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        told = self.document
        frame.write(slide.shapes.title.text_frame, [[Run(agenda)]], 44, bold=True)
        below = slide.placeholders[1].text_frame
        lines = [told.partnership, told.edition_words, f"Release {told.release}"]
        frame.write(below, [[Run(line)] for line in lines], 18, colour=LIGHT.muted)
        self._ended(slide)

    def agenda(self, talks: Sequence[Talk]) -> None:
        """The things to talk about, in their order."""
        slide = self._slide("Agenda")
        timed = any(talk.minutes for talk in talks)
        entries = [
            [Run(talk.title or talk.page), Run(f"  {talk.minutes} minutes" if talk.minutes else "")]
            for talk in talks
        ]
        box = slide.placeholders[1]
        frame.place(box, EDGE, 112, ROOM, FOOT - 130)
        size = 24 if len(talks) <= 9 else 18
        frame.write(box.text_frame, entries, size, points=True)
        total = sum(talk.minutes or 0 for talk in talks)
        if timed:
            at = (EDGE, FOOT - 24, ROOM, 20)
            frame.words(slide, [Run(f"{total} minutes in all")], at, 14, colour=LIGHT.muted)
        self._ended(slide)

    def message(self, talk: Talk, one: Shown) -> None:
        """A message, on as many slides as its table needs."""
        if one.pictures or not one.tables:
            slide, top = self._headed(talk, one, one.title)
            bottom = self._footed(slide, one)
            self._body(slide, one, top, bottom)
            self._noted(slide, one)
            self._ended(slide)
            if one.pictures and one.tables:
                self._later.append((talk, one, slide))
            return
        self._table_slides(talk, one)

    def tables(self) -> None:
        """The tables behind the pictures, each slide named by its picture's."""
        for talk, one, before in self._later:
            first = len(self.deck.slides) + 1
            plainly = replace(one, title=f"{said.IN_FIGURES} {one.title}", lead=(), pictures=())
            self._table_slides(talk, plainly)
            at = (EDGE, FOOT - 14, ROOM, 14)
            told = Run(said.on_slide(first))
            box = frame.words(before, [told], at, SOURCE, colour=LIGHT.accent)
            box.click_action.target_slide = self.deck.slides[first - 1]

    def _table_slides(self, talk: Talk, one: Shown) -> None:
        for table in one.tables:
            # The first slide tells how much room there is, with the longest of its titles.
            slide, top = self._headed(talk, one, one.title)
            bottom = self._footed(slide, one)
            sheets = slide_tables.sheets(table, ROOM, bottom - top)
            for at, sheet in enumerate(sheets):
                if at:
                    rows = said.rows_of(sheet.first, sheet.last, table.count)
                    again = replace(one, lead=())
                    slide, top = self._headed(talk, again, f"{one.title} ({rows})")
                    self._footed(slide, again)
                elif len(sheets) > 1:
                    rows = said.rows_of(sheet.first, sheet.last, table.count)
                    slide.shapes.title.text_frame.paragraphs[0].runs[
                        0
                    ].text = f"{one.title} ({rows})"
                slide_tables.add(slide, sheet, EDGE, top)
                self._noted(slide, one)
                self._ended(slide)

    def _slide(self, title: str) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1])
        frame.write(slide.shapes.title.text_frame, [[Run(title)]], 30, bold=True)
        return slide

    def _headed(self, talk: Talk, one: Shown, title: str) -> tuple[Any, float]:
        """A slide with its title, what stands below it, and where the content begins."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1])
        top = TOP + (BAND + GAP if self.document.band else 0) + 20
        size = next(
            (
                one
                for one in frame.TITLE_SIZES
                if measure.lines(title, one, ROOM, bold=True) <= (1 if one > 26 else 2)
            ),
            frame.TITLE_SIZES[-1],
        )
        tall = frame.high(title, size, ROOM, bold=True)
        frame.place(slide.shapes.title, EDGE, top, ROOM, tall)
        frame.write(slide.shapes.title.text_frame, [[Run(title)]], size, bold=True)
        top += tall + GAP / 2
        top = self._below(slide, one, top)
        named = " · ".join(dict.fromkeys(filter(None, (talk.title, talk.page))))
        at = (EDGE, TOP + (BAND + GAP if self.document.band else 0), ROOM, 18)
        frame.words(slide, [Run(named)], at, 13, colour=LIGHT.accent, bold=True)
        if one.invented:
            top = self._tag(slide, one.invented, top)
        return slide, top + GAP

    def _below(self, slide: Any, one: Shown, top: float) -> float:
        """The lead and the muted line, in the layout's own place for them."""
        box = slide.placeholders[1]
        told: list[tuple[Words, float, str]] = []
        if one.lead:
            told.append((one.lead, LEAD, LIGHT.ink))
        if one.under:
            told.append(((Run(one.under),), UNDER, LIGHT.muted))
        if not told:
            box._element.getparent().remove(box._element)
            return top
        tall = sum(frame.high(plain(words), size, ROOM) + 3 for words, size, _ in told)
        frame.place(box, EDGE, top, ROOM, tall)
        text = box.text_frame
        (words, size, colour), *rest = told
        frame.write(text, [words], size, colour=colour)
        for words, size, colour in rest:
            paragraph = text.add_paragraph()
            for run in words:
                frame.run(paragraph, run, size, colour, bold=run.bold)
        return top + tall

    def _tag(self, slide: Any, words: str, top: float) -> float:
        wide = measure.width(words, 12, bold=True) + 16
        box = frame.words(
            slide,
            [Run(words)],
            (EDGE, top + 2, wide, 20),
            12,
            colour=LIGHT.illustrative_ink,
            bold=True,
            anchor="middle",
        )
        _filled(box, LIGHT.illustrative_ground, LIGHT.illustrative_edge)
        box.text_frame.margin_left = Pt(8)
        return top + 22

    def _footed(self, slide: Any, one: Shown) -> float:
        """Source and reference above the foot; gives where the content ends."""
        lines = [words for words in (one.source,) if words]
        reference = f"Reference: {one.reference}" if one.reference else ""
        size = SOURCE
        tall = sum(frame.high(words, size, ROOM) for words in lines)
        tall += frame.high(reference, 9, ROOM) if reference else 0
        top = FOOT - tall - (14 if one.pictures and one.tables else 0)
        box = frame.words(
            slide,
            [Run(lines[0])] if lines else [],
            (EDGE, top, ROOM, tall),
            size,
            colour=LIGHT.muted,
        )
        if reference:
            paragraph = box.text_frame.add_paragraph() if lines else box.text_frame.paragraphs[0]
            to = link(self.address, one.reference)
            frame.run(paragraph, Run(reference, to=to), 9, LIGHT.muted, bold=False)
        return top - GAP

    def _body(self, slide: Any, one: Shown, top: float, bottom: float) -> None:
        if one.facts:
            top = self._facts(slide, one.facts, top)
        if one.key:
            top = self._key(slide, one.key, top)
        if one.pictures:
            self._pictures(slide, one, top, bottom)
        elif one.lines:
            told = [plain(line) for line in one.lines]
            size = next(
                (
                    one
                    for one in BODY
                    if sum(frame.high(line, one, ROOM - one) + one * 0.4 for line in told)
                    <= bottom - top
                ),
                BODY[-1],
            )
            box = slide.shapes.add_textbox(*map(Pt, (EDGE, top, ROOM, bottom - top)))
            frame.write(box.text_frame, one.lines, size, points=len(told) > 1)

    def _facts(self, slide: Any, facts: Sequence[tuple[str, str, str]], top: float) -> float:
        wide = (ROOM - 16 * (len(facts) - 1)) / len(facts)
        longest = max(measure.width(fact, 1, bold=True) for _, fact, _ in facts)
        size = min(FACT, max(18.0, wide / longest)) if longest else FACT
        tall = 0.0
        for at, (label, fact, small) in enumerate(facts):
            left = EDGE + at * (wide + 16)
            own = (
                frame.high(label, SMALL, wide)
                + frame.high(fact, size, wide, bold=True)
                + frame.high(small, SMALL, wide)
            )
            tall = max(tall, own)
            box = slide.shapes.add_textbox(*map(Pt, (left, top, wide, own)))
            frame.write(box.text_frame, [[Run(label)]], SMALL, colour=LIGHT.muted)
            for words, letters, colour in ((fact, size, LIGHT.ink), (small, SMALL, LIGHT.muted)):
                if words:
                    paragraph = box.text_frame.add_paragraph()
                    bold = letters == size
                    frame.run(paragraph, Run(words), letters, colour, bold=bold)
        return top + tall + GAP

    def _key(self, slide: Any, entries: Sequence[Entry], top: float) -> float:
        """The key as shapes with their words, in rows."""
        left, row = EDGE, KEY * 1.6
        for one in entries:
            words = f"{one.words} {one.small}".strip()
            wide = measure.width(words, KEY) + 10
            if left + KEY + 6 + wide > EDGE + ROOM and left > EDGE:
                left, top = EDGE, top + row
            _look(slide, one, left, top + (row - KEY) / 2)
            told = [Run(words)]
            frame.words(slide, told, (left + KEY + 6, top, wide, row), KEY, anchor="middle")
            left += KEY + 6 + wide + 14
        return top + row + GAP / 2

    def _pictures(self, slide: Any, one: Shown, top: float, bottom: float) -> None:
        """The pictures beside each other, as large as the slide bears."""
        titled = any(title for title, _, _ in one.pictures)
        head = 18.0 if titled else 0.0
        gap = 16.0
        room = ROOM - gap * (len(one.pictures) - 1)
        wide = sum(drawn.width for _, _, drawn in one.pictures)
        tall = max(drawn.height for _, _, drawn in one.pictures)
        scale = min(room / wide, (bottom - top - head) / tall, 1.35)
        left = EDGE
        for title, alt, drawn in one.pictures:
            own = (drawn.width * scale, drawn.height * scale)
            if title:
                at = (left, top, max(own[0], 120.0), head)
                frame.words(slide, [Run(title)], at, UNDER, bold=True)
            frame.picture(slide, drawn.png, (left, top + head, *own), alt)
            left += own[0] + gap

    def _noted(self, slide: Any, one: Shown) -> None:
        """What may be asked about a slide: its notes page."""
        told = [
            plain(one.lead),
            one.note,
            *map(said.doubt, one.doubts),
            one.source,
            f"Reference: {link(self.address, one.reference) or one.reference}",
        ]
        slide.notes_slide.notes_text_frame.text = "\n".join(words for words in told if words)

    def _ended(self, slide: Any) -> None:
        """The demonstration's band, the foot and the number."""
        told = self.document
        if told.band:
            box = frame.words(
                slide,
                [Run(told.band)],
                (EDGE, TOP - 6, ROOM, BAND),
                11,
                colour=LIGHT.illustrative_ink,
                bold=True,
                anchor="middle",
            )
            _filled(box, LIGHT.illustrative_ground, LIGHT.illustrative_edge)
            box.text_frame.margin_left = Pt(8)
        frame.numbered(slide, said.foot(told.partnership, told.edition, told.release, told.on))


def _filled(box: Any, ground: str, edge: str) -> None:
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(ground[1:])
    box.line.color.rgb = RGBColor.from_string(edge[1:])
    box.line.width = Pt(0.75)


def _look(slide: Any, one: Entry, left: float, top: float) -> None:
    """The swatch or shape of an entry: decoration, since its words stand beside it."""
    if one.shape:
        png = export.png_of(bytes_of(one.shape).decode())
        frame.picture(slide, png, (left, top, KEY, KEY), "")
        return
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, (left, top, KEY, KEY)))
    colour = RGBColor.from_string((one.fill or LIGHT.bg)[1:])
    if one.pattern in ("hatched", "hatched_back"):
        box.fill.patterned()
        rising = one.pattern == "hatched"
        box.fill.pattern = (
            MSO_PATTERN.WIDE_UPWARD_DIAGONAL if rising else MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL
        )
        box.fill.fore_color.rgb = RGBColor.from_string(LIGHT.muted[1:])
        box.fill.back_color.rgb = colour
    else:
        box.fill.solid()
        box.fill.fore_color.rgb = colour
    box.line.color.rgb = RGBColor.from_string((one.edge or LIGHT.axis)[1:])
    box.line.width = Pt(2.25 if one.pattern == "outlined" else 0.75)
    if one.dashed:
        box.line.dash_style = MSO_LINE.DASH
    box.shadow.inherit = False
    frame.described(box, "")
