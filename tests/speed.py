"""How quick the dashboard is, on this machine, in one run: `python -m tests.speed`.

Three numbers, each against its limit: the time from a click on a ward to the repainted detail, in
Chromium; the server's part of a rerun of the ward map over that of a page with the same elements,
frozen; and the bytes of a page's first run. Exit code 1 when one is over its limit.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "browser"))

from reader_of_pages import LAUNCH, OWN_SPOT, PAGES, Visit  # noqa: E402  # after its folder
from servers import serving  # noqa: E402

from csp import sample  # noqa: E402
from csp.publish import publish  # noqa: E402
from tests.conftest import data_in, fresh_data_folder, relabelled  # noqa: E402
from tests.server_time import Talk, record  # noqa: E402

CLICK_MS, TIMES_REFERENCE, FIRST_BYTES = 400, 1.5, 150_000
CLICKS, RERUNS, WARM = 24, 30, 4
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MAP = "ward_map"
# The click is heard before the page's own code; the detail is there when the map has another
# outline, and the row of that ward is marked, after the next two frames.
ARM = """name => {
  const outlines = () => [...document.querySelectorAll(
    '[class*="st-key-map_"] svg path[stroke-width="3"]')]
    .map(path => path.getAttribute('d')).join();
  const marked = () => [...document.querySelectorAll('tr.on th')].some(
    cell => cell.textContent.startsWith(name));
  const before = outlines();
  window.detail = new Promise(done => {
    document.addEventListener('pointerdown', () => {
      const began = performance.now();
      const look = () => {
        if (outlines() && outlines() !== before && marked())
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
        else requestAnimationFrame(look);
      };
      look();
    }, {once: true, capture: true});
  });
}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and tells; 0 when every limit is kept."""
    asked = _asked(arguments)
    told: list[tuple[str, float, float, str]] = []
    with data_of(asked.data) as folder, tempfile.TemporaryDirectory() as work:
        log, frozen = Path(work) / "log.txt", Path(work) / "sent.json"
        place = {"CSP_DATA": str(folder)}
        if "server" in asked.only:
            told += _server(log, frozen, place)
        if {"click", "bytes"} & set(asked.only):
            with serving("dashboard.py", log, **place) as address, browser() as chromium:
                context = chromium.new_context(viewport={"width": 1280, "height": 900})
                if "click" in asked.only:
                    told += _clicks(context, address)
                if "bytes" in asked.only:
                    told += _bytes(context, address, asked.pages)
    for what, found, limit, unit in told:
        over = "  OVER" if found >= limit else ""
        print(f"{what:<66} {found:>10,.2f} {unit:<6} limit {limit:>9,.1f}{over}")  # noqa: T201
    return int(any(found >= limit for _, found, limit, _ in told))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    asked.add_argument("--data", type=Path, help="a data folder with a built demonstration")
    asked.add_argument(
        "--only",
        nargs="+",
        choices=["click", "server", "bytes"],
        default=["click", "server", "bytes"],
    )
    asked.add_argument("--pages", nargs="*", help="addresses whose first run to weigh")
    return asked.parse_args(arguments)


@contextmanager
def data_of(given: Path | None) -> Iterator[Path]:
    """A folder with the demonstration: the one given, or one built for this run."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as made:
        folder = fresh_data_folder(Path(made) / "data")
        os.environ["CSP_DATA"] = str(folder)
        sample.demonstration()
        yield folder


@contextmanager
def public_of(given: Path | None) -> Iterator[Path]:
    """A folder with a public file, of invented records that are called a partner's own: made from
    the demonstration of the folder given, or of one built for this run.
    """
    with data_of(given) as folder, tempfile.TemporaryDirectory() as made:
        own = relabelled(folder, Path(made) / "data")
        with data_in(own):
            publish()
        yield own


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium without a window. Raises SystemExit where there is none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only for a browser

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("no Chromium on this machine (Debian: chromium-headless-shell)")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, headless=True, args=LAUNCH)
        yield chromium
        chromium.close()


