"""Downloads: may I have it? Every figure, whole tables and the meeting pack as files."""

import streamlit as st

from components.choosing import downloads as choosing
from components.screens import downloads as screen
from components.ui import downloading, frame
from components.ui.choosers import CHOOSERS

frame.guard()
data, on = downloading.asked_for()
top = st.container()
view = choosing.chosen(data, CHOOSERS)
with top:
    pages = choosing.pages(data)
    frame.heading(downloading.GROUP, downloading.TITLE, *screen.heading(data, len(pages)))
    downloading.as_seen(data, on)
downloading.show(data, view, frame.current_palette(), on)
