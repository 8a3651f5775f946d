"""Partners' files that are sound, however they were made: their normal form, and what is kept."""

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from partner_files import (
    DOMESTIC_ABUSE,
    KEY,
    LSOA,
    MARAC,
    ONE_STOP_SHOP,
    SURVEY,
    add_sheet,
    book,
    csv_of,
    data_folder,
    incident,
    ods_of,
    saved,
    visits,
    write,
    xlsx_of,
)

from csp import archive, cli
from csp.errors import CspError, IntakeError, WarehouseError
from csp.ingest import partner
from csp.ingest.partner import Checked
from csp.ingest.references import hashed
from csp.sources import partner_sources, sources

OSS, DA, RS = "one_stop_shop", "domestic_abuse", "residents_survey"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
FORMS: dict[str, Callable[..., bytes]] = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}
HIGH_STREET, FANT_2024, FANT_2013 = "E05015603", "E05015599", "E05004992"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


def checked(folder: Path, source: str, content: bytes, name: str = "sent.csv") -> Checked:
    return partner.check(sources()[source], write(folder / "sent", name, content), key=KEY)


def rows(one: Checked) -> list[tuple[str, ...]]:
    return list(one.table.itertuples(index=False, name=None))


# What each source's file says, and the normal form of it, worked by hand from the contracts.
SOUND: dict[str, tuple[Sequence[Sequence[object]], list[tuple[str, ...]]]] = {
    OSS: (
        [
            ONE_STOP_SHOP,
            ["2026-01", "high street ward", "women", "1,204"],
            ["2026-01", "Harrietsham, Lenham and North Downs", "Not Stated", "0"],
            ["Feb 2024", "Fant", "Men", "3"],
            ["Jan-26", "Outside the Borough", "Women", "2"],
        ],
        [
            ("2026-01-01", HIGH_STREET, "women", "1204", "2026-01-01"),
            ("2026-01-01", "E05015601", "not_stated", "0", "2026-01-01"),
            ("2024-02-01", FANT_2013, "men", "3", "2024-02-01"),
            ("2026-01-01", "outside_the_borough", "women", "2", "2026-01-01"),
        ],
    ),
    "marac": (
        [MARAC, ["15/01/2026", "17", "5", ""], ["2026-02", "17", "0", "19"]],
        [
            ("2026-01-01", "17", "5", "", "2026-01-01"),
            ("2026-02-01", "17", "0", "19", "2026-02-01"),
        ],
    ),
    DA: (
        [
            DOMESTIC_ABUSE,
            incident(),
            incident(
                incident_reference=" da-2",
                reported_on="2026-01-03",
                **{"from": "31 Dec 2025 23:00", "to": ""},
                lsoa_code="",
                ward="Fant & Oakwood",
                crime_recorded="Y",
                repeat_victim="TRUE",
                high_risk="0",
            ),
        ],
        [
            (
                *(hashed("DA-1", KEY, DA), "2026-01-03"),
                *("2026-01-02 21:00:00", "2026-01-03 00:00:00", LSOA, ""),
                *("yes", "no", "no", "2026-01-01"),
            ),
            (
                *(hashed("DA-2", KEY, DA), "2026-01-03"),
                *("2025-12-31 23:00:00", "", "", FANT_2024),
                *("yes", "yes", "no", "2025-12-01"),
            ),
        ],
    ),
    RS: (
        [
            SURVEY,
            [
                "2026",
                "7",
                "after dark",
                "FAIRLY SAFE",
                "0.930",
                "Fant & Oakwood",
                "35-54",
                "female",
            ],
            ["2026", "7", "By day", "Don’t know", "", "Not known", "65+", "Other"],
            ["2026", "7", "At home", "", "", "", "", ""],
        ],
        [
            (
                *("2026-01-01", hashed("7", KEY, RS), "safe_night", "Fairly safe", "0.93"),
                *(FANT_2024, "35 to 54", "Female", "2026-01-01"),
            ),
            (
                *("2026-01-01", hashed("7", KEY, RS), "safe_day", "Don't know", ""),
                *("not_known", "65 and over", "Other", "2026-01-01"),
            ),
        ],
    ),
    "young_people_survey": (
        [
            ("Wave", "Respondent", "In and around school", "Online", "Age band"),
            ["2025-10", "A", "Very safe", "Very unsafe", "11–13"],
            ["2025-10", "B", "", "Not applicable", "14 to 16"],
        ],
        [
            ("2025-10-01", hashed(who, KEY, "young_people_survey"), asked, said, "", "", band, "")
            + ("2025-10-01",)
            for who, asked, said, band in (
                ("A", "safe_school", "Very safe", "11 to 13"),
                ("A", "safe_online", "Very unsafe", "11 to 13"),
                ("B", "safe_online", "Not applicable", "14 to 16"),
            )
        ],
    ),
}


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("source", SOUND)
def test_each_source_in_each_kind_of_file(tmp_path: Path, source: str, ending: str):
    lines, normal = SOUND[source]
    one = checked(tmp_path, source, FORMS[ending](*lines), f"sent.{ending}")
    assert rows(one) == normal
    held = [column for column in sources()[source].columns if column.type != "sensitivity"]
    assert list(one.table.columns) == [*(column.field for column in held), "period"]
    assert sum(one.periods.values()) == len(normal)
    assert one.notes == ()


