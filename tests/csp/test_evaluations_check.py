"""The files of actions: every slip is a sentence with file and field, before anything is made."""

import shutil
from pathlib import Path

import pytest

from csp.build.evaluations import check_evaluations, folder_of
from csp.contract import read_csv
from csp.settings import ROOT
from tests.conftest import fresh_data_folder

FILE = "worked_example.toml"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = fresh_data_folder(tmp_path / "data")
    shutil.copytree(ROOT / "data" / "evaluations", folder / "evaluations")
    return folder


def told(folder: Path) -> list[str]:
    areas, _ = read_csv((folder / "open" / "area.csv").read_bytes())
    return check_evaluations(folder, areas)


SLIPS = {
    "an unknown ward": (
        '["Headcorn"]',
        '["Hedcorn"]',
        [f"{FILE}: target: 'Hedcorn' is not a ward of 2013."],
    ),
    "an unknown measure": (
        '["crime_total_excl_asb"]',
        '["crime"]',
        [f"{FILE}: measures: 'crime' is not a measure that is known here."],
    ),
    "an unknown figure": (
        "figures = []",
        'figures = ["none_such"]',
        [f"{FILE}: figures: 'none_such' is not a figure that is known here."],
    ),
    "an unknown ward set": (
        'wards = "2013"',
        'wards = "2012"',
        [f"{FILE}: wards: '2012' is not a ward set that is held (2013, 2024)."],
    ),
    "two roles": (
        'control = ["Shepway South"]',
        'control = ["Headcorn"]',
        [f"{FILE}: 'Headcorn' is named 2 times; an area has one role."],
    ),
    "a day that no calendar of ours reaches": (
        "starts_on = 2025-01-01",
        "starts_on = 9999-12-31",
        [f"{FILE}: starts_on: Input should be less than 2100-01-01"],
    ),
    "an end before the start": (
        "months = 4",
        "months = 4\nends_on = 2024-12-31",
        [f"{FILE}: ends_on must not be before starts_on."],
    ),
    "a window of thirteen months": (
        "months = 4",
        "months = 13",
        [f"{FILE}: months: Input should be less than or equal to 12"],
    ),
    "a field too many": (
        "months = 4",
        "months = 4\nofficer = 1",
        [f"{FILE}: officer: Extra inputs are not permitted"],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told(slip, here):
    before, after, sentences = SLIPS[slip]
    file = here / "evaluations" / FILE
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    assert told(here) == sentences


def test_sound_files_have_no_fault_and_broken_ones_are_named(here):
    assert told(here) == []
    (here / "evaluations" / FILE).write_text("title = ", encoding="utf-8")
    (sentence,) = told(here)
    assert sentence.startswith(f"{FILE}: cannot be read (")
    (here / "evaluations" / FILE).write_bytes(b'title = "\xff"')
    assert told(here) == [
        f"{FILE} cannot be read: line 1 is not UTF-8 text; save the file as UTF-8."
    ]


def test_a_data_folder_without_the_files_uses_the_project_s(here):
    assert folder_of(here) == here / "evaluations"
    shutil.rmtree(here / "evaluations")
    assert folder_of(here) == ROOT / "data" / "evaluations"
    assert told(here) == []
