"""The ward map in a real browser: clicks on it, phones and wide screens."""

import pytest
from reader_of_pages import LONG, OWN_SPOT, PHONE, row_marked, settles_at

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@LONG
def test_a_click_on_the_map_chooses_the_ward_in_the_box(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")
    assert row_marked(seen) == ["Headcorn"]
    # In the middle of a ward inside the dashed frame, and of one that is outlined already.
    for _ in range(2):
        seen.area("map_0", "Heath").click()
        seen.holds("Ward", "Heath")
        assert row_marked(seen) == ["Heath"]
    seen.click_area("map_1", "Fant")
    seen.holds("Ward", "Fant")
    # The map that was clicked first still holds its own selection: it must not win again.
    seen.press("Count")
    assert seen.box("Ward").input_value() == "Fant"
    seen.choose("Ward", "Heath")
    seen.press("Rate")
    assert seen.box("Ward").input_value() == "Heath"


@LONG
def test_the_way_to_a_profile_leads_back_to_the_same_view(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.choose("Ward", "Heath")
    seen.page.get_by_role("link", name="Everything on this ward").click()
    seen.page.locator(".crumb", has_text="Ward profile").wait_for()
    seen.settle()
    assert seen.box("Ward").input_value() == "Heath"
    seen.page.go_back()
    seen.page.locator(".crumb", has_text="Ward map").wait_for()
    seen.settle()
    assert seen.box("Ward").input_value() == "Heath"


@LONG
def test_a_ward_can_be_clicked_again_after_another_was_chosen_in_the_box(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.click_area("map_0", "Headcorn")
    seen.choose("Ward", "Heath")
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")


@LONG
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


@LONG
def test_names_on_a_map_can_be_read_on_a_phone(server, visit):
    """The smallest letters that a phone shows, after the map was shrunk to its width."""
    seen = visit(f"{server}/ward_map", width=PHONE)
    for way in ("Rate", "Change", "Hotspots"):
        seen.press(way)
        seen.page.locator("[data-testid=stVegaLiteChart] svg text").last.wait_for(state="attached")
        sizes = seen.page.evaluate(
            """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
            .filter(text => text.textContent && getComputedStyle(text).opacity !== '0'
              && text.getAttribute('opacity') !== '0')
            .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
        )
        assert len(sizes) > 5
        assert min(sizes) >= 10.5, way


@LONG
def test_a_wide_screen_is_larger_as_a_whole_and_its_map_is_clicked_where_it_is_seen(server, visit):
    seen = visit(f"{server}/ward_map", width=1920)
    size = "() => document.querySelector('.lead').getBoundingClientRect().width"
    assert seen.page.evaluate(size) > 46 * 16 * 1.25
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")


@LONG
def test_a_small_area_is_clicked_and_found_by_typing(server, visit):
    seen = visit(f"{server}/ward_map?wards=lsoa")
    seen.click_area("map_0", "Maidstone 017A, Headcorn")
    seen.holds("Small area", "Maidstone 017A, Headcorn")
    seen.choose("Small area", "Maidstone 019A, Staplehurst")


@LONG
def test_the_link_gives_two_maps_again_and_so_does_the_way_back(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.choose("Beside it", "Burglary")
    seen.click_area("map_1", "Headcorn")
    seen.holds("Ward", "Headcorn")
    address = seen.page.url
    again = visit(address)
    assert again.texts("h1") == seen.texts("h1")
    assert again.box("Beside it").input_value() == "Burglary"
    assert again.box("Ward").input_value() == "Headcorn"
    again.page.get_by_role("link", name="Everything on this ward").click()
    again.page.locator(".crumb", has_text="Ward profile").wait_for()
    again.settle()
    again.page.go_back()
    again.page.locator(".crumb", has_text="Ward map").wait_for()
    again.holds("Ward", "Headcorn")
    again.holds("Beside it", "Burglary")


@LONG
def test_every_way_of_showing_can_be_pressed_on_a_phone(server, visit):
    seen = visit(f"{server}/ward_map", width=PHONE)
    group = seen.page.get_by_test_id("stButtonGroup").first.bounding_box()
    for way in ("Share", "Over time", "Rate"):
        place = seen.page.get_by_role("radio", name=way, exact=True).bounding_box()
        assert place["x"] + place["width"] <= group["x"] + group["width"] + 1
        seen.press(way)
