"""Stripes over areas: inside their outlines, both ways, evenly apart, joined at shared edges."""

import pytest
from shapely import LineString, Polygon
from shapely.geometry import mapping

from components.maps.patterns import STRIPES, stripes

SQUARE = Polygon([(0, 0), (1000, 0), (1000, 1000), (0, 1000)])
NEXT = Polygon([(1000, 0), (2000, 0), (2000, 1000), (1000, 1000)])
PIXELS = 0.05  # a metre


def striped(area: Polygon, *, back: bool = False) -> dict:
    return stripes(
        {"type": "Feature", "geometry": mapping(area), "properties": {"code": "A"}},
        PIXELS,
        back=back,
    )


def lines(area: Polygon, *, back: bool = False) -> list[LineString]:
    return [LineString(part) for part in striped(area, back=back)["geometry"]["coordinates"]]


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("area", [SQUARE, NEXT], ids=["one", "next"])
def test_stripes_lie_in_their_area_and_slant_one_way(area, back):
    found = lines(area, back=back)
    assert found and all(area.buffer(1).contains(line) for line in found)
    for line in found:
        (x, y), (x2, y2) = line.coords
        assert (x2 - x) * (y2 - y) * (-1 if back else 1) > 0


@pytest.mark.parametrize("back", [False, True])
def test_stripes_of_neighbours_meet_at_their_edge(back):
    at_edge = [
        {
            round(y)
            for line in lines(area, back=back)
            for x, y in line.coords
            if x == 1000 and y < 990
        }
        for area in (SQUARE, NEXT)
    ]
    assert at_edge[0] and at_edge[0] == at_edge[1]


def test_stripes_are_as_far_apart_as_they_are_said_to_be():
    first, second = lines(SQUARE)[:2]
    assert first.distance(second) * PIXELS == pytest.approx(STRIPES, abs=0.1)


def test_corners_are_whole_metres_and_no_stripe_is_a_point():
    made = striped(SQUARE)
    assert made["properties"] == {"code": "A"}  # whose clicks they hear
    parts = made["geometry"]["coordinates"]
    assert all(isinstance(number, int) for part in parts for corner in part for number in corner)
    assert all(part[0] != part[-1] for part in parts)
