"""Bars of scores and two rounds joined: they draw what the frame says, and wear their mark."""

import pandas as pd
import pytest

from components.charts.contributions import contribution_bars, part_colours
from components.charts.dumbbells import dumbbells
from components.charts.palette import DARK, LIGHT
from components.charts.theme import as_spec
from components.words.marks import EXAMPLE
from tests import vega

PARTS = ["Lowest", "Harm", "Position"]
ROWS = pd.DataFrame(
    {
        "label": ["One", "Other", "Third"],
        "score": [30.0, 20.0, None],
        "Lowest": [5.0] * 3,
        "Harm": [15.0, 10.5, None],
        "Position": [10.0, 4.5, None],
        "why": ["", "", "no place: 1 of 2 criteria scored"],
        "why_short": ["no place"] * 3,
        "place": ["1", "2", "–"],
    }
)
PAIRS = pd.DataFrame(
    {
        "label": ["One", "Other"],
        "before": [10.0, 20.0],
        "after": [12.0, None],
        "reading": ["One: 10 to 12", "Other: 20"],
        "place": ["1", "–"],
    }
)


def drawn(made):
    """The specification, held against the schema, and the rows of its layers by their data."""
    spec = as_spec(made)
    vega.check(spec)
    return spec, spec["datasets"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_parts_of_a_bar_follow_each_other_and_end_at_the_score(colours):
    made = contribution_bars(ROWS, PARTS, [("Place", "place")], colours, illustrative=EXAMPLE)
    spec, datasets = drawn(made)
    (bars,) = [rows for rows in datasets.values() if "start" in rows[0]]
    for label, score in (("One", 30), ("Other", 20)):
        own = [row for row in bars if row["label"] == label]
        assert [row["part"] for row in own] == PARTS
        assert [row["start"] for row in own] == [0, *(row["end"] for row in own[:-1])]
        assert own[-1]["end"] == score
    assert not [row for row in bars if row["label"] == "Third"]
    assert spec["title"]["text"] == "EXAMPLE"
    assert len(set(part_colours(colours, 5))) == 6


def test_what_has_no_score_says_why_in_the_place_of_its_bar():
    spec, _ = drawn(contribution_bars(ROWS, PARTS, [("Place", "place")], LIGHT))
    told = [one["mark"].get("text") for one in spec["layer"]]
    assert {"expr": "width < 430 ? datum.why_short : datum.why"} in told
    assert "title" not in spec


def test_two_rounds_are_joined_where_both_are_there():
    made = dumbbells(PAIRS, [("2026", "place")], LIGHT, illustrative=EXAMPLE)
    spec, datasets = drawn(made)
    rule, ring, dot = spec["layer"][:3]
    assert rule["mark"]["type"] == "rule"
    assert rule["transform"] == [{"filter": "isValid(datum.before) && isValid(datum.after)"}]
    assert [one["encoding"]["x"]["field"] for one in (ring, dot)] == ["before", "after"]
    assert ring["mark"]["fill"] == LIGHT.bg and dot["mark"]["filled"]
    assert spec["title"]["text"] == "EXAMPLE"
