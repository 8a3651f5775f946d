"""Ward map: choose a measure and a period, see it in every ward, and how sure anyone can be."""

import streamlit as st

from components.screens import not_held
from components.screens.ward_map import View, answer
from components.ui import choosers, frame, held, maps
from components.warehouse import warehouse
from components.words.sources import source_of
from csp.answers import places

frame.guard()
data = warehouse()
held.or_stop(not_held.no_wards(data), "Places", "Ward map")
top = st.container()
boxes = st.columns([1.2, 1.45, 2.15, 1.6, 1.9])
with boxes[0]:
    measure = choosers.choose_measure(places.mappable(data))
with boxes[1]:
    period = choosers.choose_period(places.periods(data, measure.source))
with boxes[2]:
    show = choosers.choose_show()
with boxes[3]:
    vintage = choosers.choose_wards(places.ward_sets(data))
with boxes[4]:
    ward = choosers.choose_area(places.ward_names(data, vintage))

said = answer(data, View(measure, period, show, vintage, ward), frame.current_palette())
with top:
    frame.heading("Places", "Ward map", said.title, said.lead)
if said.empty:
    st.info(said.empty)
else:
    source = source_of(data.read("datasets"), measure.source, said.period)
    small = f"small-areas-{measure.id}"
    maps.shown(said, source, f"ward-map-{show}-{measure.id}", ward=ward, small=small, moving=True)
held.cut_small_areas(data)
