"""Ranked areas: what is drawn for each row, which is ours, and what lies off the scale."""

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.charts.ranked_areas import ranked_areas
from components.charts.theme import as_spec

ROWS = pd.DataFrame(
    {
        "label": ["Far", "Ours", "Blank"],
        "value": [9.0, 2.0, None],
        "lower": [8.0, 1.5, None],
        "upper": [10.0, 2.5, None],
        "told": ["9.0", "2.0", "no data"],
        "reading": ["Far: 9.0", "Ours: 2.0", "Blank: no data"],
        "own": [False, True, False],
    }
)


def layers(**choices) -> list[dict]:
    return as_spec(ranked_areas(ROWS, LIGHT, **choices))["layer"]


def rows_of(**choices) -> list[dict]:
    spec = as_spec(ranked_areas(ROWS, LIGHT, **choices))
    return max(spec["datasets"].values(), key=len)


def marks(**choices) -> list[str]:
    return [layer["mark"]["type"] for layer in layers(**choices)]


def test_a_row_beyond_the_end_gives_its_value_and_an_arrow_only():
    near = {row["label"]: row for row in rows_of(top=4.0)}
    assert near["Far"]["says"] == "9.0 →"
    assert near["Far"]["end"] == 4.0
    assert near["Ours"]["says"] == "2.0"
    filters = [layer["transform"][0]["filter"] for layer in layers(top=4.0) if "transform" in layer]
    assert filters
    assert all("datum.value <= 4.0" in one for one in filters)
    assert {row["label"]: row for row in rows_of()}["Far"]["says"] == "9.0"


def test_a_blank_is_its_word_and_no_mark():
    blank = {row["label"]: row for row in rows_of()}["Blank"]
    assert (blank["says"], blank["end"]) == ("no data", 0.0)


def test_ours_is_in_ink_and_bold():
    value = layers()[1]
    assert value["encoding"]["color"]["condition"] == {"test": "datum.own", "value": LIGHT.ink}
    weight = value["encoding"]["y"]["axis"]["labelFontWeight"]
    assert weight["condition"]["test"] == 'indexof(["Ours"], datum.label) >= 0'


def test_the_line_has_its_words_and_a_bar_stands_for_a_count():
    assert marks(reference=3.0, reference_words="All 3.0").count("rule") == 1
    assert "rule" not in marks()
    assert marks(bars=True)[0] == "bar"
    assert "tick" not in marks(bars=True)


@pytest.mark.parametrize("before, rings", [([1.0, None, None], 1), ([None] * 3, 0)])
def test_a_ring_stands_for_the_earlier_value(before, rings):
    spec = as_spec(ranked_areas(ROWS.assign(before=before), LIGHT))
    found = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert len(found) == rings
