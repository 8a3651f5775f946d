"""The sentences of Setting priorities say what their numbers say, and an example says that it is
one.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from components.words import marks
from components.words import setting_priorities as words
from csp.answers.priority_setting import Model, Round
from csp.stats.morile import COMBINATIONS, Criterion, Formula

OWN, EXAMPLE = Round(2026, 1, False, ""), Round(2026, 1, True, "")
EARLIER = Round(2025, 1, True, "")
SCORED = (("hurt", "Harm", "impact"), ("likely", "Likelihood", "likelihood"))
ADDED = (("wish", "Public expectation", "added"), ("sway", "Influence", "beside"))


def model(combination=COMBINATIONS[0], rows=(*SCORED, *ADDED), approved=False):
    criteria = pd.DataFrame(
        [
            (name, name, "?", group, part, 3 if part == "added" else 1, 5)
            for name, group, part in rows
        ],
        columns=["criterion", "title", "question", "group_name", "part", "weight", "highest"],
    )
    made = tuple(Criterion(name, part, 3 if part == "added" else 1, 5) for name, _, part in rows)
    points = pd.DataFrame({"criterion": ["sway"] * 2, "point": [1, 2], "words": ["None", "Some"]})
    day = pd.Timestamp("2026-04-01").date() if approved else None
    by = "Chair of the executive" if approved else ""
    return Model(1, "M", "Local.", by, day, Formula(combination, made), criteria, points)


def ranked(shares, scores=None):
    """Themes with these shares of trials among the first five; a blank score where none is."""
    number = len(shares)
    places = np.arange(1.0, number + 1)
    return pd.DataFrame(
        {
            "score": scores or [100.0 - place for place in places],
            "top_share": shares,
            "rank_low": places,
            "rank_high": places,
            "step_low": places,
            "step_high": places,
        }
    )


def test_the_title_of_an_example_says_so_and_names_no_theme():
    assert words.title(EXAMPLE, ranked([1.0])) == "How themes would be ranked: an example"
    assert words.title(None, pd.DataFrame()).endswith("the model is here, no scores are")


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ([1.0, 0.9, 0.5], "Two of three themes stay among the first five of 2026 in nearly every"),
        ([1.0, 0.89, 0.5], "One of three themes stays among the first five of 2026 in nearly"),
        ([0.6, 0.5], "The order of 2026 is open: no theme is sure to be among the first five"),
    ],
)
def test_the_title_of_a_round_counts_the_themes_that_stay_on_top(shares, told):
    assert words.title(OWN, ranked(shares)).startswith(told)


def test_the_lead_counts_what_has_no_place_and_recommends_nothing():
    told = words.lead(EXAMPLE, ranked([0.95, np.nan], [50.0, np.nan]), model())
    assert "**Invented scores of 2026**: two themes, three criteria, a local model" in told
    assert "Of the one with a place, one stays among the first five" in told
    assert "One lacks a score and has no place. Nothing here recommends anything." in told
    own = words.lead(OWN, ranked([0.95, 0.5, 0.4]), model())
    assert "Of the three with a place, one stays among the first five in at least" in own
    assert "no place" not in own.split("trials.")[1] and "recommends" not in own
    assert "asks three things of each theme" in words.lead(None, pd.DataFrame(), model())


def test_a_share_of_trials_is_never_rounded_to_all_or_none():
    told = [words.share(value) for value in (0, 0.004, 0.5, 0.996, 1, np.nan)]
    assert told == ["0%", "under 1%", "50%", "over 99%", "100%", "–"]


def test_the_ranking_s_title_counts_the_themes_that_one_score_could_move():
    rows = ranked([0.9] * 3)
    still = "One changed score could move none of three themes"
    assert words.ranking_title(rows, example=False) == still
    rows.loc[1, "step_high"] = 3
    told = words.ranking_title(rows, example=True)
    assert told == "An example: one changed score could move one of three themes"


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        (0, "An example: no theme has moved further since 2025 than one changed score could move"),
        (1, "An example: one theme has moved further since 2025"),
        (2, "An example: two themes have moved further since 2025"),
    ],
)
def test_the_title_of_two_rounds_counts_what_moved_further_than_one_step(apart, told):
    rows = pd.DataFrame(
        {
            "step_low": [5] * apart + [1],
            "step_high": [6] * apart + [2],
            "step_low_before": [1] * (apart + 1),
            "step_high_before": [4] * (apart + 1),
        }
    )
    assert words.years_title(rows, EXAMPLE, EARLIER).startswith(told)


def test_the_formula_is_told_in_words_for_each_way_of_combining():
    product, every = (words.formula(model(one)) for one in COMBINATIONS)
    assert (
        "The two sums are multiplied; then the points of public expectation are added." in product
    )
    assert product.startswith("The points of harm are added up, and so are those of likelihood.")
    assert every.startswith("The points of harm, likelihood and public expectation are added up.")
    assert "Every higher point raises the score. A theme with a missing point has none." in product


@pytest.mark.parametrize(
    ("combination", "told"),
    [
        (COMBINATIONS[0], "4 (4) × 3 (3) + 6 (3 × 2) = 18"),
        (COMBINATIONS[1], "4 (4) + 3 (3) + 6 (3 × 2) = 13"),
    ],
)
def test_a_score_is_worked_out_with_its_own_numbers(combination, told):
    own = model(combination)
    rows = own.criteria.assign(score=[4.0, 3.0, 2.0, 5.0])
    assert words.worked(rows, own, float(told.split()[-1])) == told


def test_approval_names_a_role_and_a_day_or_says_that_nobody_has():
    assert words.approval(model()) == "Nobody has approved it yet."
    assert (
        words.approval(model(approved=True)) == "Approved by: Chair of the executive, 1 Apr 2026."
    )


def test_what_has_no_place_says_how_much_is_missing_and_where_it_would_lie():
    row = SimpleNamespace(
        title="Theme",
        score=np.nan,
        given=9,
        criteria=10,
        least=105.0,
        most=153.0,
        listed="named",
        reason=None,
    )
    assert words.no_place(row) == "no place: 9 of 10 criteria scored (105 to 153 possible)"
    told = words.theme_title(row, 8, example=False)
    assert told == "Theme cannot be ranked: 9 of 10 criteria scored"
    assert "between 105 and 153. Missing is not zero." in words.theme_note(row)


def test_influence_gives_the_point_and_its_words_or_says_that_it_was_not_scored():
    assert words.influence(2.0, model(), "sway") == ("2 of 5", "Some")
    assert words.influence(np.nan, model(), "sway") == ("not scored", "")


def test_two_rounds_of_other_models_are_not_compared():
    assert words.not_comparable(OWN, None)[0] == "No round before 2026 is held"
    assert words.not_comparable(OWN, Round(2025, 2, False, ""))[0] == (
        "2025 and 2026 were scored by different models"
    )


def test_a_mark_is_that_of_invented_records_unless_another_is_named():
    assert marks.mark_of(False) is None
    assert marks.mark_of(True) is marks.ILLUSTRATIVE
    assert marks.mark_of(marks.EXAMPLE) is marks.EXAMPLE
    assert marks.EXAMPLE.tag == '<p class="tag illus">EXAMPLE: invented scores</p>'
