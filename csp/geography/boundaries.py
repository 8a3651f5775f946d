"""Makes clean boundary layers: neighbours share their edges exactly, detail fit for a screen.
Build only.
"""

import json
from collections.abc import Mapping

import geopandas as gpd
import shapely
from shapely.geometry import mapping

from csp.errors import BuildError

GRID = "EPSG:27700"  # British National Grid, metres
DEGREES = "EPSG:4326"
DECIMALS = 5  # of a degree: about one metre


def read_layer(text: str, code: str) -> gpd.GeoSeries:
    """A GeoJSON text as outlines in metres, by the area code that its property `code` holds.

    Raises BuildError when a feature lacks the property or a code occurs twice.
    """
    features = json.loads(text)["features"]
    codes = [feature["properties"].get(code) for feature in features]
    if None in codes or len(set(codes)) < len(codes):
        raise BuildError(f"A boundary layer needs one feature an area, named by “{code}”.")
    frame = gpd.GeoDataFrame.from_features(features, crs=DEGREES)
    return gpd.GeoSeries(frame.geometry.to_numpy(), index=codes, crs=DEGREES).to_crs(GRID)


def clean(outlines: gpd.GeoSeries, *, gap_width: float, snap: float) -> gpd.GeoSeries:
    """The outlines as a coverage: no overlap, no gap under `gap_width` metres, shared vertices
    alike.

    Vertices nearer than `snap` metres become one. Raises BuildError when a coverage cannot be
    made. Source: the coverage operations of GEOS 3.14.
    """
    made = shapely.coverage_clean(
        shapely.make_valid(outlines.to_numpy()), gap_width=gap_width, snapping_distance=snap
    )
    return _checked(gpd.GeoSeries(made, index=outlines.index, crs=outlines.crs))


def simplify(outlines: gpd.GeoSeries, tolerance: float) -> gpd.GeoSeries:
    """The coverage with fewer vertices: both sides of an edge lose the same ones.

    `tolerance` in metres: a corner goes when the triangle it makes is smaller than its square.
    """
    made = shapely.coverage_simplify(outlines.to_numpy(), tolerance)
    return _checked(gpd.GeoSeries(made, index=outlines.index, crs=outlines.crs))


def dissolve(outlines: gpd.GeoSeries, into: Mapping[str, str]) -> gpd.GeoSeries:
    """The union of the areas that share a parent, by the parent's code, sorted."""
    parent = outlines.index.map(into)
    if parent.hasnans:
        raise BuildError("An area of a boundary layer belongs to no parent.")
    made = {
        code: shapely.coverage_union_all(outlines[parent == code].to_numpy())
        for code in sorted(set(parent))
    }
    return _checked(gpd.GeoSeries(made, crs=outlines.crs))


def in_degrees(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """The coverage in WGS84 degrees, each vertex rounded by itself, so that shared ones stay
    shared.

    Raises BuildError when rounding broke it.
    """
    degrees = outlines.to_crs(DEGREES)
    rounded = shapely.transform(degrees.to_numpy(), lambda points: points.round(DECIMALS))
    return _checked(gpd.GeoSeries(rounded, index=outlines.index, crs=DEGREES))


def geojson(outlines: gpd.GeoSeries) -> str:
    """The layer as GeoJSON text: one feature a line, sorted by area code, exterior rings as RFC
    7946.
    """
    lines = []
    for code in sorted(outlines.index):
        outline = shapely.orient_polygons(shapely.normalize(outlines[code]))
        feature = {
            "type": "Feature",
            "properties": {"area_code": code},
            "geometry": mapping(outline),
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _checked(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    shapes = outlines.to_numpy()
    if not shapely.coverage_is_valid(shapes) or shapely.is_empty(shapes).any():
        raise BuildError("Boundaries could not be made to share their edges.")
    return outlines
