"""The title of Signal ledger counts what waits and what is decided on."""

from dataclasses import dataclass

import pytest

from components.words import ledger as words
from csp.answers.ledger import DECIDED, WAITS


@dataclass(frozen=True)
class Held:
    """What the title asks of a signal."""

    standing: str


@pytest.mark.parametrize(
    ("waiting", "decided", "officers", "everybody"),
    [
        (0, 0, "No headline measure gave a signal", "No headline measure gave a signal"),
        (
            8,
            0,
            "Eight signals wait for a decision",
            "None of eight signals has a published decision",
        ),
        (1, 0, "One signal waits for a decision", "None of one signal has a published decision"),
        (
            0,
            1,
            "Every signal has been decided on",
            "One of one signal has a published decision",
        ),
        (
            5,
            2,
            "Five signals wait for a decision",
            "Two of seven signals have a published decision",
        ),
    ],
)
def test_the_title(waiting, decided, officers, everybody):
    held = [Held(WAITS)] * waiting + [Held(DECIDED)] * decided
    assert words.title(held, public=False) == officers
    assert words.title(held, public=True) == everybody
