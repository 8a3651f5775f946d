"""A page that is drawn again asks the file nothing and makes nothing."""

import pytest
from streamlit.testing.v1 import AppTest

from components.warehouse import warehouse
from csp.settings import ROOT
from tests.long import LONG

pytestmark = pytest.mark.usefixtures("demonstration")
PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py") if path.stem != "add_data")
# Queries of a first run, with nothing prepared. The first page shows something of all others; the
# register of figures looks for every place that shows one.
MOST, MOST_OF = 40, {"at_a_glance.py": 50, "published_figures.py": 150}


FEW = ("at_a_glance.py", "downloads.py", "ward_map.py")
OFTEN = [pytest.param(page, marks=() if page in FEW else LONG) for page in PAGES]


@pytest.mark.parametrize("page", OFTEN)
def test_a_page_drawn_again_asks_nothing_and_makes_nothing(page):
    reader = warehouse()
    reader.forget()
    app = AppTest.from_file(str(ROOT / "pages" / page), default_timeout=60).run()
    assert not app.exception
    asked, made = list(reader._answer.cache), list(reader.kept.cache)
    assert len(asked) <= MOST_OF.get(page, MOST)
    app.run()
    assert not app.exception
    assert list(reader._answer.cache) == asked
    assert list(reader.kept.cache) == made
