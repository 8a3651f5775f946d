"""The files that set the priorities: the committed ones are sound; each slip has its sentence; what
an edition holds of them.
"""

import shutil
from pathlib import Path

import duckdb
import pytest

from csp.build.priority_setting import check_priority_setting, folder_of, themes_and_scores
from csp.db import sql
from csp.settings import ROOT

COMMITTED = ROOT / "data" / "priority_setting"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose files of priorities a test may spoil."""
    for name in ("published", "priority_setting"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name)
    return tmp_path


def change(data: Path, name: str, before: str, after: str) -> None:
    file = data / "priority_setting" / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_committed_files_have_no_fault():
    assert check_priority_setting(ROOT / "data") == []


def test_a_folder_without_its_own_takes_the_project_s(tmp_path):
    assert folder_of(tmp_path) == COMMITTED
    assert check_priority_setting(tmp_path) == []


SLIPS_OF_SCORES = [
    (
        "organised_crime,physical_harm,4",
        "organised_crime,physical_harm,6",
        "row 2, \"score\": '6' is not on the scale of physical_harm, 1 to 5;"
        " leave out what is missing.",
    ),
    (
        "gangs_exploitation,physical_harm,4",
        "gangs_exploitation,physical_harm,0",
        "'0' is not on the scale of physical_harm, 1 to 5; leave out what is missing.",
    ),
    (
        "substance_misuse,physical_harm,4",
        "substance_misuse,physical_harm,",
        "row 24, \"score\": '' is not a whole number.",
    ),
    (
        "mental_health,physical_harm",
        "piracy,physical_harm",
        "row 46, \"theme\": 'piracy' is not a theme of themes.csv.",
    ),
    (
        "reoffending,physical_harm",
        "reoffending,noise",
        "\"criterion\": 'noise' is not a criterion of the round's model.",
    ),
    (
        "road_safety,psychological_harm",
        "road_safety,physical_harm",
        "\"theme\": 'road_safety' is entered 2 times.",
    ),
    ("Police analyst", "", 'row 9, "scorer": the cell is empty.'),
    ("2026-02-10", "2026-02-30", "row 2, \"scored_on\": '2026-02-30' is not a date (YYYY-MM-DD)."),
]
SLIPS_OF_THEMES = [
    (
        "1,named",
        "1,chosen",
        "\"listed\": 'chosen' is none of: named; cross-cutting; considered and not taken.",
    ),
    (
        "2017-18,Mental health",
        "2017-18,Health",
        "row 6, \"priority\": the plan 2017-18 has no priority 'Health'.",
    ),
    (
        "crime_drugs",
        "crime_piracy",
        "\"measure\": 'crime_piracy' is not a measure that is known here.",
    ),
    ("section_136_2018", "section_1918", "'section_1918' is not a figure that is known here."),
    (
        "worry_attack",
        "worry_bears",
        "'worry_bears' is not a question of the residents’ survey that is known here.",
    ),
]


@pytest.mark.parametrize(
    ("name", "slips"), [("scores_2026.csv", SLIPS_OF_SCORES), ("themes.csv", SLIPS_OF_THEMES)]
)
def test_every_slip_of_a_table_is_told_at_once_with_its_row_and_column(data, name, slips):
    for before, after, _ in slips:
        change(data, name, before, after)
    faults = check_priority_setting(data)
    for _, _, told in slips:
        assert any(told in fault for fault in faults), (told, faults)
    assert len(faults) == len(slips)
    assert all(fault.startswith(f"priority_setting/{name}: ") for fault in faults)


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("scores_2026.csv", "theme,criterion", "theme,measure", "the columns are not: theme"),
        (
            "round_2026.toml",
            "public = false",
            "public = true",
            "round_2026.toml: an example is for the demonstration only, so it is not public.",
        ),
        (
            "round_2026.toml",
            "year = 2026",
            "year = 2027",
            "year: it says 2027, its name says 2026.",
        ),
        ("round_2026.toml", "model = 1", "model = 2", "model: there is no sound model_2."),
        ("round_2026.toml", "year = 2026", "year = ", "round_2026.toml cannot be read:"),
        (
            "model_1.toml",
            'group = "position"',
            'group = "posture"',
            "model_1.toml: criterion 'confidence': 'posture' is not a group.",
        ),
        ("model_1.toml", "weight = 1", "weight = 0", "criteria.1.weight: Input should be"),
        ("model_1.toml", "weight = 1", "weight = 0.5", "criteria.1.weight: Input should be"),
        (
            "model_1.toml",
            'combination = "impact',
            'combination = "eval',
            "combination: Input should be",
        ),
        (
            "model_1.toml",
            'part = "likelihood"',
            'part = "added"',
            "no criterion belongs to the part 'likelihood'.",
        ),
        (
            "model_1.toml",
            '# approved_by = "Chair of the executive"',
            'approved_by = "Chair of the executive"',
            "approved_by and approved_on stand together, or not at all.",
        ),
        ("model_1.toml", '"Slightly; no treatment"', '" "', "a point of its scale has no words."),
        (
            "model_1.toml",
            'id = "financial_harm"',
            'id = "physical_harm"',
            "the criterion 'physical_harm' is described more than once.",
        ),
    ],
)
def test_a_slip_is_told_with_its_place(data, name, before, after, told):
    change(data, name, before, after)
    faults = check_priority_setting(data)
    assert any(told in fault for fault in faults), faults
    assert all(fault.startswith("priority_setting/") for fault in faults)


def test_a_missing_half_of_a_round_is_told(data):
    folder = data / "priority_setting"
    (folder / "scores_2025.csv").unlink()
    (folder / "round_2026.toml").unlink()
    (folder / "round_new.toml").write_text("year = 2030\n", encoding="utf-8")
    faults = check_priority_setting(data)
    assert "priority_setting/scores_2025.csv: is missing." in faults
    assert "priority_setting/scores_2026.csv: its round_2026.toml is missing." in faults
    assert "priority_setting/round_new.toml: its name has no whole number at its end." in faults


def test_a_folder_without_a_model_is_told(data):
    (data / "priority_setting" / "model_1.toml").unlink()
    assert "priority_setting/model_1.toml: is missing." in check_priority_setting(data)


def filled(data: Path, edition: str) -> duckdb.DuckDBPyConnection:
    """A file that holds nothing but what sets the priorities."""
    connection = duckdb.connect()
    connection.execute(sql("build", "00_schema"))
    themes_and_scores(connection, data, edition)
    return connection


def own_round(data: Path, *, public: bool) -> None:
    """Makes the round of 2026 the partnership's own."""
    change(data, "round_2026.toml", "example = true", "example = false")
    change(data, "round_2026.toml", "public = false", f"public = {str(public).lower()}")


