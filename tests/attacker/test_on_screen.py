"""What reaches a browser of the public edition: no hidden count of a ward stands there as it is."""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from components import messages
from components.addressed import Addressed
from components.charts.palette import LIGHT
from components.screens import taken_away, whole_tables
from csp.db import Reader
from tests.pages.opening import opened

TODAY = date(2026, 11, 27)

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


@pytest.fixture
def public(hidden, published_folder) -> Iterator[Reader]:
    """The public file itself, as Downloads reads it."""
    del hidden  # which names the folder and the edition
    reader = Reader((published_folder / "public.duckdb").resolve(), "public")
    yield reader
    reader.close()


def test_no_file_that_is_offered_holds_a_hidden_count(public, hidden):
    """Every whole table of every dataset, as it leaves the house: CSV, cell by cell."""
    truly = {(code, title): count for code, _, title, count in hidden}
    status = public.read("datasets").set_index("dataset")["status"]
    seen = 0
    for dataset in ("", *whole_tables.datasets(public)):
        for one in whole_tables.of(public, dataset, TODAY):
            assert one.table.source.status in ("open", "published", "partner", "own")
            if status.get(dataset) != "partner":
                continue
            text = b"".join(taken_away.as_csv_parts(public, one.table)).decode("utf-8-sig")
            table = list(csv.DictReader(io.StringIO(text, newline="")))
            assert len(table) == one.rows
            if "events" not in table[0]:
                continue
            assert "hidden" in table[0]["protection"]
            for row in table:
                seen += (row["area_code"], row["measure_title"]) in truly
                assert (row["why_blank"] == "hidden") == (row["events"] == "")
                assert row["events"] == "" or int(row["events"]) not in range(1, 5)
                assert "lsoa" not in row.get("kind", "") and not row["area_code"].startswith("E01")
    assert seen >= len(truly)


def test_of_a_sensitive_subject_only_whole_years_go_out_below_the_borough(public):
    sensitive = set(public.read("datasets").query("sensitivity == 'sensitive'")["dataset"])
    found = [
        one.table
        for dataset in sensitive & set(whole_tables.datasets(public))
        for one in whole_tables.of(public, dataset, TODAY)
    ]
    monthly = [one.rows() for one in found if one.name.endswith("-by-month")]
    yearly = [one.rows() for one in found if one.name.endswith("-by-year")]
    assert monthly and yearly
    assert all(set(rows["area_code"]) == {"E07000110"} for rows in monthly)
    assert all((rows["starts"].dt.month == 1).all() for rows in yearly)


@pytest.mark.parametrize("page", ["domestic_abuse", "ward_map", "feeling_safe", "data_supply"])
def test_no_figure_that_is_offered_holds_a_hidden_count(public, hidden, page):
    by_ward: dict[str, set[int]] = {}
    for code, _, _, truly in hidden:
        by_ward.setdefault(code, set()).add(truly)
    partners = set(public.read("datasets").query("status == 'partner'")["title"])
    made = messages.told(page, public, Addressed.of(""), LIGHT, TODAY)
    assert made.messages
    for one in made.messages:
        assert one.source is None or one.source.mark is None
        if one.source is None or one.source.text not in partners or "area_code" not in one.files:
            continue
        for row in one.files.to_dict("records"):
            for key in COUNTED:
                assert row.get(key) not in by_ward.get(row["area_code"], set()), (one.name, key)
