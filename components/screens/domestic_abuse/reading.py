"""How to read it: recorded is not real; reports, cases and visits side by side."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.screens.domestic_abuse import View
from components.screens.figures import Figure
from components.tables import domestic_abuse as tables
from components.words import breaks as break_words
from components.words import domestic_abuse as words
from components.words import numbers
from csp.answers import breaks
from csp.answers import domestic_abuse as abuse
from csp.db import Reader, remembered
from csp.measures import measures

SERIES = (
    (abuse.INCIDENTS, "domestic_abuse_incidents"),
    (abuse.INCIDENTS, "domestic_abuse_crimes"),
    (abuse.INCIDENTS, "domestic_abuse_repeat_victims"),
    (abuse.INCIDENTS, "domestic_abuse_high_risk"),
    (abuse.MARAC, "marac_cases"),
    (abuse.SHOP, "one_stop_shop_visits"),
)


def both_ways() -> Figure:
    """What would be seen beside a rise in reports, read the one way and the other."""
    documents = abuse.published_ranking() is not None
    return Figure(
        title=words.READING_TITLE,
        under=words.READING_UNDER,
        spec=None,
        alt="",
        table=tables.reading_table(),
        files=pd.DataFrame(
            words.READINGS, columns=["what", "if_more_happened", "if_more_came_forward"]
        ),
        period=words.READ_IN_DOCUMENTS if documents else words.READ_BY_US,
        dataset="published" if documents else "",
    )


@remembered
def series(reader: Reader, view: View) -> Figure | None:
    """Reports, cases and visits of two years side by side; None where none are held."""
    if view.public:
        return None
    held = {dataset: abuse.year_on_year(reader, dataset) for dataset, _ in SERIES}
    rows = [
        _row(held[dataset], measure)
        for dataset, measure in SERIES
        if measure in held[dataset].index
    ]
    if not rows:
        return None
    told = pd.DataFrame(rows)
    return Figure(
        title=words.series_title(illustrative=view.illustrative),
        under="The borough, the newest year against the year before",
        spec=None,
        alt="",
        table=tables.series_table(told, illustrative=view.illustrative),
        files=told,
        note=f"{words.SERIES_NOTE} {' '.join(_changed_between(reader, held))}".strip(),
        illustrative=view.illustrative,
        period=rows[0]["period"],
        dataset=abuse.INCIDENTS,
    )


def _changed_between(reader: Reader, held: Mapping[str, pd.DataFrame]) -> list[str]:
    """A sentence for each dataset that changed in recording between the two years."""
    spans = {
        dataset: breaks.both_years(found["span"].iloc[0])
        for dataset, found in held.items()
        if len(found)
    }
    told = (
        break_words.across(breaks.crossed(reader, dataset, span)) for dataset, span in spans.items()
    )
    return [sentence for sentence in told if sentence]


def _row(found: pd.DataFrame, measure: str) -> dict[str, Any]:
    row = found.loc[measure]
    return {
        "what": measures()[measure].title,
        "before": numbers.count(row["events_before"]),
        "latest": numbers.count(row["events"]),
        "change": numbers.signed(row["percent"], "%", 1),
        "chance": words.chance(row["p"]),
        "period": numbers.span(row["span"]),
    }
