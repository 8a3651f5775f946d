"""What the messages of a page say is what it shows: titles, tables and pictures, both ways."""

import html
import json
import re
from copy import deepcopy
from typing import Any

import pytest
from streamlit.elements import vega_charts
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components import messages
from components.addressed import Addressed
from components.charts.palette import palette
from components.messages import Told
from components.ui import frame, vega
from csp.settings import ROOT
from tests.long import LONG

PATIENCE = 90  # seconds
# Pages with the choices that show all their parts and ways of showing.
WALK: list[tuple[str, dict[str, str]]] = [
    ("at_a_glance", {}),
    *(("priority_trends", {"part": part}) for part in ("trend", "promises", "detail", "since")),
    ("priority_trends", {"priority": "Keeping children and young people safe"}),
    ("signal_ledger", {}),
    ("action_plan", {}),
    ("action_plan", {"plan": "2013-18", "all": "true"}),
    *(
        ("ward_map", {"show": show})
        for show in ("rate", "count", "share", "change", "hotspots", "over_time")
    ),
    ("ward_map", {"ward": "E05004996", "closer": "strip"}),
    ("ward_map", {"ward": "E05015603", "closer": "months", "wards": "2024"}),
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
# Headings of a page that are no message's: of the table beside a map, of boxes, of a picture whose
# message is the page's own title.
BESIDE = re.compile(
    r"Rate per |Count and share|Share of the borough|Two counts, and|Wards by their most"
    r"|The same areas on both|The wards and their residents|Which wards$|How safe or unsafe"
    r"|All crime: each ward over|.* recorded each month, |Change by kind of crime, to"
    r"|Waiting for a decision$"
)
# Titles of messages that stand elsewhere than in a heading: cards without one, a folded list, what
# is awaited, a breakdown under the words of its box.
ELSEWHERE = re.compile(
    r"All crime, [A-Z][a-z]+ \d{4}: |Signals before the newest|Young people|As stated, "
)
# Tables that are folded away on a page and say how something is to be read.
UNTOLD = re.compile(
    r"Changes in how it was recorded|Every month of the supply|Under which law|What a file of"
    r"|Which wards would be a fair control"
)
APART = ("data", "datasets", "autosize")  # of a picture: what is sent beside it or added to it
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
    """A picture without its tables, which Streamlit sends apart, the fit that it adds, and the
    numbers by which it calls views.
    """
    kept = {name: part for name, part in spec.items() if name not in APART}
    return re.sub(r"view_[0-9a-f_]+", "view", json.dumps(kept, sort_keys=True))


def titled(spec: dict[str, Any]) -> dict[str, Any]:
    """A picture with what Streamlit puts for a legend's missing title."""
    own = deepcopy(spec)
    vega_charts._patch_null_legend_titles(own)  # it has no public name
    return own


def lead(app: AppTest) -> str:
    """The sentence below the title, as it is said when it has changed."""
    (crumb,) = (block for block in blocks(app) if 'class="crumb"' in block)
    found = re.search(r'data-lead="([^"]*)"', crumb)
    return plain(found[1]) if found else ""


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


def says(app: AppTest, told: Told) -> None:
    """Title, lead, the titles of figures, their tables and their pictures: the same, both ways."""
    assert plain(app.title[0].value) == plain(told.title)
    assert lead(app) in (plain(told.lead.replace("**", "")), "")
    titles = {plain(one.title) for one in told.messages}
    on_page = set(headings(app)) | {plain(told.title)}
    assert {one for one in headings(app) if one not in titles and not BESIDE.match(one)} == set()
    assert {one for one in titles if one not in on_page and not ELSEWHERE.match(one)} == set()
    said = "".join(one.table for one in told.messages)
    seen = "".join(blocks(app))
    assert [one[:200] for one in tables(app) if one not in said and not UNTOLD.search(one)] == []
    assert [one.name for one in told.messages if one.table and not all_in(one.table, seen)] == []
    pictures = [drawn(titled(vega.inlined(one.spec))) for m in told.messages for one in m.pictures]
    assert sorted(specs(app)) == sorted(pictures)
    alts = [one.proto.alt for one in app.get("vega_lite_chart")]
    told_alts = [one.alt for m in told.messages for one in m.pictures]
    assert all(any(alt in one or one.lower() in alt.lower() for one in told_alts) for alt in alts)


def all_in(table: str, seen: str) -> bool:
    """Whether every table of some markup is on the page."""
    return all(part in seen for part in re.findall(r"<table.*?</table>", table, re.DOTALL))
