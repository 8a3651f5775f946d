"""Downloads: may I have it? Every figure, whole tables and the meeting pack as files."""

import streamlit as st

from components.choosing import downloads as choosing
from components.screens import downloads as screen
from components.ui import downloading, frame
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
top = st.container()
view = choosing.chosen(data, CHOOSERS)
with top:
    pages = choosing.pages(data)
    frame.heading("Evidence", "Downloads", *screen.heading(data, len(pages)))
downloading.show(data, view, frame.current_palette(), frame.today())
