"""What the build is made of: each slip in an open or published file or a setting is a sentence."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csp import cli
from csp import settings as settings_module
from csp.build.inputs import check_inputs
from csp.errors import BuildError
from tests.conftest import fresh_data_folder

HEAD = "The new file was not made, since what it is made of has faults:"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of one's own that a test may spoil."""
    folder = fresh_data_folder(tmp_path / "data")
    monkeypatch.setenv("CSP_DATA", str(folder))
    settings_module.settings.cache_clear()
    yield folder
    settings_module.settings.cache_clear()


def told(folder: Path) -> list[str]:
    with pytest.raises(BuildError) as raised:
        check_inputs(folder)
    head, *faults = str(raised.value).split("\n  ")
    assert head == HEAD
    return faults


def replaced(before: bytes, after: bytes) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        content = file.read_bytes()
        assert before in content
        file.write_bytes(content.replace(before, after, 1))

    return change


def wrote(content: bytes) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(content) and None


def test_the_committed_files_and_settings_have_no_fault(here):
    check_inputs(here)


def test_an_area_may_be_shown_without_the_ages_of_its_residents(here):
    (here / "open" / "population_age.csv").unlink()
    check_inputs(here)


SLIPS = {
    "an age that is no text": (
        "open/population_age.csv",
        replaced(b"0 to 17,214", b",214"),
        ['population_age.csv: row 2, "age_band": the cell is empty.'],
    ),
    "a missing table": ("open/population.csv", Path.unlink, ["population.csv: is missing."]),
    "an empty table": (
        "open/lookup_lsoa_ward.csv",
        wrote(b""),
        ["lookup_lsoa_ward.csv: is empty."],
    ),
    "a renamed column": (
        "open/population.csv",
        replaced(b"people", b"persons"),
        [
            'population.csv: column "people" is missing (columns found: area_code, vintage, basis,'
            " year, persons)."
        ],
    ),
    "text where a number belongs": (
        "open/crime_lsoa_month.csv",
        replaced(b"burglary,2\n", b"burglary,two\n"),
        ["crime_lsoa_month.csv: row 2, \"events\": 'two' is not a whole number."],
    ),
    "a month that is none": (
        "open/crime_district_month.csv",
        replaced(b"2014-01,", b"2014-13,"),
        ["crime_district_month.csv: row 2, \"month\": '2014-13' is not a month (YYYY-MM)."],
    ),
    "another encoding": (
        "open/dataset.csv",
        replaced("’".encode(), b"\x92"),
        ["dataset.csv: row 6 is not UTF-8 text; save the file as UTF-8 CSV."],
    ),
    "a date that is none": (
        "open/dataset.csv",
        replaced(b"2026-11-22", b"22/11/2026"),
        ["dataset.csv: row 2, \"received_on\": '22/11/2026' is not a date (YYYY-MM-DD)."],
    ),
    "an area twice": (
        "open/area.csv",
        replaced(b"E07000105,", b"E07000106,"),
        ["area.csv: rows 4 and 5, \"area_code\": 'E07000106' is entered 2 times."],
    ),
    "boundaries of nothing": (
        "open/boundaries/districts.geojson",
        wrote(b"{}"),
        ["districts.geojson: has no features."],
    ),
    "boundaries cut off": (
        "open/boundaries/lsoa_2021.geojson",
        lambda file: file.write_bytes(file.read_bytes()[:5000]) and None,
        ["lsoa_2021.geojson: is no GeoJSON that can be read; it may have been cut off."],
    ),
    "a boundary without a code": (
        "open/boundaries/wards_2013.geojson",
        replaced(b'"area_code"', b'"code"'),
        [
            "wards_2013.geojson: feature 1 has no area_code or no outline that can be drawn.",
        ],
    ),
    "a renamed column of the figures": (
        "published/figures/assessment_2020.csv",
        replaced(b"value", b"figure_value"),
        [
            "figures/assessment_2020.csv: the columns are not: figure, document, section, theme,"
            " what, value, unit, period_start, period_end, area_code, comparator, recompute."
        ],
    ),
    "text in a figure": (
        "published/figures/assessment_2020.csv",
        replaced(b"17244", b"about 17244"),
        ["figures/assessment_2020.csv: row 2, \"value\": 'about 17244' is not a number."],
    ),
    "an unknown district": (
        "settings.toml",
        replaced(b"E07000110", b"E07000999"),
        [
            "settings.toml: area.code: 'E07000999' is not a district that is held (held: E06000035,"
            " E07000105, E07000106, E07000107, E07000108, E07000109, E07000110, E07000111,"
            " E07000112, E07000113, E07000114, E07000115, E07000116)."
        ],
    ),
    "an unknown force": (
        "settings.toml",
        replaced(b"E23000032", b"E23000099"),
        [
            "settings.toml: area.force_code: 'E23000099' is not a force that is held (held:"
            " E23000032)."
        ],
    ),
    "an unknown plan": (
        "settings.toml",
        replaced(b'current = "2020-21"', b'current = "2031-32"'),
        [
            "settings.toml: plan.current: '2031-32' is not a plan that is held (held: 2013-18,"
            " 2017-18, 2019-22, 2020-21)."
        ],
    ),
    "an unknown default ward set": (
        "settings.toml",
        replaced(b"changed_on", b'default_vintage = "1999"\nchanged_on'),
        [
            "settings.toml: wards.default_vintage: '1999' is not a ward set that is held (held:"
            " 2013, 2024)."
        ],
    ),
    "an unknown other ward set": (
        "settings.toml",
        replaced(b"changed_on", b'other_vintage = "1066"\nchanged_on'),
        [
            "settings.toml: wards.other_vintage: '1066' is not a ward set that is held (held:"
            " 2013, 2024)."
        ],
    ),
    "a note on a ward that is not there": (
        "settings.toml",
        replaced(b'area_name = "High Street"', b'area_name = "High Stret"'),
        ["settings.toml: wards.denominator_note: 'High Stret' is not a ward of area.csv."],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_whole_before_anything_is_made(here: Path, slip: str):
    name, spoil, faults = SLIPS[slip]
    spoil(here / name)
    assert told(here) == faults


def test_a_file_that_may_not_be_read_is_told(here, monkeypatch):
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "population.csv":
            raise PermissionError(13, "Permission denied", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(here) == ["population.csv: cannot be read (Permission denied)."]


def test_many_faults_take_forty_lines(here):
    shutil.rmtree(here / "published")
    file = here / "open" / "population.csv"
    file.write_text(file.read_text().replace("mid-year estimate,", ","), encoding="utf-8")
    text = (here / "open" / "deprivation.csv").read_text(encoding="utf-8")
    for number in range(60):
        text += f"E0102432{number},2019,x,one,1,1\n"
    (here / "open" / "deprivation.csv").write_text(text, encoding="utf-8")
    (here / "open" / "area.csv").unlink()
    faults = told(here)
    assert len(faults) <= 41
    assert "area.csv: is missing." in faults
    assert "figures/….csv: is missing." in faults


def test_a_command_refuses_in_the_same_words(here, capsys):
    (here / "open" / "dataset.csv").unlink()
    assert cli.main(["demo"]) == cli.REFUSED
    assert capsys.readouterr().err == f"{HEAD}\n  dataset.csv: is missing.\n"
    assert not (here / "demonstration.duckdb").exists()
