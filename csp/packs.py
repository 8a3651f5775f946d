"""Meeting packs that lie ready: the files that were made for one edition and release, and no other.

They are made by a command of its own and only read here. A pack lies in
`packs/<edition>-<release>` of the data folder. One that is older than the file of its release holds
what that file may not: the same release can be published again with other counts hidden.
"""

import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from csp.errors import WarehouseError
from csp.settings import Edition, data_folder

FOLDER = "packs"  # of the data folder
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.[a-z]+")
# By ending, in the order in which they are offered: what the kind of file is called, and its type.
KINDS = {
    ".pptx": (
        "PowerPoint slides",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ".html": ("one HTML file", "text/html"),
    ".pdf": ("PDF", "application/pdf"),
}


@dataclass(frozen=True)
class Made:
    """One file of a pack."""

    path: Path
    size: int  # bytes
    made_at: datetime  # UTC

    @property
    def title(self) -> str:
        """What it is, in the words of its name."""
        words = re.sub(r"[_-]+", " ", self.path.stem)
        return words[:1].upper() + words[1:]

    @property
    def kind(self) -> str:
        """What kind of file it is."""
        return KINDS[self.path.suffix][0]

    @property
    def mime(self) -> str:
        """The kind as a browser is told it."""
        return KINDS[self.path.suffix][1]


def folder_of(edition: Edition, release: str) -> Path | None:
    """Where the pack of a release lies; None for a release whose name could lead elsewhere."""
    if RELEASE.fullmatch(release) is None:
        return None
    return data_folder() / FOLDER / f"{edition}-{release}"


def made(edition: Edition, release: str, built_at: datetime) -> list[Made]:
    """The files of the pack that was made for an edition and a release, of the file that was built
    at a moment [UTC], slides first; none where none was made since, or this account may not read
    it. What is a link, or has another kind of name, is no file of a pack.
    """
    folder = folder_of(edition, release)
    if folder is None or folder.resolve() != folder or not folder.is_dir():
        return []
    order = list(KINDS)
    since = built_at.replace(tzinfo=UTC).timestamp()
    try:
        found = [_read(file) for file in folder.iterdir() if _is_of_a_pack(file)]
    except OSError:
        return []
    fresh = [one for one in found if one.made_at.timestamp() >= since]
    return sorted(fresh, key=lambda one: (order.index(one.path.suffix), one.path.name))


def left_behind(edition: Edition, held: Collection[str]) -> tuple[Path, ...]:
    """The packs of an edition whose release is none of those held."""
    found = sorted((data_folder() / FOLDER).glob(f"{edition}-*"))
    return tuple(one for one in found if one.name.partition("-")[2] not in held)


def remove(pack: Path) -> None:
    """Removes a pack, or a link in its place. Raises WarehouseError where that is refused."""
    try:
        pack.unlink() if pack.is_symlink() else shutil.rmtree(pack)
    except OSError as error:
        raise WarehouseError(
            f"{pack.name} could not be deleted: {error.strerror or error}; run it again."
        ) from error


def content(of: Made) -> bytes:
    """What a file of a pack holds. Raises WarehouseError where it has gone since it was listed."""
    try:
        if not _is_of_a_pack(of.path):
            raise FileNotFoundError(of.path.name)
        return of.path.read_bytes()
    except OSError as error:
        raise WarehouseError(
            "This file of the pack has been replaced; load the page anew."
        ) from error


def _is_of_a_pack(file: Path) -> bool:
    named = NAME.fullmatch(file.name) is not None and file.suffix in KINDS
    return named and file.is_file() and not file.is_symlink()


def _read(file: Path) -> Made:
    told = file.stat()
    return Made(file, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC))
