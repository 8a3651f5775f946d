"""Asks an ASGI app as a server would, without one."""

import asyncio
from collections.abc import Sequence
from typing import Any

Headers = dict[str, str]


def get(app: Any, path: str = "/", method: str = "GET", scheme: str = "http", **headers: str):
    """The status, the headers and the body of an answer."""
    scope = {
        "type": "http",
        "scheme": scheme,
        "method": method,
        "path": path,
        "headers": _as_sent({"host": "127.0.0.1", **headers}),
    }
    sent = _run(app, scope, [{"type": "http.request", "body": b""}])
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:])


def converse(app: Any, said: Sequence[Any], scheme: str = "ws", **headers: str) -> list[Any]:
    """What a websocket is sent after it said these messages, and then nothing more."""
    scope = {"type": "websocket", "scheme": scheme, "path": "/", "headers": _as_sent(headers)}
    asked = [{"type": "websocket.connect"}]
    asked += [
        {"type": "websocket.receive", "bytes": one}
        if isinstance(one, bytes)
        else {"type": "websocket.receive", "text": one}
        for one in said
    ]
    return _run(app, scope, asked)


def _as_sent(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _run(app: Any, scope: dict[str, Any], asked: list[Any]) -> list[Any]:
    sent: list[Any] = []
    waiting = list(asked)

    async def receive() -> Any:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(3600)
        return None

    async def send(message: Any) -> None:
        sent.append(message)

    async def within() -> None:
        await asyncio.wait_for(app(scope, receive, send), 5)

    asyncio.run(within())
    return sent
