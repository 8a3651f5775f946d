"""The sentences on what a plan promised to measure, and on a priority without monthly figures."""

import pandas as pd

from components.words import numbers
from csp.answers.plans import Priority


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
        return f"; {'neither' if count == 2 else 'none'} was ever reported"
    all_of_them = "both" if count == 2 else "all"
    words = all_of_them if number == count else numbers.small(number)
    return f"; {words} {'was' if number == 1 else 'were'} {happened}"


def promised_under(found: pd.DataFrame, plan: str) -> str:
    """How many of each status; `plan` is the plan's title."""
    if found.empty:
        return f"The plan {plan} names no indicator for it."
    told = [f"{status}: {number}" for status, number in found["status"].value_counts().items()]
    return f"Plan {plan}. {numbers.capital('; '.join(told))}."
