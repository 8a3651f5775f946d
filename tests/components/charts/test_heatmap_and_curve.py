"""The heat map, the grid of classes and the curve of concentration: what they draw means."""

import pandas as pd
import pytest

from components.charts.concentration import concentration
from components.charts.heatmap import Shift, class_grid, class_labels, class_width, heatmap
from components.charts.palette import DARK, LIGHT
from components.charts.theme import ILLUSTRATIVE, as_spec, illustrated

HOURS = pd.DataFrame(
    {"weekday": [0, 5, 5, 6], "hour": [9, 22, 23, 0], "events": [1.0, 40.0, 99.0, 60.5]}
)


def layers(spec, kind: str) -> list[list[dict]]:
    """The rows of each layer of one kind of mark."""
    return [
        spec["datasets"][layer["data"]["name"]]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
    ]


@pytest.mark.parametrize(
    ("most", "width", "first", "last"),
    [
        (99.0, 20.0, "under 20", "80 or more"),
        (100.0, 20.0, "under 20", "80 or more"),
        (101.0, 30.0, "under 30", "120 or more"),
        (1.2, 0.3, "under 0.3", "1.2 or more"),
        (0.0, 1.0, "under 1", "4 or more"),
    ],
)
def test_five_classes_of_equal_round_width_reach_over_the_fullest_hour(most, width, first, last):
    labels = class_labels(most)
    assert class_width(most) == pytest.approx(width)
    assert (labels[0], labels[-1], len(labels)) == (first, last, 5)
    assert 5 * class_width(most) >= most


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_hour_is_drawn_in_the_class_it_lies_in(colours):
    spec = as_spec(heatmap(HOURS, colours))
    cells = max(layers(spec, "rect"), key=len)
    assert len(cells) == 168
    by_place = {(row["y"], row["x"]): row["kind"] for row in cells}
    assert by_place[0, 9] == by_place[3, 3] == "under 20"
    assert by_place[5, 22] == "40 to 60"
    assert by_place[6, 0] == "60 to 80"
    assert by_place[5, 23] == "80 or more"
    colour = spec["layer"][0]["encoding"]["color"]["scale"]
    assert colour["range"] == list(colours.sequential)
    assert colour["domain"] == class_labels(99.0)


def test_the_totals_of_days_stand_at_the_right():
    (totals,) = layers(as_spec(heatmap(HOURS, LIGHT)), "text")
    assert [row["told"] for row in totals] == ["Total", "1", "0", "0", "0", "0", "139", "60"]
    assert {row["x"] for row in totals} == {24}


def test_a_shift_over_midnight_and_the_week_is_framed_on_both_days():
    spec = as_spec(heatmap(HOURS, LIGHT, framed=[Shift(6, 22, 4), Shift(2, 18, 4)]))
    framed = [layer for layer in spec["layer"] if layer["mark"].get("stroke") == LIGHT.ink]
    (rows,) = [spec["datasets"][layer["data"]["name"]] for layer in framed]
    assert rows == [
        {"x": 22, "x2": 24, "y": 6, "y2": 7},
        {"x": 0, "x2": 2, "y": 0, "y2": 1},
        {"x": 18, "x2": 22, "y": 2, "y2": 3},
    ]
    assert framed[0]["mark"]["strokeWidth"] == 1.5


def test_nothing_is_framed_unless_it_is_named():
    spec = as_spec(heatmap(HOURS, LIGHT))
    assert not [layer for layer in spec["layer"] if layer["mark"].get("stroke") == LIGHT.ink]


def test_a_grid_shows_only_the_classes_that_it_holds_in_the_order_of_the_key():
    rows = pd.DataFrame(
        {"name": ["B", "B", "A"], "column": ["q1", "q2", "q1"], "kind": ["cold", "hot", "hot"]}
    )
    classes = [("hot", "#111111"), ("warm", "#222222"), ("cold", "#333333")]
    spec = as_spec(class_grid(rows, classes, LIGHT))
    scale = spec["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["range"]) == (["hot", "cold"], ["#111111", "#333333"])
    assert spec["encoding"]["y"]["sort"] == ["B", "A"]
    assert spec["encoding"]["x"]["sort"] == ["q1", "q2"]


def test_the_curve_carries_no_name_and_marks_the_smallest_set():
    curve = pd.DataFrame(
        {
            "areas": [0, 1, 2],
            "share": [0.0, 80.0, 100.0],
            "reading": ["", "1 of 2", "2 of 2"],
            "area_name": ["", "High Street", "Heath"],
        }
    )
    spec = as_spec(concentration(curve, LIGHT, mark=(1, "1 ward:\n80%"), even="even"))
    assert "High Street" not in str(spec)
    words = {row["words"] for (rows) in layers(spec, "text") for row in rows}
    assert words == {"even", "1 ward:\n80%"}
    marked = [rows for rows in layers(spec, "point") if len(rows) == 1]
    assert marked == [[{"areas": 1, "share": 80.0}]]


def test_a_finished_map_gets_the_word_on_a_plate_and_keeps_its_layers():
    spec = {"width": 400, "height": 300, "layer": [{"mark": "geoshape"}]}
    marked = illustrated(spec, LIGHT)
    assert marked["title"]["text"] == ILLUSTRATIVE
    assert marked["layer"][0] == {"mark": "geoshape"}
    assert marked["layer"][1]["mark"]["fill"] == LIGHT.bg
    # In the lower left corner: the upper right holds the name of a ward outside the borough's edge.
    assert marked["layer"][1]["encoding"]["y2"] == {"value": 300}
    assert len(spec["layer"]) == 1


def test_invented_records_wear_the_word():
    rows = pd.DataFrame({"name": ["A"], "column": ["q1"], "kind": ["hot"]})
    curve = pd.DataFrame({"areas": [0, 1], "share": [0.0, 100.0], "reading": ["", ""]})
    for made in (
        heatmap(HOURS, LIGHT, illustrative=True),
        class_grid(rows, [("hot", "#111111")], LIGHT, illustrative=True),
        concentration(curve, LIGHT, mark=(1, "1"), even="", illustrative=True),
    ):
        assert as_spec(made)["title"]["text"] == ILLUSTRATIVE
    assert "title" not in as_spec(heatmap(HOURS, LIGHT))
