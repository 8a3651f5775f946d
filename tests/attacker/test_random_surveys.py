"""Random surveys are published by the real thing, and an attacker tries to work out who answered.

By default three surveys in one file, of which answers could be worked out as long as shares were
judged in parts of people; `CSP_FILES=200` tries as many, ten to a file.
"""

import math
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from csp.build import build
from csp.db import pointer
from csp.publish import publish
from csp.settings import settings
from tests.attacker import partner_files
from tests.attacker.attacker import BOROUGH
from tests.attacker.shares import Attack, Cell, published
from tests.attacker.surveys import Survey, random_surveys, sent

FILES = int(os.environ.get("CSP_FILES", "0"))
TOGETHER = 10  # surveys in one file, each a wave of its own
SEEDS = range(FILES) if FILES else (4, 31, 34)
TRIED = 12 if FILES else 4  # hidden cells of each kind, the smallest first


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Iterator[Path]:
    """A data folder in which surveys are built."""
    own = partner_files.data_folder(tmp_path / "data")
    (own / "area_groups.toml").unlink()  # no survey is shown by groups of wards
    monkeypatch.setenv("CSP_DATA", str(own))
    settings.cache_clear()
    yield own
    settings.cache_clear()  # those of this folder must not outlive the test


def released(surveys: Sequence[Survey]) -> Path:
    """The public file of these surveys."""
    build("partner", supplied=sent(surveys).supplied)
    publish()
    return pointer("public").resolve()


def asked(attack: Attack, survey: Survey) -> list[tuple[Cell, int]]:
    """Hidden cells with their true counts, the smallest of each kind: in groups of which something
    is shown, and in others those that nobody and that somebody gave.
    """
    kinds = defaultdict(list)
    for told, answer in attack.hidden():
        count = sum(survey.truth[told, part] for part in attack.parts[answer])
        kinds[attack.tells_of(told), count == 0].append((count, (told, answer)))
    return [(cell, count) for own in kinds.values() for count, cell in sorted(own)[:TRIED]]


def too_close(attack: Attack, survey: Survey) -> list[str]:
    """The cells that are worked out closer than their threshold, in words. Fails when what the
    attacker concludes is not true.
    """
    assert attack.is_true_of([survey.truth[unknown] for unknown in attack.unknowns])
    found = []
    for cell, count in asked(attack, survey):
        least, most = attack.interval(cell)
        assert least <= count <= most, cell
        if most - least < attack.smallest:
            found.append(f"seed {survey.seed}: {cell} is {count}, known as {least} to {most}")
    return found


@pytest.mark.usefixtures("folder")
@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", range(math.ceil(len(SEEDS) / TOGETHER)))
def test_no_hidden_answer_is_worked_out(number):
    surveys = random_surveys(SEEDS[number * TOGETHER : (number + 1) * TOGETHER])
    with duckdb.connect(str(released(surveys)), read_only=True) as file:
        told = [published(file, one.source.id, one.name, one.question) for one in surveys]
    # Where nothing else keeps an answer, nothing of its question is published.
    attacks = [
        (Attack(one.source.id, one.question, shares), one)
        for one, shares in zip(surveys, told, strict=True)
        if shares
    ]
    assert any(asked(attack, survey) for attack, survey in attacks)
    assert [close for attack, survey in attacks for close in too_close(attack, survey)] == []


def test_the_attacker_finds_an_answer_that_nothing_else_keeps():
    """On a base shown as 30 only 5 and 23 of 30 people are 17% and 77%, which leaves 2 of them."""
    everybody = ("all", BOROUGH, "")
    told = {
        "Very safe": (17, 30),
        "Fairly safe": None,
        "Neither safe nor unsafe": (77, 30),
        **dict.fromkeys(("Fairly unsafe", "Very unsafe", "low"), (0, 30)),
        "top": None,
    }
    attack = Attack(
        "residents_survey",
        "safe_day",
        {(everybody, answer): share for answer, share in told.items()},
    )
    assert attack.interval((everybody, "Fairly safe")) == (2, 2)
    assert attack.interval((everybody, "top")) == (7, 7)
