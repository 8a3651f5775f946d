"""The sentences of the ward map, made from its numbers."""

import re

import pandas as pd

from components.words import numbers
from csp.answers import places
from csp.answers.mapped import Pair
from csp.answers.places import Period
from csp.measures import Measure
from csp.months import Span
from csp.settings import settings
from csp.stats.ranks import first_tie

TIE = "Where two intervals overlap, the order between those wards may be chance: a rank is a range."
# What areas are called, one and many, by kind.
AREAS = {
    "ward": ("ward", "wards"),
    "lsoa": ("small area", "small areas"),
    "group": ("area group", "area groups"),
}
APPROXIMATE = "The boundaries of these wards are approximate."
APPROXIMATE_NOTE = (
    "This ward set is approximate: its wards are made of whole small areas that fit best,"
    " until true boundaries are supplied."
)
AT_THE_EDGE = "at the edge, less sure"
HOTSPOTS = {
    "hot 99": "Hot, 99%",
    "hot 95": "Hot, 95%",
    "hot 90": "Hot, 90%",
    "not significant": "Not significant",
    "cold 90": "Cold, 90%",
    "cold 95": "Cold, 95% or more",
    "cold 99": "Cold, 95% or more",
}
PATTERNS_OF_HOTSPOTS = {
    "persistent": "Persistent",
    "emerging": "Emerging",
    "intermittent": "Intermittent",
    "former": "Former",
    "none": "No hotspot",
}
HOTSPOT_NOTE = (
    "A ward’s class is that of its most severe small area. Hot, 99%: fewer than 1 in 100 such finds"
    " would be false; at 95% fewer than 1 in 20, at 90% fewer than 1 in 10."
)
SMALL_AREAS_NOTE = (
    "At the edge: neighbours beyond the borough are unknown, so the class of such an area is less"
    " sure."
)
NBSP = "\N{NO-BREAK SPACE}"
LONGEST_UNBROKEN = 20  # letters: a longer name may break on a phone


# What stands where there is no map: a title, and why with what to choose instead.
NOT_COMPARED = (
    "These wards cannot be held against the year before",
    "The months of a year before are not held for this ward set. Choose another ward set, or show"
    " the rate or the count.",
)
OTHER_WARDS = (
    "These counts are not known for this ward set",
    "They were sent by ward, so only the wards that were in force in these months know them. Choose"
    " the other ward set.",
)


def no_hotspots(measure: Measure) -> tuple[str, str]:
    """What stands where small areas are not known."""
    return (
        f"Hotspots of {measure.counted} are not worked out",
        "They need counts by small area, and these are known by ward only. Show the rate or the"
        " count instead.",
    )


def rate(value: float | None, decimals: int = 1, blank: str = "no data") -> str:
    """A rate with the decimals of its view, or the word for its blank."""
    return blank if numbers.is_blank(value) else f"{value:,.{decimals}f}"


def interval(lower: float | None, upper: float | None, decimals: int = 1) -> str:
    """An interval as tables write it, with the decimals of its view: 93.4–106.2."""
    if numbers.is_blank(lower):
        return "no data"
    return f"{rate(lower, decimals)}–{rate(upper, decimals)}"


def share(part: float | None, whole: float, blank: str = "no data") -> str:
    """A part of a whole in per cent, with one decimal; an en dash of nothing."""
    if numbers.is_blank(part):
        return blank
    return f"{100 * part / whole:.1f}%" if whole else numbers.NOT_APPLICABLE


def unbroken(words: str) -> str:
    """Words that no line breaks in."""
    return words.replace(" ", NBSP)


def kept(name: str) -> str:
    """A name that no line breaks in, where it is short enough for a phone."""
    return unbroken(name) if len(name) <= LONGEST_UNBROKEN else name


def rates_of(measure: Measure, *, plural: bool = False) -> str:
    """What a measure's rate is called: recorded crime rate, rate of recorded burglaries."""
    ending = "s" if plural else ""
    if measure.source != places.POLICE_UK:
        return f"rate{ending} of {measure.counted}"
    if len(measure.categories) > 1:
        return f"recorded crime rate{ending}"
    return f"rate{ending} of recorded {measure.counted}"


