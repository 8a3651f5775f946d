"""The small lines: a measure's newest 24 months, drawn and in words."""

import pandas as pd

from components.charts.palette import Palette
from components.charts.sparkline import sparkline_svg
from components.words import breaks as break_words
from components.words import signals
from csp import months
from csp.answers.trends import Trend, recent


def spark_alt(told: Trend, changes: pd.DataFrame | None = None) -> str:
    """A sparkline in words: its verdict, and which changes in recording fall among its months.

    `changes` are those of `changes_within`, where they are known already.
    """
    said = signals.headline(told.verdict)
    among = changes_within(told) if changes is None else changes
    changed = break_words.inside(among).removesuffix(".")
    verdict = f"{told.measure.title}, newest 24 months: {said[:1].lower()}{said[1:]}"
    return f"{verdict}. {changed}" if changed else verdict


def spark(
    told: Trend,
    colours: Palette,
    width: int,
    height: int,
    changes: pd.DataFrame | None = None,
) -> str:
    """The newest 24 months, with a rule where a change in recording falls among them.

    `changes` are those of `changes_within`, where they are known already.
    """
    drawn = recent(told.chart)
    first = months.index(drawn["month"].iloc[0])
    among = changes_within(told) if changes is None else changes
    days = among["starts_on"].dt.date
    # A month is drawn at its middle: its first day lies half a step before.
    at = [months.index(day) - first + (day.day - 1) / months.days(day) - 0.5 for day in days]
    return sparkline_svg(drawn, colours, width, height, at)


def changes_within(told: Trend) -> pd.DataFrame:
    """The entries of the register that begin among the newest 24 months; what was supplied
    incompletely is drawn as a gap.
    """
    drawn = recent(told.chart)["month"]
    begins = told.breaks["starts_on"].dt.date
    among = (begins > drawn.iloc[0]) & (begins < months.shift(drawn.iloc[-1], 1))
    return told.breaks[among & (told.breaks["kind"] != break_words.INCOMPLETE)]
