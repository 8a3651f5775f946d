"""Verdicts and facts side by side: marks drawn, words beside them."""

import html
from collections.abc import Sequence

import streamlit as st

from components.screens.at_a_glance.cards import Card
from components.tables.shapes import Fact, facts_html, image, marks_in, shapes_html
from components.ui.frame import current_palette
from components.words import numbers


def mark(shape: str, direction: str) -> str:
    """A verdict's shape in its colour, as an image; the words stand beside it, so it has none
    itself.
    """
    return marks_in(current_palette())(shape, direction)


def strip(facts: Sequence[Fact], first_mark: tuple[str, str] | None = None) -> None:
    """Labelled facts in one bordered strip; the first may carry a mark. Without facts there is no
    strip.
    """
    if facts:
        st.html(facts_html(facts, mark(*first_mark) if first_mark else ""))


def shape_key(entries: Sequence[tuple[str, str, str]], in_words: str) -> None:
    """The key of a control chart; `in_words` is what the words inside the chart say, for screens
    that have no room for them.
    """
    said = html.escape(numbers.unbroken(in_words))
    st.html(
        f"{shapes_html(entries, current_palette())}"
        f'<p class="note phone-only chart-words">{said}</p>'
    )


def cards(told: Sequence[Card]) -> None:
    """The newest month's numbers side by side."""
    made = "".join(
        f'<div class="card"><p class="small">{html.escape(card.label)}</p>'
        f'<div class="row"><p class="big">{html.escape(card.value)}</p>'
        f"{image(card.spark, card.alt, 120, 40)}</div>"
        f'<p class="small">{html.escape(card.below)}</p></div>'
        for card in told
    )
    st.html(f'<div class="strip">{made}</div>')
