"""The releases that minutes cite: a book of the partnership's own, one line each, only ever added
to. What it names is kept beside the file that serves.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from filelock import Timeout
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from csp import books
from csp.errors import CitationError
from csp.settings import data_folder

BOOK = "meetings/cited.jsonl"  # below the data folder, beside the decisions
UNFINISHED = ".cited-"
RELEASE = r"^[0-9A-Za-z-]+$"
LONGEST_RELEASE, LONGEST_REFERENCE = 40, 3000  # characters
Why = Literal["cited", "past its time", "taken back"]


class Line(BaseModel):
    """A release that minutes cite, with the link to the screen; or the day on which its file went,
    and why.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: Why
    release: str = Field(pattern=RELEASE, max_length=LONGEST_RELEASE)
    on: date
    reference: str = Field(default="", max_length=LONGEST_REFERENCE)
    recorded_at: AwareDatetime


def book() -> Path:
    """Where the book lies; it need not be there."""
    return data_folder() / BOOK


def lines() -> tuple[Line, ...]:
    """Every line, in the order in which they were written. Raises CitationError for a book that is
    not as it was written.
    """
    try:
        return _parsed(book().read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CitationError(f"{BOOK} cannot be read: {error.strerror or error}.") from error


def _parsed(content: bytes) -> tuple[Line, ...]:
    try:
        return books.parsed(content, Line)
    except ValueError as error:
        raise CitationError(
            f"{BOOK} is not as it was written; put it back from a copy. It is never changed by"
            " hand."
        ) from error


def cited() -> frozenset[str]:
    """The releases that minutes cite. Raises CitationError as `lines` does."""
    return frozenset(one.release for one in lines() if one.why == "cited")


def gone(release: str) -> Line | None:
    """When the file of a release that minutes cite went, and why; None where nobody noted it."""
    noted = [one for one in lines() if one.release == release and one.why != "cited"]
    return noted[-1] if noted else None


def cite(release: str, reference: str, on: date) -> None:
    """Writes down that minutes cite a screen. One that stands in the book is not written twice.

    Raises CitationError when the link is longer than any that the pages make, when the book is
    damaged or cannot be written; then nothing is written.
    """
    if len(reference) > LONGEST_REFERENCE:
        raise CitationError("This link is too long to be cited; nothing was recorded.")
    written = {(one.release, one.reference) for one in lines() if one.why == "cited"}
    if (release, reference) not in written:
        _append(
            Line(
                why="cited",
                release=release,
                on=on,
                reference=reference,
                recorded_at=datetime.now(UTC),
            )
        )


def note_gone(releases: frozenset[str], why: Why, on: date) -> frozenset[str]:
    """Notes that the files of releases went, and gives those of them that minutes cite. Raises
    CitationError as `cite` does.
    """
    lost = releases & cited()
    for release in sorted(lost):
        _append(Line(why=why, release=release, on=on, recorded_at=datetime.now(UTC)))
    return lost


def _append(line: Line) -> None:
    try:
        books.add_line(book(), line.model_dump_json().encode(), _parsed, UNFINISHED)
    except Timeout as error:
        raise CitationError("Somebody else is writing just now; try again in a minute.") from error
    except OSError as error:
        raise CitationError(
            f"Nothing was recorded, since {BOOK} cannot be written: {error.strerror or error}."
        ) from error
