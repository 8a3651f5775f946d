"""What taking months in costs over a bare read of the same files: a part of the benchmark's table.

It needs the street-level archives of the force in ../shared/data/police_uk.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import duckdb

from csp.ingest import police_uk
from csp.ingest.members import find
from csp.settings import settings

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = ROOT.parent / "shared" / "data" / "police_uk"
RUNS = 3
LIMIT = 2.0
BARE = "CREATE TEMP TABLE month AS SELECT * FROM read_csv($files)"

Spent = tuple[float, float]  # by the clock and by the processors, in ms


def rows() -> Iterator[tuple[str, float, float, float]]:
    """What, ours, the other's and the limit of each row: intake of all real months (zips unpacked,
    checked, hashed and kept) over DuckDB's read of all columns of the same files, unpacked before.

    Each time in a data folder of its own, the two in turn; of three runs the middle one. No row,
    and the reason on standard error, where the archives are not held.
    """
    zips = sorted(ARCHIVES.glob("*.zip"))
    if not zips:
        print(f"intake is not measured: no archives in {ARCHIVES}", file=sys.stderr)  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        files = _unpacked(zips, Path(folder))
        runs = []
        for run in range(RUNS):
            offered, data = _fresh(zips, Path(folder) / f"run-{run}")
            with patch.dict(os.environ, CSP_DATA=str(data)):
                ours = _spent(lambda offered=offered: police_uk.ingest(offered))
            runs.append((ours, _spent(lambda: _bare(files))))
    for place, what in enumerate(("", ", processor time")):
        own, other = sorted(
            ((ours[place], bare[place]) for ours, bare in runs), key=lambda pair: pair[0] / pair[1]
        )[RUNS // 2]
        yield f"intake of {len(files)} months over a bare read{what}", own, other, LIMIT


def _unpacked(zips: list[Path], folder: Path) -> list[str]:
    """The months of the archives as files, each under its name."""
    months = find(zips, settings().area.police_uk_force).members
    files = [folder / Path(month.name).name for month in months]
    for file, month in zip(files, months, strict=True):
        file.write_bytes(month.read())
    return [str(file) for file in files]


def _fresh(zips: list[Path], folder: Path) -> tuple[list[Path], Path]:
    """Copies of the archives, of which no hash is remembered, and a data folder without months."""
    data, offered = folder / "data", folder / "offered"
    shutil.copytree(ROOT / "data" / "open", data / "open")
    offered.mkdir()
    return [Path(shutil.copy2(one, offered)) for one in zips], data


def _bare(files: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(BARE, {"files": files})


def _spent(do: Callable[[], object]) -> Spent:
    began, worked = time.perf_counter(), time.process_time()
    do()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
