"""A district that does not exist: 12 wards, 60 small areas, an archive, residents and documents.

Everything is invented, from one seed, and says so. What it writes has the form of the downloads
that `derive-open` and `ingest police_uk` take, and of the folders that an officer fills by hand.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from csp import months
from csp.sources import sources

SEED = 20_261_127
NAME, PLACE = "Wexcombe", "Saxonshire"  # the district, and the county and force around it
OWN, FORCE = "E07000999", "E23000999"
OTHERS = {"E07000998": "Ottermere", "E06000998": "Port Ostrey"}
FIRST, MONTHS = date(2024, 1, 1), 24
COLUMNS, ROWS, KM = 10, 6, 1000
IN_A_WARD = 5  # small areas, side by side
WEST, SOUTH = 560_000, 320_000  # of the British National Grid, metres
WARDS = (
    *("Abbot’s Green", "Brook End", "Castle Down", "Dunmoor", "Elm Cross", "Fairholt"),
    *("Gallows Hill", "Harrow Weir", "Ivy Bank", "Jutebridge", "Kingsmere", "Long Acre"),
)
HOT = (27, 28, 37, 38)  # small areas with four times as many crimes: four that touch each other
SETTINGS = f"""# Everything in this folder is invented.
[area]
partnership = "{NAME} Safety Partnership"
name = "{NAME}"
code = "{OWN}"
force_code = "{FORCE}"
force_name = "{PLACE}"
police_uk_force = "{PLACE.lower()}"

[plan]
current = "2025-28"
"""
_transformer = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)

Cell = str | int | float


def lsoas() -> list[str]:
    """The codes of the district's small areas, row by row from the south-west."""
    return [f"E01099{number:03d}" for number in range(1, COLUMNS * ROWS + 1)]


def ward_code(place: int) -> str:
    """The code of the ward of a small area, by the small area's place in the list."""
    return f"E05099{_ward(place) + 1:03d}"


def ward_codes() -> list[str]:
    """The codes of the wards, in the order of WARDS."""
    return [f"E05099{number:03d}" for number in range(1, len(WARDS) + 1)]


def _ward(place: int) -> int:
    return place // IN_A_WARD


def square(place: int) -> tuple[float, float, float, float]:
    """The outline of a small area: west, south, east, north, in metres."""
    row, column = divmod(place, COLUMNS)
    west, south = WEST + KM * column, SOUTH + KM * row
    return west, south, west + KM, south + KM


def ward_outlines() -> dict[str, tuple[float, float, float, float]]:
    """The outline of every ward by its code, as `square`."""
    made = {}
    for number, code in enumerate(ward_codes()):
        first, last = square(number * IN_A_WARD), square(number * IN_A_WARD + IN_A_WARD - 1)
        made[code] = (first[0], first[1], last[2], last[3])
    return made