def test_every_partner_source_was_tried():
    """Those of counts that came later are tried in test_counts.py."""
    assert set(SOUND) | {name for name in partner_sources() if sources()[name].counts} == set(
        partner_sources()
    )


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_cells_that_are_days_and_numbers_read_as_their_text_does(tmp_path: Path, ending: str):
    """A spreadsheet turns what is typed into days and numbers; the normal form is the same."""
    typed = incident(
        reported_on=date(2026, 1, 3),
        **{"from": datetime(2026, 1, 2, 21, 30), "to": datetime(2026, 1, 2, 23, 15)},  # noqa: DTZ001
    )
    one = checked(tmp_path, DA, FORMS[ending](DOMESTIC_ABUSE, typed), f"sent.{ending}")
    assert rows(one) == rows(checked(tmp_path, DA, csv_of(DOMESTIC_ABUSE, incident())))
    lines = ONE_STOP_SHOP, [date(2026, 1, 31), "Fant & Oakwood", "Women", 7.0]
    assert rows(checked(tmp_path, OSS, FORMS[ending](*lines), f"v.{ending}")) == [
        ("2026-01-01", FANT_2024, "women", "7", "2026-01-01")
    ]
    lines = ("Wave", "Respondent", "By day"), [2026, 7, "Very safe"]
    assert rows(checked(tmp_path, RS, FORMS[ending](*lines), f"s.{ending}"))[0][:2] == (
        "2026-01-01",
        hashed("7", KEY, RS),
    )


def test_titles_other_columns_and_other_sheets_are_passed_over_and_told(tmp_path: Path):
    made = book(
        ["Visits to the one-stop shop"],
        ["January to March; draft"],
        [],
        ["Seen by", " month ", "WARD", "Gender", "Visits", "", ""],
        ["", "2026-01", "High Street", "Women", 7, "checked", ""],
        [],
        ["", "2026-01", "High Street", "Men", 1, "", ""],
        title="Quarter 4",
    )
    add_sheet(made, "Notes", ["Nothing here"])
    add_sheet(made, "Empty")
    one = checked(tmp_path, OSS, saved(made), "q4.xlsx")
    assert [row[2] for row in rows(one)] == ["women", "men"]
    assert one.notes == (
        "2 rows above the header were passed over",
        'columns "Seen by", F (without a name) were left alone',
        'sheet "Notes" was passed over',
    )


def test_a_header_over_two_rows_with_merged_cells(tmp_path: Path):
    made = book(
        ["Incident reference", "Reported on", "When", "", "Where", "", "What", "", ""],
        ["", "", "From", "To", "LSOA code", "Ward", *DOMESTIC_ABUSE[6:]],
        incident(),
    )
    for span in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:I1"):
        made.worksheets[0].merge_cells(span)
    one = checked(tmp_path, DA, saved(made), "two.xlsx")
    assert rows(one) == rows(checked(tmp_path, DA, csv_of(DOMESTIC_ABUSE, incident())))
    assert one.notes == ()


