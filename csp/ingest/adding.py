"""Takes files of any source in and, where asked, builds from them: both, or nothing."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from csp import archive, intakes
from csp.build import Built, build
from csp.db import pointer
from csp.ingest import examine
from csp.ingest.intake import Intake, Progress, silent

SHARE_OF_INTAKE = 0.15  # of the progress, where a build follows


def add(
    source_id: str,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    confirmed: bool = False,
    then_build: bool = False,
    progress: Progress = silent,
) -> tuple[Intake, Built | None]:
    """What was taken, or with `dry_run` would be, and the new partner file where one was built.

    With `then_build` files are kept only if the build takes them: when it refuses they are taken
    back, the old file goes on serving and the error is raised. Files that were received before need
    no build. Raises what the intake of the source and the build raise, and WarehouseError while
    another intake or undo runs.
    """
    taking = _part(progress, 0, SHARE_OF_INTAKE) if then_build else progress
    with nullcontext() if dry_run else intakes.only_one():
        before = archive.received(source_id)
        intake = examine.ingest(
            source_id, paths, confirmed=confirmed, dry_run=dry_run, progress=taking
        )
        kept = [one for one in archive.received(source_id) if one not in before]
        if not then_build or (not kept and pointer("partner").exists()):
            return intake, None
        try:
            return intake, build("partner", _part(progress, SHARE_OF_INTAKE, 1))
        except BaseException:
            if kept:
                intakes.withdraw(kept)
            raise


def _part(progress: Progress, start: float, end: float) -> Progress:
    """Progress of one of several works, on the scale of the whole."""
    return lambda share, step: progress(start + (end - start) * share, step)
