"""The sentences of the districts of the force area: rank and how sure, share, series, likeness."""

import pandas as pd

from components.words import numbers
from components.words.ward_map import rate, rates_of
from csp.answers.districts import Admitted, Alike, Districts, Share
from csp.errors import SettingsError
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

RANK_NOTE = (
    "A rank is a range: districts whose intervals overlap may stand in either order, and equal ones"
    " share a place. First is the highest rate, which says nothing of how well a place is served:"
    " towns with many visitors, students or shops count their crime against residents alone."
)
FINE_BELOW = 10  # a rate under this has two decimals, or its interval would say nothing
THINGS = {
    "residents": ("residents", "Residents"),
    "density": ("residents a square kilometre", "Per km²"),
    "deprivation": ("average deprivation score", "Deprivation"),
}
EQUAL_MONTHS = "Per 1,000 residents, months of equal length"


def page_title() -> str:
    """The page's name: our area in its force area."""
    try:
        own = settings().area
    except SettingsError:  # the page itself tells the slip
        return "Among districts"
    return f"{own.name} in {own.force_name}"


def decimals(like: float) -> int:
    """How many decimals rates are written with that are about as large as `like`."""
    return 1 if like >= FINE_BELOW else 2


def limits(row: pd.Series, places: int) -> str:
    """The limits of a rate in words: 93.4 to 106.2."""
    return f"{rate(row['lower'], places)} to {rate(row['upper'], places)}"


def between(low: float, high: float, of: int) -> str:
    """A rank as a range in words: seventh, or between seventh and eighth, of 13 districts."""
    first, last = numbers.ordinal(int(low)), numbers.ordinal(int(high))
    place = first if low == high else f"between {first} and {last}"
    return f"{place} of {of} districts"


def rank_title(told: Districts, measure: Measure) -> str:
    """Where our district stands among the districts, as a range."""
    name, own = settings().area.name, told.own
    if numbers.is_blank(own["rate"]) or not told.events:
        return f"No {measure.counted} are recorded in any district"
    held = int(told.rates["rate"].notna().sum())
    place = between(own["rank_low"], own["rank_high"], held)
    return f"{name}’s {rates_of(measure)} is {place}"


def rank_lead(told: Districts, measure: Measure, span: Span) -> str:
    """Count, rate with limits, beside all districts; the share of events and of residents."""
    area, own, fine = settings().area, told.own, decimals(told.together.value)
    if numbers.is_blank(own["rate"]):
        return f"No counts are held for **{numbers.span(span)}**."
    said = (
        f"In **{numbers.span(span)}** {area.name} had {numbers.count(own['events'])}"
        f" {measure.counted}: {rate(own['rate'], fine)} per {measure.per:,} residents"
        f" ({limits(own, fine)}), {_beside(own, told.together.value)} {area.force_name}’s"
        f" {rate(told.together.value, fine)}."
    )
    return f"{said} {share_sentence(told.share, measure)}".strip()


def _beside(own: pd.Series, together: float) -> str:
    if own["lower"] > together:
        return "clearly above"
    return "clearly below" if own["upper"] < together else "not clearly apart from"


def share_sentence(share: Share | None, measure: Measure) -> str:
    """Our share of the force area's events, with limits, against our share of its residents."""
    if share is None:
        return ""
    return (
        f"That is {percent(share.value)} of {settings().area.force_name}’s {measure.counted}"
        f" ({percent(share.lower)} to {percent(share.upper)}), with {percent(share.residents)}"
        " of its residents."
    )


def percent(share: float | None) -> str:
    """A share from 0 to 1 in per cent: 9.3%."""
    return numbers.NOT_APPLICABLE if numbers.is_blank(share) else f"{100 * share:.1f}%"


def whole_note(without: int, force: int, measure: Measure) -> str:
    """What the force area's rate is made of, and what has no place."""
    name = settings().area.force_name
    said = f"{name} is its districts together."
    if not force:
        return said
    return (
        f"{said} {numbers.count_of(without, measure.counted)} ({100 * without / force:.1f}%) had no"
        f" place and {'is' if without == 1 else 'are'} in no figure here."
    )


