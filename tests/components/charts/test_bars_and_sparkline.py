"""Bars of change and small pictures: what they show is what the frame says."""

import base64
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from components.charts import export
from components.charts.bars import bar_key, change_bars
from components.charts.palette import DARK, LIGHT
from components.charts.sparkline import shape_svg, sparkline_svg
from components.charts.theme import as_spec

KINDS = pd.DataFrame(
    {
        "label": ["Burglary", "Drug offences", "Robbery"],
        "before": [176, 154, 9],
        "after": [118, 207, 12],
        "difference": [-58, 53, 3],
        "percent": [-32.95, 34.4, None],
        "force_percent": [-18.5, 25.2, 1.0],
        "verdict": ["better", "neither", "none"],
    }
)


def read(uri: str) -> ET.Element:
    assert uri.startswith("data:image/svg+xml;base64,")
    return ET.fromstring(base64.b64decode(uri.split(",")[1]))


def tags(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.tag.endswith(name)]


def test_bars_stand_from_the_largest_rise_to_the_largest_fall_in_the_colour_of_their_meaning():
    spec = as_spec(change_bars(KINDS, LIGHT, force_name="Kent"))
    rows = next(iter(data for data in spec["datasets"].values() if "colour" in data[0]))
    assert [row["label"] for row in rows] == ["Drug offences", "Robbery", "Burglary"]
    assert [row["colour"] for row in rows] == [LIGHT.neither, LIGHT.context, LIGHT.better]
    assert [row["number"] for row in rows] == ["+53", "+3", "−58"]


def test_the_key_names_the_colours_that_are_drawn_and_no_other():
    assert bar_key(KINDS, LIGHT) == (
        (LIGHT.better, "towards better"),
        (LIGHT.neither, "neither direction is better"),
        (LIGHT.context, "may be chance"),
    )
    assert bar_key(KINDS.head(1), DARK) == ((DARK.better, "towards better"),)


def test_no_percentage_is_written_on_a_base_under_ten():
    spec = as_spec(change_bars(KINDS, LIGHT, force_name="Kent"))
    rows = next(iter(data for data in spec["datasets"].values() if "colour" in data[0]))
    assert {row["label"]: row["own"] for row in rows}["Robbery"] == "–"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_can_be_drawn(colours):
    assert export.svg(as_spec(change_bars(KINDS, colours, force_name="Kent"))).startswith(b"<svg")


def test_a_sparkline_shades_its_gap_and_never_crosses_it():
    frame = pd.DataFrame({"value": [5.0, 6.0, None, None, 7.0, 8.0, 9.0], "centre": [7.0] * 7})
    root = read(sparkline_svg(frame, LIGHT))
    lines = tags(root, "polyline")
    assert [len(line.get("points").split()) for line in lines] == [2, 3]
    ground, shade = tags(root, "rect")
    assert (ground.get("fill"), shade.get("fill")) == (LIGHT.bg, LIGHT.band)
    assert len(tags(root, "circle")) == 1


def test_a_sparkline_of_one_constant_value_is_still_a_picture():
    frame = pd.DataFrame({"value": [5.0, 5.0], "centre": [5.0, 5.0]})
    assert tags(read(sparkline_svg(frame, DARK)), "polyline")


@pytest.mark.parametrize(
    ("shape", "tag"),
    [("dot", "circle"), ("ring", "circle"), ("diamond", "path"), ("square", "path")],
)
def test_shapes_are_drawn_not_typed(shape, tag):
    assert len(tags(read(shape_svg(shape, "#123456")), tag)) == 1
