"""Who may ask what: foreign hosts and origins, large messages and closed addresses are refused
before Streamlit sees them.
"""

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

# Reasons for which a websocket is closed.
UNREAD, POLICY, TOO_BIG, LATER = 1002, 1008, 1009, 1013
MISDIRECTED = 421
# Streamlit's own count of its work, its door for programs, and a run of the page for anybody.
CLOSED = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
READING = frozenset({"GET", "HEAD"})
# What a page says when it is read. Streamlit would also empty everybody's caches, watch files and
# write to its own folder when it is told to.
SAID = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
ASKED = frozenset({"deferred_file", "dataframe_chunk"})
SENDING = "file_urls_request"  # before an officer's file


@dataclass(frozen=True)
class Limits:
    """How much one visitor, and all together, may ask of a process.

    A rerun of a page weighs some kilobytes; the whole of a long published table's choices 60.
    """

    message: int = 200_000  # bytes, of one message of a page to the server
    burst: int = 60  # messages at once
    each_second: float = 10  # messages, as a rule
    sessions: int = 400  # open pages in one process
    first_word: float = 30  # seconds until a page that was opened must have asked for something
    only_reading: bool = True  # no upload, no other way of writing


class Guard:
    """Stands before Streamlit.

    Which hosts are ours is told by `server.allowedHosts`, of which an empty list means nobody. A
    websocket must name the page it comes from, and that must be ours. (Streamlit would ask an
    address in the network who it is before it refused a foreign one.)
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.open = 0  # websockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands on what may be asked; answers everything else in a few words."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._converse(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope)
        if refused is None:
            await self.app(scope, receive, send)
        else:
            words, status = refused
            await PlainTextResponse(words, status)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[str, int] | None:
        if not is_ours(Headers(scope=scope).get("host")):
            return "This address is not served here.", MISDIRECTED
        if CLOSED.match(scope["path"]):
            return "Not found.", 404
        if self.limits.only_reading and scope["method"] not in READING:
            return "Nothing can be sent here.", 405
        return None

    async def _converse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_own_page(Headers(scope=scope), secure=scope["scheme"] == "wss"):
            await send({"type": "websocket.close", "code": POLICY})
            return
        if self.open >= self.limits.sessions:
            await send({"type": "websocket.close", "code": LATER})
            return
        self.open += 1
        try:
            await self.app(scope, _Measured(receive, send, self.limits), send)
        finally:
            self.open -= 1


class _EndedError(Exception):
    """A message after which nothing more is heard."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Measured:
    """What a page sends, message by message; one that is too large, too often or never comes ends
    the conversation.
    """

    def __init__(self, receive: Receive, send: Send, limits: Limits) -> None:
        self._receive, self._send, self._limits = receive, send, limits
        self._left, self._at = float(limits.burst), time.monotonic()
        self._spoken = False

    async def __call__(self) -> Message:
        while True:
            try:
                message = await asyncio.wait_for(self._receive(), self._patience())
            except TimeoutError:
                return await self._end(POLICY)
            if message["type"] != "websocket.receive":
                return message
            self._spoken = True
            try:
                if self._is_heard(message.get("bytes")):
                    return message
            except _EndedError as end:
                return await self._end(end.code)

    def _is_heard(self, said: bytes | None) -> bool:
        """Whether Streamlit is to hear it; raises _EndedError where that ends the conversation."""
        if said is None or not self._in_time():  # a page of the dashboard speaks in bytes alone
            raise _EndedError(POLICY)
        if len(said) > self._limits.message:
            raise _EndedError(TOO_BIG)
        try:
            return may_be_said(BackMsg.FromString(said), sending=not self._limits.only_reading)
        except DecodeError as error:
            raise _EndedError(UNREAD) from error

    def _patience(self) -> float | None:
        return None if self._spoken else self._limits.first_word

    def _in_time(self) -> bool:
        now = time.monotonic()
        earned = (now - self._at) * self._limits.each_second
        self._left = min(self._left + earned, float(self._limits.burst)) - 1
        self._at = now
        return self._left >= 0

    async def _end(self, code: int) -> Message:
        await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


def may_be_said(message: BackMsg, *, sending: bool) -> bool:
    """Whether a page of the dashboard has reason to say this."""
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        asked = [field.name for field, _ in message.backend_operation_request.ListFields()]
        return not ASKED.isdisjoint(asked) and ASKED.issuperset(
            {*asked} - {"request_id", "session_id"}
        )
    return kind in SAID or (sending and kind == SENDING)


def is_ours(host: str | None) -> bool:
    """Whether a Host header names this dashboard; a list that names none is nobody's."""
    from streamlit import config  # noqa: PLC0415  # as it is set when somebody asks

    return bool(config.get_option("server.allowedHosts")) and is_host_allowed(host)


def is_own_page(headers: Headers, *, secure: bool) -> bool:
    """Whether a websocket was opened by a page of this very address, over TLS where it is."""
    host = headers.get("host")
    origin = urlsplit(headers.get("origin", ""))
    schemes = {"https"} if secure else {"http", "https"}
    return is_ours(host) and origin.scheme in schemes and origin.netloc == host
