"""Did it work? In words: what a condition wants and what stands against it, the effect, warnings.

Nothing here says better or worse: fewer and more are what was counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.words import numbers
from csp import months
from csp.answers.evaluation import Condition, Evaluation
from csp.measures import Measure
from csp.stats.conditions import SMALLEST, Against
from csp.stats.evaluation import Counts, Effect

ROLES = {
    "target": "Target",
    "beside": "Next to it",
    "control": "Control",
    "beside_control": "Control of next to it",
}
SHORT = {**ROLES, "beside_control": "Its control"}  # where there is little room
# On the map, behind a ward's name.
ON_MAP = {
    "target": "(target)",
    "beside": "(next)",
    "control": "(control)",
    "beside_control": "(its control)",
}
WHOSE = {"target": "the target", "beside": "the areas next to it"}
OF = {
    **WHOSE,
    "control": "the control of the target",
    "beside_control": "the control of the areas next to it",
}
# What each condition asks for, by its name.
ASKS = {
    "roles": "A target and a control are named",
    "apart": "No ward has two roles",
    "windows": "Months tell before from after, in equal windows of the same season",
    "held": "Every month of both windows is held whole",
    "alike": "No change in recording parts the two windows",
    "counts": f"Each group of wards had at least {SMALLEST} events before",
}
NOT_LOOKED_AT = "not looked at: the conditions above come first"
POISSON = (
    "The interval is rather too narrow. It takes every event as moved by chance alone; real counts"
    " move together, by weather, by one busy offender, by how they are recorded."
)
REGRESSION = (
    "A ward is often chosen because its count was high. High counts tend to fall by themselves"
    " (regression to the mean), and a fall of that kind looks like an effect."
)
NO_CAUSE = (
    "A difference says that something else happened here than in the controls, not why."
    " Whoever tries many wards, measures and windows will find one that looks clear."
)
MONTHS_LACK = ("months after", "months before")
NO_ACTION = (
    "No action is known of here. It shows how the sums work, and what they can look like without"
    " one."
)
PLACEBO = (
    "No action is known of, and still the interval leaves out 0. That is the warning below at work:"
    " an interval that leaves out 0 does not prove that an action worked."
)
QUOTIENT_NOTE = (
    "The displacement quotient describes, and has no interval: below 0, some of what left the"
    " target turned up next to it (−1: all of it); above 0, the wards next to it had fewer, too."
)
NO_QUOTIENT = "only where the target fell, by itself and beside its control"
CANDIDATES_TITLE = "Which wards would be a fair control?"
CANDIDATES_NOTE = (
    "Nearest by their count in the window before, which is the only count looked at. Left out:"
    " wards that touch the target, and those of the target or next to it. A control should also be"
    " the same kind of place, which no count can tell."
)
NO_CANDIDATES = (
    "No ward can be offered as a control: the months of the window before are not all held, or no"
    " target is chosen."
)

MAP_UNDER = "Click a ward to give it the role chosen beside the map, or to take the role away"
NO_ACTIONS = (
    "No action is described here yet",
    "An action with a date and a place is one file in data/evaluations: what was done, who leads"
    " it, when it began, in which wards. Its README says what each field holds.",
)


@dataclass(frozen=True)
class Failing:
    """What stands against a condition, and what would be needed to meet it."""

    says: str
    needed: str


def failing(one: Against, asked: Evaluation, names: Mapping[str, str]) -> Failing:
    """What stands against a condition as a sentence; `names` are those of areas by code."""
    told = {
        "no target": _no_target,
        "no control": _no_control,
        "nothing next to it": _nothing_next,
        "overlap": _overlap,
        "months before": _months,
        "months after": _months,
        "break": _break,
        "starts within a month": _within,
        "ended": _ended,
        "no counts": _no_counts,
        "small": _small,
    }
    return told.get(one.kind, _other_side)(one, asked, names)


def _no_target(_one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    return Failing("no target is named", "the wards in which it was done")


def _no_control(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    return Failing(
        f"no control is named for {WHOSE[one.names[0]]}",
        f"wards like {WHOSE[one.names[0]]} that the action did not touch",
    )


def _nothing_next(_one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    return Failing(
        "a control is named for wards next to the target, and no such ward",
        "wards next to the target, or no control for them",
    )


def _overlap(one: Against, _asked: Evaluation, names: Mapping[str, str]) -> Failing:
    wards = numbers.join([names.get(code, code) for code in one.names])
    verb = "have" if len(one.names) > 1 else "has"
    return Failing(f"{wards} {verb} more than one role", "one role for each ward")


def _months(one: Against, asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    lacking = numbers.join([numbers.span(run) for run in months.runs(one.months)])
    verb = "are" if len(one.months) > 1 else "is"
    which = "after it began" if one.kind == "months after" else "before"
    says = f"of the months {which}, {lacking} {verb} not held whole"
    if one.kind == "months after" and list(one.months) == asked.after.all():
        until = f" before {numbers.month(asked.next_held)}" if asked.next_held else ""
        says = f"no month after {numbers.day(asked.question.action.starts_on)} is held{until}"
    return Failing(says, f"the counts of {lacking} by ward")


def _break(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    named = numbers.join([f"“{name}”" for name in one.names])
    return Failing(
        f"the break register has {named} between the start of the one window and the end of the"
        " other",
        "two windows with the same way of recording",
    )


def _within(one: Against, asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    began = numbers.day(asked.question.action.starts_on)
    return Failing(
        f"it began on {began}, so the count of {numbers.month(one.months[0])} holds days before"
        " and after",
        "that month left out, or counts by day",
    )


def _ended(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    return Failing(
        f"its last whole month was {numbers.month(one.months[0])}, and the window goes on after it",
        "a shorter window",
    )


def _other_side(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    side = "before" if one.kind == "not before" else "after"
    return Failing(
        f"{numbers.month(one.months[0])} does not lie {side} the day on which it began",
        "a shorter window",
    )


def _no_counts(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    whose = numbers.join([OF[role] for role in one.names])
    return Failing(f"there is no count by ward for {whose}", "a measure counted in these wards")


def _small(one: Against, _asked: Evaluation, _names: Mapping[str, str]) -> Failing:
    whose = numbers.join([OF[role] for role in one.names])
    return Failing(
        f"fewer than {one.number} events were counted before in {whose}",
        "a longer window, more wards, or a wider measure",
    )


def state(condition: Condition) -> str:
    """Whether a condition is met, in two words."""
    if condition.against is None:
        return "not looked at"
    return "met" if condition.met else "not met"


def title(asked: Evaluation, names: Mapping[str, str]) -> str:
    """The page's message: only what the interval, or the failing conditions, allow."""
    action, counted = asked.question.action, asked.question.measure.counted
    if asked.effect is None:
        if action.worked_example:
            return "Worked example: these figures cannot bear an answer"
        first = failing(asked.against[0], asked, names) if asked.against else None
        because = f": {first.says.split(';')[0]}" if first and len(asked.against) == 1 else ""
        return f"{action.title}: whether it worked cannot be told{because}"
    whose = "Worked example, without a known action" if action.worked_example else action.title
    found = (
        fewer(asked.effect.value)
        if asked.effect.is_clear
        else f"no clear effect, from {reach(asked.effect)}"
    )
    return f"{whose}: {found} {counted} than the controls lead to expect"


