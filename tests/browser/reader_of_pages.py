"""One visitor's view of a page: opens it, waits until it is still, and writes down what it asked
for.
"""

import ast
import math
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest

from csp.settings import ROOT

Browser = Context = Any  # playwright's: it may not be installed
# The default run opens every page in a browser and walks the main road; what is finer, and each
# check that starts a browser or a build of its own once more, is asked for.
LONG = pytest.mark.skipif(
    "CSP_LONG" not in os.environ, reason="the finer points in a browser: set CSP_LONG=1"
)
LAUNCH = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds
# Kept by every page from its first moment: when anything on it last changed.
WATCH = """(() => {
  window.changed = 0;
  const watch = new MutationObserver(() => { window.changed = performance.now(); });
  watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
})()"""
# A click's rerun starts a moment after the click, and a page is drawn some time after its run.
STILL = """asked => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && document.querySelector('h1') && !document.querySelector('[data-stale=true]')
    && performance.now() - Math.max(asked || 0, window.changed || 0) > 400;
}"""
# On a deep link Streamlit tries its own addresses under the page's path first.
OWN_404 = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")
TILE = 512  # pixels of a map at zoom 0
PHONE = 390  # pixels
HIGH = 900  # pixels, of every window
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def page_table() -> dict[str, tuple[str, str]]:
    """Every page by its address, with its group and title: read from the page table itself, so that
    what is added there is looked at here.
    """
    held: dict[str, Any] = {}
    tree = ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8"))
    imports = [part for part in tree.body if isinstance(part, ast.Import | ast.ImportFrom)]
    tables = [
        part
        for part in tree.body
        if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "PAGES"
    ]
    _run(imports, held)
    held["page"] = lambda file, **told: told
    _run(tables, held)
    return {
        page.get("url_path", ""): (group, page["title"])
        for group, pages in held["PAGES"].items()
        for page in pages
    }


def _run(parts: list[Any], held: dict[str, Any]) -> None:
    exec(compile(ast.Module(parts, []), "dashboard.py", "exec"), held)


PAGES = page_table()
# One page of each group, for what a run of minutes asks of a few pages only.
GROUPS = [group for group, _ in PAGES.values()]
FIRST_OF_GROUPS = [path for at, path in enumerate(PAGES) if GROUPS.index(GROUPS[at]) == at]


class Visit:
    """A page, which is a session of its own, with what it sent and said."""

    def __init__(self, context: Context, address: str) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.received = 0  # bytes over the websocket
        self.page.add_init_script(WATCH)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)
        wire = context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", self._counted)
        self.page.goto(address)
        self.settle()

    def _heard(self, message: Any) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not OWN_404.search(urlparse(where).path):
            self.errors.append(f"{message.text} ({where})")

    def _counted(self, event: Mapping[str, Any]) -> None:
        frame = event["response"]
        # binary frames arrive as base64: four characters for three bytes
        self.received += round(len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1))

    def settle(self) -> None:
        """Waits until the run has ended and the charts are drawn."""
        asked = self.page.evaluate("() => performance.now()")
        self.page.locator(".foot").last.wait_for(state="attached")  # the last of every page
        self.page.wait_for_function(STILL, arg=asked)
        for chart in self.page.get_by_test_id("stVegaLiteChart").all():
            chart.locator("svg").first.wait_for()

    @contextmanager
    def as_wide_as(self, width: int) -> Iterator[None]:
        """The page in a window of another width, and as it was afterwards."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": HIGH})
        self.settle()
        try:
            yield
        finally:
            self.page.set_viewport_size(before)
            self.settle()

    @contextmanager
    def turned_dark(self) -> Iterator[None]:
        """The page after the visitor's machine turned dark, and turned back afterwards."""
        self.page.emulate_media(color_scheme="dark")
        self.settle()
        try:
            yield
        finally:
            self.page.emulate_media(color_scheme="light")
            self.settle()

    def outside(self) -> list[str]:
        """The requests that left this machine."""
        own = ("data:", "blob:", "about:")
        away = [address for address in self.asked if not address.startswith(own)]
        return [address for address in away if urlparse(address).hostname != "127.0.0.1"]

    def texts(self, selector: str) -> list[str]:
        """The visible texts of what a selector finds."""
        return self.page.locator(selector).all_inner_texts()

    def go(self, group: str, page: str) -> None:
        """Goes to a page by the navigation at the top."""
        self.page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
        self.page.get_by_role("menuitem", name=page, exact=True).click()
        self.page.locator(".crumb", has_text=f"{group} · {page}").wait_for()
        self.settle()

    def box(self, label: str) -> Any:
        """The select box of a label."""
        return self.page.get_by_role("combobox", name=label, exact=True)

    def offered(self, label: str) -> list[str]:
        """What a select box offers."""
        options = self.page.get_by_role("option")
        for _ in range(10):  # a run of the page may close the list again
            self.box(label).press("ArrowDown")
            self.settle()
            if options.count():
                break
        found = options.all_inner_texts()
        self.page.keyboard.press("Escape")
        return found

    def choose(self, label: str, words: str) -> None:
        """Chooses in a select box, as a keyboard does."""
        self.box(label).scroll_into_view_if_needed()  # a list that is open closes as the page moves
        self.box(label).fill(words)  # a long list shows what was typed
        self.page.get_by_role("option", name=words, exact=True).click()
        self.holds(label, words)

    def holds(self, label: str, words: str) -> None:
        """Waits until a select box says `words` and the page is still."""
        expected, found = f"{label}: {words}", ""
        for _ in range(20):
            self.settle()
            found = f"{label}: {self.box(label).input_value()}"
            if found == expected:
                return
        assert found == expected

    def press(self, words: str) -> None:
        """Chooses one of a row of buttons."""
        self.page.get_by_test_id("stButtonGroup").get_by_text(words, exact=True).click()
        self.settle()

    def click_area(self, panel: str, name: str) -> None:
        """Clicks an area of a flat map where nothing lies above its fill."""
        path = self.area(panel, name)
        path.scroll_into_view_if_needed()
        spot = path.evaluate(OWN_SPOT)
        assert spot, f"no free spot of {name} to click on"
        self.page.mouse.move(*spot)
        self.page.mouse.click(*spot)
        self.settle()

    def area(self, panel: str, name: str) -> Any:
        """The path of an area in the panel of that key."""
        return self.page.locator(f'[class*="st-key-{panel}"] path[aria-label^="{name}:"]')

    def click_on_deck(self, at: tuple[float, float], view: Mapping[str, float]) -> None:
        """Hovers and clicks at (longitude, latitude): the map answers to what was hovered."""
        canvas = self.page.locator("canvas#deckgl-overlay")
        canvas.scroll_into_view_if_needed()
        frame = canvas.bounding_box()
        place, middle = _mercator(*at), _mercator(view["longitude"], view["latitude"])
        scale = TILE * 2 ** view["zoom"]
        x = frame["x"] + frame["width"] / 2 + (place[0] - middle[0]) * scale
        y = frame["y"] + frame["height"] / 2 + (place[1] - middle[1]) * scale
        tip = self.page.locator(".deck-tooltip")
        for step in range(60):  # the shapes are drawn some time after the canvas is there
            self.page.mouse.move(x + step % 2, y)
            self.page.wait_for_timeout(250)
            if tip.count() and tip.first.is_visible():
                break
        self.page.mouse.click(x, y)
        self.settle()


