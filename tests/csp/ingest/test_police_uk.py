"""police.uk intake: what is taken, the known oddities, and what is refused, each told whole."""

from datetime import date
from pathlib import Path

import pytest
from street_files import (
    AREAS,
    FEBRUARY,
    HEADER,
    JANUARY,
    KNOWN,
    NAME,
    POLICE_UK,
    counted,
    held_rows,
    month_of,
    refused,
    row,
    text,
    write,
    zipped,
)

from csp import archive
from csp.errors import WarehouseError
from csp.ingest.police_uk import Intake, ingest


def test_one_csv(tmp_path: Path):
    taken = ingest([write(tmp_path, NAME, text(row(), row(code="", name="")))])
    assert taken == Intake(
        sentences=(
            "January 2025: 2 rows taken from 2025-01-kent-street.csv,"
            " 1 of them without a location.",
        ),
        taken=(JANUARY,),
        replaced=(),
        already_held=(),
        ignored=0,
    )
    assert len(held_rows()) == 2


def archive_entries() -> dict[str, bytes]:
    return {
        "2025-01/2025-01-kent-street.csv": month_of("2025-01"),
        "2025-02/2025-02-kent-street.csv": month_of("2025-02"),
        "2025-01/2025-01-kent-outcomes.csv": b"never read",
        "2025-01/2025-01-kent-stop-and-search.csv": b"never read",
        "2025-01/2025-01-avon-and-somerset-street.csv": b"never read",
        "2025-01/2025-01-metropolitan-street.csv": b"never read",
        "readme.txt": b"never read",
        "__MACOSX/2025-01/._2025-01-kent-street.csv": b"never counted",
    }


ASIDE = "5 files left aside: 1 of another kind, 2 of other forces, 1 outcomes, 1 stop and search."


def test_a_zip_of_many_months_and_forces(tmp_path: Path):
    taken = ingest([zipped(tmp_path / "all.zip", archive_entries())])
    assert taken.sentences == (
        "January 2025: 1 row taken from all.zip, 0 of them without a location.",
        "February 2025: 1 row taken from all.zip, 0 of them without a location.",
        ASIDE,
    )
    assert (taken.taken, taken.ignored) == ((JANUARY, FEBRUARY), 5)


def test_a_folder_of_the_same_layout(tmp_path: Path):
    for name, content in archive_entries().items():
        write(tmp_path / "downloads", name, content)
    taken = ingest([tmp_path / "downloads"])
    assert taken.taken == (JANUARY, FEBRUARY)
    assert taken.sentences[-1] == ASIDE


def test_the_folder_of_one_month_and_a_zip_together(tmp_path: Path):
    write(tmp_path, f"2025-01/{NAME}", month_of("2025-01"))
    packed = {"deep/2025-02/2025-02-kent-street.csv": month_of("2025-02")}
    taken = ingest([tmp_path / "2025-01", zipped(tmp_path / "b.ZIP", packed)])
    assert taken.taken == (JANUARY, FEBRUARY)
    assert len(held_rows(FEBRUARY)) == 1


def test_a_second_download_keeps_its_browser_name(tmp_path: Path):
    assert ingest([write(tmp_path, "2025-01-kent-street (1).csv", text(row()))]).taken == (JANUARY,)


def test_a_byte_order_mark_windows_line_ends_and_other_columns_do_no_harm(tmp_path: Path):
    content = b"\xef\xbb\xbf" + text(row() + ",more", header=f"{HEADER},New column").replace(
        b"\n", b"\r\n"
    )
    ingest([write(tmp_path, NAME, content)])
    assert held_rows()[0]["Crime ID"] == "a1"
    assert counted(content, tmp_path) == {(KNOWN, "burglary"): 1}


def test_a_trial_run_keeps_nothing(tmp_path: Path, data: Path):
    taken = ingest([write(tmp_path, NAME, text(row()))], dry_run=True)
    assert taken.sentences == (
        "January 2025: 1 row would be taken from 2025-01-kent-street.csv,"
        " 0 of them without a location.",
        "Nothing was kept: this was a trial run.",
    )
    assert taken.taken == (JANUARY,)
    assert not (data / "raw").exists()


def test_progress_rises_and_names_the_month(tmp_path: Path):
    seen: list[tuple[float, str]] = []
    ingest(
        [zipped(tmp_path / "all.zip", archive_entries())],
        progress=lambda share, step: seen.append((share, step)),
    )
    assert [step for _, step in seen] == [
        "Checking January 2025",
        "Checking February 2025",
        "Keeping the files as received",
    ]
    assert [share for share, _ in seen] == sorted(share for share, _ in seen)


def test_oddity_1_a_missing_month_stays_missing(tmp_path: Path):
    march = write(tmp_path, "2025-03-kent-street.csv", month_of("2025-03"))
    ingest([write(tmp_path, NAME, month_of("2025-01")), march])
    assert list(archive.newest_months(POLICE_UK)) == [JANUARY, date(2025, 3, 1)]


