"""The sentences beside the ward map: where a ward lies in the funnel and on the strip, its months,
and what is to be said of one area, made from the numbers.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.words import numbers
from components.words.ward_map import interval, rate, rates_of
from csp import months
from csp.answers import places
from csp.answers.area_series import AreaSeries, Standing
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats.funnel import INNER, OUTER, by_chance, outside, too_many

NAMED = 4  # areas that a title or sentence names; of more it says how many
PLACES = {
    "inside": "inside: as chance would have it",
    "inner above": "above the 95% limit",
    "inner below": "below the 95% limit",
    "outer above": "above the 99.8% limit",
    "outer below": "below the 99.8% limit",
}
FUNNEL_KEY = {
    "dot": "between the lines",
    "ring": "outside 95%",
    "triangle up": "above 99.8%",
    "triangle down": "below 99.8%",
}
OVERLAP = (
    "Areas whose intervals overlap cannot be told apart for sure; the overlap of two 95% intervals"
    " is a cautious reading."
)
NOT_RANKED = "Invented records rank no place."


def _wards(number: int) -> str:
    return f"{numbers.small(number)} {'ward' if number == 1 else 'wards'}"


def _lie(number: int) -> str:
    return "lies" if number == 1 else "lie"


def funnel_title(told: pd.DataFrame) -> str:
    """How many wards lie further from the borough's rate than chance alone would put them."""
    far, all_of = outside(told, OUTER), len(told)
    name = settings().area.name
    if far == 0:
        return f"No ward lies further from {name}’s rate than chance would put it"
    many = numbers.capital(numbers.small(far))
    them = "it" if far == 1 else "them"
    return (
        f"{many} of {all_of} wards {_lie(far)} further from {name}’s rate than chance would put"
        f" {them}"
    )


def funnel_under(measure: Measure, span: Span) -> str:
    """What is drawn, and that inside means chance."""
    return (
        f"Up: {measure.counted} per {measure.per:,} residents, {numbers.span(span)}. Across:"
        " residents. A ward between the lines is as chance would have it: 19 of 20 would lie within"
        " the dashed, 998 of 1,000 within the solid ones."
    )


def funnel_note(told: pd.DataFrame, standing: Standing) -> str:
    """Which wards lie outside the outer limits, where the chosen one lies, and whether the limits
    are wide enough.
    """
    parts = [_outer(told, "above"), _outer(told, "below"), _own_place(told, standing), many(told)]
    return " ".join(part for part in parts if part)


def _outer(told: pd.DataFrame, side: str) -> str:
    names = told.loc[told["place"] == f"outer {side}", "area_name"].tolist()
    return f"{numbers.capital(side)} 99.8%: {_listed(names)}." if names else ""


def _listed(names: Sequence[str]) -> str:
    """Names as a list: those that hold an “and” themselves are written so that each is told apart
    from the next.
    """
    return numbers.join([name.replace(" and ", " & ") for name in names])


def _own_place(told: pd.DataFrame, standing: Standing) -> str:
    """Where a chosen ward lies; of another area nothing: it is no point of the funnel."""
    own = told[told["area_code"].isin(standing.codes_of_own)]
    if own.empty:
        return ""
    row = own.iloc[0]
    return f"{row['area_name']} is {PLACES[row['place']]}."


def many(told: pd.DataFrame) -> str:
    """How many lie outside beside how many chance would put there; and what that means."""
    all_of = len(told)
    said = [
        f"{numbers.small(outside(told, level))} {_lie(outside(told, level))} outside {limit}, where"
        f" chance alone would put {about(by_chance(all_of, level))}"
        for level, limit in ((INNER, "95%"), (OUTER, "99.8%"))
    ]
    wide = (
        " Real counts vary more than pure chance: crimes come in series and places differ. So these"
        " limits are too narrow here: outside says that a ward differs from the borough, not that"
        " it is unusual among wards."
        if too_many(outside(told, INNER), all_of, INNER)
        else ""
    )
    return f"Of {all_of} wards {'; '.join(said)}.{wide}"


def about(expected: float) -> str:
    """An expected number of areas in words."""
    if expected < 0.5:
        return "none" if expected < 0.1 else "hardly one"
    return f"about {numbers.small(round(expected))}"


