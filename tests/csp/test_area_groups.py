"""Groups of wards: each slip of the officer's file is a sentence; counts are those of the wards."""

import shutil
from pathlib import Path

import duckdb
import pytest

from csp.build.area_groups import group_faults, read
from csp.db import sql
from csp.settings import ROOT

AREAS = [
    ("ward", "E05000001", "Upper", "2013"),
    ("ward", "E05000002", "Lower", "2013"),
    ("ward", "E05000003", "Upper", "2024"),
]
GROUP = """
[[group]]
id = "{id}"
title = "{title}"
partition = "halves"
kind = "rural"
ward_set = "{ward_set}"
wards = {wards}
source = "here"
"""


def entered(folder: Path, *groups: dict[str, str]) -> list[str]:
    """The faults of a file with these groups."""
    whole = {"id": "one", "title": "A group", "ward_set": "2013", "wards": '["Upper"]'}
    text = "".join(GROUP.format(**whole | own) for own in groups)
    (folder / "area_groups.toml").write_text(text, encoding="utf-8")
    return group_faults(folder, AREAS)


@pytest.mark.parametrize(
    "groups, sentence",
    [
        (
            [{"wards": '["Uper"]'}],
            "group “one”: 'Uper' is not a ward of 2013 (did you mean Upper?).",
        ),
        (
            [{"wards": '["Lower"]', "ward_set": "2024"}],
            "group “one”: 'Lower' is not a ward of 2024",
        ),
        (
            [{"ward_set": "1974"}],
            "group “one”: '1974' is not a ward set that is held (2013, 2024).",
        ),
        ([{}, {"wards": '["Lower"]'}], "the id “one” is given to 2 groups."),
        ([{}, {"id": "two"}], "'Upper' stands 2 times in the groups of “halves”."),
        ([{"wards": '["Upper", "Upper"]'}], "'Upper' stands 2 times in the groups of “halves”."),
        ([{}, {"id": "two"}], "the title “A group” is given to 2 groups of one ward set."),
        ([{"title": " "}], "group.1.title"),
        ([{"wards": "[]"}], "group.1.wards"),
        ([{"id": "Upper"}], "group.1.id"),
    ],
)
def test_a_slip_is_told_in_a_sentence(tmp_path, groups, sentence):
    told = entered(tmp_path, *groups)
    assert len([fault for fault in told if sentence in fault]) == 1
    assert all("area_groups.toml" in fault for fault in told[:1])


def test_a_ward_may_stand_in_groups_of_two_sets_and_an_empty_file_is_none(tmp_path):
    assert entered(tmp_path, {}, {"id": "two", "ward_set": "2024"}) == []
    assert entered(tmp_path) == []
    assert read(tmp_path) == ()


def test_a_folder_without_the_file_reads_the_project_s_own(tmp_path):
    assert read(tmp_path) == read(ROOT / "data") != ()


def test_a_group_is_the_sum_of_its_wards_and_the_check_finds_one_that_is_not(
    demonstration, tmp_path
):
    """Adding the wards' months in another way gives the same, and one event more is found."""
    file = tmp_path / "copy.duckdb"
    shutil.copy(demonstration.path, file)
    held = duckdb.connect(str(file))
    rows = held.execute(
        "SELECT part.area_code, month.measure, sum(month.events) FROM area_part AS part"
        " JOIN area_month AS month ON part.part_code = month.area_code"
        " JOIN measure USING (measure) WHERE dataset = 'police_uk' GROUP BY ALL"
    ).fetchall()
    assert len({code for code, _, _ in rows}) >= 5
    for code, measure, events in rows:
        assert held.execute(
            "SELECT sum(events) FROM area_month WHERE area_code = ? AND measure = ?",
            [code, measure],
        ).fetchone() == (events,)
    check = sql("checks", "groups_are_their_wards")
    assert held.execute(check).fetchall() == []
    held.execute(
        "UPDATE area_month SET events = events + 1 WHERE area_code = 'group_rural'"
        " AND measure = 'crime_drugs' AND month = DATE '2025-03-01'"
    )
    assert len(held.execute(check).fetchall()) == 1


def test_two_groups_that_part_the_borough_hold_every_resident(demonstration):
    groups = demonstration.read(
        "area_counts",
        measure="crime_drugs",
        starts="2025-01-01",
        ends="2025-12-01",
        kinds=["group"],
        vintage="2013",
    ).set_index("area_code")
    parts = groups.loc[["group_urban", "group_rural"]]
    wards = demonstration.read(
        "area_counts",
        measure="crime_drugs",
        starts="2025-01-01",
        ends="2025-12-01",
        kinds=["ward"],
        vintage="2013",
    )
    assert parts["people"].sum() == wards["people"].sum()
    assert parts["events"].sum() == wards["events"].sum()
