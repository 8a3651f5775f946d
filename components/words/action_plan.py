"""The sentences of Action plan: what was done of what was said, what is late, what should move."""

from datetime import date, timedelta

import pandas as pd

from components.words import numbers
from csp.answers.actions import STATUSES, Report
from csp.stats.due import OVERDUE, UNREPORTED

ALL = "All priorities"
NO_PRIORITY = "Under no priority of the plan"
FOUR_PS = (
    ("Pursue", "find and stop those who commit organised crime, and bring them to court"),
    ("Prevent", "keep people from being drawn into it"),
    ("Protect", "make people and places harder to harm"),
    ("Prepare", "be ready, so that it does less harm where it happens"),
)
FOUR_PS_ARE = "The four Ps are the national way of working against organised crime."
MOVES_NOTHING = "Nothing measured is named"
NO_MONTHS = "No monthly figures held"
INVENTED = "Invented sample records, no verdict"
FIRST_COME = {UNREPORTED: "that fell due with no report since", OVERDUE: "that were overdue"}
HOW_DUE = (
    "A last day is read where the plan’s words state one: 2019-20 ends on 31 Mar 2020, “June to"
    " July 2014” on 31 Jul 2014."
)
WHAT_MOVES = (
    "What an action should move is our reading, where both speak of one subject; the documents do"
    " not say it. The verdict is the indicator’s, or the newest of the measure’s control chart, for"
    " the whole area: what moved it may be something else."
)
EMPTY_TITLE = "No action is listed here"
EMPTY_LEAD = "The documents name none."
EMPTY = "Choose all priorities, or another plan: they list some."


def title(told: pd.DataFrame, of: Report, whose: str) -> str:
    """How many were delivered, and what of the rest matters most.

    `told` has status and late (csp.stats.due); `whose` is where the actions stand ('' for all of
    the plan).
    """
    count, delivered = len(told), _has(told, "delivered")
    if not count:
        return f"{whose or 'The plan'}: no action is listed"
    verb = "is" if delivered == 1 else "are"
    listed = (
        "no action is"
        if not delivered
        else f"{numbers.small(delivered)} {_actions(delivered)} {verb}"
    )
    if of.no_share:
        head = f"{listed} reported as delivered"
    else:
        told_of = "its one action" if count == 1 else f"{numbers.small(count)} actions"
        none = "none is" if delivered == 0 else f"{numbers.small(delivered)} {verb}"
        head = f"of {told_of} {none} reported as delivered"
    lead = f"{whose}: {head}" if whose else numbers.capital(head)
    return f"{lead}; {_rest(told)}"


def _rest(told: pd.DataFrame) -> str:
    silent, overdue = _late(told, UNREPORTED), _late(told, OVERDUE)
    never = _has(told, "not reported")
    if never > max(silent, overdue):
        return f"{numbers.small(never)} {'was' if never == 1 else 'were'} never reported on"
    if silent:
        return f"{numbers.small(silent)} fell due with no report since"
    if overdue:
        return f"{numbers.small(overdue)} {'is' if overdue == 1 else 'are'} overdue"
    ongoing = _has(told, "ongoing")
    if not ongoing:
        return "no other is ongoing"
    return f"{numbers.small(ongoing)} {'is' if ongoing == 1 else 'are'} ongoing"


def lead(told: pd.DataFrame, of: Report, today: date) -> str:
    """The statuses with their day, what is late, and for how many nothing measured is named."""
    if told.empty:
        return EMPTY_LEAD
    counted = [f"{numbers.small(number)} {name}" for name, number in _statuses(told).items()]
    overdue, silent = _late(told, OVERDUE), _late(told, UNREPORTED)
    sentences = [
        f"{as_of(of, today)}: {numbers.join(counted)}{_overdue(overdue, of)}.",
        _silent(silent, today),
        _unmoved(told),
    ]
    return " ".join(one for one in sentences if one)


def as_of(of: Report, today: date) -> str:
    """From which day the statuses are, with the day in bold."""
    if of.reported_on is None:
        return f"Kept up to date, as of **{numbers.day(today)}**"
    return f"As last reported {_when(of.reported_on, bold=True)}"


def _when(day: date, *, bold: bool = False) -> str:
    """A report's day: on 17 Mar 2020; the last of a month stands for a report of that month."""
    if (day + timedelta(days=1)).day == 1:
        on, told = "in", numbers.month(day)
    else:
        on, told = "on", numbers.day(day)
    return f"{on} **{told}**" if bold else f"{on} {told}"


def _overdue(count: int, of: Report) -> str:
    if not count:
        return ""
    if of.reported_on is None:
        return f"; {numbers.small(count)} {'is' if count == 1 else 'are'} overdue"
    return f"; {numbers.small(count)} {'was' if count == 1 else 'were'} overdue by then"


