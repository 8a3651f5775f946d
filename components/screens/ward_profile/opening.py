"""The top of a profile: message, lead, a few facts, and the map that says where it is."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.charts.theme import as_spec
from components.maps.area_map import area_map
from components.maps.classes import Class, Classes
from components.screens.panels import borough_and_town
from components.screens.ward_profile import View
from components.tables.ward_profile import residents_table
from components.words import numbers
from components.words import ward_profile as words
from components.words.districts import residents_of
from csp.answers import outlines, places
from csp.answers import ward_profile as answers
from csp.answers.outlines import Land
from csp.db import Reader, remembered
from csp.geography.panels import LOCATOR, NAMES_BESIDE, around
from csp.settings import settings

PAGE = "ward_profile"


@dataclass(frozen=True)
class Opening:
    """Title and lead, the name of the ward, and facts (label, figure, small words)."""

    title: str
    lead: str
    name: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()
    note: str = ""


@remembered
def opening(reader: Reader, view: View) -> Opening:
    """What stands at the top; without a ward, how to choose one."""
    if not view.ward:
        return Opening(words.START_TITLE, words.START_LEAD)
    told = answers.measured(reader, view.ward, view.vintage)
    name = places.ward_names(reader, view.vintage)[view.ward]
    rough = "" if places.is_exact(reader, view.vintage) else words.APPROXIMATE
    if not told:
        return Opening(f"{name}: {words.NO_COUNTS}", words.NO_COUNTS, name, (), rough)
    return Opening(words.title(name, told[0]), words.lead(told), name, _facts(reader, view), rough)


@remembered
def _facts(reader: Reader, view: View) -> tuple[tuple[str, str, str], ...]:
    """Residents, how close they live, their ages, deprivation and hotspots; what is not held has no
    cell.
    """
    things = reader.read("ward_things", vintage=view.vintage).set_index("area_code")
    own = things.loc[view.ward]
    every = int(things["residents"].sum())
    made = [
        (
            "Residents",
            numbers.count(own["residents"]),
            f"{residents_of(own['basis'], own['year'])};"
            f" {100 * own['residents'] / every:.1f}% of {settings().area.name}",
        ),
        (
            "Residents a square kilometre",
            numbers.count(own["density"]),
            f"{settings().area.name}: {numbers.count(every / things['square_km'].sum())}",
        ),
    ]
    ages = answers.ages(reader, view.ward)
    if len(ages):
        first, last = ages.iloc[0], ages.iloc[-1]
        made.append(
            (
                f"Aged {first['age_band']}, and {last['age_band']}",
                f"{first['percent']:.0f}%, {last['percent']:.0f}%",
                residents_of(first["basis"], first["year"]),
            )
        )
    found = answers.deprivation(reader, view.ward)
    if len(found):
        newest = found[found["edition"] == found["edition"].max()]
        most = int((newest["decile"] <= answers.DEPRIVED).sum())
        made.append(
            (
                "Most deprived three tenths of England",
                f"{most} of {len(newest)}",
                f"small areas, edition of {newest['edition'].iloc[0]}",
            )
        )
    first_measure = answers.measured(reader, view.ward, view.vintage)[0]
    if first_measure.small_areas is not None:
        made.append(
            (
                f"Hotspots of {first_measure.measure.counted}",
                words.small_areas(first_measure),
                f"small areas, {numbers.span(first_measure.span)}",
            )
        )
    return tuple(made)


@dataclass(frozen=True)
class Locator:
    """The map that says where a ward lies: panels (title and specification), and its words; the
    residents that it gives for each ward as a file and a table.
    """

    panels: tuple[tuple[str, dict[str, Any]], ...]
    alt: str
    files: pd.DataFrame
    table: str
    under: str
    period: str


@remembered
def locator(reader: Reader, view: View, colours: Palette) -> Locator:
    """The borough with the ward outlined; without a ward all of them, named, to choose one."""
    things = reader.read("ward_things", vintage=view.vintage)
    told = [numbers.count(people) for people in things["residents"]]
    areas = things[["area_code", "area_name"]].assign(
        told=told,
        description=[
            f"{name}: {people} residents"
            for name, people in zip(things["area_name"], told, strict=True)
        ],
    )
    first = things.iloc[0]
    return Locator(
        panels=_panels(reader, view, areas, colours),
        alt=_alt(view, areas),
        files=things[["area_code", "area_name", "residents", "basis", "year"]],
        table=residents_table(things),
        under=words.start_under(first),
        period=str(int(first["year"])),
    )


def _panels(
    reader: Reader, view: View, areas: pd.DataFrame, colours: Palette
) -> tuple[tuple[str, dict[str, Any]], ...]:
    land = Land("ward", view.vintage)
    plain = Class("Ward", colours.sequential[0], colours.ink, len(areas))
    classes = Classes((plain,), (0,) * len(areas), 0, 0)
    if not view.ward:
        return borough_and_town(
            reader, areas, land, classes, colours, margin=NAMES_BESIDE, selected=""
        )
    no_names = reader.read("label_positions").head(0)
    panel = around(outlines.shapes(reader, land), width=LOCATOR)
    seen = outlines.drawn(reader, land, panel)
    spec = as_spec(
        area_map(areas, seen, classes, colours, panel, labels=no_names, selected=view.ward)
    )
    return (("", spec),)


def _alt(view: View, areas: pd.DataFrame) -> str:
    if not view.ward:
        return f"Map of {len(areas)} wards to choose from; the box lists them, too"
    name = areas.loc[areas["area_code"] == view.ward, "area_name"].iloc[0]
    return f"Map of {settings().area.name} with {name} outlined"
