"""A whole country's street-level crime: `python -m tests.scale --rows 60000000`.

Ten years of 43 forces are invented from the real months that come with the project
(tests/invented_country.py), counted, and one district is built from them. One table: how long the
counting takes over DuckDB's bare read of the same files, its memory, what a new month costs, what a
run costs that goes on where one was stopped, and what building the district and each of its pages
costs over the same with its own force alone. Exit code 1 when something is over its limit.

The files take 0.2 GB for each million rows, in a folder that is removed afterwards (`--work` names
a place with room for it).
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "browser"), str(HERE / "deploy")]

from proxied import ENTRY, processes  # noqa: E402
from reader_of_pages import PAGES  # noqa: E402  # after its folder

from csp.settings import ROOT, settings  # noqa: E402
from csp.street import SHARED, Street  # noqa: E402
from tests.benchmark import RUNS  # noqa: E402
from tests.conftest import fresh_data_folder  # noqa: E402
from tests.invented_country import country  # noqa: E402
from tests.server_time import Talk  # noqa: E402
from tests.side_by_side import Row, Servers, middle  # noqa: E402

MEMORY_GB = 6.0
TIMES_ALONE, TIMES_BARE = 1.2, 3.0
AGAIN = 15  # reruns of a page in each run
STOPPED_AFTER = 0.4  # of the time that a whole run took
BARE = (
    "SELECT count(COLUMNS(*)) FROM read_csv($files, all_varchar = true, header = true,"
    " delim = ',', quote = '\"', escape = '\"')"
)


@dataclass(frozen=True)
class Ran:
    """A command that ended: seconds, and the most memory that it had, in GB."""

    seconds: float
    memory: float


def run(*arguments: object, stop_after: float | None = None, **place: str) -> Ran:
    """Runs a command of the project to its end, or ends it after so many seconds. Raises
    RuntimeError with its words when it fails.
    """
    with tempfile.TemporaryFile() as told:
        began = time.monotonic()
        child = subprocess.Popen(
            [sys.executable, "-m", "csp", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | place,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        if stop_after is not None:
            time.sleep(stop_after)
            child.send_signal(signal.SIGKILL)
        _, status, used = os.wait4(child.pid, 0)
        took = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode and stop_after is None:
            told.seek(0)
            raise RuntimeError(told.read().decode())
    return Ran(took, used.ru_maxrss / 1024**2)


def bare(files: Sequence[Path]) -> float:
    """The seconds of DuckDB's bare read of files, every cell of them."""
    with duckdb.connect() as asked:
        began = time.monotonic()
        asked.execute(BARE, {"files": [str(file) for file in files]}).fetchall()
        return time.monotonic() - began


def counting(folders: Sequence[Path], store: Path) -> Iterator[Row]:
    """The whole country but its newest month, counted, stopped and gone on; then that month."""
    *older, newest = folders
    files = [file for folder in older for file in sorted(folder.glob("*.csv"))]
    whole = run("count", *older, "--into", store)
    yield Row("counting all months over DuckDB's bare read, s", whole.seconds, bare(files))
    yield Row("  the most memory, GB", whole.memory, MEMORY_GB, 1.0)
    again = run("count", *older, "--into", store)
    yield Row("  once more, with nothing new, over the first time, s", again.seconds, whole.seconds)
    added = run("count", *folders, "--into", store)
    new = sorted(newest.glob("*.csv"))
    yield Row("  with a new month, over its bare read, s", added.seconds, bare(new))
    other = store.with_name("stopped")
    run("count", *older, "--into", other, stop_after=STOPPED_AFTER * whole.seconds)
    rest = run("count", *older, "--into", other)
    yield Row("  killed after 40% and gone on, over without, s", rest.seconds, whole.seconds)
    shutil.rmtree(other)


def alone(store: Path, own: Path) -> None:
    """A folder of counted months with our own force's alone."""
    for file in Street(store).held(settings().area.police_uk_force).values():
        place = own / file.relative_to(store)
        place.parent.mkdir(parents=True)
        shutil.copy(file, place)


def building(work: Path, stores: Sequence[Path]) -> Iterator[Row]:
    """One district built and published: from all forces' months, and from its own force's."""
    took = []
    for store in stores:
        folder = fresh_data_folder(work / f"data-{store.name}")
        place = {"CSP_DATA": str(folder), SHARED: str(store), "CSP_KEY_FILE": str(work / "key")}
        took.append(run("build", **place))
        run("publish", "--pages", **place)
    every, own = took
    yield Row("building the district, over its own force alone, s", every.seconds, own.seconds)
    yield Row("  the most memory, GB", every.memory, MEMORY_GB, 1.0)


def drawing(work: Path, stores: Sequence[Path]) -> Iterator[Row]:
    """Each page of the district, drawn again, with all forces' months and with its own force's: the
    server's processor time, of three runs the middle one.
    """
    places = [
        {"CSP_DATA": str(work / f"data-{store.name}"), "CSP_EDITION": "public"} for store in stores
    ]
    for store in stores:
        (work / f"logs-{store.name}").mkdir()
    every_logs, own_logs = (work / f"logs-{store.name}" for store in stores)
    with (
        processes(every_logs, 1, ENTRY, **places[0]) as ((address, pid),),
        processes(own_logs, 1, ENTRY, **places[1]) as ((own_address, own_pid),),
    ):
        servers = Servers(address, own_address, (pid, own_pid))
        for page in PAGES:
            runs = [(_spent(servers, page), _spent(servers, page, own=True)) for _ in range(RUNS)]
            yield Row(f"/{page}, over its own force alone, ms", *middle(runs), TIMES_ALONE)


def _spent(servers: Servers, page: str, *, own: bool = False) -> float:
    """What drawing a page again costs, in ms, with all forces' months or its own force's."""
    talk = Talk(servers.other if own else servers.ours, page)
    talk.again()
    spent = servers.spent(talk.again, AGAIN, other=own)
    talk.close()
    return spent


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and tells; 0 when every limit is kept."""
    asked = argparse.ArgumentParser(prog="python -m tests.scale", description=__doc__)
    asked.formatter_class = argparse.RawDescriptionHelpFormatter
    asked.add_argument("--rows", type=int, default=60_000_000)
    asked.add_argument("--work", type=Path, help="where to put the files; else a temporary folder")
    wanted = asked.parse_args(arguments)
    over = 0
    with tempfile.TemporaryDirectory(dir=wanted.work) as made:
        work = Path(made)
        began = time.monotonic()
        folders = country(work / "raw", wanted.rows, lambda _: None, more_months=1)
        files = sorted((work / "raw").rglob("*.csv"))
        weight = sum(file.stat().st_size for file in files) / 1024**3
        print(  # noqa: T201
            f"{len(files):,} files, {weight:.1f} GB, made in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        every, own = work / "every", work / "own"
        for row in _rows(folders, work, every, own):
            over += row.over
            print(row, flush=True)  # noqa: T201
    return int(over > 0)


def _rows(folders: Sequence[Path], work: Path, every: Path, own: Path) -> Iterator[Row]:
    yield from counting(folders, every)
    alone(every, own)
    yield from building(work, (every, own))
    yield from drawing(work, (every, own))


if __name__ == "__main__":
    sys.exit(main())