def funnel_reading(row: Any, decimals: int) -> str:
    """What a point says."""
    return (
        f"{row.area_name}: {rate(row.rate, decimals)}, {numbers.count(row.events)} among"
        f" {numbers.count(row.people)} residents; {PLACES[row.place]}"
    )


def strip_title(standing: Standing, measure: Measure, decimals: int) -> str:
    """Where the chosen area stands among all, or how wards are spread."""
    own = standing.own
    if own is not None and standing.among:
        return (
            f"{own['area_name']}: {place(standing)},"
            f" {against(own, standing.borough, decimals, short=True)}"
        )
    if own is not None:
        return f"{own['area_name']}: {against(own, standing.borough, decimals, short=True)}"
    held = standing.wards.dropna(subset=["rate"])
    if not held["events"].sum():
        return f"No {measure.counted} are recorded in any ward"
    low, high = held["rate"].quantile(0.25), held["rate"].quantile(0.75)
    return f"Half of the wards lie between {rate(low, decimals)} and {rate(high, decimals)}"


def strip_under(measure: Measure, span: Span) -> str:
    """What the dots are."""
    return (
        f"One dot a ward, by its {rates_of(measure)} per {measure.per:,} residents,"
        f" {numbers.span(span)}; in colour the chosen area. Dots side by side are about alike."
    )


def strip_note(standing: Standing, decimals: int) -> str:
    """Which areas the chosen one is tied with, and which have the very same rate."""
    return " ".join(part for part in (_tied(standing), _alike(standing, decimals)) if part)


def _tied(standing: Standing) -> str:
    if standing.own is None or not standing.among:
        return ""
    kind = kind_of(standing)
    name, others = standing.own["area_name"], standing.tied
    if not others:
        return f"The interval of {name} overlaps with that of no other {kind}."
    if len(others) <= 2 * NAMED and standing.area is not None and standing.area.kind == "ward":
        which = _listed(others)
    else:
        which = f"{numbers.small(len(others))} other {kind}{'' if len(others) == 1 else 's'}"
    return f"{name} cannot be told apart from {which}. {OVERLAP}"


def _alike(standing: Standing, decimals: int) -> str:
    """Wards whose rates are the same as written, where there are any."""
    named: dict[str, list[str]] = {}  # by the rate as written, in the order of the wards
    for row in standing.rows:
        if not numbers.is_blank(row["rate"]):
            named.setdefault(rate(row["rate"], decimals), []).append(row["area_name"])
    said = [
        f"{_listed(sorted(names))} share {written}"
        for written, names in named.items()
        if 1 < len(names) <= NAMED
    ]
    many = [
        f"{numbers.small(len(names))} wards share {written}"
        for written, names in named.items()
        if len(names) > NAMED
    ]
    return f"{numbers.capital('; '.join([*many, *said]))}." if many or said else ""


def kind_of(standing: Standing) -> str:
    """What an area is called among its kind."""
    kinds = {"lsoa": "small area", "group": "group", "ward": "ward"}
    return kinds.get(standing.area.kind if standing.area else "ward", "area")


def place(standing: Standing) -> str:
    """The rank as a range: fifth to ninth highest of 26 wards."""
    own = standing.own
    if own is None or not standing.among:
        return ""
    first, last = (int(own[name]) for name in ("rank_low", "rank_high"))
    if first == last == 1:
        found = "highest"
    else:
        ends = numbers.ordinal(first), numbers.ordinal(last)
        found = (
            f"{ends[0]} highest" if first == last else f"between {ends[0]} and {ends[1]} highest"
        )
    return f"{found} of {standing.among} {kind_of(standing)}s"


def against(own: pd.Series, borough: pd.Series, decimals: int, *, short: bool = False) -> str:
    """On which side of the borough an area lies, where its interval leaves the borough's rate
    out.
    """
    name, common = settings().area.name, borough["rate"]
    value = "" if short else f" ({rate(common, decimals)})"
    if own["lower"] > common:
        return f"above {name}{value}"
    if own["upper"] < common:
        return f"below {name}{value}"
    return f"not to be told apart from {name}{value}"


