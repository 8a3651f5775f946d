"""Street-level months: each counted once, in a file of its own; what is received goes before."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from csp import archive, intakes, street
from csp.build import street_months
from csp.errors import BuildError
from csp.street import Street

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)
TODAY = date(2026, 1, 1)
KENT = "kent"


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv(street.SHARED, raising=False)
    return tmp_path


@pytest.fixture
def counts(monkeypatch) -> Iterator[list[date]]:
    """The months that were counted, one after the other."""
    done: list[date] = []
    count = Street.count

    def noted(self, asked, csv, *named):
        done.append(named[1])
        return count(self, asked, csv, *named)

    monkeypatch.setattr(Street, "count", noted)
    yield done


def csv_of(folder: Path, month: date, burglaries: int) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{month:%Y-%m}-kent-street.csv"
    rows = ["E01024321,Burglary"] * burglaries + [",Other theft"]
    file.write_text("LSOA code,Crime type\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def receive(here: Path, month: date, burglaries: int) -> archive.Receipt:
    file = csv_of(here, month, burglaries)
    held = archive.Held(month=month, member=file.name, rows=burglaries + 1)
    (receipt,) = archive.keep(
        "police_uk", [archive.Offered(file, archive.fingerprint(file), (held,))]
    )
    return receipt


def built() -> tuple[dict[tuple[date, str], int], dict[date, str]]:
    """Burglaries and thefts by month as a build has them, and where each month came from."""
    with duckdb.connect() as new:
        named = street_months.raw_police_uk(new, with_received=True, today=TODAY)
        rows = new.execute("SELECT month, category, events FROM stg_police_uk").fetchall()
    return {(month, category): events for month, category, events in rows}, named


def test_a_month_is_counted_once_and_a_new_one_costs_itself(here, counts):
    receive(here, MAY, 3)
    assert built()[0] == {(MAY, "burglary"): 3, (MAY, "other_theft"): 1}
    receive(here, JUNE, 2)
    assert built()[0][JUNE, "burglary"] == 2
    assert built()[0][MAY, "burglary"] == 3
    assert counts == [MAY, JUNE]


def test_a_newer_file_of_a_month_is_counted_anew_and_the_old_counts_go(here, counts):
    receive(here, MAY, 3)
    built()
    receive(here, MAY, 5)
    assert built()[0][MAY, "burglary"] == 5
    assert counts == [MAY, MAY]
    assert len(list((here / "data" / "counted").rglob("*.parquet"))) == 1


def test_what_was_taken_back_is_counted_no_more(here):
    receive(here, MAY, 3)
    receipt = receive(here, JUNE, 2)
    built()
    intakes.withdraw([receipt])
    assert {month for month, _ in built()[0]} == {MAY}
    assert [file.parent.name for file in (here / "data" / "counted").rglob("*.parquet")] == [
        "month=2025-05"
    ]


@pytest.mark.parametrize("damage", [b"", b"PAR1 and nothing more"])
def test_damaged_counts_are_made_again(here, counts, damage):
    receive(here, MAY, 3)
    built()
    (file,) = (here / "data" / "counted").rglob("*.parquet")
    file.write_bytes(damage)
    assert built()[0][MAY, "burglary"] == 3
    assert counts == [MAY, MAY]


def test_counts_of_another_number_of_rows_are_made_again(here, counts):
    receive(here, MAY, 3)
    built()
    (file,) = (here / "data" / "counted").rglob("*.parquet")
    with duckdb.connect() as other:
        other.sql("SELECT '' AS lsoa_code, 'burglary' AS category, 9 AS events").write_parquet(
            str(file)
        )
    assert built()[0][MAY, "burglary"] == 3
    assert counts == [MAY, MAY]


def test_what_a_kill_left_goes(here):
    receive(here, MAY, 3)
    built()
    (file,) = (here / "data" / "counted").rglob("*.parquet")
    left = file.with_name(f"{street.UNFINISHED}abc")
    left.write_bytes(b"half")
    built()
    assert not left.exists()


def test_shared_months_of_our_own_force_are_read_and_received_ones_go_before(here, monkeypatch):
    shared = Street(here / "all")
    with duckdb.connect() as asked:
        for force, month, many in ((KENT, MAY, 7), (KENT, JUNE, 8), ("essex", MAY, 99)):
            shared.count(asked, csv_of(here / "raw", month, many), force, month, "x")
    monkeypatch.setenv(street.SHARED, str(shared.folder))
    receive(here, JUNE, 2)
    told, named = built()
    assert (told[MAY, "burglary"], told[JUNE, "burglary"]) == (7, 2)
    assert set(told) == {
        (month, kind) for month in (MAY, JUNE) for kind in ("burglary", "other_theft")
    }
    assert named[JUNE] == "2025-06-kent-street.csv"
    assert len(list(shared.folder.rglob("*.parquet"))) == 3


def test_a_damaged_shared_month_is_named_and_a_strange_folder_passed_over(here, monkeypatch):
    shared = Street(here / "all")
    with duckdb.connect() as asked:
        file = shared.count(asked, csv_of(here / "raw", MAY, 7), KENT, MAY, "x")
    strange = file.parent.with_name("month=later") / "x.parquet"
    strange.parent.mkdir()
    strange.write_bytes(b"")
    monkeypatch.setenv(street.SHARED, str(shared.folder))
    assert built()[0][MAY, "burglary"] == 7
    file.write_bytes(b"PAR1")
    with pytest.raises(BuildError, match=r"\(May 2025\)\. Remove their files"):
        built()


def test_no_other_edition_takes_any(here):
    receive(here, MAY, 3)
    with duckdb.connect() as new:
        assert street_months.raw_police_uk(new, with_received=False, today=TODAY) == {}
        assert new.execute("SELECT * FROM stg_police_uk").fetchall() == []
