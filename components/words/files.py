"""What a downloaded file is called and what stands in it beside the figures."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# The first column of what a file is told; a table that has a column of some other's name keeps it,
# and what is told goes by “table_” and that name.
TITLE = "table_title"
HASH, HASH_OF = "rows_sha256", "rows_sha256_of"
HASHED = (
    "the columns before table_title as text, their names first: cells joined by tabs, lines by line"
    " feeds, in UTF-8"
)
ROWS_AT_ONCE = 5_000  # written at a time, so that a long table is never held twice


def file_name(name: str, ending: str) -> str:
    """A plain file name: lower case, words joined by hyphens."""
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.{ending}"


# The tables of the data file name the county's column after the first county that there was.
IN_FILES = {"kent": "county", "kent_figure": "county_figure"}


def csv_bytes(table: pd.DataFrame, told: Mapping[str, str]) -> bytes:
    """The table as CSV (UTF-8 with a mark that spreadsheets need), each row carrying what is
    `told`.

    Words that a spreadsheet would run as a formula are kept inert with a leading apostrophe. Where
    a title is told, the rows carry their own hash too, and in words what it is of.
    """
    return b"".join(csv_parts(table, told))


def csv_parts(table: pd.DataFrame, told: Mapping[str, str]) -> Iterator[bytes]:
    """The same in parts of some thousand rows."""
    hashed = {HASH: rows_sha256(table), HASH_OF: HASHED} if TITLE in told else {}
    carried = _carried(table.rename(columns=IN_FILES), {**told, **hashed})
    for number, part in enumerate(_parts(table)):
        text = part.assign(**carried).to_csv(index=False, header=number == 0)
        yield text.encode("utf-8" if number else "utf-8-sig")


def rows_sha256(table: pd.DataFrame) -> str:
    """The SHA-256 of a table's own rows, as `HASHED` says, whatever is told beside them: of the
    same rows it is the same in every file.
    """
    digest = hashlib.sha256()
    for number, part in enumerate(_parts(table)):
        text = part.to_csv(index=False, header=number == 0)
        for place, cells in enumerate(csv.reader(io.StringIO(text, newline=""))):
            digest.update(("\n" if number or place else "").encode())
            digest.update("\t".join(cells).encode())
    return digest.hexdigest()


def _parts(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows as files write them, some thousand at a time; of an empty table its columns."""
    for start in range(0, max(len(table), 1), ROWS_AT_ONCE):
        part = table.iloc[start : start + ROWS_AT_ONCE].rename(columns=IN_FILES)
        for column in part.select_dtypes(exclude=["number", "datetime", "bool"]):
            part[column] = part[column].map(_inert)
        yield part


def _carried(table: pd.DataFrame, told: Mapping[str, str]) -> dict[str, object]:
    """What each row carries, under names that the table has not."""
    return {f"table_{name}" if name in table else name: _inert(text) for name, text in told.items()}


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
