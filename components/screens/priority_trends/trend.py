"""The trend of one measure: the verdict, the control chart, and the plan's target where it has
one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.charts.spc import spc_chart
from components.charts.spc_canvas import HEIGHT
from components.charts.spc_ends import Reference
from components.charts.theme import as_spec
from components.charts.time_axis import lay_out
from components.tables.breaks import break_table
from components.tables.html import Column, table_html
from components.words import breaks as break_words
from components.words import numbers, signals
from components.words import trends as words
from components.words.protected import HIDDEN
from csp.answers import breaks, places
from csp.answers.promises import YearlyTarget, yearly_target
from csp.answers.trends import Trend, recent, trend
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.settings import settings

WALL_HEIGHT = 240  # px of the plot, for a screen that is read across a room
PAPER_HEIGHT = 180  # px of the plot, for a page that holds two


@dataclass(frozen=True)
class Answer:
    """What the page shows for one measure of one priority."""

    title: str
    lead: str
    facts: tuple[tuple[str, str, str], ...]  # label, figure, small words; the first is the verdict
    mark: tuple[str, str]  # the verdict's shape and direction
    chart_title: str
    chart_under: str
    spec: dict[str, Any]  # empty where no month is shown
    key: tuple[tuple[str, str, str], ...]  # shape, direction, words
    alt: str
    in_words: str  # what the words inside the picture say
    note: str
    table: str
    changes_title: str  # in how it was recorded
    changes: str
    files: pd.DataFrame
    period: str


@remembered
def answer(
    reader: Reader, measure: Measure, reach: str, colours: Palette, plan: str = ""
) -> Answer:
    """The page's answer for a measure; `reach` is 'all' or 'recent' (24 months). The target of
    `plan` is drawn where it has one for the measure in the same unit.
    """
    told = trend(reader, measure)
    if told.verdict.kind == "no data":
        return _nothing_shown(told)
    target = yearly_target(reader, plan, measure) if plan else None
    chart = _months(told, reach)
    force = settings().area.force_name
    return Answer(
        title=words.title(told),
        lead=words.lead(told),
        facts=_facts(reader, told),
        mark=signals.mark(told.verdict),
        chart_title=(
            f"{numbers.capital(measure.counted)} recorded each month, {settings().area.name}"
        ),
        chart_under=words.UNDER,
        spec=_spec(told, chart, target, colours, HEIGHT),
        key=signals.key_of(chart),
        alt=words.alt(told),
        in_words=_in_words(told, chart),
        note=" ".join(
            one
            for one in (
                words.note(told, force),
                _changed_between(reader, measure),
                words.target_note(target) if target else "",
            )
            if one
        ),
        table=_table(chart, measure),
        changes_title=break_words.title(told.breaks),
        changes=break_table(told.breaks),
        files=_file(chart, measure, protected=told.protected),
        period=words.held(told),
    )


def _nothing_shown(told: Trend) -> Answer:
    """Of a measure whose every month is hidden, missing or incomplete: that, and the months."""
    return Answer(
        title=words.title(told),
        lead=words.lead(told),
        facts=(),
        mark=signals.mark(told.verdict),
        chart_title=words.title(told),
        chart_under=words.lead(told),
        spec={},
        key=(),
        alt="",
        in_words="",
        note="",
        table=_table(told.chart, told.measure),
        changes_title=break_words.title(told.breaks),
        changes=break_table(told.breaks),
        files=_file(told.chart, told.measure, protected=told.protected),
        period=words.held(told),
    )


@remembered
def on_wall(
    reader: Reader, measure: Measure, reach: str, colours: Palette, plan: str = ""
) -> dict[str, Any]:
    """The chart of `answer` for a wall: lower, so that it can be made larger as a whole."""
    return _lower(reader, (measure, reach, plan), colours, WALL_HEIGHT)


@remembered
def on_paper(
    reader: Reader, measure: Measure, reach: str, colours: Palette, plan: str = ""
) -> dict[str, Any]:
    """The chart of `answer` for a page that holds two."""
    return _lower(reader, (measure, reach, plan), colours, PAPER_HEIGHT)


def _lower(
    reader: Reader, of: tuple[Measure, str, str], colours: Palette, height: int
) -> dict[str, Any]:
    measure, reach, plan = of
    told = trend(reader, measure)
    target = yearly_target(reader, plan, measure) if plan else None
    return _spec(told, _months(told, reach), target, colours, height)


def _months(told: Trend, reach: str) -> pd.DataFrame:
    return recent(told.chart) if reach == "recent" else told.chart


def _spec(
    told: Trend,
    chart: pd.DataFrame,
    target: YearlyTarget | None,
    colours: Palette,
    height: int,
) -> dict[str, Any]:
    spec = spc_chart(
        chart,
        colours,
        breaks=told.breaks,
        force=Reference(f"{settings().area.force_name}, our size", monthly=told.force),
        target=_line(target, chart),
        plot=height,
    )
    return as_spec(spec)


def _line(target: YearlyTarget | None, chart: pd.DataFrame) -> Reference | None:
    """The target as a line; None where it lies above everything drawn and would squeeze it."""
    if target is None or target.monthly > chart[["value", "upper"]].max(axis=None):
        return None
    until = target.plan_ends.date()
    if until < chart["month"].min():
        return None
    return Reference("Target", value=float(round(target.monthly)), until=until)


def _changed_between(reader: Reader, measure: Measure) -> str:
    """What is to be known of the change against a year before: what it crosses, or why there is
    none.
    """
    period = _newest(reader, measure)
    if period is None:
        return ""
    if period.compared is None:
        return break_words.refused(period.refused) if period.refused else ""
    span = breaks.both_years(period.compared)
    return break_words.across(breaks.crossed(reader, measure.source, span))


def _in_words(told: Trend, chart: pd.DataFrame) -> str:
    stretches = lay_out(chart).stretches
    return words.in_words(
        told,
        chart,
        folded=[one.span for one in stretches if one.folded],
        gaps=[one.span for one in stretches if not one.folded],
    )


def _facts(reader: Reader, told: Trend) -> tuple[tuple[str, str, str], ...]:
    """The verdict and the three numbers beside it."""
    latest = told.latest
    facts = [
        ("Verdict", signals.headline(told.verdict), words.what_to_do(told)),
        (
            f"Latest: {numbers.month(latest['month'])}",
            numbers.count(latest["events"]),
            words.latest_small(latest),
        ),
    ]
    return (*facts, *_year_on_year(reader, told))


def _newest(reader: Reader, measure: Measure) -> places.Period | None:
    """The newest period of a measure's dataset; None where it has none."""
    return next((one for one in places.periods(reader, measure.source) if one.newest), None)


