"""Whole tables for those who take data away: what the file holds of a dataset, as it may be shown.

Whatever is protected is protected in the file already; of sensitive subjects only the borough goes
out month by month, as on screen.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp.answers import plans
from csp.answers.surveys import GROUPINGS, RESIDENTS, YOUNG_PEOPLE
from csp.db import Reader, remembered
from csp.measures import measures
from csp.settings import settings

SURVEYS = (RESIDENTS, YOUNG_PEOPLE)
# The kinds of areas that stand in one table, by what `counts_held` calls them, in their order.
KINDS = {
    "ward": ("ward",),
    "district": ("borough", "district", "force"),
    "lsoa": ("lsoa",),
    "group": ("group",),
}


@dataclass(frozen=True)
class Counts:
    """Counts by month that are held of a dataset in one set of areas."""

    dataset: str
    kind: str  # of KINDS
    vintage: str
    first: date
    last: date
    rows: int


@dataclass(frozen=True)
class Outlines:
    """A set of areas of which boundaries are held."""

    kind: str
    vintage: str
    areas: int
    exact: bool


def counts_held(reader: Reader) -> tuple[Counts, ...]:
    """Of which datasets and sets of areas counts by month are held, wards first."""
    rows = reader.read("counts_held", newer_codes_from=settings().lsoa.codes_of_2021_from)
    found = (
        Counts(dataset, kind, vintage, first.date(), last.date(), int(number))
        for dataset, kind, vintage, first, last, number in rows.itertuples(index=False)
    )
    return tuple(sorted(found, key=lambda one: list(KINDS).index(one.kind)))


def counts(reader: Reader, held: Counts) -> pd.DataFrame:
    """Every count of such a set; columns as the read `counts_by_month`, events whole numbers."""
    return _whole(
        reader.read_once(
            "counts_by_month",
            dataset=held.dataset,
            kinds=list(KINDS[held.kind]),
            vintage=held.vintage,
            newer_codes_from=settings().lsoa.codes_of_2021_from,
        ),
        "events",
    )


def counts_by_year(reader: Reader, dataset: str) -> pd.DataFrame:
    """The counts of whole years that are published of a partner's dataset; columns as the read."""
    return _whole(reader.read("counts_by_year", dataset=dataset), "events")


def _whole(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The table with these columns as whole numbers that may be blank."""
    return table.assign(**{name: table[name].astype("Int64") for name in columns})


def outlines_held(reader: Reader) -> tuple[Outlines, ...]:
    """The sets of areas of which boundaries are held."""
    rows = reader.read("boundaries_held")
    return tuple(
        Outlines(row.kind, row.vintage, int(row.areas), bool(row.exact))
        for row in rows.itertuples()
    )


def areas(reader: Reader, held: Outlines) -> pd.DataFrame:
    """The areas of such a set: area_code, area_name, kind, vintage, exact [boundary]."""
    named = reader.read("areas_named")
    own = named[(named["kind"] == held.kind) & (named["vintage"] == held.vintage)]
    return own.reset_index(drop=True)


def lookups(reader: Reader) -> pd.DataFrame:
    """Which ward each small area lies in: area_code, codes [vintage of the small areas], ward_code,
    ward [name], ward_set [vintage]. Empty where no wards are held.
    """
    held = {one.vintage for one in outlines_held(reader) if one.kind == "lsoa"}
    sets = list(reader.read("ward_sets")["vintage"])
    found = [
        reader.read("lsoa_wards", lsoa_vintage=codes, ward_vintage=wards).assign(
            codes=codes, ward_set=wards
        )
        for codes in sorted(held)
        for wards in sorted(sets)
    ]
    columns = ["area_code", "codes", "ward_code", "ward", "ward_set"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def indicators(reader: Reader) -> pd.DataFrame:
    """What every plan promised to measure: plan [title], priority, then the columns of
    `csp.answers.plans.indicators` that a reader has a use for.
    """
    inner = ["form", "alike", "target_rule", "plan_starts", "plan_ends", "latest_ends"]
    found = [
        plans.indicators(
            reader, plan, [one.title for one in plans.priorities(reader, plan)]
        ).assign(plan=title)
        for plan, title in plans.plans(reader).items()
    ]
    if not found:
        return pd.DataFrame(columns=["plan", "priority", "indicator"])
    told = pd.concat(found, ignore_index=True).drop(columns=inner)
    return told[["plan", "priority", *told.columns.drop(["plan", "priority"])]]


def actions(reader: Reader) -> pd.DataFrame:
    """What every plan set out to do: plan [title], then the columns of the read `actions`."""
    found = [
        reader.read("actions", plan=plan).assign(plan=title)
        for plan, title in plans.plans(reader).items()
    ]
    if not found:
        return pd.DataFrame(columns=["plan", "priority", "action"])
    told = pd.concat(found, ignore_index=True).drop(columns=["measure_status"])
    return told[["plan", *told.columns.drop("plan")]]


@remembered
def answers(reader: Reader, survey: str, status: str) -> pd.DataFrame:
    """The shares of answers of a survey's waves with one status ('published', 'partner',
    'illustrative'): survey, grouping, then the columns of the read `survey_answers`.
    """
    found = [
        reader.read("survey_answers", survey=survey, grouping=grouping).assign(grouping=grouping)
        for grouping in GROUPINGS
    ]
    told = pd.concat(found, ignore_index=True).assign(survey=survey)
    own = told[told["status"] == status].drop(columns="status").reset_index(drop=True)
    first = ["survey", "wave", "question", "answer", "grouping", "group_name"]
    return own[[*first, *own.columns.drop(first)]]


def measured(reader: Reader) -> pd.DataFrame:
    """What is counted: every measure of a dataset that the file holds, with what it is of, how it
    is read and the words of its caution.
    """
    held = set(reader.read("datasets")["dataset"])
    rows = [
        {
            "measure": one.id,
            "measure_title": one.title,
            "dataset": one.source,
            "unit": one.unit,
            "per": one.per,
            "better": one.better,
            "categories": ", ".join(one.categories),
            "why_it_matters": one.why_it_matters,
            "caution": one.caution,
        }
        for one in measures().values()
        if one.source in held
    ]
    return pd.DataFrame(rows)


def sets_of(reader: Reader, codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Which sets of areas some codes are of, by kind: the vintages that know every one of the kind,
    or, where none does, all that know some. Codes that no set knows are left out.
    """
    known = _vintages(reader)
    found: dict[str, list[frozenset[str]]] = {}
    for code in codes:
        kind, vintages = known.get(code, ("", frozenset()))
        if kind:
            found.setdefault(kind, []).append(vintages)
    return {
        kind: tuple(sorted(frozenset.intersection(*held) or frozenset.union(*held)))
        for kind, held in found.items()
    }


@remembered
def _vintages(reader: Reader) -> dict[str, tuple[str, frozenset[str]]]:
    """The kind and the vintages of every code."""
    named = reader.read("areas_named")
    return {
        str(code): (str(rows["kind"].iloc[0]), frozenset(rows["vintage"]))
        for code, rows in named.groupby("area_code")
    }
