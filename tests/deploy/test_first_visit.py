"""What a first visit weighs behind nginx, beside one to the frozen reference of the same page."""

import os
from collections.abc import Iterator

import pytest

from tests.benchmark_delivery import MOST_HEAVIER, PAGES, both_fronted, kilobytes
from tests.long import LONG
from tests.side_by_side import side_by_side

pytestmark = pytest.mark.timeout(240)
FIRST, *OTHERS = PAGES


@pytest.fixture(scope="module")
def ends(chromium, demonstration_folder, tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Ours and the reference, each behind an nginx of its own."""
    work = tmp_path_factory.mktemp("first_visit")
    place = {"CSP_DATA": str(demonstration_folder), "CSP_EDITION": "demonstration"}
    pages = PAGES if "CSP_LONG" in os.environ else [FIRST]
    with side_by_side(work, pages, place) as servers, both_fronted(servers, work) as fronted:
        yield fronted


@pytest.mark.parametrize("page", [FIRST, *(pytest.param(page, marks=LONG) for page in OTHERS)])
def test_a_first_visit_is_hardly_heavier_than_one_to_the_frozen_page(chromium, ends, page):
    own, other = kilobytes(chromium, ends, page)
    assert 500 < own < 2500  # it is a whole visit, and packed
    assert own < MOST_HEAVIER * other
