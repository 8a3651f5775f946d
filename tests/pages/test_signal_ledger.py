"""The signal ledger as a page: the form of the partner edition, and none anywhere else."""

from datetime import date

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from csp import decisions
from csp.build.decided import decided
from tests.csp.decision_books import decision
from tests.pages import opening
from tests.pages.opening import checked, said

VEHICLES = "vehicle_crime:2025-01:below"


def opened(page: str = "signal_ledger", **choices: str) -> AppTest:
    return opening.opened(page, **choices)


def texts(app: AppTest) -> str:
    return said(app).replace("\xa0", " ")


def test_in_the_partner_edition_a_form_writes_a_decision_down(partner):
    app = opened(signal=VEHICLES)
    assert app.title[0].value == "Eight signals wait for a decision"
    form = f"decide_{VEHICLES}_0"
    assert app.selectbox(key="signal").value == VEHICLES
    app.text_area(key=f"{form}_note").set_value("Patrols went on,\nthe level is new.")
    app.button(key=f"{form}_record").click()
    checked(app.run())
    assert "The decision is missing" in texts(app)
    assert decisions.decisions() == ()
    app.radio(key=f"{form}_choice").set_value("action opened")
    app.date_input(key=f"{form}_on").set_value(date(2025, 9, 14))
    app.selectbox(key=f"{form}_step").set_value(date(2025, 2, 1))
    app.checkbox(key=f"{form}_public").check()
    app.button(key=f"{form}_record").click()
    checked(app.run())
    (made,) = decisions.decisions()
    assert (made.decision, made.public, made.new_limits_from) == (
        "action opened",
        True,
        date(2025, 2, 1),
    )
    assert made.note == "Patrols went on, the level is new."
    told = texts(app)
    assert app.title[0].value == "Seven signals wait for a decision"
    assert "Recorded: Vehicle crime, Jan 2025 to Aug 2025: action opened" in told
    assert "Step accepted: new limits from Feb 2025, from the next build on" in told
    assert "Went on since for two months" in told
    assert app.text_area[0].value == ""
    decisions.append(made.model_copy(update={"note": "Somebody else, at once."}))
    told = texts(checked(app.run()))
    assert "Somebody else, at once." in told and "Before: action opened" in told


def test_a_book_that_cannot_be_read_is_told_and_takes_nothing(partner):
    decisions.append(decision())
    decisions.book().write_bytes(b"gossip\n")
    app = opened()
    assert "meetings/decisions.jsonl is not as it was written" in texts(app)
    assert app.get("text_area") == []


@pytest.mark.parametrize("page", ["signal_ledger", "at_a_glance"])
def test_in_no_other_edition_is_there_a_form(demonstration, page):
    app = opened(page)
    assert app.get("text_area") == [] and app.get("radio") == []
    assert [one.key for one in app.button] == ["meeting_view"]
    assert decisions.book().exists() is False
    if page == "signal_ledger":
        assert "a partnership’s decisions are its own" in texts(app).lower()
        assert "Signals before the newest change in recording (3)" in [
            one.label for one in app.get("expander")
        ]


def test_the_public_edition_shows_what_was_published_and_no_form(partner, monkeypatch):
    with duckdb.connect(str(partner / "partner-a-1.duckdb")) as held:
        held.execute("UPDATE release SET edition = 'public'")
        shown = decision(public=True, note="Shown to all.")
        decided(held, (shown, decision(decided_on=date(2025, 11, 1), note="For us alone.")))
        held.execute("DELETE FROM decision WHERE NOT public")
    (partner / "public.duckdb").symlink_to("partner-a-1.duckdb")
    monkeypatch.setenv("CSP_EDITION", "public")
    decisions.append(decision(note="In the book of the partnership."))
    app = opened()
    assert app.title[0].value == "One of eight signals has a published decision"
    told = texts(app)
    assert "Shown to all." in told
    assert "A later decision, which is not public, stands in its place" in told
    assert "For us alone." not in told and "In the book" not in told
    assert "waits for a decision" not in told and "not public<" not in told
    assert app.get("text_area") == []
    assert [one.key for one in app.button] == ["meeting_view"]
