"""Starts a real server of an app for a browser, and ends it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from csp.settings import ROOT

START_WITHIN = 40  # seconds


@contextmanager
def serving(app: str, log: Path, options: Sequence[str] = (), **place: str) -> Iterator[str]:
    """The address of a fresh server of an app; nothing has been asked of it yet.

    `options` are further words of its command, `place` environment variables for it; `log` takes
    its lines.
    """
    port = free_port()
    around = {name: value for name, value in os.environ.items() if name != "CSP_EDITION"}
    with log.open("wb") as lines:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port), *options],
            cwd=ROOT,
            env=around | place,
            stdout=lines,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(server, f"http://127.0.0.1:{port}/_stcore/health", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Waits until a server answers at an address; raises RuntimeError with its log when it ends
    or does not.
    """
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
