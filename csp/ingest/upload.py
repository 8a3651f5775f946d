"""An upload as a file in a folder of its own: private while it is read, and gone afterwards."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from csp.errors import CspError

PREFIX = "csp-upload-"
LEFT_AFTER = 3600  # seconds: an older folder was left by a process that was killed


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
        sweep()
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        (folder / own).write_bytes(content)
    except (OSError, ValueError) as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise CspError(f"The file could not be looked at here: {why}.") from None
    return folder


def sweep() -> None:
    """Removes uploads that a killed process left an hour ago or longer."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(left, ignore_errors=True)
