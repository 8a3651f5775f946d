"""The verdict of a control chart beside its numbers: mark, words and what they rest on."""

import html

from components.charts.palette import Palette
from components.charts.sparkline import shape_svg
from components.ui.frame import image
from components.words import signals
from csp.stats.spc import Verdict


def mark(verdict: Verdict, palette: Palette) -> str:
    """The verdict's shape and colour as an image; its words stand beside it, so it has none."""
    return image(shape_svg(*signals.mark(verdict), palette), "", width=14, height=14, css="mark")


def mark_and_words(verdict: Verdict, words: str, palette: Palette) -> str:
    """The mark with the verdict in words, as HTML."""
    return f"{mark(verdict, palette)}{html.escape(words)}"


def cells(told: list[tuple[str, str, str]], css: str = "strip one") -> str:
    """Labelled figures side by side: (label, figure as HTML, small words below)."""
    made = "".join(
        f'<div class="cell"><p class="small">{html.escape(label)}</p><p class="big words">{figure}</p>'
        f'<p class="small">{html.escape(below)}</p></div>'
        for label, figure, below in told
    )
    return f'<div class="{css}">{made}</div>'
