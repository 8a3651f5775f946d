"""One cell of a file, its text, and the reason why it does not fit."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta

# Only these: a sentence repeats them, and a cell that merely looks like one may not be repeated.
SPREADSHEET_ERROR = re.compile(
    r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}", re.ASCII
)


# Compatible with a plain letter or digit, but not the same: in “12²” the 2 is a footnote's.
RAISED = ("<super>", "<sub>", "<fraction>", "<circle>")


class Unfit(ValueError):
    """A cell is not what its column asks: `says` goes on after the quoted cell.

    `meant` is what was probably meant; it is told only where cells may be quoted.
    """

    def __init__(self, kind: str, says: str, meant: str | None = None) -> None:
        super().__init__(says)
        self.kind, self.says, self.meant = kind, says, meant


def plain(cell: Cell) -> str:
    """A cell's text: one space where there were several, no unseen characters, 7 for 7.0."""
    if isinstance(cell, str):
        return _visible(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _visible(text: str) -> str:
    if not text.isascii():
        letters = unicodedata.normalize("NFC", text)
        seen = "".join(_usual(one) for one in letters if unicodedata.category(one) != "Cf")
        text = unicodedata.normalize("NFC", seen)
    return " ".join(text.split())


def _usual(letter: str) -> str:
    """The usual form of a letter or digit; what is raised, lowered or ringed stays as it is."""
    if unicodedata.decomposition(letter).startswith(RAISED):
        return letter
    return unicodedata.normalize("NFKC", letter)
