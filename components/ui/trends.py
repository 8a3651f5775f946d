"""The parts of Priority trends laid out on screen."""

import streamlit as st

from components.charts.palette import Palette
from components.screens import breakdowns
from components.screens.priority_trends import View, pair, promises, since, trend
from components.screens.source_line import source_in
from components.ui import figure, verdicts
from csp.db import Reader


def show(data: Reader, view: View, colours: Palette) -> None:
    """The chosen part."""
    {
        "trend": show_trend,
        "promises": show_promises,
        "detail": show_detail,
        "since": show_since,
    }[view.part](data, view, colours)


def show_trend(data: Reader, view: View, colours: Palette) -> None:
    """The verdict and the control chart; without a monthly series the two published counts."""
    if view.measure is None:
        figure.shown(data, pair.counts(data, view.priority, colours), "published-counts")
        return
    said = trend.answer(data, view.measure, view.reach, colours, view.plan)
    if not said.spec:
        figure.empty(said.chart_title, said.chart_under)
    else:
        _verdict_and_chart(said)
    source = source_in(data, view.measure.source, said.period)
    figure.note(said.note)
    figure.source_line(source)
    pictures = [("", said.spec)] if said.spec else []
    name = f"trend-{view.measure.id}"
    figure.downloads(name, said.files, source, pictures, title=said.title)
    with st.expander("The same figures as a table"):
        figure.table(said.table)
    with st.expander(said.changes_title):
        figure.table(said.changes)


def _verdict_and_chart(said: trend.Answer) -> None:
    with st.container(key="verdict_and_chart"):
        with st.container(key="verdict"):
            verdicts.strip(said.facts, said.mark)
        figure.figure_title(said.chart_title, said.chart_under)
        figure.chart(said.spec, said.alt, "trend")
    verdicts.shape_key(said.key, said.in_words)


def show_promises(data: Reader, view: View, colours: Palette) -> None:
    """The indicators with their verdicts, and who answers for the priority."""
    made = promises.indicators(data, view.plan, view.plan_title, view.priority, colours)
    if len(made.files):
        figure.listed(data, made, "indicators")
    owned = promises.owner(data, view.plan, view.plan_title, view.priority)
    figure.shown(data, owned, "priority")


def show_detail(data: Reader, view: View, colours: Palette) -> None:
    """One breakdown of what the documents or partners count under the priority."""
    made = breakdowns.breakdown(data, view.plan, view.priority.title, view.breakdown, colours)
    name = f"breakdown-{view.breakdown.replace('_', '-')}"
    titles = breakdowns.offered(data, view.plan, view.priority.title)
    figure.shown(data, made, name, heading=titles[view.breakdown])


def show_since(data: Reader, view: View, colours: Palette) -> None:
    """Where the promises of the oldest plan ended, and what became of every priority."""
    figure.listed(data, since.promised(data, colours), "promised")
    figure.shown(data, since.flow(data, view.plan, view.priority.title, colours), "priorities")
