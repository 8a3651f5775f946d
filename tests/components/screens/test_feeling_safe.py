"""What Feeling safe says agrees with what was published, and invented answers are marked."""

import json

import pytest

from components.charts.palette import LIGHT
from components.charts.theme import ILLUSTRATIVE
from components.screens import feeling_safe as screen
from components.tables.html import ILLUSTRATIVE_TAG

CLAIMS = ("less safe (", "differ by more than chance", "Wards with more recorded crime feel")


@pytest.fixture
def waves(demonstration):
    return screen.waves(demonstration, LIGHT)


def test_the_published_shares_stand_in_title_sentence_and_table(waves):
    assert waves.title == (
        "Fewer residents said they felt safe in 2020 than in 2017, by day and after dark"
    )
    for told in ("76.9%", "41.0%", "94%", "60%", "not a measured trend"):
        assert told in waves.lead
    for told in ("2,350*", "996", "985", "74.2 to 79.4", "38.0 to 44.1", "95.1%", "not published"):
        assert told in waves.table
    assert not waves.illustrative


def test_the_change_between_waves_carries_its_interval_and_its_warning(waves):
    assert "By day: −17.1 percentage points (−20.0 to −14.4" in waves.note
    assert "how they were chosen is not stated" in waves.note


def test_two_waves_are_never_joined_and_the_break_is_said(waves):
    marks = [layer["mark"]["type"] for layer in waves.spec["layer"]]
    assert "line" not in marks
    assert json.dumps(waves.spec).count("Different people, asked in a different way") >= 2


def test_what_was_not_published_apart_is_an_outline(waves):
    parts = [row for rows in waves.spec["datasets"].values() for row in rows if "fill" in row]
    outlined = [row["words"] for row in parts if row["fill"] == -1]
    assert sorted(set(outlined)) == ["All other 23.1%", "All other 4.9%", "All other 59%"]


def test_every_bar_adds_up_to_a_hundred(waves):
    rows = max(waves.spec["datasets"].values(), key=lambda rows: sum("x2" in row for row in rows))
    by_bar: dict[float, float] = {}
    for row in rows:
        by_bar[row["y"]] = by_bar.get(row["y"], 0.0) + row["x2"] - row["x"]
    assert len(by_bar) == 5  # overall in 2013, then by day and at night in 2017 and 2020
    assert all(abs(total - 100) < 0.11 for total in by_bar.values())


def test_worries_are_ordered_as_published(demonstration):
    made = screen.worries(demonstration, LIGHT)
    assert list(made.files["percent"]) == [56, 46, 38, 29]
    assert made.title == "Fraud or identity theft worries residents most: 56% are worried"


def test_promised_perceptions_stand_beside_county_and_target(demonstration):
    made = screen.targets(demonstration)
    assert made.title == "Five targets for 2018; none was reported again"
    for told in ("8.4%", "9.6%", "reduce to 7", "62.4%", "65 by 2018", "Promised, never reported"):
        assert told in made.table


@pytest.mark.parametrize("grouping", ["age band", "sex", "ward"])
@pytest.mark.parametrize("question", ["safe_day", "safe_night"])
def test_invented_answers_are_marked_and_claim_nothing(demonstration, question, grouping):
    made = screen.groups(demonstration, question, grouping, LIGHT)
    assert made is not None
    assert made.illustrative
    assert made.spec["title"]["text"] == ILLUSTRATIVE
    assert ILLUSTRATIVE_TAG in made.table
    assert not any(claim in made.title for claim in CLAIMS)


def test_small_bases_are_hidden_and_never_nought(demonstration):
    made = screen.groups(demonstration, "safe_day", "ward", LIGHT)
    assert made is not None
    small = made.files[made.files["why_blank"] == "hidden"]
    assert len(small) >= 2
    assert small[["percent", "lower", "upper", "base"]].isna().all(axis=None)
    shown = made.files[made.files["why_blank"].isna()]
    assert (shown["base"] >= 30).all()
    drawn = [row for rows in made.spec["datasets"].values() for row in rows if "told" in row]
    hidden = [row for row in drawn if row["told"] == "hidden"]
    assert len(hidden) == len(small)
    assert all(row["value"] is None for row in hidden)


def test_feeling_beside_record_names_four_corners_and_no_ward_in_its_words(demonstration):
    made = screen.beside_record(demonstration, "safe_night", LIGHT)
    assert made is not None
    words = json.dumps(made.spec)
    assert all(corner in words for corner in ("Feels safe,", "Feels less safe,"))
    assert "Rank correlation" in made.note
    assert "few points" in made.note
    names = set(made.files["area_name"])
    assert not any(name in made.title + made.note for name in names)
    assert made.spec["title"]["text"] == ILLUSTRATIVE


def test_a_survey_that_was_never_supplied_invites(demonstration):
    told = screen.young_people(demonstration)
    assert told is not None
    assert "has an empty form for it" in told[1]
