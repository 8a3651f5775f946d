"""Single cells: what each type of column understands, and laws that hold for any."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from partner_files import data_folder

from csp.ingest import days
from csp.ingest.alike import alike, nearest, ward_alike
from csp.ingest.cells import read_column, type_of
from csp.ingest.unfit import Unfit, plain
from csp.ingest.wards import places
from csp.sources import Column, sources


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return data_folder(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "written",
    [
        *("2026-01-03", "2026-1-3", "03/01/2026", "3/1/2026", "03-01-2026", "3 Jan 2026"),
        *("03 January 2026", "3-Jan-2026", "03/01/2026 00:00", "2026-01-03T10:15:30"),
        *(date(2026, 1, 3), datetime(2026, 1, 3, 9, 30)),  # noqa: DTZ001
    ],
)
def test_days_are_read_in_every_usual_way(written):
    assert days.day(written) == "2026-01-03"


@pytest.mark.parametrize(
    "written", ["2026-01", "2026-1", "Jan 2026", "January 2026", "Jan-26", "1/2026", "31/01/2026"]
)
def test_months_are_read_in_every_usual_way(written: str):
    assert days.month(written) == "2026-01-01"


@pytest.mark.parametrize(
    ("written", "wave"),
    [
        ("2026", "2026-01-01"),
        (2026, "2026-01-01"),
        (2026.0, "2026-01-01"),
        ("2025-09", "2025-09-01"),
    ],
)
def test_waves_are_years_or_months(written, wave: str):
    assert days.wave(written) == wave


@pytest.mark.parametrize("written", ["12/31/2025", "31/31/2025", "2025/01/03", "3.1.2026", "today"])
def test_what_is_no_day_is_never_guessed(written: str):
    with pytest.raises(Unfit, match="is not a day"):
        days.day(written)


def test_today_is_a_day_and_tomorrow_is_none_yet():
    today = datetime.now(UTC).date()
    assert days.day(today) == today.isoformat()
    with pytest.raises(Unfit, match="lies in the future"):
        days.day(today + timedelta(days=1))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2025, 12, 31)))  # noqa: DTZ001
def test_rounding_holds_every_moment_within_an_hour(moment: datetime):
    exact = days.moment(moment)
    whole = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    down = datetime.fromisoformat(days.rounded_down(exact))
    up = datetime.fromisoformat(days.rounded_up(exact))
    assert down <= whole <= up
    assert up - down in (timedelta(0), timedelta(hours=1))
    assert (down.minute, down.second, up.minute, up.second) == (0, 0, 0, 0)


@given(st.dates(date(2000, 1, 1), date(2025, 12, 31)))
def test_a_day_reads_back_however_it_is_written(day: date):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        assert days.day(day.strftime(form)) == day.isoformat()


def test_a_time_a_hair_before_the_hour_is_the_hour():
    """As a fraction of a day 02:00 has no exact value; some readers make it 01:59:59.9999."""
    hair = datetime(2026, 1, 2, 1, 59, 59, 999_900)  # noqa: DTZ001
    assert days.rounded_down(days.moment(hair)) == "2026-01-02 02:00:00"


def of(type_name: str, **more: object) -> Column:
    return Column(name="Cell", type=type_name, quotable=True, **more)


def read(column: Column, *cells: object, period: date | None = None) -> list[str | None]:
    kind = type_of(column, sources()["one_stop_shop"], places())
    return read_column(cells, kind, [period] * len(cells)).cells


def test_counts_and_weights():
    assert read(of("count"), "7", 7, 7.0, "1,204", "12,000,", "１２", " 7 ") == [
        *("7", "7", "7", "1204", None, "12", "7"),
    ]
    assert read(of("weight"), "0.930", 1, 1.5, ".5", "-1", "0", "0,93", "1e3", "inf", True) == [
        *("0.93", "1", "1.5", "0.5", None, None, None, None, None, None),
    ]


def test_yes_and_no():
    assert read(of("yes_no"), "Y", "yes", "TRUE", "1", True, 1, 1.0) == ["yes"] * 7
    assert read(of("yes_no"), "N", "No", "false", "0", False, 0, 0.0) == ["no"] * 7
    assert read(of("yes_no"), "maybe", "2", 2, "ja") == [None] * 4


def test_equal_values_of_different_kinds_are_not_confused():
    """In Python 1, 1.0 and TRUE are one and the same key."""
    assert read(of("count"), True, 1, 1.0, False, 0) == [None, "1", "1", None, "0"]


def test_blanks():
    blanks = ("", " ", "\u00a0", "\u200b", "\ufeff")
    assert read(of("date", blank_allowed=True), *blanks) == [""] * 5
    assert read(of("date"), *blanks) == [None] * 5


def test_a_ward_belongs_to_the_set_of_its_period():
    column = of("ward", values=["Not known"])
    spelt = ("Marden & Yalding", "marden and yalding", "MARDEN  AND YALDING WARD", "Not Known")
    assert read(column, *spelt, period=date(2024, 5, 1)) == [*["E05004999"] * 3, "not_known"]
    assert read(column, *spelt, period=date(2024, 6, 1)) == [*["E05015606"] * 3, "not_known"]


def test_every_ward_is_found_by_its_own_name_and_by_none_of_the_other_sets():
    held = places()
    assert (len(held.older.codes), len(held.newer.codes)) == (26, 22)
    column = of("ward")
    for wards, other, period in (
        (held.older, held.newer, date(2020, 1, 1)),
        (held.newer, held.older, date(2025, 1, 1)),
    ):
        assert read(column, *wards.names.values(), period=period) == list(wards.codes.values())
        only = [name for key, name in other.names.items() if key not in wards.codes]
        assert read(column, *only, period=period) == [None] * len(only)


def test_curly_brackets_of_a_cell_are_no_place_holders():
    kind = type_of(of("count"), sources()["one_stop_shop"], places())
    assert read_column(["{whole}"], kind).faults[0][1].startswith("'{whole}' is not a whole number")


@given(st.text())
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused_in_a_sentence_that_can_be_printed(text: str):
    for type_name in ("count", "weight", "yes_no", "date", "moment", "month", "wave", "ward"):
        kind = type_of(of(type_name), sources()["one_stop_shop"], places())
        reading = read_column([text], kind)
        if reading.cells[0] is None:
            assert reading.faults[0][1].isprintable()


@given(st.text())
def test_plain_text_stays_as_it_is(text: str):
    assert plain(plain(text)) == plain(text)


def test_what_is_alike():
    assert alike("Boughton Monchelsea & Chart Sutton") == alike(
        "boughton-monchelsea and CHART sutton"
    )
    assert alike("Don’t know") == alike("dont know")
    assert alike("18 – 34") == alike("18 to 34")
    assert ward_alike("North Ward") == ward_alike("north") != ward_alike("Northward")


def test_what_is_near():
    wards = ["Shepway North", "Shepway South", "Bridge"]
    assert nearest("Shepway Nth", wards) == "Shepway North"
    assert nearest("Loitering", wards) is None
