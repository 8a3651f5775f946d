"""The months of every force, counted into one folder: each by itself and once, sound ones alone."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from street_files import row, text, write, zipped

from csp import cli
from csp.errors import CspError, IntakeError, WarehouseError
from csp.ingest.count_street import count_street
from csp.street import Street

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)


def month(folder: Path, when: str, force: str, *kinds: str, **cells: str) -> Path:
    named = f"{force.title()} Police"
    rows = [
        row(f"c{n}", when, named, named, **({"kind": kind} | cells)) for n, kind in enumerate(kinds)
    ]
    return write(folder, f"{when}/{when}-{force}-street.csv", text(*rows))


@pytest.fixture
def raw(tmp_path) -> Path:
    folder = tmp_path / "raw"
    month(folder, "2025-05", "kent", "Burglary", "Burglary", "Drugs")
    month(folder, "2025-05", "essex", "Drugs", code="E01999999", name="Elsewhere 001A")
    month(folder, "2025-06", "kent", "Robbery")
    return folder


def held(store: Path) -> dict[tuple[str, str], dict[str, int]]:
    """Events by category, by force and month."""
    found = {}
    with duckdb.connect() as asked:
        for file in store.rglob("*.parquet"):
            told = asked.execute(
                "SELECT category, sum(events)::INTEGER FROM read_parquet($file) GROUP BY ALL",
                {"file": str(file)},
            ).fetchall()
            force, when = (part.partition("=")[2] for part in file.parts[-3:-1])
            found[force, when] = dict(told)
    return found


def test_every_force_is_counted_by_month(raw, tmp_path):
    store = tmp_path / "all"
    assert count_street([raw], store) == ("3 months of 2 forces counted, 5 rows.",)
    assert held(store) == {
        ("kent", "2025-05"): {"burglary": 2, "drugs": 1},
        ("kent", "2025-06"): {"robbery": 1},
        ("essex", "2025-05"): {"drugs": 1},
    }
    assert list(Street(store).held("kent")) == [MAY, JUNE]


def test_a_further_run_counts_what_is_new_or_has_changed(raw, tmp_path):
    store = tmp_path / "all"
    count_street([raw], store)
    assert count_street([raw], store) == ("No month was counted. 3 were counted before.",)
    month(raw, "2025-07", "essex", "Drugs")
    month(raw, "2025-06", "kent", "Robbery", "Burglary")
    assert count_street([raw], store) == (
        "2 months of 2 forces counted, 3 rows. 2 were counted before.",
    )
    assert held(store)["kent", "2025-06"] == {"robbery": 1, "burglary": 1}
    assert len(list(store.rglob("*.parquet"))) == 4


def test_a_zip_is_read_month_by_month(raw, tmp_path):
    entries = {file.name: file.read_bytes() for file in raw.rglob("*.csv")}
    packed = zipped(tmp_path / "all.zip", entries | {"2025-05-kent-outcomes.csv": b"x\n"})
    count_street([packed], tmp_path / "all")
    assert len(held(tmp_path / "all")) == 3
    assert count_street([packed], tmp_path / "all") == (
        "No month was counted. 3 were counted before.",
    )


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"kind": "Arson"}, "'Arson' is not a category that is known here"),
        ({"code": "X"}, "'X' is not an LSOA code"),
    ],
)
def test_what_is_wrong_is_told_and_all_else_counted(raw, tmp_path, cells, says):
    month(raw, "2025-07", "kent", "Drugs", **cells)
    with pytest.raises(CspError, match="3 months of 2 forces counted") as raised:
        count_street([raw], tmp_path / "all")
    assert "2025-07-kent-street.csv: row 2, " in str(raised.value)
    assert says in str(raised.value)
    assert len(held(tmp_path / "all")) == 3


def test_a_month_of_another_force_than_its_name_says_is_told(raw, tmp_path):
    (raw / "2025-05" / "2025-05-essex-street.csv").rename(
        raw / "2025-05" / "2025-05-surrey-street.csv"
    )
    with pytest.raises(CspError, match="is another force than surrey"):
        count_street([raw], tmp_path / "all")


def test_a_folder_without_months_and_a_second_run_are_refused(raw, tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(IntakeError, match="no street-level file is in it"):
        count_street([tmp_path / "none"], tmp_path / "all")
    assert not (tmp_path / "all").exists()
    (tmp_path / "all").mkdir()
    with FileLock(tmp_path / "all" / ".lock"), pytest.raises(WarehouseError, match="already"):
        count_street([raw], tmp_path / "all")


def test_the_command_tells_what_was_counted(raw, tmp_path, capsys):
    assert cli.main(["count", str(raw), "--into", str(tmp_path / "all"), "--steps"]) == 0
    said = capsys.readouterr().out
    assert "3 months of 2 forces counted, 5 rows." in said
    assert "Counting May 2025" in said
    assert cli.main(["count", str(tmp_path / "nowhere"), "--into", str(tmp_path / "all")]) == 2
