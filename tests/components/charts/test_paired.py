"""Two values of each thing, and the months of two years: what the pictures say."""

import pandas as pd

from components.charts import export
from components.charts.bars import signed_bars
from components.charts.months_beside import months_beside
from components.charts.paired import paired
from components.charts.palette import DARK, LIGHT
from components.charts.theme import as_spec

ROWS = pd.DataFrame(
    {
        "label": ["Noise", "Dogs", "Fouling", "Trading"],
        "before": [728, 36, 41, None],
        "after": [587, 53, None, 12],
        "both": ["728 → 587", "36 → 53", "41 → –", "– → 12"],
        "moved": ["−141", "+17", "–", "–"],
        "own": ["−19%", "+47%", "–", "–"],
        "verdict": ["better", "none", "", ""],
        "in_ink": [False, False, False, False],
        "reading": ["Noise: 728 to 587", "Dogs", "Fouling", "Trading"],
    }
)


def drawn(spec: dict, width: int = 700) -> str:
    return export.svg(spec | {"width": width}).decode()


def table_of(spec: dict, column: str) -> list[dict]:
    (found,) = [rows for rows in spec["datasets"].values() if rows and column in rows[0]]
    return found


def test_colour_says_what_a_change_means_and_grey_that_chance_gives_it():
    spec = as_spec(paired(ROWS, LIGHT))
    colours = {row["label"]: row["colour"] for row in table_of(spec, "colour")}
    assert colours["Noise"] == LIGHT.better
    assert {colours[one] for one in ("Dogs", "Fouling", "Trading")} == {LIGHT.context}


def test_a_line_joins_two_values_and_a_single_value_is_a_ring_or_a_point():
    svg = drawn(as_spec(paired(ROWS, LIGHT)))
    assert svg.count(f'fill="{LIGHT.bg}" stroke="{LIGHT.muted}"') == 3  # Noise, Dogs, Fouling
    assert ">41 → –<" in svg and ">− → 12<" not in svg and ">– → 12<" in svg


def test_only_the_area_s_own_bar_is_in_ink():
    rows = ROWS.assign(verdict="none", in_ink=[False, True, False, False])
    spec = as_spec(paired(rows, DARK, bars=True))
    colours = [row["colour"] for row in table_of(spec, "colour")]
    assert colours == [DARK.context, DARK.ink, DARK.context, DARK.context]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domainMin"] == 0  # bars begin at zero


def test_a_narrow_picture_leaves_the_columns_of_change_out():
    spec = as_spec(paired(ROWS, LIGHT))
    hidden = 'opacity="0"'
    assert hidden not in drawn(spec)
    assert drawn(spec, 240).count(hidden) == 2 * (len(ROWS) + 1)  # two columns with their heads


def test_invented_records_wear_the_word_inside_the_picture():
    assert "ILLUSTRATIVE" in drawn(as_spec(paired(ROWS, LIGHT, illustrative=True)))


MONTHS = pd.DataFrame(
    {
        "label": ["Oct", "Nov", "Dec"],
        "before": [125, 73, 283],
        "after": [283, 381, 290],
        "reading": ["Oct: 125 to 283", "Nov: 73 to 381", "Dec: 283 to 290"],
    }
)


def test_two_years_share_one_scale_from_zero_and_are_named_apart():
    spec = as_spec(months_beside(MONTHS, LIGHT, years=("2017/18", "2018/19")))
    scales = {str(layer["encoding"]["y"]["scale"]) for layer in spec["layer"]}
    assert len(scales) == 1
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0
    ends = [rows[0]["place"] for rows in spec["datasets"].values() if rows and "place" in rows[0]]
    assert len(set(ends)) == 2
    top = spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    assert abs(ends[0] - ends[1]) >= 16 * top / 260 - 1e-6
    svg = drawn(spec)
    assert ">2017/18<" in svg and ">2018/19<" in svg and ">300<" in svg


def test_stated_changes_stand_with_their_own_words_at_the_tips():
    rows = pd.DataFrame(
        {
            "label": ["Drugs", "Order"],
            "difference": [23.9, -30.0],
            "number": ["+23.9%", "−30%"],
            "own": ["+76", "–"],
            "theirs": ["+13%", "–"],
            "verdict": ["none", "none"],
            "reading": ["Drugs: +23.9%", "Order: −30%"],
        }
    )
    svg = drawn(as_spec(signed_bars(rows, LIGHT, heads=("Number", "Kent"), tooltip=[])))
    assert ">+23.9%<" in svg and ">+76<" in svg and ">Kent<" in svg
