"""What changed: every measure in the borough and the force, kinds of crime, and every ward."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from components.charts.bars import bar_key, change_bars
from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.area_map import area_map
from components.maps.classes import change_classes
from components.maps.legend import legend_html
from components.tables.glance import kinds_table
from components.tables.wards import change_table
from components.words import breaks as break_words
from components.words import glance as words
from components.words import numbers
from components.words import ward_map as ward_words
from components.words.files import geojson_bytes
from csp.answers import breaks, outlines, places
from csp.answers.outlines import Land
from csp.db import Reader, remembered
from csp.geography.panels import GLANCE_BESIDE, around
from csp.measures import measures
from csp.months import Span
from csp.settings import settings

TOTAL = "crime_total_excl_asb"


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
    newest = newest_period(reader)
    if newest.compared is None:
        return None
    vintage = places.default_ward_set(reader)
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


def compared(reader: Reader) -> str:
    """The months that are compared, in words."""
    found = changes(reader)
    return numbers.span(found.compared) if found else "no months compared"


def newest_period(reader: Reader) -> places.Period:
    """The newest year of the police data."""
    return next(period for period in places.periods(reader) if period.newest)


@remembered
def changed_between(reader: Reader) -> str:
    """Which changes in recording fall between the months compared, as a sentence; or ''."""
    found = changes(reader)
    if found is None:
        return ""
    span = breaks.both_years(found.compared)
    return break_words.across(breaks.crossed(reader, places.POLICE_UK, span))


@dataclass(frozen=True)
class Kinds:
    """Change by kind of crime: the bars, and the same as a table with shares."""

    title: str
    under: str
    key: tuple[tuple[str, str], ...]  # colour, words
    spec: dict[str, Any]
    wall: dict[str, Any]  # the same, made to be read across a room
    alt: str
    table: str  # HTML
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
    files = table[
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
    ].sort_values("difference", ascending=False, ignore_index=True)
    return Kinds(
        title=words.bars_title(found.borough),
        under=f"Change by kind of crime, {numbers.span(found.compared)} against a year before;"
        f" {force_name}’s percentage beside",
        key=bar_key(table, colours),
        spec=as_spec(change_bars(table, colours, force_name=force_name)),
        wall=as_spec(change_bars(table, colours, force_name=force_name, low=True)),
        alt=f"Bars of change by kind of crime. {words.bars_title(found.borough)}."
        " The same figures stand in the table.",
        table=kinds_table(files, force_name),
        files=files,
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
    compared, or no wards are held.
    """
    found = changes(reader)
    if found is None or found.wards.empty:
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
    land = Land("ward", places.default_ward_set(reader))
    shapes = outlines.shapes(reader, land)
    panel = around(shapes, "change", GLANCE_BESIDE)
    spec = area_map(
        wards,
        outlines.drawn(reader, land, panel),
        classes,
        colours,
        panel,
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
        areas=partial(geojson_bytes, files, shapes),
    )
