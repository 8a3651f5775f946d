"""Who is reached: visits against recorded incidents by ward, and how sure the largest gaps are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from csp.stats.ranks import rank_ranges
from csp.stats.rates import poisson_limits

COUNTS = ("incidents", "crimes", "high_risk", "repeat")  # what may stand for need
RATIOS = ("borough", "best quarter")
CATCHMENTS = ("ward", "ward and neighbours")
LARGEST = 3  # gaps that an assumption set is asked for
Neighbours = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Assumptions:
    """One way to work out the gaps."""

    count: str  # one of COUNTS: which incidents stand for need
    ratio: str  # one of RATIOS: whose visits for each incident are expected everywhere
    with_shop: bool  # whether the ward of the shop itself is counted
    catchment: str  # one of CATCHMENTS: whose incidents and visits are held together


def unmet_need(wards: pd.DataFrame, ratio: float | None = None) -> pd.DataFrame:
    """How many visits each ward's incidents would lead to expect, and how many are missing.

    `wards` has area_code, incidents, visits (both of one period) and why_blank, one row a ward. The
    frame comes back with expected [visits: incidents times `ratio`, the visits for each incident of
    all wards together unless another is given], gap (expected less visits; above 0 is unmet), lower
    and upper (its 95% limits), rank, rank_low and rank_high (1 the largest gap; the best and the
    worst it could be, as `rank_ranges` says). A ward with a reason in why_blank, or without one of
    its counts, has no gap and no rank and counts for nothing: no data is not unmet need. A ward
    that truly had no visits has a 0 and may have the largest gap. The limits take both counts as
    Poisson and join them by MOVER; that the ratio is an estimate, too, is left out. Raises
    ValueError without any incident to make a ratio of.
    The gap is one of records: recorded incidents are not all, and other help is not counted.
    Source: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702 (limits of a difference).
    """
    told = _blanked(wards)
    if ratio is None:
        ratio = visits_per_incident(told)
    expected, visits = ratio * told["incidents"], told["visits"]
    low, high = (ratio * limit for limit in poisson_limits(told["incidents"]))
    visits_low, visits_high = poisson_limits(visits)
    gap = expected - visits
    ranked = rank_ranges(
        told.assign(
            expected=expected,
            rate=gap,
            lower=gap - np.hypot(expected - low, visits_high - visits),
            upper=gap + np.hypot(high - expected, visits - visits_low),
        )
    )
    return ranked.rename(columns={"rate": "gap"})


def _blanked(wards: pd.DataFrame) -> pd.DataFrame:
    """The wards with both counts or neither, and a reason wherever there is neither."""
    counts = wards[["incidents", "visits"]].apply(pd.to_numeric).astype(float)
    blank = wards["why_blank"].notna() | counts.isna().any(axis=1)
    reason = wards["why_blank"].where(wards["why_blank"].notna() | ~blank, "no data")
    return wards.assign(
        incidents=counts["incidents"].mask(blank),
        visits=counts["visits"].mask(blank),
        why_blank=reason,
    )


def visits_per_incident(wards: pd.DataFrame) -> float:
    """The visits for each incident of all wards together that have both counts."""
    held = wards.dropna(subset=["incidents", "visits"])
    incidents = float(held["incidents"].sum())
    if incidents <= 0:
        raise ValueError("without an incident there is no ratio of visits to incidents")
    return float(held["visits"].sum()) / incidents


def best_quarter(wards: pd.DataFrame) -> float:
    """The visits for each incident of the quarter of wards that reach the most, taken together.

    A quarter of the wards that have incidents, rounded up; of equal ratios the first by code.
    """
    held = wards.dropna(subset=["incidents", "visits"])
    held = held[held["incidents"] > 0].sort_values("area_code")
    order = (held["visits"] / held["incidents"]).sort_values(ascending=False, kind="stable").index
    return visits_per_incident(held.loc[order[: -(-len(held) // 4)]])


def assumption_sets(counts: Sequence[str], shop_ward: str | None) -> Iterator[Assumptions]:
    """Every combination of assumptions, for the counts given.

    With a shop's ward named, once with it and once without it.
    """
    for count, ratio, shop, catchment in product(
        counts, RATIOS, (True, False) if shop_ward else (True,), CATCHMENTS
    ):
        yield Assumptions(count, ratio, shop, catchment)


def sensitivity(
    wards: pd.DataFrame, neighbours: Neighbours, shop_ward: str | None = None
) -> pd.DataFrame:
    """In how many of the assumption sets each ward is among the three largest gaps.

    `wards` has area_code, visits, why_blank and one or more of COUNTS; `neighbours` names each
    ward's. Columns: area_code, sets (in how many the ward has a gap), times (in how many of them it
    is among the three largest, ties included, and the gap is above 0), share (times of sets, 0 to
    1), why_blank. A ward without data has no share, and adds nothing to its neighbours' catchment.
    A catchment adds up gaps, so that a ward with many neighbours has more to add. The sets are
    stated, not weighed: the share is no probability. Raises ValueError without an incident in any
    of COUNTS; one that has none is no part of the grid.
    """
    counts = [count for count in COUNTS if count in wards and wards[count].sum() > 0]
    grid = list(assumption_sets(counts, shop_ward))
    if not grid:
        raise ValueError(f"wards need incidents in one of {', '.join(COUNTS)}")
    gaps = pd.concat([_gaps(wards, neighbours, shop_ward, one) for one in grid], axis=1)
    among = (gaps.rank(method="min", ascending=False) <= LARGEST) & (gaps > 0)
    told = pd.DataFrame({"sets": gaps.notna().sum(axis=1), "times": among.sum(axis=1)})
    told["share"] = (told["times"] / told["sets"]).where(told["sets"] > 0)
    reasons = wards.set_index("area_code")["why_blank"].reindex(told.index)
    without = (told["sets"] == 0) & reasons.isna()
    return told.assign(why_blank=reasons.mask(without, "no data")).reset_index()


def _gaps(
    wards: pd.DataFrame, neighbours: Neighbours, shop_ward: str | None, one: Assumptions
) -> pd.Series:
    """The gap of each ward by its code under one set of assumptions; NaN where it has none."""
    held = _blanked(wards[["area_code", "visits", "why_blank"]].assign(incidents=wards[one.count]))
    if not one.with_shop:
        held = held[held["area_code"] != shop_ward]
    ratio = visits_per_incident(held) if one.ratio == "borough" else best_quarter(held)
    gap = (ratio * held["incidents"] - held["visits"]).set_axis(held["area_code"])
    if one.catchment != "ward":
        gap = _with_neighbours(gap, neighbours)
    return gap.reindex(wards["area_code"])


def _with_neighbours(gap: pd.Series, neighbours: Neighbours) -> pd.Series:
    """Each ward's gap with those of its neighbours; a ward without a gap of its own has none."""
    around = {code: gap.reindex([code, *neighbours.get(str(code), ())]).sum() for code in gap.index}
    return pd.Series(around).where(gap.notna())
