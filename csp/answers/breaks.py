"""Answers about breaks: which changes in recording fall into a span of months, and what they do."""

from datetime import date

import pandas as pd

from csp import months
from csp.db import Reader
from csp.months import Span

REFUSES = "do not compare"  # the effect that allows no comparison across it
STEP = "step accepted"  # the kind of what is no change in recording, but the partnership's own word
NOTED = "annotate"  # the effect that is only drawn and said; every other parts the series


def crossed(reader: Reader, dataset: str, span: Span) -> pd.DataFrame:
    """The entries of a dataset's break register that fall into a span of months after its first
    day, and those that last into it; columns as the read `breaks`, oldest first.

    A span whose two ends are compared is crossed by each of them.
    """
    found = reader.read("breaks", dataset=dataset)
    ends = found["ends_on"].fillna(found["starts_on"])
    first, after = (pd.Timestamp(day) for day in (span.start, months.shift(span.end, 1)))
    return found[(ends > first) & (found["starts_on"] < after)]


def both_years(compared: Span) -> Span:
    """The months from the start of the same span a year earlier to its own end."""
    return Span(compared.years_earlier().start, compared.end)


def parting(reader: Reader, dataset: str, span: Span) -> pd.DataFrame:
    """The entries crossed at which a series becomes another: no change from one end of the span to
    the other is judged across one. Columns as the read `breaks`, oldest first.
    """
    found = crossed(reader, dataset, span)
    return found[found["effect"] != NOTED]


def refusal(reader: Reader, dataset: str, span: Span) -> str:
    """The short name of the first entry that forbids comparing the two ends of a span, or ''."""
    found = crossed(reader, dataset, span)
    found = found[found["effect"] == REFUSES]
    return str(found["short"].iloc[0]) if len(found) else ""


def restarts(breaks: pd.DataFrame) -> list[date]:
    """The days on which a series becomes another, so that limits start afresh; oldest first."""
    return [day.date() for day in breaks.loc[breaks["effect"] != NOTED, "starts_on"]]
