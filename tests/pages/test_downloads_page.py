"""Downloads: every part opens, offers its files, and a pack is that of the served release alone."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from streamlit.runtime.pages_manager import PagesManager

from components.screens import whole_tables
from components.words import downloads as words
from csp import packs
from tests.pages.opening import opened, said


@pytest.fixture(autouse=True)
def _demonstration(demonstration, monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    return demonstration


def offered(app) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


def test_whole_tables_of_the_police_come_first_each_with_its_files():
    app = opened("downloads")
    assert app.title[0].value == "Everything shown here can be taken away"
    found = offered(app)
    assert found[0] == "All of these as CSV in one archive (ZIP)"
    assert found.count("Table as CSV") == found.count("Table as XLSX") == 5
    assert found.count("Table as CSV (ZIP)") == 2
    assert "hashlib.sha256" in said(app)


def test_figures_of_a_page_come_with_pictures_and_areas():
    app = opened("downloads", part="figures", page="ward_map")
    found = offered(app)
    assert found[:2] == ["Table as CSV", "Table as XLSX"]
    assert {"Areas as GeoJSON"} < set(found)
    assert sum(one.endswith("PNG") for one in found) == 2
    assert 'href="ward_map"' in said(app)
    assert app.selectbox(key="page").value == "ward_map"


def test_without_a_pack_it_is_said_calmly_who_makes_one():
    app = opened("downloads", part="pack")
    assert offered(app) == []
    assert "python -m csp pack" in said(app)


def test_the_pack_of_this_release_is_offered_and_no_other(tmp_path, _demonstration, monkeypatch):
    release = _demonstration.release
    for name in (f"demonstration-{release}", f"partner-{release}", "demonstration-2020-01-old"):
        folder = tmp_path / "packs" / name
        folder.mkdir(parents=True)
        (folder / "slides.pptx").write_bytes(name.encode())
        (folder / f"of-{name}.pdf").write_bytes(b"%PDF")
    monkeypatch.setattr(packs, "data_folder", lambda: tmp_path)
    app = opened("downloads", part="pack")
    assert offered(app) == [
        "Slides as PPTX",
        f"Of demonstration {release.replace('-', ' ')} as PDF",
    ]


def test_the_link_in_a_file_shows_the_release_that_it_was_taken_from(_demonstration):
    release = _demonstration.release
    app = opened("downloads", part="tables", release=release, on="2026-01-02")
    assert f"As seen on 2 Jan 2026, release {release}" in said(app)
    assert 'href="downloads"' in said(app)
    other = opened("downloads", part="tables", release="../../etc/passwd", on="2026-01-02")
    assert other.title[0].value == words.CANNOT and offered(other) == []
    assert "not held" in said(other) and "passwd" not in said(other)


def test_the_link_of_a_table_about_all_datasets_leads_to_it(_demonstration):
    (first, *_) = whole_tables.of(_demonstration, "", date(2026, 1, 2))
    asked = dict(parse_qsl(first.table.reference.partition("?")[2]))
    assert opened("downloads", **asked).selectbox(key="dataset").value == ""
