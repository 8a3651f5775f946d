"""Domestic abuse: sources of help first; then where, when, who is reached, how to read it."""

import streamlit as st

from components.screens import domestic_abuse as screen
from components.ui import abuse, frame, help
from components.warehouse import warehouse

frame.guard()
data = warehouse()
help.quick_exit()
top = st.container()
view = abuse.choose_view(data)
with top:
    frame.heading("People", "Domestic abuse", *screen.heading(data, view))
    help.sources_of_help()
abuse.show(data, view, frame.current_palette())
