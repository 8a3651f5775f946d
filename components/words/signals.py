"""Signals of a control chart in words: what happened, for how long, and what it means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.words import numbers
from csp import months
from csp.months import Span
from csp.stats.spc import Signal, Verdict
from csp.stats.xmr import RUN, STEPS, TRIAL_BELOW

# Of several rules on one month the first is drawn; all are named.
ORDER = ("outside_limits", "seven_on_one_side", "six_rising_or_falling", "two_of_three_near")
JUDGED = ("limits", "trial")  # kinds of limits; months of a span without any are not judged
NOT_JUDGED = "no limits, not judged"
NOT_USED = "incomplete supply, not used"
MEANINGS = {
    "better": "towards better",
    "worse": "towards worse",
    "neither": "neither direction is better",
}
KEY = {
    "triangle up": "above its upper limit",
    "triangle down": "below its lower limit",
    "diamond": "seven or more on one side, or six rising or falling",
    "square": "at least two of three near a limit",
    "dot": "ordinary variation",
    "ring": NOT_JUDGED,
    "dashed ring": "incomplete month, not used",
}


def shape(rules: Sequence[str], above: bool) -> str:
    """The shape of a month by the first of its rules."""
    first = next((rule for rule in ORDER if rule in rules), "")
    if first == "outside_limits":
        return "triangle up" if above else "triangle down"
    if first in ("seven_on_one_side", "six_rising_or_falling"):
        return "diamond"
    return "square" if first else "dot"


def shape_of(row: Any) -> str:
    """The shape of a row of a chart: hollow where a month is not used or not judged."""
    if row.status == "incomplete":
        return "dashed ring"
    return shape(row.rules, row.value > row.centre) if row.limits_kind in JUDGED else "ring"


def reading(row: Any) -> str:
    """What a row of a chart says: all its rules, and what they mean."""
    if row.status == "incomplete":
        return NOT_USED
    if row.limits_kind not in JUDGED:
        return NOT_JUDGED
    if not row.rules:
        return "ordinary variation"
    high = row.value > row.centre
    side, limit = ("above", "upper") if high else ("below", "lower")
    words = {
        "outside_limits": f"{side} the {limit} limit",
        "seven_on_one_side": f"one of seven or more in a row {side} the average",
        "six_rising_or_falling": "part of six rises or falls in a row",
        "two_of_three_near": f"one of at least two out of three months near the {limit} limit",
    }
    named = numbers.join([words[rule] for rule in ORDER if rule in row.rules])
    return f"{named} ({MEANINGS[row.direction]})"


def run_words(rule: str, length: int, above: bool, direction: str) -> str:
    """A signal of one rule over neighbouring months: what happened and what it means."""
    side, limit = ("above", "upper") if above else ("below", "lower")
    happened = {
        "outside_limits": f"{side} the limit",
        "seven_on_one_side": f"{numbers.small(length)} in a row {side} the average",
        "six_rising_or_falling": "six or more rises or falls in a row",
        "two_of_three_near": f"at least two of three near the {limit} limit",
    }[rule]
    return f"{numbers.capital(happened)} ({MEANINGS[direction]})"


@dataclass(frozen=True)
class Said:
    """One signal as a label: its words, its months, where it lies and what it means.

    `months`, `high` and `low` are of the points that wear its shape; `told` are its words with all
    its months, for where no picture shows them.
    """

    words: str
    told: str
    months: tuple[date, ...]
    high: float
    low: float
    above: bool
    direction: str


def said(chart: pd.DataFrame) -> list[Said]:
    """The signals of a chart's newest span, each once: the strongest rule first, and of one rule
    the newest. A signal all of whose months fired a stronger rule, too, is that one's.
    """
    newest = chart[chart["span"] == chart["span"].max()]
    return [
        one
        for rule in ORDER
        for one in sorted(_said_of(rule, newest), key=lambda one: one.months[-1], reverse=True)
    ]


def _said_of(rule: str, newest: pd.DataFrame) -> Iterator[Said]:
    fired = newest[[rule in rules for rules in newest["rules"]]]
    above = fired["value"] > fired["centre"]
    # A steady rise or fall may cross the average.
    side = above & (rule != "six_rising_or_falling")
    for _, rows in fired.groupby(side):
        for run in _together(rows["month"], apart=2 if rule == "two_of_three_near" else 1):
            part = rows[rows["month"].between(run.start, run.end)]
            drawn = part[[rules[0] == rule for rules in part["rules"]]]
            if len(drawn):
                yield _said(rule, part, drawn)


def _together(held: Iterable[date], apart: int) -> list[Span]:
    """Months as spans; months of two of three near a limit may have one between them."""
    spans: list[Span] = []
    for run in months.runs(held):
        if spans and months.index(run.start) - months.index(spans[-1].end) <= apart:
            spans[-1] = Span(spans[-1].start, run.end)
        else:
            spans.append(run)
    return spans


def _said(rule: str, part: pd.DataFrame, drawn: pd.DataFrame) -> Said:
    """A signal of the months `part`, of which those of `drawn` wear its shape."""
    values, span = part["value"], Span(part["month"].iloc[0], part["month"].iloc[-1])
    above = bool(values.mean() > part["centre"].iloc[0])
    words = _label(rule, above, values)
    told = f"{words}, {short_span(span)}"
    if rule == "outside_limits" and len(part) == 1:
        told = words = f"{words}: {numbers.count(values.iloc[0])} in {short_span(span)}"
    return Said(
        words,
        told,
        tuple(drawn["month"]),
        drawn["value"].max(),
        drawn["value"].min(),
        above,
        drawn["direction"].iloc[-1],
    )


def _label(rule: str, above: bool, values: pd.Series) -> str:
    side, limit = ("above", "upper") if above else ("below", "lower")
    if rule == "outside_limits":
        return f"{numbers.capital(side)} the limit"
    if rule == "two_of_three_near":
        return f"Two of three near the {limit} limit"
    steady = rule == "six_rising_or_falling"
    number = len(values) - steady
    run = f"{numbers.small(number)} in a row"
    if number < (STEPS if steady else RUN):  # the months drawn begin within it
        run = "part of a row"
    if steady:
        moved = "rising" if values.iloc[-1] > values.iloc[0] else "falling"
        return f"{numbers.capital(run)} {moved}"
    return f"{numbers.capital(run)} {side} the average"


PLAIN = {
    "no data": "No complete month",
    "too few points": "Too few points for a verdict",
    "too rare": "Too rare for this chart",
    "no signal": "No signal: within its usual range",
}


def headline(verdict: Verdict, *, dated: bool = False) -> str:
    """The verdict in a few words, for a strip or a table row; months of the newest month's year
    stand without it, unless `dated`, where nothing beside says which year is the newest.
    """
    if verdict.signal is None:
        return PLAIN[verdict.kind]
    words = named(verdict.signal, None if dated else verdict.newest)
    return words if verdict.kind == "signal" else f"{words}; now ordinary"


def named(signal: Signal, newest: date | None = None) -> str:
    """A signal in a few words, with its months where they do not follow from the words."""
    side, limit = ("above", "upper") if signal.above else ("below", "lower")
    span = Span(signal.starts, signal.ends)
    at = short_span(span, year=newest is None or signal.starts.year != newest.year)
    return {
        "outside_limits": f"{numbers.capital(side)} the {limit} limit, {at}",
        "seven_on_one_side": (
            f"{numbers.capital(numbers.small(signal.length))} in a row {side} the average"
        ),
        "six_rising_or_falling": (
            f"{'Rising' if signal.above else 'Falling'} {numbers.small(signal.length - 1)} months"
            " in a row"
        ),
        "two_of_three_near": f"Near the {limit} limit, {at}",
    }[signal.rule]


def short_span(span: Span, *, year: bool = True) -> str:
    """Months in a sentence: Jul 2025, Aug to Oct 2025, Nov 2024 to Feb 2025.

    Without `year`, months of one year stand alone: Aug to Oct.
    """
    first, last = (numbers.MONTHS[month.month - 1] for month in (span.start, span.end))
    if span.start.year != span.end.year:
        return numbers.span(span)
    told = first if span.months == 1 else f"{first} to {last}"
    return f"{told} {span.end.year}" if year else told


def when(signal: Signal) -> str:
    """The months of a signal: Jul 2025, or Aug to Oct 2025."""
    return short_span(Span(signal.starts, signal.ends))


def at(signal: Signal) -> str:
    """The months of a signal inside a sentence: in Jul 2025, or from Aug to Oct 2025."""
    return f"{'in' if signal.length == 1 else 'from'} {when(signal)}"


def mark(verdict: Verdict) -> tuple[str, str]:
    """The verdict's shape and direction: a ring where no verdict is possible."""
    if verdict.signal is not None:
        return shape((verdict.signal.rule,), verdict.signal.above), verdict.signal.direction
    return ("dot" if verdict.kind == "no signal" else "ring"), ""


def key_of(chart: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """The shapes that a chart shows, with their direction and words, for the key below it."""
    held = chart[chart["status"] != "missing"]
    drawn = {(shape_of(row), row.direction) for row in held.itertuples()}
    return tuple(
        (one, direction, f"{words}{f', {MEANINGS[direction]}' if direction else ''}")
        for one, words in KEY.items()
        for direction in ("", "better", "worse", "neither")
        if (one, direction) in drawn
    )


def seasons_note(verdict: Verdict) -> str:
    """What to bear in mind when fewer than two years are held in a row."""
    if not verdict.needs_seasons:
        return ""
    caution = "a year has seasons, so summer or December alone can give a signal."
    months_in_a_row = f"{numbers.capital(numbers.small(verdict.in_a_row))} months in a row"
    if verdict.in_a_row < TRIAL_BELOW:
        return f"{months_in_a_row} at most are held: {caution}"
    just = "just " if verdict.in_a_row == TRIAL_BELOW else ""
    return f"{months_in_a_row} are {just}enough points, but {caution}"
