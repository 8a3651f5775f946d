"""Did it work? in a real browser: a click on the map gives a ward its role, and takes it away."""

import pytest
from reader_of_pages import LONG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def tags(seen, label: str) -> list[str]:
    """The wards that stand in the box of a role."""
    box = seen.page.get_by_test_id("stMultiSelect").filter(has=seen.box(label))
    return box.locator(".react-aria-ComboBox [data-tag]").all_inner_texts()


@LONG
def test_a_click_gives_the_chosen_role_and_a_second_click_takes_it_away(server, visit):
    seen = visit(f"{server}/did_it_work?action=worked_example")
    assert "fewer crimes" in seen.page.locator("h1").inner_text()
    seen.press("Control")
    seen.click_area("map_0", "Boxley")
    assert tags(seen, "Control") == ["Shepway South", "Boxley"]
    assert "control=Boxley" in seen.page.url
    seen.click_area("map_0", "Boxley")
    assert tags(seen, "Control") == ["Shepway South"]
    # A ward has one role: it is no target any more. Its outline lies over it and hears the click.
    seen.area("map_0", "Headcorn").scroll_into_view_if_needed()
    box = seen.area("map_0", "Headcorn").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
    seen.settle()
    assert tags(seen, "Target") == []
    assert "cannot bear an answer" in seen.page.locator("h1").inner_text()
    visited = visit(seen.page.url)
    assert tags(visited, "Target") == []
    assert tags(visited, "Control") == ["Shepway South", "Headcorn"]
