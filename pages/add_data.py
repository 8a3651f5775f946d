"""Add data: check a partner's file, see every fault beside its row, accept it, take it back."""

import streamlit as st

from components.ui import frame
from components.warehouse import warehouse

frame.guard(only="partner")

from components.ui import adding  # noqa: E402  # what writes is not even loaded by another edition

data = warehouse()
top, below = st.container(), st.container()
with below:
    said = adding.show(data)
with top:
    frame.heading("Evidence", "Add data", said.title, said.lead)
