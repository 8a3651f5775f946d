"""The register: its order of disagreements, what concerns a screen, and what a search finds."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.answers import published_figures as published
from csp.answers.published_figures import OPEN, SAME, WORDS, Use


@pytest.fixture
def rows(demonstration) -> pd.DataFrame:
    return published.register(demonstration)


@pytest.fixture
def found(demonstration) -> pd.DataFrame:
    return published.disagreements(demonstration)


def test_the_worst_stands_first_and_what_may_be_no_conflict_after_it(found):
    assert found["kind"].drop_duplicates().tolist() == [SAME, OPEN, WORDS]
    for _, group in found[found["kind"] != WORDS].groupby("kind"):
        assert group["relative"].is_monotonic_decreasing
    first = found.iloc[0]
    assert first["figure"] == "domestic_abuse_incidents_change"
    assert first["relative"] == pytest.approx((34 - 18.8219) / 34, abs=1e-4)  # of the larger value
    assert (found.loc[found["kind"] == SAME, "alike"] == "same").all()
    assert (found.loc[found["kind"] == OPEN, "alike"] != "same").all()
    assert (found["kind"] == WORDS).tolist() == (found["against"] == "words").tolist()


def test_every_row_of_the_register_is_there_once(demonstration, rows):
    assert len(rows) == 618 and rows["figure"].is_unique
    assert set(rows["document"]) == set(published.documents(demonstration))
    assert published.themes(demonstration) == sorted(set(rows["theme"]))


def test_a_disagreement_concerns_who_shows_either_side_or_all_the_parts(demonstration):
    def concerned(*figures: str) -> set[str]:
        return set(published.about(demonstration, frozenset(figures))["figure"])

    change = "domestic_abuse_incidents_change"
    counts = "domestic_abuse_incidents_2015", "domestic_abuse_incidents_2016"
    assert concerned(change) == {change} == concerned(*counts)
    assert concerned(counts[0]) == set() == concerned()
    assert "csvg_mental_health_share_plan_2017" in concerned("csvg_mental_health_share")


ROWS = pd.DataFrame(
    {
        "figure": ["a", "b"],
        "document": ["one", "two"],
        "theme": ["Drugs", "Crime"],
        "title": ["The plan", "The assessment"],
        "what": ["Use of the crisis Café", "Change’s rate"],
        "section": ["5.7", "1"],
        "unit": ["people", "percent"],
        "area_name": ["Maidstone", None],
        "stated": ["2258", "-6.5"],
    }
)
TEXTS = published.searchable(ROWS, {"a": "2,258 people", "b": "\N{MINUS SIGN}6.5%"})


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ["a", "b"]),
        ("CAFE crisis", ["a"]),
        ("café", ["a"]),
        ("cafe percent", []),
        ("2,258", ["a"]),
        ("2258", ["a"]),
        ("-6.5%", ["b"]),
        ("\N{MINUS SIGN}6.5%", ["b"]),
        ("change's", ["b"]),
        ("5.7 plan", ["a"]),
        ("(", []),
    ],
)
def test_every_word_must_stand_somewhere_whatever_its_case_and_accents(search, expected):
    assert published.found(ROWS, TEXTS, search)["figure"].tolist() == expected


def test_document_and_theme_narrow_a_search():
    assert published.found(ROWS, TEXTS, document="two")["figure"].tolist() == ["b"]
    assert published.found(ROWS, TEXTS, theme="Drugs")["figure"].tolist() == ["a"]
    assert published.found(ROWS, TEXTS, document="one", theme="Crime").empty


@given(st.text(max_size=12), st.text(max_size=12))
def test_another_word_never_finds_more(one, other):
    fewer = set(published.found(ROWS, TEXTS, f"{one} {other}")["figure"])
    assert fewer <= set(published.found(ROWS, TEXTS, one)["figure"])


def test_an_address_is_relative_and_safe():
    choices = (("plan", "2013-18"), ("priority", "Violent crime: night & day"))
    use = Use("x", "priority_trends", "Priority trends", choices)
    told = "priority_trends?plan=2013-18&priority=Violent%20crime%3A%20night%20%26%20day"
    assert use.address == told
    assert Use("x", "", "At a glance").address == "./"
