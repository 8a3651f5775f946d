"""What no contract lets anybody keep is gone after a purge, from every file, and no undo brings it
back.
"""

import os
import random
import signal
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from csp import archive, cli, intakes
from csp.archive import Held, Offered, Receipt
from csp.build import Built, build, load
from csp.build.swap import only_builder, swap_in
from csp.db import Reader, earlier_files, pointer, sql
from csp.errors import BuildError, CspError, WarehouseError
from csp.ingest import purge as package
from csp.ingest import undo
from csp.ingest.adding import add
from csp.ingest.purge import BACKUPS, NOTHING, TRIAL, purge
from csp.settings import ROOT, data_folder
from csp.sources import sources
from csp.sources.retention import files_past, past
from tests.killed import run_watched
from tests.long import LONG

MARAC, SURVEY, STREET = "marac", "residents_survey", "police_uk"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
KEPT = 60  # months, of MARAC, as its contract proposes
# The first day on which a month is past, and the day before.
JANUARY_ENDS, DAY_BEFORE = date(2031, 2, 1), date(2031, 1, 31)
KILLS = int(os.environ.get("CSP_KILLS", "0"))
MARKER = "old-and-gone"


def small_build(*_: object, today: date = JANUARY) -> Built:
    """A partner file that holds nothing but what it was made of, and how far back that reaches."""
    receipts = intakes.everything()
    release = "-".join(["r", *(one.sha256[:4] for one in receipts)])
    with only_builder("partner") as workspace:
        path = workspace / "new.duckdb"
        with duckdb.connect(str(path)) as made:
            made.execute(sql("build", "00_schema"))
            made.execute(
                "INSERT INTO release VALUES ('partner', ?, '2026-01-01', '0', NULL)", [release]
            )
            load.received_files(made, receipts)
            for one in load.received_from_partners(today):
                first, last = one.table["period"].min(), one.table["period"].max()
                made.execute(
                    "INSERT INTO dataset VALUES (?, '', '', '', 'partner', '', ?, ?, NULL, '', 0)",
                    [one.source, first, last],
                )
        return Built(swap_in(path, pointer("partner"), release), release, JANUARY)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CSP_KEY_FILE", str(tmp_path / "keys" / "reference.key"))
    monkeypatch.setattr(package, "build", small_build)
    monkeypatch.setattr(undo, "build", small_build)
    return tmp_path / "data"


def keep(word: str, *months: date, source: str = MARAC) -> Receipt:
    """One received file with a row a month, each with the word in it."""
    rows = "".join(f"{word}-{month:%Y-%m},{month}\n" for month in months)
    text = f"cases,period\n{rows}".encode()
    holds = tuple(Held(month=month, member=f"{word}.csv", rows=1) for month in months)
    offered = Offered(Path(f"{word}.csv"), archive.hashlib.sha256(text).hexdigest(), holds, text)
    return archive.keep(source, [offered])[0]


def held() -> list[str]:
    """What the received files hold, row by row."""
    rows = []
    for receipt in intakes.everything():
        rows += receipt.path.read_text(encoding="utf-8").splitlines()[1:]
    return [row.partition(",")[0] for row in rows]


def found(word: str) -> list[str]:
    """The files below the data folder in which the word stands, in any byte."""
    files = (file for file in data_folder().rglob("*") if file.is_file() and not file.is_symlink())
    return [file.name for file in files if word.encode() in file.read_bytes()]


def test_a_period_is_past_when_all_of_its_months_are():
    marac, survey = sources()[MARAC], sources()[SURVEY]
    assert not past(marac, JANUARY, KEPT, DAY_BEFORE)
    assert past(marac, JANUARY, KEPT, JANUARY_ENDS)
    assert not past(marac, JANUARY, None, date(9999, 1, 1))
    wave = date(2026, 1, 1)  # of a year: it lasts until its end
    assert survey.law.retention.received_months == 84
    assert not files_past(survey, date(2033, 12, 31))(wave)
    assert files_past(survey, date(2034, 1, 1))(wave)
    assert not files_past(sources()[STREET], date(9999, 1, 1))(JANUARY)


def test_nothing_past_is_nothing_done():
    keep("a", JANUARY)
    serving = small_build().path
    assert purge(DAY_BEFORE) == (NOTHING,)
    assert (held(), pointer("partner").resolve()) == (["a-2026-01"], serving.resolve())


