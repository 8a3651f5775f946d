"""The ward map in every way of showing and for every set of areas: map, words, table, files."""

import html
import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from components.charts.palette import LIGHT
from components.screens.ward_map import View, answer
from components.words.numbers import span as span_words
from csp.answers import mapped, places
from csp.db import Reader
from csp.measures import measures
from tests import map_read

CRIME, BURGLARY = measures()["crime_total_excl_asb"], measures()["crime_burglary"]
HIGH_STREET, A_SMALL_AREA = "E05004996", "E01024364"
WAYS = ("rate", "count", "share", "change", "hotspots")
MOST = 125_000  # bytes of pictures and table: with the rest of the page under 150 KB


def period_of(reader: Reader, name: str) -> places.Period:
    return next(one for one in places.periods(reader) if one.id == name)


def view_of(reader: Reader, show: str, areas: str = "2013", **more) -> View:
    own = mapped.area_sets(reader)[areas]
    period = period_of(reader, more.pop("period", "2025-01_2025-12"))
    return View(CRIME, period, show, own.wards, more.pop("ward", ""), own.kind, **more)


def outlined(spec) -> int:
    """How many strong outlines a map has."""
    marks = [layer["mark"] for layer in map_read.layers(spec)]
    return sum(mark["type"] == "geoshape" and mark.get("strokeWidth") == 3 for mark in marks)


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("areas", ["2013", "2024", "lsoa", "groups"])
@pytest.mark.parametrize("show", WAYS)
def test_every_way_of_every_set_has_a_map_its_key_its_table_and_stays_small(
    demonstration, show, areas
):
    view = view_of(demonstration, show, areas)
    made = answer(demonstration, view, LIGHT)
    if (show, areas) == ("hotspots", "groups"):
        assert "not among groups" in made.title and made.empty
        return
    assert made.title and made.lead and made.alt and made.period and not made.empty
    assert "<table" in made.table and '<ul class="key' in made.key
    told = [shape["properties"] for shape in map_read.areas(made.panels[0][1])]
    counted = sum(int(one) for one in re.findall(r"<span>(\d+) ", made.key))
    assert counted == sum(bool(one["code"]) for one in told)
    weight = sum(len(json.dumps(spec, separators=(",", ":"))) for _, spec in made.panels)
    assert weight + len(made.table) < MOST
    deck = json.loads(made.deck().to_json())["layers"][0]["data"]["features"]
    fills = {one["name"]: tuple(bytes.fromhex(one["fill"][1:])) for one in told}
    assert {
        html.unescape(one["properties"]["name"]): tuple(one["properties"]["fill"]) for one in deck
    } == fills


@pytest.mark.parametrize("period", ["2025-01_2025-12", "2014-01_2014-11"])
def test_small_areas_of_the_months_vintage_and_wards_and_groups_add_up(demonstration, period):
    def files(areas: str) -> pd.DataFrame:
        view = view_of(demonstration, "count", areas, period=period)
        return answer(demonstration, view, LIGHT).files

    small, old, new, groups = (files(one) for one in ("lsoa", "2013", "2024", "groups"))
    assert len(small) == (99 if period.startswith("2025") else 95)
    assert small["events"].sum() == old["events"].sum() == new["events"].sum() > 1000
    by_name = old.set_index("area_name")["events"]
    told = mapped.groups(demonstration, "2013").set_index("area_code")
    for group in groups.itertuples():
        wards = told.loc[group.area_code, "wards"].split(", ")
        assert group.events == by_name[wards].sum()


def test_the_words_say_which_small_areas_are_drawn(demonstration):
    newer = answer(demonstration, view_of(demonstration, "rate", "lsoa"), LIGHT)
    older = view_of(demonstration, "rate", "lsoa", period="2014-01_2014-11")
    assert "of the 2021 census" in newer.map_under
    assert "of the 2011 census" in answer(demonstration, older, LIGHT).map_under


def test_a_table_of_small_areas_holds_the_first_and_the_chosen_one_until_asked_for_all(
    demonstration,
):
    made = answer(demonstration, view_of(demonstration, "rate", "lsoa", ward=A_SMALL_AREA), LIGHT)
    assert made.table.count("<tr") == 1 + 25 + 1
    assert made.table.count('class="on"') == 1 and "Maidstone 017A" in made.table
    assert made.every().count("<tr") == 1 + 99
    assert "Maidstone 017A, Headcorn, 75.0 (95% interval 62.7 to 89.1)" in made.map_under
    assert made.count == len(made.files) == 99
    assert outlined(made.panels[0][1]) == 1


