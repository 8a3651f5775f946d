"""Signals of a control chart in words: what happened, for how long, and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.words import numbers
from csp import months
from csp.months import Span
from csp.stats.spc import Verdict

# Of several rules on one month the first is drawn; all are named.
ORDER = ("outside_limits", "seven_on_one_side", "six_rising_or_falling", "two_of_three_near")
WORDS = {
    "outside_limits": "outside a limit",
    "seven_on_one_side": "one of seven or more in a row on one side of the average",
    "six_rising_or_falling": "part of six rises or falls in a row",
    "two_of_three_near": "one of two in three months near a limit",
}
MEANINGS = {
    "better": "towards better",
    "worse": "towards worse",
    "neither": "neither direction is better",
}
KEY = {
    "triangle up": "above its limit",
    "triangle down": "below its limit",
    "diamond": "seven or more on one side, or six rising or falling",
    "square": "two of three near a limit",
    "dot": "ordinary variation",
}


def shape(rules: Sequence[str], above: bool) -> str:
    """The shape of a month by the first of its rules."""
    first = next((rule for rule in ORDER if rule in rules), "")
    if first == "outside_limits":
        return "triangle up" if above else "triangle down"
    if first in ("seven_on_one_side", "six_rising_or_falling"):
        return "diamond"
    return "square" if first else "dot"


def month_words(rules: Sequence[str], direction: str, status: str) -> str:
    """What one month says: all its rules, and what they mean."""
    if status == "incomplete":
        return "incomplete supply, not used"
    if not rules:
        return "ordinary variation"
    named = numbers.join([WORDS[rule] for rule in ORDER if rule in rules])
    return f"{named} ({MEANINGS[direction]})"


def run_words(rule: str, length: int, above: bool, direction: str) -> str:
    """A signal of one rule over neighbouring months: what happened and what it means."""
    side = "above" if above else "below"
    happened = {
        "outside_limits": f"{side} the limit",
        "seven_on_one_side": f"{numbers.small(length)} in a row {side} the average",
        "six_rising_or_falling": "six or more rises or falls in a row",
        "two_of_three_near": f"two of three near the {'upper' if above else 'lower'} limit",
    }[rule]
    return f"{numbers.capital(happened)} ({MEANINGS[direction]})"


@dataclass(frozen=True)
class Said:
    """One signal as a label: its words, its months, where it lies and what it means."""

    words: str
    months: tuple[date, ...]
    high: float
    low: float
    above: bool
    direction: str


def said(chart: pd.DataFrame) -> list[Said]:
    """The signals of a chart's newest span, each once, by the first rule of its months, newest
    first.
    """
    newest = chart[chart["span"] == chart["span"].max()]
    found: list[list[object]] = []
    for row in newest.itertuples():
        first = next((rule for rule in ORDER if rule in row.rules), None)
        if first is None:
            continue
        above = bool(row.value > row.centre)
        last = found[-1] if found else None
        joins = (
            last is not None
            and last[0] == first
            and last[1] == above
            and months.index(row.month) - months.index(last[2][-1].month) == 1  # type: ignore[index]
        )
        if joins:
            last[2].append(row)  # type: ignore[index,union-attr]
        else:
            found.append([first, above, [row]])
    return [_said(rule, above, rows) for rule, above, rows in reversed(found)]


def _said(rule: str, above: bool, rows: list) -> Said:
    values = [row.value for row in rows]
    side = "above" if above else "below"
    if rule == "outside_limits":
        where = numbers.span(Span(rows[0].month, rows[-1].month))
        told = f": {numbers.count(rows[0].events)} in {where}" if len(rows) == 1 else f", {where}"
        words = f"{numbers.capital(side)} the limit{told}"
    elif rule == "seven_on_one_side":
        number = numbers.capital(numbers.small(len(rows)))
        words = (
            f"{number} in a row {side} the average"
            if len(rows) >= 7
            else f"Part of a run {side} the average"
        )
    elif rule == "six_rising_or_falling":
        rising = values[-1] > values[0]
        words = f"Six or more {'rises' if rising else 'falls'} in a row"
    else:
        words = "Two of three near the limit"
    return Said(
        words,
        tuple(row.month for row in rows),
        max(values),
        min(values),
        above,
        rows[-1].direction,
    )


def headline(verdict: Verdict) -> str:
    """The verdict in a few words, for a strip or a table row."""
    if verdict.kind == "no data":
        return "No complete month"
    if verdict.kind == "too few points":
        return "Too few points for a verdict"
    if verdict.kind == "too rare":
        return "Too rare for this chart"
    if verdict.kind == "no signal":
        return "No signal: within its usual range"
    words = _signal(verdict)
    return words if verdict.kind == "signal" else f"{words}; the newest month is ordinary"


def _signal(verdict: Verdict) -> str:
    side = "above" if verdict.above else "below"
    if verdict.rule == "outside_limits":
        return f"{numbers.capital(side)} the limit in {numbers.month(verdict.starts)}"
    if verdict.rule == "seven_on_one_side":
        count = numbers.capital(numbers.small(verdict.length))
        return f"{count} in a row {side} the average"
    if verdict.rule == "six_rising_or_falling":
        return (
            f"{'Rising' if verdict.above else 'Falling'} {numbers.small(verdict.length - 1)}"
            " months in a row"
        )
    return f"Two of three months near the {'upper' if verdict.above else 'lower'} limit"


def when(verdict: Verdict) -> str:
    """The months of the verdict's signal."""
    if verdict.starts is None or verdict.ends is None:
        return ""
    return numbers.span(Span(verdict.starts, verdict.ends))


def mark(verdict: Verdict) -> tuple[str, str]:
    """The verdict's shape and direction: a ring where no verdict is possible."""
    if verdict.kind in ("no data", "too few points", "too rare"):
        return "ring", ""
    if not verdict.rule:
        return "dot", ""
    return shape((verdict.rule,), verdict.above), verdict.direction


def key_of(chart: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """The shapes that a chart shows, with their direction and words, for the key below it."""
    held = chart[chart["status"] == "complete"]
    drawn = {(shape(row.rules, row.value > row.centre), row.direction) for row in held.itertuples()}
    found = [
        (one, direction, f"{KEY[one]}{f', {MEANINGS[direction]}' if direction else ''}")
        for one in KEY
        for direction in ("", "better", "worse", "neither")
        if (one, direction) in drawn
    ]
    if (chart["status"] == "incomplete").any():
        found.append(("ring", "", "incomplete month, not used"))
    return tuple(found)


def seasons_note(verdict: Verdict) -> str:
    """What to bear in mind when fewer than two years are held in a row."""
    if not verdict.needs_seasons:
        return ""
    return "Fewer than 24 months are held in a row: summer or December alone can give a signal."
