"""Hotspots: golden Gi*, esda as the second opinion, classes, wards, and laws."""

import time

import numpy as np
import pandas as pd
import pytest
from golden import answers
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal.graph import Graph
from scipy.stats import false_discovery_control

from csp.stats.hotspots import adjusted, gi_star, hotspots, pattern, permuted, ward_class

GOLDEN = answers("hotspots.toml")
SIDE = 10


def grid(side: int = SIDE) -> dict[str, tuple[str, ...]]:
    """Queen neighbours on a square of areas."""
    cells = [(row, column) for row in range(side) for column in range(side)]
    return {
        f"{row:02d}{column:02d}": tuple(
            f"{r:02d}{c:02d}"
            for r, c in cells
            if (r, c) != (row, column) and abs(r - row) <= 1 and abs(c - column) <= 1
        )
        for row, column in cells
    }


GRID = grid()
CODES = sorted(GRID)


def counts(seed: int = 0, corner: int = 60) -> pd.Series:
    """Poisson counts of 20 with a hot corner of nine areas and a cold one of sixteen opposite."""
    plain = np.random.default_rng(seed).poisson(20, len(CODES))
    series = pd.Series(plain, index=CODES, dtype=float)
    series[[code for code in CODES if code[:2] < "03" and code[2:] < "03"]] += corner
    series[[code for code in CODES if code[:2] > "05" and code[2:] > "05"]] //= 6
    return series


def one(series: pd.Series, permutations: int = 999, seed: int = 7) -> pd.DataFrame:
    told = hotspots(series.to_frame("burglary"), GRID, permutations, seed)
    return told.set_index("area_code")


def test_gi_star_is_the_golden_one():
    case = GOLDEN["gi_star"]
    points = np.array(case["points"], dtype=float)
    apart = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    around = {
        at: tuple(other for other in range(6) if other != at and apart[at, other] <= case["band"])
        for at in range(6)
    }
    found = gi_star(pd.Series(case["values"]), around)
    assert found.to_numpy() == pytest.approx(case["z"], abs=5e-9)


def test_gi_star_and_p_are_those_of_esda():
    from esda.getisord import G_Local  # noqa: PLC0415 (slow to import)

    series = counts()
    around = Graph.from_dicts({code: dict.fromkeys(GRID[code], 1.0) for code in CODES})
    with pytest.warns(DeprecationWarning, match="two-sided"):
        second = G_Local(
            series.to_numpy(), around, transform="B", permutations=9999, star=True, n_jobs=1, seed=3
        )
    told = one(series, 9999)
    assert told["z"].to_numpy() == pytest.approx(second.Zs, abs=1e-9)
    # esda's own p is of one tail and leaves ties out of the lower one: its deals are counted here.
    dealt, found = second.sim, second.Gs
    tail = np.minimum((dealt >= found - 1e-12).sum(axis=0), (dealt <= found + 1e-12).sum(axis=0))
    assert told["p"].to_numpy() == pytest.approx(np.minimum(1, 2 * (tail + 1) / 10_000), abs=0.03)


def test_the_hot_corner_is_hot_the_cold_one_cold_and_most_are_neither():
    told = one(counts(), 9999)["class"]
    assert told["0101"] == told["0000"] == "hot 99"
    assert told["0808"] == "cold 99"
    assert (told == "not significant").sum() > 50


def test_the_class_comes_from_the_adjusted_p_and_the_side_from_z():
    told = one(counts(3, corner=12), 9999)
    assert told["p_adjusted"].to_numpy() == pytest.approx(false_discovery_control(told["p"]))
    for row in told.itertuples():
        level = next((word for bound, word in BOUNDS if row.p_adjusted < bound), None)
        side = "hot" if row.z > 0 else "cold"
        assert row[told.columns.get_loc("class") + 1] == (
            f"{side} {level}" if level else "not significant"
        )


BOUNDS = ((0.01, "99"), (0.05, "95"), (0.10, "90"))


def test_the_correction_is_benjamini_and_hochberg_s_in_whatever_order():
    case = GOLDEN["benjamini_hochberg"]
    p = pd.Series(case["p"])
    told = adjusted(p)
    assert told == pytest.approx(case["adjusted"], abs=1e-9)
    assert (told <= 0.05).sum() == case["found_at_5_percent"]
    assert (p <= 0.05 / len(p)).sum() == case["found_by_bonferroni"]
    assert adjusted(p.iloc[::-1]) == pytest.approx(told[::-1])


