"""Answers about places: counts, rates with limits and ranks, changes, hotspots, for one measure
and period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from csp import months
from csp.answers import breaks
from csp.db import Reader, remembered
from csp.measures import Measure, measures
from csp.months import Span
from csp.settings import settings
from csp.stats.ranks import rank_ranges
from csp.stats.rates import add_rates

POLICE_UK = "police_uk"
LARGE_AREAS = "2024"  # the vintage of borough, districts and force
SIGNIFICANT = 0.05  # two-sided p below which a change is called a rise or a fall
# What stands beside no protected count: an interval or a place among others would be made of
# rounded counts, and of those that are shown alone.
OF_WHOLE_COUNTS = ("lower", "upper", "rank", "rank_low", "rank_high")


@dataclass(frozen=True)
class Period:
    """A span that screens offer, and the part of it that the same months a year earlier are held
    for; nothing is compared across a change in recording that forbids it.
    """

    id: str
    span: Span
    compared: Span | None
    newest: bool
    refused: str = ""  # the change in recording for which nothing is compared, where there is one


def periods(reader: Reader, dataset: str = POLICE_UK) -> list[Period]:
    """The periods of one dataset, the newest year first; none when it is not held."""
    return list(_periods(reader, dataset))


@remembered
def _periods(reader: Reader, dataset: str) -> tuple[Period, ...]:
    held = reader.read("periods", dataset=dataset)
    return tuple(_period(reader, dataset, row) for row in held.itertuples())


def mappable(reader: Reader) -> list[Measure]:
    """The measures that a map of wards can show: those of the police, then those of partners.

    Sensitive ones have pages of their own; what no period is held of, as a partner's first months
    in the public file, waits for one.
    """
    held = set(reader.read("mappable_measures")["measure"])
    found = [
        one for name, one in measures().items() if name in held and periods(reader, one.source)
    ]
    return sorted(found, key=lambda measure: measure.source != POLICE_UK)


def is_protected(reader: Reader, measure: Measure) -> bool:
    """Whether the file holds a measure's counts protected only: small ones hidden, others rounded,
    so that no sum, share, rank or interval may be made of them.
    """
    return measure.source in protected_datasets(reader)


@remembered
def protected_datasets(reader: Reader) -> frozenset[str]:
    """The datasets whose counts the file holds protected only: those of partners, once public."""
    held = reader.read("datasets")
    own = held["dataset"][held["status"] == "partner"]
    return frozenset(own) if reader.edition == "public" else frozenset()


def _period(reader: Reader, dataset: str, row: Any) -> Period:
    span, newest = Span(_day(row.starts), _day(row.ends)), bool(row.newest)
    if pd.isna(row.compare_starts):
        return Period(row.period, span, None, newest)
    compared = Span(_day(row.compare_starts), _day(row.compare_ends))
    refused = breaks.refusal(reader, dataset, breaks.both_years(compared))
    return Period(row.period, span, None if refused else compared, newest, refused)


def _day(moment: pd.Timestamp) -> date:
    day: date = moment.date()
    return day


def all_months_compared(reader: Reader, dataset: str, period: Period) -> bool:
    """Whether the compared span holds every month of the period that is complete in both years."""
    supply = reader.read("supply", dataset=dataset)
    complete = {_day(row.month) for row in supply.itertuples() if row.status == "complete"}
    both = [
        month
        for month in period.span.all()
        if month in complete and months.shift(month, -12) in complete
    ]
    return period.compared is not None and both == period.compared.all()


def not_located(reader: Reader, measure: Measure, span: Span) -> tuple[int, int]:
    """How many of the force's events of a period have no place, and how many there are in all; 0
    of 0 where either is hidden, so that nothing is said of them.
    """
    row = reader.read(
        "not_located",
        measure=measure.id,
        starts=span.start,
        ends=span.end,
        whole=settings().area.force_code,
    ).iloc[0]
    if row.isna().any():
        return 0, 0
    return int(row["not_located"]), int(row["force"])


def ward_rates(reader: Reader, measure: Measure, span: Span, vintage: str) -> pd.DataFrame:
    """Every ward's count, rate and rank in a period, highest rate first.

    Columns: area_code, area_name, exact, events [count], people [residents], basis, year, rate,
    lower, upper [per `measure.per` residents in the whole period, 95%], rank, rank_low, rank_high,
    why_blank. Ranks are of the rate; blanks have none. Of protected counts there are rates alone,
    in the order of the names: no limits, no ranks.
    """
    return _rated(reader, measure, span, kinds=["ward"], vintage=vintage)


def district_rates(reader: Reader, measure: Measure, span: Span) -> pd.DataFrame:
    """The same columns for every district of the force area, the own one among them; ranks are
    those among the districts.
    """
    kinds = ["borough", "district"]
    return _rated(reader, measure, span, kinds=kinds, vintage=LARGE_AREAS)


def group_rates(reader: Reader, measure: Measure, span: Span, vintage: str) -> pd.DataFrame:
    """The same columns for the officer's groups of wards of one set. Groups may share wards, so
    their ranks mean nothing and are left out.
    """
    rated = _rated(reader, measure, span, kinds=["group"], vintage=vintage)
    return rated.drop(columns=["rank", "rank_low", "rank_high"])


def small_area_rates(reader: Reader, measure: Measure, span: Span, wards: str) -> pd.DataFrame:
    """The same columns for every small area (LSOA), and ward_code and ward (its name) in a ward
    set. The codes are those of the months; of a span across two sets of codes nothing is known.
    """
    vintage = lsoa_vintage(span)
    rated = _rated(reader, measure, span, kinds=["lsoa"], vintage=vintage)
    return with_wards(reader, rated, vintage, wards)


def with_wards(reader: Reader, areas: pd.DataFrame, vintage: str, wards: str) -> pd.DataFrame:
    """Small areas of one vintage with ward_code and ward (its name) in a ward set, and full_name:
    both names.
    """
    ward_of = reader.read("lsoa_wards", lsoa_vintage=vintage, ward_vintage=wards)
    found = areas.merge(ward_of, on="area_code", how="left")
    return found.assign(full_name=found["area_name"] + ", " + found["ward"])


def area_rate(reader: Reader, measure: Measure, span: Span, code: str) -> pd.Series:
    """The same columns for the borough, a district or the force, as one row."""
    kinds = ["borough", "district", "force"]
    rated = _rated(reader, measure, span, kinds=kinds, vintage=LARGE_AREAS)
    return rated[rated["area_code"] == code].iloc[0]


def _rated(
    reader: Reader, measure: Measure, span: Span, *, kinds: list[str], vintage: str
) -> pd.DataFrame:
    """The caller's own copy of what is worked out once; columns may be changed, as of a read."""
    return _rated_once(reader, measure, span, tuple(kinds), vintage).copy(deep=False)


