"""Counted months of street-level crime: one Parquet file a force and month, made once.

A build reads the months of its own force alone, so it costs the same whether a folder holds one
force or all of them; a month that comes anew costs the counting of that month.
"""

import hashlib
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from csp.db import sql
from csp.settings import data_folder

SHARED = "CSP_STREET"  # names a folder of counted months that several districts are built from
UNFINISHED = ".counting-"
IDENTITY_CHARACTERS = 16


@dataclass(frozen=True)
class Street:
    """A folder of counted months: `force=…/month=YYYY-MM/IDENTITY.parquet`, with the columns
    lsoa_code ('' where a row has no location), category and events (count).
    """

    folder: Path

    def file(self, force: str, month: date, identity: str) -> Path:
        """Where a counted month lies, or will."""
        return self.folder / f"force={force}" / f"month={month:%Y-%m}" / f"{identity}.parquet"

    def held(self, force: str) -> dict[date, Path]:
        """The counted months of a force (its word in file names), in order."""
        found = sorted((self.folder / f"force={force}").glob("month=*/*.parquet"))
        return {month: file for file in found if (month := _month_of(file))}

    def count(
        self, asked: duckdb.DuckDBPyConnection, csv: Path, force: str, month: date, identity: str
    ) -> Path:
        """Counts the street-level CSV of a month and puts the result, whole, in the place of an
        earlier one. Raises duckdb.Error when it cannot be counted, OSError when nothing can be
        written; then the earlier one is as it was.
        """
        place = self.file(force, month, identity)
        place.parent.mkdir(parents=True, exist_ok=True)
        making = place.with_name(f"{UNFINISHED}{identity}")
        try:
            asked.sql(sql("build", "14_count_street"), params={"file": str(csv)}).write_parquet(
                str(making), compression="zstd"
            )
            making.replace(place)
        finally:
            making.unlink(missing_ok=True)
        for earlier in place.parent.glob("*.parquet"):
            if earlier != place:
                earlier.unlink(missing_ok=True)
        return place

    def keep_only(self, files: Collection[Path]) -> None:
        """Removes every counted month but these, and what a kill left."""
        for place in self.folder.glob("force=*/month=*"):
            if not any(file.parent == place for file in files):
                shutil.rmtree(place)
                continue
            for left in place.glob(f"{UNFINISHED}*"):
                left.unlink(missing_ok=True)


def own() -> Street:
    """What this data folder's received months came to; it can be removed at any time."""
    return Street(data_folder() / "counted")


def shared() -> Street | None:
    """The folder of counted months that CSP_STREET names; None where it names none."""
    named = os.environ.get(SHARED)
    return Street(Path(named).resolve()) if named else None


def holds(asked: duckdb.DuckDBPyConnection, file: Path, rows: int | None = None) -> bool:
    """Whether a counted month is there, can be read and, where told, adds up to so many rows."""
    if not file.exists():
        return False
    try:
        told = asked.execute(
            "SELECT sum(events) FROM read_parquet($file)", {"file": str(file)}
        ).fetchall()
    except duckdb.Error:
        return False
    return rows is None or told == [(rows,)]


def identity(*of: object) -> str:
    """What tells a counted month from another one of the same month: what it was counted from, and
    how.
    """
    told = "|".join(map(str, (*of, _way_of_counting())))
    return hashlib.sha256(told.encode()).hexdigest()[:IDENTITY_CHARACTERS]


@cache
def _way_of_counting() -> str:
    return hashlib.sha256(sql("build", "14_count_street").encode()).hexdigest()


def _month_of(file: Path) -> date | None:
    """The month of a counted file; None for one that lies where none of ours would."""
    try:
        return date.fromisoformat(f"{file.parent.name.removeprefix('month=')}-01")
    except ValueError:
        return None
