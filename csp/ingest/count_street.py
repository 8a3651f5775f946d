"""Counts the street-level months of every force, for those who build several districts: downloads
of the whole country in, a folder of counted months out, which each district's build reads.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from csp import street
from csp.archive import UNREADABLE_ZIP
from csp.contract import read_csv
from csp.errors import TOLD_FAULTS, CspError, IntakeError, WarehouseError
from csp.ingest.intake import Progress, silent
from csp.ingest.members import Member, find
from csp.ingest.police_uk import ASKED, POLICE_UK, faults_of_rows
from csp.street import Street


@dataclass
class _Counted:
    """What a run did: months counted with their rows, months that were counted before, faults."""

    rows: Counter[Member] = field(default_factory=Counter)
    held: int = 0
    faults: list[str] = field(default_factory=list)


def count_street(paths: Sequence[Path], into: Path, progress: Progress = silent) -> tuple[str, ...]:
    """Counts each street-level month of every force below the paths into a folder (csp.street), one
    at a time; gives what was done in sentences.

    A month that was counted before and whose file is the same is passed over, so that a further run
    goes on where one was stopped, and a new month costs that month. Every row must be of its
    contract, its month and its force; whether its place is known is not asked, since districts
    elsewhere are not known here. Raises IntakeError where a path holds no such file, CspError with
    the faults of every file that was not counted: sound months stay counted; WarehouseError while
    another run counts into the folder, or when nothing can be written there.
    """
    found = find(paths, None)
    if found.faults or not found.members:
        raise IntakeError(POLICE_UK, found.faults or ["No file was named."])
    try:
        into.mkdir(parents=True, exist_ok=True)
        with FileLock(into / ".lock", timeout=0):
            done = _count_all(found.members, Street(into.resolve()), progress)
    except Timeout as error:
        raise WarehouseError(f"Another run counts into {into} already.") from error
    except OSError as error:
        raise WarehouseError(f"Nothing can be kept in {into}: {error.strerror}.") from error
    if done.faults:
        raise CspError(_refused(done))
    return (_sentence(done),)


def _count_all(members: Sequence[Member], into: Street, progress: Progress) -> _Counted:
    done = _Counted()
    with duckdb.connect() as asked, tempfile.TemporaryDirectory(prefix="csp-count-") as scratch:
        plain = Path(scratch) / "month.csv"
        for number, member in enumerate(members):
            progress(number / len(members), f"Counting {member.month:%B %Y}")
            try:
                _count(asked, member, into, plain, done)
            except UNREADABLE_ZIP:
                done.faults.append(f"{member.label}: is damaged and cannot be read.")
    return done


def _count(
    asked: duckdb.DuckDBPyConnection, member: Member, into: Street, plain: Path, done: _Counted
) -> None:
    identity = street.identity(member.force, *member.state)
    if into.file(member.force, member.month, identity).exists():
        done.held += 1
        return
    content = member.read()
    rows, faults = _check(member, content)
    if faults:
        done.faults += [f"{member.label}: {fault}" for fault in faults]
        return
    plain.write_bytes(content)
    try:
        into.count(asked, plain, member.force, member.month, identity)
    except duckdb.Error:
        done.faults.append(f"{member.label}: cannot be counted.")
        return
    done.rows[member] = rows


def _check(member: Member, content: bytes) -> tuple[int, list[str]]:
    """How many rows a month has, and what is wrong with it."""
    table, faults = read_csv(content, ASKED)
    if table.header:
        faults += faults_of_rows(table, member)
    return len(table.numbers), faults


def _refused(done: _Counted) -> str:
    more = len(done.faults) - TOLD_FAULTS
    rest = [f"and {more:,} more."] if more > 0 else []
    return "\n  ".join(
        ["Some months were not counted:", *done.faults[:TOLD_FAULTS], *rest, _sentence(done)]
    )


def _sentence(done: _Counted) -> str:
    forces = len({member.force for member in done.rows})
    held = f" {done.held:,} were counted before." if done.held else ""
    if not done.rows:
        return f"No month was counted.{held}"
    noun = "month" if len(done.rows) == 1 else "months"
    of = "force" if forces == 1 else "forces"
    return f"{len(done.rows):,} {noun} of {forces} {of} counted, {done.rows.total():,} rows.{held}"
