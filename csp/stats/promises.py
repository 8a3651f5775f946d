"""Was a promise kept? The verdict on an indicator, and its change with an interval.

The rule. An indicator that no later document reported is *never reported*; one without a target has
*no target set*. What a target asks comes down to a goal, a number:

- `reach`: the target, by the end of the plan; `by N percent`: the baseline moved by so much in the
  direction, by the end of the plan. A straight way leads there from the baseline over the plan.
- `keep`: the target, all the time; `maintain`: the baseline, all the time; `within county`: the
  county's figure, all the time.
- `move` (“reduce”, “increase on the year before”): past the baseline, by any amount.
- `words`: nothing that a number could be held against.

*Met*: the latest is at or past the goal in the direction, as reported (`move`: past it, beyond the
interval where there is one). Otherwise, where the latest lies against the straight way at its own
time, or against a goal that holds all the time, beyond its 95% interval where it has one: *on
track* or *off track*; an interval that holds the way or the goal is *cannot say*. After the plan's
end the way has arrived: what is not met is off track. *Cannot say* also: no direction is the better
one; baseline, target and latest are not of the same thing, group and length of time; there is no
number to hold; it is not stated when the latest was measured; it was measured before the plan
began.
"""

import math
import re
from dataclasses import dataclass

from csp.stats.rates import newcombe, poisson_limits, wilson

MET = "met"
ON_TRACK = "on track"
OFF_TRACK = "off track"
CANNOT_SAY = "cannot say"
NEVER_REPORTED = "never reported"
NO_TARGET = "no target set"
KINDS = (MET, ON_TRACK, OFF_TRACK, CANNOT_SAY, NEVER_REPORTED, NO_TARGET)

# Why: one word each, so that a screen may say it as it likes.
AT_GOAL = "at or past the goal"
AHEAD = "ahead of the straight way"
BEHIND = "behind the straight way"
PAST_END = "not at the goal after the plan's end"
NOT_KEPT = "on the wrong side of what was to hold"
UNCERTAIN = "the interval holds both"
NO_DIRECTION = "no direction is better"
NOT_ALIKE = "not comparable"
NO_NUMBER = "no number to hold it against"
NO_PERIOD = "not stated when"
BEFORE_PLAN = "measured before the plan began"
NOT_REPORTED = "no later document reports it"
NOT_SET = "the plan sets no target"

RULES = ("reach", "keep", "maintain", "within county", "move", "words")
BY_PERCENT = re.compile(r"by ([0-9]+(?:\.[0-9]+)?) percent")
GRADUAL = ("reach", "by")  # by the end of the plan, on a straight way from the baseline
SIGNS = {"higher": 1.0, "lower": -1.0}


@dataclass(frozen=True)
class Promise:
    """What was promised and what was reported, all values in one unit; blanks are None.

    `rule` is one of RULES, “by N percent” or '' for no target; `progress` is how far along the
    plan's span the latest period ended: 0 at the start, 1 at the end, more after it; `interval` is
    the latest value's own 95% interval, where its kind and base give one.
    """

    direction: str  # 'lower', 'higher' or 'neither'
    rule: str
    baseline: float | None = None
    latest: float | None = None
    target: float | None = None
    county: float | None = None
    progress: float | None = None
    interval: tuple[float, float] | None = None
    alike: bool = True  # baseline, target and latest are of one thing, group and length of time


@dataclass(frozen=True)
class Verdict:
    """One of KINDS with its reason, the goal in numbers, and where the straight way would be."""

    kind: str
    why: str
    goal: float | None = None
    expected: float | None = None


def is_rule(word: str) -> bool:
    """Whether the word is one of the rules of a target; '' (no target) is none."""
    return word in RULES or BY_PERCENT.fullmatch(word) is not None


def goal(promise: Promise) -> float | None:
    """The number that the target asks for, in the unit of the baseline; None where it has none."""
    if promise.rule in ("reach", "keep"):
        return promise.target
    if promise.rule == "within county":
        return promise.county
    if promise.rule in ("maintain", "move"):
        return promise.baseline
    by = BY_PERCENT.fullmatch(promise.rule)
    if not by or promise.baseline is None or promise.direction not in SIGNS:
        return None
    step = abs(promise.baseline) * float(by[1]) / 100
    return promise.baseline + SIGNS[promise.direction] * step


