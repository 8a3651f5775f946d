"""Where invented incidents lie: a share for each ward, and clusters planted within it and over
time.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp.sample.draw import Floats
from csp.sample.places import Places

NOWHERE = ""  # the ward and the small area of a record without a place

# Each ward's share of the incidents that have a place, in per cent: invented, but for what the
# assessment of 2020 (section 7) says of it. High Street is first by far and Park Wood second; the
# six central wards are brought to their published share; Marden and Yalding is the only rural ward
# of the first ten. No ward's place here says anything about it beyond that.
WARD_SHARES = {
    "High Street": 18.0,
    "Park Wood": 9.6,
    "Shepway North": 6.9,
    "Shepway South": 6.1,
    "North": 5.9,
    "Fant": 5.7,
    "South": 4.6,
    "Marden and Yalding": 4.5,
    "East": 4.4,
    "Bridge": 3.9,
    "Heath": 3.7,
    "Coxheath and Hunton": 3.0,
    "Staplehurst": 2.7,
    "Allington": 2.6,
    "Harrietsham and Lenham": 2.5,
    "Boxley": 2.6,
    "Headcorn": 2.3,
    "Bearsted": 2.3,
    "Leeds": 1.2,
    "Sutton Valence and Langley": 1.4,
    "Downswood and Otham": 1.3,
    "Boughton Monchelsea and Chart Sutton": 1.1,
    "Detling and Thurnham": 1.1,
    "Loose": 0.9,
    "North Downs": 0.9,
    "Barming and Teston": 0.8,
}

UNEVEN = 0.4  # invented: how unevenly incidents lie over a ward's small areas besides the clusters


@dataclass(frozen=True)
class Cluster:
    """Small areas with more incidents than their residents would lead to expect; invented.

    `times` is how many times more at its middle, one number a quarter.
    """

    around: str  # the ward in whose middle it lies
    reach: float  # metres: at this distance a third of the surplus is left
    times: tuple[float, ...]


# So that a map over time has something of each kind to show: one that lasts and one that is new.
# The rest, once there or now and then, comes by chance from what lies beside them.
CLUSTERS = (
    Cluster("High Street", 1200, (3.2,) * 8),
    Cluster("Shepway North", 1000, (0.6,) * 6 + (3.6,) * 2),
)


def cell_weights(
    rng: np.random.Generator, places: Places, days_of_quarters: list[float]
) -> pd.DataFrame:
    """How much each small area weighs in each quarter: ward_name, lsoa_code, quarter, weight.

    Weights count within a ward, whose total is set elsewhere. `days_of_quarters` is the weight of
    each quarter's days. NOWHERE is a ward of its own, alike in all quarters.
    """
    areas = places.lsoas
    own = areas["people"].to_numpy() * (1 + UNEVEN * (2 * rng.random(len(areas)) - 1))
    quarters = []
    for quarter, days in enumerate(days_of_quarters):
        weight = own * days
        for cluster in CLUSTERS:
            weight = weight * (1 + (cluster.times[quarter] - 1) * _nearness(places, cluster))
        cells = areas[["ward_name", "lsoa_code"]].assign(quarter=quarter, weight=weight)
        quarters += [cells, _nowhere(quarter, days)]
    return pd.concat(quarters, ignore_index=True)


def _nowhere(quarter: int, days: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"ward_name": [NOWHERE], "lsoa_code": [NOWHERE], "quarter": [quarter], "weight": [days]}
    )


def _nearness(places: Places, cluster: Cluster) -> Floats:
    """1 in the cluster's middle, falling to 0 with the distance of each small area."""
    areas = places.lsoas
    middle = areas.loc[areas["ward_name"] == cluster.around, ["east", "north"]].mean()
    away = (areas["east"] - middle["east"]) ** 2 + (areas["north"] - middle["north"]) ** 2
    nearness: Floats = np.exp(-away.to_numpy() / cluster.reach**2)
    return nearness
