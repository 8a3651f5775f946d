"""The newest month: a few numbers, each with its usual range."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.charts.palette import Palette
from components.screens.at_a_glance.change import TOTAL, changes
from components.screens.at_a_glance.sparks import spark, spark_alt
from components.words import glance as words
from components.words import numbers
from components.words import trends as trend_words
from csp import months
from csp.answers.trends import Trend, trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span

ASB = "asb_incidents"


@dataclass(frozen=True)
class Card:
    """One number of the newest month, with a sparkline and its usual range."""

    measure: str
    month: date
    events: float
    step: float | None  # on the month before; None where that is not held
    usual: str
    spark: str
    alt: str

    @property
    def label(self) -> str:
        """What is counted, and when."""
        return f"{self.measure}, {numbers.month(self.month)}"

    @property
    def value(self) -> str:
        """The count as it is written."""
        return numbers.count(self.events)

    @property
    def below(self) -> str:
        """The small words below the count."""
        if self.step is None:
            return self.usual
        before = numbers.month(months.shift(self.month, -1))
        return f"{numbers.signed(self.step)} on {before}; {self.usual}"


@remembered
def cards(reader: Reader, colours: Palette) -> list[Card]:
    """All crime and anti-social behaviour, and between them what moved most clearly."""
    found = changes(reader)
    chosen = [TOTAL, *(words.clearest(found.borough) if found else []), ASB]
    return [_card(trend(reader, measures()[name]), colours) for name in dict.fromkeys(chosen)]


def _card(told: Trend, colours: Palette) -> Card:
    latest, before = told.latest, told.before
    return Card(
        measure=told.measure.title,
        month=latest["month"],
        events=float(latest["events"]),
        step=None if before is None else float(latest["events"] - before["events"]),
        usual=trend_words.usual_range(latest),
        spark=spark(told, colours, 120, 40),
        alt=spark_alt(told),
    )


def cards_file(told: Sequence[Card]) -> pd.DataFrame:
    """The cards as a table, without the pictures."""
    columns = ["measure", "month", "events", "step", "usual"]
    frame = pd.DataFrame([vars(card) for card in told])[columns]
    return frame.rename(columns={"step": "on_the_month_before", "usual": "usual_range"})


def months_of(told: Sequence[Card]) -> str:
    """The months that the cards speak of."""
    held = [card.month for card in told]
    return numbers.span(Span(min(held), max(held)))
