"""Has the finished public file audited before it is put in place, and keeps what was found."""

import json
from pathlib import Path

import duckdb

from csp.disclosure.audit import audit
from csp.errors import PublishError


def audited(public: Path, releases: Path) -> None:
    """Stores the audit's summary as JSON in `release.audit`.

    How many counts are hidden since they are small, and how many for their sake, is told to whoever
    publishes and is not in the file: where none are hidden for others' sake, every hidden count
    would be known to lie below its threshold. Raises PublishError with the audit's sentences when
    it fails.
    """
    found = audit(public, releases)
    if not found.passed:
        failures = [f"  {sentence}" for sentence in found.failures]
        raise PublishError("\n".join(["Nothing was published: the audit failed.", *failures]))
    with duckdb.connect(str(public)) as held:
        held.execute("UPDATE release SET audit = ?", [json.dumps(found.summary)])
        held.execute("CHECKPOINT")
