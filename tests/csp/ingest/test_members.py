"""Finding street-level files: names, folders and zips that are not what they should be."""

import zipfile
from pathlib import Path

import pytest
from street_files import (
    NAME,
    refused,
    row,
    text,
    write,
    zipped,
)

from csp.ingest import members


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("2025-13-kent-street.csv", "2025-13 is not a month."),
        ("0000-01-kent-street.csv", "0000-01 is not a month."),
        (
            "january.csv",
            "the name tells neither month nor force; give it back its name"
            " YYYY-MM-kent-street.csv.",
        ),
        ("january.xlsx", "is neither a zip, a CSV nor a folder."),
        (
            "2025-01-kent-outcomes.csv",
            "no street-level file of kent is in it (its name would be YYYY-MM-kent-street.csv).",
        ),
        (
            "2025-01-essex-street.csv",
            "no street-level file of kent is in it (its name would be YYYY-MM-kent-street.csv).",
        ),
    ],
)
def test_a_wrong_name(tmp_path: Path, name: str, fault: str):
    assert refused(write(tmp_path, name, text(row()))) == [f"{name}: {fault}"]


def test_a_file_in_the_folder_of_another_month(tmp_path: Path):
    write(tmp_path, f"all/2025-02/{NAME}", text(row()))
    assert refused(tmp_path / "all") == [
        f"2025-02/{NAME}: lies in the folder 2025-02, but is named for 2025-01."
    ]


def test_nothing_there_nothing_in_it_and_nothing_named(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "absent.zip", tmp_path / "empty") == [
        "absent.zip: there is no such file or folder.",
        "empty: no street-level file of kent is in it (its name would be YYYY-MM-kent-street.csv).",
    ]
    assert refused() == ["No file was named."]


def test_the_same_month_twice_in_one_offer(tmp_path: Path):
    packed = zipped(tmp_path / "all.zip", {f"2025-01/{NAME}": text(row())})
    assert refused(packed, write(tmp_path, NAME, text(row("a2")))) == [
        f"2025-01 was offered 2 times: all.zip, 2025-01/{NAME}; {NAME}."
    ]


def test_no_zip_at_all(tmp_path: Path):
    assert refused(write(tmp_path, "all.zip", text(row()))) == ["all.zip: is not a zip file."]
    assert refused(write(tmp_path, "none.zip", b"")) == ["none.zip: is not a zip file."]


def test_a_zip_cut_off(tmp_path: Path):
    whole = zipped(tmp_path / "whole.zip", {f"2025-01/{NAME}": text(row())}).read_bytes()
    assert refused(write(tmp_path, "all.zip", whole[: len(whole) // 2])) == [
        "all.zip: is a damaged zip, perhaps cut off while it was downloaded."
    ]


def test_a_member_with_a_wrong_checksum(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(f"2025-01/{NAME}", text(row()))
    content = (tmp_path / "all.zip").read_bytes().replace(b"a1,2025-01", b"b1,2025-01", 1)
    assert refused(write(tmp_path, "all.zip", content)) == [
        f"all.zip, 2025-01/{NAME}: is damaged and cannot be read."
    ]


def test_a_member_locked_with_a_password(tmp_path: Path):
    zipped(tmp_path / "all.zip", {f"2025-01/{NAME}": text(row())})
    content = bytearray((tmp_path / "all.zip").read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(write(tmp_path, "all.zip", bytes(content))) == [
        f"all.zip, 2025-01/{NAME}: is locked with a password."
    ]


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "..\\x.csv", "C:\\x.csv"])
def test_a_path_that_leads_out_of_the_zip(tmp_path: Path, name: str):
    packed = zipped(tmp_path / "all.zip", {f"2025-01/{NAME}": text(row()), name: b""})
    assert refused(packed) == [f"all.zip, {name!r}: the path leads out of the zip."]


def test_limits_on_what_a_zip_may_unpack_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    packed = zipped(tmp_path / "all.zip", {f"2025-01/{NAME}": b" " * 3 * 1024**2})
    monkeypatch.setattr(members, "MEMBER_LIMIT", 1024**2)
    monkeypatch.setattr(members, "TOTAL_LIMIT", 2 * 1024**2)
    assert refused(packed) == [
        f"all.zip, 2025-01/{NAME}: has 3 MB, more than the 1 MB that a month can have.",
        "all.zip: unpacks to 3 MB, more than 2 MB.",
    ]
    assert refused(write(tmp_path, NAME, b" " * 2 * 1024**2)) == [
        f"{NAME}: has 2 MB, more than the 1 MB that a month can have."
    ]
    monkeypatch.setattr(members, "ENTRIES_LIMIT", 0)
    assert refused(packed) == ["all.zip: holds 1 files, more than any police.uk archive."]
