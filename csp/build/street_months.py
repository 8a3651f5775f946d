"""Street-level months of our own force: those of the shared folder and those received, counted once
each and brought into the new file.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from csp import archive, street
from csp.db import sql
from csp.errors import BuildError
from csp.settings import settings
from csp.sources import sources
from csp.sources.retention import rows_past

POLICE_UK = "police_uk"


def raw_police_uk(
    connection: duckdb.DuckDBPyConnection,
    *,
    with_received: bool,
    today: date,
    progress: Callable[[float], None] = lambda _share: None,
) -> dict[date, str]:
    """Brings in every month of our own force that may still be kept on a day: of the shared folder
    of counted months, if there is one, and of what was received, which goes before; each replaces
    the carried counts of that month, whole. What is not counted yet is counted and kept
    (csp.street).

    Gives the name of the file that each month came in. Raises BuildError, naming it, when one
    cannot be counted.
    """
    connection.execute(
        "CREATE TEMP TABLE stg_police_uk"
        " (month DATE, lsoa_code VARCHAR, category VARCHAR, events INTEGER)"
    )
    if not with_received:
        return {}
    gone = rows_past(sources()[POLICE_UK], today)
    counted = {month: file for month, file in _shared_months().items() if not gone(month)}
    named = {month: file.name for month, file in counted.items()}
    newest = {
        month: where for month, where in archive.newest_months(POLICE_UK).items() if not gone(month)
    }
    for done, (month, (receipt, member)) in enumerate(newest.items()):
        progress(done / len(newest))
        counted[month] = _counted(connection, month, receipt, member)
        named[month] = receipt.name
    street.own().keep_only([counted[month] for month in newest])
    if counted:
        files = [str(counted[month]) for month in sorted(counted)]
        try:
            connection.execute(sql("build", "15_stg_police_uk"), {"files": files})
        except duckdb.Error as error:
            raise BuildError(_unread(connection, counted)) from error
    return named


def _unread(connection: duckdb.DuckDBPyConnection, counted: Mapping[date, Path]) -> str:
    """Which counted months cannot be read, and what to do: our own were just seen to be whole."""
    broken = [
        f"{month:%B %Y}" for month, file in counted.items() if not street.holds(connection, file)
    ]
    named = ", ".join(broken) or "some month"
    return (
        f"Counted months cannot be read ({named}). Remove their files from the folder that"
        f" {street.SHARED} names and count them again."
    )


def _shared_months() -> dict[date, Path]:
    held = street.shared()
    return held.held(settings().area.police_uk_force) if held else {}


def _counted(
    connection: duckdb.DuckDBPyConnection, month: date, receipt: archive.Receipt, member: str
) -> Path:
    """Where the counts of a received month lie; they are made where they are missing or damaged."""
    own, force = street.own(), settings().area.police_uk_force
    identity = street.identity(receipt.sha256, member)
    rows = next(held.rows for held in receipt.holds if held.month == month)
    file = own.file(force, month, identity)
    if street.holds(connection, file, rows):
        return file
    with tempfile.TemporaryDirectory(prefix="csp-build-") as scratch:
        extracted = Path(scratch) / "month.csv"
        with archive.open_member(receipt, member) as packed, extracted.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        try:
            return own.count(connection, extracted, force, month, identity)
        except duckdb.Error as error:
            where = f"{receipt.name}, {member}" if member != receipt.name else member
            raise BuildError(f"{where}, as received, cannot be counted.") from error
        except OSError as error:
            raise BuildError(f"Counted months cannot be kept: {error.strerror}.") from error


def where_months_come_from(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Says when received months stand in place of counts that come with the project."""
    received, replaced, held = connection.execute(sql("build", "15_months_received")).fetchall()[0]
    if not received:
        return ()
    if replaced == received:
        instead = "and replace the carried counts"
    else:
        verb = "replaces" if replaced == 1 else "replace"
        instead = f"and {replaced} of them {verb} the carried counts"
    return (f"{received} of {held} months come from received files {instead}.",)


def what_came() -> list[tuple[str, datetime]]:
    """What street-level months were made of beside those carried, and when each came."""
    came = [
        (one.sha256, one.received_at.replace(tzinfo=None)) for one in archive.received(POLICE_UK)
    ]
    for file in _shared_months().values():
        came.append(
            (file.stem, datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None))
        )
    return came
