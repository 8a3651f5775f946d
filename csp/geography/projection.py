"""From degrees to metres of the British National Grid, keeping shared edges shared. Build only."""

from functools import lru_cache

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry


@lru_cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def to_metres(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry (WGS84 degrees) in whole metres of the British National Grid (EPSG:27700).

    Every vertex is rounded by itself, so outlines that share vertices go on sharing them. A thread
    narrower than a metre may close.
    """

    def moved(points):  # type: ignore[no-untyped-def]  # shapely hands an array and wants one
        easting, northing = _transformer().transform(points[:, 0], points[:, 1])
        points[:, 0], points[:, 1] = easting.round(), northing.round()
        return points

    return shapely.transform(geometry, moved)
