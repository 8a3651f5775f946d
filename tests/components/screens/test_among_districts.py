"""Our area among the districts: what is said is what the numbers are, in every part."""

import re

import pytest

from components.charts.palette import LIGHT
from components.screens.among_districts import (
    View,
    admissions,
    districts,
    over_time,
    similar,
    urban_rural,
    wards,
)
from components.words import against_force as against_words
from components.words import districts as words
from csp.answers import against_force, places, rural
from csp.answers import districts as answers
from csp.measures import measures
from csp.settings import settings

ALL = "crime_total_excl_asb"
JUDGING = re.compile(r"\b(worst|best|worse|better)\b", re.IGNORECASE)
PARTS = {
    "districts": districts,
    "wards": wards,
    "over_time": over_time,
    "similar": similar,
    "urban_rural": urban_rural,
    "admissions": admissions,
}


def view(reader, part: str, measure: str = ALL, **choices) -> View:
    whole = {
        "period": next(one for one in places.periods(reader) if one.newest),
        "vintage": "2013" if part == "wards" else "",
        "ward": "",
        "what": answers.admissions(reader)[0] if part == "admissions" else "",
    }
    return View(part, measures()[measure], **whole | choices)


def said(reader, part: str, measure: str = ALL, **choices):
    return PARTS[part].part(reader, view(reader, part, measure, **choices), LIGHT)


def inked(figure) -> list[str]:
    """The names of the rows that a picture has in ink."""
    rows = max(figure.spec["datasets"].values(), key=len)
    return [row["label"] for row in rows if row["own"]]


