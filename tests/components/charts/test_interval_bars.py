"""Values with their intervals: where there is none, its word stands inside the plot."""

import re

import pandas as pd
import pytest

from components.charts import export
from components.charts.interval_bars import interval_bars
from components.charts.palette import LIGHT
from components.charts.theme import as_spec

ROWS = pd.DataFrame(
    {
        "label": ["Heath", "Boughton Monchelsea and Chart Sutton"],
        "value": [70.0, None],
        "lower": [60.0, None],
        "upper": [80.0, None],
        "told": ["70%", "hidden"],
        "reading": ["Heath: 70%", "hidden"],
    }
)


@pytest.mark.parametrize("bottom", [0.0, 45.0])
def test_the_word_of_a_blank_stands_right_of_the_names(bottom):
    spec = as_spec(interval_bars(ROWS, LIGHT, bars=False, bottom=bottom)) | {"width": 500}
    drawn = export.svg(spec).decode()
    (left,) = {float(x) for x in re.findall(r"translate\((-?[\d.]+),[^>]+>hidden<", drawn)}
    assert 0 <= left < 20


def test_a_long_name_that_does_not_fold_stands_in_the_middle_of_its_row():
    """As high as the short name it stands in the place of."""
    heights = []
    for name in ("Christmas", "England’s football matches"):
        rows = ROWS.assign(label=[name, "Heath"])
        drawn = export.svg(as_spec(interval_bars(rows, LIGHT)) | {"width": 500}).decode()
        heights += re.findall(rf"translate\(-?[\d.]+,([\d.]+)\)[^>]+>{name}<", drawn)
    assert len(heights) == 2
    assert heights[0] == heights[1]


def test_a_long_name_stands_whole_on_two_lines():
    drawn = export.svg(as_spec(interval_bars(ROWS, LIGHT)) | {"width": 500}).decode()
    assert ">Boughton Monchelsea<" in drawn
    assert ">and Chart Sutton<" in drawn
