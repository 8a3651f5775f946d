"""Published figures on screen: its three parts, each as its screen made it."""

import streamlit as st

from components.choosing.published_figures import filters
from components.screens import published_figures as screen
from components.screens.source_line import source_in
from components.ui import figure
from components.ui.choosers import CHOOSERS
from components.words import published_figures as words
from csp.db import Reader


def show(data: Reader, part: str) -> None:
    """One part: 'adds_up', 'figures' or 'left_out'."""
    parts = {"adds_up": _adds_up, "figures": _figures, "left_out": _left_out}
    parts[part](data)


def _adds_up(data: Reader) -> None:
    figure.shown(data, screen.adds_up(data), "published-disagreements")


def _figures(data: Reader) -> None:
    """The search and its filters, then what they give."""
    asked = filters(data, CHOOSERS)
    told, asked_all = st.container(), False
    found = screen.found(data, *asked)
    if found.count > screen.FIRST:
        asked_all = CHOOSERS.every(f"Show all {found.count:,} figures")
    if asked_all:
        found = screen.found(data, *asked, every=True)
    with told:
        st.html(f'<p class="found" role="status">{found.sentence}</p>')
    if found.count:
        figure.shown(data, found.figure, "published-figures")


def _left_out(data: Reader) -> None:
    """The rules by which a number was left out, and what cannot be read at all."""
    figure.figure_title(words.RULES_TITLE, words.RULES_UNDER)
    with st.expander(words.RULES_LABEL, expanded=True):
        st.html(
            "<ol class='rules'>" + "".join(f"<li>{rule}</li>" for rule in words.RULES) + "</ol>"
        )
    told = screen.unreadable(data)
    figure.figure_title(told.title, words.UNREADABLE_UNDER)
    for document, table in told.tables:
        with st.expander(document):
            figure.table(table)
    source = source_in(data, "published", screen.PERIOD)
    figure.source_line(source)
    figure.downloads("not-readable", told.files, source, title=told.title)
