"""A plain text is read in a quicker way, and what is found in it is what the careful way finds."""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as often
from hypothesis import strategies as st
from spoilt_months import ROWS, spoilt_month
from street_files import NAME, POLICE_UK, ROOT, committed_lookups, prepare, text, whole_month

from csp import contract, table
from csp.contract import any_table
from csp.errors import Fault
from csp.ingest import police_uk
from csp.ingest.members import Member, Offer, find
from csp.ingest.places import Places, known_places
from csp.sources import sources
from csp.table import Table, plain_table

REAL = ROOT.parent / "shared" / "data" / POLICE_UK
LONG_RUN = "CSP_LONG" in os.environ
MONTHS = 6_000 if LONG_RUN else 120
TEXTS = 6_000 if LONG_RUN else 120
LETTERS = 9 if LONG_RUN else 7
ASKED = (("a",), ("b",), ("b", "a"), ("a", "b", "c"), ("elsewhere",))

# Cells that are mostly plain; line ends that mostly are the usual ones.
CELLS = st.one_of(
    st.sampled_from(("", "a", "b", "c", " ", "é", "\ufeff", "\u2028", "\x0b", "'", "a b", "\x1f")),
    st.text(st.characters(exclude_characters=',"\r\n', exclude_categories=("Cs",)), max_size=3),
    st.sampled_from(('"', '"a"', '"a,b"', '""', 'a"', "\r", '"\n"')),
)
ENDS = st.one_of(*[st.just("\n")] * 6, st.just("\r\n"), st.sampled_from(("\r", "\n\n", "", "\r\r")))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Rows that are nearly always as wide as the header."""
    width = draw(st.integers(1, 4))
    header = st.one_of(st.just(["a", "b", "c", "d"][:width]), st.lists(CELLS, max_size=4))
    row = st.lists(CELLS, min_size=width, max_size=width)
    rows = draw(st.lists(st.one_of(row, row, row, row, st.lists(CELLS, max_size=5)), max_size=5))
    usual = draw(st.booleans())
    return "".join(
        ",".join(cells) + ("\n" if usual else draw(ENDS)) for cells in (draw(header), *rows)
    )


def judge(written: str) -> bool:
    """Whether the text is plain; AssertionError when it then holds anything else than it does."""
    plain = plain_table(written, ASKED)
    if plain is None:
        return False
    told, faults = any_table(written)
    assert not faults
    assert plain.header == told.header
    for names in ASKED:
        if set(names) <= set(told.header):
            assert set(plain.together(names)) == set(told.together(names))
            assert all(plain.words(name) == Counter(told.column(name)) for name in names)
    assert list(plain.columns) == list(told.columns)
    assert list(plain.numbers) == list(told.numbers)
    return True


@given(texts())
@often(max_examples=TEXTS, deadline=None)
def test_a_plain_text_holds_what_the_standard_reader_finds(written: str):
    judge(written)


def test_every_short_text_of_the_marks_that_matter_holds_what_the_standard_reader_finds():
    plain = Counter(
        judge("".join(letters))
        for length in range(1, LETTERS + 1)
        for letters in product('a,\n\r"', repeat=length)
    )
    assert plain[True] > 50
    assert plain[False] > 50_000


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a,b\n1,2\n", True),
        ("a,b\r\n1,2\r\n3,4\n", True),
        ("a,b\n" + "1,2\n" * 40_000, True),  # of several blocks
        ("a,b\n" + "1,2\n" * 30_000 + "1,2,3\n1\n" + "1,2\n" * 1_000, False),
        ("a,b\n1,2\n3\n4,5,6\n", False),  # as many commas as in two even rows
        ("a,b\n1,2", False),
        ("a,b\n", False),
        ("a\n1\n", False),
        ("a\n\n1\n", False),
        ("\na,b\n1,2\n", False),
        ("a,b\n1,2\n\n", False),
        ('a,b\n"1,2\n', False),
        ("a,b\n1,2\r3,4\n", False),
        ("a,b\n1," + "x" * 131_073 + "\n", False),
        ("a,b\n1," + "x" * 65_536 + "\n" + "1,2\n" * 40_000, True),
    ],
)
def test_only_a_plain_text_is_taken_for_plain(written: str, plain: bool):
    assert judge(written) is plain


@dataclass(frozen=True)
class Given(Member):
    """A month that lies in memory."""

    content: bytes = b""

    def read(self) -> bytes:
        """Its bytes."""
        return self.content


def checked(content: bytes, places: Places) -> tuple[int, int, list[str], list[Fault]]:
    """What intake says of a month: rows, how many have no location, sentences, each fault."""
    offer = Offer(Path(NAME), NAME)
    sound, faults, beside = police_uk._check(
        Given(offer, NAME, date(2025, 1, 1), "kent", content), places
    )
    return sound.rows, sound.not_located, [str(fault) for fault in faults], beside


@pytest.fixture
def places(data: Path) -> Places:
    return known_places(sources()[POLICE_UK])


def test_a_spoilt_month_is_judged_alike_in_both_ways(
    places: Places, monkeypatch: pytest.MonkeyPatch
):
    outcomes: Counter[str] = Counter()
    first = 0 if LONG_RUN else 100_000
    for seed in range(first, first + MONTHS):
        content = spoilt_month(seed)
        was_plain: list[bool] = []

        def noted(written: str, asked: object = (), into: list[bool] = was_plain) -> Table | None:
            read = plain_table(written, asked)
            into.append(read is not None)
            return read

        monkeypatch.setattr(contract, "plain_table", noted)
        quick = checked(content, places)
        monkeypatch.setattr(contract, "plain_table", lambda *_: None)
        assert quick == checked(content, places), f"seed {seed}"
        size = "whole" if quick[0] >= ROWS - 50 else "short"
        outcomes[f"{size}, {'faulty' if quick[2] else 'sound'}, plain {any(was_plain)}"] += 1
    for kind in ("whole, sound", "whole, faulty", "short, sound", "short, faulty"):
        assert outcomes[f"{kind}, plain True"] > MONTHS / 60, outcomes
    assert outcomes["short, faulty, plain False"] > MONTHS / 10, outcomes


def test_a_sound_month_is_judged_without_parting_its_columns(
    places: Places, monkeypatch: pytest.MonkeyPatch
):
    # Else every row would be held three times over, and the check would take thrice as long.
    monkeypatch.setattr(table, "_Parted", NeverParted)
    rows, not_located, faults, _ = checked(text(*whole_month()), places)
    assert (rows, not_located, faults) == (1400, 0, [])


class NeverParted:
    """What nobody may look into."""

    def __init__(self, *_: object):
        pass

    def __getitem__(self, _: int) -> list[str]:
        raise AssertionError("a column was parted")


ZIPS = sorted(REAL.glob("kent-*.zip"))


@pytest.mark.skipif(not ZIPS, reason="needs the real archives in ../shared/data/police_uk")
def test_every_real_month_is_plain_and_judged_without_parting_its_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    prepare(tmp_path / "real", *committed_lookups())
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "real"))
    places = known_places(sources()[POLICE_UK])
    monkeypatch.setattr(table, "_Parted", NeverParted)
    monkeypatch.setattr(contract, "any_table", NeverParted)
    months = find(ZIPS, "kent").members
    assert len(months) == 21
    for month in months:
        sound, faults, _ = police_uk._check(month, places)
        assert faults == [], month.label
        assert sound.rows > 8_000
