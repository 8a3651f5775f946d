"""Counts street-level files as they were downloaded, for the open data of a district."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from csp.archive import UNREADABLE_ZIP
from csp.contract import faults_against, read_csv
from csp.errors import IntakeError
from csp.ingest.members import Member, find
from csp.settings import settings
from csp.sources import sources

SOURCE = "police_uk"
NO_PLACE, OUTSIDE = "(no location)", "(elsewhere)"
CELLS = ("Month", "LSOA code", "LSOA name", "Crime type")


def count_archive(folder: Path, lies_in: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of every month below the folder, counted: by LSOA of our own district (Month, LSOA
    code, LSOA name, Crime type, n), and by district (Month, district, Crime type, n).

    `lies_in` gives the name of the district of every LSOA of the force area. Rows without a place
    and rows of LSOAs elsewhere have words of their own for a district. Raises IntakeError with
    every fault of every file.
    """
    found = find([folder], settings().area.police_uk_force)
    faults, counted = [*found.faults], Counter[tuple[str, ...]]()
    for member in found.members:
        faults += _count(member, counted)
    if faults:
        raise IntakeError(SOURCE, faults)
    rows = pd.DataFrame([(*key, many) for key, many in counted.items()], columns=[*CELLS, "n"])
    rows["district"] = [_district(code, lies_in) for code in rows["LSOA code"]]
    own = rows["district"] == settings().area.name
    large = rows.groupby(["Month", "district", "Crime type"], as_index=False)["n"].sum()
    return rows.loc[own, [*CELLS, "n"]].reset_index(drop=True), large


def _count(member: Member, counted: Counter[tuple[str, ...]]) -> list[str]:
    """Adds the rows of one month; gives what is wrong with them instead."""
    try:
        table, faults = read_csv(member.read())
    except UNREADABLE_ZIP:
        return [f"{member.label}: is damaged and cannot be read."]
    faults += faults_against(table, sources()[SOURCE]) if table.header else []
    if not faults:
        counted.update(zip(*(table.column(name) for name in CELLS), strict=True))
    return [f"{member.label}: {fault}" for fault in faults]


def _district(code: str, lies_in: Mapping[str, str]) -> str:
    return lies_in.get(code, OUTSIDE) or OUTSIDE if code else NO_PLACE
