"""The entrance before every page: who is kept out sees a calm page and is sent nothing else."""

import logging
import re
import time
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components.ui import entrance
from components.words import entrance as words
from csp.errors import CspError
from csp.settings import ROOT
from csp.sign_in import FILE
from tests.csp.test_sign_in import AUTH

PATIENCE = 90  # seconds
OFFICER = "an.officer@council.example.gov.uk"
OF_THE_DATA = re.compile(r"Shepway|Marden|burglary|Release|E05\d|Maidstone|vehicle", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _told_anew(monkeypatch) -> None:
    entrance._tell.cache_clear()


def opened(page: str = "dashboard.py") -> AppTest:
    return AppTest.from_file(str(ROOT / page), default_timeout=PATIENCE).run()


def kept_out(app: AppTest, title: str) -> str:
    """The lines of a calm page of that title that holds nothing else."""
    assert not app.exception
    assert [one.value for one in app.title] == [title]
    told = [one.proto.body for one in app.get("html") if "<style>" not in one.proto.body]
    assert OF_THE_DATA.findall(" ".join(told)) == []
    assert {one.type for one in app} <= {"main", "sidebar", "event", "root", "html", "title"} | {
        "button"
    }
    return " ".join(told)


def bound_to(monkeypatch, address: str | None, headers: dict[str, str] | None = None) -> None:
    """As if the server had been told to listen there, or to believe those headers."""
    told = {"server.address": address, "server.trustedUserHeaders": headers or {}}
    plain = config.get_option
    monkeypatch.setattr(
        entrance.config, "get_option", lambda name: told[name] if name in told else plain(name)
    )


def claims(email: str = OFFICER, **others: Any) -> dict[str, Any]:
    return {
        "is_logged_in": True,
        "email": email,
        "email_verified": True,
        "iat": time.time(),
    } | others


@pytest.fixture
def signing_in(partner, monkeypatch) -> Path:
    """The partner edition with sign-in set up; nobody is signed in. Gives the file of rules."""
    monkeypatch.setattr(entrance, "_provider", lambda: AUTH)
    monkeypatch.setattr(entrance, "_claims", lambda: {"is_logged_in": False})
    file = partner / FILE
    file.write_text('domains = ["council.example.gov.uk"]\n', encoding="utf-8")
    return file


@pytest.mark.parametrize("address", ["0.0.0.0", None, "10.0.0.5"])
@pytest.mark.parametrize("page", ["dashboard.py", "pages/ward_map.py"])
def test_the_demonstration_shows_nothing_beyond_its_machine(
    demonstration, monkeypatch, caplog, address, page
):
    bound_to(monkeypatch, address)
    with caplog.at_level(logging.WARNING):
        kept_out(opened(page), "The demonstration is shown on its own machine only")
        kept_out(opened(page), "The demonstration is shown on its own machine only")
    own = [one.getMessage() for one in caplog.records if one.name.endswith("entrance")]
    assert own == [
        "The demonstration was asked for from beyond this machine; nothing was shown."
    ]  # once


def test_the_partner_edition_without_sign_in_stays_on_its_machine(partner, monkeypatch):
    bound_to(monkeypatch, "127.0.0.1")
    app = opened("pages/signal_ledger.py")
    assert app.title[0].value == "Eight signals wait for a decision"
    bound_to(monkeypatch, "0.0.0.0")
    told = kept_out(opened(), "This edition cannot be opened from here")
    assert "signing in is not set up" in told
    kept_out(opened("pages/signal_ledger.py"), "This edition cannot be opened from here")


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_where_one_signs_in_nobody_comes_in_without(signing_in, monkeypatch, address):
    bound_to(monkeypatch, address)
    for page in ("dashboard.py", "pages/add_data.py"):
        app = opened(page)
        kept_out(app, "Please sign in")
        assert [one.label for one in app.button] == ["Sign in"]


def test_who_is_named_comes_in_and_sees_the_way_out(signing_in, monkeypatch):
    bound_to(monkeypatch, "0.0.0.0")
    monkeypatch.setattr(entrance, "_claims", claims)
    app = opened().switch_page("pages/signal_ledger.py").run()
    assert app.title[0].value == "Eight signals wait for a decision"
    assert "Sign out" in [one.label for one in app.button]
    shown = [one.proto.body for one in app.get("html")]
    assert any(f"Signed in as {OFFICER} until" in one for one in shown)


@pytest.mark.parametrize(
    ("said", "title", "button"),
    [
        (claims("x@elsewhere.example"), "This account may not open this edition", "Sign out"),
        (claims(email_verified=False), "This account cannot be let in", "Sign out"),
        (claims(email_verified="true"), "This account cannot be let in", "Sign out"),
        (claims(iat=time.time() - 9 * 3600), "Your session has ended", "Sign in"),
        (claims(is_logged_in="yes"), "Please sign in", "Sign in"),
        ({"email": OFFICER, "email_verified": True}, "Please sign in", "Sign in"),
        ({}, "Please sign in", "Sign in"),
    ],
)
def test_who_is_not_named_verified_or_in_time_stays_out(
    signing_in, monkeypatch, said, title, button
):
    monkeypatch.setattr(entrance, "_claims", lambda: said)
    app = opened("pages/signal_ledger.py")
    told = kept_out(app, title)
    assert [one.label for one in app.button] == [button]
    assert "council.example" not in told  # neither rules nor anybody else's address


def test_whoever_is_struck_off_is_out_at_the_next_run(signing_in, monkeypatch):
    monkeypatch.setattr(entrance, "_claims", claims)
    app = opened("pages/signal_ledger.py")
    assert app.title[0].value == "Eight signals wait for a decision"
    signing_in.write_text('domains = ["another.example"]\n', encoding="utf-8")
    assert app.run().title[0].value == "This account may not open this edition"


def test_a_file_of_an_open_page_is_given_no_longer_than_the_sign_in_lasts(signing_in, monkeypatch):
    monkeypatch.setattr(entrance, "_claims", claims)
    given = entrance.still_let_in(lambda: b"rows")
    monkeypatch.setattr(entrance, "_claims", lambda: claims(iat=0))
    ended = entrance.still_let_in(lambda: b"rows")
    assert given() == b"rows"
    with pytest.raises(CspError, match=f"^{words.ENDED.title}$"):
        ended()
    signing_in.write_text('addresses = ["other@council.example.gov.uk"]\n', encoding="utf-8")
    with pytest.raises(CspError):  # struck off since the page was opened
        given()


@pytest.mark.parametrize(
    ("slip", "logged"),
    [
        ("no rules", "sign_in.toml is missing in the data folder."),
        ("no provider", "[auth] lacks redirect_uri, cookie_secret"),
        ("a weak secret", "cookie_secret has fewer than 32 characters."),
        ("wrong rules", "domains and addresses are both empty"),
        ("headers", "server.trustedUserHeaders would let a header say who somebody is."),
        ("unreadable", "secrets.toml cannot be read."),
        ("open", "secrets.toml may be read by others on this machine."),
    ],
)
def test_what_is_set_up_by_halves_lets_nobody_in(signing_in, monkeypatch, caplog, slip, logged):
    monkeypatch.setattr(entrance, "_claims", claims)
    bound_to(monkeypatch, "127.0.0.1", {"X-User": "email"} if slip == "headers" else None)
    if slip == "no rules":
        signing_in.unlink()
    elif slip == "no provider":
        monkeypatch.setattr(entrance, "_provider", lambda: None)
    elif slip == "a weak secret":
        monkeypatch.setattr(entrance, "_provider", lambda: {**AUTH, "cookie_secret": "a secret"})
    elif slip == "wrong rules":
        signing_in.write_text("hours = 4\n", encoding="utf-8")
    elif slip == "unreadable":
        monkeypatch.undo()
        monkeypatch.setenv("CSP_DATA", str(signing_in.parent))
        monkeypatch.setenv("CSP_EDITION", "partner")
        monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
        monkeypatch.setattr(entrance.st, "secrets", Unreadable())
    elif slip == "open":
        file = signing_in.with_name("secrets.toml")
        file.touch(0o604)
        file.chmod(0o604)
        monkeypatch.setattr(entrance, "_secret_files", lambda: [file])
    with caplog.at_level(logging.WARNING):
        told = kept_out(opened(), "This edition cannot be opened just now")
    assert "not set up completely" in told
    assert logged in caplog.text
    assert not [one for one in (AUTH["cookie_secret"], "client_secret =") if one in caplog.text]


class Unreadable:
    """Secrets that are no TOML."""

    def load_if_toml_exists(self) -> bool:
        raise ValueError('client_secret = "not to be repeated')


def test_the_public_edition_asks_nobody(demonstration, monkeypatch):
    monkeypatch.setattr(entrance, "wanted_edition", lambda: "public")
    bound_to(monkeypatch, None)
    assert entrance._kept_out() is None
