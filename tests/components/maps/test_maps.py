"""Maps: classes at their bounds, what is drawn and named, what a click gives, what it weighs."""

import json
import os
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from shapely import LinearRing, LineString, Point, box, union_all
from shapely.geometry import mapping, shape

from components.charts import export
from components.charts.palette import DARK, LIGHT
from components.charts.theme import as_spec
from components.maps.area_map import area_map
from components.maps.classes import (
    HIDDEN,
    NO_DATA,
    Bounds,
    bounds_of,
    change_classes,
    fixed_classes,
    hotspot_classes,
    pattern_classes,
    period_bounds,
    share_bounds,
)
from components.maps.deck_map import deck_map
from components.maps.legend import legend_html
from components.maps.names import Name, beside, in_place
from components.maps.panel import borders
from components.maps.topology import topology
from csp.geography.outlines import inside, outlines
from csp.geography.panels import Outline, Panel, around
from csp.measures import measures
from csp.settings import ROOT, settings
from tests import map_read
from tests.components.charts.test_palette import contrast

BOUNDS = (40, 60, 80, 120)

MAPPED = [measure for measure in measures().values() if measure.count_classes]


def classes_of(values: list, why: list | None = None, colours=LIGHT, *, whole=False):
    blank = pd.Series(why or [None] * len(values), dtype=object)
    bounds = Bounds(BOUNDS, 0 if whole else 1)
    return fixed_classes(pd.Series(values, dtype=float), blank, bounds, colours)


def test_a_value_on_a_bound_goes_up():
    assert classes_of([39.94, 40, 59.94, 60, 119.9, 120]).of_area == (0, 1, 1, 2, 3, 4)


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


@pytest.mark.parametrize("months", [1, 3, 4, 11, 12])
@pytest.mark.parametrize("measure", MAPPED, ids=lambda measure: measure.id)
def test_what_is_written_lies_in_its_class_whatever_the_length_of_the_period(measure, months):
    """Every rate and count between the lowest and the highest class, held against the key."""
    yearly = ((measure.rate_classes, False), (measure.count_classes, True))
    for bounds, whole in (
        (period_bounds(one, months, whole=whole), whole) for one, whole in yearly
    ):
        step = 1 if whole else 10 ** -(bounds.decimals + 1)
        values = [number * step for number in range(int(bounds.between[-1] / step) + 3)]
        made = fixed_classes(pd.Series(values), pd.Series([None] * len(values)), bounds, LIGHT)
        for value, place in zip(values, made.of_area, strict=True):
            written = float(f"{value:.{bounds.decimals}f}")
            low, high = limits(made.classes[place].label)
            assert low <= written <= high, (value, made.classes[place].label)


def limits(label: str) -> tuple[float, float]:
    """The lowest and the highest value that the words of a class allow."""
    words = label.replace(",", "").split()
    if words[0] == "under":
        return 0, float(words[1]) - 1e-9
    if words[-1] == "more":
        return float(words[0]), float("inf")
    return float(words[0]), float(words[-1])


def test_classes_of_four_months_are_those_of_a_year_taken_for_four_months():
    rates = period_bounds((1, 2, 3, 5), 4, whole=False)
    assert rates == Bounds((0.33, 0.67, 1.0, 1.67), 2)
    made = fixed_classes(pd.Series([0.4, 0.666]), pd.Series([None, None]), rates, LIGHT)
    assert made.of_area == (1, 2)  # 0.666 is written 0.67
    assert [one.label for one in made.classes] == [
        "under 0.33",
        "0.33 to 0.66",
        "0.67 to 0.99",
        "1.00 to 1.66",
        "1.67 or more",
    ]
    assert period_bounds((40, 60, 80, 120), 12, whole=False).between == (40, 60, 80, 120)


def test_bounds_of_counts_that_fall_together_leave_one_class():
    bounds = period_bounds((5, 10, 20, 40), 1, whole=True)
    made = fixed_classes(pd.Series([0, 1, 2, 9]), pd.Series([None] * 4), bounds, LIGHT)
    assert [one.label for one in made.classes] == ["0", "1", "2 to 3", "4 or more"]
    assert made.of_area == (0, 1, 2, 3)
    assert made.classes[1].fill == LIGHT.sequential[2]  # 1 a month is 12 a year: the third class


def test_a_ramp_stands_joined_and_kinds_stand_apart_in_the_key():
    frame = pd.DataFrame({"verdict": ["better", "none"], "difference": [-5, 1]})
    assert '<ul class="key kinds">' in legend_html(change_classes(frame, "lower", LIGHT), LIGHT)
    assert '<ul class="key">' in legend_html(classes_of([1]), LIGHT)


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


