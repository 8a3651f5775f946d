"""Pages that are mostly words: their parts one below the other, in a measure that can be read."""

import html
from collections.abc import Sequence

import streamlit as st

from components.screens.prose import Part
from components.ui import figure


def parts(told: Sequence[Part]) -> None:
    """Each part with its heading, paragraphs, points, table and links."""
    for one in told:
        figure.part(one.title)
        words = "".join(f"<p>{html.escape(line)}</p>" for line in one.paragraphs)
        if words:
            st.html(f'<div class="prose">{words}</div>')
        figure.lines(one.points)
        if one.table:
            figure.table(one.table)
        for words, address in one.links.items():
            figure.link(words, address)
