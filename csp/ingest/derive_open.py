"""Remakes `data/open` from downloaded open sources: own columns, own simplification, the same
bytes each time.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from csp.errors import CspError, IntakeError
from csp.geography import boundaries
from csp.ingest.derive_counts import count_archive
from csp.settings import settings
from csp.sources import category_id, sources

# Found by how their names end: what stands before it is the place's.
LSOA_COUNTS = "police_uk/*_month_lsoa_crimetype_counts.csv"
DISTRICT_COUNTS = "police_uk/*_month_district_crimetype_counts.csv"
MANIFEST = "police_uk/manifest.csv"
DISTRICTS = "reference/*_ltla24_csp24_pfa24.csv"
LSOA_WARD_2013 = "reference/*_lsoa11_ward17.csv"
LSOA_WARD_2024 = "reference/*_lsoa21_ward24.csv"
LSOA_CHANGE = "reference/*_lsoa11_lsoa21.csv"
LSOA_DISTRICT = "reference/*_lsoa11_lsoa21_ltla22.csv"
PEOPLE_2011 = "reference/*_lsoa11_population_mid*.csv"
PEOPLE_2021 = "reference/*_lsoa21_census2021.csv"
PEOPLE_DISTRICT = "reference/*_district_population.csv"
DEPRIVED_2015 = "reference/*_imd2015_lsoa11.csv"
DEPRIVED_2019 = "reference/*_imd2019_lsoa11.csv"
DEPRIVED_2025 = "reference/*_imd2025_lsoa21.csv"
DEPRIVED_DISTRICT_2019 = "reference/*_imd2019_ltla19.csv"
DEPRIVED_DISTRICT_2025 = "reference/*_imd2025_ltla24.csv"
OUTLINES_LSOA_2011 = "boundaries/*_lsoa11.geojson"
OUTLINES_LSOA_2021 = "boundaries/*_lsoa21_generalised.geojson"
OUTLINES_DISTRICTS = "boundaries/*_districts.geojson"

# What each file must have for us; checked all at once before anything is worked out.
NEEDED: dict[str, tuple[str, ...]] = {
    LSOA_COUNTS: ("Month", "LSOA code", "LSOA name", "Crime type", "n"),
    DISTRICT_COUNTS: ("Month", "district", "Crime type", "n"),
    MANIFEST: ("month",),  # and its sums, in columns that end in _rows: the force's, the district's
    DISTRICTS: ("ltla24_code", "ltla24_name", "pfa24_code", "pfa24_name"),
    LSOA_WARD_2013: ("lsoa11_code", "lsoa11_name", "ward17_code", "ward_name"),
    LSOA_WARD_2024: ("lsoa21_code", "lsoa21_name", "ward24_code", "ward24_name"),
    LSOA_CHANGE: ("lsoa11_code", "lsoa21_code", "change_code"),
    LSOA_DISTRICT: ("lsoa11_code", "lsoa21_code", "ltla22_code"),
    PEOPLE_2011: ("lsoa11_code", "year", "total", "age0_17", "age18_64", "age65plus"),
    PEOPLE_2021: ("lsoa21_code", "census2021_residents"),
    PEOPLE_DISTRICT: ("lad_code", "year", "basis", "population"),
    DEPRIVED_2015: ("lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile"),
    DEPRIVED_2019: ("lsoa11_code", "IMD_rank", "IMD_decile", "Crime_rank", "Crime_decile"),
    DEPRIVED_2025: ("lsoa21_code", "IMD_score", "IMD_rank", "IMD_decile"),
    DEPRIVED_DISTRICT_2019: ("ltla19_code", "Score"),
    DEPRIVED_DISTRICT_2025: ("ltla24_code", "imd_average_score", "imd_rank_of_average_score"),
}
NUMBERS: dict[str, tuple[str, ...]] = {
    LSOA_COUNTS: ("n",),
    DISTRICT_COUNTS: ("n",),
    PEOPLE_2011: ("year", "total", "age0_17", "age18_64", "age65plus"),
    PEOPLE_2021: ("census2021_residents",),
    PEOPLE_DISTRICT: ("year", "population"),
}
# Counts made elsewhere; without them the street-level files in the folder `police_uk` are counted.
COUNTED = (LSOA_COUNTS, DISTRICT_COUNTS, MANIFEST)
# What a district with one vintage of small areas and one ward set has not.
OLDER = (LSOA_WARD_2013, LSOA_CHANGE, PEOPLE_2011, OUTLINES_LSOA_2011)
# Each edition of the indices may be left out.
EDITIONS = (
    DEPRIVED_2015,
    DEPRIVED_2019,
    DEPRIVED_2025,
    DEPRIVED_DISTRICT_2019,
    DEPRIVED_DISTRICT_2025,
)
OUTLINES = (OUTLINES_LSOA_2011, OUTLINES_LSOA_2021, OUTLINES_DISTRICTS)

SMALL_AREA_TOLERANCE = 25  # metres: half a pixel where the town map is 1,000 pixels wide
CHANGES = {"U": "unchanged", "M": "merged", "S": "split"}
# The bands of age that the mid-year estimates of small areas were downloaded in.
AGES = {"age0_17": "0 to 17", "age18_64": "18 to 64", "age65plus": "65 and over"}
AGES_TABLE = "population_age"
MID_YEAR, CENSUS = "mid-year estimate", "Census 2021"
NOT_LOCATED, ELSEWHERE = "not located", "elsewhere"

Frames = Mapping[str, pd.DataFrame]


def derive_open(source: Path, out: Path) -> list[str]:
    """Writes every table and boundary of `data/open` into `out`; gives a sentence on each.

    `source` is a folder of downloads, whose names end as above. Counts may be there as tables, or
    are made from the street-level files in `police_uk` (zips or folders of months). Without the
    files of OLDER, all of them, the district has the small areas of 2021 and the wards of 2024
    alone. Everything is made in a hidden folder first and then moved over; what else lies in `out`
    stays. Raises IntakeError with every missing file, missing column and sum
    that does not agree; then nothing is written.
    """
    frames = _read_all(source)
    _refuse(source, _disagreements(frames))
    made_of = {name: make(frames) for name, make in TABLES.items()}
    # Ages come with the older small areas alone; a file without rows would be a fault.
    tables = {name: table for name, table in made_of.items() if len(table) or name != AGES_TABLE}
    layers = _layers(source, tables["lookup_lsoa_ward"])
    out.mkdir(parents=True, exist_ok=True)
    told = []
    with tempfile.TemporaryDirectory(prefix=".deriving-", dir=out) as scratch:
        made = Path(scratch)
        (made / "boundaries").mkdir()
        for name, table in tables.items():
            table.to_csv(made / f"{name}.csv", index=False, lineterminator="\n")
            told.append(f"{name}.csv: {len(table):,} rows")
        for name, layer in layers.items():
            text = boundaries.geojson(boundaries.in_degrees(layer))
            (made / "boundaries" / f"{name}.geojson").write_text(text, encoding="utf-8", newline="")
            told.append(f"boundaries/{name}.geojson: {len(layer)} areas")
        (out / "boundaries").mkdir(exist_ok=True)
        for file in sorted(made.rglob("*.*")):
            file.replace(out / file.relative_to(made))
    return told


def file_named(source: Path, pattern: str) -> Path:
    """The one file whose name ends so; the pattern itself where there is none or more than one."""
    found = sorted(source.glob(pattern))
    return found[0] if len(found) == 1 else source / pattern


def _read_all(source: Path) -> dict[str, pd.DataFrame]:
    missing, faults, frames = _missing(source), [], {}
    may_lack = _may_lack(source, missing)
    for pattern, columns in NEEDED.items():
        if pattern in may_lack:
            frames[pattern] = pd.DataFrame(columns=list(columns), dtype=str)
            continue
        file = file_named(source, pattern)
        name = file.relative_to(source).as_posix()
        try:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
        except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
            faults.append(f"{name} is missing or is no CSV file")
            continue
        lacking = [column for column in columns if column not in frame]
        if lacking:
            faults.append(f"{name} has no column {', '.join(lacking)}")
        faults += _no_numbers(name, frame, NUMBERS.get(pattern) or sums_of(frame))
        frames[pattern] = frame
    faults += [f"{name} is missing" for name in OUTLINES if name in missing - may_lack]
    _refuse(source, faults)
    if set(COUNTED) <= may_lack:
        districts = frames[DISTRICTS].set_index("ltla24_code")["ltla24_name"].to_dict()
        lies_in = {
            code: districts.get(row.ltla22_code, "")
            for row in frames[LSOA_DISTRICT].itertuples()
            for code in (row.lsoa11_code, row.lsoa21_code)
        }
        small, large = count_archive(source / "police_uk", lies_in)
        frames |= {LSOA_COUNTS: small, DISTRICT_COUNTS: large}
    return frames


def _missing(source: Path) -> set[str]:
    return {one for one in (*NEEDED, *OUTLINES) if not file_named(source, one).exists()}


def _may_lack(source: Path, missing: set[str]) -> set[str]:
    """What may be missing. When something else is missing too, everything that is is told."""
    allowed = missing & set(EDITIONS)
    if set(OLDER) <= missing:
        allowed |= set(OLDER)
    if set(COUNTED) <= missing and any((source / "police_uk").glob("*")):
        allowed |= set(COUNTED)
    return allowed if missing <= allowed else set()


def sums_of(manifest: pd.DataFrame) -> tuple[str, ...]:
    """The columns of a manifest that hold sums: of the force, then of the district."""
    return tuple(column for column in manifest if str(column).endswith("_rows"))


def _no_numbers(name: str, frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        if column in frame:
            wrong = frame.index[pd.to_numeric(frame[column], errors="coerce").isna()]
            if len(wrong):
                cell = frame.loc[wrong[0], column]
                yield f"{name}: row {wrong[0] + 2}, \"{column}\": '{cell}' is not a number"


def _refuse(source: Path, faults: list[str]) -> None:
    if faults:
        raise IntakeError(source.name, faults)


def _disagreements(frames: Frames) -> list[str]:
    """Sums that should agree and do not: LSOAs with their district, both with the manifest."""
    small, large = frames[LSOA_COUNTS], frames[DISTRICT_COUNTS]
    own = settings().area.name
    sums = sums_of(frames[MANIFEST])
    keys = ["Month", "Crime type"]
    by_lsoa = _total(small, keys)
    by_district = _total(large[large["district"] == own], keys)
    told = frames[MANIFEST].set_index("month")
    every = _total(large, ["Month"])
    placed = _total(small, ["Month"])
    faults = [
        f"{month}, {category}: the small areas hold {by_lsoa.get((month, category), 0)},"
        f" the district {by_district.get((month, category), 0)}"
        for month, category in sorted(set(by_lsoa.index) | set(by_district.index))
        if by_lsoa.get((month, category), 0) != by_district.get((month, category), 0)
    ]
    for month in sorted(set(told.index) | set(every.index)) if sums else ():
        if month not in told.index or month not in every.index:
            faults.append(f"{month} is in only one of the counts and the manifest")
        elif int(told.loc[month, sums[0]]) != every[month]:
            faults.append(
                f"{month}: the districts hold {every[month]} rows, the manifest another sum"
            )
        elif int(told.loc[month, sums[-1]]) != placed[month]:
            faults.append(
                f"{month}: the small areas hold {placed[month]} rows, the manifest another sum"
            )
    return faults + _ages_that_do_not_add_up(frames[PEOPLE_2011])


def _ages_that_do_not_add_up(people: pd.DataFrame) -> list[str]:
    """Small areas whose bands of age are not all of their residents."""
    bands = people[[*AGES]].astype(float).sum(axis=1)
    return [
        f"{row.lsoa11_code}, {row.year}: the bands of age are {told:.0f} residents, the total is"
        f" {float(row.total):.0f}"
        for row, told in zip(people.itertuples(), bands, strict=True)
        if round(told) != round(float(row.total))
    ]


def _total(frame: pd.DataFrame, keys: list[str]) -> pd.Series:
    return frame.assign(n=frame["n"].astype(int)).groupby(keys)["n"].sum()


def _crime_lsoa_month(frames: Frames) -> pd.DataFrame:
    made = frames[LSOA_COUNTS].rename(
        columns={"Month": "month", "LSOA code": "lsoa_code", "n": "events"}
    )
    made["category"] = made["Crime type"].map(category_id)
    columns = ["month", "lsoa_code", "category"]
    return made[[*columns, "events"]].sort_values(columns, ignore_index=True)


def _crime_district_month(frames: Frames) -> pd.DataFrame:
    held = frames[DISTRICTS]
    codes = dict(zip(held["ltla24_name"], held["ltla24_code"], strict=True))
    former = sources()["police_uk"].former_names
    counts = frames[DISTRICT_COUNTS]
    code = counts["district"].replace(former).map(codes).fillna(ELSEWHERE)
    made = counts.assign(
        month=counts["Month"],
        district_code=code.where(counts["district"] != "(no location)", NOT_LOCATED),
        category=counts["Crime type"].map(category_id),
        events=counts["n"].astype(int),
    )
    keys = ["month", "district_code", "category"]
    return made.groupby(keys, as_index=False)["events"].sum().sort_values(keys, ignore_index=True)


def _area(frames: Frames) -> pd.DataFrame:
    own = settings().area
    old, new, held = frames[LSOA_WARD_2013], frames[LSOA_WARD_2024], frames[DISTRICTS]
    rows = [
        *(
            (r.lsoa11_code, r.lsoa11_name, "lsoa", "2011", "true", r.ward17_code)
            for r in old.itertuples()
        ),
        *(
            (r.lsoa21_code, r.lsoa21_name, "lsoa", "2021", "true", r.ward24_code)
            for r in new.itertuples()
        ),
        *((r.ward17_code, r.ward_name, "ward", "2013", "true", own.code) for r in old.itertuples()),
        *(
            (r.ward24_code, r.ward24_name, "ward", "2024", "false", own.code)
            for r in new.itertuples()
        ),
        *(
            (
                r.ltla24_code,
                r.ltla24_name,
                "borough" if r.ltla24_code == own.code else "district",
                "2024",
                "true",
                r.pfa24_code,
            )
            for r in held.itertuples()
        ),
        (own.force_code, f"{own.force_name} Police area", "force", "2024", "true", ""),
    ]
    columns = ["area_code", "area_name", "kind", "vintage", "exact", "parent_code"]
    made = pd.DataFrame(rows, columns=columns).drop_duplicates()
    return made.sort_values(["kind", "vintage", "area_code"], ignore_index=True)


def _lookup_lsoa_ward(frames: Frames) -> pd.DataFrame:
    """Every LSOA of both vintages in both ward sets, whole.

    A 2011 LSOA whose parts lie in two wards of 2024 goes to the ward of most of its residents.
    """
    old = frames[LSOA_WARD_2013].rename(columns={"ward17_code": "ward_2013"})
    new = frames[LSOA_WARD_2024].rename(columns={"ward24_code": "ward_2024"})
    both = (
        frames[LSOA_CHANGE][["lsoa11_code", "lsoa21_code"]]
        .merge(old[["lsoa11_code", "ward_2013"]], on="lsoa11_code")
        .merge(new[["lsoa21_code", "ward_2024"]], on="lsoa21_code")
        .merge(frames[PEOPLE_2021][["lsoa21_code", "census2021_residents"]], on="lsoa21_code")
    )
    both["people"] = both["census2021_residents"].astype(float)
    largest = (
        both.groupby(["lsoa11_code", "ward_2024"], as_index=False)["people"]
        .sum()
        .sort_values(["lsoa11_code", "people", "ward_2024"])
        .drop_duplicates("lsoa11_code", keep="last")
    )
    parts = [
        _pairs(old, "lsoa11_code", "2011", "ward_2013", exact=True),
        _pairs(largest, "lsoa11_code", "2011", "ward_2024", exact=False),
        _pairs(both, "lsoa21_code", "2021", "ward_2013", exact=True),
        _pairs(new, "lsoa21_code", "2021", "ward_2024", exact=False),
    ]
    keys = ["lsoa_vintage", "ward_vintage", "lsoa_code"]
    return pd.concat(parts).drop_duplicates().sort_values(keys, ignore_index=True)


def _pairs(frame: pd.DataFrame, lsoa: str, vintage: str, ward: str, *, exact: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "lsoa_code": frame[lsoa],
            "lsoa_vintage": vintage,
            "ward_code": frame[ward],
            "ward_vintage": ward.removeprefix("ward_"),
            "exact": str(exact).lower(),
        }
    )


def _lookup_lsoa_district(frames: Frames) -> pd.DataFrame:
    held = frames[LSOA_DISTRICT]
    both = [
        held[[column, "ltla22_code"]].set_axis(["lsoa_code", "district_code"], axis=1)
        for column in ("lsoa11_code", "lsoa21_code")
    ]
    made = pd.concat(both).drop_duplicates()
    return made.sort_values("lsoa_code", ignore_index=True)


def _lookup_lsoa_change(frames: Frames) -> pd.DataFrame:
    made = frames[LSOA_CHANGE][["lsoa11_code", "lsoa21_code"]].copy()
    made["change"] = frames[LSOA_CHANGE]["change_code"].map(CHANGES)
    return made.sort_values(["lsoa11_code", "lsoa21_code"], ignore_index=True)


def _population(frames: Frames) -> pd.DataFrame:
    old, new, district = frames[PEOPLE_2011], frames[PEOPLE_2021], frames[PEOPLE_DISTRICT]
    rows = [
        *(
            (r.lsoa11_code, "2011", MID_YEAR, int(r.year), _whole(r.total))
            for r in old.itertuples()
        ),
        *(
            (r.lsoa21_code, "2021", CENSUS, 2021, _whole(r.census2021_residents))
            for r in new.itertuples()
        ),
        *(
            (
                r.lad_code,
                "2024",
                CENSUS if r.basis.startswith("Census") else MID_YEAR,
                int(r.year),
                _whole(r.population),
            )
            for r in district.itertuples()
        ),
    ]
    made = pd.DataFrame(rows, columns=["area_code", "vintage", "basis", "year", "people"])
    return made.sort_values(["vintage", "area_code", "year"], ignore_index=True)


def _population_age(frames: Frames) -> pd.DataFrame:
    """Residents by band of age, where small areas have them: the mid-year estimates."""
    made = frames[PEOPLE_2011].melt(
        id_vars=["lsoa11_code", "year"],
        value_vars=[*AGES],
        var_name="age_band",
        value_name="people",
    )
    made = made.assign(
        area_code=made["lsoa11_code"],
        vintage="2011",
        basis=MID_YEAR,
        age_band=made["age_band"].map(AGES),
        people=made["people"].map(_whole),
    )
    columns = ["area_code", "vintage", "basis", "year", "age_band", "people"]
    return made[columns].sort_values(["area_code", "year", "age_band"], ignore_index=True)


def _whole(number: str) -> int:
    return round(float(number))


def _deprivation(frames: Frames) -> pd.DataFrame:
    parts = [
        _domains(frames[DEPRIVED_2015], "lsoa11_code", "2015"),
        _domains(frames[DEPRIVED_2019], "lsoa11_code", "2019"),
        _domains(frames[DEPRIVED_2025], "lsoa21_code", "2025"),
        _one_domain(frames[DEPRIVED_DISTRICT_2019], "ltla19_code", "2019", "Score", None),
        _one_domain(
            frames[DEPRIVED_DISTRICT_2025],
            "ltla24_code",
            "2025",
            "imd_average_score",
            "imd_rank_of_average_score",
        ),
    ]
    keys = ["edition", "domain", "area_code"]
    return pd.concat(parts).sort_values(keys, ignore_index=True)


def _domains(frame: pd.DataFrame, code: str, edition: str) -> pd.DataFrame:
    """Score, rank and decile of every domain that a table of small areas has (IMD is the whole)."""
    names = [column.removesuffix("_decile") for column in frame if column.endswith("_decile")]
    return pd.concat(
        pd.DataFrame(
            {
                "area_code": frame[code],
                "edition": edition,
                "domain": "overall" if name == "IMD" else name.lower(),
                "score": _number(frame, f"{name}_score"),
                "rank": _number(frame, f"{name}_rank"),
                "decile": _number(frame, f"{name}_decile"),
            }
        )
        for name in names
    )


def _one_domain(
    frame: pd.DataFrame, code: str, edition: str, score: str, rank: str | None
) -> pd.DataFrame:
    """The average score of districts, and its rank where given."""
    return pd.DataFrame(
        {
            "area_code": frame[code],
            "edition": edition,
            "domain": "overall",
            "score": _number(frame, score),
            "rank": _number(frame, rank or ""),
            "decile": "",
        }
    )


def _number(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column's numbers without a needless “.0”; blanks where it has none."""
    if column not in frame:
        return pd.Series("", index=frame.index)
    return frame[column].str.replace(r"\.0$", "", regex=True)


