"""The tables of our area among the districts of its force area."""

import html

import pandas as pd

from components.tables.html import Column, table_html
from components.words import against_force, numbers, rural
from components.words import districts as words
from components.words.ward_map import interval, rate
from csp.answers.against_force import AgainstForce
from csp.answers.districts import Admitted, Alike
from csp.measures import Measure
from csp.settings import settings


def district_table(rates: pd.DataFrame, measure: Measure, fine: int) -> str:
    """Every district by rate, with its rank as a range, interval, count and share of the counts."""
    columns = {
        "rank": Column("Rank", number=True, muted=True),
        "name": Column("District", row_head=True),
        "rate": Column("Rate", number=True, bold=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
        "events": Column("Count", number=True),
        "share": Column("Share of these", number=True, wide=True),
    }
    total = rates["events"].sum()
    rows = [
        {
            "code": row.area_code,
            "rank": numbers.rank(row.rank_low, row.rank_high),
            "name": row.area_name,
            "rate": rate(row.rate, fine, row.why_blank),
            "interval": interval(row.lower, row.upper, fine),
            "events": numbers.count(row.events, row.why_blank),
            "share": words.percent(row.events / total if total else None),
        }
        for row in rates.itertuples()
    ]
    caption = f"{measure.title}: rate per {measure.per:,} residents by district"
    return table_html(columns, rows, caption, settings().area.code, key="code")


def protected_table(rates: pd.DataFrame, measure: Measure, fine: int) -> str:
    """Every district's protected count and rate, in the order of the names."""
    columns = {
        "name": Column("District", row_head=True),
        "events": Column("Count, rounded", number=True, bold=True),
        "rate": Column("Rate", number=True, muted=True),
    }
    rows = [
        {
            "code": row.area_code,
            "name": row.area_name,
            "events": numbers.count(row.events, row.why_blank),
            "rate": rate(row.rate, fine, row.why_blank),
        }
        for row in rates.sort_values("area_name").itertuples()
    ]
    caption = f"{measure.title}: count and rate by district, small counts hidden"
    return table_html(columns, rows, caption, settings().area.code, key="code")


def position_table(told: AgainstForce, ward: str) -> str:
    """Every ward's rate over the force area's in each span, newest last, and whether it moved.

    A phone shows the two newest spans.
    """
    spans = {f"at{at}": one for at, one in enumerate(told.positions)}
    first_shown = len(spans) - 2
    columns = {"name": Column("Ward", row_head=True)} | {
        name: Column(
            numbers.span(one.span),
            number=True,
            markup=True,
            muted=at < first_shown,
            wide=at < first_shown,
            bold=at == len(spans) - 1,
        )
        for at, (name, one) in enumerate(spans.items())
    }
    if told.moves is not None:
        columns["moved"] = Column("Later over earlier", number=True, markup=True, wide=True)
        columns["verdict"] = Column("Did it move?")
    by_span = [one.wards.set_index("area_code") for one in told.positions]
    moves = None if told.moves is None else told.moves.wards.set_index("area_code")
    rows = [
        {"code": code, "name": str(by_span[-1].loc[code, "area_name"])}
        | {f"at{at}": _ratio(held.loc[code], "ratio") for at, held in enumerate(by_span)}
        | ({} if moves is None else _moved(moves.loc[code]))
        for code in by_span[-1].index
    ]
    own = {f"at{at}": _ratio(one.borough, "ratio") for at, one in enumerate(told.positions)}
    whole = {"code": "", "name": f"{settings().area.name}, whole"} | own
    if told.moves is not None:
        whole |= _moved(told.moves.borough)
    caption = "Each ward’s rate over the force area’s, by span, with 95% interval"
    return table_html(columns, [*rows, whole], caption, ward or None, key="code")


def _ratio(row: pd.Series, name: str) -> str:
    value = against_force.times(row[name])
    limits = against_force.interval(row["lower"], row["upper"])
    return f"{value}<small>{html.escape(limits)}</small>" if limits else value


def _moved(row: pd.Series) -> dict[str, str]:
    return {"moved": _ratio(row, "moved"), "verdict": against_force.MOVED[row["side"]]}


def month_table(series: pd.DataFrame, measure: Measure) -> str:
    """Month by month, newest first: both rates, our count and our share with its interval."""
    area = settings().area
    columns = {
        "month": Column("Month", row_head=True),
        "own": Column(area.name, number=True, bold=True),
        "all": Column(area.force_name, number=True, muted=True),
        "events": Column("Count", number=True),
        "share": Column("Share", number=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
    }
    held = series[series["status"] != "missing"].iloc[::-1]
    rows = [
        {
            "month": numbers.month(row.month),
            "own": rate(row.value, 2, "incomplete"),
            "all": rate(row.all_value, 2, numbers.NOT_APPLICABLE),
            "events": numbers.count(row.events),
            "share": _percent(row.share),
            "interval": numbers.NOT_APPLICABLE
            if numbers.is_blank(row.share)
            else f"{row.share_lower:.1f}–{row.share_upper:.1f}",
        }
        for row in held.itertuples()
    ]
    caption = f"{measure.title} by month, per 1,000 residents on a month of equal length"
    return table_html(columns, rows, caption)


def _percent(share: float) -> str:
    return numbers.NOT_APPLICABLE if numbers.is_blank(share) else f"{share:.1f}%"


THING_DECIMALS = {"residents": 0, "density": 0, "deprivation": 1}


def alike_table(told: Alike) -> str:
    """Every district by its distance from ours, each thing that was compared beside it."""
    columns = {"name": Column("District", row_head=True)} | {
        name: Column(words.THINGS[name][1], number=True) for name in told.things
    }
    columns["distance"] = Column("Distance", number=True, bold=True)
    rows = [
        {
            "code": row["area_code"],
            "name": row["area_name"],
            "distance": "0" if at == 0 else f"{row['distance']:.2f}",
        }
        | {name: f"{row[name]:,.{THING_DECIMALS[name]}f}" for name in told.things}
        for at, row in enumerate(told.districts.to_dict("records"))
    ]
    caption = f"How like {settings().area.name} the districts are in the stated things"
    return table_html(columns, rows, caption, settings().area.code, key="code")


def group_table(rates: pd.DataFrame, measure: Measure, fine: int) -> str:
    """Every group's count, share of counts and of residents, rate and interval."""
    columns = {
        "title": Column("Group", row_head=True),
        "events": Column("Count", number=True),
        "share": Column("Share", number=True),
        "residents": Column("Of residents", number=True, muted=True),
        "rate": Column("Rate", number=True, bold=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
    }
    rows = [
        {
            "title": row.title,
            "events": numbers.count(row.events, row.why_blank),
            "share": words.percent(row.share),
            "residents": words.percent(row.residents),
            "rate": rate(row.rate, fine, row.why_blank),
            "interval": interval(row.lower, row.upper, fine),
        }
        for row in rates.itertuples()
    ]
    caption = f"{measure.title} by group of wards, rate per {measure.per:,} residents"
    return table_html(columns, rows, caption)


def category_table(told: pd.DataFrame, *, changed: bool) -> str:
    """Each kind of crime: rural and urban counts and rates, their ratio, and the rural change."""
    columns = {
        "title": Column("Kind", row_head=True),
        "rural": Column("Rural", number=True, bold=True),
        "urban": Column("Urban", number=True, muted=True),
        "rural_rate": Column("Rural rate", number=True, wide=True),
        "urban_rate": Column("Urban rate", number=True, muted=True, wide=True),
        "ratio": Column("Rural over urban", number=True, markup=True),
        "side": Column("Reading", wide=True),
    }
    if changed:
        columns["change"] = Column("Rural change", number=True, markup=True, wide=True)
    rows = [
        {
            "title": row["title"],
            "rural": numbers.count(row["rural"]),
            "urban": numbers.count(row["urban"]),
            "rural_rate": rate(row["rural_rate"], words.decimals(row["rural_rate"])),
            "urban_rate": rate(row["urban_rate"], words.decimals(row["urban_rate"])),
            "ratio": _ratio(pd.Series(row), "ratio"),
            "side": rural.SIDES[row["side"]],
            "change": _change(row),
        }
        for row in told.to_dict("records")
    ]
    return table_html(columns, rows, "Rural and urban crime by kind, rates per 1,000 residents")


def _change(row: dict[str, object]) -> str:
    if numbers.is_blank(row["rural_before"]):
        return numbers.NOT_APPLICABLE
    counts = f"{numbers.count(row['rural_before'])} to {numbers.count(row['rural_after'])}"
    chance = "; chance" if row["verdict"] == "none" else ""
    return f"{numbers.signed(row['percent'], '%', 1)}<small>{counts}{chance}</small>"


def list_table(groups: pd.DataFrame) -> str:
    """Which wards each group is made of, where the list comes from, and whether it is approved."""
    columns = {
        "title": Column("Group", row_head=True),
        "wards": Column("Wards"),
        "source": Column("Source", wide=True),
        "approved": Column("Approved?"),
    }
    rows = [
        {
            "title": row["title"],
            "wards": f"{row['wards']} ({row['ward_set']})",
            "source": " ".join(
                text for text in (f"{row['source']}.", row["note"]) if not numbers.is_blank(text)
            ),
            "approved": rural.approved(pd.Series(row)),
        }
        for row in groups.to_dict("records")
    ]
    return table_html(columns, rows, "The groups of wards and where each list comes from")


def admitted_table(told: Admitted) -> str:
    """Every district’s two counts and change, and the later year’s rate with rank and interval."""
    columns = {
        "rank": Column("Rank", number=True, muted=True),
        "name": Column("District", row_head=True),
        "before": Column(numbers.span(told.before), number=True, muted=True),
        "after": Column(numbers.span(told.after), number=True, bold=True),
        "difference": Column("Change", number=True),
        "percent": Column("Percent", number=True, wide=True),
        "rate": Column("Rate", number=True),
        "interval": Column("95% interval", number=True, muted=True, wide=True),
    }
    rows = [
        {
            "code": row.area_code,
            "rank": numbers.rank(row.rank_low, row.rank_high),
            "name": row.area_name,
            "before": numbers.count(row.before),
            "after": numbers.count(row.after),
            "difference": numbers.signed(row.difference),
            "percent": numbers.signed(row.percent, "%", 1),
            "rate": rate(row.rate, 2, numbers.NOT_APPLICABLE),
            "interval": interval(row.lower, row.upper, 2)
            if numbers.finite(row.lower)
            else numbers.NOT_APPLICABLE,
        }
        for row in told.rates.itertuples()
    ]
    caption = f"{told.what} by district"
    return table_html(columns, rows, caption, settings().area.code, key="code")
