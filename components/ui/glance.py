"""The figures of At a glance, one function each: what stands on the page in its order."""

from functools import partial

import streamlit as st

from components.charts.palette import Palette
from components.choosing import at_a_glance as choosing
from components.maps.legend import swatches_html
from components.screens import not_held, signal_ledger
from components.screens.at_a_glance import cards as month_cards
from components.screens.at_a_glance import change, ledger
from components.screens.at_a_glance import priorities as plan_rows
from components.screens.at_a_glance import published as published_2020
from components.screens.at_a_glance import supply as latest_supply
from components.screens.doubts import doubts
from components.screens.source_line import source_in
from components.tables import glance as tables
from components.ui import figure, frame, verdicts
from components.ui.choosers import CHOOSERS
from components.words.not_held import WARDS
from components.words.sources import Source, record_of_supply
from csp.db import Reader

AS_TABLE = "The same figures as a table"


def newest_month(data: Reader, colours: Palette) -> None:
    """The newest month's numbers side by side."""
    cards = month_cards.cards(data, colours)
    verdicts.cards(cards)
    with st.expander(AS_TABLE):
        figure.table(tables.card_table(cards))
    source = source_in(data, "police_uk", month_cards.months_of(cards))
    title = f"{cards[0].label}: {cards[0].value}"
    _foot("newest-month", partial(month_cards.cards_file, cards), source, title)


def priorities(data: Reader, colours: Palette) -> None:
    """The priorities of the current plan as rows, or that no plan is held."""
    if (missing := not_held.no_plans(data)) is not None:
        figure.empty(missing.heading, missing.words)
        return
    rows = plan_rows.rows(data, colours)
    heading = plan_rows.rows_heading(data, rows)
    figure.figure_title(*heading)
    figure.table(plan_rows.rows_table(data, colours))
    figure.note(plan_rows.ROWS_NOTE)
    figure.doubts(doubts(data, plan_rows.shown_as_counts(data)))
    figure.source_line(source_in(data, "published", "periods named in each row"))
    source = source_in(data, "police_uk", change.compared(data))
    _foot("priorities", partial(plan_rows.rows_file, rows), source, heading[0])


def changes_by_kind_and_ward(data: Reader, colours: Palette) -> None:
    """What changed by kind of crime and, where wards are held, by ward; nothing where no months are
    compared.
    """
    kinds, wards = change.kinds(data, colours), change.ward_change(data, colours)
    if kinds is None:
        return
    source = source_in(data, "police_uk", change.compared(data), on_map=wards is not None)
    left, right = st.columns(2, gap="large")
    with left:
        figure.figure_title(kinds.title, kinds.under)
        figure.key(swatches_html(kinds.key))
        figure.chart(kinds.spec, kinds.alt, "kinds")
        with st.expander(f"{AS_TABLE}, with shares"):
            figure.table(kinds.table)
        pictures = [("", kinds.spec)]
        figure.downloads("change-by-kind", kinds.files, source, pictures, title=kinds.title)
    with right:
        _change_by_ward(wards, source)
    figure.source_line(source, change.changed_between(data))


def _change_by_ward(wards: change.WardChange | None, source: Source) -> None:
    if wards is None:
        figure.empty(WARDS.heading, WARDS.words)
        return
    figure.figure_title(wards.title, wards.under)
    figure.key(wards.key)
    figure.chart(wards.spec, wards.alt, "wards", width="content")
    with st.expander(AS_TABLE):
        figure.table(wards.table)
    pictures = [("", wards.spec)]
    figure.downloads(
        "change-by-ward", wards.files, source, pictures, wards.areas, title=wards.title
    )


def new_signals(data: Reader) -> None:
    """Since the last meeting, whose date is kept in the address: new signals, those that wait, what
    was decided.
    """
    words_at, box = st.columns([3, 1], vertical_alignment="bottom")
    with box:
        since = choosing.since(data, CHOOSERS, frame.today())
    told = ledger.new_signals(data, since)
    with words_at:
        figure.figure_title(told.title, told.under)
    if told.found:
        figure.table(ledger.signals_table(data, told, frame.current_palette()))
        source = source_in(data, "police_uk", ledger.period(data, since))
        _foot("signals", partial(ledger.signals_file, told), source, told.title)
    figure.link("Every signal, and what was decided about it", signal_ledger.PAGE)


def published(data: Reader) -> None:
    """What the partnership itself published in 2020; nothing where it is not held."""
    told = published_2020.published(data)
    if told is None:
        return
    figure.figure_title(told.title, published_2020.PUBLISHED_UNDER)
    figure.table(told.table)
    figure.note(told.note)
    figure.doubts(told.doubts)
    source = source_in(data, "published", "Nov 2017 to Oct 2019")
    _foot("published-2020", told.files, source, told.title)


def supply(data: Reader) -> None:
    """The latest supply of each dataset."""
    told = latest_supply.latest(data, frame.today())
    figure.figure_title(told.title, told.under)
    figure.table(told.table)
    _foot("supply", told.files, record_of_supply(data.release), told.title)


def _foot(name: str, table: figure.Rows, source: Source, title: str) -> None:
    """What stands below a figure without a picture of its own: its source and its file."""
    figure.source_line(source)
    figure.downloads(name, table, source, title=title)
