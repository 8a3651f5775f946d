"""The words that invented numbers wear on every picture, table and file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One way of being invented: its word, and what it says of the numbers."""

    word: str  # on the picture itself, and first in the name of every file
    says: str  # behind the word, above a table
    warning: str  # before the source line

    @property
    def tag(self) -> str:
        """The tag above a figure or table, as HTML."""
        return f'<p class="tag illus">{self.word}: {self.says}</p>'

    @property
    def caption(self) -> str:
        """What it adds to a table's caption."""
        return f" ({self.word.lower()}: {self.says})"

    @property
    def file_word(self) -> str:
        """The word as the name of a file begins with it."""
        return self.word.lower()


ILLUSTRATIVE = Mark(
    "ILLUSTRATIVE",
    "invented sample records",
    "Invented sample records: nothing in them happened.",
)
EXAMPLE = Mark("EXAMPLE", "invented scores", "Invented scores: nobody gave them.")
# By the status of the dataset that the numbers come from.
MARKS = {"illustrative": ILLUSTRATIVE, "example": EXAMPLE}

Marked = Mark | bool  # True stands for invented records


def mark_of(marked: Marked) -> Mark | None:
    """The mark to wear; None for real numbers."""
    if isinstance(marked, Mark):
        return marked
    return ILLUSTRATIVE if marked else None