@pytest.mark.parametrize("measure", [ALL, "crime_robbery"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_its_message_picture_table_and_source(demonstration, part, measure):
    made = said(demonstration, part, measure)
    assert made.title and made.lead and made.figures and not made.empty
    first = made.figures[0].figure
    assert first.spec is not None and first.alt
    for one in made.figures:
        assert "<table" in one.figure.table
        assert len(one.figure.files) > 0 and one.figure.period
        told = f"{made.title} {made.lead} {one.figure.title} {one.figure.note} {one.figure.table}"
        assert not JUDGING.search(told)
        assert "nan" not in told.lower().replace("lenham", "").split()
    assert len({one.name for one in made.figures}) == len(made.figures)


def test_the_rank_is_a_range_and_the_lead_has_the_counts(demonstration):
    made = said(demonstration, "districts")
    told = answers.districts(
        demonstration, measures()[ALL], view(demonstration, "districts").period.span
    )
    own = told.own
    assert words.between(own["rank_low"], own["rank_high"], 13) in made.title
    assert f"{int(own['events']):,} crimes" in made.lead
    assert f"{own['rate']:.1f} per 1,000 residents" in made.lead
    assert f"{100 * told.share.value:.1f}% of" in made.lead
    word = "clearly below" if own["upper"] < told.together.value else "clearly above"
    assert word in made.lead
    rows = made.figures[0].figure.table
    assert rows.count('<th scope="row">') == 13
    assert rows.count('class="on"') == 1


@pytest.mark.parametrize(
    "low, high, told",
    [(3, 6, "between third and sixth of 13 districts"), (7, 7, "seventh of 13 districts")],
)
def test_a_rank_in_words(low, high, told):
    assert words.between(low, high, 13) == told


def test_the_wards_title_counts_the_moves_and_chance_is_beside_it(demonstration):
    made = said(demonstration, "wards", ward="E05004996")
    told = against_force.against_force(demonstration, measures()[ALL], "2013")
    up, down = (against_words.moved(told.moves, side) for side in ("above", "below"))
    assert (up, down) == (2, 5)
    assert "two wards moved up in a year and five down" in made.title
    figure = made.figures[0].figure
    assert figure.table.count("Moved up") == 2
    assert figure.table.count("Moved down") == 5 + 1  # five wards, and the borough
    assert "about 1.3 would seem to have moved by chance" in figure.note
    assert settings().wards.denominator_note[0].note in figure.note
    assert "(2014, 2019 and 2024) is not judged" in made.lead
    assert f"at {told.newest.borough['ratio']:.2f} now: a move down" in made.lead
    rings = [layer for layer in figure.spec["layer"] if layer["mark"]["type"] == "point"]
    assert len(rings) == 1
    assert inked(figure) == ["High Street"]
    moved = inked(said(demonstration, "wards").figures[0].figure)
    sides = told.moves.wards.set_index("area_name")["side"]
    assert sorted(moved) == sorted(sides[sides.isin(["above", "below"])].index)


def test_no_ring_and_no_verdict_where_the_years_may_not_be_compared(changed):
    reader = changed(
        "UPDATE break_register SET effect = 'do not compare' WHERE short = 'new wards'"
    )
    made = said(reader, "wards")
    assert "clearly above" in made.title
    figure = made.figures[0].figure
    assert "Moved" not in figure.table
    assert [x for x in figure.spec["layer"] if x["mark"]["type"] == "point"] == []


def test_the_approximate_wards_say_so(demonstration):
    assert "approximate" in said(demonstration, "wards", vintage="2024").figures[0].figure.note


def test_over_time_counts_months_above_and_joins_nothing_across_a_break(demonstration):
    made = said(demonstration, "over_time")
    series = answers.long_series(demonstration, measures()[ALL], settings().area.code)
    held = series.dropna(subset=["value"]).tail(12)
    clearly = (held["share_upper"] < held["residents_share"]).sum()
    assert clearly == 2 and not (held["share_lower"] > held["residents_share"]).any()
    assert "clearly below it in two of the twelve newest complete months" in made.title
    spec = made.figures[0].figure.spec
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(lines) == 2
    rows = spec["datasets"][lines[1]["data"]["name"]]
    assert len({row["segment"] for row in rows}) == 6  # runs of complete months, by span
    assert "Census 2021 for" in made.figures[0].figure.note


def test_the_similar_ones_are_named_with_every_thing_that_was_compared(demonstration):
    made = said(demonstration, "similar")
    told = answers.alike(demonstration)
    names = told.districts["area_name"].tolist()[1:4]
    assert made.title.endswith(", ".join(names)) and "three things only" in made.title
    table = made.figures[1].figure.table
    assert all(title in table for title in ("Residents", "Per km²", "Deprivation", "Distance"))
    assert table.count('<th scope="row">') == 13


def test_rural_crime_counts_its_kinds_and_the_lists_say_that_they_are_drafts(demonstration):
    made = said(demonstration, "urban_rural")
    groups, kinds, lists = (one.figure for one in made.figures)
    period = view(demonstration, "urban_rural").period
    told = rural.by_category(demonstration, rural.pair(demonstration), period)
    less = int((told.loc[~told["whole"], "side"] == "below").sum())
    assert f"of {len(told) - 1} kinds" in kinds.title
    assert kinds.table.count("Less than urban") == less + 1  # and all crime
    assert lists.table.count("Draft, to be approved") == 5
    assert "High Street’s figure counts" in groups.note


def test_an_empty_list_of_groups_is_a_calm_sentence(changed):
    made = said(changed("DELETE FROM area_group"), "urban_rural")
    assert made.figures == () and "area_groups.toml" in made.empty


def test_admissions_say_which_district_is_not_among_them(demonstration):
    made = said(demonstration, "admissions")
    assert "139 admissions, then 165" in made.title
    assert "between first and third of 12 districts" in made.title
    assert "published for 12 districts; Medway is not among them" in made.lead
    assert "which have 13 districts" in made.lead
    figure = made.figures[0].figure
    assert any("18.7%" in doubt for doubt in figure.doubts)
    assert "mid-year estimate 2019" in figure.note


def test_without_residents_of_the_year_admissions_are_counts(changed):
    made = said(changed("DELETE FROM population WHERE year = 2019"), "admissions")
    figure = made.figures[0].figure
    assert "counts only" in figure.note
    assert figure.spec["layer"][0]["mark"]["type"] == "bar"
    assert "rate is" not in made.title


def test_names_with_an_and_are_told_apart():
    assert words.names(["Ashford", "Tonbridge and Malling"]) == "Ashford, and Tonbridge and Malling"
    assert words.names(["Ashford", "Dover"]) == "Ashford and Dover"
