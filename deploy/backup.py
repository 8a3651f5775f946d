"""Keeps what nothing else holds: `python -m deploy.backup FOLDER`.

One archive of the data folder without the files that are built from it, with the fingerprints of
their tables, so that a restore can be held against them anywhere. Old archives go.
"""

import argparse
import io
import json
import sys
import tarfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from csp import packs
from csp.db import Reader, pointer
from csp.errors import CspError
from csp.settings import Edition, data_folder

KEPT = 35  # archives; a source's retention holds for them, too
TOLD = "fingerprints.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Keeps one archive and says where; 0 when it is whole, 2 when none could be made."""
    parser = argparse.ArgumentParser(prog="python -m deploy.backup", description=__doc__)
    parser.add_argument("folder", type=Path, help="where archives are kept; not in the data folder")
    parser.add_argument("--keep", type=int, default=KEPT, help=f"how many; else {KEPT}")
    wanted = parser.parse_args(arguments)
    try:
        made = backup(data_folder(), wanted.folder)
    except (CspError, OSError, ValueError) as error:
        print(f"No backup was made: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for old in sorted(wanted.folder.glob("csp-*.tar.gz"))[: -max(1, wanted.keep)]:
        old.unlink()
    print(f"{made.name} holds {made.stat().st_size / 1e6:.1f} MB.")  # noqa: T201
    return 0


def backup(data: Path, folder: Path) -> Path:
    """An archive of a data folder. Raises ValueError when it would hold itself, WarehouseError when
    a served file is not whole.
    """
    if folder.resolve().is_relative_to(data):
        raise ValueError("the archives must lie outside the data folder")
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps(fingerprints(), indent=1).encode()
    target = folder / f"csp-{datetime.now(UTC):%Y%m%dT%H%M%S}.tar.gz"
    part = target.with_suffix(".part")
    with tarfile.open(part, "w:gz") as made:
        for one in sorted(data.iterdir()):
            if is_kept(one):
                made.add(one, arcname=one.name)
        about = tarfile.TarInfo(TOLD)
        about.size = len(told)
        made.addfile(about, io.BytesIO(told))
    part.chmod(0o640)
    return part.rename(target)


def is_kept(one: Path) -> bool:
    """Whether a file or folder of the data folder is more than what is built from the others."""
    made_anew = one.name.startswith((".lock", ".building")) or one.name == packs.FOLDER
    return not (made_anew or ".duckdb" in one.name or one.suffix in {".pages", ".half"})


def fingerprints() -> dict[str, dict[str, str]]:
    """The tables of every edition that is served from what is kept, by edition; the release too."""
    told = {}
    for edition in get_args(Edition):
        if pointer(edition).exists():
            with closing(Reader(pointer(edition).resolve(), edition)) as reader:
                told[edition] = {"release": reader.release, **reader.fingerprints()}
    return told


if __name__ == "__main__":
    sys.exit(main())
