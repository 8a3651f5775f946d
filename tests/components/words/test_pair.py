"""Two published counts: what they did, how often chance does as much, and no word of a trend."""

import pytest

from components.words import pair as words
from csp.answers.plans import Published


def counts(before: float | None, latest: float, p: float | None) -> Published:
    return Published("Uses", latest, before, None, None, "A document", "7", p=p)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (counts(112, 142, 0.060), "Uses: rose from 112 to 142, which may be chance"),
        (counts(74, 50, 0.031), "Uses: fell from 74 to 50, more than chance would give"),
        (counts(1934, 2036, None), "Uses: rose from 1,934 to 2,036"),
        (counts(50, 50, 1.0), "Uses: 50 both times"),
        (counts(None, 50, None), "Uses: 50"),
    ],
)
def test_the_message_follows_from_the_counts_and_from_chance(told, title):
    assert words.figure_title(told) == title


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (1.0, "100 of 100"),
        (0.731, "73 of 100"),
        (0.095, "10 of 100"),
        (0.0949, "95 of 1,000"),
        (0.0312, "31 of 1,000"),
        (0.0006, "1 of 1,000"),
        (0.00049, "fewer than 1 of 1,000"),
    ],
)
def test_chance_is_told_as_so_many_of_so_many(p, told):
    assert words.often(p) == told


def test_the_lead_gives_both_counts_the_percentage_and_the_p_value():
    told = words.lead(counts(112, 142, 0.0604))
    assert "**112**, then **142**, +30 (+26.8%)" in told
    assert "60 of 1,000 such pairs (p = 0.060)" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "no test of chance fits them" in words.lead(counts(1934, 2036, None))
    assert "No earlier count" in words.lead(counts(None, 50, None))


def test_no_percentage_on_a_base_under_ten():
    assert words.change(counts(9, 18, 0.1)) == "+9 (–)"
