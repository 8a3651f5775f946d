"""Action plan on screen: what to choose, the statuses by group, every action."""

import html

import streamlit as st

from components.charts.palette import Palette
from components.screens import action_plan as screen
from components.screens.action_plan import Opening, View
from components.ui import choosers, figure, frame
from components.words import action_plan as words
from csp.answers import actions, plans
from csp.db import Reader
from csp.settings import settings


def choose_view(data: Reader) -> View:
    """A plan, one of its priorities or all, and by what to group where there is a choice."""
    boxes = st.columns([1.4, 2.2, 1.4])
    with boxes[0]:
        plan = choosers.choose_plan(plans.plans(data), settings().plan.current)
    with boxes[1]:
        titles = [one.title for one in plans.priorities(data, plan)]
        priority = choosers.choose_priority(titles, every=words.ALL)
    if screen.FOUR_P not in screen.groups_offered(data, plan, priority):
        return View(plan, priority)
    with boxes[2]:
        return View(plan, priority, choosers.choose_group())


def show(data: Reader, view: View, told: Opening, colours: Palette) -> None:
    """The statuses as a picture and every action, or that there is none."""
    late = actions.late(data, view.plan, frame.today())
    if not told.count:
        figure.empty(words.EMPTY_TITLE, words.EMPTY)
        return
    if told.explained:
        _four_ps(told)
    figure.shown(data, screen.picture(data, view, late, colours), "action-statuses")
    every = told.longest > screen.FIRST and choosers.choose_all(f"Show all {told.count} actions")
    listed = screen.listing(data, view, late, colours, every=every)
    figure.shown(data, listed, "actions")


def _four_ps(told: Opening) -> None:
    """The four Ps in plain words."""
    made = "".join(
        f"<li><b>{html.escape(name)}</b>: {html.escape(what)}</li>" for name, what in told.explained
    )
    st.html(f'<ul class="told">{made}</ul>')
    figure.note(told.note)
