"""Classes of a map: which areas share a colour, what each is called, how many it holds."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from components.charts.palette import Palette
from components.maps.patterns import DASHED, HATCHED, HATCHED_BACK, OUTLINED
from components.words import numbers
from components.words.ward_map import HOTSPOTS, PATTERNS_OF_HOTSPOTS

NO_DATA, HIDDEN = -1, -2  # classes of their own, never the lowest
BLANK = (NO_DATA, HIDDEN)
UNCOUNTED = -1  # the number of areas of a class that is no answer: the key does not give it
WHOLE = 100  # per cent
NICE_STEPS = (1, 2, 2.5, 5, 10)
# In which of the six colours each hotspot class is drawn: cold at 95 and 99% share one.
HOTSPOT_PLACES = {
    "hot 99": 0,
    "hot 95": 1,
    "hot 90": 2,
    "not significant": 3,
    "cold 90": 4,
    "cold 95": 5,
    "cold 99": 5,
}


@dataclass(frozen=True)
class Class:
    """One class: its words, its fill, the text colour that reads on it, how many areas it holds,
    and the pattern over the fill that tells it without colour ('' or one of
    components.maps.patterns).
    """

    label: str
    fill: str
    text: str
    areas: int
    pattern: str = ""


@dataclass(frozen=True)
class Classes:
    """The classes of one map, and each area's class in the order of the frame behind them."""

    classes: tuple[Class, ...]
    of_area: tuple[int, ...]  # index into classes; NO_DATA or HIDDEN for blanks
    no_data: int  # how many areas
    hidden: int
    plain: int | None = None  # the class without a verdict, where classes are kinds, not a ramp


@dataclass(frozen=True)
class Bounds:
    """The bounds between the classes of one view, and the decimals that its values are written
    with: by both, what is written lies in its class.
    """

    between: tuple[float, ...]
    decimals: int


def period_bounds(yearly: Sequence[float], months: int, *, whole: bool) -> Bounds:
    """The bounds of a whole year taken for a period of so many months.

    `whole` is for counts: a count reaches a bound when it reaches the next whole number. Rates
    have one decimal, or two where the lowest bound lies under 1.
    """
    taken = [round(bound * months / 12, 6) for bound in yearly]
    if whole:
        return Bounds(tuple(float(math.ceil(bound)) for bound in taken), 0)
    decimals = 2 if taken[0] < 1 else 1
    return Bounds(tuple(round(bound, decimals) for bound in taken), decimals)


def view_bounds(yearly: Sequence[float], values: pd.Series, months: int, *, whole: bool) -> Bounds:
    """A measure's own bounds taken for the period of a view, else bounds of its values."""
    if yearly:
        return period_bounds(yearly, months, whole=whole)
    return bounds_of(values, whole=whole)


def bounds_of(values: pd.Series, *, whole: bool) -> Bounds:
    """Bounds for a measure that has none of its own: four equal steps of a round number, the
    smallest with which the largest value lies within one more. Without a value above 0 they are 1
    to 4.
    """
    largest = float(values.max()) if values.notna().any() else 0.0
    least = largest / 5
    power = 10 ** math.floor(math.log10(least)) if least > 0 else 1.0
    step = next(power * nice for nice in NICE_STEPS if power * nice >= least)
    step = max(1.0, float(math.ceil(step))) if whole else step
    decimals = 0 if whole else 2 if step < 1 else 1
    return Bounds(tuple(round(step * number, 6) for number in range(1, 5)), decimals)


def share_bounds(areas: int) -> Bounds:
    """The bounds of shares of the whole (per cent), the same for every measure and period: about
    half of what each of so many areas would have if all had as much, then twice as much each time.
    """
    half = WHOLE / areas / 2
    power = 10 ** math.floor(math.log10(half))
    low = min((power * nice for nice in NICE_STEPS), key=lambda step: abs(step - half))
    return Bounds(tuple(round(low * 2**times, 6) for times in range(4)), 1)


def fixed_classes(
    values: pd.Series, why_blank: pd.Series, bounds: Bounds, colours: Palette
) -> Classes:
    """Five classes with fixed bounds, so that periods compare; a value on a bound goes up.

    A value counts as it is written, with the decimals of `bounds`. Blank values are in no class:
    'hidden' and 'no data' stay apart. Of two bounds that fall together (counts of a short period)
    one class is left.
    """
    lows = [-math.inf, *bounds.between]
    held = [place for place, low in enumerate(lows) if low not in lows[place + 1 :]]
    edges = [lows[place] for place in held[1:]]
    of_area = [
        _blank(why)
        if numbers.is_blank(value)
        else bisect_right(edges, round(float(value), bounds.decimals))
        for value, why in zip(values, why_blank, strict=True)
    ]
    classes = [
        Class(label, colours.sequential[place], colours.text_on(place), of_area.count(number))
        for number, (place, label) in enumerate(
            zip(held, _bound_labels(edges, bounds.decimals), strict=True)
        )
    ]
    return _classes(classes, of_area)


def _blank(why: object) -> int:
    return HIDDEN if why == "hidden" else NO_DATA


