"""Local sources of help are shown for 180 days; the way out leads to an https site only."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from csp.settings import Help, LocalHelp, settings

TODAY = date(2026, 11, 25)


def source(days_ago: int) -> LocalHelp:
    return LocalHelp(name="Shop", words="advice", verified_on=TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("days_ago", "is_shown"),
    [(0, True), (180, True), (181, False), (2000, False), (-1, False)],
)
def test_a_source_is_shown_or_due_never_both(days_ago, is_shown):
    one = source(days_ago)
    held = Help(local=(one,))
    assert held.shown(TODAY) == ((one,) if is_shown else ())
    assert held.due_for_check(TODAY) == (() if is_shown else (one,))


def test_sources_keep_their_order():
    held = Help(local=tuple(source(days) for days in (10, 300, 5, 400)))
    assert [one.verified_on for one in held.shown(TODAY)] == [
        TODAY - timedelta(days=10),
        TODAY - timedelta(days=5),
    ]
    assert len(held.due_for_check(TODAY)) == 2


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/",
        "javascript:alert(1)",
        "https://",
        "https://www.example.org/a b",
        'https://www.example.org/"><script>',
        "https://name:word@www.example.org/",
        " https://www.example.org/",
        "//www.example.org/",
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(address):
    with pytest.raises(ValidationError, match="begins with https://"):
        Help(exit_to=address)
    with pytest.raises(ValidationError, match="begins with https://"):
        LocalHelp(name="Shop", words="advice", web=address, verified_on=TODAY)


@pytest.mark.parametrize("number", ["call us", "01632 960 001 ext", "tel:999", " 101", "1"])
def test_a_telephone_number_is_digits_and_spaces(number):
    with pytest.raises(ValidationError, match="telephone"):
        LocalHelp(name="Shop", words="advice", telephone=number, verified_on=TODAY)
    for right in ("101", "0808 2000 247", "+44 1632 960001"):
        assert LocalHelp(name="Shop", words="advice", telephone=right, verified_on=TODAY)


def test_the_shop_of_the_assessment_waits_until_an_officer_has_verified_it():
    (shop,) = settings().help.local
    assert "Salvation Army, Union Street" in shop.name
    assert shop.verified_on == date(2020, 3, 17)
    assert settings().help.due_for_check(TODAY) == (shop,)


def test_without_a_section_there_is_still_a_way_out():
    assert Help().exit_to.startswith("https://")
