"""The sentences on what a plan promised to measure, and on a priority without monthly figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.words import numbers
from csp.answers.lineage import Ownership, Step, Thread
from csp.answers.plans import Priority
from csp.stats import promises


def without_series(priority: Priority) -> tuple[str, str]:
    """Title and lead for a priority that has no monthly figures."""
    lead = "Its figures come from partners, and none has supplied monthly counts yet."
    stated = (
        "What the documents published stands below."
        if priority.published
        else "The documents of the partnership state no count for it, either."
    )
    return f"{priority.title}: no monthly figures are held", f"{lead} {stated}"


def promised_title(found: pd.DataFrame) -> str:
    """How many indicators were promised, how many with a target, and whether they were reported."""
    count = len(found)
    if count == 0:
        return "No indicator was promised for this priority"
    with_target = int((found["target"].notna() | found["target_words"].notna()).sum())
    head = f"{numbers.capital(numbers.small(count))} {'indicator' if count == 1 else 'indicators'}"
    were = "was" if count == 1 else "were"
    return f"{head} {were} promised, {_with_target(with_target, count)}{_reported(found)}"


def _with_target(number: int, count: int) -> str:
    if count == 1:
        return "with a target" if number else "without a target"
    every, none = ("both", "neither") if count == 2 else ("all", "none")
    words = {0: none, count: every}.get(number, numbers.small(number))
    return f"{words} with a target"


def _reported(found: pd.DataFrame) -> str:
    """How many were reported; how many never were, where none was."""
    count = len(found)
    reported = int((found["status"] == "reported").sum())
    never = int((found["status"] == "promised, never reported").sum())
    number, happened = (reported, "reported") if reported else (never, "never reported")
    if not number:
        return ""
    if count == 1:
        return f"; it was {happened}"
    if number == count and not reported:
        return f"; {'neither' if count == 2 else 'none'} was reported in the same form"
    all_of_them = "both" if count == 2 else "all"
    words = all_of_them if number == count else numbers.small(number)
    return f"; {words} {'was' if number == 1 else 'were'} {happened}"


def promised_under(found: pd.DataFrame, plan: str) -> str:
    """How many of each verdict; `plan` is the plan's title."""
    if found.empty:
        return f"The plan {plan} names no indicator for it."
    return f"Plan {plan}. Verdicts: {counted(found['verdict'])}."


# The mark of each verdict: shape and what its colour says.
MARKS = {
    promises.MET: ("square", "better"),
    promises.ON_TRACK: ("dot", "better"),
    promises.OFF_TRACK: ("diamond", "worse"),
    promises.CANNOT_SAY: ("ring", ""),
    promises.NEVER_REPORTED: ("dashed ring", ""),
    promises.NO_TARGET: ("dashed ring", ""),
}
RULE = (
    "Met: at or past the target, as reported. On track or off track: ahead of or behind a straight"
    " way from baseline to target over the plan, at the time of the latest value. Cannot say: the"
    " interval leaves it open, no direction is better, or the two are not of the same kind."
)
APART = {
    "period differs": "baseline, target and latest are of different lengths of time",
    "group differs": "it was promised in one form and reported in another",
    "not stated": "whether baseline and latest count the same is not stated",
}


def verdict(row: Any) -> str:
    """The verdict of a row of csp.answers.promises.verdicts, as a word begins a cell."""
    return numbers.capital(row.verdict)


def why(row: Any) -> str:
    """Why the verdict is what it is, with its numbers; '' where the verdict says it all."""
    latest = value(row.latest, row.unit)
    goal, expected = value(row.goal, row.unit), value(row.expected, row.unit, decimals=1)
    late = _after_the_end(row)
    return {
        promises.AT_GOAL: f"{latest} reported, {goal} promised",
        promises.AHEAD: f"a straight way would be at {expected}",
        promises.BEHIND: f"a straight way would be at {expected}",
        promises.PAST_END: f"{goal} was promised by the plan’s end",
        promises.NOT_KEPT: f"{goal} was to hold{late}",
        promises.UNCERTAIN: (
            f"chance leaves it open: {interval(row.lower, row.upper, row.unit)} holds"
            f" {expected if numbers.finite(row.expected) else goal}"
        ),
        promises.NO_DIRECTION: "neither direction is better",
        promises.NOT_ALIKE: APART.get(row.alike, APART["not stated"]),
        promises.NO_NUMBER: "there is no number to hold it against",
        promises.NO_PERIOD: "when it was measured is not stated",
        promises.BEFORE_PLAN: "it was measured before the plan began",
        promises.NOT_REPORTED: "",
        promises.NOT_SET: "" if numbers.is_blank(row.latest) else "it was reported",
    }[row.why]