@remembered
def _rated_once(
    reader: Reader, measure: Measure, span: Span, kinds: tuple[str, ...], vintage: str
) -> pd.DataFrame:
    counted = reader.read(
        "area_counts",
        measure=measure.id,
        starts=span.start,
        ends=span.end,
        kinds=list(kinds),
        vintage=vintage,
    )
    return rated(reader, measure, counted)


def rated(reader: Reader, measure: Measure, counted: pd.DataFrame) -> pd.DataFrame:
    """The frame (area_name, events, people) as `ranked_rates`; as `unranked` where protected."""
    found = ranked_rates(counted, measure.per)
    return unranked(found) if is_protected(reader, measure) else found


def unranked(found: pd.DataFrame) -> pd.DataFrame:
    """The frame of `ranked_rates` without limits and ranks, in the order of the names."""
    blank = dict.fromkeys(OF_WHOLE_COUNTS, float("nan"))
    return found.assign(**blank).sort_values("area_name", ignore_index=True)


def ranked_rates(counted: pd.DataFrame, per: int) -> pd.DataFrame:
    """The frame (area_name, events, people) with rate, lower, upper [per `per` people, 95%], rank,
    rank_low and rank_high, the highest rate first.
    """
    rated = rank_ranges(add_rates(counted, per))
    return rated.sort_values(["rate", "area_name"], ascending=[False, True], ignore_index=True)


def changes(
    reader: Reader,
    compared: Span,
    *,
    kinds: list[str],
    vintage: str,
    dataset: str = POLICE_UK,
    before: Span | None = None,
) -> pd.DataFrame:
    """What changed in every measure of a dataset and area against the same months a year earlier,
    or against `before`, an earlier period with equally many months.

    Columns: measure, area_code, area_name, kind, events_before, events [counts], difference,
    percent [None on a base under 10], p [E-test], verdict ('better', 'worse', 'neither' for a
    significant change, 'none' otherwise).
    """
    earlier = before or compared.years_earlier()
    made = _changes_once(reader, compared, earlier, tuple(kinds), vintage, dataset)
    return made.copy(deep=False)


