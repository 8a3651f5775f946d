"""The sentences of Priority trends agree with the chart that they are made from."""

import re
from datetime import date

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens.priority_trends.trend import answer
from components.words import numbers, signals, trends
from csp import months
from csp.answers.trends import Trend, trend
from csp.measures import measures, measures_of
from csp.months import Span
from csp.stats import spc
from csp.stats.spc import Signal, Verdict

NAMES = list(measures_of("police_uk"))
USUAL = [20, 23, 19, 22, 21, 18] * 4
START = date(2023, 1, 1)


def told_of(values: list[float], measure: str = "crime_vehicle_crime") -> Trend:
    """A trend of months in a row with these values on months of equal length."""
    held = [months.shift(START, step) for step in range(len(values))]
    frame = pd.DataFrame(
        {
            "month": held,
            "events": [
                value * months.days(month) / 30.4375
                for value, month in zip(values, held, strict=True)
            ],
            "status": "complete",
        }
    )
    chart = spc.chart(frame, better=measures()[measure].better)
    nothing = pd.DataFrame({"starts_on": pd.to_datetime([]), "effect": [], "short": []})
    return Trend(measures()[measure], chart, nothing, spc.verdict(chart), pd.DataFrame())


def signal(rule: str, direction: str, starts: date, ends: date, above: bool = False) -> Signal:
    return Signal(rule, direction, starts, ends, Span(starts, ends).months, above)


JUL, OCT, DEC = date(2025, 7, 1), date(2025, 10, 1), date(2025, 12, 1)


@pytest.mark.parametrize(
    ("verdict", "words", "mark"),
    [
        (Verdict("no data"), "No complete month", ("ring", "")),
        (Verdict("too few points"), "Too few points for a verdict", ("ring", "")),
        (Verdict("no signal"), "No signal: within its usual range", ("dot", "")),
        (
            Verdict("signal", signal("seven_on_one_side", "better", date(2025, 5, 1), DEC)),
            "Eight in a row below the average",
            ("diamond", "better"),
        ),
        (
            Verdict(
                "earlier signal", signal("outside_limits", "worse", JUL, JUL, True), newest=DEC
            ),
            "Above the upper limit, Jul; now ordinary",
            ("triangle up", "worse"),
        ),
        (
            Verdict(
                "earlier signal",
                signal("two_of_three_near", "better", date(2025, 8, 1), OCT),
                newest=DEC,
            ),
            "Near the lower limit, Aug to Oct; now ordinary",
            ("square", "better"),
        ),
        (
            Verdict(
                "earlier signal",
                signal("outside_limits", "better", date(2024, 11, 1), date(2024, 11, 1)),
                newest=OCT,
            ),
            "Below the lower limit, Nov 2024; now ordinary",
            ("triangle down", "better"),
        ),
    ],
)
def test_verdicts_in_words_and_shapes(verdict, words, mark):
    assert signals.headline(verdict) == words
    assert signals.mark(verdict) == mark


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(JUL, JUL), "Jul 2025"),
        (Span(date(2025, 8, 1), OCT), "Aug to Oct 2025"),
        (Span(date(2024, 11, 1), date(2025, 2, 1)), "Nov 2024 to Feb 2025"),
    ],
)
def test_months_in_a_sentence(span, words):
    assert signals.short_span(span) == words


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_a_title_and_a_lead_that_end_with_its_newest_month(name, demonstration):
    told = trend(demonstration, measures()[name])
    lead = trends.lead(told)
    assert "Dec 2025" in lead
    assert f"{told.latest['events']:,.0f}" in lead
    limits = trends.limits(told.latest["lower_shown"], told.latest["upper"])
    assert f"the usual range of {limits}" in lead
    assert trends.title(told).startswith(measures()[name].title)
    for words in (lead, trends.title(told), trends.what_to_do(told), trends.note(told, "Kent")):
        assert "nan" not in words.lower() and "None" not in words and "  " not in words
    assert trends.held(told).startswith("33 months held between Jan 2014 and Dec 2025, two of them")


@pytest.mark.parametrize("name", NAMES)
def test_no_breach_of_a_limit_in_twelve_months_goes_unsaid(name, demonstration):
    """The defect of 2026: good news near a limit headlined over a month outside the other one."""
    told = trend(demonstration, measures()[name])
    recent = told.chart.tail(12)
    outside = recent[["outside_limits" in rules for rules in recent["rules"]]]
    lead = trends.lead(told)
    for high, rows in outside.groupby(outside["value"] > outside["centre"]):
        assert f"{'above the upper' if high else 'below the lower'} limit of" in lead
        newest = rows["month"].max()
        assert re.search(rf"{numbers.MONTHS[newest.month - 1]} {newest.year}", lead)


def test_violence_tells_july_and_the_months_near_the_other_limit(demonstration):
    told = trend(demonstration, measures()["crime_violence_and_sexual_offences"])
    assert trends.title(told) == (
        "Violence and sexual offences were above their upper limit in Jul 2025"
    )
    assert trends.lead(told) == (
        "**Jul 2025**: one month (619, or 608 per equal month) above the upper limit of 597, which"
        " is worse. The other way, from Aug to Oct 2025: at least two of three months in a row near"
        " the lower limit of 457, which is better. Dec 2025 (518, or 509 per equal month) is within"
        " the usual range of 457 to 597."
    )
    assert "near the lower limit, Aug to Oct" in trends.what_to_do(told)


