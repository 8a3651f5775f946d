"""Takes the true boundaries of a ward set from an officer's files: checked whole, then kept."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from csp import true_wards
from csp.errors import BuildError, IntakeError, WarehouseError
from csp.geography import boundaries
from csp.geography.best_fit import WHOLE, best_fit, faults_of_coverage
from csp.geography.given import read_given
from csp.ingest.lookups import AREAS, own_areas, rows
from csp.intakes import only_one
from csp.settings import data_folder, settings

MOST_BYTES = 512 * 1024**2  # the national file in full detail is smaller
SMALL_AREA_TOLERANCE = 25  # metres: as the other layers are simplified
GAP, SNAP = 30, 1  # metres: narrower gaps are closed, nearer corners are one
TOLD = 12  # small areas that are named one by one
WHAT = "Boundaries"


@dataclass(frozen=True)
class District:
    """What is held of the district: its ward sets, and its small areas."""

    wards: dict[str, dict[str, str]]  # by vintage: name by code
    small: dict[str, gpd.GeoSeries]  # outlines in metres, by vintage
    names: dict[str, str]  # of small areas


@dataclass(frozen=True)
class Fitted:
    """A sound ward set with its small areas."""

    vintage: str
    outlines: dict[str, BaseGeometry]
    lookup: pd.DataFrame  # lsoa_code, lsoa_vintage, ward_code, share, exact
    aside: int  # areas of other districts in the files


def take(
    files: Sequence[Path], *, vintage: str = "", code: str = "", dry_run: bool = False
) -> list[str]:
    """Sentences on what was taken, once the files together draw every ward of one set.

    `vintage` is the set's year, else that of the codes found; `code` the property that holds the
    codes, else the one that fits. Areas of other districts are left aside. Raises IntakeError with
    every fault, and then keeps nothing; WarehouseError when the open data cannot be used.
    """
    held = _district()
    given = _read(files, held, code)
    fitted = _fit(given, held, _vintage(given, held, vintage))
    kept = _files(fitted, files)
    told = [*_sentences(fitted, held)]
    if dry_run:
        return [*told, "Nothing was kept: this was a trial run."]
    with only_one():
        true_wards.keep(fitted.vintage, kept)
    return [*told, "Build again to see them: “python -m csp build”, or “demo”."]


def take_back(vintage: str = "") -> list[str]:
    """Takes the newest boundaries back. Raises WarehouseError where none are held."""
    held = true_wards.held(data_folder())
    chosen = vintage or max(held, default="")
    if not chosen:
        raise WarehouseError("No true boundaries are held, so there is nothing to take back.")
    with only_one():
        earlier = true_wards.undo(chosen)
    now = "the earlier ones count again" if earlier else "those of data/open count again"
    return [f"The boundaries of the wards of {chosen} are taken back; {now}. Build again."]


def _district() -> District:
    columns = ("area_code", "area_name", "kind", "vintage", "parent_code")
    folder = data_folder() / "open"
    areas = own_areas(rows(folder / AREAS, columns), settings().area.code)
    wards: dict[str, dict[str, str]] = {}
    small: dict[str, gpd.GeoSeries] = {}
    for row in areas:
        if row["kind"] == "ward":
            wards.setdefault(row["vintage"], {})[row["area_code"]] = row["area_name"]
    for vintage in sorted({row["vintage"] for row in areas if row["kind"] == "lsoa"}):
        layer = folder / "boundaries" / f"lsoa_{vintage}.geojson"
        try:
            text = layer.read_text(encoding="utf-8")
            small[vintage] = boundaries.read_layer(text, "area_code")
        except (OSError, ValueError, KeyError, BuildError) as error:
            raise WarehouseError(f"{layer.name} of data/open cannot be read.") from error
    if not wards or not small:
        raise WarehouseError(
            f"The open data hold no wards and small areas of {settings().area.name}."
        )
    names = {row["area_code"]: row["area_name"] for row in areas if row["kind"] == "lsoa"}
    return District(wards, small, names)


def _read(files: Sequence[Path], held: District, code: str) -> dict[str, BaseGeometry]:
    """The outlines of all files together. Raises IntakeError with the faults of every file."""
    known = {code for wards in held.wards.values() for code in wards}
    drawn: dict[str, BaseGeometry] = {}
    faults = []
    for file in files:
        try:
            text = _text(file)
        except ValueError as error:
            faults.append(f"{file.name}: {error}")
            continue
        given = read_given(text, known, code)
        faults += [f"{file.name}: {fault}" for fault in given.faults]
        twice = sorted(set(given.outlines) & set(drawn))
        faults += [f"{file.name}: '{one}' stands in another file, too." for one in twice[:TOLD]]
        drawn |= given.outlines
    _refuse(faults)
    return drawn


def _text(file: Path) -> str:
    """What stands in the file. Raises ValueError with a sentence."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError(f"is larger than {MOST_BYTES // 1024**2} MB; give fewer areas.")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text; a GeoJSON file is needed.") from None
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror}).") from error


def _refuse(faults: list[str]) -> None:
    if faults:
        raise IntakeError(WHAT, faults)


def _vintage(drawn: Mapping[str, BaseGeometry], held: District, vintage: str) -> str:
    """The ward set that the files draw."""
    if vintage and vintage not in held.wards:
        _refuse([f"there is no ward set of {vintage} (held: {', '.join(sorted(held.wards))})."])
    found = {year: len(set(wards) & set(drawn)) for year, wards in sorted(held.wards.items())}
    chosen = vintage or max(found, key=lambda year: (found[year], year))
    if not found[chosen]:
        _refuse([f"no area drawn is a ward of {settings().area.name} of {chosen}."])
    return chosen


