"""Packs that lie ready: those of the served edition and release, nothing that leads elsewhere."""

from pathlib import Path

import pytest

from csp import packs
from csp.errors import WarehouseError


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
    found = packs.made("public", "2025-12-ab12")
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
    assert packs.made("public", release) == []


def test_no_link_is_followed_and_no_other_file_is_offered(folder, tmp_path):
    own = folder / "public-2025-12-ab12"
    before = packs.made("public", "2025-12-ab12")
    (own / "minutes.pdf").symlink_to(folder / "partner-2025-12-ab12" / "data-on-a-page.pdf")
    for name in ("notes.txt", ".hidden.pdf", "run.sh", "page.pdf.exe", "a b.pdf"):
        (own / name).write_bytes(b"x")
    (own / "folder.pdf").mkdir()
    assert packs.made("public", "2025-12-ab12") == before
    (folder / "public-2025-10-cc").symlink_to(folder / "partner-2025-12-ab12")
    assert packs.made("public", "2025-10-cc") == []


def test_a_file_that_became_a_link_since_is_not_read(folder):
    one = packs.made("public", "2025-12-ab12")[0]
    one.path.unlink()
    with pytest.raises(WarehouseError, match="replaced"):
        packs.content(one)
    one.path.symlink_to(folder / "partner-2025-12-ab12" / "slides.pptx")
    with pytest.raises(WarehouseError, match="replaced"):
        packs.content(one)


def test_without_any_pack_nothing_is_offered(tmp_path, monkeypatch):
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    assert packs.made("public", "2025-12-ab12") == []
