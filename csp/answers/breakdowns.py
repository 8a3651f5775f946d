"""Answers about breakdowns: what the documents give in parts, and what partners have sent since."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp import months
from csp.answers import places
from csp.db import Reader, remembered
from csp.measures import measures
from csp.months import Span
from csp.sources import sources

SMALLEST_BASE = 10  # no percentage on fewer
FIGURES = {  # the columns of ids, each with that of the values
    "before_figure": "before",
    "after_figure": "after",
    "number_figure": "number",
    "beside_figure": "beside",
}
_IN_NOTE = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True)
class Live:
    """Where partners' counts of the same thing stand in the file."""

    dataset: str
    grouping: str
    category: str
    measures: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """One breakdown of published figures.

    `rows` has the columns of queries/reads/breakdown_rows.sql, and difference, percent (blank on a
    base under 10), verdict ('better', 'worse', 'neither' for more than chance would give, 'none'
    for what chance alone would give, '' where chance was not asked).
    """

    id: str
    title: str
    counted: str
    parts: str
    form: str
    note: str  # with its values
    lost: tuple[tuple[str, str], ...]  # what of its subject the text held has lost, and why
    figures: tuple[str, ...]  # the ids of all whose values it shows
    live: Live | None
    rows: pd.DataFrame


def figures_in(note: str) -> tuple[str, ...]:
    """The ids in braces of a note, whose values it is to give."""
    return tuple(_IN_NOTE.findall(note))


def breakdowns(reader: Reader, plan: str, priority: str) -> tuple[Breakdown, ...]:
    """The breakdowns under one priority of a plan, in their order."""
    found = reader.read("breakdowns", plan=plan, priority=priority)
    return tuple(_breakdown(reader, row) for row in found.itertuples())


def _breakdown(reader: Reader, row: object) -> Breakdown:
    told = pd.Series(row._asdict())  # type: ignore[attr-defined]  # a named tuple of pandas
    rows = _rows(reader, told["breakdown"])
    named = [
        one
        for column, value in FIGURES.items()
        for one in rows.loc[rows[value].notna(), column].dropna()
    ]
    note = told["note"] if isinstance(told["note"], str) else ""
    return Breakdown(
        id=told["breakdown"],
        title=told["title"],
        counted=told["counted"],
        parts=told["parts"],
        form=told["form"],
        note=_filled(reader, note),
        lost=_lost(reader, told["lost"]),
        figures=tuple(dict.fromkeys([*named, *figures_in(note)])),
        live=_live(told),
        rows=rows,
    )


@remembered
def _rows(reader: Reader, breakdown: str) -> pd.DataFrame:
    """The rows of one breakdown, which are the same under every plan."""
    return worked(reader.read("breakdown_rows", breakdown=breakdown))


def _filled(reader: Reader, note: str) -> str:
    named = figures_in(note)
    if not named:
        return note
    values = reader.read("published_figures", figures=list(named)).set_index("figure")["value"]
    return _IN_NOTE.sub(lambda found: f"{values[found[1]]:,.10g}", note)


