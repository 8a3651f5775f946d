"""Random partner files are published by the real thing, and an attacker tries to undo it.

By default one file of two partners; `CSP_FILES=200` tries as many of six, and twelve releases.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from csp import months
from csp.build import build
from csp.db import pointer
from csp.publish import publish
from csp.settings import settings
from tests.attacker import partner_files
from tests.attacker.attacker import Attack, attacks, groups_of, hidden, published, truth
from tests.attacker.partner_files import Sent

FILES = int(os.environ.get("CSP_FILES", "0"))
MONTHS = 13  # of each file: a whole year and the first month of the next
TRIED = 12 if FILES else 3  # hidden cells of a dataset and year, the smallest first
FEW = () if FILES else ("domestic_abuse", "marac")  # a default run has seconds
RELEASES = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """A data folder that partners' files are built in, one after the other."""
    own = partner_files.data_folder(tmp_path_factory.mktemp("attacked") / "data")
    before = os.environ.get("CSP_DATA")
    os.environ["CSP_DATA"] = str(own)
    settings.cache_clear()
    yield own
    os.environ.pop("CSP_DATA") if before is None else os.environ.update(CSP_DATA=before)
    settings.cache_clear()


def released(folder: Path, sent: Sent, *, first: bool) -> Path:
    """The public file of what was sent, made with or without a memory of earlier releases."""
    if first:
        shutil.rmtree(folder / "releases", ignore_errors=True)
    build("partner", supplied=sent.supplied)
    publish()
    return pointer("public").resolve()


def attacked(file: Path) -> list[Attack]:
    with duckdb.connect(str(file), read_only=True) as held:
        return list(attacks(published(held), groups_of(held)))


def hold(attack: Attack, sent: Sent, tried: int) -> None:
    """Fails when the attacker's bounds are wrong or a hidden count is closer than its threshold."""
    counts = truth(sent, attack)
    assert np.all(attack.matrix @ counts <= attack.limits), (attack.dataset, attack.year)
    for cell, count in hidden(attack, counts, tried):
        least, most = attack.interval(cell)
        assert least <= count <= most, cell
        assert most - least >= attack.smallest, cell


@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(max(FILES, 1)))
def test_no_hidden_count_is_worked_out(folder, seed):
    sent = partner_files.random_file(seed, MONTHS, FEW)
    found = attacked(released(folder, sent, first=True))
    assert {attack.dataset for attack in found} == set(sent.tables) - {"residents_survey"}
    assert any(one.shown is None for attack in found for one in attack.own)
    for attack in found:
        hold(attack, sent, TRIED)


@pytest.mark.skipif(not FILES, reason="a run of minutes: set CSP_FILES=200")
@pytest.mark.timeout(0)
def test_monthly_releases_tell_no_more_together(folder):
    """Each release adds a month; the attacker holds all of them against each other."""
    whole = partner_files.random_file(1000, 12 + RELEASES)
    last = months.shift(partner_files.FIRST, 11)
    kept: list = []
    for number in range(RELEASES):
        sent = whole.until(months.shift(last, number))
        file = released(folder, sent, first=number == 0)
        with duckdb.connect(str(file), read_only=True) as held:
            kept += published(held)
            groups = groups_of(held)
    assert len(list((folder / "releases").glob("*.csv"))) == RELEASES
    newest = date.fromisoformat(str(months.shift(last, RELEASES - 1)))
    for attack in attacks(kept, groups):
        assert attack.year <= newest.year
        hold(attack, whole, TRIED)
