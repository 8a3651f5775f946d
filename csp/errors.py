"""The few errors that this project raises on purpose: each is a sentence for the person who can
act.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOLD_FAULTS = 40  # lines that one refusal may take on a screen


@dataclass(frozen=True)
class Fault:
    """One thing in a file that somebody must put right; `says` goes on after the place."""

    says: str
    row: int | None = None  # as the file counts, from 1; None when it is the whole file's
    column: str = ""  # its heading in the file; empty when it is the whole row's
    kind: str = ""  # faults of one kind and column are told together
    stands: str | None = None  # what the cell holds; None where it may not be repeated
    file: str = ""  # which of several files, as a sentence names it

    @property
    def sentence(self) -> str:
        """The fault with its place."""
        if self.row is None:
            return self.says
        place = f'row {self.row}, "{self.column}":' if self.column else f"row {self.row}"
        return f"{place} {self.says}"


class CspError(Exception):
    """Something that a person can put right; its text is a plain sentence, shown as it is."""


class SettingsError(CspError):
    """A settings, measure or source file does not say what it must."""


class IntakeError(CspError):
    """Files that were offered and not taken: every fault of every file, in the file's own words.

    `faults` is one sentence each, already naming file, row and column; the text tells the first
    TOLD_FAULTS of them. `told` is every single fault beside its row, for a screen; where a sentence
    speaks of no row, it is a fault of the whole file. Nothing was kept.
    """

    def __init__(self, what: str, faults: Sequence[str], told: Sequence[Fault] = ()) -> None:
        self.faults = list(faults)
        self.told = tuple(told) or tuple(Fault(sentence) for sentence in faults)
        noun = "problem" if len(self.faults) == 1 else "problems"
        head = f"{what}: {len(self.faults):,} {noun}, nothing was taken"
        more = len(self.faults) - TOLD_FAULTS
        rest = [f"and {more:,} more; put these right first."] if more > 0 else []
        super().__init__("\n  ".join([head, *self.faults[:TOLD_FAULTS], *rest]))


class UnconfirmedError(CspError):
    """Sound files whose counts jump by an order of magnitude: taken once somebody confirms them.

    `doubts` is one sentence each. Nothing was kept.
    """

    def __init__(self, what: str, doubts: Sequence[str]) -> None:
        self.doubts = list(doubts)
        head = f"{what}: nothing was taken, since these counts jump by an order of magnitude:"
        super().__init__("\n  ".join([head, *self.doubts]))


class BuildError(CspError):
    """A new file could not be built or did not pass its checks; the last good one still serves."""


class DecisionError(CspError):
    """A decision cannot be recorded, or the book of decisions cannot be read."""


class CitationError(CspError):
    """A release cannot be cited, or the book of citations cannot be read."""


class ReleaseError(CspError):
    """A release that a reference names cannot be shown."""


class PublishError(CspError):
    """The public file may not be made from what the partner file holds."""


class WarehouseError(CspError):
    """A file that should hold the data is missing, damaged or of another kind."""


class KeyFileError(WarehouseError):
    """The file that holds the key of the data may not be used, or is none."""


class DownloadError(CspError):
    """A file to take away cannot be made of what a table holds."""
