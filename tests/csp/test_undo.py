"""The newest intake is taken back whole: archive and served file agree, whenever it is killed."""

import os
import random
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from csp import archive, cli, intakes
from csp.archive import Held, Offered, Receipt
from csp.build import Built, load
from csp.build.swap import only_builder, swap_in
from csp.db import Reader, earlier_files, pointer, sql
from csp.errors import BuildError, CspError, WarehouseError
from csp.ingest import adding, undo
from csp.ingest.adding import add
from csp.ingest.intake import Intake
from csp.settings import data_folder
from csp.sources import sources
from tests.killed import run_watched

MARAC, SHOP = "marac", "one_stop_shop"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
KILLS = int(os.environ.get("CSP_KILLS", "0"))


def small_build(*_: object) -> Built:
    """A partner file that holds nothing but what it was made of: its release names it."""
    receipts = intakes.everything()
    release = "-".join(["r", *(str(one.intake) for one in receipts)])
    with only_builder("partner") as workspace:
        path = workspace / "new.duckdb"
        with duckdb.connect(str(path)) as made:
            made.execute(sql("build", "00_schema"))
            made.execute(
                "INSERT INTO release VALUES ('partner', ?, '2026-01-01', '0', NULL)", [release]
            )
            load.received_files(made, receipts)
        return Built(swap_in(path, pointer("partner"), release), release, JANUARY)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(undo, "build", small_build)
    monkeypatch.setattr(adding, "build", small_build)
    return tmp_path / "data"


def keep(content: str, *months: date, source: str = MARAC) -> list[Receipt]:
    """An intake of one file for each month, or of one for January."""
    offered = []
    for month in months or (JANUARY,):
        text = f"{content} {month}".encode()
        name = f"{content}-{month:%Y-%m}.csv"
        digest = archive.hashlib.sha256(text).hexdigest()
        offered.append(Offered(Path(name), digest, (Held(month=month, member=name, rows=1),), text))
    return archive.keep(source, offered)


def names() -> list[str]:
    return [receipt.name for receipt in intakes.everything()]


def release() -> str:
    reader = Reader(pointer("partner").resolve(), "partner")
    reader.close()
    return reader.release


def test_files_taken_together_share_a_number_that_grows_over_all_sources():
    first, second = keep("a", JANUARY, FEBRUARY), keep("b", source=SHOP)
    assert [one.intake for one in (*first, *second)] == [1, 1, 2]
    assert intakes.last() == second
    intakes.withdraw(second)
    assert intakes.last() == first
    assert [one.intake for one in keep("c", source=SHOP)] == [3]


def test_what_was_taken_back_is_kept_aside_and_can_be_taken_again(here):
    keep("a")
    receipts = keep("b", JANUARY, FEBRUARY)
    intakes.withdraw(receipts)
    assert names() == ["a-2026-01.csv"]
    assert archive.newest_months(MARAC)[JANUARY][0].name == "a-2026-01.csv"
    aside = here / "raw" / MARAC / ".withdrawn-2"
    assert len(list(aside.glob("*/b-*.csv"))) == 2
    again = keep("b", JANUARY, FEBRUARY)
    assert [one.intake for one in again] == [3, 3]
    assert len(names()) == 3


def test_receipts_from_before_intakes_were_counted_are_read_and_stand_alone(here):
    for content in ("a", "b"):
        (receipt,) = keep(content)
        note = receipt.path.parent / archive.NOTE
        note.write_text(receipt.model_dump_json(exclude={"intake"}), encoding="utf-8")
    assert [one.intake for one in intakes.everything()] == [0, 0]
    (last,) = intakes.last()
    assert last.name == "b-2026-01.csv"
    intakes.withdraw([last])
    assert names() == ["a-2026-01.csv"]
    assert [one.intake for one in keep("b")] == [1]


