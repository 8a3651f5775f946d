"""Takes street-level crime from data.police.uk: checks every file offered, keeps all or nothing."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from csp import archive
from csp.archive import UNREADABLE_ZIP, Held, Offered, Receipt
from csp.errors import IntakeError, WarehouseError
from csp.ingest.contract import Table, complaints, faults_against, has_form, quoted, read_csv
from csp.ingest.members import Found, Member, find
from csp.settings import data_folder, settings
from csp.sources import Source, sources

POLICE_UK = "police_uk"
LOOKUP = "lookup_lsoa_district.csv"
AREAS = "area.csv"
LSOA_NAME = re.compile(r"(?P<district>.+) \d{3}[A-Z]", re.ASCII)

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Intake:
    """What came of one intake; months are first days, in order."""

    sentences: tuple[str, ...]  # to be shown, one a line
    taken: tuple[date, ...]  # newly kept, replacements included
    replaced: tuple[date, ...]  # of those, held before in another version
    already_held: tuple[date, ...]  # in files that were received before, byte for byte
    ignored: int  # files left aside: outcomes, stop and search, other forces, others


@dataclass(frozen=True)
class Places:
    """What is known of the force's area, to tell a wrong LSOA code from one that lies elsewhere."""

    codes: frozenset[str]  # every LSOA of the area, of both vintages
    districts: frozenset[str]  # names of today and former ones


@dataclass(frozen=True)
class Checked:
    """A sound month."""

    member: Member
    rows: int
    not_located: int


@dataclass(frozen=True)
class Before:
    """What the archive held when the intake began."""

    known: dict[str, Receipt]  # by SHA-256
    newest: dict[date, tuple[Receipt, str]]


def silent(_share: float, _step: str) -> None:
    """Progress that nobody watches."""


def ingest(paths: Sequence[Path], *, dry_run: bool = False, progress: Progress = silent) -> Intake:
    """What was taken, once every file offered is sound; with `dry_run`, what would be.

    Takes zips of many months and forces, folders of the same layout, and single CSVs, of the force
    in the settings. Each row is one incident, as the publisher counts: identical rows of
    anti-social behaviour are separate incidents, and the few crimes that share a Crime ID within a
    month are separate rows too; nothing is de-duplicated. A month that was received before is
    replaced by the newer file; the older one stays in the archive.

    Raises IntakeError with every fault of every file when there is one, and keeps nothing then;
    WarehouseError when the archive or the look-ups cannot be used.
    """
    receipts = archive.received(POLICE_UK)
    before = Before(
        known={receipt.sha256: receipt for receipt in receipts},
        newest=archive.newest_months(POLICE_UK),
    )
    found = find(paths, settings().area.police_uk_force)
    digests = _digests(found)
    checked = _check_all(found, progress)
    offered = [_offer(file, digest, checked) for file, digest in digests.items()]
    if not dry_run:
        progress(0.95, "Keeping the files as received")
        archive.keep(POLICE_UK, offered)
    return _intake(checked, digests, before, found, dry_run=dry_run)


def _digests(found: Found) -> dict[Path, str]:
    files = dict.fromkeys(member.file for member in found.members)
    try:
        return {file: archive.fingerprint(file) for file in files}
    except OSError as error:
        unread = f"{Path(str(error.filename)).name}: cannot be read ({error.strerror})."
        raise IntakeError(POLICE_UK, [*found.faults, unread]) from error


def _offer(file: Path, digest: str, checked: list[Checked]) -> Offered:
    holds = tuple(
        Held(month=one.member.month, member=one.member.name, rows=one.rows)
        for one in checked
        if one.member.file == file
    )
    return Offered(file, digest, holds)


def _check_all(found: Found, progress: Progress) -> list[Checked]:
    places = known_places()
    faults, checked = list(found.faults), []
    for done, member in enumerate(found.members):
        progress(0.95 * done / len(found.members), f"Checking {member.month:%B %Y}")
        sound, wrong = _check(member, places)
        faults.extend(f"{member.label}: {fault}" for fault in wrong)
        checked.append(sound)
    if not found.members and not faults:
        faults.append("No file was named.")
    if faults:
        raise IntakeError(POLICE_UK, faults)
    return checked


def _check(member: Member, places: Places) -> tuple[Checked, list[str]]:
    try:
        table, faults = read_csv(member.read())
    except UNREADABLE_ZIP:
        return Checked(member, 0, 0), ["is damaged and cannot be read."]
    if table.header:
        source = sources()[POLICE_UK]
        faults += faults_against(table, source)
        faults += _faults_of_month(table, member.month, source)
        faults += _faults_of_force(table, source)
        faults += _faults_of_place(table, places, source)
    not_located = table.column("LSOA code").count("") if "LSOA code" in table.header else 0
    return Checked(member, len(table.rows), not_located), faults


