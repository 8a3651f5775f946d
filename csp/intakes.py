"""Which files came together, which came last, and how they are taken back: whole, or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from csp import archive
from csp.archive import WITHDRAWN, Receipt, folder_of
from csp.errors import WarehouseError
from csp.settings import data_folder
from csp.sources import sources

BUSY = "Another file is being taken in or taken back just now; try again in a minute."


@contextmanager
def only_one() -> Iterator[None]:
    """Lets one intake or undo at a time in; the lock dies with its process.

    Raises WarehouseError when another is at work or the data folder cannot be written.
    """
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock-intake", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise WarehouseError(BUSY) from error
    except OSError as error:
        raise WarehouseError(
            f"The folder {folder.name} cannot be written to: {error.strerror or error}."
        ) from error
    try:
        yield
    finally:
        lock.release()


def everything() -> list[Receipt]:
    """Every receipt of every source that counts, by source in the order of receipt.

    Raises WarehouseError when received files are damaged.
    """
    return [receipt for source in sources() for receipt in archive.received(source)]


def last() -> list[Receipt]:
    """The files of the newest intake that was not taken back; none when there is none."""
    return newest(everything())


def newest(receipts: Sequence[Receipt]) -> list[Receipt]:
    """Those of the receipts that came together, last."""
    if not receipts:
        return []
    latest = max(receipts, key=order)
    together = (latest.source, latest.taken_with)
    return [one for one in receipts if (one.source, one.taken_with) == together]


def order(receipt: Receipt) -> tuple[int, datetime]:
    """By what intakes are put in order: their number; uncounted ones by their moment."""
    return receipt.intake, receipt.received_at


def as_files(receipts: Sequence[Receipt]) -> frozenset[tuple[str, str, int]]:
    """The receipts as data files name what they were made of: source, SHA-256, intake."""
    return frozenset((one.source, one.sha256, one.intake) for one in receipts)


def withdrawn() -> list[Receipt]:
    """The receipts of every intake that was taken back; what cannot be read is left out."""
    found = []
    for source in sources():
        if (folder := folder_of(source)).is_dir():
            aside = [place for gone in folder.glob(f"{WITHDRAWN}*") for place in gone.iterdir()]
            notes = [archive.note_of(place) for place in (*archive.places(folder), *aside)]
            found += [note for note in notes if note is not None and _marker(note).is_dir()]
    return found


@contextmanager
def taken_back(receipts: Sequence[Receipt]) -> Iterator[None]:
    """Inside, the receipts of one intake no longer count; for good when the block ends well, as
    before when it fails.

    One folder made or removed decides for all of them, so that a kill never leaves a half. The
    files are kept in that folder. Raises WarehouseError when the archive cannot be written.
    """
    marker = _marker(receipts[0])
    try:
        marker.mkdir()
    except OSError as error:
        raise _unwritten(receipts[0].source, error) from error
    try:
        yield
    except BaseException:
        marker.rmdir()
        raise
    try:
        archive.move_aside(marker.parent)
    except OSError as error:
        raise _unwritten(receipts[0].source, error) from error


def withdraw(receipts: Sequence[Receipt]) -> None:
    """Takes one intake back. Raises WarehouseError when the archive cannot be written."""
    with taken_back(receipts):
        pass


def _marker(receipt: Receipt) -> Path:
    return folder_of(receipt.source) / f"{WITHDRAWN}{receipt.taken_with}"


def _unwritten(source: str, error: OSError) -> WarehouseError:
    return WarehouseError(
        f"The files of {source} could not be set aside: {error.strerror or error}."
    )
