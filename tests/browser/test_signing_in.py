"""Signing in to the partner edition with a real OpenID provider on this machine: who is let in, who
is not, when it ends, and what is sent before.
"""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from reader_of_pages import LONG, PATIENCE, PHONE, WATCH, Browser, serious, sideways, tab_to
from servers import free_port, serving, wait_for

from csp.sign_in import FILE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

OFFICER = "an.officer@council.example.gov.uk"
ACCOUNTS = {
    "officer": {"email": OFFICER.title(), "email_verified": True},
    "police": {"email": "named@police.example", "email_verified": True},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "below": {"email": "a@sub.council.example.gov.uk", "email_verified": True},
    "unverified": {"email": OFFICER, "email_verified": False},
}
RULES = 'domains = ["council.example.gov.uk"]\naddresses = ["named@police.example"]\nhours = {}\n'
# What no message may hold before somebody is let in: wards, measures, releases, the text of a page.
OF_THE_DATA = re.compile(
    rb"Shepway|Marden|burglary|partner-|Release|E05\d|Maidstone", re.IGNORECASE
)


@contextmanager
def provider(log: Path) -> Iterator[str]:
    """The address of an OpenID provider that knows the accounts above."""
    if find_spec("oidc_provider_mock") is None:
        pytest.skip("oidc-provider-mock (requirements-dev.txt) is not installed")
    if find_spec("authlib") is None:
        pytest.skip("Authlib (requirements.txt) is not installed")
    port = free_port()
    known = [json.dumps({"sub": sub, **claims}) for sub, claims in ACCOUNTS.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port)]
    with log.open("wb") as lines:
        server = subprocess.Popen(
            [*command, *(word for one in known for word in ("--user-claims", one))],
            stdout=lines,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(server, f"{address}/.well-known/openid-configuration", log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def secrets(file: Path, issuer: str) -> Path:
    """What the server must know of the provider."""
    file.write_text(
        "[auth]\n"
        'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{"a secret of these tests alone " * 2}"\n'
        'client_id = "dashboard"\n'
        'client_secret = "nobody asks for it"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    return file


@pytest.fixture(scope="module")
def folder(demonstration_folder, tmp_path_factory) -> Path:
    """A data folder with a partner file and the rules of sign-in."""
    made = tmp_path_factory.mktemp("sign_in") / "data"
    made.mkdir()
    for name in ("open", "published", "settings.toml"):
        (made / name).symlink_to(demonstration_folder / name)
    file = made / "partner-a-1.duckdb"
    file.write_bytes((demonstration_folder / "demonstration.duckdb").read_bytes())
    with duckdb.connect(str(file)) as held:
        held.execute("UPDATE release SET edition = 'partner'")
    (made / "partner.duckdb").symlink_to(file.name)
    return made


@pytest.fixture(scope="module")
def signing_in(folder) -> Iterator[str]:
    """A server of the partner edition at which one signs in."""
    place = folder.parent
    with provider(place / "provider.txt") as issuer:
        options = ["--secrets.files", str(secrets(place / "secrets.toml", issuer))]
        around = {"CSP_DATA": str(folder), "CSP_EDITION": "partner"}
        with serving("dashboard.py", place / "log.txt", options, **around) as address:
            yield address
    log = (place / "log.txt").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "@" not in log  # nobody's address
    assert "signed in; nothing was shown" in log


class Officer:
    """A browser of its own: what it is shown, and every message that it was sent."""

    def __init__(self, browser: Browser, address: str, path: str = "", width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(WATCH)
        self.sent: list[bytes] = []
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", self._heard)
        self.address = address
        self.page.goto(f"{address}/{path}")

    def _heard(self, event: Any) -> None:
        payload = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2
        self.sent.append(base64.b64decode(payload) if binary else payload.encode())

    def sees(self, title: str) -> None:
        """Waits for a page of this title, and that nothing else is on it."""
        self.page.locator("h1", has_text=title).wait_for()
        assert self.page.locator("h1").count() == 1

    def presses(self, words: str) -> None:
        """Presses the button of these words."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def signs_in_as(self, account: str) -> None:
        """From the entrance to the provider, there one account, and back."""
        self.presses("Sign in")
        self.presses(account)
        self.page.wait_for_url(f"{self.address}/**")

    def ends_at_the_provider(self) -> None:
        """The provider's own page when one signs out."""
        self.presses("End session")
        self.page.wait_for_url(f"{self.address}/**")


@pytest.fixture
def officer(browser, request) -> Iterator[Any]:
    """Opens an address in a browser of its own: `officer(address, path)`."""
    opened: list[Officer] = []

    def one(address: str, path: str = "", width: int = 1280) -> Officer:
        opened.append(Officer(browser, address, path, width))
        return opened[-1]

    yield one
    for other in opened:
        other.context.close()


def rule(folder: Path, hours: float = 8) -> None:
    (folder / FILE).write_text(RULES.format(hours), encoding="utf-8")


def test_one_signs_in_and_out_and_a_stranger_is_shown_nothing(signing_in, folder, officer):
    rule(folder)
    visitor = officer(signing_in, "signal_ledger?signal=vehicle_crime:2025-01:below")
    visitor.sees("Please sign in")
    assert visitor.page.locator("header a, nav a").count() == 0
    assert visitor.page.title() == "Sign in"
    visitor.signs_in_as("stranger")
    visitor.sees("This account may not open this edition")
    visitor.page.get_by_text("If it should be one").wait_for()
    lead = visitor.page.locator("p.lead").all_inner_texts()
    assert "stranger@elsewhere.example" in lead[0]
    assert not [line for line in lead if "council.example" in line or "named@" in line]
    wrong = [one for one in visitor.sent if OF_THE_DATA.search(one)]
    assert visitor.sent and wrong == []
    visitor.presses("Sign out")
    visitor.ends_at_the_provider()
    visitor.sees("Please sign in")

    visitor.signs_in_as("officer")
    visitor.page.locator(".foot").wait_for()
    assert "partner edition" in visitor.page.locator(".foot").inner_text()
    told = visitor.page.locator(".st-key-signed_in").inner_text()
    assert re.search(rf"Signed in as {re.escape(OFFICER)} until \d\d:\d\d", told)
    assert [one for one in visitor.sent if OF_THE_DATA.search(one)]  # else nothing was looked for
    visitor.presses("Sign out")
    visitor.ends_at_the_provider()
    visitor.sees("Please sign in")
    assert visitor.page.locator(".foot").count() == 0


@LONG
@pytest.mark.parametrize(
    ("account", "title"),
    [
        ("police", ""),
        ("below", "This account may not open this edition"),
        ("unverified", "This account cannot be let in"),
    ],
)
def test_who_else_is_let_in(signing_in, folder, officer, account, title):
    rule(folder)
    visitor = officer(signing_in)
    visitor.sees("Please sign in")
    visitor.signs_in_as(account)
    if title:
        visitor.sees(title)
        assert [one for one in visitor.sent if OF_THE_DATA.search(one)] == []
    else:
        visitor.page.locator(".foot").wait_for()


@LONG
def test_a_session_ends_by_itself_and_whoever_is_struck_off_is_out_at_the_next_click(
    signing_in, folder, officer
):
    rule(folder, hours=20 / 3600)
    visitor = officer(signing_in)
    visitor.sees("Please sign in")
    visitor.signs_in_as("police")
    visitor.page.locator(".foot").wait_for()
    visitor.sees("Your session has ended")  # nobody touched the page
    assert visitor.page.locator(".foot").count() == 0
    visitor.page.reload()
    visitor.sees("Your session has ended")
    rule(folder)
    visitor.page.reload()
    visitor.page.locator(".foot").wait_for()
    (folder / FILE).write_text('domains = ["council.example.gov.uk"]\n', encoding="utf-8")
    visitor.page.get_by_test_id("stTopNavSection").filter(has_text="Meeting").click()
    visitor.page.get_by_role("menuitem", name="Action plan", exact=True).click()
    visitor.sees("This account may not open this edition")
    assert visitor.page.get_by_test_id("stTopNavSection").count() == 0


@LONG
def test_a_forged_or_foreign_session_is_none(signing_in, folder, officer):
    rule(folder)
    visitor = officer(signing_in)
    visitor.sees("Please sign in")
    visitor.signs_in_as("officer")
    visitor.page.locator(".foot").wait_for()
    (own,) = [one for one in visitor.context.cookies() if one["name"] == "_streamlit_user"]
    assert own["httpOnly"] and own["sameSite"] == "Lax"
    stranger = officer(signing_in)
    stranger.sees("Please sign in")
    spoilt = own["value"][:-3] + ("AAA" if own["value"][-3:] != "AAA" else "BBB")
    stranger.context.add_cookies([{**own, "value": spoilt}])
    stranger.page.reload()
    stranger.sees("Please sign in")
    stranger.context.clear_cookies()
    stranger.page.goto(f"{signing_in}/oauth2callback?code=guessed&state=guessed")
    stranger.sees("Please sign in")
    assert [one for one in stranger.sent if OF_THE_DATA.search(one)] == []


@LONG
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_entrance_fits_a_phone_and_axe_finds_nothing(signing_in, folder, officer, width):
    rule(folder)
    visitor = officer(signing_in, "", width)
    visitor.sees("Please sign in")
    visitor.page.wait_for_timeout(1000)
    assert serious(visitor) == []
    assert sideways(visitor) == [0, 0]
    tab_to(visitor, "button", "Sign in")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="officer", exact=True).click()
    visitor.page.locator(".foot").wait_for()
    assert width == PHONE or serious(visitor) == []  # Streamlit's own menu of a phone is no list
    assert sideways(visitor) == [0, 0]