def rate_title(wards: pd.DataFrame, measure: Measure, kind: str = "ward") -> str:
    """Which area has the highest rate, and which places behind it cannot be told apart."""
    held = wards.dropna(subset=["rate"])
    if held.empty or held["events"].sum() == 0:
        return f"No {measure.counted} are recorded in any {AREAS[kind][0]}"
    top = held.iloc[0]
    first = held[held["rank_low"] == 1]
    if len(first) > 1:
        return (
            f"{numbers.capital(_areas(len(first), kind))} share the highest"
            f" {rates_of(measure, plural=True)}; which is first cannot be told"
        )
    title = f"{_named(top)} has the highest {rates_of(measure)}"
    tie = first_tie(held)
    if tie is None:
        return title
    first, last = map(numbers.ordinal, tie)
    joint = "to" if tie[1] - tie[0] > 1 else "and"
    return f"{title}; the {first} {joint} {last} places cannot be told apart"


def _named(area: pd.Series, *, start: bool = True) -> str:
    """An area's name; a small area is told by its ward."""
    if "ward" not in area:
        return kept(area["area_name"])
    return f"{'A' if start else 'a'} small area in {kept(area['ward'])}"


def count_title(wards: pd.DataFrame, measure: Measure, kind: str = "ward") -> str:
    """Which areas hold half of all events."""
    held = wards.dropna(subset=["events"]).sort_values("events", ascending=False)
    total = held["events"].sum()
    if total == 0:
        return f"No {measure.counted} are recorded in any {AREAS[kind][0]}"
    needed = holding_half(held)
    top = held.iloc[0]
    share = f"{100 * top['events'] / total:.0f}%"
    if needed == 1:
        return f"{_named(top)} alone holds {share} of {measure.counted}"
    many = kept(f"{len(held)} {AREAS[kind][1]}")
    return (
        f"{numbers.capital(numbers.small(needed))} of {many} hold half of all"
        f" {measure.counted}; {_named(top, start=False)} holds {share}"
    )


def holding_half(areas: pd.DataFrame) -> int:
    """The fewest areas that hold half of all events; `areas` stands most events first."""
    return int((areas["events"].cumsum() < areas["events"].sum() / 2).sum()) + 1


def change_title(changes: pd.DataFrame, measure: Measure, kind: str = "ward") -> str:
    """In how many areas the count clearly fell and rose."""
    clear = changes[changes["p"] < places.SIGNIFICANT]
    fell = int((clear["difference"] < 0).sum())
    rose = int((clear["difference"] > 0).sum())
    what = numbers.capital(measure.counted)
    if fell == rose == 0:
        return f"{what}: no {AREAS[kind][0]} changed by more than chance would give"
    if fell == 0:
        return f"{what} rose clearly in {_areas(rose, kind)} and fell in none"
    rest = numbers.small(rose) if rose else "none"
    return f"{what} fell clearly in {_areas(fell, kind)} and rose in {rest}"


def _areas(number: int, kind: str = "ward") -> str:
    return kept(f"{numbers.small(number)} {AREAS[kind][number != 1]}")


def hotspot_title(wards: pd.DataFrame, measure: Measure) -> str:
    """Which wards hold a hotspot."""
    hot = wards[wards["class"].str.startswith("hot")]
    if hot.empty:
        return f"No part of the borough stands out as a hotspot of {measure.counted}"
    names = [kept(name) for name in hot["area_name"]]
    if len(names) > 4:
        return f"{numbers.capital(_areas(len(names)))} hold a hotspot of {measure.counted}"
    plural = "hold hotspots" if len(names) > 1 else "holds a hotspot"
    return f"{numbers.join(names)} {plural} of {measure.counted}"


