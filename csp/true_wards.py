"""Where an officer's true ward boundaries are kept: whole or not at all, earlier ones beside them.

Each set taken lies in a folder of its own, `boundaries/wards_<year>-<moment>`; a link without the
moment leads to the one that counts. The files of `open` stay as they were derived.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from csp.errors import WarehouseError
from csp.settings import data_folder

FOLDER = "boundaries"
OUTLINES, LOOKUP, NOTE = "wards.geojson", "lookup_lsoa_ward.csv", "received.json"
UNFINISHED = ".taking-"


def held(data: Path) -> dict[str, Path]:
    """The folder that counts of each ward set of which true boundaries are held, by its year."""
    links = sorted((data / FOLDER).glob("wards_*"))
    return {
        link.name.removeprefix("wards_"): link.resolve()
        for link in links
        if link.is_symlink() and (link / NOTE).exists()
    }


def keep(vintage: str, files: Mapping[str, bytes]) -> Path:
    """The folder in which the files of a set now lie. They count from one moment to the next.

    Raises WarehouseError when they cannot be written; then what counted before goes on counting.
    """
    root = data_folder() / FOLDER
    try:
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob(f"{UNFINISHED}*"):  # of a run that was killed
            shutil.rmtree(left)
        scratch = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
        scratch.chmod(0o755)
        for name, content in files.items():
            with (scratch / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        kept = root / f"wards_{vintage}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        scratch.rename(kept)
        _point(vintage, kept)
    except OSError as error:
        why = error.strerror or "the folder cannot be used"
        raise WarehouseError(f"Nothing of the boundaries could be kept: {why}.") from error
    return kept


def undo(vintage: str) -> bool:
    """Takes the newest boundaries of a set back; whether earlier ones count now.

    Those taken back stay in their folder, under a name that nothing reads. Raises WarehouseError
    where none are held.
    """
    root, own = data_folder() / FOLDER, held(data_folder()).get(vintage)
    if own is None:
        raise WarehouseError(f"No true boundaries of the wards of {vintage} are held.")
    earlier = sorted(
        folder
        for folder in root.glob(f"wards_{vintage}-*")
        if folder.name < own.name and (folder / NOTE).exists()
    )
    try:
        if earlier:
            _point(vintage, earlier[-1])
        else:
            (root / f"wards_{vintage}").unlink()
        own.rename(root / f".withdrawn-{own.name}")
    except OSError as error:
        raise WarehouseError(f"The boundaries stay as they are: {error.strerror}.") from error
    return bool(earlier)


def _point(vintage: str, folder: Path) -> None:
    """Turns the link to a folder in one step."""
    link = folder.with_name(f"{UNFINISHED}link")
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    link.replace(folder.with_name(f"wards_{vintage}"))
