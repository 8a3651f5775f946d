"""Answers about one area: what it is, its months, and where it stands among others of its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from csp.answers import places
from csp.answers.breaks import restarts
from csp.answers.places import Period
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats import spc
from csp.stats.rates import rate

CHOSEN = ("ward", "lsoa", "group")  # the kinds of areas that a visitor may choose


@dataclass(frozen=True)
class Area:
    """An area that a visitor chose; `vintages` are those that know its code."""

    code: str
    name: str
    kind: str  # 'ward', 'lsoa', 'group', 'borough', 'district' or 'force'
    vintages: tuple[str, ...]


@dataclass(frozen=True)
class AreaSeries:
    """The months of a measure in an area.

    `chart` is the frame of `csp.stats.spc.chart`, with why_blank; a month that is supplied but not
    known for the area is missing there. `breaks` is the break register of the measure's dataset.
    `changed` is the month in which the small areas' codes changed, where that ends or begins the
    series; `ends` tells which.
    """

    area: Area
    chart: pd.DataFrame
    breaks: pd.DataFrame
    changed: date | None = None
    ends: bool = False

    @property
    def complete(self) -> pd.DataFrame:
        """The months that count."""
        return self.chart[self.chart["status"] == "complete"]

    @property
    def newest(self) -> pd.DataFrame:
        """The complete months of the newest span that has any."""
        held = self.complete
        return held[held["span"] == held["span"].max()]

    @property
    def rare(self) -> bool:
        """Whether the newest span averages under two a month: too rare for limits."""
        return bool((self.newest["limits_kind"] == "too rare").any())

    def average(self, span: int) -> float:
        """The mean count of a span's complete months."""
        held = self.complete
        return float(held.loc[held["span"] == span, "events"].mean())


def area_of(reader: Reader, code: str) -> Area | None:
    """What a code is; None for one that no area has."""
    return _areas(reader).get(code)


@remembered
def _areas(reader: Reader) -> dict[str, Area]:
    """Every area by its code, under the name of its newest vintage: asked for once for all."""
    held: dict[str, Area] = {}
    for row in reader.read("areas_named").itertuples():
        before = held[row.area_code].vintages if row.area_code in held else ()
        held[row.area_code] = Area(row.area_code, row.area_name, row.kind, (*before, row.vintage))
    return held


@remembered
def area_series(reader: Reader, measure: Measure, code: str) -> AreaSeries | None:
    """A measure in an area month by month; None where the area or the measure is not held.

    A small area whose code is of one vintage has the months of that vintage only: beyond the change
    it is another place. One that kept its code goes on.
    """
    area = area_of(reader, code)
    series = reader.read("series", measure=measure.id, area_code=code)
    if area is None or series["events"].isna().all():
        return None
    series["month"] = series["month"].dt.date
    series["events"] = series["events"].astype(float)
    unknown = series["events"].isna() & (series["status"] != "missing")
    series.loc[unknown, "status"] = "missing"
    breaks = reader.read("measure_breaks", measure=measure.id, area_code=code)
    chart = spc.chart(series, restarts(breaks), measure.better)
    whys = dict(zip(series["month"], series["why_blank"], strict=True))
    chart = chart.assign(why_blank=[whys.get(month) for month in chart["month"]])
    return AreaSeries(area, chart, breaks, *_code_change(area, chart))


def _code_change(area: Area, chart: pd.DataFrame) -> tuple[date | None, bool]:
    """The month in which a small area's code ended or began, and whether it ended."""
    if area.kind != "lsoa" or len(area.vintages) > 1:
        return None, False
    changed = settings().lsoa.codes_of_2021_from
    ends = area.vintages[0] < "2021"
    beyond = chart["month"] >= changed if ends else chart["month"] < changed
    return (changed, ends) if beyond.any() else (None, False)


@dataclass(frozen=True)
class Standing:
    """Where an area stands in a period.

    `own`, `borough` and `force` (its districts together) have area_code, area_name, events, people,
    rate, lower and upper; `own` is None where no area is chosen or nothing is known of it, and has
    rank_low and rank_high among
    `among` areas of its kind (0: it has no rank). `wards` are all wards of the set, highest rate
    first. `change` has events_before, events, difference, percent and p, for `compared` against
    the same months a year before; None where they are not compared.
    """

    area: Area | None
    wards: pd.DataFrame
    borough: pd.Series
    force: pd.Series
    own: pd.Series | None = None
    among: int = 0
    tied: tuple[str, ...] = ()  # the names of those whose intervals overlap its own, highest first
    change: pd.Series | None = None
    compared: Span | None = None
    # The wards once more, row by row: a frame is slow to read so, and every ward shares them.
    rows: Sequence[Mapping[str, Any]] = ()

    @property
    def codes_of_own(self) -> set[str]:
        """The wards that are the chosen area: itself, when it is one of the set."""
        return set() if self.own is None else {str(self.own["area_code"])}


