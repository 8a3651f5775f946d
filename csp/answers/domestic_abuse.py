"""Answers about domestic abuse: when, how it gathers, who is reached, what was published."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from csp.answers import places
from csp.answers.neighbours import ward_neighbours
from csp.answers.places import Period
from csp.db import Reader
from csp.measures import Measure, measures
from csp.months import Span
from csp.settings import data_folder, own_or_lent, settings
from csp.stats.agreement import Published
from csp.stats.coverage import sensitivity, unmet_need

INCIDENTS, SHOP, MARAC = "domestic_abuse", "one_stop_shop", "marac"
# What may stand for need, by the names that csp.stats.coverage gives them.
NEEDS = {
    "incidents": "domestic_abuse_incidents",
    "crimes": "domestic_abuse_crimes",
    "high_risk": "domestic_abuse_high_risk",
    "repeat": "domestic_abuse_repeat_victims",
}
VISITS = "one_stop_shop_visits"
# The published figures of services that the page shows.
PUBLISHED = (
    *("repeat_victims_2015", "repeat_victims_2016"),
    *("marac_cases_2018", "marac_cases_2019", "marac_repeat_2019", "marac_repeat_share_2019"),
    *("sanctuary_2018", "sanctuary_2019"),
    *("one_stop_shop_2018", "one_stop_shop_2019"),
    *("one_stop_shop_women_2018", "one_stop_shop_women_2019"),
    *("one_stop_shop_men_2018", "one_stop_shop_men_2019"),
)


def incidents() -> Measure:
    """The measure that the page is about."""
    return measures()[NEEDS["incidents"]]


def status(reader: Reader, dataset: str = INCIDENTS) -> str | None:
    """Whether a dataset is 'partner' or 'illustrative'; None where it is not held."""
    held = reader.read("datasets").set_index("dataset")["status"]
    return str(held[dataset]) if dataset in held.index else None


def published(reader: Reader) -> pd.DataFrame:
    """The figures of PUBLISHED and the ranking's by their ids; columns as the query's."""
    ranking = published_ranking()
    named = sorted({*PUBLISHED, *([ranking.group_figure] if ranking else [])})
    return reader.read("published_figures", figures=named).set_index("figure")


@dataclass(frozen=True)
class Ranking:
    """What a document says of the order of wards, and where it says it."""

    says: Published
    document: str
    section: str
    span: Span
    group_figure: str  # the id of the group's share


def _sayings() -> dict[str, Any]:
    file = own_or_lent(data_folder(), "published/ranking.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def published_ranking() -> Ranking | None:
    """The published ranking of wards by recorded domestic abuse, by names of the wards of its time;
    None where none is held.
    """
    told = _sayings().get("domestic_abuse")
    if told is None:
        return None
    return Ranking(
        Published(
            first=tuple(told["first"]),
            named=frozenset(told["named"]),
            depth=int(told["depth"]),
            group=frozenset(told["group"]),
        ),
        document=str(told["document"]),
        section=str(told["section"]),
        span=Span(_month(str(told["first_period"])), _month(str(told["last_period"]))),
        group_figure=str(told["group_figure"]),
    )


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def shop_ward() -> str:
    """The name of the ward in which the one-stop shop lies; '' where none is told."""
    return str(_sayings().get("one_stop_shop", {}).get("ward", ""))


def ward_set(reader: Reader, span: Span) -> str:
    """The vintage of the wards that were in force in a period's first month."""
    held = sorted(places.ward_sets(reader))
    changed = settings().wards.changed_on
    return places.in_force(held, changed is not None and span.start >= changed)


def hours(reader: Reader, period: Period, area_code: str = "") -> pd.DataFrame:
    """Incidents by hour of the week in a period, of the borough or a ward; columns as the query's.

    Empty where none are held, and for a ward in the public edition: a place and an hour together
    could point at a household.
    """
    code = area_code or settings().area.code
    found = reader.read("hours", measure=incidents().id, area_code=code, period=period.id)
    return found.head(0) if area_code and reader.edition == "public" else found


