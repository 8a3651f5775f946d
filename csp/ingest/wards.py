"""The districts, wards and small areas that a partner's row may lie in; wards of both vintages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from csp.ingest.alike import bare, nearest, ward_alike
from csp.ingest.lookups import AREAS, own_areas, rows
from csp.settings import data_folder, settings


@dataclass(frozen=True)
class Named:
    """One ward set, or the districts: codes and names, both by the name as it is compared."""

    codes: dict[str, str]
    names: dict[str, str]

    def nearest(self, name: str, also: Iterable[str] = ()) -> str | None:
        """The area, or the word besides, that a misspelt name may mean."""
        known = [*self.names.values(), *also]
        return nearest(name, known) or nearest(bare(name), known)


@dataclass(frozen=True)
class Places:
    """What lies in the area: two ward sets, and the LSOA codes of each vintage."""

    older: Named
    newer: Named
    districts: Named  # of the force's area, our own among them
    lsoa_codes: dict[str, frozenset[str]]  # by vintage

    def wards(self, period: date) -> tuple[Named, Named]:
        """The ward set that a period's rows carry, and the other one.

        It is the set in force on the period's first day, as the build counts.
        """
        changed = settings().wards.changed_on
        newer_rules = changed is not None and period >= changed
        return (self.newer, self.older) if newer_rules else (self.older, self.newer)

    @property
    def either(self) -> Named:
        """Both sets together, for rows of which no period is known."""
        return Named(self.older.codes | self.newer.codes, self.older.names | self.newer.names)


def places() -> Places:
    """The area's wards and small areas, from the open table of areas.

    Raises WarehouseError when it is missing or lacks its columns.
    """
    columns = ("area_code", "area_name", "kind", "vintage", "parent_code")
    held = own_areas(rows(data_folder() / "open" / AREAS, columns), settings().area.code)
    sets = sorted({row["vintage"] for row in held if row["kind"] == "ward"}) or [""]
    vintages = {row["vintage"] for row in held if row["kind"] == "lsoa"}
    return Places(
        _wards(held, sets[-2:][0]),  # the same one twice where one set is held
        _wards(held, sets[-1]),
        _named([row for row in held if row["kind"] in ("borough", "district")]),
        {vintage: _codes(held, "lsoa", vintage) for vintage in sorted(vintages)},
    )


def _wards(held: list[dict[str, str]], vintage: str) -> Named:
    return _named([row for row in held if row["kind"] == "ward" and row["vintage"] == vintage])


def _named(own: list[dict[str, str]]) -> Named:
    return Named(
        {ward_alike(row["area_name"]): row["area_code"] for row in own},
        {ward_alike(row["area_name"]): row["area_name"] for row in own},
    )


def _codes(held: list[dict[str, str]], kind: str, vintage: str) -> frozenset[str]:
    return frozenset(
        row["area_code"] for row in held if row["kind"] == kind and row["vintage"] == vintage
    )
