"""The signal ledger on screen; in the partner edition with the form that writes a decision down."""

from datetime import date

import streamlit as st

from components.screens import signal_ledger as screen
from components.screens.signal_ledger import Ledger
from components.tables import ledger as tables
from components.tables.ledger import Row
from components.ui import choosers, figure, frame, verdicts
from components.words import ledger as words
from components.words import numbers
from components.words.sources import source_of
from csp import deciding
from csp.answers.ledger import Entry
from csp.answers.places import POLICE_UK
from csp.db import Reader
from csp.decisions import CHOICES, LONGEST_NOTE
from csp.errors import DecisionError

# What the session keeps: what was recorded last, and how many forms were done with.
SAID, DONE_WITH = "ledger_said", "ledger_done_with"


def heading(data: Reader) -> tuple[str, str]:
    """Title and lead of a page that holds the ledger."""
    told = screen.signal_ledger(data, frame.current_palette())
    return told.title, told.lead


def show(data: Reader) -> None:
    """The whole ledger: what waits, the form (partner edition), what was decided, what came
    before.
    """
    told = screen.signal_ledger(data, frame.current_palette())
    if told.fault:
        figure.lines([*told.fault.splitlines(), words.NO_BOOK])
    figure.lines(st.session_state.pop(SAID, ()))
    _waiting(data, told)
    if data.edition == "partner" and not told.fault:
        _deciding(data, told)
    _decided(data, told)
    if told.earlier:
        with st.expander(f"{screen.EARLIER_TITLE} ({len(told.earlier)})"):
            figure.table(tables.earlier_table(told.earlier, verdicts.mark))
    figure.note(screen.NOTE)


def _waiting(data: Reader, told: Ledger) -> None:
    title = screen.UNPUBLISHED_TITLE if told.public else screen.WAITING_TITLE
    if not told.waiting:
        figure.empty(title, words.EMPTY)
        return
    figure.figure_title(title, screen.WAITING_UNDER)
    figure.table(tables.waiting_table(told.waiting, verdicts.mark, frame.image))
    _foot(data, told, told.waiting, "signals-waiting", "")


def _decided(data: Reader, told: Ledger) -> None:
    if not told.decided:
        figure.empty(screen.DECIDED_TITLE, words.none_decided(data.edition))
        return
    figure.figure_title(screen.DECIDED_TITLE, screen.DECIDED_UNDER)
    figure.table(tables.decided_table(told.decided, verdicts.mark, public=told.public))
    _foot(data, told, told.decided, "signals-decided", words.SOURCE)


def _foot(data: Reader, told: Ledger, rows: tuple[Row, ...], name: str, more: str) -> None:
    source = source_of(data.read("datasets"), POLICE_UK, told.period)
    figure.source_line(source, more)
    figure.downloads(name, screen.files(rows), source)


def _deciding(data: Reader, told: Ledger) -> None:
    """The box that names a signal, and its form."""
    offered = screen.offered(told)
    if not offered:
        return
    figure.figure_title("Write a decision down", deciding.NAME_NOBODY)
    entry = offered[choosers.choose_signal({key: words.name(one) for key, one in offered.items()})]
    _form(data, entry, frame.today())


def _form(data: Reader, entry: Entry, today: date) -> None:
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