def _year_on_year(reader: Reader, told: Trend) -> Iterator[tuple[str, str, str]]:
    """The change against a year before, the force's beside where it is held; nothing of protected
    counts, of which two may differ by rounding alone.
    """
    period = _newest(reader, told.measure)
    if period is None or period.compared is None or told.protected:
        return
    found = places.changes(
        reader,
        period.compared,
        kinds=["borough", "force"],
        vintage=places.LARGE_AREAS,
        dataset=told.measure.source,
    )
    rows = found[found["measure"] == told.measure.id].set_index("kind")
    if "borough" not in rows.index:
        return
    own, force = rows.loc["borough"], ""
    if "force" in rows.index:
        percent = numbers.signed(rows.loc["force", "percent"], "%", 1)
        force = f"; {settings().area.force_name} {percent}"
    before, now = (numbers.count(own[name]) for name in ("events_before", "events"))
    yield (
        numbers.span(period.compared),
        numbers.signed(own["percent"], "%", 1),
        f"{now} against {before} a year before{force}",
    )


def _table(chart: pd.DataFrame, measure: Measure) -> str:
    hidden = chart["why_blank"] == HIDDEN
    held = chart[(chart["status"] != "missing") | hidden].iloc[::-1]
    columns = {
        "month": Column("Month", row_head=True),
        "events": Column("Count", number=True, bold=True),
        "value": Column("Per equal month", number=True),
        "limits": Column("Usual range", number=True, muted=True, wide=True),
        "reading": Column("Reading"),
    }
    rows = [
        {
            "month": numbers.month(row.month),
            "events": numbers.count(row.events, row.why_blank or "no data"),
            "value": numbers.NOT_APPLICABLE
            if row.status != "complete"
            else numbers.rate(row.value),
            "limits": words.limits(row.lower_shown, row.upper),
            "reading": numbers.NOT_APPLICABLE if row.why_blank == HIDDEN else signals.reading(row),
        }
        for row in held.itertuples()
    ]
    return table_html(columns, rows, f"{measure.title} by month, newest first")


def _file(chart: pd.DataFrame, measure: Measure, *, protected: bool) -> pd.DataFrame:
    told = chart.assign(measure=measure.id, rules=[", ".join(rules) for rules in chart["rules"]])
    columns = [
        "measure",
        "month",
        "events",
        "status",
        "value",
        "span",
        "centre",
        "lower",
        "upper",
        "rules",
        "direction",
        *(["why_blank"] if protected else []),
    ]
    return told[columns]
