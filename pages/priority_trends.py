"""Priority trends: choose a plan and a priority; is it getting better, is that real, what was
promised, and what became of it?
"""

import streamlit as st

from components.choosing import priority_trends as choosing
from components.screens import not_held
from components.screens import priority_trends as screen
from components.ui import frame, held, trends
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_plans(data), "Meeting", "Priority trends")
top = st.container()
view = choosing.chosen(data, CHOOSERS)
with top:
    frame.heading(
        "Meeting", "Priority trends", *screen.heading(data, view, frame.current_palette())
    )
trends.show(data, view, frame.current_palette())
