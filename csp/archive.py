"""Keeps files as they were received: whole or not at all, each under its hash, never changed."""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from csp.errors import WarehouseError
from csp.settings import data_folder

NOTE = "received.json"
UNFINISHED = ".taking-"  # folders of a run that has not finished, or was killed
# Beside the received files of a source: where those of an intake go that was taken back. Once the
# folder is there, no receipt of the intake counts any more, whether it has been moved yet or not.
WITHDRAWN = ".withdrawn-"
HASH_CHARACTERS = 16  # of the SHA-256, in the name of a receipt's folder
UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Held(_Strict):
    """One month, or one wave of a survey, that a received file holds: where, and how many rows."""

    month: date  # the first day of the month, or of the wave's month or year
    member: str  # the path inside a zip; the file's own name otherwise
    rows: int = Field(ge=0)


class Receipt(_Strict):
    """One file as received, and what it was found to hold."""

    source: str
    name: str  # the file's own name, without a folder
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    received_at: AwareDatetime  # UTC
    sequence: int = Field(ge=1)  # the order of receipt within the source
    bytes: int = Field(ge=0)
    holds: tuple[Held, ...]
    # Files taken together share the number, which grows from one intake to the next over all
    # sources; 0 where the receipt was written before intakes were counted.
    intake: int = Field(default=0, ge=0)

    @property
    def taken_with(self) -> str:
        """What files taken together have in common; an uncounted receipt stands alone."""
        return str(self.intake or self.sha256[:HASH_CHARACTERS])

    @property
    def path(self) -> Path:
        """Where the received bytes lie."""
        return folder_of(self.source) / self.sha256[:HASH_CHARACTERS] / self.name


@dataclass(frozen=True)
class Offered:
    """A checked file that is to be kept; `sha256` is that of the bytes that are kept.

    Those are the file's own, as they were checked, or `content` under the name of `path`: then
    nothing needs to lie at `path`, and nothing of it is read.
    """

    path: Path
    sha256: str
    holds: tuple[Held, ...]
    content: bytes | None = None


def keep(source: str, offered: Sequence[Offered]) -> list[Receipt]:
    """The new receipts, in the order offered; a file that is held already gives none.

    All files are first copied, whole, into a hidden folder beside their place and then renamed, one
    after the other. A kill leaves each file kept whole or not at all; a further run sweeps what is
    left and takes what is missing. Raises WarehouseError when another intake of this source runs, a
    file changed after it was checked, the disk is full or an earlier receipt is damaged.
    """
    folder = folder_of(source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=0):
            move_aside(folder)  # the place of a file that was taken back must be free
            return _keep_alone(source, folder, offered)
    except Timeout as error:
        raise WarehouseError(f"Another intake of {source} is running; try again later.") from error
    except OSError as error:
        why = error.strerror or "the folder cannot be used"
        raise WarehouseError(f"Nothing of {source} could be kept: {why}.") from error


def _keep_alone(source: str, folder: Path, offered: Sequence[Offered]) -> list[Receipt]:
    sweep(folder)
    held = received(source)
    known = {receipt.sha256 for receipt in held}
    last = max((receipt.sequence for receipt in held), default=0)
    each_once = {file.sha256: file for file in offered}
    fresh = [file for sha256, file in each_once.items() if sha256 not in known]
    workspace = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    intake = 1 + max(_numbers(folder.parent), default=0)
    try:
        receipts = [
            _copy_in(source, file, sequence, intake, workspace)
            for sequence, file in enumerate(fresh, start=last + 1)
        ]
        for receipt in receipts:
            (workspace / receipt.path.parent.name).rename(receipt.path.parent)
        _flush(folder)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
    return receipts


