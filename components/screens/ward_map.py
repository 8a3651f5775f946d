"""What the ward map says: the message, the picture and the table for each way of showing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.maps.classes import (
    Bounds,
    Classes,
    change_classes,
    fixed_classes,
    hotspot_classes,
    view_bounds,
)
from components.maps.deck_map import deck_map
from components.maps.legend import legend_html
from components.maps.panel import RIM
from components.screens.panels import borough_and_town
from components.tables import wards as ward_tables
from components.words import breaks as break_words
from components.words import numbers
from components.words import ward_map as words
from components.words.files import geojson_bytes
from components.words.sources import residents_line
from csp.answers import breaks, places
from csp.answers.places import Period
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

# Left at both sides of the borough for names beside it, as a share of the width of the land.
NAMES_BESIDE, CHANGES_BESIDE = 0.1, 0.17
CHANGE_COLUMNS = ["area_code", "area_name", "events_before", "events", "difference", "percent", "p"]
WARD_CLASS_COLUMNS = [
    "area_code",
    "area_name",
    "class",
    "areas_in_class",
    "areas",
    "events",
    "at_edge",
]


@dataclass(frozen=True)
class View:
    """What a visitor chose."""

    measure: Measure
    period: Period
    show: str  # 'rate', 'count', 'change' or 'hotspots'
    vintage: str
    ward: str  # a code, or ''


@dataclass(frozen=True)
class SmallAreas:
    """The small areas behind the wards' hotspots: the map that moves, and their own table."""

    deck: Callable[[], Any]  # made when asked for: it is as heavy as the page
    table: str  # HTML
    files: pd.DataFrame
    note: str = words.SMALL_AREAS_NOTE


@dataclass(frozen=True)
class Answer:
    """What the page shows for a view; `empty` is the sentence that stands instead when there is
    nothing.
    """

    title: str
    lead: str
    map_title: str = ""
    map_under: str = ""
    key: str = ""  # HTML
    panels: tuple[tuple[str, dict[str, Any]], ...] = ()  # title and Vega-Lite spec
    alt: str = ""
    table_title: str = ""
    table: str = ""  # HTML
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""
    empty: str = ""
    period: str = ""  # the months that the figures are of, in words
    below: str = ""  # what stands behind the source: residents, and what has no place
    # The areas with their figures as GeoJSON, given what is told of their source.
    areas: Callable[[Mapping[str, str]], bytes] | None = None
    small: SmallAreas | None = None

    @property
    def pictures(self) -> list[tuple[str, dict[str, Any]]]:
        """The panels as files, by short names; a single one needs none."""
        if len(self.panels) == 1:
            return [("", self.panels[0][1])]
        specs = (spec for _, spec in self.panels)
        return list(zip(("Borough map", "Town map"), specs, strict=True))


@remembered
def answer(reader: Reader, view: View, colours: Palette) -> Answer:
    """The page's answer to a view."""
    kinds: dict[str, Callable[[Reader, View, Palette], Answer]] = {
        "rate": _rate,
        "count": _count,
        "change": _change,
        "hotspots": _hotspots,
    }
    said = kinds[view.show](reader, view, colours)
    if said.empty or places.is_exact(reader, view.vintage):
        return said
    return replace(
        said,
        map_under=f"{words.APPROXIMATE} {said.map_under}",
        note=f"{words.APPROXIMATE_NOTE} {said.note}".strip(),
    )


def _nothing(title: str, why: str) -> Answer:
    """What stands where there is no map: a title, and why with what to choose instead."""
    return Answer(title=title, lead="", empty=why)


@dataclass(frozen=True)
class _Rated:
    """What the rate and the count of a view are made from."""

    wards: pd.DataFrame
    borough: pd.Series
    bounds: Bounds  # of the rate
    lead: str
    below: str


def _rated(reader: Reader, view: View) -> _Rated:
    span, measure = view.period.span, view.measure
    wards = places.ward_rates(reader, measure, span, view.vintage)
    borough = places.area_rate(reader, measure, span, settings().area.code)
    bounds = view_bounds(measure.rate_classes, wards["rate"], span.months, whole=False)
    placed = int(wards["events"].sum())
    return _Rated(
        wards,
        borough,
        bounds,
        words.rate_lead(borough, placed, measure, view.period, bounds.decimals),
        f"{residents_line(wards)} {_not_located(reader, view, span)}".strip(),
    )


def _not_located(reader: Reader, view: View, span: Span) -> str:
    return words.not_located_line(
        *places.not_located(reader, view.measure, span), measure=view.measure
    )


