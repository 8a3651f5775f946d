"""The form of the signal ledger that writes a decision down; the partner edition's alone."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from components.screens import signal_ledger as screen
from components.screens.signal_ledger import Ledger
from components.ui import figure, frame
from components.ui.choosers import CHOOSERS
from components.ui.ledger import DONE_WITH, SAID
from components.words import ledger as words
from components.words import numbers
from csp import deciding
from csp.answers.ledger import Entry
from csp.db import Reader
from csp.decisions import CHOICES, LONGEST_NOTE
from csp.errors import DecisionError


def show(data: Reader, told: Ledger) -> None:
    """The box that names a signal, and its form."""
    offered = screen.offered(told)
    if not offered:
        return
    figure.figure_title("Write a decision down", deciding.NAME_NOBODY)
    entry = offered[CHOOSERS.signal({key: words.name(one) for key, one in offered.items()})]
    _form(data, entry, frame.today())


def on_signal(data: Reader, reference: str, today: date, done: Callable[[], None]) -> None:
    """The form of one signal of the ledger, by its reference; `done` is called once a decision is
    written down. Nothing where the signal waits no more.
    """
    told = screen.signal_ledger(data, frame.current_palette())
    entry = screen.offered(told).get(reference)
    if entry is not None:
        _form(data, entry, today, done)


def _form(data: Reader, entry: Entry, today: date, done: Callable[[], None] = lambda: None) -> None:
    form = f"decide_{entry.reference}_{st.session_state.get(DONE_WITH, 0)}"
    with st.form(form):
        decision = st.radio(
            "Decision",
            CHOICES,
            index=None,
            format_func=numbers.capital,
            horizontal=True,
            key=f"{form}_choice",
        )
        note = st.text_area(
            "Note: what the meeting found or agreed",
            max_chars=LONGEST_NOTE,
            height=90,
            key=f"{form}_note",
        )
        left, right = st.columns(2)
        with left:
            on = st.date_input(
                "Day of the meeting",
                value=today,
                min_value=entry.months.start,
                max_value=today,
                format="DD/MM/YYYY",
                key=f"{form}_on",
            )
        with right:
            start = _accepted_step(entry, form)
        public = st.checkbox("Show it in the public edition, too", key=f"{form}_public")
        pressed = st.form_submit_button("Write it down", type="primary", key=f"{form}_record")
    if not pressed:
        return
    try:
        made = deciding.decide(
            data,
            entry.reference,
            decision or "",
            note,
            on=on or today,
            today=today,
            public=public,
            new_limits_from=start,
        )
    except DecisionError as error:
        figure.lines(str(error).splitlines())
        return
    st.session_state[SAID] = deciding.recorded(data, made)
    st.session_state[DONE_WITH] = st.session_state.get(DONE_WITH, 0) + 1
    done()
    st.rerun()


def _accepted_step(entry: Entry, form: str) -> date | None:
    """The month from which limits are to start afresh, where a run of seven or more suggests it."""
    starts = deciding.offered_starts(entry)
    if not starts:
        return None
    return st.selectbox(
        "Accept a step: new limits from",
        [None, *starts],
        format_func=lambda month: numbers.month(month) if month else "No step: limits go on",
        key=f"{form}_step",
    )
