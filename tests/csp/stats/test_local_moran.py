"""Local Moran: by hand, esda as the second opinion on it, classes, and laws."""

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal.graph import Graph

from csp.stats.hotspots import adjusted, hotspots, permuted
from csp.stats.local_moran import CLASSES, local_i, local_moran

GOLDEN = answers("hotspots.toml")["local_moran"]
ROW = {code: tuple(around) for code, around in enumerate(GOLDEN["neighbours"])}
SIDE = 8
CELLS = [(row, column) for row in range(SIDE) for column in range(SIDE)]
GRID = {
    f"{row}{column}": tuple(
        f"{r}{c}"
        for r, c in CELLS
        if (r, c) != (row, column) and abs(r - row) <= 1 and abs(c - column) <= 1
    )
    for row, column in CELLS
}
CODES = sorted(GRID)


def counts(seed: int = 0) -> pd.Series:
    """A hot corner, a cold one opposite, and one area far above its plain neighbours."""
    plain = np.random.default_rng(seed).poisson(20, len(CODES))
    series = pd.Series(plain, index=CODES, dtype=float)
    series[[code for code in CODES if code[0] < "3" and code[1] < "3"]] += 60
    series[[code for code in CODES if code[0] > "4" and code[1] > "4"]] //= 8
    return series


def one(series: pd.Series, permutations: int = 999, seed: int = 7) -> pd.DataFrame:
    return local_moran(series.to_frame("burglary"), GRID, permutations, seed).set_index("area_code")


def test_the_statistic_is_as_worked_by_hand():
    found = local_i(pd.Series(GOLDEN["values"]), ROW)
    assert found.to_numpy() == pytest.approx(GOLDEN["local_i"], abs=1e-9)


def test_p_is_the_share_of_all_deals_listed_by_hand():
    told = local_moran(pd.DataFrame({"burglary": GOLDEN["values"]}), ROW)
    assert told["p"].to_numpy() == pytest.approx(GOLDEN["p"], abs=0.02)
    assert set(told["class"]) == {"not significant"}


def test_the_sides_are_those_of_the_area_and_of_its_neighbours(monkeypatch):
    monkeypatch.setattr("csp.stats.local_moran.LEVEL", 1.1)
    told = local_moran(pd.DataFrame({"burglary": GOLDEN["values"]}), ROW)
    assert told["class"].tolist() == GOLDEN["sides"]


def test_the_statistic_and_p_are_those_of_esda():
    from esda.moran import Moran_Local  # noqa: PLC0415 (slow to import)

    series = counts()
    around = Graph.from_dicts({code: dict.fromkeys(GRID[code], 1.0) for code in CODES})
    with pytest.warns(DeprecationWarning, match="two-sided"):
        second = Moran_Local(
            series.to_numpy(),
            around.to_W(),
            transformation="r",
            n_jobs=1,
            permutations=9999,
            keep_simulations=True,
            seed=3,
        )
    told = one(series, 9999)
    assert told["local_i"].to_numpy() == pytest.approx(second.Is, abs=1e-9)
    quadrants = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}
    for row, quadrant in zip(told.itertuples(), second.q, strict=True):
        assert row[5] in ("not significant", quadrants[int(quadrant)])
    # esda's own p is of one tail: its deals are counted here.
    dealt, found = second.rlisas, second.Is[:, None]
    tail = np.minimum((dealt >= found - 1e-9).sum(axis=1), (dealt <= found + 1e-9).sum(axis=1))
    assert told["p"].to_numpy() == pytest.approx(np.minimum(1, 2 * (tail + 1) / 10_000), abs=0.03)


def test_the_corners_are_clusters_and_a_low_area_beside_the_hot_one_is_an_outlier():
    series = counts()
    assert one(series, 9999)["class"]["00"] == "high-high"
    series["11"] = 0.0
    told = one(series, 9999)["class"]
    assert told["21"] == told["12"] == "high-high"
    assert told["66"] == told["77"] == "low-low"
    assert told["11"] == "low-high"
    assert (told == "not significant").sum() > 25


def test_both_methods_ask_the_same_of_chance():
    values = counts().to_frame("burglary")
    first, second = hotspots(values, GRID, 999, 7), local_moran(values, GRID, 999, 7)
    assert second["p"].tolist() == first["p"].tolist()
    known = permuted(values, GRID, 999, 7)
    pd.testing.assert_frame_equal(local_moran(values, GRID, p=known), second)


@pytest.mark.parametrize("everywhere", [0.0, 7.0])
def test_counts_that_are_all_alike_are_no_cluster(everywhere):
    told = one(pd.Series(everywhere, index=CODES))
    assert (told["local_i"] == 0).all()
    assert set(told["class"]) == {"not significant"}


def test_an_area_without_neighbours_is_kept_and_has_no_class():
    around = {**GRID, "island": ()}
    values = pd.concat([counts(), pd.Series({"island": 500.0})]).to_frame("burglary")
    told = local_moran(values, around, 999).set_index("area_code").loc["island"]
    assert (told["local_i"], told["p"], told["class"]) == (0.0, 1.0, "not significant")


def test_a_blank_count_is_refused_not_read_as_nought():
    series = counts()
    series["00"] = np.nan
    with pytest.raises(ValueError, match="every area"):
        local_i(series, GRID)
    with pytest.raises(ValueError, match="every area"):
        one(series)


def test_the_same_seed_gives_the_same_whatever_the_order_of_rows():
    first = one(counts())
    pd.testing.assert_frame_equal(one(counts()), first)
    turned = one(counts().iloc[::-1])
    pd.testing.assert_frame_equal(turned.sort_index(), first.sort_index())
    assert turned.index.tolist() == CODES[::-1]
    assert one(counts(), seed=8)["p"].tolist() != first["p"].tolist()


SERIES = st.lists(st.integers(0, 200), min_size=SIDE**2, max_size=SIDE**2).map(
    lambda events: pd.Series(events, index=CODES, dtype=float)
)


@given(SERIES, st.integers(1, 50), st.integers(0, 500))
@settings(deadline=None, max_examples=20)
def test_it_does_not_know_the_scale_or_the_level(series, times, more):
    assert local_i(series * times + more, GRID).to_numpy() == pytest.approx(
        local_i(series, GRID).to_numpy(), abs=1e-6
    )


@given(SERIES)
@settings(deadline=None, max_examples=10)
def test_a_class_stands_only_on_an_adjusted_p_below_a_tenth(series):
    told = one(series, 99)
    assert told["p_adjusted"].to_numpy() == pytest.approx(adjusted(told["p"]))
    assert set(told["class"]) <= set(CLASSES)
    assert (told.loc[told["p_adjusted"] >= 0.1, "class"] == "not significant").all()
    alike = told["class"].isin(["high-high", "low-low"])
    assert (told.loc[alike, "local_i"] > 0).all()