def verdict(promise: Promise) -> Verdict:
    """The verdict by the rule that opens this module.

    It judges what was reported, when it was reported; it does not know what came after. A straight
    way is a convention: no plan promised one. Raises ValueError for an unknown rule or direction.
    """
    if promise.rule and not is_rule(promise.rule):
        raise ValueError(f"'{promise.rule}' is no rule of a target")
    if promise.direction not in (*SIGNS, "neither"):
        raise ValueError(f"'{promise.direction}' is no direction")
    asked = goal(promise)
    if not promise.rule:
        return Verdict(NO_TARGET, NOT_SET)
    if promise.latest is None:
        return Verdict(NEVER_REPORTED, NOT_REPORTED, asked)
    if promise.direction == "neither":
        return Verdict(CANNOT_SAY, NO_DIRECTION)
    if not promise.alike:
        return Verdict(CANNOT_SAY, NOT_ALIKE)
    return _held_against(promise, promise.latest, asked)


def _held_against(promise: Promise, latest: float, asked: float | None) -> Verdict:
    """The verdict on what was reported and may be judged."""
    if asked is None:
        return Verdict(CANNOT_SAY, NO_NUMBER)
    if promise.rule == "move":
        return _moved(promise, latest, asked)
    if _gain(promise, latest, asked) >= 0:
        return Verdict(MET, AT_GOAL, asked)
    if promise.rule.split()[0] in GRADUAL:
        return _on_the_way(promise, latest, asked)
    told = (CANNOT_SAY, UNCERTAIN) if _open(promise, asked) else (OFF_TRACK, NOT_KEPT)
    return Verdict(*told, asked)


def _on_the_way(promise: Promise, latest: float, asked: float) -> Verdict:
    """Where the latest lies against the straight way at its own time."""
    if promise.progress is None:
        return Verdict(CANNOT_SAY, NO_PERIOD, asked)
    if promise.progress >= 1:
        told = (CANNOT_SAY, UNCERTAIN) if _open(promise, asked) else (OFF_TRACK, PAST_END)
        return Verdict(*told, asked, asked)
    if promise.progress <= 0:
        return Verdict(CANNOT_SAY, BEFORE_PLAN, asked)
    if promise.baseline is None:
        return Verdict(CANNOT_SAY, NO_NUMBER, asked)
    expected = promise.baseline + promise.progress * (asked - promise.baseline)
    if _open(promise, expected):
        return Verdict(CANNOT_SAY, UNCERTAIN, asked, expected)
    ahead = _gain(promise, latest, expected) >= 0
    return Verdict(*((ON_TRACK, AHEAD) if ahead else (OFF_TRACK, BEHIND)), asked, expected)


def _moved(promise: Promise, latest: float, before: float) -> Verdict:
    """Whether it moved past the baseline at all; no move is not kept."""
    if _open(promise, before):
        return Verdict(CANNOT_SAY, UNCERTAIN, before)
    moved = _gain(promise, latest, before) > 0
    return Verdict(*((MET, AT_GOAL) if moved else (OFF_TRACK, NOT_KEPT)), before)


def _gain(promise: Promise, value: float, against: float) -> float:
    """How far a value is past another in the direction; 0 where they differ by rounding alone."""
    if math.isclose(value, against, rel_tol=1e-9):
        return 0.0
    return SIGNS[promise.direction] * (value - against)


def _open(promise: Promise, value: float) -> bool:
    """Whether the interval of the latest leaves open on which side of a value it lies."""
    return promise.interval is not None and promise.interval[0] <= value <= promise.interval[1]


def interval_of(form: str, latest: float | None, base: float | None) -> tuple[float, float] | None:
    """The 95% interval of one value; None where its kind or a missing base gives none.

    `form` 'count' takes the value as events that come one by one (Poisson); 'share' as a percentage
    of `base` people or cases (Wilson), in percent; anything else has no interval.
    """
    if latest is None:
        return None
    if form == "count":
        lower, upper = poisson_limits([latest])
        return float(lower[0]), float(upper[0])
    if form == "share" and base:
        low, high = wilson(latest / 100 * base, base)
        return 100 * low, 100 * high
    return None


def change_interval(
    form: str,
    baseline: float,
    latest: float,
    bases: tuple[float | None, float | None] = (None, None),
) -> tuple[float, float] | None:
    """The 95% interval of latest less baseline; None where the kind or a missing base gives none.

    Counts of equal lengths of time: the two Poisson intervals joined by MOVER, as Newcombe joins
    two of Wilson's for shares; those are in percentage points and need both `bases`, baseline
    first. Source: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    if form == "share" and bases[0] and bases[1]:
        was, now = baseline / 100 * bases[0], latest / 100 * bases[1]
        _, lower, upper = newcombe(now, bases[1], was, bases[0])
        return 100 * lower, 100 * upper
    if form != "count":
        return None
    low, high = poisson_limits([baseline, latest])
    difference = latest - baseline
    return (
        difference - math.hypot(latest - float(low[1]), float(high[0]) - baseline),
        difference + math.hypot(float(high[1]) - latest, baseline - float(low[0])),
    )
