"""Opens every page of the public edition in this process and writes down, as JSON, what it met:
`python -m tests.public_walk [PAGE…]`. A process of its own, so that nothing else has been imported.
"""

import json
import sys
from typing import Any

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from csp.db import Reader
from csp.settings import ROOT

PATIENCE = 120  # seconds
MARKER = "zz' OR 1=1 --"  # what somebody types where a text can be typed
asked: list[str] = []


def main() -> None:
    """Walks and prints."""
    ask = Reader._ask

    def noted(self: Reader, name: str, params: Any) -> Any:
        asked.append(repr((name, params)))
        return ask(self, name, params)

    Reader._ask = noted  # type: ignore[method-assign]
    # From here on a page that is opened is one of the navigation or none.
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    app.query_params["edition"] = app.query_params["CSP_EDITION"] = "partner"
    app.query_params["part"] = "figures"  # where a text can be typed
    met, unknown = {"": noted_of(app.run())}, []
    every = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
    for page in sys.argv[1:] or every:
        try:
            app.switch_page(f"pages/{page}.py")
        except ValueError:
            unknown.append(page)
            continue
        met[page] = noted_of(app.run())
    lone = alone("add_data")
    sys.stdout.write(
        json.dumps(
            {
                "pages": met,
                "unknown": unknown,
                "lone": lone,
                "asked_with_the_text": [one for one in asked if "zz" in one],
                "asked": len(asked),
                "modules": sorted(name for name in sys.modules if name.startswith(OWN)),
            }
        )
    )


OWN = ("csp", "components", "duckdb", "streamlit.auth")


def noted_of(app: AppTest) -> dict[str, Any]:
    """The kinds of elements of a page, its titles and foot; a text is typed where one may be."""
    found = {
        # The way into the meeting view shows the same in another way and takes nothing in.
        "kinds": sorted({one.type for one in app if getattr(one, "key", "") != "meeting_view"}),
        "titles": [one.value for one in app.title],
        "exceptions": [str(one.value) for one in app.exception],
        "foot": [one.proto.body for one in app.get("html") if "foot" in one.proto.body],
        "texts": [one.label for one in app.text_input],
    }
    for one in app.text_input:
        one.set_value(MARKER)
        app.run()
        one.set_value("")
        app.run()
    return found


def alone(page: str) -> dict[str, Any]:
    """A page as the very first visitor's deep link opens it: by itself, without the page table."""
    PagesManager.uses_pages_directory = False
    return noted_of(
        AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE).run()
    )


if __name__ == "__main__":
    main()
