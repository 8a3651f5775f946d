"""Verdicts and facts side by side: marks drawn, words beside them."""

import html
from collections.abc import Sequence

import streamlit as st

from components.charts.sparkline import shape_svg
from components.charts.theme import signal_colour
from components.screens.at_a_glance.cards import Card
from components.ui.frame import current_palette, image
from components.words import numbers


def mark(shape: str, direction: str) -> str:
    """A verdict's shape in its colour, as an image; the words stand beside it, so it has none
    itself.
    """
    colours = current_palette()
    plain = {"ring": colours.muted}.get(shape, colours.none)
    return _mark(shape, signal_colour(direction, colours) if direction else plain)


def _mark(shape: str, colour: str) -> str:
    return image(shape_svg(shape, colour), "", 14, 14, "mark")


def strip(facts: Sequence[tuple[str, str, str]], first_mark: tuple[str, str] | None = None) -> None:
    """Labelled facts in one bordered strip: (label, figure, small words); the first may carry a
    mark. Without facts there is no strip.
    """
    if not facts:
        return
    cells = []
    for place, fact_told in enumerate(facts):
        label, fact, small = (numbers.unbroken(text) for text in fact_told)
        drawn = mark(*first_mark) if first_mark and place == 0 else ""
        cells.append(
            f'<div class="cell"><p class="small">{html.escape(label)}</p>'
            f'<p class="big words">{drawn}{html.escape(fact)}</p>'
            f'<p class="small">{html.escape(small)}</p></div>'
        )
    st.html(f'<div class="strip one">{"".join(cells)}</div>')


def _in_key(shape: str, direction: str) -> str:
    """The colour of a shape in a key: by what it means, an ordinary point in that of its line."""
    colours = current_palette()
    plain = {"dot": colours.ink, "ring": colours.muted, "dashed ring": colours.muted}
    if shape in plain and direction in ("", "none"):
        return plain[shape]
    return signal_colour(direction, colours)


def shape_key(entries: Sequence[tuple[str, str, str]], in_words: str) -> None:
    """The key of a control chart: shapes with their words, in the colours of the chart.

    `in_words` is what the words inside the chart say, for screens that have no room for them.
    """
    made = "".join(
        f"<li>{_mark(shape, _in_key(shape, direction))}{html.escape(words)}</li>"
        for shape, direction, words in entries
    )
    said = html.escape(numbers.unbroken(in_words))
    st.html(f'<ul class="shapes">{made}</ul><p class="note phone-only chart-words">{said}</p>')


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