def calendar(reader: Reader) -> pd.DataFrame:
    """The borough's incidents on named days against what is expected; columns as the query's."""
    return reader.read("calendar_effects", measure=incidents().id, area_code=settings().area.code)


def season(reader: Reader) -> pd.DataFrame:
    """What each calendar month has above or below the trend, averaged over the years held.

    Columns: number [1 is January], share [per cent of the trend, above 0 is more], years. Empty
    where fewer than 24 months in a row are held.
    """
    parts = reader.read("season", measure=incidents().id, area_code=settings().area.code)
    told = parts.assign(
        number=pd.to_datetime(parts["month"]).dt.month,
        share=100 * parts["seasonal"] / parts["trend"],
    )
    return told.groupby("number", as_index=False).agg(
        share=("share", "mean"), years=("share", "size")
    )


def hotspot_quarters(reader: Reader, vintage: str) -> pd.DataFrame:
    """Each ward's hotspot class quarter by quarter; columns as the query's."""
    return reader.read("hotspot_quarters", measure=incidents().id, vintage=vintage)


def year_on_year(reader: Reader, dataset: str) -> pd.DataFrame:
    """The newest year of a dataset's borough counts against the year before, by measure.

    Columns: events_before, events, difference, percent, p (as `places.changes`), and span. Empty
    where the dataset or the year before is not held.
    """
    newest = [one for one in places.periods(reader, dataset) if one.newest]
    if not newest or newest[0].compared is None:
        return pd.DataFrame(columns=["events_before", "events", "difference", "percent", "p"])
    found = places.changes(
        reader,
        newest[0].compared,
        kinds=["borough"],
        vintage=places.LARGE_AREAS,
        dataset=dataset,
    )
    return found.set_index("measure").assign(span=newest[0].compared)


@dataclass(frozen=True)
class Coverage:
    """Visits beside recorded incidents by ward, over the months that both are held for."""

    span: Span
    wards: pd.DataFrame


def coverage(reader: Reader, span: Span) -> Coverage | None:
    """How many visits each ward's incidents would lead to expect, and how many are missing.

    `wards` has the columns of `unmet_need` with area_name, and sets, times and share of
    `sensitivity`. None where visits and incidents share no month, or no ward set has both.
    """
    held = [one.span for one in places.periods(reader, SHOP)]
    if not held:
        return None
    start = max(span.start, min(one.start for one in held))
    end = min(span.end, max(one.end for one in held))
    if start > end:
        return None
    both, vintage = Span(start, end), ward_set(reader, span)
    wards = _needs_and_visits(reader, both, vintage)
    if wards["why_blank"].notna().all() or wards["incidents"].sum() == 0:
        return None
    names = wards.set_index("area_name")["area_code"]
    told = sensitivity(wards, ward_neighbours(reader, vintage), names.get(shop_ward()))
    return Coverage(both, unmet_need(wards).merge(told.drop(columns="why_blank"), on="area_code"))


def _needs_and_visits(reader: Reader, span: Span, vintage: str) -> pd.DataFrame:
    """One row a ward: area_code, area_name, the counts that may stand for need, visits, why_blank.

    A ward's reason is that of its incidents or its visits, whichever is blank.
    """

    def counted(name: str) -> pd.DataFrame:
        found = reader.read(
            "area_counts",
            measure=name,
            starts=span.start,
            ends=span.end,
            kinds=["ward"],
            vintage=vintage,
        )
        return found.set_index("area_code")

    visits, first = counted(VISITS), counted(NEEDS["incidents"])
    told = pd.DataFrame(
        {
            "area_name": first["area_name"],
            **{need: counted(name)["events"] for need, name in NEEDS.items()},
            "visits": visits["events"],
            "why_blank": first["why_blank"].fillna(visits["why_blank"]),
        }
    )
    return told.reset_index()