def test_the_file_before_serves_again_and_the_other_is_gone():
    keep("a")
    before = small_build()
    keep("b", JANUARY, FEBRUARY)
    after = small_build()
    told = undo.undo()
    assert names() == ["a-2026-01.csv"]
    assert pointer("partner").resolve() == before.path.resolve()
    assert release() == before.release
    assert not after.path.exists()
    assert told[0].startswith(
        f"Taken back: {sources()[MARAC].title}, January 2026, February 2026 ("
    )
    assert "(b-2026-01.csv, b-2026-02.csv, received on " in told[0]
    assert told[1:] == (f"The dashboard shows release {before.release} again.",)


def test_a_file_that_is_no_longer_there_is_built_anew():
    keep("a")
    before = small_build()
    keep("b")
    small_build()
    before.path.unlink()
    told = undo.undo()
    assert release() == "r-1"
    assert "built anew" in told[1]


def test_two_intakes_and_one_build_leave_the_first_in_the_file_that_is_built_anew():
    small_build()
    keep("a")
    keep("b")
    small_build()
    undo.undo()
    assert (names(), release()) == (["a-2026-01.csv"], "r-1")
    undo.undo()
    assert (names(), release()) == ([], "r")
    with pytest.raises(CspError, match="there is nothing to take back"):
        undo.undo()


def test_what_was_not_built_yet_is_taken_back_without_a_build():
    before = small_build()
    keep("a")
    told = undo.undo()
    assert pointer("partner").resolve() == before.path.resolve()
    assert "never held it" in told[1]
    assert names() == []


def test_without_a_partner_file_none_is_made(here):
    keep("a")
    assert len(undo.undo()) == 1
    assert not pointer("partner").is_symlink()


def test_a_build_that_refuses_leaves_everything_as_it_was(monkeypatch):
    keep("a")
    before = small_build()
    keep("b")
    after = small_build()
    before.path.unlink()

    def refuse(*_: object) -> Built:
        raise BuildError("does not add up")

    monkeypatch.setattr(undo, "build", refuse)
    with pytest.raises(BuildError, match="does not add up"):
        undo.undo()
    assert names() == ["a-2026-01.csv", "b-2026-01.csv"]
    assert release() == after.release
    monkeypatch.setattr(undo, "build", small_build)
    undo.undo()
    assert names() == ["a-2026-01.csv"]


def test_a_half_undo_is_finished_and_takes_nothing_further():
    keep("a")
    before = small_build()
    small = keep("b")
    small_build()
    intakes.withdraw(small)  # and killed here: the pointer still leads to the file with it
    assert "b-2026-01.csv" in undo.undo()[0]
    assert names() == ["a-2026-01.csv"]
    assert release() == before.release
    undo.undo()
    assert names() == []


def test_a_newer_file_comes_first_even_after_a_half_undo():
    keep("a")
    small_build()
    intakes.withdraw(intakes.last())
    keep("c")
    undo.undo()
    assert names() == []
    assert release() == "r"


def test_one_intake_or_undo_at_a_time(here):
    keep("a")
    with FileLock(here / ".lock-intake"):
        for work in (undo.undo, lambda: add(MARAC, [Path("a.csv")])):
            with pytest.raises(WarehouseError, match="is being taken in or taken back just now"):
                work()
    assert names() == ["a-2026-01.csv"]


def test_while_a_build_runs_an_undo_is_refused_and_nothing_is_taken_back():
    small_build()
    keep("a")
    small_build()
    with only_builder("partner"), pytest.raises(BuildError, match="Another build"):
        undo.undo()
    assert names() == ["a-2026-01.csv"]
    assert release() == "r-1"


def test_the_public_file_is_spoken_of_when_it_holds_what_was_taken_back(here):
    small_build()
    keep("a")
    after = small_build()
    public = here / "public-copy.duckdb"
    public.write_bytes(after.path.read_bytes())
    (here / "public.duckdb").symlink_to(public.name)
    assert undo.undo()[-1] == "The public file still holds it; run “python -m csp publish”."


