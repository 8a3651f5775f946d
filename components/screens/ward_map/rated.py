"""Rate, count and share of every area: how much, how sure, and how unevenly."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from components.charts.palette import Palette
from components.maps.classes import (
    Bounds,
    bounds_of,
    fixed_classes,
    period_bounds,
    share_bounds,
)
from components.screens.ward_map.drawing import (
    Made,
    drawn_rows,
    geojson,
    months,
    not_located,
    shaded,
)
from components.screens.ward_map.ground import ground_of, whole
from components.screens.ward_map.view import Answer, View, nothing
from components.tables import wards as ward_tables
from components.tables.html import EVERY, marked
from components.words import mapped as words
from components.words import numbers, protected
from components.words import ward_map as ward_words
from components.words.sources import residents_line
from csp.answers import mapped, places
from csp.db import Reader
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

# How large the counts of other areas are beside those of wards, for which the bounds stand: a ward
# has about four small areas, a group several wards.
COUNTS_BESIDE_WARDS = {"ward": 1.0, "lsoa": 0.25, "group": 4.0}
GROUPS_OF_A_WHOLE = 4  # the shares of groups have the bounds of four even parts
PLAIN = [
    *("area_code", "area_name", "events", "people", "basis", "year", "rate", "lower", "upper"),
]
RANKS = ["rank", "rank_low", "rank_high"]


@dataclass(frozen=True)
class Rated:
    """What the rate, the count and the share of a view are made from."""

    areas: pd.DataFrame
    borough: pd.Series
    placed: int  # events that lie in an area; 0 where counts are protected
    rates: Bounds
    counts: Bounds
    lead: str
    below: str
    protected: bool  # some counts may be hidden and the others are rounded: nothing is summed


def rates_of(reader: Reader, view: View) -> pd.DataFrame:
    """Counts, rates and ranks of a view's areas; columns as `places.ward_rates`, and wards and
    partition for groups, ward_code, ward and full_name for small areas.
    """
    span, measure = view.period.span, view.measure
    if view.kind == "lsoa":
        return places.small_area_rates(reader, measure, span, view.vintage)
    if view.kind == "group":
        told = mapped.groups(reader, view.vintage)[["area_code", "wards", "partition"]]
        rated = places.group_rates(reader, measure, span, view.vintage)
        return told.merge(rated, on="area_code")
    return places.ward_rates(reader, measure, span, view.vintage)


def bounds(view: View, areas: pd.DataFrame) -> tuple[Bounds, Bounds]:
    """The bounds of rates and of counts: the measure's own for a whole year, taken for the period;
    for a measure without, bounds of the values shown.
    """
    measure, length = view.measure, view.period.span.months
    if not measure.rate_classes:
        rates, counts = (bounds_of(areas[one], whole=one == "events") for one in ("rate", "events"))
        return rates, counts
    size = COUNTS_BESIDE_WARDS[view.kind]
    return (
        period_bounds(measure.rate_classes, length, whole=False),
        period_bounds([one * size for one in measure.count_classes], length, whole=True),
    )


def rated(reader: Reader, view: View, given: tuple[Bounds, Bounds] | None = None) -> Rated:
    """What is known of a view's areas; `given` are bounds that another map has, too."""
    span, measure = view.period.span, view.measure
    areas = rates_of(reader, view)
    borough = places.area_rate(reader, measure, span, settings().area.code)
    rates, counts = given or bounds(view, areas)
    hiding = places.is_protected(reader, measure)
    placed = 0 if hiding else _placed(reader, view, areas)
    how = (measure, view.period, rates.decimals)
    lead = (
        protected.areas_lead(
            borough, ward_words.rate(borough["rate"], rates.decimals), measure, span
        )
        if hiding
        else ward_words.rate_lead(borough, placed, *how, kind=view.kind)
    )
    below = f"{residents_line(areas)} {not_located(reader, view)}".strip()
    return Rated(areas, borough, placed, rates, counts, lead, below, hiding)


def _placed(reader: Reader, view: View, areas: pd.DataFrame) -> int:
    """How many events lie in an area; groups share wards, so theirs are those of the wards."""
    if view.kind == "group":
        areas = places.ward_rates(reader, view.measure, view.period.span, view.vintage)
    return int(areas["events"].sum())


