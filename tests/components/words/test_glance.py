"""What At a glance says agrees with its numbers."""

from datetime import date

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens.at_a_glance import cards as newest_month
from components.screens.at_a_glance import change, ledger, priorities
from components.words import glance, sources
from csp.answers.plans import Published
from csp.answers.trends import trend
from csp.measures import measures
from csp.months import Span

FIRST, LAST = date(2025, 1, 1), date(2025, 4, 1)


def total(before: int, after: int) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"measure": ["crime_total_excl_asb"], "events_before": [before], "events": [after]}
    )
    frame["difference"] = frame["events"] - frame["events_before"]
    return frame.assign(percent=100 * frame["difference"] / frame["events_before"])


@pytest.mark.parametrize(
    ("own", "force", "words"),
    [
        ((4948, 4499), (1000, 967), "fell from 4,948 to 4,499 (−9.1%); across Kent it fell 3.3%."),
        ((100, 120), (1000, 1100), "rose from 100 to 120 (+20.0%); across Kent it rose 10.0%."),
        ((100, 100), (9999, 10000), "stayed at 100; across Kent it did not change."),
    ],
)
def test_the_lead_says_how_both_moved(own, force, words):
    lead = glance.lead(total(*own), total(*force), Span(FIRST, LAST), "Kent")
    assert lead.endswith(f"All crime {words}")


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        (
            ["square", "ring", "ring", "dot", "ring"],
            "Of five priorities one gave a signal, one is within its usual range and three have"
            " too few points for a verdict",
        ),
        (["dot", "dot"], "Of two priorities two are within their usual range"),
        (
            ["diamond", "triangle up", "ring"],
            "Of three priorities two gave a signal and one has too few points for a verdict",
        ),
    ],
)
def test_the_priorities_are_counted(marks, words):
    assert glance.priorities_title(marks) == words


def test_a_published_pair_names_its_months_or_its_document():
    held = {"what": "Needle finds", "latest": 12.0, "document": "Plan of April 2020", "section": ""}
    undated = Published(**held, before=None, latest_start=None, latest_end=None)
    assert glance.second_published(undated) == "Needle finds, published 2020: 12"
    dated = Published(
        **held,
        before=20.0,
        latest_start=pd.Timestamp(2018, 9, 1),
        latest_end=pd.Timestamp(2019, 8, 31),
    )
    assert glance.second_published(dated) == (
        "Needle finds, published for Sep 2018 to Aug 2019: 12 against 20 a year before"
    )


def test_the_supply_is_told_from_its_months():
    datasets = pd.DataFrame(
        {
            "title": ["Street crime (data.police.uk)", "Indices"],
            "status": ["open", "open"],
            "latest_period": [pd.Timestamp(2025, 12, 1), pd.Timestamp(2025, 1, 1)],
            "lag": [1, 12],
            "complete": [16, None],
            "complete_of_24": [16, None],
        }
    )
    assert glance.supply_title(datasets) == (
        "The newest month held is Dec 2025, one month ago; 16 of the last 24 months are complete"
    )
    assert glance.supply_title(datasets.tail(1)) == "No monthly data are held"
    assert glance.supply_under(datasets) == "The latest supply of each dataset: two open"
    assert sources.freshness(datasets) == "Street crime: held to Dec 2025."
    assert sources.freshness(datasets.tail(1)) == ""


def test_both_headlines_of_a_priority_are_told_with_their_numbers(demonstration):
    found = change.changes(demonstration)
    rows = {row.title: row for row in priorities.rows(demonstration, LIGHT)}
    weapons = found.borough.set_index("measure").loc["crime_possession_of_weapons"]
    assert rows["Serious, violent and organised crime"].second == (
        f"Possession of weapons: {weapons['events']:.0f} against"
        f" {weapons['events_before']:.0f} a year before"
    )
    assert rows["Substance misuse"].second == (
        "Alcohol-related hospital admissions, published for Sep 2018 to Aug 2019: 165 against 139"
        " a year before"
    )
    assert rows["Keeping children and young people safe"].second == ""


def test_each_run_of_a_measure_is_one_signal_and_the_farthest_stands_first(demonstration):
    told = ledger.new_signals(demonstration, FIRST)
    names = [one.group for one in told.found]
    fresh = [one for one in told.found if one.group == "New since 1 Jan 2025"]
    assert names == [fresh[0].group] * len(fresh) + ["Waiting from before"]
    distances = [one.distance for one in fresh]
    assert distances == sorted(distances, reverse=True)
    assert len({(one.measure, one.when) for one in told.found}) == len(told.found)
    assert told.title.startswith({5: "Five"}[len({one.measure for one in told.found})])
    assert told.title.endswith("; eight signals wait for a decision")
    chart = trend(demonstration, measures()["crime_total_excl_asb"]).chart.set_index("month")
    july = chart.loc[date(2025, 7, 1)]
    (row,) = [one for one in told.found if (one.measure, one.when) == ("All crime", "Jul 2025")]
    assert "outside_limits" in july["rules"] and row.says.startswith("Above the")
    expected = 100 * (july["value"] - july["centre"]) / (july["upper"] - july["centre"])
    assert row.distance == pytest.approx(expected, abs=0.06)


def test_a_run_that_began_before_the_meeting_keeps_its_length(demonstration):
    whole = ledger.new_signals(demonstration, FIRST)
    later = ledger.new_signals(demonstration, date(2025, 10, 14))
    fresh = [one for one in later.found if one.group == "New since 14 Oct 2025"]
    assert {one.entry for one in fresh} < {one.entry for one in whole.found}
    assert any(one.says.startswith("Ten in a row") for one in fresh)
    newest = ledger.new_signals(demonstration, date(2025, 12, 1))
    assert newest.title == ("No headline measure gave a signal; eight signals wait for a decision")
    assert {one.group for one in newest.found} == {"Waiting from before"}
    assert len(newest.found) == 8


def test_the_file_of_signals_has_no_column_for_the_screen_alone(demonstration):
    told = ledger.signals_file(ledger.new_signals(demonstration, FIRST))
    assert list(told)[:4] == ["reference", "measure", "first_month", "last_month"]
    assert not {"spark", "shape", "group"} & set(told)
    assert told["decision"].isna().all()


def test_the_cards_leave_as_numbers(demonstration):
    cards = newest_month.cards(demonstration, LIGHT)
    file = newest_month.cards_file(cards)
    assert list(file) == ["measure", "month", "events", "on_the_month_before", "usual_range"]
    assert f"{file['events'].iloc[0]:,.0f}" == cards[0].value
    assert cards[0].below.startswith(f"+{file['on_the_month_before'].iloc[0]:.0f} on Nov 2025;")
