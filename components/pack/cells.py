"""A screen's own tables read back into cells, so that slides, PDF and HTML say what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# What a browser shows on a narrow window only, or a screen's own buttons: no part of what is said.
LEFT_OUT = {"phone-only", "columns", "all"}
EMPTY_TAGS = {"br", "img", "hr"}
BLOCKS = {"small", "p", "div", "li"}


@dataclass(frozen=True)
class Line:
    """One line of a cell; `small` ones stand below what the cell says first."""

    text: str
    small: bool = False
    bold: bool = False


@dataclass(frozen=True)
class InCell:
    """A picture in a cell: its data: address, its words ('' where words stand beside it), size."""

    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Cell:
    """One cell: its lines, the picture in it, and how it looks. `columns` is how many it spans."""

    lines: tuple[Line, ...] = ()
    picture: InCell | None = None
    head: bool = False
    number: bool = False
    bold: bool = False
    muted: bool = False
    columns: int = 1

    @property
    def text(self) -> str:
        """What it says, line below line; a picture with words of its own says them first."""
        told = [self.picture.alt] if self.picture and self.picture.alt else []
        return "\n".join([*told, *(line.text for line in self.lines)])


@dataclass(frozen=True)
class Row:
    """One row; a `group` is the heading of those that follow, `on` the chosen one."""

    cells: tuple[Cell, ...]
    group: bool = False
    on: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its caption, the heads of its columns, its rows."""

    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many rows it has, headings of groups not counted."""
        return sum(not row.group for row in self.rows)


@dataclass
class _Open:
    """A cell while it is read."""

    tag: str
    css: set[str]
    columns: int
    parts: list[tuple[str, bool, bool]] = field(default_factory=list)  # words, small, bold
    picture: InCell | None = None

    def closed(self) -> Cell:
        """The cell with its words in lines, gaps between words as a browser shows them."""
        lines: list[Line] = []
        for words, small, bold in _joined(self.parts):
            text = " ".join(words.split())
            if text:
                lines.append(Line(text, small, bold))
        return Cell(
            lines=tuple(lines),
            picture=self.picture,
            head=self.tag == "th",
            number="n" in self.css,
            bold="b" in self.css,
            muted="m" in self.css,
            columns=self.columns,
        )


def _joined(parts: list[tuple[str, bool, bool]]) -> Iterator[tuple[str, bool, bool]]:
    """Words that stand on one line, put together; bold where all of them are."""
    line: list[tuple[str, bool, bool]] = []
    for part in [*parts, ("\n", False, False)]:
        if part[0] != "\n":
            line.append(part)
            continue
        words = "".join(words for words, _, _ in line)
        said = [one for one in line if one[0].strip()]
        if said:
            yield words, all(small for _, small, _ in said), all(bold for _, _, bold in said)
        line = []


class _Reader(HTMLParser):
    """Walks through the HTML that `components.tables` made; no other is given to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Table] = []
        self._heads: list[Cell] = []
        self._rows: list[Row] = []
        self._row: list[Cell] | None = None
        self._row_css: set[str] = set()
        self._cell: _Open | None = None
        self._caption: list[str] | None = None
        self._said = ""
        self._stack: list[str] = []
        self._silent: int | None = None  # how deep the part that is left out began
        self._small = self._bold = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        css = set(told.get("class", "").split())
        if tag == "img":
            self._image(told)
        elif tag == "br":
            self._break()
        if tag in EMPTY_TAGS:
            return
        self._stack.append(tag)
        if self._silent is None and (
            tag == "details" or css & LEFT_OUT or told.get("aria-hidden") == "true"
        ):
            self._silent = len(self._stack)
        if self._silent is not None:
            return
        self._begin(tag, css, told)

    def _begin(self, tag: str, css: set[str], told: dict[str, str]) -> None:
        if tag == "table":
            self._heads, self._rows, self._said = [], [], ""
        elif tag == "caption":
            self._caption = []
        elif tag == "tr":
            self._row, self._row_css = [], css
        elif tag in ("th", "td"):
            self._cell = _Open(tag, css, int(told.get("colspan") or 1))
            self._small = self._bold = 0
        elif tag in BLOCKS:
            self._break()
        if tag == "small":
            self._small += 1
        elif tag == "b":
            self._bold += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY_TAGS or tag not in self._stack:
            return
        while self._stack:
            depth, closed = len(self._stack), self._stack.pop()
            if self._silent is None:
                self._end(closed)
            elif depth == self._silent:
                self._silent = None
            if closed == tag:
                return

    def _end(self, tag: str) -> None:
        if tag == "table":
            self.found.append(Table(self._said, tuple(self._heads), tuple(self._rows)))
        elif tag == "caption" and self._caption is not None:
            self._said, self._caption = " ".join("".join(self._caption).split()), None
        elif tag == "thead":
            self._heads = list(self._rows.pop().cells) if self._rows else []
        elif tag == "tr" and self._row is not None:
            self._rows.append(
                Row(tuple(self._row), "group" in self._row_css, "on" in self._row_css)
            )
            self._row = None
        elif tag in ("th", "td") and self._cell is not None and self._row is not None:
            self._row.append(self._cell.closed())
            self._cell = None
        elif tag in BLOCKS:
            self._break()
        if tag == "small":
            self._small = max(0, self._small - 1)
        elif tag == "b":
            self._bold = max(0, self._bold - 1)

    def handle_data(self, data: str) -> None:
        if self._silent is not None:
            return
        if self._caption is not None:
            self._caption.append(data)
        elif self._cell is not None:
            self._cell.parts.append((data.replace("\n", " "), bool(self._small), bool(self._bold)))

    def _break(self) -> None:
        if self._cell is not None and self._silent is None:
            self._cell.parts.append(("\n", False, False))

    def _image(self, told: dict[str, str]) -> None:
        if self._cell is None or self._silent is not None or self._cell.picture is not None:
            return
        size = (int(float(told.get(name) or 0)) for name in ("width", "height"))
        self._cell.picture = InCell(told.get("src", ""), told.get("alt", ""), *size)


