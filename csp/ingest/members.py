"""Finds the street-level files of one force in what was offered: zips, folders, single CSVs."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from csp.archive import UNREADABLE_ZIP

# Far above any real month (the largest force has some 30 MB) and far below what harms a computer.
MEMBER_LIMIT = 64 * 1024**2
TOTAL_LIMIT = 2 * 1024**3
ENTRIES_LIMIT = 50_000
ENCRYPTED = 0x1  # bit of a zip entry's flags

# A browser that downloads a file twice adds " (1)" to its name.
NAME = re.compile(
    r"(?P<month>\d{4}-\d{2})-(?P<force>[a-z-]+)-(?P<kind>street|outcomes|stop-and-search)"
    r"( ?\(\d+\))?\.csv",
    re.ASCII | re.IGNORECASE,
)
OTHER_KINDS = {"outcomes": "outcomes", "stop-and-search": "stop and search"}


@dataclass(frozen=True)
class Member:
    """One month's street-level file, alone or inside a zip."""

    file: Path  # what was offered, or lies in an offered folder
    name: str  # the path inside the zip; the file's own name otherwise
    month: date

    @property
    def label(self) -> str:
        """How a sentence names it."""
        return f"{self.file.name}, {self.name}" if _is_zip(self.file) else self.file.name

    def read(self) -> bytes:
        """Its bytes; raises one of UNREADABLE_ZIP when it does not unpack."""
        if not _is_zip(self.file):
            return self.file.read_bytes()
        with zipfile.ZipFile(self.file) as packed:
            return packed.read(self.name)


@dataclass
class Found:
    """What the offered paths hold: files to check, how many of each kind stay aside, and faults."""

    members: list[Member] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def find(paths: Sequence[Path], force: str) -> Found:
    """Every street-level file of the force (police.uk's word, as in file names) below the paths.

    Nothing is unpacked to disk. A path that holds none, a name that tells no month, a damaged or
    oversized zip and the same month twice are faults.
    """
    found = Found()
    for path in dict.fromkeys(path.resolve() for path in paths):
        before = len(found.members) + len(found.faults)
        try:
            _look_into(path, force, found)
        except OSError as error:
            found.faults.append(f"{path.name}: cannot be read ({error.strerror}).")
        if len(found.members) + len(found.faults) == before:
            found.faults.append(
                f"{path.name}: no street-level file of {force} is in it"
                f" (its name would be YYYY-MM-{force}-street.csv)."
            )
    found.faults.extend(_repeated(found.members))
    found.members.sort(key=lambda member: member.month)
    return found


def _look_into(path: Path, force: str, found: Found) -> None:
    if path.is_dir():
        for file in sorted(file for file in path.rglob("*") if file.is_file()):
            if _is_zip(file):
                _look_into_zip(file, force, found)
            else:
                _sort_out(file, file.relative_to(path).as_posix(), force, found)
    elif not path.exists():
        found.faults.append(f"{path.name}: there is no such file or folder.")
    elif _is_zip(path):
        _look_into_zip(path, force, found)
    elif path.suffix.lower() != ".csv":
        found.faults.append(f"{path.name}: is neither a zip, a CSV nor a folder.")
    elif not NAME.fullmatch(path.name):
        found.faults.append(
            f"{path.name}: the name tells neither month nor force;"
            f" give it back its name YYYY-MM-{force}-street.csv."
        )
    else:
        _sort_out(path, path.name, force, found)


def _look_into_zip(file: Path, force: str, found: Found) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    except UNREADABLE_ZIP:
        with file.open("rb") as start:
            begins_as_zip = start.read(2) == b"PK"
        what = "is a damaged zip, perhaps cut off while it was downloaded"
        found.faults.append(f"{file.name}: {what if begins_as_zip else 'is not a zip file'}.")
        return
    faults = list(_zip_faults(file, entries, force))
    found.faults.extend(faults)
    if not faults:
        for entry in entries:
            _sort_out(file, entry.filename, force, found)


def _zip_faults(file: Path, entries: list[zipfile.ZipInfo], force: str) -> Iterator[str]:
    if not file.name.isprintable():
        yield f"{file.name!r}: the name has characters that cannot be kept; rename the file."
    if len(entries) > ENTRIES_LIMIT:
        yield f"{file.name}: holds {len(entries):,} files, more than any police.uk archive."
        return
    wanted = [entry for entry in entries if _wanted(entry.filename, force)]
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in entry.filename:
            yield f"{file.name}, {entry.filename!r}: the path leads out of the zip."
    for entry in wanted:
        if not entry.filename.isprintable():
            yield f"{file.name}, {entry.filename!r}: the name has characters that cannot be kept."
        if entry.flag_bits & ENCRYPTED:
            yield f"{file.name}, {entry.filename}: is locked with a password."
        if entry.file_size > MEMBER_LIMIT:
            yield f"{file.name}, {entry.filename}: {_too_large(entry.file_size)}"
    total = sum(entry.file_size for entry in wanted)
    if total > TOTAL_LIMIT:
        yield f"{file.name}: unpacks to {_megabytes(total)}, more than {_megabytes(TOTAL_LIMIT)}."


def _sort_out(file: Path, name: str, force: str, found: Found) -> None:
    """Adds one file to the members, to those left aside, or to the faults."""
    path = PurePosixPath(name)
    if path.name.startswith(".") or "__MACOSX" in path.parts:
        return  # what a file manager leaves behind
    named = NAME.fullmatch(path.name)
    if named is None:
        found.aside["of another kind"] += 1
    elif named["kind"].lower() != "street":
        found.aside[OTHER_KINDS[named["kind"].lower()]] += 1
    elif named["force"].lower() != force:
        found.aside["of other forces"] += 1
    else:
        inside = name if _is_zip(file) else file.name
        faults = list(_street_faults(file, path, named["month"]))
        label = f"{file.name}, {name}" if _is_zip(file) else name
        found.faults.extend(f"{label}: {fault}" for fault in faults)
        if not faults:
            month = date.fromisoformat(f"{named['month']}-01")
            found.members.append(Member(file, inside, month))


def _street_faults(file: Path, path: PurePosixPath, month: str) -> Iterator[str]:
    if not 1 <= int(month[5:]) <= 12 or month.startswith("0000"):
        yield f"{month} is not a month."
    folder = path.parent.name
    if re.fullmatch(r"\d{4}-\d{2}", folder, re.ASCII) and folder != month:
        yield f"lies in the folder {folder}, but is named for {month}."
    if not _is_zip(file) and file.stat().st_size > MEMBER_LIMIT:
        yield _too_large(file.stat().st_size)


def _repeated(members: list[Member]) -> Iterator[str]:
    by_month: dict[date, list[str]] = {}
    for member in members:
        by_month.setdefault(member.month, []).append(member.label)
    for month, labels in sorted(by_month.items()):
        if len(labels) > 1:
            yield f"{month:%Y-%m} was offered {len(labels)} times: {'; '.join(labels)}."


def _wanted(name: str, force: str) -> bool:
    named = NAME.fullmatch(PurePosixPath(name).name)
    if named is None:
        return False
    return (named["kind"].lower(), named["force"].lower()) == ("street", force)


def _too_large(size: int) -> str:
    return (
        f"has {_megabytes(size)}, more than the {_megabytes(MEMBER_LIMIT)} that a month can have."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"


def _is_zip(file: Path) -> bool:
    return file.suffix.lower() == ".zip"
