"""What reaches a visitor's browser, for tests.benchmark: cold and warm, and over a slow line, plain
and behind nginx. Each visit to a page of ours is held against one to its frozen reference.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "browser"), str(HERE / "deploy")]

from proxied import fronted  # noqa: E402  # after its folder
from reader_of_pages import FIRST_OF_GROUPS, HIGH, PAGES, Visit  # noqa: E402

from tests.line import SLOW, line  # noqa: E402
from tests.side_by_side import Row, Servers, middle  # noqa: E402
from tests.speed import browser  # noqa: E402

RUNS = 3
SHOWN = list(dict.fromkeys([*FIRST_OF_GROUPS, "ward_map"]))
OVER_A_SLOW_LINE = ("", "ward_map")
MOST_HEAVIER = 1.1  # a first visit behind nginx
PATIENCE = 180_000  # milliseconds
# When the title is there, and when all is: the foot, and every picture drawn. In milliseconds from
# the moment at which the address was asked for.
WATCH = """(() => {
  window.titled = window.whole = 0;
  const shown = part => part && part.getClientRects().length && part.innerText.trim();
  const look = () => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!window.titled && shown(document.querySelector('h1'))) window.titled = performance.now();
    if (app && app.getAttribute('data-test-script-state') === 'notRunning'
        && window.titled && document.querySelector('.foot')
        && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
          .every(chart => chart.querySelector('svg')))
      window.whole = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""

Seen = tuple[float, float]  # when the title was there, and when all was
Places = tuple[str, str]  # the addresses of a page of ours and of its reference


def places(ours: str, other: str, page: str) -> Places:
    """A page, and its reference, at these servers."""
    return f"{ours}/{page}", f"{other}/?of={page}"


@contextmanager
def cold(chromium: Any) -> Iterator[Any]:
    """A browser that has never been here; it takes the certificate of a test for what it is."""
    window = {"width": 1280, "height": HIGH}
    context = chromium.new_context(viewport=window, ignore_https_errors=True)
    with closing(context):
        yield context


def seen(context: Any, address: str) -> Seen:
    """When a visit to an address had its title, and all of it, in ms."""
    with closing(context.new_page()) as page:
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCH)
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => window.whole > 0")
        titled, whole = page.evaluate("() => [window.titled, window.whole]")
    return titled, whole


def weight(chromium: Any, address: str, path: str) -> int:
    """The bytes that a first visit brings down and sends up, whatever carries them."""
    with line(address) as counted, cold(chromium) as context:
        Visit(context, f"{counted.address}/{path}")
        return counted.down + counted.up


def browsers(servers: Servers) -> Iterator[Row]:
    """Visits of a browser that has never been here, and of one that was here a moment ago."""
    with browser() as chromium:
        for page in SHOWN:
            runs = [
                [_cold_and_warm(chromium, place) for place in places(*_addresses(servers), page)]
                for _ in range(RUNS)
            ]
            for at, what in enumerate(("cold", "warm")):
                visits = [(own[at], other[at]) for own, other in runs]
                yield from _rows(f"/{page}, {what} browser", visits)


def _addresses(servers: Servers) -> tuple[str, str]:
    return servers.ours, servers.other


def _cold_and_warm(chromium: Any, address: str) -> tuple[Seen, Seen]:
    with cold(chromium) as context:
        return seen(context, address), seen(context, address)


def _rows(what: str, visits: Sequence[tuple[Seen, Seen]]) -> Iterator[Row]:
    for at, part in enumerate(("title", "all")):
        yield Row(f"{what}, {part}", *middle([(own[at], other[at]) for own, other in visits]))


def slow(servers: Servers, work: Path) -> Iterator[Row]:
    """First visits over a slow line, plain and behind nginx, and what each page's weighs there."""
    plain = _addresses(servers)
    with both_fronted(servers, work) as proxied, browser() as chromium:
        for page in OVER_A_SLOW_LINE:
            for what, ends in (("plain", plain), ("behind nginx", proxied)):
                visits = [_over_slow_lines(chromium, ends, page) for _ in range(RUNS)]
                yield from _rows(f"/{page}, slow line, {what}", visits)
        for page in PAGES:
            yield Row(
                f"/{page}, first visit behind nginx, KB",
                *(kilobytes(chromium, proxied, page)),
                MOST_HEAVIER,
            )


def kilobytes(chromium: Any, ends: tuple[str, str], page: str) -> tuple[float, float]:
    """What a first visit to a page and one to its reference weigh, in KB."""
    paths = page, f"?of={page}"
    own, other = (weight(chromium, end, path) for end, path in zip(ends, paths, strict=True))
    return own / 1000, other / 1000


@contextmanager
def both_fronted(servers: Servers, work: Path) -> Iterator[tuple[str, str]]:
    """The addresses of ours and of the reference, each behind an nginx of its own."""
    for name in ("nginx-ours", "nginx-other"):
        (work / name).mkdir()
    with (
        fronted(work / "nginx-ours", [(servers.ours, servers.pids[0])]) as ours,
        fronted(work / "nginx-other", [(servers.other, servers.pids[1])]) as other,
    ):
        yield ours.address, other.address


def _over_slow_lines(chromium: Any, ends: tuple[str, str], page: str) -> tuple[Seen, Seen]:
    with line(ends[0], SLOW) as own, line(ends[1], SLOW) as other:
        told = [_first(chromium, place) for place in places(own.address, other.address, page)]
    return told[0], told[1]


def _first(chromium: Any, address: str) -> Seen:
    with cold(chromium) as context:
        return seen(context, address)
