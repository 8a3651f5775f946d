"""The two drafts that the law asks for: every source, column and word of law is in them, blanks are
marked, and what is said to be in place is there and tested.
"""

from pathlib import Path
from typing import get_args

import pytest

from csp import assessments, cli
from csp import sources as package
from csp.assessments import BLANK, answers, documents, write
from csp.errors import CspError, SettingsError
from csp.settings import ROOT
from csp.sources import in_words, sources
from csp.sources.law import Characteristic
from tests.csp.test_sources import CONTRACT

IMPACT, EQUALITY = assessments.DOCUMENTS


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return documents()


def cells(text: str) -> set[str]:
    return {cell.strip() for line in text.splitlines() for cell in line.strip("|").split(" | ")}


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_source_stands_in_both_with_every_field(made, name: str):
    source, told = sources()[name], cells(made[IMPACT])
    assert f"#### {source.title}" in made[IMPACT]
    for what, says in in_words.facts(source.law):
        assert {what, " ".join(says.split())} <= told
    assert {column.name for column in source.columns} <= told
    assert {source.title, source.law.owner} <= cells(made[EQUALITY])
    for one in source.characteristics:
        row = next(
            line
            for line in made[EQUALITY].splitlines()
            if line.startswith(f"| {in_words.capital(one)} |")
        )
        assert source.title in row


def test_the_seven_steps_the_nine_characteristics_and_the_three_aims_are_there(made):
    assert [line[3] for line in made[IMPACT].splitlines() if line.startswith("## ")] == [*"1234567"]
    told = cells(made[EQUALITY])
    assert {in_words.capital(one) for one in get_args(Characteristic)} <= told
    assert made[EQUALITY].count("End discrimination") == 1
    assert "No dataset speaks about: marriage and civil partnership; pregnancy" in made[EQUALITY]


def test_blanks_are_marked_and_nothing_is_left_of_the_forms(made):
    for text in made.values():
        assert text.count(BLANK) > 10
        assert "$" not in text
        assert "{" not in text


def test_tables_keep_their_columns(made):
    for text in made.values():
        width = 0
        for line in text.splitlines():
            if not line.startswith("|"):
                width = 0
                continue
            columns = line.replace("\\|", "").count("|")
            width = width or columns
            assert columns == width, line


@pytest.mark.parametrize("one", answers().measure, ids=lambda one: one.id)
def test_a_measure_in_place_is_tested_where_it_says(one):
    if one.in_place:
        assert (ROOT / one.tested).exists()


def test_each_risk_is_answered_and_each_measure_answers_one(made):
    known = answers()
    used = {name for risk in known.risk for name in risk.measures}
    assert used == set(known.by_id)
    for risk in known.risk:
        assert risk.measures and made[IMPACT].count(f"| {risk.name} |") == 2
    assert {"purge", "logs", "hashing"} <= {one.id for one in known.measure if one.in_place}


def test_what_is_not_in_this_version_says_so(made, monkeypatch):
    one = answers().by_id["purge"].model_copy(update={"code": "csp/nowhere.py"})
    known = answers().model_copy(
        update={"measure": (*(m for m in answers().measure if m.id != "purge"), one)}
    )
    monkeypatch.setattr(assessments, "answers", lambda: known)
    text = documents()[IMPACT]
    assert f"| {one.name} | {one.says} | **not in this version** |" in text
    assert f"{one.name} (not in this version)" in text
    assert f"| {one.name} | {one.says} | yes |" in made[IMPACT]


def test_another_source_is_a_file_alone(tmp_path: Path, monkeypatch, made):
    for file in package.FOLDER.glob("*.toml"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "visits.toml").write_text(CONTRACT.replace("Visits", "Library visits"), "utf-8")
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    package._sources.cache_clear()
    try:
        more = documents()
    finally:
        package._sources.cache_clear()
    assert "#### Library visits" in more[IMPACT] and "| Library visits |" in more[EQUALITY]
    assert "#### Library visits" not in made[IMPACT]


def test_the_same_contracts_give_the_same_bytes_and_nothing_filled_in_is_lost(tmp_path, capsys):
    assert cli.main(["assessments", "--out", str(tmp_path / "a")]) == 0
    write(tmp_path / "a")  # the same bytes
    assert (tmp_path / "a" / IMPACT).read_text(encoding="utf-8") == documents()[IMPACT]
    (tmp_path / "a" / EQUALITY).write_text("filled in", encoding="utf-8")
    with pytest.raises(CspError, match=f"^{EQUALITY} in .* is not overwritten"):
        write(tmp_path / "a")
    assert (tmp_path / "a" / EQUALITY).read_text(encoding="utf-8") == "filled in"
    assert "a draft, to be filled in and signed" in capsys.readouterr().out


def test_a_slip_in_the_file_of_measures_is_told(tmp_path: Path):
    (tmp_path / "measures.toml").write_text("[[measure]]\nid = 'a'\n[[risk]]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"measure\.1\.name: Field required\n"):
        answers(tmp_path)
