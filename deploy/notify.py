"""Tells systemd that a server is ready, and again and again that it still answers."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


def tell(words: str) -> bool:
    """Sends a line to whoever started this process, where that is systemd; whether it was sent."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    # A name that begins with @ is one without a file: its first byte is nought.
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire, suppress(OSError):
        wire.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
        wire.sendall(words.encode())
        return True
    return False


def beat() -> float | None:
    """Seconds between two signs of life: half of what the unit's WatchdogSec allows, else None."""
    allowed = os.environ.get("WATCHDOG_USEC", "")
    return int(allowed) / 2_000_000 if allowed.isdigit() else None


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """Tells that the server is ready, gives signs of life while it answers, and tells its end.

    The signs come from the loop that serves everybody: when it hangs, they cease.
    """
    tell("READY=1")
    signs = asyncio.create_task(_signs(pause)) if (pause := beat()) else None
    try:
        yield
    finally:
        tell("STOPPING=1")
        if signs is not None:
            signs.cancel()


async def _signs(pause: float) -> None:
    while True:
        tell("WATCHDOG=1")
        await asyncio.sleep(pause)
