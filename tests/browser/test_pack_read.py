"""The assessment in a real browser: nothing that axe-core finds, nothing asked of anybody, nothing
wider than the page, on a screen, on a phone and on paper.
"""

from datetime import date

import pytest
from access import RULES
from reader_of_pages import Browser, axe

from components.pack import contents, html_file
from components.pack.contents import Figures
from tests.components.pack.documents import document, shown
from tests.long import LONG

FOUND = """async rules => {
  const found = await axe.run(document,
    {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.flatMap(fault => fault.nodes.map(
    node => [fault.id, node.target.join(' '), node.html.slice(0, 200)]));
}"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def read(browser: Browser, file, width: int):
    """What is wrong with a file at a width: rules broken, what was asked for, too wide or not."""
    asked: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.on("request", lambda one: asked.append(one.url))
        page.goto(file.as_uri())
        page.evaluate(axe())
        wide = [width] if page.evaluate(TOO_WIDE) else []
        elsewhere = [one for one in asked if not one.startswith(("file:", "data:"))]
        return [*page.evaluate(FOUND, list(RULES)), *elsewhere, *wide]
    finally:
        page.close()


@LONG
@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_small_assessment_can_be_read_by_everyone(browser, tmp_path, width):
    told = document(
        shown("drawn", 4),
        shown("pointed", 20, first=-1, annexed="A1", invented="ILLUSTRATIVE: invented"),
        shown("listed", 3, pictures=(), key=(), facts=()),
    )
    file = tmp_path / "assessment.html"
    file.write_bytes(html_file.assessment(told))
    assert read(browser, file, width) == []


@LONG
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(900)  # thousands of cells, and every picture's parts
def test_the_whole_assessment_can_be_read_by_everyone(browser, demonstration, tmp_path):
    told = contents.assessment(Figures(demonstration, date(2026, 11, 27)), {})
    file = tmp_path / "assessment.html"
    file.write_bytes(html_file.assessment(told))
    for width in (1280, 390):
        assert read(browser, file, width) == []
