"""Our area among the districts of its force area: how do we compare, and over the long run?"""

import streamlit as st

from components.choosing import among_districts as choosing
from components.screens.among_districts import parts
from components.ui import among_districts, frame
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse
from components.words.districts import page_title

frame.guard()
data = warehouse()
top = st.container()
view = choosing.chosen(data, CHOOSERS)
said = parts.answer(data, view, frame.current_palette())
with top:
    frame.heading("Places", page_title(), said.title, said.lead)
among_districts.show(data, said)
