"""What At a glance says: what changed, the five priorities, changes by type and by ward, supply."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.charts.bars import bar_key, change_bars
from components.charts.palette import Palette
from components.charts.sparkline import sparkline_svg
from components.charts.theme import as_spec
from components.maps.area_map import area_map, around
from components.maps.classes import change_classes
from components.maps.legend import legend_html
from components.screens.doubts import doubts
from components.tables.wards import change_table
from components.words import breaks as break_words
from components.words import glance as words
from components.words import numbers, signals
from components.words import trends as trend_words
from components.words import ward_map as ward_words
from components.words.files import geojson_bytes
from csp import months
from csp.answers import breaks, places, plans
from csp.answers.plans import Priority
from csp.answers.published_figures import Use
from csp.answers.trends import Trend, recent, trend
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span
from csp.settings import settings

PUBLISHED_YEARS = Span(date(2017, 11, 1), date(2019, 10, 1))  # of the assessment's two counts
TOTAL, ASB = "crime_total_excl_asb", "asb_incidents"
# The published figures of 2020 that the page shows: the two totals, and the changes by kind.
TOTALS = ("all_crime_2018", "all_crime_2019")
STATED = tuple(
    f"crime_2020_change_{kind}"
    for kind in ("drugs", "public_order", "sexual", "vehicle_interference", "violence")
)
MAP_WIDTH = 520
MARGIN = 0.2  # of the map's width, for names beside it


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


@dataclass(frozen=True)
class Changes:
    """Every measure's change in the borough and the force, and every ward's."""

    compared: Span
    borough: pd.DataFrame
    force: pd.DataFrame
    wards: pd.DataFrame


@remembered
def changes(reader: Reader) -> Changes | None:
    """The changes of the newest year's compared months; None where no months can be compared."""
    newest = _newest(reader)
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


def _newest(reader: Reader) -> places.Period:
    return next(period for period in places.periods(reader) if period.newest)


def changed_between(reader: Reader) -> str:
    """Which changes in recording fall between the months compared, as a sentence; or ''."""
    found = changes(reader)
    if found is None:
        return ""
    span = breaks.both_years(found.compared)
    return break_words.across(breaks.crossed(reader, places.POLICE_UK, span))


def heading(reader: Reader) -> tuple[str, str]:
    """Title and lead of the page."""
    found = changes(reader)
    if found is None:
        refused = _newest(reader).refused
        return (
            "What should we talk about today?",
            break_words.refused(refused)
            if refused
            else "No months are held whole in two successive years.",
        )
    force = settings().area.force_name
    return words.title(found.borough), words.lead(found.borough, found.force, found.compared, force)


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
        spark=_spark(told, colours, 120, 40),
        alt=_spark_alt(told),
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


def _spark_alt(told: Trend) -> str:
    said = signals.headline(told.verdict)
    changed = break_words.inside(_changes_within(told)).removesuffix(".")
    verdict = f"{told.measure.title}, newest 24 months: {said[:1].lower()}{said[1:]}"
    return f"{verdict}. {changed}" if changed else verdict


def _spark(told: Trend, colours: Palette, width: int, height: int) -> str:
    """The newest 24 months, with a rule where a change in recording falls among them."""
    drawn = recent(told.chart)
    first = months.index(drawn["month"].iloc[0])
    days = _changes_within(told)["starts_on"].dt.date
    # A month is drawn at its middle: its first day lies half a step before.
    at = [months.index(day) - first + (day.day - 1) / months.days(day) - 0.5 for day in days]
    return sparkline_svg(drawn, colours, width, height, at)


def _changes_within(told: Trend) -> pd.DataFrame:
    """The entries of the register that begin among the newest 24 months; what was supplied
    incompletely is drawn as a gap.
    """
    drawn = recent(told.chart)["month"]
    begins = told.breaks["starts_on"].dt.date
    among = (begins > drawn.iloc[0]) & (begins < months.shift(drawn.iloc[-1], 1))
    return told.breaks[among & (told.breaks["kind"] != break_words.INCOMPLETE)]


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
        second=_second(priority, found),
        spark=_spark(told, colours, 180, 44),
        spark_alt=_spark_alt(told),
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


@dataclass(frozen=True)
class Kinds:
    """Change by kind of crime: the bars, and the same as a table with shares."""

    title: str
    under: str
    key: tuple[tuple[str, str], ...]  # colour, words
    spec: dict[str, Any]
    alt: str
    files: pd.DataFrame


@remembered
def kinds(reader: Reader, colours: Palette) -> Kinds | None:
    """Change in number and in percent by kind of crime, with the force beside, and shares of the
    total; None where no months can be compared.
    """
    found = changes(reader)
    if found is None:
        return None
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
        f" {force_name}’s percentage beside",
        key=bar_key(table, colours),
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
    table: str
    files: pd.DataFrame
    areas: Callable[[Mapping[str, str]], bytes]  # the wards with their figures, as GeoJSON


@remembered
def ward_change(reader: Reader, colours: Palette) -> WardChange | None:
    """Where all crime changed by more than chance would give; None where no months can be
    compared.
    """
    found = changes(reader)
    if found is None:
        return None
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
    columns = ["area_code", "area_name", "events_before", "events", "difference", "percent", "p"]
    files = wards[columns].assign(measure=TOTAL)
    return WardChange(
        title=ward_words.change_title(wards, measure),
        under=f"All crime, {numbers.span(found.compared)} against a year before",
        key=legend_html(classes, colours),
        spec=as_spec(spec),
        alt=f"Map of change by ward. {ward_words.change_title(wards, measure)}."
        " The same figures stand in the table.",
        table=change_table(found.wards, measure, ""),
        files=files,
        areas=lambda told: geojson_bytes(files, shapes, told),
    )


