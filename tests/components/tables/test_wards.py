"""The ward map's tables: scale, words of classes, and what a phone shows first."""

import pandas as pd
import pytest

from components.tables.wards import hotspot_table, rate_table, small_areas_table
from csp.measures import measures
from csp.stats.ranks import rank_ranges
from csp.stats.rates import add_rates

CRIME = measures()["crime_total_excl_asb"]


def rated(counts: list[int], people: int = 7000) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "area_code": [f"E{number}" for number in range(len(counts))],
            "area_name": [f"Ward {number}" for number in range(len(counts))],
            "events": counts,
            "people": people,
            "why_blank": None,
        }
    )
    return rank_ranges(add_rates(frame, 1000)).sort_values("rate", ascending=False)


@pytest.mark.parametrize(
    ("counts", "borough", "end"),
    [
        ([1700, 880, 700, 300], 77.5, "145"),  # the second reaches 134, the first is far away
        ([880, 700, 300], 77.5, "135"),  # the first is near enough to be drawn
        ([3, 2, 1], 0.3, "1.3"),
    ],
)
def test_the_drawn_scale_ends_just_behind_all_but_a_far_first(counts, borough, end):
    made = rate_table(rated(counts), borough, CRIME, "")
    head = made.split("</thead>")[0].replace("\N{NO-BREAK SPACE}", " ")
    assert f">0 to {end}; dashed: borough {borough:.1f}</th>" in head
    assert ("off the scale" in made) == (counts[0] == 1700)


def test_rates_have_the_decimals_of_their_view():
    made = rate_table(rated([3, 2, 1]), 0.286, CRIME, "", decimals=2)
    assert ">0.43</td>" in made and ">0.09–1.25</td>" in made
    assert "borough\N{NO-BREAK SPACE}0.29</th>" in made


def test_a_phone_may_close_up_a_long_table_but_every_row_stays_in_the_page():
    made = rate_table(rated(list(range(100, 112))), 15, CRIME, "E3")
    assert made.count("<tr") == 1 + 12
    assert "Show all 12 wards" in made and made.startswith('<div class="few">')
    assert "Show all" not in rate_table(rated([3, 2, 1]), 15, CRIME, "")


HOTSPOTS = pd.DataFrame(
    {
        "area_code": ["E0", "E1", "E2"],
        "area_name": ["Ash", "Beech", "Cedar"],
        "ward": ["Ash", "Beech", "Cedar"],
        "ward_code": ["W0", "W1", "W2"],
        "class": ["not significant", "cold 99", "hot 99"],
        "areas_in_class": [2, 1, 1],
        "areas": [2, 3, 4],
        "events": [10, 1, 99],
        "at_edge": [True, False, False],
    }
)


def test_hotspots_are_told_in_the_words_of_the_key_with_the_severest_first():
    made = hotspot_table(HOTSPOTS, CRIME, "E1")
    assert made.index("Hot, 99%") < made.index("Cold, 95% or more") < made.index("Not significant")
    assert "font-weight:600" not in made.split("Not significant")[0].rsplit("<span", 1)[1]
    assert "Small areas of that class" in made and ">1 of 4</td>" in made
    assert made.split('<tr class="on"')[1].split("</tr>")[0].count("Beech") == 1


def test_small_areas_at_the_edge_are_marked():
    made = small_areas_table(HOTSPOTS, CRIME, "W2")
    assert made.count("; at the edge</small>") == 1
    assert made.index("Ash") < made.index("; at the edge</small>")
    assert "Cedar" in made.split('<tr class="on"')[1].split("</tr>")[0]
