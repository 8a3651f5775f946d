"""Did it work? on screen: the map that gives roles, the answer or why there is none."""

import hashlib
import html
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.charts.palette import Palette
from components.screens import did_it_work as screen
from components.screens.panels import named
from components.screens.source_line import source_in
from components.ui import choosers, figure, verdicts
from components.words import numbers
from csp.answers.evaluation import Action, Question
from csp.db import Reader


class Places:
    """Where the parts of the page stand: the order on screen is not that in which they are made,
    since the boxes for the wards stand beside the map that they fill.
    """

    def __init__(self) -> None:
        """Lays the page out."""
        self.top, self.boxes, self.facts = st.container(), st.container(), st.container()
        self.said_first = st.container()
        self.map, self.roles = st.columns([1, 1.12], gap="large")

    @contextmanager
    def roles_of(self, action: Action) -> Iterator[None]:
        """Where the boxes for the wards stand, under who chose them first."""
        with self.roles:
            figure.figure_title("Which wards", action.chosen_by)
            yield


def show(data: Reader, question: Question, at: Places, colours: Palette) -> None:
    """The answer to a question, or what stands against one, and what was published."""
    facts = screen.strip(data, question)
    with at.facts:
        verdicts.strip(facts)
    # Without an answer what was published is all that there is to say: it comes first.
    said = st.container() if facts else at.said_first
    with at.map:
        _map(data, question, colours)
    with at.roles:
        title, table = screen.conditions(data, question)
        figure.figure_title(title, "")
        figure.table(table)
    figure.listed(data, screen.compared(data, question, colours), "did-it-work")
    _warnings(screen.warnings(data, question))
    _fair_controls(data, question)
    if not question.action.worked_example:
        with said:
            _published(data, question.action)


def _map(data: Reader, question: Question, colours: Palette) -> None:
    made = screen.roles_map(data, question, colours)
    figure.figure_title(made.title, made.under)
    figure.key(made.key)
    # A map under a new name has no click of its own: the same ward can be clicked once more.
    told = hashlib.sha256(repr(question.roles).encode()).hexdigest()[:8]
    for number, (title, spec) in enumerate(made.panels):
        if title:
            figure.panel_title(title, "the dashed frame above")
        figure.area_chart(spec, made.alt, f"map_{number}_{told}", choosers.role_given_on_map)
    source = source_in(data, "boundaries", f"wards of {question.action.vintage}")
    pictures = named(made.panels)
    figure.source_line(source)
    figure.downloads("did-it-work-wards", made.files, source, pictures, title=made.title)


def _warnings(told: list[str]) -> None:
    """What a reader must know before using the answer."""
    if told:
        figure.figure_title("Before you use this", "")
        items = "".join(f"<li>{html.escape(numbers.unbroken(one))}</li>" for one in told)
        st.html(f'<ul class="told">{items}</ul>')


def _fair_controls(data: Reader, question: Question) -> None:
    made = screen.fair_controls(data, question)
    with st.expander(made.title):
        figure.note(made.note)
        if made.table:
            figure.note(made.under)
            figure.table(made.table)
            source = source_in(data, made.dataset, made.period)
            figure.downloads("did-it-work-controls", made.files, source, title=made.title)


def _published(data: Reader, action: Action) -> None:
    """What was done, by whom, and what was said of it."""
    figure.part(f"{action.title}: what was done and what was said")
    figure.figure_title(action.done, f"Led by {action.lead}. {action.source}.")
    if action.reported:
        items = "".join(f"<li>{html.escape(one)}</li>" for one in action.reported)
        st.html(f'<ul class="told">{items}</ul>')
    figure.shown(data, screen.published(data, action), "did-it-work-published")
