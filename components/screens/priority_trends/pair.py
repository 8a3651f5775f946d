"""Two published counts of a priority without a monthly series: two counts, not a trend."""

import pandas as pd

from components.charts.interval_bars import interval_bars
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.doubts import doubts
from components.screens.figures import Figure
from components.tables.indicators import pair_table
from components.words import pair as words
from csp.answers.plans import Priority
from csp.answers.published_figures import Use
from csp.db import Reader
from csp.stats.rates import poisson_limits


def heading(priority: Priority) -> tuple[str, str]:
    """Title and lead: what the two counts did, and what two counts cannot say."""
    told = priority.published
    if told is None:
        raise ValueError("two counts need to be published")
    return words.title(priority.title, told), words.lead(told)


def counts(reader: Reader, priority: Priority, colours: Palette) -> Figure | None:
    """The two counts as labelled bars, and in a table; None where none was published."""
    told = priority.published
    if told is None:
        return None
    values = [one for one in (told.before, told.latest) if one is not None]
    names = words.periods(told)[-len(values) :]
    rows = pd.DataFrame({"label": names, "value": [float(one) for one in values]})
    limited = told.p is not None
    low, high = poisson_limits(rows["value"])
    rows = rows.assign(
        lower=low if limited else None,
        upper=high if limited else None,
        told=[words.count(one) for one in rows["value"]],
    )
    rows["reading"] = [f"{row.label}: {row.told}" for row in rows.itertuples()]
    drawn = interval_bars(
        rows,
        colours,
        top=1.05 * float(rows[["value", "upper"]].astype(float).max(axis=None)),
        what=told.what,
    )
    return Figure(
        title=words.figure_title(told),
        under=words.under(told, limited=limited),
        spec=as_spec(drawn),
        alt=f"{words.figure_title(told)}. Bars with the counts {words.both(told)}.",
        table=pair_table(rows, told.what, words.change(told)),
        files=rows.drop(columns=["told", "reading"]),
        note=words.note(told),
        doubts=doubts(reader, [Use(one, "priority_trends", "") for one in told.figures]),
        period=words.source_period(told),
    )
