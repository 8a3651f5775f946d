"""A finished table cut into parts of a few rows, each of which can be read across a room."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from components.tables.html import ALL_COLUMNS

MOST_ROWS = 5  # of a part, where a table needs more than one
ALL_ROWS = 7  # of a table that is shown in one part where it fits
WIDE = 108  # letters across the screen
LINE = 39.4  # px of a screen of 1080, of one line in a table
HEADS = 1.5  # lines of the column heads
PADDING = 0.7  # lines that a row needs beside its words
LARGER = 1.9  # of what it takes, a table may grow to where it has room
SMALL = 0.89  # of a line, of what is written smaller in a cell
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
BODY = re.compile(r"<tbody[^>]*>(.*?)</tbody>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
NUMBER = re.compile(r'class="n\b')  # of a cell that stays on one line
BREAKS = re.compile(r"<br>|(?=<small>)|<p[ >]|<li>|<div[ >]")
TAG = re.compile(r"<[^>]+>")
OUTER = re.compile(r"</?(div|section)[^>]*>")
SPOKEN = re.compile(r'<span class="phone-only">.*?</span>', re.DOTALL)  # of a narrow window alone
PICTURE = 2.2  # lines of a small picture in a cell


@dataclass(frozen=True)
class Part:
    """A few rows of a table, as a table; which of how many they are, in words where it is not all
    of them.
    """

    html: str
    caption: str = ""
    few: bool = False  # there is room for larger letters


@dataclass
class _Cut:
    """A table taken apart: what stands before its rows, and the rows with the group of each."""

    before: str
    head: str
    rows: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def parts(markup: str, high: int = 500) -> list[Part]:
    """The parts of every table in a text, in order; what stands before a table stands before each
    of its parts. A text without a table is one part; '' has none. `high` is the room that a part
    has, in pixels of a screen of 1080.
    """
    lines = high / LINE - HEADS
    if not markup:
        return []
    made, at = [], 0
    for found in TABLE.finditer(markup):
        before = _outside(markup[at : found.start()])
        made += _parts(_cut(found[0], before), lines)
        at = found.end()
    return made or [Part(markup)]


def _outside(markup: str) -> str:
    """What stands between tables, without the boxes in which they may scroll."""
    return OUTER.sub("", markup.replace(ALL_COLUMNS, "")).strip()


def _cut(table: str, before: str) -> _Cut:
    start = table.find("<tbody")
    made = _Cut(before, table[:start] if start >= 0 else table.removesuffix("</table>"))
    for body in BODY.findall(table):
        group = ""
        for row in ROW.findall(body):
            if row.startswith('<tr class="group"'):
                group = row
            else:
                made.rows.append(SPOKEN.sub("", row))
                made.groups.append(group)
    return made


def _parts(cut: _Cut, lines: float) -> list[Part]:
    rows, high = len(cut.rows), _heights(cut)
    sizes = _sizes(high, lines)
    if not rows:
        return []
    made, first = [], 0
    for size in sizes:
        last = first + size
        caption = "" if len(sizes) == 1 else _caption(first + 1, last, rows)
        few = LARGER * sum(high[first:last]) < lines
        made.append(Part(f"{cut.before}{_table(cut, first, last)}", caption, few))
        first = last
    return made


def _caption(first: int, last: int, rows: int) -> str:
    return f"Row {first} of {rows}" if first == last else f"Rows {first} to {last} of {rows}"


def _table(cut: _Cut, first: int, last: int) -> str:
    body, group = "", ""
    for at in range(first, last):
        if cut.groups[at] and cut.groups[at] != group:
            group = cut.groups[at]
            body += group
        body += cut.rows[at]
    return f"{cut.head}<tbody>{body}</tbody></table>"


def _sizes(high: Sequence[float], lines: float) -> list[int]:
    """How many rows each part has: all in one where they fit, else five or fewer."""
    if len(high) <= ALL_ROWS and sum(high) <= lines:
        return [len(high)]
    sizes, held = [0], 0.0
    for one in high:
        if sizes[-1] and (held + one > lines or sizes[-1] == MOST_ROWS):
            sizes.append(0)
            held = 0.0
        sizes[-1] += 1
        held += one
    return sizes


def _heights(cut: _Cut) -> list[float]:
    """About how many lines each row will take, as a browser shares the width between columns."""
    cells = [CELL.findall(row) for row in cut.rows]
    widths = _widths(cells)
    grouped = [
        1.6 if group and (at == 0 or cut.groups[at - 1] != group) else 0.0
        for at, group in enumerate(cut.groups)
    ]
    return [
        PADDING
        + more
        + max((_lines(told, widths[at]) for at, (_, told) in enumerate(row)), default=1)
        for row, more in zip(cells, grouped, strict=True)
    ]


def _widths(cells: Sequence[Sequence[tuple[str, str]]]) -> list[float]:
    """About how many letters each column takes: numbers what they need, words their share."""
    many = max(map(len, cells), default=1)
    longest = [0.0] * many
    fixed = [False] * many
    for row in cells:
        for at, (about, told) in enumerate(row):
            longest[at] = max(longest[at], _longest(told))
            fixed[at] = fixed[at] or bool(NUMBER.search(about))
    needed = sum(one for one, stays in zip(longest, fixed, strict=True) if stays)
    words = sum(longest) - needed
    share = min(1.0, max(0.15, (WIDE - 2 * many - needed) / max(1.0, words)))
    return [
        one if stays else max(6.0, one * share) for one, stays in zip(longest, fixed, strict=True)
    ]


def _pieces(cell: str) -> list[str]:
    """The lines of a cell as they would be without wrapping, small ones with their tag."""
    return [piece for piece in BREAKS.split(cell) if _words(piece)]


def _words(piece: str) -> str:
    return html.unescape(TAG.sub("", piece)).strip()


def _longest(cell: str) -> int:
    drawn = 16 if "<img" in cell and not TAG.sub("", cell).strip() else 0
    bar = 18 if 'class="iv"' in cell else 0
    return max([drawn, bar, *(len(_words(piece)) for piece in _pieces(cell))])


def _lines(cell: str, width: float) -> float:
    lines = 0.0
    for piece in _pieces(cell):
        small = SMALL if "<small" in piece else 1.0
        lines += small * -(-round(len(_words(piece)) * small) // max(1, int(width)))
    drawn = PICTURE if "<img" in cell and 'class="mark"' not in cell else 0.0
    return max(1.0, lines, drawn)
