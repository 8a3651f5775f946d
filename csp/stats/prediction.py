"""How well the areas that were expected to be hot caught what then happened: PAI and PEI."""

import numpy as np
import pandas as pd


def prediction_accuracy(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas in the order predicted, each with `pai` and `pei` of all areas down to it.

    `areas` has a row an area: predicted (the larger, the sooner looked at), observed [events] and
    size (square metres, or 1 where areas count alike). PAI is the share of events that the areas
    so far caught over their share of the whole size: 1 is no better than chance. PEI is PAI over
    the best that any order could have given down to the same place; where sizes differ that best is
    the order of events by size. Ties in `predicted` keep the order of the rows. Blank when nothing
    was observed. Raises ValueError for a blank, or for a size that is not above 0.

    Source: Chainey, Tompson and Uhlig (2008), Security Journal 21, 4-28 (PAI); Hunt (2016), Do
    crime hot spots move?, PhD thesis, American University (PEI).
    """
    if areas[["predicted", "observed", "size"]].isna().any(axis=None) or (areas["size"] <= 0).any():
        raise ValueError("prediction needs a value and a size above 0 for every area")
    ordered = areas.sort_values("predicted", ascending=False, kind="stable")
    density = areas["observed"] / areas["size"]
    best = areas.loc[density.sort_values(ascending=False, kind="stable").index]
    return ordered.assign(pai=_pai(ordered), pei=_against_best(ordered, best))


def _pai(ordered: pd.DataFrame) -> pd.Series:
    caught = ordered["observed"].cumsum() / (ordered["observed"].sum() or np.nan)
    return caught / (ordered["size"].cumsum() / ordered["size"].sum())


def _against_best(ordered: pd.DataFrame, best: pd.DataFrame) -> pd.Series:
    """PAI over the PAI of the best order, read off at the same share of the size."""
    reached = np.concatenate([[0.0], best["size"].cumsum()])
    events = np.concatenate([[0.0], best["observed"].cumsum()])
    most = pd.Series(np.interp(ordered["size"].cumsum(), reached, events), index=ordered.index)
    return ordered["observed"].cumsum() / most.where(most > 0)
