"""Whole files only: built in a private folder, renamed to a versioned name, then pointed at in one
step.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from csp import kept_releases
from csp.db import pointer, release_of
from csp.errors import BuildError, CspError
from csp.prepared import pages_of, remove
from csp.settings import Edition, data_folder

KEPT_FILES = 3  # the serving file and two before it, for an undo
LOG = logging.getLogger(__name__)


@contextmanager
def only_builder(edition: Edition) -> Iterator[Path]:
    """A private folder to build in, for one builder of an edition at a time.

    The lock dies with its process, so a killed build blocks nobody; what it left is swept here.
    Raises BuildError when another build is running or the data folder cannot be written.
    """
    with ExitStack() as held:
        yield _place_to_build(edition, held)


def _place_to_build(edition: Edition, held: ExitStack) -> Path:
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held.enter_context(FileLock(folder / f".lock-{edition}", timeout=0))
        for left in folder.glob(f".building-{edition}-*"):
            shutil.rmtree(left, ignore_errors=True)
        workspace = Path(tempfile.mkdtemp(prefix=f".building-{edition}-", dir=folder))
    except Timeout as error:
        raise BuildError(
            f"Another build of the {edition} file is running; try again later."
        ) from error
    except PermissionError as error:
        raise BuildError(f"The folder {folder.name} cannot be written to.") from error
    except OSError as error:
        raise BuildError(_unwritten(edition, error)) from error
    held.callback(shutil.rmtree, workspace, ignore_errors=True)
    return workspace


def _unwritten(name: str, error: OSError) -> str:
    return f"The {name} file could not be written: {error.strerror or error}."


def _point(served: Path, target: Path, workspace: Path) -> None:
    link = workspace / "pointer"
    link.symlink_to(target.name)
    link.replace(served)


def turn_to(edition: Edition, target: Path) -> None:
    """Turns the pointer of an edition to one of its earlier files, in one atomic step.

    Raises BuildError when a build is running or the folder cannot be written.
    """
    with only_builder(edition) as workspace:
        try:
            _point(pointer(edition), target, workspace)
        except OSError as error:
            raise BuildError(_unwritten(edition, error)) from error


def swap_in(built: Path, served: Path, release: str) -> Path:
    """Gives the built file a name of its own and turns the pointer to it in one atomic step.

    A reader finds either the old file or the new one, whole, at any moment. Older files beyond
    KEPT_FILES are removed but those that are kept to be shown again (csp.kept_releases); a reader
    that still holds one keeps it. Pages that were prepared beside the file go with it. Raises
    BuildError when the folder cannot be written.
    """
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    target = served.with_name(f"{served.stem}-{release}-{stamp}.duckdb")
    try:
        with built.open("rb") as file:
            os.fsync(file.fileno())
        if pages_of(built).exists():  # they are there before who looks for them
            pages_of(built).rename(pages_of(target))
        built.rename(target)
        _point(served, target, built.parent)
    except OSError as error:
        raise BuildError(_unwritten(served.stem, error)) from error
    older = sorted(served.parent.glob(f"{served.stem}-*.duckdb"), key=lambda p: p.stat().st_mtime)
    for old in _beyond(served.stem, older):
        remove(old)
    return target


def _beyond(edition: str, oldest_first: list[Path]) -> Iterator[Path]:
    """The files that go. Where nobody can tell which are cited or withdrawn, none does."""
    try:
        kept = kept_releases.kept(edition)  # type: ignore[arg-type]  # the stem of a pointer is one
    except CspError as error:
        LOG.warning("No earlier file is removed: %s", error)
        return
    seen: set[str] = set()
    for file in reversed(oldest_first[:-KEPT_FILES]):
        release = release_of(file)
        if release not in kept or release in seen:  # of one release the newest file is enough
            yield file
        seen.add(release)
