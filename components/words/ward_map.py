"""The sentences of the ward map, made from its numbers."""

import pandas as pd

from components.words import numbers
from csp.answers import places
from csp.answers.places import Period
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings

TIE = "Where two intervals overlap, the order between those wards may be chance: a rank is a range."
HOTSPOT_NOTE = (
    "A ward’s word is that of its most severe small area. Neighbours beyond the borough’s edge are"
    " unknown. How long hotspots last cannot be said yet: that needs eight quarters in a row."
)


def rate_title(wards: pd.DataFrame, measure: Measure) -> str:
    """Which ward has the highest rate, and which places behind it cannot be told apart."""
    held = wards.dropna(subset=["rate"])
    if held.empty or held["events"].sum() == 0:
        return f"No {measure.counted} are recorded in any ward"
    top = held.iloc[0]
    first = held[held["rank_low"] == 1]
    if len(first) > 1:
        return (
            f"{numbers.capital(numbers.small(len(first)))} wards share the highest rates of"
            f" {measure.counted}; which is first cannot be told"
        )
    title = f"{top['area_name']} has the highest rate of {measure.counted}"
    tie = _first_tie(held)
    return f"{title}; the {tie} places cannot be told apart" if tie else title


def _first_tie(held: pd.DataFrame) -> str:
    """The highest places, behind the first, that overlap: “third to fifth”."""
    for row in held.iloc[1:].itertuples():
        if row.rank_high > row.rank_low:
            low, high = numbers.ordinal(int(row.rank_low)), numbers.ordinal(int(row.rank_high))
            return f"{low} to {high}" if row.rank_high - row.rank_low > 1 else f"{low} and {high}"
    return ""


def count_title(wards: pd.DataFrame, measure: Measure) -> str:
    """Which wards hold half of all events."""
    held = wards.dropna(subset=["events"]).sort_values("events", ascending=False)
    total = held["events"].sum()
    if total == 0:
        return f"No {measure.counted} are recorded in any ward"
    needed = int((held["events"].cumsum() < total / 2).sum()) + 1
    top = held.iloc[0]
    share = f"{100 * top['events'] / total:.0f}%"
    if needed == 1:
        return f"{top['area_name']} alone holds {share} of {measure.counted}"
    return (
        f"{numbers.capital(numbers.small(needed))} of {len(held)} wards hold half of all"
        f" {measure.counted}; {top['area_name']} holds {share}"
    )


def change_title(changes: pd.DataFrame, measure: Measure) -> str:
    """In how many wards the count clearly fell and rose."""
    clear = changes[changes["p"] < places.SIGNIFICANT]
    fell = int((clear["difference"] < 0).sum())
    rose = int((clear["difference"] > 0).sum())
    what = numbers.capital(measure.counted)
    if fell == rose == 0:
        return f"{what}: no ward changed by more than chance would give"
    return f"{what} fell clearly in {_wards(fell)} and rose in {_wards(rose)}"


def _wards(number: int) -> str:
    return f"{numbers.small(number)} {'ward' if number == 1 else 'wards'}"


def hotspot_title(wards: pd.DataFrame, measure: Measure) -> str:
    """Which wards hold a hotspot."""
    hot = wards[wards["class"].str.startswith("hot")]
    if hot.empty:
        return f"No part of the borough stands out as a hotspot of {measure.counted}"
    names = list(hot["area_name"])
    if len(names) > 4:
        return (
            f"{numbers.capital(numbers.small(len(names)))} wards hold a hotspot of"
            f" {measure.counted}"
        )
    plural = "hold hotspots" if len(names) > 1 else "holds a hotspot"
    return f"{numbers.join(names)} {plural} of {measure.counted}"


def rate_lead(borough: pd.Series, placed: int, measure: Measure, period: Period) -> str:
    """How many events, the borough's rate, and the caveat that changes the reading."""
    months = period.span.months
    over = "" if months == 12 else f" over the {numbers.small(months)} months"
    return (
        f"In **{numbers.span(period.span)}** police recorded {numbers.count(placed)}"
        f" {measure.counted}"
        f" that could be placed in a ward: {numbers.rate(borough['rate'])} for every"
        f" {numbers.count(measure.per)} residents{over}."
    )


def denominator_notes(wards: pd.DataFrame) -> str:
    """The notes on wards whose residents are the wrong denominator, with the count to read
    instead.
    """
    told = []
    for entry in settings().wards.denominator_note:
        ward = wards[wards["area_name"] == entry.area_name]
        if not ward.empty:
            told.append(f"{entry.note} ({numbers.count(ward['events'].iloc[0])}).")
    return " ".join(told)


def change_lead(wards: int, borough: pd.Series, compared: Span) -> str:
    """The borough's two counts and in how many wards chance alone would show a change."""
    expected = max(1, round(places.SIGNIFICANT * wards))
    return (
        f"**{numbers.span(compared)}** against the same months a year before: the borough’s"
        " count went"
        f" from {numbers.count(borough['events_before'])} to {numbers.count(borough['events'])}"
        f" ({numbers.signed(borough['percent'], '%', 1)}). Of {wards} wards, chance alone would"
        " show a"
        f" rise or fall in about {numbers.small(expected)}."
    )


def moved(difference: float, verdict: str) -> str:
    """Whether a change is more than chance would give: rose, fell, or not significant."""
    if verdict == "none":
        return "not significant"
    return "rose" if difference > 0 else "fell"


def hotspot_lead(lsoas: pd.DataFrame, span: Span) -> str:
    """What a hotspot is, in one sentence, and how many small areas are one."""
    hot = int(lsoas["class"].str.startswith("hot").sum())
    return (
        f"In **{numbers.span(span)}** {numbers.small(hot)} of {len(lsoas)} small areas (each with"
        " about 1,500 residents) stand, with their neighbours, further above the borough’s"
        " average than"
        " chance would give. Counts are compared, not rates."
    )


def selected_line(wards: pd.DataFrame, code: str) -> str:
    """The muted line's words on the ward that is outlined."""
    found = wards[wards["area_code"] == code]
    if found.empty:
        return ""
    ward = found.iloc[0]
    return (
        f"Outlined: {ward['area_name']}, {numbers.rate(ward['rate'])}"
        f" (95% interval {numbers.rate(ward['lower'])} to {numbers.rate(ward['upper'])})."
    )
