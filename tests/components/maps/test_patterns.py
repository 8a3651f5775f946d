"""Stripes over areas: inside their outlines, both ways, evenly apart."""

import pytest
from shapely import LineString, Polygon
from shapely.geometry import mapping

from components.maps.patterns import STRIPES, stripes

SQUARE = Polygon([(0, 0), (1000, 0), (1000, 1000), (0, 1000)])
FAR = Polygon([(3000, 0), (4000, 0), (4000, 1000), (3000, 1000)])
PIXELS = 0.05  # a metre


def lines(*areas: Polygon, back: bool = False) -> list[LineString]:
    made = stripes([{"geometry": mapping(area)} for area in areas], PIXELS, back=back)
    return [LineString(part) for part in made["geometry"]["coordinates"]]


@pytest.mark.parametrize("back", [False, True])
def test_stripes_lie_in_their_areas_and_slant_one_way(back):
    found = lines(SQUARE, FAR, back=back)
    land = SQUARE.union(FAR).buffer(1)
    assert found and all(land.contains(line) for line in found)
    for line in found:
        (x, y), (x2, y2) = line.coords
        assert (x2 - x) * (y2 - y) * (-1 if back else 1) > 0
        assert {type(number) for point in line.coords for number in point} == {float}


def test_stripes_are_as_far_apart_as_they_are_said_to_be():
    first, second = lines(SQUARE)[:2]
    assert first.distance(second) * PIXELS == pytest.approx(STRIPES, abs=0.1)


def test_corners_are_whole_metres_and_no_stripe_is_a_point():
    made = stripes([{"geometry": mapping(SQUARE)}], PIXELS)
    parts = made["geometry"]["coordinates"]
    assert all(isinstance(number, int) for part in parts for corner in part for number in corner)
    assert all(part[0] != part[-1] for part in parts)
