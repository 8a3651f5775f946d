"""Domestic abuse: sources of help first; then where, when, who is reached, how to read it."""

import streamlit as st

from components.choosing import domestic_abuse as choosing
from components.screens import domestic_abuse as screen
from components.ui import abuse, frame, help
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
help.quick_exit()
top = st.container()
view = choosing.chosen(data, CHOOSERS)
with top:
    frame.heading("People", "Domestic abuse", *screen.heading(data, view))
    help.sources_of_help()
abuse.show(data, view, frame.current_palette())
