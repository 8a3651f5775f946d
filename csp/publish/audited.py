"""Has the finished public file audited before it is put in place, and keeps what was found."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from csp.disclosure.audit import audit
from csp.errors import PublishError


def audited(
    public: Path,
    releases: Path,
    protection: Mapping[str, object],
    true: Mapping[str, Sequence[str]],
) -> None:
    """Stores the audit's summary, and how each dataset was protected, as JSON in `release.audit`.

    `true` are the published figures that are exact of the partner file, with the areas that each
    adds up. Raises PublishError with the audit's sentences when it fails.
    """
    found = audit(public, releases, true)
    if not found.passed:
        failures = [f"  {sentence}" for sentence in found.failures]
        raise PublishError("\n".join(["Nothing was published: the audit failed.", *failures]))
    with duckdb.connect(str(public)) as held:
        told = json.dumps({**found.summary, "protection": dict(protection)})
        held.execute("UPDATE release SET audit = ?", [told])
        held.execute("CHECKPOINT")
