"""How wide words are in our font, so that a table's columns and pages are cut where they must."""

import math
from collections.abc import Sequence
from functools import lru_cache

from fontTools.ttLib import TTFont

from components.pack.cells import Cell, Table
from csp.settings import ROOT

UNITS = 1000  # of the font's square
UNKNOWN = 600  # of a letter that it does not have
LINE = 1.22  # of a line, in sizes
SMALL = 0.8  # of the words below, in sizes
LESS = 0.7  # the power of what a column says, by which it has its part of the room
AROUND = 0.55  # above and below the words of a row together, in sizes
BOLDER = 1.06  # how much wider bold words are
PICTURE = 90.0  # points, of a picture in a cell
FEW = 6  # lines of a cell in a narrow column
PADDING = 1.0  # sizes, left and right of a cell's words together


@lru_cache
def _advances() -> dict[str, int]:
    font = TTFont(ROOT / "static" / "IBMPlexSans-Regular.woff2")
    widths = font["hmtx"]
    return {chr(code): widths[name][0] for code, name in font.getBestCmap().items()}


def width(text: str, size: float = 1.0, *, bold: bool = False) -> float:
    """How wide words are, in the unit of the size."""
    held = _advances()
    told = sum(held.get(letter, UNKNOWN) for letter in text) / UNITS * size
    return told * BOLDER if bold else told


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """On how many lines words stand in so much room; a word that is too long goes over several."""
    told, filled, gap = 1, 0.0, width(" ", size)
    for word in text.replace("\n", " ").split(" "):
        wide = width(word, size, bold=bold)
        if filled and filled + gap + wide > room:
            told, filled = told + 1, 0.0
        elif filled:
            wide += gap
        told += max(0, math.ceil(wide / room) - 1) if wide > room else 0
        filled = filled + wide if filled else min(wide, room)
    return told


def columns(table: Table, room: float, size: float) -> list[float]:
    """How wide each column of a table is, in the unit of the room: as wide as its words want where
    there is room for all, else at least as wide as its longest word.
    """
    many = len(table.heads)
    held = [
        [table.heads[at], *(row.cells[at] for row in table.rows if len(row.cells) == many)]
        for at in range(many)
    ]
    pad = PADDING * size
    narrow = least(table, size)
    wanted = [max(_longest_line(cell, size) for cell in cells) + pad for cells in held]
    wanted = [max(one, low) for one, low in zip(wanted, narrow, strict=True)]
    if sum(wanted) <= room:
        return wanted
    # What is left over when each has its longest word goes to those that say more, in proportion
    # to less than what they say: else one column of sentences takes all of it.
    spare = max(0.0, room - sum(narrow))
    says = [max(_whole(cell, size) for cell in cells) + pad for cells in held]
    more = [max(0.0, one - low) ** LESS for one, low in zip(says, narrow, strict=True)]
    shared = sum(more) or 1.0
    made = [
        min(want, low + spare * part / shared)
        for want, low, part in zip(wanted, narrow, more, strict=True)
    ]
    scale = min(1.0, room / sum(made))
    return [one * scale for one in made]


def in_column(table: Table, room: float, size: float) -> list[float]:
    """The columns of a table that can be read in so little room: none wraps but the one that says
    most, and that on few lines; none where there is no room for that.
    """
    pad = PADDING * size
    held = [
        [table.heads[at], *(row.cells[at] for row in table.rows if not row.group)]
        for at in range(len(table.heads))
    ]
    # Heads may wrap.
    low = [max(_longest_word(cells[0], size), _lines_of(cells[1:], size)) + pad for cells in held]
    widest = max(range(len(low)), key=low.__getitem__)
    rest = room - sum(low) + low[widest]
    if rest >= low[widest]:
        return low
    if rest < max(least(table, size)[widest], low[widest] / FEW):
        return []
    return [rest if at == widest else one for at, one in enumerate(low)]


def _lines_of(cells: Sequence[Cell], size: float) -> float:
    return max((_longest_line(cell, size) for cell in cells), default=0.0)


def least(table: Table, size: float) -> list[float]:
    """How narrow each column may be without cutting a word."""
    many = len(table.heads)
    return [
        max(
            _longest_word(cell, size)
            for cell in [
                table.heads[at],
                *(r.cells[at] for r in table.rows if len(r.cells) == many),
            ]
        )
        + PADDING * size
        for at in range(many)
    ]


def _whole(cell: Cell, size: float) -> float:
    """How long all lines of a cell are, put together."""
    return sum(width(text, size * each, bold=bold) * each for text, bold, each in _said(cell))


def _longest_line(cell: Cell, size: float) -> float:
    told = (width(text, size * each, bold=bold) for text, bold, each in _said(cell))
    return max(told, default=0.0)


def _longest_word(cell: Cell, size: float) -> float:
    told = (
        width(word, size * each, bold=bold)
        for text, bold, each in _said(cell)
        for word in text.split(" ")
    )
    return max([*told, _drawn(cell)], default=0.0)


def _drawn(cell: Cell) -> float:
    """How much of a row a picture in a cell asks for: words say the rest."""
    return PICTURE if cell.picture and cell.picture.alt else 0.0


def _said(cell: Cell) -> list[tuple[str, bool, float]]:
    """The lines of a cell, whether they are bold, and how large in sizes."""
    return [
        (line.text, line.bold or cell.bold or cell.head, SMALL if line.small else 1.0)
        for line in cell.lines
    ]


def height(cells: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    """How high a row is, in the unit of the widths, with what is free above and below."""
    tallest = 1.0
    at = 0
    for cell in cells:
        room = sum(widths[at : at + cell.columns]) - PADDING * size
        at += cell.columns
        told = sum(
            each * lines(text, size * each, max(room, size), bold=bold)
            for text, bold, each in _said(cell)
        )
        tallest = max(tallest, told)
    return (tallest * LINE + AROUND) * size
