"""Looks at an uploaded file as an intake would and keeps nothing of it, on disk or in a log."""

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csp.errors import CspError, Fault, IntakeError
from csp.ingest import partner, police_uk
from csp.ingest.intake import TRIAL, Intake

LOG = logging.getLogger(__name__)
PREFIX = "csp-upload-"
LEFT_AFTER = 3600  # seconds: an older folder was left by a process that was killed


@dataclass(frozen=True)
class Examined:
    """What a check of an uploaded file found: faults, or the sentences of what would be taken."""

    name: str
    faults: tuple[Fault, ...]
    sentences: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # to be confirmed before the file is taken
    months: int = 0  # or waves, that would be taken

    @property
    def whole(self) -> tuple[Fault, ...]:
        """The faults of the file as a whole."""
        return tuple(fault for fault in self.faults if fault.row is None)

    @property
    def in_rows(self) -> tuple[Fault, ...]:
        """The faults of rows, in the order of the rows."""
        held = (fault for fault in self.faults if fault.row is not None)
        return tuple(sorted(held, key=lambda fault: (fault.file, fault.row or 0)))


def ingest(source_id: str, paths: Sequence[Path], *, confirmed: bool, **options: Any) -> Intake:
    """The intake of a source, whichever it is: see `csp.ingest.partner` and `.police_uk`."""
    if confirmed:
        options["confirmed"] = True
    if source_id == police_uk.POLICE_UK:
        return police_uk.ingest(paths, **options)
    return partner.ingest(source_id, paths, **options)


def examine(source_id: str, name: str, content: bytes) -> Examined:
    """Every fault of an uploaded file, or what would be taken of it; nothing is kept.

    The file lies in a folder of its own while it is read, which goes with it. Raises CspError when
    it cannot be read here at all: the disk is full, the archive damaged, the key missing.
    """
    with uploaded(name, content) as file:
        try:
            intake = ingest(source_id, [file], confirmed=False, dry_run=True)
        except IntakeError as error:
            return Examined(file.name, error.told)
        except CspError:
            raise
        except Exception as error:
            # The words of a foreign error may repeat a cell: neither told nor logged.
            LOG.error("A file of %s could not be checked: %s", source_id, _place_of(error))
            raise CspError(
                "The file could not be read to its end. Save it anew as CSV, XLSX or ODS and try"
                " again; if that does not help, tell whoever looks after this dashboard."
            ) from None
    doubts: tuple[str, ...] = getattr(intake, "doubts", ())
    sentences = tuple(one for one in intake.sentences if one != TRIAL and one not in doubts)
    return Examined(file.name, (), sentences, doubts, len(intake.taken))


def _place_of(error: BaseException) -> str:
    """What kind of error it was and where in the code, without its words."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = "" if at is None else f" in {at.tb_frame.f_code.co_name}, line {at.tb_lineno}"
    return f"{type(error).__name__}{where}"


@contextmanager
def uploaded(name: str, content: bytes) -> Iterator[Path]:
    """The upload as a file of its own name, in a folder that only this user may read and that is
    removed whatever happens. Raises CspError when it cannot be written.
    """
    folder = set_down(name, content)
    try:
        yield next(folder.iterdir())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_down(name: str, content: bytes) -> Path:
    """The folder with the upload in it, for one who removes it afterwards.

    Folders that a killed process left are removed here. Raises CspError when it cannot be written.
    """
    own = Path(name.replace("\\", "/")).name.strip() or "upload"
    folder: Path | None = None
    try:
        _sweep(Path(tempfile.gettempdir()))
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        (folder / own).write_bytes(content)
    except (OSError, ValueError) as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise CspError(f"The file could not be looked at here: {why}.") from None
    return folder


def _sweep(place: Path) -> None:
    for left in place.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(left, ignore_errors=True)
