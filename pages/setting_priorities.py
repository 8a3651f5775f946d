"""Setting priorities: how themes rank, how surely, and what is weighed with it."""

import streamlit as st

from components.choosing import setting_priorities as choosing
from components.screens import not_held
from components.screens import setting_priorities as screen
from components.ui import frame, held, priority_setting
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_model(data), "Evidence", "Setting priorities")
top = st.container()
view = choosing.chosen(data, CHOOSERS)
with top:
    frame.heading("Evidence", "Setting priorities", *screen.heading(data, view))
priority_setting.show(data, view, frame.current_palette())
