"""The tables of Domestic abuse."""

from typing import Any

import pandas as pd

from components.charts.heatmap import DAYS
from components.tables.html import Column, table_html
from components.words import domestic_abuse as words
from components.words import numbers, trends
from components.words.protected import HIDDEN
from components.words.ward_map import HOTSPOTS, NBSP
from csp.stats.agreement import PublishedAgreement


def hotspot_table(wards: pd.DataFrame, selected: str) -> str:
    """Each ward's hotspot class, how many of its small areas have it, and how it lasts; in the
    order of the names.

    `wards` are the rows of `places.hotspots`.
    """
    columns = {
        "ward": Column("Ward", row_head=True),
        "class": Column("Class"),
        "areas": Column("Small areas of that class", wide=True),
        "pattern": Column("Over time"),
        "events": Column("Incidents", number=True),
    }
    cells = [
        {
            "code": row["area_code"],
            "ward": row["area_name"],
            "class": HOTSPOTS[row["class"]].replace(" ", NBSP),
            "areas": f"{int(row['areas_in_class'])} of {int(row['areas'])}",
            "pattern": row["pattern"],
            "events": numbers.count(row["events"]),
        }
        for row in wards.sort_values("area_name").to_dict("records")
    ]
    return table_html(columns, cells, "Hotspot class by ward", selected, "code")


def concentration_table(rows: pd.DataFrame, selected: str, *, illustrative: bool) -> str:
    """Each ward's count, its share and the share so far, the most incidents first.

    `rows` has area_code, area_name, events, share and so_far [per cent].
    """
    columns = {
        "ward": Column("Ward", row_head=True),
        "events": Column("Incidents", number=True, bold=True),
        "share": Column("Share", number=True),
        "so_far": Column("So far", number=True, muted=True),
    }
    cells = [
        {
            "code": row.area_code,
            "ward": row.area_name,
            "events": numbers.count(row.events),
            "share": words.percent(row.share),
            "so_far": words.percent(row.so_far),
        }
        for row in rows.itertuples()
    ]
    return table_html(
        columns,
        cells,
        "Wards by recorded incidents",
        selected,
        "code",
        illustrative=illustrative,
    )


def agreement_table(found: PublishedAgreement, group: str, *, illustrative: bool) -> str:
    """What was published of the order of wards, and what the records in hand say."""
    columns = {
        "what": Column("What", row_head=True),
        "published": Column("Published in 2020", number=True),
        "held": Column("Records in hand", number=True, bold=True),
    }
    cells = [
        {
            "what": f"Place of {place.area}",
            "published": numbers.ordinal(place.published),
            "held": words.places_words(place.best, place.worst),
        }
        for place in found.places
    ]
    cells.append(
        {
            "what": "Wards named among the first ten",
            "published": numbers.count(found.named),
            "held": f"{found.still_named} of them",
        }
    )
    cells.append(
        {
            "what": f"Share of {group}",
            "published": f"{numbers.figure(found.published_share)}%",
            "held": f"{words.percent(found.group_share)} ({found.lower:.1f} to {found.upper:.1f})",
        }
    )
    caption = "The ranking of 2020 beside the records in hand"
    return table_html(columns, cells, caption, illustrative=illustrative)


def quarters_table(wide: pd.DataFrame, *, illustrative: bool) -> str:
    """Each ward's class in each quarter, and its pattern: `wide` has area_name, pattern and a
    column a quarter.
    """
    quarters = [name for name in wide.columns if name not in ("area_name", "pattern")]
    columns = {
        "area_name": Column("Ward", row_head=True),
        "pattern": Column("Over all quarters", bold=True),
        **{name: Column(name, wide=True) for name in quarters},
    }
    cells = [
        {name: str(row[name]) for name in ("area_name", "pattern", *quarters)}
        for row in wide.to_dict("records")
    ]
    return table_html(columns, cells, "Hotspot class by quarter", illustrative=illustrative)


