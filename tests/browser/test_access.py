"""Every page can be used by everyone: WCAG 2.2, level AA, measured in a real browser.

Pages are those of the page table, so a later page is held to the same by being there. A run of
minutes looks at the first page of each group (test_every_page.py), this file at all of them in both
themes, at every size and in every part.
"""

from types import SimpleNamespace

import access
import pytest
from access import PLATFORM, REFLOW, forced_colours, lost, spaced, zoomed
from reader_of_pages import LONG, PAGES, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SHORT = (REFLOW, 480)  # a laptop's window at 400%, as high as a landscape phone
PROJECTOR = 1920
EVERY = [pytest.param(path, marks=LONG, id=path or "home") for path in PAGES]


@pytest.mark.parametrize("path", EVERY)
def test_a_page_can_be_read_narrow_or_spaced_and_by_keyboard(look, path):
    assert access.everyday_faults(look(path)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing_of_ours_at_any_size(look, path, theme):
    seen = look(path, theme)
    assert access.broken_rules(seen) == []
    for width in (REFLOW, PHONE, PROJECTOR):
        with zoomed(seen, width):
            assert access.broken_rules(seen) == [], width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY)
def test_the_public_edition_is_as_good(look_published, path, theme):
    """What is hidden is told there in words and marks of its own."""
    seen = look_published(path, theme)
    assert seen.texts("h1") and access.broken_rules(seen) == []
    for width in (REFLOW, PHONE):
        with zoomed(seen, width):
            assert access.broken_rules(seen) == [], width
            assert lost(seen) == [], width


@pytest.mark.parametrize("path", EVERY)
def test_nothing_is_lost_at_any_size_or_zoom(look, path):
    seen = look(path)
    for width in (PHONE, access.DOUBLED, PROJECTOR):
        with zoomed(seen, width):
            assert lost(seen) == [], width
            assert access.small_targets(seen) == [], width
    with spaced(seen):
        assert lost(seen) == []


@pytest.mark.parametrize("path", EVERY)
def test_the_keyboard_is_seen_in_a_small_window_in_the_dark_and_under_forced_colours(look, path):
    seen = look(path, "dark")
    assert access.unclear_stops(access.tab_stops(seen)) == []
    with forced_colours(seen):
        assert access.unclear_stops(access.tab_stops(seen), forced=True) == []
        assert access.broken_rules(seen) == []
        assert unseen_pictures(seen) == []
    with zoomed(seen, *SHORT):
        for backwards in (False, True):
            stops = access.tab_stops(seen, backwards=backwards)
            assert len(stops) > 4
            assert access.unclear_stops(stops) == []


PARTS = """() => [...document.querySelectorAll(
  '[data-testid=stMain] [role=radiogroup][aria-label="Part"] [role=radio],'
  + ' [data-testid=stMain] [role=radiogroup][aria-label="Show as"] [role=radio]')]
  .map(part => part.innerText.trim())"""


@pytest.mark.parametrize("path", EVERY)
def test_every_part_of_a_page_is_as_good_as_its_first(server, visit, path):
    seen = visit(f"{server}/{path}")
    for part in seen.page.evaluate(PARTS)[1:]:
        seen.press(part)
        assert access.structure(seen) == [], part
        assert access.broken_rules(seen) == [], part
        with zoomed(seen, REFLOW):
            assert lost(seen) == [], part


UNSEEN = """() => [...document.querySelectorAll(
  '[data-testid=stVegaLiteChart] svg, .swatch, .iv i')]
  .filter(part => part.checkVisibility() && getComputedStyle(part).forcedColorAdjust !== 'none')
  .map(part => part.outerHTML.slice(0, 80))"""


def unseen_pictures(seen: Visit) -> list[str]:
    """What is drawn by its fill and would lose it where a machine forces its own colours."""
    return seen.page.evaluate(UNSEEN)