def seen(shapes: pd.DataFrame, panel: Panel) -> dict[str, Outline]:
    """The outlines of some areas in a panel, as the build makes them."""
    made = {}
    for code, geometry in outlines(shapes, panel).items():
        x, y, size = inside(geometry)
        made[code] = Outline(geometry, (x, y), size)
    return made


def flat(colours=LIGHT, values=(130, 10), why=None, **more) -> dict:
    made = classes_of(list(values), why, colours)
    panel = around(SHAPES)
    return as_spec(
        area_map(AREAS, seen(SHAPES, panel), made, colours, panel, labels=LABELS, **more)
    )


def test_outlines_lose_no_shared_edge_and_no_area_that_is_seen(demonstration):
    """Simpler and cut to the panel, the wards still tile the land without gap or overlap."""
    shapes = demonstration.read("shapes", kind="ward", vintage="2013")
    town = Panel("town", 571300, 580400, 151350, 158150)
    land = box(town.west, town.south, town.east, town.north)
    whole = union_all([shape(json.loads(text)) for text in shapes["shape_metres"]])
    seen = [shape(made).intersection(land) for made in outlines(shapes, town).values()]
    assert 15 <= len(seen) < 26
    metre = 1 / town.pixels
    together = union_all(seen)
    assert together.symmetric_difference(whole.intersection(land)).area < 40 * metre**2
    assert sum(one.area for one in seen) - together.area < 40 * metre**2


SMALL = pd.DataFrame(
    {
        "area_code": ["A1", "A2", "B1"],
        "shape_metres": [square(0, 0), square(1000, 0), square(2000, 0)],
    }
)


def small_map(**more) -> dict:
    areas = pd.DataFrame(
        {
            "area_code": SMALL["area_code"],
            "area_name": ["Alder 1, Alder", "Alder 2, Alder", "Beech 1, Beech"],
            "ward_code": ["A", "A", "B"],
            "told": "5 crimes",
            "description": "x",
        }
    )
    made = hotspot_classes(pd.Series(["not significant", "not significant", "hot 99"]), LIGHT)
    return as_spec(
        area_map(
            areas,
            seen(SMALL, around(SMALL)),
            made,
            LIGHT,
            around(SMALL),
            labels=LABELS,
            lines="ward_code",
            **more,
        )
    )


def test_lines_lie_between_wards_and_not_between_their_small_areas():
    spec = small_map()
    features = map_read.areas(spec)
    (wards,) = map_read.areas(spec, "wards")
    assert wards["geometry"] == borders(features)["geometry"]
    assert borders(features)["geometry"]["coordinates"] == [[[2000, 0], [2000, 1000]]]
    (ring,) = borders(features, "A")["geometry"]["coordinates"]
    assert {tuple(corner) for corner in ring} >= {(0, 0), (2000, 0), (2000, 1000), (0, 1000)}
    assert [1000, 0] in ring and ring[0] == ring[-1]


def test_above_small_areas_the_wards_are_named_clicked_and_selected():
    spec = small_map(selected="A")
    codes = [feature["properties"]["code"] for feature in map_read.areas(spec)]
    assert codes == ["A", "A", "B"]
    lines = [
        (layer["mark"]["strokeWidth"], layer["mark"]["opacity"], layer["mark"]["stroke"])
        for layer in map_read.layers(spec)
        if layer["mark"]["type"] == "geoshape" and layer["mark"].get("filled") is False
        if "opacity" in layer["mark"]
    ]
    assert (0.9, 0.55, LIGHT.ink) in lines
    assert (3, 1, LIGHT.ink) in lines
    assert written(spec) == {"Alder": 500, "Beech": 700, "& Ash": 700}


def test_small_areas_that_are_chosen_themselves_keep_their_codes_below_the_wards_lines():
    spec = small_map(selected="A1", own_clicks=True)
    codes = [feature["properties"]["code"] for feature in map_read.areas(spec)]
    assert codes == ["A1", "A2", "B1"]
    (wards,) = map_read.areas(spec, "wards")
    assert wards["geometry"]["coordinates"] == [[[2000, 0], [2000, 1000]]]
    (chosen,) = map_read.areas(spec, "chosen")
    assert shape(chosen["geometry"]).bounds == (0, 0, 1000, 1000)
    assert set(written(spec)) == {"Alder", "Beech", "& Ash"}