def rank_reading(row: pd.Series, measure: Measure, of: int, fine: int) -> str:
    """One district for a screen reader; rates with `fine` decimals."""
    if numbers.is_blank(row["rate"]):
        return f"{row['area_name']}: no data"
    return (
        f"{row['area_name']}: {rate(row['rate'], fine)} per {measure.per:,} residents,"
        f" {limits(row, fine)}, rank {numbers.rank(row['rank_low'], row['rank_high'])} of {of}"
    )


def series_title(told: pd.DataFrame, measure: Measure) -> str:
    """In how many of the newest complete months our district lay above all districts together."""
    area = settings().area
    held = told.dropna(subset=["value"]).tail(12)
    if held.empty:
        return f"No complete month of {measure.counted} is held"
    months = f"{numbers.small(len(held))} newest complete months"
    what = f"{area.name}’s {rates_of(measure)}"
    above, below = (int((_clear(held) == side).sum()) for side in (1, -1))
    told = [
        f"{side} it in {numbers.small(number)}"
        for side, number in (("above", above), ("below", below))
        if number
    ]
    if not told:
        return f"{what} was not clearly off {area.force_name}’s in any of the {months}"
    return f"{what} against {area.force_name}’s: clearly {' and '.join(told)} of the {months}"


def _clear(held: pd.DataFrame) -> pd.Series:
    """1 for a month whose share of all events lies above the share of residents with its whole 95%
    interval, -1 for one below, 0 for one that may be either.
    """
    above = held["share_lower"] > held["residents_share"]
    return above.astype(int) - (held["share_upper"] < held["residents_share"]).astype(int)


def series_lead(told: pd.DataFrame) -> str:
    """The newest month, and the caveat that changes the reading."""
    area = settings().area
    held = told.dropna(subset=["value"])
    if held.empty:
        return ""
    last = held.iloc[-1]
    return (
        f"In **{numbers.month(last['month'])}** {area.name} had {rate(last['value'], 2)} per"
        f" 1,000 residents and {area.force_name} {rate(last['all_value'], 2)}. Before and after a"
        " break crime was recorded in different ways, so the heights of two spans are not to be"
        " compared."
    )


def series_note(told: pd.DataFrame) -> str:
    """Which resident counts each stretch of months stands on."""
    held = told[told["status"] != "missing"]
    based = held.groupby(["basis", "year"], sort=False)["month"].agg(["min", "max"]).reset_index()
    parts = [
        f"{residents_of(row.basis, row.year)} for {numbers.span(Span(row.min, row.max))}"
        for row in based.itertuples()
    ]
    return f"Residents: {numbers.join(parts)}. Those counts were never joined into one trend."


def residents_of(basis: str, year: int) -> str:
    """A count of residents by its name and year, said once."""
    return basis if str(int(year)) in basis else f"{basis} {int(year)}"


def share_title(told: pd.DataFrame, measure: Measure) -> str:
    """Our share of the force area's events in the newest complete month and its year before."""
    area = settings().area
    held = told.dropna(subset=["share"])
    if held.empty:
        return f"{area.name}’s share of {area.force_name}’s {measure.counted} is not known"
    low, high = held["share"].tail(12).min(), held["share"].tail(12).max()
    return (
        f"{area.name} held {low:.1f}% to {high:.1f}% of {area.force_name}’s {measure.counted} in"
        f" the {numbers.small(min(12, len(held)))} newest complete months"
    )


def things(named: tuple[str, ...]) -> str:
    """The things that districts are compared in, as a list in a sentence."""
    return numbers.join([THINGS[name][0] for name in named])


def names(areas: list[str]) -> str:
    """Some districts as a list in a sentence, clear even where a name has an "and" of its own."""
    if len(areas) > 1 and any(" and " in area for area in areas):
        return f"{', '.join(areas[:-1])}, and {areas[-1]}"
    return numbers.join(areas)


