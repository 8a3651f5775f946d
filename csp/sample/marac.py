"""Invented months of the conference on high-risk cases: each year adds up to what was published."""

import numpy as np
import pandas as pd

from csp.sample.draw import Floats, apportion, chance
from csp.sample.published import Published

SOURCE = "marac"
ONE_MORE = 1  # repeat cases were “down by 1 case from last year”: assessment of 2020, section 7
CHILDREN_2018 = 240  # invented: only the second year's was published
UNEVEN = 0.5  # invented: how far a month may lie from the year's average, as a share of it


def cases(published: Published) -> pd.DataFrame:
    """A row a month, as the contract names the columns."""
    rng = chance(SOURCE)
    repeat_2019 = published.count("marac_repeat_2019")
    totals = {
        "2018": (repeat_2019 + ONE_MORE, CHILDREN_2018),
        "2019": (repeat_2019, published.count("marac_children_2019")),
    }
    return pd.concat(
        [_year(rng, published, year, *told) for year, told in totals.items()], ignore_index=True
    )


def _year(
    rng: np.random.Generator, published: Published, year: str, repeat: int, children: int
) -> pd.DataFrame:
    figure = f"marac_cases_{year}"
    months = published.span(figure).all()
    heard = apportion(published.count(figure), _about(rng, np.ones(len(months))))
    return pd.DataFrame(
        {
            "Month": [f"{month:%Y-%m}" for month in months],
            "Cases": heard,
            "Repeat cases": apportion(repeat, _about(rng, heard.to_numpy(dtype=float))),
            "Children": apportion(children, _about(rng, heard.to_numpy(dtype=float))),
        }
    )


def _about(rng: np.random.Generator, weights: Floats) -> pd.Series:
    """The weights, each moved by chance."""
    return pd.Series(weights * (1 + UNEVEN * (rng.random(len(weights)) - 0.5)))
