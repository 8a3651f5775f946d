"""The control chart as a picture: what is drawn means what the frame says."""

from datetime import date

import pandas as pd
import pytest

from components.charts import export
from components.charts.palette import DARK, LIGHT
from components.charts.spc import Reference, spc_chart
from components.charts.theme import FONT, SHAPES, as_spec
from components.charts.time_axis import FOLDED_FROM, STRIP, lay_out
from csp import months
from csp.stats import spc

BREAKS = pd.DataFrame(
    {
        "starts_on": [pd.Timestamp("2018-01-01")],
        "ends_on": [pd.NaT],
        "effect": ["rebase"],
        "short": ["crime recorded differently"],
    }
)


def series(values: dict[str, float], incomplete: tuple[str, ...] = ()) -> pd.DataFrame:
    held = {date.fromisoformat(f"{month}-01"): value for month, value in values.items()}
    broken = {date.fromisoformat(f"{month}-01") for month in incomplete}
    rows = [
        (
            month,
            held.get(month),
            "missing" if month not in held else "incomplete" if month in broken else "complete",
        )
        for month in months.Span(min(held), max(held)).all()
    ]
    return pd.DataFrame(rows, columns=["month", "events", "status"])


def year(first: int, values: list[float]) -> dict[str, float]:
    return {f"{first}-{number:02d}": value for number, value in enumerate(values, start=1)}


@pytest.fixture
def told() -> pd.DataFrame:
    values = {
        **year(2014, [50, 52, 55, 48, 60, 58, 62, 57, 54, 61, 59]),
        **{"2018-10": 80, "2018-11": 40, "2018-12": 20, "2019-01": 82, "2019-02": 75},
        **{"2018-03": 66},
    }
    return spc.chart(series(values, ("2018-11", "2018-12")), [date(2018, 1, 1)])


def layers(chart: pd.DataFrame, colours=LIGHT, **more) -> list[dict]:
    return spec(chart, colours, **more)["layer"]


def spec(chart: pd.DataFrame, colours=LIGHT, **more) -> dict:
    return as_spec(spc_chart(chart, colours, breaks=BREAKS, **more))


def rows(layer: dict, whole: dict) -> list[dict]:
    return whole["datasets"][layer["data"]["name"]]


def of_kind(whole: dict, kind: str) -> list[dict]:
    return [layer for layer in whole["layer"] if layer["mark"]["type"] == kind]


def test_long_gaps_are_folded_and_short_ones_drawn_to_scale(told):
    axis = lay_out(told)
    long, short = axis.stretches[0], axis.stretches[1]
    assert long.folded and long.x2 - long.x == STRIP
    assert long.span.months >= FOLDED_FROM
    assert not short.folded and short.x2 - short.x == short.span.months == 6
    places = list(axis.x.values())
    assert places == sorted(places)


def test_the_line_never_crosses_a_gap_a_break_or_an_incomplete_month(told):
    whole = spec(told)
    (line,) = of_kind(whole, "line")
    segments: dict[int, list[float]] = {}
    for row in rows(line, whole):
        segments.setdefault(row["segment"], []).append(row["x"])
    lengths = [len(xs) for xs in segments.values()]
    assert lengths == [11, 1, 1, 2]
    for xs in segments.values():
        assert all(after - before == 1 for before, after in zip(xs, xs[1:], strict=False))


def test_incomplete_months_are_hollow_dashed_rings_with_their_word(told):
    whole = spec(told)
    hollow = [layer for layer in of_kind(whole, "point") if layer["mark"].get("strokeDash")]
    assert len(hollow) == 1
    drawn = rows(hollow[0], whole)
    assert [row["count"] for row in drawn] == ["40", "20"]
    assert all("not used" in row["reading"] for row in drawn)
    assert hollow[0]["mark"]["fill"] == LIGHT.bg


def test_a_signal_has_the_shape_of_its_rule_and_the_colour_of_its_direction():
    low = [60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 120]
    for better, colour in (("lower", LIGHT.worse), ("higher", LIGHT.better)):
        whole = spec(spc.chart(series(year(2020, low)), better=better))
        (signal,) = [
            layer
            for layer in of_kind(whole, "point")
            if layer["mark"]["shape"] == SHAPES["triangle up"]
        ]
        assert signal["mark"]["color"] == colour
        assert rows(signal, whole)[0]["count"] == "120"


def test_neither_direction_is_purple():
    low = [60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 120]
    whole = spec(spc.chart(series(year(2020, low)), better="neither"))
    colours = {layer["mark"].get("color") for layer in of_kind(whole, "point")}
    assert LIGHT.neither in colours
    assert not {LIGHT.better, LIGHT.worse} & colours


def test_the_picture_says_its_gaps_breaks_and_limits_in_words(told):
    whole = spec(told)
    words = " ".join(
        row["words"].replace("\n", " ")
        for layer in of_kind(whole, "text")
        for row in rows(layer, whole)
    )
    for phrase in ("Trial limits (11 months)", "no limits", "Break: crime recorded differently"):
        assert phrase in words
    assert "Apr 2018 to Sep 2018 not held" in words


def test_every_layer_shares_one_x_and_one_y(told):
    whole = spec(told, force=Reference("Kent, our size", monthly=told[["month", "value"]]))
    assert len({str(layer["encoding"]["x"]) for layer in whole["layer"]}) == 1
    assert len({str(layer["encoding"]["y"]) for layer in whole["layer"]}) == 1


def test_a_target_is_drawn_with_its_value(told):
    whole = spec(told, target=Reference("Target", value=58))
    assert "Target 58" in str(whole["datasets"])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_it_can_be_drawn_in_our_font_and_on_our_ground(told, colours):
    whole = spec(told, colours)
    assert whole["config"]["font"] == FONT
    assert whole["config"]["background"] == colours.bg
    assert export.svg(whole).startswith(b"<svg")
    assert export.png(whole).startswith(b"\x89PNG")
