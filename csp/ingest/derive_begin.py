"""Begins the two files of `data/open` that are kept by hand, where a district has none yet."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from shapely.geometry import shape

from csp.geography.projection import to_metres
from csp.sources import sources

OGL = "Open Government Licence v3.0"
DATASETS = {
    "population": (
        "Residents by LSOA and district",
        "Office for National Statistics",
        "open/population.csv",
    ),
    "deprivation": (
        "Indices of deprivation",
        "Ministry of Housing, Communities and Local Government",
        "open/deprivation.csv",
    ),
    "boundaries": (
        "Boundaries and look-ups of wards, LSOAs and districts",
        "Office for National Statistics and Ordnance Survey",
        "open/area.csv open/lookup_lsoa_ward.csv open/boundaries/*.geojson",
    ),
}
OWN_DOCUMENTS = (
    *("published", "Figures of the partnership’s own documents", "The partnership"),
    "Facts and figures cited with their document and section",
)
PANEL = "area"  # of the whole district
LONGEST_LINE = 14  # letters of a ward's name on one line of its label


def begin(out: Path) -> list[str]:
    """Writes `dataset.csv` and `boundaries/label_positions.csv` where they are not there, and gives
    a sentence on each.

    `out` holds the derived tables. Both are a beginning for an officer to go over: received today,
    and each ward named in its middle.
    """
    made = {"dataset.csv": _datasets, "boundaries/label_positions.csv": _labels}
    told = []
    for name, make in made.items():
        if not (out / name).exists():
            make(out).to_csv(out / name, index=False, lineterminator="\n")
            told.append(f"{name} is begun; go over it by hand.")
    return told


def _datasets(_out: Path) -> pd.DataFrame:
    police, today = sources()["police_uk"], f"{datetime.now(UTC):%Y-%m-%d}"
    counts = "open/crime_lsoa_month.csv open/crime_district_month.csv"
    documents = (
        "published/document.csv published/figures/*.csv published/plans/*/*.csv"
        " published/break_register.csv"
    )
    rows = [
        ("police_uk", police.title, police.publisher, police.licence, "open", today, counts),
        *(
            (name, title, publisher, OGL, "open", today, files)
            for name, (title, publisher, files) in DATASETS.items()
        ),
        (*OWN_DOCUMENTS, "published", today, documents),
    ]
    columns = ["dataset", "title", "publisher", "licence", "status", "received_on", "files"]
    return pd.DataFrame(rows, columns=columns)


def _labels(out: Path) -> pd.DataFrame:
    """Each ward's name in its middle (metres of the British National Grid)."""
    areas = pd.read_csv(out / "area.csv", dtype=str)
    names = dict(areas.loc[areas["kind"] == "ward", ["area_code", "area_name"]].to_numpy())
    middles = {
        feature["properties"]["area_code"]: to_metres(
            shape(feature["geometry"]).representative_point()
        )
        for layer in sorted((out / "boundaries").glob("wards_*.geojson"))
        for feature in json.loads(layer.read_text(encoding="utf-8"))["features"]
    }
    rows = [
        (code, PANEL, round(point.x), round(point.y), "", "", _lines(names[code]))
        for code, point in sorted(middles.items())
    ]
    columns = ["area_code", "panel", "x", "y", "leader_x", "leader_y", "lines"]
    return pd.DataFrame(rows, columns=columns)


def _lines(name: str) -> str:
    """The name in lines, with an upright stroke between them."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    return "|".join(lines)
