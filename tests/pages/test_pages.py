"""Each page by navigation and alone: what it says follows the choices, and comes back with them."""

import json
from datetime import date
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components.charts.palette import palette
from components.screens.ward_map import View, answer
from components.words import numbers
from csp.answers import places
from csp.measures import measures
from csp.settings import ROOT
from tests import map_read
from tests.long import LONG

PAGES = {
    "pages/at_a_glance.py": "Meeting · At a glance",
    "pages/priority_trends.py": "Meeting · Priority trends",
    "pages/action_plan.py": "Meeting · Action plan",
    "pages/signal_ledger.py": "Meeting · Signal ledger",
    "pages/ward_map.py": "Places · Ward map",
    "pages/ward_profile.py": "Places · Ward profile",
    "pages/did_it_work.py": "Places · Did it work?",
    "pages/among_districts.py": "Places · Maidstone in Kent",
    "pages/domestic_abuse.py": "People · Domestic abuse",
    "pages/feeling_safe.py": "People · Feeling safe",
    "pages/setting_priorities.py": "Evidence · Setting priorities",
    "pages/data_supply.py": "Evidence · Data supply",
    "pages/break_register.py": "Evidence · Break register",
    "pages/published_figures.py": "Evidence · Published figures",
    "pages/downloads.py": "Evidence · Downloads",
    "pages/about.py": "Evidence · About",
    "pages/accessibility.py": "Evidence · Accessibility",
}
# Pictures of two are images in their tables; figures of the third are tables.
WITHOUT_CHARTS = {
    "pages/data_supply.py",
    "pages/published_figures.py",
    "pages/signal_ledger.py",
    "pages/downloads.py",
    "pages/about.py",
    "pages/accessibility.py",
    "pages/how_we_protect_people.py",  # nothing of the demonstration was audited
}
PATIENCE = 60  # seconds
HIGH_STREET = "E05004996"