def rate_lead(
    borough: pd.Series,
    placed: int,
    measure: Measure,
    period: Period,
    decimals: int = 1,
    *,
    kind: str = "ward",
) -> str:
    """How many events, the borough's rate, and the caveat that changes the reading."""
    months = period.span.months
    over = "" if months == 12 else f" over the {numbers.small(months)} months"
    where = "a small area" if kind == "lsoa" else "a ward"
    who = "police recorded" if measure.source == places.POLICE_UK else "the partner counted"
    return (
        f"In **{numbers.span(period.span)}** {who} "
        f"{numbers.count_of(placed, measure.counted)}"
        f" that could be placed in {where}: {rate(borough['rate'], decimals)} for every"
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
            row = ward.iloc[0]
            blank = "hidden" if row.get("why_blank") == "hidden" else "no data"
            told.append(f"{entry.note} ({numbers.count(row['events'], blank)}).")
    return " ".join(told)


def change_lead(
    wards: int, borough: pd.Series, pair: Pair, period: Period, *, only: bool, kind: str = "ward"
) -> str:
    """The borough's two counts and in how many areas chance alone would show a change.

    `only` where no other months of the period are held in both years.
    """
    against = "the same months a year before" if pair.year_apart else numbers.span(pair.before)
    return (
        f"**{numbers.span(pair.span)}**{_why_these(pair, period, only=only)} against {against}:"
        f" the borough’s count went from {numbers.count(borough['events_before'])}"
        f" to {numbers.count(borough['events'])}"
        f" ({numbers.signed(borough['percent'], '%', 1)}). {_by_chance(wards, kind)}{_season(pair)}"
    )


def _by_chance(areas: int, kind: str) -> str:
    """In how many areas chance alone would show a change."""
    expected = max(1, round(places.SIGNIFICANT * areas))
    if kind == "group":
        return "Groups share wards, so what is seen in one is partly seen in another."
    return (
        f"Of {areas} {AREAS[kind][1]}, chance alone would show a rise or fall in about"
        f" {numbers.small(expected)}."
    )


def _season(pair: Pair) -> str:
    if pair.same_months:
        return ""
    return (
        " The two are not the same months of the year, so a part of the change may be the season."
    )


def _why_these(pair: Pair, period: Period, *, only: bool) -> str:
    """Why fewer months are compared than were chosen; nothing where all are."""
    if period.span in (pair.span, pair.before):
        return ""
    which = "the only months" if only else "the longest run of months"
    return f", {which} held in both years,"


def moved(difference: float, verdict: str) -> str:
    """Whether a change is more than chance would give: rose, fell, or not significant."""
    if verdict == "none":
        return "not significant"
    return "rose" if difference > 0 else "fell"


def hotspot_lead(lsoas: pd.DataFrame, span: Span) -> str:
    """What a hotspot is, in one sentence, and how many small areas are one."""
    hot = int(lsoas["class"].str.startswith("hot").sum())
    few = numbers.small(hot) if hot else "none"
    stand = "stands, with its neighbours," if hot == 1 else "stand, with their neighbours,"
    return (
        f"In **{numbers.span(span)}** {few} of {len(lsoas)} small areas (each with about 1,500"
        f" residents) {stand} further above the borough’s average than chance would give. Counts"
        " are compared, not rates."
    )


INVITATION = re.compile(r"\s*Choose an? [\w ()-]+? on the map or in the box to outline it\.")


def uninvited(line: str) -> str:
    """The muted line without what only a screen can offer."""
    return INVITATION.sub("", line).strip()


def outlined_line(
    areas: pd.DataFrame, code: str, decimals: int = 1, kind: str = "ward", *, rates: bool = True
) -> str:
    """The muted line's words on the area that is outlined, with its rate where there is one."""
    codes = areas["area_code"].tolist()
    if code not in codes:
        one = AREAS[kind][0]
        return (
            f"Choose {'an' if one[0] == 'a' else 'a'} {one} on the map or in the box to outline it."
        )
    area = areas.iloc[codes.index(code)]
    name = area.get("full_name", area["area_name"])
    name = f"{name} ({area['wards']})" if "wards" in area else name
    if "rate" not in area or not rates or numbers.is_blank(area["rate"]):
        return f"Outlined: {name}{', hidden' if area.get('why_blank') == 'hidden' else ''}."
    if numbers.is_blank(area["lower"]):
        return f"Outlined: {name}, {rate(area['rate'], decimals)}."
    limits = f"{rate(area['lower'], decimals)} to {rate(area['upper'], decimals)}"
    return f"Outlined: {name}, {rate(area['rate'], decimals)} (95% interval {limits})."


def classes_line(span: Span, measure: Measure) -> str:
    """How the classes were made; nothing for those that stand fixed for a whole year."""
    if not measure.rate_classes:
        return "Classes are made from the figures shown."
    if span.months == 12:
        return ""
    length = f"{numbers.small(span.months)} {'month' if span.months == 1 else 'months'}"
    return f"Classes are those of a whole year, taken for the length of the period ({length})."


def not_located_line(without: int, force: int, measure: Measure) -> str:
    """How many of the whole force's events have no place, and so are in no ward's figure."""
    if not force:
        return ""
    return (
        f"In these months {numbers.count_of(without, measure.counted)} of the whole force"
        f" ({100 * without / force:.1f}%) had no place and {'is' if without == 1 else 'are'} in no"
        " ward’s figure."
    )