def _server(log: Path, frozen: Path, place: dict[str, str]) -> list[tuple[str, float, float, str]]:
    """The server's part of a rerun over that of the reference: both servers run, and are asked in
    turn, so that whatever else the machine does is done to both.
    """
    reference = "tests/browser/pages_for_tests/reference.py"
    with serving("dashboard.py", log, **place) as address:
        ours = Talk(address, MAP)
        names = list(ours.box("Ward").options)[1:]
        ours.choose("Ward", names[0])  # a ward that is chosen has a sentence and a link more
        kinds = record(ours, frozen)
        print("elements:", ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))  # noqa: T201
        with serving(reference, log, CSP_REFERENCE=str(frozen), **place) as plain_address:
            plain = Talk(plain_address, "")
            for name in names[:WARM]:
                _both(ours, plain, name)
            first = [_both(ours, plain, name) for name in names[WARM:]]
            again = [_both(ours, plain, names[turn % len(names)]) for turn in range(RERUNS)]
            plain.close()
        ours.close()
    return [
        _ratio("server, a ward chosen for the first time", first),
        _ratio("server, a ward chosen again", again),
    ]


def _both(ours: Talk, plain: Talk, name: str) -> tuple[float, float]:
    return ours.choose("Ward", name), plain.choose("Ward", name)


def _ratio(what: str, took: Sequence[tuple[float, float]]) -> tuple[str, float, float, str]:
    own, reference = (statistics.median(part) for part in zip(*took, strict=True))
    words = f"{what}: {own * 1000:.0f} ms over {reference * 1000:.0f} ms"
    return words, own / reference, TIMES_REFERENCE, "times"


def _clicks(context: Any, address: str) -> list[tuple[str, float, float, str]]:
    """The median time from a click on a ward to its outline and its marked row."""
    seen = Visit(context, f"{address}/{MAP}")
    names = [name for name in seen.offered("Ward")[1:] if _spot(seen, name)]
    seen.settle()
    took = []
    for turn in range(CLICKS):
        name = names[turn % len(names)]
        spot = _spot(seen, name)
        seen.page.mouse.move(*spot)
        seen.page.evaluate(ARM, name)
        seen.page.mouse.click(*spot)
        took.append(seen.page.evaluate("() => window.detail"))
        seen.settle()
    seen.page.close()
    slow = sorted(took)[int(0.9 * len(took))]
    what = f"click to repainted detail, median of {len(took)} (90% within {slow:.0f} ms)"
    return [(what, statistics.median(took), CLICK_MS, "ms")]


def _spot(seen: Visit, name: str) -> list[float] | None:
    """Where to click on a ward in the first panel that shows it free."""
    for path in seen.page.locator(f'[class*="st-key-map_"] path[aria-label^="{name}:"]').all():
        path.scroll_into_view_if_needed()
        if spot := path.evaluate(OWN_SPOT):
            return spot
    return None


def _bytes(
    context: Any, address: str, pages: Sequence[str] | None
) -> list[tuple[str, float, float, str]]:
    """The bytes of each page's first run, the ward map in each of its ways of showing."""
    told = []
    for page in pages or [*PAGES, *_ways(context, address)]:
        seen = Visit(context, f"{address}/{page}")
        told.append((f"first run of /{page}", seen.received, FIRST_BYTES, "bytes"))
        seen.page.close()
    return told


def _ways(context: Any, address: str) -> list[str]:
    """The addresses of the ward map's ways of showing."""
    seen = Visit(context, f"{address}/{MAP}")
    ways = seen.page.get_by_test_id("stButtonGroup").first.get_by_role("radio").all_inner_texts()
    seen.page.close()
    return [f"{MAP}?show={way.strip()}" for way in ways]


if __name__ == "__main__":
    sys.exit(main())