@pytest.fixture(autouse=True)
def _data(demonstration, monkeypatch) -> None:
    """Every page reads the demonstration; the first-request guard is as after a first request."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)


def start(page: str) -> AppTest:
    """A page by itself."""
    return checked(AppTest.from_file(str(ROOT / page), default_timeout=PATIENCE).run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert len(app.title) == 1
    assert "cannot be shown" not in app.title[0].value
    return app


def said(app: AppTest) -> list[str]:
    """Everything that a visitor can read: title, texts and tables as HTML."""
    styles = "<style>"
    return [app.title[0].value] + [
        block.proto.body for block in app.get("html") if not block.proto.body.startswith(styles)
    ]


def drawn(app: AppTest) -> list[dict[str, Any]]:
    """The specifications of the charts."""
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def areas(app: AppTest, panel: int = 0) -> dict[str, dict[str, Any]]:
    """What each ward of a map panel carries, by its name."""
    features = map_read.areas(drawn(app)[panel])
    return {feature["properties"]["name"]: feature["properties"] for feature in features}


def outlined(app: AppTest) -> int:
    """How many strong outlines the borough panel has."""
    marks = [layer["mark"] for layer in map_read.layers(drawn(app)[0])]
    return sum(mark["type"] == "geoshape" and mark.get("strokeWidth") == 3 for mark in marks)


def test_every_page_by_navigation():
    """It opens on At a glance; each page has its own title, charts with words, and a table."""
    app = checked(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE).run())
    assert any(PAGES["pages/at_a_glance.py"] in block for block in said(app))
    titles = set()
    for page, crumb in PAGES.items():
        checked(app.switch_page(page).run())
        assert any(crumb in block for block in said(app))
        assert any("Demonstration" in block for block in said(app))
        assert any(f"held to {numbers.unbroken('Dec 2025')}" in block for block in said(app))
        titles.add(app.title[0].value)
        charts = app.get("vega_lite_chart")
        assert bool(charts) == (page not in WITHOUT_CHARTS)
        assert all(chart.proto.alt for chart in charts)
        assert any("<table" in block for block in said(app))
    assert len(titles) == len(PAGES)


KINDS = ("selectbox", "segmented_control", "date_input")
CHANGES = {
    "pages/ward_map.py": [
        ("selectbox", "measure", "crime_burglary"),
        ("selectbox", "period", "2024-01_2024-04"),
        ("selectbox", "wards", "lsoa"),
        ("selectbox", "wards", "groups"),
        ("selectbox", "ward", HIGH_STREET),
        ("selectbox", "second", "measure:crime_burglary"),
        ("segmented_control", "show", "share"),
        ("segmented_control", "show", "change"),
        ("segmented_control", "show", "over_time"),
    ],
    "pages/ward_profile.py": [
        ("selectbox", "ward", HIGH_STREET),
        ("selectbox", "wards", "2024"),
    ],
    "pages/priority_trends.py": [
        ("selectbox", "measure", "crime_burglary"),
        ("selectbox", "priority", "Reducing the harm of domestic abuse"),
        ("segmented_control", "reach", "recent"),
        ("segmented_control", "part", "promises"),
        ("segmented_control", "part", "since"),
    ],
    "pages/action_plan.py": [
        ("selectbox", "plan", "2013-18"),
        ("selectbox", "priority", "Substance misuse"),
        ("selectbox", "priority", "Reducing reoffending"),
    ],
    "pages/did_it_work.py": [
        ("selectbox", "action", "worked_example"),
        ("selectbox", "measure", "crime_burglary"),
        ("selectbox", "months", "4"),
        ("selectbox", "first_month", "in"),
    ],
    "pages/among_districts.py": [
        ("selectbox", "measure", "crime_robbery"),
        ("selectbox", "period", "2014-01_2014-11"),
        ("segmented_control", "part", "wards"),
        ("segmented_control", "part", "over_time"),
        ("segmented_control", "part", "similar"),
        ("segmented_control", "part", "urban_rural"),
        ("segmented_control", "part", "admissions"),
    ],
    "pages/at_a_glance.py": [("date_input", "since", date(2025, 11, 1))],
    "pages/domestic_abuse.py": [
        ("selectbox", "period", "2017-11_2018-10"),
        ("segmented_control", "show", "hotspots"),
        ("segmented_control", "part", "when"),
        ("segmented_control", "part", "reached"),
        ("segmented_control", "part", "reading"),
    ],
    "pages/feeling_safe.py": [
        ("selectbox", "question", "safe_night"),
        ("segmented_control", "grouping", "ward"),
    ],
    "pages/setting_priorities.py": [
        ("selectbox", "round", "2025"),
        ("segmented_control", "part", "model"),
    ],
    "pages/data_supply.py": [
        ("selectbox", "dataset", "police_uk"),
        ("selectbox", "dataset", "young_people_survey"),
        ("selectbox", "dataset", "boundaries"),
        ("selectbox", "dataset", "marac"),
    ],
    "pages/break_register.py": [
        ("selectbox", "dataset", "published"),
        ("selectbox", "dataset", "population"),
    ],
    "pages/downloads.py": [
        ("selectbox", "dataset", "population"),
        ("segmented_control", "part", "figures"),
        ("segmented_control", "part", "pack"),
    ],
    "pages/published_figures.py": [
        ("segmented_control", "part", "figures"),
        ("segmented_control", "part", "left_out"),
    ],
}


FEW = ("pages/ward_map.py", "pages/priority_trends.py")
OFTEN = [pytest.param(page, marks=() if page in FEW else LONG) for page in CHANGES]


@pytest.mark.parametrize("page", OFTEN)
def test_a_choice_changes_what_is_said_and_back_again(page):
    """Each page alone: it needs no other page to have run before it."""
    app = start(page)
    assert any(PAGES[page] in block for block in said(app))
    before, pictures = said(app), drawn(app)
    for kind, key, value in CHANGES[page]:
        first = widget(app, kind, key).value
        checked(widget(app, kind, key).set_value(value).run())
        assert widget(app, kind, key).value == value != first
        assert said(app) != before, key
        checked(widget(app, kind, key).set_value(first).run())
        assert said(app) == before, key
        assert drawn(app) == pictures, key


@pytest.mark.parametrize("page", CHANGES)
def test_no_address_can_break_a_page(page):
    """Of what an address gives, ids are taken, the rest is told without repeating it."""
    app = AppTest.from_file(str(ROOT / page), default_timeout=PATIENCE)
    keys = (
        *("measure", "period", "show", "wards", "ward", "plan", "priority", "since", "reach"),
        *("question", "grouping", "part", "dataset", "by"),
        *("document", "theme", "search", "all", "round", "scored", "second"),
    )
    for key in keys:
        app.query_params[key] = "<script>alert(1)</script>"
    checked(app.run())
    told = [block for block in said(app) if "The address names a" in block]
    offered = [one for kind in KINDS for one in app.get(kind) if one.key in keys]
    assert len(told) == len(offered) > 0
    assert "alert" not in "".join(said(app))


def test_an_address_gives_two_maps_of_small_areas_and_what_a_change_is_held_against():
    app = AppTest.from_file(str(ROOT / "pages/ward_map.py"), default_timeout=PATIENCE)
    asked = {"wards": "lsoa", "show": "change", "ward": "E01024364", "against": "year"}
    for key, value in {**asked, "second": "measure:crime_burglary", "land": "town"}.items():
        app.query_params[key] = value
    checked(app.run())
    assert not any("The address names a" in block for block in said(app))
    assert widget(app, "selectbox", "ward").value == "E01024364"
    assert "Small area" in [box.label for box in app.selectbox]
    assert len(drawn(app)) == 2
    assert sum("<table" in block for block in said(app)) == 1


def test_an_id_in_the_address_is_taken():
    app = AppTest.from_file(str(ROOT / "pages/ward_map.py"), default_timeout=PATIENCE)
    app.query_params["measure"] = "crime_burglary"
    app.query_params["ward"] = HIGH_STREET
    checked(app.run())
    assert app.query_params["measure"] == "Burglary"
    assert widget(app, "selectbox", "measure").value == "crime_burglary"
    assert widget(app, "selectbox", "ward").value == HIGH_STREET
    assert not any("The address names a" in block for block in said(app))


def test_every_figure_of_at_a_glance_has_its_source_and_its_table():
    app = start("pages/at_a_glance.py")
    blocks = said(app)
    figures = [block for block in blocks if block.startswith("<h2>")]
    tables = [block for block in blocks if "<table" in block]
    files = [one for one in app.get("download_button") if one.proto.label == "Table as CSV"]
    assert len(figures) == 6
    assert len(tables) == len(files) == len(figures) + 1  # the newest month's cards have no title
    # one below the two figures that stand side by side; two below the priorities
    assert sum(">Source: " in block for block in blocks) == len(files)


def test_a_meeting_without_a_date_is_the_first_that_is_offered():
    app = start("pages/at_a_glance.py")
    before = said(app)
    checked(app.date_input(key="since").set_value(None).run())
    assert said(app) == before


def test_another_plan_has_other_priorities_and_indicators():
    app = start("pages/priority_trends.py")
    before, offered = said(app), list(app.selectbox(key="priority").options)
    chosen = app.selectbox(key="priority").value
    checked(app.selectbox(key="plan").set_value("2013-18").run())
    assert list(app.selectbox(key="priority").options) != offered
    assert said(app) != before
    app.selectbox(key="plan").set_value("2020-21").run()
    checked(app.selectbox(key="priority").set_value(chosen).run())
    assert said(app) == before


def widget(app: AppTest, kind: str, key: str) -> Any:
    (found,) = [one for one in app.get(kind) if one.key == key]
    return found


def test_a_chosen_ward_is_outlined_and_its_row_marked():
    app = start("pages/ward_map.py")
    assert outlined(app) == 0
    assert not any('<tr class="on"' in block for block in said(app))
    checked(app.selectbox(key="ward").set_value(HIGH_STREET).run())
    assert outlined(app) == 1
    table, *_ = [block for block in said(app) if '<tr class="on"' in block]
    row = table.split('<tr class="on"')[1].split("</tr>")[0]
    assert '<th scope="row">High Street</th>' in row
    assert table.count('class="on"') == 1


def test_the_map_the_table_and_the_title_say_the_same():
    """High Street is first in the table, darkest on the map and the subject of the title."""
    app = start("pages/ward_map.py")
    told = areas(app)
    assert len(told) == 26
    table, *_ = [block for block in said(app) if "<table" in block]
    first = table.split("<tbody><tr>")[1].split("</tr>")[0]
    assert '<th scope="row">High Street</th>' in first
    assert f'<td class="n b">{told["High Street"]["told"]}</td>' in first
    assert told["High Street"]["fill"] == palette("light").sequential[-1]
    assert app.title[0].value.startswith(
        "High\N{NO-BREAK SPACE}Street has the highest recorded crime rate"
    )
    for ward in told.values():
        assert f'<td class="n b">{ward["told"]}</td>' in table
        assert ward["description"].startswith(f"{ward['name']}: {ward['told']} per 1,000")
    town = areas(app, 1)
    assert 5 <= len(town) < len(told)
    assert {name: told[name]["fill"] for name in town} == {
        name: ward["fill"] for name, ward in town.items()
    }


def test_how_the_chosen_ward_stands_is_told_and_drawn_when_asked_for():
    app = start("pages/ward_map.py")
    assert any("Choose an area:" in block for block in said(app))
    checked(app.selectbox(key="ward").set_value(HIGH_STREET).run())
    assert any("the count of crimes in <b>High" in block for block in said(app))
    maps = len(drawn(app))
    for closer in ("strip", "funnel", "months"):
        checked(widget(app, "segmented_control", "closer").set_value(closer).run())
        assert len(drawn(app)) == maps + 1


def test_the_ward_sets_are_drawn_as_they_are_named():
    app = start("pages/ward_map.py")
    checked(app.selectbox(key="wards").set_value("2024").run())
    assert len(areas(app)) == 22
    told = [block for block in said(app) if "approximate" in block]
    assert any('<p class="under">' in block for block in told)
    assert any('<p class="note">' in block for block in told)


def shown_as(app: AppTest, show: str) -> AppTest:
    """The ward map, shown another way."""
    return checked(widget(app, "segmented_control", "show").set_value(show).run())


def test_hotspots_are_small_areas_below_ward_lines():
    app = shown_as(start("pages/ward_map.py"), "hotspots")
    borough, town, *_ = drawn(app)
    assert len(map_read.areas(borough)) == 99  # LSOAs of 2021
    assert 60 < len(map_read.areas(town)) < 99
    wards = {feature["properties"]["code"] for feature in map_read.areas(borough)}
    assert len(wards) == 26
    assert not any("; at the edge</small>" in block for block in said(app))
    app.session_state["small_areas"] = True
    table, small, *_ = [block for block in said(checked(app.run())) if "<table" in block]
    assert table.count("<tr>") == 1 + 26 and small.count("<tr>") == 1 + 99
    assert small.count("; at the edge</small>") > 10


def test_the_map_the_tables_and_the_files_of_hotspots_hold_the_same(demonstration):
    period = next(one for one in places.periods(demonstration) if one.newest)
    view = View(measures()["crime_total_excl_asb"], period, "hotspots", "2013", "")
    told = answer(demonstration, view, palette("light"))
    borough = told.panels[0][1]
    bold = {
        row["words"]
        for layer in map_read.layers(borough)
        if layer["mark"]["type"] == "text" and layer["mark"]["fontWeight"] == 700
        for row in borough["datasets"][layer["data"]["name"]]
    }
    held = told.files[told.files["class"] != "not significant"]
    assert bold == set(held["area_name"]) and len(bold) == 5
    assert set(told.files["area_code"].str[:3]) == {"E05"} and len(told.files) == 26
    assert set(told.small.files["area_code"].str[:3]) == {"E01"} and len(told.small.files) == 99
    assert told.small.files["at_edge"].sum() == told.small.table().count("; at the edge</small>")
    assert len(json.loads(told.areas({}))["features"]) == 99
    assert [name for name, _ in told.pictures] == ["Borough map", "Town map"]


def test_the_map_that_moves_is_made_when_asked_for_and_asks_nothing_of_the_network():
    app = shown_as(start("pages/ward_map.py"), "hotspots")
    assert app.get("deck_gl_json_chart") == []
    app.session_state["moving"] = True
    (chart,) = checked(app.run()).get("deck_gl_json_chart")
    deck = json.loads(chart.proto.json)
    layers = {layer["id"]: layer for layer in deck["layers"]}
    assert len(layers["areas"]["data"]["features"]) == 99
    assert len(layers["lines"]["data"]["features"]) == 26
    assert "http" not in chart.proto.json
    assert chart.proto.alt


def test_a_part_of_a_year_is_keyed_and_written_in_one_unit():
    app = start("pages/ward_map.py")
    checked(app.selectbox(key="measure").set_value("crime_burglary").run())
    checked(app.selectbox(key="period").set_value("2025-01_2025-04").run())
    blocks = said(app)
    assert any("taken for the length of the period (four months)" in block for block in blocks)
    assert any("0.33 to 0.66" in block for block in blocks)
    fills = dict(zip(palette("light").sequential, (0, 0.33, 0.67, 1, 1.67), strict=True))
    for ward in areas(app).values():
        assert float(ward["told"]) >= fills[ward["fill"]], ward["name"]


def test_a_change_says_its_months_everywhere():
    """Title, lead, source and file speak of the months that are compared, not of the year."""
    app = shown_as(start("pages/ward_map.py"), "change")
    blocks = [block.replace("\N{NO-BREAK SPACE}", " ") for block in said(app)]
    source, *_ = [block for block in blocks if "Source: " in block]
    assert "Jan 2025 to Apr 2025 against Jan 2024 to Apr 2024" in source
    assert any("the only months held in both years" in block for block in blocks)
    of_the_change = blocks[: blocks.index(source) + 1]
    assert not any("Dec 2025" in block for block in of_the_change)


@pytest.mark.parametrize("show", ["rate", "count", "change", "hotspots"])
def test_what_has_no_place_is_told(show, demonstration):
    app = (
        shown_as(start("pages/ward_map.py"), show) if show != "rate" else start("pages/ward_map.py")
    )
    months = ("2025-01-01", "2025-04-01" if show == "change" else "2025-12-01")
    row = demonstration.read(
        "not_located",
        measure="crime_total_excl_asb",
        starts=months[0],
        ends=months[1],
        whole="E23000032",
    ).iloc[0]
    told = f"In these months {row['not_located']:,} crimes of the whole force"
    assert 0 < row["not_located"] < row["force"]
    assert sum(told in block for block in said(app)) == 1


CLICKS = {
    "flat map": ({"area": [{"properties\\.code": "E1"}]}, "E1"),
    "beside every ward": ({"area": []}, "E0"),
    "map that moves": ({"objects": {"areas": [{"properties": {"code": "E2"}}]}}, "E2"),
    "beside every small area": ({"objects": {}}, "E0"),
}


@pytest.mark.parametrize("clicked", CLICKS)
def test_a_click_on_either_kind_of_map_sets_the_box(clicked):
    def page(selection) -> None:  # its text runs alone: no name of this module is known there
        import streamlit as st  # noqa: PLC0415 - the function is run as a page of its own

        from components.ui.choosers import chosen_on_map  # noqa: PLC0415

        st.session_state["ward"] = "E0"
        st.session_state["map_0"] = {"selection": selection}
        chosen_on_map("map_0")
        st.write(st.session_state["ward"])

    selection, expected = CLICKS[clicked]
    app = AppTest.from_function(page, kwargs={"selection": selection}).run()
    assert not app.exception
    assert app.markdown[0].value == expected


def test_a_period_that_cannot_be_compared_says_so():
    app = start("pages/ward_map.py")
    checked(app.selectbox(key="period").set_value("2014-01_2014-11").run())
    checked(widget(app, "segmented_control", "show").set_value("change").run())
    assert app.title[0].value == "This period cannot be held against the year before"
    assert len(app.info) == 1
    assert drawn(app) == []


def test_months_that_were_not_supplied_whole_are_told():
    """Nov and Dec 2018 are in the table without a figure to compare; missing months are not."""
    app = start("pages/priority_trends.py")
    table = next(block for block in said(app) if "by month, newest first" in block)
    assert table.count("<tbody>") == 1
    rows = table.split("<tbody>")[1].split("</tr>")[:-1]
    assert len(rows) == 33
    blank = [row for row in rows if f'<td class="n">{numbers.NOT_APPLICABLE}</td>' in row]
    assert [row.split("<th")[1].split(">")[1].split("<")[0] for row in blank] == [
        "Dec 2018",
        "Nov 2018",
    ]


def test_a_priority_without_a_series_says_so_and_draws_no_line():
    app = start("pages/priority_trends.py")
    name = "Reducing the harm of domestic abuse"
    checked(app.selectbox(key="priority").set_value(name).run())
    assert app.title[0].value == f"{name}: two published counts, no trend"
    (picture,) = drawn(app)
    assert {layer["mark"]["type"] for layer in picture["layer"]} == {"bar", "rule", "text"}
    checked(app.selectbox(key="priority").set_value("Preventing radicalisation").run())
    assert app.title[0].value == "Preventing radicalisation: no monthly figures are held"
    assert drawn(app) == []
