"""Files of counts: meaning is held strictly, jumps are confirmed, parts replace their own."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from partner_files import KEY, csv_of, data_folder, ods_of, write, xlsx_of

from csp import cli
from csp.build.load import received
from csp.errors import IntakeError, SettingsError, UnconfirmedError
from csp.ingest import partner
from csp.ingest.partner import Checked
from csp.measures import FOLDER, measures
from csp.measures import __name__ as measures_name
from csp.sources import Source, partner_sources, sources

OF_COUNTS = [name for name, source in partner_sources().items() if source.counts]
FORMS = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}
ADMISSIONS = ("Month", "District", "Cause", "Age band", "Admissions", "Sensitivity")
VISITS = ("Month", "Ward", "Sex", "Visits")
MONTHLY = ("Month", "Area", "What", "Count", "Sensitivity")
YOUTH = (
    *("Month", "Offences", "Young people", "Girls", "Boys", "Sex not stated"),
    *("First-time entrants", "Sensitivity"),
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def admissions(district: str, count: object, **other: str) -> list[object]:
    cause, month = other.get("cause", "Alcohol"), other.get("month", "2026-01")
    return [month, district, cause, "All ages", count, other.get("sensitivity", "sensitive")]


def checked(folder: Path, source: str, *rows: Sequence[object]) -> Checked:
    return partner.check(sources()[source], write(folder, "sent.csv", csv_of(*rows)), key=KEY)


def faults(folder: Path, source: str, *rows: Sequence[object]) -> list[str]:
    with pytest.raises(IntakeError) as refused:
        checked(folder, source, *rows)
    return refused.value.faults


def header_and_example(source: Source) -> tuple[list[str], list[str]]:
    return (
        [column.name for column in source.columns],
        [column.example for column in source.columns],
    )


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", OF_COUNTS)
def test_each_source_of_counts_in_each_kind_of_file(tmp_path: Path, name: str, ending: str):
    source = sources()[name]
    file = write(tmp_path, f"sent.{ending}", FORMS[ending](*header_and_example(source)))
    one = partner.check(source, file, key=KEY)
    assert list(one.periods.values()) == [1]
    assert "sensitivity" not in one.table
    assert one.notes == ()


@pytest.mark.parametrize("name", OF_COUNTS)
def test_a_file_that_may_be_handled_otherwise_than_agreed_is_refused(tmp_path: Path, name: str):
    source = sources()[name]
    header, example = header_and_example(source)
    other = "open" if source.sensitivity != "open" else "sensitive"
    row = [
        other if head == "Sensitivity" else cell for head, cell in zip(header, example, strict=True)
    ]
    assert faults(tmp_path, name, header, row) == [
        f"row 2, \"Sensitivity\": '{other}' is not how this source is handled"
        f" ({source.sensitivity}); ask whoever looks after the dashboard before you send it"
    ]


def test_a_measure_and_its_source_must_be_handled_alike(tmp_path: Path, monkeypatch):
    text = (FOLDER / "hate_crimes.toml").read_text(encoding="utf-8")
    (tmp_path / "hate_crimes.toml").write_text(
        text.replace('sensitivity = "sensitive"', 'sensitivity = "open"'), encoding="utf-8"
    )
    monkeypatch.setattr(f"{measures_name}.FOLDER", tmp_path)
    with pytest.raises(SettingsError) as told:
        measures.__wrapped__()
    assert str(told.value) == (
        "hate_crimes.toml cannot be used: it says open, its source hate_crime says sensitive. Both"
        " must say the same."
    )


def test_old_names_ampersands_and_thousands_are_understood(tmp_path: Path):
    one = checked(
        tmp_path,
        "hospital_admissions",
        ADMISSIONS,
        admissions("Shepway", 7),
        admissions("Tonbridge & Malling", "1,204"),
        admissions("e07000110", 12),
    )
    assert list(one.table["district"]) == ["E07000112", "E07000115", "E07000110"]
    assert list(one.table["admissions"]) == ["7", "1204", "12"]


def test_unknown_districts_and_wards_come_with_a_suggestion(tmp_path: Path):
    assert faults(
        tmp_path,
        "hospital_admissions",
        ADMISSIONS,
        admissions("Folkestone", 7),
        admissions("Tunbridge Well", 7),
        admissions("Hastings", 7),
    ) == [
        "row 2, \"District\": 'Folkestone' is not a district of Kent",
        "row 3, \"District\": 'Tunbridge Well' is not a district of Kent (did you mean Tunbridge"
        " Wells?)",
        "row 4, \"District\": 'Hastings' is not a district of Kent",
    ]
    assert faults(
        tmp_path,
        "monthly_counts",
        MONTHLY,
        ["2026-01", "High Stret", "Fly-tipping", 7, "partner"],
        ["2023-01", "Fant and Oakwood", "Fly-tipping", 7, "partner"],
    ) == [
        "row 2, \"Area\": 'High Stret' is neither a ward nor a district of Maidstone (did you mean"
        " High Street?)",
        "row 3, \"Area\": 'Fant and Oakwood' is a ward only since May 2024",
    ]


def test_a_total_that_its_rows_do_not_give_is_a_fault_and_one_that_they_give_is_not_kept(
    tmp_path: Path,
):
    rows = (ADMISSIONS, admissions("Maidstone", 12), admissions("Swale", 30))
    assert faults(tmp_path, "hospital_admissions", *rows, admissions("Kent", 43)) == [
        'row 4, "Admissions": is not the sum of the rows that it adds up (43, they give 42)'
    ]
    one = checked(tmp_path, "hospital_admissions", *rows, admissions("Kent", 42))
    assert list(one.table["district"]) == ["E07000110", "E07000113"]


def test_parts_of_a_row_must_give_its_sum(tmp_path: Path):
    row = ["2026-01", 20, 11, 3, 7, 0, 5, "sensitive"]
    assert faults(tmp_path, "youth_justice", YOUTH, row) == [
        'row 2, "Young people": is not the sum of "Girls", "Boys" and "Sex not stated" (11, they'
        " give 10)"
    ]


def test_the_running_month_is_not_taken(tmp_path: Path):
    now = f"{datetime.now(UTC):%Y-%m}"
    assert faults(
        tmp_path, "hospital_admissions", ADMISSIONS, admissions("Swale", 3, month=now)
    ) == ['row 2, "Month": lies in a month that is not over yet; leave it out until then']


def offered(folder: Path, name: str, *rows: Sequence[object]) -> Path:
    return write(folder, name, csv_of(*rows))


def test_a_jump_by_an_order_of_magnitude_is_taken_only_when_confirmed(tmp_path: Path, capsys):
    first = offered(tmp_path, "a.csv", VISITS, ["2026-01", "High Street", "Women", 7])
    partner.ingest("one_stop_shop", [first])
    second = offered(tmp_path, "b.csv", VISITS, ["2026-02", "High Street", "Women", 700])
    with pytest.raises(UnconfirmedError) as doubted:
        partner.ingest("one_stop_shop", [second])
    assert doubted.value.doubts == [
        "Visits: 700 in February 2026 against 7 in January 2026",
        "High Street, Women, Visits: 700 in February 2026 against 7 in January 2026",
    ]
    assert cli.main(["ingest", "one_stop_shop", str(second)]) == cli.REFUSED
    assert capsys.readouterr().err.endswith("If the sender confirms them, give --confirmed.\n")
    source = sources()["one_stop_shop"]
    held = received(source)
    assert held is not None
    assert set(held.table["period"]) == {"2026-01-01"}
    trial = partner.ingest("one_stop_shop", [second], dry_run=True)
    assert len(trial.doubts) == 2
    assert cli.main(["ingest", "one_stop_shop", str(second), "--confirmed"]) == 0
    held = received(source)
    assert held is not None
    assert set(held.table["period"]) == {"2026-01-01", "2026-02-01"}


@pytest.mark.parametrize(("before", "after"), [(7, 29), (700, 71), (0, 29), (3, 30 - 1)])
def test_what_is_no_order_of_magnitude_or_too_few_raises_no_doubt(tmp_path, before, after):
    rows = [["2026-01", "High Street", "Women", before], ["2026-02", "High Street", "Women", after]]
    partner.ingest("one_stop_shop", [offered(tmp_path, "a.csv", VISITS, *rows)])


def test_a_file_replaces_only_the_words_that_it_holds(tmp_path: Path):
    def sent(name: str, *rows: Sequence[object]) -> None:
        partner.ingest("monthly_counts", [offered(tmp_path, name, MONTHLY, *rows)])

    sent("council.csv", ["2026-01", "High Street", "Fly-tipping", 7, "partner"])
    sent("fire.csv", ["2026-01", "Fant & Oakwood", "Deliberate fires", 2, "partner"])
    sent("fire2.csv", ["2026-01", "Fant & Oakwood", "Deliberate fires", 3, "partner"])
    held = received(sources()["monthly_counts"])
    assert held is not None
    assert sorted(zip(held.table["what"], held.table["count"], strict=True)) == [
        ("deliberate_fires", "3"),
        ("fly_tipping", "7"),
    ]


def test_a_part_is_not_held_against_the_sum_of_other_parts(tmp_path: Path):
    def sent(name: str, *rows: Sequence[object]) -> None:
        partner.ingest("monthly_counts", [offered(tmp_path, name, MONTHLY, *rows)])

    sent("council.csv", ["2026-01", "High Street", "Fly-tipping", 700, "partner"])
    sent("fire.csv", ["2026-01", "Fant & Oakwood", "Deliberate fires", 2, "partner"])
    with pytest.raises(UnconfirmedError) as doubted:
        sent("council2.csv", ["2026-02", "High Street", "Fly-tipping", 7, "partner"])
    assert doubted.value.doubts == [
        "High Street, Fly-tipping, Count: 7 in February 2026 against 700 in January 2026"
    ]


def test_formulas_in_cells_are_refused_before_they_could_leave_again(tmp_path: Path):
    needles = ("Month", "Place", "Ward", "Needles", "Sensitivity")
    row = ["2026-01", "=HYPERLINK(1)", "High Street", 3, "partner"]
    (fault,) = faults(tmp_path, "needle_finds", needles, row)
    assert fault.startswith('row 2, "Place": the cell holds a formula')


def test_every_contract_says_each_column_in_a_sentence_with_an_example():
    for name in OF_COUNTS:
        for column in sources()[name].columns:
            assert column.says.endswith("."), (name, column.name)
            assert column.example, (name, column.name)


def test_an_example_file_can_be_written_by_a_spreadsheet_and_read_back(tmp_path: Path):
    file = tmp_path / "again.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(header_and_example(sources()["mediation"]))
    assert partner.check(sources()["mediation"], file, key=KEY).table["referrals"][0] == "9"


def test_two_files_of_one_month_may_hold_different_words_but_not_the_same(tmp_path: Path):
    council = offered(
        tmp_path, "c.csv", MONTHLY, ["2026-01", "High Street", "Fly-tipping", 7, "partner"]
    )
    fire = offered(
        tmp_path, "f.csv", MONTHLY, ["2026-01", "High Street", "Deliberate fires", 2, "partner"]
    )
    again = offered(
        tmp_path, "g.csv", MONTHLY, ["2026-01", "Fant & Oakwood", "Deliberate fires", 1, "partner"]
    )
    with pytest.raises(IntakeError) as refused:
        partner.ingest("monthly_counts", [council, fire, again])
    assert refused.value.faults == [
        "January 2026 (Deliberate fires) was offered 2 times: f.csv; g.csv"
    ]
    assert partner.ingest("monthly_counts", [council, fire]).sentences == (
        "January 2026: 1 row taken from c.csv.",
        "January 2026: 1 row taken from f.csv.",
    )
    assert partner.ingest("monthly_counts", [again]).sentences == (
        "January 2026: 1 row taken from g.csv; what was held of the same month and words is"
        " replaced.",
    )


def test_the_borough_must_be_the_sum_of_its_wards_where_both_are_sent(tmp_path: Path):
    wards = (
        ["2026-01", "High Street", "Fly-tipping", 7, "partner"],
        ["2026-01", "Not known", "Fly-tipping", 2, "partner"],
        ["2026-01", "Outside the borough", "Fly-tipping", 4, "partner"],
    )
    fires = ["2026-01", "Maidstone", "Deliberate fires", 5, "partner"]
    wrong = ["2026-01", "Maidstone", "Fly-tipping", 9, "partner"]
    assert faults(tmp_path, "monthly_counts", MONTHLY, *wards, fires, wrong) == [
        'row 6, "Count": is not the sum of its wards (9, they give 7); leave out what has no ward'
    ]
    right = ["2026-01", "Maidstone", "Fly-tipping", 7, "partner"]
    assert len(checked(tmp_path, "monthly_counts", MONTHLY, *wards, fires, right).table) == 5
