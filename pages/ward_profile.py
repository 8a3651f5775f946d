"""Ward profile: what is it like here? One ward by everything that is held of it."""

import streamlit as st

from components.choosing import ward_profile as choosing
from components.screens import not_held
from components.screens.ward_profile.opening import opening
from components.ui import frame, held, ward_profile
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_wards(data), "Places", "Ward profile")
top = st.container()
view = choosing.chosen(data, CHOOSERS)
told = opening(data, view)
with top:
    frame.heading("Places", "Ward profile", told.title, told.lead)
ward_profile.show(data, view, told, frame.current_palette())
