"""A busy hour in minutes: `python -m tests.load --minutes 10 --sessions 100`.

Two processes of the public edition behind nginx; visitors open pages, choose wards, take files and
leave, while whole files and a corrupt one are swapped in. Every page must be whole and agree with
the release that it names, which must be the newest; the slowest twentieth of the answers may take
twice what a frozen page of the same elements takes, asked in the same way just before and after;
memory stays level. Exit code 1 when something of this is not so. Loopback only.
"""

import argparse
import http.client
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "deploy"), str(HERE / "browser")]

from proxied import Served, behind_nginx, lacking  # noqa: E402  # after its folder
from reader_of_pages import PAGES  # noqa: E402

from components.charts.palette import LIGHT  # noqa: E402
from components.preparing import prepare_file  # noqa: E402
from csp.build.swap import only_builder, swap_in  # noqa: E402
from csp.db import pointer  # noqa: E402
from csp.prepared import pages_of  # noqa: E402
from deploy.visit import PATIENCE, Visit, release_named, shown  # noqa: E402
from tests.hostile import faults_of  # noqa: E402
from tests.server_time import Talk, record, resident  # noqa: E402
from tests.speed import public_of  # noqa: E402

TIMES_REFERENCE = 2
READY_WITHIN = 10  # seconds, from the swap of a file to the last page of the one before it
MORE_MEMORY = 0.1  # of a process, from the second fifth of the time to the last
MAP = "ward_map"
REFERENCE = "tests/browser/pages_for_tests/reference.py"
ROW = re.compile(r'<th scope="row">([^<]+)</th>.*?<td class="n wide">([\d,]+)</td></tr>')
MARK = re.compile(r"\[r(\d+)\]")  # put behind the title of each dataset
SEED = 7


@dataclass
class Kept:
    """What the visitors met."""

    took: list[float] = field(default_factory=list)  # seconds, of every answer
    wrong: list[str] = field(default_factory=list)
    releases: Counter[str] = field(default_factory=Counter)
    files: int = 0


