"""What a first visit to each page sends over the websocket, asked as a browser asks."""

import pytest
from reader_of_pages import LONG, PAGES

from tests.server_time import Talk

MOST_BYTES = 150_000

HEAVIEST = ["domestic_abuse?show=Hotspots", "ward_map?wards=lsoa&show=Change"]
PARTS = [
    "ward_map?show=Hotspots",
    "ward_map?show=Hotspots&period=Jan%202014%20to%20Nov%202014",
    "ward_map?wards=lsoa&show=Hotspots&period=2014-01_2014-11&second=measure:crime_burglary",
    "priority_trends?plan=2017-18&part=promises",
    "priority_trends?part=since",
    "among_districts?part=wards",
    "among_districts?part=urban_rural",
    "did_it_work?action=worked_example",
    "published_figures?part=Every%20figure",
    "setting_priorities?part=theme",
]


@pytest.mark.parametrize(
    "path", [*PAGES, *HEAVIEST, *(pytest.param(path, marks=LONG) for path in PARTS)]
)
def test_the_first_run_of_a_page_is_small(server, path):
    page, _, choices = path.partition("?")
    talk = Talk(server, page, choices)
    talk.close()
    assert 10_000 < talk.received < MOST_BYTES