def fewer(value: float) -> str:
    """A difference of events in words: 118 fewer, 4 more, as many."""
    whole = round(value)
    if whole == 0:
        return "as many"
    return f"{numbers.count(abs(whole))} {'fewer' if whole < 0 else 'more'}"


def reach(effect: Effect) -> str:
    """The interval in words: 196 to 40 fewer, or 20 fewer to 4 more."""
    low, high = fewer(effect.lower), fewer(effect.upper)
    if low.split()[-1] == high.split()[-1]:
        return f"{low.split()[0]} to {high}"
    return f"{low} to {high}"


def lead(asked: Evaluation, names: Mapping[str, str]) -> str:
    """The sentence below the title: what was compared, or what stands against it."""
    action = asked.question.action
    if asked.effect is None:
        # What the figures lack comes before what a visitor could still choose.
        lacking = sorted(asked.against, key=lambda one: one.kind not in MONTHS_LACK)
        told = [failing(one, asked, names).says for one in lacking]
        example = f"{NO_ACTION} " if action.worked_example else ""
        counted = f"Recorded {asked.question.measure.counted}, as they are held,"
        return (
            f"{example}It began on **{numbers.day(action.starts_on)}**. {counted} cannot answer:"
            f" {'; '.join(told)}."
        )
    began = f"It began on {numbers.day(action.starts_on)}."
    surely = f" {PLACEBO}" if action.worked_example and asked.effect.is_clear else ""
    return f"{NO_ACTION if action.worked_example else began} {_compared(asked, names)}{surely}"


