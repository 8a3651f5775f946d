"""The panel and the way out as they are sent to the browser: links, escapes, the one script."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from csp.settings import ROOT, settings

SETTINGS = """
[[help.local]]
name = "Bread & Roses <b>"
words = "free advice"
telephone = "01632 960 001"
web = "https://www.example.org/help?a=1&b=2"
verified_on = {fresh}

[[help.local]]
name = "Long ago"
words = "free advice"
verified_on = {stale}
"""


def screen() -> None:
    from components.ui import help  # noqa: PLC0415  # AppTest runs the text of this function alone

    help.quick_exit()
    help.sources_of_help()


@pytest.fixture
def sent(tmp_path, monkeypatch):
    """The two pieces of HTML of a screen, under settings with a fresh and a stale local source."""
    today = datetime.now(UTC).date()
    common = (ROOT / "data" / "settings.toml").read_text(encoding="utf-8").split("[[help.local]]")
    own = SETTINGS.format(fresh=today, stale=today - timedelta(days=181))
    (tmp_path / "settings.toml").write_text(common[0] + own, encoding="utf-8")
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    settings.cache_clear()
    shown = AppTest.from_function(screen).run()
    settings.cache_clear()
    assert not shown.exception
    return [piece.proto for piece in shown.get("html")]


def test_the_way_out_is_an_ordinary_link_with_our_own_script_beside_it(sent):
    way_out, panel = sent
    assert way_out.unsafe_allow_javascript
    assert not panel.unsafe_allow_javascript
    link, script = re.fullmatch(
        r"<a (.+)>Leave this page now</a><script src=\"(.+)\"></script>", way_out.body
    ).groups()
    assert link == 'class="exit" href="https://www.bbc.co.uk/weather" rel="noreferrer"'
    file, version = script.removeprefix("app/").split("?v=")
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest().startswith(version)
    assert len(version) == 8


def test_every_number_can_be_called_from_the_panel(sent):
    panel = sent[1].body
    called = re.findall(r'<a href="tel:(\d+)">([\d ]+)</a>', panel)
    assert [number for number, _ in called] == ["999", "08082000247", "101", "01632960001"]
    assert all(number == words.replace(" ", "") for number, words in called)
    assert panel.startswith('<section class="help" aria-label="Sources of help">')


def test_local_sources_are_escaped_and_dropped_when_stale(sent):
    panel = sent[1].body
    assert "Bread &amp; Roses &lt;b&gt;: free advice. Telephone <a" in panel
    assert 'href="https://www.example.org/help?a=1&amp;b=2"' in panel
    assert "Long ago" not in panel