def why_not(view: View, areas: pd.DataFrame) -> Answer | None:
    """What stands where a view's areas have no figures; None where they have."""
    if view.kind == "lsoa" and places.crosses_codes(view.period.span):
        return nothing(*words.CODES_CHANGED)
    if areas["events"].isna().all() and not protected.number_hidden(areas):
        lsoa = view.kind == "lsoa"
        return nothing(*(words.NOT_BY_SMALL_AREA if lsoa else ward_words.OTHER_WARDS))
    return None


def told_so(areas: pd.DataFrame, told: list[str], more: list[str] | None = None) -> pd.DataFrame:
    """The areas with their value as written and what a screen reader hears, `more` behind it."""
    names = areas["full_name"] if "full_name" in areas else areas["area_name"]
    rest = more or [""] * len(told)
    heard = [f"{name}: {said}{end}" for name, said, end in zip(names, told, rest, strict=True)]
    return areas.assign(told=told, description=heard)


def _made(
    reader: Reader,
    view: View,
    held: Rated,
    areas: pd.DataFrame,
    colours: Palette,
    *,
    shading: tuple[str, Bounds],
    beside: tuple[tuple[str, str], list[str]],
    table: Callable[..., str],
    of_area: Callable[[str], dict[str, Any]],
    caveat: str = "",
    **says: Any,
) -> Made:
    """What the three ways have alike: the map of the column and bounds that are its `shading`, the
    `table`, the files, what a chosen area decides besides its row, and what stands in a table
    `beside` another map: two heads, the details.
    """
    ground = ground_of(reader, view)
    drawn = drawn_rows(areas, ground)
    column, between = shading
    classes = fixed_classes(drawn[column], drawn["why_blank"], between, colours)
    if view.kind == "group":
        says["note"] = groups_note(reader, view)
    if held.protected:
        says["title"] = protected.areas_title(
            held.areas, view.measure, *ward_words.AREAS[view.kind]
        )
        says["alt"] += protected.alt_words(held.areas, *ward_words.AREAS[view.kind])
        order = protected.order_note(protected.number_hidden(held.areas))
        says["note"] = f"{order} {says['note'] if view.kind == 'group' else ''}".strip()
    files = file_of(areas, view, protected=held.protected)
    said = Answer(
        **says,
        files=files,
        period=months(view),
        below=held.below,
        areas=geojson(files, whole(reader, view, ground)),
    )
    heads, details = beside
    return Made(
        said,
        lambda ward: {**of_area(ward), **tabled(view, areas, table, ward)},
        shaded(view, drawn, classes, ground, colours),
        areas.assign(detail=details),
        heads,
        caveat,
    )


def rate(
    reader: Reader,
    view: View,
    colours: Palette,
    given: tuple[Bounds, Bounds] | None = None,
) -> Made:
    """Rates with their intervals, and ranks as ranges where areas share nothing."""
    held = rated(reader, view, given)
    if empty := why_not(view, held.areas):
        return Made(empty)
    measure, decimals = view.measure, held.rates.decimals
    areas = told_so(held.areas, *_rates_told(held.areas, view, decimals))
    table = partial(ward_tables.rate_table, areas, held.borough["rate"], measure)
    if held.protected:
        table = partial(ward_tables.protected_table, areas, measure, first="rate")
    per = f"per {measure.per:,} residents"
    what = f"{numbers.capital(measure.counted)} {per} by {ward_words.AREAS[view.kind][0]}"
    return _made(
        *(reader, view, held, areas, colours),
        shading=("rate", held.rates),
        beside=_beside_rates(areas, decimals, protected=held.protected),
        table=partial(table, decimals=decimals, kind=view.kind),
        of_area=lambda ward: {
            "map_under": _joined(
                small_line(view),
                ward_words.classes_line(view.period.span, measure),
                ward_words.outlined_line(areas, ward, decimals, view.kind),
            )
        },
        caveat=_denominators(reader, areas, view),
        title="" if held.protected else _rate_title(areas, view, decimals),
        lead=held.lead,
        map_title=f"{what}, {months(view)}",
        alt=f"Map of {what.lower()}; the same figures stand in the table",
        table_title=f"Rate {per}{'' if held.protected else ', with 95% interval'}",
        note=tie(view),
    )