# A spot of the path at which a click meets the path itself and not a name or a line above it.
OWN_SPOT = """path => {
  const box = path.getBoundingClientRect();
  for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
    const x = box.left + box.width * i / 24, y = box.top + box.height * j / 24;
    if (document.elementFromPoint(x, y) === path) return [x, y];
  }
  return null;
}"""


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    turned = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return (longitude + 180) / 360, 0.5 - turned / (2 * math.pi)


def outlined(seen: Visit) -> int:
    """How many outlines the borough panel draws above its areas."""
    return seen.page.locator('[class*="st-key-map_0"] svg path[stroke-width="3"]').count()


def settles_at(seen: Visit, expected: int) -> bool:
    """Waits until the borough panel has been drawn anew with so many outlines."""
    for _ in range(40):
        if outlined(seen) == expected:
            seen.settle()  # the table comes after the map
            return True
        seen.page.wait_for_timeout(250)
    return False


def row_marked(seen: Visit) -> list[str]:
    """The marked rows that are to be seen: not those of a table that is folded away."""
    return [row for row in seen.texts("tr.on th") if row]


def tab_to(seen: Visit, role: str, name: str) -> None:
    """Presses Tab until the keyboard is on what has this role and a name that starts so."""
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate(ON_IT, [role, name]):
            return
    raise AssertionError(f"the keyboard never comes to the {role} “{name}”")


# A summary's text begins with the ligature of its arrow.
ON_IT = """([role, name]) => {
  const at = document.activeElement, own = at.getAttribute('role') || at.tagName.toLowerCase();
  const words = (at.getAttribute('aria-label') || at.innerText).split('\\n').filter(Boolean);
  return own === role && words.some(line => line.startsWith(name));
}"""


def axe() -> str:
    """The script of axe-core, or a skip with the reason."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("axe-playwright-python (requirements-dev.txt) is not installed")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def sideways(seen: Visit) -> list[int]:
    """How far the whole and the page itself scroll sideways, in pixels."""
    return seen.page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(part => part.scrollWidth - part.clientWidth)"
    )


def serious(seen: Visit) -> list[tuple[str, str, str]]:
    """What axe calls serious or critical: rule, where, markup."""
    seen.page.evaluate(axe())
    found = seen.page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
        " resultTypes: ['violations']})",
        RULES,
    )
    return [
        (fault["id"], " ".join(map(str, node["target"])), node["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
