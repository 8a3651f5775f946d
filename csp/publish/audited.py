"""Has the finished public file audited before it is put in place, and keeps what was found."""

import importlib
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from csp.errors import PublishError

AUDIT = "csp.disclosure.audit"  # shares no code with the protection


def audited(public: Path, releases: Path, lost: Sequence[dict[str, object]]) -> None:
    """Stores the audit's summary and the cells lost as JSON in `release.audit`.

    Raises PublishError with the audit's sentences when it fails.
    """
    found = _audit(public, releases)
    with duckdb.connect(str(public)) as held:
        held.execute("UPDATE release SET audit = ?", [json.dumps({**found, "lost": list(lost)})])
        held.execute("CHECKPOINT")


def _audit(public: Path, releases: Path) -> dict[str, object]:
    try:
        audit = importlib.import_module(AUDIT).audit
    except ModuleNotFoundError:
        return {"scope": "not audited"}
    found = audit(public, releases)
    if not found.passed:
        failures = [f"  {sentence}" for sentence in found.failures]
        raise PublishError("\n".join(["Nothing was published: the audit failed.", *failures]))
    return dict(found.summary)
