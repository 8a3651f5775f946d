"""The rows of a picture of areas by rate."""

from collections.abc import Sequence

import pandas as pd

from components.words.ward_map import rate


def rated_rows(
    rates: pd.DataFrame, names: str, readings: Sequence[str], own: pd.Series, fine: int
) -> pd.DataFrame:
    """The frame that components.charts.ranked_areas takes, from rates with their limits.

    `names` is the column of the areas' names, `own` says which are drawn in ink, and rates are
    written with `fine` decimals.
    """
    return pd.DataFrame(
        {
            "label": rates[names],
            "value": rates["rate"],
            "lower": rates["lower"],
            "upper": rates["upper"],
            "told": [rate(row.rate, fine, row.why_blank) for row in rates.itertuples()],
            "reading": readings,
            "own": own,
        }
    )
