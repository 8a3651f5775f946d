"""The figures of At a glance, one function each: what stands on the page in its order."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from components.charts.palette import Palette
from components.screens import at_a_glance as screen
from components.screens.at_a_glance import Changes
from components.tables import glance as tables
from components.ui import choosers, figure, frame, verdicts
from components.words import numbers
from components.words.sources import source_of
from csp.answers import places
from csp.db import Reader
from csp.settings import settings


def priorities(data: Reader, changes: Changes | None, colours: Palette) -> None:
    """The priorities of the current plan as rows."""
    figure.figure_title(f"The priorities of {settings().plan.current}", screen.ROWS_UNDER)
    rows = screen.rows(data, changes, colours)
    force = settings().area.force_name
    figure.table(tables.priority_table(rows, force, frame.image, verdicts.mark))
    figure.note(screen.ROWS_NOTE)
    source = source_of(data.read("datasets"), "police_uk", "periods named in each row")
    figure.downloads("priorities", screen.rows_file(rows), source)


def changes_by_kind_and_ward(data: Reader, changes: Changes, colours: Palette) -> None:
    """What changed by kind of crime, and beside it where."""
    period = numbers.span(changes.compared)
    source = source_of(data.read("datasets"), "police_uk", period)
    left, right = st.columns(2, gap="large")
    with left:
        kinds = screen.kinds(changes, colours)
        figure.figure_title(kinds.title, kinds.under)
        figure.chart(kinds.spec, kinds.alt, "kinds")
        with st.expander("The same figures as a table, with shares"):
            figure.table(tables.kinds_table(kinds.files, settings().area.force_name))
        figure.downloads("change-by-kind", kinds.files, source, [("", kinds.spec)])
    with right:
        wards = screen.ward_change(data, changes, colours)
        figure.figure_title(wards.title, wards.under)
        figure.key(wards.key)
        figure.chart(wards.spec, wards.alt, "wards", width="content")
        figure.downloads("change-by-ward", wards.files, source, [("", wards.spec)])
    figure.source_line(source)


def new_signals(data: Reader) -> None:
    """Signals since the last meeting, whose date is kept in the address."""
    newest = next(period for period in places.periods(data) if period.newest)
    words, box = st.columns([3, 1], vertical_alignment="bottom")
    with box:
        since = choosers.choose_since(newest.span.start, newest.span.end)
    signals = screen.new_signals(data, since)
    with words:
        figure.figure_title(signals.title, signals.under)
    if signals.found:
        figure.table(tables.signal_table(signals.found, verdicts.mark))
        period = f"{numbers.month(since)} to {numbers.month(newest.span.end)}"
        source = source_of(data.read("datasets"), "police_uk", period)
        figure.downloads("signals", pd.DataFrame(signals.found), source)


def published(data: Reader) -> None:
    """What the partnership itself published in 2020."""
    told = screen.published(data)
    figure.figure_title(told.title, screen.PUBLISHED_UNDER)
    figure.table(tables.published_table(told.files))
    figure.note(told.note)
    source = source_of(data.read("datasets"), "published", "Nov 2017 to Oct 2019")
    figure.downloads("published-2020", told.files, source)


def supply(data: Reader) -> None:
    """The latest supply of each dataset."""
    datasets = data.read("datasets")
    figure.figure_title("Can we rely on it? The latest supply of each dataset", "")
    today = pd.Timestamp(datetime.now(UTC).date())
    figure.table(tables.supply_table(datasets, today))
