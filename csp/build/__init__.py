"""From everything received to one new, checked file: built beside the old one and swapped in
whole.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from csp import VERSION
from csp.build import derived, load
from csp.build.swap import only_builder, swap_in
from csp.db import failed_checks, pointer, sql
from csp.errors import BuildError
from csp.settings import Edition, data_folder

Progress = Callable[[float, str], None]

SQL_BEFORE_METHODS = ("20_int_crime", "30_mart_population", "31_mart_area_month")


@dataclass(frozen=True)
class Built:
    """A file that now serves: where it is, its reference, and its newest month."""

    path: Path
    release: str
    latest_month: date


def silent(_share: float, _step: str) -> None:
    """Progress that nobody watches."""


def build(edition: Edition, progress: Progress = silent) -> Built:
    """Builds the edition's file from `data/open`, `data/published` and, for the partner, all
    received.

    The demonstration takes no received file. The old file serves until the new one is whole and
    checked; the same input gives the same tables. Raises BuildError with sentences when the input
    is incomplete or a check finds wrong rows; then nothing has changed.
    """
    if edition == "public":
        raise BuildError("The public file is made by publishing the partner file.")
    with only_builder(edition) as workspace:
        path = workspace / "new.duckdb"
        connection = duckdb.connect(str(path))
        try:
            release, latest = _fill(connection, edition, progress)
            connection.execute("CHECKPOINT")
        except duckdb.Error as error:
            raise BuildError(f"The new file could not be made: {_first_line(error)}") from error
        finally:
            connection.close()
        progress(0.98, "Putting the new file in place")
        return Built(swap_in(path, pointer(edition), release), release, latest)


def _fill(
    connection: duckdb.DuckDBPyConnection, edition: Edition, progress: Progress
) -> tuple[str, date]:
    folder = data_folder()
    progress(0.02, "Reading areas, residents and counts")
    connection.execute(sql("build", "00_schema"))
    load.set_variables(connection, folder)
    load.definitions(connection)
    connection.execute(sql("build", "10_stg_open"))
    load.published(connection, folder / "published")
    progress(0.12, "Counting crimes month by month")
    load.raw_police_uk(connection, with_received=edition == "partner")
    for name in SQL_BEFORE_METHODS:
        connection.execute(sql("build", name))
    progress(0.30, "Judging which months are complete")
    complete = derived.supply(connection)
    derived.periods(connection, complete)
    progress(0.34, "Drawing boundaries")
    derived.boundaries(connection, folder / "open" / "boundaries")
    progress(0.45, "Comparing with the year before")
    derived.changes(connection)
    progress(0.60, "Finding hotspots")
    derived.hotspots(connection, lambda share: progress(0.60 + 0.32 * share, "Finding hotspots"))
    progress(0.93, "Looking for signals in the trends")
    release = f"{max(complete):%Y-%m}-{_fingerprint(connection)}"
    derived.signals(connection, release)
    load.datasets(connection, folder)
    progress(0.96, "Checking that everything adds up")
    check(connection)
    connection.execute(
        "INSERT INTO release VALUES ($edition, $release, $built_at, $version, NULL)",
        {
            "edition": edition,
            "release": release,
            "built_at": datetime.now(UTC).replace(tzinfo=None),
            "version": VERSION,
        },
    )
    return release, max(complete)


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises BuildError with a sentence for every check that finds wrong rows."""
    wrong = failed_checks(connection)
    if wrong:
        raise BuildError("\n  ".join(["The new file does not add up and was not used:", *wrong]))


def _fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """Six characters that change when any count, figure or boundary changes."""
    digest = hashlib.sha256()
    for table in (
        "area_month",
        "population",
        "boundary",
        "published_figure",
        "indicator",
        "measure",
    ):
        row = connection.execute(
            # bit_xor over row hashes does not depend on the order of rows; the name is a constant
            f"SELECT bit_xor(hash(t)), count(*) FROM {table} AS t"
        ).fetchone()
        digest.update(repr(row).encode())
    return digest.hexdigest()[:6]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