def test_a_file_goes_with_its_last_month_and_earlier_built_files_with_it():
    keep(MARKER, JANUARY)
    old = small_build()
    keep("b", date(2026, 6, 1))
    small_build()
    assert found(f"{MARKER}.csv")
    told = purge(JANUARY_ENDS)
    assert told[0] == f"Deleted: {sources()[MARAC].title}, Jan 2026 (kept for {KEPT} months)."
    assert told[1] == "Deleted: 2 partner files that hold what may not be kept."
    assert told[2].startswith("The dashboard shows release r-")
    assert told[3:] == (BACKUPS,)
    assert found(MARKER) == [] and not old.path.exists()
    assert held() == ["b-2026-06"]
    assert len(earlier_files("partner")) == 1
    assert purge(JANUARY_ENDS) == (NOTHING,)


def test_a_pack_goes_with_the_file_that_it_was_made_of(here):
    keep(MARKER, JANUARY)
    old = small_build()
    for edition in ("partner", "public"):
        (here / "packs" / f"{edition}-{old.release}").mkdir(parents=True)
    assert purge(DAY_BEFORE) == (NOTHING,)
    keep("b", date(2026, 6, 1))
    small_build()
    told = "1 pack of a partner file that can be kept no longer or went before."
    assert f"Would be deleted: {told}" in purge(JANUARY_ENDS, dry_run=True)
    assert len(list((here / "packs").iterdir())) == 2
    assert f"Deleted: {told}" in purge(JANUARY_ENDS)
    assert [one.name for one in (here / "packs").iterdir()] == [f"public-{old.release}"]


def test_a_past_month_goes_out_of_a_file_that_holds_a_later_one():
    whole = keep(MARKER, JANUARY, FEBRUARY)
    small_build()
    assert found(f"{MARKER}-2026-01") and found(whole.sha256)
    purge(JANUARY_ENDS)
    (part,) = intakes.everything()
    assert (held(), found(f"{MARKER}-2026-01"), found(whole.sha256)) == (
        [f"{MARKER}-2026-02"],
        [],
        [],
    )
    assert (part.sequence, part.intake, part.received_at, part.name) == (
        *(whole.sequence, whole.intake, whole.received_at, whole.name),
    )
    assert [one.month for one in part.holds] == [FEBRUARY]
    assert purge(JANUARY_ENDS) == (NOTHING,)


def test_open_files_are_never_cut(monkeypatch):
    keep("street", JANUARY, FEBRUARY, source=STREET)
    law = sources()[STREET].law
    limited = law.retention.model_copy(update={"received_months": KEPT, "rows_months": KEPT})
    monkeypatch.setitem(
        sources(),
        STREET,
        sources()[STREET].model_copy(update={"law": law.model_copy(update={"retention": limited})}),
    )
    assert purge(JANUARY_ENDS) == (NOTHING,)
    assert "Jan 2026 to Feb 2026" in purge(date(2031, 3, 1))[0]
    assert held() == []


def test_of_two_files_with_the_same_rest_the_later_one_still_counts_as_later():
    """Both leave the same February; between them came a correction, which must not win."""
    keep("a", FEBRUARY)
    keep("corrected", FEBRUARY)
    text = b"cases,period\nolder,2026-01-01\na-2026-02,2026-02-01\n"
    holds = tuple(Held(month=month, member="last.csv", rows=1) for month in (JANUARY, FEBRUARY))
    digest = archive.hashlib.sha256(text).hexdigest()
    archive.keep(MARAC, [Offered(Path("last.csv"), digest, holds, text)])
    assert archive.newest_months(MARAC)[FEBRUARY][0].name == "last.csv"
    purge(JANUARY_ENDS)
    newest = archive.newest_months(MARAC)[FEBRUARY][0]
    assert newest.path.read_text(encoding="utf-8") == "cases,period\na-2026-02,2026-02-01\n"
    assert sorted(held()) == ["a-2026-02", "corrected-2026-02"]


def test_what_was_taken_back_goes_whatever_its_month():
    keep("a", JANUARY)
    small_build()
    keep(MARKER, FEBRUARY)
    undo.undo()
    assert found(MARKER)
    told = purge(date(2026, 3, 1))
    assert told == (f"Deleted: {sources()[MARAC].title}, Feb 2026, taken back before.", BACKUPS)
    assert (found(MARKER), held()) == ([], ["a-2026-01"])


