"""The open file is swapped under load: no error, no old answer, and junk never serves."""

import contextlib
import logging
import os
import shutil
import threading
import time
from pathlib import Path

import duckdb
import pytest

from components import warehouse as warehouse_module
from components.warehouse import Shelf, can_serve, one_file, warehouse
from csp.build.swap import only_builder, swap_in
from csp.db import Reader, _settled, sql
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


def test_what_does_not_serve_is_told_once_and_tried_again_in_time(here, caplog):
    clock = [0.0]
    serve(here, 1)
    shelf = Shelf("demonstration", lambda: clock[0])
    assert answer(shelf) == 1
    whole = serve(here, 2, rows=20_000)
    kept = whole.read_bytes()
    with caplog.at_level(logging.WARNING):
        for share in (0.2, 0.4, 0.6):  # a copy that grows is another file at every look
            whole.write_bytes(kept[: round(len(kept) * share)])
            assert [answer(shelf) for _ in range(2)] == [1, 1]
        assert len(caplog.records) == 1
        (here / "demonstration.duckdb").unlink()
        assert [answer(shelf) for _ in range(2)] == [1, 1]
        assert len(caplog.records) == 2
        assert "demonstration.duckdb cannot be read" in caplog.records[1].getMessage()
        whole.write_bytes(kept)
        (here / "demonstration.duckdb").symlink_to(whole.name)
        assert answer(shelf) == 2
    assert caplog.records[2].getMessage() == "Release 2 serves now"


def test_a_whole_file_that_could_not_be_opened_for_a_while_serves_in_the_end(here, monkeypatch):
    clock, open_door = [0.0], warehouse_module._proven
    serve(here, 1)
    shelf = Shelf("demonstration", lambda: clock[0])
    assert answer(shelf) == 1
    serve(here, 2)

    def shut(path: Path, edition: Edition) -> None:
        raise WarehouseError(f"{path.name} cannot be read as a data file.")

    monkeypatch.setattr(warehouse_module, "_proven", shut)
    assert answer(shelf) == 1
    monkeypatch.setattr(warehouse_module, "_proven", open_door)
    clock[0] = warehouse_module.AGAIN - 1
    assert answer(shelf) == 1
    clock[0] = warehouse_module.AGAIN
    assert answer(shelf) == 2


def test_a_file_is_let_go_with_the_last_who_reads_it(here):
    shelf = Shelf("demonstration")
    old = serve(here, 0).resolve()
    reader = shelf.reader()
    assert reader.read("supply", dataset="police_uk")["reason"].iloc[0] == "0"
    assert reader.kept(lambda held: held.release) == "0"
    serve(here, 1)
    assert answer(shelf) == 1
    assert old in open_files()  # somebody is in the middle of a page
    assert reader.read("release")["release"].iloc[0] == "0"
    del reader
    assert old not in open_files()


def test_many_swaps_leave_one_file_open_and_no_memory_behind(here):
    shelf, swaps = Shelf("demonstration"), 201 if "CSP_LONG" in os.environ else 9
    weights = []
    whole = serve(here, 0, rows=2000)
    for number in range(1, swaps):
        serve_copy(whole, number)
        assert answer(shelf) == number
        weights.append(memory())
    assert len([file for file in open_files() if file.parent == here]) == 1
    assert weights[-1] - weights[swaps // 4] < 12, weights  # MB; one open file weighs about 4


def serve_copy(whole: Path, number: int) -> None:
    """Swaps in a copy that says another number: quicker than to make one."""
    kept = whole.with_name("kept")
    if not kept.exists():
        shutil.copy(whole, kept)
    with only_builder("demonstration") as workspace:
        path = Path(shutil.copy(kept, workspace / "new.duckdb"))
        with duckdb.connect(str(path)) as made:
            made.execute("UPDATE release SET release = $number", {"number": str(number)})
            made.execute("UPDATE supply SET reason = $number", {"number": str(number)})
        swap_in(path, whole.with_name("demonstration.duckdb"), str(number))


def open_files() -> set[Path]:
    """The files that this process holds open."""
    held = []
    for one in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            held.append(one.readlink())
    return set(held)


def memory() -> float:
    """The memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


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


def test_what_can_be_served(here):
    assert not can_serve("public")
    serve(here, 1, "public")
    assert can_serve("public")
    assert not can_serve("partner")
    (here / "public.duckdb").unlink()
    assert can_serve("public")  # an earlier file is there
    serve(here, 1)
    (here / "demonstration.duckdb").unlink()
    assert not can_serve("demonstration")  # it is made anew


def test_a_file_that_is_open_serves_when_every_file_is_gone(here, monkeypatch):
    monkeypatch.setenv("CSP_EDITION", "public")
    file = serve(here, 1, "public")
    assert warehouse().release == "1"
    file.unlink()
    (here / "public.duckdb").unlink()
    assert can_serve("public")
    assert warehouse().release == "1"


def test_a_page_in_the_making_is_made_from_one_file(here):
    serve(here, 1)
    with one_file():
        assert warehouse().release == "1"
        serve(here, 2)
        assert warehouse().release == "1"
        elsewhere = []
        other = threading.Thread(target=lambda: elsewhere.append(warehouse().release))
        other.start()
        other.join()
        assert elsewhere == ["2"]
    assert warehouse().release == "2"
    with pytest.raises(KeyError), one_file():
        assert warehouse().release == "2"
        raise KeyError
    serve(here, 3)
    assert warehouse().release == "3"


def test_while_a_new_file_is_opened_beside_the_one_before_serves(here, monkeypatch):
    serve(here, 1)
    shelf, going_on = Shelf("demonstration", beside=True), threading.Event()
    assert answer(shelf) == 1
    proven = warehouse_module._proven

    def slowly(path: Path, edition: Edition) -> Reader:
        going_on.wait(5)
        return proven(path, edition)

    monkeypatch.setattr(warehouse_module, "_proven", slowly)
    for number in (2, 3):  # the last one comes while the one before it is opened
        serve(here, number)
        assert answer(shelf) == 1
    going_on.set()
    _until(lambda: answer(shelf) == 3)
    junk(here)
    assert answer(shelf) == 3
    _until(lambda: not shelf._opening)
    assert answer(shelf) == 3
    serve(here, 4)
    _until(lambda: answer(shelf) == 4)


def _until(holds) -> None:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    assert holds()