def test_a_header_whose_groups_stand_below(tmp_path: Path):
    lines = ("Month", "Ward", "Counted", ""), ("", "", "Sex", "Visits"), visits()
    assert rows(checked(tmp_path, OSS, csv_of(*lines)))[0][2:4] == ("women", "7")


SEEN = "É was here"
ENCODED = {
    "UTF-8": ("utf-8", ()),
    "UTF-8 with a byte order mark": ("utf-8-sig", ()),
    "UTF-16": ("utf-16", ()),
    "Windows-1252": (
        "cp1252",
        ("was read as Windows-1252, not UTF-8; look whether letters such as é came out right",),
    ),
}


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_texts_of_any_spreadsheet(tmp_path: Path, name: str, delimiter: str):
    encoding, notes = ENCODED[name]
    title = "Visits, by ward, by sex, by month, in the borough, as counted"
    lines = [title], (*ONE_STOP_SHOP, SEEN), [*visits(n="1,204"), ""]
    text = csv_of(*lines, delimiter=delimiter).decode().replace("\r\n", "\n")
    one = checked(tmp_path, OSS, text.rstrip("\n").encode(encoding))
    assert rows(one)[0][3] == "1204"
    assert one.notes == (
        *notes,
        "1 row above the header was passed over",
        f'column "{SEEN}" was left alone',
    )


def test_results_of_formulas_count(tmp_path: Path):
    """A workbook as a spreadsheet saves it: the formula and its result, even an empty one."""
    content = xlsx_of(MARAC, ["2026-01", 17, 5, "CHILDREN"])
    content = replaced(
        content, b'<c r="B2" t="n"><v>17</v></c>', b'<c r="B2"><f>10+7</f><v>17</v></c>'
    )
    content = replaced(
        content,
        b'<c r="D2" t="inlineStr"><is><t>CHILDREN</t></is></c>',
        b'<c r="D2" t="str"><f>""</f><v></v></c>',
    )
    assert rows(checked(tmp_path, "marac", content, "m.xlsx")) == [
        ("2026-01-01", "17", "5", "", "2026-01-01")
    ]


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as made:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert part.count(old) == 1, part
                part = part.replace(old, new)
            made.writestr(name, part)
    return out.getvalue()


def test_rows_without_a_place_are_counted_and_told(tmp_path: Path):
    lines = [incident(incident_reference=f"DA-{n}", lsoa_code="") for n in (2, 3, 4)]
    one = checked(tmp_path, DA, csv_of(DOMESTIC_ABUSE, incident(), *lines))
    assert one.notes == ("3 rows without a place are counted as not located",)


def test_ranges_keep_covering_what_they_covered(tmp_path: Path):
    """From is rounded down and To up, past midnight too; what is exact stays."""
    spans = [
        ("02/01/2026 01:50", "02/01/2026 02:10", "2026-01-02 01:00:00", "2026-01-02 03:00:00"),
        ("31/01/2026 23:59", "31/01/2026 23:59:59", "2026-01-31 23:00:00", "2026-02-01 00:00:00"),
        ("02/01/2026 05:00", "02/01/2026 06:00", "2026-01-02 05:00:00", "2026-01-02 06:00:00"),
    ]
    lines = [
        incident(incident_reference=str(n), reported_on="01/02/2026", **{"from": start, "to": end})
        for n, (start, end, *_) in enumerate(spans)
    ]
    one = checked(tmp_path, DA, csv_of(DOMESTIC_ABUSE, *lines))
    assert [(row[2], row[3]) for row in rows(one)] == [(down, up) for *_, down, up in spans]
    assert one.periods == {JANUARY: 3}


