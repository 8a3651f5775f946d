"""How alike areas are in a few stated things, each given the same weight."""

import pandas as pd


def distances(things: pd.DataFrame, own: str) -> pd.Series:
    """How far each row of `things` lies from the row named `own`, nearest first, `own` left out.

    Each column is put on one scale (its mean taken away, then over its standard deviation among all
    rows, of n and not n − 1), and the distance is the square root of the mean of the squared
    differences: 1 means "as far apart as is usual, in each thing". A column in which all rows are
    equal tells nothing and counts as no difference. Rows with a blank are left out. Raises
    ValueError when `own` has a blank or is not there, or when no column is given.
    """
    held = things.dropna()
    if own not in held.index or things.columns.empty:
        raise ValueError("likeness needs a thing, and every thing of the area itself")
    spread = held.std(ddof=0)
    scaled = (held - held.mean()) / spread.where(spread > 0, 1.0)
    apart = ((scaled - scaled.loc[own]) ** 2).mean(axis=1) ** 0.5
    return apart.drop(own).sort_values(kind="stable")