def _silent(count: int, today: date) -> str:
    if not count:
        return ""
    have, them = ("has", "it") if count == 1 else ("have", "them")
    return (
        f"By today, {numbers.day(today)}, {numbers.small(count)} {have} fallen due and no report"
        f" since says what became of {them}."
    )


def _unmoved(told: pd.DataFrame) -> str:
    count = int((~told["measured"]).sum())
    if not count:
        return "Each names something measured that it should move."
    if count == len(told):
        return "None of them names anything measured that it should move."
    names, they = ("names", "it") if count == 1 else ("name", "they")
    of_all = numbers.small(len(told))
    return f"{_many(count)} of the {of_all} {names} nothing measured that {they} should move."


def picture_title(bars: list[tuple[str, int]], by: str) -> str:
    """Where most actions are open: (name, open actions) of each bar."""
    most = max(number for _, number in bars)
    at_top = [name for name, number in bars if number == most]
    if not most:
        return "No action is open"
    if len(bars) == 1:
        return f"{_many(most)} {_actions(most)} {'is' if most == 1 else 'are'} open"
    if len(at_top) > 2:
        return f"Open actions are spread: no {by} has more than {numbers.small(most)}"
    each = " each" if len(at_top) > 1 else ""
    return f"Most open actions: {numbers.join(at_top)} ({numbers.small(most)}{each})"


def picture_under(of: Report, by: str) -> str:
    """What a bar is."""
    day = "" if of.reported_on is None else f", as last reported {_when(of.reported_on)}"
    return f"Actions of each {by} by status{day}; open: neither delivered nor discontinued"


def beside(told: pd.DataFrame) -> str:
    """How many actions a bar has, and how many of them are late."""
    silent, overdue = _late(told, UNREPORTED), _late(told, OVERDUE)
    parts = [f"{len(told)} {_actions(len(told))}"]
    parts += [f"{silent} fell due, no report since"] if silent else []
    parts += [f"{overdue} overdue"] if overdue else []
    return ", ".join(parts)


def alt(bars: list[tuple[str, pd.DataFrame]]) -> str:
    """The picture in words: each bar with its parts."""
    told = [
        f"{name}: {', '.join(f'{n} {status}' for status, n in _statuses(rows).items())}"
        for name, rows in bars
    ]
    return f"Bars of actions by status. {'. '.join(told)}."


def part(status: str, count: int) -> str:
    """The words of a part of a bar."""
    return f"{count} {status}"


def list_title(told: pd.DataFrame) -> str:
    """What the list holds, and that it begins with what is late, where anything is."""
    if len(told) == 1:
        return "The one action"
    first = ", late ones first" if (told["late"] != "").any() else ""
    return f"The {numbers.small(len(told))} actions{first}"


def list_under(told: pd.DataFrame, listed: int, first: int, *, by: str) -> str:
    """In which order the list stands, and how much of each group where that is not all of it."""
    some = f", the first {numbers.small(first)} of each" if listed < len(told) else ""
    late = [words for how, words in FIRST_COME.items() if _late(told, how)]
    order = f" First those {', then those '.join(late)}." if late else ""
    return f"By {by}{some}.{order}"


def late_tag(late: str, of: Report) -> str:
    """A late action's tag; '' where it is in time."""
    overdue = "Overdue" if of.reported_on is None else "Overdue when last reported"
    return {UNREPORTED: "Fell due, no report since", OVERDUE: overdue}.get(late, "")


def note(of: Report) -> str:
    """How to read lateness and what should move, and why no share is worked out."""
    then = (
        "Overdue: its last day has passed and it is still open."
        if of.reported_on is None
        else "Overdue when last reported: its last day had passed and the report holds it open."
    )
    told = [
        "Fell due, no report since: its last day has passed, and no report held after it speaks of"
        " the action, which may well have been done.",
        then,
        HOW_DUE,
        WHAT_MOVES,
    ]
    if of.no_share:
        told.append(f"{of.no_share}, so no share delivered is worked out.")
    return " ".join(told)


def without_p(count: int) -> str:
    """What the four Ps are, and how many actions of the choice stand under none of them."""
    if not count:
        return FOUR_PS_ARE
    is_set = "action is" if count == 1 else "actions are"
    return f"{FOUR_PS_ARE} {_many(count)} further {is_set} set under none of them and not listed."


def _statuses(told: pd.DataFrame) -> dict[str, int]:
    """How many have each status, those that none has left out."""
    return {name: number for name in STATUSES if (number := _has(told, name))}


def _has(told: pd.DataFrame, status: str) -> int:
    return int((told["status"] == status).sum())


def _late(told: pd.DataFrame, how: str) -> int:
    return int((told["late"] == how).sum())


def _actions(count: int) -> str:
    return "action" if count == 1 else "actions"


def _many(count: int) -> str:
    return numbers.capital(numbers.small(count))
