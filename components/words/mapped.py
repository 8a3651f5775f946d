"""The sentences of the ward map's further ways: shares, area groups, patterns over time, two maps
side by side.
"""

from collections.abc import Sequence

import pandas as pd

from components.words import numbers
from components.words.ward_map import AREAS, holding_half, kept, rates_of
from csp.measures import Measure
from csp.months import Span

FEWEST = 10  # events: no percentage on a smaller base
MOST_NAMED = 3  # areas that a title names
QUARTERS = 8  # consecutive quarters: with fewer it is too short to say how a hotspot lasts
OTHERS = "in none of these groups"  # what the map of groups calls the rest
CODES_CHANGED = (
    "The small areas changed within these months",
    "Two sets of small areas meet in this period, so their counts do not add up. Choose a period on"
    " one side of the change, or show wards.",
)
NOT_BY_SMALL_AREA = (
    "These counts are not known by small area",
    "They were sent by ward. Choose a ward set to see them.",
)
NOT_COMPARED = (
    "These areas cannot be held against the other period",
    "The months of both periods are not held for these areas. Choose other areas, or show the rate"
    " or the count.",
)
NO_GROUP_HOTSPOTS = (
    "Hotspots are found among small areas, not among groups",
    "Choose a ward set or small areas to see where they lie.",
)
GROUPS_NOTE = (
    "Groups share wards: they are not ranked, and their counts do not add up to the borough’s. The"
    " map draws those groups that share no ward with each other; choose a group to see it and its"
    " neighbours."
)
DRAFT = "Groups that nobody has approved are drafts, the partnership’s to correct: {}."
OTHER_CODES = (
    "Small areas were drawn anew between the two periods: one that was split or merged is on one"
    " map only."
)
SHARE_CLASSES = "Classes are the same for every measure and period."
OVER_TIME_NOTE = (
    "Persistent: hot in at least four of five quarters. Emerging: hot in the newest two and hardly"
    " before. Intermittent: hot in at least one quarter of ten. Former: hot before, not in the"
    " newest two."
)
CLOSER = "One area among all"
CHOOSE = "Choose an area: how it stands is then told here."
PROFILE = "Everything on this ward: its profile"
NOT_CLOSER = (
    "For these areas and months there is no such picture. Choose another, or another period."
)
BOTH_OUTLINED = "The chosen area is outlined on both maps."


def small_areas_line(vintage: str) -> str:
    """Which small areas are drawn: the vintage of the codes follows the months."""
    return (
        f"Small areas (LSOAs, about 1,500 residents each) of the {vintage} census, as the months of"
        " the period know them, with ward lines on top."
    )


def group_title(groups: pd.DataFrame, measure: Measure, values: Sequence[str]) -> str:
    """From which group's value to which those of all groups reach; `values` as they are written,
    in the order of `groups`, the lowest first.
    """
    held = groups.reset_index(drop=True)
    what = numbers.capital(rates_of(measure, plural=True))
    if len(held) < 2:
        return f"{what} by area group"
    return (
        f"{what} reach from {values[0]} in {kept(held['area_name'].iloc[0])} to {values[-1]} in"
        f" {kept(held['area_name'].iloc[-1])}"
    )


def group_count_title(groups: pd.DataFrame, measure: Measure, chosen: str = "") -> str:
    """What share of the borough's events the chosen group holds, or the fullest, against its
    residents.
    """
    held = groups.dropna(subset=["share"]).sort_values("share", ascending=False)
    if held.empty:
        return f"No {measure.counted} are recorded in any area group"
    own = held[held["area_code"] == chosen]
    top = (held if own.empty else own).iloc[0]
    return (
        f"{kept(top['area_name'])}: {top['share']:.0f}% of {measure.counted}, and"
        f" {top['residents']:.0f}% of residents"
    )


def share_title(areas: pd.DataFrame, measure: Measure, kind: str) -> str:
    """In how few areas half of all events lie, and what the fullest holds of them and of residents.

    `areas` has area_name, events, share and residents (both per cent), and ward for small areas.
    """
    held = areas.dropna(subset=["events"]).sort_values("events", ascending=False)
    needed, top = holding_half(held), held.iloc[0]
    where = f"one in {kept(top['ward'])}" if kind == "lsoa" else kept(top["area_name"])
    people = ""
    if not numbers.is_blank(top["residents"]):
        people = f", with {_percent(top['residents'])} of residents"
    among = kept(f"{len(held)} {AREAS[kind][1]}")
    return (
        f"Half of all {measure.counted} lie in {numbers.small(needed)} of {among}; {where} holds"
        f" {_percent(top['share'])} of them{people}"
    )


