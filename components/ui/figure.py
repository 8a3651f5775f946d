"""One figure: its message, its picture with words for it, the same figures as a table, source and
files.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlparse

import pandas as pd
import streamlit as st

from components.charts import export
from components.maps.area_map import SELECTION
from components.messages import PAGES, Message
from components.messages.agenda import reference
from components.screens.figures import Figure
from components.screens.source_line import source_in
from components.screens.taken_away import Table, as_csv, as_workbook, told
from components.ui.entrance import still_let_in
from components.ui.frame import today
from components.ui.vega import keep_charts, ready
from components.ui.verdicts import shape_key
from components.warehouse import warehouse
from components.words import numbers
from components.words import published_figures as words
from components.words.files import file_name
from components.words.marks import Marked, mark_of
from components.words.sources import Source
from csp.db import Reader

keep_charts()
DECK_HEIGHT = 480  # px
CSV, GEOJSON = "text/csv", "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The rows of a file, or what makes them when it is taken.
Rows = pd.DataFrame | Callable[[], pd.DataFrame]
FEW_DOUBTS = 2  # that stand below a figure without being asked for


@dataclass(frozen=True)
class OfPage:
    """Where figures stand: a page with its choices, as a file shows it on a day."""

    page: str
    data: Reader
    on: date
    choices: str = ""  # the part of an address behind its question mark

    def reference(self, message: str) -> str:
        """The link that shows a figure again."""
        return reference(
            self.page,
            self.choices,
            message,
            self.data.release,
            self.on,
            edition=self.data.edition,
        )


def shown(data: Reader, made: Figure | None, name: str, *, heading: str = "") -> None:
    """One figure as its screen made it, `name` of its files; nothing where there is none.

    `heading` stands where its message does when the message is the page's own title.
    """
    if made is None:
        return
    # A figure without a picture has the tag of its mark above its table already.
    tagged = made.illustrative if made.spec is not None else False
    figure_title(heading or made.title, made.under, illustrative=tagged)
    if made.spec is None:
        table(made.table)
    else:
        if made.legend:
            key(made.legend)
        chart(made.spec, made.alt, f"chart_{name}")
        if made.shapes:
            shape_key(made.shapes, made.in_words)
        with st.expander("The same figures as a table"):
            table(made.table)
    if made.note:
        note(made.note)
    doubts(made.doubts)
    _foot(data, made, name)


def listed(data: Reader, made: Figure | None, name: str) -> None:
    """A figure whose table is as much to the point as its picture: both are in sight."""
    if made is None:
        return
    figure_title(made.title, made.under)
    if made.shapes:
        shape_key(made.shapes, made.in_words)
    if made.spec is not None:
        chart(made.spec, made.alt, f"chart_{name}")
    table(made.table)
    if made.note:
        note(made.note)
    doubts(made.doubts)
    _foot(data, made, name)


def _foot(data: Reader, made: Figure, name: str) -> None:
    source = source_in(data, made.dataset, made.period)
    source_line(source)
    pictures = [] if made.spec is None else [("", made.spec)]
    downloads(name, made.files, source, pictures, title=made.title)


def part(title: str) -> None:
    """The heading of a part of a page, above its figures."""
    st.html(f'<h2 class="part">{html.escape(title)}</h2>')


def figure_title(title: str, under: str, *, illustrative: Marked = False) -> None:
    """The heading of a figure and the muted line below it (unit, period, what is outlined).

    `illustrative` adds the tag of its mark.
    """
    mark = mark_of(illustrative)
    title, under = (html.escape(numbers.unbroken(text)) for text in (title, under))
    st.html(
        f"<h2>{title}</h2>"
        + (f'<p class="under">{under}</p>' if under else "")
        + (mark.tag if mark else "")
    )


def note(text: str, css: str = "") -> None:
    """A muted sentence below a figure; `css` adds a class by which paper may keep it."""
    named = f"note {css}".strip()
    st.html(f'<p class="{named}">{html.escape(numbers.unbroken(text))}</p>')


def lines(said: Sequence[str]) -> None:
    """Sentences, one below the other."""
    if said:
        made = "".join(f"<li>{html.escape(line)}</li>" for line in said)
        st.html(f'<ul class="told">{made}</ul>')


def link(words: str, address: str) -> None:
    """A way to another page of ours, below a figure."""
    said = html.escape(words)
    st.html(f'<p class="note"><a href="{html.escape(address)}" target="_self">{said}</a></p>')


def doubts(said: Sequence[str]) -> None:
    """Where the documents say otherwise of what is shown, and which value the screens use: one or
    two as notes, more of them when asked for.
    """
    if not said:
        return
    link = '<a href="published_figures" target="_self">Every such place</a>'
    if len(said) <= FEW_DOUBTS:
        lines = (f"{words.DOUBT} {one}" for one in said)
        st.html("".join(f'<p class="note">{html.escape(one)} {link}.</p>' for one in lines))
        return
    with st.expander(words.doubts_title(len(said))):
        items = "".join(f"<li>{html.escape(one)}</li>" for one in said)
        st.html(f'<ul class="rules">{items}</ul><p class="note">{link}.</p>')


def chart(
    spec: Mapping[str, Any],
    alt: str,
    key: str,
    *,
    width: str = "stretch",
    on_click: Callable[[], None] | None = None,
    selection: str | None = None,
) -> None:
    """A Vega-Lite picture with its words; `on_click` runs when an area of it is clicked."""
    clicks: dict[str, Any] = (
        {"on_select": on_click, "selection_mode": selection} if on_click and selection else {}
    )
    # What is as wide as its place stands in a box that a screen on the wall makes narrower.
    with st.container(key=f"wide_{key}") if width == "stretch" else nullcontext():
        st.vega_lite_chart(ready(spec), theme=None, width=width, alt=alt, key=key, **clicks)


def key(markup: str) -> None:
    """The key above a map or a chart, made by components.maps.legend or components.tables."""
    st.html(markup)


def table(markup: str) -> None:
    """A table made by components.tables."""
    st.html(markup)


def empty(title: str, words: str) -> None:
    """What stands where something is awaited: what it would show, and how to supply it."""
    st.html(
        f'<div class="awaited"><h2>{html.escape(title)}</h2>'
        f'<p class="under">{html.escape(words)}</p></div>'
    )


def panel_title(title: str, under: str) -> None:
    """The name of one panel of several, and what it is beside the others."""
    more = f" ({html.escape(under)})" if under else ""
    st.html(f'<p class="panel"><b>{html.escape(title)}</b>{more}</p>')


def area_chart(
    spec: Mapping[str, Any], alt: str, name: str, on_click: Callable[[str], None]
) -> None:
    """A flat map: as large as it was made, smaller only where the screen is.

    `on_click` is given the name, under which the session keeps what was clicked. A map under a new
    name has no click of its own: the same area can be clicked once more.
    """
    chart(
        spec,
        alt,
        name,
        width="content",
        on_click=partial(on_click, name),
        selection=SELECTION,
    )


def deck(made: Any, alt: str, name: str, on_click: Callable[[str], None]) -> None:
    """A map to move in; it keeps its name, and so its place, when something is chosen."""
    st.pydeck_chart(
        made,
        height=DECK_HEIGHT,
        on_select=partial(on_click, name),
        selection_mode="single-object",
        key=name,
        alt=alt,
    )


def downloads(
    name: str,
    table: Rows,
    source: Source,
    pictures: Sequence[tuple[str, Mapping[str, Any]]] = (),
    areas: Callable[[Mapping[str, str]], bytes] | None = None,
    *,
    title: str = "",
    of_page: OfPage | None = None,
) -> None:
    """The figure's files: table as CSV and XLSX, pictures as PNG and SVG, areas as GeoJSON; made
    when asked for.

    A picture's title is a short name ("Town map"), or '' where the figure has one picture only.
    `title` is the figure's message. `of_page` is where it stands with its first choices, where that
    is not the page that is open.
    """
    here = of_page or _open_page()
    data, on, noted = here.data, here.on, source.line()
    link = here.reference(name)
    rows = table if callable(table) else lambda: table
    taken = Table(name, title or name, "", source, rows, link)
    called = taken.file_name
    with st.container(horizontal=True, key=f"downloads_{called}", gap="medium"):
        file("Table as CSV", called, "csv", CSV, partial(as_csv, data, taken))
        book = partial(as_workbook, data, taken.title, [taken], on)
        file("Table as XLSX", called, "xlsx", XLSX, book)
        for part_title, picture in pictures:
            words = f"{part_title} as" if part_title else "Picture as"
            part = f"{called} {part_title}" if part_title else called
            file(f"{words} PNG", part, "png", "image/png", partial(export.png, picture, noted))
            file(f"{words} SVG", part, "svg", "image/svg+xml", partial(export.svg, picture, noted))
        if areas is not None:
            made = partial(_areas, areas, data, taken)
            file("Areas as GeoJSON", called, "geojson", GEOJSON, made)


def _areas(areas: Callable[[Mapping[str, str]], bytes], data: Reader, taken: Table) -> bytes:
    return areas(told(data, taken, taken.rows()))


def table_of(made: Message, of_page: OfPage) -> Table | None:
    """What is taken away of a message of a page; None without a source."""
    if made.source is None:
        return None
    link = of_page.reference(made.name)
    return Table(made.name, made.title, made.under, made.source, lambda: made.files, link)


def _open_page() -> OfPage:
    """The page that is open, with the choices of its address."""
    address = urlparse(st.context.url or "").path.rpartition("/")[2]
    asked = [(key, one) for key in st.query_params for one in st.query_params.get_all(key)]
    # The first page is known by the dashboard's own address, which may have any last part.
    here = address if address in PAGES else next(iter(PAGES))
    return OfPage(here, warehouse(), today(), urlencode(asked))


def file(label: str, name: str, ending: str, mime: str, made: Callable[[], bytes]) -> None:
    """A file to download, made when it is asked for."""
    st.download_button(
        label,
        still_let_in(made),
        file_name=file_name(name, ending),
        mime=mime,
        key=f"file_{name}_{ending}",
        type="tertiary",
        on_click="ignore",
    )


def source_line(source: Source, more: str = "") -> None:
    """Where the numbers come from, below a figure."""
    note(f"{source.line()} {more}".strip(), "source")
