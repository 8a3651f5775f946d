"""Pages on a public file with partners' counts by ward: what a browser gets ranks and sums none."""

import html
import re

import pytest

from tests.components.screens.test_protected_counts import HEADS
from tests.pages.opening import opened, said
from tests.protected_wards import HIDDEN_WARD

TITLES = ("Discarded needles", "Stop and search")
NOTE = "Wards by month or hour are not published"


@pytest.fixture(autouse=True)
def _public(published_wards_folder, monkeypatch) -> None:
    monkeypatch.setenv("CSP_DATA", str(published_wards_folder))
    monkeypatch.setenv("CSP_EDITION", "public")


def tables(text: str) -> list[tuple[list[str], list[str]]]:
    """Every table: its heads, and its caption with the heads of its rows."""
    found = []
    for table in re.findall(r"<table.*?</table>", text, flags=re.DOTALL):
        heads = re.findall(r"<th[^>]*scope=.col[^>]*>(.*?)</th>", table, flags=re.DOTALL)
        rows = re.findall(
            r"<caption[^>]*>(.*?)</caption>|<th[^>]*scope=.row[^>]*>(.*?)</th>",
            table,
            flags=re.DOTALL,
        )
        found.append(
            (heads, [html.unescape(re.sub("<.*?>", " ", a or b)).strip() for a, b in rows])
        )
    return found


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("domestic_abuse", {"part": "where", "show": "count"}),
        ("domestic_abuse", {"part": "where", "show": "hotspots"}),
        ("ward_map", {"measure": "needle_finds", "show": "count", "ward": HIDDEN_WARD}),
        ("ward_profile", {"ward": HIDDEN_WARD, "wards": "2013"}),
    ],
)
def test_no_share_rank_or_interval_stands_beside_a_partners_count(page, address):
    text = said(opened(page, **address))
    own = [
        heads
        for heads, rows in tables(text)
        if "Count, rounded" in heads or any(row.startswith(TITLES) for row in rows)
    ]
    assert own, "no table of a partner's counts was looked at"
    for heads in own:
        assert [one for one in heads if HEADS.search(one)] == []
    assert ">hidden<" in text
    if page == "domestic_abuse":
        assert NOTE in text
        assert "hold half" not in text


def test_hotspots_over_time_say_why_there_are_none():
    text = said(opened("domestic_abuse", part="where", show="over_time"))
    assert "Hotspots quarter by quarter are not published" in text
    assert NOTE in text