def test_shares_are_of_all_that_is_placed_and_the_title_says_how_few_hold_half(demonstration):
    made = answer(demonstration, view_of(demonstration, "share"), LIGHT)
    held = made.files.sort_values("events", ascending=False)
    assert held["share"].sum() == pytest.approx(100)
    assert held["share"].head(6).sum() >= 50 > held["share"].head(5).sum()
    top = held.iloc[0]
    assert plain(made.title) == (
        f"Half of all crimes lie in six of 26 wards; {top['area_name']} holds"
        f" {top['share']:.0f}% of them, with {top['share_of_residents']:.0f}% of residents"
    )


def test_no_share_is_made_of_a_handful(changed):
    few = "UPDATE area_month SET events = 0 WHERE measure = 'crime_total_excl_asb' AND events > 0"
    reader = changed(f"{few} AND area_code <> 'E05004982'", f"{few} AND month <> '2025-01-01'")
    one = "UPDATE area_month SET events = 9 WHERE area_code = 'E05004982' AND month = '2025-01-01'"
    reader = changed(few, f"{one} AND measure = 'crime_total_excl_asb'")
    made = answer(reader, view_of(reader, "share"), LIGHT)
    assert made.title == "Too few crimes to share out" and "ten" in made.empty


def test_a_group_is_drawn_with_those_of_its_partition_and_never_ranked(demonstration):
    def drawn(ward: str) -> tuple[set[str], object]:
        made = answer(demonstration, view_of(demonstration, "rate", "groups", ward=ward), LIGHT)
        shapes = map_read.areas(made.panels[0][1])
        return {shape["properties"]["name"] for shape in shapes}, made

    first, made = drawn("")
    assert first == {"Urban wards", "Rural wards"}
    assert "Rank" not in made.table and "rank" not in made.files
    assert made.table.count("<tr") == 1 + 5
    assert len(json.loads(made.areas({}))["features"]) == 5
    assert "visitors" in made.lead  # the note on the ward inside
    town, made = drawn("group_six_town_wards")
    assert town == {"Six wards of the town", "Other wards"}
    assert "(Bridge, East, Fant, High Street, North, South)" in made.map_under
    assert "in none of these groups" in made.key


def test_a_change_of_small_areas_is_blank_where_the_other_span_does_not_know_them(changed):
    reader = changed(f"DELETE FROM area_change WHERE area_code = '{A_SMALL_AREA}'")
    made = answer(reader, view_of(reader, "change", "lsoa"), LIGHT)
    told = {
        shape["properties"]["code"]: shape["properties"]
        for shape in map_read.areas(made.panels[0][1])
    }
    assert told[A_SMALL_AREA]["told"] == "no data" and told[A_SMALL_AREA]["fill"] == LIGHT.bg
    assert "no data <span>1 small area</span>" in made.key
    assert "Of 98 small areas, chance alone" in made.lead


QUARTERS = [("2024-01-01", "2024-03-01")] + [
    (f"{year}-{first:02}-01", f"{year}-{first + 2:02}-01")
    for year, firsts in ((2024, (4, 7, 10)), (2025, (1, 4, 7, 10)))
    for first in firsts
]
PLANTED = {
    "E05004982": ("persistent", "11111111"),
    "E05004983": ("emerging", "00000011"),
    "E05004984": ("former", "11000000"),
    "E05004985": ("intermittent", "01010101"),
    "E05004986": ("none", "00000000"),
}


def planted() -> list[str]:
    """Statements that give five wards a pattern each, over eight quarters."""
    rows = []
    for code, (word, hot) in PLANTED.items():
        for (starts, ends), one in zip(QUARTERS, hot, strict=True):
            found = "hot 95" if one == "1" else "not significant"
            rows.append(f"('{code}', '{starts}', '{ends}', '{found}', '{word}')")
    return [
        "INSERT INTO hotspot BY NAME SELECT 'crime_total_excl_asb' AS measure, false AS at_edge, *"
        " FROM (VALUES "
        + ", ".join(rows)
        + ") AS planted (area_code, period_start, period_end, class, pattern)"
    ]