def _bound_labels(edges: Sequence[float], decimals: int) -> list[str]:
    """The classes between some edges in words: under 40, 40 to 59.9, 60 or more."""
    round_ones = all(edge == int(edge) for edge in edges)

    def told(number: float) -> str:
        return f"{number:,.{0 if round_ones else decimals}f}"

    def between(low: float, high: float) -> str:
        last = f"{high - 10**-decimals:,.{decimals}f}"
        return told(low) if told(low) == last else f"{told(low)} to {last}"

    first = told(0) if not decimals and edges[0] == 1 else f"under {told(edges[0])}"
    middle = [between(low, high) for low, high in zip(edges, edges[1:], strict=False)]
    return [first, *middle, f"{told(edges[-1])} or more"]


def change_classes(changes: pd.DataFrame, better: str, colours: Palette) -> Classes:
    """Fell, not significant, rose: by `verdict` and `difference` of each area; a blank difference
    is in no class, and where there is a `why_blank`, 'hidden' is told apart.
    """
    of_area = [
        _blank(getattr(row, "why_blank", None))
        if numbers.is_blank(row.difference)
        else _moved(row.difference, row.verdict)
        for row in changes.itertuples()
    ]
    fell, rose = {
        "lower": (colours.better, colours.worse),
        "higher": (colours.worse, colours.better),
        # No direction is better: one colour, told apart by its strength and by the sign beside it.
        "neither": (colours.axis, colours.neither),
    }[better]
    grey = colours.hotspots[3]
    quiet = colours.ink if colours.theme == "light" else colours.bg  # on the colour of lines
    on_fell = quiet if fell == colours.axis else colours.bg
    classes = [
        Class("Fell", fell, on_fell, of_area.count(0)),
        Class("Not significant", grey, colours.ink, of_area.count(1)),
        Class("Rose", rose, colours.bg, of_area.count(2)),
    ]
    return _classes(classes, of_area, plain=1)


def _moved(difference: float, verdict: str) -> int:
    if verdict == "none":
        return 1
    return 0 if difference < 0 else 2


def hotspot_classes(found: pd.Series, colours: Palette) -> Classes:
    """The hotspot classes in their six colours; cold at 95 and 99% share one."""
    of_area = [HOTSPOT_PLACES[name] for name in found]
    labels = {HOTSPOT_PLACES[name]: words for name, words in HOTSPOTS.items()}
    classes = [
        Class(labels[place], fill, _text_on_hotspot(place, colours), of_area.count(place))
        for place, fill in enumerate(colours.hotspots)
    ]
    return _classes(classes, of_area, plain=HOTSPOT_PLACES["not significant"])


def _text_on_hotspot(place: int, colours: Palette) -> str:
    """The text colour that reads on one of the six colours of hotspots."""
    light = colours.theme == "light"
    if place in ((0, 1, 5) if light else (2, 3, 4)):
        return colours.bg if light else colours.ink
    return colours.ink if light else colours.bg


def pattern_classes(found: Sequence[str], colours: Palette) -> Classes:
    """How hotspots last: by `found`, each area's word of PATTERNS_OF_HOTSPOTS, or '' where it is
    not known. The longer a hotspot lasts, the stronger its colour; one that is over is striped.
    """
    looks = {"persistent": (0, ""), "emerging": (1, ""), "intermittent": (2, "")}
    looks |= {"former": (3, HATCHED), "none": (3, "")}
    order = list(looks)
    of_area = [order.index(word) if word else NO_DATA for word in found]
    classes = [
        Class(
            PATTERNS_OF_HOTSPOTS[word],
            colours.hotspots[place],
            _text_on_hotspot(place, colours),
            of_area.count(number),
            pattern,
        )
        for number, (word, (place, pattern)) in enumerate(looks.items())
    ]
    return _classes(classes, of_area, plain=order.index("none"))


def with_others(classes: Classes, label: str, colours: Palette) -> Classes:
    """The classes with one more area behind the others, which has no figure of its own: a class
    that the key names without a number.
    """
    other = Class(label, colours.band, colours.ink, UNCOUNTED)
    of_area = (*classes.of_area, len(classes.classes))
    return replace(classes, classes=(*classes.classes, other), of_area=of_area)


def role_classes(roles: Sequence[str], titles: Mapping[str, str], colours: Palette) -> Classes:
    """The roles of areas in a comparison: by `roles`, each area's role or '', in the order of
    `titles` (role and words). Each has a pattern of its own, since colours alone tell nobody.
    """
    looks = {
        "target": (colours.sequential[4], colours.bg, OUTLINED),
        "beside": (colours.sequential[1], colours.ink, DASHED),
        "control": (colours.border, colours.ink, HATCHED),
        "beside_control": (colours.border, colours.ink, HATCHED_BACK),
    }
    order = [*titles]
    of_area = [order.index(role) if role else len(order) for role in roles]
    classes = [
        Class(titles[role], fill, text, of_area.count(place), pattern)
        for place, (role, (fill, text, pattern)) in enumerate((role, looks[role]) for role in order)
    ]
    none = Class("No role", colours.band, colours.ink, of_area.count(len(order)))
    return _classes([*classes, none], of_area, plain=len(order))


def _classes(classes: Sequence[Class], of_area: Sequence[int], plain: int | None = None) -> Classes:
    no_data, hidden = of_area.count(NO_DATA), of_area.count(HIDDEN)
    return Classes(tuple(classes), tuple(of_area), no_data, hidden, plain)
