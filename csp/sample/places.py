"""The wards and small areas in which the invented records lie: those of the documents' years."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from shapely.geometry import shape

from csp.geography.projection import to_metres

WARD_SET = "2013"  # the 26 wards in force from 2017 to 2020
LSOA_SET = "2011"
RESIDENTS = "mid-year estimate"
YEAR = 2019

# The assessment of 2020 (section 7) names High Street and the five wards round it.
CENTRAL = ("High Street", "North", "East", "Fant", "Bridge", "South")

# The documents call wards rural without listing them. These eleven are the wards of 2013 that lie
# outside the town, which is to say that the map of the town (label_positions.csv) leaves unnamed.
RURAL = (
    "Boughton Monchelsea and Chart Sutton",
    "Boxley",
    "Coxheath and Hunton",
    "Detling and Thurnham",
    "Harrietsham and Lenham",
    "Headcorn",
    "Leeds",
    "Marden and Yalding",
    "North Downs",
    "Staplehurst",
    "Sutton Valence and Langley",
)


@dataclass(frozen=True)
class Places:
    """Where records may lie.

    `lsoas` has lsoa_code, ward_name, people, and the middle's east and north (metres of the British
    National Grid), in the order of the codes.
    """

    lsoas: pd.DataFrame

    @property
    def residents(self) -> pd.Series:
        """Residents by ward name, in the order of the names."""
        return self.lsoas.groupby("ward_name")["people"].sum().sort_index()


def read(folder: Path) -> Places:
    """The places of the folder `open`."""
    areas = pd.read_csv(folder / "area.csv", dtype=str)
    wards = areas[(areas["kind"] == "ward") & (areas["vintage"] == WARD_SET)]
    lookup = pd.read_csv(folder / "lookup_lsoa_ward.csv", dtype=str)
    inside = lookup[(lookup["lsoa_vintage"] == LSOA_SET) & (lookup["ward_vintage"] == WARD_SET)]
    estimates = pd.read_csv(folder / "population.csv", dtype={"area_code": str})
    people = estimates[(estimates["basis"] == RESIDENTS) & (estimates["year"] == YEAR)]
    joined = (
        inside[["lsoa_code", "ward_code"]]
        .merge(wards[["area_code", "area_name"]], left_on="ward_code", right_on="area_code")
        .merge(people[["area_code", "people"]], left_on="lsoa_code", right_on="area_code")
        .rename(columns={"area_name": "ward_name"})
        .sort_values("lsoa_code", ignore_index=True)
    )
    places = joined[["lsoa_code", "ward_name", "people"]]
    return Places(places.merge(_middles(folder / "boundaries" / "lsoa_2011.geojson")))


def _middles(file: Path) -> pd.DataFrame:
    """The middle of each small area in whole metres: lsoa_code, east, north."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    rows = []
    for feature in features:
        middle = to_metres(shape(feature["geometry"]).centroid)
        rows.append((feature["properties"]["area_code"], middle.x, middle.y))
    return pd.DataFrame(rows, columns=["lsoa_code", "east", "north"])
