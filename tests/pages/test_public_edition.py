"""Every page on a public file that was made from partners' records: it opens, and says “hidden”
where a count is.
"""

import pytest

from csp.db import Reader, pointer
from csp.settings import ROOT
from tests.pages.opening import opened, said

EVERY = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != "add_data")
NOTE = "counts from 1 to 4, and others that would give them away, are hidden"


@pytest.fixture(autouse=True)
def _public(published_folder, monkeypatch) -> None:
    monkeypatch.setenv("CSP_DATA", str(published_folder))
    monkeypatch.setenv("CSP_EDITION", "public")


@pytest.mark.parametrize("page", EVERY)
def test_every_page_opens(page):
    opened(page)


def test_a_hidden_share_is_called_so_and_its_rule_is_told():
    text = said(opened("feeling_safe"))
    assert ">hidden<" in text
    assert NOTE in text


def test_the_reads_take_a_calendar_year_as_it_was_published(published_folder):
    reader = Reader(pointer("public").resolve(), "public")
    asked = {"measure": "domestic_abuse_incidents", "kinds": ["ward"], "vintage": "2013"}
    year = reader.read("area_counts", starts="2018-01-01", ends="2018-12-01", **asked)
    hidden = year[year["why_blank"] == "hidden"]
    assert 0 < len(hidden) < len(year)
    assert hidden["events"].isna().all()
    assert set(year["why_blank"].dropna()) == {"hidden"}
    assert (year["events"].dropna() % 5 == 0).all()
    months = reader.read("area_counts", starts="2018-01-01", ends="2018-11-01", **asked)
    assert set(months["why_blank"]) == {"no data"}  # nothing below the borough by month
    reader.close()
