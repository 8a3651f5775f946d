"""What a document is made of, whoever writes it: sections of words, lists and figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from components.pack.cells import Table
from components.pack.keys import Entry
from components.pack.pictures import Drawn
from csp.narrative import Run, runs

Words = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences; `muted` ones are a note."""

    words: Words
    muted: bool = False


@dataclass(frozen=True)
class Points:
    """A list; `steps` are numbered."""

    entries: tuple[Words, ...]
    steps: bool = False


@dataclass(frozen=True)
class Terms:
    """Words with their meaning."""

    entries: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class Own:
    """The partnership's own words, told apart from what the figures say."""

    parts: tuple[Paragraph | Points, ...]


@dataclass(frozen=True)
class Facts:
    """Figures side by side: label, figure, small words."""

    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Shown:
    """A figure: its message, what bears it out, where that is from.

    reference: the link that shows the same on the dashboard, `cited` in words, `number` its place
    in the document's list of references. invented: what its numbers wear, as
    'ILLUSTRATIVE: invented sample records', or ''. tables: the whole of them, `first` how many rows
    stand beside the figure (0 for all, -1 for none), `annexed` the name under which the whole
    stands at the end.
    """

    name: str
    title: str
    under: str = ""
    lead: Words = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[tuple[str, str, Drawn], ...] = ()  # short title, words for it, picture
    key: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[Words, ...] = ()
    note: str = ""
    doubts: tuple[str, ...] = ()
    source: str = ""
    reference: str = ""
    cited: str = ""
    number: int = 0
    invented: str = ""
    first: int = 0
    annexed: str = ""

    def says(self, caption: str) -> bool:
        """Whether the title says already what a table's caption says."""
        own, told = (" ".join(text.split()).lower() for text in (self.title, caption))
        return own == told


Block = Paragraph | Points | Terms | Own | Facts | Shown


@dataclass(frozen=True)
class Section:
    """A part of the document. `asked` says why the law asks for it; '' where it does not."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    asked: str = ""


@dataclass(frozen=True)
class Document:
    """The whole. `band` is what the demonstration wears on every page, '' elsewhere."""

    title: str
    subtitle: str
    partnership: str
    edition: str
    edition_words: str
    release: str
    on: date
    band: str
    sections: tuple[Section, ...] = field(default=())


def words(text: str) -> Words:
    """A sentence of ours, in which **bold** may stand."""
    return tuple(runs(text))


def plain(told: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.words for run in told)


def annexed(document: Document) -> list[Shown]:
    """The figures whose tables stand whole at the end; of those that share a table the first."""
    held: dict[str, Shown] = {}
    for one in figures(document):
        if one.annexed:
            held.setdefault(one.annexed, one)
    return list(held.values())


def cited(document: Document) -> list[Shown]:
    """The figures whose references are numbered, in their order."""
    return [one for one in figures(document) if one.number]


def figures(document: Document) -> Iterator[Shown]:
    """Every figure in its order."""
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Shown))
