"""What each page costs, and how many people one process bears: `python -m tests.benchmark`.

One table. Every figure is a ratio of two things measured in turn in the same run, whatever else the
machine does; of three such runs the middle one is told. The *reference* of a page is a page of the
same elements, frozen: no query, no word and no picture is made there. The *plain way* is the ward
map as pandas and Streamlit would have it, from the same counts (tests/plain_way.py).

    pages      the server's processor time of a rerun and a first run of each page over those of its
               reference
    plain      the ward map over the plain way
    sessions   1, 10, 50 and 100 people who think for two seconds, before one process
    build      taking in months over DuckDB's bare read of the same files
    browser    when a page's title, and all of it, is to be seen in Chromium: on a first visit and
               on the next one
    slow       the same over a slow line (1.6 Mbit/s, 150 ms there and back), plain and behind
               nginx; and the bytes of a first visit behind nginx

Exit code 1 when something is over its limit.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from websockets.exceptions import WebSocketException

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "browser"), str(HERE / "deploy")]

from proxied import processes  # noqa: E402
from reader_of_pages import PAGES  # noqa: E402  # after its folder

from tests import benchmark_build  # noqa: E402
from tests.benchmark_delivery import browsers, slow  # noqa: E402
from tests.server_time import Talk, resident  # noqa: E402
from tests.side_by_side import Row, Servers, middle, side_by_side  # noqa: E402
from tests.speed import data_of  # noqa: E402

PLAIN = "tests/plain_way.py"
RUNS = 3
RERUNS, FIRST = 15, 10  # asked in each run
P50, P95, MB = 1.5, 2.0, 1.0
CROWDS = (1, 10, 50, 100)
THINK, CROWD_FOR = 2.0, 30.0  # seconds
SEED = 9


def reruns(servers: Servers, page: str) -> tuple[float, float]:
    """The processor time of a rerun of a page and of its reference, in ms."""
    ours, other = servers.talks(page)
    ours.again(), other.again()
    spent = servers.spent(ours.again, RERUNS), servers.spent(other.again, RERUNS, other=True)
    ours.close(), other.close()
    return spent


def first_runs(servers: Servers, page: str) -> tuple[float, float]:
    """The processor time of the first run of a new visit, of a page and of its reference, in ms."""
    return (
        servers.spent(lambda: Talk(servers.ours, page).close(), FIRST),
        servers.spent(lambda: Talk(servers.other, "", f"of={page}").close(), FIRST, other=True),
    )


def _medians(took: Sequence[tuple[float, float]]) -> tuple[float, float]:
    own, other = (statistics.median(part) * 1000 for part in zip(*took, strict=True))
    return own, other


def pages(servers: Servers) -> Iterator[Row]:
    """Each page against its reference."""
    for page in PAGES:
        for what, measure, limit in (("again", reruns, P50), ("first", first_runs, P50)):
            own, other = middle([measure(servers, page) for _ in range(RUNS)])
            yield Row(f"/{page}, {what}", own, other, limit)


def plain(ours: str, other: str) -> Iterator[Row]:
    """The ward map against the plain way, on the same choice."""
    for what in ("again", "first"):
        runs = []
        for _ in range(RUNS):
            mine, theirs = Talk(ours, "ward_map"), Talk(other, "")
            if what == "first":
                runs.append((mine.first * 1000, theirs.first * 1000))
            else:
                names = list(mine.box("Ward").options)[1 : RERUNS + 1]
                took = [(mine.choose("Ward", one), theirs.choose("Ward", one)) for one in names]
                runs.append(_medians(took))
            mine.close(), theirs.close()
        yield Row(f"ward map over the plain way, {what}", *middle(runs))


class Person(threading.Thread):
    """Somebody who opens page after page and thinks between them."""

    def __init__(self, number: int, address: str, to: Mapping[str, tuple[str, str]], until: float):
        super().__init__(daemon=True)
        self.drawn, self.until = random.Random(SEED + number), until
        self.address, self.to = address, to
        self.took: list[tuple[str, float]] = []
        self.lost = 0

    def run(self) -> None:
        """Until the time is over; the first visit is not counted."""
        time.sleep(self.drawn.uniform(0, THINK))
        try:
            talk = Talk(self.address, *self.to[""])
            while time.monotonic() < self.until:
                page = self.drawn.choice(list(self.to))
                self.took.append((page, talk.run(*self.to[page])[0]))
                time.sleep(THINK * self.drawn.uniform(0.5, 1.5))
            talk.close()
        except (OSError, WebSocketException):
            self.lost += 1


def crowd(address: str, many: int, to: Mapping[str, tuple[str, str]]) -> list[tuple[str, float]]:
    """What so many people waited for, with the page. Raises RuntimeError where one was lost."""
    until = time.monotonic() + CROWD_FOR
    people = [Person(number, address, to, until) for number in range(many)]
    for one in people:
        one.start()
    for one in people:
        one.join(CROWD_FOR + 60)
    if lost := sum(one.lost for one in people):
        raise RuntimeError(f"{lost} of {many} people lost their page")
    return [took for one in people for took in one.took]


def sessions(servers: Servers) -> Iterator[Row]:
    """Crowds before ours and before the references, all pages mixed: the median and the slowest
    twentieth, of everything and, with most people, of each page; and the memory of a session.
    """
    own_to = {page: (page, "") for page in PAGES}
    other_to = {page: ("", f"of={page}") for page in PAGES}
    crowd(servers.ours, 1, own_to)  # so that what is kept for everybody is kept
    before = resident(servers.pids[0])
    for many in CROWDS:
        mine, theirs = crowd(servers.ours, many, own_to), crowd(servers.other, many, other_to)
        for what, share, limit in (("median", 0.5, P50), ("95%", 0.95, P95)):
            own, other = (_within([took for _, took in all_of], share) for all_of in (mine, theirs))
            yield Row(f"{many} people, {what}", own, other, limit)
        if many == max(CROWDS):
            yield from _by_page(mine, theirs)
            grown = (resident(servers.pids[0]) - before) / sum(CROWDS)
            yield Row("memory of a session, MB", grown, MB, 1.0)


def _by_page(
    mine: Sequence[tuple[str, float]], theirs: Sequence[tuple[str, float]]
) -> Iterator[Row]:
    held: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for place, all_of in enumerate((mine, theirs)):
        for page, took in all_of:
            held[page][place].append(took)
    for page, (own, other) in sorted(held.items()):
        for what, share, limit in (("median", 0.5, P50), ("95%", 0.95, P95)):
            row = (_within(own, share), _within(other, share))
            yield Row(f"{max(CROWDS)} people, /{page}, {what}", *row, limit)


def _within(took: Sequence[float], share: float) -> float:
    """Within how many ms a share of the answers came."""
    return sorted(took)[min(len(took) - 1, int(share * len(took)))] * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and tells; 0 when every limit is kept."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    asked.formatter_class = argparse.RawDescriptionHelpFormatter
    parts = ["pages", "plain", "sessions", "build", "browser", "slow"]
    asked.add_argument("--only", nargs="+", choices=parts, default=parts)
    asked.add_argument("--data", type=Path, help="a data folder with a built demonstration")
    wanted = asked.parse_args(arguments)
    over = 0
    with ExitStack() as held:
        folder = held.enter_context(data_of(wanted.data))
        work = Path(held.enter_context(tempfile.TemporaryDirectory()))
        place = {"CSP_DATA": str(folder), "CSP_EDITION": "demonstration"}
        servers = held.enter_context(side_by_side(work, PAGES, place))
        print(f"{'':<52} {'ours':>9} {'other':>9} {'ratio':>7} {'limit':>6}")  # noqa: T201
        for row in _rows(wanted.only, servers, held, work, place):
            print(row, flush=True)  # noqa: T201
            over += row.over
    return int(over > 0)


def _rows(
    only: Sequence[str], servers: Servers, held: ExitStack, work: Path, place: Mapping[str, str]
) -> Iterator[Row]:
    if "pages" in only:
        yield from pages(servers)
    if "plain" in only:
        (work / "plain").mkdir()
        ((other, _),) = held.enter_context(processes(work / "plain", 1, PLAIN, **place))
        yield from plain(servers.ours, other)
    if "sessions" in only:
        yield from sessions(servers)
    if "build" in only:
        yield from (Row(*row) for row in benchmark_build.rows())
    if "browser" in only:
        yield from browsers(servers)
    if "slow" in only:
        yield from slow(servers, work)


if __name__ == "__main__":
    sys.exit(main())
