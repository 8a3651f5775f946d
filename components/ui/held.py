"""Ends a page calmly where what it is about is not held here, and tells what is held in part."""

import streamlit as st

from components.ui import figure, frame
from components.words.not_held import NotHeld, cut_sentence
from csp.db import Reader


def or_stop(missing: NotHeld | None, group: str, page: str) -> None:
    """Goes on where nothing is missing; else says so under the page's name and ends the page."""
    if missing is None:
        return
    frame.heading(group, page, missing.title, "")
    figure.empty(missing.heading, missing.words)
    frame.foot()
    st.stop()


def cut_small_areas(data: Reader) -> None:
    """A note on each ward set whose true lines cut small areas; nothing where none do."""
    for row in data.read("cut_small_areas").itertuples():
        figure.note(cut_sentence(row.ward_vintage, row.lsoa_vintage, row.cut, row.small_areas))