def _beside_rates(
    areas: pd.DataFrame, decimals: int, *, protected: bool
) -> tuple[tuple[str, str], list[str]]:
    """What a table beside another map holds of rates: two heads, and the details of each area."""
    rows = list(areas.itertuples())
    if protected:
        return ("Rate", "Count"), [numbers.count(row.events, row.why_blank) for row in rows]
    return ("Rate", "95% interval"), [
        ward_words.interval(row.lower, row.upper, decimals) for row in rows
    ]


def _rates_told(areas: pd.DataFrame, view: View, decimals: int) -> tuple[list[str], list[str]]:
    told = [ward_words.rate(row.rate, decimals, row.why_blank) for row in areas.itertuples()]
    if view.kind == "lsoa":  # a hundred of them: what is heard is kept short
        return told, ["" for _ in told]
    return told, [_rest(row, view.measure.per, decimals) for row in areas.itertuples()]


def _rest(area: Any, per: int, decimals: int) -> str:
    """What is heard behind a rate: of what, and its limits where it has some."""
    if numbers.is_blank(area.rate):
        return ""
    if numbers.is_blank(area.lower):
        return f" per {per:,} residents"
    limits = (ward_words.rate(one, decimals) for one in (area.lower, area.upper))
    return f" per {per:,} residents, {' to '.join(limits)}"


def _rate_title(areas: pd.DataFrame, view: View, decimals: int) -> str:
    if view.kind != "group":
        return ward_words.rate_title(areas, view.measure, view.kind)
    held = areas.dropna(subset=["rate"]).sort_values("rate")
    values = [ward_words.rate(one, decimals) for one in held["rate"]]
    return words.group_title(held, view.measure, values)


def _denominators(reader: Reader, areas: pd.DataFrame, view: View) -> str:
    """The notes on wards whose residents are the wrong denominator: small areas lie in them, and
    groups are made of them.
    """
    if view.kind != "ward":
        areas = places.ward_rates(reader, view.measure, view.period.span, view.vintage)
    return ward_words.denominator_notes(areas)


def tie(view: View) -> str:
    """How a rank is read."""
    return ward_words.TIE if view.kind == "ward" else ward_words.TIE.replace("wards", "areas")


def small_line(view: View, span: Span | None = None) -> str:
    """Which small areas are drawn, where they are; `span` are the months where not the period's."""
    if view.kind != "lsoa":
        return ""
    return words.small_areas_line(places.lsoa_vintage(span or view.period.span))


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


@lru_cache(maxsize=64)
def _for_every(make: Callable[..., str]) -> str:
    """A table before a row is marked; its maker belongs to a remembered answer and comes back."""
    return make(selected=EVERY)


def tabled(view: View, areas: pd.DataFrame, make: Callable[..., str], ward: str) -> dict[str, Any]:
    """The fields of an answer for its table with the row of `ward` marked: of small areas the
    first, and all when asked for.
    """
    if view.kind != "lsoa":
        return {"table": marked(_for_every(make), ward)}
    make = partial(make, selected=ward)
    return {"table": make(every=False), "every": make, "count": len(areas)}


def count(
    reader: Reader,
    view: View,
    colours: Palette,
    given: tuple[Bounds, Bounds] | None = None,
) -> Made:
    """Counts, with their share of the borough."""
    held = rated(reader, view, given)
    if empty := why_not(view, held.areas):
        return Made(empty)
    measure, (one, many) = view.measure, ward_words.AREAS[view.kind]
    told = [numbers.count(row.events, row.why_blank) for row in held.areas.itertuples()]
    areas = told_so(held.areas, told)
    table = partial(ward_tables.count_table, areas, measure, total=held.placed)
    if held.protected:
        table = partial(ward_tables.protected_table, areas, measure, first="events")
    whole_groups = view.kind == "group" and not held.protected
    groups = _shares(areas, held) if whole_groups else None

    def of_area(ward: str) -> dict[str, Any]:
        under = _joined(
            f"Counts are shaded: larger {many} hold more of everything.",
            small_line(view),
            ward_words.classes_line(view.period.span, measure),
            ward_words.outlined_line(areas, ward, kind=view.kind, rates=False),
        )
        return {"map_under": under, **_group_title(groups, measure, ward)}

    return _made(
        *(reader, view, held, areas, colours),
        shading=("events", held.counts),
        beside=(("Count", ""), [""] * len(areas)),
        table=partial(table, kind=view.kind, decimals=held.rates.decimals),
        of_area=of_area,
        title=""
        if whole_groups or held.protected
        else ward_words.count_title(areas, measure, view.kind),
        lead=held.lead,
        map_title=f"{numbers.capital(measure.counted)} by {one}, {months(view)}",
        alt=f"Map of counts of {measure.counted} by {one}; the same figures stand in the table",
        table_title="Counts, rounded" if held.protected else "Count and share of the borough",
    )


