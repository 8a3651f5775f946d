"""What stands beside the ward map: the funnel, the strip, the months of one area, and a sentence on
it.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.charts.funnel import funnel_chart
from components.charts.month_bars import month_bars
from components.charts.palette import Palette
from components.charts.strip import Line, strip_chart
from components.charts.theme import as_spec
from components.maps.classes import view_bounds
from components.screens.figures import Figure
from components.tables import area_beside as tables
from components.words import area_beside as words
from components.words import numbers, protected
from components.words.marks import MARKS, Marked
from components.words.sources import residents_line
from components.words.ward_map import denominator_notes, rate
from csp.answers import places
from csp.answers.area_series import AreaSeries, Standing, area_of, area_series, standing
from csp.answers.places import Period
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats.funnel import curves, funnel

POINTS = 24  # of each line of the funnel
BEYOND = 0.04  # of the range of residents that lines go on at either end
WARD_COLUMNS = ["area_code", "area_name", "events", "people", "rate", "lower", "upper"]
FUNNEL_COLUMNS = ["inner_lower", "inner_upper", "outer_lower", "outer_upper", "place"]
RANKS = ["rank", "rank_low", "rank_high"]
PARTS = ("funnel", "strip", "months")


@remembered
def part(  # noqa: PLR0917  # a part's name, and the view
    reader: Reader,
    name: str,
    measure: Measure,
    period: Period,
    vintage: str,
    area: str,
    *,
    colours: Palette,
) -> Figure | None:
    """One of PARTS for an area (for '', of the borough): a page shows one at a time, so the others
    are not made. None where it is not known: no funnel without an event, no months of what is not
    held; and no funnel or strip of protected counts, whose areas stand in no order.

    `vintage` is a ward set; `area` a ward of either set, a small area or a group of wards.
    """
    stands = standing(reader, measure, period, vintage, area)
    whole = _whole(reader, measure, period, vintage)
    marked = whole.marked
    if name != "months" and places.is_protected(reader, measure):
        return None
    if name == "months":
        chosen = stands.area if stands is not None else area_of(reader, area)
        series = area_series(reader, measure, chosen.code if chosen else settings().area.code)
        hiding = places.is_protected(reader, measure)
        return None if series is None else _months(series, measure, colours, marked, hiding)
    if stands is None or (name == "funnel" and not stands.borough["rate"] > 0):
        return None
    view = _View(measure, period.span, colours, whole.decimals, marked, whole)
    return (_funnel if name == "funnel" else _strip)(reader, stands, view)


@dataclass(frozen=True)
class _View:
    """What the funnel and the strip are of."""

    measure: Measure
    span: Span
    colours: Palette
    decimals: int  # of a rate
    marked: Marked
    whole: "_Whole"


@dataclass(frozen=True, eq=False)
class _Whole:
    """What of a period's wards no chosen area changes: worked out once for all of them."""

    marked: Marked  # the mark that the measure's records wear
    decimals: int = 0
    strip: pd.DataFrame | None = None  # the file of the strip
    residents: str = ""


@remembered
def _whole(reader: Reader, measure: Measure, period: Period, vintage: str) -> _Whole:
    datasets = reader.read("datasets").set_index("dataset")
    marked: Marked = MARKS.get(str(datasets.loc[measure.source, "status"]), False)
    stands = standing(reader, measure, period, vintage, "")
    if stands is None:
        return _Whole(marked)
    larger = pd.DataFrame([stands.borough, stands.force])[WARD_COLUMNS]
    ranks = stands.wards[[*WARD_COLUMNS, *RANKS]]
    return _Whole(
        marked,
        _decimals(stands, measure, period.span),
        pd.concat([ranks, larger], ignore_index=True).assign(measure=measure.id),
        residents_line(stands.wards),
    )


@remembered
def sentence(reader: Reader, measure: Measure, period: Period, vintage: str, area: str) -> str:
    """What is to be said of the chosen area, with **bold**; '' where none is chosen or its wards'
    counts are not known.
    """
    stands = standing(reader, measure, period, vintage, area)
    if hidden := _hidden(reader, measure, period.span, area):
        return protected.area_hidden(hidden, measure, period.span)
    if stands is None:
        return ""
    whole = _whole(reader, measure, period, vintage)
    if whole.marked:
        return words.NOT_RANKED if area else ""
    if places.is_protected(reader, measure) and stands.own is not None:
        written = rate(stands.own["rate"], whole.decimals)
        return protected.area_sentence(stands.own, measure, period.span, written)
    return words.sentence(stands, measure, period.span, whole.decimals)


def _hidden(reader: Reader, measure: Measure, span: Span, code: str) -> str:
    """The name of an area whose count is hidden; '' of any other."""
    area = area_of(reader, code) if places.is_protected(reader, measure) else None
    if area is None:
        return ""
    asked = {"kind": area.kind, "vintage": area.vintages[-1]}
    found = places.hidden_areas(reader, measure, [span], **asked)
    return area.name if code in set(found["area_code"]) else ""


def _decimals(stands: Standing, measure: Measure, span: Span) -> int:
    """As many as the map and its table write."""
    wards = stands.wards["rate"]
    return view_bounds(measure.rate_classes, wards, span.months, whole=False).decimals


def _parts(reader: Reader, stands: Standing) -> set[str]:
    """The wards that a chosen group is made of."""
    if stands.area is None or stands.area.kind != "group":
        return set()
    groups = reader.read("area_groups").set_index("area_code")
    names = str(groups.loc[stands.area.code, "wards"]).split(", ")
    return set(stands.wards.loc[stands.wards["area_name"].isin(names), "area_code"])


