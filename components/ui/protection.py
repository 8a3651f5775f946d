"""How we protect people on screen: rules, thresholds, the audit, and what remains."""

from collections.abc import Sequence

from components.charts.palette import Palette
from components.screens import protection as screen
from components.screens.figures import Figure
from components.ui import figure
from components.words import protection as words
from components.words.sources import Source
from csp.db import Reader


def show(data: Reader, colours: Palette) -> None:
    """The whole of the page below its heading."""
    _told(words.WHY_TITLE, words.WHY, words.WHY_UNDER)
    if made := screen.thresholds(data):
        figure.figure_title(made.title, made.under)
        figure.table(made.table)
        _foot(made, words.RULES_SOURCE, "thresholds")
    _audit(data, colours)
    _told(words.POLICE_TITLE, words.POLICE)
    _told(words.REMAINS_TITLE, words.REMAINS)


def _told(title: str, sentences: Sequence[str], under: str = "") -> None:
    figure.figure_title(title, under)
    figure.lines(sentences)


def _audit(data: Reader, colours: Palette) -> None:
    """The audit's result as a picture and a table, and how it was come by."""
    made = screen.result(data, colours)
    if made is None:
        if data.edition != "public":
            figure.empty(words.NO_AUDIT_TITLE, words.NO_AUDIT)
        return
    figure.figure_title(made.title, made.under)
    figure.key(made.legend)
    figure.chart(made.spec or {}, made.alt, "chart_audit")
    figure.table(made.table)
    _foot(made, words.AUDIT_SOURCE, "audit")
    _told(words.PROOF_TITLE, screen.proof(data))


def _foot(made: Figure, source: str, name: str) -> None:
    told = Source(source, made.period, "", words.OF_NOBODY, status="published")
    pictures = [] if made.spec is None else [("", made.spec)]
    figure.source_line(told)
    figure.downloads(name, made.files, told, pictures, title=made.title)
