"""Likeness: an answer worked by hand, and laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp.stats.likeness import distances

THREE = pd.DataFrame({"x": [0.0, 1.0, 2.0], "y": [5.0, 5.0, 5.0]}, index=["a", "b", "c"])


def test_three_places_worked_by_hand():
    """Spread of 0, 1, 2 is √(2/3); half of the mean square comes from a thing without spread."""
    found = distances(THREE, "a")
    assert list(found.index) == ["b", "c"]
    assert found.tolist() == pytest.approx([0.75**0.5, 3.0**0.5])


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=8, unique=True),
    st.floats(0.001, 1000),
    st.floats(-1000, 1000),
)
def test_the_unit_of_a_thing_changes_nothing(values, scale, shift):
    rounded = pd.Series(values).round(3)
    if rounded.nunique() < len(rounded):
        return
    one = distances(pd.DataFrame({"x": rounded}), 0)
    other = distances(pd.DataFrame({"x": rounded * scale + shift}), 0)
    assert other.sort_index().tolist() == pytest.approx(one.sort_index().tolist(), rel=1e-3)


def test_a_place_with_a_blank_is_left_out_and_the_own_one_refused():
    blank = THREE.assign(z=[1.0, None, 2.0])
    assert list(distances(blank, "a").index) == ["c"]
    with pytest.raises(ValueError):
        distances(blank, "b")
    with pytest.raises(ValueError):
        distances(THREE[[]], "a")
