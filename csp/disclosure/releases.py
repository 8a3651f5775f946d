"""The log of releases: every protected cell as it was published, so that a later release gives
nothing away by standing beside an earlier one.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

from csp.disclosure.cells import Before, CellKey, GroupKey, MonthKey, YearKey
from csp.disclosure.rules import Rule
from csp.errors import PublishError
from csp.kept_releases import LOG

FOLDER = LOG


@dataclass(frozen=True, order=True)
class Entry:
    """One protected cell of a release as text, in the columns of the log (docs/public_file.md)."""

    table: str
    dataset: str
    measure: str = ""
    area_code: str = ""
    starts: str = ""
    ends: str = ""
    category: str = ""
    grouping: str = ""
    group_name: str = ""
    wave: str = ""
    question: str = ""
    answer: str = ""
    value: str = ""
    base: str = ""
    why_blank: str = ""
    smallest_shown: str = ""
    rounding: str = ""
    parts: str = ""

    @property
    def key(self) -> CellKey | None:
        """The count that it is of; None for a survey's."""
        if self.table == "area_month":
            return MonthKey(self.measure, self.area_code, date.fromisoformat(self.starts))
        if self.table == "area_period":
            return YearKey(self.measure, self.area_code, int(self.starts[:4]))
        if self.table == "breakdown_period":
            year = int(self.starts[:4])
            return GroupKey(self.category, self.grouping, self.group_name, year)
        return None

    @property
    def before(self) -> Before:
        """What it says to later releases."""
        shown = None if self.why_blank else int(self.value)
        return Before(shown, Rule(int(self.smallest_shown), int(self.rounding)))


COLUMNS = tuple(one.name for one in fields(Entry))


def read(folder: Path) -> list[list[Entry]]:
    """The releases of a data folder, oldest first. Raises PublishError when one is damaged."""
    files = (folder / FOLDER).glob("*.csv")
    return [_read(file) for file in sorted(files, key=lambda file: (file.stat().st_mtime, file))]


def _read(file: Path) -> list[Entry]:
    try:
        with file.open(encoding="utf-8", newline="") as held:
            rows = list(csv.reader(held, strict=True))
        if not rows or tuple(rows[0]) != COLUMNS:
            raise ValueError("its columns are not those of a log")
        return [Entry(*row) for row in rows[1:]]
    except (OSError, ValueError, TypeError, csv.Error) as error:
        raise PublishError(
            f"The log of an earlier release, {file.name}, is damaged, so nothing can be held"
            " against it; put it back from a copy."
        ) from error


def before(earlier: Iterable[Sequence[Entry]], dataset: str) -> dict[CellKey, Before]:
    """What releases, oldest first, published of a dataset's counts; of two values the newest.

    What was hidden once stays hidden.
    """
    held: dict[CellKey, Before] = {}
    for release in earlier:
        for entry in release:
            key = entry.key if entry.dataset == dataset else None
            if key is not None and not (key in held and held[key].shown is None):
                held[key] = entry.before
    return held


def write(folder: Path, workspace: Path, release: str, entries: Sequence[Entry]) -> Path | None:
    """Adds a release to the log in one step; None where it is there already.

    A release without protected cells stands in it, too: only what is in the log may be shown again.
    The file is made in `workspace`, a folder on the same disk, and renamed.
    """
    made = workspace / "release.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(COLUMNS)
        written.writerows(astuple(entry) for entry in sorted(entries))
        file.flush()
        os.fsync(file.fileno())
    (folder / FOLDER).mkdir(exist_ok=True)
    for place in _names(folder / FOLDER, release):
        if not place.exists():
            made.rename(place)
            return place
        if place.read_bytes() == made.read_bytes():
            return None
    return None


def _names(folder: Path, release: str) -> Iterator[Path]:
    yield folder / f"{release}.csv"
    yield from (folder / f"{release}_{number}.csv" for number in range(2, 1000))
