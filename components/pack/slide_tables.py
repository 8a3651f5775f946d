"""A table on a slide: native cells, a header row that is flagged, as many rows as can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from components.charts import export
from components.charts.palette import LIGHT
from components.pack import measure
from components.pack import slide_frame as frame
from components.pack.addresses import bytes_of
from components.pack.cells import Cell, Row, Table, part
from csp.narrative import Run

SIZES = (18, 16, 14, 13)  # points; where none takes the whole table it goes on elsewhere in 14
BEHIND = (16, 14, 13, 12)  # of tables that stand behind a picture
CUT = (14, 13, 12, 11)  # the largest whose words fit their columns
SHARES = (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)  # of the room, the least that does
HEAD = 0.85  # of a head's letters, in the size of the table
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own name for "no style, no grid"
SPARK = (120.0, 30.0)  # the largest picture in a cell
MARK = 1.0  # of a verdict's shape, in sizes
SHARP = 4.0  # pixels for one of a small picture


@dataclass(frozen=True)
class Sheet:
    """A part of a table that one slide holds: its rows by number, from 1, and its size."""

    table: Table
    first: int
    last: int
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # of the heads, then of each row


def sheets(table: Table, room: float, high: float, sizes: Sequence[float] = SIZES) -> list[Sheet]:
    """The table cut into as few slides as can be read, each with about as much."""
    for size in sizes:
        widths = _widths(table, room, size)
        if _fits(table, room, size) and sum(_heights(table, widths, size)) <= high:
            return [_sheet(table, 1, table.count, size, widths)]
    size = next((one for one in CUT if _fits(table, room, one)), CUT[-1])
    made = list(_cut(table, room, high, size))
    for share in SHARES:
        evener = list(_cut(table, room, high * share, size))
        if len(evener) == len(made):
            return evener
    return made


def _cut(table: Table, room: float, high: float, size: float) -> Iterator[Sheet]:
    widths = _widths(table, room, size)
    first = 1
    while first <= table.count:
        last = first
        while last < table.count:
            heights = _heights(part(table, first, last + 1), widths, size)
            if sum(heights) > high:
                break
            last += 1
        yield _sheet(table, first, last, size, widths)
        first = last + 1


def _sheet(table: Table, first: int, last: int, size: float, widths: Sequence[float]) -> Sheet:
    held = part(table, first, last)
    return Sheet(held, first, last, size, tuple(widths), tuple(_heights(held, widths, size)))


def _fits(table: Table, room: float, size: float) -> bool:
    """Whether no word of the table is cut at that size."""
    return sum(measure.least(table, size)) <= room


def _widths(table: Table, room: float, size: float) -> list[float]:
    made = measure.columns(table, room, size)
    # A table fills its slide: what is left over is shared.
    return [one * room / sum(made) for one in made]


def _heights(table: Table, widths: Sequence[float], size: float) -> list[float]:
    made = [measure.height(table.heads, widths, size * HEAD)]
    for row in table.rows:
        tall = measure.height(row.cells, widths, size)
        spark = any(cell.picture and cell.picture.alt for cell in row.cells)
        made.append(max(tall, SPARK[1] + 4 if spark else 0))
    return made


def add(slide: Any, sheet: Sheet, left: float, top: float) -> Any:
    """Puts a part of a table on a slide, with the pictures of its cells."""
    rows = [Row(sheet.table.heads), *sheet.table.rows]
    shape = slide.shapes.add_table(
        len(rows),
        len(sheet.widths),
        *(Pt(one) for one in (left, top, sum(sheet.widths), sum(sheet.heights))),
    )
    frame.described(shape, sheet.table.caption)
    table = shape.table
    _styled(table, heads=any(cell.head for row in sheet.table.rows for cell in row.cells[:1]))
    for column, wide in zip(table.columns, sheet.widths, strict=True):
        column.width = Pt(wide)
    for row, tall in zip(table.rows, sheet.heights, strict=True):
        row.height = Pt(tall)
    for at, row in enumerate(rows):
        _row(table, at, row, sheet.size)
    _pictures(slide, sheet, rows, left, top)
    return shape


def _styled(table: Any, *, heads: bool) -> None:
    table.first_row, table.horz_banding, table.first_col = True, False, heads
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is None:
        style = parse_xml(f"<a:tableStyleId {nsdecls('a')}/>")
        table._tbl.tblPr.append(style)
    style.text = NO_STYLE


def _row(table: Any, at: int, row: Row, size: float) -> None:
    column = 0
    for cell in row.cells:
        held = table.cell(at, column)
        wide = max(cell.columns, len(table.columns) if row.group else 1)
        if wide > 1:
            held.merge(table.cell(at, min(column + wide, len(table.columns)) - 1))
        _cell(held, cell, size, head=at == 0, group=row.group)
        column += wide


def _cell(held: Any, cell: Cell, size: float, *, head: bool, group: bool) -> None:
    text = held.text_frame
    text.word_wrap = True
    shape = cell.picture is not None and not cell.picture.alt
    held.margin_left = Pt(size * (1.5 if shape else 0.3))
    held.margin_right = Pt(size * 0.3)
    held.margin_top = held.margin_bottom = Pt(size * measure.AROUND / 2)
    held.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    strong = head or group or cell.bold or cell.head
    colour = LIGHT.accent if group else LIGHT.muted if head or cell.muted else LIGHT.ink
    for at, line in enumerate(cell.lines or ()):
        paragraph = text.paragraphs[0] if at == 0 else text.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if cell.number else PP_ALIGN.LEFT
        own = size * (HEAD if head else measure.SMALL if line.small else 1)
        tone = LIGHT.muted if line.small and not head else colour
        frame.run(
            paragraph, Run(line.text), own, tone, bold=(strong and not line.small) or line.bold
        )
    if not cell.lines:
        paragraph = text.paragraphs[0]
        paragraph.font.size = Pt(size)
    _ruled(held, strong=head)


def _ruled(held: Any, *, strong: bool) -> None:
    """A rule below the cell, and none elsewhere."""
    held.fill.background()
    looks = held._tc.get_or_add_tcPr()
    colour, wide = (LIGHT.axis, 19050) if strong else (LIGHT.grid, 9525)
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="{wide}"><a:solidFill><a:srgbClr val="{colour[1:]}"/>'
        "</a:solidFill></a:lnB>"
    )
    looks.insert(0, line)


def _pictures(slide: Any, sheet: Sheet, rows: Sequence[Row], left: float, top: float) -> None:
    """The pictures of the cells, over their places: those with words, and the shapes of verdicts,
    whose words stand beside them.
    """
    down = top
    for row, tall in zip(rows, sheet.heights, strict=True):
        across = left
        for at, cell in enumerate(row.cells):
            if cell.picture is not None:
                _picture(slide, cell, (across, down, sheet.widths[at], tall), sheet.size)
            across += sum(sheet.widths[at : at + cell.columns])
        down += tall


def _picture(slide: Any, cell: Cell, room: tuple[float, float, float, float], size: float) -> None:
    held = cell.picture
    assert held is not None
    left, top, wide, tall = room
    if held.alt:
        scale = min(SPARK[0] / held.width, SPARK[1] / held.height, (wide - 6) / held.width)
        own = (held.width * scale, held.height * scale)
    else:
        own = (size * MARK, size * MARK)
    at = (left + size * 0.2, top + (tall - own[1]) / 2, *own)
    frame.picture(slide, _png(held.address), at, held.alt)


@lru_cache(maxsize=256)
def _png(address: str) -> bytes:
    return export.to_png(bytes_of(address).decode(), SHARP)