def test_no_undo_brings_back_what_was_deleted():
    keep(MARKER, JANUARY)
    small_build()
    keep("b", date(2026, 6, 1))
    small_build()
    purge(JANUARY_ENDS)
    undo.undo()
    assert (held(), found(MARKER)) == ([], [])
    with pytest.raises(CspError, match="nothing to take back"):
        undo.undo()


def test_rows_may_have_to_go_before_the_files(monkeypatch):
    """The same received files: only the first month of what was built tells."""
    law = sources()[MARAC].law
    shorter = law.retention.model_copy(update={"rows_months": 12})
    monkeypatch.setitem(
        sources(),
        MARAC,
        sources()[MARAC].model_copy(update={"law": law.model_copy(update={"retention": shorter})}),
    )
    keep("a", JANUARY, FEBRUARY)
    small_build()
    told = purge(date(2027, 2, 1))
    assert told[0] == "Deleted: 1 partner file that holds what may not be kept."
    assert held() == ["a-2026-01", "a-2026-02"]
    reader = Reader(pointer("partner").resolve(), "partner")
    assert reader.read("datasets")["first_period"].dt.date.tolist() == [FEBRUARY]
    reader.close()
    assert purge(date(2027, 2, 1)) == (NOTHING,)


def test_a_trial_run_says_the_same_and_deletes_nothing(here, monkeypatch, capsys):
    keep(MARKER, JANUARY)
    small_build()
    before = sorted(str(file) for file in here.rglob("*"))
    told = purge(JANUARY_ENDS, dry_run=True)
    assert told == (
        f"Would be deleted: {sources()[MARAC].title}, Jan 2026 (kept for {KEPT} months).",
        "Would be deleted: 1 partner file that holds what may not be kept.",
        TRIAL,
    )
    assert {file for file in map(str, here.rglob("*")) if ".lock" not in file} == {
        file for file in before if ".lock" not in file
    }
    asked = []
    monkeypatch.setattr(cli, "purge", lambda today, **how: asked.append(how["dry_run"]) or ("x",))
    assert cli.main(["purge", "--dry-run"]) == 0 and cli.main(["purge"]) == 0
    assert (asked, capsys.readouterr().out) == ([True, False], "x\nx\n")


def test_a_build_that_refuses_is_told_and_finished_by_the_next_purge(monkeypatch):
    keep(MARKER, JANUARY)
    small_build()

    def refuse(*_: object, **__: object) -> Built:
        raise BuildError("does not add up")

    monkeypatch.setattr(package, "build", refuse)
    with pytest.raises(BuildError, match="the file that serves still holds it.*\n.*not add up"):
        purge(JANUARY_ENDS)
    assert held() == []
    monkeypatch.setattr(package, "build", small_build)
    assert purge(JANUARY_ENDS)[0].startswith("Deleted: 1 partner file")
    assert found(MARKER) == [] and len(earlier_files("partner")) == 1


def test_an_undo_that_was_killed_is_finished_first():
    keep("a", JANUARY)
    small_build()
    receipt = keep("b", FEBRUARY)
    small_build()
    intakes.withdraw([receipt])  # and killed here
    with pytest.raises(CspError, match="run “python -m csp undo” first"):
        purge(JANUARY_ENDS)
    assert held() == ["a-2026-01"]


def test_what_a_killed_run_left_goes_and_strangers_are_told(here):
    keep("a", JANUARY)
    left = here / "raw" / MARAC / ".taking-x"
    left.mkdir()
    (left / "half.csv").write_text(MARKER, encoding="utf-8")
    (here / "raw" / "no_more").mkdir()
    told = purge(DAY_BEFORE)
    assert told[0].startswith("raw/no_more belongs to no source")
    assert found(MARKER) == []


def test_while_an_intake_runs_nothing_is_deleted(here):
    keep("a", JANUARY)
    with FileLock(here / ".lock-intake"), pytest.raises(WarehouseError, match="try again"):
        purge(JANUARY_ENDS)
    with (
        FileLock(here / "raw" / MARAC / ".lock"),
        pytest.raises(WarehouseError, match="try again"),
    ):
        purge(JANUARY_ENDS)
    assert held() == ["a-2026-01"]


