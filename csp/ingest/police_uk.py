"""Takes street-level crime from data.police.uk: checks every file offered, keeps all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csp import archive
from csp.archive import UNREADABLE_ZIP, Held, Offered, Receipt
from csp.contract import (
    Table,
    complaints,
    each_fault,
    faults_against,
    has_form,
    quoted,
    read_csv,
)
from csp.errors import Fault, IntakeError
from csp.ingest.beside import beside_cells
from csp.ingest.intake import TRIAL, Before, Intake, Progress, in_words, rows_in_words, silent
from csp.ingest.members import Found, Member, find
from csp.ingest.places import Places, faults_of_place, known_places
from csp.ingest.whole_month import faults_of_the_whole
from csp.settings import settings
from csp.sources import Source, sources

POLICE_UK = "police_uk"
# The columns, alone or together, of which the checks below ask the different cells.
ASKED = (
    *((name,) for name in ("Crime ID", "Month", "Reported by", "Falls within")),
    *((name,) for name in ("LSOA code", "Crime type")),
    ("LSOA code", "LSOA name"),
)
# What a force is called after its place: "Essex Police", "Avon and Somerset Constabulary".
FORCES_END = ("", "police", "constabulary", "police-service")


@dataclass(frozen=True)
class Checked:
    """A sound month."""

    member: Member
    rows: int
    not_located: int


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
    places = known_places(sources()[POLICE_UK])
    checked: list[Checked] = []
    faults = list(found.faults)
    each_told = [Fault(fault) for fault in found.faults]
    for done, member in enumerate(found.members):
        progress(0.95 * done / len(found.members), f"Checking {member.month:%B %Y}")
        sound, wrong, beside = _check(member, places)
        faults.extend(f"{member.label}: {fault}" for fault in wrong)
        each_told.extend(beside)
        checked.append(sound)
    if not found.members and not faults:
        faults.append("No file was named.")
    if faults:
        raise IntakeError(POLICE_UK, faults, each_told)
    return checked


def _check(member: Member, places: Places) -> tuple[Checked, list[str], list[Fault]]:
    """The month, the sentences of its faults, and each fault beside its row."""
    try:
        table, faults = read_csv(member.read(), ASKED)
    except UNREADABLE_ZIP:
        damaged = "is damaged and cannot be read."
        return Checked(member, 0, 0), [damaged], [Fault(damaged, file=member.label)]
    if table.header:
        source = sources()[POLICE_UK]
        faults += faults_of_rows(table, member)
        faults += faults_of_place(table, member.month, places, source)
        faults += faults_of_the_whole(table, places)
    not_located = table.words("LSOA code").get("", 0) if "LSOA code" in table.header else 0
    told = [one for fault in faults for one in each_fault(fault, member.label)]
    # Open data: every cell may be repeated.
    columns = {name: place for place, name in enumerate(table.header)}
    rows = dict(zip(table.numbers, table.rows, strict=True)) if told else {}
    beside = beside_cells(told, columns, rows)
    return Checked(member, len(table.numbers), not_located), faults, beside


def faults_of_rows(table: Table, member: Member) -> list[str]:
    """A sentence for each way in which rows are not of the contract, or of another month or force
    than the file's name says: what can be asked of the month of any force.
    """
    source = sources()[POLICE_UK]
    return [
        *faults_against(table, source),
        *_faults_of_month(table, member.month, source),
        *_faults_of_force(table, member.force, source),
    ]


def _faults_of_month(table: Table, month: date, source: Source) -> list[str]:
    named = f"{month:%Y-%m}"

    def complain(cell: str) -> str | None:
        if cell == named or not has_form("month", cell):
            return None  # no month at all is the contract's complaint
        return f"{quoted(cell, source)} is not the month of the file's name, {named}."

    return complaints(table, ("Month",), complain)


def _faults_of_force(table: Table, force: str, source: Source) -> list[str]:
    def complain(cell: str) -> str | None:
        # as in file names: "Avon & Somerset Constabulary" is avon-and-somerset there
        slug = cell.lower().replace("&", "and").replace(" ", "-")
        if not cell or slug in {f"{force}-{end}".strip("-") for end in FORCES_END}:
            return None
        return f"{quoted(cell, source)} is another force than {force}."

    return [
        fault
        for column in ("Reported by", "Falls within")
        for fault in complaints(table, (column,), complain)
    ]


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
            *([TRIAL] if dry_run else []),
        ),
        taken=tuple(one.member.month for one in fresh),
        replaced=tuple(one.member.month for one in fresh if one.member.month in before.newest),
        already_held=tuple(one.member.month for one in held),
        ignored=found.aside.total(),
    )


def _taken_sentence(one: Checked, before: Before, verb: str) -> str:
    month = one.member.month
    said = (
        f"{month:%B %Y}: {rows_in_words(one.rows)} {verb} from {one.member.file.name},"
        f" {one.not_located:,} of them without a location"
    )
    if month not in before.newest:
        return f"{said}."
    receipt, _ = before.newest[month]
    earlier = next(held.rows for held in receipt.holds if held.month == month)
    return (
        f"{said}; they replace the {rows_in_words(earlier)} of {receipt.name},"
        f" received on {in_words(receipt.received_at)}."
    )


def _held_sentence(receipt: Receipt, before: Before) -> str:
    since = [
        f"{held.month:%B %Y}" for held in receipt.holds if before.newest[held.month][0] != receipt
    ]
    said = (
        f"{receipt.name} was received before, on {in_words(receipt.received_at)}: nothing changed."
    )
    if not since:
        return said
    return f"{said} A later file still stands for {', '.join(since)}."


def _aside_sentence(found: Found) -> list[str]:
    if not found.aside:
        return []
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(found.aside.items()))
    noun = "file" if found.aside.total() == 1 else "files"
    return [f"{found.aside.total():,} {noun} left aside: {kinds}."]
