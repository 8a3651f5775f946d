"""The way out of a page in a real browser: by click and by keyboard, with its script and without.

All of it under the content policy of a deployment. The other site is never asked: a stub answers
in its place.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from reader_of_pages import HIGH, LONG, PATIENCE, PHONE, RULES, STILL, Context, axe
from servers import serving

from components.words import help as words
from csp.settings import ROOT, settings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

AWAY = settings().help.exit_to
PAGES = Path(__file__).parent / "pages_for_tests"
WEATHER = "<!doctype html><title>Weather</title><h1>Dry</h1>"
DESK = 1280  # pixels


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory) -> Iterator[str]:
    """The address of a server of the two pages, with the project's own static files beside them."""
    folder = shutil.copytree(PAGES, tmp_path_factory.mktemp("two") / "pages")
    shutil.copytree(ROOT / "static", folder / "static")
    app, log = str(folder / "under_policy.py"), folder / "log.txt"
    with serving(app, log, PYTHONPATH=str(ROOT)) as address:
        yield address


class Visitor:
    """Someone who came from the other page of the dashboard and may leave."""

    def __init__(self, context: Context, server: str) -> None:
        self.server = server
        self.context = context
        self.answers = True  # whether the other site answers at once
        self.asked: list[Any] = []
        self.errors: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.route(lambda address: urlparse(address).hostname != "127.0.0.1", self._answer)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answer(self, route: Any) -> None:
        self.asked.append(route)
        if self.answers:
            route.fulfill(body=WEATHER, content_type="text/html")

    def arrive(self) -> "Visitor":
        """Opens the other page first and goes to the page with help by the navigation."""
        self.page.goto(f"{self.server}/")
        self.page.wait_for_function(STILL)
        self.go("With help")
        return self

    def armed(self) -> "Visitor":
        """Waits until the script has made the link a way out."""
        self.page.locator("a.exit[data-armed]").wait_for()
        return self

    def go(self, name: str) -> None:
        """Goes to a page by the navigation."""
        self.page.get_by_test_id("stTopNavSection").filter(has_text="People").click()
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        self.page.locator(".crumb", has_text=name).wait_for()
        self.page.wait_for_function(STILL)

    def escape(self, times: int = 3, pause: int = 100) -> None:
        """Presses Escape so often, with a pause in milliseconds between."""
        for press in range(times):
            self.page.keyboard.press("Escape")
            if press < times - 1:
                self.page.wait_for_timeout(pause)

    def is_away(self) -> bool:
        """Whether the other site is shown, once it has had time to come."""
        try:
            self.page.wait_for_url(AWAY, timeout=3000)
        except Exception as error:  # playwright's own: it may not be installed
            assert type(error).__name__ == "TimeoutError"
            return False
        return self.page.title() == "Weather"

    def stays(self) -> bool:
        """Whether nothing has happened, a good while after."""
        self.page.wait_for_timeout(800)
        return not self.asked and self.page.locator("h1").is_visible()

    def box(self, selector: str) -> dict[str, float]:
        """Where something lies on the screen."""
        return self.page.locator(selector).bounding_box()


@pytest.fixture
def visitor(contexts: Callable[..., Context], two_pages: str) -> Iterator[Callable[..., Visitor]]:
    """A new visitor: `visitor(width=...)`, who has opened nothing yet."""
    came: list[Visitor] = []

    def one(width: int = DESK, theme: str = "light") -> Visitor:
        came.append(Visitor(contexts(width, theme), two_pages))
        return came[-1]

    yield one
    for who in came:
        who.page.close()


def test_a_click_puts_the_other_site_in_the_place_of_the_page(visitor):
    who = visitor().arrive().armed()
    steps = who.page.evaluate("history.length")
    link = who.page.get_by_role("link", name=words.LEAVE, exact=True)
    assert link.get_attribute("href") == AWAY
    link.click()
    assert who.is_away()
    assert who.page.evaluate("history.length") == steps
    who.page.go_back()
    who.page.locator(".crumb").wait_for()
    assert who.page.url == f"{who.server}/"
    assert who.errors == []


