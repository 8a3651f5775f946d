"""The controls of our area among the districts, and the chosen part laid out on screen."""

import streamlit as st

from components.charts.palette import Palette
from components.screens import not_held
from components.screens.among_districts import (
    Part,
    View,
    admissions,
    districts,
    over_time,
    protected,
    similar,
    urban_rural,
    wards,
)
from components.ui import choosers, figure
from csp.answers import districts as answers
from csp.answers import places
from csp.db import Reader

PARTS = {
    "districts": districts.part,
    "wards": wards.part,
    "over_time": over_time.part,
    "similar": similar.part,
    "urban_rural": urban_rural.part,
    "admissions": admissions.part,
}
TITLES = {
    "districts": "Districts",
    "wards": "Wards",
    "over_time": "Over time",
    "similar": "Similar",
    "urban_rural": "Urban and rural",
    "admissions": "Admissions",
}
BY_WARD = ("wards", "urban_rural")
OF_A_PERIOD = ("districts", "similar", "urban_rural")


def choose_view(data: Reader) -> View:
    """What to look at: a part, and what that part asks for."""
    part = choosers.choose_part(_parts(data))
    boxes = st.columns([1.6, 1.8, 1.8])
    offered = answers.offered(data)
    measure, vintage, ward, what = offered[0], "", "", ""
    with boxes[0]:
        if part == "admissions":
            what = choosers.choose_published(answers.admissions(data))
        else:
            measure = choosers.choose_measure(offered)
    # A partner's dataset has periods of its own.
    periods = places.periods(data, measure.source)
    period = periods[0]
    with boxes[1]:
        if part in OF_A_PERIOD:
            period = choosers.choose_period(periods)
        if part == "wards":
            vintage = choosers.choose_wards(places.ward_sets(data))
    with boxes[2]:
        if part == "wards":
            ward = choosers.choose_area(places.ward_names(data, vintage))
    return View(part, measure, period, vintage, ward, what)


def _parts(data: Reader) -> dict[str, str]:
    """The parts on offer: those by ward only where wards are held."""
    if not_held.no_wards(data) is None:
        return TITLES
    return {part: title for part, title in TITLES.items() if part not in BY_WARD}


def answer(data: Reader, view: View, colours: Palette) -> Part:
    """What the chosen part says."""
    if (said := protected.part(data, view)) is not None:
        return said
    return PARTS[view.part](data, view, colours)


def show(data: Reader, said: Part) -> None:
    """The figures of a part, one below the other; or why there is none."""
    if said.empty:
        st.info(said.empty)
    for one in said.figures:
        figure.shown(data, one.figure, one.name, heading=one.heading)
