"""The slides of an agenda: one message a slide, native text and tables, pictures with words; tables
that stand behind a picture follow at the end.
"""

from collections.abc import Iterable, Sequence
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
from components.pack.cells import Table
from components.pack.document import Document, Shown, Words, plain
from components.pack.keys import Entry
from components.pack.slide_frame import EDGE, ROOM
from components.words import pack as said
from csp.narrative import Run

EYEBROW, TAG, LINK = 20.0, 25.0, 10.5  # the line above a title, a tag, the letters of a reference
TOP, BAND = 16.0, 18.0  # points: where a slide begins, and the demonstration's band
FOOT = 506.0  # where the content ends
GAP = 8.0
LEAD, UNDER, FACT, SMALL, SOURCE = 18.0, 14.0, 30.0, 14.0, 10.5
BODY = (22.0, 20.0, 18.0, 16.0)  # of sentences, the largest that fits
KEY, KEY_ROW = 14.0, 21.0  # of a key
ASIDE = 250.0  # of a column beside a picture
ASIDES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
BESIDE, NAME = 16.0, 18.0  # between two pictures, and of the name above one
LARGEST = 1.35  # points for a pixel of a picture
TWO_LINES = 26  # from this size on down a title may have two lines


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
        if one.tables and not one.pictures:
            self._table_slides(talk, one)
            return
        slide, top = self._titled(talk, one, one.title)
        bottom = self._footed(slide, one)
        if one.pictures:
            self._pictured(slide, one, top, bottom)
        else:
            self._told(slide, one, top, bottom)
        self._noted(slide, one)
        self._ended(slide)
        if one.pictures and one.tables:
            self._later.append((talk, one, slide))

    def tables(self) -> None:
        """The tables behind the pictures, each slide named by its picture's."""
        for talk, one, before in self._later:
            first = len(self.deck.slides) + 1
            plainly = replace(one, title=f"{said.IN_FIGURES} {one.title}", lead=(), pictures=())
            self._table_slides(talk, plainly, slide_tables.BEHIND)
            at = (EDGE, FOOT - 14, ROOM, 14)
            told = Run(said.on_slide(first))
            box = frame.words(before, [told], at, SOURCE, colour=LIGHT.accent)
            box.click_action.target_slide = self.deck.slides[first - 1]

    def _table_slides(
        self, talk: Talk, one: Shown, sizes: Sequence[float] = slide_tables.SIZES
    ) -> None:
        for table in one.tables:
            titles = [one.title]
            sheets = self._sheets(one, table, one.title, sizes)
            if len(sheets) > 1:
                sheets = self._sheets(one, table, _with_rows(one, table, table.count), sizes)
                titles = [_with_rows(one, table, sheet.first, sheet.last) for sheet in sheets]
            for at, (title, sheet) in enumerate(zip(titles, sheets, strict=True)):
                again = replace(one, lead=()) if at else one
                slide, top = self._titled(talk, again, title)
                self._footed(slide, again)
                slide_tables.add(slide, sheet, EDGE, top)
                self._noted(slide, one)
                self._ended(slide)

    def _sheets(
        self, one: Shown, table: Table, title: str, sizes: Sequence[float]
    ) -> list[slide_tables.Sheet]:
        """A table cut for slides of that title."""
        room = FOOT - self._foot_high(one) - GAP - self._top(one, title)
        return slide_tables.sheets(table, ROOM, room, sizes)

    def _slide(self, title: str) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1])
        frame.write(slide.shapes.title.text_frame, [[Run(title)]], 30, bold=True)
        return slide

    def _titled(self, talk: Talk, one: Shown, title: str) -> tuple[Any, float]:
        """A slide with its title, what stands below it, and where the content begins."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1])
        top = self._first()
        size = _title_size(title)
        tall = frame.high(title, size, ROOM, bold=True)
        frame.place(slide.shapes.title, EDGE, top + EYEBROW, ROOM, tall)
        frame.write(slide.shapes.title.text_frame, [[Run(title)]], size, bold=True)
        named = " · ".join(dict.fromkeys(filter(None, (talk.title, talk.page))))
        down = top + EYEBROW + tall + GAP / 2
        self._below(slide, one, down)
        frame.words(slide, [Run(named)], (EDGE, top, ROOM, 19), 14, colour=LIGHT.accent, bold=True)
        if one.invented:
            self._tag(slide, one.invented, down + _below_high(one))
        return slide, self._top(one, title)

    def _first(self) -> float:
        """Where a slide begins, below the demonstration's band."""
        return TOP + (BAND + GAP if self.document.band else 0)

    def _top(self, one: Shown, title: str) -> float:
        """Where the content of a slide of that title begins."""
        tall = frame.high(title, _title_size(title), ROOM, bold=True)
        tagged = TAG if one.invented else 0
        return self._first() + EYEBROW + tall + GAP / 2 + _below_high(one) + tagged + GAP

    def _below(self, slide: Any, one: Shown, top: float) -> None:
        """The lead and the muted line, in the layout's own place for them."""
        box, told = slide.placeholders[1], _lines_below(one)
        if not told:
            box._element.getparent().remove(box._element)
            return
        frame.place(box, EDGE, top, ROOM, _below_high(one))
        (words, size, colour), *rest = told
        frame.write(box.text_frame, [words], size, colour=colour)
        for words, size, colour in rest:
            _more(box.text_frame, words, size, colour)

    def _tag(self, slide: Any, words: str, top: float) -> None:
        wide = measure.width(words, UNDER, bold=True) + 20
        box = frame.words(
            slide,
            [Run(words)],
            (EDGE, top + 2, wide, TAG - 4),
            UNDER,
            colour=LIGHT.illustrative_ink,
            bold=True,
            anchor="middle",
        )
        _filled(box, LIGHT.illustrative_ground, LIGHT.illustrative_edge)
        box.text_frame.margin_left = Pt(8)

    def _foot_high(self, one: Shown) -> float:
        """How high source and reference stand, with the way to the table behind a picture."""
        told = frame.high(one.source, SOURCE, ROOM) if one.source else 0.0
        told += frame.high(_reference(one), LINK, ROOM) if one.reference else 0.0
        return told + (SOURCE * 1.4 if one.pictures and one.tables else 0.0)

    def _footed(self, slide: Any, one: Shown) -> float:
        """Source and reference above the foot; gives where the content ends."""
        tall = self._foot_high(one)
        top = FOOT - tall
        lines = [[Run(one.source)]] if one.source else []
        box = slide.shapes.add_textbox(*map(Pt, (EDGE, top, ROOM, tall)))
        frame.write(box.text_frame, lines, SOURCE, colour=LIGHT.muted)
        if one.reference:
            to = link(self.address, one.reference)
            paragraph = box.text_frame.add_paragraph() if lines else box.text_frame.paragraphs[0]
            frame.run(paragraph, Run(_reference(one), to=to), LINK, LIGHT.muted, bold=False)
        return top - GAP

    def _told(self, slide: Any, one: Shown, top: float, bottom: float) -> None:
        """Facts and sentences, the largest letters that fit."""
        if one.facts:
            top = self._facts(slide, one.facts, (EDGE, top, ROOM))
        told = [plain(line) for line in one.lines]
        size = next(
            (
                each
                for each in BODY
                if sum(frame.high(line, each, ROOM - each) + each * 0.4 for line in told)
                <= bottom - top
            ),
            BODY[-1],
        )
        if told:
            box = slide.shapes.add_textbox(*map(Pt, (EDGE, top, ROOM, bottom - top)))
            frame.write(box.text_frame, one.lines, size, points=len(told) > 1)

    def _pictured(self, slide: Any, one: Shown, top: float, bottom: float) -> None:
        """Pictures with lead and facts above them, or beside them where they are larger so."""
        above = self._above(one)
        below = self._scale(one, ROOM, bottom - top - above - _key_high(one.key, ROOM))
        wide = ROOM - ASIDE - GAP * 3
        beside = self._scale(one, wide, bottom - top - _key_high(one.key, wide))
        if above and beside > below:
            self._aside(slide, one, top, bottom)
            left = EDGE + ASIDE + GAP * 3
        else:
            left, wide = EDGE, ROOM
            if one.lead:
                tall = frame.high(plain(one.lead), LEAD, ROOM)
                frame.words(slide, one.lead, (EDGE, top, ROOM, tall), LEAD)
                top += tall + GAP
            if one.facts:
                top = self._facts(slide, one.facts, (EDGE, top, ROOM))
        if one.key:
            top = self._key(slide, one.key, (left, top, wide))
        self._pictures(slide, one, (left, top, wide, bottom - top))

    def _above(self, one: Shown) -> float:
        """How high lead and facts stand above a picture."""
        tall = frame.high(plain(one.lead), LEAD, ROOM) + GAP if one.lead else 0.0
        if one.facts:
            wide = (ROOM - 16 * (len(one.facts) - 1)) / len(one.facts)
            tall += max(_fact_high(fact, wide, FACT) for fact in one.facts) + GAP
        return tall

    def _aside(self, slide: Any, one: Shown, top: float, bottom: float) -> None:
        """Lead and facts in a column at the left, the largest letters that fit."""
        size = next(
            (each for each in ASIDES if self._column(one, each) <= bottom - top), ASIDES[-1]
        )
        if one.lead:
            tall = frame.high(plain(one.lead), size, ASIDE)
            frame.words(slide, one.lead, (EDGE, top, ASIDE, tall), size)
            top += tall + GAP * 1.5
        for fact in one.facts:
            top = self._facts(slide, [fact], (EDGE, top, ASIDE), size * 1.3, size * 0.8)

    def _column(self, one: Shown, size: float) -> float:
        lead = frame.high(plain(one.lead), size, ASIDE) + GAP * 1.5 if one.lead else 0.0
        facts = (_fact_high(fact, ASIDE, size * 1.3, size * 0.8) + GAP for fact in one.facts)
        return lead + sum(facts)

    def _facts(
        self,
        slide: Any,
        facts: Sequence[tuple[str, str, str]],
        room: tuple[float, float, float],
        largest: float = FACT,
        small: float = SMALL,
    ) -> float:
        """Facts side by side from left and top, in so much width; gives where they end."""
        left, top, whole = room
        wide = (whole - 16 * (len(facts) - 1)) / len(facts)
        longest = max(measure.width(fact, 1, bold=True) for _, fact, _ in facts)
        size = min(largest, max(small * 1.25, wide / longest)) if longest else largest
        tall = 0.0
        for at, (label, fact, below) in enumerate(facts):
            own = _fact_high((label, fact, below), wide, size, small)
            tall = max(tall, own)
            box = slide.shapes.add_textbox(*map(Pt, (left + at * (wide + 16), top, wide, own)))
            frame.write(box.text_frame, [[Run(label)]], small, colour=LIGHT.muted)
            _more(box.text_frame, [Run(fact, bold=True)], size, LIGHT.ink)
            if below:
                _more(box.text_frame, [Run(below)], small, LIGHT.muted)
        return top + tall + GAP

    def _key(self, slide: Any, entries: Sequence[Entry], room: tuple[float, float, float]) -> float:
        """The key as shapes with their words, in rows from left and top; gives where it ends."""
        left, top, wide = room
        for row in _key_rows(entries, wide):
            across = left
            for one in row:
                words = f"{one.words} {one.small}".strip()
                _look(slide, one, across, top + (KEY_ROW - KEY) / 2)
                at = (across + KEY + 6, top, measure.width(words, KEY) + 10, KEY_ROW)
                frame.words(slide, [Run(words)], at, KEY, anchor="middle")
                across += _entry_wide(one)
            top += KEY_ROW
        return top + GAP / 2

    def _scale(self, one: Shown, room: float, tall: float) -> float:
        """How large the pictures would be, in points for a pixel."""
        titled = any(title for title, _, _ in one.pictures)
        wide = sum(drawn.width for _, _, drawn in one.pictures)
        high = max(drawn.height for _, _, drawn in one.pictures)
        gaps = BESIDE * (len(one.pictures) - 1)
        return min((room - gaps) / wide, (tall - (NAME if titled else 0)) / high, LARGEST)

    def _pictures(self, slide: Any, one: Shown, room: tuple[float, float, float, float]) -> None:
        """The pictures beside each other, as large as the place bears, each below its name."""
        left, top, wide, tall = room
        scale = self._scale(one, wide, tall)
        head = NAME if any(title for title, _, _ in one.pictures) else 0.0
        for title, alt, drawn in one.pictures:
            own = (drawn.width * scale, drawn.height * scale)
            if title:
                at = (left, top, max(own[0], 120.0), head)
                frame.words(slide, [Run(title)], at, UNDER, bold=True)
            frame.picture(slide, drawn.png, (left, top + head, *own), alt)
            left += own[0] + BESIDE

    def _noted(self, slide: Any, one: Shown) -> None:
        """What may be asked about a slide: its notes page."""
        told = [
            plain(one.lead),
            one.under,
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


def _title_size(title: str) -> float:
    """The largest size in which a title has one line, from a certain size on two."""
    for size in frame.TITLE_SIZES:
        if measure.lines(title, size, ROOM, bold=True) <= (1 if size > TWO_LINES else 2):
            return size
    return frame.TITLE_SIZES[-1]


def _lines_below(one: Shown) -> list[tuple[Words, float, str]]:
    """What stands below a title, with size and colour. Beside a picture the lead stands elsewhere,
    and a long line in the notes only.
    """
    told: list[tuple[Words, float, str]] = []
    if one.lead and not one.pictures:
        told.append((one.lead, LEAD, LIGHT.ink))
    if one.under and (not one.pictures or measure.lines(one.under, UNDER, ROOM) == 1):
        told.append(((Run(one.under),), UNDER, LIGHT.muted))
    return told


def _below_high(one: Shown) -> float:
    return sum(frame.high(plain(words), size, ROOM) + 3 for words, size, _ in _lines_below(one))


def _reference(one: Shown) -> str:
    """The reference in words; its address, to be copied, is in the notes."""
    return (
        f"Reference: {one.cited}; {said.IN_NOTES}" if one.cited else f"Reference: {one.reference}"
    )


def _with_rows(one: Shown, table: Table, first: int, last: int = 0) -> str:
    """The title of a slide that holds some rows of a table; without a last row the longest that
    there may be.
    """
    return f"{one.title} ({said.rows_of(first, last or first + 1, table.count)})"


def _more(text: Any, words: Iterable[Run], size: float, colour: str) -> None:
    """One paragraph more."""
    paragraph = text.add_paragraph()
    for run in words:
        frame.run(paragraph, run, size, colour, bold=run.bold)


def _fact_high(fact: tuple[str, str, str], wide: float, size: float, small: float = SMALL) -> float:
    label, figure, below = fact
    return (
        frame.high(label, small, wide)
        + frame.high(figure, size, wide, bold=True)
        + (frame.high(below, small, wide) if below else 0.0)
    )


def _entry_wide(one: Entry) -> float:
    return KEY + 6 + measure.width(f"{one.words} {one.small}".strip(), KEY) + 24


def _key_rows(entries: Sequence[Entry], wide: float) -> list[list[Entry]]:
    """The entries of a key in as many rows as they need."""
    rows: list[list[Entry]] = []
    filled = 0.0
    for one in entries:
        if not rows or filled + _entry_wide(one) > wide + 24:
            rows.append([])
            filled = 0.0
        rows[-1].append(one)
        filled += _entry_wide(one)
    return rows


def _key_high(entries: Sequence[Entry], wide: float) -> float:
    return len(_key_rows(entries, wide)) * KEY_ROW + (GAP / 2 if entries else 0.0)


def _filled(box: Any, ground: str, edge: str) -> None:
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(ground[1:])
    box.line.color.rgb = RGBColor.from_string(edge[1:])
    box.line.width = Pt(0.75)


def _look(slide: Any, one: Entry, left: float, top: float) -> None:
    """The swatch or shape of an entry: decoration, since its words stand beside it."""
    if one.shape:
        png = export.to_png(bytes_of(one.shape).decode(), slide_tables.SHARP)
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
