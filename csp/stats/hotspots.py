"""Hotspots: Getis-Ord Gi* on counts of small areas, judged by rearrangement; for the build only."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PERMUTATIONS = 9999
SEED = 20251  # fixed, so that the same counts give the same classes
LEVELS = ((0.01, "99"), (0.05, "95"), (0.10, "90"))
QUARTERS = 8  # consecutive quarters: with fewer it is too short to say how a hotspot lasts
RECENT = 2  # quarters: the most recent fifth is at least so many
ORDER = ("hot 99", "hot 95", "hot 90", "cold 99", "cold 95", "cold 90", "not significant")

Neighbours = Mapping[str, Sequence[str]]


def gi_star(values: pd.Series, neighbours: Neighbours) -> pd.Series:
    """The Gi* z-score of each area: its own and its neighbours' sum against what it should be.

    `values` are counts by area code; `neighbours` names every area's neighbours, itself left out
    (it is counted in here), weights are 1. All values alike give 0, and so does an area whose
    neighbours are all the others. Good from about 30 areas on. Raises ValueError for a blank count.
    Source: Ord and Getis (1995), Geographical Analysis 27, 286-306, equation 14 (Gi*).
    """
    y = _counts(values)
    member = _members(values.index, neighbours)
    if y.max() == y.min():
        return pd.Series(0.0, index=values.index)
    n, size = len(y), member.sum(axis=1)
    expected = y.mean() * size
    scale = y.std() * np.sqrt((n * size - size**2) / (n - 1))
    surplus = member @ y - expected
    z = np.divide(surplus, scale, out=np.zeros_like(surplus), where=scale > 0)
    return pd.Series(z, index=values.index)


def _counts(values: pd.Series | pd.DataFrame) -> Floats:
    counts: Floats = values.to_numpy(dtype=float)
    if np.isnan(counts).any():
        raise ValueError("a hotspot needs a count for every area: none is not nought")
    return counts


def _members(codes: pd.Index, neighbours: Neighbours) -> Floats:
    """A row an area: 1 for itself and each neighbour, 0 for the rest."""
    place = {code: at for at, code in enumerate(codes)}
    member: Floats = np.eye(len(codes))
    for code, around in neighbours.items():
        for other in around:
            member[place[code], place[other]] = 1.0
    return member


def hotspots(
    values: pd.DataFrame,
    neighbours: Neighbours,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    p: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every area's Gi* with its class, for one or more counts.

    Columns: measure, area_code, z, p, p_adjusted, class; rows in the order of `values`, measure by
    measure. `values` has a row an area and a column a measure. p is two-sided by conditional
    permutation: the area's own count stays, the others are dealt out anew; twice the smaller tail,
    (extremes + 1) / (permutations + 1). p_adjusted is by Benjamini and Hochberg (1995, J. Royal
    Statistical Society B 57, 289-300) across the areas of a measure; the class comes from it:
    'hot 99', 'hot 95', 'hot 90', 'not significant', 'cold 90', 'cold 95', 'cold 99'.

    Reproducible by seed, whatever the order of rows; all measures share one set of permutations.
    `p` takes what `permuted` gave for the same counts, where it is known. Raises ValueError for a
    blank count. On counts, not rates: for areas of about equal population.
    """
    if p is None:
        p = permuted(values, neighbours, permutations, seed)
    told = []
    for measure in values:
        z = gi_star(values[measure], neighbours).to_numpy()
        judged = adjusted(p[measure])
        classes = [_class(score, chance) for score, chance in zip(z, judged, strict=True)]
        told.append(
            pd.DataFrame(
                {
                    "measure": measure,
                    "area_code": values.index,
                    "z": z,
                    "p": p[measure].to_numpy(),
                    "p_adjusted": judged,
                    "class": classes,
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def adjusted(p: pd.Series) -> Floats:
    """The p-values of many areas, adjusted for their number.

    Source: Benjamini and Hochberg (1995), J. Royal Statistical Society B 57, 289-300.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415  # a second, for the build

    judged: Floats = false_discovery_control(p.to_numpy(dtype=float))
    return judged


def permuted(
    values: pd.DataFrame, neighbours: Neighbours, permutations: int, seed: int
) -> pd.DataFrame:
    """Two-sided p-values by conditional permutation, a row an area and a column a measure; a seed
    gives the same whatever the order of rows.

    esda's G_Local with star deals the same way for one measure at a time; its p-value is of the
    smaller tail alone and leaves ties out of the lower one. Dealing once for all measures takes a
    quarter of the time, and the tests hold the two against each other.
    """
    ordered = values.sort_index()  # places are dealt out, so the places must be the codes' own
    y = np.ascontiguousarray(_counts(ordered).T)  # a row a measure: quick to deal out and to sum
    place = {code: at for at, code in enumerate(ordered.index)}
    most = max(len(around) for around in neighbours.values())
    deals = _deals(y.shape[1] - 1, most, permutations, seed)
    p = np.ones_like(y)
    for code, around in neighbours.items():
        here = place[code]
        others = np.delete(y, here, axis=1)
        dealt = np.zeros((len(y), permutations))
        for neighbour in deals[: len(around)]:
            dealt += others.take(neighbour, axis=1)
        found = y[:, [place[other] for other in around]].sum(axis=1, keepdims=True)
        tail = np.minimum((dealt >= found).sum(axis=1), (dealt <= found).sum(axis=1))
        p[:, here] = np.minimum(1.0, 2 * (tail + 1) / (permutations + 1))
    return pd.DataFrame(p.T, index=ordered.index, columns=values.columns).loc[values.index]


def _deals(size: int, taken: int, permutations: int, seed: int) -> NDArray[np.intp]:
    """The first `taken` places of random orders of `size` things, a column a permutation."""
    generator = np.random.default_rng(seed)
    orders = np.argsort(generator.random((permutations, size), dtype=np.float32), axis=1)
    return np.ascontiguousarray(orders[:, :taken].T)


def _class(z: float, p_adjusted: float) -> str:
    for level, word in LEVELS:
        if p_adjusted < level:
            return f"{'hot' if z > 0 else 'cold'} {word}"
    return "not significant"


def ward_class(lsoas: pd.DataFrame) -> pd.DataFrame:
    """Each ward's word for each measure: the most severe class of its LSOAs, hot before cold.

    `lsoas` has measure, ward_code, class and at_edge, one row an LSOA and measure. Columns:
    measure, ward_code, class, areas_in_class (how many of the ward's LSOAs have it), areas (how
    many it has), at_edge (whether any of them lies on the outer edge).
    """
    ranked = lsoas.assign(place=lsoas["class"].map(ORDER.index))
    keys = ["measure", "ward_code"]
    worst = ranked.groupby(keys)["place"].transform("min")
    wards = ranked.assign(has_it=ranked["place"] == worst).groupby(keys, as_index=False)
    told = wards.agg(
        place=("place", "min"),
        areas_in_class=("has_it", "sum"),
        areas=("has_it", "size"),
        at_edge=("at_edge", "any"),
    )
    told["class"] = [ORDER[place] for place in told["place"]]
    return told.drop(columns="place")


def pattern(hot: Sequence[bool]) -> str:
    """How a hotspot lasts, in a word; `hot` is whether it was one, a quarter each, oldest first.

    'persistent': hot in at least 80% of the quarters; else 'emerging': hot in all of the most
    recent fifth (rounded up, two at least) and in under 10% of those before; else 'former': hot in
    none of the most recent fifth and in at least 10% of those before; else 'intermittent': hot in
    at least 10%; else 'none'. 'too short to say' with fewer than 8 quarters. The quarters follow
    one another without overlap. Raises ValueError for a blank quarter: not known is not "not hot".
    """
    quarters = pd.Series(list(hot), dtype=object)
    if quarters.isna().any():
        raise ValueError("a pattern needs every quarter: not known is not the same as not hot")
    if len(quarters) < QUARTERS:
        return "too short to say"
    known = quarters.to_numpy(dtype=bool)
    recent = max(RECENT, -(-len(known) // 5))
    before, latest = known[:-recent], known[-recent:]
    hot_before = 10 * int(before.sum()) >= len(before)
    if 10 * int(known.sum()) >= 8 * len(known):
        return "persistent"
    if latest.all() and not hot_before:
        return "emerging"
    if hot_before and not latest.any():
        return "former"
    return "intermittent" if 10 * int(known.sum()) >= len(known) else "none"