def sentence(standing: Standing | None, measure: Measure, span: Span, decimals: int) -> str:
    """One sentence or two on the chosen area: count, rate, rank, borough and change; '' where none
    is chosen.
    """
    if standing is None or standing.area is None:
        return ""
    own = standing.own
    if own is None:
        return (
            f"Nothing is known of {standing.area.name} in **{numbers.span(span)}**:"
            f" {_why_unknown(standing)}"
        )
    count = numbers.count(own["events"])
    head = (
        f"In **{numbers.span(span)}** the count of {measure.counted} in **{own['area_name']}** is"
        f" {count}, {rate(own['rate'], decimals)} for every {numbers.count(measure.per)} residents"
        f" (95% interval {interval(own['lower'], own['upper'], decimals).replace('–', ' to ')})"
    )
    side = against(own, standing.borough, decimals)
    ranked = f", {place(standing)}" if standing.among else ""
    return f"{head}{ranked}, {side}. {change(standing, measure)}".strip()


def _why_unknown(standing: Standing) -> str:
    if standing.area is not None and standing.area.kind == "lsoa":
        return "small areas changed their codes, and this one is of the other set."
    return "its counts were not supplied for these months."


def change(standing: Standing, measure: Measure) -> str:
    """Whether its count changed by more than chance against the same months a year before."""
    row, compared = standing.change, standing.compared
    if row is None or compared is None:
        return ""
    percent = numbers.percent(row["events_before"], row["events"])
    by = "" if percent is None else f" ({numbers.signed(percent, '%', 1)})"
    before, now = (numbers.count(row[name]) for name in ("events_before", "events"))
    if row["difference"] == 0:
        verdict = "as many"
    elif row["p"] >= places.SIGNIFICANT:
        verdict = "no more than chance would give"
    else:
        verdict = f"a {'rise' if row['difference'] > 0 else 'fall'} that is more than chance"
    return (
        f"{numbers.span(compared)} against the same months a year before: {now} after {before}{by},"
        f" {verdict}."
    )


def months_title(series: AreaSeries, measure: Measure) -> str:
    """The newest span's average, or that there are few."""
    name, newest = series.area.name, series.newest
    if newest.empty:
        return f"{name}: no complete month of {measure.counted} is held"
    average = series.average(int(newest["span"].iloc[0]))
    held = Span(newest["month"].min(), newest["month"].max())
    if series.rare:
        total = numbers.count_of(newest["events"].sum(), measure.counted)
        return f"{name}: {total} in {len(newest)} months, too few for a usual range"
    low, high = (numbers.count(newest["events"].agg(end)) for end in ("min", "max"))
    return (
        f"{name}: {low} to {high} {measure.counted} a month, {numbers.rate(average)} on average"
        f" ({numbers.span(held)})"
    )


def months_under(series: AreaSeries, *, line: bool = True, rounded: bool = False) -> str:
    """What the bars are, and the line where one is drawn."""
    bars = (
        "Bars: each month’s count, rounded." if rounded else "Bars: each month’s count as recorded."
    )
    mean = " Line: mean of the complete months of each span between breaks." if line else ""
    return f"{bars}{mean}{_code_words(series)}"


def _code_words(series: AreaSeries) -> str:
    """Where a small area's series ends or begins with its code."""
    if series.changed is None:
        return ""
    if series.ends:
        last = numbers.month(months.shift(series.changed, -1))
        return f" The series ends with {last}: from then on this small area has other bounds."
    first = numbers.month(series.changed)
    return f" The series begins in {first}: before, this small area had other bounds."


def average_words(value: float) -> str:
    """The words at the line of an average."""
    return f"average {numbers.rate(value)}"


def month_reading(row: Any) -> str:
    """What a month's bar says."""
    used = "" if row.status == "complete" else ", supplied incompletely, not used"
    return f"{numbers.month(row.month)}: {numbers.count(row.events)}{used}"


def months_alt(series: AreaSeries, measure: Measure) -> str:
    """The words for the picture of months."""
    or_hidden = " or hidden" if (series.chart["why_blank"] == "hidden").any() else ""
    return (
        f"Bars of {measure.counted} by month in {series.area.name}, with gaps where months are not"
        f" held{or_hidden}; the table has the counts"
    )