def _lost(reader: Reader, at: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each place once, with why its numbers are lost; the commonest reason where rows differ."""
    rows = reader.read("unreadable")
    own = rows[rows["place"].isin(list(at))]
    return tuple(
        (place, why) for place in at for why in own.loc[own["place"] == place, "why"].mode().head(1)
    )


def _live(told: pd.Series) -> Live | None:
    if not isinstance(told["live_dataset"], str):
        return None
    return Live(
        told["live_dataset"],
        told["live_grouping"] or "",
        told["live_category"] or "",
        tuple(told["live_measures"]),
        tuple(told["live_areas"]),
    )


def worked(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with difference, percent and verdict; `rows` has before, after, better and p."""
    same = rows["before"].notna() & rows["after"].notna()
    difference = (rows["after"] - rows["before"]).where(same).astype(float)
    enough = same & (rows["before"] >= SMALLEST_BASE) & (rows["unit"] != "percent")
    return rows.assign(
        difference=difference,
        percent=(100 * difference / rows["before"].astype(float)).where(enough),
        verdict=[
            "" if pd.isna(p) else places.verdict_of(better, moved, p)
            for better, moved, p in zip(rows["better"], difference, rows["p"], strict=True)
        ],
    )


@dataclass(frozen=True)
class Supplied:
    """What partners have sent of the same thing: the newest span against the year before."""

    span: Span
    dataset: str
    illustrative: bool
    by_district: bool
    areas: str  # the names of the areas, where some are named
    rows: pd.DataFrame  # label, area_code, before, after, difference, percent, p, verdict


def supplied(reader: Reader, live: Live | None) -> Supplied | None:
    """The live counts behind a breakdown; None until two years of them are held, and of protected
    counts: two of them may differ by rounding alone, and those hidden may have changed most.
    """
    held = reader.read("datasets").set_index("dataset")
    if live is None or live.dataset not in held.index:
        return None
    if live.dataset in places.protected_datasets(reader):
        return None
    made = _by_group(reader, live) if live.grouping else _by_area(reader, live)
    if made is None or made[1].empty:
        return None
    span, rows = made
    status = held.loc[live.dataset, "status"]
    return Supplied(
        span=span,
        dataset=live.dataset,
        illustrative=status == "illustrative",
        by_district=not live.grouping and not live.areas,
        areas=" and ".join(dict.fromkeys(rows["area_name"])) if live.areas else "",
        rows=worked(rows),
    )


def _by_group(reader: Reader, live: Live) -> tuple[Span, pd.DataFrame] | None:
    found = reader.read(
        "breakdown_changes",
        dataset=live.dataset,
        grouping=live.grouping,
        category=live.category,
    )
    if found.empty:
        return None
    span = Span(_day(found["starts"].iloc[0]), _day(found["ends"].iloc[0]))
    better = _better(live.dataset)
    return span, _laid_out(
        found.assign(label=found["group_name"], area_code="", area_name="", better=better)
    )


def _better(dataset: str) -> str:
    """Which direction is better of a dataset's counts: what all its measures say, else neither."""
    said = {one.better for one in measures().values() if one.source == dataset}
    return said.pop() if len(said) == 1 else "neither"


def _by_area(reader: Reader, live: Live) -> tuple[Span, pd.DataFrame] | None:
    newest = [one for one in places.periods(reader, live.dataset) if one.newest]
    if not newest or newest[0].compared is None:
        return None
    span = newest[0].compared
    found = _areas(reader, live, span)
    found = found[found["measure"].isin(live.measures)]
    if live.areas:
        found = found[found["area_code"].isin(live.areas)]
        label = [measures()[name].title for name in found["measure"]]
    else:
        label = list(found["area_name"])
    better = [measures()[name].better for name in found["measure"]]
    ordered = found.assign(label=label, better=better).sort_values("events", ascending=False)
    return span, _laid_out(ordered)


def _areas(reader: Reader, live: Live, span: Span) -> pd.DataFrame:
    """The changes of wards in the set that has the areas, or of districts."""
    if not live.areas:
        kinds = ["borough", "district"]
        return places.changes(
            reader, span, kinds=kinds, vintage=places.LARGE_AREAS, dataset=live.dataset
        ).drop_duplicates(["measure", "area_code"])
    sets = reader.read("ward_sets")["vintage"]
    parts = [
        places.changes(reader, span, kinds=["ward"], vintage=one, dataset=live.dataset)
        for one in sets
    ]
    return pd.concat(parts, ignore_index=True).drop_duplicates(["measure", "area_code"])


def _laid_out(found: pd.DataFrame) -> pd.DataFrame:
    columns = ["label", "area_code", "area_name", "before", "after", "better", "p", "unit"]
    named = {"events_before": "before", "events": "after"}
    return found.rename(columns=named).assign(unit="events")[columns].reset_index(drop=True)


def _day(moment: pd.Timestamp) -> date:
    day: date = moment.date()
    return day


def title_of(dataset: str) -> str:
    """What a source is called."""
    return sources()[dataset].title


def whole_months(starts: pd.Timestamp, ends: pd.Timestamp) -> Span | None:
    """The months between two days; None where they do not begin and end one."""
    if starts.day != 1 or ends.day != months.days(ends.date().replace(day=1)):
        return None
    return Span(_day(starts), _day(ends).replace(day=1))
