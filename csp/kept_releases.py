"""Which earlier releases are kept and may be shown again: of the partner edition those that minutes
cite, of the public one those of its log that nobody has withdrawn.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import Timeout
from pydantic import BaseModel, ConfigDict, Field

from csp import books, citations
from csp.db import earlier_files, pointer, release_of
from csp.errors import ReleaseError
from csp.prepared import remove
from csp.settings import Edition, data_folder

LOG = "releases"  # the folder of the log, below the data folder: one CSV for each public release
WITHDRAWN = f"{LOG}/withdrawn.jsonl"
UNFINISHED = ".withdrawn-"
KEPT_PUBLIC = 24  # public files at most: two years of monthly releases
LONGEST_WHY = 200  # characters
AGAIN = re.compile(r"_\d+$")  # of a release that was published again with other protected cells


class Withdrawal(BaseModel):
    """A public release that is not shown any more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    release: str = Field(pattern=citations.RELEASE, max_length=citations.LONGEST_RELEASE)
    on: date
    why: str = Field(default="", max_length=LONGEST_WHY)


def logged() -> frozenset[str]:
    """The releases in the log of public ones."""
    return frozenset(AGAIN.sub("", one.stem) for one in (data_folder() / LOG).glob("*.csv"))


def withdrawals() -> tuple[Withdrawal, ...]:
    """Every release that was withdrawn. Raises ReleaseError for a list that is not as written."""
    try:
        return _parsed((data_folder() / WITHDRAWN).read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ReleaseError(f"{WITHDRAWN} cannot be read: {error.strerror or error}.") from error


def _parsed(content: bytes) -> tuple[Withdrawal, ...]:
    try:
        return books.parsed(content, Withdrawal)
    except ValueError as error:
        raise ReleaseError(
            f"{WITHDRAWN} is not as it was written; put it back from a copy."
        ) from error


def withdraw(release: str, why: str = "") -> tuple[str, ...]:
    """Withdraws a public release: it is named in the list and its file goes. What was done, in
    sentences.

    Raises ReleaseError where it is not in the log, serves just now or cannot be written down; then
    nothing has changed.
    """
    if release not in logged():
        raise ReleaseError("There is no such release in the log of public releases.")
    if pointer("public").exists() and release_of(pointer("public").resolve()) == release:
        raise ReleaseError("This release serves just now; publish a new one first.")
    if len(why) > LONGEST_WHY:
        raise ReleaseError(f"Say why in {LONGEST_WHY} characters at most.")
    if release not in {one.release for one in withdrawals()}:
        line = Withdrawal(release=release, on=datetime.now(UTC).date(), why=" ".join(why.split()))
        try:
            books.add_line(
                data_folder() / WITHDRAWN, line.model_dump_json().encode(), _parsed, UNFINISHED
            )
        except (Timeout, OSError) as error:
            raise ReleaseError(f"{WITHDRAWN} cannot be written just now.") from error
    gone = [file for file in earlier_files("public") if release_of(file) == release]
    for file in gone:
        remove(file)
    noun = "file" if len(gone) == 1 else "files"
    return (f"Release {release} is withdrawn; {len(gone)} {noun} removed.",)


def kept(edition: Edition) -> frozenset[str]:
    """The releases whose files stay beside the newest ones.

    Of the public edition the newest KEPT_PUBLIC. Raises CitationError or ReleaseError where a book
    cannot be read: then nobody knows, and nothing may go.
    """
    if edition == "partner":
        return citations.cited()
    if edition == "public":
        gone = {one.release for one in withdrawals()}
        shown = [release_of(file) for file in earlier_files("public")]
        held = [one for one in dict.fromkeys(shown) if one in logged() - gone]
        return frozenset(held[:KEPT_PUBLIC])
    return frozenset()


def find(edition: Edition, release: str) -> Path:
    """The newest file of a release. Raises ReleaseError with a sentence where it is not held or may
    not be shown.

    What is asked for is compared, never made a path of; it is repeated only where it is held.
    """
    if edition == "public":
        _refuse_what_is_not_public(release)
    fits = [file for file in earlier_files(edition) if release_of(file) == release]
    if fits:
        return fits[0]
    if edition == "partner" and release in citations.cited():
        raise ReleaseError(_why_gone(release))
    raise ReleaseError(
        f"The release that this link names is not held by this {edition} edition. It may be of"
        " another edition, or nobody cited it while it was held."
    )


def _refuse_what_is_not_public(release: str) -> None:
    withdrawn = next((one for one in withdrawals() if one.release == release), None)
    if withdrawn is not None:
        why = f": {withdrawn.why.removesuffix('.')}" if withdrawn.why else ""
        raise ReleaseError(
            f"Release {withdrawn.release} was withdrawn on {_day(withdrawn.on)}{why}."
        )
    if release not in logged():
        raise ReleaseError(
            "The release that this link names is not in the log of public releases. It may be of"
            " another edition."
        )


def _why_gone(release: str) -> str:
    noted = citations.gone(release)
    if noted is None:
        return f"Release {release} is cited by minutes, but its file is no longer held."
    reasons = {
        "past its time": "it held records longer than their contracts let anybody keep them",
        "taken back": "it held files that were taken back",
    }
    return (
        f"Release {release} is cited by minutes, but its file went on {_day(noted.on)}, since"
        f" {reasons[noted.why]}. The law comes before the minutes."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