def _after_the_end(row: Any) -> str:
    if numbers.is_blank(row.latest_ends) or numbers.is_blank(row.plan_ends):
        return ""
    return "; measured after the plan’s end" if row.latest_ends > row.plan_ends else ""


def verdict_and_why(row: Any) -> str:
    """Both in one line: Off track: a straight way would be at 23.8%."""
    reason = why(row)
    return f"{verdict(row)}: {reason}" if reason else verdict(row)


def value(of: float | None, unit: object, *, decimals: int | None = None) -> str:
    """A value with its percent sign; other units stand with the name."""
    if numbers.is_blank(of):
        return numbers.NOT_APPLICABLE
    told = numbers.figure(of if decimals is None else round(of, decimals))
    return f"{told}%" if is_percent(unit) else told


def is_percent(unit: object) -> bool:
    """Whether the unit's values are percentages."""
    return isinstance(unit, str) and unit.startswith("percent")


def interval(lower: float, upper: float, unit: object) -> str:
    """An interval in words: 24.8% to 28.1%."""
    return f"{value(lower, unit, decimals=1)} to {value(upper, unit, decimals=1)}"


def change(row: Any) -> str:
    """The change from baseline to latest with its interval, or why there is none."""
    if numbers.is_blank(row.change):
        both = not (numbers.is_blank(row.baseline) or numbers.is_blank(row.latest))
        return "not comparable" if both else numbers.NOT_APPLICABLE
    points = " points" if is_percent(row.unit) else ""
    return f"{numbers.signed(row.change, '', _decimals(row.change))}{points}"


def change_limits(row: Any) -> str:
    """The 95% interval of the change, or why there is none; '' where there is no change."""
    if numbers.is_blank(row.change):
        return ""
    if numbers.finite(row.change_lower):
        places = 0 if row.form == "count" else 1
        low, high = (
            numbers.signed(one, "", places) for one in (row.change_lower, row.change_upper)
        )
        return f"{low} to {high}"
    if row.form == "batch":
        return "no interval: found many at a time"
    return "no interval: the baseline’s base was not published"


def _decimals(number: float) -> int:
    return 0 if abs(number - round(number)) < 1e-9 else 1


def label(row: Any) -> str:
    """An indicator with its unit where its name does not say it: Incidents (per 1,000)."""
    unit = "" if numbers.is_blank(row.unit) else str(row.unit).split(";", maxsplit=1)[0]
    told = f" ({unit})" if " " in unit else ""
    return f"{row.indicator}{told}"


def is_gradual(row: Any) -> bool:
    """Whether the target is to be reached by the plan's end, and not to hold all the time."""
    return isinstance(row.target_rule, str) and row.target_rule.split()[0] in promises.GRADUAL


def goal(row: Any) -> str:
    """What a target asks, beside its mark: target 55, or at most 1,000 where that is to hold."""
    if is_gradual(row):
        return f"target {value(row.goal, row.unit)}"
    bound = {"lower": "at most", "higher": "at least"}.get(row.direction, "limit")
    return f"{bound} {value(row.goal, row.unit)}"


def counted(kinds: pd.Series) -> str:
    """How many of each verdict, in the order of the rule: one met, 14 never reported."""
    held = kinds.value_counts()
    return numbers.join(
        [
            f"{numbers.small(int(held[kind]))} {'with ' * (kind == promises.NO_TARGET)}{kind}"
            for kind in promises.KINDS
            if kind in held
        ]
    )


def reading(row: Any) -> str:
    """A row of the picture for a screen reader and its tip."""
    parts = [
        f"{name} {value(of, row.unit)}"
        for name, of in (
            ("baseline", row.baseline),
            ("latest", row.latest),
            ("target", row.goal),
        )
        if numbers.finite(of)
    ]
    return f"{label(row)}: {', '.join(parts)}. {verdict_and_why(row)}"


