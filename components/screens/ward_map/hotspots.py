"""Which small areas stand out with their neighbours, in one period and over time."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.maps.classes import hotspot_classes, pattern_classes
from components.screens.ward_map.drawing import Made, geojson, not_located, shaded
from components.screens.ward_map.ground import Ground, ground_of, small_areas
from components.screens.ward_map.rated import small_line, tabled
from components.screens.ward_map.view import Answer, SmallAreas, View, nothing
from components.tables import wards as ward_tables
from components.tables.html import EVERY, marked
from components.words import mapped as words
from components.words import numbers, protected, second_opinion
from components.words import ward_map as ward_words
from csp.answers import mapped, places
from csp.answers import second_opinion as opinions
from csp.db import Reader
from csp.geography.panels import NAMES_BESIDE
from csp.measures import Measure
from csp.months import Span

WARD_COLUMNS = [
    *("area_code", "area_name", "class", "areas_in_class", "areas", "events", "at_edge"),
]
WARD_SHOWN = ["area_code", "area_name", "class", "pattern", "events", "why_blank"]  # if protected
SMALL_COLUMNS = ["area_code", "area_name", "ward", "events", "class", "at_edge"]


def hotspots(reader: Reader, view: View, colours: Palette) -> Made:
    """The class of every small area below ward lines; wards by their most severe small area."""
    span, measure = view.period.span, view.measure
    if view.kind == "group":
        return Made(nothing(*words.NO_GROUP_HOTSPOTS))
    if not measure.hotspots:
        return Made(nothing(*ward_words.no_hotspots(measure)))
    vintage = places.lsoa_vintage(span)
    found = places.hotspots(reader, measure, span, kind="lsoa", vintage=vintage)
    wards = places.hotspots(reader, measure, span, kind="ward", vintage=view.vintage)
    if places.is_protected(reader, measure) and not wards.empty:
        return _by_ward(reader, view, wards, colours)
    if found.empty or wards.empty:
        return Made(
            nothing(
                "Hotspots are not worked out for this period",
                "The small areas changed within these months. Choose a period on one side of the"
                " change.",
            )
        )
    lsoas = _told(places.with_wards(reader, found, vintage, view.vintage), measure)
    ground = small_areas(reader, span, own_clicks=view.kind == "lsoa")
    small = lsoas[SMALL_COLUMNS].assign(measure=measure.id)
    listed = partial(ward_tables.small_areas_table, lsoas, measure)
    every = ward_tables.hotspot_table(wards, measure, EVERY)

    def of_area(ward: str) -> dict[str, Any]:
        """What the chosen ward decides: the words below the title, and the marked rows."""
        return {
            "map_under": "Small areas (LSOAs) with ward lines on top."
            f" {ward_words.outlined_line(wards, ward, kind=view.kind)}",
            "table": marked(every, ward),
            "small": SmallAreas(partial(listed, ward), small),
        }

    def of_small_area(code: str) -> dict[str, Any]:
        return {
            "map_under": f"{small_line(view)} {ward_words.outlined_line(lsoas, code, kind='lsoa')}",
            **tabled(view, lsoas, partial(listed, key="area_code"), code),
        }

    said = Answer(
        title=ward_words.hotspot_title(wards, measure),
        lead=ward_words.hotspot_lead(lsoas, span),
        map_title=f"Hotspots of {measure.counted}, {numbers.span(span)}",
        alt=f"Map of hotspots of {measure.counted} by small area; the table names the wards",
        table_title="Wards by their most severe small area",
        files=wards[WARD_COLUMNS].assign(measure=measure.id),
        note=_note(reader, measure, span, vintage),
        period=numbers.span(span),
        below=not_located(reader, view),
        areas=geojson(small, ground.shapes),
    )
    if view.kind == "lsoa":
        said = replace(
            said,
            table_title="Small areas by class",
            files=small,
            note=f"{said.note} {ward_words.SMALL_AREAS_NOTE}",
        )
    classes = hotspot_classes(lsoas["class"], colours)
    how = {"margin": NAMES_BESIDE, "counted": "areas"}
    cells = _cells(lsoas if view.kind == "lsoa" else wards)
    heads = ("Class", "Count")
    chosen = of_small_area if view.kind == "lsoa" else of_area
    return Made(said, chosen, shaded(view, lsoas, classes, ground, colours, **how), cells, heads)


def _by_ward(reader: Reader, view: View, wards: pd.DataFrame, colours: Palette) -> Made:
    """The class of every ward where no small area is held, as in the public file: what may be said
    is the class of the most severe small area, not how many have it.
    """
    if view.kind != "ward":
        return Made(nothing(*protected.NO_SMALL_AREAS))
    measure, months = view.measure, numbers.span(view.period.span)
    counts = places.ward_rates(reader, measure, view.period.span, view.vintage)
    areas = wards.drop(columns="events").merge(
        counts[["area_code", "events", "why_blank"]], on="area_code"
    )
    classed = areas["class"].map(ward_words.HOTSPOTS)
    areas = areas.assign(
        told=classed,
        written=classed.where(areas["class"] != "not significant", ""),
        description=areas["area_name"] + ": " + classed,
    )
    ground = ground_of(reader, view)
    files = areas[WARD_SHOWN].assign(measure=measure.id)
    said = Answer(
        title=protected.hotspot_title(areas, measure),
        lead=protected.hotspot_lead(view.period.span),
        map_title=f"Hotspots of {measure.counted} by ward, {months}",
        alt=f"Map of wards by their hotspot class of {measure.counted}; the table names the wards",
        table_title="Wards by their most severe small area",
        files=files,
        note=ward_words.HOTSPOT_NOTE,
        period=months,
        areas=geojson(files, ground.shapes),
    )
    table = partial(ward_tables.protected_hotspot_table, areas, measure)

    def of_area(ward: str) -> dict[str, Any]:
        under = f"Each ward has the class of its most severe small area. {_outlined(areas, ward)}"
        return {"map_under": under, **tabled(view, areas, table, ward)}

    classes = hotspot_classes(areas["class"], colours)
    detail = [numbers.count(row.events, row.why_blank) for row in areas.itertuples()]
    cells = areas.assign(detail=detail)
    return Made(
        said, of_area, shaded(view, areas, classes, ground, colours), cells, ("Class", "Count")
    )


def _outlined(areas: pd.DataFrame, ward: str) -> str:
    return ward_words.outlined_line(areas.drop(columns="why_blank"), ward)


def _note(reader: Reader, measure: Measure, span: Span, vintage: str) -> str:
    """How to read a class, and what a second method says of the same small areas."""
    second = second_opinion.sentence(opinions.second_opinion(reader, measure, span, vintage))
    return f"{ward_words.HOTSPOT_NOTE} {second}".strip()


def _cells(areas: pd.DataFrame) -> pd.DataFrame:
    return areas.assign(
        told=areas["class"].map(ward_words.HOTSPOTS),
        detail=[numbers.count(value) for value in areas["events"]],
    )


def _told(lsoas: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The small areas with `told` for a tip and `description` for a screen reader."""
    told = [
        f"{numbers.count_of(area.events, measure.counted)}; {ward_words.HOTSPOTS[area.found]}"
        + (f"; {ward_words.AT_THE_EDGE}" if area.at_edge else "")
        for area in lsoas.rename(columns={"class": "found"}).itertuples()
    ]
    described = lsoas["full_name"] + ": " + pd.Series(told, index=lsoas.index)
    return lsoas.assign(told=told, description=described)


