"""The sentences on what became of the priorities and of the oldest plan's promises."""

from collections.abc import Mapping, Sequence

import pandas as pd

from components.words import numbers
from components.words import promised as promised_words
from csp.answers.lineage import Step, Thread
from csp.stats import promises

FLOW_NOTE = (
    "Filled: a named priority. Hollow: a cross-cutting theme. A line that bends was merged into"
    " another. The reasons stand in the table."
)
PROMISED_NOTE = (
    f"{promised_words.RULE} Never reported: no later document of the partnership gives a value in"
    " the same form; it may stand elsewhere."
)


def title(found: pd.DataFrame, year: int) -> str:
    """How many of the oldest plan's promises were ever reported again, and met."""
    count, reported = len(found), _reported(found)
    met = int((found["verdict"] == promises.MET).sum())
    were = "was" if reported == 1 else "were"
    promised = "promise" if count == 1 else "promises"
    return (
        f"Of {numbers.small(count)} {promised} of {year}, {_so_many(reported)} {were} reported"
        f" again; {_so_many(met)} {'is' if met == 1 else 'are'} met"
    )


def _so_many(value: int) -> str:
    """A count that stands by itself: none, one, two."""
    return numbers.small(value) if value else "none"


def _reported(found: pd.DataFrame) -> int:
    return int((found["status"] == "reported").sum())


def lead(found: pd.DataFrame, threads: Sequence[Thread], year: int) -> str:
    """The verdicts counted, and what became of the priorities of that plan."""
    first = [thread for thread in threads if thread.start == 0]
    ends = {
        end: sum(thread.end == end for thread in first) for end in ("runs", "merged", "dropped")
    }
    told = [
        f"{numbers.small(ends[end])} {words}"
        for end, words in (
            ("runs", "can be followed to the newest plan"),
            ("merged", "went into another"),
            ("dropped", "ended"),
        )
        if ends[end]
    ]
    return (
        f"Their verdicts: {promised_words.counted(found['verdict'])}. Of the"
        f" {numbers.small(len(first))} priorities and themes of **{year}**, {numbers.join(told)}."
    )


def counted(found: pd.DataFrame) -> str:
    """The verdicts counted."""
    return promised_words.counted(found["verdict"])


def promised_title(found: pd.DataFrame, year: int) -> str:
    """The question of the figure, with its answer."""
    never = int((found["verdict"] == promises.NEVER_REPORTED).sum())
    return (
        f"Promised in {year}: {numbers.small(never)} of {numbers.small(len(found))} indicators"
        " were never reported again in the same form"
    )


def verdict_label(kind: str) -> str:
    """A verdict as a row's name."""
    return numbers.capital(kind)


def flow_title(threads: Sequence[Thread]) -> str:
    """How many priorities and themes were followed, and how they ended."""
    runs = sum(thread.end == "runs" for thread in threads)
    dropped = sum(thread.end == "dropped" for thread in threads)
    merged = sum(thread.end == "merged" for thread in threads)
    ended = [
        f"{numbers.small(number)} {words}"
        for number, words in ((dropped, "dropped"), (merged, "merged"))
        if number
    ]
    tail = f"; {numbers.join(ended)}" if ended else ""
    return (
        f"Of {numbers.small(len(threads))} priorities and themes since the first plan,"
        f" {numbers.small(runs)} are in the newest{tail}"
    )


def flow_under(chosen: str) -> str:
    """What the picture's marks are."""
    own = f"; in ink: {chosen}" if chosen else ""
    return f"A line for each, a mark in every plan that holds it{own}"


def thread_name(thread: Thread) -> str:
    """What a thread was called last."""
    return thread.steps[-1].priority


def step_reading(step: Step, plan: str) -> str:
    """One mark for a screen reader and its tip."""
    kind = "cross-cutting theme" if step.cross_cutting else "priority"
    how = f", {step.how}" if step.how else ""
    return f"{plan}: {step.priority} ({kind}{how})"


def span_of(titles: Mapping[str, str]) -> str:
    """The plans that the picture spans, for its source line."""
    named = list(titles.values())
    return f"plans {named[0]} to {named[-1]}"


def step_cell(step: Step) -> str:
    """A priority in the table of a plan: its name, and how it came there where that is news."""
    theme = " (theme)" if step.cross_cutting else ""
    return f"{step.priority}{theme}"


def ending(thread: Thread) -> str:
    """How a thread ended, with the documents' reason; '' for one that runs."""
    if thread.end == "runs":
        return ""
    return f"{numbers.capital(thread.end)}: {_short(thread.end_note)}"


def ended(thread: Thread) -> str:
    """What stands behind the last mark of a thread that was dropped."""
    return "dropped" if thread.end == "dropped" else ""


def _short(note: str) -> str:
    """A note without the place where it stands."""
    return note.rpartition(" (")[0] or note
