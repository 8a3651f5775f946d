"""Holds the tables and boundaries of `data/open` to their columns before anything is built."""

import json
from pathlib import Path

from shapely.errors import ShapelyError
from shapely.geometry import shape

from csp.build import cells
from csp.contract import Table

KINDS = ("lsoa", "ward", "borough", "district", "force", "group")
STATUSES = ("open", "published", "partner", "illustrative")
TRUTH = cells.one_of("true", "false")
COUNTS = {"category": cells.identifier, "events": cells.whole}

# What each file must hold, column by column, and which columns name a row.
COLUMNS: dict[str, dict[str, cells.Check]] = {
    "area": {
        "area_code": cells.area_code,
        "area_name": cells.text,
        "kind": cells.one_of(*KINDS),
        "vintage": cells.text,
        "exact": TRUTH,
        "parent_code": cells.or_blank(cells.area_code),
    },
    "crime_district_month": {"month": cells.month, "district_code": cells.text, **COUNTS},
    "crime_lsoa_month": {"month": cells.month, "lsoa_code": cells.area_code, **COUNTS},
    "dataset": {
        "dataset": cells.identifier,
        "title": cells.text,
        "publisher": cells.text,
        "licence": cells.text,
        "status": cells.one_of(*STATUSES),
        "received_on": cells.day,
        "files": cells.text,
    },
    "deprivation": {
        "area_code": cells.area_code,
        "edition": cells.whole,
        "domain": cells.text,
        "score": cells.or_blank(cells.number),
        "rank": cells.or_blank(cells.number),
        "decile": cells.or_blank(cells.number),
    },
    "lookup_lsoa_district": {"lsoa_code": cells.area_code, "district_code": cells.area_code},
    "lookup_lsoa_ward": {
        "lsoa_code": cells.area_code,
        "lsoa_vintage": cells.text,
        "ward_code": cells.area_code,
        "ward_vintage": cells.text,
        "exact": TRUTH,
    },
    "population": {
        "area_code": cells.area_code,
        "vintage": cells.text,
        "basis": cells.text,
        "year": cells.whole,
        "people": cells.whole,
    },
    "population_age": {
        "area_code": cells.area_code,
        "vintage": cells.text,
        "basis": cells.text,
        "year": cells.whole,
        "age_band": cells.text,
        "people": cells.whole,
    },
    "boundaries/label_positions": {
        "area_code": cells.area_code,
        "panel": cells.text,
        "x": cells.number,
        "y": cells.number,
        "leader_x": cells.or_blank(cells.number),
        "leader_y": cells.or_blank(cells.number),
        "lines": cells.text,
    },
}
KEYS = {
    "area": ("area_code", "vintage"),
    "crime_district_month": ("month", "district_code", "category"),
    "crime_lsoa_month": ("month", "lsoa_code", "category"),
    "dataset": ("dataset",),
    "deprivation": ("area_code", "edition", "domain"),
    "lookup_lsoa_district": ("lsoa_code",),
    "lookup_lsoa_ward": ("lsoa_code", "lsoa_vintage", "ward_vintage"),
    "population": ("area_code", "basis", "year"),
    "population_age": ("area_code", "basis", "year", "age_band"),
    "boundaries/label_positions": ("area_code", "panel"),
}
OPTIONAL = ("population_age",)  # an area may be shown without it


def check_open(folder: Path) -> tuple[Table, list[str]]:
    """The table of areas, and a sentence for each fault of the files in `folder`; none is good."""
    tables, faults = {}, []
    for name, columns in COLUMNS.items():
        if name in OPTIONAL and not (folder / f"{name}.csv").exists():
            continue
        tables[name], found = cells.held_table(folder / f"{name}.csv", columns, KEYS[name])
        faults += found
    for layer in _layers(tables["area"]):
        faults += _layer_faults(folder / "boundaries" / f"{layer}.geojson")
    return tables["area"], faults


def _layers(areas: Table) -> list[str]:
    """The boundary files that the areas need."""
    held = set(cells.together(areas, ("kind", "vintage")))
    small = {
        f"{'lsoa' if kind == 'lsoa' else 'wards'}_{vintage}"
        for kind, vintage in held
        if kind in {"lsoa", "ward"}
    }
    return sorted(small | ({"districts"} if held else set()))


def _layer_faults(file: Path) -> list[str]:
    try:
        collection = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{file.name}: is missing."]
    except OSError as error:
        return [f"{file.name}: cannot be read ({error.strerror})."]
    except ValueError:
        return [f"{file.name}: is no GeoJSON that can be read; it may have been cut off."]
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        return [f"{file.name}: has no features."]
    return [
        f"{file.name}: feature {number} has no area_code or no outline that can be drawn."
        for number, feature in enumerate(features, start=1)
        if not _drawable(feature)
    ]


def _drawable(feature: object) -> bool:
    try:
        outline = shape(feature["geometry"])  # type: ignore[index]  # whatever was in the file
        code = feature["properties"]["area_code"]  # type: ignore[index]  # the same
    except (ShapelyError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return isinstance(code, str) and outline.geom_type in {"Polygon", "MultiPolygon"}
