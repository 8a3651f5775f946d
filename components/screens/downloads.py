"""What Downloads says: which part of it was chosen."""

from dataclasses import dataclass

from components.screens import whole_tables
from components.screens.taken_away import EDITIONS
from components.words import downloads as words
from csp.db import Reader

FIGURES, TABLES, PACK = "figures", "tables", "pack"


@dataclass(frozen=True)
class View:
    """A part of the page, and what was chosen in it: a page, or a dataset ('': about all)."""

    part: str
    page: str = ""
    dataset: str = ""


def heading(reader: Reader, pages: int) -> tuple[str, str]:
    """Title and lead of the page, of which so many pages' figures are offered."""
    edition = EDITIONS[reader.edition].partition(",")[0]
    held = len(whole_tables.datasets(reader))
    return words.TITLE, words.lead(reader.release, edition, pages, held)
