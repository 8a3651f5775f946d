"""Breakdowns that an officer adds: the committed ones are sound, each slip has its sentence, and
what partners send of the same thing is held against the year before.
"""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from csp.answers import breakdowns as answers
from csp.build.breakdowns import breakdowns, check_breakdowns, partner_changes
from csp.build.inputs import check_inputs
from csp.db import Reader, sql
from csp.errors import BuildError
from csp.settings import ROOT
from csp.stats.changes import e_test

COMMITTED = ROOT / "data" / "published"
HEAD = """title = "T"
counted = "Things"
parts = "kinds"
form = "change"
better = "lower"
unit = "crimes"
[under]
"2020-21" = ["Substance misuse"]
"""
RACE = """[[rows]]
label = "Race"
before = "hate_crime_race_2018"
after = "hate_crime_race_2019"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the published files whose breakdowns a test may replace."""
    made = Path(shutil.copytree(COMMITTED, tmp_path / "published"))
    for file in (made / "breakdowns").glob("*.toml"):
        file.unlink()
    return made


def told(folder: Path, text: str) -> list[str]:
    """The faults of one breakdown, without the name of its file."""
    (folder / "breakdowns" / "own.toml").write_text(text, encoding="utf-8")
    return [one.removeprefix("breakdowns/own.toml: ") for one in check_breakdowns(folder)]


def test_the_committed_breakdowns_have_no_fault():
    assert len(list((COMMITTED / "breakdowns").glob("*.toml"))) > 30
    assert check_breakdowns(COMMITTED) == []


def test_a_sound_file_has_no_fault(folder):
    assert told(folder, HEAD + RACE) == []


