"""A table of text as intake reads it: asked by columns, and parted quickly where it is plain."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

HEADER_ROW = 1
BLOCK = 64_000  # characters that are parted at a time: their cells stay near the processor


@dataclass(frozen=True)
class Table:
    """A table as text, by columns: what is asked of a month is asked of its columns. `numbers` are
    the row numbers in the file, where the header is row 1.
    """

    header: list[str]
    columns: Sequence[list[str]]
    numbers: Sequence[int]
    _counted: dict[tuple[str, ...], Counter[Any]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def rows(self) -> list[list[str]]:
        """The cells row by row."""
        return [list(row) for row in zip(*self.columns, strict=True)]

    def column(self, name: str) -> list[str]:
        """The cells of one column, in the order of the rows."""
        return self.columns[self.header.index(name)]

    def words(self, name: str) -> Mapping[str, int]:
        """Each different cell of one column, and how many rows have it."""
        if (name,) not in self._counted:
            self._counted[name,] = Counter(self.column(name))
        return self._counted[name,]

    def together(self, names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """Each different combination of cells in some columns."""
        if len(names) == 1:
            return [(word,) for word in self.words(names[0])]
        if names not in self._counted:
            self._counted[names] = Counter(zip(*map(self.column, names), strict=True))
        return self._counted[names]


def plain_table(text: str, asked: Collection[tuple[str, ...]] = ()) -> Table | None:
    """The table of a text without fault in which each comma parts two cells and each line's end two
    rows, as in the files of data.police.uk; None of any other text, which says nothing about it.

    What it holds is what the reader of the standard library gives of the same text. The cells of
    the columns `asked` are counted on the way, the others parted when somebody asks for them.
    """
    if "\r" in text:  # looking for two marks at once takes far longer
        text = text.replace("\r\n", "\n")
    if '"' in text or "\r" in text or not text.endswith("\n") or _may_hold_endless_cell(text):
        return None
    begin = text.index("\n") + 1
    header, rows = text[: begin - 1].split(","), text.count("\n", begin)
    # In a table of one column an empty line would be a row.
    if not rows or len(header) == 1:
        return None
    table = Table(header, _Parted(text, len(header)), range(HEADER_ROW + 1, HEADER_ROW + 1 + rows))
    places = {
        names: [header.index(name) for name in names] for names in asked if {*names} <= {*header}
    }
    table._counted.update({names: Counter() for names in places})
    for block in _blocks(text, begin):
        parted = _parted(block, len(header))
        if parted is None:
            return None
        for names, at in places.items():
            cells = [parted[place :: len(header) + 1] for place in at]
            table._counted[names].update(cells[0] if len(at) == 1 else zip(*cells, strict=True))
    return table


def _blocks(text: str, begin: int) -> Iterator[str]:
    """The lines of a text, some hundred at a time: so many cells stay near the processor."""
    while begin < len(text):
        end = text.find("\n", begin + BLOCK) + 1 or len(text)
        yield text[begin:end]
        begin = end


def _parted(lines: str, width: int) -> list[str] | None:
    """The cells of plain lines, one row after the other, and behind each row its line's end as a
    cell of its own; None where a line has not so many cells.
    """
    rows, step = lines.count("\n"), width + 1
    cells = lines.replace("\n", ",\n,").split(",")
    cells.pop()  # behind the last line's end
    ends = cells[width::step]
    return cells if len(cells) == rows * step and ends.count("\n") == rows else None


class _Parted(Sequence[list[str]]):
    """The columns of a plain text, parted when a cell is asked for: of a sound month none is."""

    def __init__(self, text: str, width: int):
        self.text, self.width = text, width

    @cached_property
    def held(self) -> list[list[str]]:
        """The columns."""
        begin, step = self.text.index("\n") + 1, self.width + 1
        cells = _parted(self.text[begin:], self.width) or []
        return [cells[place::step] for place in range(self.width)]

    def __getitem__(self, place: Any) -> Any:
        """One column, or some."""
        return self.held[place]

    def __len__(self) -> int:
        """How many columns."""
        return self.width


def _may_hold_endless_cell(text: str) -> bool:
    """Whether a cell could be longer than the standard library's reader takes: then a stretch of
    half that length, from a multiple of it on, holds no comma.
    """
    half = csv.field_size_limit() // 2
    return any(text.find(",", at, at + half) < 0 for at in range(0, len(text) - half + 1, half))