def tables(markup: str) -> tuple[Table, ...]:
    """Every table of a screen's HTML, in its order, without columns in which no cell says anything
    (bars of intervals, whose figures stand in columns of their own).
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tuple(_without_empty(table) for table in reader.found if table.rows or table.heads)


def _without_empty(table: Table) -> Table:
    plain = [row for row in table.rows if len(row.cells) == len(table.heads)]
    if not plain:
        return table
    kept = [at for at in range(len(table.heads)) if any(_says(row.cells[at]) for row in plain)]
    rows = (
        Row(tuple(row.cells[at] for at in kept), row.group, row.on)
        if len(row.cells) == len(table.heads)
        else _spanning(row, len(kept))
        for row in table.rows
    )
    return Table(table.caption, tuple(table.heads[at] for at in kept), tuple(rows))


def _says(cell: Cell) -> bool:
    return bool(cell.lines) or cell.picture is not None


def _spanning(row: Row, columns: int) -> Row:
    """A row of one cell over all columns, over as many as are kept."""
    if len(row.cells) != 1:
        return row
    (cell,) = row.cells
    wide = Cell(cell.lines, cell.picture, cell.head, cell.number, cell.bold, cell.muted, columns)
    return Row((wide,), row.group, row.on)


def part(table: Table, first: int, last: int) -> Table:
    """The rows from `first` to `last` (from 1, both counted in, headings of groups not counted),
    each group with its heading.
    """
    kept: list[Row] = []
    heading: Row | None = None
    number = 0
    for row in table.rows:
        if row.group:
            heading = row
            continue
        number += 1
        if first <= number <= last:
            # A group that goes on has its heading again.
            kept += [row] if heading is None else [heading, row]
            heading = None
    return Table(table.caption, table.heads, tuple(kept))
