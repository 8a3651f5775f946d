"""Every page on a public file that was made from partners' records: it opens, and says “hidden”
where a count is.
"""

from contextlib import closing

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
