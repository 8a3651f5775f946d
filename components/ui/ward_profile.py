"""Ward profile on screen: the map beside the facts, and each part in its place."""

import html
from collections.abc import Sequence

import streamlit as st

from components.charts.palette import Palette
from components.screens.figures import Figure
from components.screens.panels import named
from components.screens.source_line import source_in
from components.screens.ward_profile import View, measures, opening, people, said_and_done
from components.screens.ward_profile.opening import Opening
from components.ui import choosers, figure, verdicts
from components.words import ward_profile as words
from components.words.sources import attributions
from csp.db import Reader


def show(data: Reader, view: View, told: Opening, colours: Palette) -> None:
    """The whole profile of a ward, or the map to choose one on."""
    if not view.ward:
        _start(data, view, colours)
        return
    st.html('<div class="profile" hidden></div>')
    _top(data, view, told, colours)
    listed = measures.tables(data, view, colours)
    for one in listed:
        paper = "unprinted" if one.on_screen_only else "printed"
        with st.container(key=f"{paper}_{one.name}"):
            figure.shown(data, one.figure, one.name)
    parts = [
        (people.deprivation(data, view, colours), words.NO_DEPRIVATION, "profile-deprivation"),
        (people.ages(data, view, colours), words.NO_AGES, "profile-ages"),
        (people.similar(data, view, colours), words.NOT_ALIKE, "profile-similar"),
        (said_and_done.views(data, view), words.NO_VIEWS, "profile-views"),
        (said_and_done.became(data, view), words.NOT_LOOKED_UP, "profile-other-wards"),
    ]
    for pair in (parts[:2], parts[2:4]):
        for column, part in zip(st.columns(2, gap="large"), pair, strict=True):
            with column:
                _part(data, *part)
    left, right = st.columns(2, gap="large")
    with left:
        _part(data, *parts[4])
    with right:
        _doing(data, view)
    figure.note(words.PRINTS, "screen-only")
    _on_paper(data, sum(one.unprinted for one in listed), [made for made, *_ in parts])


def _start(data: Reader, view: View, colours: Palette) -> None:
    """The wards to choose from, each with its residents."""
    where = opening.locator(data, view, colours)
    figure.figure_title(words.START_MAP, where.under)
    for number, (column, (title, spec)) in enumerate(
        zip(st.columns(len(where.panels), gap="large"), where.panels, strict=True)
    ):
        with column:
            if title:
                figure.panel_title(title, "the dashed frame")
            figure.area_chart(spec, where.alt, f"map_{number}_", choosers.chosen_on_map)
    with st.expander("The same figures as a table"):
        figure.table(where.table)
    source = source_in(data, "population", where.period, on_map=True)
    figure.source_line(source)
    pictures = named(where.panels)
    figure.downloads("wards", where.files, source, pictures, title=words.START_MAP)


def _top(data: Reader, view: View, told: Opening, colours: Palette) -> None:
    """Where the ward lies, beside a few facts on it."""
    left, right = st.columns([1, 2.9], gap="large", vertical_alignment="center")
    where = opening.locator(data, view, colours)
    with left:
        for number, (_, spec) in enumerate(where.panels):
            figure.area_chart(spec, where.alt, f"map_{number}_{view.ward}", choosers.chosen_on_map)
    with right:
        verdicts.strip(told.facts)
        if told.note:
            figure.note(told.note, "kept")
        figure.link(
            "This ward on Ward map",
            said_and_done.address(data, view.ward, view.vintage, "ward_map"),
        )


def _part(data: Reader, made: Figure | None, absent: tuple[str, str], name: str) -> None:
    """A part of the profile, or calmly why it is not there."""
    if made is None:
        figure.empty(*absent)
    else:
        figure.shown(data, made, name)


def _doing(data: Reader, view: View) -> None:
    done = said_and_done.doing(data, view)
    figure.figure_title(done.title, "")
    figure.lines(done.lines)
    for told, address in done.links.items():
        figure.link(told, address)


def _on_paper(data: Reader, unprinted: int, shown: Sequence[Figure | None]) -> None:
    """A line that only paper shows: what it leaves out, and the sources of what stands in pairs."""
    datasets = data.read("datasets")
    sources = [source_in(data, one.dataset, one.period) for one in shown if one]
    texts = [one.text if one.attribution else f"{one.text}, {one.licence}" for one in sources]
    told = f"{words.printed_line(unprinted, texts)} {' '.join(attributions(datasets))}"
    st.html(f'<p class="note print-only">{html.escape(told)}</p>')
