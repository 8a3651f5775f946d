"""The sentences of the officer's groups of wards, and of rural beside urban crime."""

import pandas as pd

from components.words import numbers
from components.words.against_force import times
from components.words.districts import decimals, limits, percent
from components.words.ward_map import rate
from csp.answers.rural import Groups, Pair
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

NO_GROUPS = (
    "No groups of wards are listed",
    "An officer lists them in area_groups.toml in the data folder: urban, rural, or any other.",
)
FEW = 10  # events: under it a comparison of two groups says little
SIDES = {
    "above": "More than urban",
    "below": "Less than urban",
    "either": "No clear difference",
    "": "None recorded",
}


def title(told: Groups, pair: Pair | None, measure: Measure) -> str:
    """The rural wards' share of events and of residents; without a pair, how many groups."""
    if pair is None:
        return (
            f"{numbers.capital(numbers.small(len(told.rates)))} groups of wards: {measure.counted}"
        )
    rural = told.rates.set_index("area_code").loc[pair.rural["area_code"]]
    if numbers.is_blank(rural["share"]):
        return f"{rural['title']}: {measure.counted} are not known"
    return (
        f"{rural['title']} hold {percent(rural['share'])} of {settings().area.name}’s"
        f" {measure.counted} and {percent(rural['residents'])} of its residents"
    )


def lead(told: Groups, pair: Pair | None, measure: Measure, span: Span) -> str:
    """Both rates with limits and both counts; that the list is a draft, where it is."""
    draft = (
        " The list of wards is a draft, the partnership’s to correct."
        if told.rates["approved_by"].isna().any()
        else ""
    )
    if pair is None:
        return f"Groups of wards as an officer lists them, in **{numbers.span(span)}**.{draft}"
    by_code, fine = told.rates.set_index("area_code"), decimals(told.borough["rate"])
    parts = [
        f"{row['title'].lower()}: {numbers.count_of(row['events'], measure.counted)},"
        f" {rate(row['rate'], fine)} per {measure.per:,} residents ({limits(row, fine)})"
        for row in (by_code.loc[one["area_code"]] for one in (pair.rural, pair.urban))
    ]
    return numbers.capital(f"{'; '.join(parts)}; in **{numbers.span(span)}**.") + draft


def category_title(rows: pd.DataFrame) -> str:
    """In how many kinds rural wards have clearly more and clearly less than urban ones."""
    kinds = rows[~rows["whole"]]
    more, less = int((kinds["side"] == "above").sum()), int((kinds["side"] == "below").sum())
    if not more and not less:
        return "No kind of crime is clearly more or less frequent in rural than in urban wards"
    return (
        f"For its residents, rural crime is clearly rarer than urban in {numbers.small(less)} of"
        f" {len(kinds)} kinds and more frequent in {numbers.small(more) if more else 'none'}"
    )


def category_note(rows: pd.DataFrame, pair: Pair, compared: Span | None) -> str:
    """How to read the ratio, which kinds are few, what the change is against."""
    few = rows[(rows["rural"] < FEW) | (rows["urban"] < FEW)]["title"].tolist()
    small = f" Under ten in one of the groups: {numbers.join(few).lower()}." if few else ""
    against = (
        f" Change: {numbers.span(compared)} against the same months a year before, rural wards."
        if compared
        else ""
    )
    return (
        f"1 is the same rate in {pair.rural['title'].lower()} as in {pair.urban['title'].lower()}."
        " Exact 95% limits; crimes come in series, which makes them too narrow. A rural rate is of"
        " few residents over much land, and of what was recorded there, not of every theft from a"
        f" farm.{small}{against}"
    )


def category_reading(row: pd.Series) -> str:
    """One kind for a screen reader."""
    if numbers.is_blank(row["ratio"]):
        return f"{row['title']}: none recorded"
    return (
        f"{row['title']}: rural {numbers.count(row['rural'])}, urban {numbers.count(row['urban'])};"
        f" {times(row['ratio'])} times the urban rate, {times(row['lower'])} to"
        f" {times(row['upper'])}"
    )


def approved(row: pd.Series) -> str:
    """Who approved a group's list, or that it is a draft."""
    by = row["approved_by"]
    return "Draft, to be approved" if numbers.is_blank(by) else f"Approved by {by}"


def group_reading(row: pd.Series, measure: Measure, fine: int) -> str:
    """One group for a screen reader; rates with `fine` decimals."""
    if numbers.is_blank(row["rate"]):
        return f"{row['title']}: no data"
    return (
        f"{row['title']}: {numbers.count_of(row['events'], measure.counted)},"
        f" {rate(row['rate'], fine)} per {measure.per:,} residents, {limits(row, fine)}"
    )
