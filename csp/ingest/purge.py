"""Deletes what no contract lets anybody keep any more: received files, set-aside ones, built ones.

What is deleted is unlinked, not overwritten: on most disks, and in every backup, its bytes may
outlive it. The book of decisions holds nobody's data and is kept.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from csp import archive, citations, intakes, months, packs
from csp.answers.received import Files, made_of_file
from csp.archive import WITHDRAWN, Receipt
from csp.build import build
from csp.build.swap import only_builder
from csp.db import Reader, earlier_files, pointer, release_of
from csp.errors import BuildError, CitationError, CspError, WarehouseError
from csp.ingest import upload
from csp.ingest.intake import Progress, silent
from csp.ingest.undo import half_taken_back
from csp.prepared import remove
from csp.settings import Edition, data_folder
from csp.sources import PERIOD, Source, partner_sources, sources
from csp.sources.retention import files_past, rows_past

PARTNER: Edition = "partner"
NOTHING = "Nothing is kept longer than its contract lets it be."
TRIAL = "Nothing was deleted: this was a trial run."
BACKUPS = (
    "Deleted files are not overwritten. Copies in backups last as long as the backups do: see"
    " “Deleting” in the README."
)


@dataclass(frozen=True)
class Due:
    """What must go, as of a day."""

    files: tuple[tuple[Receipt, tuple[date, ...]], ...]  # received files, with their past periods
    set_aside: tuple[Path, ...]  # folders of intakes that were taken back
    built: tuple[Path, ...]  # partner files that hold what must go
    packs: tuple[Path, ...] = ()  # of partner files that go, or went before

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.files or self.set_aside or self.built or self.packs)


def purge(today: date, *, dry_run: bool = False, progress: Progress = silent) -> tuple[str, ...]:
    """What was deleted, or with `dry_run` would be, in sentences: by source and month, never what
    stood in it.

    A received file goes with its last period; before that, periods of a partner's file that are
    past go out of it. Intakes that were taken back go. The partner file is built anew without what
    is past, and earlier ones that hold any of it go, so that no undo brings it back. A purge that
    was killed is finished by the next. Raises WarehouseError while an intake or undo runs, where
    the archive is damaged or cannot be written, CspError where an undo was left half done,
    BuildError where the new file cannot be built: what was received is deleted then, and the
    sentences say that the file that serves still holds it.
    """
    with intakes.only_one():
        if half_taken_back():
            raise CspError(
                "An undo was interrupted; run “python -m csp undo” first, which finishes it."
            )
        due = what_is_due(today)
        told = [*_sentences(due, dry_run=dry_run), *_strangers()]
        if dry_run:
            return (*(told or [NOTHING]), TRIAL)
        _delete_received(due)
        upload.sweep()
        told += _serve_without(due, today, progress)
        told += _cited(due, today)
        return (*told, BACKUPS) if not due.is_empty else (*told, NOTHING)


def what_is_due(today: date) -> Due:
    """What must go as of a day. Raises WarehouseError where received files are damaged."""
    files = []
    for source in sources().values():
        gone = files_past(source, today)
        for receipt in archive.received(source.id):
            periods = tuple(sorted({held.month for held in receipt.holds if gone(held.month)}))
            if periods and (source.status == "partner" or len(periods) == _periods(receipt)):
                files.append((receipt, periods))
    raw = data_folder() / "raw"
    counting = intakes.as_files(intakes.everything())
    staying = counting - intakes.as_files([receipt for receipt, _ in files])
    built = [file for file in _partner_files() if _holds_what_goes(file, staying, today)]
    staying_releases = {release_of(file) for file in _partner_files() if file not in built}
    return Due(
        tuple(files),
        tuple(sorted(raw.glob(f"*/{WITHDRAWN}*"))),
        tuple(built),
        packs.left_behind(PARTNER, staying_releases),
    )


def _periods(receipt: Receipt) -> int:
    return len({held.month for held in receipt.holds})


def _partner_files() -> list[Path]:
    """Every whole partner file, the serving one among them."""
    return list(dict.fromkeys(file.resolve() for file in earlier_files(PARTNER)))


def _holds_what_goes(file: Path, staying: Files, today: date) -> bool:
    """Whether a partner file was made of anything that does not stay, or holds rows past theirs;
    one that cannot say so may.
    """
    made = made_of_file(file)
    if made is None or not made <= staying:
        return True
    with closing(Reader(file, PARTNER)) as reader:
        held = reader.read("datasets")
    first = dict(zip(held["dataset"], held["first_period"], strict=True))
    return any(
        rows_past(source, today)(pd.Timestamp(first[name]).date())
        for name, source in partner_sources().items()
        if name in first and not pd.isna(first[name])
    )


def _delete_received(due: Due) -> None:
    try:
        for folder in sorted((data_folder() / "raw").glob("*/")):
            with FileLock(folder / ".lock", timeout=0):
                archive.sweep(folder)
                archive.move_aside(folder)  # else what was taken back would count again
                for aside in folder.glob(f"{WITHDRAWN}*"):
                    shutil.rmtree(aside)
        # Newest first: a part that equals what an older file leaves takes the newer one's place.
        for receipt, periods in sorted(due.files, key=lambda one: -one[0].sequence):
            if len(periods) == _periods(receipt):
                archive.discard(receipt)
            else:
                _shorten(receipt, periods)
    except Timeout as error:
        raise WarehouseError(intakes.BUSY) from error
    except OSError as error:
        raise WarehouseError(
            f"Not everything could be deleted: {error.strerror or error}; run it again."
        ) from error


def _shorten(receipt: Receipt, periods: Iterable[date]) -> None:
    """Takes past periods out of a partner's file, which is kept in its normal form."""
    with archive.open_member(receipt, receipt.name) as file:
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
    gone = {period.isoformat() for period in periods}
    left = table[~table[PERIOD].isin(gone)]
    holds = tuple(held for held in receipt.holds if held.month.isoformat() not in gone)
    archive.shorten(receipt, left.to_csv(index=False, lineterminator="\n").encode(), holds)