def _rate(reader: Reader, view: View, colours: Palette) -> Answer:
    held = _rated(reader, view)
    if held.wards["events"].isna().all():
        return _nothing(*words.OTHER_WARDS)
    measure, decimals = view.measure, held.bounds.decimals
    classes = fixed_classes(held.wards["rate"], held.wards["why_blank"], held.bounds, colours)
    wards = held.wards.assign(
        told=[words.rate(row.rate, decimals, row.why_blank) for row in held.wards.itertuples()],
        description=[
            f"{ward.area_name}: {words.rate(ward.rate, decimals, ward.why_blank)} per"
            f" {measure.per:,} residents, {words.rate(ward.lower, decimals)} to"
            f" {words.rate(ward.upper, decimals)}"
            for ward in held.wards.itertuples()
        ],
    )
    what = f"{numbers.capital(measure.counted)} per {measure.per:,} residents by ward"
    outlined = words.outlined_line(wards, view.ward, decimals)
    return Answer(
        title=words.rate_title(wards, measure),
        lead=f"{held.lead} {words.denominator_notes(wards)}".strip(),
        map_title=f"{what}, {numbers.span(view.period.span)}",
        map_under=f"{words.classes_line(view.period.span, measure)} {outlined}".strip(),
        key=legend_html(classes, colours),
        panels=_panels(reader, view, wards, classes, colours),
        alt=f"Map of {what.lower()}; the same figures stand in the table",
        table_title=f"Rate per {measure.per:,} residents, with 95% interval",
        table=ward_tables.rate_table(wards, held.borough["rate"], measure, view.ward, decimals),
        files=_file(wards, view),
        note=words.TIE,
        period=numbers.span(view.period.span),
        below=held.below,
        areas=_geojson(reader, view, _file(wards, view)),
    )


def _count(reader: Reader, view: View, colours: Palette) -> Answer:
    held = _rated(reader, view)
    if held.wards["events"].isna().all():
        return _nothing(*words.OTHER_WARDS)
    span, measure = view.period.span, view.measure
    bounds = view_bounds(measure.count_classes, held.wards["events"], span.months, whole=True)
    classes = fixed_classes(held.wards["events"], held.wards["why_blank"], bounds, colours)
    told = [numbers.count(row.events, row.why_blank) for row in held.wards.itertuples()]
    wards = held.wards.assign(
        told=told,
        description=[
            f"{name}: {count}" for name, count in zip(held.wards["area_name"], told, strict=True)
        ],
    )
    return Answer(
        title=words.count_title(wards, measure),
        lead=held.lead,
        map_title=f"{numbers.capital(measure.counted)} by ward, {numbers.span(span)}",
        map_under=(
            "Counts are shaded: larger wards hold more of everything."
            f" {words.classes_line(span, measure)}"
        ).strip(),
        key=legend_html(classes, colours),
        panels=_panels(reader, view, wards, classes, colours),
        alt=f"Map of counts of {measure.counted} by ward; the same figures stand in the table",
        table_title="Count and share of the borough",
        table=ward_tables.count_table(wards, measure, view.ward, held.bounds.decimals),
        files=_file(wards, view),
        period=numbers.span(span),
        below=held.below,
        areas=_geojson(reader, view, _file(wards, view)),
    )


def _change(reader: Reader, view: View, colours: Palette) -> Answer:
    compared, measure = view.period.compared, view.measure
    if compared is None:
        return _nothing(
            "This period cannot be held against the year before",
            f"{_why_not(view.period)} Choose another period, or show the rate or the count.",
        )
    changes = partial(places.changes, reader, compared, dataset=measure.source)
    found = changes(kinds=["ward"], vintage=view.vintage)
    wards = found[found["measure"] == measure.id].reset_index(drop=True)
    if wards.empty:
        return _nothing(*words.NOT_COMPARED)
    all_areas = changes(kinds=["borough"], vintage=places.LARGE_AREAS)
    borough = all_areas[all_areas["measure"] == measure.id].iloc[0]
    wards = wards.assign(
        told=[numbers.signed(value) for value in wards["difference"]],
        description=[
            f"{ward.area_name}: {numbers.count(ward.events_before)} to"
            f" {numbers.count(ward.events)},"
            f" {words.moved(ward.difference, ward.verdict)}"
            for ward in wards.itertuples()
        ],
    )
    classes = change_classes(wards, measure.better, colours)
    earlier = numbers.span(compared.years_earlier())
    only = places.all_months_compared(reader, measure.source, view.period)
    files = wards[list(CHANGE_COLUMNS)].assign(measure=measure.id)
    return Answer(
        title=words.change_title(wards, measure),
        lead=words.change_lead(len(wards), borough, compared, view.period, only=only),
        map_title=f"Change in {measure.counted}, {numbers.span(compared)}",
        map_under=(
            f"Against {earlier}. Coloured and named where the change is more than chance would"
            " give."
        ),
        key=legend_html(classes, colours),
        panels=_panels(
            reader, view, wards, classes, colours, only_coloured=True, margin=CHANGES_BESIDE
        ),
        alt=f"Map of change in {measure.counted} by ward; the same figures stand in the table",
        table_title="Two counts, and whether they differ",
        table=ward_tables.change_table(wards, measure, view.ward),
        files=files,
        period=f"{numbers.span(compared)} against {earlier}",
        note=break_words.across(
            breaks.crossed(reader, measure.source, breaks.both_years(compared))
        ),
        below=_not_located(reader, view, compared),
        areas=_geojson(reader, view, files),
    )