def test_the_headline_of_anti_social_behaviour_is_the_breach_that_its_chart_names(demonstration):
    told = trend(demonstration, measures()["asb_incidents"])
    assert trends.title(told) == "Anti-social behaviour was above its upper limit in Jul 2025"
    assert "(357, or 351 per equal month) above the upper limit of 349" in trends.lead(told)
    assert "Above the limit: 351 in Jul 2025" in [one.words for one in signals.said(told.chart)]


@pytest.mark.parametrize(
    ("measure", "better", "words"),
    [
        ("crime_vehicle_crime", "lower", ", which is worse."),
        ("crime_drugs", "neither", "; neither direction is better."),
    ],
)
def test_what_a_signal_means_follows_the_measure(measure, better, words):
    assert measures()[measure].better == better
    assert words in trends.lead(told_of([*USUAL, 60], measure))


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([*USUAL, 60], "was above its upper limit in Jan 2025"),
        ([*USUAL, *[18.5, 17.5] * 4], "stayed below its average from Dec 2024 to Aug 2025"),
        (
            [*[20, 22] * 10, 25.4, 25.2, 24, 22, 20, 19, 18],
            "fell six months in a row, to Mar 2025",
        ),
        ([*[20, 24] * 10, 31.5, 23.5, 31.5], "came near its upper limit from Sep to Nov 2024"),
        (USUAL, "is within its usual range"),
        (USUAL[:5], ": too few months for a verdict"),
        ([0, 1] * 12, "is too rare for this chart"),
    ],
)
def test_each_kind_of_verdict_has_its_title(values, title):
    told = told_of(values)
    assert trends.title(told) == f"Vehicle crime{'' if title[0] == ':' else ' '}{title}"
    assert numbers.month(told.latest["month"]) in trends.lead(told)


def test_count_and_drawn_value_are_both_told_only_where_they_differ():
    row = pd.Series({"events": 31.0, "value": 30.44, "upper": 40.0, "lower_shown": 20.0})
    assert trends.latest_small(row) == "30 per equal month; usual range 20 to 40"
    row["value"] = 31.2
    assert trends.latest_small(row) == "usual range 20 to 40"
    row["upper"] = float("nan")
    assert trends.latest_small(row) == "no limits: too few months, or too rare"


@pytest.mark.parametrize(
    ("status", "kind", "rules", "value", "words"),
    [
        ("incomplete", "limits", (), float("nan"), "incomplete supply, not used"),
        ("complete", "none", (), 9.0, "no limits, not judged"),
        ("complete", "too rare", (), 1.0, "no limits, not judged"),
        ("complete", "trial", (), 9.0, "ordinary variation"),
        (
            "complete",
            "limits",
            ("outside_limits", "two_of_three_near"),
            19.0,
            "above the upper limit and one of at least two out of three months near the upper limit"
            " (towards worse)",
        ),
        (
            "complete",
            "limits",
            ("seven_on_one_side",),
            9.0,
            "one of seven or more in a row below the average (towards worse)",
        ),
    ],
)
def test_a_month_says_all_its_rules_or_why_it_is_not_judged(status, kind, rules, value, words):
    row = pd.Series(
        {
            "status": status,
            "limits_kind": kind,
            "rules": rules,
            "value": value,
            "centre": 10.0,
            "direction": "worse" if rules else "",
        }
    )
    assert signals.reading(row) == words
    assert signals.shape_of(row) == {
        "incomplete supply, not used": "dashed ring",
        "no limits, not judged": "ring",
        "ordinary variation": "dot",
    }.get(words, "triangle up" if "above" in words else "diamond")


@pytest.mark.parametrize("name", NAMES)
def test_labels_cover_every_signal_of_the_newest_span_once(name, demonstration):
    chart = trend(demonstration, measures()[name]).chart
    newest = chart[chart["span"] == chart["span"].max()]
    fired = set(newest.loc[newest["rules"].map(len) > 0, "month"])
    labelled = [month for one in signals.said(chart) for month in one.months]
    assert sorted(labelled) == sorted(fired)


@pytest.mark.parametrize("reach", ["all", "recent"])
def test_a_phone_is_told_what_the_words_in_the_picture_say(reach, demonstration):
    made = answer(demonstration, measures()["crime_violence_and_sexual_offences"], reach, LIGHT)
    for words in (
        "May to Dec 2024, not held",
        "average 527, limits 457 to 597",
        "Dec 2025: 518, or 509 per equal month",
        "above the limit: 608 in Jul 2025; two of three near the lower limit, Aug to Oct 2025",
    ):
        assert words in made.in_words
    strip = "Mar 2019 to Dec 2023 (break: pandemic restrictions)"
    assert (strip in made.in_words) == (reach == "all")


def test_one_name_for_a_measure_on_one_page(demonstration):
    made = answer(demonstration, measures()["crime_violence_and_sexual_offences"], "all", LIGHT)
    assert "Violent" not in made.title + made.chart_title + made.alt
    assert made.chart_title == "Violence and sexual offences recorded each month, Maidstone"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict("no data"), ""),
        (Verdict("no signal", in_a_row=24), ""),
        (Verdict("no signal", in_a_row=16), "16 months in a row are enough points, but a year"),
        (Verdict("no signal", in_a_row=12), "Twelve months in a row are just enough points, but"),
        (Verdict("no signal", trial=True, in_a_row=7), "Seven months in a row at most are held: a"),
    ],
)
def test_how_many_months_in_a_row_are_too_few_for_a_season(verdict, words):
    said = signals.seasons_note(verdict)
    assert said.startswith(words) and bool(said) == bool(words)
