"""What is said of areas and months with hidden counts agrees with them, and sums nothing."""

import pandas as pd
import pytest

from components.words import protected as words
from csp.measures import measures
from csp.months import Span

NEEDLES = measures()["needle_finds"]


def areas(*counts: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "events": [float("nan") if one is None else float(one) for one in counts],
            "why_blank": ["hidden" if one is None else None for one in counts],
        }
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 45, None, None), "5 to 45 in each of two wards; two are hidden to protect people"),
        ((5, 5, None), "5 in each of two wards; one is hidden to protect people"),
        ((0, None), "0 in one ward; one is hidden to protect people"),
        ((0, 45, 10), "0 to 45 in each of three wards, rounded"),
        ((None, None), "the count of every ward is hidden to protect people"),
    ],
)
def test_a_title_gives_what_is_shown_and_how_many_are_hidden(counts, said):
    assert (
        words.areas_title(areas(*counts), NEEDLES, "ward", "wards") == f"Discarded needles: {said}"
    )


@pytest.mark.parametrize(
    ("events", "why", "said"),
    [
        (
            310.0,
            None,
            "counted about 310 discarded needles in the whole borough: 1.8 for every 1,000",
        ),
        (0.0, None, "counted no discarded needles in the borough"),
        (None, "hidden", "the borough’s own count of discarded needles is hidden"),
        (None, "no data", "is not known"),
    ],
)
def test_a_lead_gives_the_boroughs_own_count(events, why, said):
    row = pd.Series({"events": events, "rate": events, "why_blank": why}, dtype=object)
    assert said in words.areas_lead(row, "1.8", NEEDLES, year())


def year() -> Span:
    return Span(pd.Timestamp("2019-01-01").date(), pd.Timestamp("2019-12-01").date())


def test_a_title_of_hotspots_counts_the_hot_wards():
    wards = pd.DataFrame({"class": ["hot 95", "cold 99", "not significant"]})
    assert (
        words.hotspot_title(wards, NEEDLES) == "One of 3 wards holds a hotspot of discarded needles"
    )
    assert words.hotspot_title(wards.iloc[1:], NEEDLES).startswith("No ward holds")


@pytest.mark.parametrize(
    ("hidden", "of", "said"),
    [
        (0, 1, "The count, rounded"),
        (1, 1, "The count is hidden to protect people"),
        (0, 2, "Two counts, rounded"),
        (1, 3, "One of three counts is hidden to protect people"),
        (2, 2, "Both counts are hidden to protect people"),
        (3, 3, "All three counts are hidden to protect people"),
    ],
)
def test_a_profile_counts_what_is_hidden(hidden, of, said):
    rows = [pd.Series({"why_blank": "hidden" if one < hidden else None}) for one in range(of)]
    assert words.profile_title(rows) == said


def test_notes_say_what_is_hidden_and_what_limits_are_worth():
    assert words.trend_note(0) == words.ROUNDED_LIMITS
    told = words.trend_note(1)
    assert told.startswith("One month is hidden and stands as a gap. The average")
    assert words.months_note(2) == "Two months are hidden and stand as gaps."
    assert "may be among the largest" in words.order_note(1)
    assert "hidden" not in words.order_note(0)
    assert (
        words.alt_words(areas(5, None), "ward", "wards") == "; counts are rounded; one ward hidden"
    )