def test_a_file_is_kept_in_its_normal_form_and_nothing_of_it_as_sent(tmp_path: Path, data: Path):
    lines = DOMESTIC_ABUSE, incident(incident_reference="SECRET-77", **{"to": "02/01/2026 23:17"})
    file = write(tmp_path / "sent", "January.xlsx", xlsx_of(*lines))
    intake = partner.ingest(DA, [file])
    assert intake.sentences == ("January 2026: 1 row taken from January.xlsx.",)
    (receipt,) = archive.received(DA)
    assert (receipt.name, receipt.holds[0].rows) == ("January.csv", 1)
    kept = b"".join(each.read_bytes() for each in data.rglob("raw/**/*") if each.is_file())
    for secret in (b"SECRET-77", b"secret-77", b"23:17", b"21:30", b"PK"):
        assert secret not in kept
    newest, member = archive.newest_months(DA)[JANUARY]
    with archive.open_member(newest, member) as opened:
        table = pd.read_csv(opened, dtype=str, keep_default_na=False)
    made_key = Path(os.environ["CSP_KEY_FILE"]).read_bytes()
    assert table["incident_reference"].tolist() == [hashed("secret-77", made_key, DA)]
    assert table["period"].tolist() == ["2026-01-01"]


def test_the_normal_form_has_the_same_bytes_each_time(tmp_path: Path):
    lines = [[*ONE_STOP_SHOP], visits(), visits("2026-02")]
    of = {
        ending: checked(tmp_path, OSS, make(*lines), f"a.{ending}")
        for ending, make in FORMS.items()
    }
    assert of["csv"].to_csv() == of["xlsx"].to_csv() == of["ods"].to_csv()
    assert of["csv"].to_csv() == (
        b"month,ward,sex,visits,period\n"
        b"2026-01-01,E05015603,women,7,2026-01-01\n"
        b"2026-02-01,E05015603,women,7,2026-02-01\n"
    )


def test_a_trial_run_keeps_nothing_and_makes_no_key(tmp_path: Path, data: Path):
    file = write(tmp_path / "sent", "a.csv", csv_of(DOMESTIC_ABUSE, incident()))
    intake = partner.ingest(DA, [file], dry_run=True)
    assert intake.sentences == (
        "January 2026: 1 row would be taken from a.csv.",
        "Nothing was kept: this was a trial run.",
    )
    assert intake.taken == (JANUARY,)
    assert not (data / "raw").exists()
    assert not Path(os.environ["CSP_KEY_FILE"]).exists()


def test_what_was_received_before_changes_nothing_in_whichever_file_it_comes(tmp_path: Path):
    partner.ingest(OSS, [write(tmp_path / "sent", "a.csv", csv_of(ONE_STOP_SHOP, visits()))])
    before = archive.received(OSS)
    again = partner.ingest(
        OSS, [write(tmp_path / "sent", "b.ods", ods_of(ONE_STOP_SHOP, visits()))]
    )
    day = before[0].received_at
    assert again.sentences == (
        f"What b.ods holds was received before, on {day.day} {day:%B %Y}: nothing changed.",
    )
    assert (again.taken, again.replaced, again.already_held) == ((), (), (JANUARY,))
    assert archive.received(OSS) == before


def test_a_period_that_comes_again_replaces_the_older_whole_and_says_so(tmp_path: Path):
    both = csv_of(
        ONE_STOP_SHOP, *(visits("2026-01", ward) for ward in WARDS), visits("2026-02", "Shepway")
    )
    partner.ingest(OSS, [write(tmp_path / "sent", "both.csv", both)])
    one = csv_of(ONE_STOP_SHOP, visits("2026-01", n=1), visits("2026-03"))
    intake = partner.ingest(OSS, [write(tmp_path / "sent", "later.csv", one)])
    (receipt, _) = archive.received(OSS)
    day = f"{receipt.received_at.day} {receipt.received_at:%B %Y}"
    assert intake.sentences == (
        "January 2026: 1 row taken from later.csv; they replace the 3 rows of both.csv, received"
        f" on {day}. That is less than half: a file replaces its months whole.",
        "March 2026: 1 row taken from later.csv.",
    )
    assert intake.replaced == (JANUARY,)
    newest = archive.newest_months(OSS)
    assert {month: held.name for month, (held, _) in newest.items()} == {
        JANUARY: "later.csv",
        FEBRUARY: "both.csv",
        date(2026, 3, 1): "later.csv",
    }
    old = partner.ingest(OSS, [tmp_path / "sent" / "both.csv"])
    assert old.sentences == (
        f"What both.csv holds was received before, on {day}: nothing changed."
        " A later file still stands for January 2026.",
    )


