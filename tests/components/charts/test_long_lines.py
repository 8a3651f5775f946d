"""Long lines: parted at gaps and breaks, incomplete months hollow and used for nothing."""

from datetime import date

import pandas as pd

from components.charts.long_lines import long_lines
from components.charts.palette import LIGHT
from components.charts.theme import as_spec

BREAKS = pd.DataFrame(columns=["starts_on", "ends_on", "kind", "effect", "short", "note", "source"])
NONE = float("nan")


def spec() -> dict:
    """January to June, March missing, May incomplete; a new span from June on."""
    months = [date(2024, month, 1) for month in range(1, 7)]
    status = ["complete", "complete", "missing", "complete", "incomplete", "complete"]
    values = [1.0, 2.0, NONE, 3.0, NONE, 4.0]
    series = pd.DataFrame(
        {
            "month": months,
            "status": status,
            "span": [0, 0, 0, 0, 0, 1],
            "value": values,
            "other": values,
            "height": [1.0, 2.0, NONE, 3.0, 1.5, 4.0],
            "reading": [str(month) for month in months],
        }
    )
    return as_spec(long_lines(series, LIGHT, breaks=BREAKS, names=("Ours 4", "All 4")))


def layers(kind: str) -> list[tuple[dict, list[dict]]]:
    made = spec()
    return [
        (layer["mark"], made["datasets"][layer["data"]["name"]])
        for layer in made["layer"]
        if layer["mark"]["type"] == kind
    ]


def test_no_line_joins_months_across_a_gap_an_incomplete_month_or_a_break():
    for _, rows in layers("line"):
        by_segment: dict[int, list[float]] = {}
        for row in rows:
            by_segment.setdefault(row["segment"], []).append(row["y"])
        assert list(by_segment.values()) == [[1.0, 2.0], [3.0], [4.0]]
    assert len(layers("line")) == 2


def test_an_incomplete_month_is_a_hollow_ring_at_what_was_supplied():
    (whole, dots), (ring, hollow) = layers("point")
    assert whole["filled"] and len(dots) == 4
    assert "strokeDash" in ring and [row["y"] for row in hollow] == [1.5]


def test_each_line_has_its_name_at_its_end():
    words = {row["words"] for _, rows in layers("text") for row in rows if "words" in row}
    assert {"Ours 4", "All 4"} <= words
