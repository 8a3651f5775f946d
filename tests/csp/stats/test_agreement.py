"""Agreement of orders: the ranking of 2020, golden and second-opinion correlations, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, spearmanr

from csp.answers.domestic_abuse import published_ranking
from csp.stats.agreement import against_published, correlation
from csp.stats.rates import wilson

GOLDEN = answers("agreement.toml")["rank_correlation"]
RANKING_2020 = published_ranking().says
OTHERS = [f"Ward {at}" for at in range(9, 27)]


def counts(**changed: int) -> pd.Series:
    """26 wards whose order is the published one, and whose six wards hold 425 of 1,000."""
    six = {"High Street": 150, "North": 60, "East": 58, "Fant": 56, "Bridge": 52, "South": 49}
    rest = {"Park Wood": 100, "Marden and Yalding": 48}
    held = {**six, **rest, **dict.fromkeys(OTHERS, 23)}
    held[OTHERS[0]] += 1000 - sum(held.values())
    held |= {name.replace("_", " "): number for name, number in changed.items()}
    return pd.Series(held)


def test_data_that_follow_the_published_ranking_agree_with_it():
    found = against_published(counts(), RANKING_2020, 42.5)
    assert [(one.area, one.published, one.best, one.worst) for one in found.places] == [
        ("High Street", 1, 1, 1),
        ("Park Wood", 2, 2, 2),
    ]
    assert (found.named, found.still_named) == (8, 8)
    assert found.group_share == pytest.approx(42.5)
    lower, upper = wilson(425, 1000)
    assert (found.lower, found.upper) == pytest.approx((100 * lower, 100 * upper))
    assert found.within and found.published_share == 42.5


def test_data_that_do_not_follow_it_say_where_they_differ():
    moved = counts(Park_Wood=400, High_Street=20, Fant=20)
    found = against_published(moved, RANKING_2020, 42.5)
    assert [(one.best, one.worst) for one in found.places] == [(25, 26), (1, 1)]
    assert found.still_named == 6
    assert not found.within and found.upper < 42.5


def test_equal_counts_share_their_places_and_ties_at_the_end_are_in_the_list():
    equal = counts(High_Street=100)
    found = against_published(equal, RANKING_2020, 42.5)
    assert [(one.best, one.worst) for one in found.places] == [(1, 2), (1, 2)]
    alike = pd.Series(5, index=equal.index)
    assert against_published(alike, RANKING_2020, 42.5).still_named == 8


def test_a_ward_that_is_not_there_or_blank_is_refused():
    for broken in (
        counts().drop("Fant"),
        counts().astype(float).replace(100, np.nan),
        counts() * 0,
    ):
        with pytest.raises(ValueError, match="every area"):
            against_published(broken, RANKING_2020, 42.5)


def test_the_ranking_of_2020_is_whole():
    assert len(RANKING_2020.group) == 6
    assert {*RANKING_2020.first, *RANKING_2020.group} <= RANKING_2020.named


def test_a_rank_correlation_is_the_golden_one():
    found = correlation(GOLDEN["first"], GOLDEN["second"])
    assert found.areas == 10
    assert found.spearman == pytest.approx(GOLDEN["spearman"])
    assert (found.lower, found.upper) == pytest.approx((GOLDEN["lower"], GOLDEN["upper"]), abs=5e-5)


def test_few_areas_or_the_same_order_have_no_interval():
    few = correlation(GOLDEN["first"][:9], GOLDEN["second"][:9])
    assert (few.areas, few.lower, few.upper) == (9, None, None)
    same = correlation(range(12), range(12))
    assert (same.spearman, same.kendall, same.lower) == (pytest.approx(1), 1, None)
    opposite = correlation(range(12), range(12, 0, -1))
    assert (opposite.spearman, opposite.kendall) == (pytest.approx(-1), -1)


def test_blanks_are_left_out_and_counted_as_such():
    first = [*GOLDEN["first"], np.nan, 5]
    second = [*GOLDEN["second"], 3, np.nan]
    assert correlation(first, second) == correlation(GOLDEN["first"], GOLDEN["second"])


def test_nothing_is_said_of_two_areas_or_of_one_value_everywhere():
    assert correlation([1, 2], [3, 4]) is None
    assert correlation([1, 2, 3], [4, 4, 4]) is None
    assert correlation([1, 2, 3, np.nan], [4, np.nan, np.nan, 5]) is None


def test_the_interval_holds_the_truth_19_times_in_20():
    dice = np.random.default_rng(4)
    truth = 6 / np.pi * np.arcsin(0.5 / 2)  # Spearman's, of two normal measures that correlate 0.5
    held = []
    for _ in range(700):
        first = dice.normal(size=26)
        second = 0.5 * first + np.sqrt(0.75) * dice.normal(size=26)
        found = correlation(first, second)
        held.append(found.lower <= truth <= found.upper)
    assert 0.93 <= np.mean(held) <= 0.97


SERIES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=30).filter(
    lambda pairs: all(len(set(column)) > 1 for column in zip(*pairs, strict=True))
)


@given(SERIES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_correlations_with_ties_are_those_of_a_second_library_and_know_no_order(pairs, dice):
    first, second = zip(*pairs, strict=True)
    found = correlation(first, second)
    assert found.spearman == pytest.approx(spearmanr(first, second).statistic, abs=1e-9)
    assert found.kendall == pytest.approx(kendalltau(first, second).statistic, abs=1e-9)
    if found.lower is not None:
        assert -1 <= found.lower <= found.spearman <= found.upper <= 1
    turned = list(pairs)
    dice.shuffle(turned)
    again = correlation(*zip(*turned, strict=True))
    assert (again.spearman, again.kendall) == pytest.approx((found.spearman, found.kendall))
    swapped = correlation(second, first)
    assert swapped.spearman == pytest.approx(found.spearman)