def _numbers(raw: Path) -> Iterator[int]:
    """The number of every intake of any source, those that were taken back included."""
    for place in (*raw.glob("*/*/"), *raw.glob(f"*/{WITHDRAWN}*/*/")):
        if (note := note_of(place)) is not None:  # damage is told when its own source is read
            yield note.intake
    for gone in raw.glob(f"*/{WITHDRAWN}*"):
        number = gone.name.removeprefix(WITHDRAWN)
        if number.isdecimal() and len(number) < HASH_CHARACTERS:
            yield int(number)


def move_aside(folder: Path) -> None:
    """Moves the receipts of a source that were taken back into the folders that say so.

    They do not count from the moment that folder is there, so it does not matter when this is done,
    or whether it was interrupted. Raises OSError when the folder cannot be written.
    """
    for place in places(folder):
        note = note_of(place)
        if note is not None and (gone := folder / f"{WITHDRAWN}{note.taken_with}").is_dir():
            place.rename(gone / place.name)


def places(folder: Path) -> list[Path]:
    """The folders of the files received from a source, by their names."""
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def note_of(place: Path) -> Receipt | None:
    """The note of a received file, or None where it is missing or damaged."""
    try:
        return Receipt.model_validate_json((place / NOTE).read_bytes())
    except (OSError, ValidationError):
        return None


def _copy_in(source: str, file: Offered, sequence: int, intake: int, workspace: Path) -> Receipt:
    if file.path.name == NOTE:
        raise WarehouseError(f"A file cannot be named {NOTE}; give it another name.")
    place = workspace / file.sha256[:HASH_CHARACTERS]
    place.mkdir()
    copy = place / file.path.name
    if file.content is None:
        shutil.copyfile(file.path, copy)
    else:
        copy.write_bytes(file.content)
    if _digest(copy) != file.sha256:
        raise WarehouseError(f"{file.path.name} changed while it was taken; nothing was kept.")
    receipt = Receipt(
        source=source,
        name=file.path.name,
        sha256=file.sha256,
        received_at=datetime.now(UTC),
        sequence=sequence,
        bytes=copy.stat().st_size,
        holds=file.holds,
        intake=intake,
    )
    _write_note(place, receipt)
    return receipt


