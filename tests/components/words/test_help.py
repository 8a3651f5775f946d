"""What someone at risk reads is right, whole and in order."""

from datetime import date

import pytest

from components.words import help as words
from csp.settings import LocalHelp

SHOP = LocalHelp(
    name="Town one-stop shop",
    words="free advice on housing",
    telephone="01632 960 001",
    verified_on=date(2026, 3, 17),
)


def test_the_national_numbers_come_first_whatever_is_known_locally():
    numbers = ["999", "0808 2000 247", "101"]
    assert [line.telephone for line in words.lines([])] == numbers
    assert [line.telephone for line in words.lines([SHOP])] == [*numbers, "01632 960 001"]
    first = words.lines([SHOP])[0]
    assert first.urgent
    assert "If you cannot speak, press 55 when asked." in first.after


@pytest.mark.parametrize(
    ("telephone", "before"),
    [
        ("01632 960 001", "Town one-stop shop: free advice on housing. Telephone"),
        (None, "Town one-stop shop: free advice on housing."),
    ],
)
def test_a_local_source_says_when_it_was_checked(telephone, before):
    line = words.local_line(SHOP.model_copy(update={"telephone": telephone}))
    assert line == words.Line(before, telephone or "", "Checked on 17 Mar 2026.")


def test_neither_wording_hides_what_the_history_keeps():
    for told in (words.LINK_ALONE, words.WAY_OUT):
        assert "history" in told and "lists" in told
    assert "does not return" in words.WAY_OUT
    assert "returns here" in words.LINK_ALONE
