"""Readers: hardened, stamped, and every read query true to its header."""

import re

import duckdb
import pytest

from csp import db
from csp.db import QUERIES, Reader, pointer, sql, wanted_edition
from csp.errors import WarehouseError

READS = sorted(file.stem for file in (QUERIES / "reads").glob("*.sql"))
PARAMETERS = {
    "measure": "crime_vehicle_crime",
    "starts": "2025-01-01",
    "ends": "2025-12-01",
    "since": "2025-01-01",
    "kinds": ["ward"],
    "kind": "ward",
    "vintage": "2013",
    "lsoa_vintage": "2021",
    "ward_vintage": "2013",
    "dataset": "police_uk",
    "area_code": "E07000110",
    "part": "E07000110",
    "whole": "E23000032",
    "plan": "2020-21",
    "priority": "",
    "like": "%",
}


def header_columns(text: str) -> list[str]:
    """The column names that a query's header promises, in order."""
    lines = re.findall(r"^-- ?(.*)$", text, flags=re.MULTILINE)
    start = next(place for place, line in enumerate(lines) if line.startswith("columns"))
    told = [lines[start].removeprefix("columns")]
    for line in lines[start + 1 :]:
        if not line.startswith("        "):
            break
        told.append(line)
    without_notes = re.sub(r"\[[^\]]*\]", "", " ".join(told))
    return [name.strip() for name in without_notes.split(",") if name.strip()]


@pytest.mark.parametrize("name", READS)
def test_a_read_gives_exactly_the_columns_of_its_header(name, demonstration):
    text = sql("reads", name)
    assert text.startswith(f"-- {name}: "), "the header opens with the query's own name"
    assert "\n-- grain " in text
    wanted = set(re.findall(r"\$([a-z_]+)", text))
    given = {key: PARAMETERS[key] for key in wanted}
    assert list(demonstration.read(name, **given).columns) == header_columns(text)


@pytest.mark.parametrize("name", READS)
def test_no_read_can_be_reached_by_more_than_its_parameters(name):
    assert "{" not in sql("reads", name)


def test_a_reader_cannot_write_or_reach_outside(demonstration):
    connection = demonstration._connection
    with pytest.raises(duckdb.Error):
        connection.execute("INSERT INTO decision SELECT * FROM decision")
    with pytest.raises(duckdb.Error):
        connection.execute("SELECT * FROM read_csv('/etc/hostname')")
    with pytest.raises(duckdb.Error):
        connection.execute("SET enable_external_access = true")


@pytest.mark.parametrize("content", [b"", b"not a database", b"DUCK" * 4000])
def test_a_damaged_file_is_a_sentence(tmp_path, content):
    path = tmp_path / "broken.duckdb"
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"broken\.duckdb"):
        Reader(path)


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(WarehouseError, match=r"gone\.duckdb cannot be read"):
        Reader(tmp_path / "gone.duckdb")


def test_a_truncated_file_is_a_sentence_and_never_a_wrong_answer(tmp_path, demonstration):
    whole = demonstration.path.read_bytes()
    path = tmp_path / "half.duckdb"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(WarehouseError):
        Reader(path).read("datasets")


def test_a_file_of_another_edition_is_refused(demonstration):
    with pytest.raises(WarehouseError, match="is stamped demonstration, not public"):
        Reader(demonstration.path, "public")


def test_the_edition_served_is_public_if_there_is_one_and_partner_only_by_name(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    assert wanted_edition() == "demonstration"
    (tmp_path / "partner.duckdb").touch()
    assert wanted_edition() == "demonstration"
    (tmp_path / "public.duckdb").touch()
    assert wanted_edition() == "public"
    monkeypatch.setenv("CSP_EDITION", "partner")
    assert wanted_edition() == "partner"
    assert pointer("partner").parent == tmp_path
    monkeypatch.setenv("CSP_EDITION", "secret")
    with pytest.raises(WarehouseError, match="“secret”, which is no edition"):
        wanted_edition()


def test_every_query_file_lies_in_a_known_folder():
    folders = {file.parent.name for file in db.QUERIES.rglob("*.sql")}
    assert folders == {"build", "reads", "checks"}