def test_hidden_is_striped_and_no_data_dashed_and_neither_looks_like_the_lowest():
    spec = flat(values=(None, None), why=["hidden", "no data"])
    fills = {one["properties"]["code"]: one["properties"]["fill"] for one in map_read.areas(spec)}
    assert set(fills.values()) == {LIGHT.bg} and LIGHT.sequential[0] != LIGHT.bg
    (hidden,), (blank,) = (map_read.areas(spec, one) for one in ("hidden", "blank"))
    assert hidden["geometry"]["type"] == "MultiLineString"  # stripes, which hear their area's click
    assert hidden["properties"]["code"] == "B"
    assert blank["geometry"]["type"] == "Polygon"
    key = legend_html(classes_of([None, None], ["hidden", "no data"]), LIGHT)
    assert '<i class="hatched"' in key.split("hidden")[0]
    assert "border-style:dashed" in key.split("no data")[0]


def test_a_hole_runs_the_other_way_round_so_that_what_lies_in_it_is_seen(demonstration):
    wards = demonstration.read("shapes", kind="ward", vintage="2013")
    names = {"Bridge", "East", "Fant", "High Street", "North", "South"}
    town = wards["area_name"].isin(names)
    land = [
        union_all([shape(json.loads(one)) for one in wards.loc[part, "shape_metres"]])
        for part in (town, ~town)
    ]
    shapes = pd.DataFrame(
        {"area_code": ["in", "out"], "shape_metres": [json.dumps(mapping(one)) for one in land]}
    )
    drawn = outlines(shapes, around(shapes))["out"]
    around_it, *holes = drawn["coordinates"]
    assert len(holes) == 1
    assert LinearRing(around_it).is_ccw != LinearRing(holes[0]).is_ccw


def test_a_key_of_two_maps_tells_the_numbers_of_both():
    left, right = classes_of([10, 45, 50, 130]), classes_of([None, 45, 50, 55], ["no data"] * 4)
    key = legend_html(left, LIGHT, "wards", right)
    assert "<span>1 and 0 wards</span>" in key and "<span>2 and 3 wards</span>" in key
    assert "no data <span>0 and 1 wards</span>" in key


@pytest.mark.parametrize(
    ("areas", "between"),
    [
        (26, (2, 4, 8, 16)),
        (22, (2.5, 5, 10, 20)),
        (99, (0.5, 1, 2, 4)),
        (12, (5, 10, 20, 40)),
        (4, (10, 20, 40, 80)),
    ],
)
def test_shares_have_the_same_bounds_for_every_measure(areas, between):
    assert share_bounds(areas) == Bounds(between, 1)


def test_patterns_are_told_apart_by_more_than_colour():
    made = pattern_classes(["persistent", "former", "none", ""], LIGHT)
    assert [one.areas for one in made.classes] == [1, 0, 0, 1, 1] and made.no_data == 1
    former, none = made.classes[3], made.classes[4]
    assert former.fill == none.fill and (former.pattern, none.pattern) == ("hatched", "")
    assert made.plain == 4


def written(spec: dict) -> dict[str, int]:
    """The words on a map with their weight."""
    return {
        row["words"]: layer["mark"]["fontWeight"]
        for layer in map_read.layers(spec)
        if layer["mark"]["type"] == "text"
        for row in spec["datasets"][layer["data"]["name"]]
    }


def test_a_change_map_names_the_coloured_areas_only_with_their_change():
    frame = pd.DataFrame({"verdict": ["better", "none"], "difference": [-5, 1]})
    areas = AREAS.assign(told=["−5", "+1"])
    made = change_classes(frame, "lower", LIGHT)
    panel = around(SHAPES, margin=0.2)
    spec = as_spec(
        area_map(areas, seen(SHAPES, panel), made, LIGHT, panel, labels=LABELS, only_coloured=True)
    )
    assert set(written(spec)) == {"Beech", "& Ash −5"}
    dots = [layer["mark"] for layer in map_read.layers(spec) if layer["mark"]["type"] == "point"]
    assert [round(mark["size"], 1) for mark in dots] == [19.6]  # a radius of 2.5 px


def leaders(layers: list) -> list[LineString]:
    """The lines that lead from labels to areas."""
    return [
        LineString([(row["px"], row["py"]), (row["px2"], row["py2"])])
        for layer in layers
        if layer.layer[0].mark.type == "rule"
        for row in layer.data.to_dict("records")
    ]


PLACES = st.lists(
    st.tuples(st.integers(110, 410), st.integers(20, 380)), min_size=1, max_size=9, unique=True
)


