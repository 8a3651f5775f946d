"""Finding street-level files: names, folders and zips that are not what they should be."""

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from street_files import (
    JANUARY,
    NAME,
    POLICE_UK,
    held_rows,
    month_of,
    refused,
    row,
    text,
    write,
    zipped,
)

from csp import archive
from csp.ingest import members
from csp.ingest.police_uk import ingest

needs_links = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX systems")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("2025-13-kent-street.csv", "2025-13 is not a month."),
        ("0000-01-kent-street.csv", "0000-01 is not a month."),
        (
            "0001-05-kent-street.csv",
            "0001-05 lies before December 2010, when data.police.uk begins.",
        ),
        (
            "2010-11-kent-street.csv",
            "2010-11 lies before December 2010, when data.police.uk begins.",
        ),
        ("2099-01-kent-street.csv", "2099-01 lies in the future."),
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


def test_the_running_month_has_not_ended(tmp_path: Path):
    running = f"{datetime.now(UTC):%Y-%m}"
    name = f"{running}-kent-street.csv"
    assert refused(write(tmp_path, name, month_of(running))) == [
        f"{name}: {running} has not ended yet."
    ]


def test_the_same_month_in_two_folders_is_told_with_the_folders(tmp_path: Path):
    for folder in ("a", "b"):
        write(tmp_path, f"all/{folder}/{NAME}", text(row()))
    told = f"2025-01 was offered 2 times: a/{NAME}; b/{NAME}."
    assert refused(tmp_path / "all") == [told]
    assert refused(tmp_path / "all/a" / NAME, tmp_path / "all/b" / NAME) == [told]


def test_a_fault_in_a_folder_is_told_with_its_place(tmp_path: Path):
    write(tmp_path, f"all/2025-01/{NAME}", text(row(kind="Loitering")))
    (fault,) = refused(tmp_path / "all")
    assert fault.startswith(f'2025-01/{NAME}: row 2, "Crime type"')


def test_a_folder_that_cannot_be_listed_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, f"all/open/{NAME}", text(row()))
    (tmp_path / "all" / "closed").mkdir()
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert refused(tmp_path / "all") == ["closed: cannot be read (Permission denied)."]


@needs_links
def test_links_that_lead_in_a_circle_or_nowhere(tmp_path: Path):
    (tmp_path / "all").mkdir()
    for name, leads_to in ((NAME, "b.csv"), ("b.csv", NAME), ("2025-02-kent-street.csv", "gone")):
        (tmp_path / "all" / name).symlink_to(leads_to)
    circle = f"{NAME}: cannot be read (Too many levels of symbolic links)."
    assert refused(tmp_path / "all") == [
        circle,
        "2025-02-kent-street.csv: cannot be read (No such file or directory).",
    ]
    assert refused(tmp_path / "all" / NAME) == [circle]


@needs_links
def test_a_link_is_taken_under_its_own_name(tmp_path: Path):
    write(tmp_path, "downloads/file-17.csv", text(row()))
    (tmp_path / NAME).symlink_to(tmp_path / "downloads" / "file-17.csv")
    assert ingest([tmp_path / NAME]).taken == (JANUARY,)
    assert archive.received(POLICE_UK)[0].name == NAME


@needs_links
def test_a_linked_folder_in_a_folder_is_told(tmp_path: Path):
    write(tmp_path, f"far/{NAME}", text(row()))
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "link").symlink_to(tmp_path / "far")
    assert refused(tmp_path / "all") == ["link: is a link to a folder; offer that folder itself."]
    assert ingest([tmp_path / "all" / "link"]).taken == (JANUARY,)


@needs_links
@pytest.mark.timeout(20)
def test_a_pipe_is_refused_at_once(tmp_path: Path):
    (tmp_path / "all").mkdir()
    os.mkfifo(tmp_path / "all" / NAME)
    told = [f"{NAME}: is no file that can be kept, but a pipe or a device."]
    assert refused(tmp_path / "all") == told
    assert refused(tmp_path / "all" / NAME) == told


def test_a_zip_in_a_zip_is_told(tmp_path: Path):
    inner = zipped(tmp_path / "inner.zip", {f"2025-01/{NAME}": text(row())}).read_bytes()
    packed = zipped(tmp_path / "all.zip", {"inner.zip": inner, f"2025-01/{NAME}": text(row())})
    assert refused(packed) == [
        "all.zip, inner.zip: is a zip inside a zip; unpack it and offer it alone."
    ]


def test_a_zip_with_the_strokes_of_windows_is_taken(tmp_path: Path):
    packed = zipped(tmp_path / "all.zip", {f"2025-01\\{NAME}": text(row())})
    assert ingest([packed]).taken == (JANUARY,)
    assert held_rows()[0]["Crime ID"] == "a1"
    wrong = zipped(tmp_path / "wrong.zip", {f"2025-02\\{NAME}": text(row())})
    assert refused(wrong) == [
        f"wrong.zip, 2025-02\\{NAME}: lies in the folder 2025-02, but is named for 2025-01."
    ]
