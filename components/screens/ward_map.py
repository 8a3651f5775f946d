"""What the ward map says: the message, the picture and the table for each way of showing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.area_map import Panel, area_map, around
from components.maps.classes import Classes, change_classes, fixed_classes, hotspot_classes
from components.maps.deck_map import deck_map
from components.maps.legend import legend_html
from components.tables import wards as ward_tables
from components.words import numbers
from components.words import ward_map as words
from components.words.files import geojson_bytes
from components.words.sources import residents_line
from csp.answers import places
from csp.answers.places import Period
from csp.db import Reader
from csp.measures import Measure
from csp.settings import settings

CHANGE_COLUMNS = ["area_code", "area_name", "events_before", "events", "difference", "percent", "p"]


@dataclass(frozen=True)
class View:
    """What a visitor chose."""

    measure: Measure
    period: Period
    show: str  # 'rate', 'count', 'change' or 'hotspots'
    vintage: str
    ward: str  # a code, or ''


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
    deck: Any = None
    alt: str = ""
    table_title: str = ""
    table: str = ""  # HTML
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""
    empty: str = ""
    residents: str = ""
    areas: Callable[[], bytes] | None = None  # the areas with their figures, as GeoJSON


APPROXIMATE = (
    "This ward set is approximate: its wards are made of whole small areas that fit best,"
    " until true"
    " boundaries are supplied."
)


def answer(reader: Reader, view: View, colours: Palette) -> Answer:
    """The page's answer to a view."""
    kinds: dict[str, Callable[[Reader, View, Palette], Answer]] = {
        "rate": _rate,
        "count": _count,
        "change": _change,
        "hotspots": _hotspots,
    }
    said = kinds[view.show](reader, view, colours)
    if places.is_exact(reader, view.vintage):
        return said
    return replace(said, note=f"{APPROXIMATE} {said.note}".strip())


def _rate(reader: Reader, view: View, colours: Palette) -> Answer:
    wards, borough = _rated(reader, view)
    share = view.period.span.months / 12
    classes = fixed_classes(
        wards["rate"] / share, wards["why_blank"], view.measure.rate_classes, colours, whole=False
    )
    told = [
        numbers.rate(value, why)
        for value, why in zip(wards["rate"], wards["why_blank"], strict=True)
    ]
    description = [
        f"{ward.area_name}: {numbers.rate(ward.rate, ward.why_blank)} per {view.measure.per:,}"
        f" residents, {numbers.rate(ward.lower)} to {numbers.rate(ward.upper)}"
        for ward in wards.itertuples()
    ]
    wards = wards.assign(told=told, description=description)
    what = f"{numbers.capital(view.measure.counted)} per {view.measure.per:,} residents by ward"
    yearly = "" if share == 1 else "Shaded by the rate for a whole year, so that periods compare. "
    return Answer(
        title=words.rate_title(wards, view.measure),
        lead=f"{words.rate_lead(borough, int(wards['events'].sum()), view.measure, view.period)}"
        f" {words.denominator_notes(wards)}".strip(),
        map_title=f"{what}, {numbers.span(view.period.span)}",
        map_under=yearly + words.selected_line(wards, view.ward),
        key=legend_html(classes, colours),
        panels=_panels(reader, view, wards, classes, colours),
        alt=f"Map of {what.lower()}; the same figures stand in the table",
        table_title=f"Rate per {view.measure.per:,} residents, with 95% interval",
        table=ward_tables.rate_table(wards, borough["rate"], view.measure, view.ward),
        files=_file(wards, view),
        residents=residents_line(wards),
        areas=_geojson(reader, view, _file(wards, view)),
        note=words.TIE,
    )


def _count(reader: Reader, view: View, colours: Palette) -> Answer:
    wards, borough = _rated(reader, view)
    share = view.period.span.months / 12
    classes = fixed_classes(
        wards["events"] / share, wards["why_blank"], view.measure.count_classes, colours, whole=True
    )
    told = [
        numbers.count(value, why)
        for value, why in zip(wards["events"], wards["why_blank"], strict=True)
    ]
    wards = wards.assign(
        told=told, description=[f"{a}: {b}" for a, b in zip(wards["area_name"], told, strict=True)]
    )
    yearly = "" if share == 1 else " Shaded by the count for a whole year, so that periods compare."
    return Answer(
        title=words.count_title(wards, view.measure),
        lead=words.rate_lead(borough, int(wards["events"].sum()), view.measure, view.period),
        map_title=(
            f"{numbers.capital(view.measure.counted)} by ward, {numbers.span(view.period.span)}"
        ),
        map_under=f"Counts are shaded: larger wards hold more of everything.{yearly}",
        key=legend_html(classes, colours),
        panels=_panels(reader, view, wards, classes, colours),
        alt=f"Map of counts of {view.measure.counted} by ward; the same figures stand in the table",
        table_title="Count and share of the borough",
        table=ward_tables.count_table(wards, view.measure, view.ward),
        files=_file(wards, view),
        residents=residents_line(wards),
        areas=_geojson(reader, view, _file(wards, view)),
    )


def _rated(reader: Reader, view: View) -> tuple[pd.DataFrame, pd.Series]:
    span = view.period.span
    wards = places.ward_rates(reader, view.measure, span, view.vintage)
    return wards, places.area_rate(reader, view.measure, span, settings().area.code)


