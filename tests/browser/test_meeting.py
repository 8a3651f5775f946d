"""A meeting in a real browser, by keyboard alone: through the whole agenda and back, into a
decision, out again; and what everyone needs of each screen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from access import broken_rules, moving, small_targets
from reader_of_pages import LONG, ON_IT, PAGES, PATIENCE, Visit, tab_to
from servers import serving

from components.charts.palette import DARK, LIGHT
from components.meeting.place import HOME
from components.ui.meeting_style import MEETING_CSS
from csp.agenda import agenda

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WALL = {"width": 1920, "height": 1080}
RUN = "() => document.querySelector('.meeting-run')?.dataset.run || ''"
LATER = "before => (document.querySelector('.meeting-run')?.dataset.run || before) !== before"
# The script that hears the keys is there once it has written the time of day.
KEYED = "() => /^\\d\\d:\\d\\d · /.test(document.querySelector('.clock')?.textContent || '')"
LEAST = 28  # px on a screen of 1920 × 1080
# What of a screen is outside its room, and words smaller than the least.
FAULTS = """least => {
  const screen = document.querySelector('.meeting'), body = screen.querySelector('.body');
  const main = document.querySelector('[data-testid=stMain]'), told = [];
  for (const [name, part] of [['screen', screen], ['body', body], ['page', main]])
    if (part && part.scrollHeight > part.clientHeight + 2) told.push(name + ' is too high');
  if (main.scrollWidth > main.clientWidth + 1) told.push('page is too wide');
  const words = [...screen.querySelectorAll('*'), ...document.querySelectorAll('.clock')].filter(
    part => [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && part.checkVisibility() && getComputedStyle(part).clipPath === 'none');
  const allowed = least * innerHeight / 1080 - .5;
  for (const part of words)
    if (parseFloat(getComputedStyle(part).fontSize) < allowed)
      told.push('too small: ' + part.textContent.slice(0, 40));
  for (const one of screen.querySelectorAll('figure img'))
    if (!one.alt || one.clientHeight < innerHeight / 4) told.push('picture: ' + one.alt);
  return told;
}"""


class Meeting:
    """A visit in the meeting view, moved by keys."""

    def __init__(self, seen: Visit) -> None:
        self.page = seen.page
        self.page.locator(".meeting-run").wait_for(state="attached")
        self.page.wait_for_function(KEYED, timeout=PATIENCE)

    def press(self, key: str) -> None:
        """Presses a key and waits until the next screen is whole."""
        before = self.page.evaluate(RUN)
        self.page.keyboard.press(key)
        self.page.wait_for_function(LATER, arg=before, timeout=PATIENCE)

    @property
    def screen(self) -> str:
        return self.page.locator(".meeting").get_attribute("data-screen")

    @property
    def crumb(self) -> str:
        return self.page.locator(".meeting .crumb").inner_text()

    @property
    def is_last(self) -> bool:
        return self.page.locator(".st-key-meeting_next button").is_disabled()

    def faults(self) -> list[str]:
        return [f"{self.crumb}: {one}" for one in self.page.evaluate(FAULTS, LEAST)]


@pytest.fixture
def on_the_wall(visit: Callable[..., Visit]) -> Callable[[str], Visit]:
    def opened(address: str) -> Visit:
        seen = visit(address, 1920)
        seen.page.set_viewport_size(WALL)
        return seen

    return opened


def test_a_whole_meeting_by_keyboard_alone(server, on_the_wall):
    held = agenda()
    seen = on_the_wall(f"{server}/break_register")
    tab_to(seen, "button", "Meeting view")
    seen.page.keyboard.press("Enter")
    meeting = Meeting(seen)
    assert "Break register" in meeting.crumb
    meeting.press("a")
    met, faults = [meeting.screen], meeting.faults()
    while not meeting.is_last:
        meeting.press("PageDown")  # as a clicker does
        met.append(meeting.screen)
        faults += meeting.faults()
    assert faults == []
    assert len(met) == len(set(met)) >= 12
    pages = [one.split("?")[0] for one in met]
    assert list(dict.fromkeys(pages)) == [one.page for one in held.item]
    assert f"{len(held.item)} of {len(held.item)}" in meeting.crumb

    meeting.press("PageUp")
    assert meeting.screen == met[-2]
    meeting.press("Home")
    assert meeting.screen == met[0]
    meeting.press("End")
    assert meeting.screen == met[-1]
    link = seen.page.url
    seen.page.keyboard.press(".")  # of some clickers; it does nothing
    seen.page.reload()
    assert Meeting(seen).screen == met[-1] and seen.page.url == link
    seen.page.keyboard.press("Escape")
    seen.page.locator(".crumb", has_text=seen_as(held.item[-1].page)).wait_for()
    seen.page.locator(".meeting").wait_for(state="detached")
    assert "view=" not in seen.page.url
    assert seen.errors == []


def seen_as(page: str) -> str:
    """How the frame names a page."""
    group, title = PAGES["" if page == HOME else page]
    return f"{group} · {title}"


@LONG
def test_notes_and_the_link_are_opened_and_closed_by_keys(server, on_the_wall):
    seen = on_the_wall(f"{server}/ward_map?show=Count&view=meeting")
    meeting = Meeting(seen)
    seen.page.keyboard.press("n")
    notes = seen.page.locator(".meeting details.told table")
    notes.wait_for()
    seen.page.keyboard.press("Escape")
    notes.wait_for(state="hidden")
    meeting.press("m")
    box = seen.page.locator(".st-key-meeting_link input")
    assert box.evaluate("box => box === document.activeElement && box.selectionEnd > 40")
    link = box.input_value()
    seen.page.keyboard.press("Escape")
    box.wait_for(state="detached")
    other = on_the_wall(link)
    assert "As seen on" in Meeting(other).crumb
    shown = ".meeting :is(h1, .body)"
    assert other.texts(shown) == seen.texts(shown)
    pictures = ".meeting figure img"
    assert [one.get_attribute("src") for one in other.page.locator(pictures).all()] == [
        one.get_attribute("src") for one in seen.page.locator(pictures).all()
    ]


@LONG
def test_a_rehearsal_does_not_count_once_the_meeting_begins(server, on_the_wall):
    seen = on_the_wall(f"{server}/break_register?view=meeting")
    clock = seen.page.locator(".clock")
    clock.filter(has_text="0 minutes").wait_for()
    seen.page.evaluate("sessionStorage.setItem('meeting spent item 1', 600000)")
    Meeting(seen).press("a")
    clock.filter(has_text="0 of 6 minutes").wait_for()


@LONG
def test_the_clock_and_the_letters_can_be_put_away(server, on_the_wall):
    seen = on_the_wall(f"{server}/break_register?view=meeting")
    clock = seen.page.locator(".clock")
    clock.filter(has_text="0 minutes").wait_for()
    seen.page.keyboard.press("k")
    clock.wait_for(state="hidden")
    tab_to(seen, "button", "Letter keys")
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("k")
    seen.page.wait_for_timeout(1500)
    assert clock.is_hidden()


@contextmanager
def partner_server(partner_folder: Any, log: Any) -> Iterator[str]:
    place = {"CSP_DATA": str(partner_folder), "CSP_EDITION": "partner"}
    with serving("dashboard.py", log, **place) as address:
        yield address


@LONG
def test_a_decision_is_taken_there_and_then(partner, tmp_path, visit):
    with partner_server(partner, tmp_path / "log.txt") as address:
        seen = visit(f"{address}/signal_ledger?view=meeting", 1920)
        seen.page.set_viewport_size(WALL)
        meeting = Meeting(seen)
        while not seen.page.locator(".st-key-meeting_decide button").count():
            meeting.press("ArrowRight")
        title = seen.page.locator("h1").inner_text()
        meeting.press("d")
        seen.page.locator(".st-key-meeting_deciding input[type=radio]:focus").wait_for()
        keys = seen.page.keyboard
        keys.press("ArrowRight")
        keys.press("Space")
        keys.press("Tab")
        keys.type("It was the mild weather.")
        keys.press("Escape")  # by mistake: nothing that was typed is lost
        assert seen.page.locator(".st-key-meeting_close button:focus").count() == 1
        for _ in range(6):
            keys.press("Shift+Tab")
            if seen.page.evaluate(ON_IT, ["button", "Write it down"]):
                break
        meeting.press("Enter")
        seen.page.locator(".meeting .said", has_text="Recorded").wait_for()
        assert seen.page.locator("h1").inner_text() == title
        assert "mild weather" in seen.page.locator(".meeting .under").inner_text()
        meeting.press("ArrowRight")
        assert seen.page.locator(".st-key-meeting_decide button").count() == 1
    assert (partner / "meetings" / "decisions.jsonl").read_text().count("mild weather") == 1


@LONG
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_use_the_meeting_view_of_each_page(look, path, theme):
    seen = look(f"{path}?view=meeting", theme)
    assert broken_rules(seen) == []
    assert small_targets(seen) == [] and moving(seen) == []
    assert seen.outside() == [] and seen.errors == []
    colours = LIGHT if theme == "light" else DARK
    ink = "rgb({}, {}, {})".format(*bytes.fromhex(colours.ink[1:]))
    assert seen.page.locator(".meeting h1").evaluate("h1 => getComputedStyle(h1).color") == ink


@LONG
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("path", PAGES)
def test_every_screen_of_every_page_fits(server, visit, path, size):
    seen = visit(f"{server}/{path}?view=meeting")
    seen.page.set_viewport_size({"width": size[0], "height": size[1]})
    meeting, faults = Meeting(seen), []
    for _ in range(60):
        faults += meeting.faults()
        if meeting.is_last:
            break
        meeting.press("ArrowRight")
    assert faults == []


def test_our_styles_of_the_meeting_name_nothing_that_streamlit_makes_up():
    assert "st-emotion" not in MEETING_CSS
