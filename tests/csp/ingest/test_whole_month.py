"""Months whose rows are sound and which are yet no month of a police force: each with its words."""

from pathlib import Path

import pytest
from street_files import JANUARY, KINDS, NAME, refused, row, text, whole_month, write

from csp.ingest.police_uk import ingest
from csp.ingest.whole_month import ENOUGH_ROWS, NEVER_ABSENT

ASB = "Anti-social behaviour"
UNPLACED = {"code": "", "name": ""}
ELSEWHERE = {"code": "E01024500", "name": "Folkestone and Hythe 014A"}
UNUSABLE = {
    "no row has a place": (
        whole_month(**UNPLACED),
        [
            "1,400 of 1,400 rows have no LSOA code; in a usable month at most 10% have none.",
            "no row lies in Maidstone.",
        ],
    ),
    "more than a tenth have none": (
        [*whole_month(1250), *whole_month(150, **UNPLACED, crime_id="")],
        ["150 of 1,400 rows have no LSOA code; in a usable month at most 10% have none."],
    ),
    "our own district was taken out": (whole_month(**ELSEWHERE), ["no row lies in Maidstone."]),
    "no anti-social behaviour": (
        [line for line in whole_month() if ASB not in line],
        [f"no row is of the kind {ASB}; every month has some."],
    ),
    "two large kinds are absent": (
        [line for line in whole_month() if "Violence" not in line and "Burglary" not in line],
        ["no row is of the kind Burglary, Violence and sexual offences; every month has some."],
    ),
    "every row twice": (
        whole_month() * 2,
        ["1,400 of 2,800 rows repeat the Crime ID of another; the file may hold its rows twice."],
    ),
}


@pytest.mark.parametrize("mistake", UNUSABLE)
def test_an_unusable_month_is_refused_in_a_sentence(tmp_path: Path, mistake: str):
    rows, faults = UNUSABLE[mistake]
    assert refused(write(tmp_path, NAME, text(*rows))) == [f"{NAME}: {fault}" for fault in faults]


def test_a_usual_month_is_taken_with_a_tenth_unplaced_and_a_few_repeated_ids(tmp_path: Path):
    rows = [*whole_month(1260), *whole_month(139, **UNPLACED, crime_id=""), row("c1")]
    assert ingest([write(tmp_path, NAME, text(*rows))]).taken == (JANUARY,)


def test_a_small_kind_may_be_absent(tmp_path: Path):
    rows = [line for line in whole_month() if "Bicycle theft" not in line]
    assert ingest([write(tmp_path, NAME, text(*rows))]).taken == (JANUARY,)


def test_a_short_file_is_left_to_the_completeness_of_the_build(tmp_path: Path):
    rows = whole_month(ENOUGH_ROWS - 1, **UNPLACED)
    assert ingest([write(tmp_path, NAME, text(*rows))]).taken == (JANUARY,)


def test_the_kinds_never_absent_are_the_publishers_words():
    assert set(NEVER_ABSENT) < set(KINDS)
