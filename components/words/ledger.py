"""The signal ledger in words: what waits, what was decided, and what chance alone would give."""

from collections.abc import Sequence
from datetime import date

from components.words import numbers, signals
from csp.answers.ledger import DECIDED, EARLIER, WAITS, Entry
from csp.decisions import Decision
from csp.measures import measures
from csp.months import Span
from csp.stats.spc import direction

STANDINGS = {
    WAITS: "waits for a decision",
    EARLIER: "ended before the newest change in recording, never decided",
}
UNPUBLISHED = "no decision published"
REPLACED = "a later decision, which is not public, stands in its place"
NO_BOOK = "Decisions are those that this file was built with."
EMPTY = "No signal waits for a decision: each is decided on, or none was given."
SOURCE = "Decisions: the partnership’s own book."


def title(held: Sequence[Entry], *, public: bool) -> str:
    """How many signals wait; in the public edition, how many have a published decision."""
    waiting, decided = (_number(held, standing) for standing in (WAITS, DECIDED))
    if not waiting + decided:
        return "No headline measure gave a signal"
    if public:
        which = "signal" if waiting + decided == 1 else "signals"
        have = "has" if decided <= 1 else "have"
        some = numbers.small(decided) if decided else "none"
        told = f"{some} of {numbers.small(waiting + decided)} {which} {have}"
        return f"{numbers.capital(told)} a published decision"
    return numbers.capital(wait(waiting)) if waiting else "Every signal has been decided on"


def wait(number: int) -> str:
    """How many signals wait, inside a sentence: six signals wait for a decision."""
    verb = "signal waits" if number == 1 else "signals wait"
    return f"{numbers.small(number)} {verb} for a decision"


def _number(held: Sequence[Entry], standing: str) -> int:
    return sum(one.standing == standing for one in held)


def lead(
    held: Sequence[Entry], headline: int, reach: Span, judged: int, chance: float, *, public: bool
) -> str:
    """Over which months how many measures gave how many signals, and how many chance would give.

    `judged` counts the months of all those measures together; `chance` is the signals that chance
    alone would begin in them.
    """
    fires = [one for one in held if one.signal is not None and one.standing != EARLIER]
    waiting = _number(held, WAITS)
    which = "without a published decision" if public else "still to be decided on"
    about = "fewer than one" if round(chance) < 1 else f"about {numbers.small(round(chance))}"
    gave = len({one.measure for one in fires})
    signals = f"{numbers.small(len(fires))} {'signal' if len(fires) == 1 else 'signals'}"
    return (
        f"From **{numbers.span(reach)}** {numbers.small(gave)} of {numbers.small(headline)}"
        f" headline measures gave {signals},"
        f" {numbers.small(waiting)} of them {which}. In the {numbers.count(judged)} months judged,"
        f" all measures together, chance alone would begin {about}."
    )


def none_decided(edition: str) -> str:
    """What stands where no decision is shown, by edition."""
    return {
        "partner": "No meeting has decided on a signal yet.",
        "public": "The partnership has published no decision yet.",
        "demonstration": "A partnership’s decisions are its own: the demonstration holds none.",
    }[edition]


def name(entry: Entry) -> str:
    """One signal as a box offers it: Vehicle crime, Jan 2025 to Oct 2025, below."""
    side = {"above": "high or rising", "below": "low or falling"}[entry.side]
    return f"{measure_title(entry.measure)}, {numbers.span(entry.months)}, {side}"


def measure_title(measure: str) -> str:
    """The title of a measure; the id of one that is no longer counted."""
    return measures()[measure].title if measure in measures() else measure


def says(entry: Entry) -> str:
    """What happened in the months of a signal and what that means."""
    return signals.run_words(rule(entry), told(entry).months, entry.side == "above", means(entry))


def rule(entry: Entry) -> str:
    """The strongest rule; as the meeting saw it where the signal fires no more."""
    return entry.signal.rule if entry.signal else entry.decisions[-1].rule


def told(entry: Entry) -> Span:
    """The months that fired the strongest rule."""
    return entry.signal.told if entry.signal else entry.months


def means(entry: Entry) -> str:
    """'better', 'worse' or 'neither'."""
    held = measures().get(entry.measure)
    return direction(entry.side, held.better if held else "neither")


def in_all(entry: Entry) -> str:
    """All months of a signal, where they are more than those named beside its words."""
    return "" if entry.months == told(entry) else f"all its months: {numbers.span(entry.months)}"


def standing(entry: Entry, *, public: bool) -> str:
    """What stands of a signal, in a few words."""
    if entry.last is None:
        words = UNPUBLISHED if public and entry.standing == WAITS else STANDINGS[entry.standing]
    else:
        words = f"{entry.last.decision}, {numbers.day(entry.last.decided_on)}"
    return numbers.capital("; ".join(part for part in (words, since(entry)) if part))


def since(entry: Entry) -> str:
    """Whether a decided signal went on after the months that the meeting saw, or fires no more."""
    if entry.replaced:
        return REPLACED
    if entry.last is not None and entry.signal is None:
        return "no longer a signal by today’s limits"
    months = entry.went_on
    if not months:
        return ""
    return f"went on since for {numbers.small(months)} {'month' if months == 1 else 'months'}"


def decision(one: Decision, *, public: bool) -> str:
    """A decision with its day, and whether the public sees it: watch, 12 Nov 2026."""
    shown = "" if public else ", public" if one.public else ", not public"
    return f"{one.decision}, {numbers.day(one.decided_on)}{shown}"


def step(one: Decision, taken: bool) -> str:
    """Where new limits start, and whether the charts show them already; '' without a step."""
    if one.new_limits_from is None:
        return ""
    words = f"Step accepted: new limits from {numbers.month(one.new_limits_from)}"
    return words if taken else f"{words}, from the next build on"


def groups(day: date) -> tuple[str, str, str]:
    """The parts of what At a glance lists: new, waiting from before, decided since."""
    told = numbers.day(day)
    return f"New since {told}", "Waiting from before", f"Decided since {told}, on earlier months"
