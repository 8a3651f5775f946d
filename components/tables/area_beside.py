"""The tables beside the ward map: the funnel's limits with its key, the wards by rate, one area's
months.
"""

import html
from typing import Any

import pandas as pd

from components.charts.funnel import SHAPE_OF, colour_of
from components.charts.palette import Palette
from components.charts.sparkline import shape_svg
from components.tables.html import Column, table_html
from components.words import area_beside as words
from components.words import numbers
from components.words.ward_map import interval, rate
from csp.answers.area_series import AreaSeries, Standing
from csp.measures import Measure


def funnel_key(told: pd.DataFrame, colours: Palette) -> str:
    """The shapes of a funnel that are drawn, with their words, as HTML."""
    drawn = {SHAPE_OF[place] for place in told["place"]}
    made = "".join(
        f'<li><img src="{shape_svg(shape, colour_of(shape, colours))}" alt="" width="14"'
        f' height="14" class="mark">{html.escape(said)}</li>'
        for shape, said in words.FUNNEL_KEY.items()
        if shape in drawn
    )
    return f'<ul class="shapes">{made}</ul>'


def funnel_table(told: pd.DataFrame, measure: Measure, selected: str, decimals: int) -> str:
    """Every ward with its rate, the limits that chance would keep at its residents, and where it
    lies.
    """
    columns = {
        "name": Column("Ward", row_head=True),
        "people": Column("Residents", number=True, wide=True),
        "rate": Column("Rate", number=True, bold=True),
        "inner": Column("95% limits", number=True, muted=True, wide=True),
        "outer": Column("99.8% limits", number=True, muted=True),
        "place": Column("Where it lies"),
    }
    rows = [
        {
            "code": row.area_code,
            "name": row.area_name,
            "people": numbers.count(row.people),
            "rate": rate(row.rate, decimals),
            "inner": interval(row.inner_lower, row.inner_upper, decimals),
            "outer": interval(row.outer_lower, row.outer_upper, decimals),
            "place": words.PLACES[row.place],
        }
        for row in told.itertuples()
    ]
    caption = f"{measure.title}: wards within and outside the limits of chance"
    return table_html(columns, rows, caption, selected, key="code")


NO_RANK = {"rank_low": float("nan"), "rank_high": float("nan")}


def _highest_first(row: dict[str, Any]) -> tuple[bool, float]:
    """The order of rates; blank ones come last."""
    blank = numbers.is_blank(row["rate"])
    return blank, 0.0 if blank else -row["rate"]


def strip_table(standing: Standing, measure: Measure, decimals: int) -> str:
    """The wards by rate, with the borough, the force and the chosen area in their places."""
    columns = {
        "rank": Column("Rank", number=True, muted=True),
        "name": Column("Area", row_head=True),
        "rate": Column("Rate", number=True, bold=True),
        "interval": Column("95% interval", number=True, muted=True),
        "events": Column("Count", number=True, wide=True),
    }
    others = [standing.borough, standing.force]
    own = standing.own
    if own is not None and own["area_code"] not in {
        *(row["area_code"] for row in standing.rows),
        *(row["area_code"] for row in others),
    }:
        others.append(own)
    together = [
        *standing.rows,
        *({"why_blank": None, **row.to_dict(), **NO_RANK} for row in others),
    ]
    rows = [
        {
            "code": row["area_code"],
            "rank": numbers.rank(row["rank_low"], row["rank_high"]),
            "name": row["area_name"],
            "rate": rate(row["rate"], decimals, row["why_blank"]),
            "interval": interval(row["lower"], row["upper"], decimals),
            "events": numbers.count(row["events"], row["why_blank"]),
        }
        for row in sorted(together, key=_highest_first)
    ]
    caption = f"{measure.title}: rate per {measure.per:,} residents; no rank for larger areas"
    selected = "" if own is None else str(own["area_code"])
    return table_html(columns, rows, caption, selected, key="code")


def months_table(series: AreaSeries, measure: Measure) -> str:
    """The months that are held, newest first."""
    columns = {
        "month": Column("Month", row_head=True),
        "events": Column("Count", number=True, bold=True),
        "used": Column("Used"),
    }
    held = series.chart[series.chart["events"].notna() | series.chart["why_blank"].notna()]
    rows = [
        {
            "month": numbers.month(row.month),
            "events": numbers.count(row.events, row.why_blank or "no data"),
            "used": {"complete": "yes", "incomplete": "no, incomplete"}.get(row.status, "no"),
        }
        for row in held.iloc[::-1].itertuples()
    ]
    return table_html(columns, rows, f"{measure.title} by month, {series.area.name}")
