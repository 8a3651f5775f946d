"""The priorities of the current plan: what stands for each, how it moved, whether that is real."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.charts.palette import Palette
from components.screens.at_a_glance.change import Changes, changes
from components.screens.at_a_glance.sparks import spark, spark_alt
from components.tables.glance import priority_table
from components.tables.shapes import image, marks_in
from components.words import glance as words
from components.words import numbers, signals
from csp.answers import plans
from csp.answers.plans import Priority
from csp.answers.published_figures import Use
from csp.answers.trends import trend
from csp.db import Reader, remembered
from csp.settings import settings

ROWS_NOTE = (
    "Dashed line: average. Dotted: a change in how it was recorded. Shaded: months not held. A"
    " ring: too few points for a verdict. The current"
    " plan sets no targets; Priority trends shows those of the earlier plans."
)


@dataclass(frozen=True)
class Row:
    """One priority: what stands for it, how it moved, and whether that is real."""

    title: str
    measure: str
    second: str  # the priority's second headline in words, or ''
    spark: str  # data: address, or ''
    spark_alt: str
    mark: tuple[str, str]
    verdict: str
    latest: str
    before: str
    change: str
    force: str


@remembered
def rows(reader: Reader, colours: Palette) -> list[Row]:
    """The priorities of the current plan in its order."""
    found = changes(reader)
    held = plans.priorities(reader, settings().plan.current)
    return [
        _live_row(reader, one, found, colours) if one.headline else _published_row(one)
        for one in held
        if not one.cross_cutting
    ]


@remembered
def rows_table(reader: Reader, colours: Palette) -> str:
    """The same as a table."""
    return priority_table(
        rows(reader, colours), settings().area.force_name, image, marks_in(colours)
    )


def rows_heading(reader: Reader, told: Sequence[Row]) -> tuple[str, str]:
    """Title and muted line of the priorities: how many gave a signal; which plan sets them."""
    plan = plans.plans(reader)[settings().plan.current]
    return (
        words.priorities_title([row.mark[0] for row in told]),
        f"Plan {plan}. Counts of the months named, against the same months a year before",
    )


def rows_file(told: Sequence[Row]) -> pd.DataFrame:
    """The priorities' rows as a table of plain words and numbers, without the pictures."""
    columns = ["title", "measure", "second", "verdict", "latest", "before", "change", "force"]
    return pd.DataFrame([vars(row) for row in told])[columns]


def _live_row(reader: Reader, priority: Priority, found: Changes | None, colours: Palette) -> Row:
    measure = priority.headline
    if measure is None:
        raise ValueError("a live row needs a headline measure")
    told = trend(reader, measure)
    blank = dict.fromkeys(("latest", "before", "change", "force"), numbers.NOT_APPLICABLE)
    period = ""
    # A partner's measure is not among the changes of the police's.
    if found is not None and measure.id in set(found.borough["measure"]):
        own = found.borough.set_index("measure").loc[measure.id]
        force = found.force.set_index("measure").loc[measure.id]
        period = f", {numbers.span(found.compared)}"
        blank = {
            "latest": numbers.count(own["events"]),
            "before": numbers.count(own["events_before"]),
            "change": numbers.signed(own["percent"], "%", 1),
            "force": numbers.signed(force["percent"], "%", 1),
        }
    return Row(
        title=priority.title,
        measure=f"{measure.title}{period}",
        second=_second(priority, found),
        spark=spark(told, colours, 180, 44),
        spark_alt=spark_alt(told),
        mark=signals.mark(told.verdict),
        verdict=signals.headline(told.verdict),
        **blank,
    )


def _second(priority: Priority, found: Changes | None) -> str:
    """What else a priority is known by: the next of its live measures, or its published counts."""
    if priority.published:
        return words.second_published(priority.published)
    if found is None or len(priority.live) < 2:
        return ""
    measure = priority.live[1]
    if measure.id not in set(found.borough["measure"]):
        return ""
    return words.second_live(found.borough.set_index("measure").loc[measure.id], measure.title)


def _published_row(priority: Priority) -> Row:
    told = priority.published
    return Row(
        title=priority.title,
        measure=f"{told.what}; {words.published_when(told)}" if told else "nothing published",
        second="",
        spark="",
        spark_alt="",
        mark=("ring", ""),
        verdict="Two counts only: too few points" if told else "no data",
        latest=numbers.figure(told.latest) if told else "no data",
        before=numbers.figure(told.before) if told else "no data",
        change=numbers.signed(told.percent, "%", 1) if told else numbers.NOT_APPLICABLE,
        force=numbers.NOT_APPLICABLE,
    )


@remembered
def shown_as_counts(reader: Reader) -> list[Use]:
    """The counts that stand for the priorities of the current plan."""
    return [
        Use(figure, "", f"At a glance: {one.title}")
        for one in plans.priorities(reader, settings().plan.current)
        if one.published and not one.cross_cutting
        for figure in one.published.figures
    ]
