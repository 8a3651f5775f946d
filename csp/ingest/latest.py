"""What was taken in last, whether it is served already, and which file was served before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csp import intakes
from csp.answers.received import made_of, made_of_file
from csp.archive import Receipt
from csp.db import Reader, earlier_files
from csp.ingest.intake import period_in_words
from csp.sources import Source, sources


@dataclass(frozen=True)
class Latest:
    """The newest intake that was not taken back."""

    receipts: tuple[Receipt, ...]
    served: bool  # it stands in the file that serves
    before: Path | None  # a file that differs from the serving one in this intake alone

    @property
    def source(self) -> Source:
        """What the files hold."""
        return sources()[self.receipts[0].source]

    @property
    def held(self) -> tuple[date, ...]:
        """The months or waves that came with it: first days, in order."""
        return tuple(sorted({one.month for file in self.receipts for one in file.holds}))

    def in_words(self, periods: Iterable[date]) -> tuple[str, ...]:
        """Months or waves of its source in words."""
        return tuple(period_in_words(self.source, period) for period in periods)

    @property
    def periods(self) -> tuple[str, ...]:
        """The months or waves that came with it, in words."""
        return self.in_words(self.held)

    @property
    def received_on(self) -> date:
        """The day of the intake."""
        return self.receipts[0].received_at.date()


def latest(reader: Reader) -> Latest | None:
    """The newest intake as the serving file knows it; None when nothing was taken in.

    Raises WarehouseError when the archive is damaged.
    """
    receipts = tuple(intakes.last())
    if not receipts:
        return None
    own, served = intakes.as_files(receipts), made_of(reader)
    if not own <= served:
        return Latest(receipts, served=False, before=None)
    files = (file for file in earlier_files("partner") if file != reader.path)
    before = next((file for file in files if made_of_file(file) == served - own), None)
    return Latest(receipts, served=True, before=before)
