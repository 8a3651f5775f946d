"""The extracts as files: always the same bytes, quick, nobody named, through intake, into the
demonstration.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from csp import sample
from csp.ingest import partner
from csp.sample import files as module
from csp.settings import ROOT
from csp.sources import partner_sources, sources
from tests.long import LONG

PRINT_DIGESTS = """
import hashlib, sys
from pathlib import Path
from csp.sample.files import make
for source, file in make(Path(sys.argv[1])).items():
    print(source, hashlib.sha256(file.read_bytes()).hexdigest())
"""


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_one_file_a_source_but_for_the_one_never_supplied(files):
    """Nor is any made of what no document counts by month: those contracts are awaited."""
    assert set(files) == {"domestic_abuse", "marac", "one_stop_shop", "residents_survey"}
    assert set(files) < set(partner_sources())
    assert all(file.name == f"illustrative_{source}.csv" for source, file in files.items())


@pytest.mark.parametrize("hash_seed", ["0", pytest.param("4711", marks=LONG)])
def test_another_process_writes_the_same_bytes(hash_seed, files, tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert dict(line.split() for line in told.splitlines()) == {
        source: digest(file) for source, file in files.items()
    }


def test_is_quick(tmp_path):
    start = time.process_time()
    module.make(tmp_path)
    assert time.process_time() - start < 1.5


def test_files_are_plain_text_that_any_machine_reads_alike(files):
    for file in files.values():
        data = file.read_bytes()
        assert data.isascii()
        assert b"\r" not in data
        assert data.endswith(b"\n")


def test_no_cell_has_room_for_a_person(extracts, where):
    """Every cell is a number, a date, a code, an invented reference or a word of a closed list."""
    date = r"\d{4}(-\d{2})?|\d{2}/\d{2}/\d{4}( \d{2}:\d{2})?"
    form = rf"|\d{{1,3}}|{date}|E010\d{{5}}|DA-\d{{7}}|R20\d{{2}}-\d{{4}}"
    words = {*where.residents.index, "yes", "no", "Women", "Men", "Outside the borough"}
    survey = sources()["residents_survey"]
    words |= {word for scale in survey.scales for word in scale.answers} | {*survey.left_out}
    words |= {word for column in survey.columns for word in column.values}
    words |= {question.short for question in survey.questions}
    for source, table in extracts.items():
        for name in table:
            cells = pd.Series(table[name].unique())
            odd = cells[~cells.str.fullmatch(form) & ~cells.isin(words)]
            assert odd.empty, (source, name)


@pytest.mark.parametrize("source", ["domestic_abuse", "one_stop_shop", "marac", "residents_survey"])
def test_passes_the_intake_of_real_files_whole(source, files, extracts):
    table = partner.check(sources()[source], files[source], key=sample.KEY).table
    assert len(table) == len(extracts[source])
    assert table["period"].str.fullmatch(r"\d{4}-\d{2}-01").all()


class _Builder:
    """Stands in for the build: keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[object] = []

    def __call__(self, edition, progress, supplied):
        progress(0.02, "Building")
        self.given = [edition, list(supplied)]
        return "built"


@pytest.fixture
def builder(monkeypatch) -> _Builder:
    made = _Builder()
    monkeypatch.setattr(sample, "build", made)
    return made


def test_the_demonstration_takes_the_extracts_as_illustrative(builder, files):
    told = []
    assert sample.demonstration(lambda share, _step: told.append(share)) == "built"
    edition, supplied = builder.given
    assert edition == "demonstration"
    assert {one.source: one.sha256 for one in supplied} == {
        source: digest(file) for source, file in files.items()
    }
    assert {one.status for one in supplied} == {"illustrative"}
    assert {one.received_at for one in supplied} == {sample.MADE_ON}
    assert told == sorted(told)
    assert told[0] > 0


@LONG
def test_references_go_in_hashed_and_alike_each_time(builder, extracts):
    runs = []
    for _ in range(2):
        sample.demonstration()
        runs.append({one.source: one.table for one in builder.given[1]})
    for source, field in (
        ("domestic_abuse", "incident_reference"),
        ("residents_survey", "respondent"),
    ):
        first, again = (run[source][field] for run in runs)
        assert first.str.fullmatch(r"[0-9a-f]{32}").all()
        assert list(first) == list(again)
    assert runs[0]["domestic_abuse"]["incident_reference"].is_unique


def test_nothing_is_built_from_a_file_that_does_not_pass(builder, monkeypatch):
    def refuse(*_arguments, **_keywords):
        raise RuntimeError("refused")

    monkeypatch.setattr(sample.partner, "check", refuse)
    with pytest.raises(RuntimeError, match="refused"):
        sample.demonstration()
    assert builder.given == []


def test_no_file_is_left_behind(builder, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sample.demonstration()
    assert list(tmp_path.iterdir()) == []
