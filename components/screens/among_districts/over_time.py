"""Our district and all districts together month by month, and our share of them."""

import pandas as pd

from components.charts.long_lines import long_lines
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.screens.among_districts import Part, Shown, View
from components.screens.figures import Figure
from components.tables.among_districts import month_table
from components.words import breaks as break_words
from components.words import districts as words
from components.words import numbers
from components.words.ward_map import rate
from csp.answers.districts import long_series
from csp.db import Reader, remembered
from csp.months import Span
from csp.settings import settings

FILE = ["month", "status", "span", "events", "all_events", "value", "all_value"]


@remembered
def part(reader: Reader, view: View, colours: Palette) -> Part:
    """Both series of a measure, and the share."""
    area = settings().area
    series = long_series(reader, view.measure, area.code)
    breaks = reader.read("breaks", dataset=view.measure.source)
    title, lead = words.series_title(series, view.measure), words.series_lead(series)
    if series["value"].isna().all():
        return Part(title, lead, empty="Choose another kind of crime.")
    rates = _rates(series, breaks, view, colours)
    shares = _shares(series, breaks, view, colours)
    return Part(
        title,
        lead,
        (
            Shown(rates, f"over-time-{view.measure.id}", rates.title),
            Shown(shares, f"share-over-time-{view.measure.id}"),
        ),
    )


def _rates(series: pd.DataFrame, breaks: pd.DataFrame, view: View, colours: Palette) -> Figure:
    area, last = settings().area, series.dropna(subset=["value"]).iloc[-1]
    rows = series.assign(
        other=series["all_value"],
        reading=[
            f"{numbers.month(row.month)}: {area.name} {rate(row.height, 2)}, {area.force_name}"
            f" {rate(row.all_value, 2, 'not used')}"
            for row in series.itertuples()
        ],
    )
    names = (
        f"{area.name} {rate(last['value'], 2)}",
        f"{area.force_name} {rate(last['all_value'], 2)}",
    )
    what = f"{numbers.capital(view.measure.counted)} recorded each month"
    return Figure(
        title=f"{what}, {area.name} and {area.force_name}",
        under=f"{words.EQUAL_MONTHS}; solid: {area.name}; dotted: {area.force_name}; nothing is"
        " joined across a gap or a break",
        spec=as_spec(long_lines(rows, colours, breaks=breaks, names=names)),
        alt=f"{what} per 1,000 residents with gaps and breaks; the table has the figures",
        table=month_table(series, view.measure),
        files=series[[*FILE, "share", "share_lower", "share_upper", "basis", "year"]].assign(
            measure=view.measure.id
        ),
        note=f"{words.series_note(series)} {break_words.inside(_parting(breaks))}".strip(),
        period=_held(series),
        dataset=view.measure.source,
    )


def _shares(series: pd.DataFrame, breaks: pd.DataFrame, view: View, colours: Palette) -> Figure:
    area, last = settings().area, series.dropna(subset=["share"]).iloc[-1]
    complete = series["status"] == "complete"
    rows = series.assign(
        value=series["share"],
        height=series["share_height"],
        other=series["residents_share"].where(complete),
        reading=[
            f"{numbers.month(row.month)}: {row.share_height:.1f}% of {area.force_name}’s"
            for row in series.itertuples()
        ],
    )
    names = (f"Share {last['share']:.1f}%", f"Of residents {last['residents_share']:.1f}%")
    return Figure(
        title=words.share_title(series, view.measure),
        under=f"Solid: per cent of the {view.measure.counted} of {area.force_name}’s districts;"
        " dotted: of their residents",
        spec=as_spec(long_lines(rows, colours, breaks=breaks, names=names)),
        alt=f"{area.name}’s share month by month; the table has the figures",
        table=month_table(series, view.measure),
        files=series[
            ["month", "events", "all_events", "share", "share_lower", "share_upper"]
        ].assign(measure=view.measure.id),
        note="A share has no population in it, so its level is less touched by how crime was"
        " recorded, if the whole force recorded alike.",
        period=_held(series),
        dataset=view.measure.source,
    )


def _parting(breaks: pd.DataFrame) -> pd.DataFrame:
    return breaks[breaks["effect"] != "annotate"]


def _held(series: pd.DataFrame) -> str:
    held = series[series["status"] != "missing"]["month"]
    return numbers.span(Span(held.iloc[0], held.iloc[-1]))
