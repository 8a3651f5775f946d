"""A visitor without a browser: opens a page over the websocket as a browser does, and reads what it
says.
"""

import re
import time
from collections.abc import Iterator, Mapping
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


def asked(page: str, query: str = "", states: Mapping[str, WidgetState] | None = None) -> BackMsg:
    """What a browser sends for a page, its address's query and what its widgets hold."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.widget_states.widgets.extend((states or {}).values())
    return message


def is_last(message: ForwardMsg) -> bool:
    """Whether a run ends with this message. One that was broken off to be run anew goes on."""
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


class Known:
    """What the server sent a visitor once, and only names from then on."""

    def __init__(self) -> None:
        self._kept: dict[str, ForwardMsg] = {}

    def whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, where the server only named one that it had sent before."""
        if message.WhichOneof("type") != "ref_hash":
            if message.hash:
                self._kept[message.hash] = message
            return message
        told = ForwardMsg()
        told.CopyFrom(self._kept[message.ref_hash])
        told.metadata.CopyFrom(message.metadata)
        return told


class Visit:
    """One open page of the server at an address. Over TLS, `trust` says whose word is taken;
    `cookie` and other `headers` are what a browser would send, `source` the address of this machine
    to come from.
    """

    def __init__(
        self,
        address: str,
        trust: SSLContext | None = None,
        cookie: str = "",
        source: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        place = urlsplit(address)
        scheme = "wss" if place.scheme == "https" else "ws"
        self.cookie, self.session = cookie, ""
        self.received = 0  # bytes
        self.known = Known()
        self._held = ExitStack()
        opened = connect(
            f"{scheme}://{place.netloc}/{STREAM}",
            subprotocols=["streamlit"],
            origin=f"{place.scheme}://{place.netloc}",
            max_size=None,
            ssl=trust,
            additional_headers={**({"Cookie": cookie} if cookie else {}), **(headers or {})},
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
        self.wire.send(asked(page, query, states).SerializeToString())
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
