"""The ward map's tables: ranked rates and counts, changes, and hotspot classes."""

import html
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.tables.html import Column, interval_html, table_html
from components.words import numbers
from components.words import ward_map as words
from csp.measures import Measure

FAR = 1.3  # times the next: an area beyond is named as off the scale
FAR_OFF = 2  # areas at most
FEW = 8  # rows that a phone shows at first
FIRST = 25  # small areas that a table holds until all are asked for
HEADS = {"ward": "Ward", "lsoa": "Small area and its ward", "group": "Area group"}
MANY = {"ward": "wards", "lsoa": "small areas", "group": "area groups"}
Rows = list[dict[str, str]]
# On a phone the other rows are closed up, not taken away: they stay in the page for who listens.
WARDS_CSS = """
@media (max-width: 640px) {{
  .few .all {{display: block !important; margin-top: .75rem}}
  .few .all summary {{border: 1px solid {border}; border-radius: 4px; color: {ink};
    cursor: pointer; font-size: .875rem; list-style: none; padding: .5rem; text-align: center}}
  .few .all summary::-webkit-details-marker {{display: none}}
  .few .all[open] .more, .few .all:not([open]) .less {{display: none}}
  .few:not(:has(.all[open])) tbody tr:nth-child(n+9):not(.on) > * {{border: 0;
    line-height: 0; padding-block: 0}}
  .few:not(:has(.all[open])) tbody tr:nth-child(n+9):not(.on) :is(td, th, span, small) {{
    font-size: 0 !important}}
  .few:not(:has(.all[open])) tbody tr:nth-child(n+9):not(.on) .iv {{display: none}}
}}
"""