def test_the_demonstration_holds_the_example_and_no_other_edition_does(data):
    held = filled(data, "demonstration")
    assert held.execute("SELECT year, example FROM priority_round ORDER BY 1").fetchall() == [
        (2025, True),
        (2026, True),
    ]
    assert held.execute("SELECT status, rows FROM dataset").fetchall() == [("example", 197)]
    for table in ("priority_round", "priority_score", "dataset"):
        assert filled(data, "partner").execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_partner_edition_holds_the_partnership_s_own_rounds(data):
    own_round(data, public=False)
    held = filled(data, "partner")
    assert held.execute("SELECT year, public FROM priority_round").fetchall() == [(2026, False)]
    assert held.execute(
        "SELECT status, title, received_at::DATE::VARCHAR FROM dataset"
    ).fetchall() == [("partner", "Scores for setting priorities", "2026-02-10")]
    assert filled(data, "demonstration").execute("SELECT year FROM priority_round").fetchall() == [
        (2025,)
    ]


@pytest.mark.parametrize("public", [True, False])
def test_only_rounds_that_are_marked_go_into_the_public_file(data, tmp_path, public):
    own_round(data, public=public)
    change(data, "round_2025.toml", "example = true", "example = false")
    held = filled(data, "partner")
    held.execute(f"ATTACH '{tmp_path / 'public.duckdb'}' AS made")
    (partner,) = held.execute("SELECT current_database()").fetchone()
    held.execute("USE made").execute(sql("build", "00_schema"))
    held.execute(sql("build", "60_public_scores").replace("partner.", f"{partner}.main."))
    years = held.execute("SELECT DISTINCT year FROM priority_score").fetchall()
    assert years == ([(2026,)] if public else [])
    assert held.execute("SELECT year FROM priority_round").fetchall() == years
    found = held.execute("SELECT status, sensitivity, sha256, rows FROM dataset").fetchall()
    assert found == ([("published", "open", "", 98)] if public else [])