def _group_title(groups: pd.DataFrame | None, measure: Measure, group: str) -> dict[str, str]:
    """The title of a map of groups, which speaks of the chosen one; nothing of other maps."""
    if groups is None:
        return {}
    return {"title": words.group_count_title(groups, measure, group)}


def _shares(areas: pd.DataFrame, held: Rated) -> pd.DataFrame:
    """The areas with share and residents: per cent of all events placed, and of all residents."""
    return areas.assign(
        share=100 * areas["events"] / held.placed if held.placed else float("nan"),
        residents=100 * areas["people"] / float(held.borough["people"]),
    )


def share(
    reader: Reader,
    view: View,
    colours: Palette,
    given: tuple[Bounds, Bounds] | None = None,
) -> Made:
    """What each area holds of the borough's events, beside its residents; how few hold half."""
    held = rated(reader, view, given)
    if empty := why_not(view, held.areas):
        return Made(empty)
    if held.protected:
        return Made(nothing(*protected.NO_SHARES))
    if held.placed < words.FEWEST:
        return Made(nothing(*words.too_few(view.measure)))
    measure, kind = view.measure, view.kind
    areas = _shares(held.areas, held).sort_values(
        ["events", "area_name"], ascending=[False, True], ignore_index=True
    )
    rows = list(areas.itertuples())
    areas = told_so(areas, [ward_words.share(one.share, 100, one.why_blank) for one in rows])
    groups = areas if kind == "group" else None

    def of_area(ward: str) -> dict[str, Any]:
        under = _joined(
            "Per cent of what could be placed.",
            words.SHARE_CLASSES,
            small_line(view),
            ward_words.outlined_line(areas, ward, kind=kind, rates=False),
        )
        return {"map_under": under, **_group_title(groups, measure, ward)}

    what = f"Share of {measure.counted} by {ward_words.AREAS[kind][0]}"
    parts = GROUPS_OF_A_WHOLE if kind == "group" else len(areas)
    return _made(
        *(reader, view, held, areas, colours),
        shading=("share", share_bounds(parts)),
        beside=(("Share", "Count"), [numbers.count(one.events, one.why_blank) for one in rows]),
        table=partial(ward_tables.share_table, areas, measure, kind=kind),
        of_area=of_area,
        title=words.share_title(areas, measure, kind) if groups is None else "",
        lead=words.share_lead(held.placed, measure, view.period.span, kind),
        map_title=f"{what}, {months(view)}",
        alt=f"Map of the {what[:1].lower()}{what[1:]}; the same figures stand in the table",
        table_title="Share of the borough, and of its residents",
    )


def groups_note(reader: Reader, view: View) -> str:
    """How to read groups, and which of them nobody has approved."""
    told = mapped.groups(reader, view.vintage)
    drafts = list(told.loc[told["approved_by"].isna(), "title"])
    draft = words.DRAFT.format(numbers.join(drafts)) if drafts else ""
    return f"{words.GROUPS_NOTE} {draft}".strip()


def file_of(areas: pd.DataFrame, view: View, *, protected: bool = False) -> pd.DataFrame:
    """The figures of a file: groups have no ranks, protected counts neither ranks nor limits; small
    areas name their ward, shares are named for what they are of.
    """
    ranks = [] if view.kind == "group" else RANKS
    ward = ["ward"] if view.kind == "lsoa" else []
    shares = ["share", "residents"] if "share" in areas else []
    left_out = places.OF_WHOLE_COUNTS if protected else ()
    columns = [
        name for name in (*PLAIN, *ranks, "why_blank", *ward, *shares) if name not in left_out
    ]
    found = areas[columns].assign(measure=view.measure.id, per=view.measure.per)
    return found.rename(columns={"residents": "share_of_residents"})


MAKERS: dict[str, Callable[..., Made]] = {"rate": rate, "count": count, "share": share}
