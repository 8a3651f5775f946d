"""Makes a data folder anew from a backup: `python -m deploy.restore ARCHIVE FOLDER`.

Unpacks into an empty folder, builds what was served, and holds every table against its fingerprint
in the archive. So it is the drill, too: into a folder of its own it touches nothing that serves.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from csp.errors import CspError
from csp.settings import ROOT
from deploy.backup import TOLD, fingerprints

MADE_BY = {"demonstration": "demo", "partner": "build", "public": "publish"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Restores and tells; 0 when every table is as it was, 1 when one is not, 2 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m deploy.restore", description=__doc__)
    parser.add_argument("archive", type=Path, help="made by python -m deploy.backup")
    parser.add_argument("folder", type=Path, help="a folder that is empty, or not there yet")
    wanted = parser.parse_args(arguments)
    try:
        different = list(restore(wanted.archive, wanted.folder))
    except (CspError, OSError, ValueError, tarfile.TarError) as error:
        print(f"Nothing was restored: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for sentence in different:
        print(sentence, file=sys.stderr)  # noqa: T201
    if not different:
        print("Every table is as it was.")  # noqa: T201
    return int(bool(different))


def restore(archive: Path, folder: Path) -> Iterator[str]:
    """Restores, and gives a sentence for each table that is not as it was. Raises ValueError when
    the folder holds something, the archive has no fingerprints or a build is refused.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as held:
        held.extractall(folder, filter="data")
    told = folder / TOLD
    if not told.exists():
        raise ValueError(f"{archive.name} holds no {TOLD}")
    before = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    os.environ["CSP_DATA"] = str(folder.resolve())
    for edition, command in MADE_BY.items():  # the public file is made from the partner file
        if edition in before:
            _make(command)
    yield from differences(before, fingerprints())


def _make(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "csp", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ValueError(f"“csp {command}” was refused: {done.stderr.strip()}")


def differences(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """A sentence for each table that is not as it was."""
    for edition, tables in before.items():
        for name, was in tables.items():
            found = after.get(edition, {}).get(name, "missing")
            if found != was:
                yield f"{edition}, {name}: was {was}, is {found}"


if __name__ == "__main__":
    sys.exit(main())
