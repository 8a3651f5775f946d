"""The wards and small areas that a partner's row may lie in, of both vintages."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csp.errors import WarehouseError
from csp.ingest.alike import nearest, ward_alike
from csp.settings import data_folder, settings

AREAS = "area.csv"


@dataclass(frozen=True)
class Wards:
    """One ward set: codes and names, both by the name as it is compared."""

    codes: dict[str, str]
    names: dict[str, str]

    def nearest(self, name: str) -> str | None:
        """The ward that a misspelt name may mean."""
        return nearest(name, self.names.values())


@dataclass(frozen=True)
class Places:
    """What lies in the area: two ward sets, and the LSOA codes of each vintage."""

    older: Wards
    newer: Wards
    lsoa_codes: dict[str, frozenset[str]]  # by vintage

    def wards(self, period: date) -> tuple[Wards, Wards]:
        """The ward set that a period's rows carry, and the other one.

        It is the set in force on the period's first day, as the build counts.
        """
        newer_rules = period >= settings().wards.changed_on
        return (self.newer, self.older) if newer_rules else (self.older, self.newer)

    @property
    def either(self) -> Wards:
        """Both sets together, for rows of which no period is known."""
        return Wards(self.older.codes | self.newer.codes, self.older.names | self.newer.names)


def places() -> Places:
    """The area's wards and small areas, from the open table of areas.

    Raises WarehouseError when it is missing or lacks its columns.
    """
    file = data_folder() / "open" / AREAS
    rows = _rows(file)
    older, newer = sorted((settings().wards.default_vintage, settings().wards.other_vintage))
    vintages = {row["vintage"] for row in rows if row["kind"] == "lsoa"}
    return Places(
        _wards(rows, older),
        _wards(rows, newer),
        {vintage: _codes(rows, "lsoa", vintage) for vintage in sorted(vintages)},
    )


def _wards(rows: list[dict[str, str]], vintage: str) -> Wards:
    own = [row for row in rows if row["kind"] == "ward" and row["vintage"] == vintage]
    return Wards(
        {ward_alike(row["area_name"]): row["area_code"] for row in own},
        {ward_alike(row["area_name"]): row["area_name"] for row in own},
    )


def _codes(rows: list[dict[str, str]], kind: str, vintage: str) -> frozenset[str]:
    return frozenset(
        row["area_code"] for row in rows if row["kind"] == kind and row["vintage"] == vintage
    )


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WarehouseError(f"The look-up {file.name} of data/open cannot be read.") from error
    if not rows or not {"area_code", "area_name", "kind", "vintage"} <= rows[0].keys():
        raise WarehouseError(f"The look-up {file.name} of data/open lacks rows or columns.")
    return rows
