"""Coverage: the golden gap, a planted unmet need, wards without data, assumptions, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st

from csp.stats.coverage import (
    COUNTS,
    assumption_sets,
    best_quarter,
    sensitivity,
    unmet_need,
    visits_per_incident,
)

GOLDEN = answers("coverage.toml")["unmet_need"]
WARDS = [f"W{at:02d}" for at in range(26)]
AROUND = {
    ward: tuple(WARDS[other] for other in (at - 1, at + 1) if 0 <= other < 26)
    for at, ward in enumerate(WARDS)
}
PLANTED, SHOP = "W17", "W03"


def wards(*pairs: tuple[float | None, float | None], why: str | None = None) -> pd.DataFrame:
    told = pd.DataFrame(pairs, columns=["incidents", "visits"], dtype=float)
    codes = WARDS[: len(told)]
    return told.assign(area_code=codes, why_blank=why)


def four() -> pd.DataFrame:
    told = wards((100, 30), (60, 6), (40, 4), (50, 0))
    told["why_blank"] = [None, None, None, "no data"]
    return told


def borough(seed: int = 0) -> pd.DataFrame:
    """26 wards with a fifth as many visits as incidents; in one the visits are missing."""
    dice = np.random.default_rng(seed)
    incidents = dice.poisson(np.linspace(40, 160, 26))
    told = pd.DataFrame({"area_code": WARDS, "incidents": incidents, "why_blank": None})
    told["crimes"] = dice.binomial(incidents, 0.6)
    told["high_risk"] = dice.binomial(incidents, 0.3)
    told["repeat"] = dice.binomial(incidents, 0.26)
    told["visits"] = dice.poisson(0.2 * incidents)
    missing = told["area_code"] == PLANTED
    told.loc[missing, "visits"] = 2
    return told


def test_the_gap_is_the_golden_one_and_a_ward_without_data_has_none():
    told = unmet_need(four())
    assert visits_per_incident(four().head(3)) == GOLDEN["ratio"]
    assert told["expected"].tolist()[:3] == pytest.approx(GOLDEN["expected"])
    assert told["gap"].tolist()[:3] == pytest.approx(GOLDEN["gap"])
    golden = (GOLDEN["second_lower"], GOLDEN["second_upper"])
    assert told.loc[1, ["lower", "upper"]].tolist() == pytest.approx(golden, abs=5e-4)
    assert told["rank"].tolist()[:3] == [3, 1, 2]
    blank = ["incidents", "visits", "expected", "gap", "lower", "upper", "rank", "rank_low"]
    assert told.loc[3, blank].isna().all()
    assert told["why_blank"].tolist()[3] == "no data"


def test_a_ward_without_a_count_is_no_data_and_one_with_no_visits_is_unmet():
    told = unmet_need(wards((100, 20), (100, None), (None, 9), (100, 0)))
    assert told["gap"].isna().tolist() == [False, True, True, False]
    assert told["why_blank"].isna().tolist() == [True, False, False, True]
    assert set(told["why_blank"].dropna()) == {"no data"}
    assert told.loc[3, ["rank", "visits", "gap"]].tolist() == [1, 0, 10]
    hidden = wards((100, 20), (100, 3))
    hidden["why_blank"] = [None, "hidden"]
    assert unmet_need(hidden)["why_blank"].tolist()[1] == "hidden"
    counts = four().astype({"incidents": "Int64", "visits": "Int64"})
    counts.loc[3, ["incidents", "visits"]] = pd.NA
    pd.testing.assert_series_equal(unmet_need(counts)["gap"], unmet_need(four())["gap"])


def test_a_planted_unmet_need_is_found_clear_of_chance():
    told = unmet_need(borough()).set_index("area_code")
    assert told["rank"].idxmin() == PLANTED
    assert told.loc[PLANTED, "lower"] > 0
    assert told.loc[PLANTED, "rank_high"] < 20
    found = sensitivity(borough(), AROUND).set_index("area_code")
    assert found["share"].idxmax() == PLANTED
    assert found.loc[PLANTED, "share"] >= 0.8


def test_without_a_planted_one_few_wards_have_a_gap_clear_of_chance():
    clear = []
    for seed in range(60):
        told = borough(seed)
        told["visits"] = np.random.default_rng(seed + 500).poisson(0.2 * told["incidents"])
        clear.append((unmet_need(told)["lower"] > 0).sum())
    assert sum(clear) <= 0.025 * 26 * 60
    assert max(clear) > 0


def test_another_ratio_may_be_given():
    told = unmet_need(four(), ratio=0.5)
    assert told["expected"].tolist()[:3] == [50, 30, 20]


def test_the_best_quarter_is_the_wards_that_reach_the_most_together():
    told = wards((100, 10), (10, 5), (50, 20), (100, 10), (0, 3), (20, 2))
    assert best_quarter(told) == pytest.approx((5 + 20) / (10 + 50))
    with_blank = pd.concat([told, wards((5, None)).assign(area_code="W25")])
    assert best_quarter(with_blank) == best_quarter(told)


def test_without_an_incident_there_is_no_ratio():
    with pytest.raises(ValueError, match="no ratio"):
        unmet_need(wards((0, 3), (None, 2)))
    with pytest.raises(ValueError, match="incidents in one of"):
        sensitivity(wards((0, 3)), {})
    with pytest.raises(ValueError, match="incidents in one of"):
        sensitivity(wards((3, 3)).rename(columns={"incidents": "calls"}), {})


def test_the_assumptions_are_every_combination():
    assert len(list(assumption_sets(COUNTS, SHOP))) == 4 * 2 * 2 * 2
    without_shop = list(assumption_sets(["incidents"], None))
    assert len(set(without_shop)) == len(without_shop) == 4
    assert all(one.with_shop for one in without_shop)


def test_the_shop_s_own_ward_is_counted_in_half_of_the_sets():
    told = sensitivity(borough(), AROUND, SHOP).set_index("area_code")
    assert told.loc[SHOP, "sets"] == 16
    assert set(told["sets"].drop(SHOP)) == {32}


def test_a_ward_without_data_is_not_unmet_under_any_assumption():
    told = borough()
    told.loc[told["area_code"] == "W25", ["visits", "why_blank"]] = [0, "no data"]
    found = sensitivity(told, AROUND, SHOP).set_index("area_code")
    assert found.loc["W25", ["sets", "times"]].tolist() == [0, 0]
    assert pd.isna(found.loc["W25", "share"])
    assert found["why_blank"].dropna().to_dict() == {"W25": "no data"}
    told.loc[told["area_code"] == "W25", ["visits", "why_blank"]] = [np.nan, None]
    again = sensitivity(told, AROUND, SHOP).set_index("area_code")
    assert again.loc["W25", "why_blank"] == "no data"


def test_a_count_of_nothing_is_no_part_of_the_grid():
    told = sensitivity(borough().assign(high_risk=0, repeat=np.nan), AROUND)
    assert set(told["sets"]) == {2 * 2 * 2}


def test_a_catchment_adds_the_gaps_of_its_neighbours_that_have_data():
    told = wards((100, 0), (100, 0), (100, 40), (100, 40), (100, 20))
    told["why_blank"] = [None, "no data", None, None, None]
    around = {"W00": ("W01", "W02"), "W02": ("W00", "W01", "W03"), "W03": ("W02",)}
    found = sensitivity(told, around).set_index("area_code")
    # Alone W00 misses 25 and W04 5; with W02, which has 15 too many, W00 still misses 10.
    assert found["times"].to_dict() == {"W00": 4, "W01": 0, "W02": 1, "W03": 0, "W04": 4}


def test_a_ward_that_misses_no_visits_is_never_among_the_largest_gaps():
    found = sensitivity(wards((100, 10), (100, 20), (100, 60)), {}).set_index("area_code")
    assert found.loc["W02", "times"] == 0


PAIRS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 80)), min_size=3, max_size=20
).filter(lambda pairs: sum(incidents for incidents, _ in pairs) > 0)


@given(PAIRS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_gaps_add_up_to_nothing_lie_inside_their_limits_and_know_no_order(pairs, dice):
    told = unmet_need(wards(*pairs))
    assert told["gap"].sum() == pytest.approx(0, abs=1e-6)
    assert (told["lower"] <= told["gap"]).all() and (told["gap"] <= told["upper"]).all()
    assert (told["rank_low"] <= told["rank"]).all()
    assert (told["rank"] <= told["rank_high"]).all()
    order = list(range(len(pairs)))
    dice.shuffle(order)
    turned = unmet_need(wards(*pairs).iloc[order]).sort_index()
    pd.testing.assert_frame_equal(turned, told)
