"""Domestic abuse as a page: help before any figure, choices that change it, and without records."""

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from csp.answers import places
from csp.settings import ROOT

PATIENCE = 90  # seconds
PAGE = "pages/domestic_abuse.py"
EXIT, HELP, PICTURE = 'class="exit"', 'class="help"', "<h2>"
PARTS = {"where": "concentration", "when": "hours of a week", "reached": "Repeat victims"}
PARTS |= {"reading": "Recorded is not real"}


@pytest.fixture(autouse=True)
def _data(demonstration, monkeypatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)


@pytest.fixture
def app() -> AppTest:
    return checked(AppTest.from_file(str(ROOT / PAGE), default_timeout=PATIENCE).run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert len(app.title) == 1
    return app


def texts(app: AppTest) -> list[str]:
    return [block.proto.body for block in app.get("html")]


def first(app: AppTest, sign: str) -> int:
    return next(place for place, text in enumerate(texts(app)) if sign in text)


def test_help_stands_before_every_figure_and_the_exit_before_all(app):
    assert first(app, EXIT) < first(app, HELP) < first(app, PICTURE)
    assert first(app, EXIT) == 0
    assert "0808 2000 247" in texts(app)[first(app, HELP)]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_its_figures_and_help_first(app, part):
    app.segmented_control(key="part").set_value(part)
    checked(app.run())
    assert any(PARTS[part] in text for text in texts(app))
    assert first(app, HELP) < first(app, PICTURE)
    assert any("<table" in text for text in texts(app))
    assert all(chart.proto.alt for chart in app.get("vega_lite_chart"))


def test_a_choice_changes_the_page_and_changed_back_it_is_as_before(app):
    before = texts(app)
    app.selectbox(key="ward").set_value("E05004996")
    checked(app.run())
    assert any('class="on"' in text for text in texts(app))
    app.selectbox(key="ward").set_value("")
    checked(app.run())
    assert texts(app) == before


def test_hotspots_over_time_come_when_asked_for(app):
    app.segmented_control(key="show").set_value("over_time")
    checked(app.run())
    assert any("Hotspot class" in text for text in texts(app))


def test_without_records_the_page_invites_and_shows_what_was_published(monkeypatch):
    monkeypatch.setattr(places, "periods", lambda *_: [])
    app = checked(AppTest.from_file(str(ROOT / PAGE), default_timeout=PATIENCE).run())
    assert not app.get("vega_lite_chart")
    assert any("has an empty form for it" in text for text in texts(app))
    assert any("26.4%" in text for text in texts(app))
    assert any("If more came forward" in text for text in texts(app))
    assert not any("ILLUSTRATIVE: invented" in text for text in texts(app))
    assert app.title[0].value == "Six wards held 42.5% of recorded domestic abuse"