def over_time(reader: Reader, view: View, colours: Palette) -> Made:
    """How the hotspot of every area lasts over the newest quarters in a row."""
    measure = view.measure
    if view.kind == "group":
        return Made(nothing(*words.NO_GROUP_HOTSPOTS))
    if not measure.hotspots:
        return Made(nothing(*ward_words.no_hotspots(measure)))
    quarters, run = mapped.quarters_in_a_row(reader, measure.source)
    vintage = places.lsoa_vintage(run) if run and view.kind == "lsoa" else view.vintage
    found = mapped.patterns(reader, measure, view.kind, vintage)
    if found.empty:
        return Made(nothing(*words.too_short(measure, quarters, run)))
    span = Span(found["first_month"].min().date(), found["last_month"].max().date())
    if view.kind == "lsoa":
        found = places.with_wards(reader, found, vintage, view.vintage)
    ground = ground_of(reader, view, span)
    areas = _lasting(_complete(found, ground))
    held = areas[areas["pattern"] != ""]
    what = f"How hotspots of {measure.counted} last"
    kept = ["area_code", "area_name", "pattern", "hot", "quarters"]
    files = held[kept].assign(measure=measure.id)
    said = Answer(
        title=words.over_time_title(held, measure, view.kind),
        lead=words.over_time_lead(held, span),
        map_title=f"{what}, {numbers.span(span)}",
        alt=f"Map of {what[:1].lower()}{what[1:]}; the same words stand in the table",
        table_title="How each hotspot lasts",
        files=files,
        note=words.OVER_TIME_NOTE,
        period=numbers.span(span),
        below=not_located(reader, view),
        areas=geojson(files, ground.shapes),
    )
    classes = pattern_classes(areas["pattern"], colours)
    cells = held.assign(
        detail=[f"{int(area.hot)} of {int(area.quarters)}" for area in held.itertuples()]
    )
    heads = ("Over time", "Quarters hot")
    table = partial(ward_tables.pattern_table, held, measure, kind=view.kind)
    return Made(
        said,
        lambda ward: {
            "map_under": _lasting_under(view, span, areas, ward),
            **tabled(view, held, table, ward),
        },
        shaded(view, areas, classes, ground, colours),
        cells,
        heads,
    )


def _lasting_under(view: View, span: Span, areas: pd.DataFrame, ward: str) -> str:
    told = (
        small_line(view, span),
        "Each ward has the class of its most severe small area, quarter by quarter."
        if view.kind == "ward"
        else "",
        ward_words.outlined_line(areas, ward, kind=view.kind),
    )
    return " ".join(one for one in told if one)


def _complete(found: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Every area of the ground: those without a word for how they last are blank."""
    every = ground.shapes[["area_code", "area_name"]]
    joined = every.merge(found.drop(columns="area_name"), on="area_code", how="left")
    return joined.fillna({"pattern": ""})


def _lasting(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas with their word; below a name on the map none stands where there is no hotspot."""
    told = [
        ward_words.PATTERNS_OF_HOTSPOTS[word] if word else "no data" for word in areas["pattern"]
    ]
    names = areas["full_name"] if "full_name" in areas else areas["area_name"]
    written = [
        "" if word == "none" else one for word, one in zip(areas["pattern"], told, strict=True)
    ]
    described = names + ": " + pd.Series(told, index=areas.index)
    return areas.assign(told=told, written=written, description=described)
