"""How we protect people in words: every sentence agrees with the audit's numbers."""

from datetime import date

import pytest

from components.tables import protection as tables
from components.words import protection as words
from csp.answers.audited import Audited, Protected, Threshold

ABUSE = Protected("domestic_abuse", 640, 141, 10, 5)
RARE = Protected("marac", 9, 4, 10, 5)
RULES = (
    Threshold("partner", 5, 5, "None <signed> yet"),
    Threshold("needle_finds", 10, 5, "Of 2027"),
)


def found(**told) -> Audited:
    standard = {
        "cells": 649,
        "hidden": 145,
        "equations": 1234,
        "programmes": 99,
        "earlier_releases": 0,
        "shares": 0,
        "hidden_shares": 0,
        "narrowest": {5: 5, 10: 12},
        "datasets": (ABUSE, RARE),
        "rules": RULES,
        "published_on": date(2026, 11, 27),
        "release": "2026-10-abcdef",
    }
    return Audited(**(standard | told))


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (None, "Small counts are hidden before anything is published"),
        (found(), "145 counts are hidden, and none can be worked out more closely than"),
        (found(hidden=1), "One count is hidden, and none"),
        (found(hidden_shares=5), "150 counts are hidden"),
        (found(hidden=0), "No count of this file is small enough to be hidden"),
        (found(cells=0, hidden=0), "This file holds no counts of partners"),
    ],
)
def test_the_title_says_how_many_are_hidden(told, title):
    assert words.title(told).startswith(title)


def test_the_lead_says_when_of_how_many_and_beside_what():
    assert "on 27 Nov 2026" in words.lead(found(), "public")
    assert words.lead(found(), "public").endswith("using all 649 published counts.")
    assert "and an earlier release." in words.lead(found(earlier_releases=1), "public")
    assert "and 12 earlier releases." in words.lead(found(earlier_releases=12), "public")
    assert "open counts and published figures alone" in words.lead(found(cells=0), "public")


@pytest.mark.parametrize(
    ("edition", "says"), [("demonstration", "invented"), ("partner", "must not be passed on")]
)
def test_other_editions_say_that_nothing_was_audited(edition, says):
    told = words.lead(None, edition)
    assert says in told
    assert words.NO_AUDIT in told


def test_the_proof_tells_the_closest_by_threshold():
    told = " ".join(words.proof(found()))
    assert "1,234 equations" in told
    assert "a threshold of 5 can still be any of 6 numbers or more" in told
    assert "a threshold of 10 can still be any of 13 numbers or more" in told


def test_thresholds_stand_with_their_agreements():
    table = tables.thresholds(RULES, {"needle_finds": "Discarded needles found"})
    assert "What partners send<small>None &lt;signed&gt; yet</small>" in table
    assert "Discarded needles found<small>Of 2027</small>" in table
    assert ">1 to 4<" in table
    assert ">1 to 9<" in table
    assert table.count(">nearest 5<") == 2


def test_counts_of_a_dataset_add_up_and_a_few_have_no_percentage():
    table = tables.by_dataset([("Domestic abuse", ABUSE), ("High-risk cases", RARE)])
    assert all(
        f">{number}<" in table for number in ("640", "499", "141", "22%", "9", "5", "4", "–")
    )
    told = words.picture_words([("Domestic abuse", ABUSE)])
    assert told.endswith("Domestic abuse: 499 shown, 141 hidden.")


def test_nothing_tells_small_counts_from_those_hidden_for_their_sake():
    """Where none are hidden for others' sake, all hidden ones would be known to be small."""
    assert not {"primary", "secondary", "lost"} & set(Audited.__dataclass_fields__)
    assert not {"primary", "secondary"} & set(Protected.__dataclass_fields__)
