"""An earlier release is opened beside the one that serves, for who asks for it alone."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from components import warehouse as door
from components.warehouse import one_file, reopen, warehouse
from csp import citations
from csp.answers import ledger
from csp.decisions import append
from csp.errors import ReleaseError, WarehouseError
from tests.csp.decision_books import decision

EARLIER = "2024-12-abcdef"
DAY = date(2026, 11, 27)


@pytest.fixture
def earlier(partner) -> Path:
    """The file of an earlier release, which minutes cite."""
    file = partner / f"partner-{EARLIER}-20250101T000000000000.duckdb"
    shutil.copy((partner / "partner.duckdb").resolve(), file)
    with duckdb.connect(str(file)) as held:
        held.execute("UPDATE release SET release = ?", [EARLIER])
    citations.cite(EARLIER, "ward_map?view=meeting", DAY)
    return file


def test_an_earlier_release_is_read_and_the_serving_one_goes_on(earlier):
    with one_file():
        serving = warehouse()
        assert reopen(EARLIER).release == EARLIER
        assert reopen(EARLIER) is reopen(EARLIER)
        assert reopen(serving.release) is serving is warehouse()


def test_a_file_that_is_damaged_or_misnamed_is_no_other_release(earlier):
    with one_file():
        warehouse()
        misnamed = earlier.with_name("partner-2024-11-abcdef-20250101T000000000000.duckdb")
        shutil.copy(earlier, misnamed)
        with pytest.raises(WarehouseError, match="another release than its name"):
            reopen("2024-11-abcdef")
        earlier.write_bytes(b"spoilt")
        door._annexe.clear()
        with pytest.raises(WarehouseError):
            reopen(EARLIER)
        earlier.unlink()
        with pytest.raises(ReleaseError, match="no longer held"):
            reopen(EARLIER)


def test_what_was_decided_later_is_not_known_on_an_earlier_day(partner):
    made = decision()
    append(made)
    with one_file():
        data = warehouse()
        assert ledger.known(data).decisions == (made,)
        on = max(made.decided_on, made.recorded_at.date())
        assert ledger.known(data, on).decisions == (made,)
        assert ledger.known(data, made.decided_on.replace(year=2024)).decisions == ()
