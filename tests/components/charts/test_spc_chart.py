"""The control chart as a picture: what is drawn means what the frame says."""

from datetime import date

import pandas as pd
import pytest

from components.charts import export
from components.charts.palette import DARK, LIGHT
from components.charts.placing import Box
from components.charts.spc import spc_chart
from components.charts.spc_canvas import DESK, END_LABELS, HEIGHT
from components.charts.spc_ends import Reference
from components.charts.theme import FONT, LEAD, SHAPES, SIGNAL_SIZE, as_spec
from components.charts.time_axis import FOLDED_FROM, STRIP, lay_out
from components.words import signals
from csp import months
from csp.answers.trends import recent, trend
from csp.measures import measures, measures_of
from csp.stats import spc

BREAKS = pd.DataFrame(
    [
        ("2016-05-26", None, "law", "annotate", "new substances law"),
        ("2018-01-01", None, "recording rule", "rebase", "crime recorded differently"),
        ("2018-11-01", "2018-12-31", "incomplete supply", "annotate", "incomplete supply"),
        ("2019-02-01", None, "inspection", "annotate", "recording outstanding"),
    ],
    columns=["starts_on", "ends_on", "kind", "effect", "short"],
).assign(
    starts_on=lambda frame: pd.to_datetime(frame["starts_on"]),
    ends_on=lambda frame: pd.to_datetime(frame["ends_on"]),
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
    for phrase in (
        "Trial limits (11 months)",
        "4 full months: no limits",
        "Break: crime recorded differently and 1 more",
        "Apr to Sep 2018 not held",
        "incomplete supply",
        "recording outstanding",
    ):
        assert phrase in words
    assert "new substances law" not in words  # in the strip, which counts it


def test_no_word_of_a_strip_is_broken_or_wider_than_it(told):
    long = BREAKS.assign(short="pandemic restrictions")
    whole = as_spec(spc_chart(told, LIGHT, breaks=long))
    words = [row["words"] for layer in of_kind(whole, "text") for row in rows(layer, whole)]
    (strip,) = [one for one in words if one.startswith("Break:")]
    assert strip.split("\n")[:3] == ["Break:", "pandemic", "restrictions"]
    room = STRIP * (DESK - END_LABELS) / lay_out(told).length  # px
    assert max(len(line) for line in strip.split("\n")) * 6.2 < room


def test_a_change_in_recording_among_the_months_drawn_is_a_rule_at_its_day(told):
    whole = spec(told)
    axis = lay_out(told)
    thin = [one for one in of_kind(whole, "rule") if one["mark"]["strokeWidth"] == 1]
    drawn = [row["x"] for layer in thin for row in rows(layer, whole) if row.get("y2") != row["y"]]
    assert axis.x[date(2019, 2, 1)] - 0.5 in drawn
    assert axis.place(date(2019, 2, 15)) == axis.x[date(2019, 2, 1)] - 0.5 + 14 / 28
    assert axis.place(date(2016, 5, 26)) is None  # folded
    gap = axis.stretches[1]
    assert axis.place(date(2018, 5, 1)) == gap.x + 1


def test_months_without_limits_are_hollow_and_said_not_to_be_judged(told):
    whole = spec(told)
    (hollow,) = [
        layer
        for layer in of_kind(whole, "point")
        if layer["mark"].get("fill") == LIGHT.bg and not layer["mark"]["strokeDash"]
    ]
    drawn = rows(hollow, whole)
    assert [row["month"] for row in drawn] == ["Mar 2018", "Oct 2018", "Jan 2019", "Feb 2019"]
    assert all(row["says"] == "no limits, not judged" for row in drawn)
    assert hollow["mark"]["stroke"] == LIGHT.muted


def test_the_key_shows_what_the_chart_shows(told):
    shown = {shape for shape, _, _ in signals.key_of(told)}
    assert shown == {"dot", "ring", "dashed ring"}


def labels(whole: dict) -> list[tuple[str, Box]]:
    """The level words of a chart with the box that each takes at a desk, in px."""
    unit = (DESK - END_LABELS) / lay_out_length(whole)
    top = whole["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    found = []
    for layer in of_kind(whole, "text"):
        mark = layer["mark"]
        if mark.get("stroke") or mark.get("angle") or mark.get("dy"):
            continue  # halos, words along a rule, and years below the plot
        for row in rows(layer, whole):
            lines = row["words"].split("\n")
            wide = max(map(len, lines)) * 6.2
            left = row["x"] * unit - (0 if mark["align"] == "left" else wide / 2)
            high = row["y"] / top * HEIGHT + LEAD / 2
            found.append(
                (row["words"], Box(left, left + wide, high - LEAD * len(lines), high - 0.01))
            )
    return found


def lay_out_length(whole: dict) -> float:
    end = whole["layer"][0]["encoding"]["x"]["scale"]["domainMax"]["expr"]
    return float(end.split("?")[1].split(":")[0])


@pytest.mark.parametrize("reach", ["all", "recent"])
@pytest.mark.parametrize("name", list(measures_of("police_uk")))
def test_no_words_cover_others_at_a_desk(name, reach, demonstration):
    found = trend(demonstration, measures()[name])
    chart = recent(found.chart) if reach == "recent" else found.chart
    kent = Reference("Kent, our size", monthly=found.force)
    whole = as_spec(spc_chart(chart, LIGHT, breaks=found.breaks, force=kent))
    placed = labels(whole)
    for number, (words, box) in enumerate(placed):
        assert box.low >= 0 and box.high <= HEIGHT, words
        for other, taken in placed[number + 1 :]:
            assert not box.meets(taken), (words, other)
    words = [one for one, _ in placed]
    assert f"Dec 2025: {found.latest['value']:,.0f}" in words
    signalled = [one.words for one in signals.said(chart)]
    assert all(one in " ".join(words).replace("\n", " ") for one in signalled)


def test_the_ends_of_lines_stand_in_the_order_of_the_figures_that_they_print(demonstration):
    """Kent 513 stood above a December of 518 that was drawn at 509."""
    found = trend(demonstration, measures()["crime_violence_and_sexual_offences"])
    kent = Reference("Kent, our size", monthly=found.force)
    whole = as_spec(spc_chart(found.chart, LIGHT, breaks=found.breaks, force=kent))
    ends = sorted(
        (box.low, float(words.split()[-1].replace(",", "")))
        for words, box in labels(whole)
        if words.split()[0] in ("Upper", "Average", "Lower", "Kent,", "Dec")
    )
    assert len(ends) == 5
    assert [figure for _, figure in ends] == sorted(figure for _, figure in ends)
    assert all(
        after[0] - before[0] >= LEAD - 1e-6 for before, after in zip(ends, ends[1:], strict=False)
    )


def test_words_of_a_signal_keep_to_its_months_or_to_the_gap_behind_them(demonstration):
    found = trend(demonstration, measures()["crime_vehicle_crime"])
    whole = as_spec(spc_chart(found.chart, LIGHT, breaks=found.breaks))
    axis = lay_out(found.chart)
    unit = (DESK - END_LABELS) / axis.length
    edges = sorted(
        {0.0, axis.length, *(edge for one in axis.stretches for edge in (one.x, one.x2))}
    )
    told = [one.words for one in signals.said(found.chart)]
    boxes = [box for words, box in labels(whole) if words.replace("\n", " ") in told]
    assert len(boxes) == len(told) == 3
    for box in boxes:
        assert not any(box.left < edge * unit < box.right for edge in edges)


def test_the_height_is_the_plots_own_and_a_signal_has_its_full_size(told):
    whole = spec(told)
    assert whole["autosize"]["type"] == "fit-x"
    assert whole["height"] == HEIGHT
    low = [60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 120]
    (signal,) = [
        layer
        for layer in of_kind(spec(spc.chart(series(year(2020, low)))), "point")
        if layer["mark"]["shape"] == SHAPES["triangle up"]
    ]
    assert signal["mark"]["size"]["expr"].endswith(f": {SIGNAL_SIZE}")


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


def test_rare_counts_stand_on_stems_and_are_not_joined():
    drawn = spec(spc.chart(series(year(2024, [0, 1, 2, 1, 0, 3, 1, 0, 1, 2, 0, 1]))))
    marks = [layer["mark"]["type"] for layer in drawn["layer"] if isinstance(layer["mark"], dict)]
    assert "line" not in marks
    stems = [
        layer
        for layer in drawn["layer"]
        if layer["mark"]["type"] == "rule" and len(rows(layer, drawn)) == 12
    ]
    assert len(stems) == 1
    assert {row["y"] for row in rows(stems[0], drawn)} == {0.0}
    assert len({round(row["y2"], 3) for row in rows(stems[0], drawn)}) > 3