def _percent(value: float) -> str:
    return f"{value:.0f}%" if value >= 1 else f"{value:.1f}%"


def share_lead(total: int, measure: Measure, span: Span, kind: str) -> str:
    """Of what the shares are."""
    where = "a small area" if kind == "lsoa" else "a ward"
    overlap = (
        " Groups share wards, so their shares do not add up to 100%." if kind == "group" else ""
    )
    return (
        f"Of the {numbers.count(total)} {measure.counted} of **{numbers.span(span)}** that could be"
        f" placed in {where}.{overlap}"
    )


def too_few(measure: Measure) -> tuple[str, str]:
    """What stands where there are too few events to share out."""
    return (
        f"Too few {measure.counted} to share out",
        f"Fewer than {numbers.small(FEWEST)} are recorded in these months, and no percentage is"
        " made of so few. Show the count, or choose a longer period.",
    )


def too_short(measure: Measure, quarters: int, run: Span | None) -> tuple[str, str]:
    """What stands where it is too short to say how hotspots last."""
    held = "no whole quarter is held"
    if run is not None and quarters:
        are = "is" if quarters == 1 else "are"
        held = f"{numbers.small(quarters)} {are} held in a row ({numbers.span(run)})"
    return (
        f"How long hotspots of {measure.counted} last: too short to say",
        f"It takes {numbers.small(QUARTERS)} whole quarters in a row to tell a lasting hotspot from"
        f" a passing one; {held}. Until then, show the hotspots of one period.",
    )


def over_time_title(patterns: pd.DataFrame, measure: Measure, kind: str) -> str:
    """How many areas hold a lasting hotspot, and how many a new one."""
    told = []
    for word in ("persistent", "emerging"):
        held = patterns[patterns["pattern"] == word]
        if held.empty:
            continue
        several = len(held) > 1
        many = f"{numbers.small(len(held))} {AREAS[kind][several]}"
        names = numbers.join([kept(name) for name in held["area_name"]])
        who = names if kind == "ward" and len(held) <= MOST_NAMED else many
        one = word if several else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
        if told:
            told.append(f"{who} {one} {'ones' if several else 'one'}")
        else:
            hold = "hold" if several else "holds"
            ending = "s" if several else ""
            told.append(f"{who} {hold} {one} hotspot{ending} of {measure.counted}")
    if not told:
        return f"No {AREAS[kind][0]} holds a lasting or a new hotspot of {measure.counted}"
    return numbers.capital(", and ".join(told))


def over_time_lead(patterns: pd.DataFrame, span: Span) -> str:
    """Over which quarters it is told."""
    quarters = int(patterns["quarters"].max())
    return (
        f"Over the {numbers.small(quarters)} quarters of **{numbers.span(span)}**, the newest that"
        " are held in a row, whatever period is chosen. An area is hot in a quarter when it stands,"
        " with its neighbours, above the borough’s average by more than chance would give."
    )


def side_title(same: int, areas: int, kind: str, *, measures: bool) -> str:
    """In how many areas the two maps show the same class."""
    both = "for both measures" if measures else "in both periods"
    many = numbers.capital(numbers.small(same)) if same else "None"
    lies = "lies" if same == 1 else "lie"
    return f"{many} of {kept(f'{areas} {AREAS[kind][1]}')} {lies} in the same class {both}"


def unequal(first: Span, second: Span) -> str:
    """Why two maps of periods of unequal length have a key each; nothing where they are equal."""
    if first.months == second.months:
        return ""
    return (
        "The two periods are not equally long: each map has the classes of a whole year, taken for"
        " its own length, so compare the colours and not the figures."
    )


def and_beside(lead: str) -> str:
    """The lead of the second map as a sentence behind that of the first."""
    return f"Beside it: {lead[:1].lower()}{lead[1:]}"


def sides_title(measure: str, titles: tuple[str, str], period: str, *, measures: bool) -> str:
    """What two maps side by side are of."""
    if measures:
        return f"{titles[0]} beside {titles[1].lower()}, {period}"
    return f"{measure}, {titles[0]} beside {titles[1]}"
