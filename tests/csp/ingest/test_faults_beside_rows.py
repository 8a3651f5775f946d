"""Every fault as data, beside its row: the same as the text of the command line, none left out."""

from pathlib import Path

import pytest
from partner_files import (
    DOMESTIC_ABUSE,
    KEY,
    ONE_STOP_SHOP,
    csv_of,
    data_folder,
    incident,
    visits,
    write,
)
from street_files import NAME, row, text

from csp.contract import LISTED
from csp.errors import Fault, IntakeError
from csp.ingest import partner, police_uk
from csp.sources import sources


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data_folder(tmp_path / "partners", monkeypatch)
    return tmp_path


def refused_partner(source: str, file: Path) -> IntakeError:
    with pytest.raises(IntakeError) as raised:
        partner.check(sources()[source], file, key=KEY)
    return raised.value


def test_a_fault_has_row_column_what_stands_there_and_the_words_of_the_text(here):
    rows = csv_of(
        ONE_STOP_SHOP, visits(), visits(ward="Shepway Nth"), visits(month="2026-02", n="")
    )
    error = refused_partner("one_stop_shop", write(here, "visits.csv", rows))
    ward, count = error.told
    assert (ward.row, ward.column, ward.stands) == (3, "Ward", "Shepway Nth")
    assert (count.row, count.column, count.stands) == (4, "Visits", "")
    assert [fault.sentence for fault in error.told] == error.faults


def test_no_cell_of_a_sensitive_column_stands_anywhere(here):
    rows = csv_of(
        DOMESTIC_ABUSE,
        incident(incident_reference="SECRET-1", crime_recorded="SECRET-2", lsoa_code="SECRET-3"),
        incident(incident_reference="SECRET-1", **{"from": "SECRET-4", "ward": "SECRET-5"}),
    )
    error = refused_partner("domestic_abuse", write(here, "abuse.csv", rows))
    assert len(error.told) >= 5
    assert all(fault.stands is None for fault in error.told)
    assert "SECRET" not in f"{error.told}{error}"


def test_the_columns_of_a_survey_s_questions_are_quoted_as_its_answers_are(here):
    held = sources()["residents_survey"]
    answer = next(column for column in held.columns if column.name == "Answer")
    question = held.questions[0].id
    rows = csv_of(
        ("Wave", "Respondent", question, "Weight", "Ward", "Age band", "Sex"),
        ("2023", "r1", "Rather safe", "", "High Street", "", ""),
    )
    told = refused_partner("residents_survey", write(here, "survey.csv", rows)).told
    (fault,) = [one for one in told if one.column == question]
    assert fault.stands == ("Rather safe" if answer.quotable else None)


def test_thousands_of_faults_are_all_there_though_the_text_tells_a_few(here):
    rows = csv_of(ONE_STOP_SHOP, *(visits(ward=f"Nowhere {n}") for n in range(3000)))
    error = refused_partner("one_stop_shop", write(here, "visits.csv", rows))
    assert [fault.row for fault in error.told if fault.column == "Ward"] == [*range(2, 3002)]
    assert len(error.faults) < 100


def test_a_file_without_its_columns_has_faults_of_the_whole_file_alone(here):
    error = refused_partner("one_stop_shop", write(here, "visits.csv", csv_of(("a", "b"), (1, 2))))
    assert [(fault.row, fault.stands) for fault in error.told] == [(None, None)]


def told_of_street_file(folder: Path, content: bytes) -> tuple[IntakeError, list[Fault]]:
    with pytest.raises(IntakeError) as raised:
        police_uk.ingest([write(folder, NAME, content)], dry_run=True)
    return raised.value, [fault for fault in raised.value.told if fault.row is not None]


def test_a_month_of_the_police_tells_every_row_that_its_text_counts_together(tmp_path):
    content = text(row("a1"), *(row(f"b{n}", kind=f"Gossip {n}") for n in range(LISTED + 5)))
    error, in_rows = told_of_street_file(tmp_path, content)
    assert [fault.row for fault in in_rows] == [*range(3, LISTED + 8)]
    assert {fault.column for fault in in_rows} == {"Crime type"}
    assert in_rows[-1].stands == f"Gossip {LISTED + 4}"
    assert error.faults[-1].startswith(f"{NAME}: and 5 more")
    assert {fault.file for fault in in_rows} == {NAME}


def test_rows_that_share_a_fault_stand_each_for_itself(tmp_path):
    content = text(*(row(f"a{n}", month="2025-02") for n in range(5)))
    error, in_rows = told_of_street_file(tmp_path, content)
    assert len(error.faults) == 1
    assert [(fault.row, fault.stands) for fault in in_rows] == [(n, "2025-02") for n in range(2, 7)]


def test_a_row_of_another_width_is_told_beside_its_number(tmp_path):
    _, in_rows = told_of_street_file(tmp_path, text(row("a1"), "b,2025-01"))
    assert [(fault.row, fault.column) for fault in in_rows] == [(3, "")]
    assert in_rows[0].says == "has 2 values, the header has 12."
