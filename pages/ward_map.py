"""Ward map: choose a measure, a period and areas, see where, and how sure anyone can be."""

import streamlit as st

from components.choosing import ward_map as choosing
from components.screens import not_held
from components.screens.source_line import source_in
from components.screens.ward_map import answer
from components.ui import frame, held, maps
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_wards(data), "Places", "Ward map")
top = st.container()
view = choosing.chosen(data, CHOOSERS)

said = answer(data, view, frame.current_palette())
with top:
    frame.heading("Places", "Ward map", said.title, said.lead)
if said.empty:
    st.info(said.empty)
else:
    source = source_in(data, view.measure.source, said.period, on_map=True)
    name, small = f"ward-map-{view.show}-{view.measure.id}", f"small-areas-{view.measure.id}"
    maps.shown(said, source, name, ward=view.ward, small=small, moving=True)
maps.closer(data, view, frame.current_palette())
held.cut_small_areas(data)