def _serve_without(due: Due, today: date, progress: Progress) -> Iterator[str]:
    """Builds the partner file anew where it holds what goes, and removes all that do."""
    serving = pointer(PARTNER).resolve()
    with suppress(BuildError), only_builder(PARTNER):
        pass  # it sweeps what a killed build left
    if serving in due.built:
        try:
            made = build(PARTNER, progress, today=today)
        except CspError as error:
            _remove(file for file in due.built if file != serving)
            raise BuildError(
                "What was received is deleted, but the file that serves still holds it, since a new"
                f" one could not be built; put this right and run it again.\n  {error}"
            ) from error
        yield f"The dashboard shows release {made.release}, built anew without it."
        if pointer("public").exists():
            yield "The public file was made before; run “python -m csp publish”."
    _remove(file for file in due.built if file != pointer(PARTNER).resolve())
    for pack in due.packs:
        packs.remove(pack)


def _cited(due: Due, today: date) -> Iterator[str]:
    """Notes which of the files that went minutes cite: the law comes before the minutes."""
    left = {release_of(file) for file in _partner_files()}
    went = frozenset(release_of(file) for file in due.built) - left
    try:
        lost = citations.note_gone(went, "past its time", today)
    except CitationError as error:
        yield f"{error} Whether minutes cite what was deleted could not be noted."
        return
    if lost:
        yield f"Minutes cite what was deleted: {_named(lost)}. Their links say why it is gone."


def _named(releases: Iterable[str]) -> str:
    """Releases in words, one after the other."""
    return ", ".join(f"release {one}" for one in sorted(releases))


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        try:
            remove(file)
        except OSError as error:
            raise WarehouseError(
                f"{file.name} could not be deleted: {error.strerror or error}; run it again."
            ) from error


def _sentences(due: Due, *, dry_run: bool) -> Iterator[str]:
    """What goes, by source and month."""
    verb = "Would be deleted" if dry_run else "Deleted"
    by_source: dict[str, set[date]] = {}
    for receipt, periods in due.files:
        by_source.setdefault(receipt.source, set()).update(periods)
    for name, past in by_source.items():
        source = sources()[name]
        kept = source.law.retention.received_months
        yield f"{verb}: {source.title}, {_spans(source, past)} (kept for {kept} months)."
    for folder in due.set_aside:
        yield f"{verb}: {_aside(folder)}, taken back before."
    if due.built:
        noun = "partner file that holds" if len(due.built) == 1 else "partner files that hold"
        yield f"{verb}: {len(due.built)} {noun} what may not be kept."
    if due.packs:
        noun = "pack of a partner file" if len(due.packs) == 1 else "packs of partner files"
        yield f"{verb}: {len(due.packs)} {noun} that can be kept no longer or went before."


def _aside(folder: Path) -> str:
    """What an intake that was taken back held: its source and periods, as far as it can be read."""
    name = folder.parent.name
    notes = [archive.note_of(place) for place in folder.iterdir() if place.is_dir()]
    periods = {held.month for note in notes if note for held in note.holds}
    source = sources().get(name)
    if source is None:
        return f"an intake of {name}"
    return (
        f"{source.title}, {_spans(source, periods)}" if periods else f"an intake of {source.title}"
    )


def _spans(source: Source, periods: Iterable[date]) -> str:
    """Months or waves in words, runs of months together."""
    if source.period == "wave":
        return ", ".join(f"wave {period:%b %Y}" for period in sorted(periods))
    return ", ".join(
        f"{run.start:%b %Y}" if run.months == 1 else f"{run.start:%b %Y} to {run.end:%b %Y}"
        for run in months.runs(periods)
    )


def _strangers() -> Sequence[str]:
    """Folders of received files that no contract speaks of: nobody decided how long they stay."""
    raw = data_folder() / "raw"
    found = sorted(one.name for one in raw.iterdir() if one.is_dir()) if raw.is_dir() else []
    return [
        f"raw/{name} belongs to no source that has a contract; look at it and delete it by hand."
        for name in found
        if name not in sources()
    ]