TABLES: dict[str, Callable[[Frames], pd.DataFrame]] = {
    "area": _area,
    "crime_district_month": _crime_district_month,
    "crime_lsoa_month": _crime_lsoa_month,
    "deprivation": _deprivation,
    "lookup_lsoa_change": _lookup_lsoa_change,
    "lookup_lsoa_district": _lookup_lsoa_district,
    "lookup_lsoa_ward": _lookup_lsoa_ward,
    "population": _population,
    AGES_TABLE: _population_age,
}


def _layers(source: Path, lookup: pd.DataFrame) -> dict[str, gpd.GeoSeries]:
    """The boundary layers, five where both vintages are held.

    Wards are made of their LSOAs, so that their lines agree."""

    def read(pattern: str, code: str) -> gpd.GeoSeries:
        file = file_named(source, pattern)
        try:
            return boundaries.read_layer(file.read_text(encoding="utf-8"), code)
        except (ValueError, KeyError) as error:
            raise CspError(f"{file.name} is no boundary file that can be read.") from error

    # These are generalised already: their corners are far apart.
    new = boundaries.clean(read(OUTLINES_LSOA_2021, "lsoa21_code"), gap_width=30, snap=1)
    # The districts' outlines are coarse, with slivers up to half a kilometre wide between them.
    districts = boundaries.clean(read(OUTLINES_DISTRICTS, "lad_code"), gap_width=600, snap=50)
    made = {
        "lsoa_2021": new,
        "wards_2024": boundaries.dissolve(new, _wards(lookup, "2021", "2024")),
        "districts": districts,
    }
    if not file_named(source, OUTLINES_LSOA_2011).exists():
        return made
    old = boundaries.simplify(
        boundaries.clean(read(OUTLINES_LSOA_2011, "LSOA11CD"), gap_width=30, snap=1),
        SMALL_AREA_TOLERANCE,
    )
    wards = boundaries.dissolve(old, _wards(lookup, "2011", "2013"))
    return {"lsoa_2011": old, "wards_2013": wards, **made}


def _wards(lookup: pd.DataFrame, lsoa_vintage: str, ward_vintage: str) -> dict[str, str]:
    wanted = (lookup["lsoa_vintage"] == lsoa_vintage) & (lookup["ward_vintage"] == ward_vintage)
    return dict(lookup.loc[wanted, ["lsoa_code", "ward_code"]].to_numpy())
