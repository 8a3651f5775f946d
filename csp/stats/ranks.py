"""Ranks as ranges: where a rate lies among others, allowing for their intervals."""

import numpy as np
import pandas as pd


def rank_ranges(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with rank, rank_low and rank_high from its rate, lower and upper.

    `rank` is the place by rate, 1 the highest; ties share the better place. `rank_low`, the best it
    could be, is 1 plus the number of areas that lie clearly above (their lower limit over this
    upper one); `rank_high`, the worst, is the number of areas less those clearly below. Blank rates
    have no rank and count for none. The overlap of two 95% intervals is a cautious reading: areas
    whose intervals just overlap may still differ.
    """
    held = frame["rate"].notna().to_numpy()
    lower = frame.loc[held, "lower"].to_numpy(dtype=float)
    upper = frame.loc[held, "upper"].to_numpy(dtype=float)
    above = (lower[None, :] > upper[:, None]).sum(axis=1)
    below = (upper[None, :] < lower[:, None]).sum(axis=1)
    ranked = frame.assign(
        rank=frame["rate"].rank(method="min", ascending=False), rank_low=np.nan, rank_high=np.nan
    )
    ranked.loc[held, "rank_low"] = 1.0 + above
    ranked.loc[held, "rank_high"] = float(held.sum()) - below
    return ranked


def first_tie(frame: pd.DataFrame) -> tuple[int, int] | None:
    """The highest places, behind the first, whose intervals all overlap: (2, 4) for second to
    fourth; None where there are none.

    Overlap is no chain: that the third meets the fourth and the fourth the fifth does not tie the
    third with the fifth. `frame` has lower and upper, sorted, highest rate first, none blank.
    """
    lower, upper = frame["lower"].tolist(), frame["upper"].tolist()
    for first in range(1, len(lower)):
        last = first
        while last + 1 < len(lower) and max(lower[first : last + 2]) <= min(
            upper[first : last + 2]
        ):
            last += 1
        if last > first:
            return first + 1, last + 1
    return None