SLIPS = {
    "a figure that is not entered": (
        HEAD + RACE.replace("race_2019", "rice_2019"),
        "row 'Race': 'hate_crime_rice_2019' is not a figure that is known here.",
    ),
    "a priority that the plan lacks": (
        HEAD.replace('["Substance misuse"]', '["Road safety"]') + RACE,
        "under: the plan 2020-21 has no priority 'Road safety'.",
    ),
    "two units on one scale": (
        HEAD + RACE.replace("hate_crime_race_2019", "section_136_2019"),
        "row 'Race': 'section_136_2019' is in uses, the breakdown in crimes.",
    ),
    "no unit": (
        HEAD.replace('unit = "crimes"\n', "") + RACE,
        "unit: says nothing; values on one scale are of one unit.",
    ),
    "periods that differ in a column": (
        HEAD + RACE + '[[rows]]\nlabel = "All"\nafter = "all_crime_2019"\n',
        "after: its figures are of periods that differ"
        " (not stated to not stated; 2018-11-01 to 2019-10-31).",
    ),
    "a row twice": (HEAD + RACE + RACE, "row 'Race' is entered 2 times."),
    "a row without a figure": (
        HEAD + RACE + '[[rows]]\nlabel = "Empty"\n',
        "row 'Empty' names no figure.",
    ),
    "a whole that gives a small count away": (
        HEAD.replace("crimes", "services")
        + '[whole]\nlabel = "All"\nafter = "treatment_2019"\n'
        + "".join(
            f'[[rows]]\nlabel = "{age}"\nafter = "treatment_{age}_2019"\n'
            for age in ("17_and_under", "18_24", "25_34", "35_44", "45_54", "55_64")
        ),
        "after: the whole less the rows shown gives a count that is only cited.",
    ),
    "months that do not pair": (
        HEAD.replace("change", "months").replace("crimes", "needles")
        + '[[rows]]\nlabel = "Oct"\nbefore = "needle_finds_2018_oct"\n'
        + 'after = "needle_finds_2019_nov"\n',
        "row 'Oct' does not hold one month of two years that follow each other.",
    ),
    "a lost picture that is not listed": (
        HEAD.replace("[under]", 'lost = ["Chart: nothing"]\n[under]') + RACE,
        "lost: 'Chart: nothing' is no place of unreadable.csv.",
    ),
    "a value in the note that is only cited": (
        HEAD.replace("[under]", 'note = "{treatment_65_and_over_2019}"\n[under]') + RACE,
        "note: 'treatment_65_and_over_2019' is not a figure with a value.",
    ),
    "a source that is none": (
        HEAD + '[live]\ndataset = "gossip"\ngrouping = "Strand"\n' + RACE,
        "live: 'gossip' is not a source of data.",
    ),
    "a grouping that a source does not keep": (
        HEAD + '[live]\ndataset = "hate_crime"\ngrouping = "Ward"\n' + RACE,
        "live: hate_crime keeps no counts by 'Ward'.",
    ),
    "a measure of another source": (
        HEAD + '[live]\ndataset = "hate_crime"\nmeasures = ["crime_drugs"]\n' + RACE,
        "live: 'crime_drugs' is not a measure of hate_crime.",
    ),
    "a key that is not known": (HEAD.replace("parts", "partz") + RACE, "partz: "),
    "no TOML": ("title = ", "cannot be read: "),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_has_its_sentence(folder, slip):
    text, sentence = SLIPS[slip]
    found = told(folder, text)
    assert any(sentence in one for one in found), found


def test_every_slip_is_told_at_once_and_nothing_is_built(folder, monkeypatch, tmp_path):
    text = HEAD.replace("Substance misuse", "Road safety") + RACE.replace("race_2019", "rice_2019")
    assert len(told(folder, text)) == 2
    for name in ("open", "settings.toml"):
        source = ROOT / "data" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    with pytest.raises(BuildError) as refused:
        check_inputs(tmp_path)
    assert str(refused.value).count("breakdowns/own.toml: ") == 2


def empty_file() -> duckdb.DuckDBPyConnection:
    held = duckdb.connect()
    held.execute(sql("build", "00_schema"))
    held.execute("SET VARIABLE area_code = 'E07000110'")
    return held


def test_a_folder_without_breakdowns_is_lent_those_that_fit_it(folder):
    shutil.rmtree(folder / "breakdowns")
    (folder / "plans" / "2013-18" / "priority.csv").write_text(
        (COMMITTED / "plans" / "2013-18" / "priority.csv")
        .read_text(encoding="utf-8")
        .replace("Road safety,3", "Roads,3"),
        encoding="utf-8",
    )
    assert check_breakdowns(folder) == []
    held = empty_file()
    breakdowns(held, folder)
    lent = {
        name for (name,) in held.execute("SELECT breakdown FROM published_breakdown").fetchall()
    }
    every = {file.stem for file in (COMMITTED / "breakdowns").glob("*.toml")}
    assert every - lent == {"road_casualties", "road_safety"}


def test_chance_is_asked_of_two_counts_of_one_unit_and_length_only(folder):
    shutil.rmtree(folder / "breakdowns")
    held = empty_file()
    breakdowns(held, folder)
    found = dict(
        held.execute("SELECT breakdown || ': ' || label, p FROM published_breakdown_row").fetchall()
    )
    assert found["hate_crime_strands: Race"] == pytest.approx(e_test(286, 309))
    assert found["section_136: Uses by the police"] == pytest.approx(e_test(112, 142))
    for row in (
        "hate_crime_strands: Gender",  # one of the two is only cited
        "needle_months: Oct",  # the file says that needles come in lots
        "encampments: Average stay",  # days are no counts of events
        "one_stop_shop_2016: Visitors who came again",  # shares
        "crime_types_2020: Drug offences",  # a stated percentage
        "section_136: Uses, as the plan of 2017 states them",
    ):
        assert found[row] is None, row


def with_partner_rows(demonstration: Reader, tmp_path: Path) -> Reader:
    """The demonstration with two years of hate crimes as a partner would send them."""
    path = tmp_path / "partner.duckdb"
    shutil.copy(demonstration.path, path)
    with duckdb.connect(str(path)) as held:
        held.execute("SET VARIABLE area_code = 'E07000110'")
        held.execute(
            "INSERT INTO dataset BY NAME SELECT 'hate_crime' AS dataset, 'Hate crime' AS title,"
            " 'Kent Police' AS publisher, 'none' AS licence, 'partner' AS status, 'sensitive' AS"
            " sensitivity, 48 AS rows"
        )
        held.execute(
            "INSERT INTO period VALUES ('hate_crime', '2025', '2025-01-01', '2025-12-01',"
            " '2025-01-01', '2025-12-01', TRUE)"
        )
        rows = [
            ["hate_crime", "E07000110", date(year, month, 1), strand, "Strand", strand, events]
            for year, race, other in ((2023, 99, 99), (2024, 10, 2), (2025, 20, 2))
            for month in range(1, 13)
            for strand, events in (("Race", race), ("Other", other))
        ]
        held.executemany("INSERT INTO breakdown VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        held.execute("DELETE FROM breakdown_change")
        partner_changes(held)
    return Reader(path)


def test_partners_counts_are_the_newest_year_against_the_one_before(demonstration, tmp_path):
    reader = with_partner_rows(demonstration, tmp_path)
    (made,) = answers.breakdowns(reader, "2020-21", "Preventing radicalisation")
    held = answers.supplied(reader, made.live)
    assert held is not None and not held.illustrative
    assert (held.span.start, held.span.end) == (date(2025, 1, 1), date(2025, 12, 1))
    rows = held.rows.set_index("label")
    assert list(rows.loc["Race", ["before", "after", "percent"]]) == [120, 240, 100]
    assert rows.loc["Race", "p"] == pytest.approx(e_test(120, 240))
    assert rows.loc["Race", "verdict"] == "neither" and rows.loc["Other", "verdict"] == "none"
    reader.close()


def test_without_partners_counts_there_are_none(demonstration):
    (made,) = answers.breakdowns(demonstration, "2020-21", "Preventing radicalisation")
    assert made.live is not None and answers.supplied(demonstration, made.live) is None
