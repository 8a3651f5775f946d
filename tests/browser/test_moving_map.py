"""The map that moves, in a real browser that draws it in software."""

import json

import pytest
from reader_of_pages import LONG, row_marked
from shapely.geometry import shape

from components.charts.palette import LIGHT
from components.screens.ward_map import View, answer
from csp.answers import places
from csp.measures import measures

# Drawn in software, it takes most of a minute.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), LONG]
SWITCHES = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # WebGL


def test_the_map_that_moves_is_drawn_when_it_is_opened(server, visit):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    assert seen.page.locator("canvas#deckgl-overlay").count() == 0
    before = seen.received
    seen.page.get_by_text("Move the map", exact=True).click()
    seen.page.locator("canvas#deckgl-overlay").wait_for()
    assert seen.received > before
    assert seen.outside() == []


def test_a_click_on_the_moving_map_chooses_the_ward(server, visit, demonstration):
    seen = visit(f"{server}/ward_map?show=Hotspots")
    period = next(one for one in places.periods(demonstration) if one.newest)
    view = View(measures()["crime_total_excl_asb"], period, "hotspots", "2013", "")
    seen.page.get_by_text("Move the map", exact=True).click()
    seen.settle()
    drawn = json.loads(answer(demonstration, view, LIGHT).deck().to_json())
    areas = next(layer for layer in drawn["layers"] if layer["id"] == "areas")
    headcorn = [
        area
        for area in areas["data"]["features"]
        if area["properties"]["name"].endswith(", Headcorn")
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
