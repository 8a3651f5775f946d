"""Readers: hardened, stamped, and every read query true to its header."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from csp import db
from csp.db import QUERIES, Reader, pointer, remembered, sql, wanted_edition
from csp.errors import WarehouseError

READS = sorted(file.stem for file in (QUERIES / "reads").glob("*.sql"))
PARAMETERS = {
    "measure": "crime_vehicle_crime",
    "starts": "2025-01-01",
    "ends": "2025-12-01",
    "since": "2025-01-01",
    "before_starts": "2024-01-01",
    "kinds": ["ward"],
    "kind": "ward",
    "vintage": "2013",
    "lsoa_vintage": "2021",
    "ward_vintage": "2013",
    "dataset": "police_uk",
    "area_code": "E07000110",
    "part": "E07000110",
    "period": "2018-11_2019-10",
    "survey": "residents_survey",
    "grouping": "all",
    "whole": "E23000032",
    "plan": "2020-21",
    "priority": "",
    "figures": ["all_crime_2018"],
    "version": 1,
    "year": 2026,
    "breakdown": "hate_crime_strands",
    "category": "",
    "newer_codes_from": "2023-06-01",
    "panel": "town",
    "partition": "",
    "ward_set": "2013",
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


def test_an_answer_is_remembered_and_belongs_to_who_asked(demonstration):
    kept = demonstration.read("shapes", kind="ward", vintage="2013")
    mine = demonstration.read("shapes", kind="ward", vintage="2013")
    mine["area_code"] = "changed"
    mine.loc[0, "area_name"] = "changed"
    again = demonstration.read("shapes", kind="ward", vintage="2013")
    assert again.equals(kept) and "changed" not in again["area_code"].tolist()
    assert len(demonstration.read("shapes", kind="ward", vintage="2024")) == 22


def test_what_is_made_of_a_file_is_made_once_for_each_choice(demonstration):
    made = []

    @remembered
    def told(reader: Reader, choice: int, *, way: str = "plain") -> list[str]:
        made.append((choice, way))
        return [reader.release]

    assert told(demonstration, 1) is told(demonstration, 1)
    assert told(demonstration, 2) is not told(demonstration, 1)
    assert told(demonstration, 1, way="other") is told(demonstration, 1, way="other")
    assert made == [(1, "plain"), (2, "plain"), (1, "other")]
    another = Reader(demonstration.path)
    assert told(another, 1) is not told(demonstration, 1)
    another.close()


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


def test_a_table_that_is_gone_is_a_sentence_in_reads_checks_and_proof(tmp_path, demonstration):
    path = tmp_path / "old.duckdb"
    shutil.copy(demonstration.path, path)
    with duckdb.connect(str(path)) as held:
        held.execute("DROP TABLE indicator")
    reader = Reader(path)
    for asked in (
        lambda: reader.read("indicators", plan="2020-21", priority=""),
        reader.failed_checks,
        reader.prove,
    ):
        with pytest.raises(WarehouseError) as told:
            asked()
        assert str(told.value) == "old.duckdb is damaged or of another version."
    reader.close()


def test_every_table_of_the_schema_is_proven(demonstration):
    held = {name for (name,) in demonstration._connection.execute("SHOW TABLES").fetchall()}
    assert set(db.tables()) == held
    demonstration.prove()


# What other programs may rely on; a table may have more.
PROMISED = {
    "release": "edition release built_at code_version audit",
    "dataset": "dataset title publisher licence status sensitivity first_period latest_period"
    " received_at sha256 rows",
    "measure": "measure title unit per better priority sensitivity dataset",
    "area": "area_code area_name kind vintage exact parent_code",
    "boundary": "area_code vintage geojson",
    "deprivation": "area_code edition domain score rank decile",
    "population": "area_code basis year people",
    "area_month": "area_code measure month events why_blank",
    "supply": "dataset month status reason",
    "break_register": "dataset starts_on kind effect note source",
    "published_figure": "figure document section what value unit period_start period_end area_code"
    " recomputed difference",
    "indicator": "plan priority indicator baseline baseline_period latest latest_period kent target"
    " direction status source",
    "signal": "measure area_code month rule limits release",
    "decision": "measure area_code month rule limits release",
    "hour_of_week": "measure area_code period weekday hour events",
    "action": "plan priority action lead due status update_note",
    "survey_answer": "survey wave question answer area_code base weighted_base percent lower upper",
    "hotspot": "measure area_code period_end z p p_adjusted class pattern",
}


def test_the_schema_holds_at_least_the_tables_and_columns_promised():
    with duckdb.connect() as empty:
        empty.execute(sql("build", "00_schema"))
        rows = empty.execute(
            "SELECT table_name, list(column_name) FROM duckdb_columns() GROUP BY ALL"
        ).fetchall()
    held = {table: set(columns) for table, columns in rows}
    lacking = {
        table: sorted(set(columns.split()) - held.get(table, set()))
        for table, columns in PROMISED.items()
    }
    assert lacking == dict.fromkeys(PROMISED, [])


def test_the_promise_is_that_of_the_design(shared_folder):
    """The list above against the page that made it, where the page is at hand."""
    page = (shared_folder / "design" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = page[page.index("## Tables that others may rely on") :]
    told = {}
    for names, columns in re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", section, re.MULTILINE):
        plain = re.sub(r"\([^)]*\)|;.*", "", columns)
        for name in re.findall(r"`(\w+)`", names):
            told[name] = [word.strip() for word in plain.split(",")]
    assert told == {table: columns.split() for table, columns in PROMISED.items()}


def test_a_file_of_another_edition_is_refused(demonstration):
    with pytest.raises(WarehouseError, match="is stamped demonstration, not public"):
        Reader(demonstration.path, "public")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A data folder of one's own, with nothing in it and no edition named."""
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return tmp_path


