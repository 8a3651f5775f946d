"""Maps: classes at their bounds, what is drawn and named, what a click gives, what it weighs."""

import json

import pandas as pd
import pytest

from components.charts import export
from components.charts.palette import DARK, LIGHT
from components.charts.theme import as_spec
from components.maps.area_map import Panel, area_map, around
from components.maps.classes import HIDDEN, NO_DATA, change_classes, fixed_classes, hotspot_classes
from components.maps.deck_map import deck_map
from components.maps.legend import legend_html
from tests.components.charts.test_palette import contrast

BOUNDS = (40, 60, 80, 120)


def classes_of(values: list, why: list | None = None, colours=LIGHT, *, whole=False):
    blank = pd.Series(why or [None] * len(values), dtype=object)
    return fixed_classes(pd.Series(values, dtype=float), blank, BOUNDS, colours, whole=whole)


def test_a_value_on_a_bound_goes_up():
    assert classes_of([39.99, 40, 59.99, 60, 119.9, 120]).of_area == (0, 1, 1, 2, 3, 4)


def test_classes_are_named_in_round_numbers_and_counted():
    rates = classes_of([10, 45, 50, 130])
    assert [one.label for one in rates.classes] == [
        "under 40",
        "40 to 59.9",
        "60 to 79.9",
        "80 to 119.9",
        "120 or more",
    ]
    assert [one.areas for one in rates.classes] == [1, 2, 0, 0, 1]
    assert [one.label for one in classes_of([1], whole=True).classes][1] == "40 to 59"


def test_no_data_and_hidden_are_classes_of_their_own_and_never_the_lowest():
    made = classes_of([None, None, 0], ["no data", "hidden", None])
    assert made.of_area == (NO_DATA, HIDDEN, 0)
    assert (made.no_data, made.hidden) == (1, 1)
    assert sum(one.areas for one in made.classes) + made.no_data + made.hidden == 3
    key = legend_html(made, LIGHT)
    assert "no data" in key and "hidden" in key


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("better", ["lower", "higher"])
def test_changes_are_coloured_by_what_they_mean(colours, better):
    frame = pd.DataFrame({"verdict": ["better", "none", "worse"], "difference": [-5, 1, 9]})
    made = change_classes(frame, better, colours)
    assert made.of_area == (0, 1, 2)
    fell, rose = made.classes[0].fill, made.classes[2].fill
    expected = (colours.better, colours.worse)
    assert (fell, rose) == (expected if better == "lower" else expected[::-1])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_hotspot_classes_have_six_colours_for_seven_words_and_readable_text(colours):
    found = pd.Series(
        ["hot 99", "hot 95", "hot 90", "not significant", "cold 90", "cold 95", "cold 99"]
    )
    made = hotspot_classes(found, colours)
    assert made.of_area == (0, 1, 2, 3, 4, 5, 5)
    assert made.classes[5].areas == 2
    for one in made.classes:
        assert contrast(one.text, one.fill) >= 4.5


def square(west: int, south: int, size: int = 1000) -> str:
    ring = [
        [west, south],
        [west, south + size],
        [west + size, south + size],
        [west + size, south],
        [west, south],
    ]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


SHAPES = pd.DataFrame(
    {"area_code": ["A", "B"], "shape_metres": [square(0, 0), square(1000, 0)], "geojson": "{}"}
)
AREAS = pd.DataFrame(
    {
        "area_code": ["B", "A"],
        "area_name": ["Beech & Ash", "Alder"],
        "told": ["130.0", "10.0"],
        "description": ["Beech & Ash: 130.0", "Alder: 10.0"],
    }
)
LABELS = pd.DataFrame(
    {
        "area_code": ["A", "B"],
        "panel": ["area", "area"],
        "x": [500, 1500],
        "y": [500, 500],
        "leader_x": [None, None],
        "leader_y": [None, None],
        "lines": ["Alder", "Beech|& Ash"],
    }
)


def flat(colours=LIGHT, values=(130, 10), why=None, **more) -> dict:
    made = classes_of(list(values), why, colours)
    panel = around(SHAPES)
    return as_spec(area_map(AREAS, SHAPES, made, colours, panel, labels=LABELS, **more))


