"""What the page for adding data says: a title that is the state of things, and one sentence."""

from collections.abc import Sequence
from datetime import date

from components.words import numbers
from csp.months import Span

PAGE = "Add data"
NAMED = 6  # periods that a sentence names one by one
AS_PUBLISHED = "Add it as data.police.uk gives it: the zip, or one month as CSV under its own name."
NOT_SHOWN = "not shown"  # a cell that may not be repeated


def things(number: int, noun: str) -> str:
    """A number of things in words: one fault, 3,000 faults."""
    return f"{numbers.small(number)} {noun}{'' if number == 1 else 's'}"


def periods(named: Sequence[str]) -> str:
    """Months or waves as a sentence lists them; of many the first and the last."""
    if len(named) > NAMED:
        return f"{len(named):,} periods from {named[0]} to {named[-1]}"
    return numbers.join(named)


def waiting() -> str:
    """The title before a file is chosen."""
    return "Which file would you like to add?"


def newest(title: str, named: Sequence[str], received: date) -> str:
    """The sentence about the newest intake."""
    return (
        f"The newest is **{title}** for **{periods(named)}**, received on {numbers.day(received)}."
        " A file is checked before anything is kept, and what was added can be taken back."
    )


def none_yet() -> str:
    """The sentence while nothing was taken in."""
    return (
        "None has been added yet: the pages rest on the open data that come with the dashboard."
        " A file is checked before anything is kept, and what was added can be taken back."
    )


def refused(name: str, faults: int) -> tuple[str, str]:
    """Title and sentence for a file with faults."""
    return (
        f"{name} has {things(faults, 'fault')}; nothing was taken",
        "Put right what is listed below, in the file or with whoever sent it, and upload it again."
        " Nothing of the file was kept.",
    )


def sound(name: str, months: int, noun: str, doubts: int) -> tuple[str, str]:
    """Title and sentence for a file without faults; `noun` is month or wave."""
    if not months:
        return (
            f"{name} was received before",
            "There is nothing new in it, so there is nothing to accept.",
        )
    doubtful = (
        f" First {things(doubts, 'doubt')} {'is' if doubts == 1 else 'are'} to be cleared up"
        " with whoever sent it."
        if doubts
        else ""
    )
    return (
        f"{name} is sound: {things(months, noun)} can be taken",
        "Nothing has been kept yet. **Accept and build** takes it onto every page; until that is"
        f" done, which may take a minute, everybody goes on seeing what is there now.{doubtful}",
    )


def accepted(title: str, named: Sequence[str]) -> tuple[str, str]:
    """Title and sentence after a file was taken and built."""
    return (
        f"Added: {title}",
        f"**{numbers.capital(periods(named))}** {_is(named)} now on every page. What changed stands"
        " below; it can be taken back there.",
    )


def not_done(undoing: bool) -> tuple[str, str]:
    """Title and sentence when an intake or an undo was refused."""
    what = "taken back" if undoing else "added"
    return (f"Nothing was {what}", "Everything is as it was, for the reason given here.")


def undone() -> tuple[str, str]:
    """Title and sentence after an undo."""
    return (
        "The newest file was taken back",
        "The pages show again what they showed before it. It is set aside and can be added again.",
    )


def of_the_whole(says: str, file: str) -> str:
    """A fault of the whole file as a sentence of its own; `file` names one of several."""
    if file:
        return f"{file}: {says}"
    begins_with_verb = says.split(" ", 1)[0] in {"is", "has", "holds", "unpacks", "cannot"}
    return f"The file {says}" if begins_with_verb else numbers.capital(says)


def more_rows(shown: int, faults: int) -> str:
    """The line below a table that does not show every fault."""
    if faults <= shown:
        return ""
    return f"The first {shown:,} of {faults:,} faults are shown; the list as CSV has all of them."


def taken(new: Sequence[str], replaced: Sequence[str]) -> str:
    """Which periods a file added, and which it replaced."""
    told = []
    if new:
        told.append(f"{periods(new)} {_is(new)} new")
    if replaced:
        told.append(f"{periods(replaced)} {'was' if _is(replaced) == 'is' else 'were'} replaced")
    return f"{numbers.capital('; '.join(told))}."


def _is(named: Sequence[str]) -> str:
    """Whether the words of `periods` take is or are."""
    return "is" if len(named) == 1 else "are"


def released(before: str, after: str) -> str:
    """Which release followed which."""
    if before == after:
        return f"The release is {after}, as before: no figure changed."
    return f"The release was {before} and is now {after}."


def how_changed(how: str, count: int, first: date, last: date) -> str:
    """The months of a row: Jan 2026, new."""
    word = {"added": "new", "replaced": "replaced", "gone": "no longer held"}[how]
    span = Span(first, last)
    gaps = f" ({count:,} months)" if span.months != count else ""
    return f"{numbers.span(span)}{gaps}, {word}"
