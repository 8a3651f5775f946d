"""Local Moran's I on counts of small areas: the second opinion on hotspots; for the build only."""

import numpy as np
import pandas as pd

from csp.stats.hotspots import PERMUTATIONS, SEED, Floats, Neighbours, adjusted, permuted

LEVEL = 0.10  # adjusted p below which an area has a class: that of the weakest hotspot
HIGH_HIGH, LOW_LOW = "high-high", "low-low"
HIGH_LOW, LOW_HIGH = "high-low", "low-high"
NOT_SIGNIFICANT = "not significant"
CLASSES = (HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH, NOT_SIGNIFICANT)


def local_i(values: pd.Series, neighbours: Neighbours) -> pd.Series:
    """The local Moran statistic of each area: how far it and its neighbours lie from the mean
    together; above 0 on one side, below 0 on two.

    `values` are counts by area code. Weights are 1 over the number of neighbours (the mean of the
    neighbours, the area itself left out); the variance divides by n - 1, as in GeoDa and esda. An
    area without neighbours, and every area where all values are alike, has 0. Raises ValueError for
    a blank count. Source: Anselin (1995), Geographical Analysis 27, 93-115, equation 12.
    """
    if values.isna().any():
        raise ValueError("a cluster needs a count for every area: none is not nought")
    apart, around = _apart(values, neighbours)
    variance = values.to_numpy(dtype=float).var(ddof=1)
    if not variance > 0:
        return pd.Series(0.0, index=values.index)
    return pd.Series(apart * around / variance, index=values.index)


def _apart(values: pd.Series, neighbours: Neighbours) -> tuple[Floats, Floats]:
    """How far each area, and the mean of its neighbours, lie from the mean of all."""
    counts: Floats = values.to_numpy(dtype=float)
    apart = counts - counts.mean()
    place = {code: at for at, code in enumerate(values.index)}
    around = [
        apart[[place[other] for other in neighbours[code]]].mean() if len(neighbours[code]) else 0.0
        for code in values.index
    ]
    return apart, np.array(around)


def local_moran(
    values: pd.DataFrame,
    neighbours: Neighbours,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    p: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every area's local Moran statistic with its class, for one or more counts.

    Columns: measure, area_code, local_i, p, p_adjusted, class; rows in the order of `values`,
    measure by measure. `values` has a row an area and a column a measure. p is two-sided by
    conditional permutation, as for Gi* (twice the smaller tail), p_adjusted by Benjamini and
    Hochberg across the areas of a measure. Below 0.10 the class is 'high-high' or 'low-low' (a
    cluster: the area and the mean of its neighbours lie on one side of the mean), 'high-low' or
    'low-high' (the area stands out from its neighbours); else 'not significant'.

    With the area's own count held fast, its statistic is the mean of its neighbours times a
    constant: the rearrangements that judge it are those that judge Gi*, so the two p-values are the
    same, and `p` takes them where they are known (csp.stats.hotspots.permuted). What the second
    opinion adds is whether the area itself is high or low.

    Reproducible by seed, whatever the order of rows. Raises ValueError for a blank count.
    """
    if p is None:
        p = permuted(values, neighbours, permutations, seed)
    told = []
    for measure in values:
        own = values[measure]
        judged = adjusted(p[measure])
        sides = zip(*_apart(own, neighbours), judged, strict=True)
        told.append(
            pd.DataFrame(
                {
                    "measure": measure,
                    "area_code": values.index,
                    "local_i": local_i(own, neighbours).to_numpy(),
                    "p": p[measure].to_numpy(),
                    "p_adjusted": judged,
                    "class": [_class(*side) for side in sides],
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def _class(apart: float, around: float, p_adjusted: float) -> str:
    """The class of an area; one that lies at the mean, or whose neighbours do, has none."""
    if p_adjusted >= LEVEL or apart == 0 or around == 0:
        return NOT_SIGNIFICANT
    own, others = ("high" if side > 0 else "low" for side in (apart, around))
    return f"{own}-{others}"