def know(data: Path, code: str, name: str, vintage: str) -> None:
    """One more LSOA of our own in the look-ups."""
    with (data / "open" / "lookup_lsoa_district.csv").open("a") as lookup:
        lookup.write(f"{code},E07000110\n")
    with (data / "open" / "area.csv").open("a") as areas:
        areas.write(f"{code},{name},lsoa,{vintage},true,E05004982\n")


def test_oddity_3_and_4_codes_of_both_vintages_are_taken_and_strange_ones_are_not(
    tmp_path: Path, data: Path
):
    know(data, "E01035001", "Maidstone 015E", "2021")
    content = text(row(), row(code="E01035001", name="Maidstone 015E"))
    ingest([write(tmp_path, NAME, content)])
    assert {held["LSOA code"] for held in held_rows()} == {KNOWN, "E01035001"}
    later = write(tmp_path, "2025-02-kent-street.csv", text(row(month="2025-02", code="E01035009")))
    assert refused(later) == [
        "2025-02-kent-street.csv: row 2, \"LSOA code\": 'E01035009' is unknown among the LSOAs of"
        " 2011 and 2021, though its name says Maidstone."
    ]


def test_codes_of_another_vintage_than_the_months_are_refused(tmp_path: Path, data: Path):
    """Such a month once came in and then stopped every later build."""
    know(data, "E01035001", "Maidstone 015E", "2021")
    know(data, "E01024999", "Maidstone 015A", "2011")
    early, late = "2022-05-kent-street.csv", "2023-06-kent-street.csv"
    new = text(row(month="2022-05", code="E01035001", name="Maidstone 015E"))
    old = text(row(month="2023-06", code="E01024999", name="Maidstone 015A"))
    assert refused(write(tmp_path, early, new), write(tmp_path, late, old)) == [
        f"{early}: row 2, \"LSOA code\": 'E01035001' is no LSOA of 2011, whose codes the months"
        " before June 2023 use.",
        f"{late}: row 2, \"LSOA code\": 'E01024999' is no LSOA of 2021, whose codes the months"
        " from June 2023 use.",
    ]


@pytest.mark.parametrize(
    ("code", "name", "told"),
    [
        (
            "E01024500",
            "Maidstone 003B",
            "lies in Folkestone and Hythe, though its name says Maidstone",
        ),
        (KNOWN, "Shepway 014A", "lies in Maidstone, though its name says Folkestone and Hythe"),
        (KNOWN, "Maidston 003B", "lies in Maidstone, though its name says otherwise"),
        (KNOWN, "Maidstone 003C", "is Maidstone 003B, though its name says otherwise"),
    ],
)
def test_a_code_beside_the_name_of_another_place(tmp_path: Path, code: str, name: str, told: str):
    """Codes that slipped by a row would move crimes to other wards without a trace."""
    assert refused(write(tmp_path, NAME, text(row(code=code, name=name)))) == [
        f"{NAME}: row 2, \"LSOA code\": '{code}' {told}."
    ]


def test_a_code_without_its_name(tmp_path: Path):
    assert refused(write(tmp_path, NAME, text(row(name="")))) == [
        f"{NAME}: row 2, \"LSOA code\": the cell is empty beside '{KNOWN}'."
    ]


def test_oddity_5_the_shared_points_are_not_needed(tmp_path: Path):
    header = HEADER.replace("Longitude,Latitude,Location,", "")
    content = text(row().replace("0.5,51.2,On or near Lane,", ""), header=header)
    assert ingest([write(tmp_path, NAME, content)]).taken == (JANUARY,)


def test_oddity_6_identical_rows_of_anti_social_behaviour_and_of_one_crime_id_are_kept(
    tmp_path: Path,
):
    incident = row(crime_id="", kind="Anti-social behaviour")
    content = text(incident, incident, incident, row("same"), row("same"))
    ingest([write(tmp_path, NAME, content)])
    assert len(held_rows()) == 5
    assert archive.received(POLICE_UK)[0].holds[0].rows == 5
    assert counted(content, tmp_path) == {
        (KNOWN, "anti_social_behaviour"): 3,
        (KNOWN, "burglary"): 2,
    }


def test_oddity_7_rows_without_a_location_stay(tmp_path: Path):
    content = text(row(code="", name=""), row())
    taken = ingest([write(tmp_path, NAME, content)])
    assert "1 of them without a location" in taken.sentences[0]
    assert counted(content, tmp_path) == {("", "burglary"): 1, (KNOWN, "burglary"): 1}


