"""Which releases stay and may be shown again, and what a link to another one is told."""

from datetime import date
from pathlib import Path

import pytest

from csp import citations, kept_releases
from csp.build import swap
from csp.cli import main
from csp.errors import CitationError, ReleaseError
from csp.ingest import purge
from tests.hostile_words import TRIED

DAY = date(2026, 11, 27)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    (tmp_path / "releases").mkdir()
    return tmp_path


def put(folder: Path, edition: str, release: str) -> Path:
    """Swaps a file in, as a build does."""
    workspace = folder / ".building"
    workspace.mkdir(exist_ok=True)
    made = workspace / "new.duckdb"
    made.write_text(release)
    return swap.swap_in(made, folder / f"{edition}.duckdb", release)


def log(folder: Path, *releases: str) -> None:
    for one in releases:
        (folder / "releases" / f"{one}.csv").write_text("table\n")


def held(folder: Path, edition: str) -> set[str]:
    return {kept_releases.release_of(one) for one in folder.glob(f"{edition}-*.duckdb")}


def test_a_cited_release_outlives_later_builds_and_others_do_not(folder):
    put(folder, "partner", "2025-01-aa")
    put(folder, "partner", "2025-02-bb")
    citations.cite("2025-01-aa", "ward_map?view=meeting", DAY)
    for month in range(3, 9):
        put(folder, "partner", f"2025-0{month}-cc")
    assert held(folder, "partner") == {"2025-01-aa", "2025-06-cc", "2025-07-cc", "2025-08-cc"}
    assert kept_releases.find("partner", "2025-01-aa").read_text() == "2025-01-aa"


def test_of_a_cited_release_that_was_built_twice_the_newer_file_is_enough(folder):
    citations.cite("2025-01-aa", "ward_map", DAY)
    put(folder, "partner", "2025-01-aa")
    newer = put(folder, "partner", "2025-01-aa")
    for month in range(2, 6):
        put(folder, "partner", f"2025-0{month}-cc")
    assert list(folder.glob("partner-2025-01-aa-*")) == [newer]


def test_where_nobody_knows_what_is_cited_nothing_goes(folder):
    (folder / "meetings").mkdir()
    (folder / "meetings" / "cited.jsonl").write_text("spoilt")
    for month in range(1, 7):
        put(folder, "partner", f"2025-0{month}-cc")
    assert len(held(folder, "partner")) == 6


def test_citing_twice_is_written_once_and_a_spoilt_book_takes_nothing(folder):
    citations.cite("2025-01-aa", "ward_map", DAY)
    citations.cite("2025-01-aa", "ward_map", DAY)
    citations.cite("2025-01-aa", "about", DAY)
    assert [one.reference for one in citations.lines()] == ["ward_map", "about"]
    with citations.book().open("ab") as file:
        file.write(b"half a li")
    before = citations.book().read_bytes()
    with pytest.raises(CitationError, match="put it back from a copy"):
        citations.cite("2025-02-bb", "about", DAY)
    assert citations.book().read_bytes() == before


def test_a_link_that_is_too_long_is_refused_calmly(folder):
    with pytest.raises(CitationError, match="too long"):
        citations.cite("2025-01-aa", "ward_map?ward=" + "%C3%A9" * 600, DAY)
    assert citations.lines() == ()


def test_a_cited_release_that_went_says_when_and_why(folder):
    citations.cite("2025-01-aa", "ward_map", DAY)
    with pytest.raises(ReleaseError, match="no longer held"):
        kept_releases.find("partner", "2025-01-aa")
    lost = citations.note_gone(frozenset({"2025-01-aa", "2025-02-bb"}), "past its time", DAY)
    assert lost == {"2025-01-aa"}
    with pytest.raises(ReleaseError, match="27 November 2026, since it held records longer"):
        kept_releases.find("partner", "2025-01-aa")


def test_a_purge_notes_which_cited_files_went(folder):
    citations.cite("2025-01-aa", "ward_map", DAY)
    files = tuple(folder / f"partner-2025-0{one}-aa-20260101.duckdb" for one in (1, 2))
    told = list(purge._cited(purge.Due((), (), files), DAY))
    assert told == [
        "Minutes cite what was deleted: release 2025-01-aa. Their links say why it is gone."
    ]
    with pytest.raises(ReleaseError, match="The law comes before the minutes"):
        kept_releases.find("partner", "2025-01-aa")


def test_the_public_edition_shows_what_is_in_its_log_and_not_withdrawn(folder):
    for month in range(1, 8):
        put(folder, "public", f"2025-0{month}-cc")
    log(folder, "2025-07-cc", "2025-06-cc")
    assert kept_releases.find("public", "2025-06-cc").exists()
    with pytest.raises(ReleaseError, match="not in the log"):
        kept_releases.find("public", "2025-05-cc")
    assert main(["withdraw", "2025-06-cc", "--why", "A ward was counted twice."]) == 0
    with pytest.raises(ReleaseError, match="withdrawn on .*: A ward was counted twice"):
        kept_releases.find("public", "2025-06-cc")
    assert "2025-06-cc" not in held(folder, "public")


@pytest.mark.parametrize(
    ("release", "says"), [("2025-07-cc", "serves just now"), ("2024-01-zz", "no such release")]
)
def test_what_serves_or_was_never_published_cannot_be_withdrawn(folder, capsys, release, says):
    put(folder, "public", "2025-07-cc")
    log(folder, "2025-07-cc")
    assert main(["withdraw", release]) == 2
    assert says in capsys.readouterr().err
    assert kept_releases.withdrawals() == ()


def test_public_files_in_the_log_are_kept_up_to_a_bound(folder):
    names = [f"20{year:02}-{month:02}-cc" for year in (24, 25, 26) for month in range(1, 13)]
    log(folder, *names)
    for one in names:
        put(folder, "public", one)
    assert held(folder, "public") == set(names[-kept_releases.KEPT_PUBLIC :])


@pytest.mark.parametrize("edition", ["partner", "public", "demonstration"])
@pytest.mark.parametrize("tried", [*TRIED, "*", "../partner", "2025-01-aa/../../x"])
def test_hostile_names_of_releases_find_nothing_and_are_not_repeated(folder, edition, tried):
    put(folder, edition, "2025-01-aa")
    log(folder, "2025-01-aa")
    with pytest.raises(ReleaseError) as told:
        kept_releases.find(edition, tried)
    assert len(tried) < 4 or tried not in str(told.value)
