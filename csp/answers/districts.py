"""Answers about the districts of the force area: rates and ranks, shares, series and likeness.

The districts are held against all of them together, not against the force's whole count: what has
no place is in no district's figure, so it may not be in what a district is held against.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp.answers import breaks, places
from csp.db import Reader
from csp.measures import Measure, measures
from csp.months import Span
from csp.settings import settings
from csp.stats.likeness import distances
from csp.stats.rates import Rate, rate, wilson
from csp.stats.spc import per_equal_month

MANY = 1000  # residents that the rates of the long series are for


@dataclass(frozen=True)
class Share:
    """A part of a whole with its 95% limits, beside the part's share of residents; all 0 to 1."""

    events: int
    of: int
    value: float
    lower: float
    upper: float
    residents: float


@dataclass(frozen=True)
class Districts:
    """Every district in a period, the highest rate first, and all of them together.

    `rates` has the columns of `places.ward_rates`; `own` is the row of our district; `share` is
    None where nothing was counted.
    """

    rates: pd.DataFrame
    own: pd.Series
    events: int  # of all districts
    together: Rate
    share: Share | None


def offered(reader: Reader) -> list[Measure]:
    """The measures that every district is counted for, all crime first."""
    held = set(reader.read("district_measures")["measure"])
    found = [
        one
        for name, one in measures().items()
        if name in held and places.periods(reader, one.source)
    ]
    return sorted(found, key=lambda measure: measure.source != places.POLICE_UK)


def districts(reader: Reader, measure: Measure, span: Span) -> Districts:
    """The districts' rates in a period."""
    rates = places.district_rates(reader, measure, span)
    own = rates[rates["area_code"] == settings().area.code].iloc[0]
    events, people = int(rates["events"].sum()), int(rates["people"].sum())
    return Districts(
        rates, own, events, rate(events, people, measure.per), share(own, events, people)
    )


def share(part: pd.Series, events: int, people: int) -> Share | None:
    """The part's share of `events`, with Wilson's limits, and of `people`; None without events."""
    if not events:
        return None
    own = int(part["events"])
    lower, upper = wilson(own, events)
    return Share(own, events, own / events, lower, upper, float(part["people"]) / people)


def long_series(reader: Reader, measure: Measure, area_code: str) -> pd.DataFrame:
    """One district and all of them together, month by month, missing months included.

    Columns: month (first day), status, span (0, 1, ...: a new one at each entry of the break
    register that parts the series), events, all_events [counts], value, all_value [per 1,000
    residents on a month of equal length], share, share_lower, share_upper [of all districts, per
    cent], residents_share [per cent], basis, year [of the residents]. Rates and shares are blank
    unless the month is complete; `height` and `share_height` are ours by what was supplied.
    """
    told = reader.read("district_months", measure=measure.id, area_code=area_code)
    told["month"] = told["month"].dt.date
    restarts = breaks.restarts(reader.read("breaks", dataset=measure.source))
    told["span"] = [sum(start <= month for start in restarts) for month in told["month"]]
    complete = told["status"] == "complete"
    told["height"] = _rates(told, "events", "people")
    told["value"] = told["height"].where(complete)
    told["all_value"] = _rates(told, "all_events", "all_people").where(complete)
    shares = pd.DataFrame([_percent(row) for row in told.itertuples()], dtype=float)
    told["share_height"] = shares[0]
    told[["share", "share_lower", "share_upper"]] = shares.where(complete)
    told["residents_share"] = 100 * told["people"] / told["all_people"]
    return told


def _rates(told: pd.DataFrame, events: str, people: str) -> pd.Series:
    equal = [
        per_equal_month(float(count), month) if pd.notna(count) else float("nan")
        for count, month in zip(told[events], told["month"], strict=True)
    ]
    return pd.Series(equal, index=told.index) * MANY / told[people]


def _percent(row: object) -> tuple[float | None, float | None, float | None]:
    events, whole = row.events, row.all_events  # type: ignore[attr-defined]  # a named tuple
    if pd.isna(whole) or not whole:
        return None, None, None
    lower, upper = wilson(events, whole)
    return 100 * events / whole, 100 * lower, 100 * upper


@dataclass(frozen=True)
class Alike:
    """The districts by how alike ours they are, ours first.

    `districts` has area_code, area_name, distance (0 for ours), and the columns of the read
    `district_things`; `things` are those compared; `nearest` the codes of the most alike.
    """

    districts: pd.DataFrame
    things: tuple[str, ...]
    nearest: tuple[str, ...]


def alike(reader: Reader) -> Alike:
    """The districts by how alike ours they are in the things that the settings name."""
    own, asked = settings().area.code, settings().similar
    held = reader.read("district_things").set_index("area_code")
    apart = distances(held[list(asked.things)].astype(float), own)
    order = [own, *apart.index]
    told = held.loc[order].assign(distance=[0.0, *apart]).reset_index()
    return Alike(told, asked.things, tuple(apart.index[: asked.nearest]))


@dataclass(frozen=True)
class Admitted:
    """Published admissions to hospital by district in two years, the highest rate first.

    `rates` has area_code, area_name, before, after [counts], before_figure, after_figure [ids],
    difference, percent, people, basis, rate, lower, upper [per 1,000 residents, of `after`], rank,
    rank_low, rank_high; rates are blank where no residents of `after`'s year are held. `absent` are
    the districts of the force area that the documents do not count here.
    """

    what: str
    before: Span
    after: Span
    rates: pd.DataFrame
    absent: tuple[str, ...]


def admissions(reader: Reader) -> list[str]:
    """What the documents count of admissions by district."""
    return list(dict.fromkeys(reader.read("district_figures")["what"]))


def admitted(reader: Reader, what: str) -> Admitted:
    """One of `admissions` in its two newest years."""
    rows = reader.read("district_figures")
    rows = rows[rows["what"] == what]
    ends = sorted(rows["period_end"].unique())[-2:]
    spans = [_span(rows[rows["period_end"] == end]) for end in ends]
    parts = [
        rows[rows["period_end"] == end].set_index("area_code")[["area_name", "value", "figure"]]
        for end in ends
    ]
    told = (
        parts[1]
        .rename(columns={"value": "after", "figure": "after_figure"})
        .assign(before=parts[0]["value"], before_figure=parts[0]["figure"])
    )
    told["difference"] = told["after"] - told["before"]
    told["percent"] = (100 * told["difference"] / told["before"]).where(told["before"] >= 10)
    people = reader.read("residents_of_year", year=spans[1].end.year).set_index("area_code")
    told = told.join(people[["people", "basis"]]).assign(events=told["after"]).reset_index()
    rated = places.ranked_rates(told, MANY)
    every = reader.read("district_things")
    absent = every.loc[~every["area_code"].isin(told["area_code"]), "area_name"]
    return Admitted(what, spans[0], spans[1], rated, tuple(absent))


def _span(rows: pd.DataFrame) -> Span:
    return Span(_month(rows["period_start"].iloc[0]), _month(rows["period_end"].iloc[0]))


def _month(moment: pd.Timestamp) -> date:
    first: date = moment.date().replace(day=1)
    return first
