"""Supply: what is late, due, awaited or invented, as of a day, on a file changed for each case."""

from datetime import date

import pandas as pd
import pytest

from csp.answers import supply
from csp.db import Reader
from csp.sources import partner_sources, sources

TODAY = date(2026, 3, 9)  # three months after the newest month of the demonstration


def row(reader: Reader, dataset: str, today: date = TODAY) -> pd.Series:
    found = supply.datasets(reader, today).set_index("dataset")
    return found.loc[dataset]


def test_every_dataset_held_and_every_one_promised_has_one_row(demonstration):
    found = supply.datasets(demonstration, TODAY)
    held = set(demonstration.read("datasets")["dataset"])
    assert sorted(found["dataset"]) == sorted(held | set(partner_sources()))
    awaited = found[found["status"] == supply.AWAITED]
    assert set(awaited["dataset"]) == set(partner_sources()) - held
    assert set(awaited["standing"]) == {supply.AWAITED}
    assert awaited["latest_period"].isna().all()
    assert (found["geography"] != "").all()


@pytest.mark.parametrize(
    ("today", "lag", "standing"),
    [
        (date(2026, 1, 1), 1, "on time"),
        (date(2026, 2, 28), 2, "on time"),  # two months are promised
        (date(2026, 3, 1), 3, "late"),
    ],
)
def test_a_dataset_is_late_from_the_first_day_after_its_promise(
    demonstration, today, lag, standing
):
    police = row(demonstration, "police_uk", today)
    assert (police["lag"], police["promised"], police["standing"]) == (lag, 2, standing)
    late = supply.faults(demonstration, today).late
    assert len(late) == (standing == "late")


def test_the_sentence_of_a_late_dataset_says_both_numbers(demonstration):
    assert supply.faults(demonstration, TODAY).late == (
        "Street-level crime and anti-social behaviour (data.police.uk) ends 3 months ago;"
        " 2 months are promised.",
    )


def test_months_after_the_newest_are_missing_once_due_and_not_before(demonstration):
    told = supply.by_month(demonstration, "police_uk", 2, TODAY)
    after = told[told["month"] > date(2025, 12, 1)]
    assert list(after.itertuples(index=False, name=None)) == [
        (date(2026, 1, 1), "missing", "not received; it was due in Mar 2026"),
        (date(2026, 2, 1), "not yet due", "due in Apr 2026"),
    ]
    assert set(told["status"]) == set(supply.MONTHS)


def test_the_newest_24_months_are_counted_by_status(demonstration):
    police = row(demonstration, "police_uk")
    window = supply.newest(supply.by_month(demonstration, "police_uk", 2, TODAY))
    assert len(window) == 24
    assert window["month"].iloc[0] == date(2024, 3, 1)
    counted = [police[name] for name in ("complete", "incomplete", "missing", "not_due")]
    assert counted == [14, 0, 9, 1]  # Mar and Apr 2024, all of 2025; May to Dec 2024, Jan 2026
    assert row(demonstration, "population")[["complete", "missing"]].isna().all()


def test_invented_records_promise_nothing_and_are_never_late(demonstration):
    found = supply.datasets(demonstration, date(2030, 1, 1)).set_index("dataset")
    invented = found[found["status"] == "illustrative"]
    assert len(invented) == 4
    assert set(invented["standing"]) == {"no promise"}
    assert invented["promised"].isna().all()
    assert list(invented.loc[["marac"], "complete"]) == [24]


def test_a_partners_dataset_is_held_to_its_promise_by_month_and_by_wave(changed):
    reader = changed("UPDATE dataset SET status = 'partner' WHERE status = 'illustrative'")
    on_time = date(2019, 12, 1)  # marac ends in September 2019 and has three months
    assert row(reader, "marac", on_time)["standing"] == "on time"
    assert row(reader, "marac", date(2020, 1, 1))["standing"] == "late"
    wave = sources()["residents_survey"].lag_months
    due = date(2020 + wave // 12, wave % 12 + 1, 1)
    assert row(reader, "residents_survey", due)["standing"] == "on time"
    following = date(2020 + (wave + 1) // 12, (wave + 1) % 12 + 1, 1)
    assert row(reader, "residents_survey", following)["standing"] == "late"


def test_late_ones_come_first_and_awaited_ones_last(demonstration):
    standing = list(supply.datasets(demonstration, TODAY)["standing"])
    assert standing[0] == "late"
    assert standing[-1] == supply.AWAITED
    assert standing.index(supply.AWAITED) == len(standing) - standing.count(supply.AWAITED)


@pytest.mark.parametrize(
    ("statement", "whose"),
    [
        # by its own column, through the measure, and by the header of the check
        ("DELETE FROM supply WHERE dataset = 'marac' AND month = '2018-05-01'", "marac"),
        (
            "UPDATE area_month SET events = events + 1 WHERE measure = 'asb_incidents'"
            " AND area_code = 'E05004996' AND month = '2025-03-01'",
            "police_uk",
        ),
        ("DELETE FROM population WHERE area_code = 'E05004996'", "population"),
        ("DELETE FROM boundary WHERE area_code = 'E05004996'", "boundaries"),
    ],
)
def test_a_failed_check_is_counted_with_the_dataset_whose_rows_are_wrong(changed, statement, whose):
    reader = changed(statement)
    failed = supply.datasets(reader, TODAY).set_index("dataset")["failed_checks"]
    assert failed.loc[whose] >= 1
    assert failed.drop(whose).sum() == 0
    assert len(supply.faults(reader, TODAY).checks) == failed.loc[whose]


def test_a_sound_file_fails_no_check(demonstration):
    assert (supply.datasets(demonstration, TODAY)["failed_checks"] == 0).all()
    assert supply.faults(demonstration, TODAY).checks == ()


def test_incomplete_months_are_told_of_real_data_only(changed):
    reader = changed(
        "UPDATE supply SET status = 'incomplete', reason = 'half of it'"
        " WHERE dataset = 'marac' AND month = '2018-05-01'"
    )
    told = supply.faults(reader, TODAY).incomplete
    assert [sentence.split(" is ")[0] for sentence in told] == ["Nov 2018", "Dec 2018"]


def test_no_answer_of_supply_is_remembered_with_its_day(demonstration):
    assert row(demonstration, "police_uk", date(2026, 1, 9))["lag"] == 1
    assert row(demonstration, "police_uk", date(2026, 9, 9))["lag"] == 9
