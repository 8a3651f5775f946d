"""A visitor without a browser: opens a page over the websocket as a browser does, and reads what it
says.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from ssl import SSLContext
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

STREAM = "_stcore/stream"
PATIENCE = 60  # seconds
FOOT = re.compile(r"Release (?P<release>\S+), (?P<edition>\w+) edition\.")
CALM = "This page cannot be shown just now"  # the title of a page on which something went wrong


def asked(
    page: str,
    query: str = "",
    states: Mapping[str, WidgetState] | None = None,
    known: Iterable[str] = (),
) -> BackMsg:
    """What a browser sends for a page, its address's query, what its widgets hold, and which parts
    of pages it still has.
    """
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.widget_states.widgets.extend((states or {}).values())
    message.rerun_script.cached_message_hashes.extend(known)
    return message


def is_last(message: ForwardMsg) -> bool:
    """Whether a run ends with this message. One that was broken off to be run anew goes on."""
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


class Known:
    """What the server sent a visitor and only names while the visitor still has it: each part that
    it marked to be kept, until so many runs ended without it (as Streamlit's own client does).
    """

    def __init__(self) -> None:
        self._kept: dict[str, ForwardMsg] = {}
        self._used: dict[str, int] = {}  # in which run each was met last
        self._runs = self._longest = 0

    def __iter__(self) -> Iterator[str]:
        """The names of what is kept."""
        return iter(self._kept)

    def whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, where the server only named one that it had sent before."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._longest = message.new_session.config.max_cached_message_age
        elif is_last(message):
            self._end_run()
        if kind != "ref_hash":
            if message.metadata.cacheable:
                self._kept[message.hash], self._used[message.hash] = message, self._runs
            return message
        self._used[message.ref_hash] = self._runs
        told = ForwardMsg()
        told.CopyFrom(self._kept[message.ref_hash])
        told.metadata.CopyFrom(message.metadata)
        return told

    def _end_run(self) -> None:
        self._runs += 1
        for name in [
            name for name, used in self._used.items() if self._runs - used > self._longest
        ]:
            del self._kept[name], self._used[name]


class Visit:
    """One open page of the server at an address. Over TLS, `trust` says whose word is taken;
    `headers` are what a browser would send beside its own, `source` the address of this machine to
    come from.
    """

    def __init__(
        self,
        address: str,
        trust: SSLContext | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "",
    ) -> None:
        place = urlsplit(address)
        scheme = "wss" if place.scheme == "https" else "ws"
        self.session = ""
        self.received = 0  # bytes
        self.known = Known()
        self._held = ExitStack()
        opened = connect(
            f"{scheme}://{place.netloc}/{STREAM}",
            subprotocols=["streamlit"],
            origin=f"{place.scheme}://{place.netloc}",
            max_size=None,
            ssl=trust,
            additional_headers=dict(headers or {}),
            **({"source_address": (source, 0)} if source else {}),
            open_timeout=PATIENCE,
        )
        self.wire = self._held.enter_context(opened)

    def close(self) -> None:
        """Ends the session."""
        self._held.close()

    def run(
        self, page: str, query: str = "", states: Mapping[str, WidgetState] | None = None
    ) -> tuple[float, list[ForwardMsg]]:
        """Runs a page; the seconds until the server had, and what it sent. Raises TimeoutError
        when it does not end, and websockets' ConnectionClosed when it is broken off.
        """
        began = time.perf_counter()
        self.wire.send(asked(page, query, states, self.known).SerializeToString())
        sent = list(self._heard())
        took = time.perf_counter() - began
        return took, [self.known.whole(one) for one in sent]

    def _heard(self) -> Iterator[ForwardMsg]:
        while True:
            told = self.wire.recv(timeout=PATIENCE)
            self.received += len(told)
            message = ForwardMsg.FromString(told)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            yield message
            if is_last(message):
                return


def shown(sent: list[ForwardMsg]) -> list[str]:
    """The words that a run put on the page: titles, sentences, tables, as they were sent."""
    return [
        getattr(element, kind).body
        for one in sent
        if one.WhichOneof("type") == "delta" and one.delta.WhichOneof("type") == "new_element"
        for element in [one.delta.new_element]
        for kind in [element.WhichOneof("type")]
        if kind in ("html", "heading", "markdown", "text", "code")
    ]


def release_named(sent: list[ForwardMsg]) -> str | None:
    """The release that the foot of a page names; None where the page was not shown whole."""
    words = "\n".join(shown(sent))
    found = FOOT.search(words)
    return found["release"] if found and CALM not in words else None