@remembered
def _changes_once(  # noqa: PLR0917  # what `changes` is given, in its order
    reader: Reader, compared: Span, before: Span, kinds: tuple[str, ...], vintage: str, dataset: str
) -> pd.DataFrame:
    found = reader.read(
        "area_changes",
        starts=compared.start,
        ends=compared.end,
        before_starts=before.start,
        kinds=list(kinds),
        vintage=vintage,
        dataset=dataset,
    )
    found["difference"] = found["events"] - found["events_before"]
    found["percent"] = (100 * found["difference"] / found["events_before"]).where(
        found["events_before"] >= 10
    )
    found["verdict"] = [
        verdict_of(measures()[row.measure].better, row.difference, row.p)
        for row in found.itertuples()
    ]
    return found


def hidden_areas(
    reader: Reader, measure: Measure, spans: Sequence[Span], *, kind: str, vintage: str
) -> pd.DataFrame:
    """The areas whose count is hidden in any of the spans: area_code, area_name."""
    found = [
        _rated(reader, measure, span, kinds=[kind], vintage=vintage).query("why_blank == 'hidden'")
        for span in spans
    ]
    return pd.concat(found)[["area_code", "area_name"]].drop_duplicates(ignore_index=True)


def verdict_of(better: str, difference: float, p: float) -> str:
    """What a change means: 'better', 'worse' or 'neither' when significant, else 'none'."""
    if p >= SIGNIFICANT or difference == 0:
        return "none"
    if better == "neither":
        return "neither"
    return "better" if (difference < 0) == (better == "lower") else "worse"


def hotspots(
    reader: Reader, measure: Measure, span: Span, *, kind: str, vintage: str
) -> pd.DataFrame:
    """The Gi* class of every LSOA or ward in a period; empty where it was not worked out.

    Columns: area_code, area_name, events, class, pattern, areas_in_class, areas, at_edge.
    """
    return reader.read(
        "hotspots",
        measure=measure.id,
        starts=span.start,
        ends=span.end,
        kind=kind,
        vintage=vintage,
    )


def lsoa_vintage(span: Span) -> str:
    """The LSOA codes that the months of a span use."""
    return "2021" if span.start >= settings().lsoa.codes_of_2021_from else "2011"


def crosses_codes(span: Span) -> bool:
    """Whether the small areas changed within the months of a span, so that two sets of codes meet
    in it.
    """
    return lsoa_vintage(span) != lsoa_vintage(Span(span.end, span.end))


@remembered
def ward_sets(reader: Reader) -> dict[str, str]:
    """The ward sets by vintage, with what to call them. The first one is the default: the set that
    the settings name, else the newest with exact boundaries; none where no wards are held.
    """
    sets = {
        row.vintage: f"{row.wards} wards of {row.vintage}" + ("" if row.exact else ", approximate")
        for row in reader.read("ward_sets").itertuples()
    }
    chosen = settings().wards.default_vintage
    first = [vintage for vintage in sets if vintage == chosen]
    return {vintage: sets[vintage] for vintage in [*first, *sets]}


def default_ward_set(reader: Reader) -> str:
    """The ward set that screens open on; '' where no wards are held."""
    return next(iter(ward_sets(reader)), "")


def in_force(vintages: Sequence[str], newer_rules: bool) -> str:
    """Which of the ward sets, in the order of their years, was in force: the newest one once it
    rules, before that the one before; '' where there is none.
    """
    newest_two = vintages[-2:]
    if not newest_two:
        return ""
    return newest_two[-1] if newer_rules else newest_two[0]


@remembered
def is_exact(reader: Reader, vintage: str) -> bool:
    """Whether the boundaries and counts of a ward set are exact."""
    sets = reader.read("ward_sets").set_index("vintage")
    return bool(sets.loc[vintage, "exact"])


@remembered
def ward_names(reader: Reader, vintage: str) -> dict[str, str]:
    """The wards of one set by code, in the order of their names."""
    return {
        row.area_code: row.area_name for row in reader.read("wards", vintage=vintage).itertuples()
    }
