"""The sentences of Priority trends, made from its numbers."""

import pandas as pd

from components.words import numbers, signals
from csp.answers.trends import Trend
from csp.months import Span
from csp.stats.spc import Verdict

UNDER = (
    "Line and points: each month, on months of equal length. Solid: average. Dashed: limits of"
    " usual"
    " variation (XmR chart). Each span has limits of its own; nothing is joined across a gap."
)


def title(told: Trend) -> str:
    """The verdict as a message."""
    verdict, name = told.verdict, told.measure.title
    are, their = ("are", "their") if told.measure.plural else ("is", "its")
    if verdict.rule:
        return f"{name} {_signal(verdict, their, plural=told.measure.plural)}"
    return {
        "no data": f"{name}: no complete month is held",
        "too few points": f"{name}: too few months for a verdict",
        "too rare": f"{name} {are} too rare for this chart",
        "no signal": f"{name} {are} within {their} usual range",
    }[verdict.kind]


def _signal(verdict: Verdict, their: str, *, plural: bool) -> str:
    """What the signal did, to follow the measure's name."""
    side = "above" if verdict.above else "below"
    limit = "upper" if verdict.above else "lower"
    moved = "rose" if verdict.above else "fell"
    were = "were" if plural else "was"
    months, when = numbers.small(verdict.length), signals.when(verdict)
    return {
        "outside_limits": f"{were} {side} {their} limits in {when}",
        "seven_on_one_side": f"stayed {side} {their} average for {months} months",
        "six_rising_or_falling": f"{moved} {numbers.small(verdict.length - 1)} months in a row",
        "two_of_three_near": f"came near {their} {limit} limit in {when}",
    }[verdict.rule]


def lead(told: Trend) -> str:
    """What happened, when, and where the newest month lies."""
    verdict = told.verdict
    if verdict.kind == "no data":
        return "Every month of this series is missing or incomplete."
    latest = told.latest
    newest = (
        f"{numbers.month(latest['month'])} ({numbers.count(latest['events'])}) {_where(latest)}"
    )
    if not verdict.rule:
        return (
            f"The newest month, **{numbers.month(latest['month'])}**, counts"
            f" {numbers.count(latest['events'])} {told.measure.counted} and {_where(latest)}."
        )
    meaning = signals.MEANINGS[verdict.direction]
    happened = {
        "outside_limits": "a month that ordinary variation hardly gives",
        "seven_on_one_side": (
            f"every month lay {'above' if verdict.above else 'below'} the average of"
            f" {numbers.rate(latest['centre'])}: more than chance would give"
        ),
        "six_rising_or_falling": "each month moved the same way: more than chance would give",
        "two_of_three_near": "two of three months lay near one limit",
    }[verdict.rule]
    return f"**{signals.when(verdict)}**: {happened} ({meaning}). {newest}."


def _where(latest: pd.Series) -> str:
    """Where the newest month lies."""
    if not numbers.finite(latest["upper"]):
        return "has no limits to hold it against"
    inside = latest["lower"] <= latest["value"] <= latest["upper"]
    words = "is within" if inside else "is outside"
    return f"{words} the usual range of {limits(latest['lower_shown'], latest['upper'])}"


def limits(lower: float, upper: float) -> str:
    """The usual range in words."""
    if not numbers.finite(upper):
        return numbers.NOT_APPLICABLE
    return f"{numbers.count(lower)} to {numbers.count(upper)}"


def usual_range(latest: pd.Series) -> str:
    """The small words below the newest count."""
    if not numbers.finite(latest["upper"]):
        return "no limits: too few months, or too rare"
    return f"usual range {limits(latest['lower_shown'], latest['upper'])}"


def what_to_do(verdict: Verdict) -> str:
    """What the verdict asks of a meeting."""
    if verdict.kind in ("signal", "earlier signal"):
        when = signals.when(verdict)
        if verdict.rule == "seven_on_one_side":
            return f"{when}. New limits start only when the partnership accepts a step."
        return f"{when}. Ask what changed; a signal says that something did, not what."
    if verdict.kind == "no signal":
        return "Ordinary months go up and down; nothing asks for a reason."
    return "Read the counts one by one."


def alt(told: Trend) -> str:
    """The chart in words, for a screen reader."""
    return (
        f"Control chart of {told.measure.counted} by month. {title(told)}. The same figures"
        " stand in"
        " the table below."
    )


def note(told: Trend, force: str) -> str:
    """How to read the colours, and what to bear in mind."""
    direction = {
        "lower": "Lower is better. Orange: signals towards worse; blue: towards better.",
        "higher": "Higher is better. Orange: signals towards worse; blue: towards better.",
        "neither": (
            "Neither direction is better: a rise may mean that more is found. Signals are purple."
        ),
    }[told.measure.better]
    seasons = signals.seasons_note(told.verdict)
    return (
        f"{direction} {seasons} Dotted: {force} Police’s whole area at the borough’s share of"
        " residents."
    ).replace("  ", " ")


def held(told: Trend) -> str:
    """How many months are held, between which, and how many are incomplete."""
    have = told.chart[told.chart["status"] != "missing"]
    broken = int((have["status"] == "incomplete").sum())
    span = numbers.span(Span(have["month"].iloc[0], have["month"].iloc[-1]))
    tail = f", {numbers.small(broken)} of them incomplete and not used" if broken else ""
    return f"{len(have)} months held between {span.replace(' to ', ' and ')}{tail}"


def promised_title(found: pd.DataFrame) -> str:
    """How many indicators were promised, and how many have a target."""
    count = len(found)
    if count == 0:
        return "No indicator is promised for this priority"
    with_target = int((found["target"].notna() | found["target_words"].notna()).sum())
    noun = "indicator" if count == 1 else "indicators"
    have = "has" if with_target == 1 else "have"
    having = f"{numbers.small(with_target)} {have}" if with_target else "none has"
    return f"{numbers.capital(numbers.small(count))} {noun} promised; {having} a target"


def promised_under(found: pd.DataFrame, plan: str) -> str:
    """How many of each status."""
    if found.empty:
        return f"The plan {plan} names none, or names only actions."
    told = [f"{status}: {number}" for status, number in found["status"].value_counts().items()]
    return f"Plan {plan}. {numbers.capital('; '.join(told))}."
