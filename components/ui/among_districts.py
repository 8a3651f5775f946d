"""Our area among the districts: the chosen part laid out on screen."""

import streamlit as st

from components.screens.among_districts import Part
from components.ui import figure
from csp.db import Reader


def show(data: Reader, said: Part) -> None:
    """The figures of a part, one below the other; or why there is none."""
    if said.empty:
        st.info(said.empty)
    for one in said.figures:
        figure.shown(data, one.figure, one.name, heading=one.heading)
