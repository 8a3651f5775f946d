"""Downloads on screen: the figures of a page, whole tables, the meeting pack; each with its files,
made when they are asked for.
"""

import html
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from components import messages
from components.addressed import Addressed
from components.charts.palette import Palette
from components.meeting.place import Place
from components.messages import Message, Told
from components.screens import whole_tables
from components.screens.downloads import FIGURES, TABLES, View
from components.screens.taken_away import Table, as_csv, as_workbook
from components.screens.whole_tables import Whole, all_as_zip, geojson
from components.tables.downloads import carried_table
from components.tables.workbook import MOST_ROWS
from components.ui import address, figure, frame
from components.ui.figure import OfPage
from components.ui.reopened import seen
from components.warehouse import turn_page_to
from components.words import downloads as words
from components.words import meeting as meeting_words
from components.words import numbers
from csp import packs
from csp.db import Reader
from csp.errors import ReleaseError

ZIP = "application/zip"
PAGE = "downloads"
GROUP, TITLE = "Evidence", "Downloads"


def asked_for() -> tuple[Reader, date]:
    """From which file, and as of which day, the page offers what it has: what serves, or what the
    link in one of its files names. Where that may not be shown the page says so and ends. Raises
    WarehouseError where it is held and not whole.
    """
    try:
        data, on = seen(Place.of(PAGE, address.said()))
    except ReleaseError as error:
        frame.heading(GROUP, TITLE, words.CANNOT, str(error))
        figure.link(words.AS_NOW, PAGE)
        frame.foot()
        st.stop()
    turn_page_to(data)
    return data, on


def as_seen(data: Reader, on: date) -> None:
    """Where the address names an earlier file: which, and the way to the one that serves."""
    if Place.of(PAGE, address.said()).past:
        figure.lines([meeting_words.as_seen(on, data.release)])
        figure.link(words.AS_NOW, PAGE)


def show(data: Reader, view: View, colours: Palette, today: date) -> None:
    """The chosen part, and what every file carries."""
    if view.part == FIGURES:
        told = messages.told(view.page, data, Addressed.of(""), colours, today)
        _figures(OfPage(view.page, data, today), told)
    elif view.part == TABLES:
        _tables(data, view.dataset, today)
    else:
        _pack(data)
    if view.part in (FIGURES, TABLES):
        _proof()


def _figures(of_page: OfPage, told: Told) -> None:
    """Every figure of a page for its first choices, and all its tables in one workbook."""
    held = [one for one in told.messages if one.source is not None and len(one.files.columns)]
    figure.part(told.title)
    if not held:
        figure.empty(words.NOTHING_CHOSEN, words.NOTHING_WORDS)
    figure.link(words.PAGE_LINK, of_page.page)
    if len(held) > 1:
        tables = [taken for one in held if (taken := figure.table_of(one, of_page))]
        title = f"{told.page}: {told.title}"
        made = partial(as_workbook, of_page.data, title, tables, of_page.on)
        with st.container(horizontal=True, key="downloads_page"):
            name = f"{_marked(tables)} {of_page.page} all tables".strip()
            figure.file(words.ALL_OF_PAGE, name, "xlsx", figure.XLSX, made)
    for one in held:
        _figure(one, of_page)


def _marked(tables: Sequence[Table]) -> str:
    """The words with which the name of a file begins that holds some tables: of those invented."""
    marks = dict.fromkeys(one.source.mark for one in tables)
    return " ".join(mark.file_word for mark in marks if mark)


def _figure(one: Message, of_page: OfPage) -> None:
    if one.source is None:
        return
    figure.figure_title(one.title, one.under, illustrative=one.source.mark or one.invented)
    figure.source_line(one.source)
    pictures = [(picture.title, picture.spec) for picture in one.pictures]
    figure.downloads(
        one.name, one.files, one.source, pictures, one.areas, title=one.title, of_page=of_page
    )


def _tables(data: Reader, dataset: str, today: date) -> None:
    """Every whole table of a dataset, and all of them in one archive."""
    found = whole_tables.of(data, dataset, today)
    figure.part(whole_tables.datasets(data).get(dataset, words.ALL_DATASETS))
    if not found:
        figure.empty(words.NO_TABLES, words.NO_TABLES_WORDS)
        return
    if len(found) > 1:
        tables = [one.table for one in found]
        name = f"{_marked(tables)} {dataset or 'about'} tables".strip()
        with st.container(horizontal=True, key="downloads_archive"):
            figure.file(words.ALL_OF_DATASET, name, "zip", ZIP, partial(all_as_zip, data, found))
    for one in found:
        _whole(data, one, today)


def _whole(data: Reader, one: Whole, today: date) -> None:
    table, name, source = one.table, one.table.file_name, one.table.source
    figure.figure_title(
        table.title, f"{table.under}. {words.rows(one.rows)}.", illustrative=source.mark or False
    )
    figure.source_line(source, words.too_long(MOST_ROWS) if one.rows > MOST_ROWS else "")
    with st.container(horizontal=True, key=f"downloads_{name}", gap="medium"):
        if one.rows > MOST_ROWS:
            figure.file("Table as CSV (ZIP)", name, "zip", ZIP, partial(all_as_zip, data, [one]))
        else:
            figure.file("Table as CSV", name, "csv", figure.CSV, partial(as_csv, data, table))
            book = partial(as_workbook, data, table.title, [table], today)
            figure.file("Table as XLSX", name, "xlsx", figure.XLSX, book)
        if one.outlines is not None:
            made = partial(geojson, data, one)
            figure.file("Areas as GeoJSON", name, "geojson", figure.GEOJSON, made)


def _pack(data: Reader) -> None:
    """The files of the pack that was made for this release, or what makes one."""
    built_at = data.read("release")["built_at"].iloc[0].to_pydatetime()
    found = packs.made(data.edition, data.release, built_at)
    if not found:
        figure.empty(words.NO_PACK_TITLE, words.NO_PACK)
        return
    figure.figure_title(words.PACK_TITLE, words.PACK_UNDER)
    for one in found:
        made_on = numbers.day(one.made_at.date())
        figure.note(f"{one.title}: {words.file_of_pack(one.kind, one.size, made_on)}")
        ending = one.path.suffix.removeprefix(".")
        name = f"{data.edition} {data.release} {one.path.stem}"
        label = f"{one.title} as {ending.upper()}"
        with st.container(horizontal=True, key=f"downloads_{name}_{ending}"):
            figure.file(label, name, ending, one.mime, partial(packs.content, one))


def _proof() -> None:
    """What every file carries, and how its rows are proven whole."""
    figure.part(words.CARRIED_TITLE)
    figure.lines(words.CARRIED)
    with st.expander(words.CARRIED_LABEL):
        figure.table(carried_table())
    figure.figure_title(words.PROVE_TITLE, "")
    figure.lines(words.PROVE)
    with st.expander(words.PROVE_LABEL):
        st.html(f'<pre class="code" tabindex="0">{html.escape(words.PROVE_CODE)}</pre>')
