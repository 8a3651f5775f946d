"""How wide words are, and what is read from the documents that hold methods and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.pack import cells, from_docs, measure
from components.pack.document import plain
from components.words.pack import SECTIONS
from tests.components.pack.documents import rows


def test_every_digit_is_equally_wide_and_bold_is_wider():
    assert len({measure.width(digit) for digit in "0123456789"}) == 1
    assert measure.width("12", 10) == pytest.approx(12.0)
    assert measure.width("Maidstone", 10, bold=True) > measure.width("Maidstone", 10)


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=9))
def test_more_room_never_needs_more_lines(told):
    text = " ".join(told)
    needed = [measure.lines(text, 10, room) for room in (30, 60, 120, 500)]
    assert needed == sorted(needed, reverse=True)
    assert needed[-1] == 1 or measure.width(text, 10) > 500


@pytest.mark.parametrize("room", [400, 700, 1000])
def test_columns_share_the_room_and_cut_no_word_where_there_is_enough(room):
    (table,) = cells.tables(rows(6))
    widths = measure.columns(table, room, 12)
    assert sum(widths) <= room + 1e-6
    if sum(measure.least(table, 12)) <= room:
        pairs = zip(widths, measure.least(table, 12), strict=True)
        assert all(wide >= low - 1e-6 for wide, low in pairs)


def test_each_method_has_a_paragraph_in_plain_words():
    told = dict(from_docs.methods())
    assert list(told) == list(from_docs.METHODS)
    for paragraph in told.values():
        text = plain(paragraph.words)
        assert len(text) > 60
        assert text.endswith(".")
        assert not set("`*#|") & set(text.replace("Gi*", ""))


def test_the_glossary_holds_the_words_that_a_text_uses():
    used = from_docs.glossary("Rates by ward: a signal, and MARAC cases. Nothing of masks.")
    words = [word for word, _ in used.entries]
    assert "rate" in words
    assert "signal" in words
    assert "MARAC" in words
    assert "purge" not in words
    assert "mark" not in words
    assert all(plain(means).endswith(".") for _, means in used.entries)


def test_a_section_is_a_file_name():
    assert all(name.replace("-", "").isalpha() and name.islower() for name in SECTIONS)