@LONG
@pytest.mark.parametrize(
    "held", [{"modifiers": ["Control"]}, {"modifiers": ["Shift"]}, {"button": "middle"}]
)
def test_no_click_opens_anything_else(visitor, held):
    who = visitor().arrive().armed()
    who.page.locator("a.exit").click(**held)
    assert who.is_away()
    assert who.context.pages == [who.page]


def test_escape_three_times_leaves_wherever_the_keyboard_is(visitor):
    who = visitor().arrive().armed()
    steps = who.page.evaluate("history.length")
    who.escape()
    assert who.is_away()
    assert who.page.evaluate("history.length") == steps
    assert len(who.asked) == 1


@LONG
def test_escape_counts_although_something_keeps_it_to_itself(visitor):
    who = visitor().arrive().armed()
    who.page.evaluate(
        "document.addEventListener('keydown', press => press.stopImmediatePropagation(), true)"
    )
    who.escape()
    assert who.is_away()


@LONG
def test_escape_counts_while_it_closes_a_select_box(visitor):
    who = visitor().arrive().armed()
    who.page.get_by_role("combobox", name="Measure").click()
    options = who.page.get_by_role("option")
    options.first.wait_for()
    who.escape(1)
    options.first.wait_for(state="hidden")
    who.escape(2)
    assert who.is_away()


@LONG
@pytest.mark.parametrize(("times", "pause"), [(2, 100), (4, 800)])
def test_escape_twice_or_slowly_does_nothing(visitor, times, pause):
    who = visitor().arrive().armed()
    who.escape(times, pause)
    assert who.stays()


@LONG
def test_escape_held_down_is_one_press(visitor):
    who = visitor().arrive().armed()
    for _ in range(6):
        who.page.keyboard.down("Escape")
    assert who.stays()


# What the page says of itself while it is being left, kept where the next visit can read it; with
# one press of Escape too many.
WITNESS = """() => setInterval(() => {
  if (document.documentElement.checkVisibility()) return;
  const press = new KeyboardEvent('keydown', {key: 'Escape', cancelable: true, bubbles: true});
  document.body.dispatchEvent(press);
  const shown = [...document.querySelectorAll('h1, p, a')].some(one => one.checkVisibility());
  localStorage.setItem('seen', JSON.stringify(
    {shown, title: document.title, path: location.pathname, kept: press.defaultPrevented}));
}, 20)"""


@LONG
def test_nothing_can_be_read_while_the_other_site_loads(visitor):
    who = visitor().arrive().armed()
    who.answers = False
    who.page.evaluate(WITNESS)
    who.escape()
    who.page.wait_for_timeout(1000)
    (route,) = who.asked
    route.fulfill(body=WEATHER, content_type="text/html")
    assert who.is_away()
    who.page.goto(f"{who.server}/")
    seen = json.loads(who.page.evaluate("localStorage.getItem('seen')"))
    # The fourth press is kept from the browser, to which it means "stop loading".
    assert seen == {"shown": False, "title": urlparse(AWAY).hostname, "path": "/", "kept": True}


def key_listeners(who: Visitor) -> int:
    """How many listeners the window has for keys."""
    wire = who.context.new_cdp_session(who.page)
    window = wire.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
    found = wire.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
    wire.detach()
    return sum(one["type"] == "keydown" for one in found)


@LONG
def test_on_another_page_nothing_is_left_of_it(visitor):
    who = visitor()
    who.page.goto(f"{who.server}/")
    who.page.wait_for_function(STILL)
    before = key_listeners(who)
    for _ in range(2):
        who.go("With help")
        who.armed()
        assert key_listeners(who) == before + 1
        who.escape(2)
        who.go("Elsewhere")
        assert who.page.locator("a.exit").count() == 0
        assert key_listeners(who) == before
        who.escape(4)
        assert who.stays()
    who.go("With help")
    who.armed()
    who.escape()
    assert who.is_away()


@LONG
def test_a_run_of_the_page_leaves_one_way_out(visitor):
    who = visitor().arrive().armed()
    before = key_listeners(who)
    for _ in range(2):
        who.page.get_by_role("button", name="Run again").click()
        who.page.wait_for_timeout(300)
        who.page.wait_for_function(STILL)
    assert key_listeners(who) == before
    who.escape()
    assert who.is_away()
    assert len(who.asked) == 1


