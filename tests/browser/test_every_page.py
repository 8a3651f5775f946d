"""What holds for every page in a real browser: network, phones, focus and axe."""

import re

import pytest
from access import everyday_faults
from reader_of_pages import FIRST_OF_GROUPS, LONG, PAGES, PHONE, Visit, serious, sideways

from components.charts.palette import DARK, LIGHT
from components.tables.html import TABLE_CSS
from components.ui.frame import FOCUS, FORCED_COLOURS, STYLES, WIDE_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FIGURES = "published_figures?part=Every%20figure"
FURTHER = ["ward_map?show=Hotspots", "ward_map?show=Change", FIGURES]


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=() if path in FIRST_OF_GROUPS else LONG) for path in PAGES]
)
def test_a_deep_link_asks_nothing_of_the_network(look, path):
    seen = look(path)
    assert seen.texts(".crumb") == [" · ".join(PAGES[path])]
    assert seen.outside() == []
    assert seen.errors == []


@LONG  # by default a page of each group is read at an even smaller width: see below
@pytest.mark.parametrize("path", [*PAGES, *FURTHER])
def test_no_page_scrolls_sideways_on_a_phone(look, path):
    seen = look(path)
    with seen.as_wide_as(PHONE):
        wide = sideways(seen)
    assert wide == [0, 0]


@pytest.mark.parametrize("path", ["", "domestic_abuse"])
def test_a_page_is_read_narrow_or_spaced_and_by_keyboard(look, path):
    """All pages, themes and sizes: test_access.py."""
    assert everyday_faults(look(path)) == []


RING = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const box = at.closest('[data-testid=stSelectbox], [data-testid=stDateInput]');
  const rings = [style.outline, style.boxShadow, box ? getComputedStyle(box).outline : ''];
  return [at.getAttribute('aria-label') || at.innerText || at.dataset.testid, rings.join(' | ')];
}"""


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=LONG)])
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


@pytest.mark.parametrize("width", [1280, 1800, 1920])
def test_the_way_out_stands_beside_the_band_at_the_page_s_edge(look, width):
    seen = look("domestic_abuse")
    with seen.as_wide_as(width):
        way_out, band, below = (
            seen.page.locator(part).first.bounding_box() for part in ("a.exit", ".band", ".help")
        )
    assert band["x"] + band["width"] < way_out["x"]
    assert way_out["x"] + way_out["width"] == pytest.approx(below["x"] + below["width"], abs=9)


# What is dark on one page is dark on all: the default run looks at the one with most on it, and at
# a page of each group in light.
DARK_TOO = ("",)
PARTS = [
    "domestic_abuse?show=Hotspots",
    "priority_trends?plan=2017-18&part=promises",
    "priority_trends?part=since",
    "among_districts?part=wards",
    "among_districts?part=urban_rural",
    "did_it_work?action=worked_example",
    "setting_priorities?part=theme",
]
AXED = [*PAGES, "ward_map?show=Hotspots", FIGURES]


@pytest.mark.parametrize(
    ("path", "theme"),
    [pytest.param(path, "light", marks=() if path in FIRST_OF_GROUPS else LONG) for path in AXED]
    + [pytest.param(path, "dark", marks=() if path in DARK_TOO else LONG) for path in AXED]
    + [pytest.param(path, theme, marks=LONG) for path in PARTS for theme in ("light", "dark")],
)
def test_axe_finds_nothing_serious_of_ours(look, path, theme):
    seen = look(path, theme)
    assert ground(seen) == (LIGHT if theme == "light" else DARK).bg
    assert serious(seen) == []


@pytest.mark.parametrize("path", ["", pytest.param("domestic_abuse", marks=LONG)])
def test_a_machine_that_turns_dark_leaves_every_word_legible(look, path):
    """Streamlit changes its own colours at once and runs the page again at the next choice only."""
    seen = look(path)
    with seen.turned_dark():
        assert ground(seen) == DARK.bg
        assert serious(seen) == []


def ground(seen: Visit) -> str:
    """The colour that the whole page stands on, as #RRGGBB."""
    told = seen.page.evaluate(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    return "#{:02X}{:02X}{:02X}".format(*map(int, re.findall(r"\d+", told)))


MOVING = '[data-testid="stDeckGlJsonChart"]'  # heavy: half a minute where there is no graphics card


@LONG  # opens every page
def test_every_selector_of_streamlit_that_our_styles_name_still_matches(look):
    ours = STYLES + FOCUS + FORCED_COLOURS + WIDE_SCREEN + TABLE_CSS
    named = set(re.findall(r'\[(?:data-testid|aria-label|class)[\^*]?="[\w-]+"\]', ours))
    assert len(named) >= 12
    found = set()
    for path in (*PAGES, "ward_map?show=Hotspots", FIGURES):
        found |= {one for one in named if look(path).page.locator(one).count()}
    home = look("")
    with home.as_wide_as(PHONE):  # only there the navigation lies at the side
        found |= {one for one in named if home.page.locator(one).count()}
    assert named - found == {MOVING}


@LONG
def test_the_selector_of_the_moving_map_still_matches(look):
    page = look("ward_map?show=Hotspots").page
    page.get_by_text("Move the map").click()
    page.locator(MOVING).wait_for()
