"""The committed open data are what the downloads give: the same bytes, twice, and small."""

import shutil
from pathlib import Path

import pytest
from street_files import ROOT

from csp.errors import IntakeError
from csp.ingest.derive_open import NEEDED, OUTLINES, TABLES, derive_open

OPEN = ROOT / "data" / "open"
DOWNLOADS = ROOT.parent / "shared" / "data"
BY_HAND = {"README.md", "dataset.csv", "boundaries/label_positions.csv"}
MOST_BYTES = 2 * 1024**2
needs_downloads = pytest.mark.skipif(
    not (DOWNLOADS / "reference").exists(), reason="the folder ../shared/data is not here"
)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@needs_downloads
@pytest.mark.slow
def test_deriving_twice_gives_the_committed_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CSP_DATA")
    told = derive_open(DOWNLOADS, tmp_path / "open")
    first = contents(tmp_path / "open")
    assert derive_open(DOWNLOADS, tmp_path / "open") == told
    assert contents(tmp_path / "open") == first
    committed = contents(OPEN)
    assert set(committed) == set(first) | BY_HAND
    assert [name for name in sorted(first) if first[name] != committed[name]] == []
    assert len(told) == len(first) == len(TABLES) + 5


def test_the_committed_open_data_stay_small():
    assert sum(map(len, contents(OPEN).values())) < MOST_BYTES


def test_every_download_that_is_missing_is_told_at_once(tmp_path: Path):
    (tmp_path / "downloads").mkdir()
    with pytest.raises(IntakeError) as raised:
        derive_open(tmp_path / "downloads", tmp_path / "open")
    assert raised.value.faults == [
        *(f"{name} is missing or is no CSV file" for name in NEEDED),
        *(f"{name} is missing" for name in OUTLINES),
    ]
    assert not (tmp_path / "open").exists()


SPOILT = {
    "a sum that does not agree": (
        "police_uk/manifest.csv",
        ",12025,",
        ",12026,",
        "2014-01: the districts hold 12025 rows, the manifest another sum",
    ),
    "bands of age that are not all residents": (
        "reference/maidstone_lsoa11_population_mid2017_2019_2020.csv",
        "2017,1384.0,344.0,",
        "2017,1384.0,345.0,",
        "E01024333, 2017: the bands of age are 1385 residents, the total is 1384",
    ),
    "text where a number belongs": (
        "police_uk/manifest.csv",
        ",12025,",
        ",many,",
        "police_uk/manifest.csv: row 2, \"kent_rows\": 'many' is not a number",
    ),
}


@needs_downloads
@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_wrong_in_a_download_is_told(
    spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CSP_DATA")
    name, before, after, fault = SPOILT[spoilt]
    downloads = tmp_path / "downloads"
    shutil.copytree(DOWNLOADS, downloads, ignore=shutil.ignore_patterns("*.zip"))
    file = downloads / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.chmod(0o644)
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(IntakeError) as raised:
        derive_open(downloads, tmp_path / "open")
    assert raised.value.faults == [fault]
