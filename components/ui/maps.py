"""A map of wards on screen: its panels beside the table, then the source and the files."""

import streamlit as st

from components.screens.ward_map import Answer
from components.ui import choosers, figure
from components.words.sources import Source


def shown(
    said: Answer, source: Source, name: str, *, ward: str, small: str, moving: bool = False
) -> None:
    """The answer laid out; `name` and `small` name its files and those of its small areas.

    `ward` is the one chosen, or ''. With `moving` small areas can be looked at on a map to move in.
    """
    left, right = st.columns([1, 1.12], gap="large")
    with left:
        figure.figure_title(said.map_title, said.map_under, illustrative=source.illustrative)
        figure.key(said.key)
        for number, (title, spec) in enumerate(said.panels):
            if title:
                figure.panel_title(title, "the dashed frame above")
            figure.area_chart(spec, said.alt, f"map_{number}_{ward}", choosers.chosen_on_map)
        if said.small and moving:
            mover = st.expander("Move the map", key="moving", on_change="rerun")
            if mover.open:
                with mover:
                    figure.deck(said.small.deck(), said.alt, "map_deck", choosers.chosen_on_map)
    with right:
        figure.figure_title(said.table_title, "")
        figure.table(said.table)
        figure.note(said.note)
        if said.small:
            with st.expander("The small areas as a table"):
                figure.table(said.small.table)
                figure.note(said.small.note)
                figure.downloads(small, said.small.files, source)
    figure.source_line(source, said.below)
    figure.downloads(name, said.files, source, said.pictures, said.areas)
