"""Draws pages as a server does, and tells what its process has loaded: run by
test_serving_libraries.py in a process of its own, since a test loads everything.

Arguments: how many of the options of each box and row of buttons to try, and the pages.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

import deploy.app  # noqa: F401  # all that a server loads before the first visitor
from csp.settings import ROOT

KINDS = ("selectbox", "segmented_control")
PATIENCE = 120  # seconds


def drawn(page: str, most: int) -> Iterator[str]:
    """The title of the page as it opens, then with each option of what can be chosen on it."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE).run()
    yield told(app)
    for kind in KINDS:
        for place, one in enumerate(app.get(kind)):
            for option in range(min(most, len(one.options))):
                here = app.get(kind)
                if place < len(here) and option < len(here[place].options):
                    yield told(_chosen(here[place], option).run())


class _ByWords(ButtonGroup):
    """A row of buttons that is chosen from by the words on them, as a visitor does."""

    @property
    def format_func(self) -> Callable[[Any], Any]:
        return str


def _chosen(control: Any, option: int) -> Any:
    """A control with its n-th option chosen."""
    if not isinstance(control, ButtonGroup):
        return control.select_index(option)
    control.__class__ = _ByWords
    return control.set_value(control.options[option])


def told(app: AppTest) -> str:
    """The page's title; ends the run where it failed."""
    if app.exception or not app.title or "cannot be shown" in app.title[0].value:
        raise SystemExit(f"{app.exception} {[one.value for one in app.title]}")
    return app.title[0].value


if __name__ == "__main__":
    PagesManager.uses_pages_directory = None
    most, *pages = sys.argv[1:]
    titles = {page: list(drawn(page, int(most))) for page in pages}
    print(json.dumps({"titles": titles, "modules": sorted(sys.modules)}))  # noqa: T201
