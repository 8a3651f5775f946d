"""Whatever is offered and whenever it is killed, an intake takes all or nothing."""

import os
import random
import signal
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from street_files import (
    FEBRUARY,
    JANUARY,
    NAME,
    POLICE_UK,
    counted,
    held_rows,
    month_of,
    prepare,
    row,
    text,
    write,
    zipped,
)

from csp import archive
from csp.errors import IntakeError
from csp.ingest.police_uk import ingest
from csp.settings import data_folder
from csp.sources import category_id
from tests.killed import run_watched

SOUND = text(
    row("a1"),
    row("", kind="Anti-social behaviour"),
    row("", kind="Anti-social behaviour"),
    row("a4", code="", name=""),
    row('"a,5"', kind="Vehicle crime"),
)
PIECES = st.sampled_from(
    [
        b"",
        b"\n",
        b"\r",
        b"\r\n",
        b'"',
        b'""',
        b",",
        b",,",
        b"\0",
        b"\xff",
        b"\xc3",
        b" ",
        b"'",
        b";",
    ]
    + [b"#", b"\t", b"\\", b"|", b"2025-02", b"NULL", b"E01", "\u2028".encode(), b"\xef\xbb\xbf"]
)
EDITS = st.lists(
    st.tuples(st.integers(0, len(SOUND)), st.integers(0, 40), PIECES | st.binary(max_size=4)),
    min_size=1,
    max_size=3,
)


def edited(content: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    for start, length, piece in edits:
        content = content[:start] + piece + content[start + length :]
    return content


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_a_mutated_csv_is_refused_in_sentences_or_counted_as_it_was_checked(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int, bytes]]
):
    folder = tmp_path_factory.mktemp("mutated")
    prepare(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATA", str(folder / "data"))
        content = edited(SOUND, edits)
        try:
            ingest([write(folder, NAME, content)])
        except IntakeError as error:
            assert error.faults
            assert not (folder / "data" / "raw").exists()
        else:
            rows = archive.received(POLICE_UK)[0].holds[0].rows
            read = Counter((r["LSOA code"], category_id(r["Crime type"])) for r in held_rows())
            assert read.total() == rows
            assert counted(content, folder) == read


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_mutated_zip_is_refused_in_sentences_or_taken(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("mutated")
    prepare(folder / "data")
    whole = zipped(folder / "whole.zip", {f"2025-01/{NAME}": SOUND}).read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    edits = [(start, data.draw(st.integers(0, 8)), data.draw(st.binary(max_size=8)))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATA", str(folder / "data"))
        try:
            ingest([write(folder, "all.zip", edited(whole, edits))])
        except IntakeError:
            assert not (folder / "data" / "raw").exists()
        else:
            assert len(held_rows()) == 5


PREPARED = """
from pathlib import Path
from csp.ingest.police_uk import ingest
"""


def run_child(deadly: int, folder: Path) -> subprocess.CompletedProcess[str]:
    raw = data_folder() / "raw"
    return run_watched(deadly, raw, PREPARED, "ingest([Path(sys.argv[3])])", str(folder))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
def test_killed_at_any_moment_the_archive_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    offered = tmp_path / "offered"
    write(offered, f"2025-01/{NAME}", month_of("2025-01", "Drugs", "Drugs"))
    zipped(offered / "b.zip", {"2025-02/2025-02-kent-street.csv": month_of("2025-02")})

    def fresh(name: str) -> Path:
        folder = tmp_path / name
        prepare(folder)
        monkeypatch.setenv("CSP_DATA", str(folder))
        ingest([write(tmp_path, f"{name}-before/{NAME}", month_of("2025-01"))])
        return folder

    fresh("counting")
    moments = int(run_child(0, offered).stdout)
    assert moments > 20
    kills = int(os.environ.get("CSP_KILLS", "6"))
    chance = random.Random(kills)  # which moments die does not change from run to run
    all_moments = range(1, moments + 1)
    rounds, rest = divmod(kills, moments)
    spread = [all_moments[moments * n // rest : moments * (n + 1) // rest] for n in range(rest)]
    deadly = [*all_moments] * rounds + [chance.choice(part) for part in spread]
    deadly[-1] = moments  # the last: the files are in their place by then
    ends = Counter()
    for number, moment in enumerate(deadly):
        folder = fresh(f"killed-{number}")
        assert run_child(moment, offered).returncode == -signal.SIGKILL
        receipts = archive.received(POLICE_UK)  # raises when one is not whole
        ends[len(receipts)] += 1
        assert receipts[0].holds[0].rows == 1
        assert len(held_rows(JANUARY)) == (1 if len(receipts) == 1 else 2)
        ingest([offered])
        assert list(archive.newest_months(POLICE_UK)) == [JANUARY, FEBRUARY]
        assert len(archive.received(POLICE_UK)) == 3
        left = [place for place in (folder / "raw" / POLICE_UK).iterdir() if place.name[0] == "."]
        assert [place.name for place in left] == [".lock"]
    assert len(ends) > 1  # some died before the files were in their place, some after
