"""What is refused before Streamlit sees it."""

import asyncio

import pytest
from asked import converse, get
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest

from deploy.guard import (
    LATER,
    POLICY,
    TOO_BIG,
    UNREAD,
    Guard,
    Limits,
    is_ours,
    is_own_page,
    may_be_said,
)

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


def saying(number: int = 0, **other) -> bytes:
    """A message of a page that asks for a page, or another one."""
    message = BackMsg(**other)
    if not other:
        message.rerun_script.query_string = "x" * number
    return message.SerializeToString()


WORD = saying()


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
    sent = converse(guarded(burst=1), [WORD] * 2, scheme, host="127.0.0.1:8501", origin=origin)
    assert (sent[0]["type"] == "websocket.accept") is own


def test_no_page_named_is_no_page_of_ours():
    sent = converse(guarded(), [], host="127.0.0.1:8501")
    assert sent == [{"type": "websocket.close", "code": POLICY}]


def test_a_message_that_is_too_large_ends_the_conversation():
    fits, too_large = saying(40), saying(41)
    sent = converse(guarded(message=len(fits)), [fits, too_large, fits], **OWN)
    assert sent[1:] == [
        {"type": "websocket.send", "bytes": fits},
        {"type": "websocket.close", "code": TOO_BIG},
    ]


def test_what_cannot_be_read_ends_the_conversation():
    sent = converse(guarded(), [WORD, b"\xff\xff", WORD], **OWN)
    assert sent[2:] == [{"type": "websocket.close", "code": UNREAD}]


@pytest.mark.parametrize(
    "said",
    [
        {"clear_cache": True},
        {"set_run_on_save": True},
        {"load_git_info": True},
        {"debug_shutdown_runtime": True},
        {"file_urls_request": FileURLsRequest(file_names=["a"])},
        {"backend_operation_request": BackendOperationRequest(request_id="a")},
        {"backend_operation_request": BackendOperationRequest(install_skills={})},
        {"backend_operation_request": BackendOperationRequest(dismiss_skills_nudge={})},
    ],
)
def test_what_no_reader_has_reason_to_say_is_not_heard(said):
    sent = converse(guarded(burst=3, each_second=0.001), [saying(**said), WORD, WORD, WORD], **OWN)
    assert sent[1:] == [
        {"type": "websocket.send", "bytes": WORD},
        {"type": "websocket.send", "bytes": WORD},
        {"type": "websocket.close", "code": POLICY},
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"stop_script": True},
        {"app_heartbeat": True},
        {"backend_operation_request": BackendOperationRequest(deferred_file={"file_id": "a"})},
    ],
)
def test_what_a_reader_s_page_says_is_heard(said):
    assert may_be_said(BackMsg(**said), sending=False)


def test_only_an_officer_s_page_may_announce_a_file():
    announced = BackMsg(file_urls_request=FileURLsRequest(file_names=["a"]))
    assert may_be_said(announced, sending=True)
    assert not may_be_said(announced, sending=False)


def test_words_that_are_no_bytes_end_the_conversation():
    assert converse(guarded(), ["words"], **OWN)[1:] == [
        {"type": "websocket.close", "code": POLICY}
    ]


def test_too_many_messages_at_once_end_the_conversation():
    sent = converse(guarded(burst=3, each_second=0.001), [WORD] * 5, **OWN)
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
        refused.extend(await asyncio.to_thread(converse, guard, [WORD], **OWN))

    guard.app = another
    converse(guard, [], **OWN)
    assert refused == [{"type": "websocket.close", "code": LATER}]
    guard.app = served
    assert guard.open == 0
    assert converse(guard, [WORD, WORD], **OWN)[1]["bytes"] == WORD
