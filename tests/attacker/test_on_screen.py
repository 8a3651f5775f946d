"""What reaches a browser of the public edition: no hidden count of a ward stands there as it is."""

import csv
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.pages.opening import opened

COUNTED = ("events", "count", "value", "incidents", "visits")  # fields that may hold a count
NAMED = ("area_code", "area_name", "name", "ward")
HIDDEN_YEARS = """
SELECT area.area_code, area.area_name, measure.title, sum(sent.events)::INTEGER AS truly
FROM area_period AS held
INNER JOIN period ON held.starts = period.starts AND held.ends = period.ends AND period.newest
INNER JOIN measure ON held.measure = measure.measure AND measure.dataset = period.dataset
INNER JOIN area ON held.area_code = area.area_code AND area.kind = 'ward' AND area.vintage = '2013'
INNER JOIN partner.area_month AS sent
    ON
        held.measure = sent.measure
        AND held.area_code = sent.area_code
        AND sent.month BETWEEN held.starts AND held.ends
WHERE held.why_blank = 'hidden'
GROUP BY ALL
ORDER BY ALL
"""


@pytest.fixture
def hidden(published_folder, monkeypatch) -> list[tuple[str, str, str, int]]:
    """Hidden counts of the newest year: ward, its name, the measure's title, and the true count."""
    with duckdb.connect() as held:
        for name in ("public", "partner"):
            file = (published_folder / f"{name}.duckdb").resolve()
            held.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        held.execute("USE public")
        found = held.execute(HIDDEN_YEARS).fetchall()
    monkeypatch.setenv("CSP_DATA", str(published_folder))
    monkeypatch.setenv("CSP_EDITION", "public")
    assert found
    return found


def rows(app) -> Iterator[tuple[str, list[str]]]:
    """Every table row that is sent: its markup, and the texts of its cells."""
    for block in app.get("html"):
        for row in re.findall(r"<tr.*?</tr>", block.proto.body, flags=re.DOTALL):
            cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)
            yield row, [html.unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def records(app) -> Iterator[dict[str, Any]]:
    """Every row of data behind a picture, wherever its specification holds it."""
    for chart in app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart"):
        yield from _dicts(json.loads(chart.proto.spec))


def _dicts(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _dicts(one)


def test_a_wards_profile_says_hidden_and_not_the_count(hidden):
    code, name, *_ = hidden[0]
    own = {title: truly for ward, _, title, truly in hidden if ward == code}
    app = opened("ward_profile", ward=name)
    seen = 0
    for _, cells in rows(app):
        for title, truly in own.items():
            if cells and cells[0].split("  ")[0].strip() == title:
                seen += 1
                assert any("hidden" in cell for cell in cells)
                assert str(truly) not in cells
    text = " ".join(block.proto.body for block in app.get("html"))
    assert name.split(" ")[0] in text
    assert seen <= len(own)


@pytest.mark.parametrize("page", ["domestic_abuse", "ward_map", "data_supply"])
def test_no_picture_carries_a_hidden_count(hidden, page):
    by_ward: dict[str, set[int]] = {}
    for code, name, _, truly in hidden:
        for key in (code, name):
            by_ward.setdefault(key, set()).add(truly)
    police = page == "ward_map"  # opens on crimes, which are not hidden
    for record in records(opened(page)):
        ward = next((record[key] for key in NAMED if record.get(key) in by_ward), None)
        for key in COUNTED if ward and not police else ():
            assert record.get(key) not in by_ward[ward], (page, key)


def test_the_file_and_its_log_hold_no_count_where_they_say_hidden(published_folder, hidden):
    """Pages are made from the public file alone; all of its partners' subjects are sensitive."""
    with duckdb.connect() as held:
        held.execute(f"ATTACH '{(published_folder / 'public.duckdb').resolve()}' AS p (READ_ONLY)")
        (wrong,) = held.execute(
            "SELECT count(*) FROM p.area_period"
            " WHERE (why_blank = 'hidden') != (events IS NULL) OR events BETWEEN 1 AND 9"
        ).fetchone()
    assert wrong == 0
    (log,) = (published_folder / "releases").glob("*.csv")
    with log.open(encoding="utf-8", newline="") as opened_log:
        counts = [row for row in csv.DictReader(opened_log) if row["table"] != "survey_answer"]
    assert {row["value"] for row in counts}.isdisjoint(map(str, range(1, 10)))
    assert len(hidden) < sum(row["why_blank"] == "hidden" for row in counts)
