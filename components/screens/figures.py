"""What a screen hands over for one figure: its message, picture, words, table and files."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.words.marks import Marked


@dataclass(frozen=True)
class Figure:
    """One figure: its message, the line below it, picture, words for it, table, file and note.

    Without a `spec` the table is the figure. `illustrative` says that it holds invented records, or
    names the mark that it wears.
    """

    title: str
    under: str
    spec: dict[str, Any] | None  # Vega-Lite
    alt: str
    table: str  # HTML
    files: pd.DataFrame
    note: str = ""
    illustrative: Marked = False
    lead: str = ""  # the sentence below the page's title, where the figure is the page's first
    period: str = ""  # in words
    dataset: str = "published"
    shapes: tuple[tuple[str, str, str], ...] = ()  # of a control chart: shape, direction, words
    doubts: tuple[str, ...] = ()  # where the documents say otherwise, and what the screens use
    in_words: str = ""  # what the words inside a control chart say, for a phone
    legend: str = ""  # the key above the picture, as HTML
    wall: dict[str, Any] | None = None  # the picture, made to be read across a room
