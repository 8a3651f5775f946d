"""Decisions for tests: one sound decision, changed as a test needs it."""

from datetime import UTC, date, datetime
from typing import Any

from csp.decisions import Decision

AREA = "E07000110"
SOUND: dict[str, Any] = {
    "measure": "crime_vehicle_crime",
    "area_code": AREA,
    "side": "below",
    "starts": date(2025, 1, 1),
    "ends": date(2025, 8, 1),
    "rule": "seven_on_one_side",
    "limits_from": date(2021, 8, 1),
    "limits": "24.2, 63.3, 102.4",
    "release": "2025-12-ae0931",
    "decided_on": date(2025, 9, 14),
    "decision": "watch",
    "note": "To be looked at again.",
    "public": False,
    "recorded_at": datetime(2025, 9, 14, 12, tzinfo=UTC),
}


def decision(**changed: Any) -> Decision:
    """A sound decision with some of its facts changed."""
    return Decision(**{**SOUND, **changed})