def _compared(asked: Evaluation, names: Mapping[str, str]) -> str:
    target, effect = asked.counts["target"], asked.effect
    where = numbers.join([names[code] for code in asked.question.chosen["target"]])
    taken_in = (
        "with the wards next to it and the controls taken in,"
        if "beside" in asked.counts
        else "beside its control,"
    )
    return (
        f"In {where}, recorded {asked.question.measure.counted} went from"
        f" {numbers.count(target.before)} in **{numbers.span(asked.before)}** to"
        f" {numbers.count(target.after)} in **{numbers.span(asked.after)}**; {taken_in} the"
        f" difference is {fewer(effect.value)} (95% interval {reach(effect)})."
    )


def from_to(counts: Counts) -> str:
    """A count before and after: 173 → 142."""
    return f"{numbers.count(counts.before)} → {numbers.count(counts.after)}"


def quotient(value: float | None) -> str:
    """The displacement quotient with its sign, or an en dash."""
    return numbers.signed(value, decimals=1)


def facts(asked: Evaluation) -> list[tuple[str, str, str]]:
    """The strip of facts: label, figure, small words; none without an effect."""
    if asked.effect is None:
        return []
    difference = (
        "Weighted displacement difference",
        numbers.signed(asked.effect.value),
        f"95% interval {numbers.signed(asked.effect.lower)} to"
        f" {numbers.signed(asked.effect.upper)}",
    )
    told = [
        (ROLES[role], numbers.signed(counts.change), from_to(counts))
        for role, counts in asked.counts.items()
    ]
    if "beside" not in asked.counts:
        return [difference, *told]
    small = "describes, no interval" if asked.quotient is not None else NO_QUOTIENT
    return [difference, *told, ("Displacement quotient", quotient(asked.quotient), small)]


def warnings(asked: Evaluation, names: Mapping[str, str], *, exact: bool) -> list[str]:
    """What a reader must know before using the answer; the same whatever it is."""
    told = [POISSON, REGRESSION, NO_CAUSE]
    if asked.touching:
        wards = numbers.join([names[code] for code in asked.touching])
        verb = "touch" if len(asked.touching) > 1 else "touches"
        told.insert(
            0,
            f"{wards} {verb} the target: what moved next door would count in the control, and the"
            " difference would be too large.",
        )
    if asked.noted:
        named = numbers.join([f"“{name}”" for name in asked.noted])
        told.append(f"Noted in between, without a new start of the series: {named}.")
    if not exact:
        told.append("The boundaries and counts of these wards are approximate.")
    return told


def change_title(asked: Evaluation, measure: Measure) -> str:
    """The message of the picture: how the target changed, and how its control did."""
    target, control = asked.counts["target"], asked.counts["control"]
    return (
        f"{numbers.capital(measure.counted)}: {numbers.signed(target.change)} in the target,"
        f" {numbers.signed(control.change)} in its control"
    )


def map_title(chosen: Mapping[str, Sequence[str]]) -> str:
    """What the map shows: how many wards have a role."""
    wards = len({area for areas in chosen.values() for area in areas})
    if wards == 1:
        return "One ward has a role"
    return f"{numbers.capital(numbers.small(wards))} wards have a role"


def candidate_difference(difference: float, before: float) -> str:
    """How much more or fewer a ward had before."""
    if difference == 0:
        return "as many"
    share = numbers.percent(before, before + difference)
    return numbers.signed(difference) + (f" ({numbers.signed(share, '%')})" if share else "")


def conditions_title(asked: Evaluation) -> str:
    """How many of the conditions are met."""
    met = sum(condition.met for condition in asked.conditions)
    every = len(asked.conditions)
    if met == every:
        return f"All {numbers.small(every)} conditions for an answer are met"
    return f"{numbers.capital(numbers.small(met))} of {numbers.small(every)} conditions are met"


def roles_in_words(chosen: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> str:
    """Which wards have which role: Target: Headcorn. Control: Shepway South."""
    return " ".join(
        f"{ROLES[role]}: {numbers.join([names[code] for code in codes])}."
        for role, codes in chosen.items()
        if codes
    )


def published_title(figures: pd.DataFrame) -> str:
    """The published counts in a row, as they were stated; of several kinds only how many."""
    if figures["unit"].nunique() > 1:
        return f"As published: {numbers.small(len(figures))} figures"
    values = numbers.join([numbers.figure(value) for value in figures["value"]], "then")
    return f"As published: {values} {figures['unit'].iloc[0]}"
