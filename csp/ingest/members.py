"""Finds the street-level files of one force, or of every one, in what was offered: zips, folders,
single CSVs.
"""

import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from csp.archive import UNREADABLE_ZIP

# Far above any real month (the largest force has some 30 MB) and far below what harms a computer.
MEMBER_LIMIT = 64 * 1024**2
TOTAL_LIMIT = 2 * 1024**3
ENTRIES_LIMIT = 50_000
ENCRYPTED = 0x1  # bit of a zip entry's flags
NO_FILE = "is no file that can be kept, but a pipe or a device."

# A browser that downloads a file twice adds " (1)" to its name.
NAME = re.compile(
    r"(?P<month>\d{4}-\d{2})-(?P<force>[a-z-]+)-(?P<kind>street|outcomes|stop-and-search)"
    r"( ?\(\d+\))?\.csv",
    re.ASCII | re.IGNORECASE,
)
OTHER_KINDS = {"outcomes": "outcomes", "stop-and-search": "stop and search"}


FIRST_MONTH = "2010-12"  # of street-level files


@dataclass(frozen=True)
class Offer:
    """One file that was offered or lies in an offered folder, and how a sentence names it."""

    path: Path
    shown: str  # with the folders below the one that was offered

    @property
    def is_zip(self) -> bool:
        """Whether it calls itself a zip."""
        return self.path.suffix.lower() == ".zip"


@dataclass(frozen=True)
class Member:
    """One month's street-level file, alone or inside a zip."""

    offer: Offer
    name: str  # the path inside the zip; the file's own name otherwise
    month: date
    force: str  # police.uk's word, as in file names

    @property
    def file(self) -> Path:
        """The file that is kept when the month is sound."""
        return self.offer.path

    @property
    def label(self) -> str:
        """How a sentence names it."""
        return f"{self.offer.shown}, {self.name}" if self.offer.is_zip else self.offer.shown

    @property
    def state(self) -> tuple[object, ...]:
        """What changes when its bytes do, without reading them; raises as `read` does."""
        if not self.offer.is_zip:
            told = self.file.stat()
            return self.name, told.st_size, told.st_mtime_ns
        with zipfile.ZipFile(self.file) as packed:
            entry = packed.getinfo(self.name)
        return self.name, entry.file_size, entry.CRC

    def read(self) -> bytes:
        """Its bytes; raises one of UNREADABLE_ZIP when it does not unpack."""
        if not self.offer.is_zip:
            return self.file.read_bytes()
        with zipfile.ZipFile(self.file) as packed:
            return packed.read(self.name)


@dataclass
class Found:
    """What the offered paths hold: files to check, how many of each kind stay aside, and faults."""

    members: list[Member] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def find(paths: Sequence[Path], force: str | None) -> Found:
    """Every street-level file of the force (police.uk's word, as in file names) below the paths;
    without one, of every force.

    Nothing is unpacked to disk. A path that holds none, a name that tells no month or one that
    cannot be, a damaged or oversized zip, the same month twice and whatever cannot be read are
    faults.
    """
    found = Found()
    for path in _each_once(paths):
        before = len(found.members) + len(found.faults)
        shown = path.name or str(path)
        try:
            _look_into(path, shown, force, found)
        except OSError as error:
            found.faults.append(f"{shown}: cannot be read ({error.strerror}).")
        if len(found.members) + len(found.faults) == before:
            whose = f" of {force}" if force else ""
            found.faults.append(
                f"{shown}: no street-level file{whose} is in it (its name would be"
                f" YYYY-MM-{force or 'FORCE'}-street.csv)."
            )
    found.faults.extend(_repeated(found.members))
    found.members.sort(key=lambda member: (member.month, member.force))
    return found


def _each_once(paths: Sequence[Path]) -> Iterable[Path]:
    """The paths by their own names: a link is called what it is called, not what it leads to."""
    every = {}
    for path in paths:
        own = path.absolute()
        every[os.path.realpath(own.parent), own.name] = own
    return every.values()


