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
from shapely.geometry import shape

from components.charts.palette import DARK, LIGHT
from components.screens.ward_map import View, answer
from components.tables.html import TABLE_CSS
from components.ui.frame import STYLES
from csp.answers import places
from csp.measures import measures

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PAGES = {
    "": ("Meeting", "At a glance"),
    "priority_trends": ("Meeting", "Priority trends"),
    "ward_map": ("Places", "Ward map"),
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


def test_a_walk_through_the_three_pages(server, visit):
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
    assert len(set(titles[:3])) == 3
    assert titles[3] == titles[0]
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
            return True
        seen.page.wait_for_timeout(250)
    return False


def row_marked(seen) -> list[str]:
    return seen.texts("tr.on th")


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


@pytest.mark.skipif(
    "CSP_LONG" not in os.environ,
    reason="drawn in software, a click on the moving map can take minutes: set CSP_LONG=1",
)
def test_a_click_on_a_small_area_chooses_its_ward(server, visit, demonstration):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    period = next(one for one in places.periods(demonstration) if one.newest)
    view = View(measures()["crime_total_excl_asb"], period, "hotspots", "2013", "")
    drawn = json.loads(answer(demonstration, view, LIGHT).deck.to_json())
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


@pytest.mark.parametrize("path", [*PAGES, "ward_map?show=Hotspots"])
def test_the_first_run_of_a_page_is_small(look, path):
    assert 10_000 < look(path).received < MOST_BYTES


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Streamlit's own faults, by rule and by the selector of its own part: nothing of ours.
ALLOWED = {
    # the date box puts aria-required, which is right for a field, on the groups around its fields
    "aria-allowed-attr": '[data-testid="stDateInput"] [aria-required]',
}


def axe() -> str:
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("axe-playwright-python (requirements-dev.txt) is not installed")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def is_streamlits(seen, rule: str, target: str) -> bool:
    """Whether a fault is one of those that Streamlit makes itself."""
    return rule in ALLOWED and seen.page.locator(target).evaluate(
        "(part, own) => part.matches(own)", ALLOWED[rule]
    )


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
        if not is_streamlits(seen, fault["id"], node["target"][-1])
    ]
    assert wrong == []


def test_every_selector_of_streamlit_that_our_styles_name_still_matches(look):
    named = set(re.findall(r'\[data-testid="\w+"\]', STYLES + TABLE_CSS))
    assert len(named) >= 6
    found = set()
    for path in PAGES:
        found |= {one for one in named if look(path).page.locator(one).count()}
    assert named - found == set()
