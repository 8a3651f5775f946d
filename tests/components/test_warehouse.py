"""The open file is swapped under load: no error, no old answer, and junk never serves."""

import logging
import threading
import time
from pathlib import Path

import duckdb
import pytest

from components.warehouse import Shelf, warehouse
from csp.build.swap import only_builder, swap_in
from csp.db import sql
from csp.errors import WarehouseError
from csp.settings import Edition

READERS = 8
SWAPS = 3


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.delenv("CSP_EDITION", raising=False)
    return tmp_path


def serve(folder: Path, number: int, edition: Edition = "demonstration") -> Path:
    """Swaps in a small file that says its number."""
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
    assert "was not opened" in caplog.records[0].getMessage()
    serve(here, 2)
    assert answer(shelf) == 2


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


def test_without_any_file_there_is_a_sentence(here):
    with pytest.raises(WarehouseError, match=r"demonstration\.duckdb cannot be read"):
        Shelf("demonstration").reader()
    junk(here)
    with pytest.raises(WarehouseError, match="cannot be read as a data file"):
        Shelf("demonstration").reader()


def test_the_door_serves_the_public_file_before_the_demonstration(here, monkeypatch):
    serve(here, 1)
    assert warehouse().edition == "demonstration"
    serve(here, 2, "public")
    assert warehouse().edition == "public"
    serve(here, 3, "partner")
    assert warehouse().edition == "public"
    monkeypatch.setenv("CSP_EDITION", "partner")
    assert warehouse().edition == "partner"
    assert warehouse() is warehouse()
