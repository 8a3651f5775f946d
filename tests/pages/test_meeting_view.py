"""The meeting view of a page: moved by its buttons, left by one, calm where it must be."""

import pytest
from streamlit.testing.v1 import AppTest

from components.words import meeting as words
from csp.settings import ROOT

PATIENCE = 90  # seconds


@pytest.fixture(autouse=True)
def _data(demonstration) -> None:
    """Every page reads the demonstration."""


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    for key, said in address.items():
        app.query_params[key] = said
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert "cannot be shown just now" not in screen(app)
    return app


def screen(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.get("html") if 'class="meeting"' in one.proto.body)


def test_moves_lead_from_screen_to_screen_and_out_again():
    app = opened(view="meeting", message="change-by-ward")
    first = screen(app)
    assert "data:image/png;base64," in first and 'class="band"' in first
    assert "Release " in first
    checked(app.button(key="meeting_next").click().run())
    assert screen(app) != first
    checked(app.button(key="meeting_back").click().run())
    assert screen(app) == first
    app.button(key="meeting_leave").click().run()
    assert screen(app) == "" and app.title[0].value


def test_a_release_that_is_not_held_is_told_calmly_and_the_agenda_can_begin():
    app = opened(view="meeting", release="../../etc/passwd", on="2026-11-20")
    assert words.CANNOT in screen(app) and "passwd" not in screen(app)
    assert app.button(key="meeting_start").label == words.key(words.START)


def test_every_page_has_a_way_into_its_meeting_view():
    app = opened()
    assert app.button(key="meeting_view").label == words.VIEW
