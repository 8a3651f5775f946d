"""Answers about what a map can show: sets of areas, pairs of spans, and how hotspots last."""

from dataclasses import dataclass

import pandas as pd

from csp import months
from csp.answers import breaks, places
from csp.answers.places import Period
from csp.db import Reader, remembered
from csp.measures import Measure
from csp.months import Span

SMALL_AREAS, GROUPS = "lsoa", "groups"  # as an address names them; a ward set by its vintage
MONTHS_IN_QUARTER = 3


@dataclass(frozen=True)
class AreaSet:
    """Areas that a map can show: its id in an address, what they are, and the ward set that they
    are, lie in or are made of.
    """

    id: str
    kind: str  # 'ward', 'lsoa' or 'group'
    title: str
    wards: str  # a vintage


@dataclass(frozen=True)
class Pair:
    """Two spans of equally many months that are held against each other."""

    span: Span
    before: Span

    @property
    def year_apart(self) -> bool:
        """Whether the two are the same months of two years that follow each other."""
        return self.before == self.span.years_earlier()

    @property
    def same_months(self) -> bool:
        """Whether the two are the same months of the year."""
        return self.span.start.month == self.before.start.month


@remembered
def area_sets(reader: Reader) -> dict[str, AreaSet]:
    """The sets of areas by id: the ward sets, the newest exact one first, small areas, groups."""
    titles = places.ward_sets(reader)
    sets = [AreaSet(vintage, "ward", title, vintage) for vintage, title in titles.items()]
    newest = next(iter(titles))
    if not reader.read("shapes", kind="lsoa", vintage="2021").empty:
        sets.append(AreaSet(SMALL_AREAS, "lsoa", "Small areas (LSOAs)", newest))
    groups = reader.read("area_groups")
    if not groups.empty:
        sets.append(AreaSet(GROUPS, "group", "Area groups", str(groups["ward_set"].iloc[0])))
    return {one.id: one for one in sets}


@remembered
def names(reader: Reader, areas: AreaSet, span: Span) -> dict[str, str]:
    """What the areas of a set are called, by code: small areas with their ward, in its order."""
    if areas.kind == "ward":
        return places.ward_names(reader, areas.wards)
    if areas.kind == "group":
        told = groups(reader, areas.wards)
        return dict(zip(told["area_code"], told["title"], strict=True))
    vintage = places.lsoa_vintage(span)
    held = reader.read("shapes", kind="lsoa", vintage=vintage)[["area_code", "area_name"]]
    told = places.with_wards(reader, held, vintage, areas.wards).sort_values(["ward", "area_name"])
    return dict(zip(told["area_code"], told["full_name"], strict=True))


def groups(reader: Reader, wards: str) -> pd.DataFrame:
    """The officer's groups of wards of one set; columns as the read `area_groups`."""
    told = reader.read("area_groups")
    return told[told["ward_set"] == wards].reset_index(drop=True)


@remembered
def pairs(reader: Reader, dataset: str, period: Period) -> dict[str, Pair]:
    """What a period can be held against, by id: the same months a year earlier ('year'), as far as
    they are held, then every other offered period with equally many months. The later of the two
    is held against the earlier. Spans that share a month, and those between which a change in
    recording forbids it, are left out.
    """
    found: dict[str, Pair] = {}
    if period.compared is not None:
        found["year"] = Pair(period.compared, period.compared.years_earlier())
    for other in places.periods(reader, dataset):
        earlier, later = sorted((other.span, period.span))
        pair = Pair(later, earlier)
        if earlier.months != later.months or later.start <= earlier.end or pair in found.values():
            continue
        if not breaks.refusal(reader, dataset, Span(earlier.start, later.end)):
            found[other.id] = pair
    return found


def quarters_in_a_row(reader: Reader, dataset: str) -> tuple[int, Span | None]:
    """How many whole quarters the newest run of complete months holds, and that run."""
    supply = reader.read("supply", dataset=dataset)
    complete = supply.loc[supply["status"] == "complete", "month"]
    runs = months.runs(month.date() for month in complete)
    return (runs[-1].months // MONTHS_IN_QUARTER, runs[-1]) if runs else (0, None)


def patterns(reader: Reader, measure: Measure, kind: str, vintage: str) -> pd.DataFrame:
    """How the hotspots of a measure last in every area of one kind and vintage; empty where it is
    too short to say. Columns as the read `hotspot_patterns`.
    """
    return reader.read("hotspot_patterns", measure=measure.id, kind=kind, vintage=vintage)
