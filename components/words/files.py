"""What a downloaded file is called and what stands in it beside the figures."""

import json
import re
from collections.abc import Mapping

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def file_name(name: str, ending: str) -> str:
    """A plain file name: lower case, words joined by hyphens."""
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.{ending}"


# The tables of the data file name the county's column after the first county that there was.
IN_FILES = {"kent": "county", "kent_figure": "county_figure"}


def csv_bytes(table: pd.DataFrame, told: Mapping[str, str]) -> bytes:
    """The table as CSV (UTF-8 with a mark that spreadsheets need), each row carrying what is
    `told`.

    Words that a spreadsheet would run as a formula are kept inert with a leading apostrophe.
    """
    told_columns = {name: text for name, text in told.items() if name not in table}
    full = table.rename(columns=IN_FILES).assign(**told_columns)
    for column in full.select_dtypes(exclude=["number", "datetime", "bool"]):
        full[column] = full[column].map(_inert)
    return full.to_csv(index=False).encode("utf-8-sig")


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def geojson_bytes(figures: pd.DataFrame, shapes: pd.DataFrame, told: Mapping[str, str]) -> bytes:
    """The areas with their figures as GeoJSON: `figures` by area_code, `shapes` with geojson in
    degrees.

    What is `told` (period, source, licence, when received, hash, release) stands at the top, as
    members of the collection, which RFC 7946 allows and readers skip.
    """
    outline = dict(zip(shapes["area_code"], shapes["geojson"], strict=True))
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(outline[row["area_code"]]),
            "properties": {name: None if pd.isna(cell) else cell for name, cell in row.items()},
        }
        for row in json.loads(figures.to_json(orient="records"))
    ]
    collection = {**told, "type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()
