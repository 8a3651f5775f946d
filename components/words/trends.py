"""The sentences of Priority trends, made from its numbers."""

from collections.abc import Sequence

import pandas as pd

from components.words import numbers, protected, signals
from components.words.breaks import restart
from csp.answers.promises import YearlyTarget
from csp.answers.trends import Trend
from csp.months import DAYS_IN_AVERAGE_MONTH, Span
from csp.stats.spc import CURRENT, Signal

UNDER = (
    "Line, points and all figures on the chart: each month’s count put on a month of equal length"
    f" ({DAYS_IN_AVERAGE_MONTH:.1f} days). Solid: average. Dashed: limits of usual variation (XmR"
    " chart). Each span has limits of its own; nothing is joined across a gap."
)
SO = {
    "better": ", which is better",
    "worse": ", which is worse",
    "neither": "; neither direction is better",
}


def title(told: Trend) -> str:
    """The verdict as a message."""
    name, signal = told.measure.title, told.verdict.signal
    are, their = ("are", "their") if told.measure.plural else ("is", "its")
    if signal is not None:
        return f"{name} {_did(signal, their, plural=told.measure.plural)}"
    return {
        "no data": f"{name}: no complete month is held",
        "too few points": f"{name}: too few months for a verdict",
        "too rare": f"{name} {are} too rare for this chart",
        "no signal": f"{name} {are} within {their} usual range",
    }[told.verdict.kind]


def _did(signal: Signal, their: str, *, plural: bool) -> str:
    """What the signal did, to follow the measure's name."""
    side, limit = ("above", "upper") if signal.above else ("below", "lower")
    moved = "rose" if signal.above else "fell"
    return {
        "outside_limits": (
            f"{'were' if plural else 'was'} {side} {their} {limit} limit {signals.at(signal)}"
        ),
        "seven_on_one_side": f"stayed {side} {their} average {signals.at(signal)}",
        "six_rising_or_falling": (
            f"{moved} {numbers.small(signal.length - 1)} months in a row, to"
            f" {numbers.month(signal.ends)}"
        ),
        "two_of_three_near": f"came near {their} {limit} limit {signals.at(signal)}",
    }[signal.rule]


def lead(told: Trend) -> str:
    """What happened, when, what happened the other way, and where the newest month lies."""
    verdict = told.verdict
    if verdict.kind == "no data":
        hidden = f"{protected.HIDDEN}, " if told.hidden else ""
        return f"Every month of this series is {hidden}missing or incomplete."
    latest = told.latest
    if verdict.signal is None:
        amount = numbers.count_of(latest["events"], told.measure.counted)
        return (
            f"The newest month{' shown' if told.hidden else ''},"
            f" **{numbers.month(latest['month'])}**, counts {amount}{_equal(latest, ' ({})')}"
            f" and {_where(latest)}.{_quiet(told)}"
        )
    first = f"**{signals.when(verdict.signal)}**: {_happened(told, verdict.signal)}."
    other = ""
    if verdict.other is not None:
        other = f" The other way, {signals.at(verdict.other)}: {_happened(told, verdict.other)}."
    newest = f" {numbers.month(latest['month'])} ({_amount(latest)}) {_where(latest)}."
    return f"{first}{other}{newest}"


def _quiet(told: Trend) -> str:
    if told.verdict.kind != "no signal":
        return ""
    return f" No month of the newest {numbers.small(CURRENT)} gave a signal."


def _happened(told: Trend, signal: Signal) -> str:
    """What the months of a signal did, and whether that is better; to follow its months."""
    side, limit = ("above", "upper") if signal.above else ("below", "lower")
    rows = told.chart[told.chart["month"].between(signal.starts, signal.ends)]
    edge = numbers.count(rows["upper" if signal.above else "lower_shown"].iloc[-1])
    month = "one month" if signal.length == 1 else f"{numbers.small(signal.length)} months in a row"
    amount = f" ({_amount(rows.iloc[0])})" if signal.length == 1 else ""
    happened = {
        "outside_limits": f"{month}{amount} {side} the {limit} limit of {edge}",
        "seven_on_one_side": (
            f"{month} {side} the average of {numbers.count(rows['centre'].iloc[-1])}, more than"
            " chance would give"
        ),
        "six_rising_or_falling": (
            f"{numbers.small(signal.length - 1)} {'rises' if signal.above else 'falls'} in a row,"
            " more than chance would give"
        ),
        "two_of_three_near": (
            f"at least two of three months in a row near the {limit} limit of {edge}"
        ),
    }[signal.rule]
    return f"{happened}{SO[signal.direction]}"


def _amount(row: pd.Series) -> str:
    """A month's count, and what the chart draws for it."""
    return f"{numbers.count(row['events'])}{_equal(row, ', or {}')}"


def _equal(row: pd.Series, form: str) -> str:
    """A month's value on a month of equal length, '' where it is written like the count."""
    value = numbers.count(row["value"])
    if value == numbers.count(row["events"]):
        return ""
    return form.format(f"{value} per equal month")


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