@hypothesis_settings(max_examples=400 if "CSP_LONG" in os.environ else 12)
@given(PLACES)
def test_labels_beside_a_map_keep_apart_and_inside_and_their_leaders_do_not_cross(places):
    panel = Panel("change", 0, 520, 0, 400)
    names = [
        Name((f"Ward {number:02}",), "−10", x, y, "#000000", "#ffffff")
        for number, (x, y) in enumerate(places)
    ]
    layers = beside(names, panel, LIGHT, 1)
    lines = leaders(layers)
    assert len(lines) == len(names)
    crossing = [
        (one, other)
        for number, one in enumerate(lines)
        for other in lines[number + 1 :]
        if one.crosses(other)
    ]
    assert crossing == []
    for edge in {line.coords[0][0] for line in lines}:
        heights = sorted(line.coords[0][1] for line in lines if line.coords[0][0] == edge)
        assert all(after - before >= 20 for before, after in pairwise(heights))
        assert heights[0] >= 0 and heights[-1] <= panel.height


def test_a_leader_starts_at_the_side_of_its_label_that_is_nearer():
    panel = Panel("area", 0, 520, 0, 400)
    wide = Name(("Sutton Valence",), "50.1", 400, 300, "#000000", "#ffffff", (100, 250))
    tall = Name(("Senacre",), "43.5", 400, 300, "#000000", "#ffffff", (390, 100))
    (sideways,) = leaders(in_place([wide], panel, LIGHT, 1, on_phones=True))
    (upward,) = leaders(in_place([tall], panel, LIGHT, 1, on_phones=True))
    assert sideways.coords[0][0] < 360 and sideways.coords[0][1] == 300
    assert upward.coords[0][0] == 400 and upward.coords[0][1] < 290


def test_on_a_phone_words_are_larger_and_only_the_town_is_named():
    def looks(spec: dict) -> list[tuple[str, str]]:
        marks = [
            layer["mark"] for layer in map_read.layers(spec) if layer["mark"]["type"] == "text"
        ]
        return [(mark["fontSize"]["expr"], mark["opacity"]) for mark in marks]

    sizes = [text.split("?")[1].split(":") for text, _ in looks(flat())]
    assert all(float(phone) > 1.3 * float(desk) for phone, desk in sizes)
    hidden = {"expr": "windowSize()[0] < 640 ? 0 : 1"}
    assert all(opacity == hidden for _, opacity in looks(flat()))
    made = classes_of([130, 10])
    town = replace(around(SHAPES), name="town")
    labels = LABELS.assign(panel="town")
    spec = as_spec(area_map(AREAS, seen(SHAPES, town), made, LIGHT, town, labels=labels))
    assert [opacity for _, opacity in looks(spec)].count(1) == 2  # the names, with their rim


WIDTHS = {
    weight: TTFont(ROOT / "static" / f"IBMPlexSans-{name}.woff2")
    for weight, name in ((500, "Medium"), (700, "Bold"))
}


def width(words: str, weight: int, size: int) -> float:
    """How many pixels some words are wide in our font."""
    font = WIDTHS[weight]
    letters, advances = font.getBestCmap(), font["hmtx"]
    return sum(advances[letters[ord(letter)]][0] for letter in words) * size / 1000


@pytest.mark.parametrize("vintage", ["2013", "2024"])
def test_a_label_lies_in_its_ward_or_leads_to_it(vintage, demonstration):
    """Names and values of the reviewed table, measured in our font and held against the land."""
    shapes = demonstration.read("shapes", kind="ward", vintage=vintage)
    land = {row.area_code: shape(json.loads(row.shape_metres)) for row in shapes.itertuples()}
    own = settings().map.town
    town = Panel("town", own.west, own.east, own.south, own.north)
    panels = {"town": town, "area": around(shapes)}
    dashed = box(own.west, own.south, own.east, own.north)
    placed: dict[str, list] = {"town": [], "area": []}
    labels = demonstration.read("label_positions")
    for row in labels[labels["area_code"].isin(land)].itertuples():
        panel, lines = panels[row.panel], row.lines.split("|")
        across = max([width(line, 500, 12) for line in lines] + [width("120.0", 700, 13)])
        half_x = across / panel.pixels / 2
        half_y = (15 * (len(lines) + 1) - 3) / panel.pixels / 2
        label = box(row.x - half_x, row.y - half_y, row.x + half_x, row.y + half_y)
        ward = land[row.area_code]
        if pd.isna(row.leader_x):
            free = ward.difference(dashed) if row.panel == "area" else ward
            assert label.difference(free).area < 0.02 * label.area, row.lines
        else:
            assert ward.contains(Point(row.leader_x, row.leader_y)), row.lines
            assert label.disjoint(ward), row.lines
        assert label.within(box(panel.west, panel.south, panel.east, panel.north)), row.lines
        assert not any(label.intersects(other) for other in placed[row.panel]), row.lines
        placed[row.panel].append(label)