def test_the_edition_served_is_public_if_there_is_one_and_partner_only_by_name(folder, monkeypatch):
    (folder / "partner.duckdb").touch()
    assert wanted_edition() == "demonstration"
    monkeypatch.setenv("CSP_EDITION", "partner")
    assert wanted_edition() == "partner"
    assert pointer("partner").parent == folder


@pytest.mark.parametrize("held", ["public.duckdb", "public-r-1.duckdb", "a lost pointer"])
def test_what_was_ever_public_stays_public(folder, held):
    if held == "a lost pointer":
        (folder / "public.duckdb").symlink_to("public-gone.duckdb")
    else:
        (folder / held).touch()
    assert wanted_edition() == "public"


def test_what_becomes_of_the_files_makes_no_other_edition_of_a_running_process(folder):
    assert wanted_edition() == "demonstration"
    (folder / "public.duckdb").touch()
    assert wanted_edition() == "demonstration"
    db._settled.cache_clear()  # as a new process finds it
    assert wanted_edition() == "public"
    (folder / "public.duckdb").unlink()
    assert wanted_edition() == "public"


@pytest.mark.parametrize(
    "named",
    ["secret", "Partner", "PARTNER", " partner", "partner ", "partner\n", "pàrtner", " ", "public "]
    + ["partner,public", "public/../partner", "None", "0"],
)
def test_a_slip_in_the_name_opens_no_edition(folder, monkeypatch, named):
    for edition in ("partner", "public", "demonstration"):
        (folder / f"{edition}.duckdb").touch()
    monkeypatch.setenv("CSP_EDITION", named)
    with pytest.raises(WarehouseError, match="which is no edition"):
        wanted_edition()
    monkeypatch.setenv("CSP_EDITION", "")  # as a variable without a value
    assert wanted_edition() == "public"


def test_every_query_file_lies_in_a_known_folder():
    folders = {file.parent.name for file in db.QUERIES.rglob("*.sql")}
    assert folders == {"build", "reads", "checks"}
