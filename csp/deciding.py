"""Records what a meeting decided about a signal, and lists the signals that wait for it."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from csp import decisions, months
from csp.answers import ledger
from csp.answers.ledger import DECIDED, WAITS, Entry
from csp.answers.trends import trend
from csp.db import Reader
from csp.decisions import CHOICES, Choice, Decision
from csp.errors import DecisionError
from csp.measures import measures
from csp.months import Span
from csp.stats.xmr import NONE_BELOW, TRIAL_BELOW

NAME_NOBODY = "Name no person: an agency or a role is enough."
REFERENCE = re.compile(r"([a-z0-9_]+):(\d{4}-\d{2}):(above|below)(?::(\d{4}-\d{2}))?")
WORDS = {
    "outside_limits": "{side} a limit",
    "seven_on_one_side": "{length} in a row {side} the average",
    "six_rising_or_falling": "{moved} for {length} months",
    "two_of_three_near": "two of three near the limit {side}",
}
# Width of each column of the list, in characters.
COLUMNS = {"Reference": 44, "Months": 20, "Signal": 34, "Standing": 16}


def decide(
    reader: Reader,
    reference: str,
    decision: str,
    note: str,
    *,
    on: date,
    today: date,
    public: bool = False,
    new_limits_from: date | None = None,
) -> Decision:
    """Writes down what a meeting decided about a signal, and gives what was written.

    `on` is the day of the meeting; `decision` one of four, also with hyphens for its spaces. The
    months that had ended by that day are closed; what goes on later is told as such. Raises
    DecisionError with a sentence for each slip; then nothing is recorded.
    """
    if reader.edition != "partner":
        raise DecisionError("Decisions are recorded in the partner edition alone.")
    entry = find(_entries(reader), reference)
    note, named = " ".join(note.split()), _choice(decision)
    slips = [*([] if named else [_no_choice(decision)]), *_slips(entry, on, today, note)]
    if new_limits_from is not None:
        slips += [*_step_slips(entry, new_limits_from, on), *_later(entry, on)]
    if slips or named is None:
        raise DecisionError("\n".join(["Nothing was recorded.", *slips]))
    made = Decision(
        **_as_it_stood(entry, on),
        release=reader.release,
        decided_on=on,
        decision=named,
        note=note,
        public=public,
        new_limits_from=new_limits_from,
        recorded_at=datetime.now(UTC),
    )
    decisions.append(made)
    return made


def _as_it_stood(entry: Entry, on: date) -> dict[str, Any]:
    """The signal as a meeting of that day could see it."""
    facts = entry.signal or entry.decisions[-1]
    return {
        "measure": entry.measure,
        "area_code": entry.area_code,
        "side": entry.side,
        "starts": entry.months.start,
        "ends": _closed(entry, on),
        "rule": facts.rule,
        "limits_from": entry.limits_from,
        "limits": facts.limits,
    }


def _closed(entry: Entry, on: date) -> date:
    """The last month of a signal that had ended by a day."""
    return min(entry.months.end, months.shift(on, -1))


def _entries(reader: Reader) -> tuple[Entry, ...]:
    """The ledger as it is now. Raises DecisionError when the book cannot be read."""
    known = ledger.known(reader)
    if known.fault:
        raise DecisionError(known.fault)
    return ledger.entries(reader, known)


def find(held: Sequence[Entry], reference: str) -> Entry:
    """The entry that a reference names, by its first month or any other.

    A signal that fires goes before one that fires no more. Raises DecisionError for none.
    """
    told = REFERENCE.fullmatch(reference.strip().lower())
    if told is None:
        raise DecisionError(
            f"“{_shown(reference)}” is no reference of a signal; one looks like"
            " vehicle_crime:2025-01:below. Without arguments the command lists those that wait."
        )
    name, month, side, limits = told.groups()
    fits = [
        one
        for one in held
        if ledger.short(one.measure) == ledger.short(name)
        and one.side == side
        and f"{one.months.start:%Y-%m}" <= month <= f"{one.months.end:%Y-%m}"
        and limits in (None, f"{one.limits_from:%Y-%m}")
    ]
    if not fits:
        raise DecisionError(
            f"There is no signal “{_shown(reference)}” in this file. Without arguments the command"
            " lists those that wait."
        )
    return min(fits, key=lambda one: (one.signal is None, f"{one.months.start:%Y-%m}" != month))


def _shown(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isprintable())[:60]


def _choice(typed: str) -> Choice | None:
    plain = re.sub(r"[\s_-]+", " ", typed.strip().lower())
    return next((one for one in CHOICES if one == plain), None)


def _no_choice(typed: str) -> str:
    known = "; ".join(CHOICES)
    if not typed.strip():
        return f"The decision is missing; choose one of: {known}."
    return f"“{_shown(typed)}” is no decision; choose one of: {known}."


def _slips(entry: Entry, on: date, today: date, note: str) -> Iterator[str]:
    """What is wrong with the day of the meeting and with the note."""
    first = months.shift(entry.months.start, 1)
    if on > today:
        yield f"The meeting of {_day(on)} has not been yet; give the day on which it was held."
    elif on < first:
        yield (
            f"On {_day(on)} the signal's first month, {entry.months.start:%b %Y}, had not ended, so"
            " no meeting can have decided about it."
        )
    if fault := decisions.note_fault(note):
        yield fault


def _later(entry: Entry, on: date) -> Iterator[str]:
    """Why a step may not be accepted for a day before the decision that stands."""
    if entry.last is not None and entry.last.decided_on > on:
        yield f"{_stands(entry.last)} A step accepted before it would have no effect."


def _stands(one: Decision) -> str:
    return (
        f"What the meeting of {_day(one.decided_on)} decided about this signal ({one.decision})"
        " stands, since it is later."
    )


def _step_slips(entry: Entry, start: date, on: date) -> Iterator[str]:
    """Why new limits may not start in a month."""
    closed = _closed(entry, on)
    shift = entry.signal.is_shift if entry.signal else entry.last and entry.last.new_limits_from
    if not shift:
        yield (
            "New limits start only where seven or more months in a row on one side suggest a step;"
            " this signal has no such run."
        )
    elif start.day != 1 or not entry.months.start <= start <= closed:
        yield (
            f"New limits cannot start in {start:%b %Y}: choose a month of the signal that had ended"
            f" when the meeting met, from {entry.months.start:%b %Y} to {closed:%b %Y}."
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def day(typed: str) -> date:
    """The day that was typed. Raises DecisionError for what is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise DecisionError(f"“{_shown(typed)}” is not a day; write it as 2026-11-12.") from error


