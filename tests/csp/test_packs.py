"""Packs that lie ready: those of the served edition and release, nothing that leads elsewhere."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from csp import packs
from csp.errors import WarehouseError

BEFORE = datetime(2025, 12, 1)  # noqa: DTZ001  # as a file holds the moment of its build: UTC


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A data folder with packs of two editions and two releases."""
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    for name in ("public-2025-12-ab12", "public-2025-11-ff00", "partner-2025-12-ab12"):
        own = tmp_path / "packs" / name
        own.mkdir(parents=True)
        (own / "slides.pptx").write_bytes(name.encode())
        (own / "assessment.html").write_bytes(b"<html>")
        (own / "data-on-a-page.pdf").write_bytes(b"%PDF")
    return tmp_path / "packs"


def test_the_files_of_the_edition_and_release_are_offered_slides_first(folder):
    found = packs.made("public", "2025-12-ab12", BEFORE)
    told = [(one.title, one.kind, one.size) for one in found]
    assert told == [
        ("Slides", "PowerPoint slides", 19),
        ("Assessment", "one HTML file", 6),
        ("Data on a page", "PDF", 4),
    ]
    assert packs.content(found[0]) == b"public-2025-12-ab12"
    assert found[1].mime == "text/html"


@pytest.mark.parametrize(
    "release",
    [
        "2025-10-none",
        "",
        ".",
        "..",
        "../partner-2025-12-ab12",
        "2025-12-ab12/../..",
        "a\x00b",
        "/etc",
    ],
)
def test_another_release_has_no_pack_whatever_its_name(folder, release):
    assert packs.made("public", release, BEFORE) == []


def test_no_link_is_followed_and_no_other_file_is_offered(folder, tmp_path):
    own = folder / "public-2025-12-ab12"
    before = packs.made("public", "2025-12-ab12", BEFORE)
    (own / "minutes.pdf").symlink_to(folder / "partner-2025-12-ab12" / "data-on-a-page.pdf")
    for name in ("notes.txt", ".hidden.pdf", "run.sh", "page.pdf.exe", "a b.pdf"):
        (own / name).write_bytes(b"x")
    (own / "folder.pdf").mkdir()
    assert packs.made("public", "2025-12-ab12", BEFORE) == before
    (folder / "public-2025-10-cc").symlink_to(folder / "partner-2025-12-ab12")
    assert packs.made("public", "2025-10-cc", BEFORE) == []


def test_a_file_that_became_a_link_since_is_not_read(folder):
    one = packs.made("public", "2025-12-ab12", BEFORE)[0]
    one.path.unlink()
    with pytest.raises(WarehouseError, match="replaced"):
        packs.content(one)
    one.path.symlink_to(folder / "partner-2025-12-ab12" / "slides.pptx")
    with pytest.raises(WarehouseError, match="replaced"):
        packs.content(one)


def test_a_pack_of_the_same_release_that_is_older_than_its_file_is_not_offered(folder):
    """It was published again since, with another count hidden."""
    own = folder / "public-2025-12-ab12"
    assert len(packs.made("public", "2025-12-ab12", BEFORE)) == 3
    for file in own.iterdir():
        os.utime(file, (1764590399, 1764590399))  # 2025-12-01 11:59:59 UTC
    noon = BEFORE.replace(hour=12)
    assert packs.made("public", "2025-12-ab12", noon) == []
    assert len(packs.made("public", "2025-12-ab12", BEFORE)) == 3


def test_a_pack_that_this_account_may_not_read_is_none(folder, monkeypatch):
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert packs.made("public", "2025-12-ab12", BEFORE) == []


def test_packs_whose_file_went_are_found_and_removed(folder):
    (folder / "partner-2025-11-ff00").mkdir()
    (folder / "partner-2025-10-aa").symlink_to(folder / "public-2025-12-ab12")
    left = packs.left_behind("partner", {"2025-12-ab12"})
    assert [one.name for one in left] == ["partner-2025-10-aa", "partner-2025-11-ff00"]
    for one in left:
        packs.remove(one)
    assert sorted(one.name for one in folder.iterdir()) == [
        "partner-2025-12-ab12",
        "public-2025-11-ff00",
        "public-2025-12-ab12",
    ]
    assert len(packs.made("public", "2025-12-ab12", BEFORE)) == 3
    with pytest.raises(WarehouseError, match="could not be deleted"):
        packs.remove(folder / "partner-none")


def test_without_any_pack_nothing_is_offered(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    assert packs.made("public", "2025-12-ab12", BEFORE) == []
