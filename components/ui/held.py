"""Ends a page calmly where what it is about is not held here."""

import streamlit as st

from components.ui import figure, frame
from components.words.not_held import NotHeld


def or_stop(missing: NotHeld | None, group: str, page: str) -> None:
    """Goes on where nothing is missing; else says so under the page's name and ends the page."""
    if missing is None:
        return
    frame.heading(group, page, missing.title, "")
    figure.empty(missing.heading, missing.words)
    frame.foot()
    st.stop()
