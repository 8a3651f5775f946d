"""Built whole or not at all: the same tables twice, the swap, refusals, publishing, kills."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from filelock import FileLock

from csp import archive, cli, sample
from csp.build import Built, build, fingerprint, load, swap
from csp.build.decided import decided
from csp.build.street_months import raw_police_uk
from csp.db import Reader, _settled, pointer, wanted_edition
from csp.errors import BuildError, PublishError
from csp.publish import OPEN_TABLES, publish
from csp.settings import ROOT, Edition
from csp.sources import sources
from tests.conftest import fresh_data_folder
from tests.csp.decision_books import decision

EVERY_ROW = (
    # bit_xor of row hashes and their number: the order of rows does not matter, a change does
    "SELECT count(*), bit_xor(hash(t)), sum(hash(t)::HUGEINT) FROM {table} AS t"
)


def contents(file: Path) -> dict[str, tuple]:
    """Every table of a file by what it holds; of `release` all but the moment and the edition."""
    with duckdb.connect(str(file), read_only=True) as held:
        tables = [name for (name,) in held.execute("SHOW TABLES").fetchall()]
        told = {
            table: held.execute(EVERY_ROW.format(table=table)).fetchone()
            for table in tables
            if table != "release"
        }
        release = held.execute("SELECT release, code_version, audit FROM release").fetchall()
    return told | {"release": tuple(release)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    """A partner file as a build without received files gives it: no invented record is in it."""
    folder = fresh_data_folder(tmp_path_factory.mktemp("plain") / "data")
    with pytest.MonkeyPatch.context() as place:
        place.setenv("CSP_DATA", str(folder))
        return build("partner").path


@pytest.fixture
def here(demonstration_folder, plain, tmp_path, monkeypatch) -> Path:
    """A data folder of one's own with the demonstration in it, and no other edition."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration_folder, folder, symlinks=True)
    shutil.copy(plain, tmp_path / "plain.duckdb")
    monkeypatch.setenv("CSP_DATA", str(folder))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return folder


def stamp_as_partner(folder: Path) -> Path:
    """The plain partner file, put in place."""
    file = folder / "partner-made.duckdb"
    shutil.copy(folder.parent / "plain.duckdb", file)
    (folder / "partner.duckdb").symlink_to(file.name)
    return file


def test_the_same_input_gives_the_same_tables_and_swaps_them_in(here):
    before = pointer("demonstration").resolve()
    was = contents(before)
    told = []
    built = sample.demonstration(lambda share, step: told.append((share, step)))
    after = pointer("demonstration").resolve()
    assert after == built.path != before
    assert contents(after) == was
    assert built.release == Reader(after, "demonstration").release
    assert pointer("demonstration").is_symlink()
    assert not os.path.isabs(os.readlink(pointer("demonstration")))  # noqa: PTH115, PTH117
    assert before.exists()  # kept for an undo
    assert list(here.glob(".building-*")) == []
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def test_what_does_not_add_up_is_not_used(here):
    """One crime of the borough that no LSOA has."""
    before, was = pointer("demonstration").resolve(), set(here.iterdir())
    file = here / "open" / "crime_district_month.csv"
    table = pd.read_csv(file, dtype={"month": str})
    row = table.index[(table["district_code"] == "E07000110") & (table["month"] == "2025-03")][0]
    table.loc[row, "events"] += 1
    table.to_csv(file, index=False)
    with pytest.raises(BuildError) as raised:
        build("demonstration")
    told = str(raised.value)
    assert told.startswith("The new file does not add up and was not used:")
    assert "lsoas add up to borough" in told
    assert "wards add up to borough" in told
    assert "2025-03" in told
    assert pointer("demonstration").resolve() == before
    assert set(here.iterdir()) == was
    assert Reader(before).failed_checks() == []


def test_an_input_that_cannot_be_read_changes_nothing(here):
    before = pointer("demonstration").resolve()
    (here / "open" / "area.csv").write_text("area_code\nE07000110\n", encoding="utf-8")
    with pytest.raises(BuildError, match="what it is made of has faults"):
        build("demonstration")
    assert pointer("demonstration").resolve() == before
    assert list(here.glob(".building-*")) == []


