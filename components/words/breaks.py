"""The break register in words: what changed in how something was recorded, when, and what that
does to limits.
"""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from components.words import numbers
from csp import months
from csp.answers.breaks import NOTED, STEP
from csp.months import Span

INCOMPLETE = "incomplete supply"  # the kind of an entry that is no change at one moment
# The kinds of an entry by which nothing was recorded differently: areas have other lines or codes.
AREAS_CHANGED = ("boundary", "geography vintage")
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
    found = found[found["effect"] != NOTED]
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


def along(row: Any) -> str:
    """An entry among the months of a chart; limits start afresh at a break, and at a step, which is
    no change in recording.
    """
    parts = row.effect != NOTED and row.kind != STEP
    return f"Break: {row.short}" if parts else str(row.short)


def title(breaks: pd.DataFrame) -> str:
    """The name of the list, with how many entries it holds."""
    return f"Changes in how it was recorded ({len(breaks)})"


def register_title(breaks: pd.DataFrame) -> str:
    """How many changes are registered, and at how many of them limits start afresh."""
    many, fresh = len(breaks), int((breaks["effect"] != NOTED).sum())
    changes = "change in recording is" if many == 1 else "changes in recording are"
    at = (
        "none restarts a series"
        if fresh == 0
        else f"{numbers.small(fresh)} {'restarts' if fresh == 1 else 'restart'} a series"
    )
    return f"{numbers.capital(numbers.small(many))} {changes} registered; {at}"


def reach(breaks: pd.DataFrame) -> str:
    """From which year to which the entries reach."""
    first, last = breaks["starts_on"].min().year, breaks["starts_on"].max().year
    return str(first) if first == last else f"{first} to {last}"


def register_lead(breaks: pd.DataFrame) -> str:
    """The caveat, the newest change, and how many refuse a comparison; `breaks` oldest first."""
    newest = breaks.iloc[-1]
    refusing = int((breaks["effect"] == "do not compare").sum())
    refused = (
        "No comparison is refused because of one."
        if refusing == 0
        else f"Across {numbers.small(refusing)} of them no comparison is made."
    )
    return (
        "A figure may move because it is recorded differently and for no other reason. The newest"
        f" change is of **{when(newest)}**: {newest['short']}. {refused}"
    )


def across(found: pd.DataFrame) -> str:
    """A sentence for a comparison that changes in recording fall between; '' without any.

    `found` are the entries crossed (csp.answers.breaks.crossed).
    """
    return _fall(found, "between what is compared here")


def inside(found: pd.DataFrame) -> str:
    """A sentence for a picture of months into which changes in recording fall; '' without any."""
    return _fall(found, "into these months")


def _fall(found: pd.DataFrame, where: str) -> str:
    steps = found["kind"] == STEP
    accepted = [numbers.month(day) for day in found.loc[steps, "starts_on"]]
    since = f"A step was accepted: new limits from {numbers.join(accepted)}." if accepted else ""
    return " ".join(one for one in (_kind_of(found[~steps], where), since) if one)


def _kind_of(found: pd.DataFrame, where: str) -> str:
    """What falls there: changes of areas apart from those in how something was recorded."""
    of_areas = found["kind"].isin(AREAS_CHANGED)
    said = []
    for what, part in (("in how it was recorded", found[~of_areas]), ("of areas", found[of_areas])):
        told = [f"{row['short']} ({when(row)})" for _, row in part.iterrows()]
        noun, falls = ("A change", "falls") if len(told) == 1 else ("Changes", "fall")
        if told:
            said.append(f"{noun} {what} {falls} {where}: {numbers.join(told)}.")
    return " ".join(said)


def refused(short: str) -> str:
    """Why nothing is compared, from the short name of the entry that forbids it."""
    return (
        "Between these months and those a year before it was recorded differently"
        f" ({short}), so the two are not compared."
    )
