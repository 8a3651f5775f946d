"""The ward map as pandas and Streamlit would have it: the obvious way, written fairly. It reads the
counts that come with the code, keeps them and what is worked out of them (`st.cache_data`), and
draws the same: a map of rates, the chosen ward outlined, a table and a file.
"""

import json
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

OPEN = Path(__file__).resolve().parent.parent / "data" / "open"
BOROUGH = "E07000110"


@st.cache_data
def counts() -> pd.DataFrame:
    """Every month's counts of small areas with their ward."""
    events = pd.read_csv(OPEN / "crime_lsoa_month.csv")
    wards = pd.read_csv(OPEN / "lookup_lsoa_ward.csv")
    areas = pd.read_csv(OPEN / "area.csv")
    named = wards.merge(areas, left_on="ward_code", right_on="area_code")
    named = named[named["ward_vintage"] == 2013]
    return events.merge(named, on="lsoa_code")


@st.cache_data
def residents() -> pd.Series:
    """The newest residents of each ward."""
    people = pd.read_csv(OPEN / "population.csv")
    wards = pd.read_csv(OPEN / "lookup_lsoa_ward.csv")
    newest = people.sort_values("year").drop_duplicates("area_code", keep="last")
    joined = wards[wards["ward_vintage"] == 2013].merge(
        newest, left_on="lsoa_code", right_on="area_code"
    )
    return joined.groupby("ward_code")["people"].sum()


@st.cache_data
def outlines() -> dict[str, Any]:
    """The wards' outlines."""
    found = OPEN / "boundaries" / "wards_2013.geojson"
    return json.loads(found.read_text(encoding="utf-8"))


@st.cache_data
def rates(category: str, year: str) -> pd.DataFrame:
    """The rate of each ward in a year."""
    all_of = counts()
    chosen = all_of[all_of["month"].str.startswith(year)]
    if category != "all":
        chosen = chosen[chosen["category"] == category]
    events = chosen.groupby(["ward_code", "area_name"])["events"].sum().reset_index()
    events["rate"] = 1000 * events["events"] / events["ward_code"].map(residents())
    return events.sort_values("rate", ascending=False)


st.title("Crime by ward")
kinds = ["all", *sorted(counts()["category"].unique())]
category = st.selectbox("Measure", kinds)
year = st.selectbox("Year", sorted(counts()["month"].str[:4].unique(), reverse=True))
table = rates(category, year)
ward = st.selectbox("Ward", ["None", *sorted(table["area_name"])])
shapes = alt.Data(values=outlines()["features"])
lookup = alt.LookupData(table, "ward_code", ["rate", "area_name"])
base = (
    alt.Chart(shapes)
    .mark_geoshape(stroke="white")
    .transform_lookup("properties.area_code", from_=lookup)
)
drawn = base.encode(color="rate:Q", tooltip=["area_name:N", "rate:Q"])
outlined = base.transform_filter(alt.datum.area_name == ward).encode(stroke=alt.value("black"))
st.altair_chart((drawn + outlined).project("mercator"), width="stretch")
st.dataframe(table)
st.download_button("Table as CSV", table.to_csv(index=False), "wards.csv")