def test_a_fault_of_a_read_is_not_called_one_of_a_write(here, monkeypatch):
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "dataset.csv")

    monkeypatch.setattr(load, "definitions", refuse)
    with pytest.raises(PermissionError):
        build("demonstration")
    assert cli.main(["demo"]) == cli.REFUSED


def test_a_pointer_that_cannot_be_turned_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    (tmp_path / "partner.duckdb").mkdir()
    with pytest.raises(BuildError, match=r"^The partner file could not be written: .+\.$"):
        swap_in_text(tmp_path, "new")
    assert list(tmp_path.glob(".building-*")) == []


def test_the_received_file_that_does_not_add_up_is_named(tmp_path, monkeypatch):
    """A month that came in before its codes were checked: the build names the file."""
    folder = fresh_data_folder(tmp_path / "data")
    monkeypatch.setenv("CSP_DATA", str(folder))
    new_code = ",".join(["1", "2022-05", *["Kent Police"] * 2, "", "", "", "E01034990"])
    file = tmp_path / "2022-05-kent-street.csv"
    file.write_text(f"{HEADER}\n{new_code},Maidstone 015E,Burglary,,\n", encoding="utf-8")
    held = archive.Held(month=date(2022, 5, 1), member=file.name, rows=1)
    offered = archive.Offered(file, archive.fingerprint(file), (held,))
    archive.keep("police_uk", [offered])
    with pytest.raises(BuildError) as raised:
        build("partner")
    lines = str(raised.value).splitlines()
    assert len(lines) > 1
    assert all(line.endswith("(received in 2022-05-kent-street.csv)") for line in lines[1:])


def test_a_received_file_that_cannot_be_counted_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    file = tmp_path / "2025-01-kent-street.csv"
    file.write_text("Month,LSOA\n2025-01,E01024321\n", encoding="utf-8")
    held = archive.Held(month=date(2025, 1, 1), member=file.name, rows=1)
    archive.keep("police_uk", [archive.Offered(file, archive.fingerprint(file), (held,))])
    with duckdb.connect() as empty, pytest.raises(BuildError) as raised:
        raw_police_uk(empty, with_received=True, today=date(2026, 1, 1))
    assert str(raised.value) == "2025-01-kent-street.csv, as received, cannot be counted."


def test_the_public_file_is_not_built(here):
    with pytest.raises(BuildError, match="made by publishing"):
        build("public")
    assert not pointer("public").exists()


def test_two_builders_at_once(here):
    with (
        FileLock(here / ".lock-demonstration"),
        pytest.raises(BuildError, match=r"Another build of the demonstration file is running"),
    ):
        build("demonstration")


