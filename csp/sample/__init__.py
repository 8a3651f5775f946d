"""The illustrative extracts: invented records that follow what was published, and the
demonstration that holds them.
"""

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from csp.build import Built, Progress, build, silent
from csp.build.inputs import check_inputs
from csp.build.load import Supplied
from csp.ingest import partner
from csp.sample.files import make
from csp.settings import data_folder, is_projects_own
from csp.sources import sources

__all__ = ["demonstration", "make"]

STATUS = "illustrative"
# No secret: references that nobody has need none, and the same file gives the same tables.
KEY = b"invented references, hashed as real ones are"
MADE_ON = datetime(2026, 11, 25)  # noqa: DTZ001  # the day the sample was invented, at no place


def demonstration(progress: Progress = silent) -> Built:
    """Builds the demonstration from open data, published figures and the illustrative extracts.

    The extracts follow what was published of the project's own district, so the demonstration of
    another one has none and shows what is open and published.
    The extracts pass the same intake as real files and are kept nowhere else. Raises IntakeError
    when one does not pass, BuildError when the new file does not add up; then nothing has changed.
    """
    check_inputs(data_folder())
    if not is_projects_own():
        return build("demonstration", progress, supplied=())
    progress(0.005, "Inventing illustrative records")
    with tempfile.TemporaryDirectory(prefix="csp-sample-") as scratch:
        files = make(Path(scratch))
        progress(0.01, "Checking the illustrative records")
        extracts = [_supplied(source, file) for source, file in files.items()]
    return build("demonstration", progress, supplied=extracts)


def _supplied(source: str, file: Path) -> Supplied:
    checked = partner.check(sources()[source], file, key=KEY)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Supplied(source, checked.table, MADE_ON, digest, STATUS)
