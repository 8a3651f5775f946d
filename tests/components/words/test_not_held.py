"""What stands where something is not held, or only in part."""

from dataclasses import astuple

import pytest

from components.words import not_held
from components.words.not_held import NotHeld


@pytest.mark.parametrize(
    "missing", [one for one in vars(not_held).values() if isinstance(one, NotHeld)]
)
def test_an_empty_state_has_a_title_a_heading_and_says_what_would_fill_it(missing):
    title, heading, words = astuple(missing)
    assert title and heading
    assert words.endswith(".")
    assert "!" not in title + heading + words


def test_cut_small_areas_are_told_with_their_number():
    assert not_held.cut_sentence("2024", "2021", 3, 99).startswith(
        "3 of 99 small areas of 2021 lie in more than one of the wards of 2024."
    )
    assert "1 of 99 small areas of 2021 lies in" in not_held.cut_sentence("2024", "2021", 1, 99)