def test_gi_star_of_four_in_a_row_is_as_worked_by_hand():
    values = pd.Series(GOLDEN["local_moran"]["values"], dtype=float)
    found = gi_star(values, dict(enumerate(GOLDEN["local_moran"]["neighbours"])))
    assert found.to_numpy() == pytest.approx(GOLDEN["gi_star_in_a_row"]["z"], abs=1e-9)


def test_known_rearrangements_give_what_dealing_anew_gives():
    values = counts().to_frame("burglary")
    known = permuted(values, GRID, 999, 7)
    pd.testing.assert_frame_equal(hotspots(values, GRID, p=known), hotspots(values, GRID, 999, 7))


@pytest.mark.parametrize("everywhere", [0.0, 7.0])
def test_counts_that_are_all_alike_are_nowhere_significant(everywhere):
    told = one(pd.Series(everywhere, index=CODES))
    assert (told["z"] == 0).all()
    assert (told["p"] == 1).all()
    assert set(told["class"]) == {"not significant"}


def test_a_blank_count_is_refused_not_read_as_nought():
    series = counts()
    series["0000"] = np.nan
    with pytest.raises(ValueError, match="every area"):
        gi_star(series, GRID)
    with pytest.raises(ValueError, match="every area"):
        one(series)


def test_the_same_seed_gives_the_same_classes_whatever_the_order_of_rows():
    first, again = one(counts()), one(counts())
    pd.testing.assert_frame_equal(first, again)
    turned = one(counts().iloc[::-1])
    pd.testing.assert_frame_equal(turned.sort_index(), first.sort_index())
    assert turned.index.tolist() == CODES[::-1]
    assert one(counts(), seed=8)["p"].tolist() != first["p"].tolist()


def test_measures_are_judged_each_by_itself():
    both = pd.DataFrame({"burglary": counts(1), "robbery": counts(2, corner=0)})
    told = hotspots(both, GRID, 999, 7)
    alone = hotspots(both[["robbery"]], GRID, 999, 7)
    part = told[told["measure"] == "robbery"].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)


def test_without_any_pattern_few_areas_are_called_hot_or_cold():
    flat = pd.DataFrame(
        {str(seed): np.random.default_rng(seed).poisson(20, len(CODES)) for seed in range(20)},
        index=CODES,
    )
    told = hotspots(flat, GRID, 999)
    found = told[told["class"].isin(["hot 99", "hot 95", "cold 99", "cold 95"])]
    assert found["measure"].nunique() <= 4  # 5% of 20 series, with room


def test_45_runs_of_99_areas_take_under_ten_seconds():
    codes = CODES[:99]
    around = {code: tuple(other for other in GRID[code] if other in codes) for code in codes}
    values = pd.DataFrame(
        {str(run): counts(run)[codes] for run in range(15)},
    )
    began = time.process_time()  # not by the clock: others may use the machine
    for _ in range(3):
        hotspots(values, around)
    assert time.process_time() - began < 10


def lsoa(ward: str, word: str, at_edge: bool = False) -> tuple[str, str, str, bool]:
    return "burglary", ward, word, at_edge


def test_a_ward_s_word_is_its_most_severe_area_with_n_of_m():
    rows = [
        lsoa("A", "hot 95"),
        lsoa("A", "hot 99"),
        lsoa("A", "hot 99", at_edge=True),
        lsoa("A", "not significant"),
        lsoa("B", "cold 99"),
        lsoa("B", "hot 90"),
        lsoa("C", "not significant"),
        lsoa("C", "cold 90"),
        lsoa("D", "not significant"),
    ]
    frame = pd.DataFrame(rows, columns=["measure", "ward_code", "class", "at_edge"])
    told = ward_class(frame.sample(frac=1, random_state=1)).set_index("ward_code")
    columns = ["class", "areas_in_class", "areas", "at_edge"]
    assert told[columns].to_numpy().tolist() == [
        ["hot 99", 2, 4, True],
        ["hot 90", 1, 2, False],
        ["cold 90", 1, 2, False],
        ["not significant", 1, 1, False],
    ]


