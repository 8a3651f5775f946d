"""What is refused before Streamlit sees it."""

import asyncio

import pytest
from asked import converse, get
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config

from deploy.guard import LATER, POLICY, TOO_BIG, Guard, Limits, is_own_page, is_ours

OWN = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}


@pytest.fixture(autouse=True)
def hosts(monkeypatch):
    allowed = {"server.allowedHosts": ["127.0.0.1", "localhost", "::1", "Safer.example.gov.uk"]}
    before = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: allowed.get(name, before(name)))
    return allowed


async def served(scope, receive, send) -> None:
    """An app that answers every request, and repeats what it hears, twenty words at most."""
    if scope["type"] == "http":
        await PlainTextResponse("served")(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    for _ in range(20):
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        await send({"type": "websocket.send", "bytes": message["bytes"]})


def guarded(**limits) -> Guard:
    return Guard(served, Limits(**limits))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8501", "LOCALHOST:1", "[::1]:8501", "safer.example.gov.uk."],
)
def test_our_own_names_are_served(host):
    assert is_ours(host)
    assert get(guarded(), host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "safer.example.gov.uk.evil.example"),
        *("evil@127.0.0.1", "127.0.0.1:x", "127.0.0.1/..", "", "127.0.0.1, evil.example", "::1"),
    ],
)
def test_foreign_names_are_refused(host):
    status, _, body = get(guarded(), host=host)
    assert (status, body) == (421, b"This address is not served here.")
    sent = converse(guarded(), [], host=host, origin=f"http://{host}")
    assert sent == [{"type": "websocket.close", "code": POLICY}]


def test_a_list_that_names_nobody_serves_nobody(hosts):
    hosts["server.allowedHosts"] = []
    assert not is_ours("127.0.0.1")


@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent", "/_stcore/agent/mcp"),
        *("/_stcore/agent/openapi.json", "/_stcore/script-health-check"),
    ],
)
def test_closed_doors_are_not_there(path):
    assert get(guarded(), path)[0] == 404
    assert get(guarded(only_reading=False), path, "POST")[0] == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/agent"])
def test_the_others_stand_open(path):
    assert get(guarded(), path)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent_to_an_edition_that_only_reads(method):
    assert get(guarded(), "/_stcore/upload_file/a/b", method)[0] == 405
    assert get(guarded(only_reading=False), "/_stcore/upload_file/a/b", method)[0] == 200


@pytest.mark.parametrize(
    ("scheme", "origin", "own"),
    [
        ("ws", "http://127.0.0.1:8501", True),
        ("wss", "https://127.0.0.1:8501", True),
        ("wss", "http://127.0.0.1:8501", False),
        ("ws", "http://127.0.0.1:8502", False),
        ("ws", "http://localhost:8501", False),
        ("ws", "http://evil.example", False),
        ("ws", "http://127.0.0.1:8501.evil.example", False),
        ("ws", "http://evil.example@127.0.0.1:8501", False),
        ("ws", "null", False),
        ("ws", "file://127.0.0.1:8501", False),
        ("ws", "", False),
    ],
)
def test_a_websocket_comes_from_a_page_of_this_very_address(scheme, origin, own):
    named = Headers({"host": "127.0.0.1:8501", "origin": origin})
    assert is_own_page(named, secure=scheme == "wss") is own
    sent = converse(guarded(burst=1), [b"a", b"b"], scheme, host="127.0.0.1:8501", origin=origin)
    assert (sent[0]["type"] == "websocket.accept") is own


def test_no_page_named_is_no_page_of_ours():
    sent = converse(guarded(), [], host="127.0.0.1:8501")
    assert sent == [{"type": "websocket.close", "code": POLICY}]


def test_a_message_that_is_too_large_ends_the_conversation():
    sent = converse(guarded(message=10), [b"x" * 10, b"x" * 11, b"x"], **OWN)
    assert sent[1:] == [
        {"type": "websocket.send", "bytes": b"x" * 10},
        {"type": "websocket.close", "code": TOO_BIG},
    ]


def test_words_that_are_no_bytes_end_the_conversation():
    assert converse(guarded(), ["words"], **OWN)[1:] == [
        {"type": "websocket.close", "code": POLICY}
    ]


def test_too_many_messages_at_once_end_the_conversation():
    sent = converse(guarded(burst=3, each_second=0.001), [b"x"] * 5, **OWN)
    assert [one["type"] for one in sent] == [
        "websocket.accept",
        *["websocket.send"] * 3,
        "websocket.close",
    ]


def test_a_page_that_never_asks_for_anything_is_let_go():
    sent = converse(guarded(first_word=0.05), [], **OWN)
    assert sent[1:] == [{"type": "websocket.close", "code": POLICY}]


def test_so_many_pages_and_no_more_may_be_open():
    guard = guarded(sessions=1, burst=1, each_second=0.001)
    refused = []

    async def another(scope, receive, send) -> None:
        refused.extend(await asyncio.to_thread(converse, guard, [b"x"], **OWN))

    guard.app = another
    converse(guard, [], **OWN)
    assert refused == [{"type": "websocket.close", "code": LATER}]
    guard.app = served
    assert guard.open == 0
    assert converse(guard, [b"x", b"x"], **OWN)[1]["bytes"] == b"x"
