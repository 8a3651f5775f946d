"""What taking months in and building costs over a bare read of the same files: a part of the
benchmark's table. The real months are the street-level archives of ../shared/data/police_uk.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import duckdb

import csp.build as build_of
from csp.ingest import police_uk
from csp.ingest.members import find
from csp.settings import settings
from tests.conftest import data_in, fresh_data_folder
from tests.side_by_side import middle

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = ROOT.parent / "shared" / "data" / "police_uk"
RUNS = 3
LIMIT, BOTH_LIMIT, NO_LIMIT = 2.0, 3.0, 0.0
BARE = "CREATE TEMP TABLE month AS SELECT * FROM read_csv($files)"

Spent = tuple[float, float]  # by the clock and by the processors, in ms
Row = tuple[str, float, float, float]


@dataclass(frozen=True)
class Run:
    """What one run spent on each of its parts, and on the bare read beside it."""

    intake: Spent
    counting: Spent  # the build's part that months held raw bring with them
    build: Spent  # all of it: outlines, hotspots, signals and checks, too
    bare: Spent


def rows() -> Iterator[Row]:
    """What, ours, the other's and the limit of each row, of all real months that are held: intake
    (zips unpacked, checked, hashed and kept); intake and the build's own counting of them; intake
    and the whole build with its outlines, hotspots, signals and checks. Over DuckDB's read of all
    columns of the same files, unpacked before; libraries are loaded before, too.

    Each time in a data folder of its own, one after the other; of three runs the middle one. No
    row, and the reason on standard error, where the archives are not held.
    """
    zips = sorted(ARCHIVES.glob("*.zip"))
    if not zips:
        print(f"intake is not measured: no archives in {ARCHIVES}", file=sys.stderr)  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        _once(Path(folder) / "first", [])  # what a process does but once
        runs = [_once(Path(folder) / f"run-{number}", zips) for number in range(RUNS)]
    months = len(find(zips, settings().area.police_uk_force).members)
    for place, how in enumerate(("", ", processor time")):
        for what, parts, limit in (
            ("intake", ["intake"], LIMIT),
            ("intake and counting", ["intake", "counting"], BOTH_LIMIT),
            ("intake and whole build", ["intake", "build"], NO_LIMIT),
        ):
            yield f"{what}, {months} months, bare read{how}", *_middle(runs, place, *parts), limit


def _middle(runs: Sequence[Run], place: int, *parts: str) -> Spent:
    """Ours and the other's of the middle one of the runs, by the ratio."""
    pairs = [(sum(getattr(run, part)[place] for part in parts), run.bare[place]) for run in runs]
    return middle(pairs)


def _once(folder: Path, zips: Sequence[Path]) -> Run:
    """Takes in copies of the archives, of which no hash is remembered, builds, and reads bare."""
    data, offered = fresh_data_folder(folder / "data"), folder / "offered"
    offered.mkdir()
    copies = [Path(shutil.copy2(one, offered)) for one in zips]
    counted: list[Spent] = []
    whole = build_of.raw_police_uk

    def counting(*given: object, **named: object) -> object:
        result: list[object] = []
        counted.append(_spent(lambda: result.append(whole(*given, **named))))
        return result[0]

    with data_in(data), patch.object(build_of, "raw_police_uk", counting):
        intake = _spent(lambda: police_uk.ingest(copies)) if copies else (0.0, 0.0)
        built = _spent(lambda: build_of.build("partner"))
    files = _unpacked(copies, folder)
    bare = _spent(lambda: _bare(files)) if files else (0.0, 0.0)
    return Run(intake, counted[0], built, bare)


def _unpacked(zips: Sequence[Path], folder: Path) -> list[str]:
    """The months of the archives as files, each under its name."""
    months = find(zips, settings().area.police_uk_force).members
    files = [folder / Path(month.name).name for month in months]
    for file, month in zip(files, months, strict=True):
        file.write_bytes(month.read())
    return [str(file) for file in files]


def _bare(files: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(BARE, {"files": files})


def _spent(do: Callable[[], object]) -> Spent:
    began, worked = time.perf_counter(), time.process_time()
    do()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
