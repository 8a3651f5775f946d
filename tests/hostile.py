"""Attacks a server with everything of `tests.hostile_words`: `python -m tests.hostile`.

It serves the public edition. Nothing may be shown but a page of the dashboard, whole; no trace, no
file, and whoever else reads must notice nothing. Exit code 1 when something was found. Loopback
only.
"""

import argparse
import http.client
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "deploy"), str(HERE / "browser")]

from proxied import processes  # noqa: E402  # after its folder
from reader_of_pages import PAGES  # noqa: E402

from csp.settings import ROOT  # noqa: E402
from deploy.visit import CALM, FOOT, Visit, asked, is_last, shown  # noqa: E402
from tests.hostile_words import MARK, frames, paths, queries  # noqa: E402
from tests.server_time import Talk  # noqa: E402
from tests.speed import public_of  # noqa: E402

SEED = 20261127
TRACE = re.compile(r"Traceback|File \"|\.py\b.*line \d|duckdb\.\w+Error|site-packages")
AT_ONCE = 4
WARD = "Heath"
LIGHT = "break_register"  # a page that costs little


def secrets() -> dict[str, bytes]:
    """Of each file that lies near a server, words that only it holds."""
    held = {"a password file": b"root:x:0:0", "a data file": b"DUCK"}
    for name in ("dashboard.py", "pyproject.toml", "data/settings.toml", ".streamlit/config.toml"):
        lines = (ROOT / name).read_bytes().splitlines()
        held[name] = max(lines, key=len)
    return held


class Bystander:
    """Somebody who reads a ward all the while, and must go on seeing it."""

    def __init__(self, address: str) -> None:
        self.talk = Talk(address, "ward_map")
        self.talk.choose("Ward", WARD)
        self.seen = self._page()

    def _page(self) -> str:
        return "\n".join(shown(self.talk.sent))

    def faults(self) -> list[str]:
        """What changed for them, if anything."""
        self.talk.choose("Ward", WARD)
        lost = [] if self._page() == self.seen else ["a bystander's page changed"]
        return lost if WARD in self.seen else [*lost, "a bystander's ward was lost"]


def asked_for(address: str, page: str, query: str) -> list[str]:
    """What is wrong with the page that a query string gives; nothing when it is shown whole."""
    visit = Visit(address)
    try:
        _, sent = visit.run(page, query)
    except (TimeoutError, ConnectionClosed) as error:
        return [f"/{page}?{query[:200]}: {type(error).__name__}"]
    finally:
        visit.close()
    return [f"/{page}?{query[:200]}: {fault}" for fault in faults_of(sent)]


def faults_of(sent: Sequence[ForwardMsg]) -> Iterator[str]:
    """What no run of a page may send."""
    words = "\n".join(shown(list(sent)))
    if CALM in words:
        yield "a calm page"
    elif not FOOT.search(words):
        yield "no page"
    if TRACE.search(words):
        yield "a trace"
    if MARK in words:
        yield "markup from the address"
    if any(one.delta.new_element.WhichOneof("type") == "exception" for one in sent):
        yield "an exception"


def path_faults(address: str, path: str, held: dict[str, bytes]) -> list[str]:
    """What is wrong with the answer to a path, sent as it stands."""
    place = urlsplit(address)
    wire = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    try:
        wire.putrequest("GET", path.replace(" ", "%20"), skip_host=True)
        wire.putheader("Host", place.netloc)
        wire.endheaders()
        answer = wire.getresponse()
        body = answer.read()
    except http.client.HTTPException as error:
        return [f"{path}: {type(error).__name__}"]
    finally:
        wire.close()
    shown_files = [f"{path}: shows {name}" for name, words in held.items() if words in body]
    whole = answer.status < 500 and not TRACE.search(body.decode("utf-8", "replace"))
    return shown_files if whole else [*shown_files, f"{path}: {answer.status}"]


def refused(address: str, host: str, origin: str | None) -> list[str]:
    """Nothing when a websocket under these names is refused."""
    place = urlsplit(address)
    try:
        with connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=origin,
            sock=_wire(place.hostname, place.port),
        ):
            return [f"a websocket of {host}, opened by {origin}, was let in"]
    except InvalidStatus as error:
        status = error.response.status_code
        return [] if status == 403 else [f"a websocket of {host}: {status}"]


def _wire(host: str | None, port: int | None):
    import socket  # noqa: PLC0415  # here alone

    return socket.create_connection((host, port), timeout=20)


STRANGERS = (
    ("{own}", "http://evil.example"),
    ("{own}", "http://{own}.evil.example"),
    ("{own}", "https://evil.example@{own}"),
    ("{own}", "http://localhost:1"),
    ("{own}", "null"),
    ("{own}", None),
    ("evil.example", "http://evil.example"),
    ("evil.example", "http://{own}"),
    ("127.0.0.1.evil.example", "http://127.0.0.1.evil.example"),
)