def promised_lead(found: pd.DataFrame, priority: str) -> str:
    """The page's lead: of which priority, how many have numbers, and what is met or off track."""
    if found.empty:
        return f"{priority}: the plan names no indicator by which anyone could tell."
    told = f"**{priority}**: {counted(found['verdict'])}."
    decided = found[found["verdict"].isin((promises.MET, promises.ON_TRACK, promises.OFF_TRACK))]
    for row in decided.head(2).itertuples():
        told += f" {row.indicator}: {verdict_and_why(row)[:1].lower()}{verdict_and_why(row)[1:]}."
    return told


def figure_title(found: pd.DataFrame, *, drawn: int) -> str:
    """The message of the indicators: how many have numbers to hold against each other."""
    if found.empty:
        return "No indicator was promised for this priority"
    if not drawn:
        return "No indicator has two numbers that can be held against each other"
    have = "has" if drawn == 1 else "have"
    return (
        f"{numbers.capital(numbers.small(drawn))} of {numbers.small(len(found))} indicators {have}"
        " numbers that can be held against each other"
    )


def picture_under(county: str) -> str:
    """What the marks of the picture are."""
    return (
        "Short line: baseline; long line: target, with a pale bar between them. Mark: the latest"
        f" value; band: its 95% interval. Dotted: {county}. Every row has a scale of its own."
    )


def picture_alt(drawn: pd.DataFrame) -> str:
    """The picture in words."""
    return " ".join(f"{row.reading}." for row in drawn.itertuples())


def owner_title(priority: Priority, held: Ownership) -> str:
    """Who answers for a priority, as a message."""
    leads = [lead for lead in dict.fromkeys(held.groups["led_by"]) if isinstance(lead, str)]
    if leads:
        return f"Led by {numbers.join(leads)}"
    if priority.sub_group:
        return f"{priority.sub_group} answers for it; the plan names no lead"
    return "The plan names no group that answers for it"


def owner_rows(
    priority: Priority,
    held: Ownership,
    own: Thread,
    *,
    threads: Sequence[Thread],
    plan: str,
    titles: Mapping[str, str],
) -> list[tuple[str, str, str]]:
    """Who answers, whom it serves, where it came from and what it became: (what, words, note)."""
    kind = "Cross-cutting theme" if priority.cross_cutting else "Named priority"
    rows = [("In this plan", kind, "")]
    for row in held.groups.itertuples():
        lead = row.led_by if isinstance(row.led_by, str) else "the plan names no lead"
        led = row.sub_group if lead == row.sub_group else f"{row.sub_group}: {lead}"
        rows.append(("Who leads", led, f"{row.does}. {row.source}"))
    if held.groups.empty and priority.sub_group:
        rows.append(("Who leads", priority.sub_group, "the plan says no more"))
    rows += [
        (f"Serves, of {_whose(row.whose)}", row.serves, str(row.note or ""))
        for row in held.serves.itertuples()
    ]
    places = [step.plan for step in own.steps]
    here = places.index(plan)
    before, after = own.steps[:here], own.steps[here + 1 :]
    if before:
        rows.append(
            (
                "Came from",
                f"{before[-1].priority} ({titles[before[-1].plan]})",
                own.steps[here].note,
            )
        )
    else:
        new = own.steps[here].note
        rows.append(("Came from", "New in this plan" if new else "The first plan held", new))
    merged = [one for one in threads if one.joins is not None and threads[one.joins] is own]
    rows += [
        ("Came from", f"{one.steps[-1].priority} ({titles[one.steps[-1].plan]})", "merged into it")
        for one in merged
        if before and one.steps[-1].plan == before[-1].plan
    ]
    rows.append(_became(own, threads, after, titles, here=here))
    return rows


def _became(
    own: Thread,
    threads: Sequence[Thread],
    after: Sequence[Step],
    titles: Mapping[str, str],
    *,
    here: int,
) -> tuple[str, str, str]:
    if after:
        return ("Became", f"{after[0].priority} ({titles[after[0].plan]})", after[0].note)
    if own.joins is not None:
        joined = threads[own.joins].steps[own.start + here + 1 - threads[own.joins].start]
        return ("Became", f"{joined.priority} ({titles[joined.plan]})", own.end_note)
    if own.end == "dropped":
        return ("Became", "Dropped", own.end_note)
    return ("Became", "Still runs in the newest plan", "")


def _whose(whose: str) -> str:
    return f"the {whose}’s priorities" if whose.startswith("Police") else f"{whose}’s priorities"