SERIES = st.lists(st.integers(0, 200), min_size=SIDE**2, max_size=SIDE**2).map(
    lambda events: pd.Series(events, index=CODES, dtype=float)
)


@given(SERIES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_gi_star_does_not_know_the_order_of_areas(series, dice):
    order = list(CODES)
    dice.shuffle(order)
    turned = {code: GRID[code][::-1] for code in order}
    assert gi_star(series[order], turned)[CODES].to_numpy() == pytest.approx(
        gi_star(series, GRID).to_numpy(), abs=1e-9
    )


@given(SERIES, st.integers(1, 50), st.integers(0, 500))
@settings(deadline=None, max_examples=30)
def test_gi_star_does_not_know_the_scale_or_the_level(series, times, more):
    assert gi_star(series * times + more, GRID).to_numpy() == pytest.approx(
        gi_star(series, GRID).to_numpy(), abs=1e-6
    )


@given(SERIES)
@settings(deadline=None, max_examples=15)
def test_the_adjusted_p_is_never_smaller_and_keeps_the_order(series):
    told = one(series, 99).sort_values("p")
    assert (told["p_adjusted"] >= told["p"] - 1e-12).all()
    assert told["p_adjusted"].is_monotonic_increasing
    assert told["p"].between(2 / 100, 1).all()


def quarters(*runs: tuple[int, bool]) -> list[bool]:
    """Quarters, oldest first, from runs of (how many, whether hot)."""
    return [hot for number, hot in runs for _ in range(number)]


@pytest.mark.parametrize(
    ("hot", "word"),
    [
        (quarters((7, True)), "too short to say"),
        (quarters((8, True)), "persistent"),
        (quarters((8, False)), "none"),
        # 80% of the quarters, wherever they lie; just under it is not enough.
        (quarters((1, False), (4, True), (1, False), (4, True)), "persistent"),
        (quarters((1, False), (3, True), (1, False), (2, True), (1, False)), "intermittent"),
        (quarters((8, True), (2, False)), "persistent"),
        (quarters((7, True), (1, False), (2, False)), "former"),
        # All of the most recent fifth (two at least), and under 10% before.
        (quarters((6, False), (2, True)), "emerging"),
        (quarters((7, False), (1, True)), "intermittent"),
        (quarters((6, False), (1, True), (1, False)), "intermittent"),
        (quarters((1, True), (10, False), (3, True)), "emerging"),  # 1 of 11 before
        (quarters((1, True), (9, False), (3, True)), "intermittent"),  # 1 of 10 before
        (quarters((9, False), (2, True)), "intermittent"),  # 11 quarters: a fifth is three
        (quarters((8, False), (3, True)), "emerging"),
        # None of the most recent fifth, and at least 10% before.
        (quarters((1, True), (7, False)), "former"),
        (quarters((1, True), (12, False)), "former"),  # 1 of 10 before
        (quarters((1, True), (13, False)), "none"),  # 1 of 11 before, and of 14 in all
        # At least 10% of all.
        (quarters((3, True), (4, False), (1, True)), "intermittent"),
        (quarters((9, False), (1, True)), "intermittent"),
        (quarters((10, False), (1, True)), "none"),
    ],
)
def test_how_a_hotspot_lasts_has_a_word(hot, word):
    assert pattern(hot) == word


def test_a_quarter_that_is_not_known_is_not_a_quarter_without_a_hotspot():
    with pytest.raises(ValueError, match="every quarter"):
        pattern([True, None, *quarters((8, True))])
    assert pattern(pd.Series(quarters((9, True)))) == "persistent"
    assert pattern(np.array(quarters((9, False)))) == "none"


@given(st.lists(st.booleans(), min_size=8, max_size=30))
@settings(deadline=None)
def test_every_series_has_one_word_and_none_is_hot_in_under_a_tenth(hot):
    word = pattern(hot)
    share = sum(hot) / len(hot)
    assert (word == "persistent") == (share >= 0.8)
    if word == "none":
        assert share < 0.1
    if word == "emerging":
        assert hot[-1] and hot[-2]
    if word == "former":
        assert not hot[-1] and not hot[-2] and any(hot)