@LONG
def test_without_its_script_the_link_still_leaves_and_says_what_remains(visitor):
    who = visitor()
    who.page.route("**/quick_exit.js*", lambda route: route.abort())
    who.arrive()
    assert who.page.locator(".help").inner_text().count(words.LINK_ALONE) == 1
    assert who.page.get_by_text(words.WAY_OUT).is_hidden()
    assert who.page.get_by_text(words.BY_KEYBOARD).is_hidden()
    who.escape()
    assert who.stays()
    who.page.locator("a.exit").click()
    assert who.is_away()
    who.page.go_back()
    assert who.page.url == f"{who.server}/with_help"


@LONG
def test_with_its_script_the_words_promise_what_it_does(visitor):
    who = visitor().arrive().armed()
    assert who.page.get_by_text(words.LINK_ALONE).is_hidden()
    assert who.page.get_by_text(words.WAY_OUT).is_visible()
    assert who.page.get_by_text(words.BY_KEYBOARD).is_visible()
    who.page.get_by_text(words.HISTORY_TITLE).click()
    assert who.page.get_by_text(words.HISTORY[0]).is_visible()


INLINE = """() => {
  const inline = document.createElement('script');
  inline.textContent = 'window.inlineRan = true';
  document.head.append(inline);
  return window.inlineRan === true;
}"""


@LONG
def test_the_policy_is_in_force_that_the_script_runs_under(visitor):
    who = visitor()
    answer = who.page.goto(f"{who.server}/with_help")
    assert "script-src 'self' 'wasm-unsafe-eval'" in answer.headers["content-security-policy"]
    who.armed()
    assert not who.page.evaluate(INLINE)


@LONG
def test_on_a_desk_it_stands_at_the_top_right_and_takes_no_room(visitor):
    who = visitor()
    who.page.goto(f"{who.server}/")
    who.page.wait_for_function(STILL)
    crumb = who.box(".crumb")["y"]
    who.go("With help")
    assert who.box(".crumb")["y"] == crumb
    link = who.box("a.exit")
    assert DESK - 90 < link["x"] + link["width"] <= DESK - 40
    assert link["height"] >= 44
    who.page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 900)")
    assert who.box("a.exit") == link


@LONG
def test_on_a_phone_it_is_a_bar_at_the_bottom_that_hides_nothing(visitor):
    who = visitor(PHONE)
    who.page.goto(f"{who.server}/with_help")
    who.page.wait_for_function(STILL)
    who.armed()
    bar = who.box("a.exit")
    assert (bar["x"], bar["width"]) == (0, PHONE)
    assert bar["y"] + bar["height"] == HIGH
    assert bar["height"] >= 44
    assert who.page.get_by_text(words.BY_KEYBOARD).is_hidden()
    who.page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 1e6)")
    last = who.page.get_by_role("link", name="Last").bounding_box()
    assert last["y"] + last["height"] < bar["y"]
    who.page.locator("a.exit").click()
    assert who.is_away()


FOCUSED = """() => {
  const at = document.activeElement;
  const inside = at.closest('[data-testid=stMainBlockContainer]') !== null;
  const {outlineStyle, outlineWidth} = getComputedStyle(at);
  return {name: at.className, inside, outline: `${outlineWidth} ${outlineStyle}`};
}"""


def test_the_keyboard_meets_it_first_and_sees_it(visitor):
    who = visitor()
    who.page.goto(f"{who.server}/with_help")
    who.page.wait_for_function(STILL)
    who.armed()
    for _ in range(12):
        who.page.keyboard.press("Tab")
        at = who.page.evaluate(FOCUSED)
        if at["inside"]:
            break
    assert at == {"name": "exit", "inside": True, "outline": "3px solid"}
    who.page.keyboard.press("Enter")
    assert who.is_away()


@LONG
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing(visitor, theme, width):
    who = visitor(width, theme)
    who.page.goto(f"{who.server}/with_help")
    who.page.wait_for_function(STILL)
    who.armed()
    who.page.get_by_text(words.HISTORY_TITLE).click()
    who.page.evaluate(axe())
    found = who.page.evaluate(
        "rules => axe.run('main', {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert found["passes"]