def _funnel(reader: Reader, stands: Standing, view: _View) -> Figure:
    measure, decimals = view.measure, view.decimals
    common = float(stands.borough["rate"])
    told = funnel(stands.wards, common, measure.per)
    chosen = told["area_code"].isin(stands.codes_of_own | _parts(reader, stands))
    points = told.assign(
        label=told["area_name"],
        told=[rate(value, decimals) for value in told["rate"]],
        own=chosen,
        named=chosen | told["place"].str.startswith("outer"),
        reading=[words.funnel_reading(row, decimals) for row in told.itertuples()],
    )
    least, most = float(told["people"].min()), float(told["people"].max())
    more = BEYOND * (most - least) or least * BEYOND
    spec = funnel_chart(
        points,
        curves((least - more, most + more), common, measure.per, POINTS),
        view.colours,
        common=common,
        common_words=f"{settings().area.name} {rate(common, decimals)}",
        illustrative=bool(view.marked),
    )
    return Figure(
        title=words.funnel_title(told),
        under=words.funnel_under(measure, view.span),
        spec=as_spec(spec),
        alt="Funnel of wards by residents and rate; the table says where each ward lies",
        table=tables.funnel_table(told, measure, _own_code(stands), decimals),
        files=told[[*WARD_COLUMNS, "expected", *FUNNEL_COLUMNS]].assign(measure=measure.id),
        note=words.many(told) if view.marked else _funnel_note(told, stands),
        illustrative=view.marked,
        period=numbers.span(view.span),
        dataset=measure.source,
        legend=tables.funnel_key(told, view.colours),
    )


def _funnel_note(told: pd.DataFrame, stands: Standing) -> str:
    return f"{words.funnel_note(told, stands)} {denominator_notes(stands.wards)}".strip()


def _own_code(stands: Standing) -> str:
    return "" if stands.own is None else str(stands.own["area_code"])


def _strip(reader: Reader, stands: Standing, view: _View) -> Figure:
    measure, decimals = view.measure, view.decimals
    spec = strip_chart(
        _dots(reader, stands, decimals),
        view.colours,
        lines=[
            Line(row["rate"], f"{name} {rate(row['rate'], decimals)}", above=own, own=own)
            for row, name, own in (
                (stands.borough, settings().area.name, True),
                (stands.force, settings().area.force_name, False),
            )
        ],
        illustrative=bool(view.marked),
    )
    # Invented records say nothing of a named place.
    told = replace(stands, area=None, own=None, among=0, tied=()) if view.marked else stands
    assert view.whole.strip is not None  # noqa: S101  # wherever it stands, its wards are known
    return Figure(
        title=words.strip_title(told, measure, decimals),
        under=words.strip_under(measure, view.span),
        spec=as_spec(spec),
        alt="Wards as dots on one scale of the rate; the table has the figures",
        table=tables.strip_table(stands, measure, decimals),
        files=view.whole.strip,
        note=f"{words.strip_note(told, decimals)} {view.whole.residents}".strip(),
        illustrative=view.marked,
        period=numbers.span(view.span),
        dataset=measure.source,
    )


def _dots(reader: Reader, stands: Standing, decimals: int) -> list[dict[str, Any]]:
    """The wards, and the chosen area where it is none of them."""
    rows, own, parts = list(stands.rows), stands.own, _parts(reader, stands)
    larger = {stands.borough["area_code"], stands.force["area_code"]}
    if own is not None and own["area_code"] not in {*larger, *(row["area_code"] for row in rows)}:
        rows.append(own.to_dict())
    dots = []
    for row in rows:
        told = rate(row["rate"], decimals)
        dots.append(
            {
                "label": row["area_name"],
                "value": float(row["rate"]),
                "told": told,
                "own": row["area_code"] in stands.codes_of_own,
                "part": row["area_code"] in parts,
                "reading": f"{row['area_name']}: {told}",
            }
        )
    return dots


def _months(
    series: AreaSeries, measure: Measure, colours: Palette, marked: Marked, hiding: bool
) -> Figure:
    chart = series.chart
    chart = chart.assign(reading=[words.month_reading(row) for row in chart.itertuples()])
    hidden = protected.number_hidden(chart)
    # The mean of the months that are shown would be too high: the small ones are those hidden.
    averages = {
        int(span): (series.average(int(span)), words.average_words(series.average(int(span))))
        for span in sorted(series.complete["span"].unique())
        if not hidden
    }
    spec = month_bars(
        chart,
        colours,
        breaks=series.breaks,
        averages=averages,
        illustrative=bool(marked),
    )
    held = chart[chart["status"] != "missing"]["month"]
    return Figure(
        title=protected.months_title(series, measure)
        if hidden
        else words.months_title(series, measure),
        under=words.months_under(series, line=not hidden, rounded=hiding),
        spec=as_spec(spec),
        alt=words.months_alt(series, measure),
        table=tables.months_table(series, measure),
        files=chart[["month", "events", "why_blank", "status", "span", "centre"]]
        .assign(measure=measure.id, area_code=series.area.code, area_name=series.area.name)
        .drop(columns=["centre"] if hidden else ["why_blank"]),
        note=protected.months_note(hidden),
        illustrative=marked,
        period=numbers.span(Span(held.min(), held.max())),
        dataset=measure.source,
    )
