"""What the partnership itself published in 2020 on all crime and its kinds."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.screens.doubts import doubts
from components.tables.glance import published_table
from components.words import breaks as break_words
from components.words import glance as words
from csp.answers import breaks
from csp.answers.published_figures import Use
from csp.db import Reader, remembered
from csp.months import Span

PUBLISHED_YEARS = Span(date(2017, 11, 1), date(2019, 10, 1))  # of the assessment's two counts
# The published figures of 2020 that the page shows: the two totals, and the changes by kind.
TOTALS = ("all_crime_2018", "all_crime_2019")
STATED = tuple(
    f"crime_2020_change_{kind}"
    for kind in ("drugs", "public_order", "sexual", "vehicle_interference", "violence")
)
PUBLISHED_UNDER = (
    "From the partnership’s own assessment of April 2020; nothing here is worked out from open data"
)


@dataclass(frozen=True)
class Published:
    """What the partnership itself published in 2020 on all crime and its kinds."""

    title: str
    table: str  # HTML
    files: pd.DataFrame
    note: str
    doubts: tuple[str, ...]  # where the documents say otherwise


@remembered
def published(reader: Reader) -> Published | None:
    """The pair of totals and the changes that the assessment of 2020 states, largest first; None
    where they are not held.
    """
    totals = reader.read("published_figures", figures=TOTALS).set_index("figure")["value"]
    if not {*TOTALS} <= {*totals.index}:
        return None
    stated = reader.read("published_figures", figures=STATED)
    ordered = stated.sort_values("value", ascending=False, ignore_index=True)
    return Published(
        words.published_title(*totals[list(TOTALS)]),
        published_table(ordered),
        ordered,
        f"{words.published_note(ordered)} {_changed_as_published(reader)}".strip(),
        doubts(reader, shown_as_stated()),
    )


def _changed_as_published(reader: Reader) -> str:
    """Which changes in recording the published pair of years reaches across."""
    return break_words.across(breaks.crossed(reader, "published", PUBLISHED_YEARS))


def shown_as_stated() -> list[Use]:
    """The totals and the changes that the assessment of 2020 states."""
    return [Use(figure, "", "At a glance: published in 2020") for figure in (*TOTALS, *STATED)]
