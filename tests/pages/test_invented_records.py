"""Every page and choice walked: what is made of invented records says so, wherever it goes."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components.ui import figure
from components.words.marks import MARKS
from csp.settings import ROOT
from tests import vega
from tests.long import LONG

PATIENCE = 90  # seconds
INVENTED = "Invented records: "  # how the build names such a dataset
# Page, and the choices that show all its figures.
WALK: list[tuple[str, dict[str, str]]] = [
    *(("domestic_abuse", {"part": part}) for part in ("where", "when", "reached", "reading")),
    *(("domestic_abuse", {"show": show}) for show in ("rate", "hotspots", "over_time")),
    *(("feeling_safe", {"grouping": by}) for by in ("age band", "sex", "ward")),
    *(("published_figures", {"part": part}) for part in ("adds_up", "figures", "left_out")),
    *(("setting_priorities", {"part": part}) for part in ("years", "theme", "model", "ranking")),
    ("at_a_glance", {}),
    *(("priority_trends", {"part": part}) for part in ("trend", "since")),
    ("data_supply", {}),
    ("break_register", {}),
    *(("ward_map", {"show": show}) for show in ("rate", "share", "change", "hotspots")),
    ("ward_profile", {"ward": "E05004996"}),
]
GRAVEST = ("domestic_abuse", True)  # its parts
WITHOUT_PICTURES = {"published_figures", "data_supply"}
PARTS_WITHOUT_PICTURES = ("reading", "theme", "model")
HOLDS_INVENTED = {"domestic_abuse", "feeling_safe", "setting_priorities", "ward_profile"}
WORDS = [mark.word for mark in MARKS.values()]


@pytest.fixture
def offered(demonstration, monkeypatch) -> list[dict[str, Any]]:
    """What each run offers to download: name, table, source, pictures."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    held: list[dict[str, Any]] = []
    real: Callable[..., None] = figure.downloads

    def noted(name, table, source, pictures=(), areas=None, **told) -> None:
        files: dict[str, Callable[[], bytes]] = {}
        with monkeypatch.context() as patch:
            patch.setattr(
                figure,
                "file",
                lambda label, name, ending, mime, made: files.__setitem__(f"{name}.{ending}", made),
            )
            real(name, table, source, pictures, areas, **told)
        held.append({"source": source, "files": files, "pictures": list(pictures)})

    monkeypatch.setattr(figure, "downloads", noted)
    return held


@pytest.fixture
def drawn(monkeypatch) -> list[dict[str, Any]]:
    """Every picture that the runs drew, as it was made."""
    held: list[dict[str, Any]] = []
    real = figure.chart

    def noted(spec, *args, **kwargs) -> None:
        held.append(spec)
        real(spec, *args, **kwargs)

    monkeypatch.setattr(figure, "chart", noted)
    return held


def walked(page: str, choices: dict[str, str], *held: list[Any]) -> AppTest:
    """The page after its choices; what was held of a run is what the last one made."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE).run()
    for key, value in choices.items():
        offered = [*app.get("segmented_control"), *app.get("selectbox")]
        (widget,) = [one for one in offered if one.key == key]
        widget.set_value(value)
        for one in held:
            one.clear()
        app.run()
    assert not app.exception
    return app


# The default run takes the first way of each page, and all that is invented of the gravest one.
SHORT = [
    one
    for number, one in enumerate(WALK)
    if one[0] not in {page for page, _ in WALK[:number]} or (one[0], "part" in one[1]) == GRAVEST
]


@pytest.mark.parametrize(
    ("page", "choices"),
    [pytest.param(*one, marks=() if one in SHORT else LONG, id=str(one)) for one in WALK],
)
def test_all_that_is_invented_says_so_and_every_picture_is_valid(page, choices, offered, drawn):
    app = walked(page, choices, offered, drawn)
    assert drawn or choices.get("part") in PARTS_WITHOUT_PICTURES or page in WITHOUT_PICTURES
    for spec in drawn:
        vega.check(spec)
    invented = [one for one in offered if one["source"].text.startswith(INVENTED)]
    real = [one for one in offered if not one["source"].text.startswith(INVENTED)]
    assert offered
    for one in invented:
        mark, status = one["source"].mark, one["source"].status
        assert mark is MARKS[status]
        for name, made in one["files"].items():
            assert name.startswith(status), name
            if name.endswith(".csv"):
                assert set(read(made())["records"]) == {status}, name
        for _, spec in one["pictures"]:
            assert mark.word in json.dumps(spec)
    for one in real:
        assert not one["source"].illustrative
        assert all(not name.startswith(tuple(MARKS)) for name in one["files"])
        worn = [word for word in WORDS for _, spec in one["pictures"] if word in json.dumps(spec)]
        assert not worn
    worn = {one["source"].mark for one in invented}
    blocks = [block.proto.body for block in app.get("html")]
    counted = {mark: sum(body.count(mark.tag) for body in blocks) for mark in MARKS.values()}
    assert {mark for mark, number in counted.items() if number} == worn
    tags = sum(counted.values())
    assert bool(tags) == bool(invented)
    assert tags >= len(invented)
    assert any("Demonstration" in block.proto.body for block in app.get("html"))
    if page not in HOLDS_INVENTED:
        assert not invented


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(BytesIO(content), dtype=str, encoding="utf-8-sig")


def test_the_walk_meets_invented_records(offered):
    walked("domestic_abuse", {"part": "when"}, offered)
    assert any(one["source"].text.startswith(INVENTED) for one in offered)