def latest_small(latest: pd.Series) -> str:
    """The usual range, and what of the newest month is held against it."""
    return f"{_equal(latest, '{}; ')}{usual_range(latest)}"


def what_to_do(told: Trend) -> str:
    """What the verdict asks of a meeting."""
    verdict = told.verdict
    if verdict.signal is None:
        if verdict.kind == "no signal":
            return "Ordinary months go up and down; nothing asks for a reason."
        return "Read the counts one by one."
    months = f"{signals.when(verdict.signal)}."
    if verdict.other is not None:
        other = signals.named(verdict.other, verdict.newest)
        months = f"{months} The other way: {other[0].lower()}{other[1:]}."
    if verdict.signal.rule == "seven_on_one_side":
        return f"{months} New limits start only when the partnership accepts a step."
    return f"{months} Ask what changed; a signal says that something did, not what."


def alt(told: Trend) -> str:
    """The chart in words, for a screen reader."""
    return (
        f"Control chart of {told.measure.counted} by month. {title(told)}. The same figures"
        " stand in"
        " the table below."
    )


def note(told: Trend, force: str) -> str:
    """How to read the colours and the verdict, and what to bear in mind."""
    direction = {
        "lower": "Lower is better. Orange: signals towards worse; blue: towards better.",
        "higher": "Higher is better. Orange: signals towards worse; blue: towards better.",
        "neither": (
            "Neither direction is better: a rise may mean that more is found. Signals are purple."
        ),
    }[told.measure.better]
    parts = [
        direction,
        told.measure.caution,
        "The verdict is a signal of the newest month, or else the strongest of the newest"
        f" {numbers.small(CURRENT)}.",
        signals.seasons_note(told.verdict),
        f"Dotted: {force} Police’s whole area at the borough’s share of residents."
        if told.force.empty or told.force["value"].notna().any()
        else "",
        protected.trend_note(told.hidden) if told.protected else "",
    ]
    return " ".join(part for part in parts if part)


def in_words(told: Trend, chart: pd.DataFrame, folded: Sequence[Span], gaps: Sequence[Span]) -> str:
    """What the words inside the picture say, for a screen that has no room for them.

    `chart` are the months drawn; `folded` and `gaps` the months not held, as strips and as boxes.
    """
    parts = []
    why = f"not held or {protected.HIDDEN}" if told.hidden else "not held"
    if folded:
        named = [f"{signals.short_span(span)}{_why(span, told.breaks)}" for span in folded]
        parts.append(f"{_noun('Grey strip', folded)}: {numbers.join(named)}, {why}.")
    if gaps:
        named = [signals.short_span(span) for span in gaps]
        parts.append(f"{_noun('Dashed box', gaps, 'es')}: {numbers.join(named)}, {why}.")
    latest = told.latest if told.verdict.kind != "no data" else None
    if latest is not None:
        parts += [_limits_in_words(told, latest), f"{_last(latest)}."]
    found = [f"{one.told[0].lower()}{one.told[1:]}" for one in signals.said(chart)]
    if found:
        parts.append(f"{_noun('Signal', found)}: {'; '.join(found)}.")
    return " ".join(parts)


def _noun(one: str, many: Sequence[object], ending: str = "s") -> str:
    return one if len(many) == 1 else f"{one}{ending}"


def _why(span: Span, breaks: pd.DataFrame) -> str:
    named = restart(span, breaks)
    return f" (break: {named})" if named else ""


def _limits_in_words(told: Trend, latest: pd.Series) -> str:
    if not numbers.finite(latest["upper"]):
        return "The newest months have no limits."
    trial = " (trial limits, under 12 months)" if told.verdict.trial else ""
    return (
        f"Newest average {numbers.count(latest['centre'])}, limits"
        f" {limits(latest['lower_shown'], latest['upper'])}{trial}."
    )


def _last(latest: pd.Series) -> str:
    return f"{numbers.month(latest['month'])}: {_amount(latest)}"


def held(told: Trend) -> str:
    """How many months are held, between which, and how many are incomplete."""
    have = told.chart[told.chart["status"] != "missing"]
    if have.empty:
        return "no month shown"
    broken = int((have["status"] == "incomplete").sum())
    span = numbers.span(Span(have["month"].iloc[0], have["month"].iloc[-1]))
    tail = f", {numbers.small(broken)} of them incomplete and not used" if broken else ""
    return f"{len(have)} months held between {span.replace(' to ', ' and ')}{tail}"


def target_note(target: YearlyTarget) -> str:
    """How a plan's yearly rate became the line of the chart."""
    return (
        f"The plan’s target, {numbers.figure(target.rate)} for every {target.per:,} residents a"
        f" year by {target.plan_ends.year}, comes to {numbers.count(target.monthly)} a month at the"
        f" {numbers.count(target.residents)} residents of {target.year}. Whether the plan counted"
        " just what is drawn is not stated."
    )
