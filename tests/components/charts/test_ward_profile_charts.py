"""The two pictures of a ward's people: dots that stay in their tenth, bars beside a line."""

import altair as alt
import pandas as pd
import pytest

from components.charts import export
from components.charts.decile_dots import ABREAST, decile_dots
from components.charts.palette import DARK, LIGHT
from components.charts.shares_beside import shares_beside
from components.charts.theme import as_spec


def dots(spec) -> list[dict]:
    (rows,) = [rows for rows in spec["datasets"].values() if rows and "reading" in rows[0]]
    return rows


@pytest.mark.parametrize("many", [1, 2, 3, 4, 9])
def test_the_dots_of_a_tenth_stay_inside_it_and_apart(many):
    rows = pd.DataFrame(
        {
            "edition": "2025",
            "decile": [10] * many + [1],
            "reading": [str(at) for at in range(many + 1)],
        }
    )
    placed = dots(as_spec(decile_dots(rows, LIGHT)))
    spots = {(round(one["at"], 3), one["y"]) for one in placed}
    assert len(spots) == many + 1
    assert all(9.5 < at < 10.5 or 0.5 < at < 1.5 for at, _ in spots)
    in_tenth = [one for one in placed if one["at"] > 9]
    assert len({one["y"] for one in in_tenth}) == -(-many // ABREAST)


def test_each_edition_has_a_strip_of_its_own_in_the_order_given():
    rows = pd.DataFrame(
        {"edition": ["2019", "2025", "2025"], "decile": [3, 3, 3], "reading": ["a", "b", "c"]}
    )
    spec = as_spec(decile_dots(rows, DARK))
    alt.Chart.from_dict(spec, validate=True)
    heights = {one["reading"]: one["y"] for one in dots(spec)}
    assert heights["a"] < heights["b"] == heights["c"]
    assert max(heights.values()) < spec["height"]
    assert b"2019" in export.svg({**spec, "width": 500})


def test_a_bar_has_the_larger_area_s_line_where_it_is_known():
    rows = pd.DataFrame(
        {
            "label": ["0 to 17", "65 and over"],
            "value": [20.0, 30.0],
            "beside": [22.0, None],
            "told": ["20%", "30%"],
            "reading": ["0 to 17: 20.0%", "65 and over: 30.0%"],
        }
    )
    drawn = export.svg({**as_spec(shares_beside(rows, LIGHT)), "width": 500}).decode()
    assert drawn.count(f'fill="{LIGHT.ink}"') >= 1
    assert ">20%<" in drawn and ">30%<" in drawn
    spec = as_spec(shares_beside(rows, LIGHT))
    alt.Chart.from_dict(spec, validate=True)
    (tick,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "tick"]
    assert tick["transform"] == [{"filter": "isValid(datum.beside)"}]