def properties(spec: dict) -> dict[str, dict]:
    return {one["properties"]["code"]: one["properties"] for one in spec["datasets"]["areas"]}


def test_each_area_is_filled_by_its_own_class_whatever_the_order_of_the_frame():
    filled = properties(flat())
    assert filled["B"]["fill"] == LIGHT.sequential[4]
    assert filled["A"]["fill"] == LIGHT.sequential[0]
    assert filled["B"]["description"] == "Beech & Ash: 130.0"


def test_an_area_without_data_is_white_with_a_dashed_edge():
    spec = flat(values=(None, 10), why=["no data", None])
    assert properties(spec)["B"]["fill"] == LIGHT.bg
    assert any(layer["mark"].get("strokeDash") == [4, 3] for layer in spec["layer"])


def test_the_selected_area_is_outlined_with_a_halo_and_never_filled():
    plain, chosen = flat(), flat(selected="A")
    assert properties(plain)["A"]["fill"] == properties(chosen)["A"]["fill"]
    strokes = [
        (layer["mark"].get("stroke"), layer["mark"].get("strokeWidth"))
        for layer in chosen["layer"]
        if layer["mark"]["type"] == "geoshape"
    ]
    assert (LIGHT.ink, 3) in strokes and (LIGHT.bg, 6) in strokes
    assert len(chosen["layer"]) == len(plain["layer"]) + 2


def test_names_stand_over_values_and_only_those_of_the_panel():
    words = [
        row["words"] for name, data in flat()["datasets"].items() if name != "areas" for row in data
    ]
    assert {"Beech", "& Ash", "Alder", "130.0", "10.0"} == set(words)


def test_a_click_gives_the_code_and_outlines_are_silent():
    spec = flat(selected="A")
    (parameter,) = spec["params"]
    assert parameter["name"] == "area"
    assert parameter["select"]["fields"] == ["properties.code"]
    silent = [layer for layer in spec["layer"] if layer["mark"].get("aria") is False]
    assert len(silent) == len(spec["layer"]) - 1


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_it_can_be_drawn(colours):
    assert export.svg(flat(colours, selected="B")).startswith(b"<svg")


def test_both_panels_of_the_real_wards_weigh_little(demonstration):
    shapes = demonstration.read("shapes", kind="ward", vintage="2013")
    labels = demonstration.read("label_positions")
    areas = shapes[["area_code", "area_name"]].assign(told="100.0", description="x")
    made = classes_of([100.0] * len(areas))
    town = Panel("town", 571300, 580400, 151350, 158150)
    total = sum(
        len(json.dumps(as_spec(area_map(areas, shapes, made, LIGHT, panel, labels=labels))))
        for panel in (around(shapes), town)
    )
    assert total < 130_000
    assert set(labels["area_code"]) >= set(areas["area_code"]), "every ward has a reviewed place"


def test_the_deck_asks_nobody_for_a_basemap_and_escapes_its_tooltip():
    areas = pd.DataFrame(
        {
            "area_code": ["A"],
            "area_name": ["<b>bold</b>"],
            "ward_code": ["W"],
            "ward": ["Ward & Co"],
            "told": ["5 crimes"],
        }
    )
    shapes = pd.DataFrame(
        {
            "area_code": ["A"],
            "geojson": [
                json.dumps(
                    {
                        "type": "Polygon",
                        "coordinates": [[[0.5, 51], [0.6, 51], [0.6, 51.1], [0.5, 51]]],
                    }
                )
            ],
        }
    )
    made = hotspot_classes(pd.Series(["hot 95"]), LIGHT)
    text = deck_map(areas, shapes, made, LIGHT, ward_lines=shapes, selected="A").to_json()
    deck = json.loads(text)
    assert not deck.get("mapProvider") and "carto" not in text.lower()
    assert "http" not in text
    assert "&lt;b&gt;" in text and "Ward &amp; Co" in text
    assert ": " not in text[:200], "compact JSON"
    fills = deck["layers"][0]["data"]["features"][0]["properties"]["fill"]
    assert fills == [int(LIGHT.hotspots[1][at : at + 2], 16) for at in (1, 3, 5)]
