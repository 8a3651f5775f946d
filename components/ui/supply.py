"""The parts of Data supply: the choice of a dataset, that one, those held, those awaited."""

import html
from datetime import date

import streamlit as st

from components.charts.palette import Palette
from components.screens import data_supply as screen
from components.tables.shapes import image
from components.ui import figure
from components.ui.choosers import CHOOSERS
from components.words import numbers
from components.words import supply as words
from components.words.sources import record_of_supply
from csp.db import Reader


def chosen(data: Reader, today: date, colours: Palette) -> None:
    """The choice of a dataset, and below it everything about the one that is chosen."""
    box, _ = st.columns([2, 3])
    with box:
        dataset = CHOOSERS.dataset(
            screen.standing(data, today, colours).titles, "Look into one dataset"
        )
    if not dataset:
        return
    told = screen.detail(data, dataset, today, colours)
    figure.figure_title(told.title, numbers.capital(told.under), illustrative=told.illustrative)
    if told.strip:
        _key(colours)
        st.html(image(told.strip[0], told.strip[1], told.strip[2], 18))
        figure.note(told.strip[1])
    figure.table(told.facts)
    source = screen.source(data, dataset, today)
    if told.months:
        with st.expander(told.months_title):
            figure.table(told.months)
            figure.downloads("months-of-supply", told.months_file, source, title=told.months_title)
    if told.law:
        with st.expander(told.law_title):
            figure.table(told.law)
    else:
        figure.note(told.law_title)
    if told.columns:
        with st.expander("What a file of it holds, and what it needs to be taken"):
            figure.note(told.to_send)
            figure.table(told.columns)
    if told.breaks:
        with st.expander(told.breaks_title):
            figure.table(told.breaks)
    else:
        figure.note("No change in how it was recorded is registered.")


def held(data: Reader, today: date, colours: Palette) -> None:
    """Every dataset held, against its promise."""
    told = screen.standing(data, today, colours)
    figure.figure_title(told.title, screen.HELD_UNDER)
    _key(colours)
    figure.table(told.table)
    for sentence in told.reasons:
        figure.note(sentence)
    figure.note(words.SMALL_AREA)
    source = record_of_supply(data.release)
    figure.source_line(source)
    figure.downloads("data-supply", told.files, source, title=told.title)


def awaited(data: Reader, today: date, colours: Palette) -> None:
    """The datasets that are promised and were never received; nothing where there is none."""
    told = screen.standing(data, today, colours)
    if told.awaited:
        figure.figure_title(told.awaited_title, screen.AWAITED_UNDER)
        figure.table(told.awaited)


def _key(colours: Palette) -> None:
    made = "".join(
        f"<li>{image(address, '', width, 18, 'mark')}{html.escape(said)}</li>"
        for address, said, width in screen.key(colours)
    )
    st.html(f'<ul class="shapes">{made}</ul>')
