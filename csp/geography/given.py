"""Reads an officer's boundary file: which areas it draws, in metres, or every fault as told."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from csp.geography.boundaries import DEGREES, GRID

# The British National Grid, metres: a little more than Great Britain.
EASTING, NORTHING = (-100_000, 800_000), (-100_000, 1_400_000)
WEST, EAST, SOUTH, NORTH = -10, 5, 48, 63  # degrees: the same
TOLD = 5  # names in one sentence
MOST_LOST = 0.001  # of an outline's area, when what crosses itself in it is put right


@dataclass
class Given:
    """What a file draws: outlines by the code of the area; and what is wrong with it."""

    outlines: dict[str, BaseGeometry] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_given(text: str, known: Collection[str], code: str = "") -> Given:
    """The areas that a GeoJSON text draws, in metres of the British National Grid.

    `known` are the codes that are looked for: the property that holds most of them is taken to be
    the code, unless `code` names one. Degrees and metres are told apart by what the numbers are.
    Heights are left out. Nothing is raised: every fault is a sentence in the answer.
    """
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError):
        return Given(faults=["is no GeoJSON that can be read; it may have been cut off."])
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        return Given(faults=["has no features; a GeoJSON FeatureCollection is needed."])
    column, fault = _column(features, known, code)
    if fault:
        return Given(faults=[fault])
    given = Given()
    _draw(given, features, column)
    if not given.faults:
        _to_metres(given, collection.get("crs"))
    return given


def _properties(feature: Any) -> Mapping[str, Any]:
    held = feature.get("properties") if isinstance(feature, dict) else None
    return held if isinstance(held, dict) else {}


def _column(features: list[Any], known: Collection[str], code: str) -> tuple[str, str]:
    """The property that holds the codes, and what is wrong where none can be told."""
    wanted = set(known)
    names = sorted({name for feature in features for name in _properties(feature)})
    listed = ", ".join(names[:20]) or "none"
    if code:
        missing = "" if code in names else f"has no property “{code}” (found: {listed})."
        return code, missing
    found = Counter(
        name
        for feature in features
        for name, value in _properties(feature).items()
        if isinstance(value, str) and value in wanted
    )
    most = found.most_common(2)
    if not most:
        return "", f"holds no code of a ward of this district in any property (found: {listed})."
    if len(most) > 1 and most[0][1] == most[1][1]:
        both = " and ".join(f"“{name}”" for name, _ in most)
        return "", f"holds the codes in {both}; name one of them with --code."
    return most[0][0], ""


def _draw(given: Given, features: list[Any], column: str) -> None:
    for number, feature in enumerate(features, start=1):
        area = _properties(feature).get(column)
        if not isinstance(area, str) or not area:
            given.faults.append(f"feature {number} has no “{column}”.")
        elif area in given.outlines:
            given.faults.append(f"'{area}' is drawn twice.")
        else:
            outline, fault = _outline(feature)
            if outline is None:
                given.faults.append(f"'{area}' {fault}.")
            else:
                given.outlines[area] = outline
    given.faults[TOLD * 4 :] = []


def _outline(feature: Any) -> tuple[BaseGeometry | None, str]:
    """A sound outline without heights, or what is wrong with it."""
    try:
        with np.errstate(invalid="ignore"):  # a corner that is no number is told below
            drawn = shapely.force_2d(shape(feature["geometry"]))
    except (ShapelyError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None, "has no outline that can be drawn"
    if drawn.geom_type not in {"Polygon", "MultiPolygon"} or drawn.is_empty:
        return None, f"is drawn as {drawn.geom_type}; an outline is a Polygon or a MultiPolygon"
    if not np.isfinite(shapely.get_coordinates(drawn)).all():
        return None, "has a corner that is no number"
    if drawn.is_valid:
        return drawn, ""
    mended = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    sound = mended.geom_type in {"Polygon", "MultiPolygon"} and not mended.is_empty
    if not sound or abs(mended.area - drawn.area) > MOST_LOST * mended.area:
        return None, "has an outline that crosses itself"
    return mended, ""


def _to_metres(given: Given, crs: Any) -> None:
    """Brings the outlines to metres where they are in degrees."""
    codes, shapes = list(given.outlines), np.array(list(given.outlines.values()))
    west, south, east, north = shapely.total_bounds(shapes)
    said = re.search(r"(\d+)\D*$", json.dumps(crs)) if crs else None
    if said and said[1] not in {"27700", "4326", "84", "4258"}:
        given.faults.append(
            f"is in the coordinates EPSG:{said[1]}; longitude and latitude, or the British National"
            " Grid, are needed."
        )
    elif west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH:
        made = gpd.GeoSeries(shapes, crs=DEGREES).to_crs(GRID)
        given.outlines = dict(zip(codes, made, strict=True))
    elif south >= WEST and north <= EAST and west >= SOUTH and east <= NORTH:
        given.faults.append("has latitude before longitude; longitude comes first in GeoJSON.")
    elif not (
        EASTING[0] <= west <= east <= EASTING[1]
        and NORTHING[0] <= south <= north <= NORTHING[1]
        and east - west > NORTH  # metres: more than any number of degrees
    ):
        given.faults.append(
            "is neither in degrees of longitude and latitude in Great Britain nor in metres of the"
            " British National Grid."
        )
