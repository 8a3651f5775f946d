"""What the messages of a page say is what the page shows: titles, tables and pictures, both ways."""

import html
import json
import re
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components import messages
from components.addressed import Addressed
from components.charts.palette import palette
from components.messages import Told
from components.ui import figure, frame
from components.words import numbers
from csp.settings import ROOT
from tests.long import LONG

PATIENCE = 90  # seconds
# Pages with the choices that show all their parts and ways of showing.
WALK: list[tuple[str, dict[str, str]]] = [
    ("at_a_glance", {}),
    *(("priority_trends", {"part": part}) for part in ("trend", "promises", "detail", "since")),
    ("priority_trends", {"priority": "Safeguarding children and young people"}),
    ("signal_ledger", {}),
    ("action_plan", {}),
    ("action_plan", {"plan": "2013-18", "all": "true"}),
    *(
        ("ward_map", {"show": show})
        for show in ("rate", "count", "share", "change", "hotspots", "over_time")
    ),
    ("ward_map", {"ward": "E05004996", "closer": "strip"}),
    ("ward_map", {"ward": "E05004996", "closer": "months", "wards": "lsoa"}),
    ("ward_map", {"second": "measure:crime_burglary"}),
    ("ward_profile", {}),
    ("ward_profile", {"ward": "E05004996"}),
    *(
        ("among_districts", {"part": part})
        for part in ("districts", "wards", "over_time", "similar", "urban_rural", "admissions")
    ),
    ("did_it_work", {}),
    ("did_it_work", {"action": "worked_example"}),
    *(("domestic_abuse", {"part": part}) for part in ("where", "when", "reached", "reading")),
    *(("domestic_abuse", {"show": show}) for show in ("rate", "hotspots", "over_time")),
    *(("feeling_safe", {"grouping": by}) for by in ("age band", "sex", "ward")),
    *(("setting_priorities", {"part": part}) for part in ("ranking", "years", "theme", "model")),
    ("data_supply", {}),
    ("data_supply", {"dataset": "police_uk"}),
    ("break_register", {}),
    ("break_register", {"dataset": "police_uk"}),
    *(("published_figures", {"part": part}) for part in ("adds_up", "figures", "left_out")),
    ("how_we_protect_people", {}),
]
# By default one of each kind of page.
SHORT = [
    ("at_a_glance", {}),
    ("ward_map", {"show": "rate"}),
    ("domestic_abuse", {"part": "where"}),
    ("published_figures", {"part": "left_out"}),
]


def shown(page: str, choices: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def blocks(app: AppTest) -> list[str]:
    return [one.proto.body for one in app.get("html") if not one.proto.body.startswith("<style>")]


def plain(text: str) -> str:
    return html.unescape(text).replace("\N{NO-BREAK SPACE}", " ")


def headings(app: AppTest) -> list[str]:
    """The titles of figures; those of what is awaited and of parts of the page are none."""
    found = [re.match(r"<h2>(.*?)</h2>", block) for block in blocks(app)]
    return [plain(one[1]) for one in found if one]


def tables(app: AppTest) -> list[str]:
    return [block for block in blocks(app) if "<table" in block]


def specs(app: AppTest) -> list[str]:
    return [drawn(json.loads(one.proto.spec)) for one in app.get("vega_lite_chart")]


def drawn(spec: dict[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True)


@pytest.mark.parametrize(
    ("page", "choices"),
    [pytest.param(*one, marks=() if one in SHORT else LONG, id=str(one)) for one in WALK],
)
def test_a_page_shows_what_its_messages_say(page, choices, demonstration, monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    app = shown(page, choices)
    address = Addressed({key: [value] for key, value in choices.items()})
    told = messages.told(page, demonstration, address, palette(None), frame.today())
    assert address.unknown == []
    says(app, told)
