"""Two maps side by side: two periods or two measures, with one key where their classes agree."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from components.charts.palette import Palette
from components.maps.classes import Bounds, bounds_of
from components.maps.legend import legend_html
from components.screens.ward_map.drawing import Made, OfArea, Shaded, approximate, one_panel
from components.screens.ward_map.rated import MAKERS, rates_of, tabled
from components.screens.ward_map.view import Answer, Sides, View
from components.tables import wards as ward_tables
from components.words import breaks as break_words
from components.words import mapped as words
from components.words import protected
from csp.answers import breaks, places
from csp.db import Reader
from csp.months import Span

Make = Callable[..., Made]

LENGTHS = ("rate", "count")  # ways whose classes follow the length of the period


def beside(reader: Reader, view: View, colours: Palette, make: Make) -> OfArea:
    """The answer to a view beside that to its second; empty where either is."""
    second = view.second
    assert second is not None  # noqa: S101  # who calls has looked
    given = _pooled(reader, view, second)
    how = {"given": given} if given else {}
    left, right = make(reader, view, colours, **how), make(reader, second, colours, **how)
    empty = next((made.said for made in (left, right) if made.shaded is None), None)
    if empty is not None:
        return lambda _: empty
    return _laid_out(reader, view, second, (left, right), colours)


def _pooled(reader: Reader, view: View, second: View) -> tuple[Bounds, Bounds] | None:
    """Bounds that hold the values of two equally long periods of a measure without its own."""
    own = view.measure.rate_classes or view.measure.id != second.measure.id
    if view.show not in MAKERS or own or view.period.span.months != second.period.span.months:
        return None
    both = pd.concat([rates_of(reader, view), rates_of(reader, second)])
    return bounds_of(both["rate"], whole=False), bounds_of(both["events"], whole=True)


def _laid_out(
    reader: Reader, view: View, second: View, made: tuple[Made, Made], colours: Palette
) -> OfArea:
    left, right = made
    shaded = [one.shaded for one in made if one.shaded is not None]
    measures = view.measure.id != second.measure.id
    titles = _titles(view, second, left.said, right.said)
    cells = _cells(left, right)
    same, kind = _same(*shaded), "lsoa" if view.show == "hotspots" else view.kind
    first, other = (one_panel(reader, one, colours, view.land) for one in shaded)
    keys = _keys(*shaded, colours)
    unequal = words.unequal(view.period.span, second.period.span) if view.show in LENGTHS else ""
    shown = protected.SHOWN_ON_BOTH if places.is_protected(reader, view.measure) else ""
    said = replace(
        left.said,
        title=words.side_title(*same, kind, measures=measures) + shown,
        lead=f"{left.said.lead} {words.and_beside(right.said.lead)} {left.caveat}".strip(),
        map_title=words.sides_title(
            view.measure.title, titles, left.said.period, measures=measures
        ),
        map_under=unequal,
        panels=(),
        table_title="The same areas on both maps",
        files=pd.concat(
            [one.said.files.assign(period=one.said.period) for one in made], ignore_index=True
        ),
        period=left.said.period
        if left.said.period == right.said.period
        else f"{left.said.period}, and {right.said.period}",
        note=_note(reader, view, second, left.said.note),
        below=_below(titles, left.said.below, right.said.below),
        areas=None,
        deck=None,
        small=None,
    )
    caption = f"{titles[0]} beside {titles[1]}"
    table = partial(
        ward_tables.sides_table, cells, titles, left.heads, caption=caption, kind=view.kind
    )

    def of_area(code: str) -> Answer:
        sides = Sides(titles, keys, (first.outlined(code), other.outlined(code)))
        under = f"{words.BOTH_OUTLINED if code else ''} {unequal}".strip()
        chosen = replace(said, sides=sides, map_under=under, **tabled(view, cells, table, code))
        return approximate(reader, view, chosen)

    return of_area


def _note(reader: Reader, view: View, second: View, note: str) -> str:
    """What a reader of two periods must know: changes between them, and small areas that only one
    of them has.
    """
    spans = sorted((view.period.span, second.period.span))
    if spans[0] == spans[1]:
        return note
    between = Span(spans[0].start, spans[1].end)
    changed = break_words.across(breaks.crossed(reader, view.measure.source, between))
    other_codes = view.kind == "lsoa" and len({places.lsoa_vintage(span) for span in spans}) > 1
    told = (note, changed, words.OTHER_CODES if other_codes else "")
    return " ".join(one for one in told if one)


def _below(titles: tuple[str, str], left: str, right: str) -> str:
    """Residents and what has no place, of each map where they differ."""
    return left if left == right else f"{titles[0]}: {left} {titles[1]}: {right}"


def _titles(view: View, second: View, left: Answer, right: Answer) -> tuple[str, str]:
    """What each map is of: the measure where they differ in it, else the months."""
    if view.measure.id != second.measure.id:
        return view.measure.title, second.measure.title
    return left.period, right.period


def _same(left: Shaded, right: Shaded) -> tuple[int, int]:
    """How many areas have the same class on both maps, of those that have one on each."""
    classes = [
        dict(zip(one.areas["area_code"], one.classes.of_area, strict=True)) for one in (left, right)
    ]
    both = [
        code for code in classes[0] if code and min(place.get(code, -1) for place in classes) >= 0
    ]
    return sum(classes[0][code] == classes[1][code] for code in both), len(both)


def _keys(left: Shaded, right: Shaded, colours: Palette) -> tuple[str, ...]:
    """One key for both maps where their classes are called and coloured alike, else one each."""
    looks = [[(one.label, one.fill) for one in made.classes.classes] for made in (left, right)]
    if looks[0] == looks[1]:
        return (legend_html(left.classes, colours, left.counted, right.classes),)
    return tuple(legend_html(made.classes, colours, made.counted) for made in (left, right))


def _cells(left: Made, right: Made) -> pd.DataFrame:
    """What both maps say of each area, in the order of the first."""
    assert left.cells is not None and right.cells is not None  # noqa: S101  # both have a map
    beside = right.cells.set_index("area_code")[["told", "detail"]].add_suffix("_beside")
    joined = left.cells.join(beside, on="area_code")
    return joined.fillna({"told_beside": "no data", "detail_beside": ""})
