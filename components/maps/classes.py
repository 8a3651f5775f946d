"""Classes of a map: which areas share a colour, what each is called, how many it holds."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.charts.palette import Palette
from components.words import numbers

NO_DATA, HIDDEN = -1, -2  # classes of their own, never the lowest
HOTSPOTS = {
    "hot 99": (0, "Hot, 99% sure"),
    "hot 95": (1, "Hot, 95% sure"),
    "hot 90": (2, "Hot, 90% sure"),
    "not significant": (3, "Not significant"),
    "cold 90": (4, "Cold, 90% sure"),
    "cold 95": (5, "Cold, 95% or more"),
    "cold 99": (5, "Cold, 95% or more"),
}


@dataclass(frozen=True)
class Class:
    """One class: its words, its fill, the text colour that reads on it, and how many areas it
    holds.
    """

    label: str
    fill: str
    text: str
    areas: int


@dataclass(frozen=True)
class Classes:
    """The classes of one map, and each area's class in the order of the frame behind them."""

    classes: tuple[Class, ...]
    of_area: tuple[int, ...]  # index into classes; NO_DATA or HIDDEN for blanks
    no_data: int  # how many areas
    hidden: int


def fixed_classes(
    values: pd.Series,
    why_blank: pd.Series,
    bounds: Sequence[float],
    colours: Palette,
    *,
    whole: bool,
) -> Classes:
    """Five classes with fixed bounds, so that periods compare; a value on a bound goes up.

    `whole` is for counts (50 to 99), otherwise one decimal is written (40 to 59.9). Blank values
    are in no class: 'hidden' and 'no data' stay apart.
    """
    of_area = [
        _blank(why) if numbers.is_blank(value) else bisect_right(bounds, float(value))
        for value, why in zip(values, why_blank, strict=True)
    ]
    labels = _bound_labels(bounds, whole=whole)
    classes = [
        Class(label, fill, colours.text_on(place), of_area.count(place))
        for place, (label, fill) in enumerate(zip(labels, colours.sequential, strict=True))
    ]
    return _classes(classes, of_area)


def _blank(why: object) -> int:
    return HIDDEN if why == "hidden" else NO_DATA


def _bound_labels(bounds: Sequence[float], *, whole: bool) -> list[str]:
    decimals = any(float(bound) != int(bound) for bound in bounds)
    step = 1.0 if whole else 0.1

    def told(number: float) -> str:
        return numbers.count(number) if whole else f"{number:,.1f}" if decimals else f"{number:g}"

    between = [
        f"{told(low)} to {told(high - step) if whole or decimals else f'{high - step:,.1f}'}"
        for low, high in zip(bounds, bounds[1:], strict=False)
    ]
    return [f"under {told(bounds[0])}", *between, f"{told(bounds[-1])} or more"]


def change_classes(changes: pd.DataFrame, better: str, colours: Palette) -> Classes:
    """Fell, not significant, rose: by `verdict` and `difference` of each area."""
    of_area = [
        1 if row.verdict == "none" else 0 if row.difference < 0 else 2
        for row in changes.itertuples()
    ]
    fell, rose = {
        "lower": (colours.better, colours.worse),
        "higher": (colours.worse, colours.better),
        # No direction is better: one colour, told apart by its strength and by the sign beside it.
        "neither": (colours.axis, colours.neither),
    }[better]
    grey = colours.hotspots[3]
    classes = [
        Class("Fell", fell, colours.bg, of_area.count(0)),
        Class("Not significant", grey, colours.ink, of_area.count(1)),
        Class("Rose", rose, colours.bg, of_area.count(2)),
    ]
    return _classes(classes, of_area)


def hotspot_classes(found: pd.Series, colours: Palette) -> Classes:
    """The hotspot classes in their six colours; cold at 95 and 99% share one."""
    of_area = [HOTSPOTS[name][0] for name in found]
    labels = dict(HOTSPOTS.values())
    light = colours.theme == "light"
    classes = [
        Class(
            labels[place],
            fill,
            (colours.bg if light else colours.ink)
            if place in ((0, 1, 5) if light else (2, 3, 4))
            else (colours.ink if light else colours.bg),
            of_area.count(place),
        )
        for place, fill in enumerate(colours.hotspots)
    ]
    return _classes(classes, of_area)


def _classes(classes: Sequence[Class], of_area: Sequence[int]) -> Classes:
    return Classes(tuple(classes), tuple(of_area), of_area.count(NO_DATA), of_area.count(HIDDEN))
