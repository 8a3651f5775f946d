"""One figure: its message, its picture with words for it, the same figures as a table, source and files."""

import html
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.charts import export
from components.words.files import csv_bytes, file_name
from components.words.sources import Source


def figure_title(title: str, under: str) -> None:
    """The heading of a figure and the muted line below it (unit, period, what is outlined)."""
    st.html(
        f"<h2>{html.escape(title)}</h2>" + (f'<p class="under">{html.escape(under)}</p>' if under else "")
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


def downloads(
    name: str,
    table: pd.DataFrame,
    source: Source,
    picture: Mapping[str, Any] | None = None,
    areas: Callable[[], bytes] | None = None,
) -> None:
    """The figure's files: table as CSV, picture as PNG and SVG, areas as GeoJSON; made when asked for."""
    told = {"period": source.period, "source": source.text, "licence": source.licence}
    with st.container(horizontal=True, key=f"downloads_{name}", gap="medium"):
        _file("Table as CSV", name, "csv", "text/csv", lambda: csv_bytes(table, told))
        if picture is not None:
            spec = dict(picture)
            _file("Picture as PNG", name, "png", "image/png", lambda: export.png(spec))
            _file("Picture as SVG", name, "svg", "image/svg+xml", lambda: export.svg(spec))
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
