"""Break register: what changed in how things were recorded, when, and what that does to figures."""

import streamlit as st

from components.choosing import break_register as choosing
from components.screens import break_register as screen
from components.screens.data_supply import titles
from components.ui import figure, frame
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse
from csp.answers.supply import datasets

frame.guard()
data = warehouse()
top = st.container()
named = titles(datasets(data, frame.today()))
dataset = choosing.chosen(named, CHOOSERS)
found = screen.entries(data, dataset)
with top:
    frame.heading("Evidence", "Break register", *screen.heading(found))
made = screen.register(data, dataset, named, frame.current_palette())
figure.listed(data, made, "break-register")