def months_table(chart: pd.DataFrame, *, illustrative: bool, protected: bool = False) -> str:
    """Months, the newest first: count, twelve-month sum, usual range and what each month says.

    `chart` is the frame of a control chart with `rolling` [events of twelve months] and why_blank.
    Of `protected` counts there is no sum, and hidden months stand as such.
    """
    rolling = {"rolling": Column("Twelve months to then", number=True)}
    columns = {
        "month": Column("Month", row_head=True),
        "events": Column("Incidents", number=True, bold=True),
        **({} if protected else rolling),
        "limits": Column("Usual range", number=True, muted=True, wide=True),
        "reading": Column("Reading"),
    }
    told = (chart["status"] != "missing") | (chart["why_blank"] == HIDDEN)
    cells = [
        {
            "month": numbers.month(row.month),
            "events": numbers.count(row.events, row.why_blank or "no data"),
            "rolling": numbers.count(row.rolling, numbers.NOT_APPLICABLE),
            "limits": trends.limits(row.lower_shown, row.upper),
            "reading": "incomplete supply, not used"
            if row.status == "incomplete"
            else _month_says(row),
        }
        for row in chart[told].iloc[::-1].itertuples()
    ]
    caption = "Recorded incidents by month, newest first"
    return table_html(columns, cells, caption, illustrative=illustrative)


def _month_says(row: Any) -> str:
    return numbers.NOT_APPLICABLE if row.why_blank == HIDDEN else _rules(row.rules)


def _rules(rules: tuple[str, ...]) -> str:
    return numbers.join([words.RULES[rule] for rule in rules]) or "ordinary variation"


def season_table(season: pd.DataFrame, *, illustrative: bool) -> str:
    """Each month of the year above or below the trend."""
    columns = {
        "month": Column("Month", row_head=True),
        "share": Column("Above or below the trend", number=True, bold=True),
    }
    cells = [
        {"month": words.MONTHS[row.number - 1], "share": numbers.signed(row.share, "%", 1)}
        for row in season.itertuples()
    ]
    return table_html(columns, cells, "Season", illustrative=illustrative)


def hours_table(hours: pd.DataFrame, *, illustrative: bool) -> str:
    """A row an hour, a column a day."""
    columns = {
        "hour": Column("Hour", row_head=True),
        **{day: Column(day, number=True) for day in DAYS},
    }
    week = hours.pivot(index="hour", columns="weekday", values="events")
    cells = [
        {
            "hour": f"{int(hour):02}:00",
            **{day: numbers.rate(row[at]) for at, day in enumerate(DAYS)},
        }
        for hour, row in week.iterrows()
    ]
    return table_html(columns, cells, "Incidents by weekday and hour", illustrative=illustrative)


def shifts_table(shifts: pd.DataFrame, *, illustrative: bool) -> str:
    """The shifts, the fullest first, with the share that each covers and all so far."""
    columns = {
        "shift": Column("Shift", row_head=True),
        "events": Column("Incidents", number=True),
        "share": Column("Share", number=True, bold=True),
        "so_far": Column("So far", number=True, muted=True),
    }
    cells = [
        {
            "shift": words.shift_words(row.weekday, row.start_hour, row.length),
            "events": numbers.count(row.events),
            "share": words.percent(100 * row.share),
            "so_far": words.percent(100 * row.share_so_far),
        }
        for row in shifts.itertuples()
    ]
    return table_html(columns, cells, "The fullest shifts", illustrative=illustrative)


def calendar_table(effects: pd.DataFrame, *, illustrative: bool) -> str:
    """Named days: how many, recorded, expected, and the ratio with its interval."""
    columns = {
        "effect": Column("Named days", row_head=True),
        "days": Column("Days", number=True),
        "observed": Column("Recorded", number=True),
        "expected": Column("Expected", number=True),
        "ratio": Column("Ratio", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True),
    }
    cells = [
        {
            "effect": row.effect,
            "days": numbers.count(row.days),
            "observed": numbers.count(row.observed),
            "expected": numbers.rate(row.expected),
            "ratio": f"{row.ratio:.2f}",
            "limits": f"{row.lower:.2f} to {row.upper:.2f}",
        }
        for row in effects.itertuples()
    ]
    return table_html(columns, cells, "Named days", illustrative=illustrative)


