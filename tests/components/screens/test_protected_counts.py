"""What screens say of partners' protected counts: no whole, order or interval is made of them."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from components.charts.palette import LIGHT
from components.screens import area_beside, ward_map
from components.screens.among_districts import View as Among
from components.screens.among_districts import protected as among
from components.screens.domestic_abuse import View as Abuse
from components.screens.domestic_abuse import when, where
from components.screens.priority_trends import trend as trends
from components.screens.ward_profile import View as Profile
from components.screens.ward_profile import measures as profile
from components.words.setting_priorities import volume
from components.words.sources import source_of
from csp.answers import domestic_abuse as abuse
from csp.answers import evaluation, places
from csp.answers.breakdowns import Live, supplied
from csp.answers.priority_setting import Beside
from csp.answers.trends import trend
from csp.db import Reader
from csp.measures import measures
from csp.settings import settings
from tests.protected_wards import ADDED, BOROUGH, HIDDEN_MONTHS, HIDDEN_WARD, SHOWN, YEARS

NEVER = {  # columns of a file, fields behind a picture
    *("lower", "upper", "rank", "rank_low", "rank_high", "share", "share_of_residents"),
    *("running", "so_far", "p", "z", "p_adjusted", "difference", "percent", "areas_in_class"),
}
HEADS = re.compile(r"rank|share|interval|percent|chance|small areas of", re.IGNORECASE)
SAYS = re.compile(r"hold half|highest|of them|per cent|could be placed|%", re.IGNORECASE)
BOXLEY = "E05004986"


@pytest.fixture(scope="module")
def public(published_wards_folder) -> Iterator[Reader]:
    file = (published_wards_folder / "public.duckdb").resolve()
    with closing(Reader(file, "public")) as reader:
        yield reader


@pytest.fixture(autouse=True)
def _here(published_wards_folder, monkeypatch) -> None:
    monkeypatch.setenv("CSP_DATA", str(published_wards_folder))
    monkeypatch.setenv("CSP_EDITION", "public")


def seen(reader: Reader, show: str, name: str = "needle_finds", **more: Any) -> ward_map.View:
    newest = places.periods(reader, measures()[name].source)[0]
    return ward_map.View(measures()[name], newest, show, "2013", **{"ward": "", **more})


def fields(told: Any) -> Iterator[str]:
    """The names of all fields of the rows behind a picture."""
    if isinstance(told, dict):
        if "area_code" in told or "area_name" in told or "reading" in told:
            yield from told
        for one in told.values():
            yield from fields(one)
    elif isinstance(told, list):
        for one in told:
            yield from fields(one)


def holds_no_order(said: ward_map.Answer) -> None:
    """No column, field, head or sentence that only whole counts of all areas would bear."""
    heads = re.findall(r"<th[^>]*scope=.col[^>]*>(.*?)</th>", said.table)
    assert heads
    assert [one for one in heads if HEADS.search(one)] == []
    assert set(said.files.columns).isdisjoint(NEVER)
    for _, spec in said.pictures:
        assert NEVER.isdisjoint(fields(spec))
    for words in (said.title, said.lead, said.map_title, said.table_title, said.alt):
        assert not SAYS.search(words), words
    if said.areas:
        of = json.loads(said.areas({}))["features"][0]["properties"]
        assert NEVER.isdisjoint(of)


@pytest.mark.parametrize("show", ["count", "rate"])
@pytest.mark.parametrize("beside", ["", "period", "measure"])
def test_a_map_of_protected_counts_orders_and_sums_nothing(public, show, beside):
    view, second = seen(public, show), None
    if beside == "period":
        second = replace(view, period=places.periods(public, view.measure.source)[1])
    elif beside == "measure":
        second = seen(public, show, ADDED[1])
    holds_no_order(ward_map.answer(public, replace(view, second=second), LIGHT))


@pytest.mark.parametrize("show", ["count", "rate"])
def test_a_map_says_hidden_and_the_boroughs_own_count(public, show):
    said = ward_map.answer(public, seen(public, show, ward=BOXLEY), LIGHT)
    hidden = 26 - len(SHOWN)
    assert said.title == (
        f"Discarded needles: 0 to 45 in each of five wards; {hidden} are hidden to protect people"
    )
    assert f"about {BOROUGH} discarded needles in the whole borough" in said.lead
    assert str(sum(SHOWN.values())) not in said.lead
    assert said.table.count(">hidden<") == 2 * hidden  # count and rate
    assert (said.files["why_blank"] == "hidden").sum() == hidden
    assert list(said.files["area_name"]) == sorted(said.files["area_name"])
    assert f"hidden <span>{hidden} wards</span>" in said.key
    assert said.alt.endswith(f"; counts are rounded; {hidden} wards hidden")
    drawn = json.dumps([spec for _, spec in said.panels], ensure_ascii=False)
    assert '"words": "hidden"' in drawn and "datum.properties.over == 'hidden'" in drawn
    of = json.loads(said.areas({}))["features"]
    assert sum(one["properties"]["why_blank"] == "hidden" for one in of) == hidden


def test_no_hidden_ward_leaves_a_word_of_hiding(public):
    said = ward_map.answer(public, seen(public, "count"), LIGHT)
    assert "hidden" in said.title
    one = seen(public, "count", abuse.incidents().id)
    assert "; one is hidden to protect people" in ward_map.answer(public, one, LIGHT).title


@pytest.mark.parametrize("show", ["share", "change", "hotspots", "over_time"])
def test_ways_that_need_whole_counts_say_so(public, show):
    said = ward_map.answer(public, seen(public, show), LIGHT)
    assert said.empty and said.title and not said.panels and said.files.empty


@pytest.mark.parametrize("show", ["count", "rate", "hotspots"])
def test_domestic_abuse_by_ward_and_year_is_shown(public, show):
    period = places.periods(public, abuse.INCIDENTS)[0]
    view = Abuse("where", period, show, BOXLEY, "2013", illustrative=False, public=True)
    said = where.wards(public, view, LIGHT)
    assert said.panels and not said.empty
    holds_no_order(said)
    row = re.search(rf"<tr[^>]*>(?:(?!</tr>).)*{HIDDEN_WARD}.*?</tr>", said.table, re.DOTALL)
    assert row is not None and ">hidden<" in row.group()
    assert said.files.set_index("area_name").loc[HIDDEN_WARD, "why_blank"] == "hidden"
    assert where.curve(public, view, LIGHT) is None
    assert where.agreement(public, view) is None
    if show == "hotspots":
        assert {"class", "pattern"} <= set(said.files.columns)
        assert "hold" in said.map_title and "hotspot" in said.map_title


def test_quarters_are_drawn_only_where_they_are_held(public):
    period = places.periods(public, abuse.INCIDENTS)[0]
    view = Abuse("where", period, "over_time", "", "2013", illustrative=False, public=True)
    assert where.over_time(public, view, LIGHT) is None


def test_a_profile_gives_counts_and_rates_alone(public):
    listed = profile.tables(public, Profile("2013", BOXLEY), LIGHT)
    own = [
        one for one in listed if one.figure.dataset in {measures()[name].source for name in ADDED}
    ]
    assert len(own) == len(ADDED)
    for one in own:
        heads = re.findall(r"<th[^>]*scope=.col[^>]*>(.*?)</th>", one.figure.table)
        assert heads and not [head for head in heads if HEADS.search(head)]
        assert NEVER.isdisjoint(one.figure.files.columns)
        assert one.figure.title == "The count, rounded"
        assert ">45<" in one.figure.table


def test_a_profile_of_a_hidden_ward_says_so(public):
    code = next(
        code for code, name in places.ward_names(public, "2013").items() if name == HIDDEN_WARD
    )
    listed = profile.tables(public, Profile("2013", code), LIGHT)
    own = [one.figure for one in listed if one.figure.dataset == "needle_finds"]
    assert own[0].title == "The count is hidden to protect people"
    assert own[0].table.count(">hidden<") == 2


def test_hidden_months_are_gaps_and_the_limits_say_what_they_are_of(public):
    measure = measures()["needle_finds"]
    told = trend(public, measure)
    hidden = len(HIDDEN_MONTHS) * len(YEARS)
    assert told.hidden == hidden
    gone = told.chart[told.chart["why_blank"] == "hidden"]
    assert set(gone["status"]) == {"missing"} and gone["value"].isna().all()
    said = trends.answer(public, measure, "all", LIGHT)
    assert "Four months are hidden and stand as gaps" in said.note
    assert "The newest month shown" in said.lead or "newest month" not in said.lead
    assert "Police’s whole area" not in said.note  # the force is not counted
    assert "made of rounded counts" in said.note
    assert said.table.count(">hidden<") == hidden
    assert "not held or hidden" in said.in_words
    assert (said.files["why_blank"] == "hidden").sum() == hidden


def test_the_months_beside_a_map_have_no_average_of_those_shown(public):
    newest = places.periods(public, "needle_finds")[0]
    asked = (measures()["needle_finds"], newest, "2013")
    own = settings().area.name
    made = area_beside.part(public, "months", *asked, "", colours=LIGHT)
    assert made is not None
    assert made.title == (
        f"{own}: 25 discarded needles in each of 20 months; four months are hidden"
    )
    assert "average" not in json.dumps(made.spec)
    assert "centre" not in made.files
    assert made.table.count(">hidden<") == 4
    for name in ("funnel", "strip"):
        assert area_beside.part(public, name, *asked, "", colours=LIGHT) is None
    assert "about 45" in area_beside.sentence(public, *asked, BOXLEY)
    hidden = next(
        code for code, name in places.ward_names(public, "2013").items() if name == HIDDEN_WARD
    )
    assert f"**{HIDDEN_WARD}** is hidden" in area_beside.sentence(public, *asked, hidden)


def test_the_months_of_domestic_abuse_are_not_summed(public):
    period = places.periods(public, abuse.INCIDENTS)[0]
    view = Abuse("when", period, "", "", "2013", illustrative=False, public=True)
    made = when.monthly(public, view, LIGHT)
    assert made is not None
    assert "Twelve months" not in made.table
    assert "rolling" not in made.files
    assert "made of rounded counts" in made.note


@pytest.mark.parametrize("part", ["wards", "over_time", "similar", "urban_rural"])
def test_our_place_among_districts_is_not_told_of_rounded_counts(public, part):
    newest = places.periods(public, "needle_finds")[0]
    said = among.part(public, Among(part, measures()["needle_finds"], newest, "2013", "", ""))
    assert said is not None and said.empty and not said.figures


def test_districts_have_counts_and_rates_alone(public):
    newest = places.periods(public, "needle_finds")[0]
    asked = Among("districts", measures()["needle_finds"], newest, "2013", "", "")
    said = among.part(public, asked)
    assert said is not None
    made = said.figures[0].figure
    assert NEVER.isdisjoint(made.files.columns)
    assert not SAYS.search(f"{said.title} {said.lead}")
    police = Among("districts", measures()["asb_incidents"], newest, "2013", "", "")
    assert among.part(public, police) is None


def test_what_needs_whole_counts_offers_no_protected_measure(public):
    action = next(iter(evaluation.actions(public).values()))
    offered = evaluation.measures_for(public, action)
    assert offered and not [one for one in offered if places.is_protected(public, one)]
    live = Live("needle_finds", "", "", ("needle_finds",), ())
    assert supplied(public, live) is None


def test_a_theme_with_a_hidden_count_says_so(public):
    measure = measures()["needle_finds"]
    told = trend(public, measure)
    span = places.periods(public, measure.source)[0].span
    beside = Beside("", told, float("nan"), span, None, "", None)
    assert volume(beside)[0] == "hidden"
    assert volume(replace(beside, newest=310.0))[1].endswith("rounded")


def test_downloads_say_how_counts_are_protected(public):
    source = source_of(public.read("datasets"), "needle_finds", "2019")
    told = source.facts("2019-12")
    assert "rounded to the nearest 5" in told["protection"]
    police = source_of(public.read("datasets"), "police_uk", "2019")
    assert police.facts("2019-12")["protection"].startswith("None needed")
