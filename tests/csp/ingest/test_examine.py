"""An upload is looked at and forgotten: nothing of it on disk, in a log or in the archive."""

import errno
import logging
import os
import re
import tempfile
from pathlib import Path

import pytest
from partner_files import DOMESTIC_ABUSE, ONE_STOP_SHOP, csv_of, data_folder, incident, visits
from street_files import month_of, prepare

from csp import archive
from csp.errors import CspError, IntakeError
from csp.ingest import examine
from csp.ingest.intake import Intake
from csp.ingest.upload import PREFIX

SHOP = "one_stop_shop"
SECRET = "SECRET-REFERENCE"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, and the folder in which uploads lie while they are read."""
    data_folder(tmp_path, monkeypatch)
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_a_sound_file_tells_what_would_be_taken_and_leaves_nothing(scratch, tmp_path):
    found = examine.examine(SHOP, "visits.csv", csv_of(ONE_STOP_SHOP, visits()))
    assert found.faults == ()
    assert found.sentences == ("January 2026: 1 row would be taken from visits.csv.",)
    assert (found.months, found.doubts) == (1, ())
    assert list(scratch.iterdir()) == []
    assert archive.received(SHOP) == []
    assert not (tmp_path / "keys").exists()


def test_faults_come_by_rows_with_those_of_the_whole_file_apart(scratch):
    content = csv_of(("Ward", "Month", "Sex"), ("Nowhere", "2026-01", "Women"), ("x", "y", "z"))
    found = examine.examine(SHOP, "visits.csv", content)
    assert [fault.row for fault in found.in_rows] == sorted(fault.row for fault in found.in_rows)
    assert [fault.says.split(" (")[0] for fault in found.whole] == ['column "Visits" is missing']
    assert len(found.faults) == len(found.in_rows) + 1
    assert list(scratch.iterdir()) == []


def test_a_police_month_needs_its_own_name_and_is_told_so(tmp_path, monkeypatch):
    prepare(tmp_path / "police")
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "police"))
    assert examine.examine("police_uk", "2025-01-kent-street.csv", month_of("2025-01")).months == 1
    (fault,) = examine.examine("police_uk", "kent.csv", month_of("2025-01")).whole
    assert "give it back its name" in fault.says


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("visits.csv", b"", "is empty"),
        ("visits.xlsx", b"PK\x03\x04 cut", "damaged"),
        ("visits.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an older Excel file"),
        ("visits.pdf", b"%PDF", "is of a kind that is not taken"),
        ("../../etc/visits.csv", b"a,b\n1,2\n", "no header was found"),
        ("..\\visits.csv", b"a,b\n1,2\n", "no header was found"),
        ("", b"a,b\n1,2\n", "is of a kind that is not taken"),
    ],
)
def test_a_broken_upload_is_a_sentence(scratch, name, content, says):
    found = examine.examine(SHOP, name, content)
    assert says in found.whole[0].says
    assert "/" not in found.name
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b.csv", f"{'x' * 300}.csv"])
def test_a_name_that_no_disk_takes_is_a_sentence(scratch, name):
    with pytest.raises(CspError, match=r"^The file could not be looked at here: "):
        examine.examine(SHOP, name, b"a")
    assert list(scratch.iterdir()) == []


def test_a_full_disk_is_a_sentence(scratch, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CspError, match="looked at here: No space left on device"):
        examine.examine(SHOP, "visits.csv", b"a")
    assert list(scratch.iterdir()) == []


def test_an_error_of_our_own_tells_and_logs_no_cell(scratch, monkeypatch, caplog):
    def stumble(*_: object, **__: object) -> Intake:
        raise ValueError(f"invalid literal: {SECRET}")

    monkeypatch.setattr(examine, "ingest", stumble)
    with caplog.at_level(logging.DEBUG), pytest.raises(CspError) as raised:
        examine.examine("domestic_abuse", "abuse.csv", b"a")
    assert SECRET not in str(raised.value) + caplog.text
    assert raised.value.__cause__ is None
    assert re.search(r"ValueError at .*test_examine\.py:\d+", caplog.text)
    assert list(scratch.iterdir()) == []


def test_no_sensitive_cell_is_logged_or_told(caplog):
    content = csv_of(DOMESTIC_ABUSE, incident(incident_reference=SECRET, crime_recorded=SECRET))
    with caplog.at_level(logging.DEBUG):
        found = examine.examine("domestic_abuse", "abuse.csv", content)
    assert found.faults
    assert SECRET not in f"{found}{caplog.text}"


def test_a_folder_of_a_killed_process_is_swept_after_an_hour(scratch):
    old, new = (scratch / f"{PREFIX}{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
        (folder / "abuse.csv").write_text(SECRET, encoding="utf-8")
    os.utime(old, (1, 1))
    examine.examine(SHOP, "visits.csv", csv_of(ONE_STOP_SHOP, visits()))
    assert [left.name for left in scratch.iterdir()] == [new.name]


def test_doubts_of_an_intake_are_handed_on_and_not_told_twice(monkeypatch):
    made = Intake(("Taken.",), (), (), (), 0, ("Ten times the usual count.",))
    monkeypatch.setattr(examine, "ingest", lambda *_, **__: made)
    found = examine.examine(SHOP, "visits.csv", b"a")
    assert (found.sentences, found.doubts) == (("Taken.",), ("Ten times the usual count.",))


def test_a_confirmation_is_handed_to_the_intake(monkeypatch):
    asked = []
    monkeypatch.setattr(examine.partner, "ingest", lambda *_, **options: asked.append(options))
    examine.ingest(SHOP, [], confirmed=True, dry_run=True)
    examine.ingest(SHOP, [], confirmed=False)
    assert asked == [{"confirmed": True, "dry_run": True}, {"confirmed": False}]


def test_what_an_intake_refuses_is_told_though_it_names_no_rows(monkeypatch):
    def refuse(*_: object, **__: object) -> Intake:
        raise IntakeError("a.csv", ["one", "two"])

    monkeypatch.setattr(examine, "ingest", refuse)
    assert [fault.says for fault in examine.examine(SHOP, "a.csv", b"a").whole] == ["one", "two"]
