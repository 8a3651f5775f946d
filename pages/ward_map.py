"""Ward map: choose a measure and a period, see it in every ward, and how sure anyone can be."""

import streamlit as st

from components.screens.ward_map import View, answer
from components.ui import choosers, figure, frame
from components.warehouse import warehouse
from components.words.sources import source_of
from csp.answers import places
from csp.measures import measures_of

frame.guard()
data = warehouse()
top = st.container()
boxes = st.columns([1.2, 1.45, 2.15, 1.6, 1.9])
with boxes[0]:
    measure = choosers.choose_measure(list(measures_of(places.POLICE_UK).values()))
with boxes[1]:
    period = choosers.choose_period(places.periods(data))
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
    frame.foot()
    st.stop()
source = source_of(data.read("datasets"), measure.source, said.period)

left, right = st.columns([1, 1.12], gap="large")
with left:
    figure.figure_title(said.map_title, said.map_under)
    figure.key(said.key)
    for number, (title, spec) in enumerate(said.panels):
        if title:
            figure.panel_title(title, "the dashed frame above")
        figure.area_chart(spec, said.alt, f"map_{number}_{ward}", choosers.chosen_on_map)
    if said.small:
        moving = st.expander("Move the map", key="moving", on_change="rerun")
        if moving.open:
            with moving:
                figure.deck(said.small.deck(), said.alt, "map_deck", choosers.chosen_on_map)
with right:
    figure.figure_title(said.table_title, "")
    figure.table(said.table)
    figure.note(said.note)
    if said.small:
        with st.expander("The small areas as a table"):
            figure.table(said.small.table)
            figure.note(said.small.note)
            figure.downloads(f"small-areas-{measure.id}", said.small.files, source)

figure.source_line(source, said.below)
figure.downloads(f"ward-map-{show}-{measure.id}", said.files, source, said.pictures, said.areas)
