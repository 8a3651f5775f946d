"""A map of areas on screen: its panels beside the table, or two maps
beside each other, then the source and the files.
"""

import streamlit as st

from components.charts.palette import Palette
from components.choosing.ward_map import CLOSER
from components.screens import area_beside
from components.screens.ward_map import Answer, View
from components.screens.ward_profile import said_and_done
from components.ui import choosers, figure, frame
from components.ui.choosers import CHOOSERS
from components.words import mapped as words
from components.words.sources import Source
from csp.db import Reader

SMALL_AREAS = "The small areas as a table"


def shown(
    said: Answer, source: Source, name: str, *, ward: str, small: str, moving: bool = False
) -> None:
    """The answer laid out; `name` and `small` name its files and those of its small areas.

    `ward` is the area chosen, or ''. With `moving` it can be looked at on a map to move in.
    """
    if said.sides:
        _side_by_side(said, source, ward)
    else:
        left, right = st.columns([1, 1.12], gap="large")
        with left:
            figure.figure_title(said.map_title, said.map_under, illustrative=source.illustrative)
            figure.key(said.key)
            _panels(said, ward)
            if moving:
                _mover(said)
        with right:
            _table(said)
            if said.small:
                _small_areas(said, source, small)
    figure.source_line(source, said.below)
    figure.downloads(
        name, said.files, source, said.pictures, said.areas, title=said.map_title or said.title
    )


def _panels(said: Answer, ward: str) -> None:
    for number, (title, spec) in enumerate(said.panels):
        if title:
            figure.panel_title(title, "the dashed frame above")
        figure.area_chart(spec, said.alt, f"map_{number}_{ward}", choosers.chosen_on_map)


def _mover(said: Answer) -> None:
    """The map to move in, made at the first click: it is as heavy as the page."""
    if said.deck is None:
        return
    mover = st.expander("Move the map", key="moving", on_change="rerun")
    if mover.open:
        with mover:
            figure.deck(said.deck(), said.alt, "map_deck", choosers.chosen_on_map)


def _table(said: Answer) -> None:
    figure.figure_title(said.table_title, "")
    listed = st.container()
    every = said.every if said.every and CHOOSERS.every(f"Show all {said.count}") else None
    with listed:
        figure.table(every() if every else said.table)
    if said.note:
        figure.note(said.note)


def _small_areas(said: Answer, source: Source, name: str) -> None:
    """The table of the small areas behind the wards, made at the first click."""
    listed = st.expander(SMALL_AREAS, key="small_areas", on_change="rerun")
    if listed.open and said.small:
        with listed:
            figure.table(said.small.table())
            figure.note(said.small.note)
            figure.downloads(name, said.small.files, source, title=SMALL_AREAS)


def _side_by_side(said: Answer, source: Source, ward: str) -> None:
    """Two maps in a row, with one key or one each; their one table below."""
    sides = said.sides
    if sides is None:
        return
    figure.figure_title(said.map_title, said.map_under, illustrative=source.illustrative)
    if len(sides.keys) == 1:
        figure.key(sides.keys[0])
    for number, column in enumerate(st.columns(2, gap="large")):
        with column:
            figure.panel_title(sides.titles[number], "")
            if len(sides.keys) > 1:
                figure.key(sides.keys[number])
            alt = f"{sides.titles[number]}: {said.alt[:1].lower()}{said.alt[1:]}"
            name = f"map_{number}_{ward}"
            figure.area_chart(sides.maps[number], alt, name, choosers.chosen_on_map)
    _table(said)


def closer(data: Reader, view: View, colours: Palette) -> None:
    """A sentence on the chosen area; when asked for, a picture of how it stands: among all wards,
    against chance, or month by month (the borough's months where none is chosen).
    """
    asked = (view.measure, view.period, view.vintage, view.ward)
    figure.part(words.CLOSER)
    frame.sentence(area_beside.sentence(data, *asked) if view.ward else words.CHOOSE)
    if view.kind == "ward" and view.ward:
        figure.link(words.PROFILE, said_and_done.address(data, view.ward, view.vintage))
    shown = CHOOSERS.closer(CLOSER)
    if shown == "words":
        return
    made = area_beside.part(data, shown, *asked, colours=colours)
    if made is None:
        figure.note(words.NOT_CLOSER)
    figure.shown(data, made, f"{shown}-{view.measure.id}")