def test_a_folder_that_cannot_be_written(here, monkeypatch):
    def refuse(*_arguments: object, **_keywords: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(swap.tempfile, "mkdtemp", refuse)
    with pytest.raises(BuildError, match=r"The folder data cannot be written to\."):
        build("demonstration")


def test_a_full_disk_is_told(here, monkeypatch):
    def refuse(*_arguments: object, **_keywords: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap.tempfile, "mkdtemp", refuse)
    with pytest.raises(BuildError, match=r"could not be written: No space left on device\."):
        build("demonstration")


def test_leftovers_of_a_builder_are_swept_and_others_left_alone(here):
    for name in (".building-demonstration-old", ".building-public-other"):
        (here / name).mkdir()
    with swap.only_builder("demonstration") as workspace:
        assert workspace.parent == here
        assert sorted(here.glob(".building-*")) == sorted(
            [workspace, here / ".building-public-other"]
        )
    assert list(here.glob(".building-*")) == [here / ".building-public-other"]


def swap_in_text(folder: Path, text: str) -> Path:
    with swap.only_builder("partner") as workspace:
        new = workspace / "new.duckdb"
        new.write_text(text, encoding="utf-8")
        return swap.swap_in(new, folder / "partner.duckdb", "2025-12-abc")


def test_the_pointer_always_leads_to_a_whole_file(tmp_path, monkeypatch):
    """Read without a pause while it is turned: never missing, never short."""
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    long = "x" * 200_000
    swap_in_text(tmp_path, f"0{long}")
    stop, seen, wrong = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                text = (tmp_path / "partner.duckdb").read_text(encoding="utf-8")
            except OSError as error:
                wrong.append(error)
                return
            seen.add(text.removesuffix(long))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        swap_in_text(tmp_path, f"{number}{long}")
    stop.set()
    reader.join()
    assert wrong == []
    assert all(len(text) <= 2 for text in seen)
    assert len(seen) > 3


def test_older_files_are_kept_for_an_undo_and_no_longer(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    made = [swap_in_text(tmp_path, str(number)) for number in range(swap.KEPT_FILES + 2)]
    (tmp_path / "public-2025-12-abc-1.duckdb").touch()
    assert sorted(tmp_path.glob("partner-*")) == sorted(made[-swap.KEPT_FILES :])
    assert (tmp_path / "partner.duckdb").resolve() == made[-1]
    assert (tmp_path / "public-2025-12-abc-1.duckdb").exists()


@pytest.mark.parametrize("table", ["area_month", "evaluation", "action", "break_register"])
def test_the_reference_follows_what_a_meeting_may_cite(demonstration_folder, tmp_path, table):
    file = tmp_path / "copy.duckdb"
    shutil.copy(demonstration_folder / "demonstration.duckdb", file)
    with duckdb.connect(str(file)) as held:
        before = fingerprint(held)
        held.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {table} OFFSET 1")
        assert fingerprint(held) != before


# ---- publish


def test_only_named_tables_are_published(here):
    """Rows of every other table, and a table of nobody's, stay behind."""
    with duckdb.connect(str(stamp_as_partner(here))) as held:
        every = {name for (name,) in held.execute("SHOW TABLES").fetchall()}
        decided(held, (decision(note="Nobody may read this note."),))
        held.execute("CREATE TABLE victim AS SELECT 'nobody may read this' AS name")
    assert wanted_edition() == "demonstration"
    built = publish()
    assert isinstance(built, Built)
    assert built.path == pointer("public").resolve()
    assert wanted_edition() == "demonstration"  # as this process began
    _settled.cache_clear()  # as the next one begins
    assert wanted_edition() == "public"

    public, partner = contents(built.path), contents(pointer("partner").resolve())
    assert set(public) == every
    assert {table: public[table] for table in OPEN_TABLES} == {
        table: partner[table] for table in OPEN_TABLES
    }
    assert public["dataset"] == partner["dataset"]  # no scores are held here, so all are open
    behind = every - set(OPEN_TABLES) - {"release", "dataset"}
    assert {"decision", "calendar_effect", "hour_of_week", "priority_score"} <= behind
    assert {public[table][0] for table in behind} == {0}
    assert b"nobody may read this" not in built.path.read_bytes().lower()
    reader = Reader(built.path, "public")
    assert reader.release == Reader(pointer("partner").resolve(), "partner").release
    assert reader.failed_checks() == []


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("illustrative", "is illustrative"),
        ("example", "is example"),
        ("partner", "is of no source that a contract describes"),
    ],
)
def test_what_is_invented_or_of_nobody_s_contract_is_refused(here, status, says):
    with duckdb.connect(str(stamp_as_partner(here))) as held:
        (title,) = held.execute("SELECT title FROM dataset ORDER BY dataset LIMIT 1").fetchone()
        held.execute("UPDATE dataset SET status = ? WHERE title = ?", [status, title])
    with pytest.raises(PublishError) as raised:
        publish()
    assert str(raised.value).splitlines()[1:] == [f"  {title} {says}"]
    assert not pointer("public").exists()


def test_a_partner_file_that_does_not_add_up_is_not_published(here):
    with duckdb.connect(str(stamp_as_partner(here))) as held:
        held.execute(
            "UPDATE area_month SET events = events + 1 WHERE area_code = 'E07000110'"
            " AND measure = 'asb_incidents' AND month = '2025-06-01'"
        )
    with pytest.raises(BuildError, match="lsoas add up to borough"):
        publish()
    assert not pointer("public").exists()
    assert list(here.glob(".building-*")) == []


