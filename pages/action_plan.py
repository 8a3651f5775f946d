"""Action plan: did we do what we said, who leads it, what is late, and did what it should move
move?
"""

import streamlit as st

from components.choosing import action_plan as choosing
from components.screens import action_plan as screen
from components.screens import not_held
from components.ui import acting, frame, held
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_plans(data), "Meeting", "Action plan")
top = st.container()
view = choosing.chosen(data, CHOOSERS)
told = screen.opening(data, view, frame.today())
with top:
    frame.heading("Meeting", "Action plan", told.title, told.lead)
acting.show(data, view, told, frame.current_palette())
