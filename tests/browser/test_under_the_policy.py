"""The dashboard under the headers of a public address: whole, and styled, in a real browser."""

from collections.abc import Iterator

import pytest
from reader_of_pages import LONG, Visit
from servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# What a page whose styles were refused would not have: its own font, its colours, its widths.
STYLED = """() => {
  const of = selector => getComputedStyle(document.querySelector(selector));
  return {
    font: of('h1').fontFamily, weight: of('h1').fontWeight, size: of('h1').fontSize,
    accent: of('.crumb').color, small: of('.note').fontSize,
    app: of('[data-testid=stApp]').position, faces: document.fonts.check('16px "IBM Plex Sans"'),
    isolated: window.crossOriginIsolated, origin: window.isSecureContext,
  };
}"""


@pytest.fixture(scope="module")
def guarded(demonstration_folder, tmp_path_factory) -> Iterator[str]:
    """The address of a server of the entry."""
    log = tmp_path_factory.mktemp("guarded") / "log.txt"
    place = {"CSP_DATA": str(demonstration_folder), "CSP_EDITION": "demonstration"}
    with serving("deploy/app.py", log, **place) as address:
        yield address


@LONG
def test_the_styled_page_under_the_policy(guarded, visit):
    seen = visit(f"{guarded}/ward_map")
    assert seen.errors == []
    assert seen.outside() == []
    found = seen.page.evaluate(STYLED)
    assert found["font"].startswith('"IBM Plex Sans"')
    assert (found["weight"], found["size"], found["small"]) == ("600", "32px", "13px")
    assert found["accent"] == "rgb(11, 94, 102)"
    assert found["app"] == "absolute"
    assert found["faces"]
    assert found["isolated"]
    assert seen.page.locator("svg path[aria-label]").count() > 20  # the map is drawn


@LONG
@pytest.mark.parametrize("path", ["ward_map", "priority_trends", "domestic_abuse"])
def test_a_file_is_given_and_the_moving_map_drawn_under_the_policy(guarded, contexts, path):
    seen = Visit(contexts(1280), f"{guarded}/{path}")
    with seen.page.expect_download() as given:
        seen.page.get_by_text("Table as CSV").first.click()
    assert given.value.suggested_filename.endswith(".csv")
    if path == "ward_map":
        seen.page.get_by_text("Move the map").click()
        seen.page.locator("canvas#deckgl-overlay").wait_for()
    assert seen.errors == []
    seen.page.close()
