"""Published figures as a page: parts, search and filters from the address, all rows when asked."""

from urllib.parse import parse_qsl, urlparse

import pytest
from streamlit.testing.v1 import AppTest

from components.screens.figure_uses import uses
from tests.pages import opening
from tests.pages.opening import checked, said

pytestmark = pytest.mark.usefixtures("demonstration")


def opened(page: str = "published_figures", **choices: str) -> AppTest:
    return opening.opened(page, **choices)


def rows(app: AppTest) -> int:
    return said(app).count('<th scope="row"')


def test_it_opens_on_what_does_not_add_up():
    app = opened()
    assert rows(app) == 39
    assert "Nothing is corrected here" in said(app)
    assert [one.proto.label for one in app.get("download_button")] == [
        "Table as CSV",
        "Table as XLSX",
    ]


def test_fifty_rows_stand_first_and_all_when_asked_for_and_back():
    app = opened(part="figures")
    assert rows(app) == 50
    before = said(app)
    (toggle,) = app.toggle
    assert toggle.label == "Show all 618 figures"
    checked(toggle.set_value(True).run())
    assert rows(app) == 618
    checked(app.toggle[0].set_value(False).run())
    assert said(app) == before


def test_a_search_and_the_filters_narrow_and_widen_again():
    app = opened(part="figures")
    before = said(app)
    checked(app.text_input(key="search").set_value("DOMESTIC abuse").run())
    found = rows(app)
    assert 0 < found <= 50 and "of 618 figures found" in said(app)
    checked(app.selectbox(key="document").set_value("plan_2014").run())
    assert 0 < rows(app) < found
    assert not app.toggle
    checked(app.selectbox(key="theme").set_value("Town centre").run())
    assert rows(app) == 0
    assert "No figure is found." in said(app)
    for key, first in (("document", ""), ("theme", "")):
        checked(app.selectbox(key=key).set_value(first).run())
    checked(app.text_input(key="search").set_value("").run())
    assert said(app) == before


def test_an_address_brings_back_search_document_and_theme():
    app = opened(part="Every figure", search="2,683", document="plan_2017", theme="Domestic abuse")
    assert app.text_input(key="search").value == "2,683"
    assert "1 of 618 figures found." in said(app)
    assert "2,258 to 2,683" not in said(app)
    assert "Held against: 2,258 incidents" in said(app)


def test_what_an_address_cannot_name_is_told_and_not_repeated():
    bad = "<script>alert(1)</script>"
    app = opened(part="figures", document=bad, theme=bad, search=bad)
    told = said(app)
    assert "names a document that is not offered" in told
    assert "names a theme that is not offered" in told
    assert "alert" not in told


def test_what_was_left_out_are_ten_rules_and_a_list_for_each_document():
    app = opened(part="left_out")
    assert said(app).count("<li>") == 10
    labels = [one.label for one in app.get("expander")]
    assert labels[0] == "The rules" and len(labels) == 6
    assert sum(int(one.rpartition("(")[2].rstrip(")")) for one in labels[1:]) == 63


def test_a_link_opens_the_page_with_its_choices_and_the_figure_stands_there(demonstration):
    use = uses(demonstration)["killed_seriously_injured_baseline_plan_2014"][0]
    address = urlparse(use.address)
    app = opened(address.path, **dict(parse_qsl(address.query)))
    assert app.selectbox(key="priority").value == "Road safety"
    assert app.selectbox(key="plan").value == "2013-18"
    assert '<td class="n wide">58</td>' in said(app)
    assert "names a" not in said(app)
    assert "Does it add up? The plan of 2014 counts 58" in said(app)


def test_a_screen_with_many_doubts_keeps_them_in_a_list():
    app = opened("at_a_glance")
    assert "Does it add up? Six places where it may not" in [
        one.label for one in app.get("expander")
    ]
    assert said(app).count("At a glance shows the fall of 8%") == 1
