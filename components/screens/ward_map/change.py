"""What changed in every area between two spans of months, and whether it is more than chance."""

from functools import partial

import pandas as pd

from components.charts.palette import Palette
from components.maps.classes import change_classes
from components.screens.ward_map.drawing import Made, drawn_rows, geojson, not_located, shaded
from components.screens.ward_map.ground import ground_of, whole
from components.screens.ward_map.rated import groups_note, small_line, tabled
from components.screens.ward_map.view import Answer, View, nothing
from components.tables import wards as ward_tables
from components.words import breaks as break_words
from components.words import mapped as words
from components.words import numbers, protected
from components.words import ward_map as ward_words
from csp.answers import breaks, mapped, places
from csp.answers.mapped import Pair
from csp.answers.places import Period
from csp.db import Reader
from csp.geography.panels import CHANGES_BESIDE
from csp.months import Span

COLUMNS = ["area_code", "area_name", "events_before", "events", "difference", "percent", "p"]


def changes_of(reader: Reader, view: View, pair: Pair) -> pd.DataFrame:
    """Every area of a view with its change; blank where one of the two spans does not know it."""
    vintage = places.lsoa_vintage(pair.span) if view.kind == "lsoa" else view.vintage
    found = places.changes(
        reader,
        pair.span,
        kinds=[view.kind],
        vintage=vintage,
        dataset=view.measure.source,
        before=pair.before,
    )
    own = found[found["measure"] == view.measure.id].reset_index(drop=True)
    if own.empty or view.kind == "ward":
        return own
    if view.kind == "group":
        told = mapped.groups(reader, view.vintage)[["area_code", "wards", "partition"]]
        return told.merge(own, on="area_code")
    every = reader.read("shapes", kind="lsoa", vintage=vintage)[["area_code", "area_name"]]
    blank = every.merge(own.drop(columns="area_name"), on="area_code", how="left")
    return places.with_wards(reader, blank.fillna({"verdict": "none"}), vintage, view.vintage)


def change(reader: Reader, view: View, colours: Palette) -> Made:
    """Two counts of every area, and whether they differ by more than chance would give."""
    pair, measure = view.pair, view.measure
    if places.is_protected(reader, measure):
        return Made(nothing(*protected.NO_CHANGES))
    if pair is None:
        return Made(
            nothing(
                "This period cannot be held against the year before",
                f"{_why_not(view.period)} Choose another period, or show the rate or the count.",
            )
        )
    areas = changes_of(reader, view, pair)
    if areas.empty:
        same = view.kind == "ward" and pair.year_apart
        return Made(nothing(*(ward_words.NOT_COMPARED if same else words.NOT_COMPARED)))
    areas = _told(areas)
    ground = ground_of(reader, view, pair.span)
    drawn = drawn_rows(areas, ground)
    classes = change_classes(drawn, measure.better, colours)
    one, _ = ward_words.AREAS[view.kind]
    files = areas[[*COLUMNS, *(["ward"] if view.kind == "lsoa" else [])]].assign(
        measure=measure.id, before=numbers.span(pair.before)
    )
    said = Answer(
        title=ward_words.change_title(areas, measure, view.kind),
        lead=_lead(reader, view, pair, int(areas["difference"].notna().sum())),
        map_title=f"Change in {measure.counted}, {numbers.span(pair.span)}",
        alt=f"Map of change in {measure.counted} by {one}; the same figures stand in the table",
        table_title="Two counts, and whether they differ",
        files=files,
        period=f"{numbers.span(pair.span)} against {numbers.span(pair.before)}",
        note=_note(reader, view, pair),
        below=not_located(reader, view),
        areas=geojson(files, whole(reader, view, ground)),
    )
    cells = areas.assign(
        detail=[
            ""
            if numbers.is_blank(area.difference)
            else ward_words.moved(area.difference, area.verdict)
            for area in areas.itertuples()
        ]
    )
    how = {} if view.kind == "group" else {"only_coloured": True, "margin": CHANGES_BESIDE}
    heads = ("Change", "More than chance?")
    table = partial(ward_tables.change_table, areas, measure, kind=view.kind)
    return Made(
        said,
        lambda ward: {
            "map_under": _under(areas, view, pair, ward),
            **tabled(view, areas, table, ward),
        },
        shaded(view, drawn, classes, ground, colours, **how),
        cells,
        heads,
    )


def _told(areas: pd.DataFrame) -> pd.DataFrame:
    names = areas["full_name"] if "full_name" in areas else areas["area_name"]
    told = [
        "no data" if numbers.is_blank(value) else numbers.signed(value)
        for value in areas["difference"]
    ]
    heard = [
        f"{name}: no data"
        if numbers.is_blank(area.difference)
        else f"{name}: {numbers.count(area.events_before)} to {numbers.count(area.events)},"
        f" {ward_words.moved(area.difference, area.verdict)}"
        for name, area in zip(names, areas.itertuples(), strict=True)
    ]
    return areas.assign(told=told, description=heard)


def _lead(reader: Reader, view: View, pair: Pair, compared: int) -> str:
    changes = partial(places.changes, reader, pair.span, dataset=view.measure.source)
    large = changes(kinds=["borough"], vintage=places.LARGE_AREAS, before=pair.before)
    borough = large[large["measure"] == view.measure.id].iloc[0]
    only = places.all_months_compared(reader, view.measure.source, view.period)
    return ward_words.change_lead(compared, borough, pair, view.period, only=only, kind=view.kind)


def _under(areas: pd.DataFrame, view: View, pair: Pair, ward: str) -> str:
    told = [
        f"Against {numbers.span(pair.before)}.",
        "Coloured and named where the change is more than chance would give."
        if view.kind == "ward"
        else "Coloured where the change is more than chance would give.",
        small_line(view, pair.span),
    ]
    if view.kind != "ward":
        told.append(ward_words.outlined_line(areas, ward, kind=view.kind, rates=False))
    return " ".join(one for one in told if one)


def _note(reader: Reader, view: View, pair: Pair) -> str:
    crossed = breaks.crossed(reader, view.measure.source, Span(pair.before.start, pair.span.end))
    groups = groups_note(reader, view) if view.kind == "group" else ""
    return f"{break_words.across(crossed)} {groups}".strip()


def _why_not(period: Period) -> str:
    """Why a period is not held against the year before."""
    if period.refused:
        return break_words.refused(period.refused)
    return (
        f"No months of {numbers.span(period.span)} are held complete both then and a year earlier."
    )
