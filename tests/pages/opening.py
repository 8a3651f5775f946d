"""Opens a page alone, as an address with some choices does, and reads what it says."""

from streamlit.testing.v1 import AppTest

from csp.settings import ROOT

PATIENCE = 90  # seconds


def opened(page: str, /, **address: str | list[str]) -> AppTest:
    """The page of that file name, run once with these choices in its address."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE)
    for key, value in address.items():
        app.query_params[key] = value
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    """The page itself, once it is known to have run to its end."""
    assert not app.exception
    assert len(app.title) == 1
    assert "cannot be shown" not in app.title[0].value
    return app


def blocks(app: AppTest) -> list[str]:
    """Its texts and tables as HTML, in their order."""
    return [block.proto.body for block in app.get("html")]


def said(app: AppTest) -> str:
    """The same as one text."""
    return "\n".join(blocks(app))
