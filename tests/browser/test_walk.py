"""The whole dashboard in a real browser: the road in, the walk, clicks, addresses, phones, bytes
and axe.
"""

import json
import os
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from reader_of_pages import OWN_SPOT
from shapely.geometry import shape

from components.charts.palette import DARK, LIGHT
from components.screens.ward_map import View, answer
from components.tables.html import TABLE_CSS
from components.ui.frame import FOCUS, STYLES, WIDE_SCREEN
from csp.answers import places
from csp.measures import measures

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PAGES = {
    "": ("Meeting", "At a glance"),
    "priority_trends": ("Meeting", "Priority trends"),
    "ward_map": ("Places", "Ward map"),
    "domestic_abuse": ("People", "Domestic abuse"),
    "feeling_safe": ("People", "Feeling safe"),
}
MOST_BYTES = 200_000  # over the websocket, of a page's first run
PHONE = 390  # pixels


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(fresh_server, visit):
    seen = visit(f"{fresh_server}/ward_map")
    assert seen.texts(".crumb") == ["Places · Ward map"]
    assert seen.page.get_by_test_id("stTopNav").is_visible()
    assert seen.page.get_by_test_id("stSidebar").count() == 0
    assert seen.page.locator("[data-testid=stException], [role=dialog]").count() == 0
    assert seen.texts(".band")[0].startswith("Demonstration")


def test_a_walk_through_all_pages(server, visit):
    seen = visit(server)
    titles = []
    for group, page in [*PAGES.values(), PAGES[""]]:
        seen.go(group, page)
        assert seen.texts(".crumb") == [f"{group} · {page}"]
        (title,) = seen.texts("h1")
        titles.append(title)
        assert seen.page.get_by_test_id("stException").count() == 0
        assert seen.page.title() == page
        assert seen.page.locator("table.num").count() >= 1
    assert len(set(titles)) == len(PAGES)
    assert titles[-1] == titles[0]
    assert not any("cannot be shown" in title for title in titles)
    assert seen.outside() == []
    assert seen.errors == []


@pytest.mark.parametrize("path", PAGES)
def test_a_deep_link_asks_nothing_of_the_network(look, path):
    seen = look(path)
    assert seen.texts(".crumb") == [" · ".join(PAGES[path])]
    assert seen.outside() == []
    assert seen.errors == []


def outlined(seen) -> int:
    """How many outlines the borough panel draws above its areas."""
    return seen.page.locator('[class*="st-key-map_0"] svg path[stroke-width="3"]').count()


def settles_at(seen, expected: int) -> bool:
    """Waits until the borough panel has been drawn anew with so many outlines."""
    for _ in range(40):
        if outlined(seen) == expected:
            seen.settle()  # the table comes after the map
            return True
        seen.page.wait_for_timeout(250)
    return False


def row_marked(seen) -> list[str]:
    """The marked rows that are to be seen: not those of a table that is folded away."""
    return [row for row in seen.texts("tr.on th") if row]


def test_a_ward_chosen_in_the_box_is_outlined_marked_and_kept_in_the_address(server, visit):
    seen = visit(f"{server}/ward_map")
    assert settles_at(seen, 0)
    assert row_marked(seen) == []
    seen.choose("Ward", "Heath")
    assert settles_at(seen, 1)
    assert row_marked(seen) == ["Heath"]
    assert parse_qs(urlparse(seen.page.url).query)["ward"] == ["Heath"]

    again = visit(seen.page.url)
    assert again.box("Ward").input_value() == "Heath"
    assert settles_at(again, 1)
    assert row_marked(again) == ["Heath"]
    assert again.texts("h1") == seen.texts("h1")

    seen.choose("Ward", "None chosen")
    assert settles_at(seen, 0)
    assert row_marked(seen) == []


