"""The four parts of Domestic abuse laid out on screen."""

import streamlit as st

from components.charts.palette import Palette
from components.screens import domestic_abuse as screen
from components.screens.domestic_abuse import View, reached, reading, when, where
from components.screens.source_line import source_in
from components.screens.ward_map import Answer
from components.ui import figure, frame, maps
from csp.answers import domestic_abuse as abuse
from csp.db import Reader


def show(data: Reader, view: View | None, colours: Palette) -> None:
    """The chosen part; without records an invitation, and the parts that need none."""
    if view is None:
        figure.empty(*screen.no_records())
        show_reached(data, view, colours)
        show_reading(data, view, colours)
        return
    parts = {
        "where": show_where,
        "when": show_when,
        "reached": show_reached,
        "reading": show_reading,
    }
    parts[view.part](data, view, colours)


def show_where(data: Reader, view: View, colours: Palette) -> None:
    """The wards as chosen, how few hold half, and the ranking of 2020. In the public edition the
    wards alone: nothing is summed over protected counts.
    """
    if view.show == "over_time":
        _show_over_time(data, view, colours)
    else:
        _show_wards(data, view, where.wards(data, view, colours))
    if view.public:
        figure.note(screen.not_public())
        return
    left, right = st.columns(2, gap="large")
    with left:
        figure.shown(data, where.curve(data, view, colours), "domestic-abuse-concentration")
    with right:
        figure.shown(data, where.agreement(data, view), "domestic-abuse-ranking")


def _show_over_time(data: Reader, view: View, colours: Palette) -> None:
    made = where.over_time(data, view, colours)
    if made is None and view.public:
        figure.empty(*screen.no_quarters())
    figure.shown(data, made, "domestic-abuse-over-time")


def _show_wards(data: Reader, view: View, said: Answer) -> None:
    """Map and table side by side, their source and files."""
    if said.empty:
        st.info(said.empty)
        return
    if view.public:  # elsewhere the page's own title and lead speak of these counts
        frame.sentence(said.lead)
    source = source_in(data, abuse.INCIDENTS, said.period, on_map=True)
    name, small = f"domestic-abuse-{view.show}", "domestic-abuse-small-areas"
    maps.shown(said, source, name, ward=view.ward, small=small)


def show_when(data: Reader, view: View, colours: Palette) -> None:
    """Hours and shifts, months, season and named days."""
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        figure.shown(data, when.hours(data, view, colours), "domestic-abuse-hours")
    with right:
        figure.shown(data, when.shifts(data, view), "domestic-abuse-shifts")
    figure.shown(data, when.monthly(data, view, colours), "domestic-abuse-months")
    left, right = st.columns(2, gap="large")
    with left:
        figure.shown(data, when.season(data, view, colours), "domestic-abuse-season")
    with right:
        figure.shown(data, when.named_days(data, view, colours), "domestic-abuse-named-days")


def show_reached(data: Reader, view: View | None, colours: Palette) -> None:
    """What was published of services; the records beside it, and visits against incidents."""
    figure.shown(data, reached.published(data), "domestic-abuse-services")
    if view is None:
        return
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        figure.shown(data, reached.coverage(data, view, colours), "domestic-abuse-coverage")
    with right:
        figure.shown(data, reached.beside(data, view), "domestic-abuse-beside")


def show_reading(data: Reader, view: View | None, colours: Palette) -> None:
    """Both readings of a rise; reports, cases and visits side by side, without a colour."""
    del colours
    figure.shown(data, reading.both_ways(), "domestic-abuse-readings")
    if view is not None:
        figure.shown(data, reading.series(data, view), "domestic-abuse-series")
