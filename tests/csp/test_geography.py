"""Boundaries as committed: whole layers, shared edges, no island; and what is refused."""

import csv
import json
from collections import Counter
from itertools import pairwise

import geopandas as gpd
import pytest
from shapely import box, coverage_is_valid
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from csp.errors import BuildError
from csp.geography import boundaries
from csp.geography.contiguity import edge_areas, queen_neighbours
from csp.settings import ROOT

OPEN = ROOT / "data" / "open"
AREAS = {"lsoa_2011": 95, "lsoa_2021": 99, "wards_2013": 26, "wards_2024": 22, "districts": 13}


def layer(name: str) -> dict[str, BaseGeometry]:
    text = (OPEN / "boundaries" / f"{name}.geojson").read_text(encoding="utf-8")
    return {
        feature["properties"]["area_code"]: shape(feature["geometry"])
        for feature in json.loads(text)["features"]
    }


def codes(name: str) -> set[str]:
    kinds = {"districts": {"borough", "district"}, "lsoa": {"lsoa"}, "wards": {"ward"}}
    kind, _, vintage = name.partition("_")
    with (OPEN / "area.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["area_code"]
            for row in csv.DictReader(file)
            if row["kind"] in kinds[kind] and vintage in {"", row["vintage"]}
        }


@pytest.mark.parametrize("name", AREAS)
def test_each_layer_draws_each_of_its_areas_once(name):
    drawn = layer(name)
    assert len(drawn) == AREAS[name]
    assert set(drawn) == codes(name)
    assert all(outline.is_valid and outline.area > 0 for outline in drawn.values())


@pytest.mark.parametrize("name", AREAS)
def test_neighbours_share_their_edges(name):
    """No gap and no overlap: a stretch of outline is of two areas, or of one on the rim."""
    drawn = list(layer(name).values())
    assert coverage_is_valid(drawn)
    owners = Counter(
        frozenset(stretch)
        for outline in drawn
        for part in getattr(outline, "geoms", [outline])
        for ring in (part.exterior, *part.interiors)
        for stretch in pairwise(ring.coords)
    )
    assert set(owners.values()) == {1, 2}
    assert sum(times == 2 for times in owners.values()) > len(drawn)


@pytest.mark.parametrize("name", ["lsoa_2011", "lsoa_2021"])
def test_no_small_area_is_an_island(name):
    drawn = layer(name)
    neighbours = queen_neighbours(drawn)
    assert set(neighbours) == set(drawn)
    assert min(map(len, neighbours.values())) >= 1
    assert all(code in neighbours[other] for code in neighbours for other in neighbours[code])
    assert 0 < len(edge_areas(drawn)) < len(drawn)


def test_an_island_is_refused_by_name():
    shapes = {"a": box(0, 0, 1, 1), "b": box(1, 1, 2, 2), "far": box(9, 9, 10, 10)}
    with pytest.raises(BuildError) as told:
        queen_neighbours(shapes)
    assert str(told.value) == "Areas without a neighbour: far."
    del shapes["far"]
    assert queen_neighbours(shapes) == {"a": ("b",), "b": ("a",)}  # a corner is enough


def test_areas_on_the_rim_are_those_with_an_edge_there():
    grid = {f"{x}{y}": box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)}
    assert edge_areas(grid) == sorted(set(grid) - {"11"})


@pytest.mark.parametrize("second", [{}, {"code": "a"}])
def test_a_layer_needs_one_feature_an_area(second):
    features = [
        {"type": "Feature", "properties": properties, "geometry": box(0, 0, 1, 1).__geo_interface__}
        for properties in ({"code": "a"}, second)
    ]
    with pytest.raises(BuildError) as told:
        boundaries.read_layer(json.dumps({"features": features}), "code")
    assert str(told.value) == "A boundary layer needs one feature an area, named by “code”."


def test_an_area_without_a_parent_is_refused():
    outlines = gpd.GeoSeries({"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1)}, crs=boundaries.GRID)
    with pytest.raises(BuildError) as told:
        boundaries.dissolve(outlines, {"a": "whole"})
    assert str(told.value) == "An area of a boundary layer belongs to no parent."


def test_outlines_that_overlap_are_no_layer():
    outlines = gpd.GeoSeries({"a": box(0, 0, 2, 2), "b": box(1, 0, 3, 2)}, crs=boundaries.GRID)
    with pytest.raises(BuildError, match=r"^Boundaries could not be made to share their edges\.$"):
        boundaries.simplify(outlines, 0)
