"""What two methods say of the small areas, and the sentence on it."""

import pandas as pd
import pytest

from components.words.second_opinion import sentence
from csp.answers import places
from csp.answers.second_opinion import SecondOpinion, second_opinion
from csp.measures import measures

CRIME = "crime_total_excl_asb"


def found(*pairs: tuple[str, str, bool]) -> SecondOpinion:
    return SecondOpinion(pd.DataFrame(pairs, columns=["class", "moran", "agree"]))


def test_every_small_area_of_a_period_is_judged_twice(demonstration):
    for period in places.periods(demonstration):
        vintage = places.lsoa_vintage(period.span)
        told = second_opinion(demonstration, measures()[CRIME], period.span, vintage)
        areas = demonstration.read("shapes", kind="lsoa", vintage=vintage)
        assert set(told.frame["area_code"]) == set(areas["area_code"])
        assert told.areas == len(areas)
        by_hand = 0
        for row in told.frame.to_dict("records"):
            hot, cold = row["class"].startswith("hot"), row["class"].startswith("cold")
            same = (row["moran"] == "high-high") == hot and (row["moran"] == "low-low") == cold
            assert same == row["agree"]
            by_hand += same
        assert told.agreed == by_hand
        assert f"both methods agree for {by_hand} of {told.areas} small areas" in sentence(told)


def test_without_hotspots_there_is_no_second_opinion(demonstration):
    period = places.periods(demonstration)[0]
    measure = measures()["encampments"]
    assert second_opinion(demonstration, measure, period.span, "2021") is None
    assert sentence(None) == ""


NONE = ("not significant", "not significant", True)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([NONE, NONE], "agree for 2 of 2 small areas; neither finds one that stands out."),
        ([("hot 99", "high-high", True), NONE], "2 of 2 small areas, and also for the one"),
        (
            [("hot 90", "low-high", False), NONE],
            "1 of 2 small areas, and not for the one that is hot or cold. One area owes its class"
            " to the neighbours alone: its own count lies on the other side of the average.",
        ),
        (
            [("hot 99", "high-high", True), ("cold 90", "high-low", False)],
            "1 of 2 small areas, among them 1 of the 2 that are hot or cold. One area owes its",
        ),
        (
            [("hot 99", "high-high", True), ("cold 90", "low-low", True)],
            "2 of 2 small areas, among them all 2 that are hot or cold.",
        ),
        (
            [("hot 90", "low-high", False), ("cold 90", "high-low", False)],
            "Two areas owe their class to the neighbours alone: their own counts lie on the other",
        ),
    ],
)
def test_the_sentence_says_where_they_part(pairs, words):
    assert words in sentence(found(*pairs))
