"""Contrast of every pair of colours that stand together, in both themes: found in the style sheets
and in the calls that draw, so that what is added later is held to the same.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from components.charts.diverging import Bar, Part, diverging_bars
from components.charts.palette import DARK, INTERVAL, LIGHT, Palette
from components.charts.theme import SHAPES, signal_colour
from components.maps.classes import (
    change_classes,
    fixed_classes,
    hotspot_classes,
    pattern_classes,
    role_classes,
    share_bounds,
)
from components.maps.legend import LEGEND_CSS
from components.tables.html import TABLE_CSS
from components.tables.ledger import LEDGER_CSS
from components.tables.supply import SUPPLY_CSS
from components.tables.ward_profile import PROFILE_CSS
from components.tables.wards import WARDS_CSS
from components.ui import frame
from csp.settings import ROOT
from tests.components.charts.test_palette import BOTH, MARK, TEXT, contrast

SHEETS = {
    name: getattr(frame, name)
    for name in ("STYLES", "FOCUS", "LESS_MOTION", "FORCED_COLOURS", "WIDE_SCREEN")
} | {
    "TABLE_CSS": TABLE_CSS,
    "WARDS_CSS": WARDS_CSS,
    "LEGEND_CSS": LEGEND_CSS,
    "SUPPLY_CSS": SUPPLY_CSS,
    "LEDGER_CSS": LEDGER_CSS,
    "PROFILE_CSS": PROFILE_CSS,
}
RULE = re.compile(r"([^{}]*)\{\{((?:[^{}]|\{\w+\})*)\}\}")
# What stands on a ground that another rule gives it.
GROUND_OF = {"a.exit": "exit", 'button[kind^="primary"]': "accent"}
# Rules and shading, which never carry a meaning alone; and the classes of maps, held below.
QUIET = {"bg", "surface", "grid", "border", "band"}
RAMPS = {"sequential", "diverging", "answers", "hotspots"}


def declared(body: str, *properties: str) -> list[str]:
    """The tokens that a rule gives to some properties."""
    found = re.findall(rf"(?<![-\w])(?:{'|'.join(properties)})\s*:[^;]*?\{{(\w+)\}}", body)
    return [str(token) for token in found]


def worn() -> Iterator[tuple[str, str, str]]:
    """Each text colour of the style sheets with the ground it stands on, and its rule."""
    for name, sheet in SHEETS.items():
        for selector, body in RULE.findall(sheet):
            own = declared(body, "background")
            given = [ground for part, ground in GROUND_OF.items() if part in selector]
            for text in declared(body, "color"):
                for ground in own or given or ["bg", "surface"]:
                    yield text, ground, f"{name} {selector.strip()}"


def lined() -> Iterator[tuple[str, str, str]]:
    """Each colour of a focus ring with the ground that it is drawn on."""
    for name, sheet in SHEETS.items():
        for selector, body in RULE.findall(sheet):
            given = [ground for part, ground in GROUND_OF.items() if part in selector]
            for ring in declared(body, "outline", "outline-color"):
                inside = given if ring == "bg" else ["bg", "surface"]
                for ground in inside:
                    yield ring, ground, f"{name} {selector.strip()}"


def drawn() -> Iterator[tuple[str, bool, str]]:
    """Each colour that a call of a chart or a map gives to a mark, and whether it is of words."""
    for path in sorted((ROOT / "components").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            kind = call.func.attr
            if not kind.startswith("mark_"):
                continue
            for given in call.keywords:
                if given.arg in ("color", "fill", "stroke"):
                    for part in ast.walk(given.value):
                        if isinstance(part, ast.Attribute) and hasattr(LIGHT, part.attr):
                            yield part.attr, kind == "mark_text", f"{path.name}: {kind}"


@BOTH
def test_words_of_every_style_sheet_read_on_their_ground(colours):
    pairs = list(worn())
    assert len(pairs) > 50
    faint = [
        (text, ground, rule)
        for text, ground, rule in pairs
        if contrast(getattr(colours, text), getattr(colours, ground)) < TEXT
    ]
    assert faint == []


@BOTH
def test_every_ring_of_the_keyboard_stands_out_from_its_ground(colours):
    pairs = list(lined())
    assert {ring for ring, _, _ in pairs} == {"accent", "ink", "bg"}
    assert [
        pair
        for pair in pairs
        if contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) < MARK
    ] == []


@BOTH
def test_what_charts_and_maps_draw_stands_out_or_carries_nothing_alone(colours):
    found = set(drawn())
    assert len(found) > 40
    for token, words, where in found:
        if token in QUIET | RAMPS:
            continue
        least = TEXT if words else MARK
        for ground in ("bg", "surface", "band"):
            held = contrast(getattr(colours, token), getattr(colours, ground))
            assert held >= least, (where, token, ground)


def class_sets(colours: Palette) -> dict[str, list[tuple[str, str, str, str]]]:
    """Every set of classes that a map may have: label, fill, text and pattern of each."""
    changes = pd.DataFrame(
        {"difference": [-1.0, 0.0, 1.0], "verdict": ["signal", "none", "signal"]}
    )
    roles = {"target": "T", "beside": "B", "control": "C", "beside_control": "D"}
    bounds = share_bounds(26)
    values = pd.Series([bounds.between[0] * part for part in (0.5, 1.5, 3, 6, 12)])
    made = {
        "amounts": fixed_classes(values, pd.Series([""] * 5), bounds, colours),
        "hotspots": hotspot_classes(pd.Series(["hot 99"]), colours),
        "patterns": pattern_classes(["former"], colours),
        "roles": role_classes(list(roles), roles, colours),
        **{f"change, {one}": change_classes(changes, one, colours) for one in DIRECTIONS},
    }
    return {
        name: [(one.label, one.fill, one.text, one.pattern) for one in classes.classes]
        for name, classes in made.items()
    }


DIRECTIONS = ("lower", "higher", "neither")


@BOTH
def test_words_read_on_every_class_of_every_map(colours):
    faint = [
        (name, label, round(contrast(text, fill), 2))
        for name, classes in class_sets(colours).items()
        for label, fill, text, _ in classes
        if contrast(text, fill) < TEXT
    ]
    assert faint == []


@BOTH
def test_classes_that_lie_side_by_side_differ_by_more_than_colour_or_are_told(colours):
    """No five classes can be three times as bright as their neighbours, so each has words of its
    own, and roles, which have no figure, a pattern.
    """
    for name, classes in class_sets(colours).items():
        looks = [(fill, pattern) for _, fill, _, pattern in classes]
        assert len({label for label, *_ in classes}) == len(classes), name
        for (fill, pattern), (next_fill, next_pattern) in pairwise(looks):
            assert fill != next_fill or pattern != next_pattern, name
    patterns = [pattern for *_, pattern in class_sets(colours)["roles"]]
    assert len(set(patterns)) == len(patterns)
    for ramp in RAMPS:
        assert all(contrast(*pair) > 1.1 for pair in pairwise(getattr(colours, ramp)))


@BOTH
def test_answers_are_parted_by_a_line_and_wear_their_words(colours):
    parts = [Part(f"Kind {at} 20%", 20.0, at < 2, at) for at in range(5)]
    layers = diverging_bars([Bar("All", "2019", parts, "All")], colours).to_dict(validate=False)
    layers = layers["layer"]
    (bars,) = [
        layer["mark"]
        for layer in layers
        if layer["mark"]["type"] == "bar" and layer["mark"].get("stroke") == colours.bg
    ]
    assert bars["strokeWidth"] >= 1
    written: dict[int, str] = {}
    for layer in layers:
        tests = [step["filter"] for step in layer.get("transform", []) if "filter" in step]
        if layer["mark"]["type"] == "text" and tests:
            places = map(int, re.findall(r"fill == (\d)", tests[0]))
            written |= dict.fromkeys(places, layer["mark"]["color"])
    assert sorted(written) == [0, 1, 2, 3, 4]
    assert all(contrast(written[at], colours.answers[at]) >= TEXT for at in range(5))


def over(colour: str, ground: str, opacity: float) -> str:
    """A colour seen through to the ground below it."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(
        f"{round(opacity * own + (1 - opacity) * rest):02X}" for own, rest in parts
    )


@BOTH
def test_the_bar_of_an_interval_stands_out_from_the_page_and_from_a_chosen_row(colours):
    for ground in (colours.bg, colours.surface):
        assert contrast(over(colours.accent, ground, INTERVAL), ground) >= MARK
    assert f"opacity: {str(INTERVAL).lstrip('0')}}}" in TABLE_CSS


def test_no_two_signals_have_one_shape():
    """Red and blue of one brightness are told apart by what they are drawn as."""
    filled = [path for name, path in SHAPES.items() if name not in ("dot", "ring")]
    assert len(set(filled)) == len(filled) == 4
    assert contrast(LIGHT.better, LIGHT.worse) < MARK  # which is why
    kinds = {signal_colour(one, DARK) for one in ("better", "worse", "neither", "none")}
    assert len(kinds) == 4
