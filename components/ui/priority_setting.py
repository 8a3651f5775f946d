"""The four parts of Setting priorities laid out on screen."""

import html

import streamlit as st

from components.charts.palette import Palette
from components.screens.setting_priorities import MODEL, THEME, YEARS, View, detail, order
from components.ui import figure
from components.words import setting_priorities as words
from csp.db import Reader


def show(data: Reader, view: View, colours: Palette) -> None:
    """The chosen part."""
    if view.part == MODEL:
        _model(data, view)
    elif view.part == YEARS:
        _years(data, view, colours)
    elif view.part == THEME:
        _theme(data, view)
    else:
        _ranking(data, view, colours)


def _ranking(data: Reader, view: View, colours: Palette) -> None:
    """The bars, then what is weighed with a place."""
    if not view.year:
        figure.empty(*words.no_rounds())
    figure.shown(data, order.ranking(data, view, colours), "priorities-ranking")
    figure.shown(data, order.weighed(data, view), "priorities-weighed")


def _years(data: Reader, view: View, colours: Palette) -> None:
    if (why := detail.why_not_compared(data, view)) is not None:
        figure.empty(*why)
        return
    figure.shown(data, detail.years(data, view, colours), "priorities-years")


def _theme(data: Reader, view: View) -> None:
    if not view.year:
        figure.empty(*words.no_rounds())
        return
    figure.shown(data, detail.theme(data, view), "priorities-theme")


def _model(data: Reader, view: View) -> None:
    """The formula in words, worked out once, and every criterion with its scale."""
    told = detail.model(data, view)
    figure.figure_title(told.title, told.under)
    st.html(f'<p class="under">{html.escape(told.formula)}</p>')
    if told.worked:
        st.html(f'<p class="under">{html.escape(told.worked)}</p>')
    figure.table(told.table)
    figure.source_line(told.source)
    figure.downloads("priorities-model", told.files, told.source, title=told.title)
