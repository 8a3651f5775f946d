"""MoRiLE: golden scores and orders, and laws for any points."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.morile import (
    COMBINATIONS,
    PRODUCT,
    Criterion,
    Formula,
    bounds,
    contributions,
    draws,
    one_step,
    rank_ranges,
    scores,
)

GOLDEN = answers("morile.toml")
PARTS = ("impact", "impact", "likelihood", "likelihood", "added", "beside")
HIGHEST = 5


def formula(combination=PRODUCT, parts=PARTS, weights=(2, 1, 1, 1, 3, 1), highest=HIGHEST):
    made = [
        Criterion(f"c{number}", part, weight, highest)
        for number, (part, weight) in enumerate(zip(parts, weights, strict=True))
    ]
    return Formula(combination, tuple(made))


def frame(rows, names=None):
    columns = [f"c{number}" for number in range(len(rows[0]))]
    return pd.DataFrame(rows, columns=columns, index=names or [f"t{n}" for n in range(len(rows))])


FEW = settings(max_examples=30)  # each example is a whole frame of pandas
POINT = st.integers(1, HIGHEST)
ROW = st.lists(POINT, min_size=len(PARTS), max_size=len(PARTS))
ROWS = st.lists(ROW, min_size=2, max_size=6)
FORMULAS = st.builds(
    formula,
    st.sampled_from(COMBINATIONS),
    weights=st.lists(st.integers(1, 4), min_size=len(PARTS), max_size=len(PARTS)),
)


@pytest.mark.parametrize("case", GOLDEN["score"], ids=lambda case: case["combination"])
def test_score_and_contributions_are_the_golden_ones(case):
    own = formula(case["combination"], case["parts"], case["weights"])
    points = frame([case["points"]])
    assert scores(points, own).tolist() == [case["score"]]
    assert contributions(points, own).iloc[0].tolist() == case["contributions"]
    assert own.ends[0] == case["lowest"]


def test_the_order_and_its_single_steps_are_the_golden_ones():
    case = GOLDEN["order"]
    own = formula(parts=("impact", "likelihood"), weights=(1, 1), highest=3)
    points = frame(case["points"], case["themes"])
    assert rank_ranges(scores(points, own)).to_numpy().tolist() == case["ranks"]
    assert one_step(points, own).to_numpy().tolist() == case["one_step"]


def test_the_ends_are_the_scores_of_all_lowest_and_all_highest_points():
    assert formula().ends == (3 * 2 + 3, 15 * 10 + 15)


@FEW
@given(FORMULAS, ROWS, st.integers(0, 4))
def test_the_score_rises_in_every_criterion_of_it(own, rows, criterion):
    points = frame(rows)
    raised = points.copy()
    raised.iloc[:, criterion] += 1
    assert (scores(raised, own) > scores(points, own)).all()


@FEW
@given(FORMULAS, ROWS)
def test_what_stands_beside_the_score_changes_nothing(own, rows):
    points = frame(rows)
    assert scores(points, own).equals(scores(points.assign(c5=np.nan), own))


@FEW
@given(FORMULAS, ROWS)
def test_contributions_and_the_lowest_score_add_up_to_the_score_exactly(own, rows):
    points = frame(rows)
    found = contributions(points, own)
    assert (found.sum(axis=1) + own.ends[0]).tolist() == scores(points, own).tolist()
    held = points[found.columns].to_numpy()
    assert ((found.to_numpy() == 0) == (held == 1)).all()  # the lowest point adds nothing


@FEW
@given(FORMULAS, ROWS, st.integers(0, 4))
def test_a_missing_point_gives_no_score_and_bounds_that_hold_the_true_one(own, rows, criterion):
    points, gap = frame(rows), frame(rows).astype(float)
    gap.iloc[0, criterion] = np.nan
    found, ends = scores(gap, own), bounds(gap, own)
    assert np.isnan(found.iloc[0])
    assert contributions(gap, own).iloc[0].isna().all()
    assert ends["least"].iloc[0] <= scores(points, own).iloc[0] <= ends["most"].iloc[0]
    assert ends["least"].iloc[0] < ends["most"].iloc[0]
    assert ends.iloc[1:].eq(found.iloc[1:], axis=0).all(axis=None)
    # the theme itself has no place, and raises nobody's: others can only move up one
    before, after = rank_ranges(scores(points, own)), rank_ranges(found)
    assert np.isnan(after["rank_low"].iloc[0])
    moved = (before["rank_low"] - after["rank_low"]).iloc[1:]
    assert moved.isin([0, 1]).all()


@FEW
@given(ROWS)
def test_equal_points_stay_a_tie_and_ranks_fill_every_place(rows):
    points = frame([*rows, rows[0]])
    ranks = rank_ranges(scores(points, formula()))
    assert ranks.iloc[0].tolist() == ranks.iloc[-1].tolist()
    assert ranks["rank_low"].iloc[0] < ranks["rank_high"].iloc[0]
    places = {place for low, high in ranks.to_numpy(int) for place in range(low, high + 1)}
    assert places == set(range(1, len(points) + 1))


@FEW
@given(ROWS, st.randoms())
def test_the_order_of_the_rows_changes_no_answer(rows, chance):
    points, own = frame(rows), formula()
    mixed = points.sample(frac=1, random_state=chance.randrange(1000))
    for method in (one_step, lambda p, f: draws(p, f, 200)):
        assert method(mixed, own).loc[points.index].equals(method(points, own))


@FEW
@given(ROWS)
def test_single_steps_hold_the_rank_and_the_same_seed_gives_the_same_draws(rows):
    points, own = frame(rows), formula()
    ranks, steps = rank_ranges(scores(points, own)), one_step(points, own)
    assert (steps["step_low"] <= ranks["rank_low"]).all()
    assert (steps["step_high"] >= ranks["rank_high"]).all()
    assert draws(points, own, 200).equals(draws(points, own, 200))


def test_single_steps_are_what_trying_each_of_them_gives():
    own = formula()
    points = frame([[3, 2, 4, 1, 2, 1], [5, 1, 2, 3, 1, 1], [2, 2, 3, 3, 4, 1]])
    tried = [rank_ranges(scores(points, own))]
    for theme in range(3):
        for criterion in range(5):
            for step in (-1, 1):
                moved = points.copy()
                moved.iloc[theme, criterion] = min(
                    max(moved.iloc[theme, criterion] + step, 1), HIGHEST
                )
                tried.append(rank_ranges(scores(moved, own)))
    found = one_step(points, own)
    lows = np.min([one["rank_low"] for one in tried], axis=0)
    highs = np.max([one["rank_high"] for one in tried], axis=0)
    assert found["step_low"].tolist() == lows.tolist()
    assert found["step_high"].tolist() == highs.tolist()


def test_draws_tell_a_sure_first_place_from_a_doubtful_fifth_one():
    rows = [[5] * 6, *([3] * 6 for _ in range(6)), [1] * 6]
    found = draws(frame(rows), formula(), 2_000)
    assert found["top_share"].iloc[0] == 1
    assert found.iloc[0][["draw_low", "draw_high"]].tolist() == [1, 1]
    assert found["top_share"].iloc[1:7].between(0.5, 0.9).all()
    assert found["top_share"].iloc[7] < 0.01
    assert (found["draw_low"] <= found["draw_high"]).all()


def test_two_draws_of_other_seeds_differ_by_no_more_than_chance():
    rows = [[5] * 6, *([3] * 6 for _ in range(6)), [1] * 6]
    one, other = (draws(frame(rows), formula(), seed=seed)["top_share"] for seed in (1, 2))
    assert 0 < (one - other).abs().max() < 0.03


def test_without_any_ranked_theme_nothing_is_ranked():
    points = frame([[np.nan] * 6, [2] * 5 + [np.nan]]).astype(float)
    points.iloc[1, 0] = np.nan
    for found in (one_step(points, formula()), draws(points, formula(), 50)):
        assert found.isna().all(axis=None)
        assert list(found.index) == list(points.index)
