"""From which file and day a link is shown, and what is said where nobody can have seen it so."""

from dataclasses import replace
from datetime import date

import pytest

from components.meeting.place import Place
from components.ui import frame
from components.ui.reopened import seen
from components.warehouse import one_file, warehouse
from components.words import meeting as words
from csp.errors import ReleaseError


@pytest.fixture
def cited(demonstration) -> Place:
    return Place("downloads", release=demonstration.release, on="2026-01-02")


def test_without_a_link_what_serves_is_shown_as_of_today(demonstration):
    with one_file():
        assert seen(Place("downloads")) == (warehouse(), frame.today())


def test_a_link_shows_its_release_as_of_its_day(cited):
    with one_file():
        data, on = seen(replace(cited, edition="demonstration"))
        assert data.release == cited.release and on == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"release": ""}, words.NO_RELEASE),
        ({"on": "2025-12-31"}, words.NOT_A_DAY),  # its newest month had not ended
        ({"on": "2001-01-01"}, words.NOT_A_DAY),
        ({"on": "tomorrow"}, words.NOT_A_DAY),
        ({"edition": "public"}, words.other_edition("public", "demonstration")),
        ({"release": "2025-12-none"}, "not held"),
    ],
)
def test_what_nobody_can_have_seen_is_not_shown(cited, slip, said):
    with one_file(), pytest.raises(ReleaseError) as told:
        seen(replace(cited, **slip))
    assert said in str(told.value)
