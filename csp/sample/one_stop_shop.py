"""Invented visits to the one-stop shop: as many women and men as was published, by invented wards
and months.
"""

import numpy as np
import pandas as pd

from csp.sample.draw import apportion, chance, drawn, share_of
from csp.sample.published import Published
from csp.sample.where import WARD_SHARES

SOURCE = "one_stop_shop"
YEARS = ("2018", "2019")  # as the figures' names end
OUTSIDE, NOT_KNOWN = "Outside the borough", "Not known"

# Invented: visits whose ward was not asked for, in each year.
WARD_NOT_KNOWN = 5
# Invented: how many visits a ward's incidents lead to, where not as many as elsewhere. The shop
# stands in High Street, and the assessment of 2020 (section 7) says that shops tried in Marden,
# Headcorn and Staplehurst were hardly used; that these wards' people come less is our assumption.
REACH = {
    "High Street": 1.3,
    "North": 1.3,
    "East": 1.3,
    "Fant": 1.2,
    "Bridge": 1.2,
    "Park Wood": 0.5,
    "Shepway South": 0.4,
    "Marden and Yalding": 0.3,
    "Headcorn": 0.3,
    "Staplehurst": 0.3,
}


def visits(published: Published) -> pd.DataFrame:
    """A row a month, ward and sex that had visits, in that order, as the contract names them."""
    rng = chance(SOURCE)
    years = [_year(rng, published, year) for year in YEARS]
    counted = pd.concat(years).value_counts(["Month", "Ward", "Sex"]).rename("Visits")
    return counted.reset_index().sort_values(["Month", "Ward", "Sex"], ignore_index=True)


def _year(rng: np.random.Generator, published: Published, year: str) -> pd.DataFrame:
    """A row a visit of one year, in no order."""
    total = published.count(f"one_stop_shop_{year}")
    by_sex = {
        "Women": published.count(f"one_stop_shop_women_{year}"),
        "Men": published.count(f"one_stop_shop_men_{year}"),
    }
    # The plan of March 2017 tells the share from other districts; we take it for these years, too.
    outside = share_of(total, published.value("one_stop_shop_2016_other"))
    wards = apportion(total - outside - WARD_NOT_KNOWN, _weights())
    wards = pd.concat([wards, pd.Series({OUTSIDE: outside, NOT_KNOWN: WARD_NOT_KNOWN})])
    months = [f"{month:%Y-%m}" for month in published.span(f"one_stop_shop_{year}").all()]
    shuffled = np.argsort(rng.random(total), kind="stable")
    return pd.DataFrame(
        {
            "Month": np.array(months)[drawn(rng, np.ones(len(months)), total)],
            "Ward": np.repeat(wards.index.to_numpy(), wards)[shuffled],
            "Sex": np.repeat(list(by_sex), list(by_sex.values())),
        }
    )


def _weights() -> pd.Series:
    shares = pd.Series(WARD_SHARES)
    return shares * pd.Series(REACH).reindex(shares.index).fillna(1.0)
