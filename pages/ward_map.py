"""Ward map: choose a measure and a period, see it in every ward, and how sure anyone can be."""

import streamlit as st

from components.screens.ward_map import View, answer
from components.ui import choosers, figure, frame
from components.warehouse import warehouse
from components.words import numbers
from components.words.sources import source_of
from csp.answers import places
from csp.measures import measures

frame.guard()
data = warehouse()
top = st.container()
boxes = st.columns([1.3, 1.3, 2.1, 1.7, 1.3])
with boxes[0]:
    measure = choosers.choose_measure(list(measures().values()))
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
    st.stop()

left, right = st.columns([1, 1.12], gap="large")
with left:
    figure.figure_title(said.map_title, said.map_under)
    figure.key(said.key)
    for number, (title, spec) in enumerate(said.panels):
        if title:
            figure.panel_title(title, "the dashed frame above")
        figure.area_chart(spec, said.alt, f"map_{number}_{ward}", choosers.chosen_on_map)
    if said.deck is not None:
        figure.deck(said.deck, said.alt, "map_deck", choosers.chosen_on_map)
with right:
    figure.figure_title(said.table_title, "")
    figure.table(said.table)
    figure.note(said.note)

source = source_of(data.read("datasets"), measure.source, numbers.span(period.span))
figure.source_line(source, said.residents)
figure.downloads(f"ward-map-{show}-{measure.id}", said.files, source, said.panels, areas=said.areas)
