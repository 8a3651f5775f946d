"""Action plan on screen: the statuses by group, every action."""

import html

import streamlit as st

from components.charts.palette import Palette
from components.screens import action_plan as screen
from components.screens.action_plan import Opening, View
from components.ui import figure, frame
from components.ui.choosers import CHOOSERS
from components.words import action_plan as words
from csp.answers import actions
from csp.db import Reader


def show(data: Reader, view: View, told: Opening, colours: Palette) -> None:
    """The statuses as a picture and every action, or that there is none."""
    late = actions.late(data, view.plan, frame.today())
    if not told.count:
        figure.empty(words.EMPTY_TITLE, words.EMPTY)
        return
    if told.explained:
        _four_ps(told)
    figure.shown(data, screen.picture(data, view, late, colours), "action-statuses")
    every = told.longest > screen.FIRST and CHOOSERS.every(f"Show all {told.count} actions")
    listed = screen.listing(data, view, late, colours, every=every)
    figure.shown(data, listed, "actions")


def _four_ps(told: Opening) -> None:
    """The four Ps in plain words."""
    made = "".join(
        f"<li><b>{html.escape(name)}</b>: {html.escape(what)}</li>" for name, what in told.explained
    )
    st.html(f'<ul class="told">{made}</ul>')
    figure.note(told.note)