@dataclass(frozen=True)
class Published:
    """What the partnership itself published in 2020 on all crime and its kinds."""

    title: str
    files: pd.DataFrame
    note: str
    doubts: tuple[str, ...]  # where the documents say otherwise


@remembered
def published(reader: Reader) -> Published:
    """The pair of totals and the changes that the assessment of 2020 states, largest first."""
    totals = reader.read("published_figures", figures=TOTALS).set_index("figure")["value"]
    stated = reader.read("published_figures", figures=STATED)
    ordered = stated.sort_values("value", ascending=False, ignore_index=True)
    return Published(
        words.published_title(*totals[list(TOTALS)]),
        ordered,
        f"{words.published_note(ordered)} {_changed_as_published(reader)}".strip(),
        doubts(reader, shown_as_stated()),
    )


def _changed_as_published(reader: Reader) -> str:
    """Which changes in recording the published pair of years reaches across."""
    return break_words.across(breaks.crossed(reader, "published", PUBLISHED_YEARS))


def shown_figures(reader: Reader) -> list[Use]:
    """The published figures that the page shows: the current priorities' counts, and those of
    2020.
    """
    return shown_as_counts(reader) + shown_as_stated()


def shown_as_counts(reader: Reader) -> list[Use]:
    """The counts that stand for the priorities of the current plan."""
    return [
        Use(figure, "", f"At a glance: {one.title}")
        for one in plans.priorities(reader, settings().plan.current)
        if one.published and not one.cross_cutting
        for figure in one.published.figures
    ]


def shown_as_stated() -> list[Use]:
    """The totals and the changes that the assessment of 2020 states."""
    return [Use(figure, "", "At a glance: published in 2020") for figure in (*TOTALS, *STATED)]


@dataclass(frozen=True)
class Signal:
    """One signal of a headline measure: the months of a run that fired its strongest rule."""

    measure: str
    when: str
    shape: str
    direction: str
    says: str
    distance: float  # the farthest month from the average, percent of the way to the limit


@dataclass(frozen=True)
class Signals:
    """Signals of the headline measures since a date."""

    title: str
    under: str
    found: tuple[Signal, ...]


@remembered
def new_signals(reader: Reader, since: date) -> Signals:
    """The headline measures' signals that reach into a month or a later one, the farthest from its
    average first, with the number that chance would give.
    """
    own, first = settings().area.code, since.replace(day=1)
    fired = reader.read("signals", area_code=own, since=first)
    newest = max(period.span.end for period in places.periods(reader))
    headline = sum(measure.headline for measure in measures().values())
    watched = max(0, months.index(newest) - months.index(first) + 1)
    found = [
        signal
        for name in dict.fromkeys(fired["measure"])
        for signal in _signals_of(trend(reader, measures()[name]), first)
    ]
    return Signals(
        words.signals_title(len({signal.measure for signal in found})),
        words.signals_under(headline, watched),
        tuple(sorted(found, key=lambda signal: -signal.distance)),
    )


def signals_file(told: Signals) -> pd.DataFrame:
    """The signals as a table, without their shapes."""
    return pd.DataFrame([vars(signal) for signal in told.found]).drop(columns="shape")


def _signals_of(told: Trend, first: date) -> list[Signal]:
    """One signal for each run of months that fired on one side, by the strongest of their rules."""
    fired = told.chart[told.chart["rules"].map(len) > 0]
    fired = fired.assign(above=fired["value"] > fired["centre"])
    # Where neither direction is better, only the side tells a rise from a fall.
    side = fired["above"].where(fired["direction"] == "neither", other=False)
    found = []
    for _, group in fired.groupby([fired["span"], fired["direction"], side]):
        for run in months.runs(group["month"]):
            rule, strongest = _strongest(group[group["month"].between(run.start, run.end)])
            if strongest["month"].iloc[-1] >= first:
                found.append(_signal(told.measure.title, rule, strongest))
    return found


def _strongest(run: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The first rule in the order of the charts that a run fired, and the months that did."""
    rule = next(rule for rule in signals.ORDER if any(rule in rules for rules in run["rules"]))
    return rule, run[[rule in rules for rules in run["rules"]]]


def _signal(title: str, rule: str, run: pd.DataFrame) -> Signal:
    last = run.iloc[-1]
    span = Span(run["month"].iloc[0], last["month"])
    above, direction = bool(last["above"]), str(last["direction"])
    reach = (run["value"] - run["centre"]).abs() / (run["upper"] - run["centre"])
    return Signal(
        title,
        numbers.span(span),
        signals.shape((rule,), above),
        direction,
        signals.run_words(rule, span.months, above, direction),
        round(100 * float(reach.max()), 1),
    )


PUBLISHED_UNDER = (
    "From the partnership’s own assessment of April 2020; nothing here is worked out from open data"
)
ROWS_NOTE = (
    "Dashed line: average. Dotted: a change in how it was recorded. Shaded: months not held. A"
    " ring: too few points for a verdict. The current"
    " plan sets no targets; Priority trends shows those of the earlier plans."
)
