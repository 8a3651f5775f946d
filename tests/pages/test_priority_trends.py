"""Priority trends as a page: what it says of a priority with a series, and of one without."""

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from csp.settings import ROOT

PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def _data(demonstration, monkeypatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)


def opened(**choices: str) -> AppTest:
    """The page as an address with these choices opens it."""
    page = str(ROOT / "pages" / "priority_trends.py")
    app = AppTest.from_file(page, default_timeout=PATIENCE)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def blocks(app: AppTest) -> list[str]:
    return [block.proto.body for block in app.get("html")]


def test_the_changes_in_recording_are_listed_and_the_chart_is_told_in_words():
    app = opened()
    assert [one.label for one in app.get("expander")][:2] == [
        "The same figures as a table",
        "Changes in how it was recorded (10)",
    ]
    (changes,) = [block for block in blocks(app) if "Changes in how it was recorded, new" in block]
    for told in ("New wards", "New small areas", "New map points", "New substances law"):
        assert told in changes
    (key,) = [block for block in blocks(app) if 'class="shapes"' in block]
    assert 'class="note phone-only chart-words">Grey strips: Dec' in key
    for words in ("ordinary variation", "no limits, not judged", "incomplete month, not used"):
        assert words in key


def test_the_table_says_which_months_are_not_judged():
    (table,) = [block for block in blocks(opened()) if "by month, newest first" in block]
    assert ">Per equal month</th>" in table
    assert table.count("no limits, not judged") == 4
    assert table.count("incomplete supply, not used") == 2


def test_a_priority_with_neither_series_nor_figure_has_no_empty_strip():
    app = opened(priority="Preventing radicalisation")
    told = blocks(app)
    assert not any('class="strip' in block for block in told)
    assert any("state no count for it, either" in block for block in told)
    assert not any("stands below" in block for block in told)


def test_a_priority_with_published_figures_shows_them():
    told = blocks(opened(priority="Reducing the harm of domestic abuse"))
    assert any('class="strip' in block for block in told)
    assert any("published stands below" in block for block in told)


def test_one_name_for_the_plan_and_a_source_for_its_indicators():
    told = blocks(opened(plan="2013-18", priority="Anti-social behaviour"))
    assert any("Plan 2013-18, refreshed 2014. Promised, never reported: 2." in one for one in told)
    assert any("documents, plan 2013-18, refreshed 2014. Received" in one for one in told)
    empty = blocks(opened())
    assert any(
        "The plan 2019-22, refreshed 2020 names no indicator for it." in one for one in empty
    )
    assert not any("2020-21" in one for one in empty)


def test_an_address_brings_up_a_breakdown_and_a_priority_without_one_says_how_to_add_it():
    app = opened(priority="Substance misuse", breakdown="needle_months")
    assert app.selectbox(key="breakdown").value == "needle_months"
    assert any("Needles found rose from 1,934\N{NO-BREAK SPACE}to" in one for one in blocks(app))
    app = opened(plan="2013-18", priority="Prevention and early intervention")
    assert any("No breakdown stands under this priority" in one for one in blocks(app))
