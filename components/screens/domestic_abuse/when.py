"""When recorded domestic abuse happens: months, season, hours of the week, named days, shifts."""

import pandas as pd

from components.charts.heatmap import Shift, heatmap
from components.charts.interval_bars import interval_bars
from components.charts.palette import Palette
from components.charts.spc import spc_chart
from components.charts.theme import as_spec
from components.charts.time_axis import lay_out
from components.screens.domestic_abuse import View
from components.screens.figures import Figure
from components.tables import domestic_abuse as tables
from components.words import breaks as break_words
from components.words import domestic_abuse as words
from components.words import numbers, protected, signals
from components.words import trends as trend_words
from csp.answers import breaks, places
from csp.answers import domestic_abuse as abuse
from csp.answers.trends import Trend, trend
from csp.db import Reader, remembered
from csp.months import Span
from csp.settings import settings
from csp.stats.shifts import best_shifts

YEAR = 12  # months
SHIFT_LENGTH, SHIFTS = 4, 6  # hours; a week


@remembered
def monthly(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """The borough's incidents month by month, with the limits of usual variation; None where every
    month is hidden.
    """
    told = trend(reader, abuse.incidents())
    if told.hidden and told.chart["value"].isna().all():
        return None
    complete = told.chart["events"].where(told.chart["status"] == "complete").astype(float)
    chart = told.chart.assign(rolling=complete.rolling(YEAR, min_periods=YEAR).sum())
    drawn = spc_chart(told.chart, colours, breaks=told.breaks, illustrative=view.illustrative)
    title = words.MONTHLY_INVENTED if view.illustrative else trend_words.title(told)
    return Figure(
        title=title,
        under=f"Recorded incidents, {settings().area.name}. {trend_words.UNDER}",
        spec=as_spec(drawn),
        alt=f"Control chart of recorded incidents by month. {title}."
        " The same figures stand in the table.",
        table=tables.months_table(chart, illustrative=view.illustrative, protected=told.protected),
        files=_months_file(chart, protected=told.protected),
        note=f"{words.MONTHLY_NOTE} {_protection(told)}".strip(),
        illustrative=view.illustrative,
        period=trend_words.held(told),
        dataset=abuse.INCIDENTS,
        shapes=signals.key_of(told.chart),
        in_words=_in_words(told),
    )


def _months_file(chart: pd.DataFrame, *, protected: bool) -> pd.DataFrame:
    """The months for a file; of protected counts without the sum of twelve, and with what is
    hidden.
    """
    columns = [
        *("month", "events", "why_blank" if protected else "rolling", "status", "value"),
        *("centre", "lower", "upper", "rules", "direction"),
    ]
    return chart.assign(rules=[", ".join(rules) for rules in chart["rules"]])[columns]


def _protection(told: Trend) -> str:
    return protected.trend_note(told.hidden) if told.protected else ""


def _in_words(told: Trend) -> str:
    stretches = lay_out(told.chart).stretches
    return trend_words.in_words(
        told,
        told.chart,
        folded=[one.span for one in stretches if one.folded],
        gaps=[one.span for one in stretches if not one.folded],
    )


@remembered
def season(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """What comes back each year; None where too few months are held."""
    found = abuse.season(reader)
    if found.empty:
        return None
    drawn = pd.DataFrame(
        {
            "label": [words.MONTHS[number - 1] for number in found["number"]],
            "value": found["share"],
            "lower": pd.Series(float("nan"), index=found.index),
            "upper": pd.Series(float("nan"), index=found.index),
            "told": [numbers.signed(share, "%") for share in found["share"]],
        }
    )
    drawn["reading"] = [f"{row.label}: {row.told} of the trend" for row in drawn.itertuples()]
    bottom, top = _round_ends(found["share"], found["share"], step=10)
    return Figure(
        title=words.season_title(found, illustrative=view.illustrative),
        under="Each month above or below the trend, per cent; dashed: the average month",
        spec=as_spec(
            interval_bars(
                drawn,
                colours,
                bars=False,
                reference=0,
                bottom=bottom,
                top=top,
                illustrative=view.illustrative,
                what="Of the trend",
            )
        ),
        alt="Points of twelve months above or below the trend. The same figures stand in the"
        " table.",
        table=tables.season_table(found, illustrative=view.illustrative),
        files=found,
        note=f"{words.season_note(found)} {_changed(reader, _whole(reader))}".strip(),
        illustrative=view.illustrative,
        period=numbers.span(_whole(reader)),
        dataset=abuse.INCIDENTS,
    )


def _round_ends(lowers: pd.Series, uppers: pd.Series, *, step: float) -> tuple[float, float]:
    """Round ends of a scale that holds every interval."""
    return float(lowers.min() // step * step), float(-(-uppers.max() // step) * step)


def _whole(reader: Reader) -> Span:
    """All months that the incidents are held for."""
    spans = [one.span for one in places.periods(reader, abuse.INCIDENTS)]
    return max(spans, key=lambda span: span.months)


def _changed(reader: Reader, span: Span) -> str:
    """Which changes in recording fall into the months of a picture, as a sentence; or ''."""
    return break_words.inside(breaks.crossed(reader, abuse.INCIDENTS, span))


@remembered
def named_days(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """Named days: recorded against expected; None where none are worked out."""
    found = abuse.calendar(reader)
    if found.empty:
        return None
    drawn = found.assign(
        label=found["effect"],
        value=found["ratio"],
        told=[f"×{ratio:.2f}" for ratio in found["ratio"]],
        reading=[
            f"{row.effect}: {row.observed} recorded, {numbers.rate(row.expected)} expected"
            for row in found.itertuples()
        ],
    )
    bottom, top = _round_ends(found["lower"], found["upper"], step=0.5)
    return Figure(
        title=words.calendar_title(found, illustrative=view.illustrative),
        under="Recorded for each incident expected, with 95% interval; dashed: as expected",
        spec=as_spec(
            interval_bars(
                drawn,
                colours,
                bars=False,
                reference=1,
                bottom=min(bottom, 0.5),
                top=top,
                illustrative=view.illustrative,
                what="Recorded",
            )
        ),
        alt="Points with intervals of named days. The same figures stand in the table.",
        table=tables.calendar_table(found, illustrative=view.illustrative),
        files=found,
        note=f"{words.CALENDAR_NOTE} {_changed(reader, _whole(reader))}".strip(),
        illustrative=view.illustrative,
        period=numbers.span(_whole(reader)),
        dataset=abuse.INCIDENTS,
    )


@remembered
def hours(reader: Reader, view: View, colours: Palette) -> Figure | None:
    """Weekday by hour, the fullest shifts framed; None where no hours are held.

    Of the borough, or, for officers, of the chosen ward.
    """
    week, place = _week(reader, view)
    if week["events"].sum() == 0:
        return None
    shifts = best_shifts(week, length=SHIFT_LENGTH, number=SHIFTS)
    share = float(shifts["share"].sum())
    title = words.hours_title(share, len(shifts), SHIFT_LENGTH, illustrative=view.illustrative)
    return Figure(
        title=title,
        under=words.hours_under(place, view.period.span),
        spec=as_spec(
            heatmap(
                week,
                colours,
                framed=[
                    Shift(int(row.weekday), int(row.start_hour), int(row.length))
                    for row in shifts.itertuples()
                ],
                illustrative=view.illustrative,
            )
        ),
        alt=f"Heat map of incidents by weekday and hour. {title}. The same figures stand in the"
        " table.",
        table=tables.hours_table(week, illustrative=view.illustrative),
        files=week.assign(place=place),
        note=f"{words.HOURS_NOTE} {_changed(reader, view.period.span)}".strip(),
        illustrative=view.illustrative,
        period=numbers.span(view.period.span),
        dataset=abuse.INCIDENTS,
    )


def _week(reader: Reader, view: View) -> tuple[pd.DataFrame, str]:
    ward = "" if view.public else view.ward
    names = places.ward_names(reader, view.vintage)
    return abuse.hours(reader, view.period, ward), names.get(ward, settings().area.name)


@remembered
def shifts(reader: Reader, view: View) -> Figure | None:
    """The shifts that a support worker would ride along in; None where no hours are held."""
    week, place = _week(reader, view)
    if week["events"].sum() == 0:
        return None
    found = best_shifts(week, length=SHIFT_LENGTH, number=SHIFTS)
    share = float(found["share"].sum())
    return Figure(
        title=words.shifts_title(share, illustrative=view.illustrative),
        under=f"The {numbers.small(len(found))} shifts of {numbers.small(SHIFT_LENGTH)} hours that"
        f" hold the most, {place}, {numbers.span(view.period.span)}",
        spec=None,
        alt="",
        table=tables.shifts_table(found, illustrative=view.illustrative),
        files=found.assign(place=place),
        note=words.SHIFTS_NOTE,
        illustrative=view.illustrative,
        period=numbers.span(view.period.span),
        dataset=abuse.INCIDENTS,
    )