def test_the_command_says_what_it_took_back_or_that_there_is_nothing(capsys):
    assert cli.main(["undo"]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.err == "No file has been taken in, so there is nothing to take back.\n"
    small_build()
    keep("a")
    small_build()
    assert cli.main(["undo"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "The dashboard shows release r again."


# ---- an intake with its build


@pytest.fixture
def taking(monkeypatch) -> Callable[[str], None]:
    """The check of a file, replaced: a file is kept by its name alone."""

    def ingest(source: str, paths: list[Path], **_: object) -> Intake:
        kept = keep(paths[0].stem, source=source)
        months = tuple(held.month for one in kept for held in one.holds)
        return Intake(("Taken.",), months, (), (), 0)

    monkeypatch.setattr(adding.examine, "ingest", ingest)
    return lambda name: add(MARAC, [Path(f"{name}.csv")], then_build=True)


def test_an_intake_with_its_build(taking):
    _, made = taking("a")
    assert made.release == release() == "r-1"


@pytest.mark.parametrize("error", [BuildError("no"), WarehouseError("no"), KeyboardInterrupt()])
def test_what_the_build_refuses_is_not_kept(taking, monkeypatch, error):
    taking("a")

    def refuse(*_: object) -> Built:
        raise error

    monkeypatch.setattr(adding, "build", refuse)
    with pytest.raises(type(error)):
        taking("b")
    assert names() == ["a-2026-01.csv"]
    assert release() == "r-1"
    monkeypatch.setattr(adding, "build", small_build)
    assert taking("b")[1].release == "r-1-3"


def test_a_file_that_is_held_already_builds_nothing(taking):
    taking("a")
    before = earlier_files("partner")
    assert taking("a")[1] is None
    assert earlier_files("partner") == before


def test_a_trial_run_with_a_build_is_refused(capsys):
    told = cli.main(["ingest", MARAC, "a.csv", "--dry-run", "--build"])
    assert told == cli.REFUSED
    assert "a trial run keeps nothing" in capsys.readouterr().err


# ---- kills

PREPARED = """
sys.path.insert(0, os.getcwd())
from csp.ingest import undo
from tests.csp.test_undo import small_build
undo.build = small_build
"""


def run_child(deadly: int) -> subprocess.CompletedProcess[str]:
    return run_watched(deadly, data_folder(), PREPARED, "undo.undo()")


@pytest.mark.slow
@pytest.mark.skipif(KILLS == 0, reason="kills undos at random moments: set CSP_KILLS=50")
@pytest.mark.timeout(60 + 20 * KILLS)
@pytest.mark.parametrize("rebuilt", [False, True], ids=["file before is there", "built anew"])
def test_killed_at_any_moment_an_undo_is_whole(tmp_path, monkeypatch, rebuilt):
    def fresh(name: str) -> None:
        monkeypatch.setenv("CSP_DATA", str(tmp_path / name))
        keep("a")
        before = small_build()
        keep("b", JANUARY, FEBRUARY)
        small_build()
        if rebuilt:
            before.path.unlink()

    fresh("counting")
    counted = run_child(0)
    assert counted.stdout.isdigit(), counted.stderr
    moments = int(counted.stdout)
    assert moments > 20
    chance = random.Random(KILLS)
    ends: Counter[tuple[int, str]] = Counter()
    for number in range(KILLS):
        fresh(f"killed-{number}")
        assert run_child(chance.randint(1, moments)).returncode == -signal.SIGKILL
        ends[len(names()), release()] += 1  # each raises when something is not whole
        assert len(names()) in {1, 3}  # both files of an intake, or neither
        assert release() in {"r-1", "r-1-2-2"}
        if (len(names()), release()) != (1, "r-1"):  # killed before it was done
            undo.undo()
        assert (names(), release()) == (["a-2026-01.csv"], "r-1")
    assert set(ends) <= {(3, "r-1-2-2"), (1, "r-1-2-2"), (1, "r-1")}
