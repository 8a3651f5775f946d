"""The ward map's tables: ranked rates and counts, changes, and hotspot classes."""

import math

import pandas as pd

from components.tables.html import Column, interval_html, table_html
from components.words import numbers
from components.words.ward_map import moved
from csp.measures import Measure


def rate_table(wards: pd.DataFrame, borough_rate: float, measure: Measure, selected: str) -> str:
    """Every ward by rate, with its rank as a range, its interval in figures and drawn, and its
    count.
    """
    top = _scale(wards, borough_rate)
    columns = {
        "rank": Column("Rank", number=True, muted=True),
        "name": Column("Ward", row_head=True),
        "rate": Column("Rate", number=True, bold=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
        "drawn": Column(
            f"0 to {numbers.figure(top)}; dashed: borough {numbers.rate(borough_rate)}", markup=True
        ),
        "events": Column("Count", number=True, wide=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "rank": numbers.rank(ward.rank_low, ward.rank_high),
            "name": ward.area_name,
            "rate": numbers.rate(ward.rate, ward.why_blank),
            "interval": numbers.interval(ward.lower, ward.upper),
            "drawn": ""
            if numbers.is_blank(ward.rate)
            else interval_html(ward.rate, ward.lower, ward.upper, top=top, reference=borough_rate),
            "events": numbers.count(ward.events, ward.why_blank),
        }
        for ward in wards.itertuples()
    ]
    caption = f"{measure.title}: rate per {measure.per:,} residents by ward, with 95% interval"
    return table_html(columns, rows, caption, selected, key="code")


def _scale(wards: pd.DataFrame, borough_rate: float) -> float:
    """The end of the drawn scale: a round number that all but far outliers reach."""
    uppers = wards["upper"].dropna().sort_values()
    if uppers.empty:
        return 1.0
    second = uppers.iloc[-2] if len(uppers) > 1 else uppers.iloc[-1]
    reach = max(min(uppers.iloc[-1], second * 1.15), borough_rate * 1.2, 1e-9)
    step = 10 ** math.floor(math.log10(reach)) / 2
    return math.ceil(reach / step) * step


def count_table(wards: pd.DataFrame, measure: Measure, selected: str) -> str:
    """Every ward by count, with its share of the borough and the running share."""
    held = wards.sort_values(["events", "area_name"], ascending=[False, True])
    total = held["events"].sum()
    running = held["events"].cumsum()
    columns = {
        "name": Column("Ward", row_head=True),
        "events": Column("Count", number=True, bold=True),
        "share": Column("Share", number=True),
        "running": Column("Share so far", number=True, muted=True),
        "rate": Column("Rate", number=True, muted=True, wide=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": ward.area_name,
            "events": numbers.count(ward.events, ward.why_blank),
            "share": _share(ward.events, total),
            "running": _share(so_far, total),
            "rate": numbers.rate(ward.rate, ward.why_blank),
        }
        for ward, so_far in zip(held.itertuples(), running, strict=True)
    ]
    caption = f"{measure.title}: count by ward, with its share of the borough"
    return table_html(columns, rows, caption, selected, key="code")


def _share(part: float, whole: float) -> str:
    if numbers.is_blank(part) or not whole:
        return numbers.NOT_APPLICABLE
    return f"{100 * part / whole:.1f}%"


def change_table(changes: pd.DataFrame, measure: Measure, selected: str) -> str:
    """Every ward's two counts, the difference, and whether it is more than chance would give."""
    ordered = changes.sort_values(["p", "area_name"])
    columns = {
        "name": Column("Ward", row_head=True),
        "after": Column("Latest", number=True, bold=True),
        "before": Column("Before", number=True, muted=True),
        "difference": Column("Change", number=True, bold=True),
        "percent": Column("Percent", number=True, wide=True),
        "verdict": Column("More than chance?"),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": ward.area_name,
            "after": numbers.count(ward.events),
            "before": numbers.count(ward.events_before),
            "difference": numbers.signed(ward.difference),
            "percent": numbers.signed(ward.percent, "%", 1),
            "verdict": moved(ward.difference, ward.verdict),
        }
        for ward in ordered.itertuples()
    ]
    caption = f"{measure.title}: change by ward against the same months a year before"
    return table_html(columns, rows, caption, selected, key="code")


def hotspot_table(wards: pd.DataFrame, measure: Measure, selected: str) -> str:
    """Every ward's most severe class, how many of its small areas have it, and the ward's count."""
    order = ["hot 99", "hot 95", "hot 90", "cold 99", "cold 95", "cold 90", "not significant"]
    ordered = wards.assign(place=wards["class"].map(order.index)).sort_values(
        ["place", "areas_in_class", "area_name"], ascending=[True, False, True]
    )
    columns = {
        "name": Column("Ward", row_head=True),
        "class": Column("Class", bold=True),
        "areas": Column("Small areas in it"),
        "events": Column("Count", number=True),
    }
    rows = [
        {
            "code": ward.area_code,
            "name": ward.area_name,
            "class": ward.hotspot_class,
            "areas": f"{int(ward.areas_in_class)} of {int(ward.areas)}",
            "events": numbers.count(ward.events),
        }
        for ward in ordered.rename(columns={"class": "hotspot_class"}).itertuples()
    ]
    caption = f"{measure.title}: hotspot class by ward"
    return table_html(columns, rows, caption, selected, key="code")
