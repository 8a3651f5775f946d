"""The archive of received files: whole or not at all, in order, and never silently damaged."""

import hashlib
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from csp import archive
from csp.archive import Held, Offered, Receipt
from csp.errors import WarehouseError

SOURCE = "police_uk"
JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def raw(data: Path) -> Path:
    return data / "raw" / SOURCE


def offer(folder: Path, name: str, content: bytes, *months: date) -> Offered:
    file = folder / name
    file.write_bytes(content)
    holds = tuple(Held(month=month, member=name, rows=1) for month in months or (JANUARY,))
    return Offered(file, archive.fingerprint(file), holds)


def keep_one(folder: Path, name: str = "a.csv", content: bytes = b"one", *months: date) -> Receipt:
    return archive.keep(SOURCE, [offer(folder, name, content, *months)])[0]


def told() -> str:
    with pytest.raises(WarehouseError) as raised:
        archive.received(SOURCE)
    return str(raised.value)


def as_told(sentence: str) -> str:
    advice = "Put the folder back from a copy, or remove it and offer the file again."
    return f"Received files are damaged:\n  {sentence}\n  {advice}"


def test_nothing_was_ever_received():
    assert archive.received(SOURCE) == []
    assert archive.newest_months(SOURCE) == {}


def test_a_file_is_kept_as_received_under_its_hash(tmp_path: Path, raw: Path):
    receipt = keep_one(tmp_path, "January (1).csv", b"as it came\r\n")
    assert receipt.path == raw / receipt.sha256[:16] / "January (1).csv"
    assert receipt.path.read_bytes() == b"as it came\r\n"
    note = json.loads((receipt.path.parent / "received.json").read_text(encoding="utf-8"))
    assert note.pop("received_at").endswith("Z")
    assert note == {
        "source": SOURCE,
        "name": "January (1).csv",
        "sha256": hashlib.sha256(b"as it came\r\n").hexdigest(),
        "sequence": 1,
        "bytes": 12,
        "holds": [{"month": "2025-01-01", "member": "January (1).csv", "rows": 1}],
        "intake": 1,
    }
    assert archive.received(SOURCE) == [receipt]


def test_receipts_come_in_the_order_of_receipt(tmp_path: Path):
    for number in range(12):
        keep_one(tmp_path, f"{12 - number}.csv", str(number).encode())
    receipts = archive.received(SOURCE)
    assert [receipt.sequence for receipt in receipts] == list(range(1, 13))
    assert [receipt.name for receipt in receipts] == [f"{12 - n}.csv" for n in range(12)]


def test_the_same_bytes_twice_change_nothing(tmp_path: Path):
    first = keep_one(tmp_path)
    assert archive.keep(SOURCE, [offer(tmp_path, "other-name.csv", b"one")]) == []
    assert archive.received(SOURCE) == [first]


def test_the_same_bytes_twice_in_one_offer_are_kept_once(tmp_path: Path):
    twins = [offer(tmp_path, "a.csv", b"one"), offer(tmp_path, "b.csv", b"one")]
    assert len(archive.keep(SOURCE, twins)) == 1


def test_the_newest_receipt_stands_for_a_month(tmp_path: Path):
    old = keep_one(tmp_path, "both.csv", b"one", JANUARY, FEBRUARY)
    new = keep_one(tmp_path, "january.csv", b"two", JANUARY)
    assert archive.newest_months(SOURCE) == {
        JANUARY: (new, "january.csv"),
        FEBRUARY: (old, "both.csv"),
    }


