"""What Add data says: titles that are the state of things, tables that hide what must be hidden."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from components.screens import add_data as screen
from components.tables import add_data as tables
from components.words import add_data as words
from csp.answers.received import Changes
from csp.archive import Held, Receipt
from csp.errors import Fault
from csp.ingest.examined import Examined
from csp.ingest.latest import Latest
from csp.sources import sources

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
SHOP = "one_stop_shop"
FAULTS = (
    Fault("is not a ward", 3, "Ward", stands="Narnia"),
    Fault("the cell is empty", 4, "Visits", stands=""),
    Fault("the value is not a day", 5, "Reported on"),
    Fault("looks like a total; take it out.", 6),
)


def newest(*months: date, served: bool = True) -> Latest:
    holds = tuple(Held(month=month, member="a.csv", rows=1) for month in months or (JANUARY,))
    receipt = Receipt(
        source=SHOP,
        name="a.csv",
        sha256="0" * 64,
        received_at=datetime(2026, 3, 4, tzinfo=UTC),
        sequence=1,
        bytes=1,
        holds=holds,
        intake=1,
    )
    return Latest((receipt,), served=served, before=None)


def changed(**held: object) -> Changes:
    frames = {name: pd.DataFrame() for name in ("datasets", "measures", "shares")}
    return Changes("r1", "r2", **(frames | {"held_before": {}} | held))


def test_every_kind_of_file_that_can_be_ingested_is_offered():
    assert set(screen.kinds_of_file()) == set(sources())
    for source in sources():
        kinds, megabytes = screen.endings(source)
        assert "csv" in kinds
        assert megabytes <= screen.POLICE_SIZE


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (Examined("a.csv", FAULTS[:1]), "a.csv has one fault; nothing was taken"),
        (Examined("a.csv", FAULTS * 500), "a.csv has 2,000 faults; nothing was taken"),
        (Examined("a.csv", (), months=1), "a.csv is sound: one month can be taken"),
        (Examined("a.csv", (), months=3), "a.csv is sound: three months can be taken"),
        (Examined("a.csv", (), months=0), "a.csv was received before"),
    ],
)
def test_the_title_is_the_state_of_the_file(found, title):
    assert screen.examined(found, sources()[SHOP]).title == title


def test_a_survey_has_waves_and_doubts_are_counted():
    found = Examined("a.csv", (), doubts=("x", "y"), months=1)
    said = screen.examined(found, sources()["residents_survey"])
    assert said.title == "a.csv is sound: one wave can be taken"
    assert "First two doubts are to be cleared up" in said.lead


def test_before_a_file_the_newest_is_told():
    assert "None has been added yet" in screen.first(None).lead
    lead = screen.first(newest(JANUARY, FEBRUARY)).lead
    assert "**January 2026 and February 2026**, received on 4 Mar 2026." in lead


def test_many_months_are_told_by_the_first_and_the_last():
    months = [date(2025, month, 1) for month in range(1, 13)]
    assert words.periods(newest(*months).periods) == (
        "12 periods from January 2025 to December 2025"
    )


def test_new_months_and_replaced_ones_are_told_apart():
    made = changed(held_before={SHOP: frozenset({JANUARY})})
    assert screen.periods_taken(newest(JANUARY, FEBRUARY), made) == (
        "February 2026 is new; January 2026 was replaced. The release was r1 and is now r2."
    )


def test_a_file_that_waits_for_its_build_says_so():
    assert screen.waits_for_build(newest()) == ""
    assert "or with the next one" in screen.waits_for_build(newest(served=False))


def test_faults_hide_what_may_not_be_shown():
    table = tables.faults(FAULTS)
    for row in (
        "<td>Ward</td><td>Narnia</td><td>Is not a ward</td>",
        "<td>Visits</td><td>(empty)</td><td>The cell is empty</td>",
        "<td>Reported on</td><td>not shown</td><td>The value is not a day</td>",
        "<td>–</td><td>–</td><td>Looks like a total; take it out</td>",
    ):
        assert row in table
    assert "<script>" not in tables.faults([Fault("no", 2, "a", stands="<script>")])


def test_of_several_files_each_fault_names_its_own():
    assert ">File<" not in tables.faults(FAULTS)
    several = [Fault("no", 2, "a", file=name) for name in ("2025-01.csv", "2025-02.csv")]
    assert "<td>2025-02.csv</td>" in tables.faults(several)


def test_the_file_of_faults_has_all_of_them_and_the_table_the_first():
    many = FAULTS * 100
    assert len(tables.faults_file(many)) == 400
    assert tables.faults(many).count('scope="row"') == 200
    assert words.more_rows(200, 400).startswith("The first 200 of 400")
    assert words.more_rows(200, 4) == ""
    assert list(tables.faults_file(FAULTS)["stands"]) == ["Narnia", "(empty)", "not shown", "–"]


def test_faults_of_the_whole_file_are_sentences():
    assert words.of_the_whole("is empty", "") == "The file is empty"
    assert words.of_the_whole('column "a" is missing', "") == 'Column "a" is missing'
    assert words.of_the_whole("no row lies in Maidstone.", "x.csv") == (
        "x.csv: no row lies in Maidstone."
    )


MEASURED = pd.DataFrame(
    {
        "title": ["Visits", "Visits", "Visits"],
        "how": ["added", "replaced", "gone"],
        "months": [2, 2, 1],
        "first": pd.to_datetime(["2026-01-01", "2025-01-01", "2024-01-01"]),
        "last": pd.to_datetime(["2026-02-01", "2025-06-01", "2024-01-01"]),
        "events_before": [float("nan"), 1010.0, 4.0],
        "events": [21.0, 1000.0, float("nan")],
    }
)


def test_counts_before_and_after_have_their_months_and_their_signs():
    table = tables.measures(MEASURED)
    assert "<td>Jan 2026 to Feb 2026, new</td><td" in table
    assert "<td>Jan 2025 to Jun 2025 (2 months), replaced</td><td" in table
    assert "<td>Jan 2024, no longer held</td><td" in table
    assert '<td class="n m">1,010</td><td class="n b">1,000</td><td class="n">−10</td>' in table
    assert '<td class="n m">no data</td><td class="n b">21</td><td class="n">–</td>' in table


def test_what_changed_has_a_table_only_where_something_did():
    datasets = pd.DataFrame(
        {
            "title": ["Shop"],
            "latest_before": [pd.NaT],
            "latest": [pd.Timestamp("2026-02-01")],
            "rows_before": [float("nan")],
            "rows": [3.0],
        }
    )
    shares = pd.DataFrame(
        {
            "dataset": ["residents_survey"],
            "question": ["safe_day"],
            "wave": ["2023"],
            "percent_before": [float("nan")],
            "percent": [45.25],
        }
    )
    assert len(screen.what_changed(changed(datasets=datasets))) == 1
    made = screen.what_changed(changed(datasets=datasets, measures=MEASURED, shares=shares))
    assert len(made) == 3
    assert (
        '<td class="b">Feb 2026</td><td class="n m wide">none</td><td class="n b">3</td>'
        in (made[0])
    )
    assert '<td class="n m">no data</td><td class="n b">45.2%</td>' in made[2]