WARDS = ("High Street", "Fant & Oakwood", "Senacre")


def test_two_files_of_one_period_are_not_taken_together(tmp_path: Path, data: Path):
    files = [
        write(tmp_path / "sent", "a.csv", csv_of(ONE_STOP_SHOP, visits(), visits("2026-02"))),
        write(tmp_path / "sent", "b.xlsx", xlsx_of(ONE_STOP_SHOP, visits(ward="Tovil"))),
    ]
    with pytest.raises(IntakeError) as raised:
        partner.ingest(OSS, files)
    assert str(raised.value) == (
        "one_stop_shop: 1 problem, nothing was taken\n"
        "  January 2026 was offered 2 times: a.csv; b.xlsx"
    )
    assert not (data / "raw").exists()


def test_several_files_are_taken_together_and_a_path_named_twice_is_one(tmp_path: Path):
    a = write(tmp_path / "sent", "a.csv", csv_of(ONE_STOP_SHOP, visits("2026-02")))
    b = write(tmp_path / "sent", "b.csv", csv_of(["draft"], ONE_STOP_SHOP, visits()))
    seen: list[tuple[float, str]] = []
    intake = partner.ingest(OSS, [a, b, a], progress=lambda *step: seen.append(step))
    assert intake.sentences == (
        "January 2026: 1 row taken from b.csv.",
        "February 2026: 1 row taken from a.csv.",
        "b.csv: 1 row above the header was passed over.",
    )
    assert [step for _, step in seen] == [
        "Checking a.csv",
        "Checking b.csv",
        "Keeping what was checked",
    ]


def test_a_wave_is_named_as_its_file_names_it(tmp_path: Path):
    header = ("Wave", "Respondent", "By day")
    lines = header, ["2026", "1", "Very safe"], ["2025-10", "1", "Very safe"]
    intake = partner.ingest(RS, [write(tmp_path / "sent", "w.csv", csv_of(*lines))])
    assert intake.sentences == (
        "Wave October 2025: 1 row taken from w.csv.",
        "Wave 2026: 1 row taken from w.csv.",
    )
    assert list(archive.newest_months(RS)) == [date(2025, 10, 1), date(2026, 1, 1)]


def test_no_file(tmp_path: Path):
    with pytest.raises(
        IntakeError, match=r"^one_stop_shop: 1 problem, nothing was taken\n  no file"
    ):
        partner.ingest(OSS, [])


def test_a_key_inside_the_data_folder_stops_an_intake(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CSP_KEY_FILE", str(data / "reference.key"))
    file = write(tmp_path / "sent", "a.csv", csv_of(DOMESTIC_ABUSE, incident()))
    with pytest.raises(CspError, match="lies inside the data folder"):
        partner.ingest(DA, [file])
    assert not (data / "raw").exists()


def test_a_table_of_areas_that_is_not_there_is_told(tmp_path: Path, data: Path):
    (data / "open" / "area.csv").unlink()
    wrong = r"^The look-up area\.csv of data/open cannot be read\.$"
    with pytest.raises(WarehouseError, match=wrong):
        checked(tmp_path, OSS, csv_of(ONE_STOP_SHOP, visits()))


def test_the_command_takes_a_file_and_says_what_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = write(tmp_path / "sent", "a.csv", csv_of(ONE_STOP_SHOP, visits(), visits("2026-02")))
    assert cli.main(["ingest", OSS, str(file), "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was kept: this was a trial run.\n")
    assert cli.main(["ingest", OSS, str(file)]) == 0
    assert capsys.readouterr().out == (
        "January 2026: 1 row taken from a.csv.\nFebruary 2026: 1 row taken from a.csv.\n"
    )