def test_a_plain_file_and_a_member_of_a_zip_open_alike(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("2025-01/x.csv", b"in the zip")
    packed_receipt = keep_one(tmp_path, "b.zip", (tmp_path / "b.zip").read_bytes())
    with archive.open_member(packed_receipt, "2025-01/x.csv") as file:
        assert file.read() == b"in the zip"
    with archive.open_member(keep_one(tmp_path), "a.csv") as file:
        assert file.read() == b"one"


def test_a_member_that_is_not_there_is_told(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("x.csv", b"")
    receipt = keep_one(tmp_path, "b.zip", (tmp_path / "b.zip").read_bytes())
    wrong = r"^raw/police_uk/[0-9a-f]{16}, as received, cannot be read\.$"
    with pytest.raises(WarehouseError, match=wrong), archive.open_member(receipt, "y.csv"):
        pass


def test_a_fault_of_the_reader_is_not_taken_for_one_of_the_archive(tmp_path: Path):
    receipt = keep_one(tmp_path)
    with pytest.raises(ValueError, match="mine"), archive.open_member(receipt, "a.csv"):
        raise ValueError("mine")


def test_altered_bytes_are_told(tmp_path: Path, raw: Path):
    receipt = keep_one(tmp_path)
    receipt.path.write_bytes(b"two")
    os.utime(receipt.path, ns=(1, 1))
    where = f"raw/police_uk/{receipt.sha256[:16]}"
    assert told() == as_told(f"{where}: the file is not what was received.")


def test_a_missing_note_and_a_missing_file_are_told_together(tmp_path: Path):
    first, second = keep_one(tmp_path), keep_one(tmp_path, "b.csv", b"two")
    (first.path.parent / "received.json").unlink()
    second.path.unlink()
    lines = told().splitlines()[1:-1]
    assert sorted(lines) == sorted(
        [
            f"  raw/police_uk/{first.sha256[:16]}: received.json is missing.",
            f"  raw/police_uk/{second.sha256[:16]}: the file is missing.",
        ]
    )


@pytest.mark.parametrize("note", [b"", b"{}", b"\xff\xfe", b'{"source": "police_uk"'])
def test_a_note_that_cannot_be_read_is_told(tmp_path: Path, note: bytes):
    receipt = keep_one(tmp_path)
    (receipt.path.parent / "received.json").write_bytes(note)
    where = f"raw/police_uk/{receipt.sha256[:16]}"
    assert told() == as_told(f"{where}: received.json cannot be read.")


@pytest.mark.parametrize("change", [{"name": "../../a.csv"}, {"source": "other"}])
def test_a_note_that_points_elsewhere_is_told(tmp_path: Path, change: dict[str, str]):
    receipt = keep_one(tmp_path)
    note = receipt.path.parent / "received.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | change))
    where = f"raw/police_uk/{receipt.sha256[:16]}"
    assert told() == as_told(f"{where}: received.json belongs to another file.")


def test_a_folder_under_another_name_is_told(tmp_path: Path, raw: Path):
    receipt = keep_one(tmp_path)
    receipt.path.parent.rename(raw / ("0" * 16))
    where = "raw/police_uk/0000000000000000"
    assert told() == as_told(f"{where}: received.json belongs to another file.")


def test_a_damaged_receipt_stops_a_further_one(tmp_path: Path):
    receipt = keep_one(tmp_path)
    receipt.path.unlink()
    with pytest.raises(WarehouseError, match=r"the file is missing"):
        keep_one(tmp_path, "b.csv", b"two")


def test_what_a_killed_run_left_is_neither_seen_nor_kept(tmp_path: Path, raw: Path):
    left = raw / ".taking-abc" / ("0" * 16)
    left.mkdir(parents=True)
    (left / "half.csv").write_bytes(b"ha")
    assert archive.received(SOURCE) == []
    keep_one(tmp_path)
    assert not left.parent.exists()
    assert len(archive.received(SOURCE)) == 1


def test_a_file_that_changed_after_its_check_is_refused(tmp_path: Path, raw: Path):
    offered = [offer(tmp_path, "a.csv", b"one"), offer(tmp_path, "b.csv", b"two")]
    (tmp_path / "b.csv").write_bytes(b"changed")
    wrong = r"^b\.csv changed while it was taken; nothing was kept\.$"
    with pytest.raises(WarehouseError, match=wrong):
        archive.keep(SOURCE, offered)
    assert archive.received(SOURCE) == []
    assert [left.name for left in raw.iterdir()] == [".lock"]


def test_a_file_cannot_take_the_place_of_its_own_note(tmp_path: Path):
    with pytest.raises(WarehouseError, match=r"^A file cannot be named received\.json"):
        keep_one(tmp_path, "received.json")


def test_content_is_kept_under_the_name_given_and_nothing_is_read_there(tmp_path: Path):
    offered = Offered(
        tmp_path / "not there" / "answers.csv",
        hashlib.sha256(b"normal form").hexdigest(),
        (Held(month=JANUARY, member="answers.csv", rows=1),),
        content=b"normal form",
    )
    (receipt,) = archive.keep("residents_survey", [offered])
    assert (receipt.name, receipt.bytes) == ("answers.csv", 11)
    assert receipt.path.read_bytes() == b"normal form"
    assert archive.received("residents_survey") == [receipt]


def test_one_intake_of_a_source_at_a_time(tmp_path: Path, raw: Path):
    raw.mkdir(parents=True)
    wrong = r"^Another intake of police_uk is running; try again later\.$"
    with FileLock(raw / ".lock"), pytest.raises(WarehouseError, match=wrong):
        keep_one(tmp_path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, data: Path):
    data.mkdir()
    (data / "raw").write_text("a file where the folder should be")
    wrong = r"^Nothing of police_uk could be kept: .+\.$"
    with pytest.raises(WarehouseError, match=wrong):
        keep_one(tmp_path)


def test_a_source_is_never_a_path():
    with pytest.raises(ValueError, match="no name of a source"):
        archive.received("../elsewhere")