class Releases:
    """The files that are swapped in, each with counts, titles, prepared pages and a release of its
    own; which one is the newest whole one.
    """

    def __init__(self, many: int) -> None:
        """So many files beside the first, made beforehand as the nightly build makes them."""
        self.place = pointer("public")
        self.whole = Path(shutil.copy(self.place.resolve(), self.place.with_name("whole")))
        self.came: dict[int, float] = {}  # when each was swapped in
        with ProcessPoolExecutor() as pool:
            self.made = list(pool.map(_made_release, [self.whole] * (many + 1), range(many + 1)))
        self.swap(0)

    def swap(self, number: int) -> None:
        """Swaps in a whole file, whose counts are those of the first times number + 1."""
        with only_builder("public") as workspace:
            path = workspace / "new.duckdb"
            pages_of(self.made[number]).rename(pages_of(path))
            swap_in(self.made[number].rename(path), self.place, f"r{number}")
        self.came[number] = time.monotonic()

    def oldest(self) -> int:
        """The oldest release that a page asked for now may name."""
        by = time.monotonic() - READY_WITHIN
        return max((number for number, at in self.came.items() if at < by), default=0)

    def corrupt(self) -> None:
        """Swaps in a file whose header is whole and whose blocks are not."""
        with only_builder("public") as workspace:
            path = Path(shutil.copy(self.whole, workspace / "new.duckdb"))
            content = bytearray(path.read_bytes())
            for start in range(len(content) // 10, len(content), len(content) // 10):
                content[start : start + 64] = b"\xff" * 64
            path.write_bytes(content)
            swap_in(path, self.place, "corrupt")


def _made_release(whole: Path, number: int) -> Path:
    path = Path(shutil.copy(whole, whole.with_name(f"made-{number}.duckdb")))
    with duckdb.connect(str(path)) as made:
        made.execute("UPDATE area_month SET events = events * $n", {"n": number + 1})
        made.execute("UPDATE dataset SET title = title || $n", {"n": f" [r{number}]"})
        made.execute("UPDATE release SET release = $n", {"n": f"r{number}"})
    prepare_file(path, (LIGHT,))  # the theme that these visitors see
    return path


class Visitor(threading.Thread):
    """Somebody who comes, looks, thinks, looks again, and comes back as another."""

    def __init__(self, number: int, served: Served, kept: Kept, until: float, think: float) -> None:
        super().__init__(daemon=True)
        self.drawn = random.Random(SEED + number)
        self.source = f"127.0.0.{10 + number % 50}"
        self.served, self.kept, self.until, self.think = served, kept, until, think
        self.cookie = ""

    def run(self) -> None:
        """Until the time is over."""
        time.sleep(self.drawn.uniform(0, self.think))
        while time.monotonic() < self.until:
            try:
                self._visit()
            except (OSError, WebSocketException, AssertionError) as error:
                self.kept.wrong.append(f"{type(error).__name__}: {error}"[:200])
                time.sleep(1)

    def _visit(self) -> None:
        self.cookie = _cookie(self.served)
        visit = Visit(self.served.address, self.served.trust, {"Cookie": self.cookie}, self.source)
        try:
            self.look(visit, "")
            for _ in range(self.drawn.randint(3, 12)):
                time.sleep(self.think * self.drawn.uniform(0.5, 1.5))
                if time.monotonic() > self.until:
                    return
                self.act(visit)
        finally:
            with suppress(OSError, WebSocketException):
                visit.close()

    def act(self, visit: Visit) -> None:
        """One thing that a reader does."""
        lot = self.drawn.random()
        if lot < 0.4:
            page = self.drawn.choice(list(PAGES))
            sent = self.look(visit, page)
        else:
            sent = self.look(visit, MAP)
            sent = self.look(visit, MAP, self._chosen(sent))
        if lot > 0.9:
            self._take(visit, sent)

    def _chosen(self, sent: list[ForwardMsg]) -> dict[str, WidgetState]:
        box = box_of(sent, "Ward")
        return {
            box.id: WidgetState(id=box.id, string_value=self.drawn.choice(list(box.options)[1:]))
        }

    def look(
        self, visit: Visit, page: str, states: dict[str, WidgetState] | None = None
    ) -> list[ForwardMsg]:
        """Runs a page, and holds what it says against what it should."""
        oldest = RELEASES.oldest() if RELEASES else 0
        took, sent = visit.run(page, "", states)
        self.kept.took.append(took)
        self.kept.wrong.extend(f"/{page}: {fault}" for fault in wrong_in(sent, oldest))
        self.kept.releases[str(release_named(sent))] += 1
        return sent

    def _take(self, visit: Visit, sent: list[ForwardMsg]) -> None:
        """Takes a table as a file, as a click on its link does."""
        buttons = [one.delta.new_element.download_button for one in sent]
        files = [one.deferred_file_id for one in buttons if one.label == "Table as CSV"]
        if not files:
            return
        where = _made(visit, files[0])
        status, body = fetched(self.served, where, self.cookie)
        named = release_named(sent)
        if status != 200 or f",{named}," not in body:
            self.kept.wrong.append(f"a file of release {named}: {status} {where} {body[:80]!r}")
        self.kept.files += 1


class Frozen(Visitor):
    """The same before the frozen page, which has one page and no releases."""

    def look(
        self, visit: Visit, page: str, states: dict[str, WidgetState] | None = None
    ) -> list[ForwardMsg]:
        """Runs the page."""
        del page
        took, sent = visit.run("", "", states)
        self.kept.took.append(took)
        return sent

    def act(self, visit: Visit) -> None:
        """Chooses a ward, as often as the others look."""
        sent = self.look(visit, "")
        if self.drawn.random() >= 0.4:
            self.look(visit, "", self._chosen(sent))


RELEASES: Releases | None = None
COUNTS: dict[str, int] = {}  # of the first release, by ward


def box_of(sent: list[ForwardMsg], label: str):
    """The select box of a label."""
    boxes = [one.delta.new_element.selectbox for one in sent]
    return next(one for one in boxes if one.label == label)


def wrong_in(sent: list[ForwardMsg], oldest: int) -> Iterator[str]:
    """What is wrong with a page that may be of a release or a newer one."""
    yield from faults_of(sent)
    named = release_named(sent)
    if named is None:
        return
    number = int(named.removeprefix("r"))
    if number < oldest:
        yield f"{named} long after r{oldest} was swapped in"
    words = "\n".join(shown(sent))
    if marks := {int(one) for one in MARK.findall(words)} - {number}:
        yield f"{named} with sources of {sorted(marks)}"
    for ward, count in counts_in(words).items():
        if COUNTS and count != COUNTS[ward] * (number + 1):
            yield f"{named} with {count} in {ward}, not {COUNTS[ward] * (number + 1)}"


def counts_in(words: str) -> dict[str, int]:
    """The counts of wards in the ward map's table."""
    if "All crime: rate per 1,000 residents by ward" not in words:
        return {}
    return {ward: int(count.replace(",", "")) for ward, count in ROW.findall(words)}


def _cookie(served: Served) -> str:
    """What the first answer gives a browser to send from then on."""
    wire = _wire(served)
    try:
        wire.request("GET", "/", headers={"Host": urlsplit(served.address).netloc})
        answer = wire.getresponse()
        answer.read()
        return str(answer.headers["Set-Cookie"]).partition(";")[0]
    finally:
        wire.close()


def _wire(served: Served) -> http.client.HTTPSConnection:
    place = urlsplit(served.address)
    return http.client.HTTPSConnection(
        str(place.hostname), place.port, context=served.trust, timeout=PATIENCE
    )


def fetched(served: Served, path: str, cookie: str) -> tuple[int, str]:
    """An answer, asked for with a cookie."""
    wire = _wire(served)
    try:
        wire.request("GET", path, headers={"Cookie": cookie})
        answer = wire.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        wire.close()


def _made(visit: Visit, file: str) -> str:
    """The path of a file, made now."""
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = visit.session
    message.backend_operation_request.deferred_file.file_id = file
    visit.wire.send(message.SerializeToString())
    while True:
        told = ForwardMsg.FromString(visit.wire.recv(timeout=PATIENCE))
        if told.WhichOneof("type") == "backend_operation_response":
            return str(told.backend_operation_response.deferred_file.url)


def crowd(kind: type[Visitor], served: Served, sessions: int, seconds: float, think: float) -> Kept:
    """So many visitors for so long."""
    kept, until = Kept(), time.monotonic() + seconds
    visitors = [kind(number, served, kept, until, think) for number in range(sessions)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join(seconds + 3 * PATIENCE)
    return kept


def swap_meanwhile(swaps: int, seconds: float) -> threading.Thread:
    """Swaps in so many files, evenly over the time; the fourth, or the last, is corrupt."""
    bad = min(4, swaps)

    def work() -> None:
        number = 0
        for turn in range(1, swaps + 1):
            time.sleep(seconds / (swaps + 1))
            if turn == bad:
                RELEASES.corrupt()
            else:
                number += 1
                RELEASES.swap(number)
            print(f"file {turn} of {swaps} is in{' (corrupt)' * (turn == bad)}", flush=True)  # noqa: T201

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


class Weighed(threading.Thread):
    """The memory of processes, looked at again and again."""

    def __init__(self, pids: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self.weights: dict[int, list[float]] = {pid: [] for pid in pids}
        self.over = threading.Event()

    def run(self) -> None:
        """Every second, in MB."""
        while not self.over.wait(1):
            for pid, weights in self.weights.items():
                weights.append(resident(pid))

    def growth(self) -> list[tuple[float, float]]:
        """Of every process the median weight in the second fifth of the time and in the last."""
        told = []
        for weights in self.weights.values():
            fifth = max(1, len(weights) // 5)
            told.append((_median(weights[fifth : 2 * fifth]), _median(weights[-fifth:])))
        return told


def _median(numbers: Sequence[float]) -> float:
    return statistics.median(numbers) if numbers else 0.0


def slowest(took: Sequence[float]) -> float:
    """The time within which 95% of the answers came, in seconds."""
    return sorted(took)[int(0.95 * len(took))] if took else float("nan")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and tells; 0 when everything held."""
    wanted = _wanted(arguments)
    if reason := lacking():
        print(reason, file=sys.stderr)  # noqa: T201
        return 2
    with ExitStack() as held:
        folder = held.enter_context(public_of(wanted.data))
        logs = Path(held.enter_context(tempfile.TemporaryDirectory()))
        return _measured(wanted, folder, logs)


def _wanted(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--swaps", type=int, default=10)
    parser.add_argument(
        "--think", type=float, default=10, help="seconds between looks, in the mean"
    )
    parser.add_argument(
        "--data", type=Path, help="a data folder with a demonstration; it is copied"
    )
    return parser.parse_args(arguments)


def _measured(wanted: argparse.Namespace, data: Path, logs: Path) -> int:
    seconds = wanted.minutes * 60
    place = {"CSP_DATA": str(_own(data, logs, wanted.swaps)), "CSP_EDITION": "public"}
    frozen = logs / "sent.json"
    for name in ("ours", "reference"):
        (logs / name).mkdir()
    with (
        behind_nginx(logs / "ours", **place) as ours,
        _reference(ours, logs / "reference", frozen, place) as reference,
    ):
        ask = (wanted.sessions, seconds / 8, wanted.think)
        before = crowd(Frozen, reference, *ask)
        weighed = Weighed(ours.pids)
        weighed.start()
        swapping = swap_meanwhile(wanted.swaps, seconds)
        kept = crowd(Visitor, ours, wanted.sessions, seconds, wanted.think)
        swapping.join(60)
        weighed.over.set()
        after = crowd(Frozen, reference, *ask)
        kept.wrong += _last_words(ours, wanted.swaps)
    return _told(kept, [*before.took, *after.took], before.wrong + after.wrong, weighed)


def _own(data: Path, logs: Path, swaps: int) -> Path:
    """A data folder of this run alone, with the first release in it."""
    global RELEASES  # noqa: PLW0603  # every visitor holds pages against it
    import os  # noqa: PLC0415

    folder = logs / "data"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("*.duckdb", ".*"))
    shutil.copy((data / "public.duckdb").resolve(), folder / "public.duckdb")
    os.environ["CSP_DATA"] = str(folder)
    RELEASES = Releases(swaps)
    return folder


@contextmanager
def _reference(ours: Served, logs: Path, frozen: Path, place: dict[str, str]) -> Iterator[Served]:
    """The frozen page behind an nginx of its own; on the way every process of ours has warmed up,
    and the first counts are known.
    """
    for address in ours.processes:
        talk = Talk(address, MAP)
        COUNTS.update(counts_in("\n".join(shown(talk.sent))))
        for page in PAGES:
            talk.run(page)
        talk.close()
    talk = Talk(ours.processes[0], MAP)
    talk.choose("Ward", list(talk.box("Ward").options)[1])
    record(talk, frozen)
    talk.close()
    assert len(COUNTS) > 10, "the ward map's counts were not found"
    with behind_nginx(logs, app=REFERENCE, CSP_REFERENCE=str(frozen), **place) as reference:
        for address in reference.processes:
            Talk(address, "").close()
        yield reference


def _last_words(ours: Served, swaps: int) -> list[str]:
    """What the logs say that they should not, or do not say that they should."""
    wrong = []
    for number, _ in enumerate(ours.processes):
        text = (ours.logs / f"process-{number}.log").read_text(encoding="utf-8")
        failed = [*re.findall(r"^A page failed.*", text, re.MULTILINE)]
        failed += re.findall(r"^Traceback(?:.|\n)*?^\w.*", text, re.MULTILINE)
        wrong += [f"process {number}: {line}" for line in failed]
        told = text.count("does not serve")
        if swaps and told != 1:
            wrong.append(f"process {number} told of the corrupt file {told} times")
    return wrong


def _told(kept: Kept, reference: list[float], lost: list[str], weighed: Weighed) -> int:
    own, frozen = slowest(kept.took), slowest(reference)
    grown = [(before, after) for before, after in weighed.growth()]
    by_release = ", ".join(f"{name} {many}" for name, many in sorted(kept.releases.items()))
    medians = [_median(took) * 1000 for took in (kept.took, reference)]
    lines = [
        f"{len(kept.took)} answers, {kept.files} files; by release: {by_release}",
        f"median {medians[0]:.0f} ms, of the frozen page {medians[1]:.0f}",
        f"95% within {own * 1000:.0f} ms, of the frozen page {frozen * 1000:.0f}:"
        f" {own / frozen:.2f} times (limit {TIMES_REFERENCE})",
        *(
            f"memory {before:.0f} MB, then {after:.0f} MB (limit {MORE_MEMORY:.0%} more)"
            for before, after in grown
        ),
    ]
    faults = Counter([*kept.wrong, *(f"frozen page: {one}" for one in lost)])
    lines += [f"{times} × {fault}" for fault, times in faults.most_common(20)]
    print("\n".join(lines))  # noqa: T201
    level = all(after <= before * (1 + MORE_MEMORY) for before, after in grown)
    return int(bool(kept.wrong) or own > TIMES_REFERENCE * frozen or not level)


if __name__ == "__main__":
    sys.exit(main())
