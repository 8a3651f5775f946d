"""Our area among the districts of its force area: how do we compare, and over the long run?"""

import streamlit as st

from components.ui import among_districts, frame
from components.warehouse import warehouse
from components.words.districts import page_title

frame.guard()
data = warehouse()
top = st.container()
view = among_districts.choose_view(data)
said = among_districts.answer(data, view, frame.current_palette())
with top:
    frame.heading("Places", page_title(), said.title, said.lead)
among_districts.show(data, said)
