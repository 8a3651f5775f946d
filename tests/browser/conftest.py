"""A real Chromium before a real server: both started for this folder, both ended with it."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from reader_of_pages import HIGH, LAUNCH, Browser, Context, Visit
from servers import serving

# The one without a window of its own first: it draws the same pages with half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def server(demonstration_folder, tmp_path_factory) -> Iterator[str]:
    """The address of the server that the tests of this folder share."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with serving("dashboard.py", log, CSP_DATA=str(demonstration_folder)) as address:
        yield address


@pytest.fixture(scope="session")
def published_server(published_folder, tmp_path_factory) -> Iterator[str]:
    """The address of a server of the public edition, with small counts hidden."""
    log = tmp_path_factory.mktemp("published_server") / "log.txt"
    place = {"CSP_DATA": str(published_folder), "CSP_EDITION": "public"}
    with serving("dashboard.py", log, **place) as address:
        yield address


@pytest.fixture
def fresh_server(demonstration_folder, tmp_path) -> Iterator[str]:
    """The address of a server that no visitor has seen yet."""
    log = tmp_path / "log.txt"
    with serving("dashboard.py", log, CSP_DATA=str(demonstration_folder)) as address:
        yield address


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium without a window, or a skip with the reason; a module that needs more switches
    than LAUNCH names them in `SWITCHES`.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright (requirements-dev.txt) is not installed"
    )
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: chromium-headless-shell)")
    with playwright.sync_playwright() as driver:
        switches = [*LAUNCH, *getattr(request.module, "SWITCHES", [])]
        chromium = driver.chromium.launch(executable_path=found, headless=True, args=switches)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[..., Context]]:
    """One browser context for each width and theme: its pages share what was once fetched."""
    opened: dict[tuple[int, str], Context] = {}

    def context(width: int, theme: str = "light") -> Context:
        if (width, theme) not in opened:
            window = {"width": width, "height": HIGH}
            opened[width, theme] = browser.new_context(viewport=window, color_scheme=theme)
        return opened[width, theme]

    yield context
    for one in opened.values():
        one.close()


@pytest.fixture
def visit(contexts: Callable[..., Context]) -> Iterator[Callable[..., Visit]]:
    """Opens an address for a new visitor: `visit(address, width=...)`."""
    opened: list[Visit] = []

    def open_page(address: str, width: int = 1280) -> Visit:
        opened.append(Visit(contexts(width), address))
        return opened[-1]

    yield open_page
    for one in opened:
        one.page.close()


@pytest.fixture(scope="module")
def look(server: str, contexts: Callable[..., Context]) -> Callable[..., Visit]:
    """A page to look at, opened once for the tests of a file: `look(path, theme)`; choose nothing
    on it.
    """
    return _looking(server, contexts)


@pytest.fixture(scope="module")
def look_published(published_server: str, contexts: Callable[..., Context]) -> Callable[..., Visit]:
    """The same in the public edition."""
    return _looking(published_server, contexts)


def _looking(server: str, contexts: Callable[..., Context]) -> Callable[..., Visit]:
    opened: dict[tuple[str, str], Visit] = {}

    def seen(path: str, theme: str = "light") -> Visit:
        if (path, theme) not in opened:
            opened[path, theme] = Visit(contexts(1280, theme), f"{server}/{path}")
        return opened[path, theme]

    return seen
