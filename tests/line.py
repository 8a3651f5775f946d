"""A line between a browser and a server: counts what goes over it, and makes it slow where asked.

A browser's own switch for a slow network leaves websockets as they are, and so does nginx for what
it hands on; on this line every byte of every connection waits its turn.
"""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE = 4096  # bytes that are handed on at once
UNDER_WAY = 64  # pieces: who sends more waits


@dataclass(frozen=True)
class Speed:
    """How slow a line is: seconds that everything takes one way, and bytes a second each way, which
    all connections share; 0 for a line that is neither.
    """

    delay: float = 0.0
    down: float = 0.0
    up: float = 0.0


# A phone with a poor signal: 1.6 Mbit/s down, 0.75 up, 150 ms there and back.
SLOW = Speed(delay=0.075, down=1_600_000 / 8, up=750_000 / 8)


@dataclass
class Line:
    """A line that is open: its own address, and the bytes that came down and went up."""

    address: str
    down: int = 0
    up: int = 0
    _free: dict[str, float] = field(default_factory=lambda: {"down": 0.0, "up": 0.0})

    def count(self, way: str, piece: bytes) -> None:
        """Counts a piece that goes one way."""
        setattr(self, way, getattr(self, way) + len(piece))

    def due(self, way: str, piece: bytes, speed: Speed) -> float:
        """When a piece that is sent now has come through."""
        rate = getattr(speed, way)
        begins = max(time.monotonic(), self._free[way])
        self._free[way] = begins + (len(piece) / rate if rate else 0.0)
        return self._free[way] + speed.delay


@contextmanager
def line(to: str, speed: Speed = Speed()) -> Iterator[Line]:
    """Opens a line to the server at an address, on a port of its own."""
    place = urlsplit(to)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opened = Line("")

    async def handed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(OSError, asyncio.CancelledError):
            far, to_far = await asyncio.open_connection(place.hostname, place.port)
            with closing(to_far):
                await asyncio.gather(
                    _one_way(opened, "up", reader, to_far, speed),
                    _one_way(opened, "down", far, writer, speed),
                )

    async def began() -> asyncio.Server:
        return await asyncio.start_server(handed_on, "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(began(), loop).result(10)
    own = server.sockets[0].getsockname()[1]
    opened.address = f"{place.scheme}://{place.hostname}:{own}"
    try:
        yield opened
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _one_way(
    opened: Line, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, speed: Speed
) -> None:
    """Hands on what comes, each piece when it is due, until one end closes."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(UNDER_WAY)

    async def arrive() -> None:
        while True:
            due, piece = await under_way.get()
            if (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if not piece:
                return
            try:
                writer.write(piece)
                await writer.drain()
            except OSError:  # who was to have it has gone
                return

    arriving = asyncio.create_task(arrive())
    with suppress(OSError):
        while not arriving.done():
            piece = await reader.read(PIECE)
            opened.count(way, piece)
            await under_way.put((opened.due(way, piece, speed), piece))
            if not piece:
                break
    with suppress(OSError):
        await arriving
    with suppress(OSError):
        writer.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0.05)  # the sockets of those that were cut off
