"""Takes the newest intake back: out of the archive, and out of what is served."""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from csp import citations, intakes
from csp.answers.received import Files, made_of_file
from csp.archive import Receipt
from csp.build import build
from csp.build.swap import turn_to
from csp.db import Reader, earlier_files, pointer
from csp.errors import CitationError, CspError, WarehouseError
from csp.ingest.intake import Progress, in_words, period_in_words, silent
from csp.settings import Edition
from csp.sources import sources

PARTNER: Edition = "partner"
NAMED = 6  # periods of a source that the sentence names one by one


def undo(progress: Progress = silent) -> tuple[str, ...]:
    """What was taken back, in sentences.

    The receipts of the newest intake no longer count (their files are set aside, not deleted), and
    the file that was served before it serves again; where that is gone, it is built anew. Until
    then the file that serves stays. An undo that was killed is finished by the next one, which
    takes nothing further. Raises CspError when there is nothing to take back, WarehouseError while
    another intake or undo runs or the archive cannot be used, BuildError when the file must be
    built and cannot be: then everything is as before.
    """
    with intakes.only_one():
        half = half_taken_back()
        if half:
            told = _serve_what_counts(progress)
            receipts = half
        else:
            receipts = intakes.last()
            if not receipts:
                raise CspError("No file has been taken in, so there is nothing to take back.")
            with intakes.taken_back(receipts):
                told = _serve_what_counts(progress)
        return (_taken_back(receipts), *told, *_without_the_undone(intakes.as_files(receipts)))


def half_taken_back() -> list[Receipt]:
    """The newest intake, if it was taken back and is still served: the undo was killed."""
    served = made_of_file(pointer(PARTNER).resolve()) or frozenset()
    gone = [one for one in intakes.withdrawn() if intakes.as_files([one]) <= served]
    held = intakes.everything()
    if not gone or (held and max(map(intakes.order, held)) > max(map(intakes.order, gone))):
        return []
    return intakes.newest(gone)


def _serve_what_counts(progress: Progress) -> tuple[str, ...]:
    """Has a file serve that was made of the receipts that count; tells which, where one serves."""
    if not pointer(PARTNER).is_symlink() and not pointer(PARTNER).exists():
        return ()
    wanted = intakes.as_files(intakes.everything())
    serving = pointer(PARTNER).resolve()
    for file in (serving, *earlier_files(PARTNER)):
        if made_of_file(file) == wanted:
            if file == serving:
                return (
                    f"The dashboard goes on showing release {_release(file)}, which never held it.",
                )
            turn_to(PARTNER, file)
            return (f"The dashboard shows release {_release(file)} again.",)
    made = build(PARTNER, progress)
    return (f"The dashboard shows release {made.release}, built anew without it.",)


def _without_the_undone(gone: Files) -> Iterator[str]:
    """Removes the files that hold what was taken back, so that nothing falls back on them; says
    when the public file was made from one of them.
    """
    releases = set()
    for file in earlier_files(PARTNER):
        if file != pointer(PARTNER).resolve() and (made_of_file(file) or frozenset()) & gone:
            releases.add(_release(file))
            with suppress(OSError):  # where an open file cannot be removed, the next build does it
                file.unlink()
    with suppress(CitationError):  # a book that cannot be read keeps nothing from going
        citations.note_gone(frozenset(releases), "taken back", datetime.now(UTC).date())
    public = pointer("public")
    if public.exists() and _release(public.resolve()) in releases:
        yield "The public file still holds it; run “python -m csp publish”."


def _release(file: Path) -> str:
    try:
        with closing(Reader(file)) as reader:
            return reader.release
    except WarehouseError:
        return ""


def _taken_back(receipts: Sequence[Receipt]) -> str:
    source = sources()[receipts[0].source]
    periods = sorted({held.month for receipt in receipts for held in receipt.holds})
    named = ", ".join(period_in_words(source, period) for period in periods[:NAMED])
    more = f" and {len(periods) - NAMED:,} more" if len(periods) > NAMED else ""
    names = ", ".join(dict.fromkeys(receipt.name for receipt in receipts))
    received = in_words(receipts[0].received_at)
    return f"Taken back: {source.title}, {named}{more} ({names}, received on {received})."
