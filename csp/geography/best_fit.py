"""Holds wards to the district that they make up; gives each small area to a ward. Build only."""

from collections.abc import Iterator, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

# Lines of wards and of small areas are drawn with unlike detail: what is less is no difference.
MOST_ASTRAY = 0.02  # of the district's area, that wards leave uncovered, or cover beyond it
MOST_OVERLAP = 0.001  # of the smaller ward, that two wards may share
MOST_GAP = 0.001  # of the district's area, of holes between wards
WHOLE = 0.95  # of a small area in one ward: it lies in that ward and is cut by no line


def faults_of_coverage(
    wards: Mapping[str, BaseGeometry], names: Mapping[str, str], district: BaseGeometry
) -> list[str]:
    """A sentence for each way in which the wards (metres) do not make up the district."""
    whole = shapely.union_all(list(wards.values()))
    missing = whole.symmetric_difference(district)
    uncovered = district.intersection(missing).area / district.area
    beyond = whole.intersection(missing).area / district.area
    faults = list(_overlaps(wards, names))
    if uncovered > MOST_ASTRAY:
        faults.append(f"the wards leave {uncovered:.0%} of the district uncovered.")
    if beyond > MOST_ASTRAY:
        faults.append(f"the wards reach beyond the district, by {beyond:.0%} of its area.")
    gaps = _holes(whole) - _holes(district)
    if not faults and gaps > MOST_GAP * district.area:
        faults.append(
            f"there are gaps between the wards, {gaps / 1e6:.2f} square kilometres in all."
        )
    return faults


def _overlaps(wards: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[str]:
    codes, shapes = list(wards), list(wards.values())
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for first, second in zip(one, other, strict=True):
        if first < second:
            shared = shapes[first].intersection(shapes[second]).area
            if shared > MOST_OVERLAP * min(shapes[first].area, shapes[second].area):
                yield (
                    f"{names[codes[first]]} and {names[codes[second]]} overlap, by"
                    f" {shared / 1e6:.2f} square kilometres."
                )


def _holes(whole: BaseGeometry) -> float:
    parts = getattr(whole, "geoms", [whole])
    return float(sum(shapely.Polygon(ring).area for part in parts for ring in part.interiors))


def best_fit(small: gpd.GeoSeries, wards: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """One row a small area: lsoa_code, ward_code, share [of its area in that ward], exact.

    Each goes whole to the ward in which most of its area lies. `exact` is whether at least WHOLE of
    it does: what is less is cut by a ward's line, and counts by ward are approximate there. Both
    in metres. Where people live within a small area is not known here.
    """
    codes, shapes = list(wards), np.array(list(wards.values()))
    areas = shapely.area(shapely.intersection(small.to_numpy()[:, None], shapes[None, :]))
    largest = areas.argmax(axis=1)
    share = areas.max(axis=1) / small.area.to_numpy()
    made = pd.DataFrame(
        {
            "lsoa_code": small.index,
            "ward_code": [codes[place] for place in largest],
            "share": share,
            "exact": share >= WHOLE,
        }
    )
    return made.sort_values("lsoa_code", ignore_index=True)
