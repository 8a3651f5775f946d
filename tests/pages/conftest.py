"""What every test of a page needs: the page table must not stand in the way of a page alone."""

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
