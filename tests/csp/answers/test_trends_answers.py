"""The control charts of the real series: what is broken, missing or renamed is never a signal."""

from datetime import date

import pytest

from components.words import signals
from csp import months
from csp.answers.breaks import restarts
from csp.answers.trends import trend
from csp.measures import measures, measures_of
from csp.stats import spc
from csp.stats.xmr import limits

POLICE = list(measures_of("police_uk"))
BROKEN = [date(2018, 11, 1), date(2018, 12, 1)]


@pytest.mark.parametrize("name", POLICE)
def test_the_two_broken_months_of_2018_are_never_an_improvement(name, demonstration):
    told = trend(demonstration, measures()[name])
    rows = told.chart[told.chart["month"].isin(BROKEN)]
    assert rows["status"].tolist() == ["incomplete"] * 2
    assert rows["value"].isna().all() and rows["events"].notna().all()
    assert rows["rules"].tolist() == [(), ()] and rows["direction"].tolist() == ["", ""]
    assert not set(BROKEN) & {told.verdict.newest, told.latest["month"]}


def test_the_broken_months_would_have_been_one(demonstration):
    """What the rule above prevents: counted like others, the two months lie below the limit."""
    told = trend(demonstration, measures()["crime_total_excl_asb"])
    year = told.chart[told.chart["month"].between(date(2018, 10, 1), date(2019, 2, 1))]
    usual = year.loc[year["status"] == "complete", "value"].tolist()
    supplied = year.loc[year["status"] == "incomplete", "events"].tolist()
    assert max(supplied) < limits([*usual, *usual, *usual]).lower


def test_the_ledger_holds_no_signal_in_a_month_without_a_whole_count(demonstration):
    whole = set(
        demonstration.read("supply", dataset="police_uk").query("status == 'complete'")["month"]
    )
    fired = demonstration.read("signals", area_code="E07000110", since=date(2000, 1, 1))
    assert len(fired) and set(fired["month"]) <= whole


@pytest.mark.parametrize("name", POLICE)
def test_no_moving_range_and_no_run_reaches_over_a_gap(name, demonstration):
    told = trend(demonstration, measures()[name])
    newest = told.chart[told.chart["span"] == told.chart["span"].max()]
    runs = months.runs(newest.loc[newest["value"].notna(), "month"])
    assert [run.months for run in runs] == [4, 12]
    by_month = newest.set_index("month")["value"]
    ranges = [
        abs(by_month[month] - by_month[months.shift(month, -1)])
        for run in runs
        for month in run.all()[1:]
    ]
    assert len(ranges) == 14
    usual = [one for one in ranges if one < 3.267 * sum(ranges) / 14]
    assert newest["upper"].iloc[0] == pytest.approx(
        newest["centre"].iloc[0] + 2.66 * sum(usual) / len(usual)
    )
    for _, row in newest.iterrows():
        if "seven_on_one_side" in row["rules"]:
            assert row["month"] >= date(2025, 1, 1)  # four months alone make no run


def test_new_small_areas_neither_restart_limits_nor_move_a_count(demonstration):
    """The change of June 2023 is drawn and no more: the borough's sums do not depend on codes."""
    entries = demonstration.read("breaks", dataset="police_uk")
    renamed = entries[entries["kind"] == "geography vintage"]
    assert date(2023, 6, 1) in [day.date() for day in renamed["starts_on"]]
    assert set(renamed["effect"]) == {"annotate"}
    assert not {day.date() for day in renamed["starts_on"]} & set(restarts(entries))
    for name in POLICE:
        told = trend(demonstration, measures()[name])
        without = spc.chart(
            told.chart[["month", "events", "status"]],
            restarts(entries.drop(renamed.index)),
            measures()[name].better,
        )
        assert without["rules"].tolist() == told.chart["rules"].tolist()


def test_2025_alone_has_just_enough_points_and_a_year_has_seasons(demonstration):
    told = trend(demonstration, measures()["crime_vehicle_crime"])
    year = told.chart[told.chart["month"] >= date(2025, 1, 1)]
    found = spc.verdict(spc.chart(year[["month", "events", "status"]], better="lower"))
    assert not found.trial and found.in_a_row == 12
    assert signals.seasons_note(found) == (
        "Twelve months in a row are just enough points, but a year has seasons, so summer or"
        " December alone can give a signal."
    )
    assert signals.seasons_note(told.verdict) == signals.seasons_note(found)
