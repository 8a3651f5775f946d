"""How unevenly events lie over areas: the curve, its one number, and the areas that hold half."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

ROUNDING = 1e-9  # of all events: shares that differ by less are the same


@dataclass(frozen=True)
class SmallestSet:
    """The fewest areas that hold a share of the events."""

    areas: tuple[str, ...]  # most events first
    events: float
    share: float  # of all events that they hold, between 0 and 1: what was asked for, or more
    ties: tuple[str, ...]  # areas outside with as many events as the last one inside


def lorenz(counts: pd.Series) -> pd.DataFrame:
    """The curve of concentration: a row an area, most events first, and a row of nothing before.

    `counts` are events by area. Columns: area_code (blank in the first row), events, share_of_areas
    and share_of_events, both so far and between 0 and 1. The curve runs above the diagonal, so
    that the busiest areas come first; Lorenz's own is the same turned round. Areas with as many
    events stand in the order of their codes. Empty without any events. Raises ValueError for a
    blank or a count below 0. With fewer events than areas much of the shape is chance.
    Source: Lorenz (1905), Publications of the American Statistical Association 9, 209-219.
    """
    ordered = _busiest_first(counts)
    total = ordered.sum()
    if total == 0:
        return pd.DataFrame(columns=["area_code", "events", "share_of_areas", "share_of_events"])
    places = np.arange(len(ordered) + 1)
    held = np.concatenate([[0.0], ordered.to_numpy()])
    return pd.DataFrame(
        {
            "area_code": [None, *ordered.index],
            "events": held,
            "share_of_areas": places / len(ordered),
            "share_of_events": held.cumsum() / total,
        }
    )


def _busiest_first(counts: pd.Series) -> pd.Series:
    if counts.isna().any() or (counts < 0).any():
        raise ValueError("concentration needs a count for every area: none is not nought")
    return counts.astype(float).sort_index().sort_values(ascending=False, kind="stable")


def gini(counts: pd.Series) -> float:
    """The Gini coefficient of events over areas: 0 when all hold as many, near 1 when one has all.

    The most that n areas can reach is (n − 1) / n. NaN without any events. Raises ValueError as
    `lorenz` does.
    Source: Gini (1912), Variabilità e mutabilità; this form: Sen (1973), On Economic Inequality.
    """
    ordered = _busiest_first(counts).to_numpy()[::-1]
    n, total = len(ordered), ordered.sum()
    if total == 0:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


def smallest_set(counts: pd.Series, share: float = 0.5) -> SmallestSet:
    """The fewest areas that together hold at least `share` (above 0, at most 1) of all events.

    Where the last area inside has as many events as areas outside, any of them would do: the one
    whose code comes first is taken, and the others are named as ties. Without any events, none.
    Raises ValueError as `lorenz` does, and for a share that is none.
    """
    if not 0 < share <= 1:
        raise ValueError("a share lies above 0 and is at most 1")
    ordered = _busiest_first(counts)
    total = float(ordered.sum())
    if total == 0:
        return SmallestSet((), 0.0, float("nan"), ())
    reached = ordered.cumsum().to_numpy() >= (share - ROUNDING) * total
    number = int(reached.argmax()) + 1
    inside, outside = ordered.iloc[:number], ordered.iloc[number:]
    ties = outside.index[outside == inside.iloc[-1]]
    held = float(inside.sum())
    return SmallestSet(tuple(inside.index), held, held / total, tuple(ties))


def top_share(counts: pd.Series, k: int) -> float:
    """The share of all events, between 0 and 1, that the `k` areas with the most hold.

    NaN without any events. Raises ValueError as `lorenz` does, and for a k under 1.
    """
    if k < 1:
        raise ValueError("the top areas are one at least")
    ordered = _busiest_first(counts)
    total = float(ordered.sum())
    return float(ordered.iloc[:k].sum()) / total if total else float("nan")
