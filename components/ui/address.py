"""The part of a page's address behind its question mark, read and written as a whole."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.addressed import MEETING, VIEW
from components.ui.choosers import NOUNS

TYPED = ("search", "all")  # choices that no noun names


def said() -> dict[str, list[str]]:
    """Every value of each key."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def asks_for_meeting() -> bool:
    """Whether the address asks for the meeting view."""
    return st.query_params.get(VIEW) == MEETING


def as_sent() -> list[tuple[str, str]]:
    """What the browser's address says at the moment: widgets write their choices there, and the
    server's own copy is older.
    """
    context = get_script_run_ctx()
    return parse_qsl(context.query_string, keep_blank_values=True) if context else []


def put(pairs: Iterable[tuple[str, str]]) -> None:
    """Writes all of it anew.

    Streamlit lets nobody write what a widget is bound to, takes it away with the widget, and gives
    a widget back what it held before; so bindings and what was held are let go of first.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as address:
        for key in (*NOUNS, *TYPED, *address):
            if (binding := address.get_binding_for_param(key)) is not None:
                address.unbind_widget(binding.widget_id)
        address.from_dict(_grouped(pairs))
        address.set_initial_query_params_from_current()
    for key in (*NOUNS, *TYPED):
        st.session_state.pop(key, None)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for key, value in pairs:
        held.setdefault(key, []).append(value)
    return held


def open_meeting() -> None:
    """Turns to the meeting view of the page as it is."""
    put([*((key, value) for key, value in as_sent() if key != VIEW), (VIEW, MEETING)])
