"""What At a glance says: what changed, the five priorities, changes by type and by ward, supply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.charts.bars import change_bars
from components.charts.palette import Palette
from components.charts.sparkline import sparkline_svg
from components.charts.theme import as_spec
from components.maps.area_map import area_map, around
from components.maps.classes import change_classes
from components.maps.legend import legend_html
from components.words import glance as words
from components.words import numbers, signals
from components.words import trends as trend_words
from components.words import ward_map as ward_words
from csp import months
from csp.answers import places, plans
from csp.answers.plans import Priority
from csp.answers.trends import Trend, recent, trend
from csp.db import Reader
from csp.measures import measures
from csp.months import Span
from csp.settings import settings

TOTAL, ASB = "crime_total_excl_asb", "asb_incidents"
MAP_WIDTH = 520
MARGIN = 0.2  # of the map's width, for names beside it


@dataclass(frozen=True)
class Card:
    """One number of the newest month, with a sparkline and its usual range."""

    label: str
    value: str
    below: str
    spark: str
    alt: str


@dataclass(frozen=True)
class Row:
    """One priority: what stands for it, how it moved, and whether that is real."""

    title: str
    measure: str
    spark: str  # data: address, or ''
    spark_alt: str
    mark: tuple[str, str]
    verdict: str
    latest: str
    before: str
    change: str
    force: str


@dataclass(frozen=True)
class Changes:
    """Every measure's change in the borough and the force, and every ward's."""

    compared: Span
    borough: pd.DataFrame
    force: pd.DataFrame
    wards: pd.DataFrame


def changes(reader: Reader) -> Changes | None:
    """The changes of the newest year's compared months; None where no months can be compared."""
    newest = next(period for period in places.periods(reader) if period.newest)
    if newest.compared is None:
        return None
    vintage = settings().wards.default_vintage
    large = places.changes(
        reader, newest.compared, kinds=["borough", "force"], vintage=places.LARGE_AREAS
    )
    wards = places.changes(reader, newest.compared, kinds=["ward"], vintage=vintage)
    return Changes(
        newest.compared,
        large[large["kind"] == "borough"].reset_index(drop=True),
        large[large["kind"] == "force"].reset_index(drop=True),
        wards[wards["measure"] == TOTAL].reset_index(drop=True),
    )


def heading(found: Changes | None) -> tuple[str, str]:
    """Title and lead of the page."""
    if found is None:
        return (
            "What should we talk about today?",
            "No months are held whole in two successive years.",
        )
    force = settings().area.force_name
    return words.title(found.borough), words.lead(found.borough, found.force, found.compared, force)


def cards(reader: Reader, found: Changes | None, colours: Palette) -> list[Card]:
    """All crime and anti-social behaviour, and between them what moved most clearly."""
    chosen = [TOTAL, *(words.clearest(found.borough) if found else []), ASB]
    return [_card(trend(reader, measures()[name]), colours) for name in dict.fromkeys(chosen)]


def _card(told: Trend, colours: Palette) -> Card:
    latest, before = told.latest, told.before
    step = ""
    if before is not None:
        change = numbers.signed(latest["events"] - before["events"])
        step = f"{change} on {numbers.month(before['month'])}; "
    return Card(
        label=f"{told.measure.title}, {numbers.month(latest['month'])}",
        value=numbers.count(latest["events"]),
        below=f"{step}{trend_words.usual_range(latest)}",
        spark=sparkline_svg(recent(told.chart), colours, 120, 40),
        alt=_spark_alt(told),
    )


def _spark_alt(told: Trend) -> str:
    return f"{told.measure.title}, newest 24 months: {signals.headline(told.verdict).lower()}"


def rows(reader: Reader, found: Changes | None, colours: Palette) -> list[Row]:
    """The priorities of the current plan in its order."""
    held = plans.priorities(reader, settings().plan.current)
    return [
        _live_row(reader, one, found, colours) if one.headline else _published_row(one)
        for one in held
        if not one.cross_cutting
    ]


def rows_file(told: Sequence[Row]) -> pd.DataFrame:
    """The priorities' rows as a table of plain words and numbers, without the pictures."""
    columns = ["title", "measure", "verdict", "latest", "before", "change", "force"]
    return pd.DataFrame([vars(row) for row in told])[columns]


def _live_row(reader: Reader, priority: Priority, found: Changes | None, colours: Palette) -> Row:
    measure = priority.headline
    if measure is None:
        raise ValueError("a live row needs a headline measure")
    told = trend(reader, measure)
    blank = dict.fromkeys(("latest", "before", "change", "force"), numbers.NOT_APPLICABLE)
    period = ""
    if found is not None:
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
        spark=sparkline_svg(recent(told.chart), colours),
        spark_alt=_spark_alt(told),
        mark=signals.mark(told.verdict),
        verdict=signals.headline(told.verdict),
        **blank,
    )


def _published_row(priority: Priority) -> Row:
    told = priority.published
    return Row(
        title=priority.title,
        measure=f"{told.what}; {words.published_when(told)}" if told else "nothing published",
        spark="",
        spark_alt="",
        mark=("ring", ""),
        verdict="Two counts only: too few points" if told else "no data",
        latest=numbers.figure(told.latest) if told else "no data",
        before=numbers.figure(told.before) if told else "no data",
        change=numbers.signed(told.percent, "%", 1) if told else numbers.NOT_APPLICABLE,
        force=numbers.NOT_APPLICABLE,
    )