def month(typed: str | None) -> date | None:
    """The month that was typed, as its first day; None for none. Raises DecisionError for what is
    no month.
    """
    if typed is None:
        return None
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError as error:
        raise DecisionError(f"“{_shown(typed)}” is not a month; write it as 2025-02.") from error


def offered_starts(entry: Entry) -> list[date]:
    """The months from which new limits may start: those of a run of seven or more; else none."""
    if entry.signal is None or not entry.signal.is_shift:
        return []
    return entry.signal.months.all()


def recorded(reader: Reader, made: Decision) -> list[str]:
    """What was recorded, in sentences, and when an accepted step takes effect."""
    shown = "also in the public edition" if made.public else "in the partner edition only"
    told = [
        f"Recorded: {measures()[made.measure].title}, {_span(made.months)}: {made.decision},"
        f" decided on {_day(made.decided_on)}; shown {shown}."
    ]
    told += [
        _stands(entry.last)
        for entry in _entries(reader)
        if made in entry.decisions and entry.last not in (None, made)
    ]
    if made.public:
        told.append("The public edition shows it after the next build and publish.")
    if made.new_limits_from:
        told.append(_step_told(reader, made, made.new_limits_from))
    return told


def _step_told(reader: Reader, made: Decision, start: date) -> str:
    chart = trend(reader, measures()[made.measure]).chart
    held = int((chart["value"].notna() & (chart["month"] >= start)).sum())
    if held < NONE_BELOW:
        limits = "too few for limits yet"
    else:
        limits = "trial limits" if held < TRIAL_BELOW else "enough for limits"
    noun = "month" if held == 1 else "months"
    return (
        f"New limits start in {start:%b %Y} ({held} {noun} held since: {limits}). They take effect"
        " with the next build: until then every chart shows the limits that the meeting saw."
    )


def lines(reader: Reader) -> Iterator[str]:
    """The signals that wait for a decision as a table of plain text, and how many are decided.

    Raises DecisionError when the book cannot be read.
    """
    held = _entries(reader)
    waiting = [one for one in held if one.standing == WAITS]
    on_again = [one for one in held if one.standing == DECIDED and one.went_on]
    if waiting or on_again:
        yield from _line(list(COLUMNS))
        yield "  ".join("-" * width for width in COLUMNS.values())
    for entry in (*waiting, *on_again):
        standing = "waits" if entry.standing == WAITS else f"went on since: {entry.went_on}"
        yield from _line([entry.reference, _span(entry.months), _words(entry), standing])
    number = len(waiting)
    wait = "signal waits" if number == 1 else "signals wait"
    decided = sum(one.standing == DECIDED for one in held)
    _, chance = ledger.watched(reader)
    are = "is" if decided == 1 else "are"
    yield f"{number or 'No'} {wait} for a decision; {decided} {are} decided."
    yield f"Chance alone would begin about {chance:.1f} signals in the months judged."


def _span(of: Span) -> str:
    return f"{of.start:%b %Y}" if of.months == 1 else f"{of.start:%b %Y} to {of.end:%b %Y}"


def _words(entry: Entry) -> str:
    signal = entry.signal
    if signal is None:
        return ""
    moved = "rising" if signal.above else "falling"
    told = WORDS[signal.rule].format(side=signal.side, length=signal.told.months, moved=moved)
    return f"{told} ({signal.direction})"


def _line(cells: list[str]) -> Iterator[str]:
    """One row on as many lines as its longest cell needs."""
    folded = [
        textwrap.wrap(cell, width) or [""]
        for cell, width in zip(cells, COLUMNS.values(), strict=True)
    ]
    for place in range(max(map(len, folded))):
        parts = [part[place] if place < len(part) else "" for part in folded]
        yield "  ".join(
            f"{part:{width}}" for part, width in zip(parts, COLUMNS.values(), strict=True)
        ).rstrip()