def test_how_hotspots_last_is_too_short_to_say_with_four_quarters(demonstration):
    for areas in ("2013", "2024", "lsoa"):
        made = answer(demonstration, view_of(demonstration, "over_time", areas), LIGHT)
        assert made.title == "How long hotspots of crimes last: too short to say"
        assert "eight whole quarters in a row" in made.empty
        assert "four are held in a row (Jan 2025 to Dec 2025)" in made.empty


def test_planted_patterns_are_drawn_named_and_listed(changed):
    reader = changed(*planted())
    made = answer(reader, view_of(reader, "over_time"), LIGHT)
    names = places.ward_names(reader, "2013")
    assert made.files.set_index("area_code")["pattern"].to_dict() == {
        code: word for code, (word, _) in PLANTED.items()
    }
    assert plain(made.title) == (
        f"{names['E05004982']} holds a persistent hotspot of crimes, and {names['E05004983']} an"
        " emerging one"
    )
    assert "eight quarters" in made.lead and "Jan 2024 to Dec 2025" in made.lead
    for words in ("Persistent <span>1", "Emerging <span>1", "Former <span>1", "no data <span>21"):
        assert words in made.key
    assert made.table.index(names["E05004982"]) < made.table.index(names["E05004986"])
    assert "8 of 8" in made.table and "2 of 8" in made.table and "0 of 8" in made.table


def side_by_side(reader: Reader, show: str = "rate", areas: str = "2013", **second):
    view = view_of(reader, show, areas, ward=HIGH_STREET, period="2025-01_2025-04")
    return answer(reader, replace(view, second=replace(view, **second)), LIGHT)


def fills(spec) -> dict[str, str]:
    return {
        shape["properties"]["code"]: shape["properties"]["fill"] for shape in map_read.areas(spec)
    }


def test_two_equally_long_periods_stand_under_one_key_and_in_one_table(demonstration):
    earlier = period_of(demonstration, "2024-01_2024-04")
    made = side_by_side(demonstration, period=earlier)
    left, right = (fills(spec) for spec in made.sides.maps)
    assert len(made.sides.keys) == 1
    same = sum(left[code] == right[code] for code in left)
    assert plain(made.title) == f"{same} of 26 wards lie in the same class in both periods"
    for side in made.sides.maps:
        assert outlined(side) == 1  # the chosen ward
    for months in (made.sides.titles[0], made.sides.titles[1]):
        assert f">Rate, {months}</th>" in made.table
    assert made.sides.titles[1] == span_words(earlier.span)
    row = made.table.split('class="on"')[1].split("</tr>")[0]
    assert re.findall(r">([\d.]+)</td>", row) == ["81.6", "81.8"]
    assert len(made.files) == 2 * 26 and set(made.files["period"]) == set(made.sides.titles)


def test_periods_of_unequal_length_and_two_measures_have_a_key_each(demonstration):
    whole = side_by_side(demonstration, period=period_of(demonstration, "2025-01_2025-12"))
    assert len(whole.sides.keys) == 2 and "not equally long" in whole.map_under
    measure = side_by_side(demonstration, measure=BURGLARY)
    assert len(measure.sides.keys) == 2 and "equally long" not in measure.map_under
    assert measure.sides.titles == ("All crime", "Burglary")
    assert "for both measures" in measure.title
    assert set(measure.files["measure"]) == {CRIME.id, BURGLARY.id}


def test_two_maps_of_hotspots_count_small_areas_and_stay_small(demonstration):
    made = side_by_side(demonstration, "hotspots", measure=BURGLARY)
    assert "of 99 small areas" in plain(made.title)
    assert len(made.sides.keys) == 1
    weight = sum(len(json.dumps(spec, separators=(",", ":"))) for spec in made.sides.maps)
    assert weight + len(made.table) < MOST


def test_where_one_of_two_maps_cannot_be_the_reason_stands(demonstration):
    older = period_of(demonstration, "2014-01_2014-11")
    made = side_by_side(demonstration, "change", period=older)
    assert "cannot be held against" in made.title and made.empty and made.sides is None


def test_the_town_can_be_compared_too(demonstration):
    view = view_of(demonstration, "rate", land="town")
    made = answer(demonstration, replace(view, second=replace(view, measure=BURGLARY)), LIGHT)
    assert 5 <= len(map_read.areas(made.sides.maps[0])) < 26
