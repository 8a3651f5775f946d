"""Reads the look-ups of the open data that files are held against."""

import csv
from pathlib import Path

from csp.errors import WarehouseError

AREAS = "area.csv"


def own_areas(held: list[dict[str, str]], own: str) -> list[dict[str, str]]:
    """The rows of the table of areas without the wards and small areas of other districts than
    `own`.
    """
    wards = {row["area_code"]: row["parent_code"] for row in held if row["kind"] == "ward"}
    return [
        row
        for row in held
        if row["kind"] not in ("ward", "lsoa")
        or wards.get(row["area_code"] if row["kind"] == "ward" else row["parent_code"], own) == own
    ]


def rows(file: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a look-up; each has a cell in each of the columns.

    Raises WarehouseError when the file cannot be read, is empty or lacks a column or a cell.
    """
    try:
        with file.open(encoding="utf-8", newline="") as text:
            held = list(csv.DictReader(text))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WarehouseError(f"The look-up {file.name} of data/open cannot be read.") from error
    if not held or any(row.get(column) is None for row in held for column in columns):
        raise WarehouseError(f"The look-up {file.name} of data/open lacks rows or columns.")
    return held