def test_oddity_8_a_later_download_of_a_month_replaces_the_earlier_and_says_so(tmp_path: Path):
    ingest([write(tmp_path, NAME, month_of("2025-01", "Drugs", "Burglary"))])
    day = archive.received(POLICE_UK)[0].received_at
    newer = zipped(tmp_path / "newer.zip", {f"2025-01/{NAME}": month_of("2025-01", *["Drugs"] * 3)})
    taken = ingest([newer])
    assert taken.sentences == (
        "January 2025: 3 rows taken from newer.zip, 0 of them without a location; they replace"
        f" the 2 rows of 2025-01-kent-street.csv, received on {day.day} {day:%B %Y}.",
    )
    assert (taken.taken, taken.replaced) == ((JANUARY,), (JANUARY,))
    assert len(held_rows()) == 3
    assert len(archive.received(POLICE_UK)) == 2


def test_the_same_file_twice_changes_nothing(tmp_path: Path, data: Path):
    file = write(tmp_path, NAME, text(row()))
    ingest([file])
    before = archive.received(POLICE_UK)
    again = ingest([file])
    day = before[0].received_at
    assert again.sentences == (
        f"2025-01-kent-street.csv was received before, on {day.day} {day:%B %Y}: nothing changed.",
    )
    assert (again.taken, again.replaced, again.already_held) == ((), (), (JANUARY,))
    assert archive.received(POLICE_UK) == before


def test_an_older_file_offered_again_does_not_push_out_the_newer(tmp_path: Path):
    old = write(tmp_path, f"old/{NAME}", month_of("2025-01", "Drugs"))
    ingest([old])
    ingest([write(tmp_path, f"new/{NAME}", month_of("2025-01", "Burglary"))])
    said = ingest([old]).sentences[0]
    assert said.endswith("nothing changed. A later file still stands for January 2025.")
    assert held_rows()[0]["Crime type"] == "Burglary"


def test_oddity_9_shepway_in_an_lsoa_name_is_folkestone_and_hythe(tmp_path: Path):
    known = text(row(code="E01024500", name="Shepway 014A"))
    assert ingest([write(tmp_path, NAME, known)]).taken == (JANUARY,)
    unknown = write(tmp_path, f"other/{NAME}", text(row(code="E01099998", name="Shepway 014A")))
    assert refused(unknown) == [
        "2025-01-kent-street.csv: row 2, \"LSOA code\": 'E01099998' is unknown among the LSOAs of"
        " 2011 and 2021, though its name says Folkestone and Hythe."
    ]


def test_rows_that_lie_elsewhere_are_taken_wales_included(tmp_path: Path):
    elsewhere = text(
        row(code="E01000001", name="City of London 001A"),
        row(code="W01000026", name="Isle of Anglesey 005D"),
    )
    assert ingest([write(tmp_path, NAME, elsewhere)]).taken == (JANUARY,)


def test_every_fault_of_every_file_is_told_at_once_and_sound_files_are_not_taken(tmp_path: Path):
    packed = zipped(
        tmp_path / "all.zip",
        {
            "2025-01/2025-01-kent-street.csv": month_of("2025-01", "Loitering"),
            "2025-02/2025-02-kent-street.csv": month_of("2025-03"),
            "2025-04/2025-04-kent-street.csv": month_of("2025-04"),
        },
    )
    alone = write(tmp_path, "2025-05-kent-street.csv", b"")
    assert refused(packed, alone) == [
        'all.zip, 2025-01/2025-01-kent-street.csv: row 2, "Crime type":'
        " 'Loitering' is not a category that is known here.",
        'all.zip, 2025-02/2025-02-kent-street.csv: row 2, "Month":'
        " '2025-03' is not the month of the file's name, 2025-02.",
        "2025-05-kent-street.csv: is empty.",
    ]


def test_the_same_path_named_twice_is_one(tmp_path: Path):
    file = write(tmp_path, NAME, text(row()))
    assert ingest([file, file]).taken == (JANUARY,)


def test_the_look_ups_must_be_there(tmp_path: Path, data: Path):
    file = write(tmp_path, NAME, text(row()))
    (data / "open" / "lookup_lsoa_district.csv").write_text("code\nx\n")
    with pytest.raises(
        WarehouseError, match=r"^The look-up lookup_lsoa_district\.csv of data/open"
    ):
        ingest([file])
    (data / "open" / "lookup_lsoa_district.csv").unlink()
    with pytest.raises(WarehouseError, match=r"of data/open cannot be read\.$"):
        ingest([file])


def test_a_district_may_have_the_small_areas_of_one_vintage(tmp_path: Path, data: Path):
    (data / "open" / "area.csv").write_text(AREAS.replace("lsoa,2011", "lsoa,2001"))
    before = write(tmp_path, "2022-05-kent-street.csv", text(row(month="2022-05")))
    assert refused(before) == [
        "2022-05-kent-street.csv: row 2, \"LSOA code\": 'E01024321' is no LSOA of 2011, whose codes"
        " the months before June 2023 use."
    ]
    assert ingest([write(tmp_path, NAME, text(row()))]).taken == (JANUARY,)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = write(tmp_path, NAME, text(row()))

    def forbidden(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(archive, "fingerprint", forbidden)
    assert refused(file) == ["2025-01-kent-street.csv: cannot be read (Permission denied)."]
