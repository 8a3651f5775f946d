"""Looks at an uploaded file as an intake would and keeps nothing of it, on disk or in a log."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from csp.errors import CspError, IntakeError
from csp.ingest import partner, police_uk
from csp.ingest.examined import Examined
from csp.ingest.intake import TRIAL, Intake
from csp.ingest.upload import uploaded
from csp.logs import place_of

LOG = logging.getLogger(__name__)


def ingest(source_id: str, paths: Sequence[Path], *, confirmed: bool, **options: Any) -> Intake:
    """The intake of a source, whichever it is: see `csp.ingest.partner` and `.police_uk`."""
    if source_id == police_uk.POLICE_UK:
        return police_uk.ingest(paths, **options)
    return partner.ingest(source_id, paths, confirmed=confirmed, **options)


def examine(source_id: str, name: str, content: bytes) -> Examined:
    """Every fault of an uploaded file, or what would be taken of it; nothing is kept.

    The file lies in a folder of its own while it is read, which goes with it. Raises CspError when
    it cannot be read here at all: the disk is full, the archive damaged, the key missing.
    """
    with uploaded(name, content) as file:
        try:
            intake = ingest(source_id, [file], confirmed=False, dry_run=True)
        except IntakeError as error:
            return Examined(file.name, error.told)
        except CspError:
            raise
        except Exception as error:
            # The words of a foreign error may repeat a cell: neither told nor logged.
            LOG.error("A file of %s could not be checked: %s", source_id, place_of(error))
            raise CspError(
                "The file could not be read to its end. Save it anew as CSV, XLSX or ODS and try"
                " again; if that does not help, tell whoever looks after this dashboard."
            ) from None
    sentences = tuple(one for one in intake.sentences if one != TRIAL)
    return Examined(file.name, (), sentences, intake.doubts, len(intake.taken))
