"""Shapes with their words as HTML: verdicts, facts side by side, keys of control charts."""

import html
from collections.abc import Callable, Sequence

from components.charts.palette import Palette
from components.charts.sparkline import shape_svg
from components.charts.theme import signal_colour
from components.words import numbers

Mark = Callable[[str, str], str]  # shape and direction to an image, as HTML
Fact = tuple[str, str, str]  # label, figure, small words


def image(uri: str, alt: str, width: int, height: int, css: str = "") -> str:
    """An <img> of a data: address, with its words."""
    return (
        f'<img src="{uri}" alt="{html.escape(alt)}" width="{width}" height="{height}"'
        f' class="{css}">'
    )


def marks_in(colours: Palette) -> Mark:
    """Draws a verdict's shape in its colour; the words stand beside it, so it has none itself."""

    def mark(shape: str, direction: str) -> str:
        plain = {"ring": colours.muted}.get(shape, colours.none)
        return _mark(shape, signal_colour(direction, colours) if direction else plain)

    return mark


def _mark(shape: str, colour: str) -> str:
    return image(shape_svg(shape, colour), "", 14, 14, "mark")


def facts_html(facts: Sequence[Fact], first_mark: str = "") -> str:
    """Facts side by side; the first may carry a mark."""
    cells = []
    for place, told in enumerate(facts):
        label, fact, small = (html.escape(numbers.unbroken(text)) for text in told)
        drawn = first_mark if place == 0 else ""
        cells.append(
            f'<div class="cell"><p class="small">{label}</p>'
            f'<p class="big words">{drawn}{fact}</p>'
            f'<p class="small">{small}</p></div>'
        )
    return f'<div class="strip one">{"".join(cells)}</div>'


def shapes_html(entries: Sequence[tuple[str, str, str]], colours: Palette) -> str:
    """The key of a control chart: shapes with their words, in the colours of the chart."""
    made = "".join(
        f"<li>{_mark(shape, _in_key(shape, direction, colours))}{html.escape(words)}</li>"
        for shape, direction, words in entries
    )
    return f'<ul class="shapes">{made}</ul>'


def _in_key(shape: str, direction: str, colours: Palette) -> str:
    """The colour of a shape in a key: by what it means, an ordinary point in that of its line."""
    plain = {"dot": colours.ink, "ring": colours.muted, "dashed ring": colours.muted}
    if shape in plain and direction in ("", "none"):
        return plain[shape]
    return signal_colour(direction, colours)
