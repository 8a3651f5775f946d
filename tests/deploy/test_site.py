"""The site of nginx and the units of systemd, without the dashboard behind them."""

import http.client
import re
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from proxied import SITE, configure, free_port, lacking, nginx, wait

from csp.settings import ROOT

UNITS = ROOT / "deploy" / "systemd"
NOT_THERE = f"http://127.0.0.1:{free_port()}"


@pytest.fixture(autouse=True)
def installed():
    if lacking():
        pytest.skip(lacking())


class Named(BaseHTTPRequestHandler):
    """Answers with the port of its server, and says of what is called after another that it has no
    such thing.
    """

    def do_GET(self) -> None:
        words = str(self.server.server_address[1]).encode()
        asked = self.path.rpartition("/only-at-")[2].encode()
        self.send_response(404 if "/only-at-" in self.path and asked != words else 200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *told: object) -> None:
        """Nothing."""


@pytest.fixture
def two() -> Iterator[list[str]]:
    """The addresses of two servers."""
    with ExitStack() as running:
        addresses = []
        for _ in range(2):
            server = running.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Named))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            running.callback(server.shutdown)
            addresses.append(f"http://127.0.0.1:{server.server_address[1]}")
        yield addresses


class Site:
    """A running nginx with the project's site."""

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self.port = free_port()
        self.configuration = configure(folder, self.port, free_port(), addresses)
        self.trust = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
        self.server = subprocess.Popen([nginx(), "-p", str(folder), "-c", str(self.configuration)])
        wait(f"http://127.0.0.1:{self.port}", self.server)

    def get(self, path: str = "/", cookie: str = "") -> tuple[int, http.client.HTTPMessage, str]:
        wire = http.client.HTTPSConnection("localhost", self.port, context=self.trust, timeout=20)
        wire.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        got = wire.getresponse()
        told = got.status, got.headers, got.read().decode()
        wire.close()
        return told

    def many(self, times: int, source: str = "127.0.0.1") -> list[int]:
        """The statuses of so many answers over one connection."""
        wire = http.client.HTTPSConnection(
            "localhost", self.port, context=self.trust, timeout=20, source_address=(source, 0)
        )
        statuses = []
        for _ in range(times):
            wire.request("GET", "/")
            got = wire.getresponse()
            got.read()
            statuses.append(got.status)
        wire.close()
        return statuses


@pytest.fixture
def site(tmp_path) -> Iterator[object]:
    running: list[Site] = []

    def run(addresses: list[str]) -> Site:
        running.append(Site(tmp_path, addresses))
        return running[-1]

    yield run
    for one in running:
        one.server.terminate()
        one.server.wait(20)


def test_a_visitor_stays_with_one_process(site, two):
    served = site(two)
    _, told, _ = served.get()
    given = told["Set-Cookie"]
    assert re.fullmatch(r"csp_way=[0-9a-f]{32}; Path=/; Secure; HttpOnly; SameSite=Lax", given)
    seen = set()
    for number in range(12):
        cookie = f"csp_way={number:032x}"
        ways = {served.get(path, cookie)[2] for path in ("/", "/media/a", "/_stcore/upload_file/a")}
        assert len(ways) == 1
        assert served.get("/", cookie)[1]["Set-Cookie"] is None
        seen |= ways
    assert len(seen) == 2
    # No cookie, or one that is none of ours: by the address that somebody comes from.
    assert len({served.get("/", cookie)[2] for cookie in ("", "csp_way=x", "other=1")}) == 1


def test_while_one_process_is_away_the_other_serves(site, two):
    served = site([two[0], NOT_THERE])
    assert {served.get("/", f"csp_way={n:032x}")[0] for n in range(12)} == {200}


def test_a_file_is_found_at_the_process_that_has_it(site, two):
    served = site(two)
    for address in two:
        port = address.rpartition(":")[2]
        ways = [f"csp_way={number:032x}" for number in range(8)]
        found = [served.get(f"/media/only-at-{port}", cookie)[::2] for cookie in ways]
        assert found == [(200, port)] * 8
        assert 404 in {served.get(f"/only-at-{port}", cookie)[0] for cookie in ways}
    assert served.get("/media/only-at-neither")[0] == 404


def test_a_calm_page_while_nothing_serves(site):
    status, told, body = site([NOT_THERE]).get("/ward_map")
    assert status == 502
    assert "cannot be shown just now" in body
    assert "999" in body
    assert told["Strict-Transport-Security"]
    assert told["Content-Security-Policy"].startswith("default-src 'none'")
    assert "nginx" not in body


def test_who_asks_for_too_much_is_asked_to_wait_and_others_are_not(site, two):
    served = site(two)
    statuses = served.many(500)
    assert statuses[:300] == [200] * 300
    assert 429 in statuses
    assert served.many(5, source="127.0.0.9") == [200] * 5


def test_the_site_as_it_stands_is_sound_but_for_the_certificate(tmp_path):
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"events {{}} http {{ include {SITE}; }}", encoding="utf-8")
    told = subprocess.run(
        [nginx(), "-t", "-c", str(whole)], capture_output=True, text=True, check=False
    ).stderr
    assert 'cannot load certificate "/etc/letsencrypt/live/dashboard.example.gov.uk' in told
    assert told.count("[emerg]") == 1


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.iterdir()))
def test_the_units_are_sound(tmp_path, unit):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    for one in UNITS.iterdir():  # what is to be there on a server is not here
        text = re.sub(r"^(User|Group)=.*", r"\1=root", one.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / one.name).write_text(text.replace("/opt/csp/current/.venv/bin/", "/bin/"))
    name = unit.replace("@.", "@8501.")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in told.stderr.splitlines() if tmp_path.name in line or "csp" in line]
    wrong = [line for line in lines if "is not executable" not in line]
    assert wrong == []