@LONG
def test_every_exception_for_the_platform_is_still_needed(server, visit):
    """The side bar of a narrow window, once it is opened; every entry of it wears a ring."""
    seen = visit(f"{server}/signal_ledger")
    with zoomed(seen, PHONE):
        opens = seen.page.get_by_role("button", name="Expand sidebar")
        opens.focus()
        seen.page.keyboard.press("Enter")
        opens.wait_for(state="detached")
        seen.page.wait_for_timeout(1_000)
        assert access.met(seen) == set(PLATFORM)
        stops = {stop["name"]: stop for stop in access.tab_stops(seen)}
        entries = [stops[page] for _, page in PAGES.values()]
        assert access.unclear_stops(entries) == []


@LONG
def test_the_platform_still_loses_the_place_of_the_keyboard_when_a_picture_is_enlarged(look):
    """`docs/accessibility.md` says so; when this fails, it may say otherwise."""
    page = look("among_districts").page
    page.get_by_role("button", name="Fullscreen").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1_000)
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_000)
    assert page.evaluate("() => document.activeElement === document.body")


@LONG
def test_a_choice_is_said_once_it_has_changed_the_title(server, visit):
    seen = visit(f"{server}/among_districts")
    said = seen.page.locator("#announced[role=status]")
    assert said.inner_text() == ""
    seen.choose("Measure", "Robbery")
    assert [said.text_content()] == seen.texts("h1")


@LONG
def test_columns_that_a_narrow_window_leaves_out_come_when_asked_for(look):
    seen = look("ward_map")
    with zoomed(seen, REFLOW):
        table = seen.page.locator(".scroll:has(.columns)").first
        left_out = table.locator("thead th.wide").first
        assert not left_out.is_visible()
        table.locator(".columns summary").focus()
        seen.page.keyboard.press("Enter")
        assert left_out.is_visible()
        assert lost(seen) == []
        seen.page.keyboard.press("Enter")
        assert not left_out.is_visible()
    assert not seen.page.locator(".columns").first.is_visible()


BAD = """<!doctype html><html><head><style>button:focus, a:focus {outline: none}</style></head>
<body>
<main data-testid="stMain" style="width: 600px; height: 700px; position: relative; overflow: auto">
<h1>One</h1><h1>Two</h1><h4>Four</h4><img src="data:,">
<table class="num"><tr><td>x</td></tr></table>
<p style="position: absolute; left: 590px; width: 200px; top: 300px">far away words</p>
<p style="width: 40px; overflow: hidden; white-space: nowrap">words that are cut</p>
<p style="position: absolute; top: 400px">words below others</p>
<p style="position: absolute; top: 402px">words above others</p>
<div style="position: absolute; top: 450px; transition: opacity 1s; opacity: .9">
<button style="width: 9px; height: 9px; padding: 0">a</button
><button style="width: 9px; height: 9px; padding: 0">b</button></div>
<a href="#" style="position: absolute; top: 550px">last</a>
<a href="#" style="position: absolute; top: 500px">before</a>
<button style="position: absolute; top: 600px; left: 100px; width: 60px">under</button>
<div style="position: absolute; top: 590px; left: 90px; width: 90px; height: 50px;
  background: white"></div>
</main></body></html>"""


def test_each_check_finds_what_is_planted_for_it(browser):
    """What finds nothing on our pages must be able to find something."""
    page = browser.new_page(viewport={"width": 620, "height": 700})
    page.set_content(BAD)
    planted = SimpleNamespace(page=page)
    told = access.structure(planted)
    for fault in ("no title", "no language", "not one h1", "skips a level: Four", "no banner"):
        assert any(fault in one for one in told), fault
    for fault in ("no navigation", "image without", "without a caption"):
        assert any(fault in one for one in told), fault
    found = lost(planted)
    for fault in ("sideways", "outside: far", "cut off: words that", "over: words below"):
        assert any(one.startswith(fault) or fault in one for one in found), fault
    assert [one[0] for one in access.small_targets(planted)] == ["a", "b"]
    assert access.moving(planted) == ["DIV."]
    stops = access.unclear_stops(access.tab_stops(planted))
    assert {"no ring: before", "hidden: under", "out of order: before after last"} <= set(stops)
    assert {rule for rule, *_ in access.broken_rules(planted)} >= {"image-alt", "html-has-lang"}
    page.close()
