"""Feeling safe: what residents say, wave by wave, who feels less safe, and against the record."""

import streamlit as st

from components.choosing import feeling_safe as choosing
from components.screens import feeling_safe as screen
from components.ui import figure, frame
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
colours = frame.current_palette()

waves = screen.waves(data, colours)
frame.heading("People", "Feeling safe", *screen.heading(waves))
figure.shown(
    data,
    waves,
    "feeling-safe-waves",
    heading="How safe or unsafe do you feel in your local area?",
)

left, right = st.columns(2, gap="large")
with left:
    figure.shown(data, screen.worries(data, colours), "feeling-safe-worries")
with right:
    figure.shown(data, screen.targets(data), "feeling-safe-targets")

asked = screen.asked_by_group(data)
if asked:
    figure.part("Who feels less safe?")
    question, grouping = choosing.chosen(asked, CHOOSERS)
    figure.shown(data, screen.groups(data, question, grouping, colours), "feeling-safe-groups")
    figure.shown(data, screen.beside_record(data, question, colours), "feeling-safe-beside")
else:
    figure.empty(*screen.no_answers())

if (announced := screen.young_people(data)) is not None:
    figure.empty(*announced)