def write_downloads(folder: Path, held: int = MONTHS) -> Path:
    """What an officer would download for the district; `held` months, up to the last."""
    rng = np.random.default_rng(SEED)
    codes, wards = lsoas(), dict(zip(ward_codes(), WARDS, strict=True))
    names = {
        code: f"{NAME} {place // 4 + 1:03d}{'ABCD'[place % 4]}" for place, code in enumerate(codes)
    }
    people = {code: int(rng.integers(1100, 2400)) for code in codes}
    lies_in = dict.fromkeys(codes, OWN) | dict(_lsoas_elsewhere())
    districts = {OWN: NAME, **OTHERS}
    start = f"reference/{NAME.lower()}"
    _table(
        folder,
        f"{start}_lsoa21_ward24.csv",
        "lsoa21_code,lsoa21_name,ward24_code,ward24_name",
        [
            (code, names[code], ward_code(place), wards[ward_code(place)])
            for place, code in enumerate(codes)
        ],
    )
    _table(
        folder,
        f"{start}_lsoa11_lsoa21_ltla22.csv",
        "lsoa11_code,lsoa21_code,ltla22_code",
        [(code, code, district) for code, district in lies_in.items()],
    )
    _table(
        folder,
        f"{start}_ltla24_csp24_pfa24.csv",
        "ltla24_code,ltla24_name,pfa24_code,pfa24_name",
        [(code, name, FORCE, PLACE) for code, name in districts.items()],
    )
    _table(
        folder, f"{start}_lsoa21_census2021.csv", "lsoa21_code,census2021_residents", people.items()
    )
    every = {OWN: sum(people.values()), **dict.fromkeys(OTHERS, 80_000)}
    _table(
        folder,
        f"{start}_district_population.csv",
        "lad_code,year,basis,population",
        [(code, 2021, "Census 2021", many) for code, many in every.items()],
    )
    ranks = rng.permutation(np.arange(1, len(codes) + 1)) * 500
    _table(
        folder,
        f"{start}_imd2025_lsoa21.csv",
        "lsoa21_code,IMD_score,IMD_rank,IMD_decile",
        [
            (code, round(60 - rank / 600, 3), rank, min(10, rank // 3100 + 1))
            for code, rank in zip(codes, ranks.tolist(), strict=True)
        ],
    )
    _table(
        folder,
        f"{start}_imd2025_ltla24.csv",
        "ltla24_code,imd_average_score,imd_rank_of_average_score",
        [(code, 20 + place, 100 + place) for place, code in enumerate(districts)],
    )
    _outlines(folder / "boundaries")
    _archive(
        folder / "police_uk", rng, held=held, names=names, lies_in=lies_in, districts=districts
    )
    return folder


def _lsoas_elsewhere() -> Iterator[tuple[str, str]]:
    for number, code in enumerate(OTHERS):
        yield from ((f"E01098{number}{place:02d}", code) for place in range(20))


def _table(
    folder: Path, name: str, header: str, rows: Iterator[Sequence[Cell]] | Sequence[Sequence[Cell]]
) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def layer(outlines: dict[str, BaseGeometry], code: str, *, degrees: bool = True) -> str:
    """A GeoJSON layer of outlines in metres by area code, the code under the property `code`."""
    features = [
        {
            "type": "Feature",
            "properties": {code: name},
            "geometry": mapping(_in_degrees(outline) if degrees else outline),
        }
        for name, outline in outlines.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _in_degrees(outline: BaseGeometry) -> BaseGeometry:
    return shapely.transform(
        outline, lambda points: np.column_stack(_transformer.transform(*points.T))
    )


def _outlines(folder: Path) -> None:
    folder.mkdir(parents=True)
    small = {code: box(*square(place)) for place, code in enumerate(lsoas())}
    east, north = WEST + COLUMNS * KM, SOUTH + ROWS * KM
    large = {
        OWN: box(WEST, SOUTH, east, north),
        "E07000998": box(east, SOUTH, east + 8 * KM, north),
        "E06000998": box(WEST, north, east + 8 * KM, north + 7 * KM),
    }
    (folder / f"{NAME.lower()}_lsoa21_generalised.geojson").write_text(layer(small, "lsoa21_code"))
    (folder / f"{NAME.lower()}_districts.geojson").write_text(layer(large, "lad_code"))


def _archive(
    folder: Path,
    rng: np.random.Generator,
    *,
    held: int,
    names: dict[str, str],
    lies_in: dict[str, str],
    districts: dict[str, str],
) -> None:
    """A folder a month, as data.police.uk packs them."""
    kinds, codes = sources()["police_uk"].categories, list(lies_in)
    heavy = np.array([4.0 if code in {lsoas()[place] for place in HOT} else 1.0 for code in codes])
    for number in range(MONTHS - held, MONTHS):
        month = f"{months.shift(FIRST, number):%Y-%m}"
        drawn = rng.choice(len(codes), size=int(rng.poisson(1300)), p=heavy / heavy.sum())
        kind = rng.choice(len(kinds), size=len(drawn))
        placed = rng.random(len(drawn)) > 0.01
        rows = []
        for one, (place, what, known) in enumerate(zip(drawn, kind, placed, strict=True)):
            code = codes[place] if known else ""
            name = names.get(code) or (f"{districts[lies_in[code]]} 001A" if code else "")
            crime = "" if kinds[what] == "Anti-social behaviour" else f"{number:03d}-{one:06d}"
            police = f"{PLACE} Police"
            rows.append(
                (
                    crime,
                    month,
                    police,
                    police,
                    "",
                    "",
                    "No location",
                    code,
                    name,
                    kinds[what],
                    "",
                    "",
                )
            )
        header = (
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
            "LSOA name,Crime type,Last outcome category,Context"
        )
        _table(folder / month, f"{month}-{PLACE.lower()}-street.csv", header, rows)


def write_own(folder: Path) -> Path:
    """The district's data folder before anything is derived: settings and its own documents."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    published = folder / "published"
    _table(
        published,
        "document.csv",
        "document,title,publisher,dated,covers,note",
        [
            (
                "plan_2025",
                f"{NAME} Safety Plan 2025-28 (invented)",
                f"{NAME} Safety Partnership",
                "April 2025",
                "2025-28",
                "Invented",
            ),
        ],
    )
    _table(
        published,
        "figures/plan_2025.csv",
        (
            "figure,document,section,theme,what,value,unit,period_start,period_end,area_code,comparator,recompute"
        ),
        [
            (
                "burglary_2023",
                "plan_2025",
                "1",
                "Crime",
                "Burglaries (invented)",
                412,
                "crimes",
                "2023-04-01",
                "2024-03-31",
                OWN,
                "",
                "",
            ),
            (
                "burglary_2024",
                "plan_2025",
                "1",
                "Crime",
                "Burglaries (invented)",
                371,
                "crimes",
                "2024-04-01",
                "2025-03-31",
                OWN,
                "burglary_2023",
                "",
            ),
            (
                "feel_safe_2025",
                "plan_2025",
                "2",
                "Feelings of safety",
                "Feel safe by day (invented)",
                84,
                "percent",
                "2025-01-01",
                "2025-12-31",
                OWN,
                "",
                "",
            ),
            (
                "feel_safe_target",
                "plan_2025",
                "2",
                "Feelings of safety",
                "Feel safe by day, target (invented)",
                88,
                "percent",
                "",
                "",
                OWN,
                "",
                "",
            ),
        ],
    )
    _table(published, "disagreement.csv", "figure,against,alike,says,uses", [])
    _table(
        published,
        "unreadable.csv",
        "document,section,place,what,why",
        [
            ("plan_2025", "3", "a picture", "The map of the town (invented)", "it is a picture"),
        ],
    )
    _table(
        published,
        "break_register.csv",
        "dataset,starts_on,ends_on,kind,effect,short,note,source",
        [
            (
                "police_uk",
                "2024-06-01",
                "",
                "recording rule",
                "annotate",
                "a new form",
                "A new form since June 2024 (invented).",
                "Invented",
            ),
        ],
    )
    _plan(published / "plans" / "2025-28")
    return folder


def _plan(plan: Path) -> None:
    _table(
        plan,
        "plan.csv",
        "title,document,starts,ends,sort,reported_on,no_share",
        [
            ("2025-28", "plan_2025", "2025-04-01", "2028-03-31", 1, "", ""),
        ],
    )
    _table(
        plan,
        "priority.csv",
        ("priority,sort,cross_cutting,sub_group,measure,measures,latest_figure,before_figure"),
        [
            (
                "Homes that are safe",
                1,
                "false",
                "Homes group",
                "crime_burglary",
                "",
                "burglary_2024",
                "burglary_2023",
            ),
            ("Feeling at ease", 2, "false", "", "", "", "", ""),
        ],
    )
    _table(plan, "follows.csv", "priority,earlier_plan,earlier_priority,how,note", [])
    _table(
        plan,
        "serves.csv",
        "priority,whose,serves,note",
        [
            ("Homes that are safe", PLACE, "Safe homes (invented)", ""),
        ],
    )
    _table(
        plan,
        "sub_group.csv",
        "sub_group,led_by,does,source",
        [
            ("Homes group", "The council", "Looks after homes (invented)", "Invented"),
        ],
    )
    _table(
        plan,
        "action.csv",
        ("priority,four_p,action,lead,due,status,reported,source,indicator,measure"),
        [
            (
                "Homes that are safe",
                "",
                "Mark bicycles (invented)",
                "The council",
                "2025-26",
                "ongoing",
                "",
                "Invented",
                "",
                "crime_burglary",
            ),
        ],
    )
    _table(
        plan,
        "indicator.csv",
        (
            "priority,indicator,unit,baseline,baseline_period,latest,latest_period,kent,target,target_words,direction,"
            "status,data_source,source,measure,baseline_figure,latest_figure,kent_figure,target_figure,form,alike,"
            "target_rule,baseline_base_figure,latest_base_figure"
        ),
        [
            (
                "Feeling at ease",
                "People who feel safe by day",
                "percent",
                84,
                "2025",
                "",
                "",
                "",
                88,
                "",
                "higher",
                "promised, never reported",
                "",
                "Invented",
                "",
                "feel_safe_2025",
                "",
                "",
                "feel_safe_target",
                "share",
                "",
                "reach",
                "",
                "",
            ),
        ],
    )
