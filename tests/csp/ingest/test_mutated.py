"""Ten thousand spoilt files: each is taken sound, or refused in sentences; nothing in between."""

import os
import re
import resource
import shutil
import time
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from mutations import MARK, Spoilt, sound, spoilt
from partner_files import KEY, csv_of, data_folder, write

from csp import archive
from csp.errors import IntakeError, UnconfirmedError
from csp.ingest import partner
from csp.ingest.wards import places
from csp.sources import Source, partner_sources, sources

FILES = 10_000 if "CSP_LONG" in os.environ else 300
EACH = -(-FILES // len(partner_sources()))
SECONDS = 5  # of processor time for one file: all are small, but say they are large
MEGABYTES = 400  # that the whole run may add
LONGEST = 1_000  # characters of one sentence
# What a programmer would see, and a partner never should.
OF_PROGRAMS = re.compile(
    r"Traceback|File \"|\bline \d+, in|Error\b|Exception|None\b|NoneType|<class|0x[0-9a-f]{6}"
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def sent_again(source: Source, kept: pd.DataFrame) -> bytes:
    """What was kept, as a sender would write it: wards by name, and how the rows are handled."""
    table = kept.copy()
    held = places()
    names = {
        code: wards.names[name]
        for wards in (held.older, held.newer)
        for name, code in wards.codes.items()
    }
    for column in source.columns:
        if column.type == "sensitivity":
            table[column.field] = source.sensitivity
        elif column.type == "ward":
            table[column.field] = table[column.field].map(lambda code: names.get(code, code))
        elif not column.required and (table[column.field] == "").all():
            table = table.drop(columns=column.field)
    written: bytes = table.drop(columns="period").to_csv(index=False).encode()
    return written


def judge_taken(source: Source, table: pd.DataFrame, folder: Path) -> None:
    """A file that is taken satisfies its contract: sent again, it is the same."""
    assert len(table) > 0
    again = partner.check(source, write(folder, "again.csv", sent_again(source, table)), key=KEY)
    references = [column.field for column in source.columns if column.type == "reference"]
    for field in references:
        assert table[field].str.fullmatch("[0-9a-f]{32}|").all()
    assert again.table.drop(columns=references).equals(table.drop(columns=references))


def judge_refused(error: IntakeError | UnconfirmedError, name: str, file: Spoilt) -> None:
    """A refusal names the file, and says each fault in a sentence without a programmer's word."""
    said = str(error)
    assert said.startswith(f"{name}: ")
    faults = error.faults if isinstance(error, IntakeError) else error.doubts
    assert faults
    for fault in faults:
        assert fault.isprintable(), fault
        assert 5 < len(fault) < LONGEST, fault
        own = re.sub(r"'.*'|\(columns found: .*|\".*\"", "", fault)  # without words of the file
        assert not OF_PROGRAMS.search(own), fault
    if file.marked:
        assert MARK not in said


def judge(source: Source, seed: int, folder: Path, data: Path) -> str:
    """What came of one spoilt file; AssertionError when it was neither taken nor refused well."""
    file = spoilt(source, seed)
    name = f"sent.{file.ending}"
    path = write(folder, name, file.content)
    before = time.process_time()
    try:
        taken = partner.ingest(source.id, [path])
        (receipt,) = archive.received(source.id)
        with archive.open_member(receipt, receipt.name) as kept:
            table = pd.read_csv(kept, dtype=str, keep_default_na=False)
        assert taken.taken == tuple(held.month for held in receipt.holds)
        judge_taken(source, table, folder)
        shutil.rmtree(data / "raw")
        outcome = "taken"
    except (IntakeError, UnconfirmedError) as error:
        judge_refused(error, name, file)
        assert not (data / "raw").exists()
        outcome = "refused"
    assert time.process_time() - before < SECONDS
    return outcome


@pytest.mark.parametrize("name", partner_sources())
def test_a_spoilt_file_is_taken_sound_or_refused_in_sentences(
    name: str, tmp_path: Path, data: Path
):
    source = sources()[name]
    first = 1_000_000 * list(partner_sources()).index(name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes: Counter[str] = Counter()
    for seed in range(first, first + EACH):
        try:
            outcomes[judge(source, seed, tmp_path / "sent", data)] += 1
        except Exception as error:
            error.add_note(f"source {name}, seed {seed}")
            raise
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    assert outcomes["taken"] > EACH / 20
    assert outcomes["refused"] > EACH / 20


@pytest.mark.parametrize("name", partner_sources())
def test_what_is_spoilt_was_sound_before(name: str, tmp_path: Path, data: Path):
    source = sources()[name]
    one = partner.check(source, write(tmp_path, "a.csv", csv_of(*sound(source))), key=KEY)
    judge_taken(source, one.table, tmp_path)
