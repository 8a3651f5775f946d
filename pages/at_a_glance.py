"""At a glance: what should we talk about today? What changed, is it real, where, and can we rely
on it.
"""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from components.screens import at_a_glance as screen
from components.tables import glance as tables
from components.ui import choosers, figure, frame, verdicts
from components.warehouse import warehouse
from components.words import numbers
from components.words.sources import source_of
from csp.answers import places
from csp.settings import settings

frame.guard()
data = warehouse()
colours = frame.current_palette()
force = settings().area.force_name
datasets = data.read("datasets")
changes = screen.changes(data)

frame.heading("Meeting", "At a glance", *screen.heading(changes))
verdicts.cards(screen.cards(data, changes, colours))

figure.figure_title(f"The priorities of {settings().plan.current}", screen.ROWS_UNDER)
rows = screen.rows(data, changes, colours)
figure.table(tables.priority_table(rows, force, frame.image, verdicts.mark))
figure.note(screen.ROWS_NOTE)
figure.downloads(
    "priorities", pd.DataFrame(rows), source_of(datasets, "police_uk", "periods named in each row")
)

if changes is not None:
    period = numbers.span(changes.compared)
    source = source_of(datasets, "police_uk", period)
    left, right = st.columns(2, gap="large")
    with left:
        kinds = screen.kinds(changes, colours)
        figure.figure_title(kinds.title, kinds.under)
        figure.chart(kinds.spec, kinds.alt, "kinds")
        with st.expander("The same figures as a table, with shares"):
            figure.table(tables.kinds_table(kinds.files, force))
        figure.downloads("change-by-kind", kinds.files, source, [("", kinds.spec)])
    with right:
        wards = screen.ward_change(data, changes, colours)
        figure.figure_title(wards.title, wards.under)
        figure.key(wards.key)
        figure.chart(wards.spec, wards.alt, "wards", width="content")
        figure.downloads("change-by-ward", wards.files, source, [("", wards.spec)])
    figure.source_line(source)

newest = next(period for period in places.periods(data) if period.newest)
words, box = st.columns([3, 1], vertical_alignment="bottom")
with box:
    since = choosers.choose_since(newest.span.start, newest.span.end)
signals = screen.new_signals(data, since)
with words:
    figure.figure_title(signals.title, signals.under)
if signals.found:
    figure.table(tables.signal_table(signals.found, verdicts.mark))

published = screen.published(data)
figure.figure_title(published.title, screen.PUBLISHED_UNDER)
figure.table(tables.published_table(published.files))
figure.note(published.note)
cited = source_of(datasets, "published", "Nov 2017 to Oct 2019")
figure.downloads("published-2020", published.files, cited)

figure.figure_title("Can we rely on it? The latest supply of each dataset", "")
figure.table(tables.supply_table(datasets, pd.Timestamp(datetime.now(UTC).date())))