def reached_table(rows: pd.DataFrame, county: str) -> str:
    """Published figures: two years, the change, the county (its name given) and the target."""
    columns = {
        "what": Column("Published", row_head=True),
        "before": Column("Before", number=True),
        "latest": Column("Latest", number=True, bold=True),
        "change": Column("Change", number=True),
        "period": Column("Latest period", wide=True),
        "kent": Column(f"{county}, March 2013", number=True, muted=True, wide=True),
        "target": Column("Target for 2018"),
    }
    cells = [{name: str(row[name]) for name in columns} for row in rows.to_dict("records")]
    return table_html(columns, cells, "Published figures of domestic abuse services")


def beside_table(rows: pd.DataFrame, *, illustrative: bool) -> str:
    """The records in hand beside what was published."""
    columns = {
        "what": Column("What", row_head=True),
        "published": Column("Published", number=True),
        "held": Column("Records in hand", number=True, bold=True),
        "period": Column("Records of", wide=True),
    }
    cells = [{name: str(row[name]) for name in columns} for row in rows.to_dict("records")]
    caption = "Records in hand beside published figures"
    return table_html(columns, cells, caption, illustrative=illustrative)


def coverage_table(wards: pd.DataFrame, selected: str, *, illustrative: bool) -> str:
    """Each ward's incidents, visits and gap. In the order of the names, so that none is ranked;
    ranks only of real records.
    """
    columns = {
        "ward": Column("Ward", row_head=True),
        "incidents": Column("Incidents", number=True),
        "visits": Column("Visits", number=True),
        "expected": Column("Expected", number=True, wide=True),
        "gap": Column("Gap", number=True, bold=True),
        "limits": Column("95% interval", number=True, muted=True, wide=True),
        "largest": Column("Largest three", number=True),
    }
    if not illustrative:
        columns["rank"] = Column("Rank", number=True, muted=True, wide=True)
    cells = [
        {
            "code": row.area_code,
            "ward": row.area_name,
            "incidents": numbers.count(row.incidents),
            "visits": numbers.count(row.visits),
            "expected": numbers.rate(row.expected),
            "gap": numbers.signed(row.gap, "", 1) if row.gap == row.gap else str(row.why_blank),
            "limits": gap_limits(row.lower, row.upper),
            "largest": f"{row.times} of {row.sets}" if row.sets else numbers.NOT_APPLICABLE,
            "rank": numbers.rank(row.rank_low, row.rank_high),
        }
        for row in wards.sort_values("area_name").itertuples()
    ]
    caption = "Visits beside recorded incidents by ward"
    return table_html(columns, cells, caption, selected, "code", illustrative=illustrative)


def gap_limits(lower: float | None, upper: float | None) -> str:
    """The interval of a gap, with signs."""
    if numbers.is_blank(lower):
        return numbers.NOT_APPLICABLE
    return f"{numbers.signed(lower, '', 1)} to {numbers.signed(upper, '', 1)}"


def reading_table() -> str:
    """What would be seen beside a rise in reports, read the one way and the other."""
    columns = {
        "what": Column("What to look at", row_head=True),
        "harm": Column("If more happened"),
        "trust": Column("If more came forward"),
    }
    cells = [{"what": what, "harm": harm, "trust": trust} for what, harm, trust in words.READINGS]
    return table_html(columns, cells, words.READING_TITLE)


def series_table(rows: pd.DataFrame, *, illustrative: bool) -> str:
    """Reports, cases and visits of two years."""
    columns = {
        "what": Column("What", row_head=True),
        "before": Column("Year before", number=True),
        "latest": Column("Newest year", number=True, bold=True),
        "change": Column("Change", number=True),
        "chance": Column("Chance"),
        "period": Column("Newest year is", wide=True),
    }
    cells = [{name: str(row[name]) for name in columns} for row in rows.to_dict("records")]
    return table_html(columns, cells, "Reports, cases and visits", illustrative=illustrative)
