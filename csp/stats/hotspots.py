"""Hotspots: Getis-Ord Gi* on counts of small areas, judged by rearrangement. Used when the file is built."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

Floats = NDArray[np.float64]
PERMUTATIONS = 9999
SEED = 20251  # fixed, so that the same counts give the same classes
LEVELS = ((0.01, "99"), (0.05, "95"), (0.10, "90"))
ORDER = ("hot 99", "hot 95", "hot 90", "cold 99", "cold 95", "cold 90", "not significant")

Neighbours = Mapping[str, Sequence[str]]


def gi_star(values: pd.Series, neighbours: Neighbours) -> pd.Series:
    """The Gi* z-score of each area: its own and its neighbours' sum against what it should be.

    `values` are counts by area code; `neighbours` names every area's neighbours, itself left out (it
    is counted in here), weights are 1. All values alike give 0. Good from about 30 areas on.
    Source: Getis and Ord (1992); Ord and Getis (1995), Geographical Analysis 27, 286-306, Gi*.
    """
    y = values.to_numpy(dtype=float)
    member = _members(values.index, neighbours)
    n, size = len(y), member.sum(axis=1)
    spread = y.std()
    if spread == 0:
        return pd.Series(0.0, index=values.index)
    expected = y.mean() * size
    scale = spread * np.sqrt((n * size - size**2) / (n - 1))
    surplus = member @ y - expected
    z = np.divide(surplus, scale, out=np.zeros_like(surplus), where=scale > 0)
    return pd.Series(z, index=values.index)


def _members(codes: pd.Index, neighbours: Neighbours) -> Floats:
    """A row an area: 1 for itself and each neighbour, 0 for the rest."""
    place = {code: at for at, code in enumerate(codes)}
    member = np.eye(len(codes))
    for code, around in neighbours.items():
        for other in around:
            member[place[code], place[other]] = 1.0
    return member


def hotspots(
    values: pd.Series,
    neighbours: Neighbours,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Every area's Gi* with its class: area_code, z, p, p_adjusted, class.

    p is two-sided by conditional permutation (the area's own count stays, the others are dealt out
    anew; (extremes + 1) / (permutations + 1), twice the smaller tail), p_adjusted by Benjamini and
    Hochberg (1995) across the areas; the class comes from p_adjusted: 'hot 99', 'hot 95', 'hot 90',
    'not significant', 'cold 90', 'cold 95', 'cold 99'. Reproducible by seed.
    """
    z = gi_star(values, neighbours)
    if values.nunique() <= 1:
        p = np.ones(len(values))
    else:
        p = _permuted(values, neighbours, permutations, seed)
    adjusted = false_discovery_control(p)
    return pd.DataFrame(
        {
            "area_code": values.index,
            "z": z.to_numpy(),
            "p": p,
            "p_adjusted": adjusted,
            "class": [
                _class(score, chance) for score, chance in zip(z, adjusted, strict=True)
            ],
        }
    )


def _permuted(values: pd.Series, neighbours: Neighbours, permutations: int, seed: int) -> Floats:
    """Two-sided permutation p-values from esda, whose own p is the smaller tail alone."""
    with warnings.catch_warnings():
        # esda and libpysal warn of what does not concern us (no numba; deprecations of their own)
        warnings.simplefilter("ignore")
        from esda.getisord import G_Local  # noqa: PLC0415  # two seconds to import, build only
        from libpysal.weights import W  # noqa: PLC0415

        order = list(values.index)
        weights = W({code: list(neighbours[code]) for code in order}, id_order=order, silence_warnings=True)
        found = G_Local(
            values.to_numpy(dtype=float),
            weights,
            transform="B",
            permutations=permutations,
            star=True,
            keep_simulations=False,
            n_jobs=1,
            seed=seed,
        )
    return np.minimum(1.0, 2 * np.asarray(found.p_sim, dtype=float))


def _class(z: float, p_adjusted: float) -> str:
    for level, word in LEVELS:
        if p_adjusted < level:
            return f"{'hot' if z > 0 else 'cold'} {word}"
    return "not significant"


def ward_class(lsoas: pd.DataFrame) -> pd.DataFrame:
    """Each ward's word: the most severe class of its LSOAs, hot before cold.

    `lsoas` has ward_code and class, one row an LSOA. Columns: ward_code, class, areas_in_class (how
    many of the ward's LSOAs have that class), areas (how many it has).
    """
    ranked = lsoas.assign(place=lsoas["class"].map(ORDER.index))
    rows = []
    for ward, group in ranked.groupby("ward_code", sort=True):
        word = ORDER[group["place"].min()]
        rows.append((ward, word, int((group["class"] == word).sum()), len(group)))
    return pd.DataFrame(rows, columns=["ward_code", "class", "areas_in_class", "areas"])
