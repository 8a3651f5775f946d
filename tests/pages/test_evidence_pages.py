"""Data supply and Break register: one dataset in full, the register by dataset, empty and calm."""

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from components.words.supply import FORM
from csp.settings import ROOT
from csp.sources import partner_sources, sources

PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def _data(demonstration, monkeypatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)


def shown(page: str, dataset: str = "") -> tuple[AppTest, str]:
    """The page with a dataset chosen by its address, and everything that it says."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE)
    if dataset:
        app.query_params["dataset"] = dataset
    app.run()
    assert not app.exception
    blocks = [block.proto.body for block in app.get("html")]
    return app, " ".join(block for block in blocks if not block.startswith("<style>"))


def test_the_table_has_a_strip_in_words_for_each_dataset_that_comes_by_month():
    _, said = shown("data_supply")
    assert said.count('class="months24"') == 4  # the police's and three invented ones
    assert said.count("24 complete") == 3
    assert 'alt="Oct 2017 to Sep 2019: 24 complete"' in said
    held = 10  # datasets of the demonstration
    awaited = len(set(partner_sources())) - 4  # of which four have invented stand-ins
    assert said.count("none failed") == held
    assert said.count(">awaited</span>") == awaited


@pytest.mark.parametrize("dataset", ["police_uk", "marac", "young_people_survey", "boundaries"])
def test_a_chosen_dataset_tells_its_columns_what_to_send_and_where_it_came_from(dataset):
    app, said = shown("data_supply", dataset)
    source = sources().get(dataset)
    expanders = [one.label for one in app.expander]
    assert ("What a file of it holds, and what it needs to be taken" in expanders) == bool(source)
    if source:
        heads = [f'<th scope="row">{column.name}</th>' for column in source.columns]
        assert all(head in said for head in heads)
    assert (FORM in said) == bool(source and source.status == "partner")
    awaited = dataset == "young_people_survey"
    assert ("Fingerprint of what was received" in said) != awaited
    assert any("Every month of its supply" in label for label in expanders) == (
        dataset in ("police_uk", "marac")
    )


def test_a_dataset_shows_its_own_breaks_and_says_so_when_it_has_none():
    _, said = shown("data_supply", "police_uk")
    assert "Pandemic restrictions" in said
    _, said = shown("data_supply", "marac")
    assert "No change in how it was recorded is registered." in said
    assert "Pandemic restrictions" not in said


def test_the_register_holds_every_entry_and_can_be_asked_for_one_dataset(demonstration):
    register = demonstration.read("break_register")
    _, said = shown("break_register")
    assert said.count("Source: ") == len(register) + 1
    app, said = shown("break_register", "published")
    assert said.count("Source: ") == 2 + 1
    assert app.title[0].value.startswith("Two changes in recording are registered; none restarts")


def test_a_dataset_without_an_entry_is_told_calmly():
    app, said = shown("break_register", "population")
    assert app.title[0].value == "No change in how it was recorded is registered here"
    assert "<table" not in said
    assert not app.get("vega_lite_chart")


def test_the_sparklines_say_which_change_falls_among_their_months():
    _, said = shown("at_a_glance")
    told = "A change of areas falls into these months: new wards (2 May 2024)"
    assert said.count(told) == said.count("newest 24 months: ") > 4
    assert said.count("falls between what is compared here: new wards") == 1
