"""Templates: what a partner is sent passes our own check, and says every rule."""

import csv
from pathlib import Path

import openpyxl
import pytest
from partner_files import KEY, data_folder

from csp import cli
from csp.errors import CspError
from csp.ingest import partner
from csp.ingest.template import listed, template
from csp.sources import partner_sources, sources


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return data_folder(tmp_path, monkeypatch)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("source", partner_sources())
def test_a_template_with_its_example_passes_the_check(source: str, ending: str):
    made = template(source, Path(f"out.{ending}"))
    checked = partner.check(sources()[source], made, key=KEY)
    assert len(checked.table) == 1
    assert all(checked.table.iloc[0])  # every column has an example, also those that may be empty
    passed = ('sheet "How to fill this in" was passed over',)
    assert checked.notes == (passed if ending == "xlsx" else ())


def test_the_rules_name_each_column_its_words_and_how_the_file_is_handled():
    sheet = openpyxl.load_workbook(template("one_stop_shop"))["How to fill this in"]
    lines = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    source = sources()["one_stop_shop"]
    about = [line[0] for line in lines[:5]]
    assert about == [
        source.title,
        f"Sent by: {source.publisher}",
        f"Licence: {source.licence}",
        "Handling: sensitive: kept by the partnership, published only in protected figures",
        f"Placed by: {source.geography}",
    ]
    by_column = {line[0]: line[1:5] for line in lines}
    assert by_column["Sex"] == [
        "One of the words listed",
        "no",
        "Women, Men or Not stated.",
        "Women; Men; Not stated",
    ]
    assert {column.name for column in source.columns} <= set(by_column)


def test_the_rules_of_a_survey_list_every_question_with_its_answers():
    sheet = openpyxl.load_workbook(template("residents_survey"))["How to fill this in"]
    lines = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for question in sources()["residents_survey"].questions:
        assert lines[question.short][1] == question.id
        assert lines[question.short][3] == question.wording
    assert lines["By day"][4] == (
        "Very safe; Fairly safe; Neither safe nor unsafe; Fairly unsafe; Very unsafe;"
        " Don't know; Not applicable"
    )


def test_cells_offer_the_words_that_they_may_hold():
    book = openpyxl.load_workbook(template("one_stop_shop"))
    offered = {
        str(one.sqref)[0]: one.formula1 for one in book["Data"].data_validations.dataValidation
    }
    assert set(offered) == {"B", "C", "E"}
    assert book["Lists"]["E1"].value == "sensitive"
    assert offered["C"] == "'Lists'!$C$1:$C$3"
    assert [book["Lists"][f"C{row}"].value for row in (1, 2, 3)] == ["Women", "Men", "Not stated"]
    wards = [cell.value for cell in book["Lists"]["B"]]
    assert len(wards) == 22 + 2
    assert wards[-2:] == ["Outside the borough", "Not known"]
    assert book["Lists"].sheet_state == "hidden"


def test_a_csv_template_opens_in_a_spreadsheet():
    made = template("marac", Path("m.csv"))
    assert made.read_bytes().startswith(b"\xef\xbb\xbf")
    with made.open(encoding="utf-8-sig", newline="") as text:
        assert list(csv.reader(text)) == [
            ["Month", "Cases", "Repeat cases", "Children", "Sensitivity"],
            ["2026-01", "17", "5", "19", "sensitive"],
        ]


def test_nothing_is_overwritten(tmp_path: Path):
    made = template("marac")
    assert made == Path("marac.xlsx")
    before = made.read_bytes()
    with pytest.raises(CspError, match=r"^marac\.xlsx is there already; name another"):
        template("marac")
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "out", "says"),
    [
        ("marac", "m.ods", "m.ods: a template ends in .xlsx or .csv."),
        (
            "police_uk",
            None,
            "police_uk has no template: its files are taken as the publisher sends them. Templates"
            f" are for: {', '.join(partner_sources())}.",
        ),
        (
            "gossip",
            None,
            f"There is no source “gossip”; known are: {', '.join(sources())}.",
        ),
    ],
)
def test_what_has_no_template_is_told(
    tmp_path: Path, source: str, out: str | None, says: str, capsys: pytest.CaptureFixture[str]
):
    command = ["template", source, *(["--out", out] if out else [])]
    assert cli.main(command) == cli.REFUSED
    assert capsys.readouterr().err == f"{says}\n"
    assert [file.name for file in tmp_path.iterdir()] == ["data"]


def test_the_command_makes_one_and_lists_all(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["template", "marac"]) == 0
    assert Path("marac.xlsx").exists()
    assert capsys.readouterr().out == (
        "marac.xlsx is ready to be sent; its example row shows how it is filled in.\n"
    )
    assert cli.main(["template", "--list"]) == 0
    assert capsys.readouterr().out.splitlines() == listed()
    assert len(listed()) == 21
    assert cli.main(["template"]) == cli.REFUSED
    assert "--list" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["template", "marac", "--out", "nowhere/m.csv"]) == cli.REFUSED
    assert "Traceback" not in capsys.readouterr().err
