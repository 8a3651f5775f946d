"""Bullets and threads: every mark at its place, words beside it that never meet."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts import export
from components.charts.bullet import _beside, _placed, bullet
from components.charts.palette import LIGHT
from components.charts.theme import as_spec
from components.charts.threads import threads_chart

BLANK = dict.fromkeys(("baseline", "latest", "goal", "county", "lower", "upper"))


def row(**values: object) -> dict[str, object]:
    """A row of the picture, with words for each value."""
    told = {
        f"{name}_told": f"{name} {values.get(name)}"
        for name in ("baseline", "latest", "goal", "county")
    }
    plain = {"label": "Things", "verdict": "Met", "shape": "square", "direction": "better"}
    return {**BLANK, **told, **plain, "gradual": True, "reading": "Things: met", **values}


ROWS = pd.DataFrame(
    [
        row(baseline=58.0, latest=50.0, goal=55.0, lower=37.0, upper=66.0),
        row(baseline=24.0, latest=26.0, goal=23.0, county=24.5, label="Many " * 24),
        row(baseline=3000.0, goal=3000.0, gradual=False, shape="ring", direction=""),
    ]
)


def test_each_row_runs_over_its_own_values():
    placed = _placed(ROWS)
    assert placed["x_latest"][0] == pytest.approx((50 - 37) / (66 - 37))
    assert (placed["x_goal"][1], placed["x_latest"][1]) == (0.0, 1.0)
    assert (placed["x_baseline"][2], placed["x_goal"][2]) == (0.5, 0.5)
    assert placed["x_county"].isna().tolist() == [True, False, True]


values = st.one_of(st.none(), st.integers(-200, 200).map(float))


@given(values, values, values, values)
def test_two_words_on_one_line_run_away_from_each_other(baseline, latest, goal, county):
    placed = _placed(
        pd.DataFrame([row(baseline=baseline, latest=latest, goal=goal, county=county)])
    )
    (one,) = placed.itertuples()
    for names in (("baseline", "goal"), ("latest", "county")):
        told = _beside(one, names)
        held = [name for name in names if not np.isnan(getattr(one, f"x_{name}"))]
        same = len({getattr(one, f"x_{name}") for name in held}) == 1
        assert len(told) == (min(1, len(held)) if same else len(held))
        if len(told) == 2:
            (left, left_way, _), (right, right_way, _) = told
            assert getattr(one, f"x_{left}") < getattr(one, f"x_{right}")
            assert (left_way, right_way) == ("right", "left")


def test_what_is_equal_is_named_together():
    (third,) = [one for one in _placed(ROWS).itertuples() if one.row == 2]
    assert _beside(third, ("baseline", "goal")) == [
        ("goal", "left", "baseline 3000.0, goal 3000.0")
    ]


@pytest.mark.parametrize("width", [350, 1000])
def test_no_word_leaves_the_picture_and_a_long_name_is_folded(width):
    drawn = export.svg(as_spec(bullet(ROWS, LIGHT)) | {"width": width}).decode()
    assert drawn.count(">baseline") == 3
    assert ">latest 26.0<" in drawn
    assert ("…" in drawn) == (width == 350)
    places = [float(x) for x in re.findall(r"translate\((-?[\d.]+),[^>]+>[a-z]+ \d", drawn)]
    assert places
    assert min(places) >= 0 and max(places) <= width


def test_the_picture_is_valid():
    """The current plan has no bullet, so the walk over all pages meets none."""
    assert bullet(ROWS, LIGHT).to_dict()["layer"]


def test_only_what_is_to_be_reached_has_a_way_to_it():
    spec = as_spec(bullet(ROWS, LIGHT))
    thick = [layer for layer in spec["layer"] if layer["mark"].get("strokeWidth") == 14]
    assert len(thick) == 1
    assert len(spec["datasets"][thick[0]["data"]["name"]]) == 2


STEPS = pd.DataFrame(
    [
        (0, 0, "Drugs", "priority", True, "", "2013: Drugs"),
        (0, 1, "Drugs", "theme", True, "", "2017: Drugs"),
        (1, 0, "Roads", "priority", False, "dropped", "2013: Roads"),
    ],
    columns=["row", "column", "label", "kind", "chosen", "ended", "reading"],
)
LINKS = pd.DataFrame([(0, 0, 0, 1), (1, 1, 0, 0)], columns=["row", "row2", "column", "column2"])


@pytest.mark.parametrize("width", [350, 1000])
def test_every_step_is_a_mark_with_its_reading(width):
    spec = as_spec(threads_chart(STEPS, LINKS, LIGHT, {"2013": "a", "2017": "b"}))
    drawn = export.svg(spec | {"width": width}).decode()
    for reading in STEPS["reading"]:
        assert f'aria-label="{reading}"' in drawn
    assert drawn.count(">dropped<") == 1
    assert drawn.count(">2013<") == drawn.count(">2017<") == 1