def stranger_faults(address: str) -> list[str]:
    """Websockets of foreign hosts and origins that were let in."""
    own = urlsplit(address).netloc
    return [
        fault
        for host, origin in STRANGERS
        for fault in refused(address, host.format(own=own), origin and origin.format(own=own))
    ]


def frame_faults(address: str, frame: bytes | str) -> list[str]:
    """What is wrong with the answer to a frame: nothing may be shown but a page, or the end."""
    visit = Visit(address)
    sent: list[ForwardMsg] = []
    try:
        visit.wire.send(frame)
        visit.wire.send(asked(LIGHT).SerializeToString())
        while not (sent and is_last(sent[-1])):
            sent.append(ForwardMsg.FromString(visit.wire.recv(timeout=20)))
    except ConnectionClosed:
        pass  # what cannot be read ends the conversation
    except TimeoutError:
        return [f"the frame {frame[:20]!r}: no answer"]
    finally:
        visit.close()
    told = str(sent)
    return [f"the frame {frame[:20]!r}: a trace"] if TRACE.search(told) else []


def odd_frames() -> list[bytes | str]:
    """Messages that a page never sends, and some that are too large."""
    stop, clear, upload = BackMsg(), BackMsg(), BackMsg()
    stop.stop_script = True
    clear.clear_cache = True
    upload.file_urls_request.file_names.append("../../etc/passwd")
    unknown = asked("no_such_page", "ward=Heath")
    unknown.rerun_script.fragment_id = "0" * 32
    unknown.rerun_script.page_script_hash = "../../dashboard"
    held = asked("ward_map")
    widget = held.rerun_script.widget_states.widgets.add()
    widget.id, widget.string_value = "$$ID-0-measure", "'; DROP TABLE release; --"
    made = [one.SerializeToString() for one in (stop, clear, upload, unknown, held)]
    return [*made, b"x" * 200_001, b"x" * 3_000_000, "words", ""]


@contextmanager
def told_apart(address: str) -> Iterator[list[str]]:
    """A list that also gets what a bystander noticed meanwhile."""
    found: list[str] = []
    bystander, stop = Bystander(address), threading.Event()

    def read() -> None:
        while not stop.wait(1):
            found.extend(bystander.faults())

    reading = threading.Thread(target=read)
    reading.start()
    try:
        yield found
    finally:
        stop.set()
        reading.join()
        found.extend(bystander.faults())
        bystander.talk.close()


def attack(addresses: Sequence[str], many: int, tricks: int = 1000, spoilt: int = 100) -> list[str]:
    """So many query strings, paths and spoilt frames, and every stranger; what was found."""
    pages = tuple(PAGES)
    first = addresses[0]
    with told_apart(first) as found:
        with ThreadPoolExecutor(AT_ONCE) as at_once:
            asks = [
                partial(asked_for, addresses[n % len(addresses)], pages[n % len(pages)], query)
                for n, query in enumerate(queries(SEED, many))
            ]
            _gather(found, at_once.map(lambda ask: ask(), asks), many)
            climb = partial(path_faults, first, held=secrets())
            _gather(found, at_once.map(climb, paths(SEED, tricks)))
            broken = [*odd_frames(), *frames(SEED, spoilt)]
            _gather(found, at_once.map(partial(frame_faults, first), broken))
        found.extend(stranger_faults(first))
    return found


def _gather(found: list[str], faults: Iterable[list[str]], many: int = 0) -> None:
    began = time.monotonic()
    for number, some in enumerate(faults, 1):
        found.extend(some)
        for fault in some:
            print(fault, flush=True)  # noqa: T201
        if many >= 1000 and number % 500 == 0:
            took = time.monotonic() - began
            print(f"{number} of {many} in {took:.0f} s, {len(found)} found", flush=True)  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> int:
    """Attacks, and tells what was found; 0 when nothing was."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--data", type=Path, help="a data folder with a built demonstration")
    wanted = parser.parse_args(arguments)
    with ExitStack() as held:
        folder = held.enter_context(public_of(wanted.data))
        logs = Path(held.enter_context(tempfile.TemporaryDirectory()))
        running = held.enter_context(processes(logs, 2, CSP_DATA=str(folder), CSP_EDITION="public"))
        found = attack([address for address, _ in running], wanted.queries)
        for log in sorted(logs.glob("process-*.log")):
            found += [f"in the log: {line}" for line in log_faults(log)]
    for fault, times in Counter(found).most_common(40):
        print(f"{times} × {fault}")  # noqa: T201
    print(f"{wanted.queries} query strings: {len(found)} faults")  # noqa: T201
    return int(bool(found))


def log_faults(log: Path) -> list[str]:
    """Lines of a server's log that tell of a page that failed."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if line.startswith(("A page", "Traceback"))]


if __name__ == "__main__":
    sys.exit(main())