def test_another_edition_under_the_partner_name_is_not_published(here):
    (here / "partner.duckdb").symlink_to(pointer("demonstration").resolve().name)
    with pytest.raises(Exception, match="is stamped demonstration, not partner"):
        publish()
    assert not pointer("public").exists()


# ---- kills

EDITIONS: tuple[Edition, ...] = ("demonstration", "partner", "public")
KILLS = int(os.environ.get("CSP_KILLS", "0"))
WORK = {  # what marks the folder as being worked on, and seconds that the work takes or more
    ("demo", "--steps"): (".building-demonstration-*", 6.0),
    ("build", "--steps"): (".building-partner-*", 6.0),
    ("publish",): (".building-public-*", 1.5),
    ("ingest", "police_uk", "FILE"): ("raw/police_uk/.taking-*", 0.05),
}
MONTH = "2026-01"
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)


def start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "csp", *command],
        cwd=ROOT,
        env=os.environ | {"CSP_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_at_random(folder: Path, command: tuple[str, ...], chance: random.Random) -> bool:
    """Whether the command was killed before it had ended; mostly in the middle of its work."""
    marks, seconds = WORK[command]
    file = str(folder.parent / f"{MONTH}-kent-street.csv")
    child = start(folder, *(file if part == "FILE" else part for part in command))
    if chance.random() < 0.85:
        until = time.monotonic() + 30
        while not list(folder.glob(marks)) and child.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.random() * seconds)
    else:
        time.sleep(chance.random() * 3)
    running = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    return running


def offered(folder: Path) -> None:
    kinds = sources()["police_uk"].categories
    rows = (
        f"{number:064x},{MONTH},Kent Police,Kent Police,0.52,51.27,On or near A,E01024321,"
        f"Maidstone 003B,{kinds[number % len(kinds)]},Under investigation,"
        for number in range(4000)
    )
    text = "\n".join([HEADER, *rows, ""])
    (folder.parent / f"{MONTH}-kent-street.csv").write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(KILLS == 0, reason="kills builds at random moments: set CSP_KILLS=50")
@pytest.mark.timeout(60 + 20 * KILLS)
def test_killed_at_any_moment_the_last_good_file_serves(here, tmp_path):
    """Seeded: what is killed, and when, changes only with the machine's pace."""
    stamp_as_partner(here)
    publish()
    taking = tmp_path / "taking" / "data"
    taking.mkdir(parents=True)
    shutil.copytree(here / "open", taking / "open")
    offered(taking)
    was = {name: contents(here / f"{name}.duckdb") for name in EDITIONS}
    chance, killed = random.Random(20261123), 0
    commands = list(WORK)
    for number in range(KILLS):
        command = commands[number % len(commands)]
        folder = taking if command[0] == "ingest" else here
        killed += kill_at_random(folder, command, chance)
        for name, held in was.items():
            assert contents(here / f"{name}.duckdb") == held, (number, command)
            Reader(pointer(name).resolve(), name).close()
        kept_whole_or_not_at_all(taking)
    assert killed >= KILLS / 2
    swept(here, taking)


def kept_whole_or_not_at_all(taking: Path) -> None:
    before = os.environ["CSP_DATA"]
    os.environ["CSP_DATA"] = str(taking)
    try:
        held = archive.received("police_uk")  # raises when a receipt is damaged
        assert [one.rows for receipt in held for one in receipt.holds] in ([], [4000])
    finally:
        os.environ["CSP_DATA"] = before


def swept(here: Path, taking: Path) -> None:
    """After one whole run of each command nothing of the killed ones is left."""
    file = str(taking.parent / f"{MONTH}-kent-street.csv")
    # A command that ended before the kill has swept already: leave something to be swept.
    for edition in EDITIONS:
        (here / f".building-{edition}-killed").mkdir()
    (taking / "raw" / "police_uk" / ".taking-killed").mkdir(parents=True, exist_ok=True)
    assert start(taking, "ingest", "police_uk", file).wait(60) == 0
    kept_whole_or_not_at_all(taking)
    for edition in EDITIONS:
        with swap.only_builder(edition):
            pass
    assert list(here.glob(".building-*")) == []
    assert list((taking / "raw" / "police_uk").glob(".taking-*")) == []
