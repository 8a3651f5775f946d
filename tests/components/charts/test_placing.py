"""Words find room: nothing covers another, and nothing moves farther than it must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.placing import Box, Room, fold, spread


def test_what_has_room_stays():
    assert spread([10, 40, 90], 16, 8, 360) == [10, 40, 90]


def test_a_pile_is_centred_where_it_was():
    assert spread([100, 100, 100], 16, 8, 360) == [84, 100, 116]
    assert spread([100, 104, 300], 16, 8, 360) == [94, 110, 300]


def test_a_pile_at_an_edge_stays_inside():
    assert spread([0, 2], 16, 8, 360) == [8, 24]
    assert spread([359, 360], 16, 8, 360) == [344, 360]


@given(st.lists(st.floats(0, 360), max_size=8).map(sorted))
def test_labels_lie_apart_in_their_order_and_inside(values):
    places = spread(values, 16, 8, 360)
    assert len(places) == len(values)
    assert all(
        after - before >= 16 - 1e-6 for before, after in zip(places, places[1:], strict=False)
    )
    assert all(8 - 1e-6 <= place <= 360 + 1e-6 for place in places)


def test_the_first_free_box_is_taken_and_then_is_not_free():
    room = Room(Box(0, 100, 0, 100), [Box(0, 10, 0, 10)], between=5)
    low, high = Box(0, 10, 5, 15), Box(0, 10, 20, 30)
    assert room.take([low, high]) == high
    assert room.take([high, Box(0, 10, 32, 42)]) is None  # too near above it
    assert room.take([Box(0, 10, 95, 105)]) is None  # beyond the picture


@pytest.mark.parametrize(
    ("words", "characters", "lines"),
    [
        ("Break:\npandemic restrictions", 12, "Break:\npandemic\nrestrictions"),
        ("restrictions", 4, "restrictions"),
        ("Above the limit: 608 in Jul 2025", 18, "Above the limit:\n608 in Jul 2025"),
    ],
)
def test_no_word_is_broken(words, characters, lines):
    assert fold(words, characters) == lines
