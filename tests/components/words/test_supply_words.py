"""The supply in words: counted as the frame counts, and nothing softened."""

from datetime import date

import pandas as pd
import pytest

from components.screens import data_supply as screen
from components.words import supply as words
from csp.answers import supply
from csp.sources import partner_sources

COLUMNS = ["title", "status", "period", "latest_period", "lag", "promised", "standing"]
MONTH = pd.Timestamp(2025, 12, 1)
POLICE = ("Street crime (open)", "open", "month", MONTH, 11, 2, "late")
SURVEY = ("Survey", "partner", "wave", pd.Timestamp(2024, 1, 1), 30, 15, "late")
HOSPITAL = ("Hospital", "partner", "month", MONTH, 1, 1, "on time")
CENSUS = ("Census", "open", "", pd.Timestamp(2021, 1, 1), 59, None, "no promise")
INVENTED = ("Shop", "illustrative", "month", MONTH, 11, None, "no promise")
AWAITED = ("Ambulance", "awaited", "month", pd.NaT, None, 3, "awaited")


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [POLICE, CENSUS, AWAITED],
            "Of two datasets promised, none is up to date, one is late and one is awaited",
        ),
        (
            [POLICE, SURVEY, HOSPITAL],
            "Of three datasets promised, one is up to date, two are late and none is awaited",
        ),
        (
            [HOSPITAL],
            "Of one dataset promised, one is up to date, none is late and none is awaited",
        ),
        ([CENSUS, INVENTED], "Nobody has promised a dataset"),
    ],
)
def test_the_title_counts_what_is_up_to_date_late_and_awaited(rows, title):
    assert words.title(frame(*rows)) == title


def test_the_lead_begins_with_what_is_late():
    assert words.lead(frame(POLICE, CENSUS, INVENTED, INVENTED)) == (
        "**Street crime ends in Dec 2025**, 11 months ago, where 2 months are promised: nothing"
        " newer can be read from these pages. One comes without a promise. Two hold invented"
        " records, which promise nothing."
    )
    two = words.lead(frame(POLICE, SURVEY))
    assert two.startswith("**Survey ends in 2024**, 30 months ago")
    assert ", and one more is late: nothing newer" in two
    assert "and two more are late" in words.lead(frame(POLICE, SURVEY, POLICE))


def test_without_anything_late_the_lead_says_what_stands():
    assert words.lead(frame(HOSPITAL, AWAITED)).startswith("**What was received is as new as")
    assert words.lead(frame(AWAITED)) == (
        "**No dataset with a promise was received**: nobody answers for how new these are."
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (POLICE, "Late: 11 months behind, 2 promised"),
        (HOSPITAL, "On time: 1 month behind, 1 promised"),
        (CENSUS, "No promise"),
        (AWAITED, "Awaited"),
    ],
)
def test_the_lag_is_told_against_the_promise_and_has_a_shape_of_its_own(row, told):
    row = dict(zip(COLUMNS, row, strict=True))
    assert words.lag(row) == told
    assert words.MARKS[row["standing"]]


def test_late_and_on_time_do_not_differ_by_colour_alone():
    shapes = [words.MARKS[standing][0] for standing in ("late", "on time", "no promise")]
    assert len(set(shapes)) == 3


SUPPLIED = pd.DataFrame(
    {
        "month": [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)],
        "status": ["complete", "incomplete", "missing", "not yet due"],
        "reason": [None, "half of it", "not received; it was due in Mar 2026", "due in Apr 2026"],
    }
)


def test_a_strip_is_told_by_how_many_months_have_each_status():
    assert words.strip(SUPPLIED) == (
        "Nov 2025 to Feb 2026: 1 complete, 1 incomplete, 1 missing and 1 not yet due"
    )
    assert words.strip(SUPPLIED.head(1)) == "Nov 2025: 1 complete"


def test_the_reasons_of_a_strip_name_their_months():
    assert words.reasons(SUPPLIED) == (
        "Feb 2026 not yet due; Jan 2026 missing (not received); Dec 2025 incomplete (half of it)"
    )
    assert words.reasons(SUPPLIED.head(1)) == ""


def test_every_month_is_in_exactly_one_run(demonstration):
    supplied = supply.by_month(demonstration, "police_uk", 2, date(2026, 3, 9))
    told = words.runs(supplied)
    months = [month for span, _, _ in told for month in span.all()]
    assert sorted(months) == list(supplied["month"])
    assert len(told) < len(supplied)


def test_no_check_failed_is_said_in_words():
    assert words.failed(0) == "none failed"
    assert words.failed(2) == "2 failed"


@pytest.mark.parametrize("source", partner_sources().values(), ids=lambda source: source.id)
def test_every_contract_says_what_each_column_holds_and_what_a_file_needs(source):
    assert all(column.says for column in source.columns)
    told = words.to_send(source)
    assert all(name in told for name in source.unique)
    assert told.endswith(words.FORM)


def test_the_file_of_the_page_has_a_row_for_each_dataset_with_its_numbers(demonstration):
    found = supply.datasets(demonstration, date(2026, 3, 9))
    file = screen.files(found).set_index("dataset")
    assert len(file) == len(found)
    assert file.loc["police_uk", "complete_of_newest_24_months"] == 14
    assert file.loc["police_uk", "lag_months"] == 3
    assert file.loc["police_uk", "latest_period"] == "2025-12-01"
