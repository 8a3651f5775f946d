"""The dashboard as a server runs it, with nginx before it where there is one: what is served, to
whom, and what is not. All on this machine.
"""

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from proxied import Served, behind_nginx, lacking, processes
from websockets.exceptions import ConnectionClosed

from csp.db import pointer
from deploy.headers import STRICT_TRANSPORT, headers
from deploy.health import main as health
from deploy.health import of_process
from deploy.visit import Visit, asked, release_named
from tests.hostile import attack, faults_of, log_faults, stranger_faults

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def logs(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def served(demonstration_folder, logs) -> Iterator[Served]:
    """One process of the entry, behind nginx where that is installed."""
    place = {"CSP_DATA": str(demonstration_folder), "CSP_EDITION": "demonstration"}
    if lacking():
        with processes(logs, 1, **place) as started:
            address, pid = started[0]
            yield Served("", "", (address,), (pid,), logs, None)
        return
    with behind_nginx(logs, 1, **place) as whole:
        yield whole


@pytest.fixture(scope="module")
def proxied(served) -> Served:
    if lacking():
        pytest.skip(lacking())
    return served


def answer(served: Served, address: str, path: str = "/", method: str = "GET", **sent: str):
    """Status, headers and body."""
    place = urlsplit(address)
    wire = (
        http.client.HTTPSConnection(place.hostname, place.port, context=served.trust, timeout=30)
        if place.scheme == "https"
        else http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    )
    try:
        wire.request(method, path, headers=sent)
        got = wire.getresponse()
        return got.status, got.headers, got.read()
    finally:
        wire.close()


PATHS = (
    "/",
    "/ward_map?measure=x",
    "/app/static/IBMPlexSans-Bold.woff2",
    "/_stcore/health",
    "/x/y",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(served, path):
    status, told, _ = answer(served, served.processes[0], path)
    assert status == 200
    assert {name: told[name] for name in headers()} == dict(headers())
    assert told["Strict-Transport-Security"] is None


@pytest.mark.parametrize("path", PATHS)
def test_nginx_hands_them_on_and_binds_to_tls(proxied, path):
    status, told, _ = answer(proxied, proxied.address, path)
    assert status == 200
    assert {name: told.get_all(name) for name in headers()} == {
        name: [value] for name, value in headers().items()
    }
    assert told.get_all("Strict-Transport-Security") == [STRICT_TRANSPORT]
    assert told["Server"] == "nginx"


def test_scripts_are_compressed_and_kept_by_browsers(proxied):
    _, _, page = answer(proxied, proxied.address)
    script = page.decode().partition('src="./')[2].partition('"')[0]
    assert script.startswith("static/js/")
    status, told, body = answer(
        proxied, proxied.address, f"/{script}", **{"Accept-Encoding": "gzip"}
    )
    assert (status, told["Content-Encoding"]) == (200, "gzip")
    assert told["Cache-Control"] == "public, immutable, max-age=31536000"
    _, _, whole = answer(proxied, proxied.processes[0], f"/{script}")
    assert len(body) < len(whole) / 2


def test_every_cookie_is_kept_to_tls(proxied):
    cookies = answer(proxied, proxied.address, "/_stcore/health")[1].get_all("Set-Cookie")
    assert len(cookies) == 2
    assert [one for one in cookies if "secure" not in one.lower()] == []


def test_plain_requests_are_sent_to_tls(proxied):
    status, told, _ = answer(proxied, proxied.plain, "/ward_map?ward=Heath")
    assert (status, told["Location"]) == (301, f"{proxied.address}/ward_map?ward=Heath")


def test_foreign_names_get_no_answer_from_nginx(proxied):
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        answer(proxied, proxied.plain, Host="evil.example")


DOORS = ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/interact", "/_stcore%2Fmetrics")


@pytest.mark.parametrize("path", DOORS)
def test_closed_doors_are_closed_twice(served, path):
    for address in filter(None, (*served.processes, served.address)):
        assert answer(served, address, path)[0] == 404
        assert answer(served, address, path, "POST")[0] in (404, 405)


def test_nothing_can_be_sent_to_a_public_server(served):
    for address in filter(None, (*served.processes, served.address)):
        assert answer(served, address, "/_stcore/upload_file/a/b", "PUT")[0] == 405


def test_a_page_is_shown_through_nginx(proxied):
    visit = Visit(proxied.address, proxied.trust)
    _, sent = visit.run("ward_map", "ward=Heath")
    visit.close()
    assert list(faults_of(sent)) == []


def test_an_attack_finds_nothing(served):
    assert attack(served.processes, many=8, tricks=40, spoilt=3) == []
    assert log_faults(served.logs / "process-0.log") == []


def test_strangers_pages_are_refused_at_once(served):
    began = time.monotonic()
    assert stranger_faults(served.processes[0]) == []
    # Streamlit would ask an address in the network first who it is.
    assert time.monotonic() - began < 10


def test_who_does_not_listen_holds_nobody(served):
    deaf = Visit(served.processes[0])
    deaf.wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    for _ in range(20):
        deaf.wire.send(asked("ward_map").SerializeToString())  # and reads none of the answers
    other = Visit(served.processes[0])
    took, sent = other.run("data_supply")
    assert release_named(sent) is not None
    assert took < 30
    other.close()
    deaf.wire.socket.close()


def test_a_small_message_that_unpacks_to_a_large_one_ends_its_own_visit_alone(served):
    bomb, other = Visit(served.processes[0]), Visit(served.processes[0])
    assert [one.name for one in bomb.wire.protocol.extensions] == ["permessage-deflate"]
    with pytest.raises(ConnectionClosed):
        bomb.wire.send(bytes(30_000_000))
        bomb.wire.recv(timeout=30)
    assert bomb.wire.protocol.close_code == 1009  # too large
    _, sent = other.run("data_supply")
    assert release_named(sent) is not None
    bomb.close()
    other.close()


def test_health_tells_what_serves(served, demonstration_folder, monkeypatch, capsys):
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    monkeypatch.setenv("CSP_EDITION", "demonstration")
    own = served.processes[0]
    release = (
        pointer("demonstration").resolve().name.rpartition("-")[0].removeprefix("demonstration-")
    )
    assert of_process(own, release).well
    told = of_process(own, "another")
    assert not told.well
    assert f"shows release {release}" in told.sentence
    assert "not the newest file" in told.sentence
    assert health([own, "--older-than", "36500"]) == 0
    assert f"The demonstration file {release} is whole" in capsys.readouterr().out
    assert health([own, "--older-than", "0"]) == 1
    assert "too old" in capsys.readouterr().err
    monkeypatch.setenv("CSP_EDITION", "public")
    assert health(["http://127.0.0.1:1"]) == 1
    told = capsys.readouterr().err
    assert "public.duckdb is not there" in told
    assert "http://127.0.0.1:1 does not answer" in told


def test_logs_hold_no_address_and_no_choice(proxied):
    answer(proxied, proxied.address, "/ward_map?ward=Heath&search=somebody")
    time.sleep(0.5)
    told = "".join(
        log.read_text(encoding="utf-8") for log in proxied.logs.glob("*.log") if log.is_file()
    )
    assert " GET /ward_map 200 " in told
    assert "Heath" not in told
    assert "somebody" not in told
    for line in (proxied.logs / "csp.log").read_text(encoding="utf-8").splitlines():
        assert "127.0.0.1" not in line
