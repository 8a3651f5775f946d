"""Ward profile on paper and by click: one sheet of A4 with all of it, whatever the ward."""

import re

import pytest
from reader_of_pages import LONG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

A4 = (595, 842)  # points
# The most small areas and hotspots; the longest name; the most parts; a set with approximate wards.
FULLEST = (
    "ward=E05004996",
    "ward=E05004985",
    "ward=E05004982",
    "wards=2024&ward=E05015601",
    "wards=2024&ward=E05015595",
)
GONE = ("Table as CSV", "The same figures as a table", "This ward on Ward map", "Ward set")


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """The size of every page of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    return [(int(float(width)), int(float(height))) for width, height in boxes]


@LONG
@pytest.mark.parametrize("address", FULLEST)
def test_a_profile_is_printed_on_one_sheet_with_its_foot(server, visit, address):
    seen = visit(f"{server}/ward_profile?{address}", width=1366)
    title = seen.texts("h1")[0]
    assert sheets(seen.page.pdf(format="A4")) == [A4]
    seen.page.emulate_media(media="print")
    shown = seen.page.locator("[data-testid=stMain]").inner_text()
    assert title in shown and "Release" in shown and "Not printed:" in shown
    assert [words for words in GONE if words in shown] == []
    rows = seen.page.locator(".measured tbody tr:visible").count()
    assert rows == 15
    for part in ("Most like", "small area", "wards of 20", "the plan names this ward"):
        assert part in shown


@LONG
def test_another_ward_is_chosen_by_a_click_and_goes_along_to_the_ward_map(server, visit):
    seen = visit(f"{server}/ward_profile", width=1366)
    seen.click_area("map_0", "Headcorn")
    seen.holds("Ward", "Headcorn")
    assert seen.texts("h1")[0].startswith("Headcorn’s recorded crime rate")
    seen.click_area("map_0", "Boxley")
    seen.holds("Ward", "Boxley")
    seen.go("Places", "Ward map")
    assert seen.box("Ward").input_value() == "Boxley"
    seen.go("Places", "Ward profile")
    assert seen.texts("h1")[0].startswith("Boxley’s")