def alike_title(told: Alike) -> str:
    """Which districts are most like ours, and in how many things only."""
    near = told.districts.set_index("area_code").loc[list(told.nearest), "area_name"]
    many = len(told.things)
    return (
        f"Most like {settings().area.name} in {numbers.small(many)}"
        f" {'thing' if many == 1 else 'things'} only: {', '.join(near)}"
    )


def alike_lead(told: Alike, rates: Districts, measure: Measure, span: Span) -> str:
    """Our rate beside those of the most alike, by whether the intervals overlap."""
    area, own = settings().area, rates.own
    near = rates.rates[rates.rates["area_code"].isin(told.nearest)]
    if numbers.is_blank(own["rate"]):
        return f"No counts are held for **{numbers.span(span)}**."
    above, below = near[near["upper"] < own["lower"]], near[near["lower"] > own["upper"]]
    tied = near[~near["area_code"].isin([*above["area_code"], *below["area_code"]])]
    parts = [
        f"{word} {names(list(rows['area_name']))}"
        for word, rows in (
            ("clearly above", above),
            ("clearly below", below),
            ("not clearly apart from", tied),
        )
        if len(rows)
    ]
    return (
        f"In **{numbers.span(span)}** {area.name}’s {rates_of(measure)} was"
        f" {rate(own['rate'], decimals(own['rate']))} per {measure.per:,} residents,"
        f" {numbers.join(parts)}. Alike in these things does not mean alike in others, such as"
        " shops, visitors or age."
    )


def alike_note(told: Alike) -> str:
    """How the distance is made, so that a reader can check it."""
    first = told.districts.iloc[0]
    return (
        "Distance: each thing is put on one scale (its difference from ours over the standard"
        " deviation among the districts), all with the same weight, and the root of the mean square"
        " is taken; 0 is the same, 1 as far apart as is usual. Residents:"
        f" {residents_of(first['basis'], first['year'])}; areas of the outlines drawn here;"
        f" deprivation: Index of Multiple Deprivation {first['edition']}, average score, higher is"
        " more deprived. Nothing else was compared."
    )


def admitted_title(told: Admitted) -> str:
    """Which change was counted for our district, and its place."""
    area, own = settings().area, admitted_own(told)
    if own is None:
        return f"The documents count no such admissions for {area.name}"
    place = (
        ""
        if numbers.is_blank(own["rank_low"])
        else f"; its rate is {between(own['rank_low'], own['rank_high'], len(told.rates))}"
    )
    return (
        f"{area.name}: {numbers.count(own['before'])} admissions, then"
        f" {numbers.count(own['after'])}{place}"
    )


def admitted_own(told: Admitted) -> pd.Series | None:
    """The row of our district; None where the documents do not count it."""
    own = told.rates[told.rates["area_code"] == settings().area.code]
    return None if own.empty else own.iloc[0]


def admitted_lead(told: Admitted) -> str:
    """What is counted, in which years, in how many districts, and which are not in it."""
    every = len(told.rates) + len(told.absent)
    absent = (
        f"; {numbers.join(list(told.absent))} {'is' if len(told.absent) == 1 else 'are'} not among"
        f" them, but {'is' if len(told.absent) == 1 else 'are'} in the police figures, which have"
        f" {every} districts"
        if told.absent
        else ""
    )
    return (
        f"{told.what} in **{numbers.span(told.before)}** and **{numbers.span(told.after)}**, as"
        f" published for {len(told.rates)} districts{absent}."
    )


def admitted_note(told: Admitted) -> str:
    """What the rate stands on, why the earlier year has none, and what it cannot say."""
    held = told.rates.dropna(subset=["rate"])
    if held.empty:
        return "The residents of these years are not held, so counts only are shown."
    return (
        f"Rates are of {numbers.span(told.after)}, per 1,000 residents"
        f" ({residents_of(held['basis'].iloc[0], told.after.end.year)}); the residents of the year"
        " before are not held, so it has counts only. One person may be admitted several times,"
        " which makes the intervals too narrow, and places with a hospital near may admit more."
    )
