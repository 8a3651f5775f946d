"""Whether orders of areas agree: a published ranking and the data in hand, or two measures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp.stats.rates import Z_95, wilson

FEWEST_FOR_LIMITS = 10  # areas: with fewer a correlation has no interval worth showing


@dataclass(frozen=True)
class Published:
    """What a document says of a ranking, in names or codes as the counts have them."""

    first: tuple[str, ...]  # the places that are stated, the first one first
    named: frozenset[str]  # all that it names among the `depth` first, those above included
    depth: int  # of the list: the top ten
    group: frozenset[str]  # areas whose share of all events it states


@dataclass(frozen=True)
class Places:
    """Where an area stands: first and last of the places that it shares with equal counts."""

    area: str
    published: int
    best: int
    worst: int


@dataclass(frozen=True)
class PublishedAgreement:
    """A published ranking beside the counts in hand."""

    places: tuple[Places, ...]  # of the areas whose places are stated, in their order
    named: int  # how many areas the document names in the list
    still_named: int  # how many of these are in the list now; ties at its end count as in it
    group_share: float  # per cent of all events now
    lower: float  # its 95% limits (Wilson), per cent
    upper: float
    published_share: float  # per cent
    within: bool  # whether the published share lies inside the limits


@dataclass(frozen=True)
class Correlation:
    """How far two orders of the same areas agree, from −1 (opposite) to 1 (the same)."""

    areas: int
    spearman: float
    lower: float | None  # 95% limits of Spearman's; None where they cannot be said
    upper: float | None
    kendall: float  # tau-b


def against_published(
    counts: pd.Series, published: Published, group_share: float
) -> PublishedAgreement:
    """How the counts in hand agree with a published ranking of the same areas.

    `counts` are events by area (all areas, whole numbers), indexed as `published` names them;
    `group_share` is the share that the document states, in per cent. Areas with equal counts share
    a range of places. The interval of the group's share takes events as
    independent, which repeat victims are not: it is narrower than the truth, and the published
    share has chance of its own, which the document does not say. Raises ValueError for a blank
    count, no events, or a published area that is not among the counts.
    """
    names = {*published.first, *published.named, *published.group}
    if counts.isna().any() or counts.sum() <= 0 or not names <= set(counts.index):
        raise ValueError("agreement needs a count for every area, and every area that is named")
    best = counts.rank(method="min", ascending=False).astype(int)
    worst = counts.rank(method="max", ascending=False).astype(int)
    total, held = float(counts.sum()), float(counts[list(published.group)].sum())
    lower, upper = (100 * limit for limit in wilson(held, total))
    return PublishedAgreement(
        places=tuple(
            Places(area, place, int(best[area]), int(worst[area]))
            for place, area in enumerate(published.first, start=1)
        ),
        named=len(published.named),
        still_named=int((best[list(published.named)] <= published.depth).sum()),
        group_share=100 * held / total,
        lower=lower,
        upper=upper,
        published_share=group_share,
        within=lower <= group_share <= upper,
    )


def correlation(first: Sequence[float], second: Sequence[float]) -> Correlation | None:
    """Spearman's rank correlation of two measures of the same areas, with Kendall's tau-b.

    `first` and `second` have a value an area, in one order; an area with a blank in either is left
    out. None with fewer than three areas or where one measure is the same everywhere. The 95%
    limits are Fisher's z with the variance of Bonett and Wright, (1 + r² / 2) / (n − 3); None with
    fewer than 10 areas or when the orders are the same or opposite. Good from about 25 areas; areas
    are taken as independent, neighbours are not. It says nothing about people: areas where more
    feel unsafe need not hold the people who do.
    Source: Bonett and Wright (2000), Psychometrika 65, 23-28; Kendall (1945), Biometrika 33, 239.
    """
    pairs = pd.DataFrame({"first": list(first), "second": list(second)}, dtype=float).dropna()
    if len(pairs) < 3 or (pairs.nunique() == 1).any():
        return None
    ranks = pairs.rank()
    r = float(np.clip(np.corrcoef(ranks["first"], ranks["second"])[0, 1], -1, 1))
    lower, upper = _limits(r, len(pairs))
    return Correlation(len(pairs), r, lower, upper, _tau_b(pairs))


def _limits(r: float, areas: int) -> tuple[float | None, float | None]:
    if areas < FEWEST_FOR_LIMITS or abs(r) > 1 - 1e-12:
        return None, None
    reach = Z_95 * np.sqrt((1 + r**2 / 2) / (areas - 3))
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


def _tau_b(pairs: pd.DataFrame) -> float:
    """Pairs in the same order less pairs in the opposite one, with ties allowed for."""
    signs = [
        np.sign(np.subtract.outer(pairs[name].to_numpy(), pairs[name].to_numpy()))
        for name in ("first", "second")
    ]
    untied = [float(np.abs(sign).sum()) for sign in signs]
    return float((signs[0] * signs[1]).sum() / np.sqrt(untied[0] * untied[1]))
