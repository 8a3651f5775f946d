"""The five main tasks of docs/accessibility.md, each done with keys alone."""

import csv
import re

import pytest
from reader_of_pages import LONG, Visit, row_marked, tab_to

from csp.settings import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TASKS = (
    "Find a ward’s rate and its interval",
    "See whether a trend is more than chance",
    "Find help and the way out on the page on domestic abuse",
    "Compare two areas",
    "Keep a table and find where a figure came from",
)


def test_the_tasks_written_down_are_those_done_here():
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("### ") for line in told.splitlines() if line.startswith("### ")]
    assert [line.split(". ", 1)[1] for line in headings] == list(TASKS)


def opened(seen: Visit, group: str, page: str) -> None:
    """Goes to a page by the menu at the top."""
    keys = seen.page.keyboard
    tab_to(seen, "button", group)
    keys.press("Enter")
    entry = seen.page.get_by_role("menuitem", name=page, exact=True)
    entry.wait_for()
    for _ in range(20):
        if entry.evaluate("part => part.contains(document.activeElement)"):
            break
        keys.press("ArrowDown")
    keys.press("Enter")
    seen.page.locator(".crumb", has_text=f"{group} · {page}").wait_for()
    seen.settle()


def taken(seen: Visit, box: str, words: str) -> None:
    """Chooses in a box by typing."""
    named = "() => document.activeElement.getAttribute('aria-label')"
    for _ in range(5):  # “Ward set” begins as “Ward” does
        tab_to(seen, "combobox", box)
        if seen.page.evaluate(named) == box:
            break
    seen.page.keyboard.press("Control+a")
    seen.page.keyboard.type(words)
    seen.page.get_by_role("option", name=words, exact=True).wait_for()
    seen.page.keyboard.press("Enter")
    seen.holds(box, words)


def pressed(seen: Visit, first: str, words: str) -> None:
    """Goes to a row of buttons, by the one that is on, and along it to another."""
    tab_to(seen, "radio", first)
    keys = seen.page.keyboard
    for _ in range(8):
        keys.press("ArrowRight")
        if seen.page.evaluate("() => document.activeElement.innerText.trim()") == words:
            break
    keys.press("Enter")
    seen.page.locator(f"[role=radio][aria-checked=true]:has-text('{words}')").wait_for()
    seen.settle()


@LONG
def test_a_ward_s_rate_and_its_interval_are_found(server, visit):
    seen = visit(f"{server}/ward_map")
    taken(seen, "Ward", "Heath")
    assert row_marked(seen) == ["Heath"]
    row = seen.page.locator("tr.on").first
    rate = float(row.locator("td.b").inner_text())
    low, high = map(float, row.locator("td.m").last.inner_text().split("–"))
    assert low < rate < high
    assert row.get_attribute("aria-current") == "true"


@LONG
def test_a_trend_that_is_more_than_chance_is_seen(server, visit):
    seen = visit(server)
    opened(seen, "Meeting", "Priority trends")
    taken(seen, "Monthly figure", "Burglary")
    (title,) = seen.texts("h1")
    assert title.startswith("Burglary")
    assert seen.page.locator("#announced").text_content() == title
    verdict = seen.page.locator(".strip .big").first.inner_text()
    assert verdict
    tab_to(seen, "summary", "The same figures as a table")
    seen.page.keyboard.press("Enter")
    table = seen.page.locator("details[open] table.num").first
    assert table.is_visible() and table.locator("tbody tr").count() >= 24
    assert seen.errors == []


@LONG
def test_help_and_the_way_out_are_found(server, visit):
    seen = visit(server)
    opened(seen, "People", "Domestic abuse")
    tab_to(seen, "a", "Leave this page now")
    assert seen.page.evaluate("() => document.activeElement.className") == "exit"
    tab_to(seen, "a", "999")
    assert seen.page.evaluate("() => document.activeElement.href") == "tel:999"
    tab_to(seen, "summary", "How to leave fewer traces")
    seen.page.keyboard.press("Enter")
    assert seen.page.locator(".help details[open] li").first.is_visible()
    elsewhere = re.compile("^https://")
    seen.page.route(elsewhere, lambda route: route.fulfill(body="elsewhere"))
    for _ in range(3):
        seen.page.keyboard.press("Escape")
    seen.page.wait_for_url(elsewhere)
    assert seen.page.inner_text("body") == "elsewhere"


@LONG
def test_two_areas_are_compared(server, visit):
    seen = visit(server)
    opened(seen, "Places", "Maidstone in Kent")
    pressed(seen, "Districts", "Wards")
    taken(seen, "Ward", "Heath")
    tab_to(seen, "summary", "The same figures as a table")
    seen.page.keyboard.press("Enter")
    rows = seen.page.locator("details[open] table.num tbody tr")
    rows.first.wait_for()
    told = rows.all_inner_texts()
    assert all(any(ward in row for row in told) for ward in ("Heath", "Bearsted"))
    assert seen.errors == []


@LONG
def test_a_table_is_kept_and_where_a_figure_came_from_is_found(server, visit):
    seen = visit(f"{server}/published_figures?part=Every%20figure")
    keys = seen.page.keyboard
    tab_to(seen, "input", "Search")
    keys.type("roads baseline")
    keys.press("Enter")
    seen.page.locator(".found", has_text="1 of 618 figures found.").wait_for()
    seen.settle()
    with seen.page.expect_download() as kept:
        tab_to(seen, "button", "Table as CSV")
        keys.press("Enter")
    with kept.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert any("section" in " ".join(row).lower() for row in rows)
    row = seen.page.locator("table.num tbody tr").first.inner_text()
    assert "20" in row  # the document and its year
    tab_to(seen, "a", "Priority trends")
    keys.press("Enter")
    seen.page.locator(".crumb", has_text="Meeting · Priority trends").wait_for()
    seen.settle()
    assert seen.page.locator(".note.source").first.inner_text().startswith("Source:")