def _faults_of_month(table: Table, month: date, source: Source) -> list[str]:
    named = f"{month:%Y-%m}"

    def complain(cell: str) -> str | None:
        if cell == named or not has_form("month", cell):
            return None  # no month at all is the contract's complaint
        return f"{quoted(cell, source)} is not the month of the file's name, {named}."

    ahead = month > datetime.now(UTC).date()
    early = [f"{named} lies in the future."] if ahead else []
    return early + complaints(table, ("Month",), complain)


def _faults_of_force(table: Table, source: Source) -> list[str]:
    force = settings().area.police_uk_force

    def complain(cell: str) -> str | None:
        # "Kent Police" is kent in file names, "Avon & Somerset Constabulary" avon-and-somerset
        slug = cell.lower().replace("&", "and").replace(" ", "-")
        if not cell or f"{slug}-".startswith(f"{force}-"):
            return None
        return f"{quoted(cell, source)} is another force than {force}."

    return [
        fault
        for column in ("Reported by", "Falls within")
        for fault in complaints(table, (column,), complain)
    ]


def _faults_of_place(table: Table, places: Places, source: Source) -> list[str]:
    def complain(code: str, name: str) -> str | None:
        if not code:
            return f"the cell is empty beside {quoted(name, source)}." if name else None
        if code in places.codes or not has_form("lsoa_code", code):
            return None  # what is no code at all is the contract's complaint
        placed = LSOA_NAME.fullmatch(name)
        if not placed or placed["district"] not in places.districts:
            return None  # elsewhere
        return (
            f"{quoted(code, source)} is unknown among the LSOAs of 2011 and 2021,"
            f" though {quoted(name, source)} lies in the area."
        )

    return complaints(table, ("LSOA code", "LSOA name"), complain)


def known_places() -> Places:
    """The LSOA codes and district names of the force's area, from the open look-ups.

    Raises WarehouseError when a look-up is missing or lacks its columns.
    """
    open_folder = data_folder() / "open"
    codes = (row["lsoa_code"] for row in _rows(open_folder / LOOKUP, {"lsoa_code"}))
    areas = _rows(open_folder / AREAS, {"kind", "area_name"})
    districts = {row["area_name"] for row in areas if row["kind"] in {"district", "borough"}}
    former = sources()[POLICE_UK].former_names
    once = {old for old, new in former.items() if new in districts}
    return Places(frozenset(codes), frozenset(districts | once))


def _rows(file: Path, columns: set[str]) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WarehouseError(f"The look-up {file.name} of data/open cannot be read.") from error
    if not rows or not columns <= rows[0].keys():
        raise WarehouseError(f"The look-up {file.name} of data/open lacks rows or columns.")
    return rows


def _intake(
    checked: list[Checked], digests: dict[Path, str], before: Before, found: Found, *, dry_run: bool
) -> Intake:
    fresh = [one for one in checked if digests[one.member.file] not in before.known]
    held = [one for one in checked if digests[one.member.file] in before.known]
    again = [before.known[digest] for digest in digests.values() if digest in before.known]
    verb = "would be taken" if dry_run else "taken"
    return Intake(
        sentences=(
            *(_taken_sentence(one, before, verb) for one in fresh),
            *(_held_sentence(receipt, before) for receipt in again),
            *_aside_sentence(found),
            *(["Nothing was kept: this was a trial run."] if dry_run else []),
        ),
        taken=tuple(one.member.month for one in fresh),
        replaced=tuple(one.member.month for one in fresh if one.member.month in before.newest),
        already_held=tuple(one.member.month for one in held),
        ignored=found.aside.total(),
    )


def _taken_sentence(one: Checked, before: Before, verb: str) -> str:
    month = one.member.month
    said = (
        f"{month:%B %Y}: {_count(one.rows)} {verb} from {one.member.file.name},"
        f" {one.not_located:,} of them without a location"
    )
    if month not in before.newest:
        return f"{said}."
    receipt, _ = before.newest[month]
    earlier = next(held.rows for held in receipt.holds if held.month == month)
    return (
        f"{said}; they replace the {_count(earlier)} of {receipt.name},"
        f" received on {_day(receipt.received_at)}."
    )


def _held_sentence(receipt: Receipt, before: Before) -> str:
    since = [
        f"{held.month:%B %Y}" for held in receipt.holds if before.newest[held.month][0] != receipt
    ]
    said = f"{receipt.name} was received before, on {_day(receipt.received_at)}: nothing changed."
    if not since:
        return said
    return f"{said} A later file still stands for {', '.join(since)}."


def _aside_sentence(found: Found) -> list[str]:
    if not found.aside:
        return []
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(found.aside.items()))
    noun = "file" if found.aside.total() == 1 else "files"
    return [f"{found.aside.total():,} {noun} left aside: {kinds}."]


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _count(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"