def _change(reader: Reader, view: View, colours: Palette) -> Answer:
    compared = view.period.compared
    if compared is None:
        return Answer(
            title="This period cannot be held against the year before",
            lead="",
            empty=(
                f"No months of {numbers.span(view.period.span)} are held whole a year earlier, too."
                " Choose another period, or show the rate or the count."
            ),
        )
    found = places.changes(reader, compared, kinds=["ward"], vintage=view.vintage)
    wards = found[found["measure"] == view.measure.id].reset_index(drop=True)
    all_areas = places.changes(reader, compared, kinds=["borough"], vintage=places.LARGE_AREAS)
    borough = all_areas[all_areas["measure"] == view.measure.id].iloc[0]
    told = [numbers.signed(value) for value in wards["difference"]]
    wards = wards.assign(
        told=told,
        description=[
            f"{ward.area_name}: {numbers.count(ward.events_before)} to"
            f" {numbers.count(ward.events)},"
            f" {words.moved(ward.difference, ward.verdict)}"
            for ward in wards.itertuples()
        ],
    )
    classes = change_classes(wards, view.measure.better, colours)
    earlier = numbers.span(compared.years_earlier())
    return Answer(
        title=words.change_title(wards, view.measure),
        lead=words.change_lead(len(wards), borough, compared),
        map_title=f"Change in {view.measure.counted}, {numbers.span(compared)}",
        map_under=f"Against {earlier}. Coloured where the change is more than chance would give.",
        key=legend_html(classes, colours),
        panels=_panels(reader, view, wards, classes, colours),
        alt=f"Map of change in {view.measure.counted} by ward; the same figures stand in the table",
        table_title="Two counts, and whether they differ",
        table=ward_tables.change_table(wards, view.measure, view.ward),
        files=wards[list(CHANGE_COLUMNS)].assign(measure=view.measure.id),
        areas=_geojson(reader, view, wards[list(CHANGE_COLUMNS)]),
    )


def _hotspots(reader: Reader, view: View, colours: Palette) -> Answer:
    span = view.period.span
    vintage = places.lsoa_vintage(span)
    lsoas = places.hotspots(reader, view.measure, span, kind="lsoa", vintage=vintage)
    wards = places.hotspots(reader, view.measure, span, kind="ward", vintage=view.vintage)
    if lsoas.empty or wards.empty:
        return Answer(
            title="Hotspots are not worked out for this period",
            lead="",
            empty=(
                "The small areas changed within these months. Choose a period on one side of"
                " the change."
            ),
        )
    classes = hotspot_classes(lsoas["class"], colours)
    ward_of = reader.read("lsoa_wards", lsoa_vintage=vintage, ward_vintage=view.vintage)
    lsoas = lsoas.merge(ward_of, on="area_code", how="left")
    areas = lsoas.assign(
        told=[
            f"{numbers.count(area.events)} {view.measure.counted}; {area.found}"
            + ("; at the edge, neighbours beyond unknown" if area.at_edge else "")
            for area in lsoas.rename(columns={"class": "found"}).itertuples()
        ],
    )
    return Answer(
        title=words.hotspot_title(wards, view.measure),
        lead=words.hotspot_lead(lsoas, span),
        map_title=f"Hotspots of {view.measure.counted}, {numbers.span(span)}",
        map_under=(
            "Small areas (LSOAs) with ward lines on top. Move to look closer; click an area to"
            " choose its ward."
        ),
        key=legend_html(classes, colours, "areas"),
        deck=deck_map(
            areas,
            reader.read("shapes", kind="lsoa", vintage=vintage),
            classes,
            colours,
            ward_lines=reader.read("shapes", kind="ward", vintage=view.vintage),
            selected=view.ward,
        ),
        alt=f"Map of hotspots of {view.measure.counted} by small area; the table names the wards",
        table_title="Wards by their most severe small area",
        table=ward_tables.hotspot_table(wards, view.measure, view.ward),
        files=lsoas[["area_code", "area_name", "ward", "events", "class", "at_edge"]].assign(
            measure=view.measure.id
        ),
        note=words.HOTSPOT_NOTE,
    )


def _panels(
    reader: Reader, view: View, wards: pd.DataFrame, classes: Classes, colours: Palette
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The borough, and the town enlarged where the settings say where it lies."""
    shapes = reader.read("shapes", kind="ward", vintage=view.vintage)
    labels = reader.read("label_positions")
    own = settings().map.town
    town = Panel("town", own.west, own.east, own.south, own.north) if own else None

    def drawn(panel: Panel, frame: Panel | None = None) -> dict[str, Any]:
        made = area_map(
            wards, shapes, classes, colours, panel, labels=labels, selected=view.ward, frame=frame
        )
        return as_spec(made)

    whole = ("", drawn(around(shapes), town))
    return (whole, (own.title, drawn(town))) if own and town else (whole,)


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


def _geojson(reader: Reader, view: View, figures: pd.DataFrame) -> Callable[[], bytes]:
    """The wards with their figures, made when asked for."""
    return lambda: geojson_bytes(figures, reader.read("shapes", kind="ward", vintage=view.vintage))