def _look_into(path: Path, shown: str, force: str | None, found: Found) -> None:
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        found.faults.append(f"{shown}: there is no such file or folder.")
        return
    if stat.S_ISDIR(kind):
        for offer in _files_below(path, found):
            _look_into_one_of_many(offer, force, found)
    elif not stat.S_ISREG(kind):
        found.faults.append(f"{shown}: {NO_FILE}")
    elif path.suffix.lower() == ".zip":
        _look_into_zip(Offer(path, shown), force, found)
    elif path.suffix.lower() != ".csv":
        found.faults.append(f"{shown}: is neither a zip, a CSV nor a folder.")
    elif not NAME.fullmatch(path.name):
        found.faults.append(
            f"{shown}: the name tells neither month nor force;"
            f" give it back its name YYYY-MM-{force or 'FORCE'}-street.csv."
        )
    else:
        _sort_out(Offer(path, shown), path.name, force, found)


def _files_below(folder: Path, found: Found) -> Iterator[Offer]:
    """Every file below a folder; what cannot be listed, and a link to a folder, is a fault."""

    def below(path: str) -> str:
        return folder.name if Path(path) == folder else Path(path).relative_to(folder).as_posix()

    def unlisted(error: OSError) -> None:
        found.faults.append(f"{below(error.filename)}: cannot be read ({error.strerror}).")

    for place, folders, names in os.walk(folder, onerror=unlisted):
        folders.sort()
        for name in folders:
            if (Path(place) / name).is_symlink():
                where = below(f"{place}/{name}")
                found.faults.append(f"{where}: is a link to a folder; offer that folder itself.")
        for name in sorted(names):
            yield Offer(Path(place) / name, below(f"{place}/{name}"))


def _look_into_one_of_many(offer: Offer, force: str | None, found: Found) -> None:
    """A file of a folder: what is not ours may be of any kind, what is must be readable."""
    if not offer.is_zip and not _wanted(offer.path.name, force):
        _sort_out(offer, offer.shown, force, found)
        return
    try:
        regular = stat.S_ISREG(offer.path.stat().st_mode)
    except OSError as error:
        found.faults.append(f"{offer.shown}: cannot be read ({error.strerror}).")
        return
    if not regular:
        found.faults.append(f"{offer.shown}: {NO_FILE}")
    elif offer.is_zip:
        _look_into_zip(offer, force, found)
    else:
        _sort_out(offer, offer.shown, force, found)


