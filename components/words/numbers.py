"""How numbers, months and lists are written, everywhere: on screen, in tables, in files."""

import math
import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

from csp.months import Span

MINUS = "\N{MINUS SIGN}"
NOT_APPLICABLE = "–"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
# the name of many things: what stands before the noun, the noun, and what follows it
NOUN = re.compile(
    r"(.*?)([\w-]+)((?: (?:after|by|for|from|in|killed|new|of|on|taken|to|with)\b.*)?)"
)
ENDINGS = (
    ("children", "child"),
    ("people", "person"),
    ("ies", "y"),
    ("ches", "ch"),
    ("s", ""),
)
SMALL = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def is_blank(value: object) -> bool:
    """True for what was not supplied: None, NaN, NaT or pandas' own blank of whole numbers."""
    # only a NaN differs from itself; a whole number's blank cannot even say whether it does
    return value is None or value is pd.NA or value != value  # noqa: PLR0124


def count(value: float | None, blank: str = "no data") -> str:
    """A whole number with commas in its thousands, or the word for its blank."""
    return blank if is_blank(value) else f"{round(float(value)):,}".replace("-", MINUS)


def count_of(value: float | None, plural: str) -> str:
    """A count and what is counted, by the name of one where it is one: "1 burglary". `plural` is
    a measure's `counted`.
    """
    return f"{count(value)} {_one(plural) if value == 1 else plural}"


def _one(plural: str) -> str:
    """The name of one of these: its noun is the last word, or stands before a small one."""
    before, noun, after = NOUN.fullmatch(plural).groups()
    for many, one in ENDINGS:
        if noun.endswith(many):
            return f"{before}{noun.removesuffix(many)}{one}{after}"
    return plural


def rate(value: float | None, blank: str = "no data") -> str:
    """A rate with one decimal, or the word for its blank."""
    return blank if is_blank(value) else f"{float(value):,.1f}".replace("-", MINUS)


def figure(value: float | None, blank: str = "no data") -> str:
    """A published figure with the decimals it was published with."""
    return blank if is_blank(value) else f"{float(value):,.10g}".replace("-", MINUS)


def interval(lower: float | None, upper: float | None) -> str:
    """An interval as tables write it: 93.4–106.2."""
    return "no data" if is_blank(lower) else f"{rate(lower)}–{rate(upper)}"


def signed(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """A change with its sign always shown and a true minus; an en dash where there is none."""
    if is_blank(value):
        return NOT_APPLICABLE
    text = f"{abs(float(value)):,.{decimals}f}"
    if not any(digit in "123456789" for digit in text):
        return f"{text}{unit}"
    return f"{'+' if value > 0 else MINUS}{text}{unit}"


def stated_percent(value: float | None) -> str:
    """A percentage as a document states it, with its own decimals and always a sign."""
    if is_blank(value):
        return NOT_APPLICABLE
    return signed(value, "%", 0 if float(value) == int(value) else 1)


def percent(before: float, after: float) -> float | None:
    """The change in percent of the count before; None on a base under 10 or a blank."""
    if is_blank(before) or is_blank(after) or before < 10:
        return None
    return 100 * (after - before) / before


def month(day: date) -> str:
    """A month: Mar 2025."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day(moment: date) -> str:
    """A day: 22 Nov 2026."""
    return f"{moment.day} {month(moment)}"


def span(of: Span) -> str:
    """A span of months: Jan 2025 to Dec 2025, or Mar 2025 for one month."""
    return month(of.start) if of.start == of.end else f"{month(of.start)} to {month(of.end)}"


_RANGE = re.compile(r"(?<=\d) to (?=[\d\u2212])")
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)}) (?=\d{{4}}\b)")


def unbroken(text: str) -> str:
    """The text with months and years, and the ends of a range, kept on one line."""
    held = _MONTH_AND_YEAR.sub("\\1\N{NO-BREAK SPACE}", text)
    return _RANGE.sub("\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}", held)


def rank(low: float, high: float) -> str:
    """A rank as the range in which it lies: 3–5, or 1."""
    if is_blank(low):
        return NOT_APPLICABLE
    return str(int(low)) if low == high else f"{int(low)}–{int(high)}"


def ordinal(place: int) -> str:
    """A place in words up to the twelfth, then in figures: third, 21st."""
    if 1 <= place <= len(ORDINALS):
        return ORDINALS[place - 1]
    teens = place % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def small(value: int) -> str:
    """A small count in words (up to twelve), a larger one in figures."""
    return SMALL[value] if 0 <= value < len(SMALL) else count(value)


def join(items: Sequence[str], last: str = "and") -> str:
    """A list as a sentence has it: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(sentence: str) -> str:
    """The sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def finite(value: float | None) -> bool:
    """True for a number that can be drawn."""
    return value is not None and math.isfinite(value)
