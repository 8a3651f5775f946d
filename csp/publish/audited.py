"""Has the finished public file audited before it is put in place, and keeps what was found."""

import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from csp.errors import PublishError

AUDIT = "csp.disclosure.audit"  # shares no code with the protection


def audited(public: Path, releases: Path, protection: Mapping[str, object]) -> None:
    """Stores the audit's summary, and how each dataset was protected, as JSON in `release.audit`.

    Raises PublishError with the audit's sentences when it fails.
    """
    found = _audit(public, releases)
    with duckdb.connect(str(public)) as held:
        told = json.dumps({**found, "protection": dict(protection)})
        held.execute("UPDATE release SET audit = ?", [told])
        held.execute("CHECKPOINT")


def _audit(public: Path, releases: Path) -> dict[str, object]:
    found = _asked(public, releases)
    if found is None:
        return {"scope": "not audited"}
    if not found.passed:
        failures = [f"  {sentence}" for sentence in found.failures]
        raise PublishError("\n".join(["Nothing was published: the audit failed.", *failures]))
    return dict(found.summary)


def _asked(public: Path, releases: Path) -> Any:
    """What the audit found; None where there is no audit."""
    try:
        audit = importlib.import_module(AUDIT).audit
    except ModuleNotFoundError:
        return None
    return audit(public, releases)
