"""The break register in words: what changed in how something was recorded, when, and what that
does to limits.
"""

from datetime import date, timedelta

import pandas as pd

from components.words import numbers
from csp import months
from csp.months import Span

EFFECTS = {
    "rebase": "Limits start afresh",
    "annotate": "Noted; limits go on",
    "do not compare": "Not compared across",
}


def when(row: pd.Series) -> str:
    """When an entry starts, and until when it lasts.

    No more exact than it is known: the register enters a year as its 1 January and a month as its
    first day.
    """
    starts = row["starts_on"].date()
    if pd.isna(row["ends_on"]):
        return _moment(starts)
    ends = row["ends_on"].date()
    whole = starts.day == 1 and (ends + timedelta(days=1)).day == 1
    if whole:
        return numbers.span(Span(starts, ends.replace(day=1)))
    return f"{numbers.day(starts)} to {numbers.day(ends)}"


def _moment(day: date) -> str:
    if (day.month, day.day) == (1, 1):
        return str(day.year)
    return numbers.month(day) if day.day == 1 else numbers.day(day)


def effect(row: pd.Series) -> str:
    """What an entry does to the chart."""
    return EFFECTS[row["effect"]]


def within(span: Span, breaks: pd.DataFrame) -> pd.DataFrame:
    """The entries that start in months that are not held, the first day after them included."""
    starts = breaks["starts_on"].dt.date
    return breaks[(starts >= span.start) & (starts <= months.shift(span.end, 1))]


def restart(span: Span, breaks: pd.DataFrame) -> str:
    """The short name of the first entry at which limits restart in months not held, or ''."""
    found = within(span, breaks)
    found = found[found["effect"] == "rebase"]
    return str(found["short"].iloc[0]) if len(found) else ""


def strip(span: Span, breaks: pd.DataFrame) -> str:
    """What a strip of months not held says: where limits restart, and how many more entries lie in
    it; '' without any.
    """
    found, named = within(span, breaks), restart(span, breaks)
    more = len(found) - bool(named)
    told = [f"Break:\n{named}"] if named else []
    if more:
        told.append(f"and {more} more" if named else f"{more} changes" if more > 1 else "1 change")
    return "\n".join(told)


def title(breaks: pd.DataFrame) -> str:
    """The name of the list, with how many entries it holds."""
    return f"Changes in how it was recorded ({len(breaks)})"
