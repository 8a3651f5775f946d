"""A rolling restart as docs/deploy.md has it, with real nginx, two processes and a real browser:
each open view comes back by itself, with its choices.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest
from proxied import Served, Unit, fronted, units, wait

from deploy.health import main as health
from deploy.visit import Visit as Wire
from tests.benchmark_delivery import HIGH, PAGES, Visit
from tests.long import LONG
from tests.server_time import processor

pytestmark = [LONG, pytest.mark.browser, pytest.mark.timeout(900)]

# The pages that have choices, with some that an address holds; the others open as they are.
CHOSEN = [
    "?view=meeting",
    "priority_trends?plan=2017-18&part=promises",
    "priority_trends?figure=Vehicle%20crime",
    "signal_ledger?view=meeting",
    "action_plan?plan=2019-22&by=four_p",
    "ward_map?ward=Heath&show=Change",
    "ward_map?wards=lsoa&period=2014-01_2014-11",
    "ward_map?view=meeting",
    "ward_profile?ward=Shepway%20North",
    "among_districts?part=Over%20time",
    "did_it_work?action=worked_example",
    "domestic_abuse?show=Hotspots",
    "feeling_safe?by=Sex",
    "setting_priorities?part=theme",
    "published_figures?part=Every%20figure",
    "downloads?part=figures",
]
WITH_CHOICES = {path.partition("?")[0] for path in CHOSEN}
# Connected, still, whole: no word that something went wrong.
BACK = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app.getAttribute('data-test-connection-state') === 'CONNECTED'
    && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-stale=true]');
}"""
SAID = """() => [...document.querySelectorAll('h1, table, .lead')].map(part => part.textContent)"""
ASKED_AGAIN = 3_000  # milliseconds, after which a page that was cut off has asked anew
WRONG = "[role=dialog], [data-testid=stException], [data-testid=stConnectionStatus]"
MISSING = "() => [...document.images].filter(one => one.complete && !one.naturalWidth).length"


@dataclass
class Open:
    """A view that is open, and what it said before anything was restarted."""

    seen: Visit
    address: str
    said: list[str]

    def lost(self) -> str:
        """What is not as it was; empty when nothing is missing."""
        page = self.seen.page
        page.wait_for_function(BACK)
        self.seen.settle()
        if page.locator(WRONG).count() or page.evaluate(MISSING):
            return f"{self.address}: something went wrong"
        if page.url != self.address or page.evaluate(SAID) != self.said:
            return f"{self.address}: {page.url}, {page.evaluate(SAID)[:2]}"
        return ""


@pytest.fixture
def running(demonstration_folder, tmp_path, monkeypatch) -> Iterator[tuple[Served, list[Unit]]]:
    """Two processes behind nginx."""
    monkeypatch.setenv("CSP_DATA", str(demonstration_folder))
    monkeypatch.setenv("CSP_EDITION", "demonstration")
    with ExitStack() as held:
        two = held.enter_context(units(tmp_path, 2))
        started = [(one.address, one.server.pid) for one in two]
        yield held.enter_context(fronted(tmp_path, started)), two


@pytest.fixture
def views(chromium, running) -> Iterator[list[Open]]:
    """Every page, with its choices, open in two browsers, one at each process."""
    served, _ = running
    with ExitStack() as held:
        both = [
            held.enter_context(closing(at_process(chromium, served, pid))) for pid in served.pids
        ]
        paths = [*CHOSEN, *(page for page in PAGES if page not in WITH_CHOICES)]
        yield [opened(both[at % 2], f"{served.address}/{path}") for at, path in enumerate(paths)]


def opened(context: Any, address: str) -> Open:
    """A view once it is still, with what it says; its address with the choices in words."""
    seen = Visit(context, address)
    return Open(seen, seen.page.url, seen.page.evaluate(SAID))


def at_process(chromium: Any, served: Served, pid: int) -> Any:
    """A browser whose cookie leads to a process."""
    for number in range(100):
        way = f"{number:032x}"
        before = processor(pid)
        with closing(Wire(served.address, served.trust, {"Cookie": f"csp_way={way}"})) as wire:
            wire.run("ward_map")
        if processor(pid) > before + 0.02:
            break
    window = {"width": 1280, "height": HIGH}
    context = chromium.new_context(viewport=window, ignore_https_errors=True)
    context.add_cookies([{"name": "csp_way", "value": way, "url": served.address}])
    return context


def test_a_rolling_restart_loses_no_view(running, views):
    _, two = running
    for unit in two:
        unit.stop()
        views[0].seen.page.wait_for_timeout(ASKED_AGAIN)
        assert [lost for one in views if (lost := one.lost())] == []  # the other serves them all
        unit.start()
        wait(unit.address, unit.server)
        assert health([unit.address, "--older-than", "36500"]) == 0
    views[0].seen.page.wait_for_timeout(ASKED_AGAIN)
    assert [lost for one in views if (lost := one.lost())] == []
    # Who was taken over by the other process stays there, while the cookie leads to the new one.
    assert [file for one in views if "/ward_map?ward" in one.address for file in no_file(one)] == []
    meetings = [one for one in views if "view=meeting" in one.address]
    moved = [moves_on(one) for one in meetings]
    assert any(moved)
    assert [one.address for one in meetings if one.seen.page.evaluate(MISSING)] == []


def no_file(view: Open) -> Iterator[str]:
    """The file of a table, where it is not given."""
    with view.seen.page.expect_download() as given:
        view.seen.page.get_by_text("Table as CSV").first.click()
    if given.value.failure() or "Heath" not in given.value.path().read_text(encoding="utf-8"):
        yield f"{view.address}: {given.value.failure()}"


def moves_on(view: Open) -> bool:
    """Goes to the next screen of a meeting; whether there is one."""
    view.seen.page.keyboard.press("PageDown")
    view.seen.settle()
    return view.seen.page.url != view.address
