"""The partnership's own book: what its meetings decided about signals, one line each, only ever
added to.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from filelock import Timeout
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from csp import books
from csp.errors import TOLD_FAULTS, DecisionError
from csp.months import Span
from csp.settings import data_folder

BOOK = "meetings/decisions.jsonl"  # below the data folder, beside what was received
SHORTEST_NOTE, LONGEST_NOTE = 3, 400  # characters
UNFINISHED = ".decisions-"

Choice = Literal["explained by recording", "action opened", "watch", "no action"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
Side = Literal["above", "below"]
Rule = Literal["outside_limits", "seven_on_one_side", "six_rising_or_falling", "two_of_three_near"]


def note_fault(note: str) -> str:
    """What is wrong with a note, as a sentence, or ''."""
    if len(note) < SHORTEST_NOTE or not note.strip():
        return "The note is missing: say in a few words what the meeting found or agreed."
    if len(note) > LONGEST_NOTE:
        return f"The note has {len(note):,} characters; {LONGEST_NOTE} are the most."
    if any(unicodedata.category(letter)[0] == "C" for letter in note):
        return "The note holds line breaks, control characters or invisible ones; leave them out."
    return ""


def _first_of_month(day: date) -> date:
    if day.day != 1:
        raise ValueError("is not the first day of a month")
    return day


def _sound(note: str) -> str:
    if fault := note_fault(note):
        raise ValueError(fault)
    return note


Month = Annotated[date, AfterValidator(_first_of_month)]


class Decision(BaseModel):
    """What a meeting decided about one signal, as the signal then stood.

    starts, ends: its first and last month that the meeting could see. limits: lower, centre and
    upper in words. limits_from: the first month of the span that they judge. release: the file that
    was looked at. new_limits_from: the month from which the partnership accepts a step.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    area_code: str = Field(pattern=r"^E[0-9]{8}$")
    side: Side
    starts: Month
    ends: Month
    rule: Rule
    limits_from: Month
    limits: str = Field(pattern=r"^-?[0-9.]+, -?[0-9.]+, -?[0-9.]+$", max_length=60)
    release: str = Field(pattern=r"^[0-9A-Za-z-]+$", max_length=40)
    decided_on: date
    decision: Choice
    note: Annotated[str, AfterValidator(_sound)]
    public: bool
    new_limits_from: Month | None = None
    recorded_at: AwareDatetime

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.limits_from <= self.starts <= self.ends < self.decided_on:
            raise ValueError("its months and its day do not follow each other")
        if self.new_limits_from and not self.starts <= self.new_limits_from <= self.ends:
            raise ValueError("new limits must start in a month of the signal")
        return self

    @property
    def months(self) -> Span:
        """The months of the signal that the meeting could see."""
        return Span(self.starts, self.ends)

    def is_about(self, measure: str, area_code: str, side: str, limits_from: date) -> bool:
        """Whether it is about a signal of that series, on that side of those limits."""
        own = (self.measure, self.area_code, self.side, self.limits_from)
        return own == (measure, area_code, side, limits_from)


Decisions = tuple[Decision, ...]


def book() -> Path:
    """Where the book of decisions lies; it need not be there."""
    return data_folder() / BOOK


def decisions() -> Decisions:
    """Every decision, in the order in which they were written down; none without a book.

    Raises DecisionError with a sentence for each line that is not as it was written.
    """
    try:
        state = book().stat()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unread(error) from error
    return _remembered(book(), state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=8)
def _remembered(file: Path, _inode: int, _size: int, _changed: int) -> Decisions:
    try:
        return _parsed(file.read_bytes())
    except OSError as error:
        raise _unread(error) from error


def _unread(error: OSError) -> DecisionError:
    return DecisionError(f"{BOOK} cannot be read: {error.strerror or error}.")


def _parsed(content: bytes) -> Decisions:
    found, faults = [], []
    *lines, rest = content.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Decision.model_validate_json(line))
        except ValidationError as error:
            told = "; ".join(_fault(one) for one in error.errors()[:3])
            faults.append(f"line {number}: {told}.")
    if rest:
        faults.append(f"line {len(lines) + 1}: ends in the middle; it may have been cut off.")
    if faults:
        more = len(faults) - TOLD_FAULTS
        also = [f"and {more:,} more."] if more > 0 else []
        advice = "Put the file back from a copy; what is written in it is never changed by hand."
        head = f"{BOOK} is not as it was written:"
        raise DecisionError("\n  ".join([head, *faults[:TOLD_FAULTS], *also, advice]))
    return tuple(found)


def _fault(of: object) -> str:
    """A fault of a line in words, without repeating what stands there."""
    told = of if isinstance(of, dict) else {}
    place = ".".join(str(part) for part in told.get("loc", ()))
    own = told.get("ctx", {}).get("error")
    says = str(own or told.get("msg", "cannot be read")).removesuffix(".")
    return f"{place}: {says}" if place else says


def append(decision: Decision) -> None:
    """Writes a decision down, after all that stand in the book.

    The book is written anew beside itself and put in its place in one step, by one writer at a
    time: a kill leaves it as it was or with the whole new line. Raises DecisionError when it is
    damaged, another writer does not finish or the disk refuses; then nothing is written.
    """
    line = decision.model_dump_json().encode()
    try:
        # nothing is added to a book that cannot be read
        books.add_line(book(), line, _parsed, UNFINISHED)
    except Timeout as error:
        raise DecisionError("Somebody else is writing just now; try again in a minute.") from error
    except OSError as error:
        why = error.strerror or error
        raise DecisionError(f"Nothing was recorded, since {BOOK} cannot be written: {why}.") from (
            error
        )


def by_signal(found: Iterable[Decision]) -> list[Decisions]:
    """Decisions about one signal together, in the order of their meetings; the last one stands.

    Two are about one signal when they are about the same series, side and limits and share a month,
    or are joined so by a third.
    """
    groups: list[list[Decision]] = []
    for one in found:
        joined = [group for group in groups if any(_share(one, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([decision for group in joined for decision in group] + [one])
    return [in_order(group) for group in groups]


def in_order(found: Sequence[Decision]) -> Decisions:
    """By the day of the meeting; of one day, by when they were written down."""
    return tuple(sorted(found, key=lambda one: (one.decided_on, one.recorded_at)))


def _share(one: Decision, other: Decision) -> bool:
    same = one.is_about(other.measure, other.area_code, other.side, other.limits_from)
    return same and overlap(one.months, other.months)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a month."""
    return one.start <= other.end and other.start <= one.end


def standing(found: Iterable[Decision]) -> Decisions:
    """Of each signal the decision that stands."""
    return tuple(group[-1] for group in by_signal(found))