def properties(spec: dict) -> dict[str, dict]:
    return {one["properties"]["code"]: one["properties"] for one in map_read.areas(spec)}


def test_each_area_is_filled_by_its_own_class_whatever_the_order_of_the_frame():
    filled = properties(flat())
    assert filled["B"]["fill"] == LIGHT.sequential[4]
    assert filled["A"]["fill"] == LIGHT.sequential[0]
    assert "description" not in filled["B"], "it is the name and the value: sent once"
    spoken = AREAS.assign(description=["Beech & Ash: most of all", "Alder: 10.0"])
    panel, made = around(SHAPES), classes_of([130, 10])
    spec = as_spec(area_map(spoken, seen(SHAPES, panel), made, LIGHT, panel, labels=LABELS))
    assert properties(spec)["B"]["description"] == "Beech & Ash: most of all"


def test_an_area_without_data_is_white_with_a_dashed_edge():
    spec = flat(values=(None, 10), why=["no data", None])
    assert properties(spec)["B"]["fill"] == LIGHT.bg
    assert any(layer["mark"].get("strokeDash") == [4, 3] for layer in map_read.layers(spec))


def test_the_selected_area_is_outlined_with_a_halo_and_never_filled():
    plain, chosen = flat(), flat(selected="A")
    assert properties(plain)["A"]["fill"] == properties(chosen)["A"]["fill"]
    strokes = [
        (layer["mark"].get("stroke"), layer["mark"].get("strokeWidth"))
        for layer in map_read.layers(chosen)
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
    silent = [layer for layer in map_read.layers(spec) if layer["mark"].get("aria") is False]
    assert len(silent) == len(list(map_read.layers(spec))) - 1


def test_outlines_are_sent_once_and_come_out_as_they_went_in(demonstration):
    """The real small areas: neighbours share each edge, and nothing of a corner is lost."""
    shapes = demonstration.read("shapes", kind="lsoa", vintage="2011")
    whole = outlines(shapes, around(shapes))
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for code, geometry in whole.items()
    ]
    sent = topology(features)
    back = map_read.areas({"datasets": {"areas": sent}})
    assert len(back) == len(features) == 95
    for one, other in zip(features, back, strict=True):
        assert one["properties"] == other["properties"]
        assert shape(one["geometry"]).equals(shape(other["geometry"]))
    edges = [edge for arc in sent["arcs"] for edge in arc[1:]]
    sides = sum(len(ring) - 1 for one in features for ring in one["geometry"]["coordinates"])
    assert len(edges) < 0.6 * sides


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
        len(
            json.dumps(
                as_spec(area_map(areas, seen(shapes, panel), made, LIGHT, panel, labels=labels))
            )
        )
        for panel in (around(shapes), town)
    )
    assert total < 100_000
    assert set(labels["area_code"]) >= set(areas["area_code"]), "every ward has a reviewed place"


def test_the_deck_asks_nobody_for_a_basemap_and_escapes_its_tooltip():
    areas = pd.DataFrame(
        {
            "area_code": ["A"],
            "area_name": ["<b>bold</b>"],
            "code": ["W"],
            "told": ["5 crimes & more"],
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
    text = deck_map(areas, shapes, made, LIGHT, lines=shapes, selected="A").to_json()
    deck = json.loads(text)
    assert not deck.get("mapProvider") and "carto" not in text.lower()
    assert "http" not in text
    assert "&lt;b&gt;" in text and "5 crimes &amp; more" in text
    assert ": " not in text[:200], "compact JSON"
    fills = deck["layers"][0]["data"]["features"][0]["properties"]["fill"]
    assert fills == [int(LIGHT.hotspots[1][at : at + 2], 16) for at in (1, 3, 5)]


@pytest.mark.parametrize(
    ("largest", "whole", "between", "decimals"),
    [
        (7, True, (2, 4, 6, 8), 0),
        (99.6, False, (20, 40, 60, 80), 1),
        (101, False, (25, 50, 75, 100), 1),
        (0.7, False, (0.2, 0.4, 0.6, 0.8), 2),
        (0, True, (1, 2, 3, 4), 0),
        (1, True, (1, 2, 3, 4), 0),
    ],
)
def test_a_measure_without_bounds_gets_round_ones_that_hold_its_values(
    largest, whole, between, decimals
):
    made = bounds_of(pd.Series([0, largest, None]), whole=whole)
    assert made == Bounds(between, decimals)
    assert largest <= between[0] * 5
