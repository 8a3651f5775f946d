"""Every page on a public file that was made from partners' records: it opens, and says “hidden”
where a count is.
"""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from components.words.sources import source_of
from csp.db import Reader, pointer
from csp.settings import ROOT
from tests.pages.opening import opened, said

EVERY = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != "add_data")
RULE = "counts from 1 to 9, and others that would give them away, are hidden"


@pytest.fixture(autouse=True)
def _public(published_folder, monkeypatch) -> None:
    monkeypatch.setenv("CSP_DATA", str(published_folder))
    monkeypatch.setenv("CSP_EDITION", "public")


@pytest.mark.parametrize("page", EVERY)
def test_every_page_opens(page):
    opened(page)


def test_a_hidden_share_is_called_so():
    assert ">hidden<" in said(opened("feeling_safe"))


def test_the_rule_is_told_below_every_figure_of_protected_counts(published_folder):
    with closing(Reader(pointer("public").resolve(), "public")) as reader:
        datasets = reader.read("datasets")
    assert RULE in source_of(datasets, "one_stop_shop", "2018").line()
    assert "rounded" not in source_of(datasets, "police_uk", "2018").line()


def test_the_reads_take_a_calendar_year_as_it_was_published(published_folder):
    asked = {"measure": "domestic_abuse_high_risk", "kinds": ["ward"], "vintage": "2013"}
    with closing(Reader(pointer("public").resolve(), "public")) as reader:
        year = reader.read("area_counts", starts="2018-01-01", ends="2018-12-01", **asked)
        months = reader.read("area_counts", starts="2018-01-01", ends="2018-11-01", **asked)
    hidden = year[year["why_blank"] == "hidden"]
    assert 0 < len(hidden) < len(year)
    assert hidden["events"].isna().all()
    assert set(year["why_blank"].dropna()) == {"hidden"}
    assert (year["events"].dropna() % 5 == 0).all()
    assert set(months["why_blank"]) == {"no data"}  # nothing below the borough by month


# --- a series of which nothing is shown ---


@pytest.fixture
def every_month_hidden(demonstration_folder, tmp_path, monkeypatch) -> None:
    """A public file in which every month of a priority's headline measure is hidden."""
    whole = demonstration_folder / "demonstration.duckdb"
    file = Path(shutil.copy(whole, tmp_path / "public-a-1.duckdb"))
    audit = '{"protection": {"police_uk": {"smallest_shown": 5, "rounding": 5}}}'
    with duckdb.connect(str(file)) as held:
        held.execute("UPDATE release SET edition = 'public', audit = ?", [audit])
        held.execute(
            "UPDATE area_month SET events = NULL, why_blank = 'hidden'"
            " WHERE measure = 'crime_violence_and_sexual_offences'"
        )
    shutil.copy(demonstration_folder / "settings.toml", tmp_path)
    (tmp_path / "public.duckdb").symlink_to(file.name)
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    monkeypatch.setenv("CSP_EDITION", "public")


@pytest.mark.usefixtures("every_month_hidden")
def test_a_series_whose_every_month_is_hidden_is_told_and_drawn_nowhere():
    app = opened("priority_trends")
    title = "Violence and sexual offences: no complete month is held"
    assert [one.value for one in app.title] == [title]
    assert app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart") == []
    assert f'<div class="awaited"><h2>{title}' in said(app)
    assert "No complete month" in said(opened("at_a_glance"))
