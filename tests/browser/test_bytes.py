"""What a visit to each page sends over the websocket, asked as a browser asks: the first run, and
reruns with another choice.
"""

from collections.abc import Iterator, Sequence

import pytest
from reader_of_pages import LONG, PAGES

from tests.server_time import Talk

MOST_BYTES = 150_000  # of a run, as it is before it is packed
MOST_AGAIN = 60_000  # of a rerun, on its way
TRIED = 12  # choices of each box

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
# The reruns that send most.
CHOSEN = [
    ("domestic_abuse", "Show", "Hotspots"),
    ("among_districts", "Part", "Over time"),
    ("ward_profile", "Ward", "Loose"),
    ("ward_map", "Areas", "Small areas (LSOAs)"),
    ("priority_trends", "Monthly figure", "All crime"),
]
# Boxes of what an address names.
WITHIN = [*PARTS, "domestic_abuse?show=Hotspots", "ward_map?wards=lsoa", "ward_map?view=meeting"]


@pytest.mark.parametrize(
    "path", [*PAGES, *HEAVIEST, *(pytest.param(path, marks=LONG) for path in PARTS)]
)
def test_the_first_run_of_a_page_is_small(server, path):
    page, _, choices = path.partition("?")
    talk = Talk(server, page, choices)
    talk.close()
    assert 10_000 < talk.received < MOST_BYTES


@pytest.mark.parametrize(("page", "label", "words"), CHOSEN)
def test_a_rerun_of_a_page_is_small(server, page, label, words):
    talk = Talk(server, page)
    received, carried = again(talk, label, words)
    talk.close()
    assert 10_000 < received < MOST_BYTES
    assert carried < min(MOST_AGAIN, received / 2)


def test_what_did_not_change_is_not_sent_again(server):
    talk = Talk(server, "feeling_safe")
    before = talk.received
    talk.again()
    talk.close()
    assert talk.received - before < before / 4


@LONG
@pytest.mark.parametrize("path", [*PAGES, *WITHIN])
def test_no_choice_on_a_page_sends_much(server, path):
    page, _, choices = path.partition("?")
    talk = Talk(server, page, choices)
    offered = talk.choosers()
    talk.close()
    heavy = [one for label in offered for one in heavier(Talk(server, page, choices), label)]
    assert heavy == []


def heavier(talk: Talk, label: str) -> Iterator[tuple[str, str, int, int]]:
    """The choices of a box whose rerun is over a limit: label, words, bytes, bytes on their way."""
    for words in spread(talk.choosers()[label]):
        received, carried = again(talk, label, words)
        if received > MOST_BYTES or carried > MOST_AGAIN:
            yield label, words, received, carried
    talk.close()


def again(talk: Talk, label: str, words: str) -> tuple[int, int]:
    """The bytes of a rerun with a choice, and those on their way."""
    received, carried = talk.received, talk.carried
    (talk.press if talk.has_buttons(label) else talk.choose)(label, words)
    return talk.received - received, talk.carried - carried


def spread(offered: Sequence[str]) -> list[str]:
    """A dozen of a box's choices, from its last to its first, so that each is another one."""
    step = max(1, -(-len(offered) // TRIED))
    return [*offered][::-step]