@dataclass(frozen=True)
class Kinds:
    """Change by kind of crime: the bars, and the same as a table with shares."""

    title: str
    under: str
    spec: dict[str, Any]
    alt: str
    files: pd.DataFrame


def kinds(found: Changes, colours: Palette) -> Kinds:
    """Change in number and in percent by kind of crime, with the force beside, and shares of the
    total.
    """
    force_name = settings().area.force_name
    own = found.borough[[_is_kind(name) for name in found.borough["measure"]]]
    beside = dict(zip(found.force["measure"], found.force["percent"], strict=True))
    table = own.assign(
        label=[measures()[name].title for name in own["measure"]],
        before=own["events_before"],
        after=own["events"],
        force_percent=own["measure"].map(beside),
        share=100 * own["events"] / own["events"].sum(),
    )
    return Kinds(
        title=words.bars_title(found.borough),
        under=f"Change by kind of crime, {numbers.span(found.compared)} against a year before;"
        f" grey where chance alone would give it. {force_name}’s percentage beside.",
        spec=as_spec(change_bars(table, colours, force_name=force_name)),
        alt=f"Bars of change by kind of crime. {words.bars_title(found.borough)}."
        " The same figures stand in the table.",
        files=table[
            [
                "label",
                "before",
                "after",
                "difference",
                "percent",
                "force_percent",
                "share",
                "p",
                "verdict",
            ]
        ].sort_values("difference", ascending=False, ignore_index=True),
    )


def _is_kind(measure: str) -> bool:
    return measure.startswith("crime_") and measure != TOTAL


@dataclass(frozen=True)
class WardChange:
    """The map of change by ward."""

    title: str
    under: str
    key: str
    spec: dict[str, Any]
    alt: str
    files: pd.DataFrame


def ward_change(reader: Reader, found: Changes, colours: Palette) -> WardChange:
    """Where all crime changed by more than chance would give."""
    measure = measures()[TOTAL]
    wards = found.wards.assign(
        told=[numbers.signed(value) for value in found.wards["difference"]],
        description=[
            f"{ward.area_name}: {numbers.count(ward.events_before)} to"
            f" {numbers.count(ward.events)},"
            f" {ward_words.moved(ward.difference, ward.verdict)}"
            for ward in found.wards.itertuples()
        ],
    )
    classes = change_classes(wards, measure.better, colours)
    shapes = reader.read("shapes", kind="ward", vintage=settings().wards.default_vintage)
    spec = area_map(
        wards,
        shapes,
        classes,
        colours,
        around(shapes, "change", MARGIN, MAP_WIDTH),
        labels=reader.read("label_positions"),
        only_coloured=True,
    )
    return WardChange(
        title=ward_words.change_title(wards, measure),
        under=f"All crime, {numbers.span(found.compared)} against a year before",
        key=legend_html(classes, colours),
        spec=as_spec(spec),
        alt=f"Map of change by ward. {ward_words.change_title(wards, measure)}."
        " The ward map’s table has every ward.",
        files=wards[
            ["area_code", "area_name", "events_before", "events", "difference", "percent", "p"]
        ],
    )


@dataclass(frozen=True)
class Published:
    """What the partnership itself published in 2020 on all crime and its kinds."""

    title: str
    files: pd.DataFrame
    note: str


def published(reader: Reader) -> Published:
    """The pair of totals and the changes that the assessment of 2020 states, largest first."""
    totals = reader.read("published_figures", like="all\\_crime\\_20%").set_index("figure")["value"]
    stated = reader.read("published_figures", like="crime\\_2020\\_change\\_%")
    ordered = stated.sort_values("value", ascending=False, ignore_index=True)
    return Published(
        words.published_title(totals["all_crime_2018"], totals["all_crime_2019"]),
        ordered,
        words.published_note(ordered),
    )


@dataclass(frozen=True)
class Signal:
    """One signal of a headline measure: neighbouring months that fire the same rule."""

    measure: str
    when: str
    shape: str
    direction: str
    says: str


@dataclass(frozen=True)
class Signals:
    """Signals of the headline measures since a date."""

    title: str
    under: str
    found: tuple[Signal, ...]


def new_signals(reader: Reader, since: date) -> Signals:
    """The headline measures' signals from a month on, newest first, with the number chance would
    give.
    """
    own, first = settings().area.code, since.replace(day=1)
    fired = reader.read("signals", area_code=own, since=first)
    newest = max(period.span.end for period in places.periods(reader))
    headline = sum(measure.headline for measure in measures().values())
    watched = max(0, months.index(newest) - months.index(first) + 1)
    found = []
    for (title, rule, above), group in fired.groupby(["title", "rule", "above"], sort=False):
        for run in reversed(months.runs(day.date() for day in group["month"])):
            direction = str(group["direction"].iloc[0])
            found.append((run, str(title), str(rule), bool(above), direction))
    found.sort(key=lambda one: (one[0].end, one[0].months), reverse=True)
    return Signals(
        words.signals_title(fired),
        words.signals_under(headline, watched),
        tuple(
            Signal(
                title,
                numbers.span(run),
                signals.shape((rule,), above),
                direction,
                signals.run_words(rule, run.months, above, direction),
            )
            for run, title, rule, above, direction in found
        ),
    )


ROWS_UNDER = "Counts of the months named, against the same months a year before"
PUBLISHED_UNDER = (
    "From the partnership’s own assessment of April 2020; nothing here is worked out from open data"
)
ROWS_NOTE = (
    "Dashed line: average. Shaded: months not held. A ring: too few points for a verdict. The"
    " current"
    " plan sets no targets; Priority trends shows those of the earlier plans."
)
