"""A real Chromium before a real server: both started for this folder, both ended with it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from reader_of_pages import LAUNCH, Browser, Visit

from csp.settings import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_WITHIN = 40  # seconds


@contextmanager
def running(data: Path, log: Path) -> Iterator[str]:
    """The address of a fresh server over a data folder; nothing has been asked of it yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = {name: value for name, value in os.environ.items() if name != "CSP_EDITION"}
    with log.open("wb") as lines:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
            cwd=ROOT,
            env=place | {"CSP_DATA": str(data)},
            stdout=lines,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, f"http://127.0.0.1:{port}/_stcore/health", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def server(demonstration_folder, tmp_path_factory) -> Iterator[str]:
    """The address of the server that the tests of this folder share."""
    with running(demonstration_folder, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture
def fresh_server(demonstration_folder, tmp_path) -> Iterator[str]:
    """The address of a server that no visitor has seen yet."""
    with running(demonstration_folder, tmp_path / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window, or a skip with the reason."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright (requirements-dev.txt) is not installed"
    )
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, headless=True, args=LAUNCH)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens an address for a new visitor: `visit(address, width=...)`."""
    opened: list[Visit] = []

    def open_page(address: str, width: int = 1280) -> Visit:
        opened.append(Visit(browser, address, width))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()


@pytest.fixture(scope="module")
def look(server: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """A page to look at, opened once for all tests: `look(path, theme)`; leave it as it is."""
    opened: dict[tuple[str, str], Visit] = {}

    def seen(path: str, theme: str = "light") -> Visit:
        if (path, theme) not in opened:
            address = f"{server}/{path}"
            opened[path, theme] = Visit(browser, address, 1280, color_scheme=theme)
        return opened[path, theme]

    yield seen
    for one in opened.values():
        one.context.close()
