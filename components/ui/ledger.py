"""The signal ledger on screen; in the partner edition with the form that writes a decision down."""

from functools import partial

import streamlit as st

from components.screens import signal_ledger as screen
from components.screens.signal_ledger import Ledger
from components.screens.source_line import source_in
from components.tables.ledger import Row
from components.ui import figure, frame
from components.words import ledger as words
from csp.answers.places import POLICE_UK
from csp.db import Reader

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
        from components.ui import deciding  # noqa: PLC0415  # no other edition loads what writes

        deciding.show(data, told)
    _decided(data, told)
    if told.earlier:
        with st.expander(f"{screen.EARLIER_TITLE} ({len(told.earlier)})"):
            figure.table(told.earlier_table)
    figure.note(screen.NOTE)


def _waiting(data: Reader, told: Ledger) -> None:
    title = screen.UNPUBLISHED_TITLE if told.public else screen.WAITING_TITLE
    if not told.waiting:
        figure.empty(title, words.EMPTY)
        return
    figure.figure_title(title, screen.WAITING_UNDER)
    figure.table(told.waiting_table)
    _foot(data, told, told.waiting, "signals-waiting", title)


def _decided(data: Reader, told: Ledger) -> None:
    if not told.decided:
        figure.empty(screen.DECIDED_TITLE, words.none_decided(data.edition))
        return
    figure.figure_title(screen.DECIDED_TITLE, screen.DECIDED_UNDER)
    figure.table(told.decided_table)
    _foot(data, told, told.decided, "signals-decided", screen.DECIDED_TITLE, more=words.SOURCE)


def _foot(
    data: Reader, told: Ledger, rows: tuple[Row, ...], name: str, title: str, *, more: str = ""
) -> None:
    source = source_in(data, POLICE_UK, told.period)
    figure.source_line(source, more)
    figure.downloads(name, partial(screen.files, rows), source, title=title)