def _write_note(place: Path, receipt: Receipt, *, beside: Path | None = None) -> None:
    """Writes the note of a received file (in `place`, else `beside`); the disk has both then."""
    note = place / NOTE
    note.write_text(json.dumps(receipt.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    for written in (beside or place / receipt.name, note, place):
        _flush(written)


def discard(receipt: Receipt) -> None:
    """Deletes a received file with its note: from one moment to the next it is not held any more.

    What a kill leaves of it lies in a folder that every intake sweeps. Raises OSError when it
    cannot be deleted.
    """
    folder = folder_of(receipt.source)
    going = folder / f"{UNFINISHED}deleted-{receipt.sha256[:HASH_CHARACTERS]}"
    shutil.rmtree(going, ignore_errors=True)
    receipt.path.parent.rename(going)
    shutil.rmtree(going)


def shorten(receipt: Receipt, content: bytes, holds: tuple[Held, ...]) -> Receipt:
    """Puts a part of a received file in its place, under a hash of its own, and deletes the whole.

    The part stands where the whole stood in the order of receipt and came with the same intake.
    After a kill both are held, or one of them; a further call ends with the part. Raises OSError
    when the folder cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    told = {"sha256": digest, "bytes": len(content), "holds": holds}
    part = receipt.model_copy(update=told)
    folder = folder_of(receipt.source)
    workspace = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        place = workspace / part.path.parent.name
        place.mkdir()
        (place / part.name).write_bytes(content)
        _write_note(place, part)
        held = note_of(part.path.parent)
        if held is None:
            shutil.rmtree(part.path.parent, ignore_errors=True)
            place.rename(part.path.parent)
        elif held.sequence < part.sequence:  # the same bytes came before, and now count as later
            order = part.model_dump(include={"sequence", "intake", "received_at"})
            _write_note(place, held.model_copy(update=order), beside=held.path)
            (place / NOTE).replace(held.path.parent / NOTE)
        _flush(folder)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
    discard(receipt)
    return part


def sweep(folder: Path) -> None:
    """Removes what an intake or a deletion left that was killed."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _flush(path: Path) -> None:
    """Has the disk write what the system still holds back; without it a power cut could lose it."""
    if path.is_dir() and os.name != "posix":
        return  # elsewhere a folder cannot be opened, and its entries are written at once
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def received(source: str) -> list[Receipt]:
    """Every receipt of the source in the order of receipt; none when nothing was ever received.

    What was taken back is left out. Raises WarehouseError, with a sentence for each, when receipts
    are damaged or were altered.
    """
    folder = folder_of(source)
    if not folder.is_dir():
        return []
    receipts, wrong = [], []
    for place in places(folder):
        try:
            receipt = _read(source, place)
        except WarehouseError as error:
            wrong.append(str(error))
            continue
        if not (folder / f"{WITHDRAWN}{receipt.taken_with}").is_dir():
            receipts.append(receipt)
    if wrong:
        advice = "Put the folder back from a copy, or remove it and offer the file again."
        raise WarehouseError("\n  ".join(["Received files are damaged:", *wrong, advice]))
    return sorted(receipts, key=lambda receipt: (receipt.sequence, receipt.received_at))


def _read(source: str, place: Path) -> Receipt:
    where = f"raw/{source}/{place.name}"
    try:
        receipt = Receipt.model_validate_json((place / NOTE).read_bytes())
    except FileNotFoundError as error:
        raise WarehouseError(f"{where}: {NOTE} is missing.") from error
    except (OSError, ValidationError) as error:
        raise WarehouseError(f"{where}: {NOTE} cannot be read.") from error
    in_place = receipt.source == source and receipt.sha256.startswith(place.name)
    if not in_place or receipt.path.parent != place:
        raise WarehouseError(f"{where}: {NOTE} belongs to another file.")
    if not receipt.path.is_file():
        raise WarehouseError(f"{where}: the file is missing.")
    if fingerprint(receipt.path) != receipt.sha256:
        raise WarehouseError(f"{where}: the file is not what was received.")
    return receipt


def newest_months(source: str) -> dict[date, tuple[Receipt, str]]:
    """For each month held, the receipt that came last with it and the member that holds it.

    Months are first days, in order. Raises WarehouseError as `received` does.
    """
    newest: dict[date, tuple[Receipt, str]] = {}
    for receipt in received(source):
        for held in receipt.holds:
            newest[held.month] = (receipt, held.member)
    return dict(sorted(newest.items()))


@contextmanager
def open_member(receipt: Receipt, member: str) -> Iterator[IO[bytes]]:
    """The bytes of one member, to read: of a zip, or the file itself when it is none.

    Raises WarehouseError when the file or the member is not there or does not unpack.
    """
    # Not by its own name, which its sender gave it: the sentence may end in a log.
    wrong = f"raw/{receipt.source}/{receipt.path.parent.name}, as received, cannot be read."
    with ExitStack() as opened:
        try:
            file = _open(receipt.path, member, opened)
        except UNREADABLE_ZIP as error:
            raise WarehouseError(wrong) from error
        try:
            yield file
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise WarehouseError(wrong) from error


def _open(path: Path, member: str, opened: ExitStack) -> IO[bytes]:
    if path.suffix.lower() != ".zip":
        return opened.enter_context(path.open("rb"))
    packed = opened.enter_context(zipfile.ZipFile(path))
    return opened.enter_context(packed.open(member))


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, remembered while its size and time of change stay the same."""
    state = path.stat()
    return _remembered_digest(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1024)
def _remembered_digest(path: Path, _size: int, _changed: int) -> str:
    return _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_of(source: str) -> Path:
    """Where the received files of a source lie. Raises ValueError for what can be no source."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", source):
        raise ValueError(f"{source!r} is no name of a source")
    return data_folder() / "raw" / source