def _why_not(period: Period) -> str:
    """Why a period is not held against the year before."""
    if period.refused:
        return break_words.refused(period.refused)
    return f"No months of {numbers.span(period.span)} are held whole a year earlier, too."


def _hotspots(reader: Reader, view: View, colours: Palette) -> Answer:
    span, measure = view.period.span, view.measure
    if not measure.hotspots:
        return _nothing(*words.no_hotspots(measure))
    vintage = places.lsoa_vintage(span)
    found = places.hotspots(reader, measure, span, kind="lsoa", vintage=vintage)
    wards = places.hotspots(reader, measure, span, kind="ward", vintage=view.vintage)
    if found.empty or wards.empty:
        return _nothing(
            "Hotspots are not worked out for this period",
            "The small areas changed within these months. Choose a period on one side of the"
            " change.",
        )
    ward_of = reader.read("lsoa_wards", lsoa_vintage=vintage, ward_vintage=view.vintage)
    lsoas = _told(found.merge(ward_of, on="area_code", how="left"), measure)
    drawn = lsoas.assign(area_name=lsoas["full_name"])
    shapes = reader.read("shapes", kind="lsoa", vintage=vintage)
    classes = hotspot_classes(lsoas["class"], colours)
    columns = ["area_code", "area_name", "ward", "events", "class", "at_edge"]
    small = lsoas[columns].assign(measure=measure.id)
    return Answer(
        title=words.hotspot_title(wards, measure),
        lead=words.hotspot_lead(lsoas, span),
        map_title=f"Hotspots of {measure.counted}, {numbers.span(span)}",
        map_under=(
            f"Small areas (LSOAs) with ward lines on top. {words.outlined_line(wards, view.ward)}"
        ),
        key=legend_html(classes, colours, "areas"),
        panels=_panels(
            reader,
            view,
            drawn,
            classes,
            colours,
            shapes=shapes,
            lines="ward_code",
            margin=NAMES_BESIDE,
        ),
        alt=f"Map of hotspots of {measure.counted} by small area; the table names the wards",
        table_title="Wards by their most severe small area",
        table=ward_tables.hotspot_table(wards, measure, view.ward),
        files=wards[WARD_CLASS_COLUMNS].assign(measure=measure.id),
        note=words.HOTSPOT_NOTE,
        period=numbers.span(span),
        below=_not_located(reader, view, span),
        areas=lambda told: geojson_bytes(small, shapes, told),
        small=SmallAreas(
            deck=lambda: deck_map(
                lsoas,
                shapes,
                classes,
                colours,
                ward_lines=reader.read("shapes", kind="ward", vintage=view.vintage),
                selected=view.ward,
            ),
            table=ward_tables.small_areas_table(lsoas, measure, view.ward),
            files=small,
        ),
    )


def _told(lsoas: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The small areas with their words: `full_name` with the ward, `told` for a tip, `description`
    for a screen reader.
    """
    told = [
        f"{numbers.count(area.events)} {measure.counted}; {words.HOTSPOTS[area.found]}"
        + (f"; {words.AT_THE_EDGE}" if area.at_edge else "")
        for area in lsoas.rename(columns={"class": "found"}).itertuples()
    ]
    names = lsoas["area_name"] + ", " + lsoas["ward"]
    described = names + ": " + pd.Series(told, index=lsoas.index)
    return lsoas.assign(full_name=names, told=told, description=described)


def _panels(
    reader: Reader,
    view: View,
    areas: pd.DataFrame,
    classes: Classes,
    colours: Palette,
    *,
    shapes: pd.DataFrame | None = None,
    lines: str = "",
    only_coloured: bool = False,
    margin: float = RIM,
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The borough, and the town enlarged where the settings say where it lies.

    The areas are wards; with `shapes` and `lines` small areas below the lines of their wards.
    """
    if shapes is None:
        shapes = reader.read("shapes", kind="ward", vintage=view.vintage)
    return borough_and_town(
        reader,
        areas,
        shapes,
        classes,
        colours,
        margin=margin,
        selected=view.ward,
        only_coloured=only_coloured,
        lines=lines,
    )


def _file(wards: pd.DataFrame, view: View) -> pd.DataFrame:
    columns = [
        "area_code",
        "area_name",
        "events",
        "people",
        "basis",
        "year",
        "rate",
        "lower",
        "upper",
    ]
    ranks = ["rank", "rank_low", "rank_high", "why_blank"]
    return wards[[*columns, *ranks]].assign(measure=view.measure.id, per=view.measure.per)


def _geojson(
    reader: Reader, view: View, figures: pd.DataFrame
) -> Callable[[Mapping[str, str]], bytes]:
    """The wards with their figures, made when asked for."""
    return lambda told: geojson_bytes(
        figures, reader.read("shapes", kind="ward", vintage=view.vintage), told
    )
