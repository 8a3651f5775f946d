"""The road in, the walk through all pages, and what stands in the address."""

from urllib.parse import parse_qs, urlparse

import pytest
from reader_of_pages import FIRST_OF_GROUPS, LONG, PAGES, row_marked, settles_at, tab_to

from csp.measures import measures

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(fresh_server, visit):
    seen = visit(f"{fresh_server}/ward_map")
    assert seen.texts(".crumb") == ["Places · Ward map"]
    assert seen.page.get_by_test_id("stTopNav").is_visible()
    assert seen.page.get_by_test_id("stSidebar").count() == 0
    assert seen.page.locator("[data-testid=stException], [role=dialog]").count() == 0
    assert seen.texts(".band")[0].startswith("Demonstration")


@LONG
def test_of_several_first_visitors_at_once_none_sees_a_page_without_its_frame(
    fresh_server, contexts
):
    pages = [contexts(1280).new_page() for _ in range(6)]
    for page in pages:  # a server was restarted, and every page that is open calls again
        page.goto(f"{fresh_server}/break_register", wait_until="commit")
    for page in pages:
        page.locator(".foot").wait_for(state="attached")
        assert page.get_by_test_id("stTopNav").is_visible()
        assert page.get_by_test_id("stSidebar").count() == 0
        page.close()


@LONG  # by default the first page of each group is opened by its address: see test_every_page.py
@pytest.mark.parametrize("paths", [FIRST_OF_GROUPS, list(PAGES)], ids=["groups", "all"])
def test_a_walk_through_pages(server, visit, paths):
    seen = visit(server)
    titles = []
    for group, page in [PAGES[path] for path in (*paths, "")]:
        seen.go(group, page)
        assert seen.texts(".crumb") == [f"{group} · {page}"]
        (title,) = seen.texts("h1")
        titles.append(title)
        assert seen.page.get_by_test_id("stException").count() == 0
        assert seen.page.title() == page
    assert len(set(titles)) == len(paths)
    assert titles.count(titles[-1]) == 2
    assert not any("cannot be shown" in title for title in titles)
    assert seen.outside() == []
    assert seen.errors == []


@LONG
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


@LONG
def test_every_choice_is_in_the_address(server, visit):
    seen = visit(f"{server}/ward_map")
    seen.choose("Measure", "Burglary")
    seen.press("Change")
    seen.page.locator("th", has_text="More than chance?").wait_for()
    again = visit(seen.page.url)
    assert again.box("Measure").input_value() == "Burglary"
    assert again.texts("h1") == seen.texts("h1")
    assert again.texts("table.num tbody tr") == seen.texts("table.num tbody tr")


@LONG
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


@LONG
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
    other = next(one for one in seen.offered("Areas") if one.startswith("22 wards"))
    seen.choose("Areas", other)
    assert seen.box("Ward").input_value() == "None chosen"
    assert row_marked(seen) == []
    assert "ward" not in parse_qs(urlparse(seen.page.url).query)
    assert seen.errors == []


@LONG
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


@LONG
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


@LONG
def test_domestic_abuse_is_read_by_keyboard_alone(server, visit):
    seen = visit(f"{server}/domestic_abuse")
    keys = seen.page.keyboard
    tab_to(seen, "a", "Leave this page now")
    tab_to(seen, "a", "999")
    tab_to(seen, "radio", "Where")
    tab_to(seen, "combobox", "Ward")
    keys.type("Heath")
    keys.press("Enter")
    seen.holds("Ward", "Heath")
    assert row_marked(seen)[0] == "Heath"
    tab_to(seen, "radio", "Count")
    keys.press("ArrowRight")
    keys.press("Enter")
    seen.page.locator("[role=radio][aria-checked=true]:has-text('Rate')").wait_for()
    seen.settle()
    tab_to(seen, "summary", "The same figures as a table")
    keys.press("Enter")
    assert seen.page.locator("details[open] table.num").first.is_visible()
    with seen.page.expect_download() as kept:
        tab_to(seen, "button", "Table as CSV")
        keys.press("Enter")
    assert kept.value.suggested_filename.startswith("illustrative")
    tab_to(seen, "radio", "Where")
    for part in ("When", "Who is reached", "How to read it"):
        shown = seen.texts("h2")
        keys.press("ArrowRight")
        keys.press("Enter")
        seen.page.locator(f"[role=radio][aria-checked=true]:has-text('{part}')").wait_for()
        seen.settle()
        assert seen.texts("h2") != shown
    assert seen.errors == []


@LONG
def test_feeling_safe_is_read_by_keyboard_alone(server, visit):
    seen = visit(f"{server}/feeling_safe")
    keys = seen.page.keyboard
    tab_to(seen, "summary", "The same figures as a table")
    keys.press("Enter")
    assert seen.page.locator("details[open] table.num").first.is_visible()
    tab_to(seen, "combobox", "Question")
    before = seen.box("Question").input_value()
    other = next(one for one in seen.offered("Question") if one != before)
    tab_to(seen, "combobox", "Question")
    keys.type(other)
    keys.press("Enter")
    seen.holds("Question", other)
    tab_to(seen, "radio", "Age")
    keys.press("ArrowRight")
    keys.press("Enter")
    seen.page.locator("[role=radio][aria-checked=true]:has-text('Sex')").wait_for()
    seen.settle()
    with seen.page.expect_download():
        tab_to(seen, "button", "Table as CSV")
        keys.press("Enter")
    assert seen.errors == []


@LONG
def test_a_figure_is_searched_for_by_keyboard_and_its_link_opens_the_screen(server, visit):
    seen = visit(f"{server}/published_figures")
    keys = seen.page.keyboard
    tab_to(seen, "radio", "Does it add up?")
    keys.press("ArrowRight")
    keys.press("Enter")
    seen.page.get_by_label("Search").wait_for()
    seen.settle()
    seen.page.get_by_label("Search").focus()
    keys.type("roads baseline")
    keys.press("Enter")
    seen.page.locator(".found", has_text="1 of 618 figures found.").wait_for()
    seen.settle()
    assert "search=roads" in seen.page.url and "part=Every" in seen.page.url
    again = visit(seen.page.url)
    assert again.texts("table.num tbody th[scope=row]") == seen.texts(
        "table.num tbody th[scope=row]"
    )
    with seen.page.expect_download():
        tab_to(seen, "button", "Table as CSV")
        keys.press("Enter")
    seen.page.get_by_role("link", name="Priority trends").first.click()
    seen.page.locator(".crumb", has_text="Meeting · Priority trends").wait_for()
    seen.settle()
    assert seen.box("Priority").input_value() == "Road safety"
    assert seen.errors == []