@remembered
def standing(
    reader: Reader, measure: Measure, period: Period, vintage: str, code: str
) -> Standing | None:
    """Where an area (or, for '', none) stands among the wards of a set, the borough and the force;
    None where the counts of these wards are not known.
    """
    span, among = period.span, _among(reader, measure, period.span, vintage)
    if among is None:
        return None
    wards, borough, force, rows = among
    area = area_of(reader, code)
    if area is None or area.kind not in CHOSEN:
        return Standing(None, wards, borough, force, rows=rows)
    peers = _peers(reader, measure, span, area, vintage)
    at = peers.place.get(code)
    if at is None:
        return Standing(area, wards, borough, force, rows=rows)
    row = peers.rates.iloc[at]
    ranked = not np.isnan(row["rank_low"])
    change = _change(reader, measure, period, area)
    return Standing(
        area,
        wards,
        borough,
        force,
        row,
        len(peers.place) if ranked else 0,
        peers.overlapping(code, row["lower"], row["upper"]) if ranked else (),
        change,
        period.compared if change is not None else None,
        rows,
    )


@remembered
def _among(
    reader: Reader, measure: Measure, span: Span, vintage: str
) -> tuple[pd.DataFrame, pd.Series, pd.Series, Sequence[Mapping[str, Any]]] | None:
    """What any area of a set is held against: its wards, the borough, the force, and the wards row
    by row; None where the counts of these wards are not known.
    """
    wards = places.ward_rates(reader, measure, span, vintage)
    if wards["rate"].isna().all():
        return None
    borough = places.area_rate(reader, measure, span, settings().area.code)
    return wards, borough, _together(reader, measure, span), wards.to_dict("records")


def _together(reader: Reader, measure: Measure, span: Span) -> pd.Series:
    """All districts of the force area as one row, as on the other pages: what has no place is in no
    area's rate. Blank where some district is not counted.
    """
    told = places.district_rates(reader, measure, span)
    events, people = told["events"].sum(min_count=len(told)), told["people"].sum()
    found = rate(int(events), int(people), measure.per) if pd.notna(events) else None
    return pd.Series(
        {
            "area_code": settings().area.force_code,
            "area_name": settings().area.force_name,
            "events": events,
            "people": people,
            "rate": found.value if found else float("nan"),
            "lower": found.lower if found else float("nan"),
            "upper": found.upper if found else float("nan"),
        }
    )


@dataclass(frozen=True, eq=False)
class _Peers:
    """The areas that an area is one of, with rates; ranks are blank where they mean nothing."""

    rates: pd.DataFrame
    place: Mapping[str, int]  # of each area whose rate is known, its row
    intervals: Sequence[tuple[str, str, float, float]]  # code, name, lower and upper of each

    def overlapping(self, code: str, lower: float, upper: float) -> tuple[str, ...]:
        """The names of the others whose intervals overlap with one, highest first."""
        return tuple(
            name
            for one, name, low, high in self.intervals
            if one != code and low <= upper and high >= lower
        )


def _peers(reader: Reader, measure: Measure, span: Span, area: Area, vintage: str) -> _Peers:
    shared = area.kind == "ward" and vintage in area.vintages
    own_set = vintage if shared else area.vintages[-1]
    return _peers_of(reader, measure, span, area.kind, own_set)


@remembered
def _peers_of(reader: Reader, measure: Measure, span: Span, kind: str, own_set: str) -> _Peers:
    rates = _rates_of_kind(reader, measure, span, kind, own_set)
    held = rates[rates["rate"].notna()]
    places_of = dict(zip(rates["area_code"], range(len(rates)), strict=True))
    columns = (held[name].tolist() for name in ("area_code", "area_name", "lower", "upper"))
    return _Peers(
        rates,
        {code: places_of[code] for code in held["area_code"]},
        list(zip(*columns, strict=True)),
    )


def _rates_of_kind(
    reader: Reader, measure: Measure, span: Span, kind: str, own_set: str
) -> pd.DataFrame:
    if kind == "ward":
        return places.ward_rates(reader, measure, span, own_set)
    if kind == "group":
        found = places.group_rates(reader, measure, span, own_set)
        return found.assign(rank=np.nan, rank_low=np.nan, rank_high=np.nan)
    return _small_areas(reader, measure, span)


def _small_areas(reader: Reader, measure: Measure, span: Span) -> pd.DataFrame:
    """Every small area of the span's codes; of a span with two sets of codes those in both."""
    vintages = {places.lsoa_vintage(Span(month, month)) for month in (span.start, span.end)}
    found = [
        reader.read(
            "area_counts",
            measure=measure.id,
            starts=span.start,
            ends=span.end,
            kinds=["lsoa"],
            vintage=vintage,
        )
        for vintage in sorted(vintages)
    ]
    both = set.intersection(*(set(one["area_code"]) for one in found))
    newest = found[-1]
    kept = newest[newest["area_code"].isin(both)].reset_index(drop=True)
    return places.rated(reader, measure, kept)


def _change(reader: Reader, measure: Measure, period: Period, area: Area) -> pd.Series | None:
    """The area's two counts a year apart, where they are compared."""
    if period.compared is None:
        return None
    found, place = _changes(reader, measure, period.compared, area.kind, area.vintages[-1])
    return found.iloc[place[area.code]] if area.code in place else None


@remembered
def _changes(
    reader: Reader, measure: Measure, compared: Span, kind: str, vintage: str
) -> tuple[pd.DataFrame, Mapping[str, int]]:
    """What changed in every area of a kind, and the row of each by its code."""
    every = places.changes(reader, compared, kinds=[kind], vintage=vintage, dataset=measure.source)
    found = every[every["measure"] == measure.id]
    return found, {code: row for row, code in reversed([*enumerate(found["area_code"])])}
