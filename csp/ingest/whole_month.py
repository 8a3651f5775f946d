"""Whether a month as a whole can be what the force published: sound rows can make an unusable
month.
"""

from collections.abc import Mapping

from csp.contract import Table
from csp.ingest.places import Places

# A shorter file is judged by the build, which finds its month incomplete.
ENOUGH_ROWS = 500
MOST_WITHOUT_LOCATION = 0.10  # of the rows; in the months held it is 0.5% to 2.8%
MOST_REPEATED = 0.01  # of the Crime IDs; in the months held at most 3 of some 12,000
# Each is 2% or more of every month held, whatever the season.
NEVER_ABSENT = (
    "Anti-social behaviour",
    "Burglary",
    "Criminal damage and arson",
    "Other theft",
    "Shoplifting",
    "Vehicle crime",
    "Violence and sexual offences",
)
NEEDED = {"Crime ID", "LSOA code", "Crime type"}


def faults_of_the_whole(table: Table, places: Places) -> list[str]:
    """A sentence for each way in which the rows together are no month of a police force.

    Such a month would count as complete and stand among the others; nothing shorter than
    ENOUGH_ROWS is judged, since chance could explain it.
    """
    if len(table.numbers) < ENOUGH_ROWS or not set(table.header) >= NEEDED:
        return []
    return [
        fault
        for fault in (
            _without_location(table.words("LSOA code"), len(table.numbers)),
            _without_own(table.words("LSOA code"), places),
            _without_kinds(table.words("Crime type")),
            _repeated(table.words("Crime ID"), len(table.numbers)),
        )
        if fault
    ]


def _without_location(codes: Mapping[str, int], rows: int) -> str:
    blank = codes.get("", 0)
    if blank <= MOST_WITHOUT_LOCATION * rows:
        return ""
    return (
        f"{blank:,} of {rows:,} rows have no LSOA code; in a usable month at most"
        f" {MOST_WITHOUT_LOCATION:.0%} have none."
    )


def _without_own(codes: Mapping[str, int], places: Places) -> str:
    held = any(places.district_of.get(code) == places.own for code in codes)
    return "" if held else f"no row lies in {places.own}."


def _without_kinds(kinds: Mapping[str, int]) -> str:
    absent = [kind for kind in NEVER_ABSENT if kind not in kinds]
    return f"no row is of the kind {', '.join(absent)}; every month has some." if absent else ""


def _repeated(crime_ids: Mapping[str, int], rows: int) -> str:
    known = rows - crime_ids.get("", 0)
    again = known - len(crime_ids) + ("" in crime_ids)
    if again <= MOST_REPEATED * known:
        return ""
    return (
        f"{again:,} of {known:,} rows repeat the Crime ID of another; the file may hold"
        " its rows twice."
    )
