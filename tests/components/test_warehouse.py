"""The open file is swapped under load: no error, no old answer, and junk never serves."""

import logging
import threading
import time
from pathlib import Path

import duckdb
import pytest

from components.warehouse import Shelf, warehouse
from csp.build.swap import only_builder, swap_in
from csp.db import _settled, sql
from csp.errors import WarehouseError
from csp.settings import Edition

READERS = 8
SWAPS = 3


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return tmp_path


def serve(folder: Path, number: int, edition: Edition = "demonstration", *, rows: int = 0) -> Path:
    """Swaps in a file that says its number, with so many rows that nobody asks for."""
    with only_builder(edition) as workspace:
        path = workspace / "new.duckdb"
        with duckdb.connect(str(path)) as made:
            made.execute(sql("build", "00_schema"))
            made.execute(
                "INSERT INTO release VALUES (?, ?, '2026-01-01', '0', NULL)", [edition, str(number)]
            )
            made.execute(
                "INSERT INTO supply VALUES ('police_uk', '2025-01-01', 'complete', ?)",
                [str(number)],
            )
            made.execute(
                "INSERT INTO area_month SELECT 'E' || n, md5(n::VARCHAR), '2025-01-01', n, NULL"
                " FROM range($rows) AS every(n)",
                {"rows": rows},
            )
        return swap_in(path, folder / f"{edition}.duckdb", str(number))


def junk(folder: Path) -> None:
    with only_builder("demonstration") as workspace:
        path = workspace / "new.duckdb"
        path.write_bytes(b"no data file" * 5000)
        swap_in(path, folder / "demonstration.duckdb", "junk")


def answer(shelf: Shelf) -> int:
    return int(shelf.reader().read("supply", dataset="police_uk")["reason"].iloc[0])


def test_three_swaps_under_load(here):
    shelf, stop = Shelf("demonstration"), threading.Event()
    serve(here, 0)
    newest, wrong, seen = 0, [], []

    def read() -> None:
        while not stop.is_set():
            served = newest  # a swap that was over before we asked
            try:
                told = answer(shelf)
            except Exception as error:  # whatever a visitor would meet
                wrong.append(repr(error))
                return
            seen.append(told)
            if told < served:
                wrong.append(f"{told} after {served} was swapped in")

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, SWAPS + 1):
        _wait_for(seen, number - 1)
        serve(here, number)
        newest = number
    _wait_for(seen, SWAPS)
    stop.set()
    for reader in readers:
        reader.join(20)
    assert wrong == []
    assert set(seen) == set(range(SWAPS + 1))


def _wait_for(seen: list[int], number: int) -> None:
    until = time.monotonic() + 20
    while seen[-20:].count(number) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert number in seen, f"{number} was never served"


def test_junk_swapped_in_leaves_the_last_good_file_serving(here, caplog):
    serve(here, 1)
    shelf = Shelf("demonstration")
    assert answer(shelf) == 1
    junk(here)
    with caplog.at_level(logging.WARNING):
        assert [answer(shelf) for _ in range(3)] == [1, 1, 1]
    assert len(caplog.records) == 1  # said once, not at every visit
    assert "does not serve" in caplog.records[0].getMessage()
    serve(here, 2)
    assert answer(shelf) == 2


def spoil(file: Path, how: str) -> None:
    """Damages a whole file beyond its header, which still opens."""
    if how == "blocks":
        content = bytearray(file.read_bytes())
        for start in range(len(content) // 10, len(content), len(content) // 10):
            content[start : start + 64] = b"\xff" * 64
        file.write_bytes(content)
        return
    with duckdb.connect(str(file)) as held:
        held.execute(
            {
                "a table": "DROP TABLE period",
                "a column": "ALTER TABLE supply DROP COLUMN reason",
                "the release": "DELETE FROM release",
            }[how]
        )


DAMAGES = ("blocks", "a table", "a column", "the release")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_swapped_in_leaves_the_last_good_one_serving(here, caplog, how):
    serve(here, 1, rows=20_000)
    shelf = Shelf("demonstration")
    assert answer(shelf) == 1
    # Damaged before the pointer turns: a file is never written to where it serves.
    whole = serve(here, 2, "partner", rows=20_000)
    with duckdb.connect(str(whole)) as held:
        held.execute("UPDATE release SET edition = 'demonstration'")
    spoil(whole, how)
    target = whole.rename(here / whole.name.replace("partner", "demonstration"))
    (here / "next").symlink_to(target.name)
    with caplog.at_level(logging.WARNING):
        (here / "next").replace(here / "demonstration.duckdb")
        assert [answer(shelf) for _ in range(3)] == [1, 1, 1]
    assert len(caplog.records) == 1
    serve(here, 3)
    assert answer(shelf) == 3


@pytest.mark.parametrize("how", DAMAGES)
def test_a_fresh_server_falls_back_on_the_newest_whole_file(here, caplog, how):
    serve(here, 1)
    serve(here, 2)
    serve(here, 3, rows=20_000)
    spoil((here / "demonstration.duckdb").resolve(), how)
    shelf = Shelf("demonstration")
    with caplog.at_level(logging.WARNING):
        assert [answer(shelf) for _ in range(3)] == [2, 2, 2]
    assert len(caplog.records) == 2
    assert "does not serve" in caplog.records[0].getMessage()
    assert "demonstration-2-" in caplog.records[1].getMessage()


def test_a_file_of_another_edition_does_not_serve(here):
    serve(here, 1)
    shelf = Shelf("demonstration")
    assert answer(shelf) == 1
    partner = serve(here, 2, "partner")
    (here / "demonstration.duckdb").unlink()
    (here / "demonstration.duckdb").symlink_to(partner.name)
    assert answer(shelf) == 1


def test_a_pointer_that_vanishes_leaves_the_last_good_file_serving(here):
    serve(here, 1)
    shelf = Shelf("demonstration")
    assert answer(shelf) == 1
    (here / "demonstration.duckdb").unlink()
    assert answer(shelf) == 1


def test_without_any_file_there_is_a_sentence_with_the_command_to_run(here):
    advice = (
        "No earlier file is whole. On the machine that keeps the data, run “python -m csp demo”."
    )
    with pytest.raises(WarehouseError) as told:
        Shelf("demonstration").reader()
    assert str(told.value) == f"demonstration.duckdb cannot be read as a data file. {advice}"
    junk(here)
    name = (here / "demonstration.duckdb").resolve().name
    with pytest.raises(WarehouseError) as told:
        Shelf("demonstration").reader()
    assert str(told.value) == f"{name} cannot be read as a data file. {advice}"


def test_the_door_serves_the_public_file_before_the_demonstration(here, monkeypatch):
    serve(here, 1)
    assert warehouse().edition == "demonstration"
    serve(here, 2, "public")
    assert warehouse().edition == "demonstration"  # as this process began
    _settled.cache_clear()  # as the next one begins
    assert warehouse().edition == "public"
    serve(here, 3, "partner")
    assert warehouse().edition == "public"
    monkeypatch.setenv("CSP_EDITION", "partner")
    assert warehouse().edition == "partner"
    assert warehouse() is warehouse()
