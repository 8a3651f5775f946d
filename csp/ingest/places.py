"""Which LSOA codes a month may hold, and whether a code stands beside its own district's name."""

import re
from dataclasses import dataclass
from datetime import date

from csp.contract import Table, complaints, has_form, quoted
from csp.ingest.lookups import AREAS, own_areas, rows
from csp.settings import data_folder, settings
from csp.sources import Source

LOOKUP = "lookup_lsoa_district.csv"
LSOA_NAME = re.compile(r"(?P<district>.+) \d{3}[A-Z]", re.ASCII)


@dataclass(frozen=True)
class Places:
    """What is known of the force's area, to tell a wrong LSOA code from one that lies elsewhere."""

    district_of: dict[str, str]  # every LSOA of the area, of both vintages: its district's name
    own_lsoas: dict[str, dict[str, str]]  # of our own district: name by code, by vintage
    own: str  # our own district's name
    former_names: dict[str, str]  # of districts, each with the name of today

    def district_named(self, lsoa_name: str) -> str:
        """The district that an LSOA's name begins with, by its name of today; '' for no name."""
        named = LSOA_NAME.fullmatch(lsoa_name)
        return self.former_names.get(named["district"], named["district"]) if named else ""


def known_places(source: Source) -> Places:
    """The LSOAs of the force's area and their districts, from the open look-ups.

    Raises WarehouseError when a look-up is missing or lacks columns. A district without small areas
    is counted as a whole.
    """
    open_folder = data_folder() / "open"
    columns = ("area_code", "area_name", "kind", "vintage", "parent_code")
    areas = own_areas(rows(open_folder / AREAS, columns), settings().area.code)
    names = {row["area_code"]: row["area_name"] for row in areas if row["kind"] != "lsoa"}
    lookup = rows(open_folder / LOOKUP, ("lsoa_code", "district_code"))
    district_of = {row["lsoa_code"]: names.get(row["district_code"], "") for row in lookup}
    own = {
        vintage: {
            row["area_code"]: row["area_name"]
            for row in areas
            if row["kind"] == "lsoa" and row["vintage"] == vintage
        }
        for vintage in ("2011", "2021")
    }
    return Places(district_of, own, names.get(settings().area.code, ""), source.former_names)


def faults_of_place(table: Table, month: date, places: Places, source: Source) -> list[str]:
    """A sentence for each LSOA code that is unknown, of another vintage or beside another name."""
    changed = settings().lsoa.codes_of_2021_from
    vintage = "2021" if month >= changed else "2011"
    when = f"{'from' if month >= changed else 'before'} {changed:%B %Y}"

    def complain(code: str, name: str) -> str | None:
        if not code or not name:
            told = quoted(name or code, source)
            return f"the cell is empty beside {told}." if code or name else None
        if not has_form("lsoa_code", code):
            return None  # the contract's complaint
        wrong = _misplaced(code, name, places) or _of_our_own(code, name, places, vintage, when)
        return f"{quoted(code, source)} {wrong}." if wrong else None

    return complaints(table, ("LSOA code", "LSOA name"), complain)


def _misplaced(code: str, name: str, places: Places) -> str:
    lies, named = places.district_of.get(code), places.district_named(name)
    if lies == named:
        return ""
    known = named in places.district_of.values()
    if lies is None:
        unknown = f"is unknown among the LSOAs of 2011 and 2021, though its name says {named}"
        return unknown if known else ""
    return f"lies in {lies}, though its name says {named if known else 'otherwise'}"


def _of_our_own(code: str, name: str, places: Places, vintage: str, when: str) -> str:
    """Our own LSOAs must carry their own names: ward counts rest on them."""
    if places.district_of.get(code) != places.own or not any(places.own_lsoas.values()):
        return ""
    known = places.own_lsoas[vintage].get(code)
    if known is None:
        return f"is no LSOA of {vintage}, whose codes the months {when} use"
    return "" if known == name else f"is {known}, though its name says otherwise"