def _fit(drawn: Mapping[str, BaseGeometry], held: District, vintage: str) -> Fitted:
    """The set as a coverage with its small areas. Raises IntakeError where it is none."""
    names = held.wards[vintage]
    newest = held.small[max(held.small)]
    whole = shapely.coverage_union_all(newest.to_numpy())
    own = {code: drawn[code] for code in sorted(names) if code in drawn}
    faults = [f"{names[code]} ({code}) is missing." for code in sorted(set(names) - set(own))]
    faults += _strangers(drawn, names, held, whole)
    _refuse(faults or faults_of_coverage(own, names, whole))
    try:
        made = boundaries.clean(gpd.GeoSeries(own, crs=boundaries.GRID), gap_width=GAP, snap=SNAP)
        made = boundaries.simplify(made, SMALL_AREA_TOLERANCE)
        boundaries.in_degrees(made)  # what is kept must hold together, too
    except BuildError as error:
        raise IntakeError(WHAT, ["the wards do not hold together: their lines differ."]) from error
    parts = [
        best_fit(outlines, own).assign(lsoa_vintage=year) for year, outlines in held.small.items()
    ]
    lookup = pd.concat(parts, ignore_index=True)
    newly = lookup[lookup["lsoa_vintage"] == max(held.small)]
    _refuse(
        [
            f"{names[code]} ({code}) would hold no small area: none lies mostly in it."
            for code in sorted(set(names) - set(newly["ward_code"]))
        ]
    )
    _refuse(list(_elsewhere(newly, names, vintage)))
    return Fitted(vintage, made.to_dict(), lookup, len(set(drawn) - set(names)))


def _elsewhere(newly: pd.DataFrame, names: Mapping[str, str], vintage: str) -> Iterator[str]:
    """Wards that hold none of the small areas that the open look-up gives them: two codes may have
    changed places. A set that the look-up does not know is not held against it.
    """
    columns = ("lsoa_code", "lsoa_vintage", "ward_code", "ward_vintage")
    known: dict[str, set[str]] = {}
    for row in rows(data_folder() / "open" / "lookup_lsoa_ward.csv", columns):
        if row["ward_vintage"] == vintage and row["lsoa_code"] in set(newly["lsoa_code"]):
            known.setdefault(row["ward_code"], set()).add(row["lsoa_code"])
    for code, found in newly.groupby("ward_code")["lsoa_code"]:
        if code in known and not known[code] & set(found):
            yield (
                f"{names[code]} ({code}) would hold none of the small areas that it is known to"
                " hold: has its code changed places with another?"
            )


def _strangers(
    drawn: Mapping[str, BaseGeometry],
    names: Mapping[str, str],
    held: District,
    whole: BaseGeometry,
) -> Iterator[str]:
    """Areas with a code that no ward of the set has, though they lie in the district."""
    others = {code for wards in held.wards.values() for code in wards} - set(names)
    for code, outline in drawn.items():
        if code in names:
            continue
        if code in others:
            yield f"'{code}' is a ward of another set."
        elif outline.intersection(whole).area > outline.area / 2:
            yield f"'{code}' lies in {settings().area.name} but is no ward that is known here."


def _files(fitted: Fitted, given: Sequence[Path]) -> dict[str, bytes]:
    made = gpd.GeoSeries(fitted.outlines, crs=boundaries.GRID)
    lookup = pd.DataFrame(
        {
            "lsoa_code": fitted.lookup["lsoa_code"],
            "lsoa_vintage": fitted.lookup["lsoa_vintage"],
            "ward_code": fitted.lookup["ward_code"],
            "ward_vintage": fitted.vintage,
            "exact": fitted.lookup["exact"].map({True: "true", False: "false"}),
            "share": fitted.lookup["share"].clip(upper=1).round(4),
        }
    )
    note = {
        "vintage": fitted.vintage,
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in given},
        "received_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return {
        true_wards.OUTLINES: boundaries.geojson(boundaries.in_degrees(made)).encode(),
        true_wards.LOOKUP: lookup.to_csv(index=False, lineterminator="\n").encode(),
        true_wards.NOTE: (json.dumps(note, indent=2) + "\n").encode(),
    }


def _sentences(fitted: Fitted, held: District) -> Iterator[str]:
    """What was found: the set, what was left aside, which small areas a ward's line cuts."""
    names = held.wards[fitted.vintage]
    yield f"All {len(names)} wards of {fitted.vintage} are drawn, and together they hold."
    if fitted.aside:
        noun = "area" if fitted.aside == 1 else "areas"
        yield f"{fitted.aside:,} {noun} of other districts left aside."
    yield (
        "Each small area goes whole to the ward in which most of its area lies; where at least"
        f" {WHOLE:.0%} does, counts by ward are exact."
    )
    for vintage in sorted(held.small, reverse=True):
        own = fitted.lookup[fitted.lookup["lsoa_vintage"] == vintage]
        cut = own[~own["exact"]].sort_values("share")
        if cut.empty:
            yield f"No line cuts any of the {len(own)} small areas of {vintage}."
            continue
        told = [
            f"{held.names[row.lsoa_code]} ({row.share:.0%} in {names[row.ward_code]})"
            for row in cut.head(TOLD).itertuples()
        ]
        more = f", and {len(cut) - TOLD:,} more" if len(cut) > TOLD else ""
        yield (
            f"Lines cut {len(cut)} of the {len(own)} small areas of {vintage}, where counts stay"
            f" approximate: {', '.join(told)}{more}."
        )