@LONG
@pytest.mark.slow
def test_from_intake_to_purge_nothing_of_the_old_rows_is_in_any_file(here, tmp_path, monkeypatch):
    """Real intakes and builds. Of what is built the hash and the counts of the old rows are looked
    for, since whole numbers are packed in it.
    """
    for name in ("open", "published", "settings.toml"):
        here.mkdir(exist_ok=True)
        (here / name).symlink_to(ROOT / "data" / name)
    monkeypatch.setattr(package, "build", build)
    visits = tmp_path / "visits.csv"
    visits.write_text(
        "Month,Ward,Sex,Visits\n2025-10,High Street,Women,481516\n2025-12,High Street,Women,7\n"
    )
    monkeypatch.setenv("CSP_KEY_FILE", str(tmp_path / "keys" / "reference.key"))
    abuse = tmp_path / "abuse.csv"
    abuse.write_text(
        "Incident reference,Reported on,From,To,Ward,Crime recorded,Repeat victim,High risk\n"
        "DA-1,03/10/2025,02/10/2025 21:30,02/10/2025 22:30,High Street,yes,no,no\n"
    )
    add("one_stop_shop", [visits], confirmed=True)
    add("domestic_abuse", [abuse])
    build("partner", today=date(2026, 1, 15))
    (reference,) = {
        line.partition(",")[0]
        for line in archive.received("domestic_abuse")[0].path.read_text().splitlines()[1:]
    }
    markers = [reference, "481516", *(one.sha256 for one in intakes.everything())]
    assert all(found(marker) for marker in markers)
    told = purge(date(2030, 11, 1))
    assert [sentence for sentence in told if "Oct 2025" in sentence] == [
        f"Deleted: {sources()['domestic_abuse'].title}, Oct 2025 (kept for 36 months).",
        f"Deleted: {sources()['one_stop_shop'].title}, Oct 2025 (kept for 60 months).",
    ]
    assert [marker for marker in markers if found(marker)] == []
    assert len(earlier_files("partner")) == 1
    reader = Reader(pointer("partner").resolve(), "partner")
    try:
        datasets = reader.read("datasets").set_index("dataset")
        assert "domestic_abuse" not in datasets.index
        assert datasets.loc["one_stop_shop", "first_period"].date() == date(2025, 12, 1)
    finally:
        reader.close()
    with duckdb.connect(str(pointer("partner").resolve()), read_only=True) as file:
        largest = file.execute(
            "SELECT max(events) FROM area_month INNER JOIN measure USING (measure)"
            " WHERE dataset = 'one_stop_shop'"
        ).fetchone()
    assert largest == (7,)


# ---- kills

PREPARED = """
sys.path.insert(0, os.getcwd())
from datetime import date
from csp.ingest import purge as package
from tests.csp.test_purge import small_build
package.build = small_build
"""


def filled() -> None:
    keep(MARKER, JANUARY)
    small_build()
    keep("b", JANUARY, FEBRUARY)
    small_build()
    keep(f"{MARKER}-back", date(2026, 6, 1))
    undo.undo()
    keep("c", date(2026, 6, 1))
    small_build()


@pytest.mark.slow
@pytest.mark.skipif(KILLS == 0, reason="kills purges at random moments: set CSP_KILLS=50")
@pytest.mark.timeout(60 + 20 * KILLS)
def test_killed_at_any_moment_a_purge_leaves_a_whole_file_and_is_finished_by_the_next(
    tmp_path, monkeypatch
):
    work = "package.purge(date(2031, 2, 1))"
    filled()
    counted = run_watched(0, data_folder(), PREPARED, work)
    assert counted.stdout.isdigit(), counted.stderr
    wanted = Counter(["b-2026-02", "c-2026-06"])
    assert (Counter(held()), found(MARKER)) == (wanted, [])
    chance = random.Random(KILLS)
    for number in range(KILLS):
        monkeypatch.setenv("CSP_DATA", str(tmp_path / f"killed-{number}"))
        filled()
        deadly = chance.randint(1, int(counted.stdout))
        assert run_watched(deadly, data_folder(), PREPARED, work).returncode == -signal.SIGKILL
        assert set(wanted) <= set(held())  # it raises when something is not whole
        serving = pointer("partner").resolve()
        Reader(serving, "partner").close()
        # A file that was finished but not pointed at yet stays; nothing in it is past its time.
        finished = earlier_files("partner").index(serving)
        purge(JANUARY_ENDS)
        assert (Counter(held()), found(MARKER)) == (wanted, [])
        assert len(earlier_files("partner")) == 1 + finished