def rate_table(
    wards: pd.DataFrame,
    borough_rate: float,
    measure: Measure,
    selected: str,
    decimals: int = 1,
    *,
    kind: str = "ward",
    every: bool = True,
) -> str:
    """Every area by rate, with its rank as a range, its interval in figures and drawn, and its
    count; rates with the decimals of the view. Groups share wards and have no ranks.

    `kind` is 'ward', 'lsoa' or 'group'; of small areas the first stand, unless `every`.
    """
    top = _scale(wards, borough_rate)
    ranked = {"rank": Column("Rank", number=True, muted=True)} if kind != "group" else {}
    columns = {
        **ranked,
        "name": Column(HEADS[kind], row_head=True, markup=True),
        "rate": Column("Rate", number=True, bold=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
        "drawn": Column(
            f"{words.unbroken(f'0 to {numbers.figure(top)};')}"
            f" {words.unbroken(f'dashed: borough {words.rate(borough_rate, decimals)}')}",
            markup=True,
        ),
        "events": Column("Count", number=True, wide=True),
    }
    rows = [
        {
            "code": ward.area_code,
            **({"rank": numbers.rank(ward.rank_low, ward.rank_high)} if ranked else {}),
            "name": _name(ward, kind),
            "rate": words.rate(ward.rate, decimals, ward.why_blank),
            "interval": words.interval(ward.lower, ward.upper, decimals),
            "drawn": ""
            if numbers.is_blank(ward.rate)
            else interval_html(ward.rate, ward.lower, ward.upper, top=top, reference=borough_rate),
            "events": numbers.count(ward.events, ward.why_blank),
        }
        for ward in wards.itertuples()
    ]
    one = MANY[kind].removesuffix("s")
    caption = f"{measure.title}: rate per {measure.per:,} residents by {one}, with 95% interval"
    return _set(columns, rows, caption, selected, kind, every=every)


def _name(area: Any, kind: str) -> str:
    """An area's name as HTML: small areas with their ward, groups with how many wards they have."""
    if kind == "lsoa":
        return _small_area(area.area_name, area.ward, at_edge=False)
    if kind == "group":
        many = len(area.wards.split(", "))
        held = f"{many} ward{'s' if many > 1 else ''}"
        return f"{html.escape(area.area_name)}<small>{held}</small>"
    return html.escape(area.area_name)


def _set(
    columns: Mapping[str, Column],
    rows: Rows,
    caption: str,
    selected: str,
    kind: str,
    *,
    every: bool = True,
) -> str:
    """The table of all rows; of small areas the first and the chosen one, unless `every`."""
    if kind == "lsoa" and not every:
        rows = [row for place, row in enumerate(rows) if place < FIRST or row["code"] == selected]
    return _few(table_html(columns, rows, caption, selected, key="code"), len(rows), MANY[kind])


def _few(table: str, rows: int, areas: str) -> str:
    """The table, of which a phone shows the first rows (and the chosen one) until asked for all."""
    if rows <= FEW:
        return table
    return (
        f'<div class="few">{table}<details class="all" style="display:none"><summary>'
        f'<span class="more">Show all {rows} {areas}</span>'
        f'<span class="less">Show {numbers.small(FEW)} {areas}</span></summary></details></div>'
    )


def _scale(wards: pd.DataFrame, borough_rate: float) -> float:
    """The end of the drawn scale: a round number that all but far outliers reach."""
    uppers = wards["upper"].dropna().sort_values(ascending=False).tolist()
    if not uppers:
        return 1.0
    far = 0
    while far < FAR_OFF and far + 1 < len(uppers) and uppers[far] > FAR * uppers[far + 1]:
        far += 1
    reach = max(uppers[far] * (1.05 if far else 1), borough_rate * 1.2, 1e-9)
    step = 10 ** math.floor(math.log10(reach)) / 20
    return round(math.ceil(reach / step) * step, 6)


def count_table(
    wards: pd.DataFrame,
    measure: Measure,
    selected: str,
    decimals: int = 1,
    *,
    kind: str = "ward",
    every: bool = True,
    total: int | None = None,
) -> str:
    """Every area by count, with its share of the borough (`total`: all that is placed, where the
    areas do not add up to it) and the running share; rates with the decimals of the view.
    """
    held = wards.sort_values(["events", "area_name"], ascending=[False, True])
    total = held["events"].sum() if total is None else total
    running = held["events"].cumsum()
    columns = {
        "name": Column(HEADS[kind], row_head=True, markup=True),
        "events": Column("Count", number=True, bold=True),
        "share": Column("Share", number=True),
        **_running(kind),
        "rate": Column("Rate", number=True, muted=True, wide=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": _name(ward, kind),
            "events": numbers.count(ward.events, ward.why_blank),
            "share": _share(ward.events, total),
            "running": _share(so_far, total),
            "rate": words.rate(ward.rate, decimals, ward.why_blank),
        }
        for ward, so_far in zip(held.itertuples(), running, strict=True)
    ]
    caption = (
        f"{measure.title}: count by {MANY[kind].removesuffix('s')}, with its share of the borough"
    )
    return _set(columns, rows, caption, selected, kind, every=every)


def protected_table(
    areas: pd.DataFrame,
    measure: Measure,
    selected: str,
    decimals: int = 1,
    *,
    first: str,
    kind: str = "ward",
    every: bool = True,
) -> str:
    """Every area's protected count and its rate, in the order of the names: neither shares nor
    ranks nor intervals, since hidden counts may be among the largest.

    `first` is 'events' or 'rate': what the map shows.
    """
    heads = {"events": "Count, rounded", "rate": "Rate"}
    order = (first, *(name for name in heads if name != first))
    columns = {
        "name": Column(HEADS[kind], row_head=True, markup=True),
        **{
            name: Column(heads[name], number=True, bold=name == first, muted=name != first)
            for name in order
        },
    }
    rows = [
        {
            "code": area.area_code,
            "name": _name(area, kind),
            "events": numbers.count(area.events, area.why_blank),
            "rate": words.rate(area.rate, decimals, area.why_blank),
        }
        for area in areas.sort_values("area_name").itertuples()
    ]
    one = MANY[kind].removesuffix("s")
    caption = f"{measure.title}: count and rate by {one}, small counts hidden"
    return _set(columns, rows, caption, selected, kind, every=every)


def _running(kind: str) -> dict[str, Column]:
    """The column of the share so far; groups share wards, so theirs says nothing."""
    if kind == "group":
        return {}
    return {"running": Column("Running share", number=True, muted=True)}


def share_table(
    areas: pd.DataFrame, measure: Measure, selected: str, *, kind: str, every: bool = True
) -> str:
    """Every area by its share of the borough's events, the share so far, and that of residents.

    `areas` has area_code, area_name, events, told (the share as written), share and residents (per
    cent).
    """
    held = areas.sort_values(["events", "area_name"], ascending=[False, True])
    columns = {
        "name": Column(HEADS[kind], row_head=True, markup=True),
        "share": Column("Share", number=True, bold=True),
        **_running(kind),
        "people": Column("Share of residents", number=True, muted=True),
        "events": Column("Count", number=True, wide=True),
    }
    rows = [
        {
            "code": area.area_code,
            "name": _name(area, kind),
            "share": area.told,
            "running": _share(so_far, 100),
            "people": _share(area.residents, 100),
            "events": numbers.count(area.events, area.why_blank),
        }
        for area, so_far in zip(held.itertuples(), held["share"].cumsum(), strict=True)
    ]
    caption = f"{measure.title}: share of the borough by {MANY[kind].removesuffix('s')}"
    return _set(columns, rows, caption, selected, kind, every=every)


def _share(part: float, whole: float) -> str:
    if numbers.is_blank(part) or not whole:
        return numbers.NOT_APPLICABLE
    return f"{100 * part / whole:.1f}%"


def change_table(
    changes: pd.DataFrame,
    measure: Measure,
    selected: str,
    *,
    kind: str = "ward",
    every: bool = True,
) -> str:
    """Every area's two counts, the difference, and whether it is more than chance would give."""
    ordered = changes.sort_values(["p", "area_name"])
    columns = {
        "name": Column(HEADS[kind], row_head=True, markup=True),
        "after": Column("Latest", number=True, bold=True),
        "before": Column("Before", number=True, muted=True),
        "difference": Column("Change", number=True, bold=True),
        "percent": Column("Percent", number=True, wide=True),
        "verdict": Column("More than chance?", markup=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": _name(ward, kind),
            "after": numbers.count(ward.events, _why(ward)),
            "before": numbers.count(ward.events_before, _why(ward)),
            "difference": numbers.signed(ward.difference),
            "percent": numbers.signed(ward.percent, "%", 1),
            "verdict": _moved(ward),
        }
        for ward in ordered.itertuples()
    ]
    caption = f"{measure.title}: change by {MANY[kind].removesuffix('s')} between two periods"
    return _set(columns, rows, caption, selected, kind, every=every)


def _why(area: Any) -> str:
    """The word for what an area's counts are blank for, where the frame tells."""
    return "hidden" if getattr(area, "why_blank", None) == "hidden" else "no data"


def _moved(area: Any) -> str:
    if numbers.is_blank(area.difference):
        return _unbroken(numbers.NOT_APPLICABLE)
    return _unbroken(words.moved(area.difference, area.verdict))


def pattern_table(
    patterns: pd.DataFrame, measure: Measure, selected: str, *, kind: str, every: bool = True
) -> str:
    """How the hotspot of each area lasts, and in how many of the quarters it was one.

    `patterns` has area_code, area_name, pattern, hot, quarters; and ward for small areas.
    """
    order = list(words.PATTERNS_OF_HOTSPOTS)
    ordered = patterns.assign(place=patterns["pattern"].map(order.index)).sort_values(
        ["place", "hot", "area_name"], ascending=[True, False, True]
    )
    columns = {
        "name": Column(HEADS[kind], row_head=True, markup=True),
        "pattern": Column("Over time", markup=True),
        "hot": Column("Quarters hot", number=True),
    }
    rows = [
        {
            "code": area.area_code,
            "name": _name(area, kind),
            "pattern": _unbroken(
                words.PATTERNS_OF_HOTSPOTS[area.pattern], bold=area.pattern != "none"
            ),
            "hot": f"{int(area.hot)} of {int(area.quarters)}",
        }
        for area in ordered.itertuples()
    ]
    caption = f"{measure.title}: how hotspots last, by {MANY[kind].removesuffix('s')}"
    return _set(columns, rows, caption, selected, kind, every=every)


def sides_table(
    cells: pd.DataFrame,
    titles: tuple[str, str],
    heads: tuple[str, str],
    caption: str,
    selected: str,
    *,
    kind: str,
    every: bool = True,
) -> str:
    """What two maps say of each area, beside each other.

    `cells` has area_code, area_name, told, detail and told_beside, detail_beside: the value as
    written and what stands beside it, which `heads` call (the second '' for none); wards or ward
    where `kind` asks for them. `titles` are what the maps are of.
    """
    value, detail = heads
    columns = {"name": Column(HEADS[kind], row_head=True, markup=True)}
    for side, title in zip(("", "_beside"), titles, strict=True):
        columns[f"told{side}"] = Column(f"{value}, {title}", number=True, bold=True)
        if detail:
            columns[f"detail{side}"] = Column(detail, number=True, muted=True, wide=True)
    rows = [
        {
            "code": area.area_code,
            "name": _name(area, kind),
            **{name: getattr(area, name) for name in columns if name != "name"},
        }
        for area in cells.itertuples()
    ]
    return _set(columns, rows, caption, selected, kind, every=every)


def _unbroken(text: str, *, bold: bool = False) -> str:
    """Words that stay on one line, as HTML."""
    weight = ";font-weight:600" if bold else ""
    return f'<span style="white-space:nowrap{weight}">{html.escape(text)}</span>'


ORDER = ("hot 99", "hot 95", "hot 90", "cold 99", "cold 95", "cold 90", "not significant")


def _severest_first(areas: pd.DataFrame) -> pd.DataFrame:
    """Areas by the severity of their class; of one class in the order that they came in."""
    return areas.sort_values("class", key=lambda found: found.map(ORDER.index), kind="stable")


def _class_cell(found: str) -> str:
    return _unbroken(words.HOTSPOTS[found], bold=found != "not significant")


def hotspot_table(wards: pd.DataFrame, measure: Measure, selected: str) -> str:
    """Every ward's most severe class, how many of its small areas have it, and the ward's count."""
    by_name = wards.sort_values(["areas_in_class", "area_name"], ascending=[False, True])
    ordered = _severest_first(by_name)
    told = [
        f"{int(many)} of {int(of)}"
        for many, of in zip(ordered["areas_in_class"], ordered["areas"], strict=True)
    ]
    caption = f"{measure.title}: hotspot class by ward"
    return _classed(
        ordered.assign(told=told), ("Small areas of that class", "Count"), caption, selected
    )


def protected_hotspot_table(wards: pd.DataFrame, measure: Measure, selected: str) -> str:
    """Every ward's class, how it lasts and its protected count, the most severe class first; how
    many of its small areas have the class is not published.
    """
    ordered = _severest_first(wards.sort_values("area_name"))
    told = [
        words.PATTERNS_OF_HOTSPOTS.get(one, numbers.NOT_APPLICABLE) for one in ordered["pattern"]
    ]
    caption = f"{measure.title}: hotspot class by ward, small counts hidden"
    return _classed(ordered.assign(told=told), ("Over time", "Count, rounded"), caption, selected)


def _classed(wards: pd.DataFrame, heads: tuple[str, str], caption: str, selected: str) -> str:
    """Wards with their class, what is `told` of it and their count; `heads` call these two."""
    columns = {
        "name": Column("Ward", row_head=True),
        "class": Column("Class", markup=True),
        "told": Column(heads[0], wide=True),
        "events": Column(heads[1], number=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": ward.area_name,
            "class": _class_cell(ward.found),
            "told": ward.told,
            "events": numbers.count(ward.events, _why(ward)),
        }
        for ward in wards.rename(columns={"class": "found"}).itertuples()
    ]
    return _few(table_html(columns, rows, caption, selected, key="code"), len(rows), "wards")


def _small_area(name: str, ward: str, *, at_edge: bool) -> str:
    below = f"{ward}; at the edge" if at_edge else ward
    return f"{_unbroken(name)}<small>{html.escape(below)}</small>"


def small_areas_table(
    areas: pd.DataFrame,
    measure: Measure,
    selected: str,
    key: str = "ward_code",
    *,
    every: bool = True,
) -> str:
    """Every small area's class and count, by ward; those at the borough's edge are marked. The row
    whose `key` is `selected` is marked.
    """
    ordered = _severest_first(areas.sort_values(["ward", "area_name"]))
    columns = {
        "name": Column("Small area and its ward", row_head=True, markup=True),
        "class": Column("Class", markup=True),
        "events": Column("Count", number=True),
    }
    rows = [
        {
            "code": getattr(area, key),
            "name": _small_area(area.area_name, area.ward, at_edge=area.at_edge),
            "class": _class_cell(area.found),
            "events": numbers.count(area.events),
        }
        for area in ordered.rename(columns={"class": "found"}).itertuples()
    ]
    caption = f"{measure.title}: hotspot class by small area; at the edge, neighbours are unknown"
    return _set(columns, rows, caption, selected, "lsoa", every=every)
