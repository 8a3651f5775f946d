"""What a downloaded file says of itself, and how its rows are proven whole."""

import csv
import hashlib
import io
import json
import subprocess
import sys

import pandas as pd

from components.words.downloads import PROVE_CODE
from components.words.files import HASH, csv_bytes, csv_parts, geojson_bytes, rows_sha256

SHAPES = pd.DataFrame(
    [{"area_code": "E05004983", "geojson": '{"type":"Point","coordinates":[0.5,51.2]}'}]
)
FIGURES = pd.DataFrame([{"area_code": "E05004983", "area_name": "Barming", "events": None}])


def test_what_is_told_stands_at_the_top_of_the_collection():
    told = {
        "period": "January to December 2025",
        "source": "data.police.uk",
        "release": "2025-12-a",
    }
    made = json.loads(geojson_bytes(FIGURES, SHAPES, told))
    assert list(made) == ["period", "source", "release", "type", "features"]
    assert {name: made[name] for name in told} == told
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.5, 51.2]}
    assert feature["properties"] == {
        "area_code": "E05004983",
        "area_name": "Barming",
        "events": None,
    }


def test_nothing_told_can_take_the_place_of_the_areas():
    told = {"type": "Topology", "features": "none"}
    made = json.loads(geojson_bytes(FIGURES, SHAPES, told))
    assert made["type"] == "FeatureCollection"
    assert len(made["features"]) == 1


ROWS = pd.DataFrame(
    {
        "name": ["=1+1", 'a "quoted", cell', "two\nlines", None],
        "events": pd.array([1, None, 3, 4], dtype="Int64"),
        "rate": [1.5, None, 0.1, 2.0],
        "month": pd.to_datetime(["2025-01-01"] * 4),
    }
)
TOLD = {"table_title": "A table", "period": "2025", "release": "2025-12-a"}


def recomputed(content: bytes) -> tuple[str, str]:
    """What a reader works out as the page says, and what the file carries."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    own = rows[0].index("table_title")
    text = "\n".join("\t".join(row[:own]) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest(), rows[1][rows[0].index(HASH)]


def test_a_reader_works_out_the_hash_of_the_rows_again():
    worked_out, carried = recomputed(csv_bytes(ROWS, TOLD))
    assert worked_out == carried == rows_sha256(ROWS)
    other = ROWS.assign(rate=[1.5, None, 0.1, 2.1])
    assert rows_sha256(other) != carried
    assert recomputed(csv_bytes(ROWS, {**TOLD, "release": "2026-01-b"}))[1] == carried


def test_the_five_lines_on_the_page_prove_a_file(tmp_path):
    file = tmp_path / "a.csv"
    for content, proven in (
        (csv_bytes(ROWS, TOLD), "True"),
        (csv_bytes(ROWS, TOLD).replace(b"0.1", b"0.2"), "False"),
    ):
        file.write_bytes(content)
        command = [sys.executable, "-c", PROVE_CODE, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == proven


def test_a_long_table_is_written_in_parts_that_are_one_file(monkeypatch):
    whole = csv_bytes(ROWS, TOLD)
    monkeypatch.setattr("components.words.files.ROWS_AT_ONCE", 3)
    parts = list(csv_parts(ROWS, TOLD))
    assert len(parts) == 2 and b"".join(parts) == whole
    assert whole.count(b"table_title,period,release,rows_sha256,rows_sha256_of") == 1


def test_an_empty_table_has_its_columns():
    text = csv_bytes(ROWS.head(0), TOLD).decode("utf-8-sig")
    assert text.startswith("name,events,rate,month,table_title,period,release,rows_sha256")


def test_what_is_told_never_takes_the_place_of_a_column():
    table = pd.DataFrame({"period": ["Q1"], "n": [3]})
    text = csv_bytes(table, {"table_title": "A", "period": "2025"}).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("period,n,table_title,table_period,")
    assert text.splitlines()[1].startswith("Q1,3,A,2025,")


def test_what_is_told_runs_no_formula():
    text = csv_bytes(pd.DataFrame({"n": [3]}), {"table_title": "=A1"}).decode("utf-8-sig")
    assert "3,'=A1," in text