def test_every_choice_is_in_the_address(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.choose("Measure", "Burglary")
    seen.press("Change")
    seen.page.locator("th", has_text="More than chance?").wait_for()
    again = visit(seen.page.url)
    assert again.box("Measure").input_value() == "Burglary"
    assert again.texts("h1") == seen.texts("h1")
    assert again.texts("table.num tbody tr") == seen.texts("table.num tbody tr")


def test_a_measure_goes_along_to_the_next_page_and_the_box_never_lies(server, visit):
    """Two pages share one choice of a measure; the second does not offer every one of the first."""
    seen = visit(f"{server}/ward_map")
    for title, goes_along in (("Burglary", True), ("Other crime", False)):
        seen.choose("Measure", title)
        seen.go("Meeting", "Priority trends")
        kept = seen.box("Monthly figure").input_value()
        assert (kept == title) == goes_along
        assert f"of {counted(kept)} by month" in pictured(seen)
        seen.go("Places", "Ward map")
        assert f"of {counted(seen.box('Measure').input_value())} per 1,000" in pictured(seen)
    assert seen.errors == []


def test_a_box_never_keeps_what_is_not_offered_any_more(server, visit):
    """Another plan has other priorities, another ward set other wards: box and page agree."""
    seen = visit(f"{server}/priority_trends")
    before = seen.box("Priority").input_value()
    seen.choose("Plan", "2013-18, refreshed 2017")
    priority = seen.box("Priority").input_value()
    assert priority != before
    assert seen.texts("h1")[0].startswith(priority)
    assert "priority" not in parse_qs(urlparse(seen.page.url).query)

    seen = visit(f"{server}/ward_map?ward=Heath")
    assert row_marked(seen) == ["Heath"]
    other = next(one for one in seen.offered("Ward set") if one.startswith("22 wards"))
    seen.choose("Ward set", other)
    assert seen.box("Ward").input_value() == "None chosen"
    assert row_marked(seen) == []
    assert "ward" not in parse_qs(urlparse(seen.page.url).query)
    assert seen.errors == []


def test_ids_in_an_address_outlive_the_words(server, visit):
    """A link may name a measure, a ward and a way of showing by id; the address then has words."""
    address = f"{server}/ward_map?measure=crime_burglary&ward=E05004996&show=count"
    seen = visit(address)
    assert seen.box("Measure").input_value() == "Burglary"
    assert seen.box("Ward").input_value() == "High Street"
    assert seen.page.get_by_role("radio", name="Count").get_attribute("aria-checked") == "true"
    assert seen.texts(".note[role=status]") == []
    assert parse_qs(urlparse(seen.page.url).query) == {
        "measure": ["Burglary"],
        "ward": ["High Street"],
        "show": ["Count"],
    }


def test_what_an_address_names_and_is_not_known_is_told(server, visit):
    seen = visit(f"{server}/ward_map?measure=%3Cscript%3E&ward=Narnia&period=%00")
    told = seen.texts(".note[role=status]")
    assert len(told) == 3
    assert told[0] == "The address names a measure that is not offered here; “All crime” is shown."
    assert not any("script" in line or "Narnia" in line for line in told)
    seen.choose("Measure", "Burglary")
    assert len(seen.texts(".note[role=status]")) == 2
    seen.go("Meeting", "At a glance")
    seen.go("Places", "Ward map")
    assert seen.texts(".note[role=status]") == []
    assert visit(f"{server}/?since=2025-99-99").texts(".note[role=status]") == [
        "The address names a date that is not offered here; “1 Jan 2025” is shown."
    ]


def counted(title: str) -> str:
    """What a measure counts, in words, by its title."""
    return next(one.counted for one in measures().values() if one.title == title)


def pictured(seen) -> str:
    """The words of the first chart."""
    return seen.page.get_by_test_id("stVegaLiteChart").first.get_attribute("aria-label")


def test_a_click_on_the_map_chooses_the_ward_in_the_box(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")
    assert row_marked(seen) == ["Headcorn"]
    seen.click_area("map_1", "Fant")
    seen.holds("Ward", "Fant")
    # The map that was clicked first still holds its own selection: it must not win again.
    seen.press("Count")
    assert seen.box("Ward").input_value() == "Fant"
    seen.choose("Ward", "Heath")
    seen.press("Rate")
    assert seen.box("Ward").input_value() == "Heath"


def test_a_ward_can_be_clicked_again_after_another_was_chosen_in_the_box(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.click_area("map_0", "Headcorn")
    seen.choose("Ward", "Heath")
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")


def test_a_click_on_a_small_area_chooses_its_ward(server, visit):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    area = seen.page.locator('[class*="st-key-map_0"] path[aria-label*=", Headcorn: "]').first
    area.scroll_into_view_if_needed()
    spot = area.evaluate(OWN_SPOT)
    seen.page.mouse.move(*spot)
    seen.page.mouse.click(*spot)
    seen.holds("Ward", "Headcorn")
    assert settles_at(seen, 1)
    assert row_marked(seen) == ["Headcorn"]


def test_the_map_that_moves_is_drawn_when_it_is_opened(server, visit):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    assert seen.page.locator("canvas#deckgl-overlay").count() == 0
    before = seen.received
    seen.page.get_by_text("Move the map", exact=True).click()
    seen.page.locator("canvas#deckgl-overlay").wait_for()
    assert seen.received > before
    assert seen.outside() == []


def test_names_on_a_map_can_be_read_on_a_phone(server, visit):
    """The smallest letters that a phone shows, after the map was shrunk to its width."""
    for way in ("Rate", "Change", "Hotspots"):
        seen = visit(f"{server}/ward_map?show={way}", width=PHONE)
        seen.page.locator("[data-testid=stVegaLiteChart] svg text").last.wait_for(state="attached")
        sizes = seen.page.evaluate(
            """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
            .filter(text => text.textContent && getComputedStyle(text).opacity !== '0'
              && text.getAttribute('opacity') !== '0')
            .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
        )
        assert len(sizes) > 5
        assert min(sizes) >= 10.5, way


@pytest.mark.skipif(
    "CSP_LONG" not in os.environ,
    reason="drawn in software, a click on the moving map can take minutes: set CSP_LONG=1",
)
def test_a_click_on_the_moving_map_chooses_the_ward(server, visit, demonstration):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    period = next(one for one in places.periods(demonstration) if one.newest)
    view = View(measures()["crime_total_excl_asb"], period, "hotspots", "2013", "")
    seen.page.get_by_text("Move the map", exact=True).click()
    seen.settle()
    drawn = json.loads(answer(demonstration, view, LIGHT).small.deck().to_json())
    areas = next(layer for layer in drawn["layers"] if layer["id"] == "small-areas")
    headcorn = [
        area for area in areas["data"]["features"] if area["properties"]["ward"] == "Headcorn"
    ]
    widest = max((shape(area["geometry"]) for area in headcorn), key=lambda outline: outline.area)
    spot = widest.representative_point()
    for _ in range(6):  # where the picture is drawn in software, a click may come before it
        seen.click_on_deck((spot.x, spot.y), drawn["initialViewState"])
        seen.page.wait_for_timeout(2500)
        if seen.box("Ward").input_value() == "Headcorn":
            break
    seen.holds("Ward", "Headcorn")
    assert row_marked(seen) == ["Headcorn"]
    assert seen.outside() == []


@pytest.mark.parametrize("path", [*PAGES, "ward_map?show=Hotspots", "ward_map?show=Change"])
def test_no_page_scrolls_sideways_on_a_phone(server, visit, path):
    seen = visit(f"{server}/{path}", width=PHONE)
    wide = seen.page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(part => part.scrollWidth - part.clientWidth)"
    )
    assert wide == [0, 0]


def test_a_wide_screen_is_larger_as_a_whole_and_its_map_is_clicked_where_it_is_seen(server, visit):
    seen = visit(f"{server}/ward_map", width=1920)
    size = "() => document.querySelector('.lead').getBoundingClientRect().width"
    assert seen.page.evaluate(size) > 46 * 16 * 1.25
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")


RING = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const box = at.closest('[data-testid=stSelectbox], [data-testid=stDateInput]');
  const rings = [style.outline, style.boxShadow, box ? getComputedStyle(box).outline : ''];
  return [at.getAttribute('aria-label') || at.innerText || at.dataset.testid, rings.join(' | ')];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_keyboard_is_on_wears_a_ring_of_the_accent(look, theme):
    seen = look("ward_map", theme)
    accent = (LIGHT if theme == "light" else DARK).accent
    colour = "rgb({}, {}, {})".format(*bytes.fromhex(accent[1:]))
    seen.page.evaluate("() => document.activeElement.blur()")
    met = {}
    for _ in range(24):
        seen.page.keyboard.press("Tab")
        name, rings = seen.page.evaluate(RING)
        met[str(name).splitlines()[0][:40]] = rings
    expected = ("Meeting", "Places", "Main menu", "Measure", "Ward", "Rate", "Table as CSV")
    assert set(expected) <= set(met)
    assert [name for name in expected if colour not in met[name]] == []
    assert not any(name.startswith(("Show data", "Copy", "Download as")) for name in met)


@pytest.mark.parametrize("path", [*PAGES, "ward_map?show=Hotspots"])
def test_the_first_run_of_a_page_is_small(look, path):
    assert 10_000 < look(path).received < MOST_BYTES


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe() -> str:
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("axe-playwright-python (requirements-dev.txt) is not installed")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "ward_map?show=Hotspots"])
def test_axe_finds_nothing_serious_of_ours(look, path, theme):
    seen = look(path, theme)
    ground = seen.page.evaluate(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    expected = (LIGHT if theme == "light" else DARK).bg
    assert ground == "rgb({}, {}, {})".format(*bytes.fromhex(expected[1:]))
    seen.page.evaluate(axe())
    found = seen.page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
        " resultTypes: ['violations']})",
        RULES,
    )
    wrong = [
        (fault["id"], " ".join(map(str, node["target"])), node["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert wrong == []


def test_every_selector_of_streamlit_that_our_styles_name_still_matches(look):
    ours = STYLES + FOCUS + WIDE_SCREEN + TABLE_CSS
    named = set(re.findall(r'\[(?:data-testid|aria-label|class)[\^*]?="[\w-]+"\]', ours))
    assert len(named) >= 12
    found = set()
    for path in (*PAGES, "ward_map?show=Hotspots"):
        page = look(path).page
        if "Hotspots" in path:
            page.get_by_text("Move the map").click()
            page.get_by_test_id("stDeckGlJsonChart").wait_for()
        found |= {one for one in named if page.locator(one).count()}
    assert named - found == set()