def _look_into_zip(offer: Offer, force: str | None, found: Found) -> None:
    try:
        with zipfile.ZipFile(offer.path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    except PermissionError as error:
        found.faults.append(f"{offer.shown}: cannot be read ({error.strerror}).")
        return
    except UNREADABLE_ZIP:
        with offer.path.open("rb") as start:
            begins_as_zip = start.read(2) == b"PK"
        what = "is a damaged zip, perhaps cut off while it was downloaded"
        found.faults.append(f"{offer.shown}: {what if begins_as_zip else 'is not a zip file'}.")
        return
    faults = list(_zip_faults(offer, entries, force))
    found.faults.extend(faults)
    if not faults:
        for entry in entries:
            _sort_out(offer, entry.filename, force, found)


def _zip_faults(offer: Offer, entries: list[zipfile.ZipInfo], force: str | None) -> Iterator[str]:
    shown = offer.shown
    if not offer.path.name.isprintable():
        yield f"{offer.path.name!r}: the name has characters that cannot be kept; rename the file."
    if len(entries) > ENTRIES_LIMIT:
        yield f"{shown}: holds {len(entries):,} files, more than any police.uk archive."
        return
    wanted = [entry for entry in entries if _wanted(entry.filename, force)]
    for entry in entries:
        inside = _inside(entry.filename)
        if inside.is_absolute() or ".." in inside.parts or ":" in entry.filename:
            yield f"{shown}, {entry.filename!r}: the path leads out of the zip."
        if inside.suffix.lower() == ".zip":
            yield f"{shown}, {entry.filename}: is a zip inside a zip; unpack it and offer it alone."
    for entry in wanted:
        if not entry.filename.isprintable():
            yield f"{shown}, {entry.filename!r}: the name has characters that cannot be kept."
        if entry.flag_bits & ENCRYPTED:
            yield f"{shown}, {entry.filename}: is locked with a password."
        if entry.file_size > MEMBER_LIMIT:
            yield f"{shown}, {entry.filename}: {_too_large(entry.file_size)}"
    total = sum(entry.file_size for entry in wanted)
    if force and total > TOTAL_LIMIT:  # of every force it may: one month is unpacked at a time
        yield f"{shown}: unpacks to {_megabytes(total)}, more than {_megabytes(TOTAL_LIMIT)}."


def _sort_out(offer: Offer, name: str, force: str | None, found: Found) -> None:
    """Adds one file to the members, to those left aside, or to the faults."""
    path = _inside(name)
    if path.name.startswith(".") or "__MACOSX" in path.parts:
        return  # what a file manager leaves behind
    named = NAME.fullmatch(path.name)
    if named is None:
        found.aside["of another kind"] += 1
    elif named["kind"].lower() != "street":
        found.aside[OTHER_KINDS[named["kind"].lower()]] += 1
    elif force and named["force"].lower() != force:
        found.aside["of other forces"] += 1
    else:
        faults = list(_street_faults(offer, path, named["month"]))
        label = f"{offer.shown}, {name}" if offer.is_zip else offer.shown
        found.faults.extend(f"{label}: {fault}" for fault in faults)
        if not faults:
            month = date.fromisoformat(f"{named['month']}-01")
            own = name if offer.is_zip else offer.path.name
            found.members.append(Member(offer, own, month, named["force"].lower()))


def _street_faults(offer: Offer, path: PurePosixPath, month: str) -> Iterator[str]:
    today = f"{datetime.now(UTC):%Y-%m}"
    if not 1 <= int(month[5:]) <= 12 or month.startswith("0000"):
        yield f"{month} is not a month."
    elif month < FIRST_MONTH:
        yield f"{month} lies before December 2010, when data.police.uk begins."
    elif month > today:
        yield f"{month} lies in the future."
    elif month == today:
        yield f"{month} has not ended yet."
    folder = path.parent.name
    if re.fullmatch(r"\d{4}-\d{2}", folder, re.ASCII) and folder != month:
        yield f"lies in the folder {folder}, but is named for {month}."
    if not offer.is_zip and offer.path.stat().st_size > MEMBER_LIMIT:
        yield _too_large(offer.path.stat().st_size)


def _repeated(members: list[Member]) -> Iterator[str]:
    by_month: dict[tuple[date, str], list[Member]] = {}
    for member in members:
        by_month.setdefault((member.month, member.force), []).append(member)
    for (month, _), same in sorted(by_month.items()):
        if len(same) > 1:
            labels = [member.label for member in same]
            if len(set(labels)) < len(labels):  # of two folders that were offered: say which
                labels = [f"{member.file.parent.name}/{member.label}" for member in same]
            yield f"{month:%Y-%m} was offered {len(same)} times: {'; '.join(labels)}."


def _wanted(name: str, force: str | None) -> bool:
    named = NAME.fullmatch(_inside(name).name)
    if named is None:
        return False
    return named["kind"].lower() == "street" and (not force or named["force"].lower() == force)


def _inside(name: str) -> PurePosixPath:
    """A path of a zip or a folder in parts; some programs pack with the strokes of Windows."""
    return PurePosixPath(name.replace("\\", "/"))


def _too_large(size: int) -> str:
    return (
        f"has {_megabytes(size)}, more than the {_megabytes(MEMBER_LIMIT)} that a month can have."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
