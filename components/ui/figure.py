"""One figure: its message, its picture with words for it, the same figures as a table, source and
files.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.charts import export
from components.maps.area_map import SELECTION
from components.warehouse import warehouse
from components.words.files import csv_bytes, file_name
from components.words.sources import Source

DECK_HEIGHT = 480  # px


def figure_title(title: str, under: str) -> None:
    """The heading of a figure and the muted line below it (unit, period, what is outlined)."""
    st.html(
        f"<h2>{html.escape(title)}</h2>"
        + (f'<p class="under">{html.escape(under)}</p>' if under else "")
    )


def note(text: str) -> None:
    """A muted sentence below a figure."""
    st.html(f'<p class="note">{html.escape(text)}</p>')


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
    st.vega_lite_chart(dict(spec), theme=None, width=width, alt=alt, key=key, **clicks)


def key(markup: str) -> None:
    """The key above a map, made by components.maps.legend."""
    st.html(markup)


def table(markup: str) -> None:
    """A table made by components.tables."""
    st.html(markup)


def panel_title(title: str, under: str) -> None:
    """The name of a further panel of the same map."""
    st.html(f'<p class="panel"><b>{html.escape(title)}</b> ({html.escape(under)})</p>')


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
    table: pd.DataFrame,
    source: Source,
    pictures: Sequence[tuple[str, Mapping[str, Any]]] = (),
    areas: Callable[[], bytes] | None = None,
) -> None:
    """The figure's files: table as CSV, picture as PNG and SVG, areas as GeoJSON; made when asked
    for.
    """
    told = {
        "period": source.period,
        "source": source.text,
        "received": source.received,
        "licence": source.licence,
        "received_sha256": source.sha256,
        "release": warehouse().release,
    }
    with st.container(horizontal=True, key=f"downloads_{name}", gap="medium"):
        _file("Table as CSV", name, "csv", "text/csv", lambda: csv_bytes(table, told))
        for title, picture in pictures:
            words, part = (f"{title} as", f"{name} {title}") if title else ("Picture as", name)
            _file(f"{words} PNG", part, "png", "image/png", partial(export.png, picture))
            _file(f"{words} SVG", part, "svg", "image/svg+xml", partial(export.svg, picture))
        if areas is not None:
            _file("Areas as GeoJSON", name, "geojson", "application/geo+json", areas)


def _file(label: str, name: str, ending: str, mime: str, made: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        made,
        file_name=file_name(name, ending),
        mime=mime,
        key=f"file_{name}_{ending}",
        type="tertiary",
        on_click="ignore",
    )


def source_line(source: Source, more: str = "") -> None:
    """Where the numbers come from, below a figure."""
    note(f"{source.line()} {more}".strip())
